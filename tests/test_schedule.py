"""`newsarchive schedule` tells when a page is looked at again, and why."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from newsarchive.archive.pages import discover
from newsarchive.archive.store import open_archive
from newsarchive.commands.schedule import schedule
from newsarchive.crawl.ladder import read_ladder
from newsarchive.crawl.schedule import explain, span
from newsarchive.items import Candidate
from tests.looks import article, comment, look

NOW = datetime(2023, 10, 20, 12, 0, tzinfo=UTC)
LADDER = read_ladder([(6, 1), (24, 3), (72, 12), (8_760, 2_160)], discussion_hours=24, discussion_days=21)


def row(**more: Any) -> dict[str, Any]:
    known = {
        "kind": "article",
        "state": "stored",
        "reason": None,
        "failures": 0,
        "fetched_at": "2023-10-20T11:00:00Z",
        "next_visit_at": "2024-01-18T11:00:00Z",
        "modified_hint": None,
        "article_id": 1,
        "article_published_at": "2023-10-20T02:00:00Z",
        "comments_claimed": None,
        "comment_count": 0,
        "comments_note": None,
    }
    return known | more


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (row(), "published 10 hours ago: every 3 hours"),
        (
            row(next_visit_at="2023-10-20T12:30:00Z"),
            "published 10 hours ago: every 3 hours; it was changed at the last look: half of that",
        ),
        (
            row(article_published_at=None, next_visit_at="2023-10-20T12:00:00Z", comments_note="status 503"),
            "an article of unknown age counts as a week old: every 90 days; "
            "its thread was not read whole at the last look: sooner",
        ),
        (row(kind="sitemap", next_visit_at=None), "a sitemap is read in every run"),
        (row(article_published_at="2023-10-15T12:00:00Z"), "published 5 days ago: every 90 days"),
        (
            row(article_published_at="2023-10-15T12:00:00Z", comment_count=2),
            "published 5 days ago; replies may come until it is 21 days old: every 1 day",
        ),
        (row(article_published_at="2023-08-15T12:00:00Z", comment_count=2), "published 66 days ago: every 90 days"),
        (row(article_published_at=None), "an article of unknown age counts as a week old: every 90 days"),
        (
            row(modified_hint="2023-10-20T13:00:00Z", next_visit_at="2023-10-20T12:30:00Z"),
            "a feed, sitemap or list told of a change on 2023-10-20T13:00:00Z, after the last look",
        ),
        (row(state="pending", next_visit_at=None), "not looked at yet: in the next run, newest first"),
        (
            row(state="failed", failures=2, next_visit_at="2023-10-20T15:00:00Z"),
            "failed 2 times in a row: again after 4 hours",
        ),
        (
            row(kind="feed", state="deferred", reason="status 429", next_visit_at="2023-10-24T11:00:00Z"),
            "deferred (status 429): again after 4 days",
        ),
        (
            row(state="gone", reason="status 404", next_visit_at="2023-11-19T11:00:00Z"),
            "gone (status 404): again after 30 days",
        ),
        (row(state="robots", article_id=None), "robots: again after 90 days"),
        (row(state="refused", next_visit_at=None), "refused: not planned; REVISIT_ALL=1 looks at it"),
    ],
)
def test_a_page_says_why_it_is_due(page: dict[str, Any], why: str) -> None:
    assert explain(page, LADDER, NOW) == why


@pytest.mark.parametrize(
    ("hours", "words"), [(0.5, "30 minutes"), (1, "1 hour"), (36, "1.5 days"), (24, "1 day"), (8_760 * 3, "3 years")]
)
def test_a_span_of_time_in_words(hours: float, words: str) -> None:
    assert span(timedelta(hours=hours)) == words


def test_the_command_counts_and_lists(tmp_path: Path) -> None:
    later = datetime.now(UTC) + timedelta(hours=5)
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article(comments=(comment(1),)), next_visit_at=later)
        look(archive, None, url="https://news.example/gone/", state="gone", status=404)
        discover(archive, 1, [Candidate("https://news.example/new/", "https://news.example/feed/")], at=later)

    def told(*arguments: str) -> tuple[int, list[str]]:
        done = CliRunner().invoke(schedule, [*arguments, "--archive", str(tmp_path)])
        return done.exit_code, done.output.splitlines()

    code, lines = told("news.example")
    assert code == 0 and [line.split() for line in lines[1:4]] == [
        ["now", "article", "1"],
        ["within", "a", "day", "article", "1"],
        ["not", "planned", "article", "1"],
    ]
    assert lines[5] == "up to 6 hours old: looked at every 1 hour"
    code, lines = told("news.example", "--explain")
    assert [line.split()[:3] for line in lines[1:]] == [
        ["now", "pending", "https://news.example/new/"],
        [f"{later:%Y-%m-%dT%H:%M:%SZ}", "stored", article().url],
    ]
    assert lines[1].endswith("not looked at yet: in the next run, newest first")
    assert told("nowhere")[0] == 1
