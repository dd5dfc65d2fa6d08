"""A snapshot's database answers as Datasette's own does, and asks its schema once."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from datasette.database import Database

from newsarchive.publish import frozen
from newsarchive.publish.frozen import FrozenDatabase
from newsarchive.publish.server import build
from newsarchive.publish.snapshot import publish

METHODS = (
    "table_columns", "table_column_details", "primary_keys", "fts_table", "label_column_for_table",
    "foreign_keys_for_table", "get_table_definition",
)  # fmt: skip


class Counting(FrozenDatabase):
    """Counts how often the file is asked."""

    asked = 0

    async def execute_fn(self, fn: Callable[[Any], Any]) -> Any:
        self.asked += 1
        return await super().execute_fn(fn)


@pytest.fixture(scope="module")
def site(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(archive, tmp_path_factory.mktemp("frozen"), profile="full")


@pytest.fixture
def room(site: Path) -> Datasette:
    return served(site, Counting)


def served(site: Path, kind: type[Database]) -> Datasette:
    """Return the snapshot as Datasette serves it from a database of this kind."""
    room = build(site)
    assert type(room.get_database("archive")) is FrozenDatabase
    room.remove_database("archive")
    room.add_database(kind(room, str(site), is_mutable=False), "archive")
    return room


async def everything(db: Database, tables: list[str]) -> list[Any]:
    """Return all that Datasette asks of a schema."""
    known = [await getattr(db, method)(table) for table in tables for method in METHODS]
    return [*known, await db.hidden_table_names(), await db.get_all_foreign_keys(), await db.table_names()]


async def test_the_schema_is_told_as_datasette_tells_it_and_asked_for_once(room: Datasette, site: Path) -> None:
    with closing(sqlite3.connect(site)) as file:
        tables = [name for (name,) in file.execute("select name from sqlite_master where type = 'table'")]
    counting = room.get_database("archive")
    told = await everything(served(site, Database).get_database("archive"), tables)
    assert await everything(counting, tables) == told
    before = counting.asked
    again = await everything(counting, tables)
    assert (counting.asked, again) == (before, told)
    for answer in again:
        if isinstance(answer, list):
            answer.clear()
    assert await everything(counting, tables) == told


async def test_a_page_of_a_table_asks_for_rows_only(room: Datasette) -> None:
    counting = room.get_database("archive")
    await room.client.get("/archive/comments?kind=comment")
    before = counting.asked
    answer = await room.client.get("/archive/comments?kind=comment&_again=1")
    assert answer.status_code == 200
    assert counting.asked - before == 4  # rows, their number, a facet, the headlines that stand for article_id


async def test_a_reader_who_asks_for_what_is_not_there_fills_no_memory(
    room: Datasette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frozen, "MOST", 30)
    for number in range(40):
        assert (await room.client.get(f"/archive/none{number}")).status_code == 404
    assert len(room.get_database("archive").known) <= 30
    assert (await room.client.get("/archive/comments")).status_code == 200


async def test_what_a_reader_asks_of_the_schema_keeps_its_bounds(room: Datasette) -> None:
    sql = "select%20name%20from%20sqlite_master,%20articles,%20comments"
    answer = (await room.client.get(f"/archive.json?sql={sql}&_shape=objects")).json()
    assert answer["truncated"] is True
