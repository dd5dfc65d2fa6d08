"""One look at an article becomes rows: a new article, a further version of one, or nothing new."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any, Literal

import orjson

from newsarchive.archive import content, identity, moments, revisions
from newsarchive.archive.changes import changes_between
from newsarchive.archive.comments import ThreadResult
from newsarchive.archive.identity import Known
from newsarchive.archive.looks import Look
from newsarchive.archive.parts import replace_parts, with_parts
from newsarchive.archive.rows import Row, insert, insert_all, one_row, update
from newsarchive.archive.threads import store_thread_of
from newsarchive.items import Article

Outcome = Literal["new", "changed", "same", "none"]

_SAME = (
    "select id, url, status, last_seen_at, comment_count, comments_claimed, comments_note, thread_sha256 "
    "from articles where id = ? and url = ? and content_sha256 = ?"
)
"""Most looks see the article as it was: its text, and the index of all addresses, need not be read for that."""

_STAY = ("canonical_url", "source_id", "headline", "body", "language")
"""Fields that an article keeps though a look no longer shows them."""

_WORDS = ("headline", "byline", "lead", "body", "section")
"""Columns of the text that a version holds, too."""

_FROM_ELSEWHERE = ("rest", "feed", "sitemap", "hint")
"""Origins that not every visit asks: what they said stands while they are not asked."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a look."""

    article_id: int
    outcome: Outcome
    relation: identity.Relation | None
    """How the address relates to the article; None: the article is new."""

    url: str
    """The article's own address."""

    thread: ThreadResult


def store_article(db: sqlite3.Connection, look: Look) -> Stored:
    """Store what the look saw and return what became of it."""
    exact = content.exact_sha256(look.article)
    same = one_row(db, _SAME, (look.article_id, look.article.url, exact))
    if same is not None:
        return _seen_again(db, look, same, "own")
    known = identity.find(db, look.portal_id, look.article)
    if known is None:
        return _new(db, look)
    if known.relation in ("alias", "duplicate") and not _speaks_for(known):
        if look.cause == "extractor" or not identity.has_left(db, known.row, look):
            return _twin(db, known, look)
        known = Known(known.row, "moved")
    row = known.row
    if exact == row["content_sha256"]:
        return _seen_again(db, look, row, known.relation)
    if _is_worse(row, look.article):
        seen = _last_seen(row, look)
        if look.article.access == "protected":
            seen["status"] = "protected"
        update(db, "articles", row["id"], seen)
        # The last comment of a page that breaks off may have lost its end.
        thread = ThreadResult() if _is_cut(row, look.article) else store_thread_of(db, row, look)
        return Stored(row["id"], "same", known.relation, row["url"], thread)
    outcome = _renew(db, known, look, exact)
    url = look.article.url if known.relation == "moved" else row["url"]
    return Stored(row["id"], outcome, known.relation, url, store_thread_of(db, row, look))


def _seen_again(db: sqlite3.Connection, look: Look, row: Row, relation: identity.Relation) -> Stored:
    """Store a look that saw the article exactly as it was."""
    update(db, "articles", row["id"], {**_last_seen(row, look), **_risen(row, look)})
    return Stored(row["id"], "same", relation, row["url"], store_thread_of(db, row, look))


def _new(db: sqlite3.Connection, look: Look) -> Stored:
    article = look.article
    row = {
        "public_id": identity.new_public_id(db, look.portal_id, article.url),
        "portal_id": look.portal_id,
        "url": article.url,
        **content.columns(article),
        **content.about(article),
        **moments.columns(article.published, "published"),
        **moments.columns(article.modified, "modified"),
        "first_seen_at": look.at,
        "last_seen_at": look.at,
        "revision_count": 1,
        "status": "protected" if article.access == "protected" else "live",
        "extractor": look.extractor,
        "text_sha256": content.text_sha256(article),
        "content_sha256": content.exact_sha256(article),
    }
    article_id = insert(db, "articles", row)
    replace_parts(db, article_id, look.portal_id, article)
    revisions.append(db, article_id, 1, look, content.revision(article))
    untold = dict.fromkeys(("thread_sha256", "comments_claimed", "comments_note"))
    thread = store_thread_of(db, {"id": article_id, "comment_count": 0, **untold}, look)
    return Stored(article_id, "new", None, article.url, thread)


def _is_worse(row: Row, article: Article) -> bool:
    """Tell whether this look saw less than a reader saw before: a wall, a teaser, a cut or empty page."""
    if not row["body"]:
        return False
    if not article.body:
        return True
    walled = article.access in ("teaser", "protected") and row["access"] not in ("teaser", "protected")
    return walled or _is_cut(row, article)


def _is_cut(row: Row, article: Article) -> bool:
    had_flags = (row["quality_flags"] or "").split()
    return any(flag.name == "truncated" for flag in article.flags) and "truncated" not in had_flags


def _renew(db: sqlite3.Connection, known: Known, look: Look, exact: str) -> Outcome:
    """Bring the article's row up to date; append a version where a reader would see a change."""
    row, article = known.row, look.article
    fresh = _kept(row, content.columns(article), article) | _better_moments(row, article)
    last = one_row(db, "select * from revisions where article_id = ? order by number desc limit 1", (row["id"],))
    assert last is not None
    last = with_parts(db, last)
    version = revisions.following(last, fresh, content.revision(article))
    told = list(changes_between(last, version))
    if told:
        number, parts_id = last["number"] + 1, revisions.shared(last, told)
        revision_id = revisions.append(db, row["id"], number, look, version, parts_id=parts_id)
        insert_all(db, "changes", [{"article_id": row["id"], "revision_id": revision_id, **one_} for one_ in told])
        fresh["revision_count"] = number
    else:  # only how the text is printed differs (quotes, white space): it stays as the last version has it
        fresh = {key: value for key, value in fresh.items() if key not in _WORDS}
    fresh |= content.about(article)
    fresh |= {"text_sha256": content.text_sha256(article), "content_sha256": exact, "extractor": look.extractor}
    fresh |= _last_seen(row, look) | _risen(row, look)
    if known.relation == "moved":
        fresh["url"] = article.url
    update(db, "articles", row["id"], {key: value for key, value in fresh.items() if row[key] != value})
    if known.relation == "moved":
        _note_move(db, row, look)
    replace_parts(db, row["id"], look.portal_id, article, with_faqs=bool(told))
    return "changed" if told else "same"


def _note_move(db: sqlite3.Connection, row: Row, look: Look) -> None:
    """Keep the address that the article has left as one of its aliases; the new one is none any more."""
    db.execute("delete from aliases where url = ?", (look.article.url,))
    sql = "insert into aliases(article_id, url, kind, first_at) values (?, ?, 'redirect', ?) on conflict do nothing"
    db.execute(sql, (row["id"], row["url"], look.at))


def _kept(row: Row, fresh: dict[str, Any], article: Article) -> dict[str, Any]:
    """Return the fresh columns without those that this look merely does not tell."""
    origins = orjson.loads(row["field_sources"]) if row["field_sources"] else {}
    asked = {origin for _, origin in article.field_sources}
    kept = {}
    for key, value in fresh.items():
        if value is None and row[key] is not None:
            origin = origins.get("authors" if key == "byline" else key)
            if key in _STAY or (origin in _FROM_ELSEWHERE and origin not in asked):
                continue
        kept[key] = value
    return kept


def _better_moments(row: Row, article: Article) -> dict[str, Any]:
    """Return the moments' columns where the new ones say more, or something else."""
    fresh: dict[str, Any] = {}
    for name, moment in (("published", article.published), ("modified", article.modified)):
        told = moments.columns(moment, name)
        if moments.better(row, told, name):
            fresh |= told
    return fresh


def _last_seen(row: Row, look: Look) -> dict[str, str]:
    """Return when the article was last seen: an old capture read anew may lie before another look."""
    return {"last_seen_at": max(row["last_seen_at"], look.at)}


def _risen(row: Row, look: Look) -> dict[str, str]:
    """Return the status of an article that stands there again; an old capture read anew says nothing of today."""
    if look.cause == "extractor" and row["status"] in ("gone", "moved"):
        return {}
    status = "protected" if look.article.access == "protected" else "live"
    return {"status": status} if row["status"] in ("gone", "moved", "protected") else {}


def _speaks_for(known: Known) -> bool:
    """Tell whether a look at another address of the article may change it: where it moved there, not where the portal
    prints the same text twice."""
    return known.alias is not None and known.alias["kind"] == "redirect"


def _twin(db: sqlite3.Connection, known: Known, look: Look) -> Stored:
    """Store a look at a second address under which the portal prints the same article.

    Where its text differs, the article's own address may not have been read since the portal edited both. Once it has,
    and the two differ still, the twin has become an article of its own, unless it names that one as canonical.
    """
    row, alias = known.row, known.alias
    sha256 = content.text_sha256(look.article)
    is_alike = sha256 in (None, row["text_sha256"]) or identity.is_door(row, look.article)
    if alias is None or is_alike or _is_worse(row, look.article):
        update(db, "articles", row["id"], _last_seen(row, look))
        if alias is not None and alias["differs_since"] is not None and sha256 == row["text_sha256"]:
            update(db, "aliases", alias["id"], {"text_sha256": sha256, "differs_since": None})
    elif alias["text_sha256"] == sha256 and row["last_seen_at"] > alias["differs_since"]:
        db.execute("delete from aliases where id = ?", (alias["id"],))
        return _new(db, look)
    elif alias["text_sha256"] != sha256:
        update(db, "aliases", alias["id"], {"text_sha256": sha256, "differs_since": look.at})
    return Stored(row["id"], "same", known.relation, row["url"], ThreadResult())
