"""One search over articles, questions and answers, and comments."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsarchive.publish.room import Room, all_rows
from newsarchive.publish.search_query import SearchQuery

PAGE = 20
RANKED = 5_000
"""Hits that are put in order of relevance, the newest ones: bm25 reads every hit (400 ms at 250,000)."""

_COUNTED = 1_000
"""Hits that are counted; beyond it a page says "more than"."""

_OPEN, _CLOSE = "\x02", "\x03"
"""Marks around a hit: controls, which no text of the archive has."""

KINDS = {
    "articles": ("articles_fts", "articles d"),
    "faqs": ("faqs_fts", "faqs d join articles a on a.id = d.article_id"),
    "comments": ("comments_fts", "comments d join articles a on a.id = d.article_id"),
}
"""What can be searched: its index, and the rows behind it, called d."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What else a hit must be."""

    portal: str = ""
    language: str = ""
    section: str = ""
    since: str = ""
    """First day of the article's publication; empty: any."""
    until: str = ""
    """Last day, inclusive."""


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
    condition, values = _conditions(room, query, filters, kind)
    source = _source(query, kind)
    counted = db.execute(
        f"select count(*) from (select 1 from {source} where {condition} limit {_COUNTED + 1})", values
    ).fetchone()[0]
    rows = all_rows(
        db,
        f"select {_columns(query, kind)} from {source} where {condition} "
        f"order by {_order(query, kind, ranked, room)} limit {PAGE + 1} offset {page * PAGE}",
        _windowed(db, query, kind, ranked, values),
    )
    hits = tuple(Hit(row, _pieces(row, query)) for row in rows[:PAGE])
    return Found(hits, min(counted, _COUNTED), counted > _COUNTED, len(rows) > PAGE)


def _source(query: SearchQuery, kind: str) -> str:
    index, joined = KINDS[kind]
    if query.match:
        joined = f"{index} f join {joined.replace(' d', ' d on d.id = f.rowid', 1)}"
    return joined + f" join portals p on p.id = {'d' if kind == 'articles' else 'a'}.portal_id"


def _conditions(room: Room, query: SearchQuery, filters: Filters, kind: str) -> tuple[str, dict[str, Any]]:
    a = "d" if kind == "articles" else "a"
    parts: list[str] = ["1"]
    values: dict[str, Any] = {}
    if query.match:
        parts.append(f"{KINDS[kind][0]} match :match and f.rowid >= coalesce(:oldest, f.rowid)")
        values |= {"match": query.match, "oldest": None}
    texts = {"articles": ("headline", "lead", "body"), "faqs": ("question", "answer"), "comments": ("text",)}[kind]
    for n, text in enumerate(query.substrings):
        either = " or ".join(f"instr(d.{column}, :part{n})" for column in texts)
        parts.append(f"({either})")
        values[f"part{n}"] = text
    for name, sql in (
        ("portal", "p.name = :portal"),
        ("language", f"lower({a}.language) = :language"),
        ("section", f"{a}.section = :section"),
        ("since", f"{a}.published_at >= :since"),
        ("until", f"{a}.published_at < date(:until, '+1 day')"),
    ):
        if value := getattr(filters, name):
            parts.append(sql)
            values[name] = value.lower() if name == "language" else value
    return " and ".join(parts), values


def _columns(query: SearchQuery, kind: str) -> str:
    a = "d" if kind == "articles" else "a"
    snippet = f"snippet({KINDS[kind][0]}, -1, char(2), char(3), ' … ', 28)" if query.match else "null"
    article = (
        f"{a}.public_id, {a}.headline, {a}.url, p.name as portal, {a}.published_at, {a}.published_raw, "
        f"{a}.published_precision, {a}.byline, {a}.comment_count, {a}.revision_count, {a}.status"
    )
    more = {
        "articles": "substr(coalesce(d.lead, d.body, ''), 1, 240) as opening",
        "faqs": "d.question, d.position, substr(coalesce(d.answer, ''), 1, 240) as opening",
        "comments": "d.id as comment_id, d.author, d.published_at as written_at, d.published_raw as written_raw, "
        "d.published_precision as written_precision, substr(coalesce(d.text, ''), 1, 240) as opening",
    }[kind]
    return f"{article}, {more}, {snippet} as snippet"


def _order(query: SearchQuery, kind: str, ranked: bool, room: Room) -> str:
    if query.match and ranked:
        return "f.rank, d.id desc"
    if room.frozen:  # a snapshot's ids follow the publication: the index itself is in the right order
        return "f.rowid desc" if query.match else "d.id desc"
    return f"{'a' if kind == 'faqs' else 'd'}.published_at desc, d.id desc"


def _windowed(
    db: sqlite3.Connection, query: SearchQuery, kind: str, ranked: bool, values: dict[str, Any]
) -> Mapping[str, Any]:
    """Return the values, with the id of the oldest hit that is ranked where there are more than can be."""
    if not (query.match and ranked):
        return values
    index = KINDS[kind][0]
    row = db.execute(
        f"select rowid from {index} where {index} match ? order by rowid desc limit 1 offset ?", [query.match, RANKED]
    ).fetchone()
    return {**values, "oldest": row[0] if row else None}


def _pieces(row: dict[str, Any], query: SearchQuery) -> tuple[tuple[str, bool], ...]:
    if row["snippet"]:
        return marked(row["snippet"])
    for text in query.substrings:
        before, hit, after = row["opening"].partition(text)
        if hit:
            return ((before, False), (hit, True), (after, False))
    return ((row["opening"], False),)


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
    """Return the number of hits by day of the article's publication, of at most the newest 20,000 hits."""
    condition, values = _conditions(room, query, filters, kind)
    a = "d" if kind == "articles" else "a"
    rows = db.execute(
        f"select substr(day, 1, 10), count(*) from (select {a}.published_at as day from {_source(query, kind)} "
        f"where {condition} order by {'f.rowid' if query.match else 'd.id'} desc limit 20000) "
        "where day is not null group by 1",
        values,
    )
    return {day: (count,) for day, count in rows}
