"""What hangs on an article besides its comments: FAQ, links, tags, authors, pictures, flags, other languages."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from newsarchive.archive.moments import columns
from newsarchive.archive.rows import Row, one_row, replace_all
from newsarchive.items import Article, Author


def replace_parts(
    db: sqlite3.Connection, article_id: int, portal_id: int, article: Article, *, with_faqs: bool = True
) -> None:
    """Make the rows of the article's parts what the page says; rows that are so already stay.

    `with_faqs`: False where the questions and answers say what they said before.
    """
    if with_faqs:
        faqs = ((n, entry.question, entry.answer, entry.origin) for n, entry in enumerate(article.faqs))
        replace_all(db, "faqs", "position, question, answer, origin", article_id, faqs)
    links = ((n, link.kind, link.text, link.url, link.flag) for n, link in enumerate(article.related_links))
    replace_all(db, "related_links", "position, kind, text, url, flag", article_id, links)
    # The lead picture has position 0; a page without one begins at 1.
    pictures = [(0, article.image)] if article.image else []
    pictures += list(enumerate(article.images, 1))
    images = ((n, image.url, image.alt, image.caption, image.credit) for n, image in pictures)
    replace_all(db, "images", "position, url, alt, caption, credit", article_id, images)
    _tags(db, article_id, article.tags)
    _authors(db, article_id, portal_id, article)
    flags = sorted({flag.name: flag.evidence for flag in reversed(article.flags)}.items())
    replace_all(db, "flags", "name, evidence", article_id, flags)
    others = sorted({(other.language, other.url) for other in article.alternates})
    replace_all(db, "alternates", "language, url", article_id, others)
    _live_entries(db, article_id, article)


def with_parts(db: sqlite3.Connection, version: Row) -> Row:
    """Return a row of `revisions` with the FAQ and the pictures that an earlier one holds for it, too."""
    if version.get("parts_id") is None:  # the first snapshots do not have the column
        return version
    held = one_row(db, "select faqs, images from revisions where id = ?", (version["parts_id"],))
    return version | (held or {})


def _tags(db: sqlite3.Connection, article_id: int, tags: Iterable[str]) -> None:
    names = list(dict.fromkeys(tags))
    if names:
        db.executemany("insert or ignore into tags(name) values (?)", [(name,) for name in names])
    ids = [db.execute("select id from tags where name = ?", (name,)).fetchone()[0] for name in names]
    replace_all(db, "article_tags", "tag_id, position", article_id, ((tag, n) for n, tag in enumerate(ids)))


def _authors(db: sqlite3.Connection, article_id: int, portal_id: int, article: Article) -> None:
    signed: dict[str, Author] = {}
    for author in article.authors:
        signed.setdefault(author.name, author)
    rows = []
    for position, author in enumerate(signed.values()):
        sql = (
            "insert into authors(portal_id, name, url) values (?, ?, ?) on conflict (portal_id, name) "
            "do update set url = excluded.url where excluded.url is not null and url is not excluded.url"
        )
        db.execute(sql, (portal_id, author.name, author.url))
        sql = "select id from authors where portal_id = ? and name = ?"
        (author_id,) = db.execute(sql, (portal_id, author.name)).fetchone()
        rows.append((author_id, position, author.role))
    replace_all(db, "article_authors", "author_id, position, role", article_id, rows)


def _live_entries(db: sqlite3.Connection, article_id: int, article: Article) -> None:
    rows = []
    for position, entry in enumerate(article.live_entries):
        told = columns(entry.published, "published")
        rows.append(
            (position, entry.source_id, entry.headline, entry.text, told["published_at"], told["published_raw"])
        )
    names = "position, source_id, headline, text, published_at, published_raw"
    replace_all(db, "live_entries", names, article_id, rows)
