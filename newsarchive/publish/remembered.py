"""Answers of a snapshot, remembered: nothing writes to it, so that the same address has the same answer."""

import asyncio
import hashlib
from collections import OrderedDict
from dataclasses import dataclass

from newsarchive.publish.load import App, Message, Receive, Scope, Send

MOST_BYTES = 64 << 20
"""Of all answers that one process remembers."""

LONGEST = 1 << 20
"""Bytes of the longest answer that is remembered; a download is longer and goes through as it comes."""

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer as it was sent."""

    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    etag: bytes


class Remembered:
    """The answers that were asked for last, as many as have room."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._held: OrderedDict[Key, Answer] = OrderedDict()
        self._bytes = 0

    def get(self, key: Key) -> Answer | None:
        """Return the answer to an address; None where it is not known."""
        if key in self._held:
            self._held.move_to_end(key)
        return self._held.get(key)

    def put(self, key: Key, answer: Answer) -> None:
        """Remember an answer, and forget those that were not asked for longest."""
        if len(answer.body) > min(LONGEST, self._most) or key in self._held:
            return
        self._held[key] = answer
        self._bytes += len(answer.body)
        while self._bytes > self._most:
            self._bytes -= len(self._held.popitem(last=False)[1].body)


def remembering(app: App) -> App:
    """Return the ASGI application with its answers remembered; equal questions at the same time are answered once.

    Answers carry an ETag (RFC 9110, 8.8.3): a browser that has one gets 304. Readers with a cookie or a token, other
    statuses than 200 and answers that set a cookie pass by.
    """
    known = Remembered()
    asked: dict[Key, asyncio.Future[Answer | None]] = {}

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        key = _key(scope)
        if key is None:
            await app(scope, receive, send)
            return
        answer = known.get(key)
        if answer is None and key in asked:
            answer = await asyncio.shield(asked[key])
        if answer is not None:
            await _answer(scope, send, answer)
            return
        mine = asked.setdefault(key, asyncio.get_running_loop().create_future())
        collector = _Collector(scope, send, mine)
        try:
            await app(scope, receive, collector.send)
        finally:
            if asked.get(key) is mine:
                del asked[key]
            collector.settle()
        if collector.answer is not None:
            known.put(key, collector.answer)

    return serve


def _key(scope: Scope) -> Key | None:
    """Return what an answer depends on; None where it may depend on who asks."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return None
    headers = dict(scope["headers"])
    if b"cookie" in headers or b"authorization" in headers:
        return None
    # The host stands in permanent addresses.
    return (
        scope.get("raw_path") or scope["path"], scope.get("query_string", b""), scope.get("scheme"),
        headers.get(b"host"), headers.get(b"x-forwarded-proto"), headers.get(b"x-forwarded-host"),
    )  # fmt: skip


class _Collector:
    """Sends an answer on when it is whole, with its ETag; one that is not to be remembered as it comes."""

    def __init__(self, scope: Scope, send: Send, awaited: asyncio.Future[Answer | None]) -> None:
        self._scope, self._send, self._awaited = scope, send, awaited
        self._start: Message | None = None
        self._pieces: list[bytes] = []
        self._size = 0
        self.answer: Answer | None = None

    async def send(self, message: Message) -> None:
        """Take a message of the application."""
        if message["type"] == "http.response.start" and _may_be_kept(message):
            self._start = message
            return
        if self._start is None:
            self.settle()
            await self._send(message)
            return
        self._pieces.append(message.get("body", b""))
        self._size += len(self._pieces[-1])
        if not message.get("more_body"):
            self.answer = _whole(self._start, b"".join(self._pieces))
            self._start = None
            self.settle()
            await _answer(self._scope, self._send, self.answer)
        elif self._size > LONGEST:
            self.settle()
            await self._send(self._start)
            self._start = None
            await self._send({"type": "http.response.body", "body": b"".join(self._pieces), "more_body": True})
            self._pieces = []

    def settle(self) -> None:
        """Tell who waits for the same answer what it is, or that they must ask themselves."""
        if not self._awaited.done():
            self._awaited.set_result(self.answer)


def _may_be_kept(start: Message) -> bool:
    names = {name.lower() for name, _ in start.get("headers", [])}
    return start["status"] == 200 and not names & {b"set-cookie", b"x-newsarchive-export"}


def _whole(start: Message, body: bytes) -> Answer:
    etag = b'"' + hashlib.sha256(body).hexdigest()[:32].encode() + b'"'
    headers = [(name, value) for name, value in start.get("headers", []) if name.lower() != b"etag"]
    if not any(name.lower() == b"cache-control" for name, _ in headers):
        # A browser asks again each time: the snapshot may be replaced by another.
        headers.append((b"cache-control", b"no-cache"))
    return Answer((*headers, (b"etag", etag)), body, etag)


async def _answer(scope: Scope, send: Send, answer: Answer) -> None:
    """Send a whole answer, or 304 to a reader who has it."""
    has = dict(scope["headers"]).get(b"if-none-match", b"")
    fresh = answer.etag in [one.strip().removeprefix(b"W/") for one in has.split(b",")]
    headers = [
        pair for pair in answer.headers if not (fresh and pair[0].lower() in (b"content-length", b"content-type"))
    ]
    await send({"type": "http.response.start", "status": 304 if fresh else 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if fresh else answer.body})
