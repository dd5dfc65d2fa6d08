"""One comment's own part of the page: its elements by what they may be, those of its replies apart."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.extract import blocks
from newsarchive.extract.comments.roles import WEAK_SKIP, Role, roles_of
from newsarchive.extract.comments.words import find_day

_CLOSED = (blocks.UNSEEN - {"meta", "link"}) | {"fieldset", "label", "nav"}
_HEAD = 120
"""Characters of a heading that may be a byline."""
_HEADINGS = frozenset(("a", "h3", "h4", "h5", "h6"))
_HEADS = 8
"""Parts of a comment that are no text, among which its head is looked for."""
_WINDOW = 100
"""Elements of a window among which it asks for a message."""
_BYLINE: tuple[Role, ...] = ("author", "date")
_TAG_ROLES: dict[str, tuple[Role, int]] = {"time": ("date", -1), "cite": ("author", 40), "address": ("author", 40)}


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

    forms: list[HtmlElement] = field(default_factory=list)
    """Forms and windows in which readers write their answers."""

    ordered: dict[Role, list[HtmlElement]] = field(default_factory=dict)
    """The elements of each part, the most trusted first."""

    def of(self, role: Role) -> Sequence[HtmlElement]:
        """Return the elements that may be this part, the most trusted first."""
        return self.ordered.get(role, ())

    def above(self, element: HtmlElement) -> list[HtmlElement]:
        """Return the ancestors of the element inside the region, the nearest first, without the region's root."""
        found: list[HtmlElement] = []
        parent = None if element in self.roots else element.getparent()
        while parent is not None and parent not in self.roots:
            found.append(parent)
            parent = parent.getparent()
        return found


def region(roots: Sequence[HtmlElement], stops: Container[HtmlElement], given: Mapping[HtmlElement, Role]) -> Region:
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
            for child in reversed(element) if len(element) else ():
                if child in stops:
                    _mark(own.holds_replies, element, root)
                elif _is_reply_form(child):
                    own.forms.append(child)
                elif child.tag not in _CLOSED or _is_name(child):
                    stack.append(child)
    _mark_quoted(own)
    return own


def _is_reply_form(element: HtmlElement) -> bool:
    """Tell whether the element asks for an answer, or is a window for one or the hidden one of a private message."""
    if element.tag == "form" or element.get("role") == "dialog":
        return next(element.iter("textarea"), None) is not None
    return blocks.is_hidden(element) and any(el.tag == "textarea" for el in islice(element.iter(), _WINDOW))


def _is_name(element: HtmlElement) -> bool:
    """Tell whether the element is a button that opens the author's profile and bears the name."""
    return element.tag == "button" and any(role == "author" for role, _ in roles_of(element)[:1])


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
    tops = [element for role in _BYLINE for _, element in own.hits.get(role, ())[:1]]
    texts = {text for _, text in own.hits.get("text", ())}
    heads = [head for rank, head in own.hits.get("skip", ())[:_HEADS] if rank == WEAK_SKIP] if texts else []
    tops += [head for head in heads if not texts.isdisjoint(own.above(head)) and _tells_day(head)]
    frames = {above for element in tops for above in own.above(element)}
    outer = {above for text in texts for above in own.above(text)}.union(own.roots) if len(texts) > 1 else set()
    for _, text in own.hits.get("text", ()):
        if (
            text not in frames
            and not _heads(text)
            and not (text in outer and _frames(text, texts))
            and text not in own.holds_replies
            and text not in own.quoted
        ):
            own.quoted.update(text.iter())
            frames.update(own.above(text))
    for role, hits in own.hits.items():
        elements = [element for _, element in hits]
        elements.sort(key=own.quoted.__contains__)
        own.ordered[role] = elements


def _heads(text: HtmlElement) -> bool:
    """Tell whether a heading in the element tells the day: then it holds the whole comment ("media-body")."""
    heading = next(text.iter("h4", "h5", "h6"), None)
    return heading is not None and _tells_day(heading)


def _tells_day(element: HtmlElement) -> bool:
    return find_day(blocks.line(element)[:_HEAD]) is not None


def _frames(outer: HtmlElement, texts: Container[HtmlElement]) -> bool:
    """Tell whether the element holds a byline, so a link, a heading or a day, before another that is named as the
    text."""
    is_headed = False
    for element in outer.iterdescendants():
        if element in texts:
            return is_headed
        is_headed = is_headed or (element.tag in _HEADINGS and bool(blocks.line(element)))
        text = element.text
        is_headed = is_headed or (text is not None and not text.isspace() and find_day(text[:_HEAD]) is not None)
    return False


def _rank(hit: tuple[int, HtmlElement]) -> int:
    return hit[0]
