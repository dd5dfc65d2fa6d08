"""One request of the reading room: what it asks for, and reading the archive for it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from datasette.utils.asgi import Request

from newsarchive.publish.room import Room

if TYPE_CHECKING:  # Datasette imports its plugins while it is being imported itself
    from datasette.app import Datasette

T = TypeVar("T")

_LOOK_EVERY = 50_000
"""Instructions of SQLite between two looks at the clock (2 ms): for each look the thread waits until no other one runs
Python, and a search of 700,000 instructions waited 700 times."""

_KEPT_AT_MOST = 1_000

_kept: WeakKeyDictionary[Datasette, dict[Hashable, Any]] = WeakKeyDictionary()


class TooSlow(Exception):
    """The database did not answer within the room's time limit."""


@dataclass(frozen=True, slots=True)
class RoomRequest:
    """A reader's request, with the Datasette that serves it and the archive that it is about."""

    datasette: Datasette
    request: Request
    room: Room

    @property
    def named(self) -> dict[str, str]:
        """What the address names in its path: the parts that its route captures, as they were typed."""
        return cast("dict[str, str]", self.request.url_vars)

    def argument(self, name: str, cap: int = 200) -> str:
        """Return an argument of the address, at most `cap` characters; "" where it is not given."""
        return (self.request.args.get(name) or "").replace("\x00", "").strip()[:cap]

    def whole_number(self, name: str, most: int = 10_000) -> int:
        """Return an argument as a number between 0 and `most`; 0 where it is none."""
        text = self.argument(name, 12)
        return min(int(text), most) if text.isascii() and text.isdigit() else 0

    def with_args(self, **changed: object) -> str:
        """Return the request's own address with some of its arguments set; None takes one away."""
        args = self.request.args
        merged = {name: args.get(name) for name in args if args.get(name)} | changed
        query = urlencode({name: str(value) for name, value in merged.items() if value not in (None, "")})
        return f"{self.request.path}?{query}" if query else cast(str, self.request.path)

    def path(self, path: str) -> str:
        """Return the address of a page of this Datasette, which may be served below another's."""
        return cast(str, self.datasette.urls.path(path))

    async def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Return what `work` reads on one of Datasette's connections, in one of its threads; raises TooSlow."""

        def run(db: sqlite3.Connection) -> T:
            with _bounded(db, self.room.time_limit_ms):
                try:
                    return work(db)
                except sqlite3.OperationalError as error:
                    if error.args == ("interrupted",):
                        raise TooSlow from error
                    raise

        result: T = await self.datasette.get_database(self.room.database).execute_fn(run)
        return result

    async def soft(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """Return what `work` reads; None where that takes too long: what only adorns a page must not take it away."""
        try:
            return await self.read(work)
        except TooSlow:
            return None

    async def kept(self, key: Hashable, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """Return what `work` reads, as `soft` does; of a snapshot, which never changes, once for each key."""
        held = _kept.setdefault(self.datasette, {})
        if key in held:
            found: T = held[key]
            return found
        read_now = await self.soft(work)
        if self.room.frozen and read_now is not None and len(held) < _KEPT_AT_MOST:
            held[key] = read_now
        return read_now


@contextmanager
def _bounded(db: sqlite3.Connection, milliseconds: int) -> Iterator[None]:
    """Interrupt what takes longer; Datasette's own bound looks at the clock fifty times as often."""
    end = time.perf_counter() + milliseconds / 1_000
    db.set_progress_handler(lambda: time.perf_counter() >= end, _LOOK_EVERY)
    try:
        yield
    finally:
        db.set_progress_handler(None, 0)
