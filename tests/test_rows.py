"""Rows as dictionaries: inserted, changed, replaced where they differ."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from newsarchive.archive.rows import all_rows, insert, insert_all, one_row, replace_all, update


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("create table things (id integer primary key, name text, weight real)")
        connection.execute("create table parts (article_id integer, position integer, name text)")
        connection.execute("create table names (article_id integer, name text, evidence text)")
        yield connection


def test_a_row_is_inserted_changed_and_read_as_a_dict(db: sqlite3.Connection) -> None:
    assert [insert(db, "things", {"name": name}) for name in ("a", None, "c")] == [1, 2, 3]
    update(db, "things", 2, {"name": "b", "weight": 1.5})
    update(db, "things", 3, {})
    update(db, "things", 99, {"name": "nobody"})
    assert all_rows(db, "select * from things where id > ? order by id", [1]) == [
        {"id": 2, "name": "b", "weight": 1.5},
        {"id": 3, "name": "c", "weight": None},
    ]
    assert one_row(db, "select name, weight from things where id = ?", [2]) == {"name": "b", "weight": 1.5}
    assert one_row(db, "select name from things where id = ?", [99]) is None
    assert all_rows(db, "select name from things where id > 99") == []


def test_many_rows_of_the_same_columns_go_in_together(db: sqlite3.Connection) -> None:
    insert_all(db, "things", [])
    insert_all(db, "things", [{"name": "a", "weight": 1}, {"name": "b", "weight": None}])
    assert all_rows(db, "select name, weight from things order by id") == [
        {"name": "a", "weight": 1.0},
        {"name": "b", "weight": None},
    ]


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ([], [], False),
        ([], [(0, "a")], True),
        ([(0, "a")], [(0, "a")], False),
        ([(0, "a")], [], True),
        ([(0, "a"), (1, "b")], [(0, "b"), (1, "a")], True),
        ([(0, "a"), (1, None)], [(0, "a"), (1, None)], False),
        ([(0, "a")], [(0, "A")], True),
        ([(9, "a"), (10, "b")], [(9, "a"), (10, "b")], False),
    ],
)
def test_rows_are_replaced_where_they_differ(
    db: sqlite3.Connection, before: list[tuple[Any, ...]], after: list[tuple[Any, ...]], changed: bool
) -> None:
    replace_all(db, "parts", "position, name", 1, before)
    replace_all(db, "parts", "position, name", 2, [(0, "of another")])
    assert replace_all(db, "parts", "position, name", 1, after) is changed
    assert db.execute("select position, name from parts where article_id = 1 order by 1").fetchall() == after
    assert db.execute("select name from parts where article_id = 2").fetchall() == [("of another",)]


def test_rows_without_a_place_are_compared_in_the_order_of_their_columns(db: sqlite3.Connection) -> None:
    names = sorted([("b", "2"), ("a", "1"), ("é", "3"), ("Z", "4"), ("\U0001f600", "5"), ("\uffee", "6")])
    assert replace_all(db, "names", "name, evidence", 1, names)
    assert not replace_all(db, "names", "name, evidence", 1, names)
    assert db.execute("select count(*) from names").fetchall() == [(len(names),)]
