"""Today's extractor over yesterday's captures: each article's last visit read again, without the network.

A visit is rebuilt from its captures, which know their kind, and from the hint that was kept with it, and goes through
the same functions as in a crawl. What differs is stored as a version whose `cause` is `extractor`.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any

from newsarchive.archive.articles import Outcome, Stored, store_article
from newsarchive.archive.content import extractor
from newsarchive.archive.hints import read_hints
from newsarchive.archive.looks import Look
from newsarchive.archive.rows import one_row
from newsarchive.archive.store import Archive
from newsarchive.captures import WHOLE
from newsarchive.captures.decoding import Undecodable
from newsarchive.crawl import reading
from newsarchive.crawl.normalising import normalise
from newsarchive.crawl.reading import Served
from newsarchive.errors import DamagedArchive
from newsarchive.extract import Part, hint, merge
from newsarchive.items import Article, Candidate

logger = logging.getLogger(__name__)

_BATCH = 200
"""Visits a transaction, and in work at a time."""

# Looks at the article's own address: another address may show the same text, but is another page.
_LAST_VISITS = """
select v.id, v.page_id, v.at, v.article_id, v.rules, v.hint, v.comments_complete, p.url, a.portal_id, s.timezone
from visits v
join pages p on p.id = v.page_id
join articles a on a.id = v.article_id
join portals s on s.id = a.portal_id
where v.id = (
        select max(w.id)
        from visits w
        join pages q on q.id = w.page_id
        where w.article_id = a.id and q.url = a.url and w.outcome in ('new', 'changed', 'same')
            and exists (select 1 from captures k where k.visit_id = w.id)
    )
    and (:portal is null or s.name = :portal)
    and (:since is null or v.at >= :since)
order by v.id
"""

_CAPTURES = f"""
select * from captures where visit_id = :visit and status in {WHOLE} order by id
"""

# A page that answered 304 is the one that an earlier visit captured.
_EARLIER_PAGE = f"""
select k.* from captures k
join visits v on v.id = k.visit_id
where v.page_id = :page and v.id < :visit and k.kind = 'page' and k.status in {WHOLE}
order by k.id desc
limit 1
"""


Difference = tuple[str, str | None, str | None]

_COLUMNS = (
    "canonical_url", "source_id", "language", "modified_at", "modified_raw", "access", "access_evidence",
    "comments_claimed", "comments_note", "comment_system", "status", "quality_flags",
)  # fmt: skip
_LISTS = {
    "related_links": "kind, text, url, flag",
    "live_entries": "headline, text, published_at",
    "alternates": "language, url",
}
"""What no version tells, but a better extractor may read otherwise."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A visit as its captures give it: what a worker needs to read it again."""

    parts: tuple[tuple[str, Served], ...]
    """Kind and response, the page first."""

    hint: Candidate | None
    timezone: str | None
    rules: str | None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one article."""

    url: str
    outcome: Outcome
    changes: tuple[Difference, ...] = ()
    """Kind, old and new text of each difference: those of a version, then columns and tables beside it, then the
    thread's in a sentence."""

    fault: str | None = None
    """Why the visit could not be read again; None: it was."""


def reextract(
    archive: Archive, *, portal: str | None = None, since: str | None = None, dry_run: bool = False, jobs: int = 1
) -> Iterator[Result]:
    """Read the last visit of each article again and yield what came of it, in the order of the visits.

    `since`: visits from that moment on (ISO 8601, UTC). `dry_run`: nothing is stored. The archive must be open for
    writing. It can be stopped at any time: what is stored is committed batch by batch, and a second run finds it equal.
    """
    visits = list(archive.db.query(_LAST_VISITS, {"portal": portal, "since": since}))
    left = iter(visits)
    with ProcessPoolExecutor(jobs) as pool:
        while batch := list(islice(left, _BATCH)):
            yield from _batch(archive, pool, batch, dry_run)


def _batch(
    archive: Archive, pool: ProcessPoolExecutor, visits: list[dict[str, Any]], dry_run: bool
) -> Iterable[Result]:
    rebuilt = [rebuild(archive, visit) for visit in visits]
    waiting = [one if isinstance(one, str) else pool.submit(read_again, one) for one in rebuilt]
    results = []
    archive.begin()
    for visit, future in zip(visits, waiting, strict=True):
        read = future if isinstance(future, str) else future.result()
        if isinstance(read, str):
            results.append(Result(visit["url"], "none", fault=read))
        else:
            results.append(_store(archive, visit, read))
    if dry_run:
        archive.db.conn.rollback()
    else:
        archive.commit()
    return results


def rebuild(archive: Archive, visit: Mapping[str, Any]) -> Rebuilt | str:
    """Return the visit as its captures give it, or why they do not."""
    rows = list(archive.db.query(_CAPTURES, {"visit": visit["id"]}))
    pages = [row for row in rows if row["kind"] == "page"]
    if not pages:
        pages = list(archive.db.query(_EARLIER_PAGE, {"visit": visit["id"], "page": visit["page_id"]}))
    if not pages:
        return "no capture of the page"
    others = [row for row in rows if row["kind"] != "page"]
    try:
        parts = tuple((row["kind"], Served.stored(archive.reader.response(row))) for row in (pages[-1], *others))
    except (DamagedArchive, Undecodable) as error:
        return str(error)
    if any(served.is_cut for _, served in parts[1:]):
        return "only the beginning of a further page was kept"
    told = read_hints(visit["hint"], visit["url"]) if visit["hint"] else None
    return Rebuilt(parts, told, visit["timezone"], visit["rules"])


def read_again(visit: Rebuilt) -> Article | str:
    """Return the article of the visit, or why it is none any more. Pure; runs in a worker process."""
    try:
        return _read(visit)
    except Undecodable as error:
        return str(error)


def _read(visit: Rebuilt) -> Article | str:
    (_, served), *others = visit.parts
    found = reading.page(served, visit.timezone, visit.rules)
    if not found.is_article:
        return f"now read as no article: {found.reason}"
    # Captures stand in the order in which the answers came; the text goes in the order that the page names.
    order = {url: n for n, url in enumerate((*found.delayed_parts, *found.further_pages, *found.comment_pages))}
    others.sort(key=lambda part: order.get(part[1].url, len(order)))
    parts = [Part("page", found.article)]
    for kind, other in others:
        if kind in ("fragment", "further-page", "comment-page"):
            parts.append(Part(kind, reading.part(other, visit.timezone, visit.rules).article))
        elif kind == "rest":
            record = reading.rest_record(other)
            parts += [Part(kind, record)] if record else []
    threads = [other for kind, other in others if kind == "comments-json"]
    system = found.article.comment_system
    if threads and system is not None and system.name in reading.THREADS:
        parts.append(Part("comments-json", reading.THREADS[system.name](threads)[0]))
    lists = [other for kind, other in others if kind == "rest-comments"]
    parts += [Part("rest-comments", reading.rest_comments(lists))] if lists else []
    parts += [hint(visit.hint)] if visit.hint else []
    return normalise(merge(parts))


def _store(archive: Archive, visit: Mapping[str, Any], article: Article) -> Result:
    """Store what was read again as a look at the moment of the visit; only what differs leaves rows."""
    db = archive.db.conn
    (last_id,) = db.execute("select coalesce(max(id), 0) from changes").fetchone()
    before = told(db, visit["article_id"])
    page = "select id from captures where visit_id = ? and kind = 'page' order by id desc limit 1"
    capture = db.execute(page, [visit["id"]]).fetchone()
    look = Look(
        portal_id=visit["portal_id"],
        at=visit["at"],
        article=article,
        capture_id=capture[0] if capture else None,
        extractor=extractor(visit["rules"]),
        thread_complete=bool(visit["comments_complete"]),
        cause="extractor",
    )
    with archive.faults(), archive.db.atomic():
        stored: Stored = store_article(db, look)
    rows = db.execute("select kind, old, new from changes where id > ? order by id", [last_id]).fetchall()
    return Result(visit["url"], stored.outcome, (*rows, *_beside(before, told(db, visit["article_id"])), *_of(stored)))


def told(db: sqlite3.Connection, article_id: int) -> dict[str, str | None]:
    """Return what the archive holds of an article beside what versions are made of, as text by its column or table."""
    row = one_row(db, f"select {', '.join(_COLUMNS)} from articles where id = ?", (article_id,)) or {}
    found = {name: None if value is None else str(value) for name, value in row.items()}
    for table, columns in _LISTS.items():
        lines = db.execute(
            f"select {columns} from {table} where article_id = ? order by {columns}", (article_id,)
        ).fetchall()
        found[table] = "; ".join(" ".join(str(value) for value in line if value is not None) for line in lines) or None
    return found


def _beside(before: Mapping[str, str | None], after: Mapping[str, str | None]) -> Iterator[Difference]:
    for name, old in before.items():
        if after[name] != old:
            yield name, old, after[name]


def _of(stored: Stored) -> Iterator[Difference]:
    thread = stored.thread
    if thread.new or thread.changed or thread.missing:
        yield "comments", None, f"{thread.new} new, {thread.changed} changed, {thread.missing} missing"
