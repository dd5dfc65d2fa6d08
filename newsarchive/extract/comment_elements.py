"""Elements whose class, id or type speaks of comments, and those of them that show other pages' comments."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from lxml import etree
from lxml.html import HtmlElement

_MAX_NAMES = 20_000
_MAX_ELEMENTS = 400_000
_WORDS = (
    *("omment", "oment", "comm-", "cmt", "fyre-", "idc-c", "crawler-post", "topic-post", "forum-message", "pingback"),
    *("trackback", "postbody", "message--", "xenforo", "kmt-", "js-post", "sioc", "eactie", "orum", "pinion", "espon"),
    *("repl", "iscuss", "eserbrief", "eaction", "yorum"),
)
"""Parts of class names, ids and types that hint at comments."""

_NAMES = etree.XPath(f"(//@class | //@id | //@itemtype | //@typeof)[position() <= {_MAX_NAMES}]", smart_strings=False)
_FRAMES = frozenset(("html", "body", "main"))
_ASIDE_TOKENS = frozenset(
    ("widget", "widgets", "widget-area", "sidebar", "blogroll", "respond", "comment-respond", "commentform")
)
_ASIDE = re.compile(r"(?:comment|reply)[-_]?form(?![a-z])|blogroll", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"(?:recent|latest|last|newest|letzte|neueste|neue|derniers|ultimos|ultimi|nieuwste|siste|senaste)[-_]?(?:reader|user)?"
    r"[-_]?(?:comment|kommentar|comentario|commenti|reacties)",
    re.IGNORECASE,
)

Place = Literal["thread", "aside", "elsewhere"]
"""`aside`: in a box or a form beside the article, as far as a page with unclosed tags tells; `elsewhere`: in a list of
the portal's latest comments."""


def hints(root: HtmlElement) -> tuple[str, ...]:
    """Return the words of comment markup that classes, ids and types of the page hold; () on most pages."""
    names = _NAMES(root)
    if len(names) == _MAX_NAMES:
        return _WORDS
    joined = "\n".join(names)
    return tuple(word for word in _WORDS if word in joined)


@lru_cache(maxsize=256)
def _finder(words: tuple[str, ...]) -> etree.XPath:
    names = ("class", "id", "itemtype", "typeof")
    tests = " or ".join(f'contains(@{name}, "{word}")' for word in words for name in names)
    return etree.XPath(f"(//*[{tests}])[position() <= {_MAX_ELEMENTS}]")


def hinted(root: HtmlElement, words: tuple[str, ...]) -> list[HtmlElement]:
    """Return the elements whose class, id or type holds one of the words, in document order."""
    return list(_finder(words)(root))


def place_of(element: HtmlElement, known: dict[HtmlElement, Place]) -> Place:
    """Return where the element lies by the names of what is around it; `known` is filled on the way."""
    path = []
    node: HtmlElement | None = element
    while node is not None and node not in known:
        path.append(node)
        node = node.getparent()
    place: Place = "thread" if node is None else known[node]
    for node in reversed(path):
        if place != "elsewhere" and node.tag not in _FRAMES:
            own = _named_place(node.get("class") or "", node.get("id") or "")
            place = place if own == "thread" else own
        known[node] = place
    return place


@lru_cache(maxsize=4096)
def _named_place(classes: str, identifier: str) -> Place:
    tokens = {*classes.split(), identifier}
    if "Blog" in tokens:  # Blogger's "widget Blog" holds the posts with their comments
        return "thread"
    names = f"{classes} {identifier}"
    if _ELSEWHERE.search(names):
        return "elsewhere"
    return "thread" if tokens.isdisjoint(_ASIDE_TOKENS) and not _ASIDE.search(names) else "aside"
