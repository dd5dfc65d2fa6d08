"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from newsarchive.archive.content import level

Op = Literal["same", "removed", "added"]

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_MAX_TOKENS = 6_000
"""Words of a paragraph beyond which it is shown as replaced whole: the comparison is quadratic."""


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
    matcher = SequenceMatcher(None, [level(one) for one in before], [level(one) for one in after], autojunk=False)
    for op, a, b, c, d in matcher.get_opcodes():
        if op == "equal":
            found.extend(Paragraph((Part("same", text),)) for text in after[c:d])
        else:
            found.extend(_aligned(before[a:b], after[c:d]))
    return tuple(found)


def _paragraphs(text: str | None) -> list[str]:
    return [part for part in re.split(r"\n\s*\n", text or "") if part.strip()]


def _aligned(before: Sequence[str], after: Sequence[str]) -> Iterator[Paragraph]:
    """Yield changed paragraphs, each paired with the one that it most likely became."""
    waiting = list(after)
    for text in before:
        best = next((n for n, other in enumerate(waiting) if _alike(text, other)), None)
        if best is None:
            yield Paragraph((Part("removed", text),))
            continue
        for added in waiting[:best]:
            yield Paragraph((Part("added", added),))
        yield Paragraph(tuple(compare_words(text, waiting[best])))
        del waiting[: best + 1]
    for added in waiting:
        yield Paragraph((Part("added", added),))


def _alike(one: str, other: str) -> bool:
    """Tell whether a third of the words of the shorter text stand in the other."""
    words, others = set(one.split()), set(other.split())
    return len(words & others) * 3 >= min(len(words), len(others))


def compare_words(older: str, newer: str) -> Iterator[Part]:
    """Yield the pieces of two short texts laid over each other, word by word."""
    before, after = _TOKEN.findall(older), _TOKEN.findall(newer)
    if len(before) > _MAX_TOKENS or len(after) > _MAX_TOKENS:
        yield from _replaced(older, newer)
        return
    matcher = SequenceMatcher(None, [_same(one) for one in before], [_same(one) for one in after], autojunk=False)
    for op, a, b, c, d in matcher.get_opcodes():
        if op == "equal":
            yield Part("same", "".join(after[c:d]))
        else:
            yield from _replaced("".join(before[a:b]), "".join(after[c:d]))


def _same(token: str) -> str:
    """Return what is equal for words that no reader would call changed."""
    return " " if token.isspace() else level(token)


def _replaced(older: str, newer: str) -> Iterator[Part]:
    if older:
        yield Part("removed", older)
    if newer:
        yield Part("added", newer)
