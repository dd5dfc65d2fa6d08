"""One search over articles, questions and answers, entries of live blogs, and comments."""

import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from newsarchive.archive.rows import all_rows
from newsarchive.publish.room import Room
from newsarchive.publish.search_cost import ids_in_one, is_rankable, looked_up, walk
from newsarchive.publish.search_query import SearchQuery
from newsarchive.publish.search_source import Filters, Source, lean, ranked_within, source, when

PAGE = 20
KINDS = ("articles", "faqs", "live_entries", "comments")

REACH = 5_000
"""Hits that are counted, plotted and paged through, the newest ones; beyond it a page says "more than"."""

_OPEN, _CLOSE = "\x02", "\x03"
"""Marks around a hit: controls, which no text of the archive has."""

OPENING = 240
"""Characters of a text that stand for it where no passage has a hit."""

_MORE = {
    "articles": f"substr(coalesce(d.lead, d.body, ''), 1, {OPENING}) as opening",
    "faqs": f"d.question, d.position, substr(coalesce(d.answer, ''), 1, {OPENING}) as opening",
    "live_entries": "d.headline as entry_headline, d.position, d.published_at as written_at, "
    f"d.published_raw as written_raw, substr(d.text, 1, {OPENING}) as opening",
    "comments": "d.id as comment_id, d.author, d.published_at as written_at, d.published_raw as written_raw, "
    f"d.published_precision as written_precision, d.published_estimated as written_estimated, d.removed, "
    f"d.missing_since, substr(coalesce(d.text, ''), 1, {OPENING}) as opening",
}
"""What is shown of a hit beside its article."""


_ARTICLE = (
    "public_id", "headline", "portal", "url", "published_at", "published_raw", "published_precision",
    "published_estimated", "byline", "comment_count",
)  # fmt: skip
FILE_COLUMNS = {
    "articles": (*_ARTICLE, "revision_count", "status", "text"),
    "faqs": (*_ARTICLE, "question", "text"),
    "live_entries": (*_ARTICLE, "entry_headline", "written_at", "written_raw", "text"),
    "comments": (
        *_ARTICLE, "comment_id", "author", "written_at", "written_raw", "written_precision", "written_estimated",
        "removed", "missing_since", "text",
    ),
}  # fmt: skip
"""Columns of a file of hits; `text` is the passage with the hit."""

_FILE_SECONDS = 0.5
"""Time of a processor that the search for a file of hits may take."""


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
    days: dict[str, Sequence[float]]
    """Hits by day of the article's publication."""
    ranked: bool
    """False: newest first."""
    note: str | None = None
    """What was not looked for."""
    before: int | None = None
    """The id before which nothing was looked for, so as to answer in time; None: the whole archive was searched."""
    since: str | None = None
    """The day down to which was searched, where `before` is given."""


def find(
    db: sqlite3.Connection,
    room: Room,
    query: SearchQuery,
    filters: Filters,
    *,
    kind: str = "articles",
    ranked: bool = True,
    page: int = 0,
    before: int = 0,
) -> Found:
    """Return a page of hits, by relevance or newest first; without a query all articles that pass the filters.

    One walk over the newest hits counts, plots and pages them: the next would cost as much as the first. `before`: only
    hits of lower ids, to go on where an earlier search ended.
    """
    query, note = looked_up(db, room, query, kind)
    hits = source(db, room, query, filters, kind, before)
    ids, reached = walk(db, room, hits, kind, REACH + 1)
    start, end = page * PAGE, (page + 1) * PAGE
    ranked = ranked and is_rankable(db, room, query, kind)
    order = _by_rank(db, hits, kind, ids, end + 1) if ranked else ids[:REACH]
    return Found(
        hits=_shown(db, query, kind, order[start:end]),
        total=min(len(ids), REACH),
        capped=len(ids) > REACH or reached is not None,
        more=len(order) > end,
        days=_by_days(db, room, kind, ids[:REACH]),
        ranked=ranked,
        note=note,
        before=reached,
        since=_day_of(db, room, kind, reached) if reached else None,
    )


def rows_of_hits(
    db: sqlite3.Connection, room: Room, query: SearchQuery, filters: Filters, *, kind: str, before: int = 0
) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Return the columns of a file of hits and its rows, newest first, at most `REACH`; `before`: as in `find`."""
    query, _ = looked_up(db, room, query, kind)
    hits = source(db, room, query, filters, kind, before)
    ids, _ = walk(db, room, hits, kind, REACH, _FILE_SECONDS)
    rows = []
    for start in range(0, len(ids), 500):
        for hit in _shown(db, query, kind, ids[start : start + 500]):
            text = "".join(piece for piece, _ in hit.snippet)
            rows.append((*(hit.row[name] for name in FILE_COLUMNS[kind] if name != "text"), text))
    return FILE_COLUMNS[kind], rows


def _day_of(db: sqlite3.Connection, room: Room, kind: str, key: int) -> str | None:
    """Return the day of the first row from this id on: of a comment its own, else that of the article."""
    own = {"articles": when(room).replace("a.", "d."), "comments": "d.published_at"}.get(kind, when(room))
    table = {"articles": f"{lean(room)} d", "comments": "comments d"}.get(
        kind, f"{kind} d join {lean(room)} a on a.id = d.article_id"
    )
    row = db.execute(
        f"select substr({own}, 1, 10) from {table} where d.id >= ? order by d.id limit 1", [key]
    ).fetchone()
    return row[0] if row else None


def _by_rank(db: sqlite3.Connection, hits: Source, kind: str, ids: Sequence[int], most: int) -> list[int]:
    """Return the best of the newest hits, by bm25, the newer of two equal ones first."""
    values = ranked_within(db, hits, kind, ids)
    sql = f"select {hits.key} from {hits.sql} order by f.rank, {hits.key} desc limit {most}"
    return [key for (key,) in db.execute(sql, values)]


def _shown(db: sqlite3.Connection, query: SearchQuery, kind: str, ids: Sequence[int]) -> tuple[Hit, ...]:
    """Return what is shown of the hits of a page, in the order of their ids given."""
    holes = ", ".join("?" * len(ids))
    a, join = ("d", "") if kind == "articles" else ("a", "join articles a on a.id = d.article_id")
    rows = all_rows(
        db,
        f"select d.id as hit, {a}.public_id, {a}.headline, {a}.url, p.name as portal, {a}.published_at, "
        f"{a}.published_raw, {a}.published_precision, {a}.published_estimated, {a}.byline, {a}.comment_count, "
        f"{a}.revision_count, {a}.status, "
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
    for text in (text for group in query.substrings for text in group):
        before, hit, after = opening.partition(text)
        if hit:
            return ((before, False), (hit, True), (after, False))
    return ((whole_words(opening), False),)


def whole_words(opening: str) -> str:
    """Return the beginning of a text, without the word in which it was cut off."""
    if len(opening) < OPENING:
        return opening
    kept = opening.rpartition(" ")[0]
    return f"{kept or opening} …"


def marked(snippet: str) -> tuple[tuple[str, bool], ...]:
    """Return the pieces of a snippet whose hits stand between the two marks."""
    pieces: list[tuple[str, bool]] = []
    for n, part in enumerate(snippet.split(_OPEN)):
        hit, closed, rest = part.partition(_CLOSE) if n else ("", "", part)
        pieces += [(hit, True)] if closed else []
        pieces += [(rest if closed or not n else hit, False)]
    return tuple((text, hit) for text, hit in pieces if text)


def _by_days(db: sqlite3.Connection, room: Room, kind: str, ids: Sequence[int]) -> dict[str, Sequence[float]]:
    """Return the number of hits by day of the article's publication."""
    if "article_days" in room.tables:
        return _by_first_ids(db, ids if kind == "articles" else _articles_of(db, room, kind, ids))
    article = "d.id" if kind == "articles" else "d.article_id"
    rows = db.execute(
        f"select substr({when(room)}, 1, 10), count(*) from json_each(?) hit join {kind} d on d.id = hit.value "
        f"join {lean(room)} a on a.id = {article} where {when(room)} is not null group by 1",
        [orjson.dumps(ids).decode()],
    )
    return {day: (count,) for day, count in rows}


def _articles_of(db: sqlite3.Connection, room: Room, kind: str, ids: Sequence[int]) -> list[int]:
    sql = f"select d.article_id as id from json_each(?) hit join {lean(room, kind)} d on d.id = hit.value"
    return ids_in_one(db, sql, [orjson.dumps(ids).decode()])


def _by_first_ids(db: sqlite3.Connection, ids: Sequence[int]) -> dict[str, Sequence[float]]:
    """Return a snapshot's articles counted by day without reading them: its ids follow the publication."""
    (known,) = db.execute("select json_group_array(json_array(first_id, day)) from article_days").fetchone()
    days = sorted(orjson.loads(known))
    firsts = [first for first, _ in days]
    places = Counter(bisect_right(firsts, key) - 1 for key in ids)
    return {days[place][1]: (count,) for place, count in places.items() if place >= 0}
