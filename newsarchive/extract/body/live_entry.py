"""One entry of a live blog: its heading, its moment, and what of it is its text."""

from __future__ import annotations

from collections.abc import Container, Iterator

from lxml.html import HtmlElement

from newsarchive.extract.blocks import Either, line, paragraphs
from newsarchive.extract.body.trim import is_byline
from newsarchive.extract.comments.times import Clock
from newsarchive.extract.index import CUT_TAGS, Index, is_large
from newsarchive.extract.names import AUTHOR, BODY, BOX, DATE, TIMES
from newsarchive.items import LiveEntry, Moment

HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_META_CAP = 120
"""Characters of a line that tells the author or the time and is no text."""
_FINE = ("second", "minute", "hour")
_LONGEST_STAMP = 60
"""Characters of what stands around the time and is none of the text: "Posted at 12:30 GMT"."""


def read_entry(
    index: Index, entry: HtmlElement, timed: HtmlElement, clock: Clock, others: Container[HtmlElement]
) -> LiveEntry | None:
    """Return the entry; None where it has neither heading nor text. `timed` tells its moment; `others`: the page's
    other entries, which may stand inside it."""
    own = list(own_elements(entry, others))
    heading = next((el for el in own if el.tag in HEADINGS and line(el)), None)
    above = set() if heading is None else {heading, *heading.iterancestors()}
    skip = {el for el in own if el is not entry and _is_beside(index, el)} | {timed} - {entry}
    skip.update(el for el in _around(index, entry, timed) if el not in above)
    headline = None if heading is None else _headline(heading, timed)
    skip.update([] if heading is None else [heading], (el for el in own if el.tag == "header" and el in above))
    printed = paragraphs(entry, Either(others, skip))
    text = "\n\n".join(printed[1:] if printed and is_byline(printed[0]) else printed)
    if not text and headline is None:
        return None
    return LiveEntry(headline, text, _moment(own, timed, clock), entry.get("id"))


def _headline(heading: HtmlElement, timed: HtmlElement) -> str | None:
    """Return the heading's text without the time in it, and what stands in one element with that."""
    inside = [timed, *timed.iterancestors()]
    whole = line(heading)
    if heading not in inside or timed is heading:
        return whole
    if line(timed) == whole:
        return None
    beside = {el for el in inside[: inside.index(heading)] if line(el) != whole}
    return line(heading, beside) or None


def _moment(own: list[HtmlElement], timed: HtmlElement, clock: Clock) -> Moment | None:
    """Return the first moment told with a time of day, else the first."""
    first: Moment | None = None
    for raw in _raws(own, timed):
        read = clock.read(raw)
        if read is not None and read.precision in _FINE:
            return read
        first = first or read
    return first


def own_elements(entry: HtmlElement, others: Container[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield the entry and what is in it, other entries apart, in document order."""
    stack = [entry]
    while stack:
        element = stack.pop()
        yield element
        stack.extend(child for child in reversed(element) if child not in others)


def _is_beside(index: Index, element: HtmlElement) -> bool:
    """Tell whether the element is no part of the text: time, author, links to share it, a box."""
    bits = index.hints.get(element, 0)
    if bits & BOX or element.tag == "time" or (element.tag in CUT_TAGS and element.tag != "figure"):
        return True
    may_be_meta = (element.tag == "header" or bits & (DATE | AUTHOR)) and not bits & BODY and not is_large(element)
    return bool(may_be_meta) and len(line(element)) <= _META_CAP


def _around(index: Index, entry: HtmlElement, timed: HtmlElement) -> Iterator[HtmlElement]:
    """Yield what stands around the time inside the entry and holds little else."""
    for around in timed.iterancestors() if timed is not entry else ():
        if around is entry or not index.short_line(around, _LONGEST_STAMP):
            return
        yield around


def _raws(own: list[HtmlElement], timed: HtmlElement) -> Iterator[str]:
    for element in (own[0], timed, *(el for el in own if el.tag == "time")):
        yield from (value for name in TIMES if (value := element.get(name)) and any(map(str.isdigit, value)))
    if timed is not own[0]:
        yield line(timed)
