"""The archive: a folder with `archive.db`, `captures/` and a lock; one writer, any number of readers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlite_utils import Database

from newsarchive.archive import erased, erased_texts, health, opening, runs
from newsarchive.archive.articles import Outcome
from newsarchive.archive.erased import Erased
from newsarchive.archive.faults import REFUSED, mapped
from newsarchive.archive.health import Alarm
from newsarchive.archive.lock import Lock
from newsarchive.archive.looks import Visit
from newsarchive.archive.rows import savepoint
from newsarchive.archive.visits import store_evidence, store_refused, store_visit
from newsarchive.captures import CaptureReader, CaptureWriter, Exchange
from newsarchive.captures.reader import place_of
from newsarchive.errors import ReadOnlyArchive, StorageError
from newsarchive.items import Article, Capture
from newsarchive.times import utc_text
from newsarchive.urls import origin, same_host


class Archive:
    """An open archive. As a context manager it commits at its end, or rolls back after an exception."""

    def __init__(self, path: Path, db: Database, lock: Lock | None, opened_at: datetime) -> None:
        self.path = path
        self.db = db
        self.opened_at = opened_at
        self.pending = 0
        """Visits stored since the last commit."""

        self._lock = lock
        self._failure: StorageError | None = None
        self._tallies: dict[int, runs.Tally] = {}
        self._writer = _MappedWriter(path / opening.CAPTURES, db.conn) if lock else None

    @property
    def captures(self) -> CaptureWriter:
        """What writes the captures; raises ReadOnlyArchive where the archive was opened to be read."""
        if self._writer is None:
            raise ReadOnlyArchive(f"read-only archive: {self.path} was opened to be read")
        return self._writer

    @property
    def reader(self) -> CaptureReader:
        """What reads captures back."""
        return CaptureReader(self.path / opening.CAPTURES, partial(place_of, self.db.conn))

    @cached_property
    def erased(self) -> Erased:
        """What was taken down and may not come back."""
        with self.faults():
            return erased.load(self.db.conn, self.path)

    def capture(
        self, exchanges: Iterable[Exchange], portal_id: int, article: Article | None = None
    ) -> tuple[Capture, ...]:
        """Write exchanges to the WARC, without what was taken down, and return where they lie.

        `article`: what was read from them; it tells the texts of comments that may not be kept.
        """
        if self.erased:
            exchanges = erased_texts.kept_exchanges(self.erased, exchanges, article, self._name_of(portal_id))
        return tuple(map(self.captures.write, exchanges))

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Turn what SQLite and the disk refuse into errors of the archive; nothing more is stored after one."""
        try:
            with mapped(self.path / opening.DATABASE):
                yield
        except StorageError as error:
            # SQLite rolls back by itself after some errors: what was stored before must not be built upon.
            self._failure = error if self._lock else None
            raise

    def begin(self) -> None:
        """Begin the transaction that `commit` ends, where none is open, with the right to write: one that has read
        before it writes does not wait for another program's lock (`verify` takes it for a moment), but fails."""
        self._refuse_after_failure()
        if not self.db.conn.in_transaction:
            with self.faults():
                self.db.conn.execute("begin immediate")

    def portal(
        self, name: str, *, url: str, title: str | None = None, language: str | None = None, timezone: str | None = None
    ) -> int:
        """Add the portal or bring it up to date (what is not given stays), and return its id."""
        sql = (
            "insert into portals(name, url, title, language, timezone) values (?, ?, ?, ?, ?) "
            "on conflict (name) do update set url = excluded.url, title = coalesce(excluded.title, title), "
            "language = coalesce(excluded.language, language), timezone = coalesce(excluded.timezone, timezone)"
        )
        with self.faults():
            _change_origin(self.db.conn, name, url)
            self.db.execute(sql, (name, url, title, language, timezone))
            (portal_id,) = self.db.conn.execute("select id from portals where name = ?", (name,)).fetchone()
        return int(portal_id)

    def start_run(self, portal_id: int, *, started_at: datetime, reason: str = "scheduled") -> int:
        """Add a run and return its id."""
        with self.faults():
            return runs.start(self.db.conn, portal_id, utc_text(started_at), reason)

    def finish_run(
        self, run_id: int, *, finished_at: datetime, reason: str, requests: int, warc_bytes: int, **more: Any
    ) -> list[Alarm]:
        """Write how the run ended, judge it and return what is wrong with it.

        `more`: other columns of `runs` (bytes, discovered, slowest).
        """
        now = utc_text(finished_at)
        row = {"finished_at": now, "reason": reason, "requests": requests, "warc_bytes": warc_bytes}
        self.begin()
        with self.faults():
            self._write_tallies()
            runs.finish(self.db.conn, run_id, row | more)
            alarms = health.judge(self.db.conn, run_id, now)
            runs.finish(self.db.conn, run_id, health.told(alarms))
        self.commit()
        return alarms

    def save(self, visit: Visit) -> Outcome:
        """Store a visit in one savepoint and return what became of the article. `commit` makes it last.

        Rows that the database refuses put the page into quarantine; nothing else is lost by them.
        """
        self.begin()
        if self.erased and visit.article is not None:
            visit = self._without_erased(visit, visit.article)
        with self.faults():
            try:
                with savepoint(self.db.conn):
                    outcome, state, kind = store_visit(self.db.conn, visit)
            except REFUSED as error:
                with savepoint(self.db.conn):
                    outcome, state, kind = store_refused(self.db.conn, visit, f"refused: {error}"[:300])
        self.pending += 1
        if visit.run_id is not None:
            self._tallies.setdefault(visit.run_id, runs.Tally()).add(kind, state, outcome, visit.article)
        return outcome

    def save_evidence(self, visit: Visit) -> None:
        """Store the captures of a look that is older than the archive's last; the article stands as it is."""
        self.begin()
        with self.faults(), savepoint(self.db.conn):
            store_evidence(self.db.conn, visit)
        self.pending += 1

    def commit(self) -> None:
        """Sync the captures, then commit every row stored since the last commit."""
        self._refuse_after_failure()
        with self.faults():
            if self._writer is not None:
                self._writer.sync()
            if self.db.conn.in_transaction:
                self._write_tallies()
                self.db.conn.execute("commit")
        self.pending = 0

    def close(self) -> None:
        """Roll back what was not committed and let go of the files and the lock."""
        try:
            if self._writer is not None:
                self._writer.close()
            if self.db.conn.in_transaction:
                self.db.conn.execute("rollback")
        finally:
            with suppress(sqlite3.Error):
                self.db.conn.close()
            if self._lock is not None:
                self._lock.release()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if kind is not None:
            # What is wrong has been raised already; a disk that fails again while closing adds nothing to it.
            with suppress(OSError, sqlite3.Error):
                self.close()
            return
        try:
            self.commit()
        finally:
            with self.faults():
                self.close()

    def _without_erased(self, visit: Visit, article: Article) -> Visit:
        """Return the visit without what was taken down: comments, names, or the article itself."""
        if self.erased.holds_url(article.url):
            return replace(visit, state="refused", reason="erased", article=None, aliases=())
        portal = self._name_of(visit.portal_id)
        return replace(visit, article=erased_texts.without(self.erased, article, portal))

    def _name_of(self, portal_id: int) -> str:
        (name,) = self.db.conn.execute("select name from portals where id = ?", (portal_id,)).fetchone()
        return str(name)

    def _refuse_after_failure(self) -> None:
        if self._failure is not None:
            raise type(self._failure)(str(self._failure))

    def _write_tallies(self) -> None:
        for run_id, tally in self._tallies.items():
            if tally.changed:
                tally.write(self.db.conn, run_id)


def _change_origin(db: sqlite3.Connection, portal: str, home: str) -> None:
    """Have the portal's pages asked under the scheme and "www." of its home page where these are others than before;
    what was refused is due at once."""
    known = db.execute("select id, url from portals where name = ?", (portal,)).fetchone()
    if known is None or not same_host(known[1], home) or origin(known[1]) == origin(home):
        return
    old, new = f"{origin(known[1])}/", f"{origin(home)}/"
    sql = (
        "update pages set url = ? || substr(url, ?), next_visit_at = iif(state = 'refused', fetched_at, next_visit_at) "
        "where portal_id = ? and substr(url, 1, ?) = ?"
    )
    db.execute(sql, (new, len(old) + 1, known[0], len(old), old))


class _MappedWriter(CaptureWriter):
    """A capture writer whose errors are those of the archive."""

    def __init__(self, folder: Path, db: sqlite3.Connection) -> None:
        super().__init__(folder, opening.earlier_in(db))
        self._where = folder

    def write(self, exchange: Exchange) -> Capture:
        with mapped(self._where):
            return super().write(exchange)

    def sync(self) -> None:
        with mapped(self._where):
            super().sync()


@contextmanager
def _released_on_failure(lock: Lock) -> Iterator[None]:
    try:
        yield
    except BaseException:
        lock.release()
        raise


def open_archive(path: Path, *, write: bool = False, lock_wait: float = 0.0, now: datetime | None = None) -> Archive:
    """Open the archive in the folder; with `write` it is made where there is none, and held until it is closed.

    `lock_wait`: seconds to wait for another run. `now`: for the name of the copy made before the schema changes.
    Raises ArchiveHeld, ReadOnlyArchive, NoSpaceLeft, DamagedArchive, NewerSchema, StorageError.
    """
    opened_at = now or datetime.now(UTC)
    if not write:
        return Archive(path, opening.connect_to_read(path), None, opened_at)
    opening.make_folders(path)
    lock = Lock(path)
    lock.acquire(lock_wait)
    with _released_on_failure(lock):
        return Archive(path, opening.connect_to_write(path, opened_at), lock, opened_at)
