"""Short ways to build exchanges, articles and visits, for the tests of the archive."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from newsarchive.archive.articles import Outcome
from newsarchive.archive.looks import PageState, Visit
from newsarchive.archive.pages import page
from newsarchive.archive.store import Archive, open_archive
from newsarchive.captures import Exchange
from newsarchive.items import Article, Author, Comment, FaqEntry, Image, Moment

START = datetime(2023, 10, 19, 16, 0, tzinfo=UTC)
URL = "https://news.example/lavrov-in-pyongyang/"

BODY = (
    "Foreign minister Lavrov came to Pyongyang on Thursday for two days of talks with his counterpart and the leader.",
    "He met Kim Jong Un in the afternoon and spoke with him for an hour about grain, trains and a visit next year.",
    "Observers in Seoul said that the visit had been planned since September, when Kim travelled to the Amur region.",
)

LONG = tuple(
    f"Paragraph {number} tells of the bridge and the river and the town that lies there." for number in range(6)
)
STORY = Article(
    "https://paper.example/bridge/",
    headline="Bridge “reopens” – at last",
    authors=(Author("Ann Lee"), Author("Bo Ek")),
    lead="After two years.",
    body=LONG,
    section="City",
    tags=("bridge", "river"),
    language="en",
    image=Image("https://paper.example/b.jpg?w=300", "A bridge", "The bridge", "dpa"),
    faqs=(FaqEntry("Is it open?", "Yes.", "heading"), FaqEntry("Why?", None, "heading")),
)
"""A story with all that makes a version."""


def at(hours: float) -> datetime:
    """Return the moment so many hours after the first look."""
    return START + timedelta(hours=hours)


def moment(at: str = "2023-10-19T15:46:00+00:00", **more: Any) -> Moment:
    """Return a moment that the page prints with its offset."""
    utc = datetime.fromisoformat(at).astimezone(UTC)
    known = Moment(at, utc.replace(tzinfo=None), utc, 0, "second", "attribute")
    return replace(known, **more)


def article(**more: Any) -> Article:
    """Return a small article."""
    known = Article(
        url=URL,
        source_id="4711",
        headline="Lavrov in Pyongyang",
        published=moment(),
        body=BODY,
        section="World",
        tags=("Korea", "Russia"),
        language="en",
        access="free",
    )
    return replace(known, **more)


def comment(number: int, text: str = "Well said.", parent: int | None = None, **more: Any) -> Comment:
    """Return the comment with this id, an answer where it has a parent."""
    known = Comment(
        source_id=str(number),
        parent_source_id=None if parent is None else str(parent),
        kind="comment",
        position=number,
        depth=0 if parent is None else 1,
        author=f"Reader {number}",
        author_url=None,
        published=moment(f"2023-10-19T16:{number % 60:02}:00+00:00"),
        text=text,
    )
    return replace(known, **more)


def exchange(url: str = URL, body: bytes = b"<html>", *, hours: float = 0, **more: Any) -> Exchange:
    """Return a GET and its answer."""
    known = Exchange(
        kind="page",
        url=url,
        fetched_at=at(hours),
        method="GET",
        request_headers=((b"User-Agent", b"newsarchive"), (b"Authorization", b"Basic c2VjcmV0")),
        status=200,
        reason="OK",
        response_headers=((b"Content-Type", b"text/html; charset=utf-8"), (b"Set-Cookie", b"a=secret")),
        body=body,
        ip="127.0.0.1",
    )
    return replace(known, **more)


def look(
    archive: Archive,
    seen: Article | None,
    hours: float = 0,
    *,
    url: str | None = None,
    state: PageState = "stored",
    status: int = 200,
    home: str = "https://news.example/",
    **more: Any,
) -> Outcome:
    """Visit the address, capture a response, store what was seen, and return the outcome."""
    address = url or (seen.url if seen else URL)
    portal = archive.portal("news.example", url=home)
    captured = archive.captures.write(exchange(address, f"<html>{seen!r}".encode(), hours=hours, status=status))
    visit = Visit(
        page_id=page(archive, portal, address, kind="article").id,
        run_id=more.pop("run_id", None),
        portal_id=portal,
        at=at(hours),
        state=state,
        captures=(captured,),
        article=seen,
        **{"comments_complete": True, **more},
    )
    return archive.save(visit)


def rows(archive: Archive, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    """Return the rows of a query."""
    return archive.db.conn.execute(sql, parameters).fetchall()


def ask(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query over the archive in a folder."""
    with closing(sqlite3.connect(f"{(folder / 'archive.db').resolve().as_uri()}?mode=ro", uri=True)) as db:
        return db.execute(sql).fetchall()


def files(path: Path) -> list[Path]:
    """Return the WARC files of an archive."""
    return sorted((path / "captures").glob("*.warc.gz"))


def asked(archive: Path, sql: str) -> list[tuple[object, ...]]:
    """Return what a reader of the archive is told."""
    with open_archive(archive) as opened:
        return rows(opened, sql)
