"""The readers' comments of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lxml.html import HtmlElement

from newsarchive.extract import comment_fields as fields
from newsarchive.extract import comment_items
from newsarchive.extract.comment_items import MAX_COMMENTS, Item
from newsarchive.extract.comment_texts import text_of
from newsarchive.extract.comment_threads import Read, assemble
from newsarchive.extract.comment_times import Clock, moment_of
from newsarchive.extract.document import Document
from newsarchive.extract.rules import Rules
from newsarchive.items import Comment, CommentSystem, Flag, Moment


@dataclass(frozen=True, slots=True)
class Thread:
    """What a page shows of its readers' comments."""

    comments: tuple[Comment, ...] = ()
    """In the order printed, at most `MAX_COMMENTS`."""

    claimed: int | None = None
    """The number of comments the page declares."""

    system: CommentSystem | None = None
    roots: tuple[HtmlElement, ...] = ()
    """Elements that hold the thread: never part of the body."""

    pages: tuple[str, ...] = ()
    """Addresses of the other pages of comments, oldest first."""

    flags: tuple[Flag, ...] = ()


def find_comments(
    document: Document,
    *,
    rules: Rules | None,
    fetched_at: datetime,
    languages: Sequence[str],
    timezone: str | None,
    published: Moment | None,
) -> Thread:
    """Return the comments of the page with what it says of them; linear in the size of the page, never raising."""
    clock = Clock(fetched_at, languages, timezone, published)
    words = comment_items.hints(document.root)
    elements = comment_items.hinted(document.root, words) if words else []
    items = comment_items.marked_items(elements)
    reads = _read(items[:MAX_COMMENTS], document, clock)
    comments, flags = assemble(reads)
    if len(items) > MAX_COMMENTS:
        flags = (*flags, Flag("truncated", f"more than {MAX_COMMENTS} comments on the page"))
    return Thread(comments=comments, flags=flags)


def _read(items: Sequence[Item], document: Document, clock: Clock) -> list[Read]:
    stops = {root for item in items for root in item.roots}
    return [_read_one(item, stops, document, clock) for item in items]


def _read_one(item: Item, stops: set[HtmlElement], document: Document, clock: Clock) -> Read:
    own = fields.region(item.roots, stops)
    author, holder = fields.name_of(own)
    published, day = moment_of(own, holder, clock)
    return Read(
        item=item,
        author=author,
        author_url=fields.address_of(own, holder, document.base),
        published=published,
        text=text_of(own, holder, day),
        likes=fields.likes_of(own),
        named_parent=fields.parent_named(own),
    )
