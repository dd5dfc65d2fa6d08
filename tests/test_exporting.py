"""Exports: what the files say, what may be asked, and the bytes of each format."""

import io
import json
from pathlib import Path
from textwrap import dedent

import pytest

from newsarchive.errors import DamagedArchive, StorageError, UsageMistake
from newsarchive.exporting import all_exports, bind, find_export, open_database, write_rows
from newsarchive.exporting.queries import Export, Parameter, read_date, read_export

COLUMNS = ("id", "text", "share")
ROWS = [(1, "one, “two”\nthree", 0.5), (2, None, None), (-3, "=1+1", -1.5)]


def written(format: str, rows: list[tuple[object, ...]] = ROWS, columns: tuple[str, ...] = COLUMNS) -> bytes:  # type: ignore[assignment]
    out = io.BytesIO()
    assert write_rows(format, columns, rows, out) == len(rows)  # type: ignore[arg-type]
    return out.getvalue()


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
        "portal": None,
        "section": "world",
        "language": None,
    }


def test_a_parameter_that_the_export_does_not_take_is_a_mistake() -> None:
    with pytest.raises(UsageMistake, match="'portal_health' takes no 'since'; it takes portal"):
        bind(find_export("portal_health"), {"since": "2023-10-01"})


def test_csv_is_utf8_with_crlf_and_quotes_where_needed() -> None:
    assert written("csv") == 'id,text,share\r\n1,"one, “two”\nthree",0.5\r\n2,,\r\n-3,\'=1+1,-1.5\r\n'.encode()


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", '"\'\rx"'),
        ("a=1", "a=1"),
        ("", ""),
        (-2, "-2"),
    ],
)
def test_a_text_that_a_spreadsheet_would_run_is_made_harmless(cell: object, shown: str) -> None:
    lone = '""' if cell == "" else shown  # csv writes a row of one empty field so that it is no blank line
    assert written("csv", [(cell,)], ("a",)) == f"a\r\n{lone}\r\n".encode()


def test_json_is_one_array_and_jsonl_one_object_a_line() -> None:
    objects = [dict(zip(COLUMNS, row, strict=True)) for row in ROWS]
    assert json.loads(written("json")) == objects
    assert [json.loads(line) for line in written("jsonl").splitlines()] == objects
    assert list(json.loads(written("json"))[0]) == list(COLUMNS)


@pytest.mark.parametrize(("format", "bytes_"), [("csv", b"id,text,share\r\n"), ("json", b"[]\n"), ("jsonl", b"")])
def test_no_rows_make_a_whole_file_all_the_same(format: str, bytes_: bytes) -> None:
    assert written(format, []) == bytes_


@pytest.mark.parametrize("format", ["csv", "json", "jsonl"])
def test_many_rows_are_written_batch_by_batch(format: str) -> None:
    rows: list[tuple[object, ...]] = [(n, f"text {n}", n / 2) for n in range(2_500)]
    written_once = written(format, rows)
    assert written_once == written(format, rows)
    assert written_once.count(b"text ") == 2_500


def test_parquet_keeps_types_and_nulls() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    out = io.BytesIO()
    write_rows("parquet", COLUMNS, ROWS, out, {"id": "integer", "share": "real"})
    table = parquet.read_table(io.BytesIO(out.getvalue()))
    assert table.to_pydict() == {"id": [1, 2, -3], "text": [ROWS[0][1], None, "=1+1"], "share": [0.5, None, -1.5]}


def test_every_export_says_what_it_gives() -> None:
    assert [one.name for one in all_exports() if not (one.title and one.description and one.tables)] == []


def test_a_folder_without_an_archive_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no archive at"):
        open_database(tmp_path)


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 4_000])
def test_a_file_that_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "archive.db").write_bytes(content)
    with pytest.raises(DamagedArchive):
        open_database(tmp_path)
