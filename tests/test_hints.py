"""What a candidate tells of its page, kept as text and read back."""

from __future__ import annotations

from datetime import datetime

import pytest

from newsarchive.archive.hints import hints_json, instant, read_hints
from newsarchive.items import Candidate, Moment
from tests.looks import moment

SITE = "https://news.example"


@pytest.mark.parametrize(
    ("known", "text"),
    [
        (None, None),
        (Moment("x", None, None, None, "day", "unknown"), None),
        (Moment("x", datetime(2023, 10, 19), None, None, "day", "unknown"), "2023-10-19T00:00:00Z"),
        (moment("2023-10-19T18:00:00+02:00"), "2023-10-19T16:00:00Z"),
        (Moment("x", datetime(999, 1, 1), None, None, "day", "unknown"), None),
        (Moment("x", datetime(1000, 1, 1, 0, 0, 0, 5), None, None, "day", "unknown"), "1000-01-01T00:00:00Z"),
    ],
)
def test_a_hint_sorts_as_text(known: Moment | None, text: str | None) -> None:
    assert instant(known) == text


@pytest.mark.parametrize(
    "candidate",
    [
        Candidate(f"{SITE}/a/", "s", headline="“A”"),
        Candidate(f"{SITE}/a/", "s", published=moment(), modified=moment(estimated=True)),
        Candidate(f"{SITE}/a/", "s", "listing", language="en", source_id="7", authors=("Ann", "Bo")),
        Candidate(f"{SITE}/a/", "s", published=Moment("soon", None, None, None, "day", "unknown")),
    ],
)
def test_what_a_candidate_says_comes_back_as_it_was(candidate: Candidate) -> None:
    text = hints_json(candidate)
    assert text is not None and read_hints(text, candidate.url, candidate.kind) == candidate


def test_a_candidate_that_only_names_a_page_leaves_no_hint() -> None:
    assert hints_json(Candidate(f"{SITE}/a/", "s")) is None
    assert hints_json(Candidate(f"{SITE}/a/", "s", headline="")) is None
