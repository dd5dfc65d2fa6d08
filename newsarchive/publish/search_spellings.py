"""A query in every spelling that the archive has of its words: `strasse` finds Straße, and the other way round."""

import re
import sqlite3
from collections.abc import Container, Iterator
from dataclasses import replace
from itertools import islice, product

from newsarchive.archive.spellings import WORD, has_umlaut, is_other, plain, written_out
from newsarchive.publish.search_query import TERM, SearchQuery

_WRITTEN_OUT = re.compile("[aou]e")

MOST = 100
"""Spellings of a term that are looked for: of a word, or of a phrase of words of which each has several."""


def in_every_spelling(
    db: sqlite3.Connection, tables: Container[str], query: SearchQuery
) -> tuple[SearchQuery, str | None]:
    """Return the query with each term in all its spellings, and what is left out, for the reader; as it stands where
    the archive was published before its tables had them."""
    if "spellings" not in tables:
        return query, None
    beginnings = list(query.beginnings)
    notes: list[str] = []

    def either(term: re.Match[str]) -> str:
        ways = list(dict.fromkeys(islice(_ways(db, term[0], term[1], term[2]), MOST + 1)))
        if len(ways) > MOST:
            notes.append(f"{term[1]} is spelled in many ways: {MOST} of them are looked for.")
        beginnings.extend(way for way in ways[1:MOST] if way.endswith("*"))
        return ways[0] if len(ways) == 1 else f"({' OR '.join(ways[:MOST])})"

    match, unmatched = (text and TERM.sub(either, text) for text in (query.match, query.unmatched))
    fresh = replace(query, match=match, unmatched=unmatched, beginnings=tuple(beginnings))
    return fresh, notes[0] if notes else None


def _ways(db: sqlite3.Connection, term: str, text: str, ending: str | None) -> Iterator[str]:
    """Yield the term as it was typed, then its other spellings. `ending`: " *" behind a term that is a beginning."""
    yield term
    words = WORD.findall(text)
    choices = [_spellings(db, word) for word in words]
    if words and ending:
        choices[-1] = _beginnings(db, words[-1])
    for way in product(*choices):
        spelled = " ".join(way)
        if words and spelled.rstrip("*") != " ".join(words):
            yield f'"{spelled[:-1]}" *' if spelled.endswith("*") else f'"{spelled}"'


def _spellings(db: sqlite3.Connection, word: str) -> list[str]:
    """Return the word, its plain form where the indexes tell it apart, and what the archive has beside it."""
    sql = "select word from spellings where plain = ? and word <> ? limit ?"
    found = db.execute(sql, [plain(word), word.lower(), MOST]).fetchall()
    return _own(word) + [held for (held,) in found]


def _beginnings(db: sqlite3.Connection, word: str) -> list[str]:
    """Return the beginning itself, with a star, and the whole words that begin so in their plain form."""
    sql = "select word from spellings where plain >= ? and plain < ? limit ?"
    if not _WRITTEN_OUT.search(plain(word)):  # a word of which only umlauts are written out begins so in the index, too
        same = "replace(replace(replace(word, 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue') = plain"
        sql = sql.replace(" limit", f" and not {same} limit")
    found = db.execute(sql, [plain(word), plain(word) + "\U0010ffff", MOST]).fetchall()
    return [f"{own}*" for own in _own(word)] + [held for (held,) in found]


def _own(word: str) -> list[str]:
    """Return the word, and its forms that the indexes tell apart from it."""
    forms = [word, *([plain(word)] if is_other(word) else []), *([written_out(word)] if has_umlaut(word) else [])]
    return list(dict.fromkeys(forms))
