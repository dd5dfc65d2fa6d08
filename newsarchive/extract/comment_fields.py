"""One comment's own part of the page, and the name and votes in it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from lxml.html import HtmlElement

from newsarchive.extract import blocks
from newsarchive.extract.comment_roles import WEAK_SKIP, Role, number, roles_of
from newsarchive.extract.comment_words import (
    AUTHOR_BEFORE,
    AUTHOR_BEHIND,
    BY_NAME,
    JOINERS,
    JUNK_LINE,
    UNVERIFIED,
    find_day,
)
from newsarchive.text import clean_line
from newsarchive.urls import absolute

NAME_CAP = 100
"""Characters of a name; what is longer is none."""

_NAME_WORDS = 5
_CLOSED = (blocks.UNSEEN - {"meta", "link"}) | {"form", "fieldset", "label", "nav"}
_BYLINE: tuple[Role, ...] = ("author", "date")
_TAG_ROLES: dict[str, tuple[Role, int]] = {"time": ("date", -1), "cite": ("author", 40), "address": ("author", 40)}
_NAME_ATTRIBUTES = ("data-author", "data-comment-author", "data-author-name", "data-username", "data-user-name")
_PARENT_ATTRIBUTES = frozenset(
    (
        "data-parent-id",
        "data-parent",
        "data-parentid",
        "data-parent-comment-id",
        "data-comment-parent",
        "data-parent-comment",
        "data-reply-to",
        "data-replyto-id",
        "data-in-reply-to",
        "data-pid",
    )
)
_BYLINES = frozenset(("p", "div", "small", "span", "dt", "header", "footer", "cite", "td", "li"))
_BYLINE_CAP = 160
"""Characters of a line that can be a comment's byline."""
_EDGES = " \t,:;|·•–—-"
_BOLD = frozenset(("b", "strong", "h3", "h4", "h5", "h6"))
_PROFILE = re.compile(
    r"/(?:users?|profil\w*|members?|author|people|u|utilisateurs?|usuarios?|benutzer|community)/|[?&]u(?:ser|id)?="
)
_PORTRAIT = re.compile(
    r"^(?:avatar (?:of|for|von|de|di|van)|gravatar|photo of|profilbild von|image of)?\s*(.+?)"
    r"(?:['’]s (?:avatar|profile.*)| avatar)?$",
    re.IGNORECASE,
)
_ANCHOR = re.compile(
    r"(?:li-|div-)?(?:comment|comentario|commentaire|kommentar|forum|c|cmt|reply|post)[-_]?(\d+)$", re.IGNORECASE
)
_AVATAR = re.compile(r"avatar|userpic|portrait|profil|user", re.IGNORECASE)
_INTEGER = re.compile(r"[+−–-]?\d{1,7}")


@dataclass(slots=True)
class Region:
    """A comment's own elements, without those of its replies, by what they may be."""

    roots: Sequence[HtmlElement]
    stops: Container[HtmlElement]
    hits: dict[Role, list[tuple[int, HtmlElement]]] = field(default_factory=dict)
    elements: list[HtmlElement] = field(default_factory=list)
    """In document order."""

    quoted: set[HtmlElement] = field(default_factory=set)
    """Elements inside the text: what a quotation or a mention there names is not the comment's own."""

    holds_replies: set[HtmlElement] = field(default_factory=set)
    """Elements of the region that hold other comments."""

    ordered: dict[Role, list[HtmlElement]] = field(default_factory=dict)
    """The elements of each part, the most trusted first."""

    def of(self, role: Role) -> Sequence[HtmlElement]:
        """Return the elements that may be this part, the most trusted first."""
        return self.ordered.get(role, ())

    def above(self, element: HtmlElement) -> list[HtmlElement]:
        """Return the ancestors of the element inside the region, the nearest first, without the region's root."""
        found = []
        parent = element.getparent()
        while element not in self.roots and parent is not None and parent not in self.roots:
            found.append(parent)
            parent = parent.getparent()
        return found


def region(
    roots: Sequence[HtmlElement],
    stops: Container[HtmlElement],
    given: Mapping[HtmlElement, Role] = MappingProxyType({}),
) -> Region:
    """Return what lies below the roots and outside `stops` (the other comments' elements), in one walk.

    `given`: elements whose part is known before all words.
    """
    own = Region(roots, stops)
    for root in roots:
        stack = [root]
        while stack:
            element = stack.pop()
            own.elements.append(element)
            if element in given:
                own.hits.setdefault(given[element], []).append((-10, element))
            _note(own, element, is_root=element is root and len(roots) == 1)
            if element.tag == "blockquote" and element is not root:
                continue
            for child in reversed(element):
                if child in stops:
                    _mark(own.holds_replies, element, root)
                elif child.tag not in _CLOSED:
                    stack.append(child)
    _mark_quoted(own)
    return own


def _note(own: Region, element: HtmlElement, *, is_root: bool) -> None:
    """Record what the element may be."""
    for role, rank in roles_of(element):
        if not is_root or role in ("date", "likes", "parent"):
            own.hits.setdefault(role, []).append((rank, element))
    by_tag = _TAG_ROLES.get(element.tag)
    if by_tag is not None:
        own.hits.setdefault(by_tag[0], []).append((by_tag[1], element))


def _mark(marked: set[HtmlElement], element: HtmlElement | None, root: HtmlElement) -> None:
    while element is not None and element not in marked:
        marked.add(element)
        if element is root:
            return
        element = element.getparent()


def _mark_quoted(own: Region) -> None:
    """Note what lies inside the text; an element that also holds name and date is no text but a frame."""
    for hits in own.hits.values():
        hits.sort(key=_rank)
    frames = {above for role in _BYLINE for _, element in own.hits.get(role, ())[:1] for above in own.above(element)}
    for _, text in own.hits.get("text", ()):
        if text not in frames and text not in own.holds_replies and text not in own.quoted:
            own.quoted.update(text.iter())
            frames.update(own.above(text))
    for role, hits in own.hits.items():
        elements = [element for _, element in hits]
        elements.sort(key=own.quoted.__contains__)
        own.ordered[role] = elements


def _rank(hit: tuple[int, HtmlElement]) -> int:
    return hit[0]


def name_of(own: Region) -> tuple[str | None, HtmlElement | None]:
    """Return the author's name and the element that holds it; None where the comment prints none."""
    candidates = list(own.of("author"))
    wrappers = {above for element in candidates for above in own.above(element)}
    candidates.sort(key=lambda element: element in wrappers)
    skip = {*own.of("skip"), *own.of("date"), *own.of("likes")}
    for element in candidates:
        printed = element.get("content") or blocks.line(element, skip - {element})
        if find_day(printed):
            name, inner = _first_name(element.iter("b", "strong", "a", "cite"))
            if name:
                return name, inner
        name = _clean_name(printed)
        if name:
            return name, element
    for attribute in _NAME_ATTRIBUTES:
        name = _clean_name(own.roots[0].get(attribute) or "")
        if name:
            return name, None
    return _unmarked_name(own)


def _first_name(elements: Iterable[HtmlElement]) -> tuple[str | None, HtmlElement | None]:
    for element in elements:
        printed = blocks.line(element)
        name = None if JUNK_LINE.match(printed) else _clean_name(printed)
        if name:
            return name, element
    return None, None


def _unmarked_name(own: Region) -> tuple[str | None, HtmlElement | None]:
    """Return the name where no class tells it: a link to a profile, the first bold words, the link or the words after
    "by" in the byline, the portrait's text."""
    skip = set(own.of("skip"))
    outside = [el for el in own.elements if el not in own.quoted]
    free = [el for el in outside if el not in skip and el.getparent() not in skip]
    links = [el for el in outside if el.tag == "a" and _is_profile(el)]
    bold = [el for el in free if el.tag in _BOLD and len(el) <= 3]
    name, element = _first_name((*links, *bold[:2]))
    if name:
        return name, element
    frames = {above for text in own.of("text") for above in own.above(text)} | set(own.holds_replies)
    frames |= set(own.roots) if len(own.roots) == 1 else set()
    for element in outside[:40]:
        printed = blocks.line(element) if element.tag in _BYLINES and element not in frames else ""
        found = BY_NAME.search(printed) if len(printed) <= _BYLINE_CAP else None
        name = _clean_name(found["name"]) if found else None
        if name:
            inner = [link for link in element.iter("a", "span") if blocks.line(link) == name]
            return name, inner[0] if inner else None
    heads = [head for rank, head in own.hits.get("skip", ()) if rank == WEAK_SKIP and head in outside]
    heads += [head for head in own.of("date")[:2] if head in outside]
    name, element = _first_name(part for head in heads for part in head.iter("a", "b", "strong", "span"))
    if name:
        return name, element
    for element in outside:
        if element.tag == "img" and element.get("alt") and _AVATAR.search(_description(element)):
            name = _clean_name(_PORTRAIT.sub(r"\1", element.get("alt", "")))
            if name:
                return name, None
    return None, None


def name_beside(own: Region, day: HtmlElement) -> tuple[str | None, HtmlElement | None]:
    """Return the few words that stand before the day in the byline, where nothing else tells the name."""
    for node in (day, *own.above(day)[:1]):
        before = node.getprevious()
        if before is not None and before not in own.quoted and 0 < len(blocks.line(before).split()) <= _NAME_WORDS:
            name, element = _first_name((before,))
            if name:
                return name, element
    return None, None


def _description(image: HtmlElement) -> str:
    parent = image.getparent()
    around = "" if parent is None else parent.get("class") or ""
    return " ".join((image.get("class") or "", image.get("src") or "", around))


def _is_profile(link: HtmlElement) -> bool:
    return _PROFILE.search(link.get("href") or "") is not None or "url" in (link.get("class") or "").split()


def _clean_name(text: str) -> str | None:
    name = clean_line(text, 400).lstrip(_EDGES)
    name = AUTHOR_BEFORE.sub("", name, count=1) if len(name.split()) > 1 else name
    day = find_day(name)
    if day and day.start() > 0:
        name = JOINERS.sub("", name[: day.start()])
    elif day and day.end() > 3:
        return None
    if not name.isalnum():
        name = UNVERIFIED.sub("", AUTHOR_BEHIND.sub("", name)).strip(_EDGES)
    return name if 0 < len(name) <= NAME_CAP else None


def address_of(own: Region, holder: HtmlElement | None, base: str) -> str | None:
    """Return the address the name links to."""
    if holder is None:
        return None
    around = [holder, *own.above(holder)[:2]]
    links = [element for element in around if element.tag == "a"] or [
        element for element in holder.iter("a") if element not in own.stops
    ]
    for link in links[:1]:
        href = link.get("href") or ""
        if not href.startswith("#"):
            return absolute(href, base)
    return None


def likes_of(own: Region) -> int | None:
    """Return the votes printed with the comment."""
    for element in own.of("likes"):
        for text in (element.get("data-count"), blocks.line(element)):
            found = _INTEGER.search(text or "")
            if found:
                return int(found[0].replace("−", "-").replace("–", "-"))
    return None


def parent_named(own: Region) -> str | None:
    """Return the source id of the comment that this one says it replies to."""
    for root in own.roots:
        for attribute in _PARENT_ATTRIBUTES.intersection(root.keys()):
            value = number(root.get(attribute) or "")
            if value and value != "0":
                return value
        if root.get("id", "").startswith(("wpd-comm-", "wc-comm-")):  # wpDiscuz: own id, then the parent's
            value = root.get("id", "").rpartition("_")[2]
            return value if value.isdigit() and value != "0" else None
    for element in own.of("parent"):
        for link in element.iter("a"):
            fragment = (link.get("href") or "").partition("#")[2]
            if fragment and number(fragment):
                return number(fragment)
    return None


def page_of(own: Region) -> str | None:
    """Return the address, without fragment, of the comment's link to itself."""
    for element in own.elements:
        if element.tag == "a" and element not in own.quoted:
            address, _, fragment = (element.get("href") or "").partition("#")
            if address and "omment" in fragment and number(fragment) and "replytocom" not in address:
                return address
    return None


def anchor_id(own: Region) -> str | None:
    """Return the comment's id where only an anchor or a link to itself inside it tells."""
    for element in own.elements[:20]:
        if element.tag in ("a", "span"):
            href = element.get("href") or ""
            fragment = href[1:] if href.startswith("#") else ""
            for name in (element.get("id"), element.get("name"), fragment):
                found = _ANCHOR.match(name or "")
                if found:
                    return number(found[1])
    return None
