"""Times that were written for machines: ISO 8601, RFC 2822, digits alone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz

from newsarchive.items import Precision
from newsarchive.times.written import Written, at
from newsarchive.times.zones import offset_of

_ISO = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})"
    r"(?:(?:\s*[Tt]\s*|\s+)(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,:]\d+)?)?)?"
    r"\s*(?:([Zz]|UTC|GMT)|(?:UTC|GMT)?\s?([+\-−]\d{1,2})(?::?(\d{2}))?(?::\d{2})?)?(?:\[[\w/+-]+\])?)?$"
)
_ISO_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)[Tt](\d\d)(\d\d)(\d\d)?((?:[Zz]|[+-]\d\d:?\d\d)?)$")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})$")
_RFC_2822 = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}[\s-][A-Za-z]{3,9}[\s-]\d{2,4}\s+\d{1,2}:\d{2}(?::\d{2})?(\s+\S+)?$"
)
_RFC_ZONE = re.compile(r"\s+(?:[+-]\d{4}|GMT|UTC|UT|Z|[ECMP][SD]T)$")
_DIGITS = re.compile(r"\d{4,14}(?:\.\d+)?$")


def read_machine_time(text: str) -> Written | None:
    """Return what an attribute, a feed or a header says; None where the text is of none of their forms."""
    if text[:4].isdecimal() and text.isascii():
        return _fast_iso(text) or _iso(text) or _digits(text) or _basic_iso(text)
    if len(text) < 60 and (match := _RFC_2822.match(text)) and match[1] and _RFC_ZONE.match(match[1]):
        return _rfc_2822(text)
    return None


def _fast_iso(text: str) -> Written | None:
    if text[4:5] != "-" or text[7:8] != "-" or len(text) > 40:
        return None
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    size = len(text)
    precision: Precision = "day"
    if size > 10:
        precision = "hour" if size < 16 or text[13] != ":" else "second" if text[16:17] == ":" else "minute"
    zone = read.utcoffset()
    if zone is None:
        return Written(read if not read.microsecond else read.replace(microsecond=0), precision)
    minutes, rest = divmod(zone, timedelta(minutes=1))
    if rest or abs(minutes) > 14 * 60:
        return Written(read.replace(microsecond=0, tzinfo=None), precision)
    return Written(read.replace(microsecond=0, tzinfo=None), precision, minutes)


def _iso(text: str) -> Written | None:
    if match := _ISO_MONTH.match(text):
        return at((int(match[1]), int(match[2]), None))
    match = _ISO.match(text)
    if not match:
        return None
    date = (int(match[1]), int(match[2]), int(match[3]))
    if match[4] is None:
        return at(date)
    clock = (int(match[4]), _number(match[5]), _number(match[6]))
    offset = 0 if match[7] else offset_of(match[8], match[9]) if match[8] else None
    return at(date, clock, offset)


def _basic_iso(text: str) -> Written | None:
    """Return what is ISO 8601 without separators: "20240312T093000-0400"; None for any other text."""
    match = _ISO_BASIC.match(text)
    if match is None:
        return None
    seconds = f":{match[6]}" if match[6] else ""
    return _iso(f"{match[1]}-{match[2]}-{match[3]}T{match[4]}:{match[5]}{seconds}{match[7]}")


def _rfc_2822(text: str) -> Written | None:
    try:
        parts = parsedate_tz(text)
    except (ValueError, IndexError, TypeError):  # the parser trips over some malformed clocks
        return None
    if parts is None or parts[0] < 1000:
        return None
    year, month, day, hour, minute, second = parts[:6]
    # "-0000" (RFC 5322, section 3.3) says that the zone is unknown.
    offset = None if parts[9] is None or text.endswith("-0000") else parts[9] // 60
    printed_second = text.count(":") > 1
    return at((year, month, day), (hour, minute, second if printed_second else None), offset)


def _digits(text: str) -> Written | None:
    if not _DIGITS.match(text):
        return None
    whole = text.partition(".")[0]
    if len(whole) in (10, 13) and (len(whole) == 13 or not whole.startswith(("19", "20"))):
        return _unix(int(whole) // (1000 if len(whole) == 13 else 1))
    if "." in text or len(whole) not in (4, 8, 12, 14):
        return None
    numbers = [int(whole[:4]), *(int(whole[place : place + 2]) for place in range(4, len(whole), 2))]
    if len(numbers) == 1:
        return at((numbers[0], None, None)) if 1990 <= numbers[0] < 2100 else None
    date = (numbers[0], numbers[1], numbers[2])
    if len(numbers) == 3:
        return at(date)
    return at(date, (numbers[3], numbers[4], numbers[5] if len(numbers) > 5 else None))


def _unix(seconds: int) -> Written | None:
    try:
        return Written(datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None), "second", 0)
    except (ValueError, OverflowError, OSError):
        return None


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)
