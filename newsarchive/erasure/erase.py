"""Taking something down: rows, versions, search indexes, captures; then a search for its bytes in every file."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from newsarchive.archive import spellings
from newsarchive.archive.erased import Erased, Kind, opening, read_key
from newsarchive.archive.opening import CAPTURES, ends_of_files
from newsarchive.archive.store import Archive
from newsarchive.captures import cut_tails
from newsarchive.captures.needles import Needles
from newsarchive.captures.writer import OWN_NAME, sync_folder
from newsarchive.erasure import rows as erase_rows
from newsarchive.erasure.targets import Found, Target, find
from newsarchive.erasure.warc import Member, Moved, decoded, members, rewrite, tombstone
from newsarchive.errors import UsageMistake
from newsarchive.times import utc_text

Places = dict[str, set[int]]
"""Records by WARC file and offset."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What an erasure took out, or would."""

    articles: int
    comments: int
    captures: int
    needles: Needles
    """What must be found in no file now."""

    @property
    def counts(self) -> tuple[int, int, int]:
        """Articles, comments, captures."""
        return self.articles, self.comments, self.captures


def erase(archive: Archive, target: Target, *, reason: str, at: datetime, dry_run: bool = False) -> Erasure:
    """Take the target out of the archive and return what was taken. Raises UsageMistake where nothing is held of it.

    The captures first, under new names; then one transaction that deletes rows and points to the new files; then the
    old files go. A crash in between leaves a whole archive, with the target or without: files without rows are removed
    when it is opened next.
    """
    db = archive.db.conn
    found = find(db, target)
    if not (found.articles or found.comments or found.needles):
        raise UsageMistake(f"{archive.path} holds nothing of the {target.kind} '{target.value}'")
    folder = archive.path / CAPTURES
    doomed = _doomed(db, folder, found)
    erasure = Erasure(len(found.articles), len(found.comments), sum(map(len, doomed.values())), found.needles)
    if not dry_run:
        moved = {name: _rewritten(folder, name, offsets, found, at) for name, offsets in doomed.items()}
        sync_folder(folder)
        _write(archive, target, found, moved, reason=reason, at=utc_text(at), erasure=erasure)
        for name in moved:
            (folder / name).unlink()
        cut_tails(folder, ends_of_files(db))
        sync_folder(folder)
        with archive.faults():
            _sweep(db)
    return erasure


def _doomed(db: sqlite3.Connection, folder: Path, found: Found) -> Places:
    """Return the records to be erased: captures of whole articles, what holds the texts, what refers to such a one."""
    whole = _captures_of(db, "v.article_id = :id or g.article_id = :id", found.articles)
    nearby = _captures_of(db, "v.article_id = (select c.article_id from comments c where c.id = :id)", found.comments)
    doomed: Places = {}
    ids: set[str] = set()
    for name in sorted(file.name for file in folder.glob("*.warc.gz")):
        for member in members(folder / name):
            place = (name, member.offset)
            refers = member.header("WARC-Refers-To") in ids or member.header("WARC-Concurrent-To") in ids
            if place not in whole and not refers:
                data = decoded(member)
                if not found.needles.in_bytes(data) and not (place in nearby and found.nearby.in_bytes(data)):
                    continue
            doomed.setdefault(name, set()).add(member.offset)
            ids.add(member.header("WARC-Record-ID") or "")
    return doomed


def _captures_of(db: sqlite3.Connection, condition: str, ids: Iterable[int]) -> set[tuple[str, int]]:
    """Return where the captures of visits lie, by file and offset."""
    sql = (
        "select k.warc_file, k.warc_offset from captures k join visits v on v.id = k.visit_id "
        f"join pages g on g.id = v.page_id where {condition}"
    )
    return {(file, offset) for key in ids for file, offset in db.execute(sql, {"id": key})}


def _rewritten(folder: Path, name: str, offsets: set[int], found: Found, at: datetime) -> tuple[str, list[Moved]]:
    """Write the file anew without the records at these offsets; return its new name and where every record lies."""

    def instead(member: Member) -> bytes | None:
        if member.offset not in offsets:
            return None
        url = member.header("WARC-Target-URI")
        return tombstone(member, None if found.needles.in_text(url) else url)

    target = _new_file(folder, name, at)
    moved = rewrite(folder / name, target, instead)
    with target.open("rb") as held:
        os.fsync(held.fileno())
    return target.name, moved


def _new_file(folder: Path, name: str, at: datetime) -> Path:
    """Return a name that no file has, also where the last erasure was in the same second."""
    own = OWN_NAME.fullmatch(name)
    while True:
        stamp = f"{at:%Y%m%d%H%M%S}"
        stem = f"newsarchive-{stamp}-{own[1]}" if own else re.sub(r"(\.e\d+)?\.warc\.gz$", f".e{stamp}", name)
        file = folder / f"{stem}.warc.gz"
        if not file.exists():
            return file
        at += timedelta(seconds=1)


def _write(
    archive: Archive,
    target: Target,
    found: Found,
    moved: Mapping[str, tuple[str, list[Moved]]],
    *,
    reason: str,
    at: str,
    erasure: Erasure,
) -> None:
    """Write everything that the database must say, in one transaction."""
    db = archive.db.conn
    key = read_key(archive.path, make=True)
    with archive.faults():
        archive.begin()
        for old, (new, records) in moved.items():
            _point_to(db, old, new, records)
        pages, captures = _hanging_on(db, found)
        erase_rows.delete(db, "captures", captures)
        erase_rows.delete(db, "articles", found.articles)
        erase_rows.delete(db, "pages", pages)
        erase_rows.blank_comments(db, found.comments)
        if found.needles:
            erase_rows.redact(db, found.needles)
        _remember(db, Erased(key, frozenset()), target, found, (at, reason, *erasure.counts))
    archive.commit()


def _remember(db: sqlite3.Connection, blank: Erased, target: Target, found: Found, told: tuple[object, ...]) -> None:
    """Leave the trail: keyed hashes of every name of the target and of its texts, when, why and how much."""
    names: list[tuple[Kind, str]] = [(target.kind, name) for name in found.names]
    names += [("text", first) for text in found.texts if (first := opening(text))]
    db.executemany(
        "insert or ignore into erased (kind, keyed_hash, erased_at, reason, articles, comments, captures) "
        "values (?, ?, ?, ?, ?, ?, ?)",
        [(kind, blank.digest(kind, name), *told) for kind, name in names],
    )


def _hanging_on(db: sqlite3.Connection, found: Found) -> tuple[list[int], list[int]]:
    """Return the pages of whole articles, and the captures of those pages or of an address that is erased."""
    pages = [
        key
        for article_id in found.articles
        for (key,) in db.execute("select id from pages where article_id = ?", [article_id])
    ]
    sql = "select k.id from captures k join visits v on v.id = k.visit_id where {} = ?"
    captures = {key for page in pages for (key,) in db.execute(sql.format("v.page_id"), [page])}
    captures |= {key for article in found.articles for (key,) in db.execute(sql.format("v.article_id"), [article])}
    captures |= {key for key, url in db.execute("select id, url from captures") if found.needles.in_text(url)}
    return pages, sorted(captures)


def _point_to(db: sqlite3.Connection, old: str, new: str, records: list[Moved]) -> None:
    """Let the rows of a WARC file point to where their records lie now.

    The row of an erased record stays, as what a version was read from; no later capture may refer to its payload.
    """
    db.executemany(
        "update captures set warc_file = ?, warc_offset = ?, warc_length = ? where warc_file = ? and warc_offset = ?",
        [(new, one.offset, one.length, old, one.old_offset) for one in records],
    )
    db.executemany(
        "update captures set sha256 = 'erased', content_type = null where warc_file = ? and warc_offset = ?",
        [(new, one.offset) for one in records if one.erased],
    )


def _sweep(db: sqlite3.Connection) -> None:
    """Leave nothing of deleted rows in the file: not in search indexes, not in free pages, not in the log."""
    db.execute("begin")
    spellings.fill(db)
    erase_rows.rebuild_indexes(db)
    db.execute("commit")
    db.execute("pragma wal_checkpoint(truncate)")
    db.execute("vacuum")
    db.execute("pragma wal_checkpoint(truncate)")
