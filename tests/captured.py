"""Captures as another tool would leave them, for the tests of importing."""

import gzip
import uuid
from pathlib import Path

from newsarchive.archive.store import open_archive
from newsarchive.captures.elsewhere import captured
from newsarchive.importing import import_captures

BASE = "https://news.example.org"


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


TEXT = [
    "The harbour of Brelin was closed on Monday after a crane lost its load.",
    "Nobody was hurt, the master of the port said, and the quay will open again within the week.",
    "Three ships wait outside; a fourth has turned for Korsund.",
]


def page(headline: str, *paragraphs: str, head: str = "", below: str = "") -> bytes:
    """Return the HTML of a small article."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html lang=en><head><title>{headline} - Example News</title><meta property=og:type content=article>"
        f"<meta property=article:published_time content='2020-03-02T10:00:00+01:00'>{head}</head><body>"
        f"<main><article><h1>{headline}</h1><div class=entry-content>{body}</div>{below}</article></main></body></html>"
    ).encode()


def warc(path: Path, *answers: tuple[str, str, bytes], kind: str = "text/html; charset=utf-8", **headers: str) -> Path:
    """Write a WARC of another tool: each answer is address, date and body."""
    told = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    records = [record("warcinfo", "2020-01-01T00:00:00Z", b"software: another tool\r\n")]
    for url, date, body in answers:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{told}\r\n".encode()
        records.append(record("response", date, head + body, f"WARC-Target-URI: {url}\r\n"))
    path.write_bytes(b"".join(gzip.compress(one, mtime=0) if path.suffix == ".gz" else one for one in records))
    return path


def record(kind: str, date: str, block: bytes, more: str = "") -> bytes:
    """Return a WARC 1.0 record."""
    http = "application/http; msgtype=response" if kind == "response" else "application/warc-fields"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{uuid.uuid4()}>\r\nWARC-Date: {date}\r\n"
        f"{more}Content-Type: {http}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def outcomes(archive: Path, source: Path, **more: str) -> list[tuple[str, str]]:
    """Import and return what became of each page, addresses without the host."""
    with captured(source) as found, open_archive(archive, write=True) as opened:
        return [(url.removeprefix(BASE), what) for url, what in import_captures(opened, found, **more)]
