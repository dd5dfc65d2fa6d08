"""Comments that a portal numbers anew: after a change of system, or where an id is only the place in the thread."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from itertools import count

from newsarchive.archive import moments
from newsarchive.archive.content import level
from newsarchive.archive.rows import Row, update
from newsarchive.items import Comment


def renumber(db: sqlite3.Connection, read: Mapping[str, Comment], known: dict[str, Row]) -> dict[str, Row]:
    """Return the stored comments by the keys under which a whole reading of their thread has them.

    Where author and text stand under another key than before, once in either, and the moments agree, it is the same
    comment. One that lost its key to another is kept under a further one.
    """
    kept = {key for key, comment in read.items() if key in known and _is_same(known[key], comment)}
    held, printed = defaultdict(list), defaultdict(list)
    for key, row in known.items():
        if key not in kept:
            held[_told(row["author"], row["text"])].append(row)
    for key, comment in read.items():
        if held and key not in kept:
            printed[_told(comment.author, comment.text)].append(key)
    moved = {
        keys[0]: held[told][0]
        for told, keys in printed.items()
        if told[1] and len(keys) == len(held[told]) == 1 and _agree(held[told][0], read[keys[0]])
    }
    return _rekeyed(db, read, known, moved) if moved else known


def _is_same(row: Row, comment: Comment) -> bool:
    told = row["author"], row["text"]
    return told == (comment.author, comment.text) or _told(*told) == _told(comment.author, comment.text)


def _told(author: str | None, text: str | None) -> tuple[str, str]:
    return level(author), level(text)


def _agree(row: Row, comment: Comment) -> bool:
    return moments.agrees(row, moments.columns(comment.published, "published"), "published")


def _rekeyed(
    db: sqlite3.Connection, read: Mapping[str, Comment], known: dict[str, Row], moved: dict[str, Row]
) -> dict[str, Row]:
    left = {row["id"]: key for key, row in moved.items()}
    keys = {**moved, **{key: row for key, row in known.items() if row["id"] not in left and key not in moved}}
    taken = {*keys, *known, *read}
    for key, row in known.items():
        if row["id"] not in left and key in moved:
            further = next(name for number in count(2) if (name := f"{key}~{number}") not in taken)
            keys[further] = row
    changed = {key: row for key, row in keys.items() if row["key"] != key}
    db.executemany("update comments set key = '~' || id where id = ?", [(row["id"],) for row in changed.values()])
    ids = {row["key"]: read[key].source_id for key, row in moved.items()}
    for key, row in changed.items():
        row["key"] = key
        told = read[key].source_id if key in moved else None
        update(db, "comments", row["id"], {"key": key} | ({"source_id": told} if told else {}))
    for row in keys.values():
        if parent := ids.get(row["parent_source_id"]):
            row["parent_source_id"] = parent
            update(db, "comments", row["id"], {"parent_source_id": parent})
    return keys
