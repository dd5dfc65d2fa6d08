"""What a disk, a crash, a second writer or SQLite refuses: an error that a user can act on, nothing built upon it."""

from __future__ import annotations

import errno
import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from newsarchive.archive.faults import from_os, from_sqlite, mapped
from newsarchive.archive.store import open_archive
from newsarchive.archive.verify import verify
from newsarchive.errors import ArchiveHeld, DamagedArchive, NoSpaceLeft, ReadOnlyArchive, StorageError
from tests.looks import URL, article, ask, files, look, rows

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


def test_what_is_not_committed_is_not_there(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article())
    with pytest.raises(KeyboardInterrupt), open_archive(tmp_path, write=True) as archive:
        look(archive, article(url=f"{URL}2/", source_id="2", headline="Another", body=("Words.",)))
        assert archive.pending == 1
        raise KeyboardInterrupt
    assert ask(tmp_path, "select count(*) from articles") == [(1,)]
    with open_archive(tmp_path, write=True):
        pass  # cuts the tail
    assert list(verify(tmp_path)) == []


KILLED = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from newsarchive.archive.store import open_archive
from tests.looks import ask, article, look
archive = open_archive(Path({path!r}), write=True)
for number in range(100_000):
    look(archive, article(url=f"https://news.example/{{number}}/", source_id=str(number), headline=f"Story {{number}}"))
    if number % 7 == 0:
        archive.commit()
        print(number, flush=True)
"""


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_writer_loses_nothing_that_was_committed(tmp_path: Path, seed: int) -> None:
    root = str(Path(__file__).resolve().parent.parent)
    script = KILLED.format(root=root, path=str(tmp_path / "archive"))
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(random.Random(seed).randint(2, 12)):
            last = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
        last = max([last, *map(int, process.stdout.read().split())])
    with open_archive(tmp_path / "archive", write=True) as archive:
        held = rows(archive, "select count(*), max(source_id + 0) from articles")[0]
        assert held[0] == held[1] + 1 and held[1] >= last
        assert rows(archive, "select count(*) from articles where body is null or revision_count <> 1") == [(0,)]
    assert list(verify(tmp_path / "archive")) == []


def test_a_second_writer_is_told_who_holds_the_archive(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True):
        with pytest.raises(ArchiveHeld, match=f"another run holds {tmp_path} \\(process {os.getpid()}\\)"):
            open_archive(tmp_path, write=True)
        with open_archive(tmp_path) as reader:
            assert rows(reader, "select count(*) from articles") == [(0,)]
    with open_archive(tmp_path, write=True):
        pass


def test_a_reader_sees_what_is_committed_and_cannot_write(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as writer, open_archive(tmp_path) as reader:
        look(writer, article())
        assert rows(reader, "select count(*) from articles") == [(0,)]
        writer.commit()
        assert rows(reader, "select count(*) from articles") == [(1,)]
        with pytest.raises(ReadOnlyArchive, match="read-only"):
            reader.portal("other", url="https://other.example/")
        with pytest.raises(ReadOnlyArchive, match="read-only"):
            _ = reader.captures


@pytest.mark.parametrize("damage", ["header", "page", "truncated", "capture"])
def test_a_damaged_archive_is_refused(tmp_path: Path, damage: str) -> None:
    with open_archive(tmp_path, write=True) as archive:
        for number in range(20):
            look(archive, article(url=f"{URL}{number}/", source_id=str(number), headline=f"Story {number}"))
    file = tmp_path / "archive.db"
    content = bytearray(file.read_bytes())
    if damage == "header":
        content[:32] = b"garbage!" * 4
    if damage == "page":
        content[4096 * 5 : 4096 * 6] = random.Random(1).randbytes(4096)
    if damage == "truncated":
        del content[len(content) // 2 :]
    file.write_bytes(content)
    if damage == "capture":
        os.truncate(files(tmp_path)[0], files(tmp_path)[0].stat().st_size - 700)
    with pytest.raises(DamagedArchive, match="damaged archive"):
        open_archive(tmp_path, write=True)


def test_a_folder_without_an_archive_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=f"no archive at {tmp_path}"):
        open_archive(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_after_a_failed_write_nothing_is_built_upon_it(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article())
    with pytest.raises(StorageError), open_archive(tmp_path, write=True) as archive:
        look(archive, article(url=f"{URL}2/", source_id="2", headline="Second", body=("Words.",)))
        archive.db.conn.execute("pragma max_page_count = 1")
        with pytest.raises(NoSpaceLeft, match="no space left"):
            look(archive, article(url=f"{URL}3/", source_id="3", headline="Third", body=("Words " * 9_000,)))
        archive.db.conn.execute("pragma max_page_count = 1000000")
        with pytest.raises(NoSpaceLeft, match="start again"):
            archive.commit()
        look(archive, article(url=f"{URL}4/", source_id="4", headline="Fourth", body=("Words.",)))
    assert ask(tmp_path, "select count(*) from articles") == [(1,)]
    with open_archive(tmp_path, write=True) as archive:
        assert look(archive, article(url=f"{URL}2/", source_id="2", headline="Second", body=("Words.",))) == "new"
    assert list(verify(tmp_path)) == []
