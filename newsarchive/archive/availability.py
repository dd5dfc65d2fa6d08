"""When an article was not to be had, from the first look that missed it to the one that found it again."""

from __future__ import annotations

import re
import sqlite3
from datetime import datetime, timedelta

from newsarchive.archive.looks import PageState
from newsarchive.archive.rows import Row, insert, one_row, update
from newsarchive.times import utc_text
from newsarchive.urls import is_home

NOTICE = "shows the same as"
"""How the reason begins of a look that saw a notice in place of an article: another address shows it, too."""
REPLACED = "now"
"""How it begins where the page has become none of an article: a list, the home page, an empty page."""
OUTAGE = timedelta(days=3)
"""Time up to which either may be for the moment; what an address shows for longer is there to stay."""
_KINDS = (
    (re.compile(rf"\b{NOTICE}\b"), "notice"),
    (re.compile(r"\b410\b"), "410"),
    (re.compile(rf"\bsoft[- ]404\b|^\d* ?{REPLACED} "), "soft-404"),
    (re.compile(r"\b404\b"), "404"),
    (re.compile(r"\bhome\b"), "redirect-home"),
    (re.compile(r"\b(challenge|consent|login|wall)\b"), "wall"),
    (re.compile(r"\bredirect"), "redirect-other"),
)
_ADDRESS = re.compile(r"https?://[^\s\[\]]+")
_STATUS = {
    **dict.fromkeys(("410", "404", "soft-404", "redirect-home", "notice"), "gone"),
    "redirect-other": "moved",
}
"""Kinds that say something of the article, and what its status is then. A wall or a failure says nothing."""


def note(db: sqlite3.Connection, page: Row, article_id: int | None, state: PageState, reason: str, at: str) -> None:
    """Note whether the article of a page was there: an interval begins, goes on or ends."""
    if article_id is None:
        return
    kind = _kind(state, reason)
    if kind is None and page["state"] in ("pending", "stored", "unchanged", "alias"):
        return  # it was there at the last look, too
    open_ = one_row(db, "select * from availability where page_id = ? and ended_at is null", (page["id"],))
    if kind is None:
        if open_ and state in ("stored", "unchanged", "alias"):
            update(db, "availability", open_["id"], {"ended_at": at})
            _set_status(db, article_id, "live", "gone", "moved")
        return
    goes_on = open_ is not None and open_["kind"] == kind
    if open_:
        update(db, "availability", open_["id"], {"last_at" if goes_on else "ended_at": at})
    if not goes_on:
        since = missing_since(db, page["id"], datetime.fromisoformat(at)) if kind == "soft-404" else None
        first_at = utc_text(since) if since else at
        row = {"page_id": page["id"], "article_id": article_id, "kind": kind, "first_at": first_at, "last_at": at}
        insert(db, "availability", row)
    is_news = not goes_on or page["state"] == "failed"
    if is_news and state != "failed" and kind in _STATUS and _is_own(db, page, article_id):
        _set_status(db, article_id, _STATUS[kind], "live", "moved")


def missing_since(db: sqlite3.Connection, page_id: int, now: datetime) -> datetime | None:
    """Return since when an address shows something else than an article; None where it does so for no longer than an
    outage lasts."""
    sql = (
        "select min(at) from visits where page_id = :page and outcome = 'failed' "
        f"and (reason like '{NOTICE} %' or reason like '{REPLACED} %') "
        "and id > (select coalesce(max(id), 0) from visits where page_id = :page "
        "and outcome in ('new', 'changed', 'same', 'unchanged'))"
    )
    (found,) = db.execute(sql, {"page": page_id}).fetchone()
    since = datetime.fromisoformat(found) if found else now
    return since if now - since >= OUTAGE else None


def others_stand(db: sqlite3.Connection, page_id: int, since: datetime) -> bool:
    """Tell whether another address of the portal has shown an article since then."""
    sql = (
        "select 1 from pages o join pages p on p.portal_id = o.portal_id and p.id <> o.id where p.id = ? "
        "and o.kind = 'article' and o.state in ('stored', 'unchanged') and o.fetched_at >= ? limit 1"
    )
    return db.execute(sql, (page_id, utc_text(since))).fetchone() is not None


def moved(db: sqlite3.Connection, article_id: int) -> None:
    """Forget that an address led elsewhere: the article itself was found there."""
    db.execute("delete from availability where article_id = ? and kind = 'redirect-other'", (article_id,))
    _set_status(db, article_id, "live", "moved")


def _kind(state: PageState, reason: str) -> str | None:
    """Return what kind of absence a look saw; None where it saw the article, or could not tell (5xx, time-out)."""
    if state not in ("gone", "not-article", "redirect", "refused") and NOTICE not in reason:
        return None
    # What a guard or a wall refused was not seen: an address in its reason is that of a host.
    told = _ADDRESS.sub("" if state == "refused" else _in_words, reason)
    found = (kind for pattern, kind in _KINDS if pattern.search(told))
    return next(found, {"gone": "404", "redirect": "redirect-other"}.get(state))


def _in_words(address: re.Match[str]) -> str:
    """Return "home" for the address of a home page; what others say ("/404-days-at-home/") are no words of a reason."""
    return "home" if is_home(address[0]) else ""


def _is_own(db: sqlite3.Connection, page: Row, article_id: int) -> bool:
    """Tell whether the page is the article's own: that an old address is gone says nothing of it."""
    (url,) = db.execute("select url from articles where id = ?", (article_id,)).fetchone()
    return bool(url == page["url"])


def _set_status(db: sqlite3.Connection, article_id: int, after: str, *before: str) -> None:
    marks = ", ".join("?" * len(before))
    db.execute(f"update articles set status = ? where id = ? and status in ({marks})", (after, article_id, *before))
