"""An article's thread as one look read it: stored where it differs, counted, compared with what is declared."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from newsarchive.archive.comments import ThreadResult, store_thread, thread_sha256
from newsarchive.archive.looks import Look
from newsarchive.archive.rows import Row, update
from newsarchive.items import Comment


def store_thread_of(db: sqlite3.Connection, row: Row, look: Look) -> ThreadResult:
    """Store the comments that a look read, unless they are exactly those of the last whole reading.

    `row`: of the article before the look.
    """
    comments, claimed = look.article.comments, look.article.comments_claimed
    # A thread that vanishes while the page does not say that it is empty was not read: a theme changed, a script broke.
    whole = look.thread_complete and not (row["comment_count"] and not comments and claimed != 0)
    sha256 = thread_sha256(comments) if whole else None
    fresh: Row = {"comments_note": difference(comments, claimed, complete=whole, note=look.thread_note)}
    if claimed is not None:
        fresh["comments_claimed"] = claimed
    result = ThreadResult()
    if sha256 is not None and sha256 == row["thread_sha256"]:
        if comments:  # of an empty thread every comment that was is missing already
            seen = "update comments set last_seen_at = max(last_seen_at, ?) where article_id = ?"
            db.execute(f"{seen} and missing_since is null", (look.at, row["id"]))
    else:
        result = store_thread(db, row["id"], comments, look.at, complete=whole, cause=look.cause)
        fresh["thread_sha256"] = sha256
    if result.new:
        sql = "select count(*) from comments where article_id = ? and kind = 'comment'"
        (fresh["comment_count"],) = db.execute(sql, (row["id"],)).fetchone()
    update(db, "articles", row["id"], {key: value for key, value in fresh.items() if row[key] != value})
    return result


def difference(comments: Sequence[Comment], claimed: int | None, *, complete: bool, note: str | None) -> str | None:
    """Return why a page declares another number of comments than were read; None where it does not, or declares none
    and nothing is known to be missing."""
    read = sum(comment.kind == "comment" for comment in comments)
    pingbacks = len(comments) - read
    if claimed is None or claimed == read:
        return note if claimed is None else None
    if pingbacks and claimed == len(comments):
        return f"pingbacks are counted: {pingbacks}"
    if note is not None:
        return note
    if claimed < read:
        return f"the count lags behind: {read} were read"
    if not complete:
        return "the thread was not read in full"
    return f"held back or deleted: {claimed - read}; the whole thread was read"
