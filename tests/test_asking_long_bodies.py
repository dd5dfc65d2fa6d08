"""What is taken of a body that is longer than it may be."""

import gc
import tracemalloc

import pytest

from newsarchive.crawl.asking import Answer, Trouble
from tests.odd_site import OddSite, serving
from tests.wire import answering, asked, crawling


async def test_too_large_a_body_is_refused_at_once() -> None:
    site = OddSite()
    site.add("/a/", b"x" * 70_000, 200, ("Content-Type", "application/json"))
    with serving(site):
        found = await asked(site.base, "/a/", DOWNLOAD_MAXSIZE=65_536)
    assert found == Trouble("refused", "larger than 65536 bytes: 70000 announced")
    assert site.counts() == {"/a/": 1}


@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.parametrize(("limit", "most"), [(65_536, 65_536), (1_500_000, 1_000_000)])
async def test_of_too_long_a_page_the_beginning_is_taken(announced: bool, limit: int, most: int) -> None:
    body = b"<h1>Long</h1>" + b"<p>%s</p>" % (b"x" * 50) * 40_000
    length = f"Content-Length: {len(body)}\r\n" if announced else ""
    with answering(f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{length}\r\n".encode() + body) as base:
        found = await asked(base, "/a/", DOWNLOAD_MAXSIZE=limit)
    assert isinstance(found, Answer)
    assert found.served.is_cut and found.exchanges[0].is_cut
    assert found.served.body == body[: body.rfind(b"<", 0, most)]


@pytest.mark.parametrize(
    ("kind", "head"),
    [
        ("page", "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip"),
        ("page", "200 OK\r\nContent-Type: application/xml"),
        ("page", "404 Not Found\r\nContent-Type: text/html"),
        ("comment-page", "200 OK\r\nContent-Type: text/html"),
        ("rest", "200 OK\r\nContent-Type: application/json"),
        ("feed", "200 OK\r\nContent-Type: application/feed+json"),
        ("sitemap", "200 OK\r\nContent-Type: application/gzip"),
        ("sitemap", "200 OK\r\nContent-Type: text/xml\r\nContent-Encoding: gzip"),
    ],
)
async def test_what_is_no_plain_page_counts_whole_or_not_at_all(kind: str, head: str) -> None:
    with answering(f"HTTP/1.1 {head}\r\n\r\n".encode() + b"<p>" * 30_000) as base:
        async with crawling(base, DOWNLOAD_MAXSIZE=65_536) as (_, asker):
            assert await asker.get(f"{base}/", kind) == Trouble("refused", "larger than 65536 bytes")


@pytest.mark.parametrize(
    ("kind", "told", "status"),
    [
        ("page", "text/html", "203 Changed on the way"),
        ("listing", "text/html", "200 OK"),
        ("feed", "application/rss+xml", "200 OK"),
        ("sitemap", "application/xml; charset=utf-8", "200 OK"),
        ("sitemap", "text/plain", "200 OK"),
    ],
)
async def test_of_a_list_without_end_the_beginning_is_taken(kind: str, told: str, status: str) -> None:
    body = b"a line of it\n<p>" * 9_000
    with answering(f"HTTP/1.1 {status}\r\nContent-Type: {told}\r\n\r\n".encode() + body) as base:
        async with crawling(base, DOWNLOAD_MAXSIZE=65_536) as (_, asker):
            found = await asker.get(f"{base}/", kind)
    assert isinstance(found, Answer) and found.served.is_cut
    assert found.served.body == body[: body.rfind(b"<", 0, 65_536)]


async def test_what_was_read_of_a_body_that_ends_in_an_error_is_let_go_of_at_once() -> None:
    site = OddSite()
    site.add("/a/", b"x" * 4_000_000, 200, ("Content-Length", "5000000"))
    with serving(site):
        async with crawling(site.base, RETRY_LIMIT=0) as (_, asker):
            await asker.get(f"{site.base}/a/", "page")
            gc.disable()
            tracemalloc.start()
            try:
                for _ in range(8):
                    found = await asker.get(f"{site.base}/a/", "page")
                    assert isinstance(found, Trouble) and found.reason.startswith("body cut short")
                held, _ = tracemalloc.get_traced_memory()
            finally:
                tracemalloc.stop()
                gc.enable()
    assert held < 3_000_000
