"""Comments as a list of records with parents → a thread in the order in which portals print it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from newsarchive.items import Comment, Moment


@dataclass(frozen=True, slots=True)
class Reply:
    """One comment before its place in the thread is known; the fields are those of `Comment`."""

    source_id: str | None
    parent_source_id: str | None
    author: str | None
    published: Moment | None
    text: str
    author_url: str | None = None
    kind: Literal["comment", "pingback"] = "comment"
    likes: int | None = None
    removed: bool = False


def as_thread(replies: Sequence[Reply]) -> tuple[Comment, ...]:
    """Return the comments so that each stands behind its parent and what replied to it before; depth by parents.

    A reply to a comment that is not there stands at its own place among the top-level ones, one level deep.
    """
    known = {reply.source_id for reply in replies if reply.source_id}
    children: dict[str, list[Reply]] = {}
    tops: list[Reply] = []
    for reply in replies:
        parent = reply.parent_source_id
        if parent in known and parent is not None and parent != reply.source_id:
            children.setdefault(parent, []).append(reply)
        else:
            tops.append(reply)
    thread = _walk(tops, children)
    # Parents that form a ring are reached from no top: they are kept as they came.
    if len(thread) < len(replies):
        placed = {id(reply) for reply, _ in thread}
        thread.extend((reply, 0) for reply in replies if id(reply) not in placed)
    return tuple(_comment(reply, position, depth) for position, (reply, depth) in enumerate(thread))


def _walk(tops: Sequence[Reply], children: dict[str, list[Reply]]) -> list[tuple[Reply, int]]:
    thread: list[tuple[Reply, int]] = []
    stack = [(reply, 1 if reply.parent_source_id else 0) for reply in reversed(tops)]
    while stack:
        reply, depth = stack.pop()
        thread.append((reply, depth))
        if reply.source_id:
            stack.extend((child, depth + 1) for child in reversed(children.pop(reply.source_id, ())))
    return thread


def _comment(reply: Reply, position: int, depth: int) -> Comment:
    return Comment(
        source_id=reply.source_id,
        parent_source_id=reply.parent_source_id,
        kind=reply.kind,
        position=position,
        depth=depth,
        author=reply.author,
        author_url=reply.author_url,
        published=reply.published,
        text=reply.text,
        likes=reply.likes,
        removed=reply.removed,
    )
