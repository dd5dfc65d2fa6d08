"""What two texts share: shingles, signatures, groups."""

from __future__ import annotations

import random

import pytest

from newsarchive.archive.fingerprints import (
    BANDS,
    MIN_WORDS,
    bands,
    components,
    estimate,
    jaccard,
    near,
    shingles,
    signature,
)

WORDS = " ".join(f"word{number}" for number in range(MIN_WORDS))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" ".join(f"w{number}" for number in range(MIN_WORDS - 1)), 0),
        (WORDS, MIN_WORDS - 2),
        (WORDS.upper(), MIN_WORDS - 2),
        ("same " * 500, 1),
        ("中" * 49, 0),
        ("中文字" * 20, 3),
        ("ไทย" * 20, 3),
        ("-- ... !!! " * 100, 0),
        ("\u200b" * 1_000, 0),
    ],
)
def test_shingles_are_runs_of_three_words_whatever_the_script(text: str, count: int) -> None:
    assert len(shingles(text)) == count


def test_dress_is_no_difference_and_words_are() -> None:
    plain = shingles(f"“It’s” over – he said: {WORDS}")
    assert plain == shingles(f'"it\'s"  OVER - he   said {WORDS}')
    assert plain != shingles(f"It is over he said {WORDS}")


@pytest.mark.parametrize(
    ("one", "other", "similarity"),
    [("abc", "abc", 1.0), ("abcd", "ab", 0.5), ("ab", "cd", 0.0), ("", "", 0.0), ("a", "", 0.0)],
)
def test_similarity_is_the_share_of_what_both_have(one: str, other: str, similarity: float) -> None:
    assert jaccard(frozenset(one), frozenset(other)) == similarity


@pytest.mark.parametrize(
    ("common", "own", "others", "alike"),
    [
        (100, 0, 0, 1.0),
        (80, 10, 10, 0.8),
        (79, 10, 11, None),
        (75, 20, 5, 0.75),  # the shorter is held almost whole: a copy that was given a paragraph
        (70, 15, 15, None),
        (70, 30, 0, 0.7),
        (69, 31, 0, None),
    ],
)
def test_a_copy_is_much_alike_or_almost_contained(common: int, own: int, others: int, alike: float | None) -> None:
    shared = {f"s{n}" for n in range(common)}
    one = frozenset(shared | {f"a{n}" for n in range(own)})
    other = frozenset(shared | {f"b{n}" for n in range(others)})
    assert near(one, other) == near(other, one) == alike


def test_signatures_are_fixed_for_good() -> None:
    """They are stored: another release must find them equal."""
    minhash = signature(shingles(WORDS))
    assert (len(minhash), minhash == signature(shingles(WORDS.title()))) == (400, True)
    assert len(bands(minhash, "en")) == BANDS == len(set(bands(minhash, "a-language-tag-of-any-length")))
    assert all(-(1 << 63) <= key < 1 << 63 for key in bands(minhash, ""))
    assert estimate(minhash, signature(frozenset({"nothing"}))) < 0.1


def test_groups_do_not_depend_on_the_order_of_their_links() -> None:
    dice = random.Random(5)
    members = list(range(60))
    edges = [(dice.choice(members), dice.choice(members)) for _ in range(35)]
    wanted = components(members, edges)
    for _ in range(10):
        dice.shuffle(edges)
        dice.shuffle(members)
        assert components(members, [dice.choice([edge, edge[::-1]]) for edge in edges]) == wanted
