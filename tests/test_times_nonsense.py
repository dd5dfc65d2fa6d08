"""What is no date, or none that can be: kept as it stands, and never a crash."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from newsarchive.items import Moment
from newsarchive.times import iso, parse_moment
from tests.printed import FETCHED, read


@pytest.mark.parametrize(
    "raw",
    [
        "0000-00-00 00:00:00",
        "1970-01-01T00:00:00Z",
        "1989-12-31",
        "2026-11-05",
        "2031-01-01T00:00:00Z",
        "2023-02-30",
        "2023-13-01",
        "19 Foober 2023",
        "October 19",
        "2023-W42-4",
        "listopad 2023",
        "9999-12-31T23:59:59-14:00",
        "200 years ago",
    ],
)
def test_a_date_that_cannot_be_read_or_is_out_of_bounds_keeps_its_raw_form(raw: str) -> None:
    assert read(raw) == Moment(raw, None, None, None, "day", "unknown")


@pytest.mark.parametrize("raw", ["2026-11-03T12:00:00Z", "2026-11-02", "1990-01-01"])
def test_the_bounds_belong_to_what_can_be(raw: str) -> None:
    moment = read(raw)
    assert moment is not None
    assert moment.local is not None


@pytest.mark.parametrize(
    "raw",
    ["", "   ", "not a date", "4 comments", "3:46 pm", "May", "Reply", "Share on X", "12", "v1.2.3", "?", "5 min read"],
)
def test_a_text_without_a_trace_of_a_date_is_no_moment(raw: str) -> None:
    assert read(raw) is None


@pytest.mark.parametrize(
    "raw",
    [
        "\0",
        "\0" * 1000 + "2023-10-19",
        "1" * 100_000,
        "a" * 100_000,
        "1 " * 50_000,
        "19.10." * 20_000,
        "2023-10-19T15:46:00" + "0" * 100_000,
        "(" * 5_000 + "2023",
        "²⁰²³-¹⁰-¹⁹",
        "②⓪②③年①⓪月",
        "१" * 500,
        "٢٠٢٣-١٠-١٩",
        "1:" * 500,
        "\ud800 October 19, 2023",
        "\u202e2023-10-19\u202c",
        "99999999999999",
        "-1",
        "1e5",
        "2023-10-19T15:46:00+99:99",
        "99:99 October 19, 2023",
        "İ" * 200 + " 19 Ekim 2023",
        "%d %Y {}",
        "a\r\n19 Oct 2023 15:46:00 +0000",
        "Thu, 99 Oct 2023 99:99:99 +0000",
        "19 Oct 2023 15:46:00 +9999999999",
    ],
    ids=lambda raw: repr(raw[:24]),
)
def test_reading_never_raises(raw: str) -> None:
    for languages in ((), ("en-US",), ("ja", "zh"), ("xx",), ("",), ("a" * 50,)):
        moment = parse_moment(raw, fetched_at=FETCHED, languages=languages, formats=("%d %B %Y", "%", "(%Y"))
        if moment is not None:
            moment.raw.encode("utf-8")
            assert len(moment.raw) <= 300


def test_every_moment_of_mutated_texts_is_consistent() -> None:
    dice = Random(7)
    seeds = ["2023-10-19T15:46:00-04:00", "October 19, 2023 - 3:46 pm ET", "19 تشرين الأول 2023", "2 hours ago", "²½"]
    letters = "0123456789:./-, TZ+()年月日時分午後apmAPM١٢३४²½\u200f\u00a0\0\ud800éÜŞİıß'’|@#%"
    for _ in range(5_000):
        text = list(dice.choice(seeds))
        for _ in range(dice.randint(1, 6)):
            place = dice.randrange(len(text) + 1)
            text[place : place + dice.randint(0, 2)] = dice.choice([[], list(dice.choice(letters)), text[:place]])
        raw = "".join(text)
        zone = dice.choice([None, "America/New_York", "Asia/Kathmandu"])
        moment = parse_moment(raw, fetched_at=FETCHED, languages=dice.choice([(), ("en-US",), ("ar",)]), timezone=zone)
        if moment is None:
            continue
        moment.raw.encode("utf-8")
        assert (moment.utc is None) == (moment.offset_minutes is None) == (moment.zone_source == "unknown"), raw
        if moment.local is not None:
            assert datetime(1990, 1, 1) <= moment.local <= datetime(2026, 11, 4, 18), raw
            assert iso(moment), raw
        if moment.utc is not None and moment.local is not None:
            assert moment.utc == (moment.local - timedelta(minutes=moment.offset_minutes or 0)).replace(tzinfo=UTC), raw
