"""Frequently asked questions of a page with their answers (docs/faq.md)."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from newsarchive.extract.blocks import Either
from newsarchive.extract.document import Document
from newsarchive.extract.faq.data import declared_pairs, microdata_pairs
from newsarchive.extract.faq.groups import accepted, named
from newsarchive.extract.faq.headings import announcing, find_sections, may_announce, removable
from newsarchive.extract.faq.pairs import Pair
from newsarchive.extract.faq.printed import printed_sections
from newsarchive.extract.faq.sections import Section, named_section
from newsarchive.extract.faq.widgets import widgets
from newsarchive.extract.names import FAQ
from newsarchive.items import FaqEntry

_MOST_ANSWERS = 500
_OPENING = cast(
    Callable[[HtmlElement], list[HtmlElement]],
    etree.XPath("descendant::*/@aria-expanded/parent::*|descendant::*/@role[. = 'button']/parent::*"),
)


@dataclass(frozen=True, slots=True)
class FaqSection:
    """The pairs of a page, and the elements that leave its body with them."""

    entries: tuple[FaqEntry, ...] = ()
    elements: frozenset[HtmlElement] = frozenset()


def find_faqs(document: Document, container: HtmlElement | None, skip: Container[HtmlElement] = ()) -> FaqSection:
    """Return the FAQ pairs of the page, each question once, and what of the body they take.

    Declared data and FAQ markup count anywhere on the page; an announced section without markup inside `container`,
    the element that holds the body (None: `main`, `article` or the body element), and outside it where a heading
    announces it and most of its questions ask. The page's own words
    come before those of its JSON-LD, in the order in which they stand on the page. `skip`: elements inside the
    container that are none of its text, such as a theme's list of tags.
    """
    declared = declared_pairs(document)
    printed = microdata_pairs(_typed(document.index.itemprops))
    keys = {pair.key for pair in (*declared, *printed)}
    headings = announcing(document.index)
    marked = [element for element, bits in document.index.hints.items() if bits & FAQ]
    if headings:  # then whatever opens something may be a question, whatever its name
        known = set(marked)
        marked += [element for element in _OPENING(document.root) if element not in known]
    printed += accepted(widgets(document, marked, is_announced=bool(headings or declared)), keys, _all(printed))
    taken = _all(printed)
    place = _place(document, container)
    is_announced = may_announce(place, headings)
    skip = Either(skip, _for_listeners(document)) if is_announced or headings else skip
    sections = find_sections(place, taken, _headline(document), skip) if is_announced else []
    if not sections and not printed and any(heading.tag != "h1" for heading in headings):
        sections = _elsewhere(document, skip)
    if not sections and not printed:
        sections = [section for element in named(marked, taken) if (section := named_section(element))]
        sections = sections if sum(len(section.pairs) for section in sections) > 1 else []
    known = {pair.key for pair in (*printed, *(pair for section in sections for pair in section.pairs))}
    if missing := [pair for pair in declared if pair.key not in known]:
        sections += printed_sections(place, missing, _within(sections) | taken, skip)
    used = _within(sections)
    printed += [pair for section in sections for pair in section.pairs]
    if not printed:
        return FaqSection(_entries(declared))
    elements = removable(place, [*used, *taken]) | taken
    return FaqSection(_entries([*_in_order(printed, document), *declared]), elements)


def _for_listeners(document: Document) -> set[HtmlElement]:
    """Return the elements that are only read out, such as "Link to this question"."""
    return {element for element in document.index.boxes if _READ_OUT.search(element.get("class") or "")}


_READ_OUT = re.compile(r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text)(?=$|\s)")


def _within(sections: Iterable[Section]) -> frozenset[HtmlElement]:
    return frozenset(element for section in sections for element in section.elements)


def _typed(itemprops: Sequence[HtmlElement]) -> list[HtmlElement]:
    """Return the elements of a type, with those around answers that are no property of another one."""
    answers = [element for element in itemprops if "answer" in (element.get("itemprop") or "").lower()][:_MOST_ANSWERS]
    around = (outer for answer in answers for outer in answer.iterancestors() if outer.get("itemtype"))
    return list(dict.fromkeys((*around, *(element for element in itemprops if element.get("itemtype")))))


def _elsewhere(document: Document, skip: Container[HtmlElement]) -> list[Section]:
    """Return the sections outside the body's element that are beyond doubt."""
    whole = next(iter(document.index.tagged("body")), document.root)
    return [section for section in find_sections(whole, frozenset(), _headline(document), skip) if section.is_certain]


def _headline(document: Document) -> HtmlElement | None:
    return next(iter(document.index.tagged("h1")), None)


def _all(pairs: Iterable[Pair]) -> frozenset[HtmlElement]:
    return frozenset(element for pair in pairs for element in pair.elements)


def _place(document: Document, container: HtmlElement | None) -> HtmlElement:
    if container is not None:
        return container
    for tag in ("main", "article", "body"):
        for element in document.index.tagged(tag):
            return element
    return document.root


def _in_order(pairs: Sequence[Pair], document: Document) -> list[Pair]:
    order = {element: place for place, element in enumerate(document.index.elements)}
    return sorted(pairs, key=lambda pair: min((order.get(element, 0) for element in pair.elements), default=0))


def _entries(pairs: Iterable[Pair]) -> tuple[FaqEntry, ...]:
    """Return each question once: its first answer counts, a second origin is named behind the first."""
    found: dict[str, Pair] = {}
    for pair in pairs:
        key = pair.key
        known = found.get(key)
        if not key:
            continue
        if known is None:
            found[key] = pair
        elif pair.origin not in known.origin.split("+"):
            origin = f"{known.origin}+{pair.origin}" if "+" not in known.origin else known.origin
            found[key] = replace(known, answer=known.answer or pair.answer, origin=origin)
    return tuple(FaqEntry(pair.question, pair.answer, pair.origin) for pair in found.values())
