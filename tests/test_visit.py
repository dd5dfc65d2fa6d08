"""The parts of a visit become one article."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from newsarchive.extract import Part, hint, merge
from newsarchive.items import (
    Article,
    Author,
    Candidate,
    FaqEntry,
    Flag,
    Image,
    Moment,
    RelatedLink,
)
from tests.visits import URL, comment, page, part, placed, places, printed


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


DAY, OTHER_DAY = placed("2023-10-19T12:05:41", -240), placed("2024-02-01T08:00:00", -240)
TOLD = {"field_sources": (("published", "json-ld"),)}


@pytest.mark.parametrize("kind", ["further-page", "comment-page"])
@pytest.mark.parametrize(
    ("own", "other", "is_joined"),
    [
        ({"source_id": "5"}, {"source_id": "6", "headline": "Another bridge falls"}, False),
        ({"published": DAY, **TOLD}, {"published": OTHER_DAY, "headline": "Another bridge falls", **TOLD}, False),
        ({"source_id": "5"}, {"source_id": "5", "headline": "Part two"}, True),
        ({"source_id": "5"}, {"source_id": "6", "headline": "Story, page 2"}, True),
        ({"source_id": "5"}, {"headline": "Another bridge falls"}, True),
        ({"published": DAY, **TOLD}, {"published": DAY, "headline": "Part two", **TOLD}, True),
        ({"published": DAY, **TOLD}, {"published": OTHER_DAY, "headline": "25 comments"}, True),
    ],
)
def test_a_page_that_leads_to_another_article_adds_nothing(
    kind: str, own: dict[str, Any], other: dict[str, Any], is_joined: bool
) -> None:
    further = part(kind, f"{URL}2/", body=("Two.",), comments=(comment("1"),), **other)
    merged = merge([page(**own), further])
    assert merged.comments == ((comment("1"),) if is_joined else ())
    assert merged.body == (("One.", "Two.") if is_joined and kind == "further-page" else ("One.",))


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


def test_the_rest_record_gives_text_and_questions_where_the_page_has_no_text() -> None:
    faqs = (FaqEntry("Why?", "So.", "heading"),)
    merged = merge([page(body=()), part("rest", body=("Rest.",), faqs=faqs)])
    sources = (("body", "rest"), ("faqs", "rest"))
    assert merged == replace(page(body=("Rest.",), faqs=faqs).article, field_sources=sources)
    assert merge([page(body=()), part("rest", access="protected", body=("Rest.",))]).body == ()


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
        (printed("2023-10-19", "day"), printed("2023-10-19T15:46"), printed("2023-10-19T15:46")),
        (printed("2023-10-19", "day"), printed("2023-10-20T15:46"), printed("2023-10-19", "day")),
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
