"""A page as a whole: is it an article, where does it lead, what is wrong with it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from newsarchive.extract import as_plain, extract, read
from newsarchive.extract.rules import Rules
from newsarchive.items import Article, LiveEntry, Reading, RelatedLink
from newsarchive.times import iso
from tests.pages import FETCHED_AT, SENTENCES, STORY, URL, json_ld, page, paragraphs, story_page

OG_ARTICLE = '<meta property="og:type" content="article">'
TOO_MANY = "more than 250,000 tags or 1,000,000 words in them"
LISTING = "".join(
    f'<article><h2><a href="/2024/04/{n:02}/story/">Story number {n} of April</a></h2><p>It did.</p></article>'
    for n in range(1, 21)
)


def reading(html: str | bytes, url: str = URL) -> Reading:
    return read(html, url, fetched_at=FETCHED_AT)


def article(html: str, url: str = URL) -> Article:
    return extract(html, url, fetched_at=FETCHED_AT)


def flags(html: str, url: str = URL) -> dict[str, str]:
    return {flag.name: flag.evidence for flag in article(html, url).flags}


@pytest.mark.parametrize(
    ("html", "url", "is_article", "reason"),
    [
        (story_page(), URL, True, None),
        (story_page("<p>The bridge is open again.</p><p>It cost nine million.</p>"), URL, True, None),
        (story_page("<p>Open.</p>", OG_ARTICLE), URL, True, None),
        (page(f"<h1>Bridge</h1>{STORY}", body_class="single single-post postid-7"), URL, True, None),
        (story_page('<form class="post-password-form"><input type="password"></form>'), URL, True, None),
        (page(f"<h1>News</h1>{LISTING}"), "https://paper.example/", False, "listing"),
        (page(f"<h1>News</h1>{LISTING}"), "https://paper.example/city/", False, "listing"),
        (page(f"<h1>City</h1>{STORY}", body_class="archive category"), "https://paper.example/city/", False, "listing"),
        (page(f"<h1>City</h1>{LISTING}", OG_ARTICLE), "https://paper.example/city/page/3/", False, "listing"),
        (
            page("<h1>Just a moment...</h1><p>Checking your browser.</p>", "<title>Just a moment...</title>"),
            URL,
            False,
            "challenge",
        ),
        (page('<div id="px-captcha"></div><p>Press and hold.</p>'), URL, False, "challenge"),
        (
            page("<h1>Before you continue</h1>" + STORY, "<title>Before you continue to Paper</title>"),
            URL,
            False,
            "consent",
        ),
        (page('<h1>Log in</h1><form><input name="u"><input type="password"></form>'), URL, False, "login"),
        (
            page("<h1>Page not found</h1><p>Nothing was found here.</p>", "<title>Page not found</title>"),
            URL,
            False,
            "soft-404",
        ),
        (page("<h1>Seite nicht gefunden</h1><p>Hier ist nichts.</p>"), URL, False, "soft-404"),
        (page(f"<h1>Oops</h1>{STORY}", body_class="error404"), URL, False, "soft-404"),
        (page(""), URL, False, "empty"),
        (page("<h1>Bridge</h1>"), URL, False, "empty"),
        (page(STORY), URL, False, "empty"),
        ("", URL, False, "empty"),
    ],
)
def test_an_article_is_told_from_other_pages(html: str, url: str, is_article: bool, reason: str | None) -> None:
    found = reading(html, url)
    assert (found.is_article, found.reason) == (is_article, reason)


def test_a_story_about_a_missing_page_is_an_article() -> None:
    html = story_page(STORY * 2, title="Error 404: the web page that was not found")
    assert reading(html).is_article


def test_links_are_absolute_without_repetition_and_fragment() -> None:
    html = page(
        '<a href="/a">1</a><a href="/a#x">2</a><a href="b/">3</a><a href="https://other.example/c?d=1">4</a>'
        '<a href="javascript:x">5</a><a href="mailto:a@b.c">6</a><a href="//cdn.example/e">7</a><a href="#top">8</a>'
        '<a href="https://user@evil.example/">9</a><a>10</a>'
    )
    assert reading(html).links == (
        "https://paper.example/a",
        "https://paper.example/2024/04/30/bridge-reopens/b/",
        "https://other.example/c?d=1",
        "https://cdn.example/e",
    )


LEADS: list[tuple[str, str, str, Any]] = [
    ("feeds", '<link rel="alternate" type="application/rss+xml" href="/feed/">', "", ("https://paper.example/feed/",)),
    ("rest_root", '<link rel="https://api.w.org/" href="/wp-json/">', "", "https://paper.example/wp-json/"),
    (
        "rest_record",
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/7">',
        "",
        "https://paper.example/wp-json/wp/v2/posts/7",
    ),
    ("refresh", '<meta http-equiv="refresh" content="0; url=/elsewhere/">', "", "https://paper.example/elsewhere/"),
    ("refresh", '<meta http-equiv="refresh" content="300">', "", None),
    ("refresh", '<meta http-equiv="refresh" content="600; url=/elsewhere/">', "", None),
    ("directives", '<meta name="robots" content="noindex, NOARCHIVE">', "", frozenset({"noindex", "noarchive"})),
    ("directives", '<meta name="tdm-reservation" content="1">', "", frozenset({"tdm-reservation"})),
    (
        "further_pages",
        "",
        '<nav class="page-links"><a href="{0}3/">3</a> <a href="{0}2/">2</a> <a href="/other/2/">x</a></nav>',
        (f"{URL}2/", f"{URL}3/"),
    ),
    ("further_pages", f'<link rel="next" href="{URL}2/">', "", (f"{URL}2/",)),
    ("further_pages", '<link rel="next" href="https://paper.example/next-story/">', "", ()),
]


@pytest.mark.parametrize(("name", "head", "inner", "value"), LEADS)
def test_what_a_crawl_needs_to_go_on(name: str, head: str, inner: str, value: Any) -> None:
    assert getattr(reading(story_page(STORY + inner.format(URL), head)), name) == value


def test_lists_of_links_that_a_template_left_unfilled_are_links_without_an_address() -> None:
    items = "".join(
        f"<li>[{item}</li>"
        for item in (
            "The bridge in figures](Insert URL here)",
            "The pier](/pier/)",
            "Bad](javascript:x)",
            "T]({{url}})",
        )
    )
    found = article(story_page(f"{STORY}<h2>More about bridges</h2><ul>{items}</ul>"))
    assert found.body == SENTENCES
    assert found.related_links == (
        RelatedLink("The bridge in figures", None, "more-about", "placeholder"),
        RelatedLink("The pier", "https://paper.example/pier/", "more-about"),
        RelatedLink("Bad", None, "more-about", "unsafe"),
        RelatedLink("T", None, "more-about", "template"),
    )
    assert [flag.name for flag in found.flags] == ["placeholder_link"]


@pytest.mark.parametrize(
    ("html", "name", "evidence"),
    [
        (
            story_page(STORY + "<p>Hello {{ first_name }}, welcome.</p>"),
            "unfilled_template",
            "Hello {{ first_name }}, welcome.",
        ),
        (
            story_page(
                head='<meta property="article:published_time" content="2024-04-30T10:00:00Z">'
                '<meta property="article:modified_time" content="2024-04-29T10:00:00Z">'
            ),
            "modified_before_published",
            "2024-04-29T10:00:00Z < 2024-04-30T10:00:00Z",
        ),
        (
            story_page(head='<meta property="article:published_time" content="2031-01-01T10:00:00Z">'),
            "future_date",
            "2031-01-01T10:00:00Z",
        ),
        (
            story_page(
                head='<meta property="og:site_name" content="The Paper"><meta name="author" content="The Paper">'
            ),
            "byline_is_site",
            "The Paper",
        ),
        (
            story_page(f"{STORY}<p>TTN – Town News</p>", '<meta property="og:site_name" content="TNT – Town News">'),
            "brand_mismatch",
            "TTN / TNT",
        ),
        ("<div>" * 3_000 + STORY, "truncated", "nested deeper than 2,048 elements"),
        (f"{story_page()}{'<br >' * 250_000}", "truncated", TOO_MANY),
        (f"{story_page()}{'<br a b c d=1>' * 170_000}", "truncated", TOO_MANY),
        (story_page("", OG_ARTICLE), "empty_body", "0 characters"),
    ],
)
def test_what_is_wrong_with_a_page_is_flagged_with_its_evidence(html: str, name: str, evidence: str) -> None:
    assert flags(html, "https://paper.example/b").get(name) == evidence


def test_a_sound_page_has_no_flags() -> None:
    assert flags(story_page()) == {}


def test_the_entries_of_a_live_blog_have_their_own_moments() -> None:
    html = story_page(
        head=json_ld(
            '{"@type":"LiveBlogPosting","headline":"Bridge reopens after two years","liveBlogUpdate":['
            '{"@type":"BlogPosting","@id":"#1","headline":"Open!","articleBody":"<p>It is open.</p><p>At last.</p>",'
            '"datePublished":"2024-04-30T10:00:00+02:00"},{"@type":"BlogPosting","articleBody":"Later."}]}'
        )
    )
    first, second = article(html).live_entries
    assert (first.headline, first.text, iso(first.published), first.source_id) == (
        "Open!",
        "It is open.\n\nAt last.",
        "2024-04-30T10:00:00+02:00",
        "#1",
    )
    assert second == LiveEntry(None, "Later.", None)


@pytest.mark.parametrize(
    "body",
    [
        '<div itemprop="articleBody"><p>It is open.</p><p>At last.</p></div>',
        '<meta itemprop="articleBody" content="&lt;p>It is open.&lt;/p>&lt;p>At last.&lt;/p>"><p>It is open.</p>',
    ],
)
def test_the_entries_of_a_live_blog_are_read_from_microdata(body: str) -> None:
    entry = (
        '<div itemprop="liveBlogUpdate" itemscope id="e1"><meta itemprop="datePublished" content="2024-04-30T10:00Z">'
        f'<h3 itemprop="headline">Open!</h3>{body}</div>'
    )
    (found,) = article(story_page(STORY + entry)).live_entries
    assert (found.headline, found.text, iso(found.published), found.source_id) == (
        "Open!",
        "It is open.\n\nAt last.",
        "2024-04-30T10:00:00+00:00",
        "e1",
    )


def test_every_value_says_where_it_came_from() -> None:
    found = article(
        story_page(head='<meta name="author" content="Ann Lee"><meta property="article:section" content="City">')
    )
    assert dict(found.field_sources) == {
        "authors": "meta",
        "body": "heuristic",
        "headline": "h1",
        "language": "html",
        "published": "address",
        "section": "meta",
    }


def test_plain_data_holds_the_scorers_fields_and_every_other() -> None:
    found = as_plain(
        story_page('<time datetime="2024-04-30T10:00:00+02:00">x</time>' + STORY), URL, fetched_at=FETCHED_AT
    )
    assert {key: found[key] for key in ("url", "headline", "byline", "published", "modified", "faq", "comments")} == {
        "url": URL,
        "headline": "Bridge reopens after two years",
        "byline": [],
        "published": "2024-04-30T10:00:00+02:00",
        "modified": None,
        "faq": [],
        "comments": [],
    }
    assert found["body"] == "\n\n".join(SENTENCES)
    assert found["language"] == "en"


def test_plain_data_is_read_with_the_charset_the_rules_and_the_zone_of_the_portal() -> None:
    html = story_page('<b class="day">30 April 2024, 10:00</b>' + STORY, title="Мост открыт").encode("cp1251")
    rules = Rules(name="own", published=(".day",))
    found = as_plain(html, URL, fetched_at=FETCHED_AT, encoding="cp1251", rules=rules, timezone="Europe/Kiev")
    assert (found["headline"], found["published"]) == ("Мост открыт", "2024-04-30T10:00:00+03:00")


@pytest.mark.parametrize("html", ["", "<", "\ud800", b"\xff\xfe\x00", "<title>", "<script>{", json_ld("[[[[")])
def test_no_page_raises(html: str | bytes) -> None:
    assert reading(html).is_article is False


def test_strings_are_clean() -> None:
    found = as_plain(
        story_page(paragraphs("NUL \x00 bell \x07 \ufffe noncharacter and more text to make it a body.")), URL
    )
    assert found["body"] == "NUL bell noncharacter and more text to make it a body."


def test_an_address_that_is_none_does_not_stop_the_reading() -> None:
    assert extract(story_page(), "not an address", fetched_at=FETCHED_AT).body == SENTENCES


def test_the_fetch_is_the_only_clock() -> None:
    early = extract(story_page(), URL, fetched_at=datetime(2024, 4, 1, tzinfo=FETCHED_AT.tzinfo))
    assert early.published is not None
    assert early.published.local is None


def test_a_crawl_may_leave_out_the_links_of_an_article() -> None:
    html = story_page(STORY + '<p><a href="/other/">other</a></p>')
    whole = read(html, URL, fetched_at=FETCHED_AT)
    assert whole.is_article and whole.links
    assert read(html, URL, fetched_at=FETCHED_AT, all_links=False) == replace(whole, links=())


def test_an_entry_in_microdata_bears_its_own_heading_and_not_that_of_the_whole() -> None:
    entry = (
        '<div itemprop="liveBlogUpdate"><meta itemprop="headline" content="{}"><p itemprop="articleBody">{}</p></div>'
    )
    inner = "".join(entry.format(*one) for one in (("Trams run again", SENTENCES[0]), ("Bridge vote", SENTENCES[1])))
    entries = extract(page(f"<h1>Bridge vote</h1>{inner}"), URL, fetched_at=FETCHED_AT).live_entries
    assert [one.headline for one in entries] == ["Trams run again", None]
