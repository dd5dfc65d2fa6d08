"""Zones across the parts of a visit: a GMT source tells what a printed time leaves open (docs/times.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from newsarchive.extract.comments.times import Clock
from newsarchive.items import Comment, Moment
from newsarchive.times.written import WITH_CLOCK, fineness

_SUNDAY = 6
_LAST_SKIPPED = 4
"""The hour by which every zone's clock has been put forward."""
_GMT_SOURCES = frozenset(("rest", "feed"))

QUARTER = 15
"""Minutes: every offset of today is a multiple of it."""


def better_moment(own: Moment | None, other: Moment | None) -> Moment | None:
    """Return the page's own moment, completed or replaced by what another source says of the same event.

    A source with a GMT field is believed before an offset that contradicts it for the same wall clock (plug-ins print
    +00:00 on any portal). A day never replaces a moment, another day never the page's.
    """
    if other is None or other.local is None:
        return own
    if own is None or own.local is None or own.estimated > other.estimated:
        return other
    if own.utc is not None:
        is_contradicted = other.zone_source in _GMT_SOURCES and other.utc is not None and own.utc != other.utc
        is_same = _same_minute(own.local, other.local)
        if is_contradicted and is_same and other.offset_minutes and not _is_moved_by_summer_time(other.utc, own.utc):
            return replace(other, raw=own.raw)
        return own
    if other.utc is None:
        is_finer = fineness(other.precision) > fineness(own.precision)
        return other if is_finer and other.local.date() == own.local.date() else own
    if own.precision not in WITH_CLOCK:
        # A GMT time may fall on the day before or after the portal's.
        reach = 0 if other.offset_minutes and other.zone_source != "feed" else 1
        return other if abs((other.local.date() - own.local.date()).days) <= reach else own
    return _paired(own, other)


def _is_moved_by_summer_time(told: datetime | None, printed: datetime) -> bool:
    """Tell whether a GMT field may be an hour late: WordPress reads it on the portal's clock, which skips an hour.

    Clocks go forward in the night of a Sunday. Source: WordPress 6.1.9 in America/New_York tells 02:02 GMT of
    9 March 2025 as 03:02 (REST and feed, seen on 26 November 2026).
    """
    return told == printed + timedelta(hours=1) and printed.weekday() == _SUNDAY and printed.hour < _LAST_SKIPPED


def _paired(own: Moment, other: Moment) -> Moment:
    """Return a printed time placed by the same event's GMT time; as it was where their difference is no offset.

    The finer of the two gives the seconds. "rest" where the record names the same wall clock, else "paired".
    """
    if own.local is None or other.local is None or other.utc is None:
        return own
    gmt = other.utc.replace(tzinfo=None)
    minutes = (own.local.replace(second=0) - gmt.replace(second=0)) // timedelta(minutes=1)
    if minutes % QUARTER or not -12 * 60 <= minutes <= 14 * 60:
        return own
    finer = other if fineness(other.precision) > fineness(own.precision) else own
    local = gmt + timedelta(minutes=minutes) if finer is other else own.local
    is_same = other.zone_source == "rest" and _same_minute(own.local, other.local)
    return replace(
        own,
        local=local,
        utc=(local - timedelta(minutes=minutes)).replace(tzinfo=UTC),
        offset_minutes=minutes,
        precision=finer.precision,
        zone_source="rest" if is_same else "paired",
    )


def settle_comments(comments: Sequence[Comment], published: Moment | None) -> tuple[Comment, ...]:
    """Return the comments with the zone that their page proves: of the same day by a GMT source ("paired"), else the
    article's own ("article") where no clock can have been changed between the two days."""
    offsets: dict[date, set[int]] = {}
    moments = [published, *(comment.published for comment in comments)]
    for moment in moments:
        if moment and moment.local and moment.offset_minutes is not None and moment.zone_source in ("rest", "paired"):
            offsets.setdefault(moment.local.date(), set()).add(moment.offset_minutes)
    clock = _clock(published)
    return tuple(_settled(comment, offsets, clock) for comment in comments)


def _settled(comment: Comment, offsets: dict[date, set[int]], clock: Clock | None) -> Comment:
    moment = comment.published
    if moment is None or moment.local is None or moment.utc is not None or moment.estimated:
        return comment
    if moment.precision not in WITH_CLOCK:
        return comment
    known = offsets.get(moment.local.date(), set())
    if len(known) == 1:
        minutes = next(iter(known))
        utc = (moment.local - timedelta(minutes=minutes)).replace(tzinfo=UTC)
        moment = replace(moment, utc=utc, offset_minutes=minutes, zone_source="paired")
    elif clock:
        moment = clock.settled(moment)
    return replace(comment, published=moment)


def _clock(published: Moment | None) -> Clock | None:
    if published is None or published.utc is None or published.zone_source in ("configured", "article", "unknown"):
        return None
    return Clock(published.utc, (), None, replace(published, zone_source="attribute"))


def _same_minute(one: datetime, other: datetime) -> bool:
    return one.replace(second=0) == other.replace(second=0)
