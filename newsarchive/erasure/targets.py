"""What an erasure is about: which rows, and which words must be found nowhere afterwards."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from newsarchive.archive.erased import TELLING, Kind, normal
from newsarchive.captures.needles import Needles
from newsarchive.errors import UsageMistake
from newsarchive.text import fold
from newsarchive.urls import host_label, page_key

COMMON = 100
"""Articles and comments of others in which a name may stand; one in more may be a common word, and an erasure is for
good."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be taken down."""

    kind: Kind
    value: str
    """An address; a comment's id on the portal; a name as printed; a domain."""

    portal: str | None = None
    """For a comment: the portal's name, where the id stands on several."""

    everywhere: bool = False
    """For a name: also where it stands in more than `COMMON` texts of others."""


@dataclass(frozen=True, slots=True)
class Found:
    """What an archive holds of a target."""

    articles: tuple[int, ...]
    """Articles that go as a whole."""

    comments: tuple[int, ...]
    """Comments that are blanked."""

    needles: Needles
    """Texts that are taken out wherever they stand, in rows and in captures."""

    names: tuple[str, ...]
    """Values under which a later crawl knows the target again."""

    nearby: Needles = Needles([])  # noqa: RUF009  (a value, never changed)
    """Texts that are looked for only in the captures of the comments' own articles."""

    texts: tuple[str, ...] = ()
    """Texts of what is taken down: a later crawl knows them again by their first words."""


def find(db: sqlite3.Connection, target: Target) -> Found:
    """Return what the archive holds of the target. Raises UsageMistake where that is not clear."""
    return {"url": _address, "domain": _domain, "author": _name, "comment": _comment}[target.kind](db, target)


def _address(db: sqlite3.Connection, target: Target) -> Found:
    key = _key(target.value)
    ids = {
        row[0]
        for row in db.execute(
            "select id, url from articles union all select article_id, url from aliases union all "
            "select article_id, url from pages where article_id is not null"
        )
        if _key(row[1]) == key
    }
    below = [row for row in db.execute("select id, url from articles") if _key(row[1]).startswith(f"{key}/")]
    if others := [url for number, url in below if number not in ids]:
        raise UsageMistake(f"{len(others)} articles lie below '{target.value[:80]}', such as {others[0][:80]}")
    known = ids or any(_key(url) == key for (url,) in db.execute("select url from pages"))
    return _whole(db, sorted(ids), [target.value]) if known else Found((), (), Needles([]), ())


def _domain(db: sqlite3.Connection, target: Target) -> Found:
    try:
        host = normal("domain", target.value)
    except ValueError as error:
        raise UsageMistake(f"'{target.value[:80]}' is no domain") from error
    rows = db.execute("select id, url from articles").fetchall()
    ids = [key for key, url in rows if host_label(url).removeprefix("www.") == host]
    if not ids and not any(
        host_label(url).removeprefix("www.") == host for (url,) in db.execute("select url from pages")
    ):
        return Found((), (), Needles([]), ())
    found = _whole(db, ids, [])
    return Found(found.articles, (), Needles([host, *found.needles.texts]), (target.value,))


def _key(url: str) -> str:
    try:
        return page_key(url)
    except ValueError as error:
        raise UsageMistake(f"'{url[:80]}' is no http(s) address") from error


def _whole(db: sqlite3.Connection, ids: list[int], addresses: list[str]) -> Found:
    """Return what is found of whole articles: their addresses under every spelling and all their telling texts."""
    texts: list[str] = []
    names = list(addresses)
    for key in ids:
        for sql in ("select url from articles where id = ?", "select url from aliases where article_id = ?"):
            names += [url for (url,) in db.execute(sql, [key])]
        texts += _texts_of(db, key)
    spelled = [re.sub(r"^https?://(www\.)?", "", name).rstrip("/") for name in names]
    paths = [path for one in spelled if len(path := one[one.find("/") :]) >= TELLING]
    return Found(tuple(ids), (), Needles([*spelled, *paths, *texts]), tuple(names), texts=tuple(texts))


def _texts_of(db: sqlite3.Connection, article_id: int) -> Iterable[str]:
    told = (
        "select headline, lead, body from articles where id = :id union all "
        "select headline, lead, body from revisions where article_id = :id union all "
        "select question, answer, null from faqs where article_id = :id union all "
        "select null, null, text from comments where article_id = :id"
    )
    for row in db.execute(told, {"id": article_id}):
        yield from _telling(text for text in row if text)


def _telling(texts: Iterable[str]) -> list[str]:
    paragraphs = (part for text in texts for part in text.split("\n\n"))
    return [part for part in paragraphs if len(part) >= TELLING]


def _name(db: sqlite3.Connection, target: Target) -> Found:
    name = target.value.strip()
    if len(name) < 2:
        raise UsageMistake("--author wants the whole name as it is printed")
    rows = db.execute("select id, author, text from comments where author is not null").fetchall()
    mine = [(key, text) for key, author, text in rows if fold(author) == fold(name)]
    comments = [key for key, _ in mine]
    core = re.sub(r"^\W+|\W+$", "", name)  # as it is found between the words of a text
    needles = Needles([name], whole_words=True)
    others = _holding(db, needles) - len(comments)
    if others > COMMON and not target.everywhere:
        raise UsageMistake(
            f"'{name[:80]}' also stands in {others:,} articles and comments of others, which would be cut and lose "
            "their captures; count with --dry-run, then --everywhere, or take comments down with --comment"
        )
    if not comments and others <= 0:
        return Found((), (), Needles([]), (name,))
    return Found((), tuple(comments), needles, (name, core), texts=tuple(text for _, text in mine if text))


def _holding(db: sqlite3.Connection, needles: Needles) -> int:
    """Return the number of articles and comments in which one of the texts stands."""
    rows = db.execute("select body, byline from articles union all select text, author from comments")
    return sum(any(map(needles.in_text, row)) for row in rows)


def _comment(db: sqlite3.Connection, target: Target) -> Found:
    rows = db.execute(
        "select c.id, c.text, c.author, p.name from comments c join articles a on a.id = c.article_id "
        "join portals p on p.id = a.portal_id where c.source_id = :id and (:portal is null or p.name = :portal)",
        {"id": target.value, "portal": target.portal},
    ).fetchall()
    portals = sorted({row[3] for row in rows})
    if len(portals) > 1:
        raise UsageMistake(f"several portals have a comment '{target.value}': {', '.join(portals)}; add --portal")
    ids = [row[0] for row in rows]
    marks = ", ".join("?" * len(ids))
    older = f"select old from comment_revisions where field = 'text' and comment_id in ({marks})"
    texts = [row[1] for row in rows] + [old for (old,) in db.execute(older, ids) if old]
    names = tuple(f"{row[3]} {target.value}" for row in rows[:1])
    # A short text ("I agree.") may be another reader's as well: it is looked for in the article's own captures only.
    return Found((), tuple(ids), Needles(_telling(texts)), names, Needles(texts), tuple(texts))
