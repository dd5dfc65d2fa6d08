"""Opening an archive to read from it, also one that is none, frozen or damaged."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from newsarchive.archive.opening import database_file, is_frozen
from newsarchive.archive.store import open_archive
from newsarchive.errors import DamagedArchive, NewerSchema, StorageError
from newsarchive.exporting import columns_of, open_database, rows_of
from newsarchive.exporting.reading import Cell, one_state
from tests.looks import URL, article, look, rows


def test_an_archive_is_named_by_its_folder_or_its_file(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article())
    file = tmp_path / "archive.db"
    assert [database_file(tmp_path), database_file(file)] == [file, file]
    for path in (tmp_path, file):
        with closing(open_database(path)) as db:
            columns, found = rows_of(db, "select headline, word_count from articles", {})
            assert (columns, list(found)) == (("headline", "word_count"), [("Lavrov in Pyongyang", 61)])
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                db.execute("delete from articles")


@pytest.mark.parametrize("name", ["", "no", "no/archive.db"])
def test_no_archive_is_said_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(StorageError, match=f"no archive at {tmp_path / name}; a crawl makes one"):
        open_database(tmp_path / name)


@pytest.mark.parametrize("table", ["places", "articles"])
def test_a_database_of_another_program_is_no_archive(tmp_path: Path, table: str) -> None:
    with closing(sqlite3.connect(tmp_path / "places.sqlite")) as db:
        db.execute(f"create table {table} (id integer)")
    with pytest.raises(DamagedArchive, match=r"places\.sqlite holds no archive"):
        open_database(tmp_path / "places.sqlite")


def test_a_file_that_is_no_database_is_no_damaged_archive(tmp_path: Path) -> None:
    (tmp_path / "articles.csv").write_text("public_id,headline\r\n")
    with pytest.raises(StorageError, match=r"articles\.csv is no archive"):
        open_database(tmp_path / "articles.csv")


def test_an_archive_of_a_later_release_is_not_read(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        archive.db.execute(
            "insert into _sqlite_migrations(migration_set, name, applied_at) values ('newsarchive', 'm999_x', '2030')"
        )
    with pytest.raises(NewerSchema, match="m999_x"):
        open_database(tmp_path)


def test_a_snapshot_is_frozen_and_a_running_archive_is_not(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True):
        assert not is_frozen(tmp_path / "archive.db")
    (tmp_path / "inspect.json").write_text("{}")
    assert is_frozen(tmp_path / "archive.db")


def test_a_reader_sees_what_a_writer_commits_meanwhile(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        with closing(open_database(tmp_path)) as db:
            look(archive, article())
            assert db.execute("select count(*) from articles").fetchone() == (0,)
            archive.commit()
            assert db.execute("select count(*) from articles").fetchone() == (1,)
        assert rows(archive, "select count(*) from articles") == [(1,)]


def test_what_is_taken_away_is_of_one_state(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive, one_state(tmp_path) as db:
        assert db.execute("select count(*) from articles").fetchone() == (0,)
        look(archive, article())
        archive.commit()
        assert db.execute("select count(*) from articles").fetchone() == (0,)


@pytest.mark.parametrize(
    ("sql", "given", "columns"),
    [
        ("select 1 as a, 2 as b", {}, ("a", "b")),
        ("select :x as a", {"x": None}, ("a",)),
        ("select headline from articles order by id", {}, ("headline",)),
        ("with recursive n(i) as (select 1 union all select i + 1 from n) select i from n", {}, ("i",)),
    ],
)
def test_columns_are_known_without_running_the_statement(
    tmp_path: Path, sql: str, given: dict[str, Cell], columns: tuple[str, ...]
) -> None:
    with open_archive(tmp_path, write=True):
        pass
    with closing(open_database(tmp_path)) as db:
        assert columns_of(db, sql, given) == columns


@pytest.mark.parametrize("sql", ["select nothing from portals", "select", "select * from nowhere"])
def test_what_an_archive_cannot_answer_is_an_error_of_the_archive(tmp_path: Path, sql: str) -> None:
    with open_archive(tmp_path, write=True):
        pass
    with closing(open_database(tmp_path)) as db, pytest.raises(StorageError, match="the archive cannot answer"):
        rows_of(db, sql, {})


def test_a_damage_met_half_way_is_named(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        for number in range(60):
            look(
                archive,
                article(url=f"{URL}{number}/", source_id=str(number), headline=f"{number}", body=("Words " * 900,)),
            )
        archive.commit()
        archive.db.execute("pragma wal_checkpoint(truncate)")
    file = tmp_path / "archive.db"
    content = bytearray(file.read_bytes())
    for start in range(0, len(content), 4096):
        # Leaves of tables (https://sqlite.org/fileformat2.html, 1.6) that hold one of the last articles.
        if content[start] == 0x0D and f"{URL}55/".encode() in content[start : start + 4096]:
            content[start : start + 4096] = b"\xff" * 4096
    file.write_bytes(content)
    with closing(open_database(tmp_path)) as db:
        _, found = rows_of(db, "select headline, body from articles order by id", {})
        with pytest.raises(DamagedArchive, match="damaged archive"):
            list(found)


@pytest.mark.parametrize("data", [b"", b"x", b"not a database " * 1_000, b"SQLite format 3\0" + bytes(4_080)])
def test_a_file_that_is_none_is_damaged(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "archive.db").write_bytes(data)
    with pytest.raises(DamagedArchive):
        open_database(tmp_path)
