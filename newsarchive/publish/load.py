"""How much is answered at the same time, and only for readers who are still there."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Coroutine[Any, Any, None]]

_HEAVY = re.compile(r"/(search|plots|comments|data/.+\..+)$|\.(csv|json)$")


def is_heavy(path: str, query: bytes) -> bool:
    """Tell whether a page may cost much: searches, plots, files, and whatever a reader asks something of.

    Ten facets of columns without an index took three seconds of a processor, at any number of readers at once.
    """
    return _HEAVY.search(path) is not None or (query != b"" and not path.startswith("/-/"))


class Line:
    """Readers of heavy pages, who wait until one of `places` is free; who waits too long is told so."""

    def __init__(self, places: int, patience_seconds: float) -> None:
        self._places = asyncio.Semaphore(places)
        self._patience_seconds = patience_seconds

    async def answered(self, answer: Callable[[], Awaitable[None]]) -> bool:
        """Run `answer` in a place of its own; False: none was free in time, and it was not run."""
        try:
            await asyncio.wait_for(self._places.acquire(), self._patience_seconds)
        except TimeoutError:
            return False
        try:
            await answer()
        finally:
            self._places.release()
        return True


async def while_read(answer: Coroutine[Any, Any, None], receive: Receive) -> None:
    """Run what answers a reader, and end it when the reader goes away (ASGI, `http.disconnect`).

    A server does not do so by itself: what it sends to nobody is dropped, so that a file of a million rows would be
    read to its end.
    """
    answering = asyncio.ensure_future(answer)
    leaving = asyncio.ensure_future(_gone(receive))
    try:
        await asyncio.wait((answering, leaving), return_when=asyncio.FIRST_COMPLETED)
    finally:
        left = not answering.done()
        for task in (answering, leaving):
            task.cancel()
        await asyncio.wait((answering, leaving))  # until what it held is free
    if not left:
        answering.result()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
