"""How alike two texts are: word shingles, their MinHash signature, and the bands by which a database finds candidates.

MinHash with banding: Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", chapter 3. Everything here is a
function of the text alone, so the order in which articles arrive changes nothing.
"""

import re
from collections.abc import Sequence
from hashlib import blake2b
from struct import pack, unpack

from rensa import RMinHash

from newsarchive.text import fold

SHINGLE_WORDS = 3
"""Words a shingle: with three, a copy of which 2 % of the words were changed keeps .9 of its shingles."""

MIN_WORDS = 50
"""A shorter text is a notice or a headline: what two of them share says nothing."""

NEAR = 0.7
"""Jaccard similarity below which two texts are never near-duplicates: stories cut from one source stay below .6."""

ALIKE = 0.8
"""Jaccard similarity from which two texts are near-duplicates whatever each has of its own."""

CONTAINED = 0.93
"""Between `NEAR` and `ALIKE`, the share of the shorter text that the longer must hold: a copy that was cut or given a
paragraph keeps .94 and more, two reports from one source less (800 generated articles with 34 copies)."""

_PERMUTATIONS = 100
_ROWS = 5
BANDS = _PERMUTATIONS // _ROWS
"""Bands a signature: two texts at `NEAR` share at least one with probability .976, at .85 with .999."""

_SEED = 1
_PACKED = f"<{_PERMUTATIONS}I"
# Scripts without blanks between words: each character is a word of its own.
_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|\w+")


def shingles(text: str) -> frozenset[str]:
    """Return the text's runs of three words; empty for a text of fewer than `MIN_WORDS`."""
    words = _WORD.findall(fold(text.replace("\n\n", " ")))  # a paragraph's own blanks are folded already
    if len(words) < MIN_WORDS:
        return frozenset()
    return frozenset(map(" ".join, zip(*(words[start:] for start in range(SHINGLE_WORDS)), strict=False)))


def signature(text_shingles: frozenset[str]) -> bytes:
    """Return the MinHash of the shingles: 100 unsigned 32-bit numbers, little-endian."""
    minhash = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    minhash.update(list(text_shingles))
    return pack(_PACKED, *minhash.digest())


def bands(minhash: bytes, language: str) -> list[int]:
    """Return the signature's `BANDS` keys, signed 64-bit; texts of two languages never share one."""
    width = _ROWS * 4
    salt = language.encode()[:16]
    keys = []
    for number, start in enumerate(range(0, len(minhash), width)):
        hashed = blake2b(minhash[start : start + width], digest_size=8, salt=salt, person=number.to_bytes(2, "little"))
        keys.append(int.from_bytes(hashed.digest(), "little", signed=True))
    return keys


def estimate(one: bytes, other: bytes) -> float:
    """Return the estimated Jaccard similarity of two signatures, 0 to 1, standard error at most .05."""
    pairs = zip(unpack(_PACKED, one), unpack(_PACKED, other), strict=True)
    equal = sum(1 for a, b in pairs if a == b)
    return equal / _PERMUTATIONS


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the exact similarity of two sets of shingles, 0 to 1."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def near(one: frozenset[str], other: frozenset[str]) -> float | None:
    """Return the similarity of two sets of shingles where they are near-duplicates; None where they are not."""
    alike = jaccard(one, other)
    is_near = alike >= ALIKE or (alike >= NEAR and len(one & other) / min(len(one), len(other)) >= CONTAINED)
    return alike if is_near else None


def components(members: Sequence[int], edges: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return the connected groups of two and more, each sorted, by their smallest member."""
    parent = {member: member for member in members}

    def root(member: int) -> int:
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    for one, other in edges:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    groups: dict[int, list[int]] = {}
    for member in sorted(parent):
        groups.setdefault(root(member), []).append(member)
    return [group for group in groups.values() if len(group) > 1]
