"""Asking for one address: tries, patience, redirects; ends in an answer or in why there is none."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError, IgnoreRequest
from scrapy.http import Response

from newsarchive import urls
from newsarchive.archive.looks import PageState
from newsarchive.archive.pages import Page
from newsarchive.captures import Exchange
from newsarchive.captures.records import by_name
from newsarchive.crawl.fetching import DOWNLOAD_ERRORS, EXCHANGE, KIND
from newsarchive.crawl.guard import Refused
from newsarchive.crawl.hosts import (
    BREAKER_FAILURES,
    REDIRECTS,
    RETRIED_STATUSES,
    Breaker,
    backoff_seconds,
    patience_seconds,
    retry_after,
    state_of,
)
from newsarchive.crawl.middlewares import BudgetSpent, RobotsDisallow, RobotsUnreachable
from newsarchive.crawl.reading import Served

MAX_REDIRECTS = 5
_ROUNDS = 2
"""How often a chain of redirects may come by one address: a page that notes the visit may lead back to it once."""
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
"""How an absolute address begins (RFC 3986, section 3.1)."""
_MANY_LATE = 4
"""Addresses without a whole answer in time, each of which has cost minutes, after which the others get one try."""
_LONGEST_VALIDATOR = 1_000
_PROBES = 3
"""Times in a run that a host of which many addresses in a row fail is asked whether it is there."""
DEFER = timedelta(hours=6)
"""When a busy host that names no time is asked again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole response to an address, after redirects."""

    url: str
    """Canonical address of the response itself."""
    status: int
    served: Served
    exchanges: tuple[Exchange, ...]
    """Every hop in order; the last is the answer's own."""
    headers: Mapping[str, str]
    """Names in lower case; repeated ones joined by ", "."""

    @property
    def was_redirected(self) -> bool:
        """Tell whether another address answers than was asked."""
        return len(self.exchanges) > 1


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why an address gave no answer: a page state with its reason."""

    state: PageState
    reason: str
    exchanges: tuple[Exchange, ...] = ()
    retry_at: datetime | None = None
    on_the_way: bool = False
    """True where the host could not be reached or is busy, False where it answered."""
    is_late: bool = False
    """True where a whole answer did not come in time."""
    is_left: bool = False
    """True where it was not asked, since the run's budget of requests is spent: that is for the next run."""
    is_resting: bool = False
    """True where it was not asked, since the portal kept it from us at the last look."""

    @classmethod
    def of(cls, answer: Answer) -> Trouble:
        """Return what is wrong with an answer that is not whole."""
        return cls(state_of(answer.status), f"status {answer.status}", answer.exchanges)

    @property
    def status(self) -> int | None:
        """Status of the last answer; None where there was none."""
        return self.exchanges[-1].status if self.exchanges else None

    @property
    def is_closed(self) -> bool:
        """Tell whether the portal has no such thing, or keeps it from us."""
        is_told = self.is_resting or self.status not in (None, *REDIRECTS)
        return self.state == "robots" or (self.state in ("gone", "refused") and is_told)

    @property
    def leads_away(self) -> bool:
        """Tell whether the last answer is a redirect to where nothing is asked."""
        return self.state == "refused" and self.status in REDIRECTS


class Asker:
    """Asks through Scrapy's downloader, so that guard, robots and pace hold for every request."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._tries = settings.getint("RETRY_LIMIT") + 1
        self._delay = settings.getfloat("DOWNLOAD_DELAY")
        self._patience = patience_seconds(settings.getfloat("RETRY_WAIT_LIMIT"), self._delay)
        self._late = 0
        self._probes = _PROBES
        self._is_probing = False
        self.breaker = Breaker()
        self.probe: Callable[[], Awaitable[None]] | None = None
        """Asks for a page that the host has, where it has one, before the host is given up."""

    async def get(
        self,
        url: str,
        kind: str,
        *,
        headers: Mapping[str, str] | None = None,
        is_article: bool = False,
        seconds: float | None = None,
    ) -> Answer | Trouble:
        """Return the answer to a GET of the address.

        `is_article`: a redirect to the home page is no answer (a soft block or a removed article).
        `seconds`: for each answer, in one try; None: as the settings say.
        """
        exchanges: list[Exchange] = []
        asked, been = url, [url]
        for _ in range(MAX_REDIRECTS + 1):
            found = await self._try(asked, kind, headers or {}, seconds)
            if isinstance(found, Trouble):
                return _with(found, exchanges)
            response, exchange = found
            exchanges.append(exchange)
            if response.status == 304 and not headers:
                return Trouble("failed", "status 304, which was not asked for", tuple(exchanges))
            if response.status not in REDIRECTS:
                return _answer(asked, response, exchanges)
            target = _target(asked, response)
            if target is None:
                return Trouble("failed", f"{response.status} without a usable Location", tuple(exchanges))
            if is_article and urls.is_home(target) and not urls.is_home(url) and self._is_ours(target):
                return Trouble("not-article", "redirect to the home page", tuple(exchanges))
            if been.count(target) == _ROUNDS:
                return Trouble("failed", "redirects in a circle", tuple(exchanges))
            been.append(target)
            asked, headers = target, None if target != url else headers
        return Trouble("failed", f"more than {MAX_REDIRECTS} redirects", tuple(exchanges))

    def _is_ours(self, url: str) -> bool:
        return self._crawler.spider.guard.refusal(url) is None  # type: ignore[union-attr]

    async def _try(
        self, url: str, kind: str, headers: Mapping[str, str], seconds: float | None
    ) -> tuple[Response, Exchange] | Trouble:
        waited = 0.0
        trouble = Trouble("failed", "not asked")
        for attempt in range(self._tries):
            if self.breaker.is_open:
                return Trouble(
                    "deferred", f"host given up: {self.breaker.reason}", retry_at=_in(DEFER), on_the_way=True
                )
            found = await self._once(url, kind, headers, seconds)
            if not isinstance(found, Trouble) and found[0].status not in RETRIED_STATUSES:
                self.breaker.answered()
                return found
            trouble, pause = self._patience_for(found, attempt)
            headers = {} if isinstance(found, Trouble) else headers  # some send a body with their 304: that is no HTTP
            is_last = attempt + 1 == self._tries or seconds is not None
            is_last = is_last or (trouble.is_late and self._late >= _MANY_LATE)
            if not trouble.on_the_way or is_last or waited + pause > self._patience:
                break
            waited += pause
            await asyncio.sleep(pause)
        self._late += trouble.is_late
        if trouble.on_the_way:
            await self._note_failure(url, trouble)
        return trouble

    async def _note_failure(self, url: str, trouble: Trouble) -> None:
        """Note an address that failed. Where the host would then be given up, the probe is asked first: its answer
        clears the count. Not so where the host asks for patience."""
        is_last = len(self.breaker.failures) + 1 >= BREAKER_FAILURES
        if is_last and trouble.state == "failed" and self.probe is not None and self._probes and not self._is_probing:
            self._probes -= 1
            self._is_probing = True
            try:
                await self.probe()
            finally:
                self._is_probing = False
        if not self._is_probing:
            self.breaker.failed(url, trouble.reason)

    def _patience_for(self, found: tuple[Response, Exchange] | Trouble, attempt: int) -> tuple[Trouble, float]:
        """Return what to record if this was the last try, and the seconds to wait before the next."""
        pause = backoff_seconds(attempt, self._delay)
        if isinstance(found, Trouble):
            return found, pause
        response, exchange = found
        now = datetime.now(UTC)
        asked_for = retry_after(response.headers.getlist("Retry-After"), now)
        reason = f"status {response.status}"
        if asked_for is not None:
            pause = max(pause, asked_for.total_seconds())
            if pause > self._patience:
                reason = f"{reason}, Retry-After {asked_for}"
                return Trouble("deferred", reason, (exchange,), now + asked_for, on_the_way=True), pause
        state: PageState = "deferred" if response.status == 429 else "failed"
        later = now + DEFER if state == "deferred" else None
        return Trouble(state, reason, (exchange,), later, on_the_way=True), pause

    async def _once(
        self, url: str, kind: str, headers: Mapping[str, str], seconds: float | None
    ) -> tuple[Response, Exchange] | Trouble:
        limit = {} if seconds is None else {"download_timeout": seconds}
        request = Request(url, headers=dict(headers), meta={KIND: kind, **limit}, dont_filter=True)
        try:
            response = await self._crawler.engine.download_async(request)
        except Refused as error:
            return Trouble("refused", str(error))
        except RobotsDisallow as error:
            return Trouble("robots", str(error))
        except RobotsUnreachable as error:
            return Trouble("deferred", str(error), retry_at=_in(DEFER))
        except BudgetSpent as error:
            self._crawler.spider.archivist.is_spent = True  # type: ignore[union-attr]
            return Trouble("deferred", str(error), is_left=True)
        except DownloadCancelledError as error:
            return Trouble("refused", str(error))
        except IgnoreRequest as error:
            return Trouble("failed", str(error))
        except DOWNLOAD_ERRORS as error:
            return Trouble("failed", str(error), on_the_way=True, is_late=isinstance(error, DownloadTimeoutError))
        return response, request.meta[EXCHANGE]


def conditions(page: Page) -> dict[str, str]:
    """Return the headers by which an unchanged page answers 304 (RFC 9110, section 13.1).

    A validator that is no plain text, or as long as no server makes one, is not sent back: the request would fail.
    """
    found = {"If-None-Match": page.etag, "If-Modified-Since": page.last_modified}
    return {
        name: value
        for name, value in found.items()
        if value and len(value) <= _LONGEST_VALIDATOR and value.isascii() and value.isprintable()
    }


def _answer(url: str, response: Response, exchanges: list[Exchange]) -> Answer:
    own = urls.canonical(url)
    served = replace(Served.of(exchanges[-1]), url=own)
    headers = by_name(exchanges[-1].response_headers)
    return Answer(own, response.status, served, tuple(exchanges), headers)


def _target(url: str, response: Response) -> str | None:
    """Return where a redirect leads; also an address of another scheme, which the guard then refuses by name."""
    location = urls.in_header(response.headers.get("Location") or b"").strip()
    if not location:
        return None
    if (scheme := _SCHEME.match(location)) and scheme[1].lower() not in ("http", "https"):
        return None
    found = urls.absolute(location.partition("#")[0], url)
    return Request(found).url if found else None


def _with(trouble: Trouble, exchanges: list[Exchange]) -> Trouble:
    if not exchanges:
        return trouble
    reason = f"after a redirect: {trouble.reason}"
    return replace(trouble, reason=reason, exchanges=(*exchanges, *trouble.exchanges))


def _in(delay: timedelta) -> datetime:
    return datetime.now(UTC) + delay
