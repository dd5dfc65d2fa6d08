"""What a printed date is read with: clocks, zones, forms for machines, declared formats, names of months."""

from __future__ import annotations

from datetime import datetime

import pytest

from newsarchive.times.clocks import Clock, find_clocks
from newsarchive.times.declared import read_declared
from newsarchive.times.fallback import MAX_LENGTH, read_with_dateparser
from newsarchive.times.machine import read_machine_time
from newsarchive.times.month_names import _NAMES, LANGUAGES, languages_of, month_of
from newsarchive.times.printed import has_trace, month_leads
from newsarchive.times.written import Written, at
from newsarchive.times.zones import is_american, offset_in, offset_of, printed_zone, zone_info

SUMMER, WINTER = datetime(2023, 7, 1, 12), datetime(2023, 1, 1, 12)


# --- clocks


@pytest.mark.parametrize(
    ("text", "clocks"),
    [
        ("15:46", [Clock(0, 5, 15, 46, None)]),
        ("at 3:46 pm", [Clock(3, 10, 15, 46, None)]),
        ("15:46:07.123", [Clock(0, 12, 15, 46, 7)]),
        ("15 : 46", [Clock(0, 7, 15, 46, None)]),
        ("15 :46", [Clock(0, 6, 15, 46, None)]),
        ("23:59:60", [Clock(0, 8, 23, 59, 60)]),
        ("24:00", [Clock(0, 5, 24, 0, None)]),
        ("25:00", []),
        ("12:60", []),
        ("115:46", []),
        ("1:2:3", []),
        ("00:1b:44:11", []),
        ("12:00 am", [Clock(0, 8, 0, 0, None)]),
        ("12:00 pm", [Clock(0, 8, 12, 0, None)]),
        ("12:00 a. m.", [Clock(0, 11, 0, 0, None)]),
        ("13:00 pm", [Clock(0, 8, 13, 0, None)]),
        ("9:30 amber", [Clock(0, 4, 9, 30, None)]),
        ("15h46", [Clock(0, 5, 15, 46, None)]),
        ("15h", [Clock(0, 3, 15, None, None)]),
        ("15 heures 46", [Clock(0, 12, 15, 46, None)]),
        ("9 uhr", [Clock(0, 1, 9, None, None)]),
        ("9時5分", [Clock(0, 4, 9, 5, None)]),
        ("9時05分07秒", [Clock(0, 8, 9, 5, 7)]),
        ("午後9時5分", [Clock(0, 6, 21, 5, None)]),
        ("9時間前", []),
        ("오후 3시 46분", [Clock(0, 9, 15, 46, None)]),
        ("15 ч 46 мин", [Clock(0, 11, 15, 46, None)]),
        ("10:00 and 11:00", [Clock(0, 5, 10, 0, None), Clock(10, 15, 11, 0, None)]),
        ("10:00 utc", [Clock(0, 5, 10, 0, None)]),
        ("10:00 UTC", [Clock(0, 9, 10, 0, None, 0)]),
        ("10:00 ET", [Clock(0, 8, 10, 0, None, None, "America/New_York")]),
        ("10:00+05:45", [Clock(0, 11, 10, 0, None, 345)]),
        ("no clock here", []),
        ("", []),
    ],
)
def test_a_clock_that_is_no_part_of_a_date_is_found(text: str, clocks: list[Clock]) -> None:
    assert find_clocks(text.lower(), text, (), certain=True) == clocks


@pytest.mark.parametrize(
    ("text", "clocks"),
    [
        ("3 pm", [Clock(0, 4, 15, None, None)]),
        ("3pm", [Clock(0, 3, 15, None, None)]),
        ("3.46 pm", [Clock(0, 7, 15, 46, None)]),
        ("15.46", [Clock(0, 5, 15, 46, None)]),
        ("15.46.07", [Clock(0, 8, 15, 46, 7)]),
        ("15.46 Uhr", [Clock(0, 9, 15, 46, None)]),
        ("1.5", []),
        ("1,15.46", []),
        ("1546 GMT", [Clock(0, 8, 15, 46, None, 0)]),
        ("1546", []),
        ("2546 GMT", []),
        ("下午3", []),
        ("12 am", [Clock(0, 5, 0, None, None)]),
        ("12 noon", []),
        ("45 pm", []),
    ],
)
def test_a_clock_that_needs_the_date_gone_is_found_then(text: str, clocks: list[Clock]) -> None:
    assert find_clocks(text.lower(), text, (), certain=False) == clocks


def test_the_german_word_am_is_no_half_of_a_day() -> None:
    text = "12:15 am 4. märz"
    assert find_clocks(text, text, ("de-at",), certain=True) == [Clock(0, 5, 12, 15, None)]
    assert find_clocks(text, text, ("en",), certain=True) == [Clock(0, 8, 0, 15, None)]


# --- zones


@pytest.mark.parametrize(
    ("text", "languages", "expected"),
    [
        ("", (), (None, None, 0)),
        (" UTC", (), (0, None, 4)),
        (" (GMT)", (), (0, None, 5)),
        (" GMT+2", (), (120, None, 6)),
        (" GMT+02:30", (), (150, None, 10)),
        (" UTC−4", (), (-240, None, 6)),
        (" GMT+25", (), (None, None, 7)),
        ("+0530", (), (330, None, 5)),
        ("-11:30", (), (-690, None, 6)),
        ("+05:99", (), (None, None, 6)),
        (" [CET]", (), (60, None, 5)),
        (", EDT", (), (-240, None, 5)),
        (" ET", (), (None, "America/New_York", 3)),
        (" ETA 5", (), (None, None, 0)),
        (" Eastern", (), (None, "America/New_York", 8)),
        (" Eastern Time", (), (None, "America/New_York", 13)),
        (" EASTERN STANDARD", (), (None, "America/New_York", 17)),
        (" Pacific time", (), (None, "America/Los_Angeles", 13)),
        (" мск", (), (180, None, 4)),
        (" МСК", (), (180, None, 4)),
        (" Uhr", (), (None, None, 4)),
        (" Uhr MEZ", (), (60, None, 8)),
        (" hrs IST", ("en-in",), (330, None, 8)),
        (" IST", ("en",), (None, None, 4)),
        (" IST", ("he",), (120, None, 4)),
        (" IST", ("hi-latn",), (330, None, 4)),
        (" CST", (), (-360, None, 4)),
        (" CST", ("zh-tw",), (None, None, 4)),
        (" BST", ("bn",), (None, None, 4)),
        (" BST", ("en-gb",), (60, None, 4)),
        (" NPT", (), (345, None, 4)),
        (" XYZ", (), (None, None, 0)),
        (" Mayor", (), (None, None, 0)),
    ],
)
def test_a_zone_behind_a_clock_is_an_offset_or_a_name(
    text: str, languages: tuple[str, ...], expected: tuple[int | None, str | None, int]
) -> None:
    assert printed_zone(text, languages) == expected


@pytest.mark.parametrize(
    ("hours", "minutes", "expected"),
    [
        ("+00", None, 0),
        ("-00", "30", -30),
        ("−04", "00", -240),
        ("+14", "00", 840),
        ("+14", "01", None),
        ("-12", None, -720),
        ("+5", "45", 345),
        ("+05", "60", None),
        ("+99", "99", None),
    ],
)
def test_no_place_on_earth_is_further_than_fourteen_hours(
    hours: str, minutes: str | None, expected: int | None
) -> None:
    assert offset_of(hours, minutes) == expected


@pytest.mark.parametrize(
    ("zone", "summer", "winter"),
    [
        ("UTC", 0, 0),
        ("America/New_York", -240, -300),
        ("Europe/London", 60, 0),
        ("Asia/Kolkata", 330, 330),
        ("Asia/Kathmandu", 345, 345),
        ("Australia/Lord_Howe", 630, 660),
        ("America/St_Johns", -150, -210),
        ("Pacific/Kiritimati", 840, 840),
        ("Mars/Olympus", None, None),
        ("", None, None),
        ("../../etc/passwd", None, None),
        ("/etc/passwd", None, None),
        ("Europe/\0", None, None),
        ("x" * 5_000, None, None),
        ("Europe", None, None),
    ],
)
def test_a_zone_has_its_offset_of_the_day(zone: str, summer: int | None, winter: int | None) -> None:
    assert (offset_in(zone, SUMMER), offset_in(zone, WINTER)) == (summer, winter)
    assert (zone_info(zone) is None) == (summer is None)


@pytest.mark.parametrize(
    ("local", "offset"),
    [
        (datetime(2023, 10, 29, 1, 59), 120),
        (datetime(2023, 10, 29, 2, 30), 120),  # happens twice: the first counts
        (datetime(2023, 10, 29, 3, 0), 60),
        (datetime(2023, 3, 26, 1, 59), 60),
        (datetime(2023, 3, 26, 3, 0), 120),
        (datetime(1890, 1, 1), 53),  # mean time of Berlin, 53 minutes and 28 seconds
    ],
)
def test_the_hour_that_summer_time_repeats_is_the_first_of_the_two(local: datetime, offset: int) -> None:
    assert offset_in("Europe/Berlin", local) == offset


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10/11/2023 3:46 PM ET", True),
        ("10/11/2023 CST", True),
        ("10/11/2023 BET", False),
        ("10/11/2023 et", False),
        ("10/11/2023 GMT", False),
        ("METRO", False),
        ("", False),
    ],
)
def test_only_a_zone_of_the_united_states_is_american(text: str, expected: bool) -> None:
    assert is_american(text) is expected


# --- forms for machines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-10-19T15:46:07.123456789Z", Written(datetime(2023, 10, 19, 15, 46, 7), "second", 0)),
        ("2023-10-19T15:46:07,5+02:00", Written(datetime(2023, 10, 19, 15, 46, 7), "second", 120)),
        ("2023-10-19t15:46:07z", Written(datetime(2023, 10, 19, 15, 46, 7), "second", 0)),
        ("2023-10-19T15:46+02", Written(datetime(2023, 10, 19, 15, 46), "minute", 120)),
        ("2023-10-19 15:46:07 +0530", Written(datetime(2023, 10, 19, 15, 46, 7), "second", 330)),
        ("2023-10-19 15:46:07 GMT", Written(datetime(2023, 10, 19, 15, 46, 7), "second", 0)),
        ("2023-10-19T15:46:07+00:00[Europe/London]", Written(datetime(2023, 10, 19, 15, 46, 7), "second", 0)),
        ("2023-10-19T15:46:07−04:00", None),
        ("2023-10-19T15:46:07+15:00", Written(datetime(2023, 10, 19, 15, 46, 7), "second")),
        ("2023-10-19T15:46:07+01:00:30", Written(datetime(2023, 10, 19, 15, 46, 7), "second")),
        ("2023-10-19T15", Written(datetime(2023, 10, 19, 15), "hour")),
        ("2023-10-19T24:00", Written(datetime(2023, 10, 20), "minute")),
        ("2023-10-19T25:00", None),
        ("2023-10-19T15:60", None),
        ("2023-10-19T", None),
        ("2023-10-1", Written(datetime(2023, 10, 1), "day")),
        ("2023-00-19", None),
        ("2023-10-00", None),
        ("0000-00-00", None),
        ("2023-10-19Z", None),
        ("2023-W42", None),
        ("2023-292", None),
        ("2023-02", Written(datetime(2023, 2, 1), "month")),
        ("2023-13", None),
        ("1990", Written(datetime(1990, 1, 1), "year")),
        ("1989", None),
        ("2100", None),
        ("20231019", Written(datetime(2023, 10, 19), "day")),
        ("20231319", None),
        ("2023101915", None),
        ("202310191546", Written(datetime(2023, 10, 19, 15, 46), "minute")),
        ("20231019154607", Written(datetime(2023, 10, 19, 15, 46, 7), "second")),
        ("20231019256100", None),
        ("0123456789", Written(datetime(1973, 11, 29, 21, 33, 9), "second", 0)),
        ("1697730360.987", Written(datetime(2023, 10, 19, 15, 46), "second", 0)),
        ("1697730360999", Written(datetime(2023, 10, 19, 15, 46), "second", 0)),
        ("9999999999999", Written(datetime(2286, 11, 20, 17, 46, 39), "second", 0)),
        ("169773036", None),
        ("Thu, 19 Oct 2023 15:46:07 EST", Written(datetime(2023, 10, 19, 15, 46, 7), "second", -300)),
        ("19 Oct 23 15:46 UT", Written(datetime(2023, 10, 19, 15, 46), "minute", 0)),
        ("Thu, 19 Oct 2023 15:46:07", None),
        ("Thu, 19 Oct 2023 15:46:07 CET", None),
        ("Thu, 32 Oct 2023 15:46:07 GMT", None),
        ("Thu, 19 Foo 2023 15:46:07 GMT", None),
        ("october 19, 2023", None),
        ("", None),
    ],
)
def test_a_form_for_machines_is_read_whole_or_not(text: str, expected: Written | None) -> None:
    assert read_machine_time(text) == expected


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


# --- declared formats


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
        ("19.10.2023", ("%d%d%d",), (), None),
        ("19.10.2023", (), (), None),
    ],
)
def test_a_declared_format_fits_the_whole_text_or_not(
    text: str, formats: tuple[str, ...], languages: tuple[str, ...], expected: Written | None
) -> None:
    assert read_declared(text, formats, languages) == expected


# --- names of months


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_names_twelve_months_and_none_twice(language: str) -> None:
    groups = [group.replace("_", " ").split(",") for group in _NAMES[language].split()]
    assert len(groups) == 12
    assert [[month_of(name, [language]) for name in group] for group in groups] == [
        [number] * len(group) for number, group in enumerate(groups, 1)
    ]


@pytest.mark.parametrize(
    ("word", "languages", "expected"),
    [
        ("may", (), 5),
        ("mar", (), 3),
        ("listopada", (), None),
        ("listopada", ("pl",), 11),
        ("listopada", ("de", "hr"), 10),
        ("lis", ("cs",), 11),
        ("srpna", (), 8),
        ("srpnja", (), 7),
        ("kasım", (), 11),
        ("kasim", (), 11),
        ("aralik", ("tr",), 12),
        ("كانون الثاني", (), 1),
        ("كانون", (), None),
        ("May", (), None),
        ("", (), None),
        ("monday", (), None),
    ],
)
def test_a_word_of_two_meanings_needs_its_language(word: str, languages: tuple[str, ...], expected: int | None) -> None:
    assert month_of(word, languages) == expected


def test_the_languages_of_a_months_name_are_all_that_use_it() -> None:
    assert set(languages_of("listopada")) == {"pl", "hr"}
    assert languages_of("października") == ("pl",)
    assert languages_of("foober") == ()


# --- what is meant as a date, and in which order


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
    assert month_leads(text, languages, None) is expected


# --- the last resort


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
