"""Asking a host: what is tried again, how long it is waited for, what the wire brings."""

import asyncio
import gzip
import socket
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from scrapy import Request
from scrapy.exceptions import (
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)

from newsarchive.archive.looks import PageState
from newsarchive.archive.pages import Page
from newsarchive.crawl.asking import Answer, Trouble, conditions
from newsarchive.crawl.guard import Refused
from newsarchive.crawl.hosts import BREAKER_FAILURES
from tests.odd_site import OddSite, serving
from tests.wire import answering, asked, crawling, download

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
    assert (found.status, found.was_redirected, site.counts()) == (status, False, {"/a/": 1})


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


async def test_a_condition_whose_answer_is_no_http_is_dropped() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        is_conditional = b"If-None-Match" in await reader.readuntil(b"\r\n\r\n")
        told = b"304 Not Modified" if is_conditional else b"200 OK"
        writer.write(b"HTTP/1.1 %s\r\nContent-Length: 4\r\n\r\npage" % told)
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        async with crawling(base, RETRY_LIMIT=1) as (_, asker):
            found = await asker.get(base, "page", headers={"If-None-Match": '"one"'})
    assert isinstance(found, Answer) and (found.status, found.served.body) == (200, b"page")


@pytest.mark.parametrize(
    ("etag", "last_modified", "sent"),
    [
        ('W/"1"', "Wed, 01 May 2024 08:30:00 GMT", ["If-None-Match", "If-Modified-Since"]),
        ('"\x01"', "yesterday\x7f", []),
        ('"é"', None, []),
        (f'"{"e" * 1_000}"', "", []),
    ],
)
def test_a_validator_that_no_request_should_hold_is_not_sent_back(
    etag: str, last_modified: str | None, sent: list[str]
) -> None:
    seen = "2024-05-01T08:30:00Z"
    url = "https://news.example/story/"
    page = Page(1, 1, url, "article", "stored", None, seen, None, etag, last_modified, 0, None, None, 1, None)
    assert list(conditions(page)) == sent


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
    probes: list[Answer | Trouble] = []
    async with crawling(base, RETRY_LIMIT=0) as (_, asker):

        async def probe() -> None:
            probes.append(await asker.get(base, "listing"))

        asker.probe = probe
        found = [await asker.get(f"{base}/{number}/", "page") for number in range(BREAKER_FAILURES + 1)]
    assert [type(one) for one in probes] == [Trouble]
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
