"""Patterns that ask for the letters with which their words begin before they try the words, for speed."""

from __future__ import annotations

import re
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from newsarchive.extract.fields import captions, date_labels, reading

_AHEAD = re.compile(r"\(\?-i:\(\?=(?P<cased>\[[^]]*\])\)\)|\(\?=(?P<any>\[[^]]*\])\)")
"""The letters that are asked for; in the first way capitals are asked for as well, and a wide range compiles soon."""
PATTERNS = [
    pattern
    for module in (captions, date_labels, reading)
    for pattern in vars(module).values()
    if isinstance(pattern, re.Pattern) and _AHEAD.search(pattern.pattern)
]


def beginnings(parsed: Any) -> set[str]:
    """Return the characters with which a match of the parsed pattern may begin."""
    found: set[str] = set()
    for kind, value in parsed:
        if kind is kinds.LITERAL:
            return found | {chr(value)}
        if kind is kinds.IN:
            return found | {chr(inner) for name, inner in value if name is kinds.LITERAL}
        if kind in (kinds.BRANCH, kinds.SUBPATTERN):
            ways = value[1] if kind is kinds.BRANCH else [value[3]]
            if inner := set[str]().union(*map(beginnings, ways)):
                return found | inner  # else it only looks around, as "(?:^|(?<=[.]))" does
        if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
            found |= beginnings(value[2])
            if value[0] > 0:
                return found
    return found


def test_there_are_such_patterns() -> None:
    assert len(PATTERNS) >= 5


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.pattern[:40])
def test_each_word_begins_with_a_letter_that_is_asked_for(pattern: re.Pattern[str]) -> None:
    asked = _AHEAD.search(pattern.pattern)
    assert asked is not None
    words = beginnings(parser.parse(pattern.pattern[asked.end() :], pattern.flags))
    assert len(words) > 4
    both = words | {word.upper() for word in words if len(word.upper()) == 1}
    flags = 0 if asked["cased"] else re.IGNORECASE
    assert {word for word in both if not re.match(asked["cased"] or asked["any"], word, flags)} == set()
