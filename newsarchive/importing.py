"""Captures made elsewhere (CC-NEWS, Browsertrix, wget) become articles of the archive, under their original dates.

Reads WARC 1.0 and 1.1, plain or gzip, alone, in a folder, or in a WACZ. Records are taken in the order of their dates,
so that versions come in the order in which the portal showed them.
"""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed

from newsarchive import urls
from newsarchive.archive import pages
from newsarchive.archive.store import Archive, Visit
from newsarchive.captures import Exchange
from newsarchive.captures.decoding import Undecodable
from newsarchive.crawl import reading
from newsarchive.crawl.directives import reserved
from newsarchive.crawl.normalising import normalise
from newsarchive.errors import UsageMistake
from newsarchive.extract import Part, merge
from newsarchive.items import Reading
from newsarchive.times import utc_text

_MAX_BODY = 16 << 20
"""Bytes of a body, as in a crawl."""

_HTML = ("text/html", "application/xhtml+xml")
_COMMIT = 50
_WARCS = ("*.warc", "*.warc.gz")
_CHARSET = "charset="
_PART = re.compile(r"/(?:comment-page-)?[2-9]\d*/?$|/comment-page-1/?$")
"""WordPress's further pages of an article and of its thread (WP 6.8, wp-includes/link-template.php)."""
_ONE_LOOK = timedelta(days=1)
"""Captures of an article's pages that lie no further apart are one look at it."""


@dataclass(frozen=True, slots=True, order=True)
class _Place:
    """Where a record lies; sorts by the moment of the capture, within a second as the file has them."""

    at: str
    file: Path
    offset: int
    url: str


def import_captures(archive: Archive, source: Path, *, portal: str | None = None) -> Iterator[tuple[str, str]]:
    """Import the pages of a WARC file, a folder of them or a WACZ; yield the address and what became of each.

    What becomes of a page: new, changed, same; `known`: this very capture is in the archive; `older`: the archive has
    looked later, so the capture is kept as evidence and the article stands; else the reason why it is no article.
    `portal`: name of the portal; None: by host. Raises UsageMistake where the source holds no WARC.
    """
    with _warcs(source) as files:
        places = sorted(place for file in files for place in _places(file))
        index: dict[str, list[_Place]] = {}
        for place in places:
            index.setdefault(urls.page_key(place.url), []).append(place)
        for place in places:
            exchange = None if _is_part(place, index) else _exchange(place)
            if exchange is not None:
                yield exchange.url, _import(archive, exchange, portal, index)
            if archive.pending >= _COMMIT:
                archive.commit()
    archive.commit()


@contextmanager
def _warcs(source: Path) -> Iterator[list[Path]]:
    """Yield the WARC files of the source; those of a WACZ are unpacked for as long as they are needed."""
    if zipfile.is_zipfile(source):
        with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(source) as package:
            names = [name for name in package.namelist() if name.endswith((".warc", ".warc.gz"))]
            files = []
            for number, name in enumerate(sorted(names)):
                file = Path(folder) / f"{number}{'.warc.gz' if name.endswith('.gz') else '.warc'}"
                with package.open(name) as packed, file.open("wb") as out:
                    while block := packed.read(1 << 20):
                        out.write(block)
                files.append(file)
            yield _some(files, source)
    elif source.is_dir():
        yield _some(sorted(file for pattern in _WARCS for file in source.rglob(pattern)), source)
    elif source.is_file():
        yield [source]
    else:
        raise UsageMistake(f"no such file or folder: {source}")


def _some(files: list[Path], source: Path) -> list[Path]:
    if not files:
        raise UsageMistake(f"{source} holds no .warc or .warc.gz file")
    return files


def _places(file: Path) -> Iterator[_Place]:
    """Yield where the answers of the file lie that can hold an article."""
    try:
        with file.open("rb") as stream:
            records = ArchiveIterator(stream)
            for record in records:
                if record.rec_type == "response" and record.http_headers and _is_page(record):
                    headers = record.rec_headers
                    at = _moment(headers.get_header("WARC-Date"))
                    if at is not None:
                        yield _Place(at, file, records.get_record_offset(), headers.get_header("WARC-Target-URI"))
    except ArchiveLoadFailed as error:
        raise UsageMistake(f"{file} is no WARC file, or damaged: {error}") from None


def _is_page(record: Any) -> bool:
    kind = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    return record.http_headers.get_statuscode() == "200" and kind in _HTML and urls.absolute(url, url) is not None


def _moment(text: str | None) -> str | None:
    try:
        return utc_text(datetime.fromisoformat(text or "").astimezone(UTC))
    except ValueError:
        return None


def _is_part(place: _Place, index: Mapping[str, list[_Place]]) -> bool:
    """Tell whether the address is a further page of an article that was captured as well."""
    whole = _PART.sub("/", place.url)
    return whole != place.url and urls.page_key(whole) in index


def _exchange(place: _Place, kind: str = "page") -> Exchange | None:
    """Return the answer at the place; None where it is longer than a page may be."""
    with place.file.open("rb") as stream:
        stream.seek(place.offset)
        record = next(iter(ArchiveIterator(stream)))
        is_chunked = "chunked" in (record.http_headers.get_header("Transfer-Encoding") or "").lower()
        source = ChunkedDataReader(record.raw_stream, decomp_type=None) if is_chunked else record.raw_stream
        body = source.read(_MAX_BODY + 1)
        while block := source.read(_MAX_BODY + 1 - len(body)):
            body += block
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
    )


def _import(archive: Archive, exchange: Exchange, portal: str | None, index: Mapping[str, list[_Place]]) -> str:
    if _is_known(archive, exchange):
        return "known"
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in exchange.response_headers}
    if why := reserved(headers):
        return why
    portal_id, timezone = _portal(archive, exchange.url, portal)
    try:
        found = reading.page(_served(exchange), timezone)
    except Undecodable as error:
        return str(error)
    if why := reserved({}, found.directives):
        return why
    if not found.is_article:
        return found.reason or "no article"
    others, parts = [], [Part("page", found.article)]
    for other in _others(found, exchange, index):
        with suppress(Undecodable):
            parts.append(Part(other.kind, reading.page(_served(other), timezone).article))
            others.append(other)
    article = normalise(merge(parts))
    page = pages.page(archive, portal_id, article.url, kind="article", at=exchange.fetched_at)
    visit = Visit(
        page_id=page.id,
        run_id=None,
        portal_id=portal_id,
        at=exchange.fetched_at,
        state="stored",
        captures=tuple(archive.captures.write(one) for one in (exchange, *others)),
        article=article,
        next_visit_at=datetime.now(UTC),
    )
    if page.fetched_at is not None and page.fetched_at > utc_text(exchange.fetched_at):
        archive.save_evidence(visit)
        return "older"
    return archive.save(visit)


def _served(exchange: Exchange) -> reading.Served:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in exchange.response_headers}
    encoding = headers.get("content-encoding")
    return reading.Served(exchange.url, exchange.body, exchange.fetched_at, encoding, _charset(headers))


def _others(found: Reading, exchange: Exchange, index: Mapping[str, list[_Place]]) -> Iterator[Exchange]:
    """Yield the captures of the article's further pages and of its thread that belong to the same look."""
    wanted = [("further-page", url) for url in found.further_pages]
    wanted += [("comment-page", url) for url in found.comment_pages]
    for kind, url in wanted:
        near = [
            (abs(datetime.fromisoformat(place.at) - exchange.fetched_at), place)
            for place in index.get(urls.page_key(url), ())
        ]
        distance, place = min(near, default=(_ONE_LOOK, None))
        if place is not None and distance < _ONE_LOOK and not urls.same_page(url, exchange.url):
            other = _exchange(place, kind)
            if other is not None:
                yield other


def _charset(headers: Mapping[str, str]) -> str | None:
    value = headers.get("content-type", "").lower()
    return value.partition(_CHARSET)[2].partition(";")[0].strip(" \"'") or None if _CHARSET in value else None


def _is_known(archive: Archive, exchange: Exchange) -> bool:
    sql = "select 1 from captures where url = ? and fetched_at = ? limit 1"
    return archive.db.execute(sql, [exchange.url, utc_text(exchange.fetched_at)]).fetchone() is not None


def _portal(archive: Archive, url: str, name: str | None) -> tuple[int, str | None]:
    """Return id and time zone of the portal of an address: the named one, the one at this host, or a new one."""
    for row in archive.db.query("select id, name, url, timezone from portals order by id"):
        if row["name"] == name or (name is None and urls.same_host(row["url"], url)):
            return row["id"], row["timezone"]
    return archive.portal(name or urls.host_label(url), url=urls.origin(url) + "/"), None
