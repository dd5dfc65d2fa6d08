"""The elements of a page that tell a date: marked for machines, named for it, or near the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsarchive import urls
from newsarchive.extract.beside import is_elsewhere
from newsarchive.extract.blocks import line
from newsarchive.extract.comments.words import find_day
from newsarchive.extract.fields.date_labels import begins_with_update, is_update_label
from newsarchive.extract.fields.dateline import BEFORE, words_before
from newsarchive.extract.index import is_large
from newsarchive.extract.names import TIMES
from newsarchive.extract.page import Page
from newsarchive.extract.same_article import is_same_page

_PUBLISHED_PROPERTY = re.compile(r"^(?:date)?(?:published|created)$|^(?:uploaddate)$", re.IGNORECASE)
_UPDATED_NAME = re.compile(r"updat|modif|aktuali|revis|mise-a-jour", re.IGNORECASE)
_PUBLISHED_NAME = re.compile(r"publish|pubdate|posted|created", re.IGNORECASE)
_ISO = re.compile(r"\s*\d{4}-\d\d-\d\dT\d\d:\d\d")


def properties(page: Page, *, published: bool) -> list[HtmlElement]:
    """Return the elements whose itemprop names the date of publication, or of change."""
    index = page.document.index
    named = []
    for element in index.itemprops:
        names = (element.get("itemprop") or "").split()
        if any(bool(_PUBLISHED_PROPERTY.match(n)) if published else n.lower() == "datemodified" for n in names):
            named.append(element)
    # The only one of a page is the article's, whatever it stands in.
    return [el for el in named if not is_elsewhere(index, el)][:2] or (named if len(named) == 1 else [])


def times(page: Page, *, updated: bool) -> list[HtmlElement]:
    """Return the first `time` elements outside boxes, and the `abbr` that give a moment of ISO 8601 as title
    (microformats' datetime pattern)."""
    index = page.document.index
    abbrs = (el for el in index.by_tag.get("abbr", ()) if _ISO.match(el.get("title") or ""))
    every = chain(index.by_tag.get("time", ()), abbrs)
    return list(islice((el for el in every if is_update(el) == updated and not is_elsewhere(index, el)), 3))


def times_near(page: Page) -> list[HtmlElement]:
    """Return the `time` elements that are marked as publication or stand near the headline (behind it first),
    whatever they stand in."""
    index = page.document.index
    marked = [el for el in index.itemprops if el.tag == "time" and el.get("itemprop") == "datePublished"]
    if marked:
        return marked[:1]
    if not page.h1s or "time" not in index.by_tag:
        return []
    start = page.start
    near = index.elements[start : start + 120] + index.elements[max(0, start - 40) : start]
    return [element for element in near if element.tag == "time"][:2]


def dated(page: Page) -> list[HtmlElement]:
    """Return the first elements named for a date that tell one, outside boxes: those near or behind the headline
    first, as many newspapers print today's date at the head of the page."""
    index = page.document.index
    own = set(page.heading.iterancestors("article")) if page.heading is not None and index.dates else set()
    found = []
    for element in _behind_first(page, index.dates):
        if is_large(element) or is_elsewhere(index, element) or _is_of_another(page, element, own):
            continue
        text = index.line(element)
        is_told = any(map(str.isdigit, text)) or any(element.get(key) is not None for key in TIMES) or find_day(text)
        if 2 < len(text) < 120 and is_told and not _leads_home(page, element):
            found.append(element)
            if len(found) == 6:
                break
    return found


def changes(elements: list[HtmlElement]) -> list[HtmlElement]:
    """Return those named for a change; none where there is no other: hAtom asks for "updated" in any case."""
    found = [element for element in elements if is_update(element)]
    around = {outer for element in found for outer in element.iterancestors()}
    return found if len(found) + sum(element in around for element in elements) < len(elements) else []


def _behind_first(page: Page, elements: list[HtmlElement]) -> list[HtmlElement]:
    """Return the elements in the order of the page, those far before the headline last."""
    if not page.h1s or not elements:
        return elements
    every, wanted = page.document.index.elements, set(elements)
    far = every[: max(0, page.start - BEFORE)]
    count = sum(map(wanted.__contains__, far))
    return [*elements[count:], *elements[:count]]


def _is_of_another(page: Page, element: HtmlElement, own: set[HtmlElement]) -> bool:
    """Tell whether the element stands in another `article` than the headline does, or with more in a link that leads
    to another page."""
    if own and own.isdisjoint(articles := set(element.iterancestors("article"))) and articles:
        return True
    link = next(element.iterancestors("a"), None)
    if link is None or line(link) == line(element):
        return False
    address = urls.absolute(link.get("href") or "", page.document.base)
    return address is not None and not is_same_page(address, page.document.url)


def _leads_home(page: Page, element: HtmlElement) -> bool:
    """Tell whether the element stands in the link of the site's name: beside it newspapers print today's date."""
    link = next(element.iterancestors("a"), None)
    return link is not None and link.get("href") == "/" and urlsplit(page.document.url).path not in ("", "/")


def is_update(element: HtmlElement) -> bool:
    """Tell whether the element is named or labelled as the time of a change."""
    names = _names(element)
    if begins_with_update(element.get("title") or ""):
        return True
    # "published updated": the one time that a theme prints where nothing was changed, or whatever was.
    if _PUBLISHED_NAME.search(names):
        return False
    return bool(_UPDATED_NAME.search(names)) or (element.tag == "time" and is_labelled_update(element))


def is_labelled_update(element: HtmlElement) -> bool:
    """Tell whether words before the time, its first words, or a title around it say that it is that of a change."""
    if is_update_label(words_before(element)) or begins_with_update(next(filter(str.strip, element.itertext()), "")):
        return True
    parent = element.getparent()
    return parent is not None and begins_with_update(parent.get("title") or "")


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"


def raws(page: Page, element: HtmlElement) -> Iterator[str]:
    """Yield what the element tells of a date: attributes, its text without that of a change, all of it."""
    for key in (*TIMES, "title"):
        value = element.get(key)
        if value and any(map(str.isdigit, value)):
            yield value
    updated = [el for el in element.iterdescendants("span", "time") if _UPDATED_NAME.search(_names(el))]
    whole = page.document.index.line(element)
    for text in (line(element, updated), whole) if updated else (whole,):
        if text and len(text) < 160:
            yield text
