"""Times that were written for machines: every form of ISO 8601, RFC 2822 and digits, and what only looks like one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from random import Random

import pytest

from newsarchive.items import Precision
from newsarchive.times import iso
from newsarchive.times.machine import read_machine_time
from newsarchive.times.written import Written
from tests.printed import read

DAY = datetime(2023, 10, 19)
NOON = datetime(2023, 10, 19, 15, 46)
SECOND = datetime(2023, 10, 19, 15, 46, 5)

FORMS = [
    ("2023-10-19", DAY, "day", None),
    ("2023/10/19", DAY, "day", None),
    ("2023-1-9", datetime(2023, 1, 9), "day", None),
    ("20231019", DAY, "day", None),
    ("2023-10", datetime(2023, 10, 1), "month", None),
    ("2023", datetime(2023, 1, 1), "year", None),
    ("2023-10-19T15", datetime(2023, 10, 19, 15), "hour", None),
    ("2023-10-19T15:46", NOON, "minute", None),
    ("2023-10-19 15:46", NOON, "minute", None),
    ("2023-10-19t15:46", NOON, "minute", None),
    ("2023-10-19   15:46", NOON, "minute", None),
    ("2023/10/19 15:46:05", SECOND, "second", None),
    ("2023-10-19T15:46:05", SECOND, "second", None),
    ("2023-10-19T15:46:05.123", SECOND, "second", None),
    ("2023-10-19T15:46:05,999999", SECOND, "second", None),
    ("2023-10-19T15:46:05.123456789Z", SECOND, "second", 0),
    ("2023-10-19T15:46:05Z", SECOND, "second", 0),
    ("2023-10-19T15:46:05z", SECOND, "second", 0),
    ("2023-10-19T15:46Z", NOON, "minute", 0),
    ("2023-10-19 15:46:05 UTC", SECOND, "second", 0),
    ("2023-10-19 15:46:05 GMT", SECOND, "second", 0),
    ("2023-10-19T15:46:05+00:00", SECOND, "second", 0),
    ("2023-10-19T15:46:05-04:00", SECOND, "second", -240),
    ("2023-10-19T15:46:05-0400", SECOND, "second", -240),
    ("2023-10-19T15:46:05-04", SECOND, "second", -240),
    ("2023-10-19T15:46:05 -04:00", SECOND, "second", -240),
    ("2023-10-19T15:46:05 GMT-4", SECOND, "second", -240),
    ("2023-10-19T15:46:05 UTC+5:30", SECOND, "second", 330),
    ("2023-10-19T15:46:05+05:45", SECOND, "second", 345),
    ("2023-10-19T15:46:05+14:00", SECOND, "second", 840),
    ("2023-10-19T15:46:05-12:00", SECOND, "second", -720),
    ("2023-10-19T15:46:05+02:00[Europe/Berlin]", SECOND, "second", 120),
    ("2023-10-19 15:46:05 +0200", SECOND, "second", 120),
    ("20231019154605", SECOND, "second", None),
    ("202310191546", NOON, "minute", None),
    ("1697730365", SECOND, "second", 0),
    ("1697730365123", SECOND, "second", 0),
    ("1697730365.5", SECOND, "second", 0),
    ("Thu, 19 Oct 2023 15:46:05 GMT", SECOND, "second", 0),
    ("Thu, 19 Oct 2023 15:46:05 +0000", SECOND, "second", 0),
    ("Thu, 19 Oct 2023 15:46:05 -0400", SECOND, "second", -240),
    ("19 Oct 2023 15:46:05 EST", SECOND, "second", -300),
    ("19 Oct 2023 15:46:05 PDT", SECOND, "second", -420),
    ("Thursday, 19 October 2023 15:46 UTC", NOON, "minute", 0),
    ("19-Oct-2023 15:46:05 GMT", SECOND, "second", 0),
    ("Thu, 19 Oct 2023 15:46:05 -0000", SECOND, "second", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "local", "precision", "offset"), FORMS, ids=[one[0] for one in FORMS])
def test_a_form_is_read_to_its_smallest_unit(text: str, local: datetime, precision: str, offset: int | None) -> None:
    found = read_machine_time(text)
    assert found is not None
    assert (found.local, found.precision, found.offset_minutes) == (local, precision, offset)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "2023-",
        "2023-13-01",
        "2023-00-10",
        "2023-02-30",
        "2023-10-32",
        "2023-10-19T25:00",
        "2023-10-19T12:60",
        "2023-10-19T12:00:61",
        "2023-10-19 and later",
        "2023-10-19T15:46:05Z and more",
        "2023 people came",
        "20231319",
        "20231019256000",
        "202310",
        "99999",
        "999999999",
        "99999999999",
        "1697730365123456",
        "٢٠٢٣-١٠-١٩",
        "２０２３-10-19",
        "0000-00-00",
        "0000-00-00 00:00:00",
        "0001",
        "3000",
        "Thu, 19 Foo 2023 15:46:05 GMT",
        "Thu, 19 Oct 2023",
        "Thu, 19 Oct 2023 15:46:05",
        "Thu, 19 Oct 2023 15:46:05 CEST-ish",
        "Thu, 99 Oct 2023 99:99:99 GMT",
        "19 Oct 23 15:46 o'clock",
        "yesterday",
        "15:46",
        "2023-10-19T",
        "-2023-10-19",
        "2023-W42-4",
        "2023-292",
    ],
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert read_machine_time(text) is None


def zone(minutes: int) -> timezone:
    return timezone(timedelta(minutes=minutes))


def test_whatever_python_writes_is_read_back() -> None:
    dice = Random(3)
    for _ in range(2_000):
        offset = dice.choice([0, 60, 120, 330, 345, 540, 570, 840, -180, -210, -300, -720])
        moment = datetime(1995, 1, 1, tzinfo=zone(offset)) + timedelta(seconds=dice.randrange(1_200_000_000))
        for text in (
            moment.isoformat(),
            moment.isoformat(" "),
            format_datetime(moment),
            f"{moment:%Y-%m-%dT%H:%M:%S%z}",
        ):
            found = read_machine_time(text)
            assert found is not None, text
            assert (found.local, found.precision) == (moment.replace(tzinfo=None), "second"), text
            assert found.offset_minutes == (offset if offset or "-0000" not in text else None), text


def test_seconds_since_1970_are_read_over_the_years() -> None:
    for year in range(2002, 2060):
        seconds = int(datetime(year, 6, 1, tzinfo=UTC).timestamp())
        if str(seconds).startswith(("19", "20")):
            continue  # may as well be a year with a month, a day and an hour
        found = read_machine_time(str(seconds))
        assert found is not None and (found.local, found.offset_minutes) == (datetime(year, 6, 1), 0)


def test_no_text_of_digits_and_signs_raises() -> None:
    dice = Random(4)
    for _ in range(20_000):
        text = "".join(dice.choices("0123456789-/:T+Z .,[]GMTUCOct", k=dice.randint(1, 30)))
        found = read_machine_time(text)
        assert found is None or found.offset_minutes is None or abs(found.offset_minutes) <= 14 * 60, text


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
    ("raw", "expected", "precision"),
    [
        ("2023-10-19T15:46:00Z", "2023-10-19T15:46:00+00:00", "second"),
        ("2026-09-12 09:41:08-04:00", "2026-09-12T09:41:08-04:00", "second"),
        ("2023-10-19T15:46:00+0000", "2023-10-19T15:46:00+00:00", "second"),
        ("2023-10-19 15:46 -0400", "2023-10-19T15:46:00-04:00", "minute"),
        ("2023-10-19T15:46:00.1234567+02:00", "2023-10-19T15:46:00+02:00", "second"),
        ("2023-10-19T15:46:00,5Z", "2023-10-19T15:46:00+00:00", "second"),
        ("2023-10-19T15:46-04:00[America/New_York]", "2023-10-19T15:46:00-04:00", "minute"),
        ("2023-10-19T15:46:00 UTC", "2023-10-19T15:46:00+00:00", "second"),
        ("2023-10-19T15:46", "2023-10-19T15:46:00", "minute"),
        ("2023-10-19T15", "2023-10-19T15:00:00", "hour"),
        ("2023-10-19T24:00:00", "2023-10-20T00:00:00", "second"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59+00:00", "second"),
        ("2023-10-19", "2023-10-19", "day"),
        ("2023/10/19 15:46:00", "2023-10-19T15:46:00", "second"),
        ("2023-1-9", "2023-01-09", "day"),
        ("2023-10", "2023-10", "month"),
        ("2023", "2023", "year"),
        ("20231019", "2023-10-19", "day"),
        ("202310191546", "2023-10-19T15:46:00", "minute"),
        ("20231019154600", "2023-10-19T15:46:00", "second"),
        ("1697730360", "2023-10-19T15:46:00+00:00", "second"),
        ("1697730360000", "2023-10-19T15:46:00+00:00", "second"),
        ("Thu, 19 Oct 2023 15:46:00 +0000", "2023-10-19T15:46:00+00:00", "second"),
        ("Thu, 19 Oct 2023 15:46 EDT", "2023-10-19T15:46:00-04:00", "minute"),
        ("19 Oct 2023 15:46:00 GMT", "2023-10-19T15:46:00+00:00", "second"),
        ("Thu, 19 Oct 2023 15:46:00 -0000", "2023-10-19T15:46:00", "second"),
        ("Thu Oct 19 2023 15:46:00 GMT+0200 (CEST)", "2023-10-19T15:46:00+02:00", "second"),
        ("20231019T154600-0400", "2023-10-19T15:46:00-04:00", "second"),
        ("20231019T1546Z", "2023-10-19T15:46:00+00:00", "minute"),
        ("Thu Oct 19 15:46:00 EDT 2023", "2023-10-19T15:46:00-04:00", "second"),
    ],
)
def test_times_for_machines_are_read_to_their_own_precision(raw: str, expected: str, precision: Precision) -> None:
    moment = read(raw)
    assert moment is not None
    assert (iso(moment), moment.precision) == (expected, precision)
