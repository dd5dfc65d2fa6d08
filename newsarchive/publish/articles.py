"""An article's page: what the archive holds of it, its versions, its thread."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import orjson

from newsarchive.archive.parts import with_parts
from newsarchive.archive.rows import Row, all_rows, one_row
from newsarchive.publish.relatives import relatives_of

KINDS = {
    "headline": "headline", "byline": "byline", "lead": "lead", "section": "section", "time": "time of publication",
    "tags": "tags", "faq": "questions", "image": "pictures", "addition": "text added", "deletion": "text deleted",
    "edit": "text edited", "move": "text moved", "correction": "correction notice",
}  # fmt: skip
"""What a reader calls the kinds of `changes`, in the order in which they are told."""

COMMENTS_SHOWN = 500
"""Comments on an article's page; the rest is reached page by page."""

DEEP = 6
"""Depth from which answers are folded away: deeper ones have no room on a phone."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A comment in its place of the thread."""

    comment: Row
    depth: int
    parent: Row | None
    """The comment it answers, where that is among those shown."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Comments that follow each other, all of them deep answers (folded away at first) or none."""

    deep: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """Everything an article's page shows."""

    article: Row
    authors: list[Row]
    tags: list[str]
    faqs: list[Row]
    images: list[Row]
    live: list[Row]
    """Entries of a live blog, which only the latest version has."""
    links: list[Row]
    revisions: list[Row]
    revision: Row
    """The version shown."""
    thread: tuple[Stretch, ...]
    comments_total: int
    pingbacks: int
    """Of these, how many are pingbacks."""
    offset: int
    captures: list[Row]
    relatives: list[Row]
    aliases: list[Row]
    """Its other addresses."""
    away: list[Row]
    """Intervals in which it could not be had."""
    flags: list[Row]
    """What is odd about it, each with what shows it."""


def load_article(
    db: sqlite3.Connection, public_id: str, number: int | None = None, offset: int = 0
) -> ArticlePage | None:
    """Return the article of that public id, in its latest version or in version `number`; None where there is none."""
    article = one_row(
        db,
        "select a.*, p.name as portal, p.title as portal_title from articles a "
        "join portals p on p.id = a.portal_id where a.public_id = ?",
        [public_id],
    )
    if article is None:
        return None
    key = [article["id"]]
    revisions = load_revisions(db, article["id"])
    sql = "select * from revisions where article_id = ? and number = ?"
    revision = one_row(db, sql, [*key, number or revisions[-1]["number"]])
    if revision is None:
        return None
    revision = with_parts(db, revision)
    is_latest = revision["number"] == revisions[-1]["number"]
    comments = _page_of_comments(db, article["id"], offset)
    return ArticlePage(
        article=article,
        authors=_authors(db, key) if is_latest else [],
        **(_parts(db, key) if is_latest else _parts_of(revision)),
        live=_live(db, key) if is_latest else [],
        links=_links(db, key),
        revisions=revisions,
        revision=revision,
        thread=_thread_of(comments),
        comments_total=_count(db, "article_id = ?", key),
        pingbacks=_count(db, "article_id = ? and kind = 'pingback'", key),
        offset=offset,
        captures=_captures_of(db, revision),
        relatives=relatives_of(db, article["id"]),
        aliases=all_rows(db, "select url, kind, first_at from aliases where article_id = ? order by id", key),
        away=all_rows(db, "select * from availability where article_id = ? order by first_at, id", key),
        flags=all_rows(db, "select name, evidence from flags where article_id = ? order by name", key),
    )


def _page_of_comments(db: sqlite3.Connection, article_id: int, offset: int) -> list[Row]:
    sql = "select * from comments where article_id = ? order by position, id limit ? offset ?"
    return all_rows(db, sql, [article_id, COMMENTS_SHOWN, offset])


def comments_before(db: sqlite3.Connection, public_id: str, comment_id: int) -> int | None:
    """Return how many comments stand before this one under its article; None where the article has no such comment."""
    found = db.execute(
        "select (select count(*) from comments o where o.article_id = c.article_id "
        "and (o.position, o.id) < (c.position, c.id)) "
        "from comments c join articles a on a.id = c.article_id where a.public_id = ? and c.id = ?",
        [public_id, comment_id],
    ).fetchone()
    return int(found[0]) if found else None


def _count(db: sqlite3.Connection, condition: str, key: list[int]) -> int:
    return int(db.execute(f"select count(*) from comments where {condition}", key).fetchone()[0])


def _parts(db: sqlite3.Connection, key: list[int]) -> dict[str, Any]:
    """Return tags, FAQ and pictures of the latest version."""
    return {
        "tags": _tags(db, key),
        "faqs": all_rows(db, "select * from faqs where article_id = ? order by position, id", key),
        "images": all_rows(db, "select * from images where article_id = ? order by position, id", key),
    }


def _parts_of(revision: Row) -> dict[str, Any]:
    """Return tags, FAQ and pictures of an older version, which keeps them as JSON; none where a copy left them out."""
    try:
        held = {name: orjson.loads(revision[name] or "[]") for name in ("tags", "faqs", "images")}
    except orjson.JSONDecodeError:  # a masked copy may have cut into it
        return {"tags": [], "faqs": [], "images": []}
    return {**held, "faqs": [{**one, "position": n} for n, one in enumerate(held["faqs"])]}


def load_revisions(db: sqlite3.Connection, article_id: int) -> list[Row]:
    """Return the article's versions, first to last, without their texts; `changed`: in words, what each altered."""
    rows = all_rows(
        db,
        "select r.id, r.number, r.seen_at, r.cause, r.capture_id, r.extractor, r.sha256, r.headline, "
        "(select group_concat(distinct kind) from changes where revision_id = r.id) as kinds "
        "from revisions r where r.article_id = ? order by r.number",
        [article_id],
    )
    return [{**row, "changed": changed_in_words(row["kinds"])} for row in rows]


def changed_in_words(kinds: str | None) -> str:
    """Return what kinds of `changes`, joined by commas, mean to a reader: "headline, text edited"."""
    held = (kinds or "").split(",")
    return ", ".join(words for kind, words in KINDS.items() if kind in held)


def _authors(db: sqlite3.Connection, key: list[int]) -> list[Row]:
    return all_rows(
        db,
        "select w.id, w.name, aa.role from article_authors aa join authors w on w.id = aa.author_id "
        "where aa.article_id = ? order by aa.position",
        key,
    )


def _tags(db: sqlite3.Connection, key: list[int]) -> list[str]:
    rows = all_rows(
        db,
        "select t.name from article_tags at join tags t on t.id = at.tag_id where at.article_id = ? order by t.name",
        key,
    )
    return [row["name"] for row in rows]


def _live(db: sqlite3.Connection, key: list[int]) -> list[Row]:
    return all_rows(db, "select * from live_entries where article_id = ? order by position, id", key)


def _links(db: sqlite3.Connection, key: list[int]) -> list[Row]:
    return all_rows(
        db,
        "select l.*, target.public_id as target_public_id from related_links l "
        "left join articles target on target.url = l.url where l.article_id = ? order by l.position, l.id",
        key,
    )


def _captures_of(db: sqlite3.Connection, revision: Row) -> list[Row]:
    """Return the captures of the visit that a version was read from, its own page first."""
    return all_rows(
        db,
        "select k.* from captures k where k.id = :capture or k.visit_id = "
        "(select visit_id from captures where id = :capture) order by k.id <> :capture, k.id limit 50",
        {"capture": revision["capture_id"]},
    )


def _thread_of(comments: Sequence[Row]) -> tuple[Stretch, ...]:
    """Return the comments in reading order, each answer below what it answers.

    One whose parent is not among them starts a thread, and so does the first of a circle of parents, which no portal
    means. Without recursion: threads can be 5,000 deep.
    """
    known = {comment["id"]: comment for comment in comments}
    below: dict[int, list[Row]] = {}
    roots: list[Row] = []
    for comment in comments:
        if comment["parent_id"] in known:
            below.setdefault(comment["parent_id"], []).append(comment)
        else:
            roots.append(comment)
    placed: dict[int, Entry] = {}
    for start in (roots, comments):
        _place(start, below, known, placed)
    return tuple(Stretch(deep, tuple(run)) for deep, run in groupby(placed.values(), lambda one: one.depth >= DEEP))


def _place(start: Sequence[Row], below: dict[int, list[Row]], known: dict[int, Row], placed: dict[int, Entry]) -> None:
    """Append to `placed` what hangs below each comment of `start` that has no place yet."""
    stack = [(comment, 0) for comment in reversed(start)]
    while stack:
        comment, depth = stack.pop()
        if comment["id"] in placed:
            continue
        placed[comment["id"]] = Entry(comment, depth, known.get(comment["parent_id"]))
        stack.extend((reply, depth + 1) for reply in reversed(below.get(comment["id"], [])))
