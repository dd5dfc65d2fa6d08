"""Lists: the home page, portals, authors, tags, the most discussed, the changes."""

import sqlite3

from newsarchive.archive.rows import Row, all_rows, one_row
from newsarchive.exporting import bind, find_export
from newsarchive.publish.metadata import stored_sql
from newsarchive.publish.room import Room
from newsarchive.publish.search_source import WHEN, Filters, lean, when

PAGE = 50

LINE = (
    "a.id, a.public_id, a.headline, a.url, p.name as portal, a.published_at, a.published_raw, a.published_precision, "
    "a.published_estimated, a.byline, a.comment_count, a.revision_count, a.status"
)
"""Columns of an article's line in a list."""


def _newest_first(room: Room, key: str = "a.id") -> str:
    """Return the order of a list: a snapshot's ids follow the publication."""
    return f"{key} desc" if room.frozen else f"{WHEN} desc, a.id desc"


def newest(db: sqlite3.Connection, room: Room) -> list[Row]:
    """Return the 20 newest articles."""
    return all_rows(
        db,
        f"select {LINE} from articles a join portals p on p.id = a.portal_id order by {_newest_first(room)} limit 20",
    )


def portals(db: sqlite3.Connection, room: Room) -> list[Row]:
    """Return every portal with what is held of it and its last run."""
    export = find_export("portal_health")
    return all_rows(
        db,
        "select p.title, h.portal as name, h.articles, h.comments, h.first_published_at as first_at, "
        "h.last_published_at as last_at, h.last_run_at as run_at, h.last_run_reason as run_reason "
        f"from ({stored_sql(export, room.tables)}) h join portals p on p.name = h.portal order by h.portal",
        bind(export, {}),
    )


def portal_names(db: sqlite3.Connection) -> list[Row]:
    """Return every portal without what takes counting."""
    return all_rows(db, "select name, title from portals order by name")


def figures(db: sqlite3.Connection) -> list[tuple[str, int, str | None]]:
    """Return what the archive holds: a name, a number, the page that lists them."""
    count = {
        table: db.execute(f"select count(*) from {table}").fetchone()[0]
        for table in ("articles", "comments", "faqs", "revisions", "captures")
    }
    return [
        ("Articles", count["articles"], "/search"),
        ("Comments and pingbacks", count["comments"], "/comments"),
        ("Questions and answers", count["faqs"], "/data/faqs"),
        ("Later versions", max(0, count["revisions"] - count["articles"]), "/changes"),
        ("Captures", count["captures"], None),
    ]


def portal(db: sqlite3.Connection, name: str) -> Row | None:
    """Return a portal by name."""
    return one_row(db, "select * from portals where name = ?", [name])


def articles_of_portal(db: sqlite3.Connection, room: Room, portal_id: int, offset: int) -> list[Row]:
    """Return a page of a portal's articles, newest first, and one more where there are further ones."""
    return all_rows(
        db,
        f"select {LINE} from articles a join portals p on p.id = a.portal_id where a.portal_id = ? "
        f"order by {_newest_first(room)} limit {PAGE + 1} offset ?",
        [portal_id, offset],
    )


def articles_with(db: sqlite3.Connection, room: Room, table: str, key: int, offset: int) -> list[Row]:
    """Return a page of the articles of a tag or an author (`article_tags`, `article_authors`), newest first."""
    return all_rows(
        db,
        f"select {LINE} from {table} x join articles a on a.id = x.article_id join portals p on p.id = a.portal_id "
        f"where x.{_pointer(table)} = ? order by {_newest_first(room, 'x.article_id')} limit {PAGE + 1} offset ?",
        [key, offset],
    )


def count_with(db: sqlite3.Connection, table: str, key: int) -> int:
    """Return the number of a tag's or an author's articles."""
    sql = f"select count(distinct article_id) from {table} where {_pointer(table)} = ?"
    return int(db.execute(sql, [key]).fetchone()[0])


def _pointer(table: str) -> str:
    return {"article_tags": "tag_id", "article_authors": "author_id"}[table]


def discussed(db: sqlite3.Connection, room: Room, filters: Filters, least: int, offset: int) -> list[Row]:
    """Return articles of at least so many comments, the most discussed first."""
    found = db.execute(
        f"select a.id from {lean(room)} a where a.comment_count >= :least "
        "and (:portal = '' or a.portal_id = (select id from portals where name = :portal)) "
        f"and (:since = '' or {when(room)} >= :since) and (:until = '' or {when(room)} < date(:until, '+1 day')) "
        f"order by a.comment_count desc, a.id desc limit {PAGE + 1} offset :offset",
        {
            "least": least,
            "portal": filters.portal,
            "since": filters.since,
            "until": filters.until,
            "offset": offset,
        },
    )
    ids = [key for (key,) in found]
    return all_rows(
        db,
        f"select {LINE} from articles a join portals p on p.id = a.portal_id "
        f"where a.id in ({', '.join('?' * len(ids))}) order by a.comment_count desc, a.id desc",
        ids,
    )


def latest_comments(db: sqlite3.Connection) -> list[Row]:
    """Return the 20 comments that came last (of a snapshot: were written last), with their articles."""
    return all_rows(
        db,
        "select c.id, c.author, c.published_at, c.published_raw, c.published_precision, "
        "c.published_estimated, substr(c.text, 1, 280) as text, c.removed, c.missing_since, a.public_id, a.headline, "
        "p.name as portal from comments c join articles a on a.id = c.article_id join portals p on p.id = a.portal_id "
        "where +c.kind = 'comment' order by c.id desc limit 20",
    )


def changed(db: sqlite3.Connection, before: int | None) -> list[Row]:
    """Return a page of what portals altered, the last seen first, from below the revision id `before`, and one more."""
    return all_rows(
        db,
        "select r.id, r.number, r.seen_at, r.headline, older.headline as older_headline, "
        "length(r.body) - length(older.body) as growth, a.public_id, a.url, p.name as portal, "
        "(select group_concat(distinct kind) from changes where revision_id = r.id) as kinds "
        "from revisions r join revisions older on older.article_id = r.article_id and older.number = r.number - 1 "
        "join articles a on a.id = r.article_id join portals p on p.id = a.portal_id "
        "where r.number > 1 and r.cause = 'portal' and r.id < coalesce(?, 9223372036854775807) "
        "order by r.id desc limit ?",
        [before, PAGE + 1],
    )


def languages(db: sqlite3.Connection, room: Room) -> list[str]:
    """Return the languages of the articles; of a live archive those of the newest 2,000, which have no index."""
    if not room.frozen:
        rows = db.execute(
            "select distinct lower(language) from "
            "(select language from articles order by id desc limit 2000) "
            "where language is not null order by 1"
        )
        return [value for (value,) in rows]
    # A walk from value to value over the index: a million articles have a handful of languages.
    rows = db.execute(
        "with recursive each(value) as (select min(language) from articles union all "
        "select (select min(language) from articles where language > value) from each where value is not null) "
        "select distinct lower(value) from each where value is not null order by 1"
    )
    return [value for (value,) in rows]
