"""The search box of Datasette's own table pages: `presid*`, OR and quotes work, words are found in every spelling, and
nothing typed is an error."""

import sqlite3
from collections.abc import Container
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from newsarchive.publish.search_query import read_query
from newsarchive.publish.search_spellings import in_every_spelling

NOTHING = '"\ue000"'
"""A query that finds nothing: a private use character, which no text of an archive has."""


def sound(query_string: str, db: sqlite3.Connection, tables: Container[str]) -> str:
    """Return the address's arguments with a `_search` that FTS5 accepts; everything else as it stands.

    Datasette quotes each word, so that `presid*` finds nothing, or passes all on, so that a lone quote is an error 400.
    """
    pairs = parse_qsl(query_string, keep_blank_values=True)
    fixed = [(name, _fixed(value, db, tables) if name == "_search" else value) for name, value in pairs]
    return query_string if fixed == pairs else urlencode(fixed)


def _fixed(text: str, db: sqlite3.Connection, tables: Container[str]) -> str:
    if not text.strip():
        return text
    typed = read_query(text)
    query, _ = in_every_spelling(db, tables, typed)
    return text if query == typed and is_sound(text) else query.match or NOTHING


@lru_cache(maxsize=1_000)
def is_sound(text: str) -> bool:
    """Tell whether FTS5 takes the text as a query that names no column."""
    db = sqlite3.connect(":memory:")
    try:
        db.execute("create virtual table f using fts5(x)")
        db.execute("select 1 from f where f match ?", [text]).fetchone()
        return ":" not in text and "{" not in text and "^" not in text
    except sqlite3.Error:
        return False
    finally:
        db.close()
