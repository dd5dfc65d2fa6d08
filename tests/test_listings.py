"""Home pages and listings: articles, further pages, sections, feeds."""

from datetime import UTC, datetime

import pytest

from newsarchive.crawl.discovery import (
    read_listing,
)
from newsarchive.crawl.discovery.listings import may_be_article
from tests.sources import AT

HOME = """<html lang="en"><head><title>The News</title><link rel="alternate" type="application/rss+xml" href="/feed/">
<link rel="https://api.w.org/" href="https://news.example/wp-json/">
<meta name="generator" content="WordPress 6.1"></head><body>
<nav><a href="/about/">About</a> <a href="/category/world/">World</a> <a href="#top">Top</a>
<a href="/wp-login.php">Log in</a></nav>
<article><h2 class="entry-title"><a href="/harbour/">Harbour</a></h2>
<time datetime="2024-05-01T08:30:00Z">May 1</time></article>
<article><a href="/tram/"><h3>Tram</h3></a></article>
<a href="https://elsewhere.example/x/">x</a><a href="/picture.jpg">p</a>
<a href="/quiet/">Quiet</a><a href="/?p=7&amp;cpage=2#comment-9">Ann on 7</a>
<a href="/quiet/comment-page-3/#comment-8">Bo on Quiet</a><a rel="nofollow" href="/harbour/?replytocom=5">Reply</a>
<div class="nav-links"><a class="next page-numbers" href="/page/2/">Older</a></div></body></html>"""


def test_a_home_page_is_taken_apart() -> None:
    found = read_listing(HOME.encode(), "https://news.example/", fetched_at=AT)
    assert [(entry.url, entry.headline) for entry in found.entries] == [
        ("https://news.example/harbour/", "Harbour"),
        ("https://news.example/tram/", "Tram"),
    ]
    assert found.entries[0].published and found.entries[0].published.utc == datetime(2024, 5, 1, 8, 30, tzinfo=UTC)
    assert found.links == ("https://news.example/about/", "https://news.example/quiet/", "https://news.example/?p=7")
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
        # Django's way, with a sign, and with the numbers around the page
        ('<ul><li><a href="?page=2">»</a></ul>', "https://n.example/", "https://n.example/?page=2"),
        (
            '<a href="?page=1">1</a> <a href="?page=4">4</a> <a href="?page=9">9</a>',
            "https://n.example/?page=3",
            "https://n.example/?page=4",
        ),
        ('<a href="?q=tram&amp;page=3">»</a>', "https://n.example/?page=2&q=tram", "https://n.example/?page=3&q=tram"),
        ('<a href="/seite/2/">weiter</a>', "https://n.example/", "https://n.example/seite/2/"),
        ('<a href="?page=1">«</a>', "https://n.example/?page=2", None),
        ('<a href="/city/?page=2">More of the city</a>', "https://n.example/", None),
        ('<a href="/?p=7">A story</a>', "https://n.example/", None),
    ],
)
def test_the_next_page_of_a_listing_is_found(html: str, url: str, wanted: str | None) -> None:
    assert read_listing(f"<html><body>{html}</body></html>".encode(), url, fetched_at=AT).next_page == wanted


def test_the_pages_of_a_list_are_none_of_its_articles() -> None:
    html = '<a href="/quiet/">Quiet</a> <a href="?page=2">2</a> <a href="/city/?page=2">The city</a>'
    found = read_listing(html.encode(), "https://n.example/", fetched_at=AT)
    assert found.links == ("https://n.example/quiet/", "https://n.example/city/?page=2")


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


def test_a_home_page_may_list_thousands_of_articles() -> None:
    html = "".join(f"<li><a href=/story-{number}/>{number}</a>" for number in range(5_000)).encode()
    assert len(read_listing(html, "https://news.example/", fetched_at=AT).links) == 5_000
