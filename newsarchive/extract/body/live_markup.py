"""The entries of a live blog whose markup only the site itself knows: repeated blocks, each with its moment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.extract.blocks import line
from newsarchive.extract.body.live_entry import HEADINGS, read_entry
from newsarchive.extract.comments.repeats import days, repeated, walk
from newsarchive.extract.comments.times import Clock
from newsarchive.extract.comments.unnamed import are_told
from newsarchive.extract.names import TIMES
from newsarchive.extract.page import Page
from newsarchive.items import LiveEntry

_LIVE = (
    ("live", re.compile(r"live[-_]*(?:blog|ticker|feed|updates?|posts?|entr|coverage|report)")),
    ("ticker", re.compile(r"ticker[-_]{1,2}(?:item|entr|post)")),
    ("minut", re.compile(r"minute-(?:by|par)-minute|minuto-a-minuto")),
    ("direct", re.compile(r"direct-(?:live|post)|en-direct")),
)
"""What live blogs call themselves, their list and their entries in class or id, in lower case: what is looked for
first, which costs a hundredth of the pattern, and the pattern."""
_AREAS = ("div", "section", "ul", "ol", "li", "article", "main")
_MOST_AREAS = 20
_ENTRIES = ("article", "div", "li", "section")
_LEAST = 2
_HEIGHT = 5
"""Levels above an element with a time at which another such element may stand."""


def printed_entries(page: Page, clock: Clock) -> Iterator[LiveEntry]:
    """Yield the entries in the order printed; none where no class of the page speaks of a live blog."""
    if not _names_live(page.document.index.class_names):
        return
    best: list[tuple[HtmlElement, HtmlElement]] = []
    for area in islice(_areas(page), _MOST_AREAS):
        found = _entries(area)
        if len(found) > len(best) and are_told([entry for entry, _ in found]) and not _are_teasers(found):
            best = found
    known = {entry for entry, _ in best}
    for entry, timed in best:
        read = read_entry(page.document.index, entry, timed, clock, known)
        if read is not None:
            yield read


def _areas(page: Page) -> Iterator[HtmlElement]:
    """Yield the elements named for a live blog; of several alike in a row the one around them."""
    seen: set[HtmlElement] = set()
    for element in page.document.index.tagged(*_AREAS):
        if not _is_live(element.get("class") or "") and not _is_live(element.get("id") or ""):
            continue
        parent, after = element.getparent(), element.getnext()
        is_row = after is not None and after.tag == element.tag and after.get("class") == element.get("class")
        area = parent if is_row and parent is not None else element
        if area not in seen:
            seen.add(area)
            yield area


@lru_cache(maxsize=4096)
def _is_live(names: str) -> bool:
    return _names_live(names)


def _names_live(names: str) -> bool:
    low = names.lower()
    return any(key in low and pattern.search(low) for key, pattern in _LIVE)


def _entries(area: HtmlElement) -> list[tuple[HtmlElement, HtmlElement]]:
    """Return the blocks of the area that repeat, each with the element that tells its moment."""
    nodes = list(walk((area,)))
    stamped = {
        el: None for el in nodes if el.tag in _ENTRIES and el is not area and any(name in el.attrib for name in TIMES)
    }
    outer = [el for el in stamped if line(el) and stamped.keys().isdisjoint(islice(el.iterancestors(), _HEIGHT))]
    if len(outer) >= _LEAST:
        return [(el, el) for el in outer]
    anchors = days(nodes)
    entries = repeated(area, anchors)
    timed = _first_inside(set(entries), anchors, area)
    found = [(entry, timed[entry]) for entry in entries if entry in timed]
    return found if len(found) >= _LEAST else []


def _first_inside(
    entries: set[HtmlElement], anchors: list[HtmlElement], area: HtmlElement
) -> dict[HtmlElement, HtmlElement]:
    """Return for each entry the first anchor that it is or holds; climbs from each anchor once, up to the area."""
    first: dict[HtmlElement, HtmlElement] = {}
    for anchor in anchors:
        node: HtmlElement | None = anchor
        while node is not None and node is not area and node not in first:
            first[node] = anchor
            node = node.getparent()
    return {entry: first[entry] for entry in entries if entry in first}


def _are_teasers(found: list[tuple[HtmlElement, HtmlElement]]) -> bool:
    """Tell whether most headings lead to other pages: a list of articles."""
    away = 0
    for entry, _ in found[:50]:
        heading = next(entry.iter(*HEADINGS), None)
        links = [] if heading is None else [*heading.iter("a"), *heading.iterancestors("a")]
        away += any(not (link.get("href") or "#").startswith("#") for link in links)
    return 2 * away > len(found[:50])
