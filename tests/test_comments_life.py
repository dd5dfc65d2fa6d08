"""The life of comments: first and last seen, missing, back, edited, moved, renamed."""

from dataclasses import replace
from pathlib import Path

import pytest

from newsarchive.archive.comments import comment_keys
from newsarchive.archive.store import Archive, open_archive
from newsarchive.archive.verify import verify
from newsarchive.items import Comment
from tests.looks import article, at, comment, look, moment, rows

THREAD = (comment(1), comment(2, "No.", parent=1), comment(3, "Why?", parent=2, depth=2), comment(4, "Off topic."))


def life(archive: Archive) -> list[tuple[object, ...]]:
    sql = "select source_id, substr(first_seen_at, 12, 2), substr(last_seen_at, 12, 2), substr(missing_since, 12, 2) "
    return rows(archive, f"{sql} from comments order by id")


def read(archive: Archive, hours: int, *comments: Comment, complete: bool = True, claimed: int | None = None) -> None:
    look(archive, article(comments=comments, comments_claimed=claimed), hours, comments_complete=complete)


def test_a_comment_is_missing_from_the_first_whole_reading_without_it(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        read(archive, 0, *THREAD)
        read(archive, 1, *THREAD[:3], complete=False)
        assert life(archive)[3] == ("4", "16", "16", None)
        read(archive, 2, *THREAD[:3])
        read(archive, 3, *THREAD[:3])
        assert life(archive) == [
            ("1", "16", "19", None),
            ("2", "16", "19", None),
            ("3", "16", "19", None),
            ("4", "16", "16", "18"),
        ]
        read(archive, 4, *THREAD)
        assert life(archive)[3] == ("4", "16", "20", None)
        assert rows(archive, "select text from comments where source_id = '4'") == [("Off topic.",)]


@pytest.mark.parametrize(("claimed", "missing"), [(None, None), (4, None), (0, "17")])
def test_a_thread_that_vanishes_was_not_read_unless_the_page_says_that_there_is_none(
    tmp_path: Path, claimed: int | None, missing: str | None
) -> None:
    with open_archive(tmp_path, write=True) as archive:
        read(archive, 0, *THREAD)
        read(archive, 1, claimed=claimed)
        assert {row[3] for row in life(archive)} == {missing}


def test_a_failed_look_takes_no_comment_away(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        read(archive, 0, *THREAD)
        look(archive, None, 1, state="failed", status=500)
        look(archive, None, 2, state="gone", status=404)
        look(archive, article(body=(), access="protected"), 3)
        assert {row[3] for row in life(archive)} == {None}


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (comment(4, "Off topic, sorry."), [("text", "Off topic.", "Off topic, sorry.")]),
        (comment(4, "Off topic.", author="Ann"), [("author", "Reader 4", "Ann")]),
        (comment(4, "Off topic.", parent=2), [("parent", None, "2")]),
        (comment(4, "Off  topic."), []),
        (comment(4, "Off topic.", likes=7), []),
        (comment(4, "[removed]", removed=True, author=None), [("removed", "0", "1")]),
        (comment(4, "Off topic.", published=moment("2023-10-19T16:04:00+00:00", precision="minute")), []),
        (comment(4, "Off topic.", published=None), []),
    ],
)
def test_what_changes_in_a_comment_is_kept(tmp_path: Path, after: Comment, told: list[tuple[object, ...]]) -> None:
    with open_archive(tmp_path, write=True) as archive:
        read(archive, 0, *THREAD)
        read(archive, 1, *THREAD[:3], after)
        assert rows(archive, "select field, old, new from comment_revisions") == told
        (row,) = rows(archive, "select author, published_at from comments where source_id = '4'")
        assert row == (after.author or "Reader 4", "2023-10-19T16:04:00Z")


def test_a_removed_comment_keeps_its_words(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        read(archive, 0, *THREAD)
        read(archive, 1, *THREAD[:3], comment(4, "This comment was removed.", removed=True))
        assert rows(archive, "select text, removed from comments where source_id = '4'") == [("Off topic.", 1)]


def test_an_answer_points_to_its_parent_in_whatever_order_they_come(tmp_path: Path) -> None:
    orders = [THREAD, THREAD[::-1], (THREAD[2], THREAD[0], THREAD[3], THREAD[1])]
    for number, order in enumerate(orders):
        with open_archive(tmp_path / str(number), write=True) as archive:
            read(archive, 0, *order)
            sql = (
                "select c.source_id, p.source_id from comments c left join comments p on p.id = c.parent_id order by 1"
            )
            assert rows(archive, sql) == [("1", None), ("2", "1"), ("3", "2"), ("4", None)]


def test_an_answer_to_a_comment_that_is_held_back_finds_it_later(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        read(archive, 0, comment(2, parent=1))
        assert rows(archive, "select parent_id, parent_source_id from comments") == [(None, "1")]
        read(archive, 1, comment(1), comment(2, parent=1))
        assert rows(archive, "select source_id, parent_id from comments order by id") == [("2", 2), ("1", None)]
        assert rows(archive, "select count(*) from comment_revisions") == [(0,)]


def test_an_answer_keeps_its_parent_where_a_later_reading_does_not_tell_it(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        read(archive, 0, *THREAD)
        read(archive, 1, *(replace(one, parent_source_id=None) for one in THREAD))
        links = (
            "select c.source_id, c.parent_source_id, p.source_id from comments c join comments p on p.id = c.parent_id"
        )
        assert rows(archive, f"{links} order by c.id") == [("2", "1", "1"), ("3", "2", "2")]
        assert rows(archive, "select count(*) from comment_revisions") == [(0,)]


def test_a_circle_of_answers_is_cut_once(tmp_path: Path) -> None:
    circle = (comment(1, parent=3), comment(2, parent=1), comment(3, parent=2), comment(4, parent=4))
    with open_archive(tmp_path, write=True) as archive:
        read(archive, 0, *circle)
        linked = rows(archive, "select source_id, parent_id from comments where parent_id is not null order by 1")
        assert len(linked) == 2
        assert rows(archive, "select parent_source_id from comments order by id") == [("3",), ("1",), ("2",), ("4",)]
    assert list(verify(tmp_path)) == []


def test_a_long_chain_of_answers_is_linked_at_once(tmp_path: Path) -> None:
    chain = [comment(1), *(comment(n, parent=n - 1, depth=n - 1) for n in range(2, 5_001))]
    with open_archive(tmp_path, write=True) as archive:
        read(archive, 0, *chain[::-1])
        assert rows(archive, "select count(*) from comments where parent_id is not null") == [(4_999,)]


def test_comments_without_ids_are_known_by_what_they_say(tmp_path: Path) -> None:
    bare = [replace(one, source_id=None, parent_source_id=None) for one in THREAD]
    with open_archive(tmp_path, write=True) as archive:
        read(archive, 0, *bare)
        read(archive, 1, *bare, comment(5, "Late.", source_id=None))
        assert rows(archive, "select count(*), sum(missing_since is null) from comments") == [(5, 5)]
        sql = "select c.text, p.text from comments c left join comments p on p.id = c.parent_id order by c.id"
        assert rows(archive, sql)[1:3] == [("No.", "Well said."), ("Why?", "No.")]


def test_a_time_that_counts_back_from_the_fetch_does_not_make_a_comment_new() -> None:
    first = comment(1, source_id=None, published=moment("2023-10-19T14:00:00+00:00", raw="2 hours ago", estimated=True))
    later = replace(first, published=moment("2023-10-19T14:00:07+00:00", raw="3 hours ago", estimated=True))
    assert list(comment_keys([first])) == list(comment_keys([later]))


def test_two_comments_under_one_id_are_both_kept_and_one_twice_counts_once() -> None:
    other = comment(1, "Quite another text.", author="Bob")
    assert comment_keys([comment(1), other, comment(1), comment(2)]) == {
        "1": comment(1),
        "1~2": other,
        "2": comment(2),
    }


def test_late_comments_are_counted_with_the_visit_and_the_article(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        read(archive, 0, *THREAD, claimed=5)
        read(archive, 1, *THREAD, comment(5), comment(6, kind="pingback"), claimed=6)
        assert rows(archive, "select comments_claimed, comment_count from articles") == [(6, 5)]
        sql = "select at, comments_claimed, comments_read, comments_new from visits order by id"
        assert rows(archive, sql) == [
            (f"{at(0):%Y-%m-%dT%H:%M:%SZ}", 5, 4, 4),
            (f"{at(1):%Y-%m-%dT%H:%M:%SZ}", 6, 6, 2),
        ]


@pytest.mark.parametrize(
    ("comments", "claimed", "complete", "note", "told"),
    [
        (THREAD, 4, True, None, None),
        (THREAD, None, True, None, None),
        (THREAD, 6, True, None, "held back or deleted: 2; the whole thread was read"),
        (THREAD, 6, False, None, "the thread was not read in full"),
        (THREAD, 6, False, "comment-page 2: status 503", "comment-page 2: status 503"),
        (THREAD, 3, True, None, "the count lags behind: 4 were read"),
        ((*THREAD, comment(5, kind="pingback")), 5, True, None, "pingbacks are counted: 1"),
        ((*THREAD, comment(5, kind="pingback")), 4, True, None, None),
        ((), 0, True, None, None),
        ((), None, False, "comments are kept by disqus", "comments are kept by disqus"),
        ((), 7, False, "comments are kept by disqus", "comments are kept by disqus"),
    ],
)
def test_it_is_told_why_a_page_declares_another_number(
    tmp_path: Path,
    comments: tuple[Comment, ...],
    claimed: int | None,
    complete: bool,
    note: str | None,
    told: str | None,
) -> None:
    seen = article(comments=comments, comments_claimed=claimed)
    with open_archive(tmp_path, write=True) as archive:
        for hours in range(2):
            look(archive, seen, hours, comments_complete=complete, comments_note=note)
            assert rows(archive, "select comments_claimed, comments_note from articles") == [(claimed, told)]


def texts(archive: Archive) -> list[tuple[object, ...]]:
    sql = (
        "select c.source_id, c.text, p.text, c.missing_since from comments c left join comments p on p.id = c.parent_id"
    )
    return rows(archive, f"{sql} order by c.id")


@pytest.mark.parametrize("offset", [100, 1])
def test_a_thread_that_is_numbered_anew_is_the_same(tmp_path: Path, offset: int) -> None:
    anew = tuple(
        replace(
            one,
            source_id=str(int(one.source_id or 0) + offset),
            parent_source_id=one.parent_source_id and str(int(one.parent_source_id) + offset),
        )
        for one in THREAD
    )
    with open_archive(tmp_path, write=True) as archive:
        read(archive, 0, *THREAD)
        before = texts(archive)
        read(archive, 1, *anew)
        assert texts(archive) == [(str(int(str(row[0])) + offset), *row[1:]) for row in before]
        assert rows(archive, "select count(*) from comment_revisions") == [(0,)]
        assert not list(verify(tmp_path))


def test_where_an_id_is_a_place_the_comment_that_was_deleted_is_missing(tmp_path: Path) -> None:
    thread = tuple(comment(number, f"Word {number}.") for number in range(1, 5))
    moved = [replace(one, source_id=str(number)) for number, one in enumerate(thread[1:], 1)]
    with open_archive(tmp_path, write=True) as archive:
        read(archive, 0, *thread)
        read(archive, 1, *moved, comment(4, "A new word."))
        told = {row[1]: row[3] is not None for row in texts(archive)}
        assert told == {"Word 1.": True, "Word 2.": False, "Word 3.": False, "Word 4.": False, "A new word.": False}
        assert rows(archive, "select count(*) from comment_revisions") == [(0,)]


def test_a_text_that_stands_twice_is_no_comment_numbered_anew(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        read(archive, 0, comment(1, "Yes."), comment(2, "Yes."))
        read(archive, 1, comment(3, "Yes."))
        assert [row[0] for row in life(archive)] == ["1", "2", "3"]
