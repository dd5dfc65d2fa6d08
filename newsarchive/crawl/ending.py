"""The end of a run in time: once it is to end it does, whatever the engine waits for."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from twisted.internet.asyncioreactor import AsyncioSelectorReactor

    from newsarchive.crawl.portal import PortalSpider

STOP_SECONDS = 15.0
"""After being told to end, a run is ended by force: it is over within 20 s, and what it has stored is kept."""
_WATCH_SECONDS = 0.1


class Ending:
    """Knows whether a spider's run is to end, and sees to it that the process does."""

    def __init__(self, spider: PortalSpider) -> None:
        self._spider = spider
        self._deadline: asyncio.TimerHandle | None = None

    def is_wished(self) -> bool:
        """Tell whether the engine was stopped (a signal) or closes the spider (Scrapy's CLOSESPIDER_TIMEOUT)."""
        engine = self._spider.crawler.engine
        return not engine.running or (engine._slot is not None and engine._slot.closing is not None)

    async def wished(self) -> None:
        """Wait until the run is to end."""
        while not self.is_wished():
            await asyncio.sleep(_WATCH_SECONDS)

    def in_time(self) -> None:
        """See to it that the process ends once it is to, whatever the engine waits for."""
        if self._deadline is None and self.is_wished():
            self._deadline = asyncio.get_running_loop().call_later(STOP_SECONDS, _leave_reactor)
            self._let_close()

    def _let_close(self) -> None:
        """Tell the engine when the last article is stored.

        While it closes it waits for that, but looks for it after responses only, not after what `start` yields: an
        article on its way through the pipelines would let it wait for ever (Scrapy 2.19, its issue 7029).
        """
        slot = self._spider.crawler.engine.scraper.slot
        assert slot is not None
        if slot.closing is None or not slot.is_idle():
            asyncio.get_running_loop().call_later(_WATCH_SECONDS, self._let_close)
        elif not slot.closing.called:
            slot.closing.callback(self._spider)


def _leave_reactor() -> None:
    """Leave the reactor at once, whatever still waits in it; the command then closes the archive.

    The last resort: an extension that does not end, a disk that does not answer.
    """
    from twisted.internet import reactor  # installed by now

    cast("AsyncioSelectorReactor", reactor).crash()  # type: ignore[no-untyped-call]
