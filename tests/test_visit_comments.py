"""Comments of all parts of a visit become one thread."""

from __future__ import annotations

from dataclasses import replace

from newsarchive.extract import merge
from newsarchive.items import (
    CommentSystem,
)
from tests.visits import URL, comment, page, part, placed, places, printed


def test_comment_pages_come_oldest_first_where_the_bare_address_shows_the_last() -> None:
    merged = merge(
        [
            page(comments=(comment("5"), comment("6", position=1))),
            part("comment-page", f"{URL}comment-page-2/", comments=(comment("3"), comment("4", position=1))),
            part("comment-page", f"{URL}comment-page-1/", comments=(comment("1"), comment("2", position=1))),
        ]
    )
    assert [one.source_id for one in merged.comments] == ["1", "2", "3", "4", "5", "6"]
    assert [one.position for one in merged.comments] == [0, 1, 2, 3, 4, 5]


def test_comment_pages_follow_where_the_bare_address_shows_the_first() -> None:
    merged = merge(
        [
            page(comments=(comment("1"),)),
            part("comment-page", f"{URL}comment-page-3/", comments=(comment("3"),)),
            part("comment-page", f"{URL}comment-page-2/", comments=(comment("2"), comment("1", position=1))),
        ]
    )
    assert [one.source_id for one in merged.comments] == ["1", "2", "3"]


def test_comments_without_ids_are_known_again_by_their_words() -> None:
    twice = (comment(None, text="+1"), comment(None, text="+1", position=1), comment(None, text="no", position=2))
    merged = merge([page(comments=twice), part("further-page", f"{URL}2/", body=("Two.",), comments=twice)])
    assert [one.text for one in merged.comments] == ["+1", "+1", "no"]


def test_the_page_keeps_its_words_and_the_record_gives_instant_and_true_parent() -> None:
    on_page = (
        comment("1", published=printed("2023-10-19T15:46")),
        comment("2", "1", 1, position=1, published=printed("2023-10-19T15:47")),
        comment("3", "1", 1, position=2, published=printed("2023-10-19T15:48"), text="as printed"),
    )
    told = (
        comment("1", published=placed("2023-10-19T15:46:10", -240, "rest")),
        comment("2", "1", 1, published=placed("2023-10-19T15:47:20", -240, "rest")),
        comment("3", "2", 2, published=placed("2023-10-19T15:48:30", -240, "rest"), text="as told"),
    )
    merged = merge([page(comments=on_page), part("rest-comments", comments=told)])
    assert places(merged) == [("1", None, 0), ("2", "1", 1), ("3", "2", 2)]
    assert merged.comments[2].text == "as printed"
    assert merged.comments[2].published == replace(placed("2023-10-19T15:48:30", -240, "rest"), raw="2023-10-19T15:48")


def test_replies_that_no_theme_prints_stand_where_they_belong() -> None:
    at = [placed(f"2023-10-19T15:{minute:02d}:00", -240, "rest") for minute in range(60)]
    on_page = (
        comment("1", published=at[1]),
        comment("2", "1", 1, position=1, published=at[2]),
        comment("9", position=2, published=at[9]),
    )
    told = (
        comment("1", published=at[1]),
        comment("2", "1", 1, published=at[2]),
        comment("9", published=at[9]),
        comment("5", "4", 1, published=at[5]),  # 4 is held back
        comment("6", "5", 2, published=at[6]),
        comment("3", "2", 2, published=at[3]),
        comment("10", "1", 1, published=at[10]),
    )
    merged = merge([page(comments=on_page), part("rest-comments", comments=told)])
    assert places(merged) == [
        ("1", None, 0),
        ("2", "1", 1),
        ("3", "2", 2),
        ("10", "1", 1),
        ("5", "4", 1),
        ("6", "5", 2),
        ("9", None, 0),
    ]


def test_pingbacks_come_from_the_page_alone() -> None:
    merged = merge(
        [
            page(comments=(comment("1"), comment("2", position=1, kind="pingback"))),
            part("rest-comments", comments=(comment("1"), comment("3", kind="pingback"))),
        ]
    )
    assert [(one.source_id, one.kind) for one in merged.comments] == [("1", "comment"), ("2", "pingback")]


def test_a_thread_that_only_json_tells_is_taken_as_it_is() -> None:
    told = (comment("7"), comment("8", "7", 1, position=1))
    merged = merge(
        [
            page(comment_system=CommentSystem("isso", endpoint="https://example.com/isso/")),
            part("comments-json", comments=told, comment_system=CommentSystem("isso")),
        ]
    )
    assert merged.comments == told
    assert merged.comment_system == CommentSystem("isso", endpoint="https://example.com/isso/")


def test_comments_of_json_without_ids_count_where_the_page_prints_none() -> None:
    told = part("comments-json", f"{URL}comments", comments=(comment(None, text="Well."), comment("2", text="No.")))
    assert [one.text for one in merge([page(), told]).comments] == ["No.", "Well."]
    assert [one.text for one in merge([page(comments=(comment("1", text="Yes."),)), told]).comments] == ["Yes.", "No."]


def test_parents_in_a_ring_end() -> None:
    told = (comment("1", "2", 1), comment("2", "1", 1), comment("3", "1", 2))
    merged = merge([page(comments=(comment("1"), comment("3", position=1))), part("rest-comments", comments=told)])
    assert sorted(one.source_id or "" for one in merged.comments) == ["1", "2", "3"]


def test_many_comments_are_joined_in_linear_time() -> None:
    on_page = tuple(comment(str(number), position=number) for number in range(20_000))
    told = tuple(comment(str(number), str(number - 1)) for number in range(1, 40_000))
    merged = merge([page(comments=on_page), part("rest-comments", comments=told)])
    assert len(merged.comments) == 40_000


def test_a_printed_comment_takes_the_offset_that_the_same_day_proves() -> None:
    on_page = (
        comment("1", published=printed("2023-10-19T15:46")),
        comment("2", position=1, published=printed("2023-10-19T18:00")),
        comment("3", position=2, published=printed("2023-10-21T18:00")),
        comment("4", position=3, published=printed("2023-10-19", "day")),
    )
    told = (comment("1", published=placed("2023-10-19T15:46:00", -240, "rest")),)
    merged = merge([page(comments=on_page), part("rest-comments", comments=told)])
    found = [(one.published.offset_minutes, one.published.zone_source) for one in merged.comments if one.published]
    assert found == [(-240, "rest"), (-240, "paired"), (None, "unknown"), (None, "unknown")]


def test_a_printed_comment_takes_the_articles_offset_where_no_clock_can_have_changed() -> None:
    on_page = (
        comment("1", published=printed("2023-10-21T15:46")),
        comment("2", position=1, published=printed("2023-12-21T15:46")),
    )
    merged = merge(
        [
            page(published=printed("2023-10-19T12:05"), comments=on_page),
            part("rest", published=placed("2023-10-19T12:05:41", -240, "rest")),
        ]
    )
    found = [(one.published.offset_minutes, one.published.zone_source) for one in merged.comments if one.published]
    assert found == [(-240, "article"), (None, "unknown")]
