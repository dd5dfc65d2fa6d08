"""What stands between the reading room and a browser we do not trust: headers, closed doors, bounded load."""

import base64
import csv
import hashlib
import re
from contextlib import suppress
from functools import cache
from importlib.resources import files
from io import StringIO

from newsarchive.exporting.formats import defuse
from newsarchive.publish.load import App, Line, Message, Receive, Scope, Send, is_heavy, while_read
from newsarchive.publish.room import Room

csv.field_size_limit(2**31 - 1)  # a text may have a million characters; a cell of 131,072 was an error

STRICT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content-Security-Policy of our own pages: nothing inline, nothing from elsewhere."""

_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)

# Pages of Datasette that tell strangers about the machine, or that only a maintainer needs.
_INWARD = re.compile(
    r"/-/(databases|threads|versions|plugins|settings|config|metadata|actor|permissions|messages|allow-debug|patterns|"
    r"auth-token|logout)(\.json)?/?$"
)


def guarded(app: App, room: Room) -> App:
    """Return the ASGI application behind the room's rules."""
    line = Line(room.at_once, room.patience_seconds)

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        path = _raw_path(scope)
        safe_send = _sender(send, path, has_body=scope["method"] != "HEAD")
        with suppress(_Told):
            if refusal := _refusal(scope, path, room):
                await _plain(safe_send, *refusal)
            else:
                await while_read(_answer(path, scope, receive, safe_send), receive)

    async def _answer(path: str, scope: Scope, receive: Receive, send: Send) -> None:
        if not (room.public and is_heavy(path, scope.get("query_string", b""))):
            await app(scope, receive, send)
        elif not await line.answered(lambda: app(scope, receive, send)):
            await _plain(send, 503, "Many readers ask for heavy pages right now; try again in a minute.")

    return serve


def _raw_path(scope: Scope) -> str:
    raw = scope.get("raw_path") or scope["path"].encode()
    return str(raw.decode("latin-1").partition("?")[0])


def _refusal(scope: Scope, path: str, room: Room) -> tuple[int, str] | None:
    if scope["method"] not in ("GET", "HEAD"):
        return 405, "Nothing can be written here."
    if "\\" in path:
        # A browser reads `/\example.com` in a Location header as another host (WHATWG URL, "special" schemes).
        return 404, "There is no such page."
    if room.public and _INWARD.search(path):
        return 404, "There is no such page."
    return None


class _Told(BaseException):
    """HEAD is answered: whatever was to make the body ends here. No Exception, which Datasette would answer."""


def _sender(send: Send, path: str, *, has_body: bool) -> Send:
    """Return a sender that adds our headers and makes the cells of CSV harmless; without body it ends with _Told."""
    is_csv = False

    async def forward(message: Message) -> None:
        nonlocal is_csv
        if message["type"] == "http.response.start":
            headers = [(name.lower(), value) for name, value in message.get("headers", [])]
            present = {name for name, _ in headers}
            headers += [pair for pair in _HEADERS if pair[0] not in present]
            if b"content-security-policy" not in present:
                headers.append((b"content-security-policy", _datasette_policy().encode()))
            # Our own downloads are harmless already and come in pieces that are no whole rows.
            is_csv = path.endswith(".csv") and message["status"] == 200 and b"x-newsarchive-export" not in present
            await send({**message, "headers": headers})
            if not has_body:
                await send({"type": "http.response.body", "body": b""})
                raise _Told
            return
        if is_csv and message.get("body"):
            message = {**message, "body": _harmless_rows(message["body"])}
        await send(message)

    return forward


def _harmless_rows(body: bytes) -> bytes:
    """Return CSV rows with formula cells defused; Datasette sends each row as one piece."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    for row in csv.reader(StringIO(body.decode(), newline="")):
        writer.writerow([defuse(cell) for cell in row])
    return out.getvalue().encode()


async def _plain(send: Send, status: int, text: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    if status == 503:
        headers.append((b"retry-after", b"60"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})


@cache
def _datasette_policy() -> str:
    """Return the policy of Datasette's own pages: its few inline scripts by their hashes, its style attributes."""
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in _inline_scripts())
    return STRICT_POLICY.replace("script-src 'self'", f"script-src 'self' {hashes}").replace(
        "style-src 'self'", "style-src 'self' 'unsafe-inline'"
    )


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _inline_scripts() -> list[str]:
    templates = files("datasette") / "templates"
    found = ["DATASETTE_ALLOW_FACET = true;", "DATASETTE_ALLOW_FACET = false;"]
    for name in ("_close_open_menus.html", "_codemirror_foot.html"):
        found += re.findall(r"<script>(.*?)</script>", (templates / name).read_text("utf-8"), re.DOTALL)
    return found
