"""When the article was published and last changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain, islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsarchive.extract.blocks import line
from newsarchive.extract.fields.date_choice import RANKS, Candidate, choose, is_ambiguous, same_day, same_moment
from newsarchive.extract.fields.date_names import DATED, MODIFIED, PUBLISHED
from newsarchive.extract.fields.dateline import (
    dates_in_boxes,
    embedded_dates,
    is_update_label,
    labelled_dates,
    printed_dates,
    published_part,
)
from newsarchive.extract.index import is_elsewhere, is_large
from newsarchive.extract.page import Page
from newsarchive.extract.rules import select
from newsarchive.items import Moment
from newsarchive.text import clean_line
from newsarchive.times import parse_moment

_MOST = 8
"""Candidates of a field that are read."""
_MOST_OF_THEME = 40
"""Elements of a theme's selector that are compared with what the page tells machines."""
_PUBLISHED_PROPERTY = re.compile(r"^(?:date)?(?:published|created)$|^(?:uploaddate)$", re.IGNORECASE)
_UPDATED_NAME = re.compile(r"updat|modif|aktuali|revis|mise-a-jour", re.IGNORECASE)
_PUBLISHED_NAME = re.compile(r"publish|pubdate|posted|created", re.IGNORECASE)
_LIKE_PUBLISHED = re.compile(r"publi|date|time|created|issued|upload")
_UNLIKE_PUBLISHED = re.compile(
    r"modif|updat|expir|event|birth|start|end|valid|refresh|robots|revis|timezone|duration|read"
)
_ISO = re.compile(r"\s*\d{4}-\d\d-\d\dT\d\d:\d\d")
_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d{2})([/_.-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")


def find_published(
    page: Page, fetched_at: datetime, timezone: str | None, languages: Sequence[str]
) -> Candidate | None:
    """Return when the article was published, with its source."""
    reader = _Reader(page, fetched_at, timezone, languages)
    return choose(reader.read(reader.published()))


def find_modified(page: Page, fetched_at: datetime, timezone: str | None, languages: Sequence[str]) -> Candidate | None:
    """Return when the article was last changed, with its source."""
    reader = _Reader(page, fetched_at, timezone, languages)
    return choose(reader.read(reader.modified()))


def candidates(
    page: Page, fetched_at: datetime, timezone: str | None, languages: Sequence[str]
) -> dict[str, list[Candidate]]:
    """Return what was weighed for "published" and "modified", each in the order of trust (`newsarchive explain`)."""
    reader = _Reader(page, fetched_at, timezone, languages)
    return {"published": reader.read(reader.published()), "modified": reader.read(reader.modified())}


class _Reader:
    def __init__(self, page: Page, fetched_at: datetime, timezone: str | None, languages: Sequence[str]) -> None:
        self.page, self.fetched_at, self.timezone, self.languages = page, fetched_at, timezone, languages
        self.has_day = self.has_moment = self.has_zone = False
        self.found: list[Candidate] = []

    @property
    def is_settled(self) -> bool:
        """Whether a moment with its zone was found, and nothing of another day."""
        known = [moment for _, moment in self.found if moment.local is not None]
        return self.has_zone and all(same_day(known[0], other) for other in known)

    def read(self, raws: Iterator[tuple[str, str]]) -> list[Candidate]:
        """Return the raw dates that can be read; the finders stop (`has_…`) when nothing better can come."""
        found = self.found = []
        seen: set[str] = set()
        for source, raw in raws:
            raw = clean_line(raw, 200)
            if not raw or raw in seen:
                continue
            seen.add(raw)
            moment = self.moment(raw)
            if moment is None:
                continue
            found.append((source, replace(moment, estimated=True) if source == "address" else moment))
            if moment.local is not None:
                is_certain = not is_ambiguous(raw)
                is_exact = RANKS[moment.precision] > 2 and is_certain
                self.has_day = self.has_day or is_certain
                self.has_moment = self.has_moment or is_exact
                self.has_zone = self.has_zone or (is_exact and bool(moment.offset_minutes))
            if len(found) >= _MOST:
                break
        return found

    def published(self) -> Iterator[tuple[str, str]]:
        """Yield source and text of every publication date, most trusted first, as long as a better one may come."""
        yield from self.told_by_theme()
        yield from self.told_by_json_ld()
        if self.has_zone:
            yield from self.told_by_metas(PUBLISHED, most=1)
            if self.is_settled:
                return
        yield from self.told_by_metas(PUBLISHED)
        yield from self.told_by_properties()
        yield from (("time", raw) for element in self.times(updated=False) for raw in _raws(element))
        if self.is_settled:
            return
        yield from (("class", published_part(raw)) for element in self.dated() for raw in _raws(element))
        yield from self.told_of_some_day()
        if match := _IN_ADDRESS.search(self.page.document.url.partition("?")[0]):
            yield "address", "-".join((match[1], match[3], match[4]))
        if self.has_moment:
            return
        yield from (("meta", text) for text in self.other_metas())
        yield from (("time", raw) for element in self.times_behind() for raw in _raws(element))
        if self.has_day:
            return
        yield from (("text", raw) for raw in labelled_dates(self.page))
        yield from (("text", raw) for raw in printed_dates(self.page))
        yield from (("state", raw) for raw in embedded_dates(self.page.document))
        yield from (("text", raw) for raw in dates_in_boxes(self.page))

    def told_by_theme(self) -> Iterator[tuple[str, str]]:
        if self.page.rules:
            elements = select(self.page.document.root, self.page.rules.published)
            if len(elements) > 1:
                elements = self.own(elements[:_MOST_OF_THEME])
            yield from (("theme", raw) for element in elements[:2] for raw in _raws(element))

    def own(self, elements: list[HtmlElement]) -> list[HtmlElement]:
        """Return the elements that bear the moment which the page tells machines: lists of other articles bear the same
        class as an article's own date. Where it tells none, those outside boxes."""
        raws = [raw for _, raw in (*self.told_by_json_ld(), *self.told_by_metas(PUBLISHED, most=1))]
        told = [moment for raw in raws if (moment := self.moment(raw)) and moment.local]
        if told:
            return [el for el in elements if any(self.is_of(raw, told) for raw in islice(_raws(el), 1))]
        return [el for el in elements if not is_elsewhere(self.page.document.index, el)] or elements

    def is_of(self, raw: str, told: Sequence[Moment]) -> bool:
        moment = self.moment(raw)
        return moment is not None and any(same_moment(moment, one) for one in told)

    def moment(self, raw: str) -> Moment | None:
        formats = self.page.rules.date_formats if self.page.rules else ()
        return parse_moment(
            raw, fetched_at=self.fetched_at, timezone=self.timezone, languages=self.languages, formats=formats
        )

    def told_by_json_ld(self) -> Iterator[tuple[str, str]]:
        values = self.page.values("datePublished", "dateCreated", "uploadDate")
        yield from (("json-ld", value) for value in values if isinstance(value, str))

    def told_by_metas(self, names: Sequence[str], most: int | None = None) -> Iterator[tuple[str, str]]:
        texts = (text for name in names for text in self.page.document.metas(name)[:1])
        yield from (("meta", text) for text in islice(texts, most))

    def told_of_some_day(self) -> Iterator[tuple[str, str]]:
        dated = list(self.told_by_metas(DATED))
        if dated and not self.has_day:
            behind = (element for element in self.times_behind() if not _is_update(element))
            yield from (("time", raw) for element in behind for raw in _raws(element))
        yield from dated

    def told_by_properties(self) -> Iterator[tuple[str, str]]:
        yield from (("itemprop", raw) for element in self.properties(published=True) for raw in _raws(element))
        for node in self.page.lesser_nodes:
            values = (node.get(key) for key in ("datePublished", "uploadDate"))
            yield from (("json-ld", value) for value in values if isinstance(value, str))

    def modified(self) -> Iterator[tuple[str, str]]:
        """Yield what may tell the last change, with its origin, most trusted first."""
        page, document = self.page, self.page.document
        if page.rules:
            yield from (
                ("theme", raw) for element in select(document.root, page.rules.modified)[:1] for raw in _raws(element)
            )
        yield from (("json-ld", value) for value in page.values("dateModified") if isinstance(value, str))
        yield from (("meta", text) for name in MODIFIED for text in document.metas(name)[:1])
        yield from (("itemprop", raw) for element in self.properties(published=False) for raw in _raws(element))
        yield from (("time", raw) for element in self.times(updated=True) for raw in _raws(element))

    def properties(self, *, published: bool) -> list[HtmlElement]:
        """Return the elements whose itemprop names the date of publication, or of change."""
        index = self.page.document.index
        named = []
        for element in index.itemprops:
            names = (element.get("itemprop") or "").split()
            if any(bool(_PUBLISHED_PROPERTY.match(n)) if published else n.lower() == "datemodified" for n in names):
                named.append(element)
        # The only one of a page is the article's, whatever it stands in.
        return [el for el in named if not is_elsewhere(index, el)][:2] or (named if len(named) == 1 else [])

    def times(self, *, updated: bool) -> list[HtmlElement]:
        """Return the first `time` elements outside boxes, and the `abbr` that give a moment of ISO 8601 as title
        (microformats' datetime pattern)."""
        found = []
        by_tag = self.page.document.index.by_tag
        abbrs = (el for el in by_tag.get("abbr", ()) if _ISO.match(el.get("title") or ""))
        for element in chain(by_tag.get("time", ()), abbrs):
            if _is_update(element) == updated and not is_elsewhere(self.page.document.index, element):
                found.append(element)
            if len(found) == 3:
                break
        return found

    def other_metas(self) -> list[str]:
        """Return the contents of `meta` elements whose names only resemble those of a publication date."""
        names = [
            name
            for name in self.page.document.meta_names
            if _LIKE_PUBLISHED.search(name) and not _UNLIKE_PUBLISHED.search(name)
        ]
        return [text for name in names[:4] for text in self.page.document.metas(name)[:1]]

    def times_behind(self) -> list[HtmlElement]:
        """Return the `time` elements that are marked as publication or stand near the headline (behind it first),
        whatever they stand in."""
        index = self.page.document.index
        marked = [el for el in index.itemprops if el.tag == "time" and el.get("itemprop") == "datePublished"]
        if marked:
            return marked[:1]
        if not self.page.h1s or "time" not in index.by_tag:
            return []
        start = index.elements.index(self.page.h1s[0][0])
        near = index.elements[start : start + 120] + index.elements[max(0, start - 40) : start]
        return [element for element in near if element.tag == "time"][:2]

    def dated(self) -> list[HtmlElement]:
        """Return the first elements named for a date that print one, outside boxes."""
        index = self.page.document.index
        found = []
        for element in index.dates:
            if is_large(element) or is_elsewhere(index, element):
                continue
            text = line(element)
            if 5 < len(text) < 120 and any(c.isdigit() for c in text) and not self.leads_home(element):
                found.append(element)
                if len(found) == 6:
                    break
        return found

    def leads_home(self, element: HtmlElement) -> bool:
        """Tell whether the element stands in the link of the site's name: beside it newspapers print today's date."""
        link = next(element.iterancestors("a"), None)
        return link is not None and link.get("href") == "/" and urlsplit(self.page.document.url).path not in ("", "/")


def _is_update(element: HtmlElement) -> bool:
    names = _names(element)
    # "published updated": the one time that a theme prints where nothing was changed, or whatever was.
    if _PUBLISHED_NAME.search(names):
        return False
    return bool(_UPDATED_NAME.search(names)) or (element.tag == "time" and is_update_label(_before(element)))


def _before(element: HtmlElement) -> str:
    """The text between the element and what stands before it."""
    sibling, parent = element.getprevious(), element.getparent()
    text = sibling.tail if sibling is not None else parent.text if parent is not None else ""
    if sibling is not None and not (text or "").strip():
        text = line(sibling) if sibling.tag in ("span", "b", "strong", "em", "i") else ""
    return text or ""


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"


def _raws(element: HtmlElement) -> Iterator[str]:
    for key in ("datetime", "content", "data-datetime", "data-date", "data-time", "data-timestamp", "title"):
        value = element.get(key)
        if value and any(c.isdigit() for c in value):
            yield value
    updated = [el for el in element.iterdescendants("span", "time") if _UPDATED_NAME.search(_names(el))]
    for text in (line(element, updated), line(element)) if updated else (line(element),):
        if text and len(text) < 160:
            yield text
