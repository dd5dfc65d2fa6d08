"""Text of an element as a reader sees it: one string a paragraph."""

from __future__ import annotations

from collections.abc import Container, Iterator

from lxml.html import HtmlElement

from newsarchive.text import clean

# What a browser does not show as text, and ruby's reading aids (`rt`, `rp`), which are no words of the text.
_UNSEEN = """script style noscript template rt rp head title svg iframe object embed canvas audio video select option
datalist textarea input button map area meta link base param source track dialog"""
_BLOCKS = """address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure
footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody tfoot
thead tr ul caption search"""
UNSEEN = frozenset(_UNSEEN.split())
BLOCKS = frozenset(_BLOCKS.split())
_CELLS = frozenset(("td", "th"))
_BREAK = "\0"
"""Stands for a line break while a paragraph is gathered; no parsed text holds a NUL."""


def paragraphs(element: HtmlElement, skip: Container[HtmlElement] = ()) -> list[str]:
    """Return the element's text, one string a paragraph, list item, quote or table row, in order.

    White space is folded; a single `br` is a line feed inside the paragraph, two or more end it. Elements in `skip`
    are left out with all they hold, and so are scripts, hidden elements and reading aids.
    """
    kept: list[str] = []
    pieces: list[str] = []
    for piece in _pieces(element, skip):
        if piece is None:
            if pieces:
                _close(pieces, kept)
                pieces.clear()
        else:
            pieces.append(piece)
    _close(pieces, kept)
    return kept


def line(element: HtmlElement, skip: Container[HtmlElement] = ()) -> str:
    """Return all text of the element in one line, white space folded."""
    if len(element) == 0:
        return clean(" ".join((element.text or "").split()))
    return " ".join(" ".join(paragraphs(element, skip)).split())


def is_hidden(element: HtmlElement) -> bool:
    """Tell whether the element itself says that it is not shown (`hidden`, `display:none`)."""
    attributes = element.attrib
    if not attributes:
        return False
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    style = attributes.get("style")
    return style is not None and "none" in style and "display:none" in style.replace(" ", "").lower()


def _close(pieces: list[str], kept: list[str]) -> None:
    text = "".join(pieces)
    if _BREAK not in text:
        folded = " ".join(text.split())
        if folded:
            kept.append(clean(folded))
        return
    lines: list[str] = []
    for raw in [*text.split(_BREAK), ""]:
        folded = " ".join(raw.split())
        if folded:
            lines.append(folded)
        elif lines:
            kept.append(clean("\n".join(lines)))
            lines = []


def _pieces(element: HtmlElement, skip: Container[HtmlElement]) -> Iterator[str | None]:
    """Yield the element's text nodes in order; None stands where a block begins or ends."""
    yield _own(element)
    # Depth is the page's choice, so the walk keeps its own stack: the open elements, each with its children to come.
    stack: list[tuple[HtmlElement, Iterator[HtmlElement], bool]] = [(element, iter(element), False)]
    while stack:
        parent, children, is_block = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if is_block:
                yield None
            if stack and parent.tail:
                yield parent.tail
            continue
        tag = child.tag
        if tag == "br":
            yield _BREAK
        elif not isinstance(tag, str) or tag in UNSEEN or child in skip or is_hidden(child):
            if tag in BLOCKS:
                yield None
        else:
            block = tag in BLOCKS
            yield None if block else (" " if tag in _CELLS else "")
            yield _own(child)
            stack.append((child, iter(child), block))
            continue
        if child.tail:
            yield child.tail


def _own(element: HtmlElement) -> str:
    text = element.text or ""
    return text.replace("\r\n", "\n").replace("\n", _BREAK) if text and element.tag == "pre" else text
