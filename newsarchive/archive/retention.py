"""Forgetting old captures: what proves no version, no comment and no absence any more, and takes room.

First the rows go, in one commit; then each WARC file that lost some is written anew without their records, synced, and
the rows that stay are pointed to the new file in one commit; then the old file goes. A crash in between leaves a file
without rows, which the next start removes.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newsarchive.archive.opening import CAPTURES
from newsarchive.archive.store import Archive
from newsarchive.captures import WHOLE, records
from newsarchive.captures.walk import Step, walk
from newsarchive.captures.writer import file_name, newest, sync_folder
from newsarchive.errors import DamagedArchive
from newsarchive.times import utc_text

_NEEDED = f"""
create temp table needed_visits(id integer primary key);
insert or ignore into needed_visits
    select k.visit_id from revisions r join captures k on k.id = r.capture_id where k.visit_id is not null;
insert or ignore into needed_visits select id from visits where comments_new > 0 or outcome = 'imported';
insert or ignore into needed_visits
    select max(id) from visits where article_id is not null and outcome in ('new', 'changed', 'same')
    group by article_id;
insert or ignore into needed_visits
    select v.id from comment_revisions x join comments c on c.id = x.comment_id
    join visits v on v.article_id = c.article_id and v.at = x.seen_at;
insert or ignore into needed_visits
    select v.id from comments c join visits v on v.article_id = c.article_id and v.at = c.missing_since;
insert or ignore into needed_visits
    select v.id from availability x join visits v on v.page_id = x.page_id and v.at = x.first_at;
create temp table needed(id integer primary key);
insert into needed select k.id from captures k join needed_visits v on v.id = k.visit_id;
insert or ignore into needed
    select max(k.id) from captures k join visits v on v.id = k.visit_id where k.kind = 'page' and k.status in {WHOLE}
    group by v.page_id;
create temp table dropped(id integer primary key);
insert into dropped select id from captures where fetched_at < :before and id not in (select id from needed);
delete from dropped where id in (
    select refers_to from captures where refers_to is not null and id not in (select id from dropped)
);
"""
"""What proves something: the look behind each version; the first look at each comment, at a change of it and at its
absence; the first sighting of each absence of an article; the last look at each article; each page's last capture; and
what was imported."""


@dataclass(frozen=True, slots=True)
class Freed:
    """What was forgotten."""

    captures: int
    bytes: int


def prune(archive: Archive, before: datetime, *, dry_run: bool = False) -> Freed:
    """Forget the captures from before a moment that nothing needs, and return how many and how many bytes.

    Raises DamagedArchive where a record that stays cannot be read.
    """
    db = archive.db.conn
    archive.commit()
    with archive.faults():
        try:
            files = _choose(db, utc_text(before))
            count, size = db.execute(
                "select count(*), coalesce(sum(warc_length), 0) from captures where id in (select id from temp.dropped)"
            ).fetchone()
            if dry_run or not count:
                return Freed(count, size)
            archive.begin()
            # Revisits first: they point to what holds their payload.
            for held in ("refers_to is not null", "refers_to is null"):
                db.execute(f"delete from captures where {held} and id in (select id from temp.dropped)")
            archive.commit()
            archive.captures.close()  # a later write begins at the end of what is the newest file then
            freed = sum(_compact(archive, name) for name in files)
        finally:
            for table in ("needed_visits", "needed", "dropped"):
                db.execute(f"drop table if exists temp.{table}")
    return Freed(count, freed)


def _choose(db: sqlite3.Connection, before: str) -> list[str]:
    for statement in _NEEDED.split(";\n"):
        if statement.strip():
            db.execute(statement, {"before": before} if ":before" in statement else {})
    sql = "select distinct warc_file from captures where id in (select id from temp.dropped) order by 1"
    return [name for (name,) in db.execute(sql).fetchall()]


def _compact(archive: Archive, name: str) -> int:
    """Write the file anew with the records that rows speak of, and return the bytes that this frees."""
    db, folder = archive.db.conn, archive.path / CAPTURES
    old = folder / name
    before = old.stat().st_size
    sql = "select warc_offset, id from captures where warc_file = ? order by warc_offset"
    rows: dict[int, int] = dict(db.execute(sql, (name,)).fetchall())
    if not rows:
        old.unlink()
        sync_folder(folder)
        return before
    last = newest(folder)
    new = folder / file_name(archive.opened_at, last[0] + 1 if last else 1)
    places = _copy(old, new, rows, archive.opened_at)
    sync_folder(folder)
    archive.begin()
    sql = "update captures set warc_file = ?, warc_offset = ? where id = ?"
    db.executemany(sql, [(new.name, offset, id_) for id_, offset in places.items()])
    archive.commit()
    old.unlink()
    sync_folder(folder)
    return before - new.stat().st_size


def _copy(old: Path, new: Path, rows: dict[int, int], at: datetime) -> dict[int, int]:
    """Copy the records at these offsets, each after its request, and return id → offset in the new file."""
    places: dict[int, int] = {}
    with old.open("rb") as source, new.open("xb") as target:
        target.write(records.warcinfo(new.name, at))
        for request, response in _exchanges(old, list(rows)):
            if response.offset in rows:
                for step in filter(None, (request, response)):
                    if step is response:
                        places[rows[step.offset]] = target.tell()
                    source.seek(step.offset)
                    target.write(source.read(step.length))
        target.flush()
        os.fsync(target.fileno())
    if len(places) < len(rows):
        new.unlink()
        raise DamagedArchive(f"damaged archive: {old} lacks records; 'newsarchive verify' lists the faults")
    return places


def _exchanges(file: Path, offsets: list[int]) -> Iterator[tuple[Step | None, Step]]:
    """Yield the readable responses of a file, each with the request before it."""
    request: Step | None = None
    for step in walk(file, offsets):
        record = step.record
        if record is not None and record.kind == "request":
            request = step
            continue
        if record is not None:
            answered = request and request.record and request.record.headers.get("warc-concurrent-to")
            yield (request if answered == record.headers.get("warc-record-id") else None), step
        request = None
