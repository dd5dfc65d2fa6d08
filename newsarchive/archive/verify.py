"""Is the archive whole? One line a fault: the database, its indexes, every WARC record, every reference."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from newsarchive.archive import opening
from newsarchive.archive.faults import mapped
from newsarchive.archive.lock import is_held
from newsarchive.archive.migrations import is_snapshot
from newsarchive.archive.schema import INDEXED
from newsarchive.captures.reader import Record
from newsarchive.captures.walk import Step, walk

INDEXES = tuple(f"{table}_fts" for table in INDEXED)

_REFERENCES = {
    "article {0} has no capture": """
        select url from articles a where not exists (
            select 1 from revisions r join captures c on c.id = r.capture_id where r.article_id = a.id
        ) order by id
    """,
    "article {0}: {1} versions, but revision_count is {2}": """
        select a.url, count(r.id), a.revision_count from articles a left join revisions r on r.article_id = a.id
        group by a.id having count(r.id) <> a.revision_count or max(r.number) <> a.revision_count order by a.id
    """,
    "article {0}: {1} comments, but comment_count is {2}": """
        select a.url, count(c.id), a.comment_count from articles a
        left join comments c on c.article_id = a.id and c.kind = 'comment'
        group by a.id having count(c.id) <> a.comment_count order by a.id
    """,
    "comment {0} of article {1} answers a comment of another article": """
        select c.id, c.article_id from comments c join comments p on p.id = c.parent_id
        where p.article_id <> c.article_id order by c.id
    """,
}
"""What must hold between tables beyond the foreign keys: the fault's words, and the SQL that finds it."""


def verify(path: Path) -> Iterator[str]:
    """Yield one line for every fault of the archive at `path`, its folder or its file. Nothing is written.

    A published snapshot has no captures of its own. Raises StorageError where there is no archive to look at,
    DamagedArchive where the database cannot be opened at all.
    """
    with closing(opening.connect_to_read(path).conn) as db:
        try:
            yield from _database(db)
            yield from _indexes(path)
            yield from _references(db)
            if not is_snapshot(db):
                yield from _captures(db, opening.database_file(path).parent)
        except sqlite3.DatabaseError as error:
            yield f"{opening.DATABASE}: damaged: {error}"


def repair(path: Path) -> Iterator[str]:
    """Mend what can be mended without losing anything, and yield one line for each thing done.

    Full-text indexes are made anew from their tables; what a crash left behind the last row of a WARC file is cut.
    Raises ArchiveHeld, DamagedArchive: a damaged database must come from a copy.
    """
    before = _sizes(path)
    from newsarchive.archive.store import open_archive

    with open_archive(path, write=True) as archive, archive.faults():
        for name in [name for name in INDEXES if _index_fault(path, name)]:
            archive.db.conn.execute(f"insert into {name}({name}) values ('rebuild')")
            yield f"{name}: made anew"
        after = _sizes(path)
        for name in sorted(before):
            if cut := before[name] - after.get(name, 0):
                yield f"captures/{name}: {cut} bytes behind the last row cut"


def _sizes(path: Path) -> dict[str, int]:
    return {file.name: file.stat().st_size for file in sorted((path / opening.CAPTURES).glob("*"))}


def _database(db: sqlite3.Connection) -> Iterator[str]:
    for (line,) in db.execute("pragma integrity_check(100)").fetchall():
        if line != "ok":
            yield f"{opening.DATABASE}: damaged: {' '.join(line.split())}"
    for table, rowid, parent, _ in db.execute("pragma foreign_key_check").fetchall():
        yield f"{opening.DATABASE}: row {rowid} of {table} points to no row of {parent}"


def _indexes(path: Path) -> Iterator[str]:
    for name in INDEXES:
        if fault := _index_fault(path, name):
            yield f"{opening.DATABASE}: {name}: {fault}; --repair makes it anew"


def _index_fault(path: Path, name: str) -> str | None:
    """Return what is wrong with a full-text index against its table; None: nothing.

    SQLite counts its own check among the writes: it is made on a temporary copy of the index, for it takes 20 s for
    each GB of text, and a run would not wait so long.
    """
    with mapped(path / opening.DATABASE), closing(opening.connect_to_read(path).conn) as db:
        try:
            db.execute("begin")  # one state of the archive, whatever a run writes meanwhile
            _copy_index(db, name)
            db.execute(f"insert into temp.{name}({name}, rank) values ('integrity-check', 1)")
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            return f"damaged or not in step with its table ({error})"
    return None


def _copy_index(db: sqlite3.Connection, name: str) -> None:
    """Make the copy, and open the index itself, whose settings are read then."""
    db.execute(f"select rowid from main.{name} limit 1")
    table = name.removesuffix("_fts")
    db.execute(f"create temp view {table} as select * from main.{table}")
    (made,) = db.execute("select sql from main.sqlite_master where name = ?", (name,)).fetchone() or ("",)
    db.execute(made.replace(name, f"temp.{name}", 1))
    for part in ("data", "docsize", "idx"):
        db.execute(f"delete from temp.{name}_{part}")
        db.execute(f"insert into temp.{name}_{part} select * from main.{name}_{part}")


def _references(db: sqlite3.Connection) -> Iterator[str]:
    for words, sql in _REFERENCES.items():
        for row in db.execute(sql):
            yield words.format(*row)


def _captures(db: sqlite3.Connection, path: Path) -> Iterator[str]:
    folder = path / opening.CAPTURES
    held = is_held(path)
    ends = opening.ends_of_files(db)
    present = sorted(file.name for file in folder.glob("*.warc.gz")) if folder.is_dir() else []
    for name in sorted(ends.keys() - set(present)):
        yield f"captures/{name}: missing; {_count(db, name)} captures are lost with it"
    for name in present:
        if held and name not in ends:
            continue  # begun by the run that is under way
        yield from _file(db, folder / name, ends.get(name, 0), held)


def _count(db: sqlite3.Connection, name: str) -> int:
    return int(db.execute("select count(*) from captures where warc_file = ?", (name,)).fetchone()[0])


def _file(db: sqlite3.Connection, file: Path, end: int, held: bool) -> Iterator[str]:
    """Compare a WARC file's records with the rows that speak of them."""
    where = f"captures/{file.name}"
    sql = (
        "select c.warc_offset, c.warc_length, c.record_id, c.url, c.sha256, o.record_id from captures c "
        "left join captures o on o.id = c.refers_to where c.warc_file = ? order by c.warc_offset"
    )
    rows = db.execute(sql, (file.name,)).fetchall()
    waiting = {row[0]: row for row in rows}
    try:
        for step in walk(file, [row[0] for row in rows]):
            if step.offset >= end:
                if not held:
                    size = file.stat().st_size - end
                    yield f"{where}: {size} bytes behind the last row; the next run or --repair cuts them"
                break
            if step.record is None:
                yield f"{where} at {step.offset}: damaged: {step.fault}"
                waiting.pop(step.offset, None)
            elif row := waiting.pop(step.offset, None):
                yield from _record(where, step, step.record, row)
    except OSError as error:
        yield f"{where}: {error.strerror}"
    for offset, row in waiting.items():
        yield f"{where} at {offset}: no record of {row[3]} there"


def _record(where: str, step: Step, record: Record, row: tuple[Any, ...]) -> Iterator[str]:
    _, length, record_id, url, sha256, refers_to = row
    headers = record.headers
    place = f"{where} at {step.offset}"
    if headers.get("warc-record-id") != record_id or headers.get("warc-target-uri") != url:
        yield f"{place}: the record is not the one of {url}"
    elif step.length != length:
        yield f"{place}: the record of {url} is {step.length} bytes long, its row says {length}"
    elif record.kind == "revisit" and headers.get("warc-refers-to") != refers_to:
        yield f"{place}: the revisit of {url} refers to a record that the database does not have"
    elif record.kind == "response" and record.payload_sha256 != sha256:
        yield f"{place}: the payload of {url} is not that of its row"
