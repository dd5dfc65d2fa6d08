"""Where the page of `newsarchive extract` and `explain` comes from."""

from __future__ import annotations

import codecs
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from newsarchive import urls
from newsarchive.commands.extract_manifest import no_page, read_page
from newsarchive.errors import UsageMistake
from newsarchive.extract.article import DEFAULT_FETCHED_AT
from newsarchive.extract.document import Document
from newsarchive.extract.page import Page
from newsarchive.times import parse_moment

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Source:
    """A page with what reading it needs."""

    html: bytes
    url: str
    fetched_at: datetime
    encoding: str | None = None


def read_time(text: str | None) -> datetime:
    """Return the moment of --fetched-at, aware; UTC where it names no zone. Raises UsageMistake."""
    if text is None:
        return DEFAULT_FETCHED_AT
    moment = parse_moment(text, fetched_at=_NEVER)
    if moment is None or moment.local is None or moment.estimated:
        raise UsageMistake(f"--fetched-at wants a time such as 2026-11-01T12:00:00Z, not '{text[:40]}'")
    return moment.utc or moment.local.replace(tzinfo=UTC)


def is_address(source: str) -> bool:
    """Tell whether the source names a page by its address."""
    return source.startswith(("http://", "https://"))


def load(source: str, url: str | None, fetched_at: datetime, encoding: str | None) -> Source:
    """Return the page of a file or, for "-", of standard input. Raises UsageMistake where it cannot be read.

    Without `url` the page's own canonical link counts, else the file's address, against which nothing resolves.
    """
    if encoding is not None:
        _check_encoding(encoding)
    if source == "-":
        html, own = sys.stdin.buffer.read(), "file:///dev/stdin"
    else:
        path = Path(source)
        try:
            html, own = read_page(path), path.resolve().as_uri()
        except OSError as error:
            raise UsageMistake(f"cannot read {source}: {error.strerror or error}") from error
    if why := no_page(html, encoding):
        raise UsageMistake(f"cannot read {source}: {why}")
    return Source(html, _address(url, html, own), fetched_at, encoding)


def _check_encoding(encoding: str) -> None:
    try:
        codecs.lookup(encoding)
    except (LookupError, ValueError) as error:
        raise UsageMistake(f"no encoding named '{encoding[:40]}'") from error


def _address(url: str | None, html: bytes, own: str) -> str:
    if url is None:
        return Page(Document.parse(html, own)).canonical or own
    try:
        urls.canonical(url)
    except ValueError as error:
        raise UsageMistake(f"--url wants an absolute http(s) address, not '{url[:80]}'") from error
    return url
