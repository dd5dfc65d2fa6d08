"""What hangs on an article, row by row, from one look to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

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
