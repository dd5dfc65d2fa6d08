"""Years that are counted in Japan from an emperor's accession and in Taiwan from 1912: "令和7年3月4日", "民國114年"."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BEFORE = {"昭和": 1925, "平成": 1988, "令和": 2018, "民國": 1911, "民国": 1911}
"""The year before the first of each era."""
_NAMED = re.compile(rf"({'|'.join(_BEFORE)})\s?(\d{{1,3}}|元)\s?年")
_NUMERIC = re.compile(r"(?<!\d)(1[0-2]\d)(?=([-/.])\d\d?\2\d\d?(?!\d))")
_LANGUAGES = ("zh-tw", "zh-hant")
"""In whose pages a number such as 114/03/04 is of the year 2025."""


def with_common_years(text: str, languages: Sequence[str]) -> str:
    """Return the text with years of the common era. Digits are those of ASCII; languages BCP 47, lower case."""
    if "年" in text:
        text = _NAMED.sub(lambda era: f"{_BEFORE[era[1]] + (1 if era[2] == '元' else int(era[2]))}年", text)
    if any(language.startswith(_LANGUAGES) for language in languages):
        text = _NUMERIC.sub(lambda year: str(_BEFORE["民國"] + int(year[1])), text)
    return text
