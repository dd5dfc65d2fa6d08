"""The reading room: which of Datasette's databases is an archive, and how it is shown."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from datasette.utils import tilde_encode
from sqlite_utils import Database

from newsarchive.archive.migrations import check
from newsarchive.errors import StorageError

if TYPE_CHECKING:  # Datasette imports its plugins while it is being imported itself
    from datasette.app import Datasette

PLUGIN = "newsarchive"
"""Name of the plugin in Datasette's metadata and in the addresses of its static files."""

_log = logging.getLogger(__name__)

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

    seen_at: str | None = None
    """When the archive of which this is a snapshot last saw an article, UTC; None: it is no snapshot."""

    @property
    def path(self) -> str:
        """Address of the database in Datasette: "/archive", "/archive+~281~29" of `archive (1).db`."""
        return f"/{tilde_encode(self.database)}"


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
        tables, profile, seen_at = _look(Path(database.path), not database.is_mutable)
        if tables >= _NEEDED:
            return Room(
                database=name,
                tables=frozenset(tables),
                public=bool(local.get("public")),
                downloads=bool(local.get("downloads", not local.get("public"))),
                frozen=not database.is_mutable,
                profile=profile,
                seen_at=seen_at,
                **{name: local[name] for name in ("time_limit_ms", "at_once", "patience_seconds") if name in local},
            )
    return None


def _look(file: Path, frozen: bool) -> tuple[set[str], str, str | None]:
    """Return the tables of a database and, where it is a snapshot, its profile and the state that it shows."""
    try:
        mode = "immutable=1" if frozen else "mode=ro"
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?{mode}", uri=True)) as db:
            tables = {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}
            if tables >= _NEEDED:
                check(Database(db, recursive_triggers=False, execute_plugins=False), file, to_read=True)
            sql = "select profile, last_seen_at from publication"
            profile, seen_at = (db.execute(sql).fetchone() if "publication" in tables else None) or ("full", None)
            return tables, profile, seen_at
    except sqlite3.DatabaseError:
        return set(), "full", None
    except StorageError as error:  # `newsarchive serve` ends with it; a Datasette that serves others too goes on
        _log.warning("%s", error)
        return set(), "full", None
