"""What each address is to an article: its own, one that it left, another door to it."""

from __future__ import annotations

import sqlite3

from newsarchive.archive import availability
from newsarchive.archive.articles import Stored
from newsarchive.archive.looks import PageState, Visit
from newsarchive.archive.rows import Row, insert
from newsarchive.times import utc_text
from newsarchive.urls import canonical, page_key


def place(db: sqlite3.Connection, visit: Visit, page: Row, stored: Stored, state: PageState, at: str) -> PageState:
    """Note every address that led to the article and return what the visited page is."""
    assert visit.article is not None
    if stored.relation == "moved":
        availability.moved(db, stored.article_id)
    if stored.relation == "duplicate":
        _alias(db, stored.article_id, visit.article.url, "duplicate", at)
    for address in visit.aliases:
        _alias(db, stored.article_id, canonical(address), "redirect", at)
    if stored.url == page["url"] or page_key(stored.url) == page["key"]:
        return state
    _page_of_article(db, visit, stored, at)
    if stored.relation in ("duplicate", "alias"):
        return "alias"
    _alias(db, stored.article_id, page["url"], "redirect", at)
    return "redirect"


def leads_home(db: sqlite3.Connection, visit: Visit, article_id: int | None) -> bool:
    """Tell whether a redirect leads to the page on which the same article stands now."""
    if visit.final_url is None or article_id is None:
        return False
    sql = "select 1 from pages where portal_id = ? and kind = 'article' and key = ? and article_id = ?"
    return db.execute(sql, (visit.portal_id, page_key(visit.final_url), article_id)).fetchone() is not None


def follow(db: sqlite3.Connection, visit: Visit, page: Row, at: str) -> None:
    """Where an article's own address leads to another for good, or did at the last look already, let the article stand
    at that one, and have it visited soon: until now it was known as a second door."""
    statuses = {capture.status for capture in visit.captures if 300 <= capture.status < 400}
    own = db.execute("select 1 from articles where id = ? and url = ?", (page["article_id"], page["url"])).fetchone()
    is_for_good = page["state"] == "redirect" or (statuses and not statuses - {301, 308})
    if not own or not is_for_good:
        return
    sql = "delete from aliases where article_id = ? and url = ?"
    if db.execute(sql, (page["article_id"], visit.final_url)).rowcount:
        db.execute("update articles set url = ? where id = ?", (visit.final_url, page["article_id"]))
        _alias(db, page["article_id"], page["url"], "redirect", at)
        availability.moved(db, page["article_id"])
        sql = (
            "update pages set state = 'stored', next_visit_at = ? where portal_id = ? and kind = 'article' and key = ?"
        )
        db.execute(sql, (at, visit.portal_id, page_key(visit.final_url)))


def _alias(db: sqlite3.Connection, article_id: int, url: str, kind: str, at: str) -> None:
    sql = (
        "insert into aliases(article_id, url, kind, first_at) select ?, ?, ?, ? "
        "where not exists (select 1 from articles where url = ?) on conflict (url) do nothing"
    )
    db.execute(sql, (article_id, url, kind, at, url))


def _page_of_article(db: sqlite3.Connection, visit: Visit, stored: Stored, at: str) -> None:
    """See that the article's own address is a page too: it is the one to visit from now on."""
    key = page_key(stored.url)
    sql = "select id from pages where portal_id = ? and kind = 'article' and key = ?"
    found = db.execute(sql, (visit.portal_id, key)).fetchone()
    if found:
        sql = "update pages set article_id = ? where id = ? and article_id is not ?"
        db.execute(sql, (stored.article_id, found[0], stored.article_id))
        return
    row = {
        "portal_id": visit.portal_id,
        "url": stored.url,
        "key": key,
        "kind": "article",
        "state": "stored",
        "discovered_at": at,
        "fetched_at": at,
        "next_visit_at": utc_text(visit.next_visit_at) if visit.next_visit_at else None,
        "article_id": stored.article_id,
        "sort_at": at,
    }
    insert(db, "pages", row)
