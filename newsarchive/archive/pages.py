"""The frontier: every address the archive knows of, what became of it, and when it is due again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from newsarchive.archive.hints import hints_json, instant, read_hints
from newsarchive.archive.looks import PageState
from newsarchive.archive.rows import insert
from newsarchive.archive.store import Archive
from newsarchive.items import Candidate
from newsarchive.times import utc_text
from newsarchive.urls import canonical, page_key

_COLUMNS = (
    "id, portal_id, url, kind, state, reason, fetched_at, next_visit_at, etag, last_modified, failures, published_at, "
    "modified_hint, article_id, hints"
)

_SEEN_NOW = (
    "o.state in ('stored', 'unchanged') and "
    "o.fetched_at >= (select max(started_at) from runs where portal_id = o.portal_id)"
)
"""That the portal's last run has seen an article at the page `o`."""


@dataclass(frozen=True, slots=True)
class Page:
    """An address of a portal. Times are ISO 8601 texts, UTC."""

    id: int
    portal_id: int
    url: str
    kind: str
    state: PageState
    reason: str | None
    fetched_at: str | None
    """When it was last asked for; None: never."""

    next_visit_at: str | None
    """When it is due again; None of a pending page: now; of any other: never."""

    etag: str | None
    last_modified: str | None
    failures: int
    """In a row; refusals count as well."""

    published_at: str | None
    """What feed, sitemap, listing or REST page said of the publication."""

    modified_hint: str | None
    """The last change that they told of."""

    article_id: int | None
    """The article that stands there."""

    hints: str | None
    """JSON of what the first candidate said: headline, source_id, language, authors, moments."""


def discover(archive: Archive, portal_id: int, candidates: Iterable[Candidate], *, at: datetime) -> int:
    """Note the addresses and who named them, and return how many are new.

    A page that was read becomes due when its candidate tells of a change later than the last look. An address that is
    none is left out. The caller commits.
    """
    archive.begin()
    db, now = archive.db.conn, utc_text(at)
    kept = (one for one in candidates if not archive.erased.holds_url(one.url)) if archive.erased else candidates
    with archive.faults():
        return sum(_discover(db, portal_id, candidate, now) for candidate in kept)


def _discover(db: sqlite3.Connection, portal_id: int, candidate: Candidate, now: str) -> bool:
    try:
        key = page_key(candidate.url)
    except ValueError:
        return False
    sql = (
        "select id, state, fetched_at, published_at, modified_hint from pages "
        "where portal_id = ? and kind = ? and key = ?"
    )
    known = db.execute(sql, (portal_id, candidate.kind, key)).fetchone()
    if known is None:
        page_id = _add(db, portal_id, candidate.kind, candidate, now)
    else:
        page_id = known[0]
        _renew(db, known, now, instant(candidate.published), instant(candidate.modified))
    db.execute("insert or ignore into discoveries values (?, ?, ?)", (page_id, candidate.source, now))
    return known is None


def _add(db: sqlite3.Connection, portal_id: int, kind: str, candidate: Candidate, now: str) -> int:
    published, modified = instant(candidate.published), instant(candidate.modified)
    row = {
        "portal_id": portal_id,
        "url": canonical(candidate.url),
        "key": page_key(candidate.url),
        "kind": kind,
        "discovered_at": now,
        "published_at": published,
        "modified_hint": modified,
        "sort_at": published or modified or now,
        "hints": hints_json(candidate),
    }
    return insert(db, "pages", row)


def _renew(db: sqlite3.Connection, known: Sequence[Any], now: str, published: str | None, modified: str | None) -> None:
    page_id, state, fetched_at, had_published, had_modified = known
    if published and not had_published:
        db.execute("update pages set published_at = ?, sort_at = ? where id = ?", (published, published, page_id))
    if modified and modified != had_modified:
        db.execute("update pages set modified_hint = ? where id = ?", (modified, page_id))
        later = fetched_at and modified > (had_modified or fetched_at)
        if later and state not in ("robots", "refused", "noarchive"):
            sql = "update pages set next_visit_at = ? where id = ? and (next_visit_at is null or next_visit_at > ?)"
            db.execute(sql, (now, page_id, now))


def hint_candidate(page: Page) -> Candidate | None:
    """Return the candidate that first told something of the page, from its `hints`; None where none did."""
    return read_hints(page.hints, page.url, page.kind) if page.hints is not None else None


def due(archive: Archive, portal_id: int, *, now: datetime, limit: int, exclude: Container[int] = ()) -> list[Page]:
    """Return at most `limit` articles' pages that are pending or due, newest first. `exclude`: ids under way."""
    found = sorted(_due(archive, portal_id, utc_text(now), limit, exclude), key=lambda item: item[0], reverse=True)
    return [page for _, page in found[:limit]]


def _due(archive: Archive, portal_id: int, now: str, limit: int, exclude: Container[int]) -> Iterator[tuple[str, Page]]:
    db = archive.db.conn
    select = f"select sort_at, {_COLUMNS} from pages where portal_id = ? and kind = 'article' and"
    for rows in (
        db.execute(f"{select} state = 'pending' order by sort_at desc, id", (portal_id,)),
        db.execute(f"{select} next_visit_at <= ? and state <> 'pending' order by sort_at desc, id", (portal_id, now)),
    ):
        left = limit
        for sort_at, *row in rows:
            if left and row[0] not in exclude:
                left -= 1
                yield sort_at, Page(*row)
            if not left:
                break


def page(archive: Archive, portal_id: int, url: str, *, kind: str, at: datetime | None = None) -> Page:
    """Return the page of an address; one that is new is added (discovered `at`, else at the start of the archive's
    session). Raises ValueError where the text is no http(s) address."""
    found = find(archive, portal_id, url, kind=kind)
    if found is None:
        archive.begin()
        with archive.faults():
            _add(archive.db.conn, portal_id, kind, Candidate(url, url), utc_text(at or archive.opened_at))
        found = find(archive, portal_id, url, kind=kind)
        assert found is not None
    return found


def find(archive: Archive, portal_id: int, url: str, *, kind: str) -> Page | None:
    """Return the page of an address; None where the archive does not know it."""
    sql = f"select {_COLUMNS} from pages where portal_id = ? and kind = ? and key = ?"
    row = archive.db.conn.execute(sql, (portal_id, kind, page_key(url))).fetchone()
    return row and Page(*row)


def fates(archive: Archive, portal_id: int, urls: Iterable[str]) -> tuple[int, int]:
    """Return how many articles stand at the addresses, seen at no other in the portal's last run, and how many were
    looked at in vain: no article, gone, a trap, or one more address of an article."""
    sql = f"""
        with named as (
            select id, state, reason, article_id from pages
            where portal_id = :portal and kind = 'article' and key in (select value from json_each(:keys))
        ), found as (
            select count(distinct article_id) as articles from named
            where state in ('stored', 'unchanged') and not exists (
                select 1 from pages o where o.article_id = named.article_id and o.id not in (select id from named)
                and {_SEEN_NOW}
            )
        )
        select articles, (
            select count(*) from named where article_id is not null or state in ('not-article', 'gone', 'redirect')
            or reason like 'trap:%'
        ) - articles from found
    """
    keys = json.dumps([page_key(url) for url in urls])
    found: tuple[int, int] = archive.db.conn.execute(sql, {"portal": portal_id, "keys": keys}).fetchone()
    return found


def is_copy(archive: Archive, page_id: int) -> bool:
    """Tell whether the article that an address shows stands at another one, or was seen at one in this run."""
    sql = f"""
        select state = 'alias' or exists (
            select 1 from pages o where o.article_id = pages.article_id and o.id <> pages.id and {_SEEN_NOW}
        ) from pages where id = :page
    """
    (found,) = archive.db.conn.execute(sql, {"page": page_id}).fetchone()
    return bool(found)


def unknown(archive: Archive, portal_id: int, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates whose addresses the archive does not know."""
    return [one for one in candidates if find(archive, portal_id, one.url, kind=one.kind) is None]


def fates_of_passing(archive: Archive, portal_id: int, source: str, lasting: Iterable[str]) -> tuple[int, int]:
    """Return of the last addresses that only this source named, and names no longer, how many brought an article found
    nowhere else, and how many were looked at in vain. `lasting`: what it names still."""
    sql = """
        with passing as (
            select id, state, reason, article_id from pages
            where portal_id = :portal and kind = 'article' and key not in (select value from json_each(:lasting))
            and (select group_concat(source) from discoveries where page_id = pages.id) = :source
            order by id desc limit 300
        ), found as (
            select count(distinct article_id) as articles from passing where not exists (
                select 1 from pages o join discoveries d on d.page_id = o.id
                where o.article_id = passing.article_id and o.id not in (select id from passing)
            )
        )
        select articles, (
            select count(*) from passing where article_id is not null or state in ('not-article', 'gone', 'redirect')
            or reason like 'trap:%'
        ) - articles from found
    """
    keys = json.dumps([page_key(url) for url in lasting])
    told = {"portal": portal_id, "source": source, "lasting": keys}
    found: tuple[int, int] = archive.db.conn.execute(sql, told).fetchone()
    return found


def looks_in_part(archive: Archive, page: Page) -> int:
    """Return how many of the last looks in a row found the thread of a page incomplete."""
    sql = (
        "select count(*) from visits where page_id = :page and comments_complete = 0 and id > "
        "(select coalesce(max(id), 0) from visits where page_id = :page and comments_complete = 1)"
    )
    (found,) = archive.db.conn.execute(sql, {"page": page.id}).fetchone()
    return int(found)


def named_by(archive: Archive, page: Page) -> list[str]:
    """Return the addresses that name the page; "argument" is the user."""
    sql = "select source from discoveries where page_id = ? order by source"
    return [source for (source,) in archive.db.conn.execute(sql, (page.id,))]


def sources_of(archive: Archive, page: Page) -> tuple[str, ...]:
    """Return the feeds and sitemaps that name the page; none where anything else names it, too."""
    found = named_by(archive, page)
    known = (url != "argument" and _is_source(archive, page.portal_id, url) for url in found)
    return tuple(found) if all(known) else ()


def _is_source(archive: Archive, portal_id: int, url: str) -> bool:
    return any(find(archive, portal_id, url, kind=kind) is not None for kind in ("sitemap", "feed"))


def all_known(archive: Archive, portal_id: int) -> Iterator[Page]:
    """Yield every article's page, newest first, whatever its schedule says; those that may not be asked for (robots,
    refused, noarchive) come too: rules change."""
    db = archive.db.conn
    sql = "select id from pages where portal_id = ? and kind = 'article' order by sort_at desc, id"
    # The ids first: what is stored meanwhile must not disturb the walk, and a million pages must not lie in memory.
    for (page_id,) in db.execute(sql, (portal_id,)).fetchall():
        yield Page(*db.execute(f"select {_COLUMNS} from pages where id = ?", (page_id,)).fetchone())
