"""Days that are printed without their year, as beside a comment: "8 января, 17:46", "Mar 3 at 4:12 pm", "4.3. 9:15"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from newsarchive.text import lowered
from newsarchive.times.month_names import month_of

MAX_LENGTH = 80
"""Characters: a longer text is no date."""

_SLACK = timedelta(days=1)
"""How far before the first day, or behind the last one, the zones of the world let a day lie."""

_YEAR = re.compile(r"(?<!\d)(?:1[3-9]|2[05])\d\d(?!\d)")
_CLOCK = r"(?=\D{0,9}\d{1,2}(?:[:.]|\s?h\s?|[時时])\d\d(?!\d))"
_NUMBERS = re.compile(rf"(?<![\d./:-])(\d{{1,2}})([./-])(\d{{1,2}})(?:(?<=\.\d)\.|(?<=\.\d\d)\.)?(?![\d./-]){_CLOCK}")
_EASTERN = re.compile(r"(?<!\d)(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_NAMED = re.compile(
    r"(?<![\d.:])(?P<day>\d{1,2})(?:\.|st|nd|rd|th|er|º)?\s+(?:de\s+|of\s+)?(?P<month>[^\W\d_]{2,12})(?!\w)\.?"
    r"(?!,?\s\d\d?(?!\d|\s?[:.h時时]|\s[ap]\.?m))"
    r"|(?<!\w)(?P<first>[^\W\d_]{3,12})\.?\s(?P<second>\d{1,2})(?:st|nd|rd|th)?(?![\w:.]|\s?[:h])"
    r"(?!,?\s\d\d(?!\d|\s?[:.h]|\s[ap]\.?m))"
)
_MONTH_BEFORE_DAY = frozenset(("zh", "ja", "ko", "hu"))


def with_year(text: str, languages: Sequence[str], first: date, last: date) -> tuple[str, bool] | None:
    """Return the text with its day in full, and whether no other year would do; None where it holds no such day.

    The year is the first in which the day lies between `first` and `last`. Numbers alone count with a time of day
    behind them, in the order of the first language; where that is English, which has two, they do not count.
    """
    if len(text) > MAX_LENGTH or _YEAR.search(text):
        return None
    found = _day_of(lowered(text), tuple(language.partition("-")[0] for language in languages))
    if found is None:
        return None
    start, end, month, day = found
    days = [one for year in range(first.year, last.year + 2) if (one := _date(year, month, day))]
    fit = [one for one in days if first - _SLACK <= one <= last + _SLACK]
    return (f"{text[:start]}{fit[0]:%Y-%m-%d} {text[end:]}", len(fit) == 1) if fit else None


def _day_of(low: str, languages: tuple[str, ...]) -> tuple[int, int, int, int] | None:
    """Return start and end of the day in the text, its month and its number."""
    for named in _NAMED.finditer(low):
        month = month_of(named["month"] or named["first"], languages)
        if month is not None:
            return (*named.span(), month, int(named["day"] or named["second"]))
    if eastern := _EASTERN.search(low):
        return (*eastern.span(), int(eastern[1]), int(eastern[2]))
    numbers = _NUMBERS.search(low) if languages and languages[0] != "en" else None
    if numbers is None:
        return None
    one, other = int(numbers[1]), int(numbers[3])
    return (*numbers.span(), *((one, other) if languages[0] in _MONTH_BEFORE_DAY else (other, one)))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
