"""Dates in the visible text of a page whose markup tells none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from lxml.html import HtmlElement

from newsarchive.extract.beside import is_elsewhere
from newsarchive.extract.blocks import line
from newsarchive.extract.document import Document
from newsarchive.extract.fields.date_labels import (
    PUBLICATION,
    begins_with_update,
    is_update_label,
    published_part,
    tells_only_change,
    updated_part,
)
from newsarchive.extract.page import Page
from newsarchive.times.outline import DATE, first_date

MAX_DATES = 6
BEHIND = 80
"""Elements behind the headline that are looked at first."""
BEFORE = 40
_NEAR = BEHIND + BEFORE
_DATE_LINE = 80
"""Characters of a line that tells a date and little else."""
_LONGEST_LABEL = 20
_LEADING = 25
"""Characters between a label and its date: a clock or the day of the week."""
_CLOCK = re.compile(r"\d[:.h]\d\d")
_WEEKDAY = re.compile(r"[^\W\d_]{2,13}\.?,?\s+")
_ZONE = re.compile(r"\W{0,3}(?:[A-Z]{2,5}\b|[+-]\d{2}:?\d{2})")
_LONGEST_LINE = 160
"""Characters of a line that may be a date line; of a longer one only the beginning is looked at."""

_STATE = re.compile(
    r"\"(?:published_?(?:at|date|time|on|dt)?|date_?published|publication_?date|publish_?(?:date|time|at|dt)|"
    r"first_?published(?:_?at)?|pub_?(?:date|dt)|(?:deploy|reg|release|service)_?dt)"
    r"\\?\"\s*:\s*\\?\"((?:19|20)\d\d([-./])\d\d\2\d\d[^\"\\]{0,20})",
    re.IGNORECASE,
)


_DIGIT = re.compile(r"\d")
_BEFORE_LABEL = ("br", "i", "img")
"""Elements behind which a label begins a line."""


def labelled_dates(page: Page) -> Iterator[str]:
    """Yield the dates that the page labels as those of publication, wherever it prints them."""
    index = page.document.index
    for element in index.elements:
        if (label := _label(element.text)) and element.tag not in UNPRINTED:
            behind = next(iter(element), None)
            yield from _labelled(element.text, label, element.getnext() if behind is None else behind)
            if label.end() == len(element.text) and (match := DATE.match((element.tail or "").lstrip())):
                yield match[0]
    for element in (el for tag in _BEFORE_LABEL for el in index.by_tag.get(tag, ())):
        if label := _label(element.tail):
            yield from _labelled(element.tail, label, element.getnext())


def _label(text: str | None) -> re.Match[str] | None:
    return PUBLICATION.match(text) if text and len(text) <= _LONGEST_LINE and not text.isspace() else None


def _labelled(text: str, label: re.Match[str], behind: HtmlElement | None) -> Iterator[str]:
    """Yield the date behind the label, in its text or, where that is the label alone, at the head of what follows."""
    told = text[label.end() :] or _beginning(behind)
    weekday = _WEEKDAY.match(told)
    match = DATE.match(told) or (DATE.match(told, weekday.end()) if weekday else None)
    if match:
        yield _with_clock(told, match)


def _beginning(element: HtmlElement | None) -> str:
    return (element.text or "").strip() if element is not None else ""


Dated = tuple[HtmlElement, tuple[str, str]]
"""An element with a date that it prints, and what that is: "text", or "updated" where it is labelled as a change."""


def dates_near(page: Page) -> list[Dated]:
    """Return the dates that the page prints behind its headline, then those before it."""
    return [(element, told) for element in islice(_by_nearness(page), _NEAR) for told in _dates_of(element)]


def printed_dates(page: Page, near: list[Dated]) -> Iterator[tuple[str, str]]:
    """Yield source and text of the dates that the page prints outside boxes, those near the headline first; then that
    of the title."""
    index = page.document.index
    far = ((element, told) for element in islice(_by_nearness(page), _NEAR, None) for told in _dates_of(element))
    yield from islice((told for element, told in chain(near, far) if not is_elsewhere(index, element)), MAX_DATES)
    if match := first_date(page.title or ""):
        yield "text", match[0]


def dates_in_boxes(page: Page, near: list[Dated]) -> Iterator[tuple[str, str]]:
    """Yield the dates near the headline that stand in what looks like a box, and that of the description."""
    apart = page.document.index.apart
    yield from islice((told for element, told in near if element not in apart), MAX_DATES)
    if match := first_date(page.document.meta("description", "og:description") or ""):
        yield "text", match[0]


def updated_dates(page: Page) -> Iterator[str]:
    """Yield the dates that lines behind the headline label as those of a change."""
    index = page.document.index
    for element in islice(_by_nearness(page), BEHIND // 2) if page.h1s else ():
        for text in (element.text, *(child.tail for child in element)) if len(element) else (element.text,):
            if not text or not 5 < len(text) <= _LONGEST_LINE or element.tag in UNPRINTED:
                continue
            if len(text) > _LONGEST_LABEL and not _DIGIT.search(text):
                continue
            told = updated_part(text)
            if told is None or is_elsewhere(index, element):
                continue
            behind = element.getnext()
            if not _DIGIT.search(told):
                told = (element.tail or "").strip() or (line(behind) if behind is not None else "")
            match = DATE.search(told[:_LONGEST_LINE])
            if match and match.start() < _LEADING:
                yield _with_clock(told, match)


def embedded_dates(document: Document) -> Iterator[str]:
    """Yield the publication dates in the state that the page hands to its scripts."""
    for element in document.index.by_tag.get("script", ()):
        text = element.text
        if text and ("ubl" in text or "Dt" in text):
            yield from (match[1] for match in islice(_STATE.finditer(text), 1))


def _by_nearness(page: Page) -> Iterator[HtmlElement]:
    elements = page.document.index.elements
    start = page.start if page.h1s else 0
    yield from elements[start : start + BEHIND]
    yield from elements[max(0, start - BEFORE) : start][::-1]
    yield from elements[start + BEHIND :]
    if page.h1s and page.h1s[0][0] is not page.heading:  # the name of the site
        yield from elements[elements.index(page.h1s[0][0]) : max(0, start - BEFORE)]


def _is_told(text: str, date: re.Match[str]) -> bool:
    """Tell whether the date stands inside a sentence: something happened on that day."""
    text = text.strip()
    return len(text) > _DATE_LINE and date.start() >= 20 and text[-1] in ".!?…।。"


def _with_clock(text: str, date: re.Match[str]) -> str:
    """Return the whole of a short line that tells a time of day apart from its one date, or a zone behind it ("Posted
    at 5:06 a.m. ET on March 4, 2025"); else the date."""
    start, end = date.span()
    if len(text) > _DATE_LINE or not (_ZONE.match(text, end) or _CLOCK.search(text[:start] + " " + text[end:])):
        return date[0]
    return date[0] if DATE.search(text, end) else text


def words_before(element: HtmlElement) -> str:
    """Return the text between the element and what stands before it, else the label that stands there."""
    sibling, parent = element.getprevious(), element.getparent()
    text = sibling.tail if sibling is not None else parent.text if parent is not None else ""
    if sibling is not None and not (text or "").strip():
        return _words_of_label(sibling)
    return text or ""


def _words_of_label(element: HtmlElement) -> str:
    return line(element) if element.tag in _LABELS else ""


def _dates_of(element: HtmlElement) -> list[tuple[str, str]]:
    if element.tag in UNPRINTED:
        return []
    texts = [(element.text, None), *((child.tail, child) for child in element)]
    return [
        ("updated" if _is_change(text, element, before) else "text", raw)
        for text, before in texts
        if text and len(text) > 5 and (raw := _date_of(text))
    ]


def _is_change(text: str, element: HtmlElement, before: HtmlElement | None) -> bool:
    """Tell whether words before the date say that it is that of a change, and none that of publication."""
    if begins_with_update(text):
        return tells_only_change(text)
    return is_update_label(words_before(element) if before is None else _words_of_label(before))


def _date_of(text: str) -> str | None:
    match = None if "©" in text else first_date(text[:_LONGEST_LINE])
    if match is None or (len(text.strip()) > _LONGEST_LINE and match.start() >= 40) or _is_told(text, match):
        return None
    part = published_part(text)
    return _with_clock(part, DATE.search(part) or match)


_LABELS = frozenset(("span", "b", "strong", "em", "i"))
UNPRINTED = frozenset(("script", "style", "noscript", "template", "option", "textarea", "title", "select", "svg"))
"""Elements whose own text is no line of the page."""
