"""Which rows a search finds: ids first, over narrow tables; what is shown of them is read for one page only."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from newsarchive.publish.room import Room
from newsarchive.publish.search_query import SearchQuery, spaced

RANKED = 2_000
"""Hits that are put in order of relevance, the newest ones: bm25 takes 30 µs a phrase and hit."""

WEIGHED = 10_000
"""Hits that bm25 reads at most, those that do not pass the filters included (30 ms)."""

LARGE = 3_000
"""Articles beyond which scripts without blanks are looked for in headlines only."""

WHEN = "coalesce(a.published_at, a.published_local)"
"""An article's publication: UTC, or the portal's own clock where its zone is unknown."""

_TEXTS = {
    "articles": ("headline", "lead", "body"),
    "faqs": ("question", "answer"),
    "live_entries": ("headline", "text"),
    "comments": ("text",),
}


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
    least: int = 0
    """Comments that the article must have."""
    author: str = ""
    """The name that a comment is signed with, exactly; of comments only."""

    def __bool__(self) -> bool:
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Source:
    """Where hits come from: `from … where …`, the column of their ids, and what is bound."""

    sql: str
    key: str
    newest_first: str
    values: dict[str, Any]
    sieved: bool
    """True: between its hits lie others that the index finds and the filters leave out."""
    by_stretches: bool
    """True: to look at a stretch of ids costs as much as it is long; False: as much as to look at all."""


def lean(room: Room, kind: str = "articles") -> str:
    """Return the table with an article's filters, a comment's article: a snapshot has a narrow one beside the texts."""
    return f"{kind}_lean" if f"{kind}_lean" in room.tables else kind


def when(room: Room) -> str:
    """Return the publication of an article called a, as SQL: the narrow table of a snapshot has it in one column."""
    return "a.published_at" if "articles_lean" in room.tables else WHEN


def source(
    db: sqlite3.Connection, room: Room, query: SearchQuery, filters: Filters, kind: str, before: int = 0
) -> Source:
    """Return where the hits of a query come from; `before`: those of lower ids, 0: all."""
    match = _matched(query, filters)
    index, key = f"{kind}_fts", "f.rowid" if match else ("a.id" if kind == "articles" else "d.id")
    tables, conditions, values = [f"{index} f"] if match else [], ["1"], dict[str, Any]()
    if match:
        conditions.append(f"{index} match :match")
        values["match"] = match
    if match or room.frozen:
        conditions.append(f"{key} between :oldest and :newest")
        values |= {"oldest": 0, "newest": 2**62}
    by_range = room.frozen and kind == "articles"
    conditions += _filters(db, room, filters, values, by_range)
    if before and "newest" in values:
        values["newest"] = min(values["newest"], before - 1)
    dated = not room.frozen  # without a snapshot's ids the order needs the article's date
    if kind == "articles":
        tables += [_joined(f"{lean(room)} a", "a.id = f.rowid", tables)] if filters or dated or not tables else []
    else:
        rows = kind if filters.author else lean(room, kind)
        tables += [_joined(f"{rows} d", "d.id = f.rowid", tables)] if filters or dated or not tables else []
        tables += [f"join {lean(room)} a on a.id = d.article_id"] if filters or (dated and kind != "comments") else []
    conditions += _substrings(db, room, query, kind, key, values)
    dates = WHEN.replace("a.", "d.") if kind == "comments" else when(room)
    order = f"{dates} desc, {key} desc" if dated else f"{key} desc"
    sieved = not by_range or query.scans or filters != Filters(since=filters.since, until=filters.until)
    where = f"{' '.join(tables)} where {' and '.join(conditions)}"
    return Source(where, key, order, values, sieved, by_stretches=not query.scans)


def _matched(query: SearchQuery, filters: Filters) -> str | None:
    """Return what the full-text index is asked for; it holds the names of comments, too, but not one of signs alone."""
    if not any(map(str.isalnum, filters.author)):
        return query.match
    name = filters.author.replace('"', '""')
    return f'(author : "{name}")' + (f" AND ({query.match})" if query.match else "")


def _joined(table: str, condition: str, before: list[str]) -> str:
    return f"join {table} on {condition}" if before else table


def _filters(db: sqlite3.Connection, room: Room, filters: Filters, values: dict[str, Any], by_range: bool) -> list[str]:
    found = []
    for name, sql in (
        ("portal", "a.portal_id = (select id from portals where name = :portal)"),
        ("language", "lower(a.language) = :language"),
        ("section", "a.section = :section"),
        ("least", "a.comment_count >= :least"),
        ("author", "d.author = :author"),
        ("since", f"{when(room)} >= :since"),
        ("until", f"{when(room)} < date(:until, '+1 day')"),
    ):
        if (value := getattr(filters, name)) and not (by_range and name in ("since", "until")):
            found.append(sql)
            values[name] = value.lower() if name == "language" else value
    if by_range and (filters.since or filters.until):  # what has no date has the lowest ids
        values["oldest"] = _first_id(db, "select ?", filters.since)
        values["newest"] = _first_id(db, "select date(?, '+1 day')", filters.until) - 1 if filters.until else 2**62
    return found


def _first_id(db: sqlite3.Connection, moment: str, day: str) -> int:
    """Return the id of a snapshot's first article published from the day on: its ids follow the publication."""
    row = db.execute(
        f"select first_id from article_days where day >= ({moment}) order by day limit 1", [day]
    ).fetchone()
    return int(row[0]) if row else 2**62


def _substrings(
    db: sqlite3.Connection, room: Room, query: SearchQuery, kind: str, key: str, values: dict[str, Any]
) -> list[str]:
    """Return the conditions for texts of scripts without blanks, and for what is left out beside them."""
    if not query.scans:
        return []
    large = "headlines_characters" in room.tables and kind == "articles" and _largest_id(db) > LARGE
    found = []
    texts = [(group, "in") for group in query.substrings] + [((text,), "not in") for text in query.absent]
    for n, (group, verb) in enumerate(texts):
        if large:
            values[f"part{n}"] = " OR ".join(f'"{spaced(text)}"' for text in group)
            inner = f"select rowid from headlines_characters where headlines_characters match :part{n}"
        else:
            values |= {f"part{n}_{m}": text for m, text in enumerate(group)}
            parts = [f"instr({column}, :part{n}_{m})" for column in _TEXTS[kind] for m in range(len(group))]
            inner = f"select id from {kind} where {' or '.join(parts)}"
        found.append(f"{key} {verb} ({inner})")
    if query.unmatched:
        values["unmatched"] = query.unmatched
        found.append(f"{key} not in (select rowid from {kind}_fts where {kind}_fts match :unmatched)")
    return found


def _largest_id(db: sqlite3.Connection) -> int:
    return int(db.execute("select coalesce(max(id), 0) from articles").fetchone()[0])


def ranked_within(db: sqlite3.Connection, hits: Source, kind: str, ids: Sequence[int]) -> dict[str, Any]:
    """Return what is bound where hits are ranked: the ids of the newest ones, and of no more than bm25 can weigh.

    `ids`: the hits that pass the filters, newest first. Between them lie others, which bm25 reads all the same.
    """
    window = ids[:RANKED]
    oldest, newest = (min(window), max(window)) if window else (0, 0)
    if not hits.sieved:
        return {**hits.values, "oldest": oldest, "newest": newest}
    sql = (
        f"select rowid from {kind}_fts where {kind}_fts match ? and rowid <= ? "
        f"order by rowid desc limit 1 offset {WEIGHED}"
    )
    row = db.execute(sql, [hits.values["match"], newest]).fetchone()
    return {**hits.values, "oldest": max(oldest, row[0]) if row else oldest, "newest": newest}
