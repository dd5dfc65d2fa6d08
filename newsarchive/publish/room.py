"""The reading room: which of Datasette's databases is an archive, and reading from it."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from sqlite_utils import Database

from newsarchive.archive.migrations import check
from newsarchive.errors import StorageError

if TYPE_CHECKING:  # Datasette imports its plugins while it is being imported itself
    from datasette.app import Datasette

PLUGIN = "newsarchive"
"""Name of the plugin in Datasette's metadata and in the addresses of its static files."""

T = TypeVar("T")

_log = logging.getLogger(__name__)

_LOOK_EVERY = 50_000
"""Instructions of SQLite between two looks at the clock (2 ms): for each look the thread waits until no other one runs
Python, and a search of 700,000 instructions waited 700 times."""

_NEEDED = {"articles", "comments", "revisions", "captures", "pages"}


@dataclass(frozen=True, slots=True)
class Room:
    """An archive that a Datasette serves."""

    database: str
    """Name of the database in Datasette."""

    tables: frozenset[str]
    """Its tables: a published snapshot has more (statistics), or fewer (a masked one) than an archive."""

    public: bool = False
    """True: for people we do not know; no SQL of their own, no paths, limits on what costs much."""

    downloads: bool = True
    """True: whole exports may be fetched."""

    time_limit_ms: int = 1_000
    """What a page may take of the database."""

    at_once: int = 4
    """Heavy pages that are answered at the same time in public, by each process that serves the room."""

    patience_seconds: float = 10
    """How long a reader of a heavy page waits for a place."""

    frozen: bool = False
    """True: a snapshot that nothing writes to."""

    profile: str = "full"
    """What a snapshot tells: full, snippets, masked."""


_rooms: WeakKeyDictionary[Datasette, Room | None] = WeakKeyDictionary()


def room_of(datasette: Datasette) -> Room | None:
    """Return the archive that this Datasette serves, the first where it serves several; None where it serves none."""
    if datasette not in _rooms:
        _rooms[datasette] = _find(datasette)
    return _rooms[datasette]


def _find(datasette: Datasette) -> Room | None:
    local = (datasette._metadata_local.get("plugins") or {}).get(PLUGIN) or {}
    for name, database in datasette.databases.items():
        if database.path is None:
            continue
        tables, profile = _look(Path(database.path), not database.is_mutable)
        if tables >= _NEEDED:
            return Room(
                database=name,
                tables=frozenset(tables),
                public=bool(local.get("public")),
                downloads=bool(local.get("downloads", not local.get("public"))),
                time_limit_ms=int(local.get("time_limit_ms", 1_000)),
                at_once=int(local.get("at_once", 4)),
                patience_seconds=float(local.get("patience_seconds", 10)),
                frozen=not database.is_mutable,
                profile=profile,
            )
    return None


def _look(file: Path, frozen: bool) -> tuple[set[str], str]:
    """Return the tables of a database and, where it is a snapshot, its profile."""
    try:
        mode = "immutable=1" if frozen else "mode=ro"
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?{mode}", uri=True)) as db:
            tables = {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}
            if tables >= _NEEDED:
                check(Database(db, recursive_triggers=False, execute_plugins=False), file, to_read=True)
            told = db.execute("select profile from publication").fetchone() if "publication" in tables else None
            return tables, told[0] if told else "full"
    except sqlite3.DatabaseError:
        return set(), "full"
    except StorageError as error:  # `newsarchive serve` ends with it; a Datasette that serves others too goes on
        _log.warning("%s", error)
        return set(), "full"


class TooSlow(Exception):
    """The database did not answer within the room's time limit."""


async def read(datasette: Datasette, room: Room, work: Callable[[sqlite3.Connection], T]) -> T:
    """Return what `work` reads on one of Datasette's connections, in one of its threads; raises TooSlow."""

    def run(db: sqlite3.Connection) -> T:
        with _bounded(db, room.time_limit_ms):
            try:
                return work(db)
            except sqlite3.OperationalError as error:
                if error.args == ("interrupted",):
                    raise TooSlow from error
                raise

    result: T = await datasette.get_database(room.database).execute_fn(run)
    return result


@contextmanager
def _bounded(db: sqlite3.Connection, milliseconds: int) -> Iterator[None]:
    """Interrupt what takes longer; Datasette's own bound looks at the clock fifty times as often."""
    end = time.perf_counter() + milliseconds / 1_000
    db.set_progress_handler(lambda: time.perf_counter() >= end, _LOOK_EVERY)
    try:
        yield
    finally:
        db.set_progress_handler(None, 0)


async def soft(datasette: Datasette, room: Room, work: Callable[[sqlite3.Connection], T]) -> T | None:
    """Return what `work` reads; None where that takes too long: what only adorns a page must not take it away."""
    try:
        return await read(datasette, room, work)
    except TooSlow:
        return None


_kept: WeakKeyDictionary[Datasette, dict[Hashable, Any]] = WeakKeyDictionary()
_KEPT_AT_MOST = 1_000


async def kept(datasette: Datasette, room: Room, key: Hashable, work: Callable[[sqlite3.Connection], T]) -> T | None:
    """Return what `work` reads, as `soft` does; of a snapshot, which never changes, it is read once for each key."""
    held = _kept.setdefault(datasette, {})
    if key in held:
        found: T = held[key]
        return found
    read_now = await soft(datasette, room, work)
    if room.frozen and read_now is not None and len(held) < _KEPT_AT_MOST:
        held[key] = read_now
    return read_now
