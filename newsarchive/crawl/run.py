"""A run: discovery and visits side by side, with the archive between them as the frontier."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from newsarchive import urls
from newsarchive.archive import pages
from newsarchive.archive.pages import Page
from newsarchive.crawl.asking import Asker
from newsarchive.crawl.discovering import Discovery
from newsarchive.crawl.echoes import MOST_DOORS, Echoes
from newsarchive.crawl.ending import Ending
from newsarchive.crawl.ladder import read_ladder
from newsarchive.crawl.traps import TrapWatch
from newsarchive.crawl.visited import VisitedArticle
from newsarchive.crawl.visiting import Visitor, read_article
from newsarchive.crawl.workers import Unreadable
from newsarchive.errors import NewsarchiveError
from newsarchive.items import Candidate

if TYPE_CHECKING:
    from newsarchive.crawl.portal import PortalSpider

logger = logging.getLogger(__name__)

_BATCH = 64
"""Pages taken from the archive at a time: few, so that what discovery finds meanwhile keeps its turn by age."""
_MOST_FAULTS = 5
"""Visits of a run that may break off by an error of ours: one odd page ends no run, a fault of every page does."""
_MOST_HELD = 500
"""Articles that wait in memory for their canonical page, or for the rest of the run."""


class Run:
    """One run of a spider, from its first request to its last item."""

    def __init__(self, spider: PortalSpider) -> None:
        settings = spider.settings
        self._spider = spider
        self._archivist = spider.archivist
        self._ending = Ending(spider)
        asker = Asker(spider.crawler)
        ladder = read_ladder(
            settings.get("REVISIT_LADDER"),
            settings.getfloat("DISCUSSION_HOURS"),
            settings.getfloat("DISCUSSION_DAYS"),
        )
        traps = TrapWatch()
        self.discovery = Discovery(spider, asker, traps)
        self._visitor = Visitor(spider, asker, traps, ladder)
        self._at_once = settings.getint("VISITS_AT_ONCE")
        self._items: asyncio.Queue[VisitedArticle | None] = asyncio.Queue()
        self._wake = asyncio.Event()
        self._is_discovering = True
        self._visits: set[asyncio.Task[None]] = set()
        self._driver: asyncio.Task[None] | None = None
        self._left = spider.arguments.limit
        self._known: Iterator[Page] | None = None
        self._held: list[VisitedArticle] = []
        self._echoes = Echoes()
        self._has_articles = False
        """True where a page was an article for sure: it is dated, or as it was."""

    async def items(self) -> AsyncIterator[VisitedArticle]:
        """Yield every article that is visited, as it comes."""
        self._driver = asyncio.create_task(self._drive())
        self._driver.add_done_callback(self._report)
        watch = asyncio.create_task(self._watch(self._driver))
        try:
            while (item := await self._items.get()) is not None:
                yield item
        finally:
            self._ending.in_time()
            await self._stop(watch, self._driver)

    async def _watch(self, driver: asyncio.Task[None]) -> None:
        """End the run when the engine stops: it does not always tell the iterator that feeds it."""
        await self._ending.wished()
        self._ending.in_time()
        driver.cancel()

    def wake(self) -> None:
        """Let the feeder look again: something was found or finished."""
        self._wake.set()

    def give_up(self) -> None:
        """End the run: nothing more can be stored."""
        if self._driver is not None:
            self._driver.cancel()

    async def _drive(self) -> None:
        """Run discovery and visits to their end; whatever happens, tell `items` that there are no more."""
        discovery = asyncio.create_task(self._discover())
        try:
            await self._feed(discovery)
            await discovery
            self.discovery.record_robots()
        finally:
            self._spider.robots.give_up()
            try:
                await self._stop(discovery, *self._visits)
            finally:  # also where it is cancelled once more: `items` waits for nothing else
                self._items.put_nowait(None)

    async def _discover(self) -> None:
        try:
            if self._spider.arguments.articles:
                given = [Candidate(url, "argument") for url in self._spider.arguments.articles]
                self._archivist.discover(given)
                self._archivist.commit()
            else:
                await self.discovery.run()
        finally:
            self._is_discovering = False
            self.wake()

    async def _feed(self, discovery: asyncio.Task[None]) -> None:
        """Visit what is due until nothing is, and nothing more can be found."""
        while True:
            if discovery.done() and not discovery.cancelled() and (error := discovery.exception()):
                raise error
            self._wake.clear()
            batch = self._due()
            if not batch and not self._is_discovering and not self._visits:
                await self._release()
                return
            for page in batch:
                await self._room()
                if page.id in self._visitor.taken:
                    continue  # a redirect led to it meanwhile
                self._visitor.taken.add(page.id)
                task = asyncio.create_task(self._visit(page))
                self._visits.add(task)
                task.add_done_callback(self._finished)
            if not batch:
                await self._wake.wait()

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._visits.discard(task)
        if self._report(task):
            self.give_up()
        self.wake()

    def _report(self, task: asyncio.Task[None]) -> bool:
        """Tell what broke a task off: the archive's own errors, and ours. The run cannot go on."""
        if task.cancelled() or (error := task.exception()) is None:
            return False
        if not isinstance(error, NewsarchiveError):
            if self._ending.is_wished():
                return False  # the engine and the archive close beneath a visit that goes on for a moment
            error = NewsarchiveError(repr(error))
        self._archivist.fail(error)
        return True

    async def _room(self) -> None:
        while len(self._visits) >= self._at_once:
            await asyncio.wait(self._visits, return_when=asyncio.FIRST_COMPLETED)
        while self._items.qsize() > self._at_once:
            await asyncio.sleep(0.01)

    def _due(self) -> list[Page]:
        """Return the next pages to visit, newest first."""
        room = _BATCH if self._left is None else self._left - len(self._visits)
        if room <= 0 or self._archivist.is_spent or (self._left is not None and self._is_discovering):
            return []
        arguments = self._spider.arguments
        archive, portal_id, taken = self._archivist.archive, self._archivist.portal_id, self._visitor.taken
        if arguments.articles:
            found = [self._archivist.page(url) for url in arguments.articles]
            found = [page for page in found if page.id not in taken]
        else:
            limit = min(room, _BATCH)
            found = pages.due(archive, portal_id, now=datetime.now(UTC), limit=limit, exclude=taken)
            if self._spider.revisits_all and not found and not self._is_discovering:
                found = self._next_known(limit)
        return [page for page in found if not self._is_too_old(page)][:room]

    def _next_known(self, limit: int) -> list[Page]:
        if self._known is None:
            self._known = pages.all_known(self._archivist.archive, self._archivist.portal_id)
        found: list[Page] = []
        for page in self._known:
            if page.id not in self._visitor.taken:
                found.append(page)
            if len(found) >= limit:
                break
        return found

    def _is_too_old(self, page: Page) -> bool:
        since = self._spider.arguments.since
        return since is not None and page.published_at is not None and page.published_at[:10] < since.isoformat()

    async def _visit(self, page: Page) -> None:
        started = time.monotonic()
        try:
            item = await self._visitor.visit(page)
        except NewsarchiveError:
            raise
        except Exception as error:
            if self._ending.is_wished():
                raise  # the engine and the archive close beneath a visit that goes on for a moment
            item = None
            self._visitor.broke_off(page, error)
            if len(self._archivist.broken) > _MOST_FAULTS:
                raise self._archivist.broken[0] from None
        self._archivist.took(page.url, time.monotonic() - started)
        if item is not None:
            if self._left is not None:
                self._left -= 1
            if (self._awaits_canonical(item) or self._may_be_notice(item)) and len(self._held) < _MOST_HELD:
                self._held.append(item)
            else:
                self._let_through(item)

    def _awaits_canonical(self, item: VisitedArticle) -> bool:
        """Tell whether the page names another of its host as its canonical one, which the archive does not hold yet.

        That one is visited first: if both tell the same, it is the article, and this page only another address of it.
        """
        named = self._other_named_by(item)
        if named is None or not urls.same_host(named, item.url) or self._spider.guard.refusal(named):
            return False
        if urls.page_key(named).startswith(f"{urls.page_key(item.url)}/"):
            return False  # a page of its own: on /slug/ WordPress names /slug/comment-page-2/, the newest comments
        target = self._archivist.page(named)
        if target.article_id is not None or (target.fetched_at is not None and target.id not in self._visitor.taken):
            return False
        self.wake()
        return True

    def _other_named_by(self, item: VisitedArticle) -> str | None:
        """Return the address of another page that the page names as its canonical one; the home page is none."""
        named = item.canonical_url
        is_own = named is None or any(urls.same_page(named, own) for own in (item.url, self._spider.base))
        return None if is_own else named

    def _may_be_notice(self, item: VisitedArticle) -> bool:
        """Tell whether an item may be a notice, as the rest of the run will show. It may be one if it replaces another
        text, or if it has no date and repeats a text, stands where none answered before or is new to a known portal."""
        if not item.body or self._other_named_by(item) is not None:
            return False
        page = self._archivist.page(item.url)
        if self._archivist.is_estranged(page, item):
            return self._echoes.note(item, 0, page.article_id)
        if page.article_id is not None or item.published is not None:
            self._has_articles = True
            return self._echoes.note(item, None, page.article_id)
        return self._echoes.note(item, MOST_DOORS) or page.failures > 0 or not self.discovery.is_first

    async def _release(self) -> None:
        """Let through what waited for its canonical page, or for the rest of the run."""
        home = self.discovery.sources.home
        if self._held and home is not None:
            with suppress(Unreadable):
                found = await read_article(self._archivist.workers, home, self._spider.timezone, self._spider.theme)
                self._echoes.note(found.article, None)
        for item in self._held:
            self._let_through(item, self._archivist.shown_elsewhere(item))
        self._held.clear()

    def _let_through(self, item: VisitedArticle, stands_at: str | None = None) -> None:
        other = self._echoes.other(item) or stands_at
        if other is None:
            self._items.put_nowait(item)
        else:
            has_articles = self._has_articles or self._archivist.states["unchanged"] > 0
            self._visitor.shows_notice(item, other, alone=not has_articles)

    async def _stop(self, *tasks: asyncio.Task[None]) -> None:
        """End the tasks and wait for them; what a visit raised is already told by `_finished`."""
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
