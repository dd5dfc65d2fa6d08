"""One visit becomes rows: the look itself, its captures, the article, and what became of the address."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from newsarchive.archive import addresses, availability, hints
from newsarchive.archive.articles import Outcome, Stored, store_article
from newsarchive.archive.content import extractor
from newsarchive.archive.looks import Look, PageState, Visit
from newsarchive.archive.rows import Row, insert, one_row, update
from newsarchive.items import Capture
from newsarchive.times import utc_text
from newsarchive.urls import page_key


def store_visit(db: sqlite3.Connection, visit: Visit) -> tuple[Outcome, PageState, str]:
    """Store the visit and return what became of the article and of the page, and the page's kind."""
    at = utc_text(visit.at)
    page = one_row(db, "select * from pages where id = ?", (visit.page_id,))
    assert page is not None
    is_look = visit.article is not None and visit.state in ("stored", "unchanged")
    # Most looks find the article as it was: the row is written as theirs, and corrected where it is not.
    row = _visit_row(visit, at) | (_visit_result(visit, "same", page["article_id"], 0) if is_look else {})
    visit_id = insert(db, "visits", row)
    captures = _store_captures(db, visit, visit_id)
    stored: Stored | None = None
    if visit.article is not None and is_look:
        look = Look(
            portal_id=visit.portal_id,
            at=at,
            article=visit.article,
            capture_id=captures,
            extractor=extractor(visit.rules),
            thread_complete=visit.comments_complete,
            thread_note=visit.comments_note,
            article_id=page["article_id"],
            came_from=visit.aliases,
        )
        stored = store_article(db, look)
    state = _state(visit, stored)
    article_id = stored.article_id if stored else page["article_id"]
    if stored:
        state = addresses.place(db, visit, page, stored, state, at)
        fresh = _visit_result(visit, stored.outcome, stored.article_id, stored.thread.new)
        update(db, "visits", visit_id, {key: value for key, value in fresh.items() if row[key] != value})
    elif state == "unchanged" and article_id:
        update(db, "articles", article_id, {"last_seen_at": at})
    _update_page(db, visit, page, state, article_id, changed=stored is not None and stored.outcome == "changed")
    if stored is None and state == "redirect" and addresses.leads_home(db, visit, article_id):
        addresses.follow(db, visit, page, at)
        return "none", state, page["kind"]
    availability.note(db, page, article_id, state, _reason(visit), at)
    return (stored.outcome if stored else "none"), state, page["kind"]


def store_evidence(db: sqlite3.Connection, visit: Visit) -> None:
    """Store the captures of a look that is older than the last: what it shows is kept, the article stands."""
    page = one_row(db, "select article_id from pages where id = ?", (visit.page_id,))
    row = _visit_row(visit, utc_text(visit.at)) | {"outcome": "imported", "article_id": page and page["article_id"]}
    _store_captures(db, visit, insert(db, "visits", row))


def store_refused(db: sqlite3.Connection, visit: Visit, why: str) -> tuple[Outcome, PageState, str]:
    """Store a visit whose rows the database refused, and return what `store_visit` does: the look, its captures and
    the reason are kept; the article stands."""
    row = _visit_row(visit, utc_text(visit.at)) | {"outcome": "quarantined", "reason": why}
    _store_captures(db, visit, insert(db, "visits", row))
    fresh = {
        "state": "quarantined",
        "reason": why,
        "fetched_at": row["at"],
        "next_visit_at": _text(visit.next_visit_at),
    }
    update(db, "pages", visit.page_id, fresh)
    return "none", "quarantined", "article"


def _visit_row(visit: Visit, at: str) -> Row:
    return {
        "page_id": visit.page_id,
        "run_id": visit.run_id,
        "at": at,
        "outcome": visit.state,
        "reason": visit.reason,
        "article_id": None,
        "comments_claimed": None,
        "comments_read": None,
        "comments_complete": None,
        "comments_new": None,
        "rules": visit.rules,
        "hint": hints.hints_json(visit.hint) if visit.hint else None,
    }


def _visit_result(visit: Visit, outcome: str, article_id: int | None, new_comments: int) -> Row:
    assert visit.article is not None
    return {
        "outcome": outcome,
        "article_id": article_id,
        "comments_claimed": visit.article.comments_claimed,
        "comments_read": len(visit.article.comments),
        "comments_complete": int(visit.comments_complete),
        "comments_new": new_comments,
    }


def _store_captures(db: sqlite3.Connection, visit: Visit, visit_id: int) -> int | None:
    """Store the rows of the visit's captures and return the id of the page's own, the last where there are several."""
    ids = [insert(db, "captures", _capture_row(db, capture, visit_id)) for capture in visit.captures]
    own = [id_ for id_, capture in zip(ids, visit.captures, strict=True) if capture.kind == "page"]
    return (own or ids)[-1] if ids else None


def _capture_row(db: sqlite3.Connection, capture: Capture, visit_id: int) -> Row:
    holder = None
    if capture.refers_to is not None:
        holder = db.execute("select id from captures where record_id = ?", (capture.refers_to,)).fetchone()
    return {
        "visit_id": visit_id,
        "kind": capture.kind,
        "url": capture.url,
        "fetched_at": utc_text(capture.fetched_at),
        "status": capture.status,
        "content_type": capture.content_type,
        "sha256": capture.sha256,
        "record_id": capture.record_id,
        "warc_file": capture.warc_file,
        "warc_offset": capture.warc_offset,
        "warc_length": capture.warc_length,
        "refers_to": holder and holder[0],
    }


def _state(visit: Visit, stored: Stored | None) -> PageState:
    if stored is None:
        return visit.state
    return "unchanged" if stored.outcome == "same" else "stored"


def _update_page(
    db: sqlite3.Connection, visit: Visit, page: Row, state: PageState, article_id: int | None, *, changed: bool
) -> None:
    due_at = visit.next_visit_at
    if changed and due_at is not None:
        due_at = visit.at + (due_at - visit.at) / 2
    fresh: Row = {
        "state": state,
        "reason": visit.reason,
        "fetched_at": utc_text(visit.at),
        "next_visit_at": _text(due_at),
        "article_id": article_id,
        "failures": page["failures"] + 1 if state in ("failed", "deferred", "refused") else 0,
    }
    if visit.article is not None or visit.etag or visit.last_modified:
        fresh |= {"etag": visit.etag, "last_modified": visit.last_modified}
    if visit.article is not None and page["published_at"] is None and (told := hints.instant(visit.article.published)):
        fresh |= {"published_at": told, "sort_at": told}
    final = visit.article.url if visit.article else None
    if final and page["url"] != final and page["key"] == page_key(final):
        fresh["url"] = final  # the spelling that the site itself uses: no redirect at the next look
    update(db, "pages", visit.page_id, {key: value for key, value in fresh.items() if page[key] != value})


def _text(moment: datetime | None) -> str | None:
    return utc_text(moment) if moment else None


def _reason(visit: Visit) -> str:
    """Return the status of the last response and the visit's reason in words."""
    statuses = [capture.status for capture in visit.captures if capture.kind in ("page", "redirect")]
    return f"{statuses[-1] if statuses else ''} {visit.reason or ''}".strip()
