"""Opening an archive or a published snapshot to read, and the rows of an export."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlite_utils import Database

from newsarchive.archive.migrations import check
from newsarchive.errors import DamagedArchive, StorageError

Cell = str | int | float | bytes | None


def database_file(path: Path) -> Path:
    """Return the SQLite file of an archive's folder, of a snapshot's folder, or the file itself.

    Raises StorageError where there is none, or none that we may read.
    """
    try:
        file = path / "archive.db" if path.is_dir() else path
        there = file.is_file()
    except OSError as error:  # a folder that we may not look into
        raise StorageError(f"cannot read {path}: {error.strerror}") from error
    if not there:
        raise StorageError(f"no archive at {path}; a crawl makes one, or name another folder")
    if not os.access(file, os.R_OK):
        raise StorageError(f"cannot read {file}: Permission denied")
    return file


def is_frozen(file: Path) -> bool:
    """Tell whether nothing can write to the database: a published snapshot, or a file in a folder we cannot write.

    SQLite opens a WAL database read-only only where it can make or map the `-shm` file beside it.
    """
    if (file.parent / "inspect.json").is_file():
        return True
    return not os.access(file.parent, os.W_OK) and not file.with_name(file.name + "-wal").exists()


def open_database(path: Path, *, any_thread: bool = False) -> sqlite3.Connection:
    """Return a read-only connection to the archive at `path` (its folder or its database file).

    `any_thread`: it may be used in one thread after another.

    Raises StorageError where there is none, DamagedArchive where the file is no database of ours, NewerSchema and
    OlderSchema where another release wrote it.
    """
    file = database_file(path)
    mode = "immutable=1" if is_frozen(file) else "mode=ro"
    db = sqlite3.connect(f"{file.resolve().as_uri()}?{mode}", uri=True, check_same_thread=not any_thread)
    try:
        db.execute("pragma busy_timeout = 5000")
        found = {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}
        if "articles" not in found:
            raise DamagedArchive(f"{file} holds no archive")
        check(Database(db, recursive_triggers=False, execute_plugins=False), path, to_read=True)
    except sqlite3.DatabaseError as error:
        db.close()
        raise DamagedArchive(f"damaged archive {file}: {error}; `newsarchive verify` lists the faults") from error
    except StorageError:
        db.close()
        raise
    return db


def columns_of(db: sqlite3.Connection, sql: str, parameters: Mapping[str, Cell]) -> tuple[str, ...]:
    """Return the names of a select statement's columns without running it to the end."""
    cursor = db.execute(f"select * from ({sql}) limit 0", dict(parameters))
    return tuple(column[0] for column in cursor.description)


def rows_of(
    db: sqlite3.Connection, sql: str, parameters: Mapping[str, Cell]
) -> tuple[tuple[str, ...], Iterator[tuple[Cell, ...]]]:
    """Return the columns of a select statement and its rows, one after another as SQLite finds them."""
    try:
        cursor = db.execute(sql, dict(parameters))
    except sqlite3.DatabaseError as error:
        raise StorageError(f"the archive cannot answer: {error}") from error
    return tuple(column[0] for column in cursor.description), _each(cursor)


def _each(cursor: sqlite3.Cursor) -> Iterator[tuple[Cell, ...]]:
    try:
        for row in cursor:  # noqa: UP028  (`yield from` would close the cursor, maybe after its database)
            yield row
    except sqlite3.DatabaseError as error:
        raise DamagedArchive(f"damaged archive: {error}; `newsarchive verify` lists the faults") from error
