"""What happened to the sentences of a text from one version to the next: added, deleted, edited or moved.

The vocabulary is that of NewsEdits (Spangher et al., NAACL 2022): addition, deletion, edit, refactor (here: move).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from newsarchive.archive.content import level

SentenceKind = Literal["addition", "deletion", "edit", "move"]

# A stop, with what closes behind it; in scripts without blanks no blank need follow.
_END = re.compile(r"(?<=[.!?…؟।])[\"'”’»)\]]*\s+(?=[^\sa-zа-яё])|(?<=[。！？])[”’」』）]*\s*")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Sen|Rep|Gov|St|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|vs|Nr|"
    r"bzw|ca|Hr|Fr|Sr|Sra|Mme)|\b\w|\d)\.$"
)

_ALIKE = 0.5
"""Share of common words from which two sentences are one that was edited (NewsEdits draws the line likewise)."""

_PAIRS = 4_000
"""Pairs of sentences of one gap that are compared; a text that was written anew is deleted and added."""


_STEPS = 20_000_000
"""Steps up to which two texts are matched at their best (about a second). What repeats its sentences thousands of times
would take days: SequenceMatcher is cubic there."""

_NEAR = 200
"""Sentences ahead in which the next common one is looked for where the best match is too dear."""


_LONG = 40_000
"""Pairs of words of two sentences from which their order is not compared: 200 words each are more than one has."""


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """What happened to a sentence, or to several of one paragraph that stood together."""

    kind: SentenceKind
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class _Sentence:
    paragraph: int
    text: str
    levelled: str


def sentence_changes(old: str, new: str) -> list[SentenceChange]:
    """Return what changed between two texts, in the order of the new one; white space and quotes change nothing."""
    before, after = _sentences(old), _sentences(new)
    found = gaps([one.levelled for one in before], [one.levelled for one in after])
    lost = [index for start, end, _, _ in found for index in range(start, end)]
    came = [index for _, _, start, end in found for index in range(start, end)]
    moved = _moved(before, after, lost, came)
    sources = set(moved.values())
    changes: list[SentenceChange] = []
    for start, end, first, last in found:
        left = [index for index in range(start, end) if index not in sources]
        fresh = [index for index in range(first, last) if index not in moved]
        edited = _edited(before, after, left, fresh)
        changes += _deletions(before, [index for index in left if index not in edited.values()])
        changes += _arrivals(before, after, range(first, last), moved, edited)
    return changes


def split_sentences(paragraph: str) -> list[str]:
    """Return the sentences of a paragraph. An abbreviation, an initial or a number before a stop ends none."""
    parts: list[str] = []
    start = 0
    for found in _END.finditer(paragraph):
        # Its last characters are enough to know an abbreviation: a list of numbers has a stop at every third.
        if _ABBREVIATION.search(paragraph[max(start, found.start() - 8) : found.end()].rstrip()):
            continue
        if head := paragraph[start : found.end()].strip():
            parts.append(head)
            start = found.end()
    tail = paragraph[start:].strip()
    return [*parts, tail] if tail else parts


def _sentences(text: str) -> list[_Sentence]:
    paragraphs = enumerate(text.split("\n\n"))
    return [_Sentence(number, one, level(one)) for number, part in paragraphs for one in split_sentences(part)]


def gaps(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Return where two lists of sentences differ: from and to in the old one, from and to in the new one."""
    count = Counter(new)
    if min(len(old), len(new)) * (len(old) + sum(count[text] for text in old)) > _STEPS:
        return _rough_gaps(old, new)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [op[1:] for op in matcher.get_opcodes() if op[0] != "equal"]


def _rough_gaps(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Return the same in one pass: each sentence is matched with the next like it that stands near enough."""
    places: dict[str, list[int]] = {}
    for index, text in enumerate(old):
        places.setdefault(text, []).append(index)
    gaps = []
    start = first = 0
    for last in range(len(new) + 1):
        known = places.get(new[last], []) if last < len(new) else [len(old)]
        at = bisect_left(known, start)
        if at == len(known) or (last < len(new) and known[at] >= start + _NEAR):
            continue
        if known[at] > start or last > first:
            gaps.append((start, known[at], first, last))
        start, first = known[at] + 1, last + 1
    return gaps


def _moved(
    before: Sequence[_Sentence], after: Sequence[_Sentence], lost: Sequence[int], came: Sequence[int]
) -> dict[int, int]:
    """Return new place → old place of the sentences that stand elsewhere now."""
    places: dict[str, list[int]] = {}
    for index in reversed(lost):
        places.setdefault(before[index].levelled, []).append(index)
    return {index: places[text].pop() for index in came if places.get(text := after[index].levelled)}


def _edited(
    before: Sequence[_Sentence], after: Sequence[_Sentence], left: Sequence[int], fresh: Sequence[int]
) -> dict[int, int]:
    """Return new place → old place of the sentences of a gap that were edited: the most alike first."""
    if len(left) * len(fresh) > _PAIRS:
        return {}
    words = {index: before[index].levelled.split() for index in left}
    scored = []
    for new in fresh:
        fresh_words = after[new].levelled.split()
        matcher = SequenceMatcher(None, [], fresh_words, autojunk=False)
        for old in left:
            matcher.set_seq1(words[old])
            if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE:
                is_dear = len(words[old]) * len(fresh_words) > _LONG
                scored.append((-(matcher.quick_ratio() if is_dear else matcher.ratio()), new, old))
    pairs: dict[int, int] = {}
    for score, new, old in sorted(scored):
        if -score >= _ALIKE and new not in pairs and old not in pairs.values():
            pairs[new] = old
    return pairs


def _deletions(before: Sequence[_Sentence], indexes: Sequence[int]) -> Iterator[SentenceChange]:
    for run in _runs(before, dict.fromkeys(indexes, "deletion")):
        yield SentenceChange("deletion", " ".join(before[index].text for index in run), None)


def _arrivals(
    before: Sequence[_Sentence],
    after: Sequence[_Sentence],
    indexes: Sequence[int],
    moved: dict[int, int],
    edited: dict[int, int],
) -> Iterator[SentenceChange]:
    kinds = {index: "move" if index in moved else "edit" if index in edited else "addition" for index in indexes}
    for run in _runs(after, kinds):
        text = " ".join(after[index].text for index in run)
        if kinds[run[0]] == "move":
            yield SentenceChange("move", " ".join(before[moved[index]].text for index in run), text)
        elif kinds[run[0]] == "addition":
            yield SentenceChange("addition", None, text)
        else:
            yield SentenceChange("edit", before[edited[run[0]]].text, text)


def _runs(sentences: Sequence[_Sentence], kinds: Mapping[int, str]) -> Iterator[list[int]]:
    """Yield the indexes in runs that stand together in one paragraph and are of one kind; an edit stands alone.

    `kinds`: of each index, in the order of the text.
    """
    run: list[int] = []
    for index, kind in kinds.items():
        last = run[-1] if run else index
        is_next = index == last + 1 and sentences[index].paragraph == sentences[last].paragraph
        if run and not (is_next and kind == kinds[last] != "edit"):
            yield run
            run = []
        run.append(index)
    if run:
        yield run
