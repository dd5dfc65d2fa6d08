"""Which article a visit speaks of: its address, another address of it, the same id moved, or the same text twice."""

from __future__ import annotations

import base64
import hashlib
import re
import sqlite3
from dataclasses import dataclass
from typing import Literal

from newsarchive.archive import content, moments
from newsarchive.archive.looks import Look
from newsarchive.archive.rows import Row, all_rows, one_row
from newsarchive.items import Article
from newsarchive.urls import page_key, same_host, same_page

_WORD = re.compile(r"\w+")
_FIRST_WORDS = 12
"""Words by which a text is found in the index, before it is compared whole."""
Relation = Literal["own", "alias", "moved", "duplicate"]


@dataclass(frozen=True, slots=True)
class Known:
    """An article that the archive holds, and how the visited address relates to it."""

    row: Row
    relation: Relation
    """`own`: its own address; `alias`: another known one; `moved`: a new one under the portal's same id;
    `duplicate`: a new one with the same headline and text."""

    alias: Row | None = None
    """The row of `aliases`."""


def find(db: sqlite3.Connection, portal_id: int, article: Article) -> Known | None:
    """Return the article that stands at this address, or stood elsewhere before; None where it is new."""
    if row := one_row(db, "select * from articles where url = ?", (article.url,)):
        return Known(row, "own")
    if alias := one_row(db, "select * from aliases where url = ?", (article.url,)):
        row = one_row(db, "select * from articles where id = ?", (alias["article_id"],))
        assert row is not None
        return Known(row, "alias", alias)
    if row := _at(db, portal_id, article.url):  # another scheme, "www." or trailing slash: its page is the same
        return Known(row, "own")
    if article.canonical_url and (row := _at(db, portal_id, article.canonical_url)) and is_door(row, article):
        return Known(row, "duplicate")
    return _moved(db, portal_id, article) or _twice(db, portal_id, article)


def _at(db: sqlite3.Connection, portal_id: int, url: str) -> Row | None:
    """Return the article whose own page an address is."""
    sql = (
        "select a.* from pages p join articles a on a.id = p.article_id "
        "where p.portal_id = ? and p.kind = 'article' and p.key = ?"
    )
    row = one_row(db, sql, (portal_id, page_key(url)))
    return row if row and page_key(row["url"]) == page_key(url) else None


def is_door(row: Row, article: Article) -> bool:
    """Tell whether a page names a known article as its canonical one, and tells no more than it: print, mobile, AMP."""
    return _names(article, row) and _shares_text(row, article)


def _names(article: Article, row: Row) -> bool:
    return article.canonical_url is not None and same_page(article.canonical_url, row["url"])


def _moved(db: sqlite3.Connection, portal_id: int, article: Article) -> Known | None:
    """Return the article with the same id of the portal, where language and content agree that it is the same. That it
    was published at the same moment is enough where the known one is not to be seen at its address in this run.

    An address whose page names the known one as canonical is a second door to it, not where it moved to; so is one
    that the portal lists nowhere, where the known one is listed and answered in this run.
    TranslatePress serves every language under one id; sites of one network count their ids anew.
    """
    if article.source_id is None:
        return None
    sql = "select * from articles where portal_id = ? and source_id = ? order by id"
    for row in all_rows(db, sql, (portal_id, article.source_id)):
        translated = any(page_key(other.url) == page_key(row["url"]) for other in article.alternates)
        if translated or not _one_language(row["language"], article.language):
            continue
        is_named, stands = _names(article, row), _stands(db, portal_id, row["url"])
        if _one_content(row, article) or (_one_moment(row, article) and (is_named or not stands)):
            is_second = is_named or (
                stands and _is_listed(db, portal_id, row["url"]) and not _is_listed(db, portal_id, article.url)
            )
            return Known(row, "duplicate" if is_second else "moved")
    return None


def _stands(db: sqlite3.Connection, portal_id: int, url: str) -> bool:
    """Tell whether the portal's last run has seen the article at this address."""
    sql = (
        "select 1 from pages where portal_id = ? and kind = 'article' and key = ? and state in ('stored', 'unchanged') "
        "and fetched_at >= (select started_at from runs where portal_id = ? order by id desc limit 1)"
    )
    return db.execute(sql, (portal_id, page_key(url), portal_id)).fetchone() is not None


def _is_listed(db: sqlite3.Connection, portal_id: int, url: str) -> bool:
    """Tell whether a feed or sitemap of the portal names the address: links alone lead to any door."""
    sql = (
        "select source from discoveries join pages on pages.id = page_id "
        "where portal_id = ? and kind = 'article' and key = ?"
    )
    found = db.execute(sql, (portal_id, page_key(url))).fetchall()
    named = "select 1 from pages where portal_id = ? and kind in ('feed', 'sitemap') and key = ?"
    return any(db.execute(named, (portal_id, page_key(source))).fetchone() for (source,) in found)


def is_estranged(db: sqlite3.Connection, article_id: int, article: Article) -> bool:
    """Tell whether an article now reads as wholly another than the archive holds."""
    sql = "select * from articles where id = ? and content_sha256 <> ?"
    row = one_row(db, sql, (article_id, content.exact_sha256(article)))
    return row is not None and bool(row["body"]) and not _shares_text(row, article)


def stands_elsewhere(db: sqlite3.Connection, article_id: int, article: Article) -> str | None:
    """Return the address of another article of the portal that has the very text; None where none has."""
    text = content.level(article.text)
    sql = (
        "select o.url, o.body from articles_fts f join articles o on o.id = f.rowid "
        "join articles a on a.id = :id and a.portal_id = o.portal_id and a.id <> o.id "
        "where articles_fts match :words order by o.id"
    )
    words = f'body : "{" ".join(_WORD.findall(text)[:_FIRST_WORDS])}"'
    found = db.execute(sql, {"id": article_id, "words": words})
    return next((url for url, body in found if content.level(body) == text), None)


def _one_content(row: Row, article: Article) -> bool:
    return content.level(row["headline"]) == content.level(article.headline) or _shares_text(row, article)


def _one_moment(row: Row, article: Article) -> bool:
    told = moments.columns(article.published, "published")
    return bool(row["published_at"] and told["published_at"]) and moments.agrees(row, told, "published")


def _shares_text(row: Row, article: Article) -> bool:
    """Tell whether at least half of the paragraphs stand in the article as the archive holds it."""
    before = {content.level(part) for part in (row["body"] or "").split("\n\n")}
    shared = sum(content.level(part) in before for part in article.body)
    return bool(article.body) and 2 * shared >= len(article.body)


def _twice(db: sqlite3.Connection, portal_id: int, article: Article) -> Known | None:
    """Return the article of the portal with the same headline and text of at least 50 words."""
    sha256 = content.text_sha256(article)
    if sha256 is None:
        return None
    sql = "select * from articles where portal_id = ? and text_sha256 = ? order by id"
    for row in all_rows(db, sql, (portal_id, sha256)):
        if _one_language(row["language"], article.language):
            return Known(row, "duplicate")
    return None


def has_left(db: sqlite3.Connection, row: Row, look: Look) -> bool:
    """Tell whether an article is no more to be had at its own address, so that its twin stands where it moved to: it is
    gone there, leads here, or the portal lives at another host now. A twin that names that address as canonical is a
    door to it."""
    if _names(look.article, row):
        return False
    (home,) = db.execute("select url from portals where id = ?", (row["portal_id"],)).fetchone()
    is_led_here = any(same_page(url, row["url"]) for url in look.came_from)
    is_elsewhere = not same_host(home, row["url"]) and same_host(home, look.article.url)
    return row["status"] == "gone" or is_led_here or is_elsewhere


def _one_language(one_: str | None, other: str | None) -> bool:
    """Tell whether the primary languages agree, as far as both are known."""
    if not one_ or not other:
        return True
    return one_.lower().partition("-")[0] == other.lower().partition("-")[0]


def new_public_id(db: sqlite3.Connection, portal_id: int, url: str) -> str:
    """Return the permanent name of a new article: ten letters and digits, made of the portal's name and the address.

    It is made once and kept whatever the article does later, so that it can be cited.
    """
    (portal,) = db.execute("select name from portals where id = ?", (portal_id,)).fetchone()
    digest = base64.b32encode(hashlib.sha256(f"{portal}\n{url}".encode()).digest()).decode().lower()
    taken = "select 1 from articles where public_id = ?"
    names = (digest[:length] for length in range(10, len(digest), 3))
    return next(name for name in names if db.execute(taken, (name,)).fetchone() is None)
