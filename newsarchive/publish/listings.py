"""Lists: the home page, portals, authors, tags, groups of the same story, the most discussed, the changes."""

import sqlite3
from typing import Any

from newsarchive.publish.room import Room, all_rows, one_row

Row = dict[str, Any]

PAGE = 50

LINE = (
    "a.id, a.public_id, a.headline, a.url, p.name as portal, a.published_at, a.published_raw, a.published_precision, "
    "a.byline, a.comment_count, a.revision_count, a.status"
)
"""Columns of an article's line in a list."""

NEWEST = "a.published_at desc, a.id desc"


def newest(db: sqlite3.Connection, limit: int = 20) -> list[Row]:
    """Return the newest articles."""
    return all_rows(
        db,
        f"select {LINE} from articles a join portals p on p.id = a.portal_id order by {NEWEST} limit ?",
        [limit],
    )


def portals(db: sqlite3.Connection) -> list[Row]:
    """Return every portal with what is held of it and its last run."""
    return all_rows(
        db,
        "select p.*, count(a.id) as articles, sum(a.comment_count) as comments, min(a.published_at) as first_at, "
        "max(a.published_at) as last_at, "
        "(select max(r.started_at) from runs r where r.portal_id = p.id) as run_at, "
        "(select r.reason from runs r where r.portal_id = p.id order by r.id desc limit 1) as run_reason "
        "from portals p left join articles a on a.portal_id = p.id group by p.id order by p.name",
    )


def figures(db: sqlite3.Connection, room: Room) -> list[tuple[str, int, str | None]]:
    """Return what the archive holds: a name, a number, the page that lists them."""
    count = {
        table: db.execute(f"select count(*) from {table}").fetchone()[0]
        for table in ("articles", "comments", "faqs", "revisions", "captures")
        if table in room.tables
    }
    return [
        ("Articles", count["articles"], "/search"),
        ("Comments", count["comments"], "/comments"),
        ("Questions and answers", count.get("faqs", 0), "/data/faqs"),
        ("Later versions", max(0, count.get("revisions", 0) - count["articles"]), "/changes"),
        ("Captures", count.get("captures", 0), None),
    ]


def portal(db: sqlite3.Connection, name: str) -> Row | None:
    """Return a portal by name."""
    return one_row(db, "select * from portals where name = ?", [name])


def articles_of(db: sqlite3.Connection, join: str, condition: str, values: list[Any], offset: int) -> list[Row]:
    """Return a page of article lines, newest first, and one more where there are further ones."""
    return all_rows(
        db,
        f"select {LINE} from articles a join portals p on p.id = a.portal_id {join} where {condition} "
        f"order by {NEWEST} limit {PAGE + 1} offset ?",
        [*values, offset],
    )


def counts_by(db: sqlite3.Connection, sql: str, values: list[Any]) -> list[tuple[str, float]]:
    """Return (name, number) pairs of a grouping query."""
    return [(str(name), float(number)) for name, number in db.execute(sql, values)]


def discussed(db: sqlite3.Connection, offset: int, portal_name: str, since: str, until: str, least: int) -> list[Row]:
    """Return articles by number of comments, the most discussed first."""
    return all_rows(
        db,
        f"select {LINE} from articles a join portals p on p.id = a.portal_id where a.comment_count >= :least "
        "and (:portal = '' or p.name = :portal) and (:since = '' or a.published_at >= :since) "
        "and (:until = '' or a.published_at < date(:until, '+1 day')) "
        f"order by a.comment_count desc, a.id desc limit {PAGE + 1} offset :offset",
        {"least": least, "portal": portal_name, "since": since, "until": until, "offset": offset},
    )


def latest_comments(db: sqlite3.Connection, limit: int = 20) -> list[Row]:
    """Return the comments written last, with their articles."""
    return all_rows(
        db,
        "select c.id, c.author, c.published_at, c.published_raw, c.published_precision, "
        "substr(c.text, 1, 280) as text, c.missing_since, a.public_id, a.headline "
        "from comments c join articles a on a.id = c.article_id "
        "where c.kind = 'comment' order by c.published_at desc, c.id desc limit ?",
        [limit],
    )


def changed(db: sqlite3.Connection, before: int | None, limit: int = PAGE) -> list[Row]:
    """Return later versions of articles, the last seen first, from below the revision id `before`."""
    return all_rows(
        db,
        "select r.id, r.number, r.seen_at, r.headline, older.headline as older_headline, "
        "length(r.body) - length(older.body) as growth, a.public_id, a.url, p.name as portal "
        "from revisions r join revisions older on older.article_id = r.article_id and older.number = r.number - 1 "
        "join articles a on a.id = r.article_id join portals p on p.id = a.portal_id "
        "where r.number > 1 and r.id < coalesce(?, 9223372036854775807) order by r.id desc limit ?",
        [before, limit + 1],
    )
