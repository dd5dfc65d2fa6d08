"""What a run leaves: its row, its counts, the fields of its articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from newsarchive.archive.rows import all_rows
from newsarchive.archive.runs import FIELDS, Tally, finish, start
from newsarchive.archive.store import Archive, open_archive
from newsarchive.items import Comment
from tests.looks import STORY, article, look, rows


def test_a_tally_counts_visits_outcomes_and_what_articles_have() -> None:
    tally = Tally()
    tally.add("article", "stored", "new", STORY)
    tally.add("article", "stored", "same", replace(STORY, headline=None, access="protected", body=()))
    tally.add("article", "unchanged", "none", None)
    tally.add("article", "gone", "none", None)
    tally.add("feed", "stored", "none", None)
    assert tally.outcomes == Counter(stored=2, unchanged=1, gone=1)
    assert tally.articles == Counter(new=1, same=2, none=1)
    assert (tally.read["headline"], tally.filled["headline"]) == (2, 1)
    assert (tally.read["body"], tally.filled["body"]) == (1, 1)
    assert (tally.read["comments"], tally.filled["comments"]) == (0, 0)
    assert set(tally.read) <= set(FIELDS) and tally.changed


@pytest.mark.parametrize(
    ("claimed", "comments", "asked", "filled"),
    [(None, 0, 0, 0), (0, 0, 0, 0), (3, 0, 1, 0), (3, 3, 1, 1), (None, 1, 1, 1)],
)
def test_comments_are_missed_only_where_the_page_declares_some(
    claimed: int | None, comments: int, asked: int, filled: int
) -> None:
    some = tuple(Comment(str(n), None, "comment", n, 0, "Ann", None, None, "x") for n in range(comments))
    tally = Tally()
    tally.add("article", "stored", "new", replace(STORY, comments=some, comments_claimed=claimed))
    assert (tally.read["comments"], tally.filled["comments"]) == (asked, filled)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path, write=True) as opened:
        yield opened


def test_a_run_is_begun_counted_and_ended(archive: Archive) -> None:
    portal = archive.portal("news.example", url="https://news.example/")
    run = start(archive.db.conn, portal, "2023-10-19T16:00:00Z", "by hand")
    tally = Tally()
    for state, outcome in [("stored", "new"), ("stored", "changed"), ("unchanged", "none"), ("failed", "none")]:
        tally.add("article", state, outcome, article() if state == "stored" else None)
    tally.add("article", "quarantined", "none", article())
    tally.write(archive.db.conn, run)
    assert not tally.changed
    finish(
        archive.db.conn,
        run,
        {"finished_at": "2023-10-19T16:05:00Z", "reason": "finished", "slowest": [["a", 1.5]], "alarms": None},
    )
    (row,) = all_rows(archive.db.conn, "select * from runs")
    assert orjson.loads(row.pop("outcomes")) == {"stored": 2, "unchanged": 1, "failed": 1, "quarantined": 1}
    assert row == {
        "id": run,
        "portal_id": portal,
        "started_at": "2023-10-19T16:00:00Z",
        "finished_at": "2023-10-19T16:05:00Z",
        "reason": "finished",
        "requests": 0,
        "new": 1,
        "changed": 1,
        "same": 1,
        "failed": 2,
        "warc_bytes": 0,
        "bytes": None,
        "discovered": None,
        "slowest": '[["a",1.5]]',
        "health": None,
        "alarms": None,
    }
    filled = {"headline", "published", "body", "section", "tags", "language"}
    assert rows(archive, "select field, articles, filled from run_fields order by rowid") == [
        (name, 0 if name == "comments" else 2, 2 if name in filled else 0) for name in FIELDS
    ]


def test_a_run_that_read_nothing_has_no_fields(archive: Archive) -> None:
    run = archive.start_run(archive.portal("news.example", url="https://news.example/"), started_at=archive.opened_at)
    Tally().write(archive.db.conn, run)
    assert rows(archive, "select new, changed, same, failed, outcomes from runs") == [(0, 0, 0, 0, "{}")]
    assert rows(archive, "select count(*) from run_fields") == [(0,)]


def test_counts_are_written_again_and_again_as_a_run_goes(archive: Archive) -> None:
    run = archive.start_run(archive.portal("news.example", url="https://news.example/"), started_at=archive.opened_at)
    for number in range(3):
        url = f"https://news.example/{number}/"
        look(archive, article(url=url, source_id=str(number), headline=f"{number}", body=(f"{number}",)), run_id=run)
        archive.commit()
        assert rows(archive, "select new from runs") == [(number + 1,)]
    assert rows(archive, "select articles, filled from run_fields where field = 'headline'") == [(3, 3)]
