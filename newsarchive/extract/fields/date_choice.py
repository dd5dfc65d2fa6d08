"""Which of the dates that a page gives is believed, and how another makes it more exact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from newsarchive.items import Moment
from newsarchive.times.written import WITH_CLOCK, WITH_MINUTE

Candidate = tuple[str, Moment]
"""Source and moment."""

_SLASHED = re.compile(r"(?:0?[1-9]|1[0-2])/(?:0?[1-9]|1[0-2])/(?:19|20)\d\d(?!\d)")
_OFFSETS = frozenset(60 * hour for hour in range(-11, 15) if hour) | {
    *(60 * hour + 30 for hour in (-10, -4, -3, 3, 4, 5, 6, 9, 10)),
    *(60 * hour + 45 for hour in (5, 8, 12, 13)),
}
"""Minutes from UTC that clocks show anywhere (IANA tz since 1990); any other difference is chance, and twelve hours
west of it a clock without "pm"."""
_FARTHEST_EAST, _FARTHEST_WEST = -14, 24 + 11
"""Hours from the start of a day in UTC to its start in the east, and to its end in the west."""
_PRINTED = frozenset(("time", "class", "itemprop"))
_SHOWN = _PRINTED | {"text"}


def choose(candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the most trusted candidate, made more exact by one that names the same day.

    JSON-LD that both a meta element and the printed date contradict is not the most trusted. A day never replaces a
    moment: where the most trusted gives only the day, the first that gives the time of that day counts; where it gives
    no zone, the first that gives the same clock time, or the same day, with a zone. A time in UTC is of the printed day
    where it can be that in some zone.
    """
    readable = [candidate for candidate in candidates if candidate[1].local is not None]
    if not readable:
        return candidates[0] if candidates else None
    best = _unswapped(_told(_outvoted(readable), readable), readable)
    for candidate in readable:
        if same_day(best[1], candidate[1]) and _is_more_exact(candidate[1], best[1]):
            best = candidate
    if best[1].precision == "day":
        best = next((candidate for candidate in readable if _falls_on(best[1], candidate[1])), best)
    return _paired(best, readable)


def same_day(one: Moment, other: Moment) -> bool:
    """Tell whether two moments can be of one day: instants less than a day apart, else days that a zone explains."""
    if one.utc and other.utc and one.local and other.local:
        return abs((one.utc - other.utc).total_seconds()) < 86_400
    return (
        one.local is not None
        and other.local is not None
        and abs((one.local.date() - other.local.date()).days) <= (0 if one.utc is None else 1)
    )


def _falls_on(day: Moment, told: Moment) -> bool:
    """Tell whether a time that machines are told in UTC is of the printed day where the portal's clocks stand."""
    if day.local is None or day.utc is not None or told.utc is None or told.offset_minutes != 0:
        return False
    hours = (told.utc - day.local.replace(tzinfo=UTC)).total_seconds() / 3_600
    return told.precision in WITH_MINUTE and _FARTHEST_EAST <= hours < _FARTHEST_WEST


def same_moment(one: Moment, other: Moment) -> bool:
    """Tell whether two moments are of one minute, or of one day where either names only that."""
    if not WITH_MINUTE.issuperset((one.precision, other.precision)):
        return same_day(one, other)
    if one.utc and other.utc:
        return abs((one.utc - other.utc).total_seconds()) < 60
    return one.local is not None and other.local is not None and abs((one.local - other.local).total_seconds()) < 60


def is_minute_of(moment: Moment, instant: datetime) -> bool:
    """Tell whether the moment is of the minute of an instant, or without a zone can be that by some clock."""
    if moment.local is None or moment.precision not in WITH_MINUTE:
        return False
    told = (moment.utc or moment.local.replace(tzinfo=UTC)).replace(second=0)
    minutes = round((told - instant.replace(second=0)).total_seconds() / 60)
    return minutes == 0 or (moment.utc is None and minutes in _OFFSETS)


def is_ambiguous(raw: str) -> bool:
    """Tell whether the text begins with a date in slashes whose day may be its month."""
    match = _SLASHED.match(raw)
    return match is not None and len(set(match[0].replace("/0", "/").lstrip("0").split("/")[:2])) == 2


def _outvoted(readable: Sequence[Candidate]) -> Candidate:
    """Return the first candidate; where it is JSON-LD alone and a meta element and the page's print agree on another
    day, that meta element: systems keep the day of a draft, or of an older version, in one of their places."""
    first = readable[0]
    if first[0] != "json-ld" or any(source == "json-ld" and first[1] != m for source, m in readable[1:]):
        return first
    meta = next((candidate for candidate in readable if candidate[0] == "meta"), None)
    if meta is None or same_day(first[1], meta[1]):
        return first
    shown = [moment for source, moment in readable if source in _PRINTED]
    is_shown = any(same_day(meta[1], moment) for moment in shown)
    return meta if is_shown and not any(same_day(first[1], moment) for moment in shown) else first


def _told(best: Candidate, readable: Sequence[Candidate]) -> Candidate:
    """Return a candidate that tells its day where the best was counted back from the fetch ("yesterday", "3:05 PM"):
    one of the same clock time, or of the day in the address where that is another one."""
    if not best[1].estimated or best[1].local is None:
        return best
    days = [moment for source, moment in readable if source == "address" and not same_day(best[1], moment)]
    clock = best[1].local.time() if best[1].precision in WITH_MINUTE else None
    for candidate in readable:
        moment = candidate[1]
        if moment.estimated or moment.local is None:
            continue
        if any(same_day(moment, day) for day in days) or moment.local.time() == clock:
            return candidate
    return ("address", days[0]) if days else best


def _unswapped(best: Candidate, readable: Sequence[Candidate]) -> Candidate:
    """Return the candidate; with month and day swapped where only that gives a day that the page prints."""
    moment = best[1]
    # A longer text may begin with such a date and have been read for another.
    if moment.local is None or moment.local.day > 12 or not is_ambiguous(moment.raw):
        return best
    swapped = date(moment.local.year, moment.local.day, moment.local.month)
    days = [other.local.date() for source, other in readable if source in _SHOWN and other.local]
    if moment.local.date() in days or swapped not in days:
        return best
    local = moment.local.replace(month=swapped.month, day=swapped.day)
    utc = moment.utc and moment.utc + (local - moment.local)
    return best[0], replace(moment, local=local, utc=utc)


def _paired(best: Candidate, candidates: Sequence[Candidate]) -> Candidate:
    """Return the candidate with the offset that another one shows by giving the same minute as clock time.

    Systems write "01:49:09Z" for machines and print 17:49:09 of the day before: the article is of that day. Others
    write the portal's own clock with "Z": a zone that is printed beside the same clock is believed.
    """
    moment = best[1]
    if moment.utc is None or moment.offset_minutes != 0 or moment.precision not in WITH_MINUTE:
        return best
    for _, other in candidates:
        if other.local is None or other.precision not in WITH_MINUTE or other.offset_minutes == 0:
            continue
        if other.utc is not None:
            if abs((other.utc - moment.utc).total_seconds()) < 60:
                return best[0], replace(moment, local=other.local, offset_minutes=other.offset_minutes)
            if same_moment(replace(moment, utc=None), other):
                return best[0], replace(moment, utc=other.utc, offset_minutes=other.offset_minutes)
            continue
        offset = round((other.local.replace(tzinfo=UTC) - moment.utc).total_seconds() / 60)
        if offset in _OFFSETS:
            return best[0], replace(moment, local=other.local, offset_minutes=offset, zone_source="paired")
    return best


def _is_more_exact(one: Moment, other: Moment) -> bool:
    is_placed = other.utc is None and one.utc is not None
    is_told = other.estimated or not one.estimated
    return is_told and one.precision in WITH_CLOCK and (is_placed or other.precision not in WITH_CLOCK)
