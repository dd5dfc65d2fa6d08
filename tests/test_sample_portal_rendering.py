"""How the sample portal prints names, moments and noise."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.sample_portal.answers import stirred
from newsarchive.sample_portal.rendering import (
    clock_text,
    comment_html,
    comments_text,
    core_text,
    date_text,
    gmt,
    http_date,
    json_ld,
    rfc822,
    slugify,
    soledad_text,
    w3c,
    weekday_text,
)
from newsarchive.sample_portal.script import FIRST_MOMENT
from newsarchive.sample_portal.stories import ZONE
from newsarchive.times import iso, parse_moment
from tests.sample_stories import AT, remark


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Mara Lindqvist", "mara-lindqvist"),
        ("  A -- B!  ", "a-b"),
        ("Café “Zoë”", "cafe-zoe"),
        ("Ångström & Søn", "angstrom-sn"),
        ("3.5 %", "3-5"),
        ("北京", "北京"),
        ("Россия сегодня", "россия-сегодня"),
    ],
)
def test_a_name_becomes_an_address(name: str, slug: str) -> None:
    assert slugify(name) == slug


@pytest.mark.parametrize(
    ("at", "printed"),
    [
        (
            AT,
            [
                "2023-10-19T15:06:07-04:00",
                "2023-10-19T19:06:07+00:00",
                "Thu, 19 Oct 2023 19:06:07 +0000",
                "Thu, 19 Oct 2023 19:06:07 GMT",
                "October 19, 2023",
                "3:06 pm",
                "October 19, 2023 - 3:06 pm",
                "October 19, 2023 at 3:06 pm",
                "Thursday, October 19, 2023, 3:06 pm",
            ],
        ),
        (
            datetime(2024, 1, 1, 0, 0, tzinfo=ZONE),
            [
                "2024-01-01T00:00:00-05:00",
                "2024-01-01T05:00:00+00:00",
                "Mon, 01 Jan 2024 05:00:00 +0000",
                "Mon, 01 Jan 2024 05:00:00 GMT",
                "January 1, 2024",
                "12:00 am",
                "January 1, 2024 - 12:00 am",
                "January 1, 2024 at 12:00 am",
                "Monday, January 1, 2024, 12:00 am",
            ],
        ),
        (
            datetime(2023, 12, 31, 12, 30, tzinfo=ZONE),
            [
                "2023-12-31T12:30:00-05:00",
                "2023-12-31T17:30:00+00:00",
                "Sun, 31 Dec 2023 17:30:00 +0000",
                "Sun, 31 Dec 2023 17:30:00 GMT",
                "December 31, 2023",
                "12:30 pm",
                "December 31, 2023 - 12:30 pm",
                "December 31, 2023 at 12:30 pm",
                "Sunday, December 31, 2023, 12:30 pm",
            ],
        ),
    ],
)
def test_a_moment_is_printed_as_wordpress_does_and_read_back(at: datetime, printed: list[str]) -> None:
    forms = (w3c, gmt, rfc822, http_date, date_text, clock_text, soledad_text, core_text, weekday_text)
    assert [form(at) for form in forms] == printed
    minute = at.replace(second=0, tzinfo=None).isoformat()
    for text in printed[6:]:
        assert iso(parse_moment(text, fetched_at=FIRST_MOMENT + timedelta(days=400), languages=("en-US",))) == minute
    for text in printed[:4]:
        moment = parse_moment(text, fetched_at=FIRST_MOMENT + timedelta(days=400))
        assert moment is not None and moment.utc == at.astimezone(UTC)


def test_counts_are_words_and_texts_are_escaped() -> None:
    assert [comments_text(count) for count in (0, 1, 2, 1_000)] == [
        "0 comments",
        "1 comment",
        "2 comments",
        "1000 comments",
    ]
    assert comment_html(remark(1, paragraphs=("a < b & c", "“d”"))) == "<p>a &lt; b &amp; c</p>\n<p>“d”</p>\n"
    assert json_ld({"a": "</script><!--"}) == '{"a": "\\u003c/script>\\u003c!--"}'


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("<p>“a” ’b’</p>", "<p>&quot;a&quot; &#039;b&#039;</p>"),
        ("<ul>\n<li>a</li>\n</ul>", "<ul>\n\n\t<li>a</li>\n</ul>"),
        ('<script>"“a”"</script>“b”', '<script>"“a”"</script>&quot;b&quot;'),
        ("plain", "plain"),
    ],
)
def test_noise_stirs_what_no_reader_sees(text: str, other: str) -> None:
    assert stirred(text) == other
