"""Who is named beside the date that the page prints behind its headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.extract.beside import is_elsewhere
from newsarchive.extract.blocks import line
from newsarchive.extract.fields.authors import linked, of_text
from newsarchive.extract.fields.dateline import UNPRINTED
from newsarchive.extract.fields.person import PROFILE, is_agency, is_person, is_role
from newsarchive.extract.index import is_large
from newsarchive.extract.page import Page
from newsarchive.items import Author
from newsarchive.text import letters
from newsarchive.times.outline import first_date

_LONGEST_DATE = 80
"""Characters of a line that tells a date and little else."""
_LONGEST_NAMES = 100
_LONGEST_PLACE, _MOST_AROUND = 200, 80
"""Characters and elements of what is printed around a date."""
_HIGHEST = 5
"""Elements around the date within which the names stand."""
_MOST_DATES = 2
_MOST_WORDS = 4
_OF_A_PAGE = re.compile(
    r"\b(?:news|edition|comments?|links?|archives?|articles?|artikel|member|info|media|share|newsletter|podcast|"
    r"audio|video|editorial|staff|guide|live|reading|lesezeit|health|business|world|sports?|travel|agencia|digital)\b",
    re.IGNORECASE,
)
"""Words of labels and sections that are printed like names."""
_WHOLE = frozenset(("article", "main", "body"))


def beside_date(page: Page, head: Sequence[HtmlElement]) -> Iterator[Author]:
    """Yield who is named, each in a text of its own, beside the first date of the head: the elements behind the
    headline. A link leads to a writer's page, or names nobody."""
    dates = (element for element in head if _is_dated(element) and not is_elsewhere(page.document.index, element))
    for date in islice(dates, _MOST_DATES):
        for place in _places(page, date):
            if found := list(_names(page, place)):
                yield from found
                return


def _is_dated(element: HtmlElement) -> bool:
    text = element.text or ""
    return element.tag == "time" or (
        5 < len(text) < _LONGEST_DATE and element.tag not in UNPRINTED and first_date(text) is not None
    )


def _places(page: Page, date: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the largest element around the date that holds a few short texts and not the headline, and what stands
    before it."""
    place = date
    for parent in islice(date.iterancestors(), _HIGHEST):
        if parent.tag in _WHOLE or not _is_short(page, parent):
            break
        place = parent
    yield place
    before = place.getprevious()
    if before is not None and isinstance(before.tag, str) and _is_short(page, before):
        yield before


def _is_short(page: Page, element: HtmlElement) -> bool:
    return (
        not is_large(element, _MOST_AROUND)
        and len(page.document.index.line(element)) <= _LONGEST_PLACE
        and all(inner is not page.heading for inner in element.iter())
    )


def _names(page: Page, place: HtmlElement) -> Iterator[Author]:
    for element, told in _texts(place):
        text = told.strip()
        if not text or len(text) > _LONGEST_NAMES or element.tag in UNPRINTED or any(map(str.isdigit, text)):
            continue
        if text.endswith((":", "：")):
            continue  # a label
        link = element if element.tag == "a" else next(element.iterancestors("a"), None)
        address = link.get("href") if link is not None else None
        found = list(of_text(text)) if not address or PROFILE.search(address) else []
        if all(_is_author(page, author.name, address) for author in found) and not is_elsewhere(
            page.document.index, element
        ):
            yield from linked(page, found, address)


def _texts(place: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the texts that open an element, and those that points part behind one: "30 April · 3 min · Ann Lee"."""
    for element in place.iter("*"):
        yield element, element.text or ""
        if element is not place and (parts := _POINTS.split(element.tail or ""))[1:]:
            yield from ((element.getparent(), part) for part in parts)


_POINTS = re.compile(r"\s[·•|]\s")


def _is_author(page: Page, name: str, address: str | None) -> bool:
    """Tell whether somebody is named: in a link to a writer's page in any words but initials, else in several with
    capitals that are not those of the headline, the site or a label."""
    if is_agency(name):
        return True
    if address:
        return not name.islower()
    told = letters(f"{page.title} {line(page.heading)}") if page.heading is not None else ""
    return (
        1 < len(name.split()) <= _MOST_WORDS
        and is_person(name)
        and not name.isupper()
        and name.lower() != name.upper()
        and not (is_role(name) or _OF_A_PAGE.search(name) or page.is_site_name(name))
        and letters(name) not in told
    )
