"""The last resort for printed dates: dateparser, narrowed and strict.

It knows some 200 languages, and costs 0.5 s to load and 2 ms a text: it is asked only about short texts with a year
that `printed` could not read (on 816 pages of 634 sites in 2026: 30 texts, none of them a date).
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from newsarchive.text import lowered
from newsarchive.times.clocks import find_clocks
from newsarchive.times.written import Written, at

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

MAX_LENGTH = 60

_OF_SCRIPT = {
    "CYRILLIC": ("ru", "uk", "bg", "sr"),
    "ARABIC": ("ar", "fa", "ur"),
    "DEVANAGARI": ("hi", "mr", "ne"),
    "HEBREW": ("he",),
    "GREEK": ("el",),
    "THAI": ("th",),
    "BENGALI": ("bn",),
    "GEORGIAN": ("ka",),
    "ARMENIAN": ("hy",),
    "TAMIL": ("ta",),
    "TELUGU": ("te",),
    "GUJARATI": ("gu",),
    "CJK": ("zh", "ja"),
    "HIRAGANA": ("ja",),
    "HANGUL": ("ko",),
}
_READ_BY_US = frozenset(("en", "de", "fr", "es"))
"""Languages of which `printed` reads all that dateparser would."""
_LETTER = re.compile(r"[^\W\d_]")
_YEAR = re.compile(r"(?<!\d)(?:19|20|25)\d\d(?!\d)")


@lru_cache(maxsize=2048)
def read_with_dateparser(text: str, languages: tuple[str, ...], *, month_leads: bool) -> Written | None:
    """Return the date of a short text in a language that its reader does not know; None where there is none.

    Only a date with year, month and day counts. An offset that dateparser takes from a zone's name is not trusted
    (it is wrong in half of the year): zones are read by `zones` alone.
    """
    if len(text) > MAX_LENGTH or not _LETTER.search(text) or not _YEAR.search(text):
        return None
    parser = _parser(_known(languages) or _by_script(text), month_leads)
    if parser is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = parser.get_date_data(text).date_obj
    except (ValueError, TypeError, OverflowError, KeyError, IndexError, AttributeError, RecursionError, re.error):
        # dateparser 1.5 raises any of these on texts that are no dates.
        return None
    return None if found is None else _written(found, text, languages)


def _written(found: datetime, text: str, languages: tuple[str, ...]) -> Written | None:
    date = (found.year, found.month, found.day)
    clocks = find_clocks(lowered(text), text, languages, certain=True)
    if clocks and (found.hour, found.minute) == (clocks[0].hour, clocks[0].minute or 0):
        return at(date, clocks[0].parts, clocks[0].offset_minutes, clocks[0].zone)
    if found.hour or found.minute:
        return at(date, (found.hour, found.minute, found.second or None))
    return at(date)


def _known(languages: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(language.partition("-")[0] for language in languages))[:3]


def _by_script(text: str) -> tuple[str, ...]:
    letter = _LETTER.search(text)
    script = unicodedata.name(letter[0], "").partition(" ")[0] if letter else ""
    return _OF_SCRIPT.get(script, ())


@lru_cache(maxsize=32)
def _parser(languages: tuple[str, ...], month_leads: bool) -> DateDataParser | None:
    if _READ_BY_US.issuperset(languages):  # or where no language is known: to try all takes 40 ms a text
        return None
    from dateparser.date import DateDataParser

    settings = {
        "STRICT_PARSING": True,
        "REQUIRE_PARTS": ["year", "month", "day"],
        "PREFER_DATES_FROM": "past",
        "DATE_ORDER": "MDY" if month_leads else "DMY",
        "PARSERS": ["custom-formats", "absolute-time"],
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    try:
        return DateDataParser(languages=list(languages), settings=settings)
    except ValueError:
        return None
