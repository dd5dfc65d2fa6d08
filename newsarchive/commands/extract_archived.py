"""An address of the archive → the captures of its last whole visit, read again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsarchive import urls
from newsarchive.archive.store import Archive, open_archive
from newsarchive.captures import CaptureReader
from newsarchive.captures.decoding import Undecodable
from newsarchive.captures.reader import StoredResponse
from newsarchive.errors import DamagedArchive, UsageMistake
from newsarchive.extract import (
    Part,
    extract,
    merge,
    read_ghost_comments,
    read_isso,
    read_wordpress_comments,
    read_wordpress_post,
)
from newsarchive.items import Article

_CAPTURES = """
select c.kind, c.record_id, c.warc_file, c.warc_offset, c.warc_length, portals.timezone
from captures c
join visits on visits.id = c.visit_id
join pages on pages.id = visits.page_id
join portals on portals.id = pages.portal_id
where c.status = 200
and c.visit_id = (
    select max(page.visit_id)
    from captures page
    join visits v on v.id = page.visit_id
    join pages p on p.id = v.page_id
    where page.kind = 'page' and page.status = 200 and (p.url in (:slash, :bare) or page.url in (:slash, :bare))
)
order by c.id
"""
_HTML_KINDS = frozenset(("further-page", "comment-page", "fragment"))


@dataclass(frozen=True, slots=True)
class Visited:
    """The responses of one visit, the page first."""

    page: StoredResponse
    others: tuple[tuple[str, StoredResponse], ...]
    """Kind and response."""

    timezone: str | None


def last_visit(path: Path, url: str) -> Visited:
    """Return the responses of the newest visit that has the page itself.

    Raises UsageMistake where the archive has no capture of the address, and what `open_archive` raises.
    """
    with closing(open_archive(path)) as archive:
        rows = _rows(archive, url)
        reader = archive.reader
        found = [(row["kind"], _response(reader, row)) for row in rows]
    pages = [response for kind, response in found if kind == "page"]
    if not pages:
        raise UsageMistake(f"{path} holds no capture of {url}")
    others = tuple((kind, response) for kind, response in found if kind != "page")
    return Visited(pages[-1], others, rows[0]["timezone"])


def _rows(archive: Archive, url: str) -> list[dict[str, Any]]:
    try:
        bare = urls.canonical(url).rstrip("/")
    except ValueError as error:
        raise UsageMistake(f"'{url[:80]}' is no address") from error
    return list(archive.db.query(_CAPTURES, {"bare": bare, "slash": f"{bare}/"}))


def _response(reader: CaptureReader, row: dict[str, Any]) -> StoredResponse:
    try:
        return reader.response(row)
    except Undecodable as error:
        raise DamagedArchive(f"damaged archive: {row['record_id']} in {row['warc_file']}: {error}") from error


def read_visit(visit: Visited) -> Article:
    """Return the article that the responses of a visit tell together."""
    page = _read(visit.page, visit.timezone)
    return merge([Part("page", page), *_parts(visit, page)])


def _parts(visit: Visited, page: Article) -> Iterator[Part]:
    url = visit.page.url
    comments = [response for kind, response in visit.others if kind == "rest-comments"]
    for kind, response in visit.others:
        if kind in _HTML_KINDS:
            yield Part(kind, _read(response, visit.timezone))
        elif kind == "rest":
            record = read_wordpress_post(response.body, url, fetched_at=response.fetched_at)
            if record is not None:
                yield Part(kind, record)
        elif kind == "comments-json":
            is_ghost = page.comment_system is not None and page.comment_system.name == "ghost"
            reader = read_ghost_comments if is_ghost else read_isso
            yield Part(kind, reader(response.body, url, fetched_at=response.fetched_at))
    if comments:
        bodies = [response.body for response in comments]
        yield Part("rest-comments", read_wordpress_comments(bodies, url, fetched_at=comments[0].fetched_at))


def _read(response: StoredResponse, timezone: str | None) -> Article:
    return extract(
        response.body,
        response.url,
        fetched_at=response.fetched_at,
        encoding=response.encoding,
        timezone=timezone,
    )
