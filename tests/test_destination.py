"""Where a command writes: whole under its name or not at all; and what an archive is read from."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from newsarchive.archive.opening import database_file, is_frozen
from newsarchive.archive.store import open_archive
from newsarchive.errors import DamagedArchive, NewerSchema, StorageError
from newsarchive.exporting.destination import destination
from newsarchive.exporting.reading import columns_of, open_database, rows_of


def test_a_file_takes_its_name_when_it_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    with destination(file) as out:
        out.write(b"half ")
        assert not file.exists()
        out.write(b"whole")
    assert file.read_bytes() == b"half whole"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("error", [ValueError("x"), KeyboardInterrupt(), StorageError("x")])
def test_what_fails_leaves_the_file_of_before(tmp_path: Path, error: BaseException) -> None:
    file = tmp_path / "out.csv"
    file.write_bytes(b"of before")
    with pytest.raises(type(error)), destination(file) as out:
        out.write(b"half")
        raise error
    assert file.read_bytes() == b"of before"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("name", "words"),
    [("nowhere/out.csv", "No such file"), ("file/out.csv", "Not a directory"), ("folder", "Is a directory")],
)
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    with pytest.raises(StorageError, match=words) as raised, destination(tmp_path / name) as out:
        out.write(b"x")
    assert str(raised.value).startswith(f"cannot write {tmp_path / name}: ")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


def test_a_name_that_is_too_long_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="File name too long"), destination(tmp_path / ("a" * 300)) as out:
        out.write(b"x")


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    with destination(tmp_path / "link") as out:
        out.write(b"through")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"through"


def test_a_pipe_is_written_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    with destination(pipe) as out:
        out.write(b"through")
    reader.join(10)
    assert (read, pipe.is_fifo()) == ([b"through"], True)


def test_a_full_device_is_named() -> None:
    with (
        pytest.raises(StorageError, match="cannot write /dev/full: No space left"),
        destination(Path("/dev/full")) as out,
    ):
        out.write(b"x" * 100_000)


# --- reading


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_archive(tmp_path / "archive", write=True) as archive:
        archive.portal("bbn", url="https://news.example/")
        archive.commit()
    return tmp_path / "archive"


def test_an_archive_is_named_by_its_folder_or_its_file(folder: Path) -> None:
    assert database_file(folder) == database_file(folder / "archive.db") == folder / "archive.db"
    for path in (folder, folder / "archive.db"):
        with closing(open_database(path)) as db:
            assert db.execute("select name from portals").fetchall() == [("bbn",)]


@pytest.mark.parametrize("name", ["nowhere", "empty", "archive/nowhere.db"])
def test_where_there_is_none_it_is_said(folder: Path, name: str) -> None:
    (folder.parent / "empty").mkdir()
    with pytest.raises(StorageError, match=r"no archive at .*; a crawl makes one"):
        open_database(folder.parent / name)


def test_what_is_read_cannot_be_written(folder: Path) -> None:
    with closing(open_database(folder)) as db, pytest.raises(sqlite3.OperationalError, match="readonly"):
        db.execute("delete from portals")


@pytest.mark.parametrize("data", [b"", b"x", b"not a database " * 1_000, b"SQLite format 3\0" + bytes(4_080)])
def test_a_file_that_is_none_is_damaged(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "archive.db").write_bytes(data)
    with pytest.raises(DamagedArchive):
        open_database(tmp_path)


def test_a_database_of_others_is_none(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "archive.db")) as db, db:
        db.execute("create table books(title)")
    with pytest.raises(DamagedArchive, match="holds no archive"):
        open_database(tmp_path)


def test_an_archive_of_a_later_release_is_left_alone(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "archive.db")) as db, db:
        (table,) = db.execute("select name from sqlite_master where name like '%migrations%'").fetchone()
        columns = [row[1] for row in db.execute(f"pragma table_info({table})") if row[1] != "id"]
        told = ", ".join("'m999_later'" if name == "name" else name for name in columns)
        db.execute(f"insert into {table}({', '.join(columns)}) select {told} from {table} limit 1")
    with pytest.raises(NewerSchema, match="m999_later"):
        open_database(folder)


def test_a_snapshot_is_told_from_an_archive(folder: Path) -> None:
    assert not is_frozen(folder / "archive.db")
    (folder / "inspect.json").write_text("{}", encoding="utf-8")
    assert is_frozen(folder / "archive.db")


def test_columns_are_known_before_any_row(folder: Path) -> None:
    with closing(open_database(folder)) as db:
        assert columns_of(db, "select name, url as address from portals where name = :n", {"n": None}) == (
            "name",
            "address",
        )
        columns, rows = rows_of(db, "select name from portals where :n is null or name = :n", {"n": None})
        assert (columns, list(rows)) == (("name",), [("bbn",)])


@pytest.mark.parametrize("sql", ["select nothing from portals", "select", "select * from nowhere"])
def test_a_question_that_cannot_be_answered_is_an_error_of_the_archive(folder: Path, sql: str) -> None:
    with closing(open_database(folder)) as db, pytest.raises(StorageError, match="the archive cannot answer"):
        rows_of(db, sql, {})
