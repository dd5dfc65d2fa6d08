"""The sample portal on loopback: HTTP with conditional requests and gzip, the clock and the truth."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from threading import Thread
from urllib.parse import parse_qsl, unquote, urlsplit

from newsarchive.errors import UsageMistake
from newsarchive.sample_portal.answers import Answer, Asked
from newsarchive.sample_portal.rendering import http_date
from newsarchive.sample_portal.script import LAST_DAY, edition, moment_of
from newsarchive.sample_portal.site import answer
from newsarchive.sample_portal.truth import truth

HOST = "127.0.0.1"
SMALLEST_GZIP = 200
"""Bytes below which nginx, too, leaves a body as it is."""


@lru_cache(maxsize=4_096)
def _answer(day: int, before: int, base: str, path: str, query: str) -> Answer:
    asked = dict(parse_qsl(query, keep_blank_values=True))
    return answer(Asked(edition(day), base, path, asked, moment_of(before)))


class PortalServer(ThreadingHTTPServer):
    """A sample portal that stands at a day of its script; `before`: where it stood until its clock was moved."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int, day: int = 0) -> None:
        self.day = self.before = _checked_day(day)
        try:
            super().__init__((HOST, port), _Handler)
        except OSError as error:
            raise UsageMistake(f"port {port} of {HOST} cannot be used: {error.strerror}; choose another") from error

    def move(self, day: int) -> None:
        """Set the clock to another day."""
        if day != self.day:
            self.before, self.day = self.day, day

    @property
    def base(self) -> str:
        """Scheme, host and port under which it answers."""
        return f"http://{HOST}:{self.server_port}"


def _checked_day(day: int) -> int:
    """Return the day where the script has it; raises UsageMistake."""
    if not 0 <= day <= LAST_DAY:
        raise UsageMistake(f"the sample portal has days 0 to {LAST_DAY}, not {day}")
    return day


class _Handler(BaseHTTPRequestHandler):
    server: PortalServer
    protocol_version = "HTTP/1.1"
    server_version = "sample-portal"
    sys_version = ""
    timeout = 30

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing: the portal is a background to others' output."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Return the portal's clock, so that two starts send the same bytes."""
        return http_date(edition(self.server.day).now)

    def do_GET(self) -> None:
        """Answer with a page, a 304, the clock or the truth."""
        parts = urlsplit(self.path)
        base = f"http://{self.headers.get('Host') or urlsplit(self.server.base).netloc}"
        if parts.path == "/_clock":
            self._say({"day": self.server.day, "last_day": LAST_DAY})
        elif parts.path == "/_truth":
            self._say(truth(self.server.day, base))
        else:
            self._send(_answer(self.server.day, self.server.before, base, unquote(parts.path), parts.query))

    do_HEAD = do_GET

    def do_POST(self) -> None:
        """Move the clock: /_clock?day=N."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        day = dict(parse_qsl(parts.query)).get("day", "")
        if parts.path != "/_clock" or not ip_address(self.client_address[0]).is_loopback:
            self._send(Answer(b"", 405, headers=(("Allow", "GET, HEAD"),)))
        elif not day.isdecimal() or int(day) > LAST_DAY:
            self._say({"error": f"day is a number from 0 to {LAST_DAY}"}, 400)
        else:
            self.server.move(int(day))
            self._say({"day": self.server.day, "last_day": LAST_DAY})

    def _say(self, value: object, status: int = 200) -> None:
        text = json.dumps(value, ensure_ascii=False, indent=1)
        self._send(Answer(text.encode(), status, "application/json; charset=UTF-8"))

    def _send(self, given: Answer) -> None:
        etag = f'"{sha256(given.body).hexdigest()[:16]}"'
        if given.status == 200 and given.body and self._unchanged(etag, given.changed):
            self.send_response(304)
            self._validators(etag, given)
            self.end_headers()
            return
        body, packed = self._packed(given)
        self.send_response(given.status)
        self.send_header("Content-Type", given.content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Vary", "Accept-Encoding")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        if given.status == 200 and given.body:
            self._validators(f"W/{etag}" if packed else etag, given)
        for name, value in given.headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body[: len(body) // 2] if given.cut else body)
        self.close_connection = self.close_connection or given.cut

    def _validators(self, etag: str, given: Answer) -> None:
        self.send_header("ETag", etag)
        if given.changed:
            self.send_header("Last-Modified", http_date(given.changed))

    def _unchanged(self, etag: str, changed: datetime | None) -> bool:
        """Tell whether the visitor has this version already (RFC 9110, section 13.2.2)."""
        if known := self.headers.get("If-None-Match"):
            return etag in [tag.strip().removeprefix("W/") for tag in known.split(",")]
        since = self.headers.get("If-Modified-Since")
        if not since or changed is None:
            return False
        try:
            return changed.astimezone(UTC) <= parsedate_to_datetime(since)
        except (TypeError, ValueError):
            return False

    def _packed(self, given: Answer) -> tuple[bytes, bool]:
        wanted = "gzip" in self.headers.get("Accept-Encoding", "")
        if not wanted or len(given.body) < SMALLEST_GZIP or given.content_type.startswith("image/png"):
            return given.body, False
        return gzip.compress(given.body, 6, mtime=0), True


@contextmanager
def running_server(day: int = 0, port: int = 0) -> Iterator[PortalServer]:
    """Serve the portal in a thread of its own while the block runs; yield the server, whose clock may be moved."""
    with PortalServer(port, day) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def running_portal(day: int = 0, port: int = 0) -> Iterator[str]:
    """Serve the portal while the block runs; yield its address, "http://127.0.0.1:PORT"."""
    with running_server(day, port) as server:
        yield server.base
