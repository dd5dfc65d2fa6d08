"""Comments, pages and the health of runs beneath their tables: keys, parents, hints, chances, hashes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsarchive.archive import health
from newsarchive.archive.changes import is_correction
from newsarchive.archive.comments import ThreadResult, comment_keys, store_thread, thread_sha256
from newsarchive.archive.erased import Erased, Kind, normal
from newsarchive.archive.hints import hints_json, instant, read_hints
from newsarchive.archive.looks import PageState
from newsarchive.archive.pages import discover, due, find, page
from newsarchive.archive.store import Archive, open_archive
from newsarchive.items import Candidate, Comment, Moment
from tests.looks import URL, article, at, comment, look, moment, rows

SITE = "https://news.example"
T0, T1, T2 = "2023-10-19T16:00:00Z", "2023-10-19T17:00:00Z", "2023-10-19T18:00:00Z"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path, write=True) as opened:
        look(opened, article())
        yield opened


AGO = moment(estimated=True)
"""A moment that was counted back from the fetch."""


def bare(text: str = "Fine.", author: str | None = "Ann", **more: Any) -> Comment:
    """Return a comment of a page that gives no ids."""
    return comment(0, text, source_id=None, author=author, **more)


# --- keys


@pytest.mark.parametrize(
    ("comments", "keys"),
    [
        ([], []),
        ([comment(1), comment(2)], ["1", "2"]),
        ([comment(1), comment(1)], ["1"]),
        ([comment(1), comment(1, "Other.")], ["1", "1~2"]),
        ([comment(1), comment(1, author="Bob")], ["1", "1~2"]),
        ([comment(1, "a"), comment(1, "b"), comment(1, "a"), comment(1, "c"), comment(1, "b")], ["1", "1~2", "1~3"]),
        ([comment(1, "a"), comment(1, "b", source_id="1~2"), comment(1, "c")], ["1", "1~2", "1~3"]),
        ([comment(1, likes=1), comment(1, likes=2)], ["1"]),
    ],
)
def test_an_id_of_the_portal_is_the_key_and_a_second_text_under_it_has_its_own(
    comments: list[Comment], keys: list[str]
) -> None:
    assert list(comment_keys(comments)) == keys


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (bare(), bare(), True),
        (bare("“Fine.”"), bare('"Fine."  '), True),
        (bare(depth=1), bare(), True),
        (bare(likes=3), bare(), True),
        (bare(published=moment()), bare(published=moment(local=datetime(2023, 10, 19, 17, 46))), True),
        (bare(published=AGO), bare(published=replace(AGO, raw="2 hours ago", utc=None)), True),
        (bare("Fine"), bare("fine"), False),
        (bare(author=None), bare(), False),
        (bare(published=None), bare(), False),
        (bare(published=moment("2023-10-19T15:46:01+00:00")), bare(), False),
        (bare("b", author="a"), bare("", author="a\x1fb"), False),
    ],
)
def test_a_comment_without_an_id_is_known_by_author_moment_and_text(one: Comment, other: Comment, same: bool) -> None:
    assert (list(comment_keys([one])) == list(comment_keys([other]))) is same


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "comments",
    [
        [comment(1, f"Text {number}") for number in range(40_000)],
        [bare("Nice.", published=None)] * 40_000,
        [comment(1)] * 40_000,
    ],
    ids=["one id", "one text", "one comment"],
)
def test_a_page_that_prints_one_id_or_text_without_end_is_keyed(comments: list[Comment]) -> None:
    keys = comment_keys(comments)
    assert len(keys) in (1, 40_000)


def test_keys_are_the_same_for_the_same_page_each_time() -> None:
    dice = random.Random(4)
    thread = [dice.choice([comment(dice.randrange(9), dice.choice("ab")), bare(dice.choice("ab"))]) for _ in range(60)]
    assert list(comment_keys(thread).items()) == list(comment_keys(list(thread)).items())
    assert list(comment_keys(list(comment_keys(thread).values())).values()) == list(comment_keys(thread).values())


# --- threads


def told(archive: Archive) -> list[tuple[Any, ...]]:
    sql = """
        select c.key, p.key, c.depth, substr(c.first_seen_at, 12, 2), substr(c.last_seen_at, 12, 2),
            substr(c.missing_since, 12, 2)
        from comments c
        left join comments p on p.id = c.parent_id
        order by c.id
    """
    return rows(archive, sql)


def store(archive: Archive, at_: str, *comments: Comment, complete: bool = True) -> ThreadResult:
    return store_thread(archive.db.conn, 1, comments, at_, complete=complete)


def test_a_thread_lives_from_look_to_look(archive: Archive) -> None:
    assert store(archive, T0, comment(1), comment(2, parent=1), comment(3)) == ThreadResult(new=3)
    assert store(archive, T1, comment(1), comment(3, "Edited."), comment(4, parent=3)) == ThreadResult(1, 1, 1)
    assert store(archive, T2, comment(2, parent=1), complete=False) == ThreadResult(0, 0, 0)
    assert told(archive) == [
        ("1", None, 0, "16", "17", None),
        ("2", "1", 1, "16", "18", None),
        ("3", None, 0, "16", "17", None),
        ("4", "3", 1, "17", "17", None),
    ]
    assert rows(archive, "select comment_id, seen_at, field, old, new from comment_revisions") == [
        (3, T1, "text", "Well said.", "Edited.")
    ]


@pytest.mark.parametrize(
    ("thread", "links"),
    [
        ([comment(1), comment(2, parent=1), comment(3, parent=2)], [None, "1", "2"]),
        ([comment(2, parent=1), comment(1)], ["1", None]),
        ([comment(2, parent=9)], [None]),
        ([comment(1, parent=1)], [None]),
        ([comment(1, parent=2), comment(2, parent=1)], ["2", None]),
        ([comment(1, parent=3), comment(2, parent=1), comment(3, parent=2)], ["3", None, "2"]),
        ([bare("a"), bare("b", depth=1), bare("c", depth=2), bare("d", depth=1)], [None, "a", "b", "a"]),
        ([bare("a", depth=1)], [None]),
        ([bare("a"), bare("b", depth=3)], [None, None]),
    ],
)
def test_an_answer_points_to_its_parent_as_far_as_there_is_one(
    archive: Archive, thread: list[Comment], links: list[str | None]
) -> None:
    store(archive, T0, *thread)
    sql = (
        "select coalesce(p.source_id, p.text) from comments c left join comments p on p.id = c.parent_id order by c.id"
    )
    found = [parent for (parent,) in rows(archive, sql)]
    assert found == links


@pytest.mark.parametrize(
    ("before", "after", "changed", "kept"),
    [
        (comment(1), comment(1, likes=9), False, ("Reader 1", "Well said.", 9, 0)),
        (comment(1), comment(1, "Well  said."), False, ("Reader 1", "Well said.", None, 0)),
        (comment(1, "“a”"), comment(1, '"a"'), False, ("Reader 1", "“a”", None, 0)),
        (comment(1), comment(1, author="Ann"), True, ("Ann", "Well said.", None, 0)),
        (comment(1), comment(1, "[removed]", removed=True, author=None), True, ("Reader 1", "Well said.", None, 1)),
        (comment(1, removed=True), comment(1, "Back."), True, ("Reader 1", "Back.", None, 0)),
        (comment(1, likes=9), comment(1), False, ("Reader 1", "Well said.", None, 0)),
        (comment(1), comment(1, position=7), False, ("Reader 1", "Well said.", None, 0)),
    ],
)
def test_of_a_comment_a_change_is_what_a_reader_sees(
    archive: Archive, before: Comment, after: Comment, changed: bool, kept: tuple[Any, ...]
) -> None:
    store(archive, T0, before)
    assert store(archive, T1, after) == ThreadResult(0, int(changed), 0)
    assert rows(archive, "select author, text, likes, removed from comments") == [kept]
    assert bool(rows(archive, "select 1 from comment_revisions")) is changed


def test_the_hash_of_a_thread_sees_its_order_and_every_field() -> None:
    one, other = comment(1), comment(2)
    hashes = {
        thread_sha256(thread)
        for thread in ([], [one], [one, other], [other, one], [replace(one, likes=1)], [replace(one, published=None)])
    }
    assert len(hashes) == 6 and thread_sha256([one]) == thread_sha256((comment(1),))


# --- pages


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


@pytest.mark.parametrize(
    ("state", "is_due"),
    [("stored", True), ("unchanged", True), ("gone", True), ("failed", True), ("not-article", True), ("robots", False),
     ("refused", False), ("noarchive", False)],
)  # fmt: skip
def test_a_told_change_wakes_whatever_may_be_read(archive: Archive, state: PageState, is_due: bool) -> None:
    look(archive, None, 1, url=f"{SITE}/b/", state=state, status=200)
    archive.db.execute("update pages set next_visit_at = null")
    told_of = Candidate(f"{SITE}/b/", "s", modified=moment("2023-10-20T00:00:00+00:00"))
    assert discover(archive, 1, [told_of, told_of], at=at(30)) == 0
    assert [one.url for one in due(archive, 1, now=at(30), limit=9)] == ([f"{SITE}/b/"] if is_due else [])


def test_pages_of_two_portals_and_kinds_are_kept_apart(archive: Archive) -> None:
    other = archive.portal("other.example", url="https://other.example/")
    found = [page(archive, portal, URL, kind=kind).id for portal in (1, other) for kind in ("article", "feed")]
    assert len(set(found)) == 4
    assert find(archive, other, URL, kind="listing") is None
    with pytest.raises(ValueError, match="no absolute"):
        page(archive, 1, "javascript:alert(1)", kind="article")


# --- the health of runs


@pytest.mark.parametrize(
    ("successes", "trials", "share", "probability"),
    [(0, 1, 0.5, 0.5), (1, 1, 0.5, 1.0), (0, 10, 0.9, 1e-10), (5, 10, 0.5, 0.623046875), (10, 10, 0.1, 1.0)],
)
def test_the_chance_of_so_few_is_that_of_the_binomial(
    successes: int, trials: int, share: float, probability: float
) -> None:
    assert health._at_most(successes, trials, share) == pytest.approx(probability, rel=1e-9)


@pytest.mark.parametrize(
    ("filled", "articles", "history", "falls"),
    [
        (0, 20, [(20, 20)] * 5, True),
        (0, 20, [(20, 20)] * 2, False),  # too few runs to be a measure
        (0, 20, [(4, 4)] * 20, False),  # too small ones
        (11, 20, [(20, 20)] * 5, False),  # more than half of the worst
        (0, 20, [(2, 20)] * 5, False),  # few ever had it
        (0, 20, [(20, 20), (20, 20), (20, 20), (0, 20)], False),  # it has been so before
        (1, 1_000, [(900, 1_000)] * 20, True),
    ],
)
def test_a_field_falls_where_neither_chance_nor_other_stories_explain_it(
    filled: int, articles: int, history: list[tuple[int, int]], falls: bool
) -> None:
    assert health._is_fall(filled, articles, history) is falls


def test_a_portal_that_never_ran_is_noticed_only_where_that_was_asked(archive: Archive) -> None:
    assert health.standing(archive.db.conn, 1, T2, None) == []
    assert health.standing(archive.db.conn, 1, T2, timedelta(hours=1)) == [
        health.Alarm("failures", "no run has finished")
    ]
    assert health.told([]) == {"health": "green", "alarms": None}


# --- what was taken down, and notices of correction


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("url", "HTTP://www.News.example/a/?utm_source=x#y", "//news.example/a"),
        ("domain", "www.News.example", "news.example"),
        ("domain", "https://news.example:443/a", "news.example"),
        ("domain", "news.example:8801", "news.example:8801"),
        ("author", " Ann “A”  LEE ", 'ann "a" lee'),
        ("comment", "bbn 17", "bbn 17"),
    ],
)
def test_spellings_are_levelled_before_they_are_hashed(kind: Kind, value: str, expected: str) -> None:
    assert normal(kind, value) == expected


def test_kinds_keys_and_values_make_different_hashes() -> None:
    one = Erased(b"key", frozenset())
    told_hashes = {one.digest("author", "ann"), one.digest("comment", "ann"), one.digest("author", "bob")}
    told_hashes.add(Erased(b"another", frozenset()).digest("author", "ann"))
    assert len(told_hashes) == 4
    assert not one and not one.holds("author", "ann") and not one.holds_url("no address")
    assert Erased(b"key", frozenset({one.digest("author", "Ann")})).holds("author", "ANN")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Correction: The bridge is in Bonn.", True),
        ("CLARIFICATION — an earlier headline was wrong.", True),
        ("(Editor’s note: the name was misspelled.)", True),
        ("Korrektur: In einer früheren Fassung …", True),
        ("Fe de errores: el nombre es otro.", True),
        ("Rectificatif : le pont est à Lyon.", True),
        ("訂正 見出しに誤りがありました。", True),
        ("Исправление: мост в Бонне.", True),
        ("An earlier version of this article misstated the year.", True),
        ("This story has been corrected to fix a name.", True),
        ("The correction of the river took years.", False),
        ("He corrected the exam.", False),
        ("Correctional officers went on strike.", False),
        ("Corrections officers went on strike.", True),  # a word too much; it begins as notices do
        ("", False),
    ],
)
def test_a_notice_of_correction_begins_as_such(text: str, expected: bool) -> None:
    assert is_correction(text) is expected
