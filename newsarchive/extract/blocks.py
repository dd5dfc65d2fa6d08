"""Text of an element as a reader sees it: one block a paragraph."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from newsarchive.text import clean

# What a browser does not show as text, and ruby's reading aids (`rt`, `rp`), which are no words of the text.
_UNSEEN = """script style noscript template rt rp head title svg iframe object embed canvas audio video select option
datalist textarea input button map area meta link base param source track dialog"""
_BLOCKS = """address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure
footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody tfoot
thead tr ul caption search"""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
PICTURES = ("img", "amp-img")
UNSEEN = frozenset(_UNSEEN.split())
BLOCKS = frozenset(_BLOCKS.split())
_CELLS = frozenset(("td", "th"))
_INLINE = frozenset(("a", "b", "strong", "td", "th"))
_FLAT = frozenset(("a", "b", "strong", "span", "em", "i", "u", "small", "font", "abbr", "time", "img"))
"""Elements that hold nothing but text to be read on."""
_KINDS: dict[object, str] = {
    **dict.fromkeys(_INLINE, "inline"),
    **dict.fromkeys(BLOCKS, "block"),
    **dict.fromkeys((*UNSEEN, etree.Comment, etree.ProcessingInstruction, etree.Entity), "unseen"),
    "br": "break",
}
_SIGNS = frozenset("#¶§🔗")
"""What stands for the address of a heading or a caption, in a link to it."""
_NEAR = 60
"""Elements of a block among which the link is looked for."""
_LONGEST_CELL, _MOST_IN_CELL = 80, 3
"""Characters of a cell of a table, and elements in its one paragraph, up to which the row is read as a line."""
_BREAK = "\0"
"""Stands for a line break while a paragraph is gathered; no parsed text holds a NUL."""


@dataclass(slots=True)
class Block:
    """One paragraph, list item, quote, heading or table row."""

    element: HtmlElement
    """The innermost block element around the text."""
    text: str
    linked: int
    """Characters of the text that stand in links, white space as on the page."""
    strong: int
    """Characters that stand in `b` or `strong`, white space as on the page."""

    @property
    def link_share(self) -> float:
        """Share of the text that stands in links, 0 to 1."""
        return min(1.0, self.linked / max(1, len(self.text)))


class Either:
    """The elements of two containers, without a set of both: the first may be those of a whole page."""

    __slots__ = ("_one", "_other")

    def __init__(self, one: Container[HtmlElement], other: Container[HtmlElement]) -> None:
        self._one, self._other = one, other

    def __contains__(self, element: object) -> bool:
        return element in self._other or element in self._one


def paragraphs(element: HtmlElement, skip: Container[HtmlElement] = ()) -> list[str]:
    """Return the element's text, one string a paragraph, list item, quote or table row, in order.

    White space is folded; a single `br` is a line feed inside the paragraph, two or more end it. Elements in `skip`
    are left out with all they hold, and so are scripts, hidden elements and reading aids.
    """
    return [block.text for block in blocks(element, skip)]


def line(element: HtmlElement, skip: Container[HtmlElement] = ()) -> str:
    """Return all text of the element in one line, white space folded."""
    if len(element) == 0:
        return _cleaned(" ".join((element.text or "").split()))
    if not skip and all(child.tag in _FLAT and not is_hidden(child) for child in element.iterdescendants()):
        text = " ".join(_cleaned("".join(element.itertext())).split())
        return _unsigned(text, element) if text[:1] in _SIGNS or text[-1:] in _SIGNS else text
    return " ".join(" ".join(paragraphs(element, skip)).split())


def is_hidden(element: HtmlElement) -> bool:
    """Tell whether the element itself says that it is not shown (`hidden`, `display:none`)."""
    style = element.get(b"style")  # names in bytes are encoded already
    if style is not None and "none" in style and "display:none" in style.replace(" ", "").lower():
        return True
    hidden = element.get(b"hidden")
    return hidden is not None and hidden != "until-found"


def blocks(element: HtmlElement, skip: Container[HtmlElement] = ()) -> list[Block]:
    """Return the element's text as `paragraphs` does, each with its element and what of it is linked or bold."""
    gathering = _Gathering(element)
    add, enter, leave, kinds = gathering.add, gathering.enter, gathering.leave, _KINDS
    # Depth is the page's choice, so the walk keeps its own stack: the open elements, each with its children to come.
    stack: list[tuple[HtmlElement, Iterator[HtmlElement], str]] = [(element, iter(element), "div")]
    add(_own_text(element))
    while stack:
        parent, children, parent_tag = stack[-1]
        for child in children:
            tag = child.tag
            kind = kinds.get(tag, "plain")
            if kind == "break":
                add(_BREAK)
            elif kind == "unseen" or child in skip or is_hidden(child):
                if tag in BLOCKS:
                    gathering.close()
            else:
                if parent_tag in _CELLS and tag == "p" and _is_cell(parent):
                    kind = tag = "plain"
                if kind != "plain":
                    enter(child, tag)
                text = child.text
                if text:
                    add(_lined(text) if tag == "pre" else text)
                if len(child):
                    stack.append((child, iter(child), tag))
                    break
                if kind != "plain":
                    leave(tag)
            text = child.tail
            if text:
                add(text)
        else:
            stack.pop()
            if parent_tag in kinds:
                leave(parent_tag)
            if stack and parent.tail:
                add(parent.tail)
    return gathering.kept


def has_one_child(element: HtmlElement) -> bool:
    """Tell whether the element has one child; `len` walks along all of them, and each of many may ask."""
    first = next(iter(element), None)
    return first is not None and first.getnext() is None


def _is_cell(cell: HtmlElement) -> bool:
    """Tell whether the cell holds one short paragraph, as editors write them: "<td><p>12</p></td>"."""
    return has_one_child(cell) and len("".join(cell.itertext())) <= _LONGEST_CELL and len(cell[0]) < _MOST_IN_CELL


class _Gathering:
    """The paragraph that is being gathered, and those that are done."""

    __slots__ = ("bold", "kept", "link", "linked", "open", "pieces", "strong")

    def __init__(self, element: HtmlElement) -> None:
        self.kept: list[Block] = []
        self.pieces: list[str] = []
        self.open: list[HtmlElement] = [element]
        self.link = self.bold = self.linked = self.strong = 0

    def add(self, text: str) -> None:
        self.pieces.append(text)
        if self.link:
            self.linked += len(text)
        if self.bold:
            self.strong += len(text)

    def enter(self, element: HtmlElement, tag: str) -> None:
        """Begin an element: a block ends the text before it."""
        if tag in BLOCKS:
            if self.pieces:
                self.close()
            self.open.append(element)
        elif tag in _INLINE:
            if tag == "a":
                self.link += 1
            elif tag in _CELLS:
                self.pieces.append(" ")
            else:
                self.bold += 1

    def leave(self, tag: str) -> None:
        """End an element: a block ends its text."""
        if tag in BLOCKS:
            if self.pieces:
                self.close()
            self.open.pop()
        elif tag in _INLINE:
            if tag == "a":
                self.link -= 1
            elif tag not in _CELLS:
                self.bold -= 1

    def close(self) -> None:
        text = "".join(self.pieces)
        if _BREAK in text:
            self._close_lines(text)
        elif text and (folded := " ".join(text.split())):
            text = _cleaned(folded)
            if text[:1] in _SIGNS or text[-1:] in _SIGNS:
                text = _unsigned(text, self.open[-1])
            self.kept.append(Block(self.open[-1], text, self.linked, self.strong))
        self.pieces.clear()
        self.linked = self.strong = 0

    def _close_lines(self, text: str) -> None:
        lines: list[str] = []
        total = max(1, len(text))
        for raw in [*text.split(_BREAK), ""]:
            if folded := _cleaned(" ".join(raw.split())):
                lines.append(folded)
            elif lines:
                whole = "\n".join(lines)
                share = len(whole) / total
                self.kept.append(Block(self.open[-1], whole, int(self.linked * share), int(self.strong * share)))
                lines = []


def _cleaned(folded: str) -> str:
    """Return the folded text cleaned, folded again where something between two blanks was taken out."""
    text = clean(folded)
    return text if text is folded else " ".join(text.split())


def _unsigned(text: str, element: HtmlElement) -> str:
    """Return the text of a heading or caption without the sign of its own address ("¶") before or behind it."""
    is_signed = any(map(is_sign, islice(element.iterdescendants(), _NEAR)))
    return (text.strip("".join(_SIGNS) + " ") or text) if is_signed else text


def is_sign(element: HtmlElement) -> bool:
    """Tell whether the element is a link that shows but the sign of an address on the page ("¶")."""
    text = element.text if element.tag == "a" else None
    return text is not None and text.strip() in _SIGNS and "#" in (element.get("href") or "")


def _own_text(element: HtmlElement) -> str:
    text: str = element.text or ""
    return _lined(text) if element.tag == "pre" else text


def _lined(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", _BREAK)
