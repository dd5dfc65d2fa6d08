"""The parts of a visit become one article."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.extract import Part, hint, merge
from newsarchive.items import (
    Article,
    Author,
    Candidate,
    Comment,
    CommentSystem,
    FaqEntry,
    Flag,
    Image,
    Moment,
    Precision,
    RelatedLink,
    ZoneSource,
)

URL = "https://example.com/story/"


def printed(text: str, precision: Precision = "minute") -> Moment:
    """A printed time without a zone."""
    return Moment(text, datetime.fromisoformat(text), None, None, precision, "unknown")


def placed(text: str, offset: int, source: ZoneSource = "attribute", precision: Precision = "second") -> Moment:
    """A time with its offset in minutes."""
    local = datetime.fromisoformat(text)
    return Moment(text, local, (local - timedelta(minutes=offset)).replace(tzinfo=UTC), offset, precision, source)


def comment(
    source_id: str | None,
    parent: str | None = None,
    depth: int = 0,
    *,
    position: int = 0,
    published: Moment | None = None,
    text: str | None = None,
    kind: str = "comment",
) -> Comment:
    return Comment(
        source_id=source_id,
        parent_source_id=parent,
        kind="pingback" if kind == "pingback" else "comment",
        position=position,
        depth=depth,
        author=f"reader {source_id}",
        author_url=None,
        published=published,
        text=f"text {source_id}" if text is None else text,
    )


def page(**values: object) -> Part:
    return Part("page", replace(Article(url=URL, headline="Story", body=("One.",)), **values))  # type: ignore[arg-type]


def part(kind: str, url: str = URL, **values: object) -> Part:
    return Part(kind, replace(Article(url=url), **values))  # type: ignore[arg-type]


def places(article: Article) -> list[tuple[str | None, str | None, int]]:
    return [(one.source_id, one.parent_source_id, one.depth) for one in article.comments]


def test_a_page_alone_is_the_article() -> None:
    article = Article(url=URL, headline="Story", body=("One.",), comments=(comment("1"), comment("2", position=1)))
    assert merge([Part("page", article)]) == article


def test_a_visit_without_a_part_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least one part"):
        merge([])


def test_further_pages_follow_in_order_and_a_repeated_one_adds_nothing() -> None:
    picture = Image("https://example.com/a.jpg")
    merged = merge(
        [
            page(body=("One.", "Two."), faqs=(FaqEntry("Why?", "So.", "heading"),), images=(picture,)),
            part("further-page", f"{URL}2/", body=("Three.",), images=(picture, Image("https://example.com/b.jpg"))),
            part("further-page", f"{URL}3/", body=("One.", "Two.")),
            part("further-page", f"{URL}4/", body=("Four.",), faqs=(FaqEntry("why ?", "Again.", "heading"),)),
        ]
    )
    assert merged.body == ("One.", "Two.", "Three.", "Four.")
    assert merged.faqs == (FaqEntry("Why?", "So.", "heading"),)
    assert [image.url[-5:] for image in merged.images] == ["a.jpg", "b.jpg"]


def test_the_rest_record_fills_what_the_page_does_not_say() -> None:
    modified = placed("2023-10-20T09:00:00", -240, "rest")
    merged = merge(
        [
            page(published=placed("2023-10-19T12:05:41", -240)),
            part(
                "rest", headline="Other", source_id="5", modified=modified, authors=(Author("Jane"),), body=("Rest.",)
            ),
        ]
    )
    assert merged == replace(
        page(published=placed("2023-10-19T12:05:41", -240)).article,
        source_id="5",
        modified=modified,
        authors=(Author("Jane"),),
        field_sources=(("authors", "rest"), ("modified", "rest"), ("source_id", "rest")),
    )


def test_a_hint_comes_after_the_rest_record() -> None:
    candidate = Candidate(
        url=f"{URL}?utm_source=feed",
        source="https://example.com/feed/",
        headline="Feed title",
        published=placed("2023-10-19T16:05:41", 0, "feed"),
        language="en",
        authors=("Jane", "Joe"),
    )
    told = hint(candidate)
    assert told.article.url == URL
    merged = merge([page(headline=None), told, part("rest", headline="Record title")])
    assert (merged.headline, merged.language, merged.authors) == ("Record title", "en", (Author("Jane"), Author("Joe")))


@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [
        (None, placed("2023-10-19T15:46:00", -240, "rest"), placed("2023-10-19T15:46:00", -240, "rest")),
        (printed("2023-10-19T15:46"), None, printed("2023-10-19T15:46")),
        # The record knows the seconds of the printed minute.
        (
            printed("2023-10-19T15:46"),
            placed("2023-10-19T15:46:41", -240, "rest"),
            replace(placed("2023-10-19T15:46:41", -240, "rest"), raw="2023-10-19T15:46"),
        ),
        # A feed's GMT time pairs with the printed one.
        (
            printed("2023-10-19T15:46"),
            placed("2023-10-19T19:46:41", 0, "feed"),
            replace(placed("2023-10-19T15:46:41", -240, "paired"), raw="2023-10-19T15:46"),
        ),
        (
            printed("2023-10-20T01:31"),
            placed("2023-10-19T19:46:00", 0, "feed"),
            replace(placed("2023-10-20T01:31:00", 345, "paired"), raw="2023-10-20T01:31"),
        ),
        # No zone is seven minutes or three days off.
        (printed("2023-10-19T15:46"), placed("2023-10-19T19:39:00", 0, "feed"), printed("2023-10-19T15:46")),
        (printed("2023-10-19T15:46"), placed("2023-10-22T15:46:00", 0, "feed"), printed("2023-10-19T15:46")),
        # A day gives way to a moment of that day, and to none of another.
        (
            printed("2023-10-19", "day"),
            placed("2023-10-20T01:46:00", 0, "feed"),
            placed("2023-10-20T01:46:00", 0, "feed"),
        ),
        (printed("2023-10-19", "day"), placed("2023-12-24T01:46:00", 0, "feed"), printed("2023-10-19", "day")),
        (placed("2023-10-19T15:46:00", -240), printed("2023-10-19", "day"), placed("2023-10-19T15:46:00", -240)),
        # A plug-in's +00:00 on a local clock is contradicted by the record.
        (
            placed("2023-10-19T15:46:00", 0),
            placed("2023-10-19T15:46:00", -240, "rest"),
            placed("2023-10-19T15:46:00", -240, "rest"),
        ),
        (
            placed("2023-10-19T19:46:00", 0),
            placed("2023-10-19T15:46:00", -240, "rest"),
            placed("2023-10-19T19:46:00", 0),
        ),
        # WordPress tells a GMT time an hour late that falls into the hour which the portal's clock skips.
        (
            placed("2025-03-08T21:02:52", -300),
            placed("2025-03-08T21:02:52", -360, "rest"),
            placed("2025-03-08T21:02:52", -300),
        ),
        # What cannot be read is no time; what is estimated gives way to what is not.
        (Moment("0000", None, None, None, "day", "unknown"), printed("2023-10-19T15:46"), printed("2023-10-19T15:46")),
        (
            replace(printed("2023-10-19T15:00", "hour"), estimated=True),
            placed("2023-10-19T15:46:00", -240, "rest"),
            placed("2023-10-19T15:46:00", -240, "rest"),
        ),
    ],
)
def test_a_gmt_source_completes_a_printed_time(own: Moment | None, other: Moment | None, expected: Moment) -> None:
    assert merge([page(published=own), part("rest", published=other)]).published == expected


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


def test_nothing_of_a_protected_article_is_kept() -> None:
    merged = merge(
        [
            page(lead="In short", comments=(comment("1"),), faqs=(FaqEntry("Why?", "So.", "heading"),)),
            part("rest", access="protected", access_evidence="rest content.protected=true", source_id="5"),
            part("rest-comments", comments=(comment("2"),)),
        ]
    )
    assert merged == Article(
        url=URL,
        headline="Story",
        source_id="5",
        access="protected",
        access_evidence="rest content.protected=true",
        field_sources=(("source_id", "rest"),),
    )


def test_a_delayed_part_brings_comments_links_and_where_the_page_has_none_the_text() -> None:
    link = RelatedLink("Next", "https://example.com/next/", "related")
    fragment = part("fragment", f"{URL}?part=x", body=("Text.",), comments=(comment("1"),), related_links=(link,))
    assert merge([page(), fragment]).body == ("One.",)
    merged = merge([page(body=(), flags=(Flag("empty_body", "0 characters"),)), fragment])
    assert (merged.body, merged.related_links, merged.flags) == (("Text.",), (link,), ())
    assert places(merged) == [("1", None, 0)]


def test_flags_of_all_parts_are_kept_once_and_dates_are_judged_again() -> None:
    flag = Flag("placeholder_link", "x")
    merged = merge(
        [
            page(flags=(flag, Flag("modified_before_published", "old")), published=placed("2023-10-19T12:00:00", 0)),
            part("further-page", f"{URL}2/", body=("Two.",), flags=(Flag("placeholder_link", "y"),)),
            part("rest", modified=placed("2023-10-18T12:00:00", 0, "rest")),
        ]
    )
    assert [one.name for one in merged.flags] == ["modified_before_published", "placeholder_link"]
    assert merged.flags[1] == flag


def test_merging_is_pure() -> None:
    parts = [page(comments=(comment("1"),)), part("rest-comments", comments=(comment("2"),))]
    before = list(parts)
    assert merge(parts) == merge(parts)
    assert parts == before
