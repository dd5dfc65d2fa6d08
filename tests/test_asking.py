"""Asking a host: what is tried again, how long it is waited for, where redirects end, what the wire brings."""

import gc
import gzip
import socket
import threading
import tracemalloc
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.settings import Settings

from newsarchive.archive.looks import PageState
from newsarchive.captures import Exchange
from newsarchive.crawl.asking import MAX_REDIRECTS, Answer, Asker, Trouble
from newsarchive.crawl.fetching import EXCHANGE, CapturingDownloadHandler
from newsarchive.crawl.guard import Refused
from newsarchive.crawl.hosts import BREAKER_FAILURES
from newsarchive.crawl.portal import PortalSpider
from tests.odd_site import OddSite, serving


@contextmanager
def answering(*raw: bytes) -> Iterator[str]:
    """Serve raw answers on a socket, one a connection, and give its address; the last is repeated."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        server.settimeout(10)

        def serve() -> None:
            turn = 0
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.settimeout(10)
                    if connection.recv(65_536):
                        connection.sendall(raw[min(turn, len(raw) - 1)])
                turn += 1

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()


class Wire:
    """What of Scrapy's engine an asker uses, without robots.txt and pace: the download handler."""

    def __init__(self, handler: CapturingDownloadHandler) -> None:
        self._handler = handler

    async def download_async(self, request: Request) -> Response:
        return await self._handler.download_request(request)


@asynccontextmanager
async def crawling(base: str, **settings: Any) -> AsyncIterator[tuple[CapturingDownloadHandler, Asker]]:
    """Give the download handler and an asker of a crawl of the site."""
    told = Settings({"RETRY_LIMIT": 2, "RETRY_WAIT_LIMIT": 3.0, "DOWNLOAD_TIMEOUT": 10.0, "DOWNLOAD_DELAY": 0})
    told.setmodule("newsarchive.crawl.settings", priority="default")
    told.update(settings, priority="cmdline")
    crawler = Crawler(PortalSpider, told)
    crawler.spider = PortalSpider(url=base)
    handler = CapturingDownloadHandler(crawler)
    crawler.engine = Wire(handler)  # type: ignore[assignment]
    try:
        yield handler, Asker(crawler)
    finally:
        await handler.close()


async def asked(base: str, path: str = "", *, is_article: bool = False, **settings: Any) -> Answer | Trouble:
    async with crawling(base, **settings) as (_, asker):
        return await asker.get(base + path, "page", is_article=is_article)


async def download(base: str, path: str = "", **settings: Any) -> tuple[Response, Exchange]:
    async with crawling(base, **settings) as (handler, _):
        request = Request(base + path)
        response = await handler.download_request(request)
        return response, request.meta[EXCHANGE]


# --- the wire


async def test_headers_are_kept_in_order_case_and_repetition() -> None:
    raw = (
        b"HTTP/1.1 200 Fine by me\r\nX-One: 1\r\nset-cookie: a=1\r\nSet-Cookie: b=2\r\n"
        b"X-Latin: caf\xe9\r\nContent-Length: 2\r\n\r\nhi"
    )
    with answering(raw) as base:
        response, exchange = await download(base)
    assert exchange.response_headers == (
        (b"X-One", b"1"),
        (b"set-cookie", b"a=1"),
        (b"Set-Cookie", b"b=2"),
        (b"X-Latin", b"caf\xe9"),
        (b"Content-Length", b"2"),
    )
    assert (exchange.status, exchange.reason, exchange.body, exchange.ip) == (200, "Fine by me", b"hi", "127.0.0.1")
    assert response.headers.getlist("Set-Cookie") == [b"a=1", b"b=2"]


async def test_a_head_may_be_as_long_as_a_browser_takes_it() -> None:
    raw = b"HTTP/1.1 200 OK\r\nX: " + b"y" * 60_000 + b"\r\n" + b"X: z\r\n" * 200 + b"Content-Length: 2\r\n\r\nhi"
    with answering(raw) as base:
        _, exchange = await download(base)
    assert (exchange.body, len(exchange.response_headers)) == (b"hi", 202)


async def test_a_packed_body_comes_as_it_was_served() -> None:
    packed = gzip.compress(b"<p>Bridge</p>" * 100, mtime=0)
    site = OddSite()
    site.add("/a/", packed, 200, ("Content-Encoding", "gzip"))
    with serving(site):
        response, exchange = await download(site.base, "/a/")
    assert (response.body, exchange.body) == (packed, packed)


async def test_chunks_are_taken_apart() -> None:
    raw = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nBri\r\n3\r\ndge\r\n0\r\n\r\n"
    with answering(raw) as base:
        _, exchange = await download(base)
    assert exchange.body == b"Bridge"


async def test_a_body_without_a_length_ends_with_the_connection() -> None:
    with answering(b"HTTP/1.1 200 OK\r\n\r\nall of it") as base:
        _, exchange = await download(base)
    assert exchange.body == b"all of it"


async def test_the_address_is_asked_as_it_was_written() -> None:
    site = OddSite()
    with serving(site):
        await download(site.base, "/a%2Fb/%C3%BC?q=%20+x")
    assert [path for path, _ in site.asked] == ["/a%2Fb/%C3%BC?q=%20+x"]


FAULTS: list[tuple[bytes, type[Exception], str]] = [
    (b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\nhalf", ResponseDataLossError, "body cut short"),
    (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf", ResponseDataLossError, "body cut short"),
    (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n", DownloadCancelledError, "99999999 announced"),
    (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 70_000, DownloadCancelledError, "larger than 65536 bytes"),
    (b"SSH-2.0-OpenSSH_9.2\r\n", DownloadFailedError, "no HTTP answer"),
    (
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
        DownloadFailedError,
        "no HTTP answer: Got more than 65536",
    ),
    (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 300 + b"\r\n", DownloadFailedError, "no HTTP answer: Too many headers"),
    (b"", DownloadFailedError, "no HTTP answer"),
]


@pytest.mark.parametrize(("raw", "error", "words"), FAULTS)
async def test_what_is_no_whole_answer_is_an_error_that_says_so(raw: bytes, error: type[Exception], words: str) -> None:
    with answering(raw) as base:
        with pytest.raises(error, match=words) as caught:
            await download(base, DOWNLOAD_MAXSIZE=65_536)
        assert "\n" not in str(caught.value) and len(str(caught.value)) < 400


async def test_a_host_that_says_nothing_is_given_up_after_the_timeout() -> None:
    with (
        closing(socket.create_server(("127.0.0.1", 0))) as silent,
        pytest.raises(DownloadTimeoutError, match=r"no whole answer within 0\.2 s"),
    ):
        await download(f"http://127.0.0.1:{silent.getsockname()[1]}/", DOWNLOAD_TIMEOUT=0.2)


async def test_a_closed_port_is_named() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
    with pytest.raises(DownloadConnectionRefusedError, match="no connection"):
        await download(f"http://127.0.0.1:{port}/")


async def test_an_address_literal_is_judged_although_no_resolver_is_asked() -> None:
    with serving(OddSite()) as site:
        async with crawling(site.base) as (handler, _):
            with pytest.raises(Refused, match=r"127\.0\.0\.2 leads to 127\.0\.0\.2"):
                await handler.download_request(Request(site.base.replace("127.0.0.1", "127.0.0.2")))
            with pytest.raises(Refused, match="localhost leads to"):
                await handler.download_request(Request(site.base.replace("127.0.0.1", "localhost")))
        assert site.asked == []


# --- tries


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 520, 524])
async def test_a_busy_host_is_asked_again(status: int) -> None:
    site = OddSite()
    site.add_flaky("/a/", b"<p>here</p>", 1, status)
    with serving(site):
        found = await asked(site.base, "/a/")
    assert isinstance(found, Answer)
    assert (found.status, found.served.body, site.counts()) == (200, b"<p>here</p>", {"/a/": 2})


@pytest.mark.parametrize("status", [200, 204, 206, 400, 401, 403, 404, 405, 410, 451, 501, 505])
async def test_a_plain_answer_is_taken_at_the_first_try(status: int) -> None:
    site = OddSite()
    site.add("/a/", b"", status)
    with serving(site):
        found = await asked(site.base, "/a/")
    assert isinstance(found, Answer)
    assert (found.status, found.was_redirected, found.permanent, site.counts()) == (status, False, False, {"/a/": 1})


async def test_not_modified_is_an_answer_only_where_it_was_asked_for() -> None:
    site = OddSite()
    site.add("/a/", b"", 304)
    with serving(site):
        found = await asked(site.base, "/a/")
        async with crawling(site.base) as (_, asker):
            known = await asker.get(f"{site.base}/a/", "page", headers={"If-None-Match": '"one"'})
    assert isinstance(found, Trouble) and isinstance(known, Answer)
    assert (found.state, found.reason, len(found.exchanges)) == ("failed", "status 304, which was not asked for", 1)
    assert known.status == 304


async def test_tries_are_as_many_as_the_settings_say() -> None:
    site = OddSite()
    site.add("/a/", b"", 503)
    with serving(site):
        found = await asked(site.base, "/a/", RETRY_LIMIT=1)
    assert isinstance(found, Trouble)
    assert (found.state, found.reason, found.retry_at, found.on_the_way) == ("failed", "status 503", None, True)
    assert [exchange.status for exchange in found.exchanges] == [503] and site.counts() == {"/a/": 2}


PATIENCE: list[tuple[int, Callable[[datetime], str], PageState, int | None]] = [
    (429, lambda _: "3600", "deferred", 3_600),
    (503, lambda _: "3600", "deferred", 3_600),
    (503, lambda now: format_datetime(now + timedelta(hours=2), usegmt=True), "deferred", 7_200),
    (503, lambda _: "99999999", "deferred", 30 * 86_400),
    (503, lambda _: "9" * 5_000, "deferred", 30 * 86_400),
    (429, lambda _: "presently", "deferred", 6 * 3_600),
    (429, lambda _: "-20", "deferred", 6 * 3_600),
    (503, lambda _: "presently", "failed", None),
]


@pytest.mark.parametrize(("status", "told", "state", "seconds"), PATIENCE)
async def test_a_host_that_asks_for_patience_is_asked_again_when_it_said(
    status: int, told: Callable[[datetime], str], state: PageState, seconds: int | None
) -> None:
    now = datetime.now(UTC)
    site = OddSite()
    site.add("/a/", b"", status, ("Retry-After", told(now)))
    with serving(site):
        found = await asked(site.base, "/a/", RETRY_LIMIT=0)
    assert isinstance(found, Trouble) and found.state == state
    if seconds is None:
        assert found.retry_at is None
    else:
        assert found.retry_at is not None and abs((found.retry_at - now).total_seconds() - seconds) < 30


async def test_a_long_retry_after_is_not_waited_for() -> None:
    site = OddSite()
    site.add("/a/", b"", 503, ("Retry-After", "3600"))
    with serving(site):
        found = await asked(site.base, "/a/", RETRY_LIMIT=5)
    assert isinstance(found, Trouble) and site.counts() == {"/a/": 1}
    assert found.reason == "status 503, Retry-After 1:00:00"


async def test_a_retry_after_of_no_seconds_asks_for_no_more_than_the_usual_wait() -> None:
    site = OddSite()
    site.add_flaky("/a/", b"ok", 1, 503, ("Retry-After", "0"))
    with serving(site):
        found = await asked(site.base, "/a/")
    assert isinstance(found, Answer) and found.served.body == b"ok"


async def test_a_body_cut_short_once_is_asked_for_again() -> None:
    short = b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\nhalf"
    with answering(short, b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole") as base:
        found = await asked(base)
    assert isinstance(found, Answer)
    assert (found.served.body, len(found.exchanges)) == (b"whole", 1)


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


async def test_where_many_answers_never_end_the_others_get_one_try() -> None:
    site, ended = OddSite(), threading.Event()

    def wait(_: OddSite) -> tuple[int, list[tuple[str, str]], bytes]:
        ended.wait(60)
        return 200, [], b""

    site.pages = {f"/{number}/": wait for number in range(6)}
    with serving(site):
        async with crawling(site.base, RETRY_LIMIT=1, DOWNLOAD_TIMEOUT=0.2) as (_, asker):
            for path in site.pages:
                assert isinstance(await asker.get(site.base + path, "page"), Trouble)
        ended.set()
    assert [site.counts()[path] for path in site.pages] == [2, 2, 2, 2, 1, 1]


async def test_a_dead_host_is_not_asked_for_ever() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        base = f"http://127.0.0.1:{server.getsockname()[1]}"
    async with crawling(base, RETRY_LIMIT=0) as (_, asker):
        found = [await asker.get(f"{base}/{number}/", "page") for number in range(BREAKER_FAILURES + 1)]
    troubles = [one for one in found if isinstance(one, Trouble)]
    assert [one.state for one in troubles] == ["failed"] * BREAKER_FAILURES + ["deferred"]
    assert troubles[-1].reason.startswith("host given up: 20 addresses in a row failed, the last: no connection")
    assert troubles[-1].retry_at is not None and troubles[-1].exchanges == ()


async def test_what_the_guard_refuses_does_not_count_against_the_host() -> None:
    with serving(OddSite()) as site:
        other = site.base.replace("127.0.0.1", "127.0.0.2")
        async with crawling(site.base) as (_, asker):
            found = [await asker.get(f"{other}/{number}/", "page") for number in range(BREAKER_FAILURES + 1)]
        assert {one.state for one in found if isinstance(one, Trouble)} == {"refused"}
        assert not asker.breaker.is_open


# --- redirects


def redirecting(*steps: tuple[str, int, str]) -> OddSite:
    site = OddSite()
    for path, status, location in steps:
        site.add(path, b"", status, ("Location", location))
    site.add("/end/", b"<p>end</p>")
    site.add("/", b"<p>home</p>")
    return site


@pytest.mark.parametrize(
    ("statuses", "permanent"),
    [
        ((301,), True),
        ((308,), True),
        ((302,), False),
        ((303,), False),
        ((307,), False),
        ((301, 308), True),
        ((301, 302), False),
    ],
)
async def test_a_chain_is_permanent_where_every_step_is(statuses: tuple[int, ...], permanent: bool) -> None:
    places = [*(f"/{number}/" for number in range(len(statuses))), "/end/"]
    site = redirecting(*((places[at], status, places[at + 1]) for at, status in enumerate(statuses)))
    with serving(site):
        found = await asked(site.base, "/0/")
    assert isinstance(found, Answer)
    assert (found.url, found.permanent, found.was_redirected) == (f"{site.base}/end/", permanent, True)
    assert [exchange.status for exchange in found.exchanges] == [*statuses, 200]


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("/end/", "/end/"),
        ("../end/", "/end/"),
        ("/end/#part", "/end/"),
        (" /end/ ", "/end/"),
        ("?page=2", "/start/?page=2"),
    ],
)
async def test_a_location_is_read_as_browsers_do(location: str, path: str) -> None:
    site = redirecting(("/start/", 302, location))
    site.add("/start/?page=2", b"two")
    with serving(site):
        found = await asked(site.base, "/start/")
    assert isinstance(found, Answer) and found.url == site.base + path


@pytest.mark.parametrize(
    "location",
    [
        *("", "   ", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "#top"),
        *("http://[::1/", "HTTPS://[x]/", "//[", "http://127.0.0.1:x/", "http://127.0.0.1:99999/"),  # no addresses
    ],
)
async def test_a_redirect_to_nowhere_is_a_failure_that_is_kept(location: str) -> None:
    site = redirecting(("/start/", 302, location))
    with serving(site):
        found = await asked(site.base, "/start/")
    assert isinstance(found, Trouble)
    assert (found.state, found.reason, found.on_the_way) == ("failed", "302 without a usable Location", False)
    assert [exchange.status for exchange in found.exchanges] == [302]


async def test_redirects_end_after_five() -> None:
    site = redirecting(*((f"/{number}/", 302, f"/{number + 1}/") for number in range(20)))
    with serving(site):
        found = await asked(site.base, "/0/")
    assert isinstance(found, Trouble) and found.reason == "more than 5 redirects"
    assert len(found.exchanges) == len(site.asked) == MAX_REDIRECTS + 1


@pytest.mark.parametrize(
    ("steps", "wanted"),
    [
        ({"/a/": "/a/"}, ["/a/", "/a/"]),
        ({"/a/": "/b/", "/b/": "/a/"}, ["/a/", "/b/", "/a/", "/b/"]),
        ({"/a/": "/b/", "/b/": "/b/"}, ["/a/", "/b/", "/b/"]),
    ],
)
async def test_a_circle_of_redirects_is_gone_round_twice(steps: dict[str, str], wanted: list[str]) -> None:
    site = redirecting(*((path, 302, target) for path, target in steps.items()))
    with serving(site):
        found = await asked(site.base, "/a/")
    assert isinstance(found, Trouble) and (found.state, found.reason) == ("failed", "redirects in a circle")
    assert [path for path, _ in site.asked] == wanted


async def test_a_page_may_be_led_back_to_once() -> None:
    site = redirecting(("/visited/", 302, "/a/"))
    turn = iter([(302, [("Location", "/visited/")], b""), (200, [], b"here")])
    site.pages["/a/"] = lambda _: next(turn)
    with serving(site):
        found = await asked(site.base, "/a/")
    assert isinstance(found, Answer) and found.served.body == b"here"


@pytest.mark.parametrize(("path", "is_article", "is_answer"), [("/a/", True, False), ("/a/", False, True)])
async def test_the_home_page_is_no_answer_for_an_article(path: str, is_article: bool, is_answer: bool) -> None:
    site = redirecting((path, 301, "/"))
    with serving(site):
        found = await asked(site.base, path, is_article=is_article)
    assert isinstance(found, Answer) is is_answer
    if isinstance(found, Trouble):
        assert (found.state, found.reason) == ("not-article", "redirect to the home page")


async def test_a_failure_behind_a_redirect_tells_so_and_keeps_both() -> None:
    site = redirecting(("/start/", 301, "/busy/"))
    site.add("/busy/", b"", 503)
    with serving(site):
        found = await asked(site.base, "/start/", RETRY_LIMIT=0)
    assert isinstance(found, Trouble)
    assert (found.state, found.reason) == ("failed", "after a redirect: status 503")
    assert [exchange.status for exchange in found.exchanges] == [301, 503]


async def test_conditions_belong_to_the_address_they_were_learnt_from() -> None:
    site = redirecting(("/start/", 302, "/end/"))
    with serving(site):
        async with crawling(site.base) as (_, asker):
            await asker.get(f"{site.base}/start/", "page", headers={"If-None-Match": '"one"'})
    assert [headers.get("if-none-match") for _, headers in site.asked] == ['"one"', None]


async def test_repeated_headers_are_joined_and_the_charset_is_read() -> None:
    site = OddSite()
    told = [
        ("Content-Type", 'text/html; Charset="ISO-8859-2"; x=y'),
        ("X-Robots-Tag", "noindex"),
        ("x-robots-tag", "a"),
    ]
    site.add("/a/", b"x", 200, *told)
    with serving(site):
        found = await asked(site.base, "/a/")
    assert isinstance(found, Answer)
    assert (found.headers["x-robots-tag"], found.served.charset) == ("noindex, a", "ISO-8859-2")
