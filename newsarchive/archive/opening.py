"""Opening an archive: the lock, the database as it must be set, the schema, the tails of the captures."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from newsarchive.archive import migrations, spellings
from newsarchive.archive.faults import from_os, mapped
from newsarchive.captures import cut_tails
from newsarchive.captures.records import Earlier
from newsarchive.captures.writer import sync_folder
from newsarchive.errors import DamagedArchive, StorageError, UsageMistake

DATABASE, CAPTURES = "archive.db", "captures"

CHECKED_BYTES = 100_000_000
"""Size up to which a writer checks every page of the database at its start (0.1 s a 100 MB); above
it `verify` does."""

CACHE_KIB = 32_000
"""Memory for pages of the database: a grown index is walked at every look, SQLite's 2 MB hold none of it."""

CHECKPOINT_PAGES = 4_000
"""Pages of 4 KB in the write-ahead log after which they are brought home: with SQLite's 1,000 a page that every commit
touches is written twice as often, and a look costs a tenth more."""

BUSY_MILLISECONDS = 10_000
"""How long a statement waits for another program's lock: a reader that copies the database holds it shortly."""


def make_folders(path: Path) -> None:
    """Make the archive's folders where they are missing."""
    try:
        if path.is_file():
            raise StorageError(f"cannot use {path}: it is a file; name the archive's folder")
        path.mkdir(parents=True, exist_ok=True)
        if not (path / CAPTURES).is_dir():
            (path / CAPTURES).mkdir()
            sync_folder(path)
    except OSError as error:
        raise from_os(error, path) from error


def database_file(path: Path) -> Path:
    """Return the SQLite file of an archive's folder, of a snapshot's folder, or the file itself.

    Raises StorageError where there is none, or none that we may read.
    """
    try:
        file = path / DATABASE if path.is_dir() else path
        there = file.is_file()
    except OSError as error:  # a folder that we may not look into
        raise StorageError(f"cannot read {path}: {error.strerror}") from error
    if not there:
        raise StorageError(f"no archive at {path}; a crawl makes one, or name another folder")
    if not os.access(file, os.R_OK):
        raise StorageError(f"cannot read {file}: Permission denied")
    if file.name != DATABASE and file.read_bytes()[:16] != b"SQLite format 3\0":
        raise StorageError(f"{file} is no archive")
    return file


def is_frozen(file: Path) -> bool:
    """Tell whether nothing can write to the database: a published snapshot, or a file in a folder we cannot write.

    SQLite opens a WAL database read-only only where it can make or map the `-shm` file beside it.
    """
    if (file.parent / "inspect.json").is_file():
        return True
    return not os.access(file.parent, os.W_OK) and not file.with_name(file.name + "-wal").exists()


def connect_to_read(path: Path, *, any_thread: bool = False) -> Database:
    """Return the database of an archive or a snapshot, read only; also while a run writes, also on a read-only disk.

    `path`: its folder, or its file. `any_thread`: it may be used in one thread after another.
    Raises StorageError where there is none, DamagedArchive where the file is no database of ours, NewerSchema and
    OlderSchema where another release wrote it.
    """
    file = database_file(path)
    with mapped(file):
        mode = "immutable=1" if is_frozen(file) else "mode=ro"
        db = _connect(f"{file.resolve().as_uri()}?{mode}", any_thread=any_thread)
        try:
            if not db["articles"].exists():
                raise DamagedArchive(f"{file} holds no archive")
            migrations.check(db, path, to_read=True)
        except BaseException:
            db.conn.close()
            raise
    return db


def connect_to_write(path: Path, now: datetime) -> Database:
    """Return the archive's database, checked and with today's schema; the caller holds the lock."""
    file = path / DATABASE
    is_new = not file.exists() or file.stat().st_size == 0
    with mapped(file):
        db = _connect(file.resolve().as_uri())
        if not is_new:
            _check_sound(db, file)
            if migrations.is_snapshot(db.conn):
                raise UsageMistake(f"{path} holds a published snapshot, which is only read; name the archive's folder")
            migrations.check(db, path, to_read=False)
        for pragma in ("journal_mode = wal", "synchronous = full", "foreign_keys = on"):
            db.conn.execute(f"pragma {pragma}")
        db.conn.execute(f"pragma wal_autocheckpoint = {CHECKPOINT_PAGES}")
        if migrations.MIGRATIONS.pending(db):
            if not is_new and migrations.MIGRATIONS.applied(db):
                _copy(db, path, now)
            migrations.migrate(db)
            sync_folder(path)
        spellings.keep(db.conn)
        cut_tails(path / CAPTURES, ends_of_files(db.conn))
    return db


def _connect(uri: str, *, any_thread: bool = False) -> Database:
    conn = sqlite3.connect(uri, uri=True, isolation_level=None, cached_statements=256, check_same_thread=not any_thread)
    conn.execute(f"pragma busy_timeout = {BUSY_MILLISECONDS}")
    conn.execute(f"pragma cache_size = -{CACHE_KIB}")
    return Database(conn, recursive_triggers=False, execute_plugins=False)


def _check_sound(db: Database, file: Path) -> None:
    """Raise DamagedArchive where the database is cut short or, up to `CHECKED_BYTES`, damaged anywhere."""
    (pages,), (size,) = (db.conn.execute(f"pragma {name}").fetchone() for name in ("page_count", "page_size"))
    on_disk = file.stat().st_size
    if on_disk % size or (not file.with_name(f"{DATABASE}-wal").exists() and on_disk < pages * size):
        raise DamagedArchive(f"damaged archive: {file} is truncated; restore it from a copy")
    if pages * size <= CHECKED_BYTES:
        (found,) = db.conn.execute("pragma quick_check(1)").fetchone()
        if found != "ok":
            raise DamagedArchive(f"damaged archive: {file}: {' '.join(found.split())}; restore it from a copy")


def _copy(db: Database, path: Path, now: datetime) -> None:
    """Copy the database before its schema changes: archive-before-MIGRATION-TIME.db beside it. A disk too full for it
    keeps no half of one."""
    (first,) = [migration.name for migration in migrations.MIGRATIONS.pending(db)][:1]
    copy = path / f"archive-before-{first}-{now:%Y%m%dT%H%M%SZ}.db"
    try:
        db.conn.execute("vacuum into ?", (str(copy),))
    except sqlite3.Error:
        for left in (copy, copy.with_name(f"{copy.name}-journal")):
            left.unlink(missing_ok=True)
        raise


def ends_of_files(db: sqlite3.Connection) -> dict[str, int]:
    """Return for every WARC file the end of the last record that a row speaks of."""
    names = (
        "with recursive files(name) as (select min(warc_file) from captures union all "
        "select (select min(warc_file) from captures where warc_file > name) from files where name is not null) "
        "select name from files where name is not null"
    )
    last = "select warc_offset + warc_length from captures where warc_file = ? order by warc_offset desc limit 1"
    return {name: db.execute(last, (name,)).fetchone()[0] for (name,) in db.execute(names).fetchall()}


def earlier_in(db: sqlite3.Connection) -> Callable[[str], Earlier | None]:
    """Return what finds the capture that holds a payload already."""
    sql = "select record_id, url, fetched_at from captures where sha256 = ? and refers_to is null limit 1"

    def earlier(sha256: str) -> Earlier | None:
        found = db.execute(sql, (sha256,)).fetchone()
        return found and Earlier(*found)

    return earlier
