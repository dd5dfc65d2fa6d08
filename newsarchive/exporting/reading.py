"""Opening an archive or a published snapshot to read, and the rows of an export."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from newsarchive.archive.opening import connect_to_read
from newsarchive.errors import DamagedArchive, StorageError

Cell = str | int | float | bytes | None


def open_database(path: Path, *, any_thread: bool = False) -> sqlite3.Connection:
    """Return a read-only connection to the archive at `path`, as `connect_to_read` does."""
    return connect_to_read(path, any_thread=any_thread).conn


@contextmanager
def one_state(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the archive at `path` so that everything that is asked is answered from one state, whatever a run writes."""
    with closing(open_database(path)) as db:
        db.execute("begin")
        yield db


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
