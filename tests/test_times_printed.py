"""A printed date: its numbers, a form that the portal declares, what comes first, and the rest by dateparser."""

from __future__ import annotations

from datetime import datetime

import pytest

from newsarchive.times.declared import read_declared
from newsarchive.times.fallback import MAX_LENGTH, read_with_dateparser
from newsarchive.times.printed import has_trace, month_leads
from newsarchive.times.written import Written, at


@pytest.mark.parametrize(
    ("date", "clock", "expected"),
    [
        ((2023, None, None), None, Written(datetime(2023, 1, 1), "year")),
        ((2023, 2, None), None, Written(datetime(2023, 2, 1), "month")),
        ((2023, 2, None), (3, 4, 5), Written(datetime(2023, 2, 1), "month")),
        ((2023, 2, 3), (4, None, None), Written(datetime(2023, 2, 3, 4), "hour")),
        ((2023, 2, 3), (24, None, None), Written(datetime(2023, 2, 4), "hour")),
        ((2023, 2, 3), (24, 1, None), None),
        ((2023, 2, 3), (23, 59, 60), Written(datetime(2023, 2, 3, 23, 59, 59), "second")),
        ((9999, 12, 31), (24, 0, 0), None),
        ((2023, 2, 30), None, None),
        ((0, 1, 1), None, None),
        ((2023, 0, 1), None, None),
        ((10**20, 1, 1), None, None),
    ],
)
def test_numbers_become_a_time_where_a_calendar_has_it(
    date: tuple[int, int | None, int | None],
    clock: tuple[int, int | None, int | None] | None,
    expected: Written | None,
) -> None:
    assert at(date, clock) == expected


@pytest.mark.parametrize(
    ("text", "formats", "languages", "expected"),
    [
        ("19.10.2023", ("%d.%m.%Y",), (), Written(datetime(2023, 10, 19), "day")),
        ("19.10.2023", ("%Y", "%d.%m.%Y"), (), Written(datetime(2023, 10, 19), "day")),
        ("19 paź 2023", ("%d %b %Y",), ("pl",), Written(datetime(2023, 10, 19), "day")),
        ("19 października 2023", ("%d %b %Y",), ("pl-pl",), Written(datetime(2023, 10, 19), "day")),
        ("19 listopada 2023", ("%d %B %Y",), ("hr",), Written(datetime(2023, 10, 19), "day")),
        ("19 listopada 2023", ("%d %B %Y",), ("pl",), Written(datetime(2023, 11, 19), "day")),
        ("19 listopada 2023", ("%d %B %Y",), (), None),
        ("October 2023", ("%B %Y",), (), Written(datetime(2023, 10, 1), "month")),
        ("2023", ("%Y",), (), Written(datetime(2023, 1, 1), "year")),
        ("3 PM, 19/10/23", ("%I %p, %d/%m/%y",), (), Written(datetime(2023, 10, 19, 15), "hour")),
        ("19/10/23 15:46", ("%d/%m/%y %H:%M",), (), Written(datetime(2023, 10, 19, 15, 46), "minute")),
        ("19/10/23 15:46:07", ("%d/%m/%y %T",), (), None),
        ("19/10/23 15:46:07", ("%d/%m/%y %H:%M:%S",), (), Written(datetime(2023, 10, 19, 15, 46, 7), "second")),
        ("19/10/23 15:46 -0400", ("%d/%m/%y %H:%M %z",), (), Written(datetime(2023, 10, 19, 15, 46), "minute", -240)),
        ("19.10.2023 or so", ("%d.%m.%Y",), (), None),
        ("32.10.2023", ("%d.%m.%Y",), (), None),
        ("19.10.2023", ("%",), (), None),
        ("19.10.2023", ("(%d",), (), None),
        ("19. October", ("%d. %B",), ("en",), None),
        ("19.10.2023", ("%d%d%d",), (), None),
        ("19.10.2023", (), (), None),
    ],
)
def test_a_declared_format_fits_the_whole_text_or_not(
    text: str, formats: tuple[str, ...], languages: tuple[str, ...], expected: Written | None
) -> None:
    assert read_declared(text, formats, languages) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-10", True),
        ("32/13/23", True),
        ("in 2023", True),
        ("12 de octubre", True),
        ("May 5", True),
        ("5 May", True),
        ("May 500", False),
        ("May the fourth", False),
        ("chapter 5", False),
        ("version 1.2.3", False),
        ("page 2/3", False),
        ("20230", False),
        ("x" * 90 + " May 5 2023", False),
        ("", False),
    ],
)
def test_a_trace_of_a_date_is_numbers_as_dates_have_them(text: str, expected: bool) -> None:
    assert has_trace(text) is expected


@pytest.mark.parametrize(
    ("text", "languages", "expected"),
    [
        ("10/11/2023", ("en-us",), True),
        ("10/11/2023", ("es-pr",), True),
        ("10/11/2023", ("zh-hans-us",), True),
        ("10/11/2023", ("en-gb",), False),
        ("10/11/2023", ("en-gb", "en-us"), False),
        ("10/11/2023", ("en",), False),
        ("10/11/2023 EST", ("en",), True),
        ("10/11/2023 EST", (), True),
        ("10/11/2023 EST", ("fr",), False),
        ("10.11.2023 EST", ("en",), False),
        ("10/11/2023 EST", ("en-ca",), False),
    ],
)
def test_the_month_leads_where_readers_expect_it(text: str, languages: tuple[str, ...], expected: bool) -> None:
    assert month_leads(text, languages) is expected


@pytest.mark.parametrize(
    ("text", "languages", "expected"),
    [
        ("19 Hydref 2023", ("cy",), Written(datetime(2023, 10, 19), "day")),
        ("19 Hydref 2023 15:46", ("cy",), Written(datetime(2023, 10, 19, 15, 46), "minute")),
        ("19 Hydref", ("cy",), None),
        ("Hydref 2023", ("cy",), None),
        ("19 Hydref 2023", ("en",), None),
        ("19 Hydref 2023", ("de", "fr"), None),
        ("19 Hydref 2023", ("xx",), None),
        ("19 Hydref 2023", (), None),
        ("2023-10-19", ("cy",), None),
        ("19 Hydref 2023".ljust(MAX_LENGTH) + ".", ("cy",), None),
        ("2023 foober 2023", ("cy",), None),
    ],
)
def test_dateparser_reads_the_rest_strictly(text: str, languages: tuple[str, ...], expected: Written | None) -> None:
    assert read_with_dateparser(text, languages, month_leads=False) == expected


@pytest.mark.parametrize(("month_leads", "month", "day"), [(False, 9, 2), (True, 2, 9)])
def test_dateparser_puts_the_month_where_the_region_does(month_leads: bool, month: int, day: int) -> None:
    found = read_with_dateparser("ngày 2|9|2023", ("vi-us",), month_leads=month_leads)
    assert found == Written(datetime(2023, month, day), "day")
