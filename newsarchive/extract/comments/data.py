"""Comments in a page's JSON-LD (schema.org/Comment)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement, fragment_fromstring

from newsarchive.extract import blocks
from newsarchive.extract.comments.items import MAX_COMMENTS, Item
from newsarchive.extract.comments.threads import Read
from newsarchive.extract.comments.times import Clock
from newsarchive.extract.document import Document
from newsarchive.text import clean_block, clean_line, unescape
from newsarchive.urls import absolute

_KEYS = ("comment", "comments", "reply")
_DAYS = ("dateCreated", "datePublished", "dateModified")
_LINE = 400


def data_reads(document: Document, clock: Clock) -> list[Read]:
    """Return the comments that the page's article objects hold, replies after what they reply to."""
    reads: list[Read] = []
    for node in document.json_ld:
        if any(isinstance(node.get(key), (list, dict)) for key in _KEYS) and not _is_comment(node):
            _gather(node, reads, document, clock)
    return reads


def _gather(node: dict[str, Any], reads: list[Read], document: Document, clock: Clock) -> None:
    stack: list[tuple[dict[str, Any], Read | None]] = [(child, None) for child in reversed(list(_children(node)))]
    while stack and len(reads) < MAX_COMMENTS:
        comment, parent = stack.pop()
        read = _read(comment, parent, document, clock)
        reads.append(read)
        stack.extend((child, read) for child in reversed(list(_children(comment))))


def _children(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for key in _KEYS:
        value = node.get(key)
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, dict) and _is_comment(child):
                yield child


def _is_comment(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    return "comment" in {
        str(name).rsplit("/", 1)[-1].lower() for name in (types if isinstance(types, list) else [types])
    }


def _read(comment: dict[str, Any], parent: Read | None, document: Document, clock: Clock) -> Read:
    author = comment.get("author") or comment.get("creator")
    author = author[0] if isinstance(author, list) and author else author
    name = author.get("name") if isinstance(author, dict) else author
    url = author.get("url") if isinstance(author, dict) else None
    days = [str(comment[key]) for key in _DAYS if isinstance(comment.get(key), (str, int))]
    votes = comment.get("upvoteCount")
    item = Item(document.root, [], {""}, _identifier(comment), parent.item if parent else None)
    return Read(
        item=item,
        author=clean_line(unescape(name), _LINE) or None if isinstance(name, str) else None,
        author_url=absolute(url, document.base) if isinstance(url, str) else None,
        published=next((moment for day in days if (moment := clock.read(day))), None),
        text=_plain(comment.get("text") or comment.get("commentText") or comment.get("description")),
        likes=int(votes) if isinstance(votes, (int, str)) and str(votes).isdigit() and len(str(votes)) < 10 else None,
        named_parent=_identifier(comment["parentItem"]) if isinstance(comment.get("parentItem"), dict) else None,
    )


def _identifier(comment: dict[str, Any]) -> str | None:
    for key in ("identifier", "@id", "url"):
        value = comment.get(key)
        if isinstance(value, (str, int)) and str(value):
            tail = str(value).rpartition("#")[2].rpartition("/")[2]
            return clean_line(tail.removeprefix("comment-"), 100) or None
    return None


def _plain(value: object) -> str:
    if not isinstance(value, str):
        return ""
    text = unescape(value)
    if "<" in text and ">" in text:
        element: HtmlElement = fragment_fromstring(clean_block(text), create_parent="div")
        return "\n\n".join(blocks.paragraphs(element))
    return clean_block(text)
