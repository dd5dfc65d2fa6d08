"""Small SQL that every part of the archive writes alike."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

Row = dict[str, Any]
Parameters = Sequence[Any] | Mapping[str, Any]


def insert(db: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> int:
    """Insert the row and return its id. Table and column names are ours, never a page's."""
    cursor = db.execute(_insert(table, tuple(row)), tuple(row.values()))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def insert_all(db: sqlite3.Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that share their columns."""
    if rows:
        db.executemany(_insert(table, tuple(rows[0])), [tuple(row.values()) for row in rows])


def update(db: sqlite3.Connection, table: str, id_: int, row: Mapping[str, Any]) -> None:
    """Set the columns of one row."""
    if row:
        db.execute(_update(table, tuple(row)), (*row.values(), id_))


def one_row(db: sqlite3.Connection, sql: str, parameters: Parameters) -> Row | None:
    """Return the first row as a dict; None where there is none."""
    cursor = db.execute(sql, parameters)
    found = cursor.fetchone()
    names = (column[0] for column in cursor.description)
    return None if found is None else dict(zip(names, found, strict=True))


def all_rows(db: sqlite3.Connection, sql: str, parameters: Parameters = ()) -> list[Row]:
    """Return every row as a dict."""
    cursor = db.execute(sql, parameters)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, found, strict=True)) for found in cursor]


def replace_all(
    db: sqlite3.Connection, table: str, columns: str, article_id: int, rows: Iterable[tuple[Any, ...]]
) -> bool:
    """Replace the article's rows of a table with these, in order, and tell whether that changed any.

    `columns`: without article_id, joined by ", ". A table's rows are compared in the order of its key.
    """
    wanted = list(rows)
    order = "position" if "position" in columns else columns
    select = f"select {columns} from {table} where article_id = ? order by {order}"
    if db.execute(select, (article_id,)).fetchall() == wanted:
        return False
    db.execute(f"delete from {table} where article_id = ?", (article_id,))
    marks = ", ".join("?" * (columns.count(",") + 2))
    db.executemany(
        f"insert into {table}(article_id, {columns}) values ({marks})", [(article_id, *row) for row in wanted]
    )
    return True


@contextmanager
def savepoint(db: sqlite3.Connection) -> Iterator[None]:
    """Take back what is done within where it raises; a transaction must be open. Always under one name, so that SQLite
    prepares the statements once."""
    db.execute("savepoint visit")
    try:
        yield
    except BaseException:
        if db.in_transaction:  # a full disk has rolled all of it back
            db.execute("rollback to visit")
            db.execute("release visit")
        raise
    db.execute("release visit")


@lru_cache
def _insert(table: str, columns: tuple[str, ...]) -> str:
    return f"insert into {table}({', '.join(columns)}) values ({', '.join('?' * len(columns))})"


@lru_cache
def _update(table: str, columns: tuple[str, ...]) -> str:
    return f"update {table} set {', '.join(f'{column} = ?' for column in columns)} where id = ?"
