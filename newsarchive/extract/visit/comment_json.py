"""Comments that Isso and Ghost answer as JSON beside a page → the part of the article that they tell. Pure, and never
raising."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote, unquote

from newsarchive import urls
from newsarchive.extract.visit.json_threads import Reply, as_thread
from newsarchive.extract.visit.json_values import (
    MAX_REPLIES,
    Record,
    address_of,
    count_of,
    id_of,
    load,
    moment_of,
    name_of,
    records_of,
    text_of,
    text_of_html,
)
from newsarchive.items import Article, CommentSystem

MAX_PAGES = 500
"""Pages of one list that an answer may name."""
_REPLIES = re.compile(r"/members/api/comments/([^/?]+)/replies/")


def read_isso(data: bytes, url: str, *, fetched_at: datetime) -> Article:
    """Return the comments of an Isso thread (`GET /?uri=`, isso/views/comments.py): `created` is Unix time."""
    record = load(data)
    replies: list[Reply] = []
    stack = records_of(record.get("replies") if isinstance(record, dict) else None)[::-1]
    while stack and len(replies) < MAX_REPLIES:
        one = stack.pop()
        stack.extend(records_of(one.get("replies"))[::-1])
        replies.append(
            Reply(
                source_id=id_of(one.get("id")),
                parent_source_id=id_of(one.get("parent")),
                author=name_of(one.get("author")),
                author_url=address_of(one.get("website"), url),
                published=moment_of(one.get("created"), fetched_at),
                text=text_of_html(text_of(one.get("text")), url),
                likes=count_of(one.get("likes")),
                # isso/db/comments.py: 4 marks a deleted comment that others refer to.
                removed=one.get("mode") == 4,
            )
        )
    return Article(url=urls.canonical(url), comments=as_thread(replies), comment_system=CommentSystem("isso"))


def read_ghost_comments(answers: Sequence[tuple[str, bytes]], *, fetched_at: datetime) -> Article:
    """Return the comments of Ghost's `/members/api/comments/post/ID/` and of the answers that it leads to, each with
    its address; each comment once.

    Comments that were hidden or deleted stay in the thread as `removed`, without text.
    """
    replies: dict[str | int, Reply] = {}
    pages: list[Any] = []
    for url, data in answers:
        asked, record = _REPLIES.search(url), load(data)
        above = unquote(asked[1]) if asked else None
        pages += [] if asked else [record]
        stack = [(one, id_of(one.get("parent_id")) or above) for one in _ghost_records(record)[::-1]]
        while stack and len(replies) < MAX_REPLIES:
            one, parent = stack.pop()
            identifier = id_of(one.get("id"))
            stack.extend((reply, identifier) for reply in records_of(one.get("replies"))[::-1])
            replies.setdefault(identifier or len(replies), _ghost_reply(one, identifier, parent, url, fetched_at))
    return Article(
        url=urls.canonical(answers[0][0]),
        comments=as_thread([*replies.values()]),
        comments_claimed=_ghost_total(pages),
        comment_system=CommentSystem("ghost"),
    )


def ghost_further(url: str, data: bytes) -> tuple[str, ...]:
    """Return the addresses of what this answer of Ghost's leaves out: its later pages, and the threads of which it
    shows only the first three replies."""
    record = load(data)
    page, last = (count_of(_pagination(record).get(name)) or 1 for name in ("page", "pages"))
    bare = url.partition("&page=")[0]
    pages = [f"{bare}&page={number}" for number in range(page + 1, min(last, MAX_PAGES) + 1)]
    root = bare.partition("/members/api/")[0]
    cut = [one for one in _ghost_records(record) if _replies_of(one) > len(records_of(one.get("replies")))]
    threads = [f"{root}/members/api/comments/{quote(name, safe='')}/replies/?limit=100" for name in _names(cut)]
    return (*pages, *threads)


def _names(records: Sequence[Record]) -> Iterator[str]:
    return (name for one in records if (name := id_of(one.get("id"))))


def _ghost_records(record: Any) -> list[Record]:
    return records_of(record.get("comments") if isinstance(record, dict) else None)


def _replies_of(one: Record) -> int:
    count = one.get("count")
    return (count_of(count.get("replies")) or 0) if isinstance(count, dict) else 0


def _ghost_reply(one: Record, identifier: str | None, parent: str | None, url: str, fetched_at: datetime) -> Reply:
    removed = one.get("status") not in (None, "published")
    member, count = one.get("member"), one.get("count")
    return Reply(
        source_id=identifier,
        parent_source_id=id_of(one.get("in_reply_to_id")) or parent,
        author=name_of(member.get("name")) if isinstance(member, dict) else None,
        published=moment_of(one.get("created_at"), fetched_at),
        text="" if removed else text_of_html(text_of(one.get("html")), url),
        likes=count_of(count.get("likes")) if isinstance(count, dict) else None,
        removed=removed,
    )


def _ghost_total(pages: Sequence[Any]) -> int | None:
    """Return how many comments there are: Ghost counts threads, and in each its replies."""
    threads = count_of(_pagination(pages[0]).get("total"))
    return (
        None if threads is None else threads + sum(_replies_of(one) for page in pages for one in _ghost_records(page))
    )


def _pagination(record: Any) -> Record:
    meta = record.get("meta") if isinstance(record, dict) else None
    pagination = meta.get("pagination") if isinstance(meta, dict) else None
    return pagination if isinstance(pagination, dict) else {}
