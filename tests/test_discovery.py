"""Feeds, sitemaps, REST pages and listings become candidates, whatever state they are in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.crawl.discovery import (
    RestComments,
    RestPage,
    read_feed,
    read_listing,
    read_rest_comments,
    read_rest_posts,
    read_sitemap,
    read_source,
)
from newsarchive.crawl.discovery.listings import may_be_article, wordpress_page
from newsarchive.crawl.discovery.markup import decode, entries, value
from newsarchive.crawl.discovery.sitemaps import lists_articles
from newsarchive.items import Candidate, Moment

AT = datetime(2024, 5, 2, 12, 0, tzinfo=UTC)
FEED = "https://news.example/feed/"


def urls_of(data: str | bytes, url: str = FEED) -> list[str]:
    raw = data.encode() if isinstance(data, str) else data
    return [candidate.url for candidate in read_source(raw, url, fetched_at=AT).candidates]


def moment(raw: str, utc: datetime, source: str, offset: int = 0) -> Moment:
    local = utc.replace(tzinfo=None)
    found = Moment(raw, local, utc, offset, "second", "attribute")
    return replace(found, zone_source=source)  # type: ignore[arg-type]


# --- feeds

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title><link>https://news.example</link>
<language>en-GB</language>
<item><title>Harbour &amp; bridge <![CDATA[reopen <b>today</b>]]></title><link>https://news.example/harbour/?utm_source=rss</link>
<dc:creator><![CDATA[Ann Lee]]></dc:creator><dc:creator>Bo Roe</dc:creator>
<pubDate>Wed, 01 May 2024 08:30:00 +0000</pubDate><guid isPermaLink="false">https://news.example/?p=77</guid></item>
</channel></rss>"""


def test_an_rss_entry_is_read_whole() -> None:
    assert list(read_feed(RSS.encode(), FEED, fetched_at=AT)) == [
        Candidate(
            url="https://news.example/harbour/",
            source=FEED,
            headline="Harbour & bridge reopen today",
            published=moment("Wed, 01 May 2024 08:30:00 +0000", datetime(2024, 5, 1, 8, 30, tzinfo=UTC), "feed"),
            language="en-GB",
            source_id="77",
            authors=("Ann Lee", "Bo Roe"),
        )
    ]


def test_an_atom_entry_is_read_whole() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry>
    <title type="html">Tram &amp;amp; bus</title>
    <link rel="replies" href="https://news.example/tram/comments"/><link href="/tram"/><id>tag:news.example,2024:1</id>
    <author><name>Ann Lee</name></author><published>2024-05-01T08:30:00Z</published>
    <updated>2024-05-01T09:00:00Z</updated></entry></feed>"""
    assert list(read_feed(atom.encode(), FEED, fetched_at=AT)) == [
        Candidate(
            url="https://news.example/tram",
            source=FEED,
            headline="Tram & bus",
            published=moment("2024-05-01T08:30:00Z", datetime(2024, 5, 1, 8, 30, tzinfo=UTC), "feed"),
            modified=moment("2024-05-01T09:00:00Z", datetime(2024, 5, 1, 9, 0, tzinfo=UTC), "feed"),
            authors=("Ann Lee",),
        )
    ]


def test_a_json_feed_is_read() -> None:
    feed = """{"version": "https://jsonfeed.org/version/1.1", "language": "de", "items": [
        {"id": "1", "url": "https://news.example/eins", "title": "Eins", "authors": [{"name": "Ann Lee"}]},
        {"id": "2", "title": "no address"}, "nonsense", {"url": "javascript:alert(1)"}]}"""
    assert list(read_feed(feed.encode(), FEED, fetched_at=AT)) == [
        Candidate("https://news.example/eins", FEED, headline="Eins", language="de", authors=("Ann Lee",))
    ]


@pytest.mark.parametrize(
    ("name", "feed", "wanted"),
    [
        ("guid", "<rss><item><guid>https://news.example/a</guid></item></rss>", ["https://news.example/a"]),
        ("guid no link", "<rss><item><guid isPermaLink='false'>https://news.example/?p=1</guid></item></rss>", []),
        (
            "feedburner",
            "<rss><item><link>https://feeds.example/~r/1</link>"
            "<feedburner:origLink>https://news.example/a</feedburner:origLink></item></rss>",
            ["https://news.example/a"],
        ),
        (
            "rdf",
            '<rdf:RDF><item rdf:about="https://news.example/a"><link>https://news.example/a</link></item></rdf:RDF>',
            ["https://news.example/a"],
        ),
        ("relative", "<rss><item><link>/a/</link></item></rss>", ["https://news.example/a/"]),
        ("cut midway", "<rss><item><link>/a/</link></item><item><link>/b/", ["https://news.example/a/"]),
        (
            "one bad entry",
            "<rss><item><link>ht!tp://</link></item><item><link>/b/</link></item></rss>",
            ["https://news.example/b/"],
        ),
        (
            "not well-formed",
            "<rss><channel><title>A & B <b></title><item><title>x & y</title><link>/c/</link><pubDate>never</pubDate>",
            ["https://news.example/c/"],
        ),
        ("empty", "<rss></rss>", []),
        ("html", "<html><body><a href='/a/'>a</a></body></html>", []),
    ],
)
def test_the_good_entries_of_any_feed_survive(name: str, feed: str, wanted: list[str]) -> None:
    assert urls_of(feed) == wanted


def test_a_feed_in_another_charset_than_it_says_is_read() -> None:
    item = "<item><title>caf\u00e9 \u2013 \u201cx\u201d</title><link>/a/</link></item>"
    feed = f'<?xml version="1.0" encoding="utf-8"?><rss>{item}</rss>'
    assert [c.headline for c in read_feed(feed.encode("cp1252"), FEED, fetched_at=AT)] == [
        "caf\u00e9 \u2013 \u201cx\u201d"
    ]


# --- hostile XML

LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
THEFT = "<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"


@pytest.mark.parametrize(
    "text",
    [
        f"<?xml version='1.0'?>{LAUGHS}<urlset><url><loc>&b;</loc></url></urlset>",
        f"<?xml version='1.0'?>{LAUGHS}<rss><channel><title>&b;</title></channel></rss>",
        "<rss><channel>" + "<a>" * 100_000,
        "<urlset><url><loc>file:///etc/passwd</loc></url><url><loc>javascript:1</loc></url><url><loc></loc></url></urlset>",
        "<urlset><url><loc>https://user@news.example/</loc></url></urlset>",
    ],
)
def test_hostile_xml_yields_nothing(text: str) -> None:
    assert urls_of(text) == []


def test_no_entity_is_expanded() -> None:
    text = f"{THEFT}<urlset><url><loc>https://news.example/leak?&f;</loc></url></urlset>"
    assert "root" not in "".join(urls_of(text))


def test_unclosed_entries_take_linear_time() -> None:
    started = datetime.now(UTC)
    assert urls_of("<rss><channel>" + "<item>" * 300_000) == []
    assert (datetime.now(UTC) - started).total_seconds() < 5


# --- sitemaps


def test_a_sitemap_entry_is_read_with_its_news_tags() -> None:
    sitemap = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc> https://news.example/a/ </loc>
    <lastmod>2024-05-01T09:00:00+00:00</lastmod><image:image><image:loc>https://news.example/a.jpg</image:loc></image:image>
    <news:news><news:publication><news:name>News</news:name><news:language>en</news:language></news:publication>
    <news:publication_date>2024-05-01T04:30:00-04:00</news:publication_date><news:title>Harbour</news:title></news:news>
    </url></urlset>"""
    published = Moment(
        "2024-05-01T04:30:00-04:00",
        datetime(2024, 5, 1, 4, 30),
        datetime(2024, 5, 1, 8, 30, tzinfo=UTC),
        -240,
        "second",
        "attribute",
    )
    assert list(read_sitemap(sitemap.encode(), "https://news.example/sitemap.xml", fetched_at=AT)) == [
        Candidate(
            url="https://news.example/a/",
            source="https://news.example/sitemap.xml",
            headline="Harbour",
            published=published,
            modified=moment("2024-05-01T09:00:00+00:00", datetime(2024, 5, 1, 9, 0, tzinfo=UTC), "attribute"),
            language="en",
        )
    ]


@pytest.mark.parametrize(
    "sitemap",
    [
        "<urlset><url><loc>{a}<url><loc>{b}<url><loc>https://news.example/cu",
        "<urlset><url><loc>{a}</url><url><loc> {b}\n<lastmod>2024-05-01</lastmod></url></urlset>",
        "<urlset><url><loc>{a}<lastmod>2024-05-01<url><loc>{b}</urlset>",
        "<urlset><url><loc>{a}</loc><url><loc>{b}</loc>",
    ],
)
def test_an_address_that_is_never_closed_ends_at_the_next_tag(sitemap: str) -> None:
    wanted = ["https://news.example/a", "https://news.example/b"]
    assert urls_of(sitemap.format(a=wanted[0], b=wanted[1])) == wanted


def test_addresses_that_are_never_closed_take_linear_time() -> None:
    started = datetime.now(UTC)
    assert urls_of("<urlset><url>" + "<loc>" * 300_000) == []
    assert len(urls_of("<urlset>" + "<url><loc>https://news.example/a" * 40_000)) == 39_999
    assert (datetime.now(UTC) - started).total_seconds() < 5


def test_an_index_names_the_sitemaps_that_may_list_articles() -> None:
    index = "<sitemapindex>" + "".join(
        f"<sitemap><loc>https://news.example/{name}</loc></sitemap>"
        for name in ("post-sitemap.xml", "page-sitemap.xml", "wp-sitemap-posts-post-1.xml", "wp-sitemap-users-1.xml")
    )
    found = read_source(index.encode(), "https://news.example/sitemap_index.xml", fetched_at=AT).candidates
    assert [(one.kind, one.url.rpartition("/")[2]) for one in found] == [
        ("sitemap", "post-sitemap.xml"),
        ("sitemap", "wp-sitemap-posts-post-1.xml"),
    ]


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/sitemap.xml", True),
        ("/post-sitemap2.xml", True),
        ("/news-sitemap.xml", True),
        ("/sitemap-2024-05.xml", True),
        ("/category-sitemap.xml", False),
        ("/author-sitemap.xml", False),
        ("/wp-sitemap-taxonomies-category-1.xml", False),
        ("/wp-sitemap-posts-page-1.xml", False),
        ("/image-sitemap-3.xml", False),
        ("/homepages/sitemap.xml", True),
    ],
)
def test_sitemaps_of_terms_and_pictures_are_known_by_name(path: str, wanted: bool) -> None:
    assert lists_articles(f"https://news.example{path}") is wanted


def test_a_sitemap_is_read_whose_elements_have_a_prefix() -> None:
    assert urls_of("<x:urlset><x:url><x:loc>\nhttps://news.example/a </x:loc></x:url></x:urlset>") == [
        "https://news.example/a"
    ]


def test_a_text_sitemap_is_read() -> None:
    assert urls_of("\ufeff https://news.example/a\r\n\nftp://x/\n  https://news.example/b\n") == [
        "https://news.example/a",
        "https://news.example/b",
    ]


def dated(changes: list[datetime | None]) -> bytes:
    entries = (
        f"<url><loc>https://news.example/{n}</loc>{f'<lastmod>{at:%Y-%m-%dT%H:%M:%SZ}</lastmod>' if at else ''}</url>"
        for n, at in enumerate(changes)
    )
    return f"<urlset>{''.join(entries)}</urlset>".encode()


def test_the_time_of_making_is_no_change_of_every_page() -> None:
    older, made = datetime(2024, 1, 1, tzinfo=UTC), AT - timedelta(seconds=3)
    for changes, wanted in (
        ([made] * 30, [None] * 30),
        ([older] * 14 + [made] * 16, [older] * 14 + [None] * 16),
        ([older] * 16 + [made] * 14, [older] * 16 + [made] * 14),  # an editor may change many at a time
        ([made] * 10, [made] * 10),
        ([AT - timedelta(minutes=5)] * 30, [AT - timedelta(minutes=5)] * 30),
    ):
        found = read_source(dated([*changes]), "https://news.example/sitemap.xml", fetched_at=AT)
        assert [one.modified.utc if one.modified else None for one in found.candidates] == wanted


def test_more_addresses_than_the_standard_allows_are_a_trap(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("sitemaps", "sources"):
        monkeypatch.setattr(f"newsarchive.crawl.discovery.{module}.MAX_ENTRIES", 500)
    sitemap = "<urlset>" + "<url><loc>https://news.example/a</loc></url>" * 505
    found = read_source(sitemap.encode(), "https://news.example/s.xml", fetched_at=AT)
    assert (len(found.candidates), found.trap) == (500, "trap:sitemap-size")


# --- REST

POSTS = """[{"id": 7, "date": "2024-05-01T04:30:00", "date_gmt": "2024-05-01T08:30:00",
"modified_gmt": "2024-05-01T09:00:00", "link": "https://news.example/a/",
"title": {"rendered": "Harbour &#8211; bridge"}},
{"id": 8, "link": 5}, "x", {"id": 9, "date": "2024-05-01T04:30:00", "date_gmt": "0000-00-00T00:00:00",
"link": "https://news.example/b/", "title": {"rendered": ""}}]"""


def test_posts_are_read_in_utc_where_the_record_says_it() -> None:
    page = read_rest_posts(POSTS.encode(), "https://news.example/wp-json/wp/v2/posts", fetched_at=AT)
    one, other = page.candidates
    assert page.is_full is False
    assert (one.url, one.headline, one.source_id) == ("https://news.example/a/", "Harbour \u2013 bridge", "7")
    assert one.published and one.published.utc == datetime(2024, 5, 1, 8, 30, tzinfo=UTC)
    assert one.modified and one.modified.zone_source == "rest"
    assert other.published and (other.published.utc, other.published.local) == (None, datetime(2024, 5, 1, 4, 30))


def test_a_number_of_a_million_digits_costs_no_other_value() -> None:
    digits = "9" * 1_000_000
    assert urls_of(f'{{"version": "https://jsonfeed.org/version/1", "n": {digits}, "items": [{{"url": "/a"}}]}}') == [
        "https://news.example/a"
    ]
    assert read_rest_comments(f'[{{"id": {digits}, "post": 7}}, {{"id": 1, "post": 7}}]'.encode()).comments == (
        ("1", "7"),
    )


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"null", b"<html>", b"[" * 100_000, b'{"code":"rest_no_route"}', b"\xff\xfe"]
)
def test_an_answer_that_is_no_list_is_an_empty_page(data: bytes) -> None:
    assert read_rest_posts(data, "https://news.example/", fetched_at=AT) == RestPage((), False, is_list=False)
    assert read_rest_comments(data) == RestComments((), is_full=False)


def test_comments_are_named_with_their_posts() -> None:
    data = b'[{"id":1,"post":7},{"id":2,"post":8},{"id":"x","post":9},{"id":4,"post":9},{"id":5}]'
    assert read_rest_comments(data) == RestComments((("1", "7"), ("2", "8"), ("4", "9")), is_full=False)


# --- listings

HOME = """<html lang="en"><head><title>The News</title><link rel="alternate" type="application/rss+xml" href="/feed/">
<link rel="https://api.w.org/" href="https://news.example/wp-json/">
<meta name="generator" content="WordPress 6.1"></head><body>
<nav><a href="/about/">About</a> <a href="/category/world/">World</a> <a href="#top">Top</a>
<a href="/wp-login.php">Log in</a></nav>
<article><h2 class="entry-title"><a href="/harbour/">Harbour</a></h2>
<time datetime="2024-05-01T08:30:00Z">May 1</time></article>
<article><a href="/tram/"><h3>Tram</h3></a></article>
<a href="https://elsewhere.example/x/">x</a><a href="/picture.jpg">p</a>
<a href="/quiet/">Quiet</a><a rel="nofollow" href="/harbour/?replytocom=5">Reply</a>
<div class="nav-links"><a class="next page-numbers" href="/page/2/">Older</a></div></body></html>"""


def test_a_home_page_is_taken_apart() -> None:
    found = read_listing(HOME.encode(), "https://news.example/", fetched_at=AT)
    assert [(entry.url, entry.headline) for entry in found.entries] == [
        ("https://news.example/harbour/", "Harbour"),
        ("https://news.example/tram/", "Tram"),
    ]
    assert found.entries[0].published and found.entries[0].published.utc == datetime(2024, 5, 1, 8, 30, tzinfo=UTC)
    assert found.links == ("https://news.example/about/", "https://news.example/quiet/")
    assert found.listings == ("https://news.example/category/world/", "https://news.example/page/2/")
    assert (found.next_page, found.feeds) == ("https://news.example/page/2/", ("https://news.example/feed/",))
    assert (found.rest_root, found.title, found.language) == ("https://news.example/wp-json/", "The News", "en")


@pytest.mark.parametrize(
    ("html", "url", "wanted"),
    [
        ('<a rel="next" href="?page=2">2</a>', "https://n.example/world", "https://n.example/world?page=2"),
        ('<link rel="next" href="/p2"><a class="older" href="/x">x</a>', "https://n.example/", "https://n.example/p2"),
        (
            '<div class="older"><a href="/page/3/">Older</a></div>',
            "https://n.example/page/2/",
            "https://n.example/page/3/",
        ),
        ('<div class="older"><a class="disable-url" href="/page/3/">Older</a></div>', "https://n.example/", None),
        ('<a class="next" href="https://other.example/">next</a>', "https://n.example/", None),
        (
            '<a class="penci-ajax-more-button" href="#">More</a>',
            "https://n.example/category/x/",
            "https://n.example/category/x/page/2/",
        ),
        (
            '<a class="load-more" href="#">More</a>',
            "https://n.example/category/x/page/4/",
            "https://n.example/category/x/page/5/",
        ),
        ("<p>nothing</p>", "https://n.example/", None),
    ],
)
def test_the_next_page_of_a_listing_is_found(html: str, url: str, wanted: str | None) -> None:
    assert read_listing(f"<html><body>{html}</body></html>".encode(), url, fetched_at=AT).next_page == wanted


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/harbour-bridge-reopens/", True),
        ("/2024/05/01/harbour/", True),
        ("/archives/1234", True),
        ("/2025/01/5/", True),
        ("/category/world/", False),
        ("/author/ann-lee/", False),
        ("/2024/", False),
        ("/2024/05/", False),
        ("/archives.html", False),
        ("/index5.html", False),
        ("/page/3/", False),
        ("/feed/", False),
        ("/report.pdf", False),
        ("/wp-login.php", False),
    ],
)
def test_an_article_and_a_listing_differ_in_their_address(path: str, wanted: bool) -> None:
    assert may_be_article(f"https://news.example{path}") is wanted


@pytest.mark.parametrize("html", [b"", b"\0", b"<a href='http://[::1'>x</a>", b"<a href='\xff'>x</a>", b"%PDF-1.7"])
def test_any_page_is_a_listing_of_nothing_at_least(html: bytes) -> None:
    assert read_listing(html, "https://news.example/", fetched_at=AT).entries == ()


# --- markup


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        ("a\u00e9".encode(), "a\u00e9"),
        ("\ufeffa".encode(), "a"),
        ("a\u00e9".encode("utf-16"), "a\u00e9"),
        (b"a\xe9", "a\u00e9"),
        (b"<?xml version='1.0' encoding='koi8-r'?>\xd7", "<?xml version='1.0' encoding='koi8-r'?>\u0432"),
        (
            b"<?xml version='1.0' encoding='evil-99'?>\xe9",
            "<?xml version='1.0' encoding='evil-99'?>\ufffd".replace("\ufffd", "\u00e9"),
        ),
        (b"a\0b", "ab"),
    ],
)
def test_bytes_become_text_by_what_they_are(data: bytes, wanted: str) -> None:
    assert decode(data) == wanted


def test_entries_are_cut_out_with_any_prefix() -> None:
    assert list(entries("<x:url>1</x:url><url a='b'>2</url><urlset>no</urlset>", "url")) == [
        ("url", ">1"),
        ("url", " a='b'>2"),
    ]


def test_the_first_element_with_text_gives_the_value() -> None:
    assert value("<title/><title> </title><t>no</t><title lang='en'>A &lt;b&gt;B&lt;/b&gt;</title>", "title") == "A B"


def test_pages_of_a_wordpress_listing_are_numbered() -> None:
    assert wordpress_page("https://news.example/category/world", 3) == "https://news.example/category/world/page/3/"
