"""FAQ pairs that the page declares, where its text prints them word for word without any mark of an FAQ."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from newsarchive.extract.blocks import blocks
from newsarchive.extract.faq.lines import BOLD, Line, line_of
from newsarchive.extract.faq.pairs import (
    MAX_QUESTION,
    Pair,
    answer_text,
    is_bare_mark,
    is_foot,
    question_key,
    question_text,
)
from newsarchive.extract.faq.sections import Section
from newsarchive.text import letters

_FEWEST = 2
_MOST = 0.5
"""Share of the text up to which declared pairs in a row stand beside it; with more they are its sections."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a declared pair is printed: its first line and the one behind its last."""

    start: int
    end: int
    pair: Pair


def printed_sections(
    container: HtmlElement, declared: Collection[Pair], taken: Container[HtmlElement], skip: Container[HtmlElement]
) -> list[Section]:
    """Return the declared pairs that stand in the container, each question with its whole answer, two at least in a
    row and no more than half of the text; a heading of theirs alone goes with them.

    `taken`: elements whose pairs are read already; `skip`: what is none of the text.
    """
    wanted = {pair.key: letters(pair.answer or "") for pair in declared if pair.answer}
    if len(wanted) < _FEWEST:
        return []
    lines = [line_of(block, container) for block in blocks(container, skip) if block.element not in taken]
    size = sum(len(one.text) for one in lines)
    return [
        _section(lines, row)
        for row in _rows(list(_places(lines, wanted)))
        if len(row) >= _FEWEST and sum(len(one.text) for one in lines[row[0].start : row[-1].end]) <= _MOST * size
    ]


def _places(lines: Sequence[Line], wanted: Mapping[str, str]) -> Iterator[_Place]:
    place = 0
    while place < len(lines):
        found = _pair_at(lines, place, wanted)
        if found is None:
            place += 1
        else:
            yield found
            place = found.end


def _pair_at(lines: Sequence[Line], place: int, wanted: Mapping[str, str]) -> _Place | None:
    """Return the declared pair whose question stands in the line and whose whole answer in it and those behind it."""
    asked, rest = lines[place].split()
    answer = wanted.get(question_key(asked)) if len(asked) <= MAX_QUESTION else None
    if answer is None:
        return None
    parts, said, end = [rest] if rest else [], letters(rest), place + 1
    while end < len(lines):
        text = lines[end].text
        longer = said + letters(text)
        if len(said) < len(answer) and answer.startswith(longer):
            parts.append(text)
            said = longer
        elif not (is_bare_mark(text) or is_foot(text) or question_key(text) == question_key(asked)):
            break
        end += 1
    if said != answer:
        return None
    origin = "heading" if lines[place].level < BOLD else "bold" if lines[place].level == BOLD else "paragraph"
    pair = Pair(question_text(asked), answer_text(parts), origin, (lines[place].block.element,))
    return _Place(place, end, pair)


def _rows(places: Sequence[_Place]) -> Iterator[list[_Place]]:
    """Yield the pairs that stand right behind each other."""
    row: list[_Place] = []
    for one in places:
        if row and row[-1].end != one.start:
            yield row
            row = []
        row.append(one)
    yield row


def _section(lines: Sequence[Line], row: Sequence[_Place]) -> Section:
    start, end = row[0].start, row[-1].end
    start -= start > 0 and is_bare_mark(lines[start - 1].text)
    over = lines[start - 1].level if start else BOLD
    is_alone = over < min(BOLD, lines[row[0].start].level) and (end == len(lines) or lines[end].level <= over)
    used = lines[start - is_alone : end]
    return Section(tuple(one.pair for one in row), tuple(one.block.element for one in used))
