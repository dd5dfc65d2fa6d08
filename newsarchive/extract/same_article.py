"""Whether two headlines, or two addresses, are of one article."""

from __future__ import annotations

import re

from newsarchive import urls
from newsarchive.text import fold, unescape

_SAME_HEADLINE = 0.6
"""Share of the shorter headline's words from which two name the same article: SEO headlines are reworded."""

_WORD = re.compile(r"\w+")


def same_headline(one: str, other: str) -> bool:
    """Tell whether two headlines name the same article: most words of the shorter stand in the longer."""
    first, second = fold(unescape(one)), fold(unescape(other))
    if first in second or second in first:
        return min(len(first), len(second)) > 3
    words, others = set(_WORD.findall(first)), set(_WORD.findall(second))
    return bool(words and others) and len(words & others) >= _SAME_HEADLINE * min(len(words), len(others))


def is_same_page(one: str, other: str) -> bool:
    """Tell whether two addresses are one page; most are told apart without their canonical form."""
    return one == other or (_rough(one) == _rough(other) and urls.same_page(one, other))


def _rough(address: str) -> str:
    return (
        address.partition("?")[0]
        .partition("#")[0]
        .partition("://")[2]
        .lower()
        .removeprefix("www.")
        .rstrip("/")
        .removesuffix("/amp")
    )
