"""Every table and column of an archive is described, and nothing that does not exist."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from newsarchive import dictionary
from newsarchive.dictionary import Column, Table
from newsarchive.exporting import all_exports, columns_of

SHADOWS = ("_fts", "_config", "_content", "_data", "_docsize", "_idx")


@pytest.fixture(scope="module")
def schema(archive: Path) -> dict[str, list[str]]:
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        names = [row[0] for row in db.execute("select name from sqlite_master where type in ('table', 'view')")]
        kept = [name for name in names if not name.startswith(("_", "sqlite_")) and not name.endswith(SHADOWS)]
        return {name: [row[1] for row in db.execute(f"pragma table_info({name})")] for name in kept}


def test_every_table_and_column_is_described(schema: dict[str, list[str]]) -> None:
    told = {table.name: set(table.columns) for table in dictionary.tables().values() if table.description}
    missing = {table: set(columns) - told.get(table, set()) for table, columns in schema.items()}
    assert {table: columns for table, columns in missing.items() if columns} == {}


def test_nothing_is_described_that_does_not_exist(schema: dict[str, list[str]]) -> None:
    told = {table.name: set(table.columns) for table in dictionary.tables().values() if table.name != "publication"}
    vain = {table: columns - set(schema.get(table, ())) for table, columns in told.items()}
    assert {table: columns for table, columns in vain.items() if columns} == {}


def test_no_export_column_is_described_in_vain(archive: Path) -> None:
    words = dictionary._words()["exports"]
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        used = {one.name: columns_of(db, one.sql, {p.name: None for p in one.parameters}) for one in all_exports()}
    assert {name for name in words if name != "all"} <= set(used)
    vain = {name: set(columns) - set(used[name]) for name, columns in words.items() if name != "all"}
    assert {name: columns for name, columns in vain.items() if columns} == {}


def test_types_are_those_of_the_schema(archive: Path) -> None:
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        declared = {
            (table, row[1]): row[2].lower()
            for table in dictionary.tables()
            for row in db.execute(f"pragma table_info({table})")
        }
    described = dictionary.tables().values()
    told = {(table.name, column.name): column.type for table in described for column in table.columns.values()}
    assert {key: told[key] for key in declared} == declared


def test_the_dictionary_is_the_same_for_people_and_programs() -> None:
    plain = json.loads(dictionary.as_json())
    text = dictionary.as_text()
    for name, table in plain.items():
        assert f"{name}: {table['description']}" in text
        for column, told in table["columns"].items():
            assert f"  {column} ({told['type']}): {told['description']}" in text


def test_a_column_of_an_export_that_nothing_describes_is_named() -> None:
    with pytest.raises(KeyError, match="exports/articles"):
        dictionary.export_column(next(one for one in all_exports() if one.name == "articles"), "nosuch")


TEXTUAL_IDS = {"source_id", "parent_source_id", "public_id", "record_id"}
"""Ids that a portal, a citation or a WARC file gave."""


@pytest.mark.parametrize("table", dictionary.tables().values(), ids=lambda table: table.name)
def test_a_table_is_described_in_whole_sentences(table: Table) -> None:
    assert table.description.endswith((".", "…"))
    for name, column in table.columns.items():
        assert (column.name, column.description.strip()) == (name, column.description)
        assert len(column.description) > 5
        if name.endswith("_at"):
            assert column.type == "text"
        if name == "id" or (name.endswith("_id") and name not in TEXTUAL_IDS):
            assert column.type == "integer", f"{table.name}.{name}"


class Described:
    name = "nosuch"
    tables = ("articles", "portals")


def test_a_columns_words_are_those_of_the_first_table_that_has_it() -> None:
    tables = dictionary.tables()
    found = [dictionary.export_column(Described(), name) for name in ("headline", "url", "timezone")]
    assert found == [
        tables["articles"].columns["headline"],
        tables["articles"].columns["url"],
        tables["portals"].columns["timezone"],
    ]
    with pytest.raises(KeyError, match="exports/nosuch"):
        dictionary.export_column(Described(), "no_such_column")


def test_the_dictionary_is_json_in_the_order_of_the_file() -> None:
    plain: Mapping[str, Any] = json.loads(dictionary.as_json())
    assert list(plain) == list(dictionary.tables())
    assert dictionary.as_text().count("\n\n") == len(plain) - 1
    headline = plain["articles"]["columns"]["headline"]
    assert Column("headline", **headline) == dictionary.tables()["articles"].columns["headline"]
