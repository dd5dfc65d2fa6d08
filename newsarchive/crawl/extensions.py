"""The run's hold on the archive: opened when the spider opens, written by visits, closed when it ends."""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import logging
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider

from newsarchive import urls
from newsarchive.archive import boilerplate, identity, pages, retention, similar, translations
from newsarchive.archive.articles import Outcome
from newsarchive.archive.health import Alarm
from newsarchive.archive.looks import PageState, Visit
from newsarchive.archive.pages import Page
from newsarchive.archive.store import Archive, open_archive
from newsarchive.captures import Exchange
from newsarchive.crawl.copies import Copies
from newsarchive.crawl.workers import Workers
from newsarchive.errors import ArchiveHeld, BrokenVisit, DiskFloor, NewsarchiveError, NotAPortal, PortalError
from newsarchive.items import Article, Candidate, Capture

if TYPE_CHECKING:
    from newsarchive.crawl.portal import PortalSpider

logger = logging.getLogger(__name__)

_POLL_SECONDS = 0.2
_SLOWEST = 5
"""Visits named in the run's row."""
_COMPARED = 20_000
"""Articles that a run compares for near-duplicates at its end, about 10 s; what is left waits for the next run."""


class Archivist:
    """Owns the archive, the reading workers and the run's row. Every write of the crawl goes through it.

    After the first error of the archive nothing more is written: what is committed stays, the run ends, and `error`
    tells the command which exit code it has.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._settings = crawler.settings
        self.error: NewsarchiveError | None = None
        self.broken: list[BrokenVisit] = []
        """The visits that broke off by a fault of the program, in order."""

        self.is_spent = False
        """True once the run's budget of requests is spent: what is due stays due."""
        self.outcomes: Counter[str] = Counter()
        self.states: Counter[str] = Counter()
        self.reason: str | None = None
        """Why the spider closed; None: it never did."""
        self.alarms: list[Alarm] = []
        """What is wrong with the run, held against the portal's last ones."""
        self.discovered = 0
        self.copies = Copies(self)
        self._slowest: list[tuple[float, str]] = []
        self.portal_id = 0
        self._archive: Archive | None = None
        self._workers: Workers | None = None
        self._run_id = 0
        self._last_commit = 0.0
        self._timer: asyncio.Task[None] | None = None
        crawler.signals.connect(self._opened, signals.spider_opened)
        crawler.signals.connect(self._closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Archivist:
        """Make the extension and let the spider find it."""
        made = cls(crawler)
        crawler.spider.archivist = made  # type: ignore[union-attr]
        return made

    @property
    def archive(self) -> Archive:
        """The open archive."""
        assert self._archive is not None
        return self._archive

    @property
    def workers(self) -> Workers:
        """The reading processes."""
        assert self._workers is not None
        return self._workers

    @property
    def path(self) -> Path:
        """The archive's folder."""
        return Path(self._settings.get("ARCHIVE"))

    @property
    def requests(self) -> int:
        """Requests made so far."""
        return int(self._crawler.stats.get_value("downloader/request_count", 0))

    def fail(self, error: NewsarchiveError) -> None:
        """Note why the run ends; the first reason counts."""
        self.error = self.error or error

    async def _opened(self, spider: PortalSpider) -> None:
        try:
            self._archive = await self._take(self._settings.getfloat("LOCK_WAIT"))
            self.portal_id = self.archive.portal(
                spider.portal_name,
                url=spider.base,
                title=spider.title,
                language=spider.language,
                timezone=spider.timezone,
            )
            self._run_id = self.archive.start_run(self.portal_id, started_at=datetime.now(UTC), reason=spider.reason)
            self.commit()
        except NewsarchiveError as error:
            self.fail(error)
            raise CloseSpider(type(error).__name__) from None
        self._workers = Workers(
            self._settings.getint("WORKERS"),
            self._settings.getint("WORKER_CPU_SECONDS"),
            self._settings.getint("WORKER_MEMORY_MB"),
        )
        self._timer = asyncio.create_task(self._commit_by_the_clock())

    async def _take(self, wait_seconds: float) -> Archive:
        deadline = time.monotonic() + wait_seconds
        while True:
            try:
                return open_archive(self.path, write=True)
            except ArchiveHeld:
                if time.monotonic() >= deadline:
                    raise
            await asyncio.sleep(_POLL_SECONDS)

    def capture(self, exchanges: Iterable[Exchange], article: Article | None = None) -> tuple[Capture, ...]:
        """Write exchanges to the WARC and return where they lie; `article`: what was read from them."""
        return self.archive.capture(exchanges, self.portal_id, article)

    def save(self, visit: Visit, *, is_source: bool = False) -> Outcome:
        """Store one visit, whole; commit where enough have gathered. `is_source`: of a feed, sitemap or listing."""
        outcome = self.archive.save(visit)
        if not is_source:
            self.copies.stored(visit.page_id)
            self.outcomes["same" if visit.state == "unchanged" else outcome] += 1
            self.states[visit.state] += 1
        if self.archive.pending >= self._settings.getint("COMMIT_PAGES"):
            self.commit()
        return outcome

    def took(self, url: str, seconds: float) -> None:
        """Note how long a visit took; the slowest are kept with the run."""
        self._slowest = heapq.nlargest(_SLOWEST, [*self._slowest, (seconds, url)])

    def discover(self, candidates: Iterable[Candidate]) -> int:
        """Note candidates and return how many are new."""
        new = pages.discover(self.archive, self.portal_id, candidates, at=datetime.now(UTC))
        self.discovered += new
        return new

    def page(self, url: str, kind: str = "article") -> Page:
        """Return the page of an address, known or new."""
        return pages.page(self.archive, self.portal_id, url, kind=kind, at=datetime.now(UTC))

    def is_estranged(self, page: Page, article: Article) -> bool:
        """Tell whether a page shows wholly another text than the article that stands there."""
        return page.article_id is not None and identity.is_estranged(self.archive.db.conn, page.article_id, article)

    def shown_elsewhere(self, article: Article) -> str | None:
        """Return the address of another article whose very text a page shows in place of its own, if so."""
        page, db = self.page(article.url), self.archive.db.conn
        return (
            identity.stands_elsewhere(db, page.article_id or 0, article) if self.is_estranged(page, article) else None
        )

    def visit_of(self, page: Page, state: PageState, reason: str | None = None) -> Visit:
        """Return a visit of a page now, to be filled and saved."""
        return Visit(page.id, self._run_id, self.portal_id, datetime.now(UTC), state, reason)

    def commit(self) -> None:
        """Make what was saved last."""
        self._last_commit = time.monotonic()
        self.archive.commit()
        self._check_free_disk()

    def _check_free_disk(self) -> None:
        floor = self._settings.getint("FREE_DISK_FLOOR_MB")
        if floor and shutil.disk_usage(self.path).free < floor * 1_000_000:
            raise DiskFloor(f"no space left but {floor} MB on the disk of {self.path} (FREE_DISK_FLOOR_MB): run ended")

    async def _commit_by_the_clock(self) -> None:
        seconds = self._settings.getfloat("COMMIT_SECONDS")
        while self.error is None:
            await asyncio.sleep(seconds / 2)
            if time.monotonic() - self._last_commit >= seconds:
                try:
                    self.commit()
                except NewsarchiveError as error:
                    self.fail(error)
                    self._crawler.spider.give_up()  # type: ignore[union-attr]

    def _closed(self, spider: PortalSpider, reason: str) -> None:
        self.reason = reason
        if self._timer is not None:
            self._timer.cancel()
        if self._archive is None:
            return
        try:
            if self.error is None:
                self._judge(spider, reason)
            if self.error is None or isinstance(self.error, (PortalError, DiskFloor, BrokenVisit)):
                self._finish(reason)
        except NewsarchiveError as error:
            self.fail(error)
        finally:
            self.abandon()

    def _judge(self, spider: PortalSpider, reason: str) -> None:
        """Note it where a visit broke off, or where the site is no portal: all was looked at, and is no article."""
        if self.broken:
            self.fail(self.broken[0])
            return
        known = "select 1 from articles where portal_id = ? limit 1"
        waiting = (
            "select 1 from pages where portal_id = ? and kind = 'article' and state in ('pending', 'deferred') limit 1"
        )
        db = self.archive.db
        if (
            reason == "finished"
            and not spider.arguments.articles
            and not any(db.execute(sql, [self.portal_id]).fetchone() for sql in (known, waiting))
        ):
            host = urls.host_label(spider.base)
            self.fail(NotAPortal(f"{host} names no article; is {spider.base} the home page of a news portal?"))

    def _finish(self, reason: str) -> None:
        if reason == "finished":
            with self.archive.faults():
                similar.update(self.archive.db, _COMPARED)
                translations.update(self.archive.db)
                boilerplate.update(self.archive.db)
        self.alarms = self.archive.finish_run(
            self._run_id,
            finished_at=datetime.now(UTC),
            reason=self._told(reason) if self.error is None else type(self.error).__name__,
            requests=self.requests,
            warc_bytes=self.archive.captures.written_bytes,
            bytes=int(self._crawler.stats.get_value("downloader/response_bytes", 0)),
            discovered=self.discovered,
            slowest=[{"url": url, "seconds": round(seconds, 1)} for seconds, url in self._slowest] or None,
        )
        if reason == "finished" and (days := self._settings.getint("WARC_RETENTION_DAYS")):
            retention.prune(self.archive, datetime.now(UTC) - timedelta(days=days))

    def _told(self, reason: str) -> str:
        """Return why a run ended; it has finished only where it asked for everything that the portal names."""
        other = "limit" if self.is_spent else self._crawler.spider.reason  # type: ignore[union-attr]
        return other if reason == "finished" and other != "scheduled" else reason

    def abandon(self) -> None:
        """End the workers and let go of the archive as it stands; what is not committed is asked for again."""
        if self._workers is not None:
            self._workers.stop()
            self._workers = None
        if self._archive is not None:
            archive, self._archive = self._archive, None
            with contextlib.suppress(NewsarchiveError, OSError, sqlite3.Error):
                archive.close()
