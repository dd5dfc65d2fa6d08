"""Dates of the calendar of Iran and Afghanistan."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from newsarchive.times import iso, parse_moment
from newsarchive.times.jalali import gregorian

FETCHED_AT = datetime(2026, 11, 1, tzinfo=UTC)


def read(text: str, *languages: str) -> str | None:
    return iso(parse_moment(text, fetched_at=FETCHED_AT, languages=languages))


# Days on which an event is told in both calendars.
@pytest.mark.parametrize(
    ("there", "here"),
    [
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1400, 1, 1), date(2021, 3, 21)),
        ((1403, 1, 1), date(2024, 3, 20)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1408, 12, 30), date(2030, 3, 20)),
        ((1403, 7, 1), date(2024, 9, 22)),
        ((1404, 12, 30), None),
        ((1403, 7, 31), None),
        ((1403, 13, 1), None),
        ((1446, 0, 1), None),
        ((1299, 1, 1), None),
    ],
)
def test_a_day_has_its_like_in_the_gregorian_calendar(there: tuple[int, int, int], here: date | None) -> None:
    assert gregorian(*there) == here


def test_the_days_of_two_centuries_follow_each_other_without_a_gap() -> None:
    days = [
        found
        for year in range(1300, 1500)
        for month in range(1, 13)
        for day in range(1, 32)
        if (found := gregorian(year, month, day))
    ]
    assert days == [date(1921, 3, 21) + timedelta(days=count) for count in range(len(days))]
    assert len(days) == 200 * 365 + 49


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("۱۴ اسفند ۱۴۰۳ - ۱۴:۰۵", "2025-03-04T14:05:00"),
        ("سه‌شنبه ۱۴ اسفند ماه ۱۴۰۳ ساعت ۱۴:۰۵", "2025-03-04T14:05:00"),
        ("14 اسفند 1403", "2025-03-04"),
        ("۲۵ ارديبهشت ۱۴۰۲", "2023-05-15"),
        ("۱۲ ثور ۱۴۰۰", "2021-05-02"),
        ("1403/12/14 14:05", "2025-03-04T14:05:00"),
        ("14:05 - 1403/12/14", "2025-03-04T14:05:00"),
        ("۱۴۰۳/۱۲/۱۴", "2025-03-04"),
        ("2025/03/04 14:05", "2025-03-04T14:05:00"),
        ("1403/13/14", None),
    ],
)
def test_a_printed_day_is_read(text: str, moment: str | None) -> None:
    assert read(text, "fa-IR") == moment


@pytest.mark.parametrize("text", ["1403/12/14 14:05", "1446/08/14", "14 رمضان 1446"])
def test_a_number_of_a_year_that_may_be_of_the_islamic_calendar_is_no_day(text: str) -> None:
    assert (read(text, "ar"), read(text)) == (None, None)


def test_a_month_tells_the_calendar_in_a_page_of_any_language() -> None:
    assert read("۱۴ اسفند ۱۴۰۳") == "2025-03-04"
