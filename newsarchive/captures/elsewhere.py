"""Captures made elsewhere, found in the files of other tools: WARC 1.0 and 1.1, alone, in a folder or in a WACZ.

Nothing is read but where each page lies: from the index (CDX, CDXJ) that a folder brings, else from the WARC itself.
"""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed

from newsarchive import urls
from newsarchive.captures import cdx
from newsarchive.captures.records import Exchange
from newsarchive.errors import UsageMistake
from newsarchive.times import utc_text

_MAX_BODY = 16 << 20
"""Bytes of a body, as in a crawl."""

_HTML = ("text/html", "application/xhtml+xml")
_WARCS = ("*.warc", "*.warc.gz")
_BAD_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)
"""What zipfile raises: a RuntimeError of an encrypted package, or one packed in a way that it does not know."""

_BAD_WARC = (ArchiveLoadFailed, AttributeError)
"""What warcio raises where a record is damaged: an AttributeError where a header that it looks into is not there."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a record lies; sorts by the moment of the capture, within a second as the file has them."""

    at: str
    file: Path
    offset: int
    url: str


@dataclass(frozen=True, slots=True)
class Captured:
    """The pages of a source, in the order of their dates."""

    places: tuple[Place, ...]
    by_page: Mapping[str, list[Place]] = field(default_factory=dict)
    """The same by `page_key`."""


@contextmanager
def captured(source: Path) -> Iterator[Captured]:
    """Yield where the pages of a WARC file, a folder of them or a WACZ lie; a WACZ is unpacked as long as it is needed.

    Raises UsageMistake where the source holds no WARC.
    """
    with _files(source) as files:
        with redirect_stderr(StringIO()):  # warcio writes there what it forgives; what it does not is raised
            # A set: two indexes may list one.
            places = tuple(sorted({place for file in files for place in _places(file, source)}))
        by_page: dict[str, list[Place]] = {}
        for place in places:
            by_page.setdefault(urls.page_key(place.url), []).append(place)
        yield Captured(places, by_page)


@contextmanager
def _files(source: Path) -> Iterator[list[Path | list[Place]]]:
    """Yield the source's WARC files to be read, and what its indexes name instead of those that they list."""
    if zipfile.is_zipfile(source):
        with tempfile.TemporaryDirectory() as folder:
            yield _some([*_unpacked(source, Path(folder))], source)
    elif source.is_dir():
        yield _some(_of_folder(source), source)
    elif source.is_file():
        yield [source]
    else:
        raise UsageMistake(f"no such file or folder: {source}")


def _unpacked(source: Path, folder: Path) -> Iterator[Path]:
    try:
        with zipfile.ZipFile(source) as package:
            names = [name for name in package.namelist() if name.endswith((".warc", ".warc.gz"))]
            for number, name in enumerate(sorted(names)):
                file = folder / f"{number}{'.warc.gz' if name.endswith('.gz') else '.warc'}"
                with package.open(name) as packed, file.open("wb") as out:
                    while block := packed.read(1 << 20):
                        out.write(block)
                yield file
    except (*_BAD_ZIP, OSError) as error:
        raise UsageMistake(f"{source} cannot be unpacked: {error}") from None


def _of_folder(source: Path) -> list[Path | list[Place]]:
    files = {file.name: file for pattern in _WARCS for file in sorted(source.rglob(pattern))}
    listed: set[str] = set()
    indexed: list[Place] = []
    for line in cdx.listed(source):
        if line.file not in files:
            raise UsageMistake(f"{line.index} names {line.file}, which {source} does not hold")
        listed.add(line.file)
        if line.status == "200" and line.mime in _HTML and (at := _moment(line.at)) and urls.absolute(line.url, ""):
            indexed.append(Place(at, files[line.file], line.offset, line.url))
    whole: list[Path | list[Place]] = [file for name, file in files.items() if name not in listed]
    return [*whole, indexed] if listed else whole


def _some(files: list[Path | list[Place]], source: Path) -> list[Path | list[Place]]:
    if not files:
        raise UsageMistake(f"{source} holds no .warc or .warc.gz file")
    return files


def _places(file: Path | list[Place], source: Path) -> Iterator[Place]:
    """Yield where the answers of the file lie that can hold an article."""
    if isinstance(file, list):
        yield from file
        return
    named = file if file.is_relative_to(source) else source  # nobody knows the name under which it was unpacked
    found = False
    try:
        with file.open("rb") as stream:
            records = ArchiveIterator(stream)
            for record in records:
                found = True
                if _is_page(record):
                    headers = record.rec_headers
                    at = _moment(headers.get_header("WARC-Date"))
                    if at is not None:
                        yield Place(at, file, records.get_record_offset(), headers.get_header("WARC-Target-URI"))
    except _BAD_WARC as error:
        raise UsageMistake(f"{named} is no WARC file, or damaged: {_said(error)}") from None
    if not found:
        raise UsageMistake(f"{named} is no WARC file: it holds no record")


def _said(error: Exception) -> str:
    """Return the error in one short line: warcio's have several, or quote what should have been one."""
    return " ".join(str(error).split())[:100]


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or not record.http_headers:
        return False
    kind = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    return record.http_headers.get_statuscode() == "200" and kind in _HTML and urls.absolute(url, url) is not None


def _moment(text: str | None) -> str | None:
    try:
        return utc_text(datetime.fromisoformat(text or "").astimezone(UTC))
    except ValueError:
        return None


def exchange(place: Place, kind: str = "page") -> Exchange | None:
    """Return the answer at the place; None where no page lies there, or one longer than a page may be.

    Raises UsageMistake where the place holds no record.
    """
    try:
        with place.file.open("rb") as stream, redirect_stderr(StringIO()):
            stream.seek(place.offset)
            record = next(iter(ArchiveIterator(stream)), None)
            if record is None or not _is_page(record):
                return None
            body = _body(record)
    except _BAD_WARC as error:
        raise UsageMistake(f"{place.file} holds no record at {place.offset}: {_said(error)}") from None
    if len(body) > _MAX_BODY:
        return None
    headers = tuple(
        (name.encode("latin-1", "replace"), value.encode("latin-1", "replace"))
        for name, value in record.http_headers.headers
        if name.lower() != "transfer-encoding"
    )
    return Exchange(
        kind=kind,
        url=place.url,
        fetched_at=datetime.fromisoformat(place.at),
        method="GET",
        request_headers=(),
        status=200,
        reason=(record.http_headers.statusline.partition(" ")[2]) or "OK",
        response_headers=headers,
        body=body,
        ip=record.rec_headers.get_header("WARC-IP-Address"),
        is_cut=record.rec_headers.get_header("WARC-Truncated") is not None,
    )


def _body(record: Any) -> bytes:
    """Return the body without its chunks, cut behind what a page may have."""
    is_chunked = "chunked" in (record.http_headers.get_header("Transfer-Encoding") or "").lower()
    source = ChunkedDataReader(record.raw_stream, decomp_type=None) if is_chunked else record.raw_stream
    body = bytes(source.read(_MAX_BODY + 1))
    while block := source.read(_MAX_BODY + 1 - len(body)):
        body += block
    return body
