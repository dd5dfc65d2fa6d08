"""Elements whose class, id or type speaks of comments, and those of them that show other pages' comments."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress
from typing import Literal

from lxml.html import HtmlElement

from newsarchive.extract.comments.count_words import COUNT_HEADING, that_may_count
from newsarchive.extract.comments.words import REPLY, lower
from newsarchive.extract.document import Document
from newsarchive.extract.index import Index
from newsarchive.extract.names import TALK

_MAX_ELEMENTS = 1_000_000
_MAX_HEADINGS = 300
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

    counting: list[HtmlElement]
    """Headings below the first rank with a word by which comments are counted."""

    headings: list[tuple[HtmlElement, str]]
    """Those of them that say nothing but comments and how many, each with its text."""

    links: list[tuple[HtmlElement, str]]
    """Links with a fragment or a page number in them, each with its address as printed."""

    replies: list[HtmlElement]
    """Links and buttons that say nothing but "Reply"."""

    places: dict[HtmlElement, Place] = field(default_factory=dict)
    """What `place_of` found out."""

    def place_of(self, element: HtmlElement) -> Place:
        """Return where the element lies by the names of what is around it."""
        path = []
        node: HtmlElement | None = element
        while node is not None and node not in self.places:
            path.append(node)
            node = node.getparent()
        place: Place = "thread" if node is None else self.places[node]
        for node in reversed(path):
            if place != "elsewhere" and node.tag not in _FRAMES:
                own = _named_place(node.get("class") or "", _NUMBERS.sub("0", node.get("id") or ""))
                place = place if own == "thread" else own
            self.places[node] = place
        return place


def talk_of(document: Document) -> Talk:
    """Return the page's elements and links that may belong to comments; both are short on most pages."""
    index = document.index
    elements = index.talks
    scoped = {element: None for one in index.itemprops for element in (one.getparent(), one) if element is not None}
    typed = [element for element in scoped if _TYPE.search(element.get("itemtype") or "")]
    if any(element not in index.hints or not index.hints[element] & TALK for element in typed):
        known = {*elements, *typed}
        elements = [element for element in index.elements if element in known]
    counting = _counting(index)
    texts = ((heading, _printed(index, heading)) for heading in counting if heading.tag != "h6")
    headings = [(heading, text) for heading, text in texts if COUNT_HEADING.match(text)]
    links = []
    controls = index.tagged("button", *_CONTROLS.get((document.language or "")[:2].lower(), ()))
    for link in index.by_tag.get("a", ()):
        address = link.get(b"href", "")
        is_within = "#" in address
        if is_within or "page" in address:
            links.append((link, address))
        if is_within or not address or "repl" in address or address.startswith("javascript"):
            controls.append(link)
    said = ((control, control.text) for control in controls)
    replies = [el for el, text in said if text and len(text) < _REPLY_CAP and lower(text.strip()) in REPLY]
    return Talk(elements[:_MAX_ELEMENTS], counting, headings, links, replies)


def _counting(index: Index) -> list[HtmlElement]:
    headings = [(element, text) for element, text in index.headings if element.tag != "h1"][:_MAX_HEADINGS]
    may_count = that_may_count([text for _, text in headings])
    found = compress((element for element, _ in headings), may_count)
    return [heading for heading in found if next(heading.iterancestors("noscript"), None) is None]


def _printed(index: Index, heading: HtmlElement) -> str:
    """Return the heading's text where it may speak of comments; a long one only where it begins with a number."""
    text = index.short_line(heading, _HEADING_CAP)
    if not text:
        first = next((text.lstrip() for text in heading.itertext() if not text.isspace()), "")
        if first[:1].isdecimal() or first.startswith(_COUNTING):
            return index.short_line(heading, _QUOTING_CAP)
    return text


@lru_cache(maxsize=4096)
def _named_place(classes: str, identifier: str) -> Place:
    tokens = {*classes.split(), identifier}
    if "Blog" in tokens:  # Blogger's "widget Blog" holds the posts with their comments
        return "thread"
    names = f"{classes} {identifier}"
    if _ELSEWHERE.search(names):
        return "elsewhere"
    return "thread" if tokens.isdisjoint(_ASIDE_TOKENS) and not _ASIDE.search(names) else "aside"
