"""One exchange as WARC 1.1 records (ISO 28500:2017), each in a gzip member of its own.

warcio's writer is not used for writing: it percent-encodes header bytes beyond ASCII and packs every body again at
level 9, which costs forty times what the rest of a record does and adds nothing to a body that came packed.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import time
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from newsarchive import __version__
from newsarchive.times import utc_text

WHOLE = (200, 203)
"""Statuses of answers that hold what was asked for: also of one that a proxy on the way has changed (RFC 9110, section
15.3.4). As it is printed it is SQL."""
REVISIT_PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"

_SECRET = frozenset({b"set-cookie", b"set-cookie2", b"cookie", b"authorization", b"proxy-authorization"})
_UNTRUE = frozenset({b"transfer-encoding"})
"""Headers that a reader of the record would trust in vain: the client has taken the chunks apart."""
_UNTRUE_CUT = _UNTRUE | {b"content-length"}
_WINDOW = 4_096
_SMALL, _LARGE = (16 + 12, 5), (16 + 15, 8)
"""Window (as its exponent, 16 more for gzip) and memory of zlib: to clear those of a large record takes three times as
long as to pack a small one."""

_PACKED = (b"gzip", b"br", b"zstd", b"deflate", b"x-gzip")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:.+-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its response as they went over the wire."""

    kind: str
    """As `Capture.kind`: page, further-page, comment-page, comments-json, rest, feed, sitemap, listing, robots …"""

    url: str
    """Address as asked for."""

    fetched_at: datetime
    """Aware, UTC."""

    method: str
    request_headers: tuple[tuple[bytes, bytes], ...]
    status: int
    reason: str
    response_headers: tuple[tuple[bytes, bytes], ...]
    """As served, in order, repeated ones kept."""

    body: bytes
    """As served: still packed where the server packed it, without chunks."""

    ip: str | None
    """Address of the server."""

    redacted: bool = False
    """True: what was taken down was cut out of the body before it was kept."""

    is_cut: bool = False
    """True: `body` is only the beginning of what the server had."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A capture that holds the same payload already."""

    record_id: str
    url: str
    fetched_at: str
    """ISO 8601, UTC."""


def new_record_id() -> str:
    """Return an id for a record: a UUID of version 7 (RFC 9562). Later ones sort later, so that an index of them grows
    at its end."""
    number = time.time_ns() // 1_000_000 << 80 | int.from_bytes(os.urandom(10))
    number = number & ~(0xF << 76 | 0xC0 << 56) | 7 << 76 | 0x80 << 56
    digits = f"{number:032x}"
    return f"<urn:uuid:{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}>"


def warcinfo(file_name: str, created_at: datetime) -> bytes:
    """Return the record that opens a file."""
    fields = (
        f"software: newsarchive/{__version__}\r\n"
        "format: WARC File Format 1.1\r\n"
        "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
    ).encode()
    headers = [
        ("WARC-Type", "warcinfo"),
        ("WARC-Record-ID", new_record_id()),
        ("WARC-Date", utc_text(created_at)),
        ("WARC-Filename", file_name),
        ("Content-Type", "application/warc-fields"),
    ]
    return _member(headers, (fields,), 6)


def request(exchange: Exchange, response_id: str) -> bytes:
    """Return the record of what was asked."""
    parts = urlsplit(exchange.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    block = _head(f"{exchange.method} {target} HTTP/1.1".encode(), exchange.request_headers)
    headers = [
        ("WARC-Type", "request"),
        ("WARC-Record-ID", new_record_id()),
        ("WARC-Date", utc_text(exchange.fetched_at)),
        ("WARC-Target-URI", exchange.url),
        ("WARC-Concurrent-To", response_id),
        ("Content-Type", "application/http; msgtype=request"),
    ]
    return _member(headers, (block,), 6)


def response(exchange: Exchange, record_id: str, sha256: str, earlier: Earlier | None) -> bytes:
    """Return the record of what was answered; a `revisit` without body where `earlier` holds the payload."""
    status = f"HTTP/1.1 {exchange.status} {exchange.reason}".rstrip().encode("latin-1", "replace")
    head = _head(status, exchange.response_headers, _UNTRUE_CUT if exchange.is_cut else _UNTRUE)
    headers = [
        ("WARC-Type", "response" if earlier is None else "revisit"),
        ("WARC-Record-ID", record_id),
        ("WARC-Date", utc_text(exchange.fetched_at)),
        ("WARC-Target-URI", exchange.url),
        *([("WARC-IP-Address", exchange.ip)] if exchange.ip else []),
        ("WARC-Payload-Digest", f"sha256:{sha256}"),
        ("X-Newsarchive-Kind", exchange.kind),
        *([("X-Newsarchive-Redacted", "erased texts were cut out")] if exchange.redacted else []),
        *([("WARC-Truncated", "length")] if exchange.is_cut else []),
        ("Content-Type", "application/http; msgtype=response"),
    ]
    if earlier is not None:
        headers += [
            ("WARC-Profile", REVISIT_PROFILE),
            ("WARC-Refers-To", earlier.record_id),
            ("WARC-Refers-To-Target-URI", earlier.url),
            ("WARC-Refers-To-Date", earlier.fetched_at),
        ]
        return _member(headers, (head,), 6)
    return _member(headers, (head, exchange.body), 0 if _came_packed(exchange) else 6)


def content_type(headers: Iterable[tuple[bytes, bytes]]) -> str | None:
    """Return the Content-Type as served, of several the first; None where there is none."""
    return next((value.decode("latin-1").strip() for name, value in headers if name.lower() == b"content-type"), None)


def by_name(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return the headers by their names in lower case; repeated ones joined by ", " (RFC 9110, section 5.3)."""
    named: dict[str, str] = {}
    for name, value in headers:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1").strip()
        named[key] = f"{named[key]}, {text}" if key in named else text
    return named


def charset(headers: Mapping[str, str]) -> str | None:
    """Return the charset of the Content-Type, as served; None where it names none."""
    found = _CHARSET.search(headers.get("content-type", ""))
    return found[1] if found else None


def _came_packed(exchange: Exchange) -> bool:
    codings = (value.lower() for name, value in exchange.response_headers if name.lower() == b"content-encoding")
    return any(coding.strip().startswith(_PACKED) for coding in codings)


def _head(first: bytes, headers: tuple[tuple[bytes, bytes], ...], untrue: frozenset[bytes] = frozenset()) -> bytes:
    lines = [_one_line(first)]
    for name, value in headers:
        if name.lower() in _SECRET:
            continue
        if name.lower() in untrue:
            name = b"X-Crawler-" + name
        lines.append(b"%b: %b" % (_one_line(name), _one_line(value)))
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _one_line(text: bytes) -> bytes:
    return text.replace(b"\r", b" ").replace(b"\n", b" ")


def _member(headers: list[tuple[str, str]], block: tuple[bytes, ...], level: int) -> bytes:
    digest = hashlib.sha1(usedforsecurity=False)
    for part in block:
        digest.update(part)
    text = "".join(f"{name}: {value}\r\n" for name, value in headers)
    head = (
        f"WARC/1.1\r\n{text}WARC-Block-Digest: sha1:{base64.b32encode(digest.digest()).decode()}\r\n"
        f"Content-Length: {sum(map(len, block))}\r\n\r\n"
    )
    packer = zlib.compressobj(level, zlib.DEFLATED, *(_SMALL if sum(map(len, block)) <= _WINDOW else _LARGE))
    parts = [packer.compress(part) for part in (head.encode(), *block, b"\r\n\r\n")]
    return b"".join((*parts, packer.flush()))
