"""CDXJ: the index by which a replay tool finds a capture, compressed in blocks (ZipNum) beside its own index.

Format: "Web Archive Collection Zipped (WACZ) 1.1.1", section 5.2; the key is SURT, as pywb 2.10 makes it.
"""

import gzip
import hashlib
import re
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

import orjson

from newsarchive.urls import DEFAULT_PORTS

LINES = 1024
"""Lines a block of the compressed index, as pywb and ReplayWeb.page write it."""

_CAPTURES = """
select url, fetched_at, status, content_type, sha256, refers_to, warc_file, warc_offset, warc_length
from captures
where warc_file is not null and sha256 <> 'erased'
order by id
"""
_WWW = re.compile(r"^www\d*\.")
_BLANK = re.compile(r"\s")


def surt(url: str) -> str:
    """Return the sort-friendly form of an address: "com,example)/path?a=1&b=2", lower case, parameters sorted.

    What is no address at all ("http://[oops/", a port of 99999) stands as it is, without blanks.
    """
    try:
        parts = urlsplit(_BLANK.sub("%20", url.lower()))
        host, port = _WWW.sub("", parts.hostname or ""), parts.port
    except ValueError:
        return _BLANK.sub("%20", url.lower())
    told_port = f":{port}" if port and port != DEFAULT_PORTS.get(parts.scheme) else ""
    path = parts.path.rstrip("/") or "/"
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return f"{_by_rank(host)}{told_port}){path}" + (f"?{query}" if query else "")


def _by_rank(host: str) -> str:
    """Return the host's labels, the last first; an address of IPv6 as it is."""
    if ":" in host:
        return host
    with suppress(UnicodeError):  # an empty label, or one of more than 63 characters: foreign files hold them
        host = host.encode("idna").decode()
    return ",".join(reversed(host.split(".")))


def lines(db: sqlite3.Connection) -> list[bytes]:
    """Return one line a capture, sorted: key, 14-digit time in UTC, and where the record lies."""
    return sorted(_line(*row) for row in db.execute(_CAPTURES))


def _line(
    url: str,
    at: str,
    status: int,
    mime: str | None,
    sha256: str,
    refers_to: int | None,
    file: str,
    offset: int,
    size: int,
) -> bytes:
    told: dict[str, Any] = {
        "url": url,
        "mime": "warc/revisit" if refers_to is not None else (mime or "unk").partition(";")[0].strip(),
        "status": str(status),
        "digest": f"sha256:{sha256}",
        "length": str(size),
        "offset": str(offset),
        "filename": file,
    }
    return f"{surt(url)} {re.sub(r'[^0-9]', '', at)[:14]} ".encode() + orjson.dumps(told) + b"\n"


def compressed(sorted_lines: Iterable[bytes]) -> tuple[bytes, bytes]:
    """Return index.cdx.gz (a gzip member a block) and index.idx (the first key of each block and its place)."""
    packed, index = b"", b'!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}\n'
    left = iter(sorted_lines)
    while block := list(islice(left, LINES)):
        member = gzip.compress(b"".join(block), mtime=0)
        key = block[0].partition(b" {")[0]
        place = {"offset": len(packed), "length": len(member), "digest": f"sha256:{hashlib.sha256(member).hexdigest()}"}
        index += key + b" " + orjson.dumps(place) + b"\n"
        packed += member
    return packed, index
