"""What hangs on an article, row by row, from one look to the next; the small SQL beneath; what a run writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from newsarchive.archive.rows import all_rows, insert, insert_all, one_row, replace_all, update
from newsarchive.archive.runs import FIELDS, Tally, finish, start
from newsarchive.archive.store import Archive, open_archive
from newsarchive.archive.threads import difference
from newsarchive.items import (
    Alternate,
    Author,
    Comment,
    FaqEntry,
    Flag,
    Image,
    LiveEntry,
    Moment,
    RelatedLink,
)
from tests.looks import article, comment, look, moment, rows

PICTURE, CRANE, BARGE = (Image(f"https://news.example/{name}.jpg") for name in ("picture", "crane", "barge"))

TOLD = {
    "faqs": "select position, question, answer, origin from faqs order by id",
    "related_links": "select position, kind, text, url, flag from related_links order by id",
    "images": "select position, url, alt, caption, credit from images order by id",
    "tags": "select x.position, t.name from article_tags x join tags t on t.id = x.tag_id order by 1",
    "authors": "select x.position, w.name, w.url, x.role from article_authors x "
    "join authors w on w.id = x.author_id order by 1",
    "flags": "select name, evidence from flags order by 1",
    "alternates": "select language, url from alternates order by 1, 2",
    "live_entries": "select position, source_id, headline, text, published_at, published_raw "
    "from live_entries order by id",
}


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path, write=True) as opened:
        yield opened


# --- one look


@pytest.mark.parametrize(
    ("table", "values", "expected"),
    [
        ("faqs", {"faqs": ()}, []),
        (
            "faqs",
            {"faqs": (FaqEntry("Why?", "So.", "json-ld"), FaqEntry("Why?", "So.", "json-ld"))},
            [(0, "Why?", "So.", "json-ld"), (1, "Why?", "So.", "json-ld")],
        ),
        ("faqs", {"faqs": (FaqEntry("", None, "bold"),)}, [(0, "", None, "bold")]),
        (
            "related_links",
            {
                "related_links": (
                    RelatedLink("A", None, "related", "unsafe"),
                    RelatedLink("", "https://a.example/", "inline"),
                )
            },
            [(0, "related", "A", None, "unsafe"), (1, "inline", "", "https://a.example/", None)],
        ),
        ("images", {"image": PICTURE}, [(0, PICTURE.url, None, None, None)]),
        ("images", {"images": (CRANE,)}, [(1, CRANE.url, None, None, None)]),
        (
            "images",
            {"image": PICTURE, "images": (CRANE, PICTURE)},
            [(0, PICTURE.url, None, None, None), (1, CRANE.url, None, None, None), (2, PICTURE.url, None, None, None)],
        ),
        (
            "images",
            {"image": Image("https://news.example/a.jpg", "Alt", "Caption", "Credit")},
            [(0, "https://news.example/a.jpg", "Alt", "Caption", "Credit")],
        ),
        ("tags", {"tags": ("b", "a", "b", "B", "c")}, [(0, "b"), (1, "a"), (2, "B"), (3, "c")]),
        ("tags", {"tags": ("Zürich", "Zu\u0308rich")}, [(0, "Zürich"), (1, "Zu\u0308rich")]),
        ("tags", {"tags": ("",)}, [(0, "")]),
        ("tags", {"tags": ()}, []),
        ("authors", {"authors": (Author("A", None, "author"),)}, [(0, "A", None, "author")]),
        (
            "authors",
            {"authors": (Author("A", "https://a.example/", "author"), Author("B"), Author("A", None, "photographer"))},
            [(0, "A", "https://a.example/", "author"), (1, "B", None, None)],
        ),
        ("flags", {"flags": (Flag("b", "1"), Flag("a", "2"), Flag("b", "3"))}, [("a", "2"), ("b", "1")]),
        (
            "alternates",
            {
                "alternates": (
                    Alternate("fr", "https://news.example/fr/"),
                    Alternate("de", "https://news.example/de/"),
                    Alternate("fr", "https://news.example/fr/"),
                    Alternate("fr", "https://news.example/fr-ca/"),
                )
            },
            [
                ("de", "https://news.example/de/"),
                ("fr", "https://news.example/fr-ca/"),
                ("fr", "https://news.example/fr/"),
            ],
        ),
        (
            "live_entries",
            {
                "live_entries": (
                    LiveEntry(None, "It goes on.", None),
                    LiveEntry("Goal", "1:0", moment("2023-10-19T18:00:00+02:00"), "e7"),
                    LiveEntry(None, "", Moment("at noon", None, None, None, "day", "unknown")),
                )
            },
            [
                (0, None, None, "It goes on.", None, None),
                (1, "e7", "Goal", "1:0", "2023-10-19T16:00:00Z", "2023-10-19T18:00:00+02:00"),
                (2, None, None, "", None, "at noon"),
            ],
        ),
    ],
)
def test_the_rows_of_a_part_are_those_of_the_page(
    archive: Archive, table: str, values: dict[str, Any], expected: list[tuple[object, ...]]
) -> None:
    bare: dict[str, Any] = {"tags": (), "image": None, "images": ()}
    assert look(archive, article(**{**bare, **values})) == "new"
    assert rows(archive, TOLD[table]) == expected


NASTY = "'; drop table articles; -- \u202e<script>alert(1)</script>"


def test_what_a_hostile_page_says_is_kept_as_text(archive: Archive) -> None:
    seen = article(
        headline=NASTY,
        tags=(NASTY,),
        authors=(Author(NASTY, "https://a.example/'\""),),
        faqs=(FaqEntry(NASTY, NASTY, NASTY),),
        flags=(Flag(NASTY, NASTY),),
        images=(Image("https://a.example/'", NASTY, NASTY, NASTY),),
        comments=(comment(1, NASTY, author=NASTY),),
    )
    assert look(archive, seen) == "new"
    assert {table: rows(archive, TOLD[table]) for table in ("tags", "authors", "faqs", "flags", "images")} == {
        "tags": [(0, NASTY)],
        "authors": [(0, NASTY, "https://a.example/'\"", None)],
        "faqs": [(0, NASTY, NASTY, NASTY)],
        "flags": [(NASTY, NASTY)],
        "images": [(1, "https://a.example/'", NASTY, NASTY, NASTY)],
    }
    assert rows(archive, "select headline from articles") == [(NASTY,)]
    assert rows(archive, "select author, text from comments") == [(NASTY, NASTY)]


@pytest.mark.parametrize(
    "values",
    [
        {"headline": "half a pair \ud83d"},
        {"tags": ("\udc80",)},
        {"authors": (Author("\udfff"),)},
        {"faqs": (FaqEntry("\ud800?", None, "bold"),)},
        {"comments": (comment(1, "\ud800"),)},
        {"comments": (comment(1, likes=1 << 70),)},
        {"comments_claimed": 1 << 70},
    ],
    ids=lambda values: "".join(values),
)
def test_what_no_row_can_hold_puts_the_page_aside_and_nothing_else(archive: Archive, values: dict[str, Any]) -> None:
    assert look(archive, article(**values)) == "none"
    for table in ("articles", "revisions", "tags", "authors", "faqs", "comments"):
        assert rows(archive, f"select count(*) from {table}") == [(0,)], table
    assert rows(archive, "select state from pages") == [("quarantined",)]
    assert look(archive, article(), 1) == "new"


# --- from one look to the next


def test_rows_that_stay_the_same_keep_their_ids(archive: Archive) -> None:
    seen = article(faqs=(FaqEntry("Why?", "So.", "bold"),), image=PICTURE, flags=(Flag("a", "b"),))
    look(archive, seen)
    ids = "select 'faq', id from faqs union all select 'image', id from images union all select 'tag', id from tags"
    before = rows(archive, ids)
    assert look(archive, replace(seen, lead="New"), 1) == "changed"
    assert rows(archive, ids) == before


@pytest.mark.parametrize(
    ("table", "before", "after", "expected", "outcome"),
    [
        ("tags", {"tags": ("a", "b")}, {"tags": ("c", "a")}, [(0, "c"), (1, "a")], "changed"),
        ("tags", {"tags": ("a", "b")}, {"tags": ("b", "a")}, [(0, "b"), (1, "a")], "same"),
        ("tags", {"tags": ("a", "b")}, {"tags": ()}, [], "changed"),
        (
            "authors",
            {"authors": (Author("A"), Author("B"))},
            {"authors": (Author("B"),)},
            [(0, "B", None, None)],
            "changed",
        ),
        (
            "authors",
            {"authors": (Author("A", "https://a.example/"),)},
            {"authors": (Author("A", None, "author"),)},
            [(0, "A", "https://a.example/", "author")],
            "same",
        ),
        (
            "authors",
            {"authors": (Author("A", "https://a.example/"),)},
            {"authors": (Author("A", "https://b.example/"),)},
            [(0, "A", "https://b.example/", None)],
            "same",
        ),
        ("flags", {"flags": (Flag("a", "1"),)}, {"flags": (Flag("b", "2"),)}, [("b", "2")], "same"),
        ("images", {"image": PICTURE}, {"image": CRANE}, [(0, CRANE.url, None, None, None)], "changed"),
        (
            "images",
            {"images": (CRANE, BARGE)},
            {"images": (BARGE,)},
            [(1, BARGE.url, None, None, None)],
            "changed",
        ),
        (
            "faqs",
            {"faqs": (FaqEntry("Why?", "So.", "bold"),)},
            {"faqs": (FaqEntry("Why?", "Because.", "bold"),)},
            [(0, "Why?", "Because.", "bold")],
            "changed",
        ),
        (
            "related_links",
            {"related_links": (RelatedLink("A", "https://a.example/", "related"),)},
            {"related_links": ()},
            [],
            "same",
        ),
        (
            "live_entries",
            {"live_entries": (LiveEntry("One", "1", None),)},
            {"live_entries": (LiveEntry("Two", "2", None), LiveEntry("One", "1", None))},
            [(0, None, "Two", "2", None, None), (1, None, "One", "1", None, None)],
            "same",
        ),
    ],
)
def test_a_later_look_makes_the_rows_what_the_page_says_now(
    archive: Archive,
    table: str,
    before: dict[str, Any],
    after: dict[str, Any],
    expected: list[tuple[object, ...]],
    outcome: str,
) -> None:
    bare: dict[str, Any] = {"tags": (), "image": None, "images": ()}
    look(archive, article(**{**bare, **before}))
    assert look(archive, article(**{**bare, **after}), 1) == outcome
    assert rows(archive, TOLD[table]) == expected


def test_a_tag_and_an_author_are_one_row_for_all_their_articles(archive: Archive) -> None:
    for number in range(3):
        url = f"https://news.example/{number}/"
        seen = article(url=url, source_id=str(number), headline=f"Story {number}", body=(f"Words {number}.",))
        look(archive, replace(seen, tags=("x", f"t{number}"), authors=(Author("A"),)))
    assert rows(archive, "select name from tags order by id") == [("x",), ("t0",), ("t1",), ("t2",)]
    assert rows(archive, "select name, portal_id from authors") == [("A", 1)]
    assert rows(archive, "select article_id, author_id, position from article_authors") == [
        (n, 1, 0) for n in (1, 2, 3)
    ]


# --- the count that a page declares


READERS = (comment(1), comment(2), comment(3))
PING = comment(9, kind="pingback")


@pytest.mark.parametrize(
    ("comments", "claimed", "complete", "note", "told"),
    [
        ((), None, True, None, None),
        ((), 0, True, "a note that explains nothing", None),
        (READERS, None, True, "pages 2 to 4 were not read", "pages 2 to 4 were not read"),
        (READERS, 3, True, "pages 2 to 4 were not read", None),
        (READERS, 5, True, None, "held back or deleted: 2; the whole thread was read"),
        (READERS, 5, True, "page 2: status 500", "page 2: status 500"),
        (READERS, 5, False, None, "the thread was not read in full"),
        (READERS, 1, False, None, "the count lags behind: 3 were read"),
        ((*READERS, PING), 4, True, None, "pingbacks are counted: 1"),
        ((*READERS, PING), 4, False, "page 2: status 500", "pingbacks are counted: 1"),
        ((*READERS, PING), 3, True, None, None),
        ((*READERS, PING), 7, True, None, "held back or deleted: 4; the whole thread was read"),
        ((PING,), 0, True, None, None),
        ((PING,), 1, True, None, "pingbacks are counted: 1"),
    ],
)
def test_why_a_declared_number_is_another(
    comments: tuple[Comment, ...], claimed: int | None, complete: bool, note: str | None, told: str | None
) -> None:
    assert difference(comments, claimed, complete=complete, note=note) == told


# --- the small SQL


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("create table things (id integer primary key, name text, weight real)")
        connection.execute("create table parts (article_id integer, position integer, name text)")
        connection.execute("create table names (article_id integer, name text, evidence text)")
        yield connection


def test_a_row_is_inserted_changed_and_read_as_a_dict(db: sqlite3.Connection) -> None:
    assert [insert(db, "things", {"name": name}) for name in ("a", None, "c")] == [1, 2, 3]
    update(db, "things", 2, {"name": "b", "weight": 1.5})
    update(db, "things", 3, {})
    update(db, "things", 99, {"name": "nobody"})
    assert all_rows(db, "select * from things where id > ? order by id", [1]) == [
        {"id": 2, "name": "b", "weight": 1.5},
        {"id": 3, "name": "c", "weight": None},
    ]
    assert one_row(db, "select name, weight from things where id = ?", [2]) == {"name": "b", "weight": 1.5}
    assert one_row(db, "select name from things where id = ?", [99]) is None
    assert all_rows(db, "select name from things where id > 99") == []


def test_many_rows_of_the_same_columns_go_in_together(db: sqlite3.Connection) -> None:
    insert_all(db, "things", [])
    insert_all(db, "things", [{"name": "a", "weight": 1}, {"name": "b", "weight": None}])
    assert all_rows(db, "select name, weight from things order by id") == [
        {"name": "a", "weight": 1.0},
        {"name": "b", "weight": None},
    ]


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ([], [], False),
        ([], [(0, "a")], True),
        ([(0, "a")], [(0, "a")], False),
        ([(0, "a")], [], True),
        ([(0, "a"), (1, "b")], [(0, "b"), (1, "a")], True),
        ([(0, "a"), (1, None)], [(0, "a"), (1, None)], False),
        ([(0, "a")], [(0, "A")], True),
        ([(9, "a"), (10, "b")], [(9, "a"), (10, "b")], False),
    ],
)
def test_rows_are_replaced_where_they_differ(
    db: sqlite3.Connection, before: list[tuple[Any, ...]], after: list[tuple[Any, ...]], changed: bool
) -> None:
    replace_all(db, "parts", "position, name", 1, before)
    replace_all(db, "parts", "position, name", 2, [(0, "of another")])
    assert replace_all(db, "parts", "position, name", 1, after) is changed
    assert db.execute("select position, name from parts where article_id = 1 order by 1").fetchall() == after
    assert db.execute("select name from parts where article_id = 2").fetchall() == [("of another",)]


def test_rows_without_a_place_are_compared_in_the_order_of_their_columns(db: sqlite3.Connection) -> None:
    names = sorted([("b", "2"), ("a", "1"), ("é", "3"), ("Z", "4"), ("\U0001f600", "5"), ("\uffee", "6")])
    assert replace_all(db, "names", "name, evidence", 1, names)
    assert not replace_all(db, "names", "name, evidence", 1, names)
    assert db.execute("select count(*) from names").fetchall() == [(len(names),)]


# --- what a run leaves


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
