"""Sources of addresses (home page, feeds, sitemaps, listings, REST lists), asked and kept like any other page."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from newsarchive.archive import hints, pages
from newsarchive.archive.looks import PageState
from newsarchive.archive.pages import Page
from newsarchive.captures import WHOLE, Exchange
from newsarchive.crawl import reading
from newsarchive.crawl.asking import Answer, Asker, Trouble, conditions
from newsarchive.crawl.hosts import REDIRECTS
from newsarchive.crawl.ladder import after_source
from newsarchive.crawl.reading import Served
from newsarchive.crawl.traps import BARREN, PASSING
from newsarchive.crawl.workers import Harmful, Unreadable
from newsarchive.items import Candidate
from newsarchive.times import utc_text

if TYPE_CHECKING:
    from newsarchive.crawl.portal import PortalSpider

T = TypeVar("T")

_RESTING = ("gone", "refused", "deferred")
_MANY_LATE = 4
"""Sources without a whole answer in time, each of which has cost minutes, after which the others get less …"""
_SHORT_SECONDS = 5.0
"""… namely this, and one try."""

_SAMPLE = 2 * PASSING
"""The first of what a source names, which tell whether most of it is new."""
_AT_ONCE = 2
"""Sources asked and read at a time: each may hold a body of 16 MB."""


class Sources:
    """Asks for sources under the conditions of their last answer, and stores each look."""

    def __init__(self, spider: PortalSpider, asker: Asker) -> None:
        self._spider = spider
        self._archivist = spider.archivist
        self._asker = asker
        self._late = 0
        self.home: Served | None = None
        """The home page, where it came whole."""
        self._room = asyncio.Semaphore(_AT_ONCE)

    def is_known(self, sql: str) -> bool:
        """Tell whether the archive has a row of this portal that a query finds."""
        return self._archivist.archive.db.execute(sql, [self._archivist.portal_id]).fetchone() is not None

    def known(self, kind: str) -> list[str]:
        """Return the addresses of the sources of a kind that answered at the last look."""
        sql = "select url from pages where portal_id = ? and kind = ? and state in ('stored', 'unchanged') order by id"
        found = self._archivist.archive.db.execute(sql, [self._archivist.portal_id, kind])
        return [url for (url,) in found.fetchall()]

    def was_refused(self, url: str, kind: str) -> bool:
        """Tell whether a source was refused at the last look: by the portal, or as a trap."""
        page = pages.find(self._archivist.archive, self._archivist.portal_id, url, kind=kind)
        return page is not None and page.state == "refused"

    def in_turn(self, named: Iterable[Candidate]) -> list[Candidate]:
        """Return the sitemaps that may have changed: the newest of those never asked, then whose look is longest ago.

        So all are read in the end, however few of them a run reads; until then they are pending.
        """
        admitted = [one for one in named if self._spider.guard.refusal(one.url) is None]
        newest = sorted(admitted, key=lambda one: hints.instant(one.modified) or "", reverse=True)
        known = [(one, self._archivist.page(one.url, "sitemap")) for one in newest]
        due = [(one, page) for one, page in known if _may_have_changed(one, page)]
        return [one for one, _ in sorted(due, key=lambda pair: pair[1].fetched_at or "")]

    def without_passing(self, url: str, kind: str, named: Sequence[Candidate]) -> Sequence[Candidate]:
        """Return what a feed or sitemap names; of what is new only as much as shows whether it is worth it, where its
        addresses are others in each run and those of earlier ones were copies, or no articles."""
        if len(self._unknown(named[:_SAMPLE])) <= PASSING:
            return named
        if not self._archivist.copies.are_passing(url, named):
            return named
        passing = {one.url for one in self._unknown(named)[BARREN:]}
        self.save(self._archivist.page(url, kind), "refused", "trap:passing-links")
        return [one for one in named if one.url not in passing]

    def _unknown(self, named: Iterable[Candidate]) -> list[Candidate]:
        return self._archivist.copies.unknown(one for one in named if self._spider.guard.refusal(one.url) is None)

    async def ask(
        self, url: str, kind: str, reader: Callable[[Served], T], *, row_url: str | None = None, is_home: bool = False
    ) -> T | Trouble | None:
        """Return what a source says, None where it is as it was. One that is gone, refused or busy is not asked until
        its page is due again; the home page always is.

        `row_url`: the address under which its page is kept, where the one asked changes from run to run.
        """
        page = self._archivist.page(row_url or url, kind)
        if not is_home and (rest := self._rest_of(page)):
            return rest
        is_other = row_url is not None or self._spider.revisits_all or page.state not in ("stored", "unchanged")
        headers = {} if is_other else conditions(page)
        async with self._room:
            seconds = _SHORT_SECONDS if self._late >= _MANY_LATE else None
            answer = await self._asker.get(url, kind, headers=headers, seconds=seconds)
            if isinstance(answer, Trouble):
                self._late += answer.is_late
                if not answer.is_left:
                    self.save(page, answer.state, answer.reason, answer.exchanges, retry_at=answer.retry_at)
                return answer
            if answer.status == 304:
                self.save(page, "unchanged", None, answer.exchanges, answer)
                return None
            return await self._read(page, answer, reader, is_home)

    def _rest_of(self, page: Page) -> Trouble | None:
        """Return why a source is left alone for now; None where it is not."""
        if page.state not in _RESTING or page.next_visit_at is None or self._spider.revisits_all:
            return None
        is_due = page.next_visit_at <= utc_text(datetime.now(UTC))
        return None if is_due else Trouble(page.state, page.reason or page.state, is_resting=True)

    async def _read(self, page: Page, answer: Answer, reader: Callable[[Served], T], is_home: bool) -> T | Trouble:
        if answer.status not in WHOLE:
            trouble = Trouble.of(answer)
            self.save(page, trouble.state, trouble.reason, trouble.exchanges)
            return trouble
        if is_home:
            self.home = answer.served
        try:
            found = await self._whole_or_begun(reader, answer.served)
        except Unreadable as error:
            self.save(page, error.state, str(error), answer.exchanges)
            return Trouble("failed", str(error))
        self.save(page, "stored", None, answer.exchanges, answer)
        return found

    async def _whole_or_begun(self, reader: Callable[[Served], T], served: Served) -> T:
        workers = self._archivist.workers
        try:
            return await workers.run(reader, served)
        except Harmful:
            return await workers.run(reading.begun, reader, served)

    def save(
        self,
        page: Page,
        state: PageState,
        reason: str | None,
        exchanges: Iterable[Exchange] = (),
        answer: Answer | None = None,
        *,
        retry_at: datetime | None = None,
    ) -> None:
        """Store the look at a source with its captures and validators, and how long it rests: where the portal itself
        refuses it."""
        now, kept = datetime.now(UTC), tuple(exchanges)
        rests = state in _RESTING and bool(kept) and kept[-1].status not in REDIRECTS
        visit = replace(
            self._archivist.visit_of(page, state, reason),
            captures=self._archivist.capture(kept),
            etag=answer.headers.get("etag", page.etag) if answer else None,
            last_modified=answer.headers.get("last-modified", page.last_modified) if answer else None,
            next_visit_at=(retry_at or now + after_source(state, page.failures)) if rests else None,
        )
        self._archivist.save(visit, is_source=True)


def _may_have_changed(candidate: Candidate, page: Page) -> bool:
    """Tell whether a sitemap can hold news: its lastmod is another than before, or later than our last look."""
    modified = hints.instant(candidate.modified)
    if page.fetched_at is None or modified is None or page.state in ("failed", "deferred"):
        return True
    # Most name a day without a zone: it lasts 24 hours, and ends 12 hours later in the west.
    until = datetime.fromisoformat(modified) + timedelta(days=2)
    return page.modified_hint not in (None, modified) or until > datetime.fromisoformat(page.fetched_at)
