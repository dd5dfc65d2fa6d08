"""What the disk and SQLite refuse, as errors that a user can act on."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsarchive.errors import DamagedArchive, NoSpaceLeft, ReadOnlyArchive, StorageError

_FULL = (errno.ENOSPC, errno.EDQUOT)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)

_ROOM_BYTES = 65_536
"""What a commit needs at least: the index of the write-ahead log grows by 32 KiB."""


class Unstorable(ValueError):
    """A value that is no text or number a database can hold: half of a surrogate pair, an integer of 200 digits."""


REFUSED = (
    sqlite3.IntegrityError,
    sqlite3.DataError,
    sqlite3.InterfaceError,
    OverflowError,
    UnicodeEncodeError,
    Unstorable,
)
"""What SQLite raises where it refuses a value or a row, not where it cannot write."""


def from_os(error: OSError, path: Path) -> StorageError:
    """Return what an OSError on a file of the archive means."""
    if error.errno in _FULL:
        return NoSpaceLeft(f"no space left on the disk of {path}; make room and start again, nothing stored is lost")
    if error.errno in _READ_ONLY:
        return ReadOnlyArchive(f"read-only archive: {path} cannot be written ({error.strerror})")
    return StorageError(f"cannot use {path}: {error.strerror}")


def from_sqlite(error: sqlite3.Error, path: Path) -> StorageError:
    """Return what an error of SQLite on the archive's database means (https://sqlite.org/rescode.html)."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    text = str(error)
    if code == sqlite3.SQLITE_FULL:
        return from_os(OSError(errno.ENOSPC, text), path)
    if code == sqlite3.SQLITE_READONLY:
        return ReadOnlyArchive(f"read-only archive: {path} cannot be written ({text})")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return DamagedArchive(f"damaged archive: {path}: {text}; restore it from a copy")
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN) and (why := _disk(path)):
        return from_os(OSError(why, os.strerror(why)), path)
    return StorageError(f"cannot use {path}: {text}")


def _disk(path: Path) -> int | None:
    """Return what is wrong with the disk, as an errno: SQLite says "disk I/O error" of a full one too."""
    try:
        disk = os.statvfs(path.parent)
    except OSError as error:
        return error.errno
    if disk.f_flag & os.ST_RDONLY:
        return errno.EROFS
    return errno.ENOSPC if disk.f_bavail * disk.f_frsize < _ROOM_BYTES else None


@contextmanager
def mapped(path: Path) -> Iterator[None]:
    """Turn errors of the disk and of SQLite into errors of the archive."""
    try:
        yield
    except sqlite3.Error as error:
        raise from_sqlite(error, path) from error
    except OSError as error:
        raise from_os(error, path) from error
