"""The time of day inside a printed date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsarchive.times.zones import printed_zone


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day with the place where it stands in the text."""

    start: int
    end: int
    hour: int
    minute: int | None
    second: int | None
    offset_minutes: int | None = None
    zone: str | None = None

    @property
    def parts(self) -> tuple[int, int | None, int | None]:
        return self.hour, self.minute, self.second


# Halves of the day, before or behind the digits.
_MORNING = r"a\.?\s?m\.?|上午|午前|오전|ص|صباح\w*|पूर्वाह्न|सुबह|öö|π\.?μ\.?|de la mañana|da manhã|凌晨|早上|morning"
_EVENING = (
    r"p\.?\s?m\.?|下午|午後|오후|م|مساء\w*|अपराह्न|शाम|दोपहर|रात|ös|μ\.?μ\.?|"
    r"de la tarde|de la noche|da tarde|da noite|晚上|傍晚"
)
_HALF = rf"(?:(?P<am>{_MORNING})|(?P<pm>{_EVENING}))"
# The end of a word is no half of a day ("اليوم 09:15", "program 12:15"), but for scripts that write without blanks.
_BEFORE = re.compile(rf"(?<![a-z\u0370-\u03ff\u0600-\u06ff\u0900-\u097f]){_HALF}\s*$")
_BEHIND = re.compile(rf"\s*{_HALF}(?!\w)")

_COLON = re.compile(r"(?<![\d:.])(\d{1,2})\s?[:：٫]\s?(\d{2})(?:\s?[:：]\s?(\d{2})(?:[.,]\d{1,9})?)?(?![\d:])")
_HOURS = re.compile(
    r"(?<![\d.:])(\d{1,2})\s?(?:h(?:oras|eures|rs?)?|時|时|點|点|시|ч|год)\.?\s?"
    r"(?:(\d{2}(?!\d)|\d(?=\s?[分분]))\s?(?:m(?:in)?|分|분|мин|хв)?(?:\s?(\d{1,2})\s?[秒초])?)?"
    # "15時46分更新": Chinese and Japanese go on without a blank.
    r"(?:\.?(?!\w)|(?<=[分秒]))"
)
_DOTTED = re.compile(r"(?<![\d.,:/-])(\d{1,2})[.](\d{2})(?:[.](\d{2}))?(?![\d/-])(?![.,]\d)")
_WITH_HALF = re.compile(rf"(?<![\d.:])(\d{{1,2}})(?=\s?(?:{_MORNING}|{_EVENING})(?!\w))")
_UHR = re.compile(r"(?<![\d.:])(\d{1,2})(?=\suhr\b)")
_FOUR_DIGITS = re.compile(r"(?<![\d.:/-])([01]\d|2[0-3])([0-5]\d)(?=\s?(?:gmt|utc|hrs|et|est|edt|bst|ist|cet)\b)")

_NAMED = re.compile(r",\s(noon|midnight)(?!\w)")
"""Behind the day, where Django prints no digits for 12:00 and 0:00."""
_NAMES = {"noon": 12, "midnight": 0}

_CERTAIN = (_COLON, _HOURS, _UHR)
_LESS_CERTAIN = (_WITH_HALF, _DOTTED, _FOUR_DIGITS, _NAMED)


def find_clocks(low: str, text: str, languages: Sequence[str], *, certain: bool) -> list[Clock]:
    """Return the times of day in a text, given also in lower case of the same length.

    `certain`: those that cannot be part of a date ("15:46", "15 h 46"); else those that are clear only once the date
    has been blanked ("3 pm", "15.46", "1546 GMT").
    """
    found: list[Clock] = []
    for pattern in _CERTAIN if certain else _LESS_CERTAIN:
        for match in pattern.finditer(low):
            clock = _read(match, low, text, languages)
            if clock and not any(clock.start < other.end and other.start < clock.end for other in found):
                found.append(clock)
    return sorted(found, key=lambda clock: clock.start)


def _read(match: re.Match[str], low: str, text: str, languages: Sequence[str]) -> Clock | None:
    hour = _NAMES[match[1]] if match[1] in _NAMES else int(match[1])
    minute, second, *_ = (*(int(part) if part else None for part in match.groups()[1:]), None, None)
    if hour > 24 or (minute or 0) > 59 or (second or 0) > 60:
        return None
    start, end = match.span()
    half = _BEHIND.match(low, end)
    if half and half["am"] == "am" and any(language.startswith("de") for language in languages):
        half = None  # "12:30 am 4. März"
    if half:
        end = half.end()
    elif half := _BEFORE.search(low, max(0, start - 16), start):
        start = half.start()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half["pm"] else 0)
    offset, zone, taken = printed_zone(text[end : end + 40], languages)
    return Clock(start, end + taken, hour, minute, second, offset, zone)
