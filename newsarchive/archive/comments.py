"""The life of comments: when each was first and last read, since when it is missing, and what of it changed."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsarchive.archive import moments
from newsarchive.archive.content import level, packed
from newsarchive.archive.renumbering import renumber
from newsarchive.archive.rows import Row, all_rows, insert, insert_all, update
from newsarchive.items import Comment

_KEPT = (
    "id, key, parent_id, parent_source_id, kind, position, depth, author, author_url, likes, published_at, "
    "published_local, published_raw, published_offset, published_precision, published_zone, "
    "published_estimated, text, removed, missing_since"
)
_TOLD = {"text": "text", "author": "author", "parent_source_id": "parent", "removed": "removed"}
"""Columns whose change is kept in `comment_revisions`, and the word for it there."""


@dataclass(frozen=True, slots=True)
class ThreadResult:
    """What a reading of a thread did."""

    new: int = 0
    changed: int = 0
    missing: int = 0


def thread_sha256(comments: Sequence[Comment]) -> str:
    """Return a hash over a thread exactly as it was read."""
    return hashlib.sha256(packed(comments)).hexdigest()


def store_thread(
    db: sqlite3.Connection,
    article_id: int,
    comments: Sequence[Comment],
    at: str,
    *,
    complete: bool,
    cause: str = "portal",
) -> ThreadResult:
    """Add and update the comments; those not read are missing where the whole thread was (`complete`).

    `cause`: of the changes, as in `revisions`.
    """
    keys = comment_keys(comments)
    stored = all_rows(db, f"select {_KEPT} from comments where article_id = ?", (article_id,))
    known = {row["key"]: row for row in stored}
    if complete:
        known = renumber(db, keys, known)
    ids = {key: row["id"] for key, row in known.items()}
    parents = _parents(keys, known)
    new = changed = 0
    for key, comment in keys.items():
        row = _columns(comment)
        if key in known:
            changed += _update(db, known[key], row, at, cause)
        else:
            seen = {"first_seen_at": at, "last_seen_at": at}
            ids[key] = insert(db, "comments", {"article_id": article_id, "key": key, **row, **seen})
            new += 1
    _link(db, keys, parents, ids, known)
    _mark_seen(db, article_id, at, [known[key]["id"] for key in keys if key in known], len(known))
    gone = [row["id"] for key, row in known.items() if key not in keys and row["missing_since"] is None]
    if complete and gone:
        db.executemany("update comments set missing_since = ? where id = ?", [(at, id_) for id_ in gone])
    return ThreadResult(new, changed, len(gone) if complete else 0)


def comment_keys(comments: Sequence[Comment]) -> dict[str, Comment]:
    """Return the comments by the key under which the article keeps them: the portal's id, else a hash of author, moment
    and text. One that stands twice alike counts once; another text under the same id gets a key of its own."""
    keyed: dict[str, Comment] = {}
    told: set[tuple[str, str, str | None]] = set()
    numbers: Counter[str] = Counter()  # a page may print one id, or one text without an id, ten thousand times
    for comment in comments:
        key = comment.source_id or _hash_key(comment)
        if comment.source_id and (key, comment.text, comment.author) in told:
            continue
        told.add((key, comment.text, comment.author))
        numbers[key] += 1
        while _numbered(key, numbers[key]) in keyed:
            numbers[key] += 1
        keyed[_numbered(key, numbers[key])] = comment
    return keyed


def _numbered(key: str, number: int) -> str:
    return key if number == 1 else f"{key}~{number}"


def _hash_key(comment: Comment) -> str:
    """Return a key of author, moment and text; a moment counted back from the fetch differs at every look: left out."""
    moment = comment.published if comment.published and not comment.published.estimated else None
    when = moment and (moment.utc or moment.local or moment.raw)
    told = "\x1f".join((comment.author or "", str(when or ""), level(comment.text)))
    return "h:" + hashlib.sha256(told.encode()).hexdigest()[:24]


def _columns(comment: Comment) -> dict[str, Any]:
    return {
        "source_id": comment.source_id,
        "parent_source_id": comment.parent_source_id,
        "kind": comment.kind,
        "position": comment.position,
        "depth": comment.depth,
        "author": comment.author,
        "author_url": comment.author_url,
        "likes": comment.likes,
        **moments.columns(comment.published, "published"),
        "text": comment.text,
        "removed": int(comment.removed),
    }


def _update(db: sqlite3.Connection, old: Row, row: dict[str, Any], at: str, cause: str) -> bool:
    """Update what differs and tell whether a reader would see it. What the portal blanked is kept."""
    if row["removed"]:
        row["text"], row["author"] = old["text"], row["author"] or old["author"]
    if row["parent_source_id"] is None and old["parent_source_id"] and row["depth"]:
        row["parent_source_id"] = old["parent_source_id"]  # an answer whose parent this reading does not tell
    if not moments.better(old, row, "published"):
        row = {key: value for key, value in row.items() if not key.startswith("published_")}
    differing = {key: value for key, value in row.items() if key != "source_id" and old[key] != value}
    for name in ("text", "author"):  # only how it is printed differs: quotes, white space
        if name in differing and level(str(old[name])) == level(str(differing[name])):
            del differing[name]
    if old["missing_since"] is not None:
        differing["missing_since"] = None
    if not differing:
        return False
    told = [
        {"comment_id": old["id"], "seen_at": at, "field": word, "old": old[name], "new": row[name], "cause": cause}
        for name, word in _TOLD.items()
        if name in differing
    ]
    insert_all(db, "comment_revisions", told)
    update(db, "comments", old["id"], differing)
    return bool(told)


def _parents(keys: Mapping[str, Comment], known: Mapping[str, Row]) -> dict[str, str]:
    """Return the key of each answer's parent, without the links that would close a circle."""
    parents = {key: row["parent_source_id"] for key, row in known.items() if row["parent_source_id"]}
    above: dict[int, str] = {}
    for key, comment in keys.items():
        above[comment.depth] = key
        if comment.parent_source_id:
            parents[key] = comment.parent_source_id
        elif comment.source_id is None and comment.depth and comment.depth - 1 in above:
            parents[key] = above[comment.depth - 1]  # no ids at all: an answer is printed under its parent
        elif not comment.depth:
            parents.pop(key, None)
    done: set[str] = set()
    for start in list(parents):
        path: set[str] = set()
        step = start
        while step in parents and step not in done:
            path.add(step)
            if parents[step] in path:
                del parents[step]
                break
            step = parents[step]
        done |= path
    return parents


def _link(
    db: sqlite3.Connection,
    keys: Mapping[str, Comment],
    parents: Mapping[str, str],
    ids: Mapping[str, int],
    known: Mapping[str, Row],
) -> None:
    """Point every answer to its parent, as far as the archive holds that one."""
    links = []
    for key in keys:
        wanted = ids.get(parents.get(key, ""))
        if wanted != (known[key]["parent_id"] if key in known else None):
            links.append((wanted, ids[key]))
    db.executemany("update comments set parent_id = ? where id = ?", links)


def _mark_seen(db: sqlite3.Connection, article_id: int, at: str, ids: list[int], all_known: int) -> None:
    if not ids:
        return
    seen = "update comments set last_seen_at = max(last_seen_at, ?) where"
    if len(ids) == all_known:
        db.execute(f"{seen} article_id = ?", (at, article_id))
    else:
        db.executemany(f"{seen} id = ?", [(at, id_) for id_ in ids])
