"""Feeds and REST pages become candidates, whatever state they are in."""

from datetime import UTC, datetime

import pytest

from newsarchive.crawl.discovery import (
    RestComments,
    RestPage,
    read_feed,
    read_rest_comments,
    read_rest_posts,
)
from newsarchive.crawl.discovery.listings import wordpress_page
from newsarchive.crawl.discovery.markup import decode, entries, value
from newsarchive.items import Candidate
from tests.sources import AT, FEED, moment, urls_of

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
        (
            "an entry in a text",
            "<rss><item><description><![CDATA[<item><link>/no/</link></item>]]></description><link>/a/</link></item>"
            "<item><link><![CDATA[/b/?x=1&y=2]]></link></item></rss>",
            ["https://news.example/a/", "https://news.example/b/?x=1&y=2"],
        ),
        (
            "a text that never ends",
            "<rss><item><link>/a/</link><title><![CDATA[A</title></item><item><link><![CDATA[/b/]]></link></item></rss>",
            ["https://news.example/a/", "https://news.example/b/"],
        ),
        (
            "atom by its base",
            '<feed xml:base="https://news.example/2024/"><entry><link rel="Alternate" href="05/a/"/></entry></feed>',
            ["https://news.example/2024/05/a/"],
        ),
        (
            "atom by its id",
            "<feed><entry><id>https://news.example/a/</id><link rel='self' href='/feed/1'/></entry>"
            "<entry><id>urn:uuid:1</id></entry></feed>",
            ["https://news.example/a/"],
        ),
        ("json by its id", '{"items": [{"id": "https://news.example/a/"}]}', ["https://news.example/a/"]),
        (
            "a long beginning",
            "<!DOCTYPE rss [" + "<!ENTITY a 'b'>" * 500 + "]><rss><item><link>/a/</link></item></rss>",
            ["https://news.example/a/"],
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


@pytest.mark.timeout(20)
def test_unclosed_entries_take_linear_time() -> None:
    assert urls_of("<rss><channel>" + "<item>" * 300_000) == []


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
        ("\ufeff\ufeffa".encode(), "a"),
        ("<?xml?>\u043e\u0434\u0438\u043d".encode() + b"\xd0", "<?xml?>\u043e\u0434\u0438\u043d\ufffd"),
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
