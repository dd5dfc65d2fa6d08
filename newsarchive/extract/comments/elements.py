"""Elements whose class, id or type speaks of comments, and those of them that show other pages' comments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from lxml.html import HtmlElement

from newsarchive.extract.comments.words import COUNT_HEADING, REPLY
from newsarchive.extract.document import Document
from newsarchive.extract.index import Index
from newsarchive.extract.names import TALK

_MAX_ELEMENTS = 1_000_000
_HEADING_CAP = 60
_QUOTING_CAP = 250
"""Characters of a heading that counts and quotes the headline ("3 thoughts on “…”")."""
_REPLY_CAP = 40
_CONTROLS = dict.fromkeys(("zh", "ja", "ko"), ("span",))
"""Elements beside buttons and links by which one answers, by language: elsewhere they cost more than they tell."""
_COUNTING = ("One ", "Eine", "Ein ", "Un ", "Une ", "Una ", "Um ", "Uma ")
_FRAMES = frozenset(("html", "body", "main"))
_TYPE = re.compile(r"Comments?$")
_NUMBERS = re.compile(r"\d+")
_ASIDE_TOKENS = frozenset(
    ("widget", "widgets", "widget-area", "sidebar", "blogroll", "respond", "comment-respond", "commentform")
)
_ASIDE = re.compile(r"(?:comment|reply)[-_]?form(?![a-z])|blogroll", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"(?:recent|latest|last|newest|letzte|neueste|neue|derniers|ultim[oa]s?|ultimi|nieuwste|siste|senaste)[-_]?(?:reader|user)?"
    r"[-_]?(?:comment|kommentar|comentario|commenti|reacties)",
    re.IGNORECASE,
)

Place = Literal["thread", "aside", "elsewhere"]
"""`aside`: in a box or a form beside the article, as far as a page with unclosed tags tells; `elsewhere`: in a list of
the portal's latest comments."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What a page may say of its comments, out of the one walk over its elements."""

    elements: list[HtmlElement]
    """Those whose class, id or type speaks of comments, in document order."""

    headings: list[tuple[HtmlElement, str]]
    """Headings that say nothing but comments and how many, each with its text."""

    links: list[tuple[HtmlElement, str]]
    """Links with a fragment or a page number in them, each with its address as printed."""

    replies: list[HtmlElement]
    """Links and buttons that say nothing but "Reply"."""


def talk_of(document: Document) -> Talk:
    """Return the page's elements and links that may belong to comments; both are short on most pages."""
    index = document.index
    elements = index.talks
    typed = [element for element in index.itemprops if _TYPE.search(element.get("itemtype") or "")]
    if any(element not in index.hints or not index.hints[element] & TALK for element in typed):
        known = {*elements, *typed}
        elements = [element for element in index.elements if element in known]
    tagged = index.tagged("h2", "h3", "h4", "h5")[:300]
    texts = ((heading, _printed(index, heading)) for heading in tagged)
    headings = [(heading, text) for heading, text in texts if COUNT_HEADING.match(text)]
    links = []
    controls = index.tagged("button", *_CONTROLS.get((document.language or "")[:2].lower(), ()))
    for link in index.by_tag.get("a", ()):
        address = link.get("href")
        if address and ("#" in address or "page" in address):
            links.append((link, address))
        if not address or "#" in address or "repl" in address or address.startswith("javascript"):
            controls.append(link)
    replies = [control for control in controls if _answers(control.text)]
    return Talk(elements[:_MAX_ELEMENTS], headings, links, replies)


def _answers(text: str | None) -> bool:
    return text is not None and len(text) < _REPLY_CAP and text.strip().lower() in REPLY


def _printed(index: Index, heading: HtmlElement) -> str:
    """Return the heading's text where it may speak of comments; a long one only where it begins with a number."""
    text = index.short_line(heading, _HEADING_CAP)
    if not text:
        first = next((text.lstrip() for text in heading.itertext() if not text.isspace()), "")
        if first[:1].isdecimal() or first.startswith(_COUNTING):
            return index.short_line(heading, _QUOTING_CAP)
    return text


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
            own = _named_place(node.get("class") or "", _NUMBERS.sub("0", node.get("id") or ""))
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
