"""Each page of `comment_pages/` is a small thread, written for these tests, in the markup of one platform or kind."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from newsarchive.extract.comments.find import Thread, find_comments
from newsarchive.extract.document import Document
from newsarchive.times import iso

PAGES = Path(__file__).parent / "comment_pages"
EXPECTED = [json.loads(row) for row in (PAGES / "expected.jsonl").read_text("utf-8").splitlines()]


def read(name: str) -> Thread:
    document = Document.parse((PAGES / f"{name}.html").read_bytes(), "https://example.org/2020/05/a-story/")
    return find_comments(
        document,
        rules=None,
        fetched_at=datetime(2026, 11, 1, tzinfo=UTC),
        languages=(document.language or "en",),
        timezone=None,
        published=None,
    )


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda row: str(row["page"]))
def test_a_thread_is_read_whole_in_the_markup_of_its_platform(expected: dict[str, Any]) -> None:
    thread = read(expected["page"])
    assert {
        "page": expected["page"],
        "system": thread.system.name if thread.system else None,
        "claimed": thread.claimed,
        "ids": [comment.source_id for comment in thread.comments],
        "comments": [
            [comment.author, iso(comment.published), comment.depth, comment.text]
            for comment in thread.comments
            if comment.kind == "comment"
        ],
    } == expected


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda row: str(row["page"]))
def test_the_elements_that_hold_a_thread_hold_all_its_texts_and_nothing_of_the_article(
    expected: dict[str, Any],
) -> None:
    held = " ".join(" ".join(root.itertext()) for root in read(expected["page"]).roots)
    assert "Body text." not in held
    assert [text for *_, text in expected["comments"] if text not in held] == []


def test_every_page_has_its_expectation() -> None:
    assert sorted(path.stem for path in PAGES.glob("*.html")) == [row["page"] for row in EXPECTED]
