"""A time as it was read from a text, before a zone is added to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import get_args

from newsarchive.items import Precision


@dataclass(frozen=True, slots=True)
class Written:
    """A wall clock as printed, with the zone that the text itself names."""

    local: datetime
    """Naive, down to `precision`, the rest zero."""

    precision: Precision
    offset_minutes: int | None = None
    """Offset that the text prints ("+02:00", "CEST")."""

    zone: str | None = None
    """IANA zone that the text names ("ET"): its offset depends on the day."""


def at(
    date: tuple[int, int | None, int | None],
    clock: tuple[int, int | None, int | None] | None = None,
    offset_minutes: int | None = None,
    zone: str | None = None,
) -> Written | None:
    """Return year, month, day and hour, minute, second as one value; None where no calendar has it.

    24:00 is the end of the day (ISO 8601); a leap second counts as the second before it.
    """
    year, month, day = date
    precision: Precision = "year" if month is None else "month" if day is None else "day"
    try:
        if clock is None or day is None or month is None:
            return Written(datetime(year, 1 if month is None else month, 1 if day is None else day), precision)
        hour, minute, second = clock
        precision = "second" if second is not None else "minute" if minute is not None else "hour"
        second = 59 if second == 60 else second or 0
        if hour == 24 and not minute and not second:
            return Written(datetime(year, month, day) + timedelta(days=1), precision, offset_minutes, zone)
        return Written(datetime(year, month, day, hour, minute or 0, second), precision, offset_minutes, zone)
    except (ValueError, OverflowError):
        return None


WITH_MINUTE = frozenset(("minute", "second"))
WITH_CLOCK = WITH_MINUTE | {"hour"}
"""Precisions of what tells a time of day."""
_COARSEST_FIRST: tuple[Precision, ...] = get_args(Precision)[::-1]
_LOWEST = {"month": 1, "day": 1, "hour": 0, "minute": 0, "second": 0}


def fineness(precision: Precision) -> int:
    """Return the place of a precision among all, from 0 for a year to 5 for a second."""
    return _COARSEST_FIRST.index(precision)


def cut_to(moment: datetime, precision: Precision) -> datetime:
    """Return the moment with everything below `precision` zero (1 for day and month)."""
    below = {unit: _LOWEST[unit] for unit in _COARSEST_FIRST[fineness(precision) + 1 :]}
    return moment.replace(microsecond=0, **below)  # type: ignore[arg-type]
