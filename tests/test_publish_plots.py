"""Plots: legible columns of time, and SVG without script or style."""

import re
from xml.etree import ElementTree

import pytest

from newsarchive.publish.plots import Bar, by_time, column_plot, legible, row_plot
from newsarchive.publish.statistics import _to_search


def test_days_between_are_filled() -> None:
    assert by_time({"2023-10-30": (1, 2), "2023-11-01": (3, 0)}) == [
        Bar("2023-10-30", (1, 2), None, "2023-10-30"),
        Bar("2023-10-31", (0, 0), None, "2023-10-31"),
        Bar("2023-11-01", (3, 0), None, "2023-11-01"),
    ]


@pytest.mark.parametrize(
    ("last", "labels"),
    [
        ("2023-05-30", ["2023-01-01", "2023-01-02"]),
        ("2025-06-30", ["2023-01", "2023-02"]),
        ("2060-06-30", ["2023", "2024"]),
    ],
)
def test_days_become_months_and_months_years_where_they_are_too_many(last: str, labels: list[str]) -> None:
    bars = by_time({"2023-01-01": (1,), last: (1,)})
    assert [bar.label for bar in bars[:2]] == labels
    assert len(bars) <= 181 and sum(bar.values[0] for bar in bars) == 2


def test_nothing_makes_no_columns() -> None:
    assert by_time({}) == []


@pytest.mark.parametrize(
    "svg",
    [
        column_plot([Bar('"><script>', (3, 1), "/search?a=1&b=2", "2023")], ("<b>", "c"), '"><script>'),
        column_plot([], ("a",), "empty"),
        row_plot([("<script>alert(1)</script>", 3, "/x?a&b"), ("x" * 90, 0, None)], "rows"),
        row_plot([], "none"),
    ],
)
def test_a_plot_is_well_formed_and_holds_no_script(svg: str) -> None:
    root = ElementTree.fromstring(svg)
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {
        "svg",
        "g",
        "a",
        "rect",
        "line",
        "text",
        "title",
    }
    assert not re.search(r"<script| style=| on\w+=", svg)


def test_a_column_is_as_high_as_its_share() -> None:
    root = ElementTree.fromstring(column_plot([Bar("a", (5,)), Bar("b", (10,))], ("n",), "t"))
    heights = [float(rect.attrib["height"]) for rect in root.iter() if rect.attrib.get("class") == "layer0"]
    assert heights[1] == 2 * heights[0]


def test_one_is_no_plural() -> None:
    svg = column_plot([Bar("2023-10", (1, 2))], ["articles", "comments"], "Both")
    assert "<title>2023-10: 1 article, 2 comments</title>" in svg
    assert "<title>2023-10: 1 news</title>" in column_plot([Bar("2023-10", (1,))], ["news"], "One portal")


@pytest.mark.parametrize(
    ("highest", "marks"),
    [(1, ["0", "1"]), (5, ["0", "5"]), (9, ["0", "5", "10"]), (290, ["0", "150", "300"]),
     (1_001, ["0", "1,000", "2,000"])],
)  # fmt: skip
def test_an_axis_ends_near_its_highest_column_and_names_whole_numbers(highest: int, marks: list[str]) -> None:
    root = ElementTree.fromstring(column_plot([Bar("", (highest,))], ["n"], "t"))
    ticks = [text.text or "" for text in root.iter() if text.attrib.get("text-anchor") == "end"]
    assert [tick for tick in ticks if tick] == marks


def test_a_single_column_is_no_wall() -> None:
    root = ElementTree.fromstring(column_plot([Bar("2023", (1,))], ["n"], "t"))
    widths = [float(rect.attrib["width"]) for rect in root.iter() if rect.attrib.get("class") == "layer0"]
    assert widths == [64.0]


@pytest.mark.parametrize(
    ("first", "last", "length"),
    [
        ("2023-01-01", "2023-01-01", 10),
        ("2023-01-01", "2023-06-29", 10),
        ("2023-01-01", "2023-06-30", 7),
        ("2023-01", "2023-02", 7),
        ("2023-01-01", "2037-12-31", 7),
        ("2023-01-01", "2038-01-01", 4),
        ("1990", "2023", 4),
    ],
)
def test_columns_are_days_while_there_is_room(first: str, last: str, length: int) -> None:
    assert legible(first, last) == length


def test_counts_by_month_stay_months_and_sums_are_kept() -> None:
    bars = by_time({"2023-11": (1, 2), "2024-02": (3, 4)}, lambda key: f"/x/{key}")
    assert bars == [
        Bar("2023-11", (1, 2), "/x/2023-11", "2023-11"),
        Bar("2023-12", (0, 0), "/x/2023-12", "2023-12"),
        Bar("2024-01", (0, 0), "/x/2024-01", "2024-01"),
        Bar("2024-02", (3, 4), "/x/2024-02", "2024-02"),
    ]


def test_a_leap_day_and_a_year_of_two_calendars_are_counted() -> None:
    assert [bar.label for bar in by_time({"2024-02-28": (1,), "2024-03-01": (1,)})] == [
        "2024-02-28",
        "2024-02-29",
        "2024-03-01",
    ]
    assert [bar.label for bar in by_time({"2023-12": (1,), "2024-01": (1,)})] == ["2023-12", "2024-01"]


@pytest.mark.parametrize(("href", "role"), [(None, "img"), ("/x", "group")])
def test_a_plot_that_leads_somewhere_is_no_picture(href: str | None, role: str) -> None:
    svg = ElementTree.fromstring(column_plot([Bar("a", (5,), href)], ("n",), "A title"))
    assert (svg.attrib["role"], svg.attrib["aria-label"]) == (role, "A title")


@pytest.mark.parametrize(
    ("time", "since", "until"),
    [
        ("2024-02-03", "2024-02-03", "2024-02-03"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
    ],
)
def test_a_column_leads_to_all_days_that_it_counts(time: str, since: str, until: str) -> None:
    assert _to_search(str, "bbn")(time) == f"/search?since={since}&until={until}&portal=bbn"
