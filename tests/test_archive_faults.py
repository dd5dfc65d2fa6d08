"""What the disk and SQLite refuse, as errors that a user can act on."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from newsarchive.archive.faults import from_os, from_sqlite, mapped
from newsarchive.errors import DamagedArchive, NoSpaceLeft, ReadOnlyArchive, StorageError

FILE = Path("archive/archive.db")


@pytest.mark.parametrize(
    ("number", "kind", "words"),
    [
        (errno.ENOSPC, NoSpaceLeft, "no space left on the disk"),
        (errno.EDQUOT, NoSpaceLeft, "no space left on the disk"),
        (errno.EROFS, ReadOnlyArchive, "read-only archive"),
        (errno.EACCES, ReadOnlyArchive, "read-only archive"),
        (errno.EPERM, ReadOnlyArchive, "read-only archive"),
        (errno.EIO, StorageError, "cannot use"),
        (errno.ENOENT, StorageError, "cannot use"),
        (errno.ENOTDIR, StorageError, "cannot use"),
        (errno.EMFILE, StorageError, "cannot use"),
    ],
)
def test_an_error_of_the_disk_names_the_file_and_what_is_wrong(
    number: int, kind: type[StorageError], words: str
) -> None:
    found = from_os(OSError(number, os.strerror(number)), FILE)
    assert type(found) is kind
    assert words in str(found) and str(FILE) in str(found) and "\n" not in str(found)
    assert found.exit_code == 4


def failed(sql: str, file: Path, uri: str = "") -> sqlite3.Error:
    """Return what SQLite raises."""
    with pytest.raises(sqlite3.Error) as raised, closing(sqlite3.connect(uri or file, uri=bool(uri))) as db:
        db.execute(sql).fetchall()
    return raised.value


def test_a_file_that_is_no_database_is_damaged(tmp_path: Path) -> None:
    file = tmp_path / "archive.db"
    file.write_bytes(b"not a database at all, " * 100)
    found = from_sqlite(failed("select * from sqlite_master", file), file)
    assert type(found) is DamagedArchive
    assert str(found) == f"damaged archive: {file}: file is not a database; restore it from a copy"


def test_a_database_that_was_cut_is_damaged(tmp_path: Path) -> None:
    file = tmp_path / "archive.db"
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("create table t(x)")
        db.executemany("insert into t values (?)", [("x" * 500,)] * 200)
    with file.open("r+b") as opened:
        opened.truncate(8192)
    assert type(from_sqlite(failed("select count(*), max(x) from t", file), file)) is DamagedArchive


def test_a_write_where_only_reading_is_allowed_is_named(tmp_path: Path) -> None:
    file = tmp_path / "archive.db"
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("create table t(x)")
    found = from_sqlite(failed("insert into t values (1)", file, f"{file.as_uri()}?mode=ro"), file)
    assert type(found) is ReadOnlyArchive
    assert "readonly" in str(found)


def test_a_full_database_is_a_full_disk(tmp_path: Path) -> None:
    file = tmp_path / "archive.db"
    with closing(sqlite3.connect(file)) as db:
        db.execute("create table t(x)")
        db.execute("pragma max_page_count = 3")
        with pytest.raises(sqlite3.OperationalError) as raised:
            db.executemany("insert into t values (?)", [("x" * 4000,)] * 50)
    assert type(from_sqlite(raised.value, file)) is NoSpaceLeft


def test_a_folder_that_is_not_there_is_named_by_the_disk(tmp_path: Path) -> None:
    file = tmp_path / "nowhere" / "archive.db"
    found = from_sqlite(failed("select 1", file), file)
    assert type(found) is StorageError and "No such file" in str(found)


@pytest.mark.parametrize(
    ("sql", "words"),
    [("select * from nowhere", "no such table"), ("nonsense", "syntax error"), ("select x", "no such column")],
)
def test_any_other_error_keeps_its_words(tmp_path: Path, sql: str, words: str) -> None:
    file = tmp_path / "archive.db"
    found = from_sqlite(failed(sql, file), file)
    assert type(found) is StorageError and words in str(found)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(errno.ENOSPC, "full"), NoSpaceLeft),
        (PermissionError(errno.EACCES, "no"), ReadOnlyArchive),
        (sqlite3.DatabaseError("odd"), StorageError),
        (sqlite3.OperationalError("locked"), StorageError),
    ],
)
def test_errors_of_a_block_are_turned_and_keep_their_cause(error: Exception, kind: type[StorageError]) -> None:
    with pytest.raises(kind) as raised, mapped(FILE):
        raise error
    assert raised.value.__cause__ is error


@pytest.mark.parametrize("error", [ValueError("x"), KeyError("x"), StorageError("x"), KeyboardInterrupt()])
def test_errors_of_another_kind_pass(error: BaseException) -> None:
    with pytest.raises(type(error)) as raised, mapped(FILE):
        raise error
    assert raised.value is error
