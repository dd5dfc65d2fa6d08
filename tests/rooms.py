"""Asking a reading room without a server, and reading what it answers."""

import asyncio
import re
from html import unescape

import httpx
from datasette.app import Datasette

from newsarchive.publish.load import App, Message

EDITED, DISCUSSED = "lavrov-visits-north-korea", "kim-and-putin"
"""Ends of two addresses of `tests.archives`: the article of three versions, the most discussed one."""


async def get(room: Datasette, path: str, status: int = 200) -> httpx.Response:
    """Return the answer to an address, which must have this status."""
    answer = await room.client.get(path)
    assert answer.status_code == status, f"{path}: {answer.status_code}"
    return answer  # type: ignore[no-any-return]


def words(answer: httpx.Response) -> str:
    """Return what a reader sees of a page."""
    body = answer.text.partition("<main")[2] or answer.text
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def links(answer: httpx.Response) -> set[str]:
    """Return the addresses that a page leads to or loads."""
    return set(map(unescape, re.findall(r'href="([^"]+)"', answer.text)))


class Reader:
    """A reader over ASGI who takes an answer only when told to, and may go away."""

    def __init__(self, app: App, path: str, *, takes: bool = True) -> None:
        self.arrived = asyncio.Event()
        """The first of the answer has come."""
        self.told: list[Message] = []
        self._takes, self._leaves = asyncio.Event(), asyncio.Event()
        if takes:
            self.take()
        self._asked = False
        address, _, query = path.partition("?")
        scope = {
            "type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "path": address,
            "raw_path": address.encode(), "query_string": query.encode(), "headers": [(b"host", b"localhost")],
        }  # fmt: skip
        self.done = asyncio.ensure_future(app(scope, self._receive, self._send))

    def take(self) -> None:
        self._takes.set()

    def leave(self) -> None:
        self._leaves.set()

    async def answer(self) -> tuple[int, dict[bytes, bytes], bytes]:
        """Return status, headers and body of the whole answer."""
        await self.done
        return self.told[0]["status"], dict(self.told[0]["headers"]), b"".join(m.get("body", b"") for m in self.told)

    async def _receive(self) -> Message:
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self._leaves.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        self.told.append(message)
        self.arrived.set()
        await self._takes.wait()
