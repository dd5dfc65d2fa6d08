"""When the article was published and last changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from lxml.html import HtmlElement

from newsarchive.extract.blocks import line
from newsarchive.extract.date_names import MODIFIED, PUBLISHED
from newsarchive.extract.dateline import dates_in_boxes, embedded_dates, labelled_dates, printed_dates
from newsarchive.extract.index import is_elsewhere, is_large
from newsarchive.extract.page import Page
from newsarchive.extract.rules import select
from newsarchive.items import Moment
from newsarchive.text import clean_line
from newsarchive.times import parse_moment

Candidate = tuple[str, Moment]

_MOST = 8
"""Candidates of a field that are read."""
_RANKS = {"second": 5, "minute": 4, "hour": 3, "day": 2, "month": 1, "year": 0}
_PUBLISHED_PROPERTY = re.compile(r"^(?:date)?(?:published|created)$|^(?:uploaddate)$", re.IGNORECASE)
_UPDATED_NAME = re.compile(r"updat|modif|aktuali|revis|mise-a-jour", re.IGNORECASE)
_PUBLISHED_NAME = re.compile(r"publish|pubdate|posted|created", re.IGNORECASE)
_LIKE_PUBLISHED = re.compile(r"publi|date|time|created|issued|upload")
_UNLIKE_PUBLISHED = re.compile(
    r"modif|updat|expir|event|birth|start|end|valid|refresh|robots|revis|timezone|duration|read"
)
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


def choose(candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the most trusted candidate, made more exact by one that names the same day.

    A day never replaces a moment: where the most trusted gives only the day, the first that gives the time of that
    day counts; where it gives no zone, the first that gives the same clock time, or the same day, with a zone.
    """
    readable = [candidate for candidate in candidates if candidate[1].local is not None]
    if not readable:
        return candidates[0] if candidates else None
    best = readable[0]
    for candidate in readable[1:]:
        if _same_day(best[1], candidate[1]) and _is_more_exact(candidate[1], best[1]):
            best = candidate
    return _paired(best, readable)


def _paired(best: Candidate, candidates: Sequence[Candidate]) -> Candidate:
    """Return the candidate with the offset that another one shows by giving the same minute as clock time.

    Systems write "01:49:09Z" for machines and print 17:49:09 of the day before: the article is of that day.
    """
    moment = best[1]
    if moment.utc is None or moment.offset_minutes != 0 or _RANKS[moment.precision] < 4:
        return best
    for _, other in candidates:
        if other.local is None or _RANKS[other.precision] < 4 or other.offset_minutes == 0:
            continue
        if other.utc is not None:
            if abs((other.utc - moment.utc).total_seconds()) < 60:
                return best[0], replace(moment, local=other.local, offset_minutes=other.offset_minutes)
            continue
        offset = round((other.local.replace(tzinfo=UTC) - moment.utc).total_seconds() / 60)
        if offset and offset % 15 == 0 and abs(offset) <= 14 * 60:
            return best[0], replace(moment, local=other.local, offset_minutes=offset, zone_source="paired")
    return best


def _same_day(one: Moment, other: Moment) -> bool:
    if one.utc and other.utc and one.local and other.local:
        return abs((one.utc - other.utc).total_seconds()) < 86_400
    return (
        one.local is not None
        and other.local is not None
        and abs((one.local.date() - other.local.date()).days) <= (0 if one.utc is None else 1)
    )


def _is_more_exact(one: Moment, other: Moment) -> bool:
    rank, other_rank = _RANKS[one.precision], _RANKS[other.precision]
    if other_rank <= 2 < rank:
        return True
    return rank > 2 and other.utc is None and one.utc is not None


class _Reader:
    def __init__(self, page: Page, fetched_at: datetime, timezone: str | None, languages: Sequence[str]) -> None:
        self.page, self.fetched_at, self.timezone, self.languages = page, fetched_at, timezone, languages
        self.has_day = self.has_moment = self.has_zone = False

    def read(self, raws: Iterator[tuple[str, str]]) -> list[Candidate]:
        """Return the raw dates that can be read; the finders stop (`has_…`) when nothing better can come."""
        found: list[Candidate] = []
        seen: set[str] = set()
        for source, raw in raws:
            raw = clean_line(raw, 200)
            if not raw or raw in seen:
                continue
            seen.add(raw)
            moment = parse_moment(raw, fetched_at=self.fetched_at, timezone=self.timezone, languages=self.languages)
            if moment is None:
                continue
            found.append((source, replace(moment, estimated=True) if source == "address" else moment))
            if moment.local is not None:
                is_exact = _RANKS[moment.precision] > 2
                self.has_day = True
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
            return
        yield from self.told_by_meta()
        yield from (("time", raw) for element in self.times(updated=False) for raw in _raws(element))
        if self.has_zone:
            return
        yield from (("class", raw) for element in self.dated() for raw in _raws(element))
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
            elements = select(self.page.document.root, self.page.rules.published)[:2]
            yield from (("theme", raw) for element in elements for raw in _raws(element))

    def told_by_json_ld(self) -> Iterator[tuple[str, str]]:
        values = self.page.values("datePublished", "dateCreated", "uploadDate")
        yield from (("json-ld", value) for value in values if isinstance(value, str))

    def told_by_meta(self) -> Iterator[tuple[str, str]]:
        yield from (("meta", text) for name in PUBLISHED for text in self.page.document.metas(name)[:1])
        yield from (("itemprop", raw) for element in self.properties(published=True) for raw in _raws(element))
        for node in self.page.lesser_nodes:
            values = (node.get(key) for key in ("datePublished", "uploadDate"))
            yield from (("json-ld", value) for value in values if isinstance(value, str))

    def modified(self) -> Iterator[tuple[str, str]]:
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
        found = []
        for element in self.page.document.index.itemprops:
            names = (element.get("itemprop") or "").split()
            if any(
                bool(_PUBLISHED_PROPERTY.match(n)) if published else n.lower() == "datemodified" for n in names
            ) and not is_elsewhere(self.page.document.index, element):
                found.append(element)
        return found[:2]

    def times(self, *, updated: bool) -> list[HtmlElement]:
        found = []
        for element in self.page.document.index.by_tag.get("time", ()):
            names = _names(element)
            # "published updated": the one time that a theme prints where nothing was changed, or whatever was.
            is_update = bool(_UPDATED_NAME.search(names)) and not _PUBLISHED_NAME.search(names)
            if is_update == updated and not is_elsewhere(self.page.document.index, element):
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
            if 5 < len(text) < 120 and any(c.isdigit() for c in text):
                found.append(element)
                if len(found) == 6:
                    break
        return found


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"


def _raws(element: HtmlElement) -> Iterator[str]:
    for key in ("datetime", "content", "data-datetime", "data-date", "data-time", "title"):
        value = element.get(key)
        if value and any(c.isdigit() for c in value):
            yield value
    text = line(element)
    if text and len(text) < 160:
        yield text
