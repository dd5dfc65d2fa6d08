"""Dates as readers see them: "Updated 3:46 PM EDT, Thu October 19, 2023", "16. März 2023", "17.07, 2011 @ 13:04"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from newsarchive.text import lowered
from newsarchive.times.clocks import Clock, find_clocks
from newsarchive.times.jalali import find_jalali
from newsarchive.times.month_names import month_of
from newsarchive.times.written import Written, at
from newsarchive.times.zones import is_american

Day = tuple[int, int, int, int | None, int | None]
"""Start and end in the text, year, month, day."""

_YEAR = r"(?:19|20|25)\d\d"
_YEAR_FIRST = re.compile(
    rf"(?<!\d)({_YEAR})\s?[-/.年년]\s?(1[0-2]|0?[1-9])(?:\s?[-/.月월]\s?(3[01]|[12]\d|0?[1-9])(?!\d)\s?[日일]?|\s?[月월])"
)
_DAY_FIRST = re.compile(rf"(?<![\d.])(\d{{1,2}})\s?([./\-‐–])\s?(\d{{1,2}})\s?[./\-‐–,]\s?({_YEAR})(?!\d)")
_SHORT_YEAR = re.compile(r"(?<![\d./])(\d{1,2})([./])(\d{1,2})\2(\d\d)(?![\d./])")
_SHORT_YEAR_FIRST = re.compile(r"(?<![\d./-])(\d\d)([./-])(\d{1,2})\2(\d{1,2})(?![\d./-])")
_GLUED = re.compile(
    r"(?<=[a-z])(?=[A-Z][a-z]{2})|(?<=19\d\d)(?=\d{1,2}[:/.]\d\d)|(?<=20\d\d)(?=\d{1,2}[:/.]\d\d)|"
    r"(?<=\d)(?=[A-Z][a-z]{2})|(?<=[AP]M)(?=[A-Z][a-z])"
)
_TOKEN = re.compile(r"\d+|[^\W\d_][^\d\s.,;:/()|…–—'’\"\[\]-]*")
_TRACE = re.compile(
    rf"(?<!\d)(?:\d{{4}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}})(?!\d)|(?<!\d){_YEAR}(?!\d)"
)

# Between day, month and year: ordinal endings, "of", "year".
_FILLER_WORDS = (
    "st nd rd th er ère º ª ter de del of di do da den the d й го г года год р року рік rok roku gada m e της του"
)
_FILLERS = frozenset(_FILLER_WORDS.split())
_MONTH_FIRST_REGIONS = frozenset({"us", "pr", "gu", "as", "mp", "vi", "um"})
# Numeric dates with a two-digit year put the year first there.
_YEAR_FIRST_LANGUAGES = frozenset({"zh", "ja", "ko", "hu", "lt", "mn"})


@lru_cache(maxsize=4096)
def read_printed(text: str, languages: tuple[str, ...]) -> Written | None:
    """Return the first date of the text with the time of day that stands nearest to it; None where none is whole.

    `languages`: BCP 47, lower case, the text's own first. A numeric date that can be read in two ways has its day
    first, unless the first language is of a region where the month leads (CLDR: the United States and its islands),
    or is English without a region and the text prints a zone of the United States.
    """
    return _read(text, languages) or (_read(_apart(text), languages) if _GLUED.search(text) else None)


def _read(text: str, languages: tuple[str, ...]) -> Written | None:
    low = _lower(text)
    primaries = tuple(language.partition("-")[0] for language in languages)
    clocks = find_clocks(low, text, languages, certain=True)
    blanked = _blank(low, clocks)
    day = (
        find_jalali(blanked, primaries)
        or _numeric(blanked, languages, american=month_leads(text, languages))
        or _named(blanked, primaries)
    )
    if day is None:
        return None
    start, end, year, month, day_of_month = day
    if not clocks:
        rest = low[:start] + " " * (end - start) + low[end:]
        clocks = find_clocks(rest, text, languages, certain=False)
    clock = min(clocks, key=lambda one: _distance(one, start, end), default=None)
    if "th" in primaries and year > 2400:
        year -= 543
    date = (year, month, day_of_month)
    return at(date, clock.parts, clock.offset_minutes, clock.zone) if clock else at(date)


def _apart(text: str) -> str:
    """Return the text with blanks between elements printed side by side: "readApril 25, 20232:26 PM"."""
    return _GLUED.sub(" ", text)


def has_trace(text: str) -> bool:
    """Tell whether the text looks as if it were meant as a date."""
    if len(text) > 100:
        return False
    if _TRACE.search(text):
        return True
    tokens = [token for token in _TOKEN.findall(_lower(text)) if token not in _FILLERS]
    beside = (pair for two in pairwise(tokens) for pair in (two, two[::-1]))
    return any(day.isdecimal() and len(day) <= 2 < len(word) and month_of(word) is not None for day, word in beside)


def month_leads(text: str, languages: Sequence[str]) -> bool:
    """Tell whether a numeric date of the text puts the month before the day."""
    first = languages[0] if languages else ""
    language, _, region = first.partition("-")
    if region:
        return region.rpartition("-")[2] in _MONTH_FIRST_REGIONS
    return language in ("en", "") and is_american(text) and "/" in text


def _distance(clock: Clock, start: int, end: int) -> float:
    # Behind the date is the usual place: a tie goes to it.
    return clock.start - end if clock.start >= end else start - clock.end + 0.5


def _numeric(low: str, languages: Sequence[str], *, american: bool) -> Day | None:
    if match := _YEAR_FIRST.search(low):
        return (*match.span(), int(match[1]), int(match[2]), _number(match[3]))
    if match := _DAY_FIRST.search(low):
        year = int(match[4])
    elif languages and languages[0].partition("-")[0] in _YEAR_FIRST_LANGUAGES:
        match = _SHORT_YEAR_FIRST.search(low)
        return (*match.span(), _century(int(match[1])), int(match[3]), int(match[4])) if match else None
    elif match := _SHORT_YEAR.search(low):
        year = _century(int(match[4]))
    else:
        return None
    day, month = int(match[1]), int(match[3])
    if month > 12 or (american and day <= 12 and match[2] in "/-–‐"):
        day, month = month, day
    return (*match.span(), year, month, day)


def _named(low: str, languages: Sequence[str]) -> Day | None:
    tokens = [token for token in _TOKEN.finditer(low) if token[0] not in _FILLERS]
    partial = None
    for place in range(len(tokens)):
        month, width = _month_at(tokens, place, languages)
        if month is None:
            continue
        before = [_digits(tokens, place - 1), _digits(tokens, place - 2)]
        behind = [_digits(tokens, place + width), _digits(tokens, place + width + 1)]
        day = _around(month, before, behind)
        if day is None:
            continue
        numbers_before, numbers_behind, date = day
        first, last = tokens[place - numbers_before], tokens[place + width - 1 + numbers_behind]
        found = (first.start(), last.end(), *date)
        if date[2] is not None:
            return found
        partial = partial or found
    return partial


def _around(month: int, before: list[str], behind: list[str]) -> tuple[int, int, tuple[int, int, int | None]] | None:
    """Return how many numbers before and behind the month's name belong to the date, and the date."""
    if _is_day(before[0]) and _is_year(behind[0]):
        return 1, 1, (int(behind[0]), month, int(before[0]))
    if _is_day(behind[0]) and _is_year(behind[1]):
        return 0, 2, (int(behind[1]), month, int(behind[0]))
    if _is_year(before[0]) and _is_day(behind[0]):
        return 1, 1, (int(before[0]), month, int(behind[0]))
    if _is_day(before[0]) and _is_year(before[1]):
        return 2, 0, (int(before[1]), month, int(before[0]))
    if _is_day(before[0]) and len(behind[0]) == 2:
        return 1, 1, (_century(int(behind[0])), month, int(before[0]))
    if _is_year(behind[0]):
        return 0, 1, (int(behind[0]), month, None)
    return (1, 0, (int(before[0]), month, None)) if _is_year(before[0]) else None


def _month_at(tokens: list[re.Match[str]], place: int, languages: Sequence[str]) -> tuple[int | None, int]:
    """Return the month named there and how many words name it: Arabic portals do so twice ("يونيو/حزيران 2022")."""
    month, width = _one_month_at(tokens, place, languages)
    if month is not None:
        again, more = _one_month_at(tokens, place + width, languages)
        width += more if again == month else 0
    return month, width


def _one_month_at(tokens: list[re.Match[str]], place: int, languages: Sequence[str]) -> tuple[int | None, int]:
    if place >= len(tokens) or tokens[place][0][0].isdecimal():
        return None, 1
    word = tokens[place][0]
    if place + 1 < len(tokens):
        pair = month_of(f"{word} {tokens[place + 1][0]}", languages)
        if pair is not None:
            return pair, 2
    return month_of(word, languages), 1


def _digits(tokens: list[re.Match[str]], place: int) -> str:
    return tokens[place][0] if 0 <= place < len(tokens) and tokens[place][0].isdecimal() else ""


def _is_day(text: str) -> bool:
    return 1 <= len(text) <= 2 and 1 <= int(text) <= 31


def _is_year(text: str) -> bool:
    return len(text) == 4 and text[:2] in ("19", "20", "25")


def _century(year: int) -> int:
    return 2000 + year if year < 70 else 1900 + year


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)


def _blank(low: str, clocks: Sequence[Clock]) -> str:
    for clock in clocks:
        low = f"{low[: clock.start]}{' ' * (clock.end - clock.start)}{low[clock.end :]}"
    return low


_THAI_MONTH = re.compile(r"([\u0e01-\u0e4e]{1,3})\.([\u0e01-\u0e2e])\.")


def _lower(text: str) -> str:
    """Return the text in lower case; "ต.ค.", a Thai month, is one word: its full stops become blanks behind it."""
    low = lowered(text)
    return _THAI_MONTH.sub(r"\1\2  ", low) if "." in low else low
