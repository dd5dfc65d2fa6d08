"""The outline of a date that stands within other text, in any language; `parse_moment` reads what it finds.

Orders, marks and names of months as Unicode CLDR gives them (dateFormats, months), and as portals print them besides.
"""

from __future__ import annotations

import re

_YEAR = r"(?:[1١۱१১][9٩۹९৯]|[2٢۲२২][0٠۰०০]|2[45]|[1۱][3۳4۴])\d{2}"
"""A year, also in the digits of Arabic, Persian, Hindi and Bengali, and one of the calendars of Iran and Thailand."""
_WORD = r"[^\W\d_][^\s\d.,،;:/|()_-]{2,11}\.?"
_ARABIC = r"(?:آب|(?:كانون|تشرين)\s(?:ال)?[أاث]\w{2,4})"
"""Months of the Levant that are shorter than other words, or two words."""
_MONTH = rf"(?:{_ARABIC}|[ก-ฮ]\S?\.[ก-ฮ]\.|{_WORD})(?:\s?[/(]\s?(?:{_ARABIC}|[\u0600-\u06ff]{{3,12}})\)?)?"
"""A month, with its other name behind it where a country uses two ("ديسمبر/كانون الأول")."""
ASCTIME = r"(?:\d\d:\d\d:\d\d\s+(?:\S{3,5}\s+)?)?"
"""The clock that C's asctime and date(1) print between day and year, with a zone or offset behind it."""
DAY = (
    rf"(?:{_YEAR}(?:[./-]\d{{1,2}}[./-]|\.\s\d{{1,2}}\.\s)\d{{1,2}}(?!\d)\.?"
    rf"|\d{{1,2}}\s?[./-]\s?\d{{1,2}}\s?[./-]\s?(?:{_YEAR}|\d{{2}})(?!\d|\.\d)\.?"
    rf"|\d{{1,2}}(?:\.|st|nd|rd|th|er|º)?\s+(?:de\s+|of\s+)?{_MONTH},?\s+(?:de\s+|del\s+|ماه\s+)?{_YEAR}"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{ASCTIME}{_YEAR}"
    rf"|{_YEAR}(?:\.?\s|\sm\.\s)(?:gada\s|ж\.\s)?(?:\d{{1,2}}\.?\s{_WORD}|{_WORD}\s\d{{1,2}}(?!\d)\.?)"
    rf"|\d{{1,2}}-[^\W\d_]{{3,9}}-{_YEAR}"
    rf"|\d{{1,2}}\s+tháng\s+\d{{1,2}},?\s+(?:năm\s+)?{_YEAR}"
    r"|(?:(?:19|20)\d{2}|(?:令和|(?:中[華华])?民[國国])\s?\d{1,3})\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일])"
)
"""A day of some year."""
_CLOCK = (
    r"(?:\s*[,.،|@•(–-])?\s*(?:um|at|à|às|a las|alle|kl\.?|ساعت|الساعة|-)?\s*"
    r"(?:(?:오전|오후|上午|下午|午前|午後)\s?)?\d{1,2}(?:(?:[:.]|\s?h\s?)\d{2}|[時时點点시]\s?\d{1,2})(?::\d{2})?"
    r"(?:\s*[ap]\.?m\b\.?|分|분)?"
)
DATE = re.compile(rf"(?<![\d.]){DAY}(?P<clock>{_CLOCK})?", re.IGNORECASE)
"""A day, with the time of day where it stands right behind."""
_SIGN = re.compile(r"\d(?:\d{3}|\s?[./-]\s?\d|\s?[年년])")
"""What every date holds: a year, a mark between numbers."""


def first_date(text: str) -> re.Match[str] | None:
    """Return the first date in the text; that it holds none is seen from far less than the whole outline."""
    return DATE.search(text) if _SIGN.search(text) else None
