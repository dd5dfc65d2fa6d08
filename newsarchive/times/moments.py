"""A text becomes a moment: readers in the order of trust, then zone and bounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from newsarchive.items import Moment, ZoneSource
from newsarchive.text import clean_line
from newsarchive.times.declared import read_declared
from newsarchive.times.eras import with_common_years
from newsarchive.times.fallback import read_with_dateparser
from newsarchive.times.jalali import LAST_YEAR
from newsarchive.times.machine import read_machine_time
from newsarchive.times.printed import has_trace, month_leads, read_printed
from newsarchive.times.relative import back, read_day_word, read_since
from newsarchive.times.written import Written
from newsarchive.times.zones import offset_in

EARLIEST = datetime(1990, 1, 1)
"""No portal is older; an earlier date is an empty field's default ("1970-01-01")."""

AHEAD = timedelta(days=2)
"""How far after the fetch a date may lie: the world's zones, and a clock that is wrong."""

_LATEST = datetime(9000, 1, 1, tzinfo=UTC)

_LONGEST = 300
"""Characters of a text that are looked at."""

_COARSE = {"day": len("2023-10-19"), "month": len("2023-10"), "year": len("2023")}
"""Precisions that give no time of day, with the length of their date in ISO 8601."""

_DIGITS = "".join(chr(first + digit) for first in (0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10) for digit in range(10))
# Digits of other scripts, blanks that do not break, marks of direction, wide punctuation.
_PLAIN = (
    str.maketrans(_DIGITS, "0123456789" * 6)
    | str.maketrans("\u00a0\u202f\u2009：，／．（）−", "   :,/.()-")
    | dict.fromkeys([0x200E, 0x200F, 0x200B, 0x202A, 0x202B, 0x202C, 0x2066, 0x2067, 0x2068, 0x2069], None)
)


def parse_moment(
    raw: str,
    *,
    fetched_at: datetime,
    source: ZoneSource = "attribute",
    languages: Sequence[str] = (),
    timezone: str | None = None,
    formats: Sequence[str] = (),
) -> Moment | None:
    """Return the moment that an attribute or a printed text names; None where it holds no trace of a date.

    `source` says where an offset comes from that is printed with the time; `timezone` (IANA) is the portal's and
    counts where none is printed. `languages`: BCP 47, the page's first. `formats`: strptime formats of the portal.
    A text that looks like a date and is none, or is out of bounds, keeps its raw form with `local` None.
    A day, a month and a year are no instants: their `utc` is None.
    """
    text = _tidy(raw)
    if not text:
        return None
    written = read_machine_time(text)
    if written is None or written.local.year <= LAST_YEAR:
        known = tuple(language.replace("_", "-").lower() for language in languages)
        written = _read_words(text, known, formats) or written
        if written is None:
            counted = _count_back(text, known, fetched_at, source, timezone)
            if counted is not None:
                return _in_bounds(counted, fetched_at)
            return _last_resort(text, known, fetched_at, source, timezone)
    return _in_bounds(_moment(text, written, source, timezone), fetched_at)


def _tidy(raw: str) -> str:
    if raw.isascii() and raw.isprintable() and len(raw) <= _LONGEST:
        return " ".join(raw.split())
    return clean_line(raw[: 4 * _LONGEST], _LONGEST)


def _folded(text: str) -> str:
    return text if text.isascii() else text.translate(_PLAIN)


def _read_words(text: str, languages: tuple[str, ...], formats: Sequence[str]) -> Written | None:
    folded = _folded(text)
    if formats and (declared := read_declared(folded, formats, languages)):
        return declared
    machine = read_machine_time(folded) if folded is not text else None
    if machine is not None and machine.local.year > LAST_YEAR:
        return machine
    return read_printed(with_common_years(folded, languages), languages) or machine


def _last_resort(
    text: str, languages: tuple[str, ...], fetched_at: datetime, source: ZoneSource, timezone: str | None
) -> Moment | None:
    folded = _folded(text)
    written = read_with_dateparser(folded, languages, month_leads=month_leads(folded, languages))
    if written is None:
        return Moment(text, None, None, None, "day", "unknown") if has_trace(folded) else None
    return _in_bounds(_moment(text, written, source, timezone), fetched_at)


def _count_back(
    text: str, languages: tuple[str, ...], fetched_at: datetime, source: ZoneSource, timezone: str | None
) -> Moment | None:
    folded = _folded(text)
    # No clock of a crawler stands before 1990; counting back from the year 1 would leave the calendar.
    now = min(max(_aware(fetched_at), EARLIEST.replace(tzinfo=UTC)), _LATEST).astimezone(UTC)
    offset = offset_in(timezone, now.replace(tzinfo=None)) if timezone else None
    wall = now.replace(tzinfo=None) + timedelta(minutes=offset or 0)
    written = read_day_word(folded, languages, wall)
    if written is not None:
        return replace(_moment(text, written, source, timezone), estimated=True)
    since = read_since(folded)
    if since is None:
        return None
    local, precision = back(wall, since)
    if precision in _COARSE:
        return Moment(text, local, None, None, precision, "unknown", estimated=True)
    utc = (local - timedelta(minutes=offset or 0)).replace(tzinfo=UTC)
    zone: ZoneSource = source if offset is None else "configured"
    return Moment(text, local, utc, offset or 0, precision, zone, estimated=True)


def _moment(text: str, written: Written, source: ZoneSource, timezone: str | None) -> Moment:
    local, precision = written.local, written.precision
    if precision in _COARSE:
        return Moment(text, local, None, None, precision, "unknown")
    offset = written.offset_minutes
    zone_source: ZoneSource = source
    if offset is None and written.zone is not None:
        offset = offset_in(written.zone, local)
    if offset is None and timezone is not None:
        offset, zone_source = offset_in(timezone, local), "configured"
    if offset is None:
        return Moment(text, local, None, None, precision, "unknown")
    try:
        utc = (local - timedelta(minutes=offset)).replace(tzinfo=UTC)
    except OverflowError:
        return Moment(text, None, None, None, "day", "unknown")
    return Moment(text, local, utc, offset, precision, zone_source)


def _in_bounds(moment: Moment, fetched_at: datetime) -> Moment:
    if moment.local is None:
        return moment
    when = moment.utc or moment.local.replace(tzinfo=UTC)
    if moment.local < EARLIEST or when - AHEAD > _aware(fetched_at):
        return Moment(moment.raw, None, None, None, "day", "unknown")
    return moment


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def iso(moment: Moment | None) -> str | None:
    """Return the moment in ISO 8601: with its offset where known, naive where not, the date alone for a day.

    "2023-10" and "2023" for a month and a year. None where there is no moment or none that can be read.
    """
    if moment is None or moment.local is None:
        return None
    if moment.precision in _COARSE:
        return moment.local.isoformat()[: _COARSE[moment.precision]]
    if moment.offset_minutes is None:
        return moment.local.isoformat()
    sign, minutes = "+-"[moment.offset_minutes < 0], abs(moment.offset_minutes)
    return f"{moment.local.isoformat()}{sign}{minutes // 60:02d}:{minutes % 60:02d}"


def utc_text(dt: datetime) -> str:
    """Return an instant as the archive keeps it: "2023-10-19T15:46:00Z", to the second; a naive one counts as UTC."""
    return f"{_aware(dt).astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat()}Z"
