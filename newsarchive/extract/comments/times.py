"""When a comment was written: the machine's time where the page has one, else the printed one."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import chain

from lxml.html import HtmlElement

from newsarchive.extract import blocks
from newsarchive.extract.comments.region import Region
from newsarchive.extract.comments.roles import EDITED
from newsarchive.extract.comments.words import find_day
from newsarchive.extract.names import TIMES
from newsarchive.items import Moment
from newsarchive.text import clean_line
from newsarchive.times import parse_moment
from newsarchive.times.yearless import with_year

_STAMPS = ("data-comment-timestamp", "data-timestamp", "data-utime", "data-ts")
"""Attributes that tell a time wherever they stand in a comment, for scripts that print an age."""
_LINKED = re.compile(r"[?&]showComment=(\d{13})(?!\d)")
"""Milliseconds of Unix time in Blogger's address of a comment, of which some templates print only the clock."""
_BYLINE = 30
"""Elements of a comment among which its byline stands."""
_ISO = re.compile(r"\d{4}-?\d\d-?\d\dT?\d")
_SEPARATOR = re.compile(r"(\s[|·•⋅∙—–-]+\s|\s?[|·•⋅∙—–]\s?|,\s|\s?[()])")
_AGE = re.compile(r"\d{1,3}\s?[^\W\d_]{1,10}\.?$")
"""An age alone, as the byline of a comment gives it: "3h", "5 days"."""
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.hH]\d\d(?!\d)")
_MONTHS = 12
_NUMBERS = re.compile(r"(?<![\d/-])(\d{1,2})([/-])(\d{1,2})\2(?:(?:19|20)\d\d|\d\d)(?![\d/-])")
_FINE = frozenset(("second", "minute"))
_PRINTING = frozenset((
    "a", "span", "small", "em", "i", "b", "p", "div", "td", "li", "cite", "dt", "abbr", "header", "footer", "time",
    "strong",
    "h3", "h4", "h5", "h6",
))  # fmt: skip
_BESIDE_CAP = 45
"""Characters beside a day in a line that is a byline and no sentence of the text."""
_ASIDE = re.compile(r"[(\[][^()\[\]]{1,30}[)\]]")
"""What a byline adds in brackets: "(Wed)", "(subscriber, #41)", "[Link]"."""
_PRINTED_CAP = 200
"""Characters in which a printed date is looked for."""


@dataclass(frozen=True, slots=True)
class Clock:
    """What the times of a page are read against."""

    fetched_at: datetime
    languages: Sequence[str]
    timezone: str | None
    published: Moment | None
    """The article's own time of publication."""

    def read(self, raw: str) -> Moment | None:
        """Return the moment of a text or attribute; None where it holds no date."""
        if raw.isdigit() and len(raw) in (10, 13):
            return self._from_epoch(raw)
        best: Moment | None = None
        for part in _parts(raw.rstrip(":： ")):
            moment = parse_moment(part, fetched_at=self.fetched_at, languages=self.languages, timezone=self.timezone)
            if moment is not None and moment.local is not None:
                return replace(self.settled(moment), raw=raw)
            best = best or moment
        if best is None and _AGE.match(raw):
            aged = self.read(f"{raw} ago")
            return None if aged is None else replace(aged, raw=raw)
        return self._without_year(raw) or best

    def _without_year(self, raw: str) -> Moment | None:
        """Return the moment of a day without its year, the first one from the article's day on."""
        since = self.published.local if self.published is not None else None
        dated = with_year(raw, self.languages, since.date(), self.fetched_at.date()) if since is not None else None
        moment = self.read(dated[0]) if dated is not None else None
        if dated is None or moment is None or moment.local is None:
            return None
        return replace(moment, raw=raw, estimated=not dated[1])

    def _from_epoch(self, raw: str) -> Moment | None:
        seconds = int(raw) // (1000 if len(raw) == 13 else 1)
        text = datetime.fromtimestamp(seconds, UTC).isoformat()
        moment = parse_moment(text, fetched_at=self.fetched_at)
        return None if moment is None else replace(moment, raw=raw)

    def settled(self, moment: Moment) -> Moment:
        """Return the moment with the article's own offset where the page prints none (docs/comments.md, "Times")."""
        article = self.published
        offset = article.offset_minutes if article is not None and article.zone_source == "attribute" else None
        if moment.utc is not None or moment.local is None or moment.precision not in _FINE or moment.estimated:
            return moment
        # Plug-ins print +00:00 whatever the portal's clock says, so that offset proves nothing.
        if article is None or article.local is None or not offset:
            return moment
        if not _same_clock(article.local.date(), moment.local.date(), offset):
            return moment
        utc = (moment.local - timedelta(minutes=offset)).replace(tzinfo=UTC)
        return replace(moment, utc=utc, offset_minutes=offset, zone_source="article")


def in_one_order(moments: Sequence[Moment | None], clock: Clock) -> list[Moment | None]:
    """Return the moments of a thread, those of numbers alone with the month first where one of them can be read in no
    other way ("3/15/2026", or a day first that is still to come) and none has the day first for certain."""
    numbers = [_NUMBERS.search(moment.raw) if moment is not None else None for moment in moments]
    told = [(number, moment) for number, moment in zip(numbers, moments, strict=True) if number and moment]
    if all(int(number[3]) <= _MONTHS and moment.local is not None for number, moment in told):
        return list(moments)
    american = replace(clock, languages=("en-US",))
    other = [
        american.read(moment.raw) if number and moment else moment
        for number, moment in zip(numbers, moments, strict=True)
    ]
    is_day_first = any(int(number[1]) > _MONTHS for number, _ in told)
    return list(moments) if is_day_first or any(one and not one.local for one in other) else other


def _parts(raw: str) -> Iterator[str]:
    """Yield the text, then what of it begins with the part that looks like a date ("Comment by X — 1 May @ 9:30")."""
    yield raw
    pieces = _SEPARATOR.split(raw)
    for position, piece in enumerate(pieces):
        if find_day(piece, bare_year=True):
            if position:
                yield "".join(pieces[position:])
            if len(pieces) > 1:
                yield piece
            return


def moment_of(own: Region, name: HtmlElement | None, clock: Clock) -> tuple[Moment | None, HtmlElement | None]:
    """Return the comment's moment, the finest the page gives, and the element that holds it."""
    best: Moment | None = None
    holder: HtmlElement | None = None
    ways = ((False, _machine(own)), (True, _printed(own, name)), (True, _unmarked(own, name)))
    for is_printed, candidates in ways:
        for element, raw in candidates:
            moment = clock.read(raw)
            if moment is None:
                continue
            if best is None or (best.local is None and moment.local is not None) or _finer(moment, best):
                best, holder = moment, element
            if best.precision in _FINE and best.local is not None and not best.estimated:
                return best, holder
        if is_printed and best is not None and best.local is not None:
            break
    if best is None or best.estimated:
        told = (element.get(name) or "" for element in own.elements[:_BYLINE] for name in _STAMPS)
        linked = (match[1] for el in own.elements if el.tag == "a" and (match := _LINKED.search(el.get("href") or "")))
        stamps = chain(told, linked if best is None else ())
        stamped = next(
            (moment for stamp in stamps if stamp.isdecimal() and len(stamp) >= 10 and (moment := clock.read(stamp))),
            None,
        )
        best = stamped or best
    return best, holder


def _finer(moment: Moment, best: Moment) -> bool:
    if moment.local is None or best.local is None:
        return False
    if best.estimated and not moment.estimated:
        return True
    return moment.precision in _FINE and best.precision not in _FINE and moment.local.date() == best.local.date()


def _machine(own: Region) -> Iterator[tuple[HtmlElement, str]]:
    for element in own.of("date"):
        for attribute in TIMES:
            value = element.get(attribute)
            if value and any(map(str.isdigit, value)):
                yield element, clean_line(value, _PRINTED_CAP)
        parent = None if element in own.roots else element.getparent()
        for holder in (element, parent):
            title = "" if holder is None else holder.get("title") or ""
            if _ISO.match(title):
                yield element, clean_line(title, _PRINTED_CAP)


def _printed(own: Region, name: HtmlElement | None) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the texts of elements whose class speaks of a time, the innermost ones first, and their titles."""
    skip = {element for element in (name, *own.of("skip")) if element is not None}
    for element in own.of("date"):
        inner = [child for child in element.iter() if child is not element and _shows_day(child)]
        for part in (*inner[:5], element):
            printed = clean_line(blocks.line(part, skip - {part}), _PRINTED_CAP)
            if find_day(printed, bare_year=True):
                yield part, printed
            title = clean_line(part.get("title") or "", _PRINTED_CAP)
            if find_day(title, bare_year=True):
                yield part, title
        # The day in one element, the time of day in the next.
        parent = element.getparent()
        if inner or parent is None or element in own.roots or parent in own.roots or parent in own.holds_replies:
            continue
        together = clean_line(blocks.line(parent, {*skip, *own.of("text")}), _PRINTED_CAP)
        if _CLOCK.search(together) and len(together) - len(blocks.line(element)) <= _BESIDE_CAP:
            yield element, together


def _unmarked(own: Region, name: HtmlElement | None) -> Iterator[tuple[HtmlElement, str]]:
    """Yield texts that look like a date where no class tells it: the byline first, never the comment's text."""
    around = [
        above for element in (name, *own.of("date")[:1]) if element is not None for above in own.above(element)[:2]
    ]
    later = {element for rank, element in own.hits.get("skip", ()) if rank == EDITED}
    for element in (*around, *own.elements[:80]):
        if (element in own.quoted and element not in around) or element in later:
            continue
        if _shows_day(element):
            printed = _first_line(element, () if name is None or name is element else {name})
            found = find_day(printed)
            cap = 2 * _BESIDE_CAP if name is element else _BESIDE_CAP
            if found is not None and len(_ASIDE.sub("", printed)) - len(found[0]) <= cap:
                yield element, printed
        if find_day(element.get("title") or ""):
            yield element, clean_line(element.get("title") or "", _PRINTED_CAP)


def _first_line(element: HtmlElement, skip: Container[HtmlElement]) -> str:
    """Return the element's text up to its first break, behind which a comment may begin; its second line where that
    tells the day instead."""
    paragraphs = blocks.paragraphs(element, skip)
    whole = " ".join(paragraphs)
    if len(whole) <= _BESIDE_CAP or not paragraphs:
        return clean_line(whole, _PRINTED_CAP)
    first, _, rest = paragraphs[0].partition("\n")
    return clean_line(first if find_day(first) else rest.partition("\n")[0] or first, _PRINTED_CAP)


def _shows_day(element: HtmlElement) -> bool:
    if element.tag not in _PRINTING:
        return False
    text = element.text
    if text is not None and find_day(_head(text)):
        return True
    tails = " ".join(tail for child in element if (tail := child.tail) and not tail.isspace())
    return bool(tails) and find_day(_head(f"{text or ''} {tails}")) is not None


def _head(text: str) -> str:
    """Return the beginning of the text; templates indent a line by more blanks than it has letters."""
    return (text if len(text) <= _PRINTED_CAP else " ".join(text.split()))[:_PRINTED_CAP]


def _same_clock(one: date, other: date, offset: int) -> bool:
    """Tell whether a place with this offset cannot have changed its clock between the two days.

    The rules of the EU, the USA and the south (Australia, New Zealand, Chile) stand for all that change clocks.
    """
    if 210 <= offset <= 540:  # +03:30 to +09:00: no summer time since 2023 (IANA tzdata 2025b)
        return True
    return all(_is_summer(one, *rule) == _is_summer(other, *rule) for rule in _SUMMERS)


_SUMMERS = ((3, -1, 10, -1), (3, 2, 11, 1), (10, 1, 4, 1))
"""Month and Sunday of the month on which summer time begins and ends; -1: the month's last Sunday."""


def _is_summer(day: date, start_month: int, start_week: int, end_month: int, end_week: int) -> bool:
    start, end = _sunday(day.year, start_month, start_week), _sunday(day.year, end_month, end_week)
    return start <= day < end if start < end else not end <= day < start


def _sunday(year: int, month: int, week: int) -> date:
    if week < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() + 1) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (week - 1))
