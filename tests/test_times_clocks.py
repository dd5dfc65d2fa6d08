"""Clocks beside a printed date: found wherever they stand, and nothing else taken for one."""

from __future__ import annotations

import pytest

from newsarchive.times.clocks import Clock, find_clocks
from newsarchive.times.printed import read_printed
from tests.printed import read


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


@pytest.mark.parametrize(
    ("raw", "hour", "minute"),
    [
        ("October 19, 2023 12:00 am", 0, 0),
        ("October 19, 2023 12:30 pm", 12, 30),
        ("October 19, 2023 3 pm", 15, None),
        ("October 19, 2023 11:05 AM", 11, 5),
        ("October 19, 2023 15:46 pm", 15, 46),
        ("19 ottobre 2023 ore 9", 0, None),
    ],
)
def test_twelve_hour_clocks(raw: str, hour: int, minute: int | None) -> None:
    moment = read(raw)
    assert moment is not None
    assert moment.local is not None
    assert (moment.local.hour, moment.local.minute) == (hour, minute or 0)
    if minute is None and hour:
        assert moment.precision == "hour"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("March 23, 2025, noon", ("2025-03-23T12:00:00", "hour")),
        ("on Dec. 5, 2024, midnight", ("2024-12-05T00:00:00", "hour")),
        ("Midnight runners, March 23, 2025", ("2025-03-23T00:00:00", "day")),
        ("March 23, 2025, noonday", ("2025-03-23T00:00:00", "day")),
    ],
)
def test_noon_and_midnight_behind_a_day_are_clocks(text: str, wanted: tuple[str, str]) -> None:
    written = read_printed(text, ("en",))
    assert written is not None
    assert (written.local.isoformat(), written.precision) == wanted
