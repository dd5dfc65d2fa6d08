"""Export files: what they describe of themselves, what their parameters may be."""

from __future__ import annotations

from textwrap import dedent

import pytest

from newsarchive.errors import UsageMistake
from newsarchive.exporting import all_exports, bind, find_export
from newsarchive.exporting.queries import Export, Parameter, read_date, read_export

EXPORT = Export(
    "things",
    "Things",
    "",
    (Parameter("since", "date", ""), Parameter("moment", "moment", ""), Parameter("name", "text", "")),
    (),
    "",
)


EMPTY = {"since": None, "moment": None, "name": None}


@pytest.mark.parametrize(
    ("given", "bound"),
    [
        ({}, {}),
        ({"since": "", "moment": "  ", "name": "\t"}, {}),
        ({"since": None}, {}),
        ({"unknown": ""}, {}),
        ({"unknown": None}, {}),
        ({"since": " 2024-02-29 "}, {"since": "2024-02-29"}),
        ({"since": "2024-02-29T24:00"}, None),
        ({"since": "2023-02-29"}, None),
        ({"moment": "2024-02-29T10:00:00+05:30"}, {"moment": "2024-02-29T04:30:00Z"}),
        ({"moment": "2024-02-29 10"}, {"moment": "2024-02-29T10:00:00Z"}),
        ({"moment": "2024-02-29T"}, None),
        ({"moment": "yesterday"}, None),
        ({"moment": "0000-01-01"}, None),
        ({"moment": "2999-12-31"}, {"moment": "2999-12-31"}),
        ({"name": " O'Neil; drop table "}, {"name": "O'Neil; drop table"}),
        ({"unknown": "x"}, None),
    ],
)
def test_what_is_given_is_bound_or_refused(given: dict[str, str | None], bound: dict[str, str] | None) -> None:
    if bound is None:
        with pytest.raises(UsageMistake):
            bind(EXPORT, given)
    else:
        assert bind(EXPORT, given) == EMPTY | bound


def test_an_export_that_takes_nothing_says_so() -> None:
    with pytest.raises(UsageMistake, match="the export 'bare' takes no 'since'; it takes nothing"):
        bind(Export("bare", "", "", (), (), ""), {"since": "2024-01-01"})


@pytest.mark.parametrize(
    "value", ["9" * 5_000, "2024-01-01T00:00:00+99:99", "2999-12-31T23:59:59-24:00", "2024-1-1", "\0"]
)
def test_no_value_is_repeated_at_length(value: str) -> None:
    with pytest.raises(UsageMistake) as caught:
        read_date(value, "since")
    assert len(str(caught.value)) < 130


@pytest.mark.parametrize(
    ("source", "export"),
    [
        ("select 1", Export("x", "", "", (), (), "select 1")),
        ("select 1;\n\n", Export("x", "", "", (), (), "select 1")),
        ("-- a remark\nselect 1", Export("x", "", "", (), (), "-- a remark\nselect 1")),
        ("", Export("x", "", "", (), (), "")),
        (
            dedent("""\
                -- title: A: b
                -- param a (text): one
                -- param b (moment): two
                -- tables: t
                select :a, :b
            """),
            Export(
                "x",
                "A: b",
                "",
                (Parameter("a", "text", "one"), Parameter("b", "moment", "two")),
                ("t",),
                "select :a, :b",
            ),
        ),
    ],
)
def test_a_file_is_read_as_far_as_it_describes_itself(source: str, export: Export) -> None:
    assert read_export("x", source) == export


def test_a_kind_of_parameter_that_does_not_exist_is_named_with_its_file() -> None:
    with pytest.raises(UsageMistake, match=r"exports/x\.sql: no parameter is a 'number'"):
        read_export("x", "-- param a (number): one\nselect 1")


def test_the_leading_comments_of_a_file_describe_the_export() -> None:
    source = dedent("""\
        -- title: Things
        -- description: One row a thing.
        -- description: In order.
        -- tables: things others
        -- param since (date): first day
        select a -- not a header
        from things;
        """)
    assert read_export("things", source) == Export(
        name="things",
        title="Things",
        description="One row a thing. In order.",
        parameters=(Parameter("since", "date", "first day"),),
        tables=("things", "others"),
        sql="select a -- not a header\nfrom things",
    )


def test_an_unknown_export_is_a_mistake() -> None:
    with pytest.raises(UsageMistake, match="no export named 'nosuch'"):
        find_export("nosuch")


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("2023-10-19", "2023-10-19"),
        ("2023-10-19T15:46:00Z", "2023-10-19T15:46:00Z"),
        ("2023-10-19T15:46:00+02:00", "2023-10-19T13:46:00Z"),
        ("2023-10-19T15:46", "2023-10-19T15:46:00Z"),
        ("2023-10-19 15:46:00.5", "2023-10-19T15:46:00Z"),
    ],
)
def test_a_date_is_a_day_or_a_moment_in_utc(value: str, kept: str) -> None:
    assert read_date(value, "since") == kept


@pytest.mark.parametrize(
    "value", ["soon", "2023-13-40", "2023-02-30", "20231019", "2023-W42-4", "19.10.2023", "٢٠٢٣-١٠-١٩", "1-1-1"]
)
def test_what_is_no_date_is_named(value: str) -> None:
    with pytest.raises(UsageMistake, match=f"--since: '{value}' is no date"):
        read_date(value, "since")


def test_parameters_that_are_not_given_are_null() -> None:
    export = find_export("articles")
    given = {"since": "2023-10-01", "until": "", "portal": None, "section": " world "}
    assert bind(export, given) == {
        "since": "2023-10-01",
        "until": None,
        "author": None,
        "tag": None,
        "portal": None,
        "section": "world",
        "language": None,
    }


def test_a_parameter_that_the_export_does_not_take_is_a_mistake() -> None:
    with pytest.raises(UsageMistake, match="'portal_health' takes no 'since'; it takes portal"):
        bind(find_export("portal_health"), {"since": "2023-10-01"})


@pytest.mark.parametrize(
    ("since", "until", "is_mistake"),
    [
        ("2023-10-31", "2023-10-01", True),
        ("2023-10-31T00:00:00Z", "2023-10-01", True),
        ("2023-10-31", "2023-10-31", False),
        ("2023-10-31T12:00:00Z", "2023-10-31", False),
    ],
)
def test_days_that_end_before_they_begin_are_a_mistake(since: str, until: str, is_mistake: bool) -> None:
    given, export = {"since": since, "until": until}, find_export("articles")
    if is_mistake:
        with pytest.raises(UsageMistake, match=f"--since {since} is later than --until {until}"):
            bind(export, given)
    else:
        assert bind(export, given)["since"] == since


def test_every_export_says_what_it_gives() -> None:
    assert [one.name for one in all_exports() if not (one.title and one.description and one.tables)] == []
