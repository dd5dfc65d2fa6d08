"""What every request passes before it goes out: the guard, the budget, robots.txt."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader import Downloader
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError, IgnoreRequest
from scrapy.http import Response

from newsarchive import urls
from newsarchive.captures import Exchange
from newsarchive.captures.decoding import Undecodable, unpack
from newsarchive.crawl.fetching import DOWNLOAD_ERRORS, EXCHANGE, KIND
from newsarchive.crawl.guard import Guard, Refused
from newsarchive.crawl.hosts import REDIRECTS, RETRIED_STATUSES, backoff_seconds, patience_seconds, retry_after
from newsarchive.crawl.robots import MAX_AGE_SECONDS, MAX_BYTES, MAX_REDIRECTS, RobotRules, read_robots

logger = logging.getLogger(__name__)

ROBOTS = "robots"


class RobotsDisallow(IgnoreRequest):
    """robots.txt does not allow this address."""


class RobotsUnreachable(IgnoreRequest):
    """robots.txt could not be had, or asks for more patience than a run has: nothing may be asked now."""


class BudgetSpent(IgnoreRequest):
    """The run has made all the requests it may."""


class GuardMiddleware:
    """Refuses what the guard refuses, whatever the request says of itself; counts against the run's budget."""

    def __init__(self, guard: Guard, budget: int) -> None:
        self._guard = guard
        self._budget = budget
        self._count = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> GuardMiddleware:
        """Take the guard from the spider."""
        return cls(crawler.spider.guard, crawler.settings.getint("REQUEST_BUDGET"))  # type: ignore[union-attr]

    def process_request(self, request: Request) -> None:
        """Raise Refused or BudgetSpent."""
        reason = self._guard.refusal(request.url)
        if reason:
            raise Refused(reason)
        self._count += 1
        if self._budget and self._count > self._budget:
            raise BudgetSpent(f"the run's budget of {self._budget} requests is spent")


class RobotsMiddleware:
    """Obeys robots.txt: asked for once an origin and day, its Crawl-delay applied to the host."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._obey = crawler.settings.getbool("ROBOTSTXT_OBEY")
        self._limit = crawler.settings.getfloat("CRAWL_DELAY_LIMIT")
        self._tries = crawler.settings.getint("RETRY_LIMIT") + 1
        self._delay = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._patience = patience_seconds(crawler.settings.getfloat("RETRY_WAIT_LIMIT"), self._delay)
        self._rules: dict[str, asyncio.Future[RobotRules]] = {}
        self._asked_at: dict[str, float] = {}
        self._paced: set[str] = set()
        self.exchanges: list[Exchange] = []
        """Answers to robots.txt that no visit has recorded yet."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        """Make the middleware and let the spider find it."""
        made = cls(crawler)
        crawler.spider.robots = made  # type: ignore[union-attr]
        return made

    async def process_request(self, request: Request) -> None:
        """Raise RobotsDisallow or RobotsUnreachable."""
        if not self._obey or request.meta.get(KIND) == ROBOTS:
            return
        rules = await self.rules(request.url)
        if (urlsplit(request.url).hostname or "") in self._paced:
            request.meta["autothrottle_dont_adjust_delay"] = True  # it would go below the Crawl-delay
        reason = rules.refusal(request.url)
        if reason and rules.unreachable:
            raise RobotsUnreachable(reason)
        if reason:
            raise RobotsDisallow(reason)

    async def rules(self, url: str) -> RobotRules:
        """Return the rules of the address's origin."""
        origin, now = urls.origin(url), time.monotonic()
        if origin not in self._rules or now - self._asked_at[origin] > MAX_AGE_SECONDS:
            self._asked_at[origin] = now
            self._rules[origin] = asyncio.ensure_future(self._fetch(origin))
        # One caller that is given up must not take the answer from the others.
        return await asyncio.shield(self._rules[origin])

    def give_up(self) -> None:
        """Wait for no answer any more: the run ends."""
        for rules in self._rules.values():
            rules.cancel()

    async def _fetch(self, origin: str) -> RobotRules:
        url = f"{origin}/robots.txt"
        for _ in range(MAX_REDIRECTS + 1):
            try:
                response = await self._try(url)
            except Refused as error:
                return RobotRules(None, f"robots.txt leads astray: {error}")
            except (*DOWNLOAD_ERRORS, DownloadCancelledError) as error:
                return RobotRules(None, f"robots.txt is unreachable: {error}", is_away=True)
            if response.status not in REDIRECTS:
                return self._applied(origin, response)
            target = urls.absolute(urls.in_header(response.headers.get("Location") or b""), url)
            if target is None:
                break
            url = target
        return RobotRules(None, "robots.txt redirects without end")

    async def _try(self, url: str) -> Response:
        waited = 0.0
        for attempt in range(self._tries):
            request = Request(url, meta={KIND: ROBOTS, "download_maxsize": 2 * MAX_BYTES}, dont_filter=True)
            is_last, pause = attempt + 1 == self._tries, backoff_seconds(attempt, self._delay)
            try:
                response = await self._crawler.engine.download_async(request)
            except DOWNLOAD_ERRORS as error:
                if is_last or isinstance(error, (Refused, DownloadTimeoutError)):
                    raise
            else:
                asked_for = retry_after(response.headers.getlist("Retry-After"), datetime.now(UTC))
                pause = max(pause, asked_for.total_seconds() if asked_for else 0.0)
                if is_last or response.status not in RETRIED_STATUSES or waited + pause > self._patience:
                    self.exchanges.append(request.meta[EXCHANGE])
                    return response
            waited += pause
            await asyncio.sleep(pause)
        raise IgnoreRequest("not asked")

    def _applied(self, origin: str, response: Response) -> RobotRules:
        coding = (response.headers.get("Content-Encoding") or b"").decode("latin-1")
        try:
            is_read = 200 <= response.status < 300
            text = unpack(response.body, coding, kept=MAX_BYTES + 1, to_the_end=False) if is_read else b""
        except Undecodable as error:
            return RobotRules(None, f"robots.txt is unreadable: {error}")
        rules = read_robots(response.status, text)
        delay = rules.crawl_delay
        if delay is not None and delay > self._limit:
            return RobotRules(None, f"robots.txt asks for {delay:g} s between requests, more than {self._limit:g}")
        if delay:
            self._slow_down(urlsplit(origin).hostname or "", delay)
        return rules

    def _slow_down(self, host: str, delay: float) -> None:
        self._paced.add(host)
        downloader: Downloader = self._crawler.engine.downloader
        settings = downloader.per_slot_settings.setdefault(host, {})
        delay = max(delay, self._crawler.settings.getfloat("DOWNLOAD_DELAY"))
        settings.update(delay=delay, concurrency=1, jitter=0.0)
        if host in downloader.slots:
            slot = downloader.slots[host]
            slot.delay, slot.concurrency, slot.jitter = delay, 1, 0.0
