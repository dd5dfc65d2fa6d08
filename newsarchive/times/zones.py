"""Zones as texts print them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MAX_OFFSET = 14 * 60
"""Minutes: Line Islands (UTC+14) and Baker Island (UTC-12) are the ends of the world's clocks."""

# Abbreviations that mean one offset wherever they are printed. Not here, since two zones share them: IST, CST with
# Chinese text, AST, BST with Bengali text.
_OFFSETS = {
    "Z": 0, "UTC": 0, "GMT": 0, "UT": 0, "WET": 0, "WEST": 60, "BST": 60, "CET": 60, "CEST": 120, "MEZ": 60,
    "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "МСК": 180, "TRT": 180, "SAST": 120, "EAT": 180, "WAT": 60,
    "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
    "AKST": -540, "AKDT": -480, "HST": -600, "NST": -210, "NDT": -150, "ADT": -180, "BRT": -180, "ART": -180,
    "JST": 540, "KST": 540, "HKT": 480, "SGT": 480, "PHT": 480, "WIB": 420, "WITA": 480, "WIT": 540, "PKT": 300,
    "NPT": 345, "AEST": 600, "AEDT": 660, "ACST": 570, "ACDT": 630, "AWST": 480, "NZST": 720, "NZDT": 780,
}  # fmt: skip

# Names without summer or winter: the day decides.
_ZONES = {
    "ET": "America/New_York",
    "EASTERN": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
    "PACIFIC": "America/Los_Angeles",
    "AKT": "America/Anchorage",
    "UK": "Europe/London",
}
_OF_LANGUAGE = {"IST": (("hi", 330), ("en-in", 330), ("ta", 330), ("te", 330), ("mr", 330), ("he", 120))}
_SHARED = {"CST": ("zh",), "BST": ("bn",)}
_AMERICAN = frozenset({"ET", "EST", "EDT", "CT", "CST", "CDT", "MT", "MST", "MDT", "PT", "PST", "PDT", "AKT"})

# Behind a clock: "+0200", "GMT+2", "(UTC −04:00)", "EDT", "ET".
_PRINTED = re.compile(
    r"[\s,]*\(?\[?\s*(?:(?:UTC|GMT)\s?([+\-−]\d{1,2})(?::?(\d{2}))?(?!\d)"
    r"|([+\-−]\d{2}):?(\d{2})(?![\d.])"
    r"|(EASTERN|PACIFIC)(?:\s(?:TIME|STANDARD|DAYLIGHT))|("
    + "|".join([*_OFFSETS, *_ZONES, *_OF_LANGUAGE])
    + r")(?!\w))"
)
_WORDY = re.compile(r"[\s,]*\(?\s*(Eastern|Pacific|мск|Uhr|hrs?|horas|h)\b(?: [Tt]ime)?")


def printed_zone(text: str, languages: Sequence[str]) -> tuple[int | None, str | None, int]:
    """Return offset in minutes or IANA zone at the start of the text, and the number of characters they take."""
    skipped = _WORDY.match(text)
    if skipped and skipped[1] not in ("Uhr", "hrs", "hr", "horas", "h"):
        name = skipped[1].upper()
        return _OFFSETS.get(name), _ZONES.get(name), skipped.end()
    start = skipped.end() if skipped else 0
    match = _PRINTED.match(text, start)
    if not match:
        return None, None, start
    hours, minutes = match[1] or match[3], match[2] or match[4]
    if hours:
        return offset_of(hours, minutes), None, match.end()
    name = match[5] or match[6]
    return (*_named(name, languages), match.end())


def offset_of(hours: str, minutes: str | None) -> int | None:
    """Return minutes for "-04" and "30"; None for an offset that no place on earth has."""
    negative = hours[0] in "-−"
    total = int(hours[1:]) * 60 + int(minutes or 0)
    if total > MAX_OFFSET or int(minutes or 0) > 59:
        return None
    return -total if negative else total


def _named(name: str, languages: Sequence[str]) -> tuple[int | None, str | None]:
    if any(language.partition("-")[0] in _SHARED.get(name, ()) for language in languages):
        return None, None
    for language, offset in _OF_LANGUAGE.get(name, ()):
        if any(known == language or known.startswith(f"{language}-") for known in languages):
            return offset, None
    return _OFFSETS.get(name), _ZONES.get(name)


def is_american(text: str) -> bool:
    """Tell whether the text prints a zone of the United States: its dates then put the month first."""
    return any(word in _AMERICAN for word in re.findall(r"\b[A-Z]{2,3}\b", text))


def offset_in(zone: str, local: datetime) -> int | None:
    """Return the offset in minutes of a naive wall clock in an IANA zone; None where the zone is unknown.

    Of an hour that summer time's end repeats the first is taken.
    """
    info = zone_info(zone)
    if info is None:
        return None
    offset = info.utcoffset(local)
    return None if offset is None else round(offset / timedelta(minutes=1))


@lru_cache(maxsize=64)
def zone_info(zone: str) -> ZoneInfo | None:
    """Return the zone of this IANA name; None where there is none."""
    try:
        return ZoneInfo(zone)
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        return None
