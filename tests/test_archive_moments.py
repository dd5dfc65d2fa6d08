"""Two looks at one time: whether they agree, which of them is kept, and the columns that hold it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from newsarchive.archive import moments
from newsarchive.archive.moments import agrees, better, columns
from newsarchive.items import Moment
from newsarchive.times import parse_moment

FETCHED_AT = datetime(2024, 5, 1, 12, tzinfo=UTC)


def row(raw: str | None, estimated: bool = False) -> dict[str, Any]:
    moment = parse_moment(raw, fetched_at=FETCHED_AT) if raw else None
    return columns(moment, "published") | ({"published_estimated": 1} if estimated else {})


def test_a_moment_fills_its_columns() -> None:
    moment = Moment("x", datetime(2024, 4, 30, 10), datetime(2024, 4, 30, 8, tzinfo=UTC), 120, "minute", "paired", True)
    assert columns(moment, "modified") == {
        "modified_at": "2024-04-30T08:00:00Z",
        "modified_local": "2024-04-30T10:00:00",
        "modified_raw": "x",
        "modified_offset": 120,
        "modified_precision": "minute",
        "modified_zone": "paired",
        "modified_estimated": 1,
    }


def test_no_moment_leaves_them_empty() -> None:
    told = columns(None, "published")
    assert {key for key, value in told.items() if value is not None} == {"published_estimated"}
    assert told["published_estimated"] == 0


AGREEING = [
    ("2024-04-30T10:00:00+02:00", "2024-04-30T08:00:00Z", True),
    ("2024-04-30T10:00:00+02:00", "2024-04-30T10:00:00+02:00", True),
    ("2024-04-30T10:00:00+02:00", "2024-04-30T10:00:01+02:00", False),
    ("2024-04-30T10:00+02:00", "2024-04-30T10:00:41+02:00", True),
    ("2024-04-30T10:00", "2024-04-30T10:00:41", True),
    ("2024-04-30T10:00", "2024-04-30T10:01", False),
    ("2024-04-30", "2024-04-30T23:59", True),
    ("2024-04-30", "2024-05-01", False),
    ("2024-04", "2024-04-30", True),
    ("2024-03", "2024-04-30", False),
    ("2024-04-30T10:00", "2024-04-30T08:00:00Z", True),
    ("2024-04-30T22:00", "2024-04-30T08:00:00Z", True),
    ("2024-04-29T10:00", "2024-04-30T08:00:00Z", False),
    ("2024-04-29", "2024-04-30T08:00:00Z", True),
    ("2024-04-27", "2024-04-30T08:00:00Z", False),
    (None, "2024-04-30", True),
    (None, None, True),
    ("0000-00-00T00:00:00Z", "2024-04-30", True),
]


@pytest.mark.parametrize(("one", "other", "agreeing"), AGREEING)
def test_two_times_agree_as_far_as_both_go(one: str | None, other: str | None, agreeing: bool) -> None:
    assert (agrees(row(one), row(other), "published"), agrees(row(other), row(one), "published")) == (agreeing,) * 2


def test_an_estimate_agrees_with_any_time() -> None:
    assert agrees(row("2024-04-30", estimated=True), row("2024-01-01"), "published")
    assert agrees(row("2024-01-01"), row("2024-04-30", estimated=True), "published")


BETTER = [
    (None, "2024-04-30", True),
    ("2024-04-30", None, False),
    (None, None, False),
    ("2024-04-30", "2024-04-30", False),
    ("2024-04-30", "2024-04-30T10:00", True),
    ("2024-04-30T10:00", "2024-04-30", False),
    ("2024-04-30T10:00", "2024-04-30T08:00:00Z", True),
    ("2024-04-30T08:00:00Z", "2024-04-30T10:00", False),
    ("2024-04-30T10:00+02:00", "2024-04-30T10:00:41+02:00", True),
    ("2024-04-30T10:00:41+02:00", "2024-04-30T10:00+02:00", False),
    ("2024-04-30T10:00:00Z", "2024-04-30T11:00:00Z", True),
    ("0000-00-00T00:00:00Z", "2024-04-30", True),
    ("2024-04-30", "0000-00-00T00:00:00Z", False),
    (None, "0000-00-00T00:00:00Z", True),
]


@pytest.mark.parametrize(("before", "after", "replaces"), BETTER)
def test_a_time_gives_way_to_another_or_a_better_one(before: str | None, after: str | None, replaces: bool) -> None:
    assert better(row(before), row(after), "published") is replaces


def test_an_estimate_gives_way_to_a_date_and_never_the_other_way_round() -> None:
    estimate, day = row("2024-04-30T10:00", estimated=True), row("2024-04-29")
    assert (better(estimate, day, "published"), better(day, estimate, "published")) == (True, False)


def test_both_sides_never_replace_each_other_for_ever() -> None:
    raws = [None, "2024-04-30", "2024-04-30T10:00", "2024-04-30T10:00:41+02:00", "2024-04"]
    rows = [row(raw, estimated) for raw in raws for estimated in (False, True)]
    circles = [
        (one, other)
        for one in rows
        for other in rows
        if agrees(one, other, "published") and better(one, other, "published") and better(other, one, "published")
    ]
    assert circles == []


def told(text: str | None, precision: str = "second", offset: int | None = 0) -> dict[str, Any]:
    if text is None:
        return moments.columns(None, "published")
    local = datetime.fromisoformat(text)
    utc = None if offset is None else local.replace(tzinfo=UTC)
    zone = "unknown" if offset is None else "attribute"
    return moments.columns(Moment(text, local, utc, offset, precision, zone), "published")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "agreeing"),
    [
        (told("2023-10-19T15:46:00"), told("2023-10-19T15:46:00", offset=None), True),
        (told("2023-10-19T15:46:00"), told("2023-10-20T05:46:00", offset=None), True),
        (told("2023-10-19T15:46:00"), told("2023-10-20T07:47:00", offset=None), False),
        (told("2023-10-19T15:46:30"), told("2023-10-19T15:46:00", "minute"), True),
        (told("2023-10-19T15:46:30"), told("2023-10-19T15:00:00", "hour"), True),
        (told("2023-10-19T15:46:30"), told("2023-10-19T16:00:00", "hour"), False),
        (told("2023-10-01T00:00:00", "month", None), told("2023-10-31T00:00:00", "day", None), True),
        (told("2023-10-01T00:00:00", "month", None), told("2023-11-01T00:00:00", "day", None), False),
        (told("2023-01-01T00:00:00", "year", None), told("2023-12-31T23:59:59", offset=None), True),
        (told("2023-01-01T00:00:00", "year", None), told("2023-12-31T23:59:59"), True),
        (told("2023-01-01T00:00:00", "year", None), told("2025-12-31T23:59:59"), False),
    ],
)
def test_times_of_two_precisions_agree_both_ways(one: dict[str, Any], other: dict[str, Any], agreeing: bool) -> None:
    assert [moments.agrees(one, other, "published"), moments.agrees(other, one, "published")] == [agreeing] * 2
