"""The comments of a visit: printed ones of several pages, joined with those that JSON tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from newsarchive.extract.visit.times import better_moment
from newsarchive.items import Comment, Moment
from newsarchive.text import fold

_PAGE_NUMBER = re.compile(r"comment-page-(\d+)|[?&](?:cpage|comment-page|page)=(\d+)")


def join_comments(
    printed: Sequence[tuple[str, Sequence[Comment]]], told: Sequence[Sequence[Comment]]
) -> tuple[Comment, ...]:
    """Return every comment once, oldest page first, as threads print.

    `printed`: address and comments of the pages; `told`: comments of JSON. A page's text and place count; JSON gives
    the instant, the true parent (a theme's nesting is capped) and the comments that no theme prints, such as replies
    to one that was removed. Pingbacks come from pages alone.
    """
    pages = [comments for _, comments in _in_order(printed)]
    on_page = _each_once(pages)
    by_id: dict[str, Comment] = {}
    unnamed: list[Comment] = []
    for comment in (comment for thread in told for comment in thread):
        if comment.source_id:
            by_id.setdefault(comment.source_id, comment)
        else:
            unnamed.append(comment)
    joined = [_completed(comment, by_id.get(comment.source_id or "")) for comment in on_page]
    known = {comment.source_id for comment in joined if comment.source_id}
    missing = [one for one in by_id.values() if one.source_id not in known and (one.kind == "comment" or not joined)]
    joined = _inserted(joined, missing)
    return _placed([*joined, *(unnamed if not on_page else ())])


def _in_order(printed: Sequence[tuple[str, Sequence[Comment]]]) -> list[tuple[str, Sequence[Comment]]]:
    """Return the pages by number. The address without number shows the first page, or the last one where the first has
    its own (WordPress, `default_comments_page`: newest)."""
    numbers = [_number(url) for url, _ in printed]
    bare = 10**9 if 1 in numbers else 1
    order = sorted(range(len(printed)), key=lambda place: (bare if numbers[place] is None else numbers[place], place))
    return [printed[place] for place in order]


def _number(url: str) -> int | None:
    match = _PAGE_NUMBER.search(url)
    return int((match[1] or match[2])[:9]) if match else None


def _each_once(pages: Sequence[Sequence[Comment]]) -> list[Comment]:
    """Return each comment once; without ids, the same words on one page are two comments, on two pages one."""
    found: dict[object, Comment] = {}
    for comments in pages:
        twins: Counter[object] = Counter()
        for comment in comments:
            key: object = comment.source_id
            if key is None:
                words = (comment.author, comment.published and comment.published.raw, fold(comment.text))
                twins[words] += 1
                key = (*words, twins[words])
            found.setdefault(key, comment)
    return list(found.values())


def _completed(comment: Comment, told: Comment | None) -> Comment:
    if told is None:
        return comment
    return replace(
        comment,
        parent_source_id=told.parent_source_id,
        published=better_moment(comment.published, told.published),
        author=comment.author or told.author,
        author_url=comment.author_url or told.author_url,
        text=comment.text or told.text,
        likes=told.likes if comment.likes is None else comment.likes,
        removed=comment.removed or told.removed,
    )


def _inserted(joined: list[Comment], missing: Sequence[Comment]) -> list[Comment]:
    """Return the comments with the missing ones behind their parent's last reply, else before a later thread."""
    if not joined:
        return list(missing)
    children: dict[str, list[Comment]] = {}
    tops: list[Comment] = []
    known = {comment.source_id for comment in joined} | {comment.source_id for comment in missing}
    for comment in missing:
        parent = comment.parent_source_id
        if parent in known and parent is not None:
            children.setdefault(parent, []).append(comment)
        else:
            tops.append(comment)
    result: list[Comment] = []
    waiting: list[tuple[int, list[Comment]]] = []
    tops.sort(key=_instant)
    for comment in joined:
        while waiting and comment.depth <= waiting[-1][0]:
            _add(result, waiting.pop()[1], children)
        if comment.depth == 0:
            while tops and _instant(tops[0]) < _instant(comment):
                _add(result, [tops.pop(0)], children)
        result.append(comment)
        if replies := children.pop(comment.source_id or "", None):
            waiting.append((comment.depth, replies))
    while waiting:
        _add(result, waiting.pop()[1], children)
    _add(result, tops, children)
    _add(result, [comment for group in list(children.values()) for comment in group], {})
    return result


def _add(result: list[Comment], comments: list[Comment], children: dict[str, list[Comment]]) -> None:
    stack = list(reversed(comments))
    while stack:
        comment = stack.pop()
        result.append(comment)
        stack.extend(reversed(children.pop(comment.source_id or "", [])))


def _instant(comment: Comment) -> datetime:
    moment: Moment | None = comment.published
    if moment is None:
        return datetime.min
    return moment.utc.replace(tzinfo=None) if moment.utc else moment.local or datetime.min


def _placed(comments: Sequence[Comment]) -> tuple[Comment, ...]:
    """Return the comments with positions, and depths by their parents; one level at least where a parent is absent."""
    by_id: dict[str | None, Comment] = {comment.source_id: comment for comment in comments if comment.source_id}
    depths: dict[str, int] = {}
    return tuple(
        replace(comment, position=position, depth=_depth(comment, by_id, depths))
        for position, comment in enumerate(comments)
    )


def _depth(comment: Comment, by_id: dict[str | None, Comment], depths: dict[str, int]) -> int:
    chain: list[Comment] = []
    node: Comment | None = comment
    seen: set[str | None] = set()
    while node is not None and node.source_id not in seen and (node.source_id or "") not in depths:
        chain.append(node)
        seen.add(node.source_id)
        node = by_id.get(node.parent_source_id) if node.parent_source_id else None
    is_ring = node is not None and node.source_id in seen
    depth = depths.get(node.source_id or "", -1) if node is not None and not is_ring else -1
    for one in reversed(chain):
        if depth < 0:
            depth = max(one.depth, 1) if one.parent_source_id and not is_ring else one.depth
        else:
            depth += 1
        if one.source_id:
            depths[one.source_id] = depth
    return depth
