"""What a run shows: a line that moves on a terminal, one summary line at its end anywhere."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.live import Live
from rich.text import Text
from scrapy import signals
from scrapy.crawler import Crawler

if TYPE_CHECKING:
    from newsarchive.crawl.extensions import Archivist
    from newsarchive.crawl.portal import PortalSpider

_REFRESH_SECONDS = 0.25


class Progress:
    """Shows how far a run is on a terminal (standard error); prints nothing under cron."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._task: asyncio.Task[None] | None = None
        crawler.signals.connect(self._opened, signals.spider_opened)
        crawler.signals.connect(self._closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Progress:
        """Make the extension."""
        return cls(crawler)

    def _opened(self, spider: PortalSpider) -> None:
        if sys.stderr.isatty() and spider.archivist.error is None:
            self._task = asyncio.create_task(self._show(spider))

    async def _closed(self, spider: PortalSpider) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _show(self, spider: PortalSpider) -> None:
        with Live(console=Console(stderr=True), transient=True, auto_refresh=False) as live:
            while True:
                live.update(Text(running(spider.portal_name, spider.archivist)), refresh=True)
                await asyncio.sleep(_REFRESH_SECONDS)


def running(name: str, archivist: Archivist) -> str:
    """Return the line of a run that goes on."""
    articles = _articles(archivist)
    return f"{name}: {archivist.discovered} addresses found, {archivist.requests} requests; articles: {articles}"


def summary(name: str, archivist: Archivist) -> str:
    """Return the line of a run that has ended. What is no article is told where nothing else would be."""
    outcomes, states = archivist.outcomes, archivist.states
    told = ["gone", "redirect", "robots", "refused", "noarchive", "deferred", "failed", "quarantined"]
    if not any(outcomes[word] for word in ("new", "changed", "same")):
        told.insert(0, "not-article")
    others = ", ".join(f"{states[state]} {state}" for state in told if states[state])
    return f"{name}: articles {_articles(archivist)}{f'; {others}' if others else ''}; {archivist.requests} requests"


def _articles(archivist: Archivist) -> str:
    return ", ".join(f"{archivist.outcomes[word]} {word}" for word in ("new", "changed", "same"))
