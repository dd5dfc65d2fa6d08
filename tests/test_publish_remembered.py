"""Answers of a snapshot are computed once, also for readers who ask at the same time, and never shared wrongly."""

import asyncio
from typing import Any

import pytest

from newsarchive.publish.load import App, Message, Receive, Scope, Send
from newsarchive.publish.remembered import LONGEST, Answer, Remembered, remembering

SHORT = [(b"content-type", b"text/html")]


class Site:
    """An application that counts how often it is asked."""

    def __init__(self, body: bytes = b"page", status: int = 200, headers: Any = SHORT, pieces: int = 1) -> None:
        self.body, self.status, self.headers, self.pieces, self.asked = body, status, headers, pieces, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        await asyncio.sleep(0)
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        for left in range(self.pieces - 1, -1, -1):
            await send({"type": "http.response.body", "body": self.body, "more_body": left > 0})


async def ask(
    app: App, path: bytes = b"/", method: str = "GET", scheme: str = "http", **headers: bytes
) -> tuple[int, dict[bytes, bytes], bytes]:
    told: list[Message] = []

    async def send(message: Message) -> None:
        told.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    given = [(name.replace("_", "-").encode(), value) for name, value in headers.items()]
    address, _, query = path.partition(b"?")
    scope = {"type": "http", "method": method, "scheme": scheme, "raw_path": address, "path": address.decode()}
    await app({**scope, "query_string": query, "headers": given}, receive, send)
    return told[0]["status"], dict(told[0]["headers"]), b"".join(one.get("body", b"") for one in told[1:])


async def test_a_page_is_made_once_and_answered_the_same() -> None:
    app = remembering(site := Site())
    first, second = await ask(app), await ask(app)
    assert first == second and first[2] == b"page" and site.asked == 1
    assert first[1][b"cache-control"] == b"no-cache"


async def test_readers_who_ask_at_the_same_time_share_one_answer() -> None:
    app = remembering(site := Site())
    answers = await asyncio.gather(*(ask(app, b"/a") for _ in range(8)), ask(app, b"/b"))
    assert site.asked == 2 and {answer[2] for answer in answers} == {b"page"}


async def test_a_reader_who_has_the_page_is_told_so() -> None:
    app = remembering(Site())
    etag = (await ask(app))[1][b"etag"]
    status, headers, body = await ask(app, if_none_match=b'"other", W/' + etag)
    assert (status, body) == (304, b"") and headers[b"etag"] == etag and b"content-type" not in headers


@pytest.mark.parametrize(
    ("site", "given"),
    [
        (Site(status=404), {}),
        (Site(headers=[*SHORT, (b"set-cookie", b"a=b")]), {}),
        (Site(headers=[(b"x-newsarchive-export", b"1")]), {}),
        (Site(b"x" * LONGEST, pieces=3), {}),
        (Site(), {"cookie": b"ds_actor=x"}),
        (Site(), {"authorization": b"Bearer x"}),
        (Site(), {"method": "HEAD"}),
    ],
)
async def test_what_is_not_for_everyone_or_too_long_is_asked_for_each_time(site: Site, given: dict[str, Any]) -> None:
    app = remembering(site)
    first, *_ = await asyncio.gather(ask(app, **given), ask(app, **given))
    assert site.asked == 2 and first == (site.status, dict(site.headers), site.body * site.pieces)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"path": b"/a"}, {"path": b"/b"}),
        ({"path": b"/a?q=1"}, {"path": b"/a?q=2"}),
        ({"scheme": "http"}, {"scheme": "https"}),
        ({"host": b"one.example"}, {"host": b"two.example"}),
        ({"x_forwarded_host": b"one.example"}, {"x_forwarded_host": b"two.example"}),
        ({"x_forwarded_proto": b"http"}, {"x_forwarded_proto": b"https"}),
    ],
)
async def test_another_address_is_another_page(one: dict[str, Any], other: dict[str, Any]) -> None:
    app = remembering(site := Site())
    for asked in (one, other, one, other):
        await ask(app, **asked)
    assert site.asked == 2


async def test_a_page_that_fails_leaves_nobody_waiting() -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(0)
        raise ValueError("broken")

    app = remembering(broken)
    failed = await asyncio.gather(*(ask(app) for _ in range(3)), return_exceptions=True)
    assert [type(one) for one in failed] == [ValueError] * 3


def test_what_was_not_asked_for_longest_is_forgotten_first() -> None:
    held = Remembered(most=25)
    for name in ("a", "b"):
        held.put((name,), Answer((), b"x" * 10, b""))
    assert held.get(("a",))
    held.put(("c",), Answer((), b"x" * 10, b""))
    held.put(("d",), Answer((), b"x" * 26, b""))
    assert [name for name in "abcd" if held.get((name,))] == ["a", "c"]
