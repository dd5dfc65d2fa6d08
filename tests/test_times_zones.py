"""Zones of printed dates: offsets, names, those of the portal, and what no word can tell."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.items import ZoneSource
from newsarchive.times import parse_moment
from newsarchive.times.zones import is_american, offset_in, offset_of, printed_zone, zone_info
from tests.printed import FETCHED, read

SUMMER, WINTER = datetime(2023, 7, 1, 12), datetime(2023, 1, 1, 12)


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


BBN = datetime(2023, 10, 19, 15, 46)


@pytest.mark.parametrize(
    ("raw", "languages", "offset"),
    [
        ("Updated 3:46 PM EDT, Thu October 19, 2023", (), -240),
        ("Oct. 19, 2023 | 3:46 p.m. ET", (), -240),
        ("Jan. 19, 2023 | 3:46 p.m. ET", (), -300),
        ("October 19, 2023 3:46 pm Eastern Time", (), -240),
        ("July 19, 2023 at 3:46 p.m. PT", (), -420),
        ("Thu 19 Oct 2023 15.46 BST", ("en-GB",), 60),
        ("1546 GMT, 19 October 2023", (), 0),
        ("19.10.2023 15:46 MESZ", ("de",), 120),
        ("19.10.2023 15:46 CET", (), 60),
        ("19.10.2023, 15:46 МСК", ("ru",), 180),
        ("19.10.2023, 15:46 мск", ("ru",), 180),
        ("19 October 2023 15:46 (UTC+5:30)", (), 330),
        ("19 October 2023 15:46 GMT+2", (), 120),
        ("19 October 2023, 15:46 IST", ("hi",), 330),
        ("19 October 2023, 15:46 IST", ("en-IN",), 330),
    ],
)
def test_a_named_zone_is_that_of_the_day(raw: str, languages: tuple[str, ...], offset: int) -> None:
    moment = read(raw, *languages)
    assert moment is not None
    assert moment.local is not None
    assert (moment.local.hour, moment.local.minute, moment.offset_minutes) == (15, 46, offset)
    assert moment.utc == (moment.local - timedelta(minutes=offset)).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "language"), [("19 October 2023, 15:46 IST", "en"), ("2023-10-19 15:46 CST 2023年10月19日", "zh")]
)
def test_an_abbreviation_that_two_zones_share_is_never_guessed(raw: str, language: str) -> None:
    moment = read(raw, language)
    assert moment is not None
    assert (moment.utc, moment.zone_source) == (None, "unknown")


def test_a_portals_zone_counts_where_none_is_printed() -> None:
    summer = parse_moment("October 19, 2023 - 3:46 pm", fetched_at=FETCHED, timezone="America/New_York")
    winter = parse_moment("2023-12-19T15:46:00", fetched_at=FETCHED, timezone="America/New_York")
    printed = parse_moment("2023-12-19T15:46:00Z", fetched_at=FETCHED, timezone="America/New_York")
    assert [(m.offset_minutes, m.zone_source) for m in (summer, winter, printed) if m] == [
        (-240, "configured"),
        (-300, "configured"),
        (0, "attribute"),
    ]


def test_an_unknown_zone_of_the_portal_changes_nothing() -> None:
    moment = parse_moment("2023-12-19T15:46:00", fetched_at=FETCHED, timezone="Mars/Olympus")
    assert moment is not None
    assert (moment.utc, moment.zone_source) == (None, "unknown")


@pytest.mark.parametrize("source", ["rest", "feed", "attribute"])
def test_the_source_of_an_offset_is_the_callers_word(source: ZoneSource) -> None:
    moment = parse_moment("2023-10-19T15:46:00Z", fetched_at=FETCHED, source=source)
    assert moment is not None
    assert moment.zone_source == source


@pytest.mark.parametrize(
    ("zone", "offset"),
    [("CEST", 120), ("EEST", 180), ("AEST", 600), ("AKST", -540), ("GMT+0200", 120), ("UTC-0400", -240), ("XYZ", None)],
)
def test_a_zone_of_a_feed_is_its_whole_word(zone: str, offset: int | None) -> None:
    """CEST ends in "EST", which is another zone; of an unknown one nothing is known."""
    found = parse_moment(f"Thu, 19 Oct 2023 15:46:05 {zone}", fetched_at=FETCHED)
    assert found and (found.local, found.offset_minutes) == (datetime(2023, 10, 19, 15, 46, 5), offset)
