"""Dates of the calendar of Iran and Afghanistan (Solar Hijri): "۱۴ اسفند ۱۴۰۳", "1403/12/14".

Its years begin at the spring equinox. Leap years follow a cycle of 33 years from 1210 to 1634 (K. Borkowski, "The
Persian calendar for 3000 years", Earth, Moon and Planets 74, 1996), which agrees with every year decreed so far.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

FIRST_YEAR, LAST_YEAR = 1300, 1499
"""Years that are read: 1921 to 2121."""

_IRAN = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"
_AFGHANISTAN = "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت"
_SPELLINGS = {"امرداد": 5, "حوت": 12}
_MONTHS = {name: number for names in (_IRAN, _AFGHANISTAN) for number, name in enumerate(names.split(), 1)} | _SPELLINGS
_LETTERS = str.maketrans("يك", "یک")
"""Arabic forms of two letters, which many keyboards write in Persian words."""
_NAMED = re.compile(rf"(?<!\d)(\d{{1,2}})\s*(?:م|ام)?\s+({'|'.join(_MONTHS)})\s*(?:ماه)?\s*[،,]?\s*(1[34]\d\d)(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(1[34]\d\d)\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)")
_LANGUAGES = frozenset(("fa", "prs", "ps", "ckb"))
"""Languages in whose pages a number such as 1403/12/14 is of this calendar and not of the Islamic one."""
_NOWRUZ = date(2024, 3, 20)
_NOWRUZ_YEAR = 1403


def find_jalali(text: str, languages: Sequence[str]) -> tuple[int, int, int, int, int] | None:
    """Return start and end in the text, and the Gregorian year, month and day; None where there is no such date.

    Names of months tell the calendar; numbers only in a page of these languages (lower-case primary subtags). Digits
    are those of ASCII.
    """
    if not text.isascii() and (match := _NAMED.search(text.translate(_LETTERS))):
        day = gregorian(int(match[3]), _MONTHS[match[2]], int(match[1]))
    elif not _LANGUAGES.isdisjoint(languages) and (match := _NUMERIC.search(text)):
        day = gregorian(int(match[1]), int(match[3]), int(match[4]))
    else:
        return None
    return None if day is None else (*match.span(), day.year, day.month, day.day)


def gregorian(year: int, month: int, day: int) -> date | None:
    """Return the day in the Gregorian calendar; None where the calendar has no such day."""
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12 or not 1 <= day <= _length(year, month):
        return None
    return _new_year(year) + timedelta(days=31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1)


def _length(year: int, month: int) -> int:
    return 31 if month <= 6 else 30 if month < 12 or _is_leap(year) else 29


def _is_leap(year: int) -> bool:
    return ((year - 1209) % 33 - 1) % 4 == 0


@lru_cache(maxsize=256)
def _new_year(year: int) -> date:
    first, last = sorted((year, _NOWRUZ_YEAR))
    days = sum(366 if _is_leap(between) else 365 for between in range(first, last))
    return _NOWRUZ + timedelta(days=days if year > _NOWRUZ_YEAR else -days)
