"""Formats that a portal declares for its dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from newsarchive.items import Precision
from newsarchive.times.month_names import month_of
from newsarchive.times.written import Written

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = [f"{datetime(2000, month, 1):%B}" for month in range(1, 13)]
_UNITS: tuple[tuple[str, Precision], ...] = (
    ("S", "second"), ("T", "second"), ("s", "second"), ("M", "minute"), ("R", "minute"), ("H", "hour"), ("I", "hour"),
    ("d", "day"), ("j", "day"), ("x", "day"), ("D", "day"), ("m", "month"), ("b", "month"), ("B", "month"),
)  # fmt: skip

_YEAR: Precision = "year"
_YEARS = ("%Y", "%y", "%G", "%c", "%x")


def read_declared(text: str, formats: Sequence[str], languages: Sequence[str]) -> Written | None:
    """Return the time that one of the strptime formats reads; None where none fits the whole text.

    Month names of all known languages stand for %B and %b. A format without a year reads none: 1900 is nobody's.
    """
    primaries = [language.partition("-")[0] for language in languages]
    english = _WORD.sub(lambda word: _english(word[0], primaries), text)
    for form in (form for form in formats if any(year in form for year in _YEARS)):
        for candidate in (text, english):
            written = _read(candidate, form) or _read(candidate, form.replace("%b", "%B"))
            if written:
                return written
    return None


def _read(text: str, form: str) -> Written | None:
    try:
        read = datetime.strptime(text, form)
    except (ValueError, re.error):
        return None
    offset = read.utcoffset()
    precision: Precision = next((unit for letter, unit in _UNITS if f"%{letter}" in form), _YEAR)
    minutes = None if offset is None else round(offset.total_seconds() / 60)
    return Written(read.replace(tzinfo=None, microsecond=0), precision, minutes)


def _english(word: str, languages: Sequence[str]) -> str:
    month = month_of(word.lower(), languages)
    return word if month is None else _ENGLISH[month - 1]
