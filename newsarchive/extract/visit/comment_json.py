"""Comments that Isso and Ghost answer as JSON beside a page → the part of the article that they tell. Pure, and never
raising."""

from __future__ import annotations

from datetime import datetime
from typing import Any

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


def read_ghost_comments(data: bytes, url: str, *, fetched_at: datetime) -> Article:
    """Return the comments of one page of Ghost's `/members/api/comments/post/ID/`.

    Comments that were hidden or deleted stay in the thread as `removed`, without text.
    """
    record = load(data)
    replies: list[Reply] = []
    stack: list[tuple[Record, str | None]] = [
        (one, id_of(one.get("parent_id")))
        for one in records_of(record.get("comments") if isinstance(record, dict) else None)[::-1]
    ]
    while stack and len(replies) < MAX_REPLIES:
        one, parent = stack.pop()
        identifier = id_of(one.get("id"))
        stack.extend((reply, identifier) for reply in records_of(one.get("replies"))[::-1])
        replies.append(_ghost_reply(one, identifier, parent, url, fetched_at))
    return Article(
        url=urls.canonical(url),
        comments=as_thread(replies),
        comments_claimed=_ghost_total(record),
        comment_system=CommentSystem("ghost"),
    )


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


def _ghost_total(record: Any) -> int | None:
    meta = record.get("meta") if isinstance(record, dict) else None
    pagination = meta.get("pagination") if isinstance(meta, dict) else None
    return count_of(pagination.get("total")) if isinstance(pagination, dict) else None
