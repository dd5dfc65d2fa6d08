"""Pages with threads of comments, and what is read of them."""

from __future__ import annotations

from datetime import UTC, datetime

from newsarchive.extract.comments.find import Thread, find_comments
from newsarchive.extract.document import Document
from newsarchive.extract.rules import Rules
from newsarchive.times import iso, parse_moment

FETCHED = datetime(2026, 11, 1, tzinfo=UTC)


URL = "https://example.org/2020/05/a-story/"


def read(
    html: str,
    *,
    url: str = URL,
    timezone: str | None = None,
    published: str | None = None,
    rules: Rules | None = None,
    language: str = "en-US",
) -> Thread:
    document = Document.parse(f"<html><body><h1>A story</h1><p>Body text.</p>{html}</body></html>", url)
    moment = parse_moment(published, fetched_at=FETCHED) if published else None
    return find_comments(
        document, rules=rules, fetched_at=FETCHED, languages=(language,), timezone=timezone, published=moment
    )


def comment(
    number: int, text: str, *, name: str = "Ann", replies: str = "", extra: str = "", attributes: str = ""
) -> str:
    return (
        f'<li class="comment" id="comment-{number}" {attributes}><article class="comment-body"><footer>'
        f'<b class="fn">{name}</b> <time datetime="2020-05-03T15:46:00+02:00">3 May</time></footer>'
        f'<div class="comment-content"><p>{text}</p></div>{extra}</article>'
        + (f'<ol class="children">{replies}</ol>' if replies else "")
        + "</li>"
    )


def listed(*comments: str) -> str:
    return f'<div id="comments"><ol class="comment-list">{"".join(comments)}</ol></div>'


def tree(thread: Thread) -> list[tuple[str | None, str | None, int, str]]:
    return [(it.source_id, it.parent_source_id, it.depth, it.text) for it in thread.comments]


Row = tuple[str | None, str | None, str | None, int, str]


def comments(html: str, language: str = "en") -> list[Row]:
    """Return id, author, time, depth and text of each comment of a page."""
    page = f"<html lang={language}><body><h1>A story</h1><p>Body text.</p>{html}</body></html>"
    thread = find_comments(
        Document.parse(page, "https://example.org/a-story/"),
        rules=None,
        fetched_at=datetime(2026, 11, 1, tzinfo=UTC),
        languages=(language,),
        timezone=None,
        published=None,
    )
    return [(one.source_id, one.author, iso(one.published), one.depth, one.text) for one in thread.comments]


ANN: Row = ("11", "Ann", "2024-03-12T09:41:00", 0, "Where will the buses go?")


BEN: Row = ("12", "Ben", "2024-03-12T14:58:00", 1, "Over the old bridge.")
