"""What stands before every request: the guard, the budget, robots.txt; and what a run says of itself."""

import gzip
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any, cast

import pytest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import Settings

from newsarchive.crawl.fetching import KIND, CapturingDownloadHandler
from newsarchive.crawl.guard import Refused
from newsarchive.crawl.middlewares import (
    ROBOTS,
    BudgetSpent,
    GuardMiddleware,
    RobotsDisallow,
    RobotsMiddleware,
    RobotsUnreachable,
)
from newsarchive.crawl.portal import PortalSpider
from newsarchive.crawl.progress import running, summary
from newsarchive.crawl.robots import MAX_REDIRECTS
from tests.odd_site import OddSite, serving

PLAIN = ("Content-Type", "text/plain")


class Wire:
    """What of Scrapy's engine the middlewares use: downloads, and the pace of each host."""

    def __init__(self, handler: CapturingDownloadHandler) -> None:
        self._handler = handler
        self.downloader = SimpleNamespace(per_slot_settings={}, slots={})

    async def download_async(self, request: Request) -> Response:
        return await self._handler.download_request(request)


@asynccontextmanager
async def obeying(base: str, **settings: Any) -> AsyncIterator[tuple[RobotsMiddleware, Crawler]]:
    """Give the middleware of a crawl of the site."""
    told = Settings()
    told.setmodule("newsarchive.crawl.settings", priority="default")
    told.update({"DOWNLOAD_DELAY": 0, "RETRY_LIMIT": 1} | settings, priority="cmdline")
    crawler = Crawler(PortalSpider, told)
    crawler.spider = PortalSpider(url=base)
    handler = CapturingDownloadHandler(crawler)
    crawler.engine = Wire(handler)  # type: ignore[assignment]
    try:
        yield RobotsMiddleware.from_crawler(crawler), crawler
    finally:
        await handler.close()


def site_with(body: bytes | str, status: int = 200, *headers: tuple[str, str]) -> OddSite:
    site = OddSite()
    site.add("/robots.txt", body, status, PLAIN, *headers)
    return site


async def verdict(site: OddSite, path: str = "/a/", **settings: Any) -> str | None:
    """Return why a request is not made; None where it is."""
    with serving(site):
        async with obeying(site.base, **settings) as (robots, _):
            try:
                await robots.process_request(Request(site.base + path))
            except (RobotsDisallow, RobotsUnreachable) as error:
                return f"{type(error).__name__}: {error}"
            return None


RULES = "User-agent: *\nDisallow: /no/\n"


@pytest.mark.parametrize(
    ("path", "wanted"), [("/a/", None), ("/no/x", "RobotsDisallow: robots.txt disallows it"), ("/robots.txt", None)]
)
async def test_what_is_disallowed_is_not_asked(path: str, wanted: str | None) -> None:
    assert await verdict(site_with(RULES), path) == wanted


@pytest.mark.parametrize("coding", ["gzip", "GZIP"])
async def test_packed_rules_are_unpacked(coding: str) -> None:
    site = site_with(gzip.compress(RULES.encode(), mtime=0), 200, ("Content-Encoding", coding))
    assert await verdict(site, "/no/x") == "RobotsDisallow: robots.txt disallows it"


@pytest.mark.parametrize(
    ("body", "status", "headers", "words"),
    [
        ("", 500, (), "robots.txt answers 500"),
        ("", 503, (), "robots.txt answers 503"),
        ("", 429, (), "robots.txt answers 429"),
        ("x", 200, (("Content-Length", "90"),), "robots.txt is unreachable: body cut short"),
        (
            gzip.compress(b"x" * 400, mtime=0)[:20],
            200,
            (("Content-Encoding", "gzip"),),
            "robots.txt is unreadable: gzip cut short",
        ),
        ("", 302, (("Location", "/robots.txt"),), "robots.txt redirects without end"),
        ("", 301, (), "robots.txt redirects without end"),
        ("", 302, (("Location", "javascript:x"),), "robots.txt redirects without end"),
        ("", 302, (("Location", "http://127.0.0.2:1/robots.txt"),), "robots.txt leads astray: 127.0.0.2 leads to"),
        (RULES + "Crawl-delay: 60\n", 200, (), "robots.txt asks for 60 s between requests, more than 30"),
    ],
)
async def test_rules_that_cannot_be_had_forbid_everything_for_now(
    body: bytes | str, status: int, headers: tuple[tuple[str, str], ...], words: str
) -> None:
    assert str(await verdict(site_with(body, status, *headers))).startswith(f"RobotsUnreachable: {words}")


@pytest.mark.parametrize("status", [401, 403, 404, 410])
async def test_no_rules_forbid_nothing(status: int) -> None:
    assert await verdict(site_with("User-agent: *\nDisallow: /", status)) is None


async def test_rules_are_asked_again_once_where_the_host_was_busy() -> None:
    site = OddSite()
    site.add_flaky("/robots.txt", RULES.encode(), 1, 503)
    assert await verdict(site, "/no/x") == "RobotsDisallow: robots.txt disallows it"
    assert site.counts() == {"/robots.txt": 2}


async def test_rules_are_followed_through_redirects_up_to_five() -> None:
    for hops, wanted in ((MAX_REDIRECTS, "RobotsDisallow"), (MAX_REDIRECTS + 1, "RobotsUnreachable")):
        site = site_with("", 301, ("Location", "/r/1"))
        for number in range(1, hops):
            site.add(f"/r/{number}", b"", 301, ("Location", f"/r/{number + 1}"))
        site.add(f"/r/{hops}", RULES)
        assert str(await verdict(site, "/no/x")).startswith(wanted)


async def test_rules_are_asked_once_a_run_and_kept_as_a_capture() -> None:
    site = site_with(RULES)
    with serving(site):
        async with obeying(site.base) as (robots, _):
            for number in range(5):
                await robots.process_request(Request(f"{site.base}/{number}/"))
            assert [(one.url, one.kind, one.body) for one in robots.exchanges] == [
                (f"{site.base}/robots.txt", "robots", RULES.encode())
            ]
    assert site.counts() == {"/robots.txt": 1}


async def test_rules_are_asked_anew_after_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    site = site_with(RULES)
    with serving(site):
        async with obeying(site.base) as (robots, _):
            for age in (3_600, 3_600, -1):
                monkeypatch.setattr("newsarchive.crawl.middlewares.MAX_AGE_SECONDS", age)
                await robots.process_request(Request(f"{site.base}/a/"))
            site.add("/robots.txt", "User-agent: *\nDisallow: /\n", 200, PLAIN)
            with pytest.raises(RobotsDisallow):
                await robots.process_request(Request(f"{site.base}/a/"))
            assert len(robots.exchanges) == 3
    assert site.counts() == {"/robots.txt": 3}


@pytest.mark.parametrize("headers", [(), (("Content-Encoding", "gzip"),)])
async def test_the_page_that_says_that_there_are_no_rules_may_be_long_or_broken(headers: Any) -> None:
    assert await verdict(site_with(b"<p>Not found</p>" * 80_000, 404, *headers)) is None


@pytest.mark.parametrize("coding", ["gzip", "none", "utf-8"])
async def test_rules_that_are_said_to_be_packed_may_be_plain(coding: str) -> None:
    site = site_with(RULES, 200, ("Content-Encoding", coding))
    assert await verdict(site, "/no/x") == "RobotsDisallow: robots.txt disallows it"


@pytest.mark.parametrize(("told", "asked"), [("0", 2), ("90", 1), ("9999999999", 1)])
async def test_a_host_that_asks_for_patience_is_not_asked_for_its_rules_again(told: str, asked: int) -> None:
    site = site_with("", 503, ("Retry-After", told))
    assert await verdict(site) == "RobotsUnreachable: robots.txt answers 503"
    assert site.counts() == {"/robots.txt": asked}


@pytest.mark.parametrize("coding", [None, "gzip"])
async def test_of_rules_without_end_the_first_500_kib_count(coding: str | None) -> None:
    body = f"# https://news.example/<about>\n{RULES}".encode() + b"# or so\n" * 9_000_000 + b"Disallow: /a/\n"
    packed = gzip.compress(body, 1) if coding else body
    for path, wanted in (("/no/x", "RobotsDisallow: robots.txt disallows it"), ("/a/", None)):
        site = site_with(packed, 200, *([("Content-Encoding", coding)] if coding else []))
        assert await verdict(site, path) == wanted


async def test_the_request_for_the_rules_itself_needs_none() -> None:
    site = site_with("", 503)
    with serving(site):
        async with obeying(site.base) as (robots, _):
            await robots.process_request(Request(f"{site.base}/robots.txt", meta={KIND: ROBOTS}))
    assert site.asked == []


async def test_a_site_of_ones_own_may_be_crawled_without_rules() -> None:
    site = site_with("User-agent: *\nDisallow: /")
    assert await verdict(site, ROBOTSTXT_OBEY=False) is None
    assert site.asked == []


@pytest.mark.parametrize(
    ("delay", "own", "wanted"),
    [("7", 0.0, 7.0), ("0.5", 2.0, 2.0), ("0", 0.0, None), ("30", 1.0, 30.0), ("x", 0.0, None)],
)
async def test_a_crawl_delay_slows_the_host_down(delay: str, own: float, wanted: float | None) -> None:
    site = site_with(f"User-agent: *\nCrawl-delay: {delay}\n")
    with serving(site):
        async with obeying(site.base, DOWNLOAD_DELAY=own) as (robots, crawler):
            request = Request(f"{site.base}/a/")
            await robots.process_request(request)
            pace = crawler.engine.downloader.per_slot_settings
    slow = {"127.0.0.1": {"delay": wanted, "concurrency": 1, "jitter": 0.0}}
    assert pace == ({} if wanted is None else slow)
    assert request.meta.get("autothrottle_dont_adjust_delay", False) is (wanted is not None)


# --- guard and budget


def guarding(budget: int = 0) -> GuardMiddleware:
    return GuardMiddleware(PortalSpider(url="http://127.0.0.1:8900/").guard, budget)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8901/", "http://localhost:8900/", "https://127.0.0.1:8900/"])
def test_another_origin_is_refused_before_it_is_asked(url: str) -> None:
    with pytest.raises(Refused):
        guarding().process_request(Request(url, meta={"allow_offsite": True, KIND: ROBOTS}))


def test_a_budget_counts_requests_that_are_made_and_then_ends_them() -> None:
    guard = guarding(2)
    for number in range(5):
        with pytest.raises(Refused):
            guard.process_request(Request(f"http://127.0.0.1:1/{number}"))
    for number in range(2):
        guard.process_request(Request(f"http://127.0.0.1:8900/{number}"))
    with pytest.raises(BudgetSpent, match="budget of 2 requests is spent"):
        guard.process_request(Request("http://127.0.0.1:8900/x"))


def test_without_a_budget_requests_are_not_counted() -> None:
    guard = guarding(0)
    for number in range(100):
        guard.process_request(Request(f"http://127.0.0.1:8900/{number}"))


# --- what a run says


def run(**states: int) -> Any:
    return SimpleNamespace(outcomes=Counter(new=3, same=1), states=Counter(states), discovered=12, requests=20)


def test_a_run_that_goes_on_says_how_far_it_is() -> None:
    wanted = "bbn: 12 addresses found, 20 requests; articles: 3 new, 0 changed, 1 same"
    assert running("bbn", run()) == wanted


@pytest.mark.parametrize(
    ("states", "others"),
    [
        ({}, ""),
        ({"stored": 4, "unchanged": 9, "not-article": 2}, ""),
        ({"gone": 1}, "; 1 gone"),
        ({"quarantined": 1, "failed": 2, "gone": 3}, "; 3 gone, 2 failed, 1 quarantined"),
    ],
)
def test_a_run_that_ended_says_what_it_could_not_have(states: dict[str, int], others: str) -> None:
    assert summary("bbn", run(**states)) == f"bbn: articles 3 new, 0 changed, 1 same{others}; 20 requests"


def test_an_address_that_was_asked_for_and_is_no_article_is_told() -> None:
    asked = SimpleNamespace(outcomes=Counter(none=1), states=Counter({"not-article": 1}), requests=2)
    assert summary("bbn", cast(Any, asked)) == "bbn: articles 0 new, 0 changed, 0 same; 1 not-article; 2 requests"
