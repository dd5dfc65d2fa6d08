"""When the article was published and last changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain, islice

from lxml.html import HtmlElement

from newsarchive.extract.beside import is_elsewhere
from newsarchive.extract.fields.date_choice import (
    Candidate,
    choose,
    is_ambiguous,
    is_minute_of,
    same_day,
    same_moment,
)
from newsarchive.extract.fields.date_elements import (
    changes,
    dated,
    is_labelled_update,
    is_update,
    properties,
    raws,
    times,
    times_near,
)
from newsarchive.extract.fields.date_labels import published_part, tells_only_change
from newsarchive.extract.fields.date_names import DATED, MODIFIED, PUBLISHED, resembles_published
from newsarchive.extract.fields.dateline import (
    dates_in_boxes,
    dates_near,
    embedded_dates,
    labelled_dates,
    printed_dates,
    updated_dates,
)
from newsarchive.extract.page import Page
from newsarchive.extract.rules import select
from newsarchive.items import Moment
from newsarchive.text import clean_line
from newsarchive.times import parse_moment
from newsarchive.times.written import WITH_CLOCK

_MOST = 8
"""Candidates of a field that are read."""
_MOST_ALIKE = 4
_MOST_OF_THEME = 40
"""Elements of a theme's selector that are compared with what the page tells machines."""
_ESTIMATED = ("address", "updated")
"""Sources that tell no time of publication, but one near it."""
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


def _published(raw: str) -> tuple[str, str]:
    """Return what the text of an element named for a date tells of the publication, with its source."""
    return ("updated", raw) if tells_only_change(raw) else ("class", published_part(raw))


class _Reader:
    def __init__(self, page: Page, fetched_at: datetime, timezone: str | None, languages: Sequence[str]) -> None:
        self.page, self.fetched_at, self.timezone, self.languages = page, fetched_at, timezone, languages
        self.has_day = self.has_moment = self.has_zone = False
        self.found: list[Candidate] = []
        self.meta_names = frozenset(page.document.meta_names)  # few of those looked for

    @property
    def is_settled(self) -> bool:
        """Whether a moment with its zone was found, and nothing of another day."""
        known = [moment for _, moment in self.found if moment.local is not None]
        return self.has_zone and all(same_day(known[0], other) for other in known)

    def read(self, raws: Iterator[tuple[str, str]]) -> list[Candidate]:
        """Return the raw dates that can be read; the finders stop (`has_…`) when nothing better can come.

        A meta element that tells the minute of the fetch comes last: templates print the server's clock there.
        """
        found = self.found = []
        seen: set[str] = set()
        last: list[Candidate] = []
        for source, raw in raws:
            raw = clean_line(raw, 200)
            if not raw or raw in seen:
                continue
            seen.add(raw)
            moment = self.moment(raw)
            if moment is None:
                continue
            if source == "meta" and is_minute_of(moment, self.fetched_at):
                last.append((source, moment))
                continue
            found.append((source, replace(moment, estimated=True) if source in _ESTIMATED else moment))
            if moment.local is not None:
                is_certain = source != "address" and not is_ambiguous(raw)
                is_exact = moment.precision in WITH_CLOCK and is_certain
                self.has_day = self.has_day or is_certain
                self.has_moment = self.has_moment or is_exact
                self.has_zone = self.has_zone or (is_exact and bool(moment.offset_minutes))
            if len(found) >= _MOST:
                break
        found += last
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
        yield from self.told_by("time", times(self.page, updated=False))
        if self.is_settled:
            return
        yield from (_published(raw) for _, raw in self.told_by("class", dated(self.page)))
        yield from self.told_of_some_day()
        if match := _IN_ADDRESS.search(self.page.document.url.partition("?")[0]):
            yield "address", "-".join((match[1], match[3], match[4]))
        if self.has_moment:
            return
        alike = [name for name in self.page.document.meta_names if resembles_published(name)]
        yield from self.told_by_metas(alike[:_MOST_ALIKE])
        for element in times_near(self.page):
            yield from self.told_by("updated" if is_labelled_update(element) else "time", [element])
        if self.has_day:
            return
        yield from (("text", raw) for raw in labelled_dates(self.page))
        near = dates_near(self.page)
        yield from printed_dates(self.page, near)
        yield from (("state", raw) for raw in embedded_dates(self.page.document))
        yield from dates_in_boxes(self.page, near)

    def told_by(self, source: str, elements: Sequence[HtmlElement]) -> Iterator[tuple[str, str]]:
        return ((source, raw) for element in elements for raw in raws(self.page, element))

    def told_by_theme(self) -> Iterator[tuple[str, str]]:
        if self.page.rules:
            elements = select(self.page.document.index, self.page.rules.published)
            if len(elements) > 1:
                elements = self.own(elements[:_MOST_OF_THEME])
            yield from self.told_by("theme", elements[:2])

    def own(self, elements: list[HtmlElement]) -> list[HtmlElement]:
        """Return the elements that bear the moment which the page tells machines: lists of other articles bear the same
        class as an article's own date. Where it tells none, those outside boxes."""
        texts = [raw for _, raw in (*self.told_by_json_ld(), *self.told_by_metas(PUBLISHED, most=1))]
        told = [moment for raw in texts if (moment := self.moment(raw)) and moment.local]
        if told:
            return [el for el in elements if any(self.is_of(raw, told) for raw in islice(raws(self.page, el), 1))]
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
        yield from (("json-ld", str(value)) for value in values if isinstance(value, (str, int)))

    def told_by_metas(self, names: Sequence[str], most: int | None = None) -> Iterator[tuple[str, str]]:
        told = (name for name in names if name in self.meta_names)
        texts = (text for name in told for text in self.page.document.metas(name)[:1])
        yield from (("meta", text) for text in islice(texts, most))

    def told_of_some_day(self) -> Iterator[tuple[str, str]]:
        told = list(self.told_by_metas(DATED))
        if told and not self.has_day:
            yield from self.told_by("time", [el for el in times_near(self.page) if not is_update(el)])
        yield from told

    def told_by_properties(self) -> Iterator[tuple[str, str]]:
        yield from self.told_by("itemprop", properties(self.page, published=True))
        for node in self.page.lesser_nodes:
            values = (node.get(key) for key in ("datePublished", "uploadDate"))
            yield from (("json-ld", value) for value in values if isinstance(value, str))

    def modified(self) -> Iterator[tuple[str, str]]:
        """Yield what may tell the last change, with its origin, most trusted first."""
        page, document = self.page, self.page.document
        if page.rules:
            yield from self.told_by("theme", select(document.index, page.rules.modified)[:1])
        yield from (("json-ld", value) for value in page.values("dateModified") if isinstance(value, str))
        yield from self.told_by_metas(MODIFIED)
        yield from self.told_by("itemprop", properties(page, published=False))
        yield from self.told_by("time", times(page, updated=True))
        # Where machines are told the publication, the change is told beside it, if any was made.
        if not self.has_day and next(chain(self.told_by_json_ld(), self.told_by_metas(PUBLISHED)), None) is None:
            yield from self.told_by("class", changes(dated(page)))
            yield from (("text", raw) for raw in updated_dates(page))
