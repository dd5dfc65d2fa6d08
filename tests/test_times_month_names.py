"""Names of months: which month a word is, and of which languages."""

from __future__ import annotations

import pytest

from newsarchive.times.month_names import _NAMES, languages_of, month_of


@pytest.mark.parametrize("language", sorted(_NAMES))
def test_every_language_names_twelve_months_and_none_twice(language: str) -> None:
    groups = [group.replace("_", " ").split(",") for group in _NAMES[language].split()]
    assert len(groups) == 12
    assert [[month_of(name, [language]) for name in group] for group in groups] == [
        [number] * len(group) for number, group in enumerate(groups, 1)
    ]


@pytest.mark.parametrize(
    ("word", "languages", "expected"),
    [
        ("may", (), 5),
        ("mar", (), 3),
        ("listopada", (), None),
        ("listopada", ("pl",), 11),
        ("listopada", ("de", "hr"), 10),
        ("lis", ("cs",), 11),
        ("srpna", (), 8),
        ("srpnja", (), 7),
        ("kasım", (), 11),
        ("kasim", (), 11),
        ("aralik", ("tr",), 12),
        ("كانون الثاني", (), 1),
        ("كانون", (), None),
        ("May", (), None),
        ("", (), None),
        ("monday", (), None),
    ],
)
def test_a_word_of_two_meanings_needs_its_language(word: str, languages: tuple[str, ...], expected: int | None) -> None:
    assert month_of(word, languages) == expected


def test_the_languages_of_a_months_name_are_all_that_use_it() -> None:
    assert set(languages_of("listopada")) == {"pl", "hr"}
    assert languages_of("października") == ("pl",)
    assert languages_of("foober") == ()
