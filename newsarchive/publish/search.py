"""One search over articles, questions and answers, and comments."""

import sqlite3
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from newsarchive.publish.room import Room, all_rows
from newsarchive.publish.search_query import SearchQuery
from newsarchive.publish.search_source import Filters, lean, oldest_ranked, source, when

PAGE = 20
KINDS = ("articles", "faqs", "comments")

_COUNTED = 1_000
"""Hits that are counted; beyond it a page says "more than"."""

_PLOTTED = {"articles": 20_000, "faqs": 5_000, "comments": 5_000}
"""Hits that the histogram shows, the newest ones."""

_OPEN, _CLOSE = "\x02", "\x03"
"""Marks around a hit: controls, which no text of the archive has."""

_MORE = {
    "articles": "substr(coalesce(d.lead, d.body, ''), 1, 240) as opening",
    "faqs": "d.question, d.position, substr(coalesce(d.answer, ''), 1, 240) as opening",
    "comments": "d.id as comment_id, d.author, d.published_at as written_at, d.published_raw as written_raw, "
    "d.published_precision as written_precision, substr(coalesce(d.text, ''), 1, 240) as opening",
}
"""What is shown of a hit beside its article."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that was found."""

    row: dict[str, Any]
    snippet: tuple[tuple[str, bool], ...]
    """Pieces of text; True: what was searched for."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits."""

    hits: tuple[Hit, ...]
    total: int
    capped: bool
    """True: there are more than `total`."""
    more: bool


def find(
    db: sqlite3.Connection,
    room: Room,
    query: SearchQuery,
    filters: Filters,
    *,
    kind: str = "articles",
    ranked: bool = True,
    page: int = 0,
) -> Found:
    """Return a page of hits, by relevance or newest first; without a query all articles that pass the filters."""
    hits = source(db, room, query, filters, kind)
    counted = db.execute(f"select count(*) from (select 1 from {hits.sql} limit {_COUNTED + 1})", hits.values)
    total: int = counted.fetchone()[0]
    ranked = ranked and query.match is not None
    values = {**hits.values, "oldest": oldest_ranked(db, query, kind)} if ranked else hits.values
    order = f"f.rank, {hits.key} desc" if ranked else hits.newest_first
    ids = db.execute(
        f"select {hits.key} from {hits.sql} order by {order} limit {PAGE + 1} offset {page * PAGE}", values
    ).fetchall()
    shown = _shown(db, query, kind, [key for (key,) in ids[:PAGE]])
    return Found(shown, min(total, _COUNTED), total > _COUNTED, len(ids) > PAGE)


def _shown(db: sqlite3.Connection, query: SearchQuery, kind: str, ids: Sequence[int]) -> tuple[Hit, ...]:
    """Return what is shown of the hits of a page, in the order of their ids given."""
    holes = ", ".join("?" * len(ids))
    a, join = ("d", "") if kind == "articles" else ("a", "join articles a on a.id = d.article_id")
    rows = all_rows(
        db,
        f"select d.id as hit, {a}.public_id, {a}.headline, {a}.url, p.name as portal, {a}.published_at, "
        f"{a}.published_raw, {a}.published_precision, {a}.byline, {a}.comment_count, {a}.revision_count, {a}.status, "
        f"{_MORE[kind]} from {kind} d {join} join portals p on p.id = {a}.portal_id where d.id in ({holes})",
        ids,
    )
    snippets: dict[int, str] = {}
    if query.match:
        sql = (
            f"select rowid, snippet({kind}_fts, -1, char(2), char(3), ' … ', 28) from {kind}_fts "
            f"where {kind}_fts match ? and rowid in ({holes})"
        )
        snippets = dict(db.execute(sql, [query.match, *ids]).fetchall())
    held = {row["hit"]: Hit(row, _pieces(row["opening"], snippets.get(row["hit"]), query)) for row in rows}
    return tuple(held[key] for key in ids if key in held)


def _pieces(opening: str, snippet: str | None, query: SearchQuery) -> tuple[tuple[str, bool], ...]:
    if snippet:
        return marked(snippet)
    for text in query.substrings:
        before, hit, after = opening.partition(text)
        if hit:
            return ((before, False), (hit, True), (after, False))
    return ((opening, False),)


def marked(snippet: str) -> tuple[tuple[str, bool], ...]:
    """Return the pieces of a snippet whose hits stand between the two marks."""
    pieces: list[tuple[str, bool]] = []
    for n, part in enumerate(snippet.split(_OPEN)):
        hit, closed, rest = part.partition(_CLOSE) if n else ("", "", part)
        pieces += [(hit, True)] if closed else []
        pieces += [(rest if closed or not n else hit, False)]
    return tuple((text, hit) for text, hit in pieces if text)


def histogram(
    db: sqlite3.Connection, room: Room, query: SearchQuery, filters: Filters, kind: str
) -> dict[str, Sequence[float]]:
    """Return the number of hits by day of the article's publication, of the newest hits only where they are many."""
    hits = source(db, room, query, filters, kind)
    newest = f"select {hits.key} as hit from {hits.sql} order by {hits.key} desc limit {_PLOTTED[kind]}"
    if kind == "articles" and "article_days" in room.tables:
        return _by_days(db, [key for (key,) in db.execute(newest, hits.values)])
    join = f"join {lean(room)} a on a.id = " + ("hit" if kind == "articles" else "d.article_id")
    table = "" if kind == "articles" else f"join {kind} d on d.id = hit"
    rows = db.execute(
        f"select substr({when(room)}, 1, 10), count(*) from ({newest}) {table} {join} "
        f"where {when(room)} is not null group by 1",
        hits.values,
    )
    return {day: (count,) for day, count in rows}


def _by_days(db: sqlite3.Connection, ids: Sequence[int]) -> dict[str, Sequence[float]]:
    """Return a snapshot's articles counted by day without reading them: its ids follow the publication."""
    days = db.execute("select first_id, day from article_days order by first_id").fetchall()
    firsts = [first for first, _ in days]
    counts: dict[str, int] = {}
    for key in ids:
        place = bisect_right(firsts, key) - 1
        if place >= 0:
            counts[days[place][1]] = counts.get(days[place][1], 0) + 1
    return {day: (count,) for day, count in counts.items()}
