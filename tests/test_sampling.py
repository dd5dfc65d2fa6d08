"""Samples: drawn again the same, everywhere, and balanced as their design says."""

import re
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from newsarchive.archive.store import open_archive
from newsarchive.errors import UsageMistake
from newsarchive.exporting import open_database
from newsarchive.exporting.sampling import Draw, Plan, Unit, allot, draw, read_draw, select, why_nothing, write_draw

YEAR = [
    Unit(f"p{day:03}{n}", (date(2023, 1, 1) + timedelta(days=day)).isoformat(), "bbn" if n else "other")
    for day in range(364)
    for n in range(3)
]


def make_dated(path: Path, days: list[str | None]) -> None:
    """Make an archive with an article for each of the days."""
    with open_archive(path, write=True) as archive:
        portal = archive.portal("one", url="https://one.example/")
        for n, day in enumerate(days):
            add = (
                "insert into articles (public_id, portal_id, url, published_at, first_seen_at, last_seen_at, status, "
                "extractor) "
                "values (?, ?, ?, ?, '2024-01-01T00:00:00Z', '2024-01-01T00:00:00Z', 'live', 'x')"
            )
            archive.db.execute(add, [f"p{n}", portal, f"https://one.example/{n}/", day and f"{day}T12:00:00Z"])


def ids(units: list[Unit]) -> list[str]:
    return sorted(unit.public_id for unit in units)


def test_the_same_seed_draws_the_same_in_any_order() -> None:
    plan = Plan("simple", 7, size=50)
    assert ids(select(YEAR, plan)) == ids(select(YEAR[::-1], plan))
    assert ids(select(YEAR, plan)) != ids(select(YEAR, Plan("simple", 8, size=50)))
    assert len(set(ids(select(YEAR, plan)))) == 50


def test_a_draw_is_known_by_its_seed_on_every_machine() -> None:
    assert ids(select(YEAR[:30], Plan("simple", 1, size=3))) == ["p0041", "p0062", "p0091"]


def test_a_larger_sample_holds_the_smaller_one() -> None:
    small, large = (set(ids(select(YEAR, Plan("simple", 3, size=size)))) for size in (20, 60))
    assert small < large


def test_more_than_there_is_draws_everything() -> None:
    assert len(select(YEAR[:5], Plan("simple", 1, size=99))) == 5
    assert select([], Plan("stratified", 1, size=9)) == []


def test_strata_are_drawn_in_proportion() -> None:
    drawn = select(YEAR, Plan("stratified", 1, size=90))
    assert Counter(unit.stratum for unit in drawn) == {"bbn": 60, "other": 30}


@pytest.mark.parametrize(
    ("sizes", "total", "shares"),
    [
        ({"a": 10, "b": 10, "c": 10}, 10, {"a": 4, "b": 3, "c": 3}),
        ({"a": 99, "b": 1}, 10, {"a": 10, "b": 0}),
        ({"a": 3, "b": 2}, 50, {"a": 3, "b": 2}),
        ({}, 5, {}),
    ],
)
def test_what_is_left_goes_to_the_largest_remainders(sizes: dict[str, int], total: int, shares: dict[str, int]) -> None:
    assert allot(sizes, total) == shares


@pytest.mark.parametrize("weeks", [1, 2, 6])
def test_a_constructed_week_has_every_weekday_alike(weeks: int) -> None:
    drawn = select(YEAR, Plan("constructed-week", 5, weeks=weeks))
    days = {unit.day for unit in drawn if unit.day}
    assert Counter(date.fromisoformat(day).weekday() for day in days) == dict.fromkeys(range(7), weeks)
    assert len(drawn) == 21 * weeks


def test_a_constructed_week_leaves_out_the_undated_and_caps_a_day() -> None:
    drawn = select([*YEAR, Unit("x", None, "bbn")], Plan("constructed-week", 5, size=2))
    assert len(drawn) == 14 and "x" not in ids(drawn)
    assert select([Unit("x", None, "bbn")], Plan("constructed-week", 5)) == []


def test_a_constructed_week_of_seven_days_holds_the_first_and_the_last() -> None:
    week = [Unit(f"p{day}", f"2023-10-{day:02}", "bbn") for day in range(2, 9)]
    plan = Plan("constructed-week", 5)
    for one in (plan, replace(plan, since="2023-10-02", until="2023-10-08T23:00:00Z")):
        assert ids(select(week, one)) == [unit.public_id for unit in week]


def test_a_design_without_a_size_is_a_mistake() -> None:
    with pytest.raises(UsageMistake, match="wants --size"):
        select(YEAR, Plan("simple", 1))


def test_a_draw_is_stored_and_read_back(tmp_path: Path) -> None:
    made = Draw(Plan("simple", 1, size=2), 30, "ab", ("p1", "p2"))
    write_draw(made, tmp_path / "draws" / "one.json")
    assert read_draw(tmp_path / "draws" / "one.json") == made


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"plan": {"colour": 1}}', *(
    f'{{"plan": {{"design": "simple", "seed": 1, "size": 2, {odd}}}, "frame_size": 1, "frame_sha256": "", "drawn": []}}'
    for odd in ('"design": "any"', '"seed": "1"', '"size": "2"', '"by": "colour"', '"by": []', '"weeks": 0.5',
                '"since": 2023', '"portal": 1')
), '{"plan": {"design": "simple", "seed": 1}, "frame_size": "many", "frame_sha256": "", "drawn": []}'])  # fmt: skip
def test_a_file_that_is_no_draw_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "x.json").write_text(content)
    with pytest.raises(UsageMistake, match=r"x\.json holds no draw"):
        read_draw(tmp_path / "x.json")


@pytest.mark.parametrize(
    ("days", "plan", "why"),
    [
        ([], Plan("simple", 1, size=2), "the archive holds no article"),
        ([None, None], Plan("constructed-week", 1), "none of the 2 articles has a known day"),
        (
            ["2023-10-02"],
            Plan("simple", 1, size=2, since="2024-01-01"),
            "no article passes --since 2024-01-01; .* of 2023",
        ),
        (["2020-10-02", "2023-10-02"], Plan("constructed-week", 9), "no article was published on the drawn days"),
    ],
)
def test_a_draw_of_nothing_says_why(tmp_path: Path, days: list[str | None], plan: Plan, why: str) -> None:
    make_dated(tmp_path, days)
    with closing(open_database(tmp_path)) as db:
        made = draw(db, plan)
        assert made.drawn == ()
        assert re.match(why, why_nothing(db, made))


def test_both_days_between_which_is_drawn_count_whole(tmp_path: Path) -> None:
    make_dated(tmp_path, ["2023-10-01", "2023-10-02", "2023-10-03", "2023-10-04", None])
    with closing(open_database(tmp_path)) as db:
        made = draw(db, Plan("simple", 1, size=9, since="2023-10-02", until="2023-10-03"))
    assert (made.frame_size, made.drawn) == (2, ("p1", "p2"))
