"""What a search may cost: beginnings of words looked up, the walk over the hits cut off, what is too common not ranked.

Only a snapshot has what this needs: the table of an index's words, and ids that follow the publication.
"""

import re
import sqlite3
import time
import unicodedata
from dataclasses import replace
from typing import Any

import orjson

from newsarchive.publish.room import Room
from newsarchive.publish.search_query import TERM, SearchQuery
from newsarchive.publish.search_source import Source
from newsarchive.publish.search_spellings import in_every_spelling

MOST_ENDINGS = 50
"""Words that the beginning of a word stands for at most, those in most texts."""

PATIENCE_SECONDS = 0.015
"""Time of a processor after which a walk over hits goes no further back."""

RANKABLE = 500_000
"""Places of an index that bm25 may read: it counts the texts with each word in the whole archive, for any dates."""

_FIRST_IDS = 20_000
_ACCENTS = re.compile("(?<=[a-z])[\u0300-\u036f]+")


def looked_up(db: sqlite3.Connection, room: Room, query: SearchQuery, kind: str) -> tuple[SearchQuery, str | None]:
    """Return the query in every spelling, with beginnings of words replaced by the words, and what is left out, for
    the reader."""
    query, note = in_every_spelling(db, room.tables, query)
    match = query.match
    if match is None or f"{kind}_words" not in room.tables:
        return query, note
    for term in query.beginnings:
        beginning = folded(term.removesuffix(" *").strip('"'))
        if not beginning.isalnum():
            continue  # "U.S*" is several words
        sql = f"select word from {kind}_words where word >= ? and word < ? order by hits desc, word limit ?"
        words = [word for (word,) in db.execute(sql, [beginning, beginning + "\U0010ffff", MOST_ENDINGS + 1])]
        if len(words) > MOST_ENDINGS:
            note = f"Many words begin with {beginning}: the {MOST_ENDINGS} most frequent are looked for."
        if words:
            either = " OR ".join(f'"{word}"' for word in words[:MOST_ENDINGS])
            match = match.replace(term, f"({either})")
    return replace(query, match=match), note


def folded(word: str) -> str:
    """Return a word as the index has it: without case, and ASCII's letters without accents (unicode61)."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFD", word.lower()))
    return unicodedata.normalize("NFC", plain)


def is_rankable(db: sqlite3.Connection, room: Room, query: SearchQuery, kind: str) -> bool:
    """Tell whether bm25 answers in time: the words of a phrase cost twice, for their places are compared."""
    if query.match is None or f"{kind}_words" not in room.tables:
        return query.match is not None
    places = 0
    for text, _ in TERM.findall(query.match):
        words = re.findall(r"\w+", folded(text))
        for word in words:
            row = db.execute(f"select hits from {kind}_words where word = ?", [word]).fetchone()
            places += (row[0] if row else 0) * (2 if len(words) > 1 else 1)
    return places <= RANKABLE


def ids_in_one(db: sqlite3.Connection, sql: str, values: Any) -> list[int]:
    """Return the ids that the SQL finds, in no order, as one row: after each row other threads may run Python first."""
    (ids,) = db.execute(f"select json_group_array(id) from ({sql})", values).fetchone()
    return list(orjson.loads(ids))


def walk(
    db: sqlite3.Connection, room: Room, hits: Source, kind: str, most: int, patience: float | None = None
) -> tuple[list[int], int | None]:
    """Return the ids of the newest hits, at most so many, and the id down to which was looked; None: down to the last.

    Of a snapshot they are looked for stretch by stretch, until the patience ends (seconds of a processor).
    """
    patience = PATIENCE_SECONDS if patience is None else patience
    sql = f"select {hits.key} as id from {hits.sql} order by {hits.newest_first} limit :most"
    if not room.frozen or not hits.by_stretches:
        return [key for (key,) in db.execute(sql, {**hits.values, "most": most})], None
    (last,) = db.execute(f"select coalesce(max(id), 0) from {kind}").fetchone()
    oldest, newest, size = max(hits.values["oldest"], 0), min(hits.values["newest"], last), _FIRST_IDS
    ids: list[int] = []
    start = time.thread_time()
    while newest >= oldest and len(ids) < most:
        low = max(oldest, newest - size + 1)
        asked = {**hits.values, "oldest": low, "newest": newest, "most": most - len(ids)}
        ids += sorted(ids_in_one(db, sql, asked), reverse=True)
        newest, spent = low - 1, time.thread_time() - start
        if spent > patience:
            break
        # As far as the rest of the patience goes at this pace, with care: texts are not alike.
        size = min(size * 8, max(_FIRST_IDS, int(size * (patience - spent) / max(spent, 0.001))))
    return ids, (newest + 1 if newest >= oldest and len(ids) < most else None)
