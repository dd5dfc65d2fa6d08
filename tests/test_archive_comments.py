"""Comments beneath their table: keys, threads, parents, hashes."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from newsarchive.archive.comments import ThreadResult, comment_keys, store_thread, thread_sha256
from newsarchive.archive.store import Archive, open_archive
from newsarchive.items import Comment
from tests.looks import article, comment, look, moment, rows

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
        lambda: [comment(1, f"Text {number}") for number in range(40_000)],
        lambda: [bare("Nice.", published=None)] * 40_000,
        lambda: [comment(1)] * 40_000,
    ],
    ids=["one id", "one text", "one comment"],
)
def test_a_page_that_prints_one_id_or_text_without_end_is_keyed(comments: Callable[[], list[Comment]]) -> None:
    keys = comment_keys(comments())
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
