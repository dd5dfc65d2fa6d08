"""Two versions of an article, laid over each other field by field."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson

from newsarchive.archive.parts import with_parts
from newsarchive.archive.rows import Row, all_rows, one_row
from newsarchive.publish.articles import changed_in_words, load_revisions
from newsarchive.publish.cite import known_part
from newsarchive.publish.diff import Paragraph, compare


@dataclass(frozen=True, slots=True)
class Field:
    """A field that the two versions may tell differently."""

    label: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def changed(self) -> bool:
        """True where they do."""
        return any(paragraph.changed for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything the page of two versions shows."""

    article: Row
    revisions: list[Row]
    older: Row
    newer: Row
    fields: tuple[Field, ...]
    changed: str
    """In words, what kinds of changes the archive noted between neighbouring versions."""


def load_difference(db: sqlite3.Connection, public_id: str, older: int, newer: int) -> Difference | None:
    """Return the difference of two versions by number; 0: the last and the one before. None where there is none."""
    article = one_row(db, "select id, public_id, headline from articles where public_id = ?", [public_id])
    if article is None:
        return None
    revisions = load_revisions(db, article["id"])
    last = revisions[-1]["number"]
    sql = "select * from revisions where article_id = ? and number = ?"
    one = one_row(db, sql, [article["id"], older or max(1, (newer or last) - 1)])
    other = one_row(db, sql, [article["id"], newer or last])
    if one is None or other is None:
        return None
    one, other = with_parts(db, one), with_parts(db, other)
    fields = tuple(Field(label, compare(told(one), told(other))) for label, told in _TOLD)
    return Difference(article, revisions, one, other, fields, _changed(db, one, other))


def _changed(db: sqlite3.Connection, older: Row, newer: Row) -> str:
    rows = all_rows(
        db,
        "select distinct h.kind from changes h join revisions r on r.id = h.revision_id "
        "where r.article_id = ? and r.number > ? and r.number <= ?",
        [newer["article_id"], older["number"], newer["number"]],
    )
    return changed_in_words(",".join(row["kind"] for row in rows))


def _column(name: str) -> Callable[[Row], str | None]:
    def read(revision: Row) -> str | None:
        value: str | None = revision[name]
        return value

    return read


def _listed(name: str, line: Callable[[Any], str], ordered: bool = True) -> Callable[[Row], str | None]:
    """Return what reads a column of JSON: a paragraph an entry, sorted where their order says nothing."""

    def read(revision: Row) -> str | None:
        if not revision[name]:
            return None
        try:
            lines = [line(entry) for entry in orjson.loads(revision[name])]
            return "\n\n".join(lines if ordered else sorted(lines))
        except (orjson.JSONDecodeError, KeyError, TypeError):  # a masked copy may have cut into it
            return str(revision[name])

    return read


def _published(revision: Row) -> str | None:
    value: str | None = revision["published_at"] or revision["published_raw"]
    if revision["published_at"] and revision["published_precision"] in ("day", "month", "year"):
        value = known_part(revision["published_at"], revision["published_precision"])
    return f"{value} (estimated)" if value and revision["published_estimated"] else value


_TOLD: tuple[tuple[str, Callable[[Row], str | None]], ...] = (
    ("Headline", _column("headline")),
    ("Byline", _column("byline")),
    ("Lead", _column("lead")),
    ("Published", _published),
    ("Section", _column("section")),
    ("Text", _column("body")),
    ("Questions and answers", _listed("faqs", lambda one: f"{one['question']} — {one['answer'] or ''}")),
    ("Tags", _listed("tags", str, ordered=False)),
    ("Pictures", _listed("images", lambda one: one.get("caption") or one.get("alt") or one["url"])),
)
