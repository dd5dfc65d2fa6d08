"""What changed between two texts, word by word."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from newsarchive.archive.content import level
from newsarchive.archive.sentences import gaps

Op = Literal["same", "removed", "added"]

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_MAX_STEPS = 60_000_000
"""Steps (two seconds) beyond which a paragraph is shown as replaced whole: repeated words make them cubic."""

_AHEAD = 100
"""Paragraphs among which the one is looked for that another became."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a paragraph that both texts have, or only the older (removed) or the newer one (added)."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the two texts laid over each other."""

    parts: tuple[Part, ...]

    @property
    def changed(self) -> bool:
        """True where the two texts differ in it."""
        return any(part.op != "same" for part in self.parts)


def compare(older: str | None, newer: str | None) -> tuple[Paragraph, ...]:
    """Return the paragraphs of both texts in reading order with what was taken away and what was added.

    Paragraphs are what a blank line parts. None counts as an empty text. The shape of quotes and dashes is no change,
    as in the archive's own comparison: what is the same stands as in the newer text.
    """
    before, after = _paragraphs(older), _paragraphs(newer)
    found: list[Paragraph] = []
    start = 0
    for a, b, c, d in gaps([level(one) for one in before], [level(one) for one in after]):
        found.extend(Paragraph((Part("same", text),)) for text in after[start:c])
        found.extend(_aligned(before[a:b], after[c:d]))
        start = d
    found.extend(Paragraph((Part("same", text),)) for text in after[start:])
    return tuple(found)


def _paragraphs(text: str | None) -> list[str]:
    return [part for part in re.split(r"\n\s*\n", text or "") if part.strip()]


def _aligned(before: Sequence[str], after: Sequence[str]) -> Iterator[Paragraph]:
    """Yield changed paragraphs, each paired with the one that it most likely became."""
    waiting = list(after)
    for text in before:
        best = next((n for n, other in enumerate(waiting[:_AHEAD]) if _alike(text, other)), None)
        if best is None:
            yield Paragraph((Part("removed", text),))
            continue
        for added in waiting[:best]:
            yield Paragraph((Part("added", added),))
        yield Paragraph(tuple(_compare_words(text, waiting[best])))
        del waiting[: best + 1]
    for added in waiting:
        yield Paragraph((Part("added", added),))


def _alike(one: str, other: str) -> bool:
    """Tell whether a third of the words of the shorter text stand in the other."""
    words, others = set(one.split()), set(other.split())
    return len(words & others) * 3 >= min(len(words), len(others))


def _compare_words(older: str, newer: str) -> Iterator[Part]:
    """Yield the pieces of two short texts laid over each other, word by word."""
    before, after = _TOKEN.findall(older), _TOKEN.findall(newer)
    head = tail = 0
    if _is_dear(_same(before), _same(after)):  # what both begin and end with need not be compared
        head = _shared(before, after)
        tail = _shared(before[head:][::-1], after[head:][::-1])
    if head:
        yield Part("same", "".join(after[:head]))
    yield from _compared(before[head : len(before) - tail], after[head : len(after) - tail])
    if tail:
        yield Part("same", "".join(after[-tail:]))


def _compared(before: Sequence[str], after: Sequence[str]) -> Iterator[Part]:
    one, other = _same(before), _same(after)
    if _is_dear(one, other):
        yield from _replaced("".join(before), "".join(after))
        return
    matcher = SequenceMatcher(str.isspace, one, other, autojunk=False)
    for op, a, b, c, d in matcher.get_opcodes():
        if op == "equal":
            yield Part("same", "".join(after[c:d]))
        else:
            yield from _replaced("".join(before[a:b]), "".join(after[c:d]))


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = zip(_same(one), _same(other), strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _is_dear(one: Sequence[str], other: Sequence[str]) -> bool:
    count = Counter(token for token in other if token != " ")
    return min(len(one), len(other)) * (len(one) + sum(count[token] for token in one)) > _MAX_STEPS


def _same(tokens: Sequence[str]) -> list[str]:
    """Return what is equal for words that no reader would call changed."""
    return [" " if token.isspace() else level(token) for token in tokens]


def _replaced(older: str, newer: str) -> Iterator[Part]:
    if older:
        yield Part("removed", older)
    if newer:
        yield Part("added", newer)
