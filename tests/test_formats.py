"""Cells and rows in CSV, JSON, JSON lines and Parquet."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from newsarchive.exporting import write_rows
from newsarchive.exporting.formats import BATCH, defuse
from newsarchive.exporting.reading import Cell

Row = Sequence[Cell]

COLUMNS = ("id", "text", "share")
ROWS: list[Row] = [(1, "one, “two”\nthree", 0.5), (2, None, None), (-3, "=1+1", -1.5)]


def written(format: str, columns: Sequence[str], rows_: Sequence[Row], types: Mapping[str, str] | None = None) -> bytes:
    out = io.BytesIO()
    assert write_rows(format, columns, iter(rows_), out, types) == len(rows_)
    return out.getvalue()


@pytest.mark.parametrize(
    ("cell", "csv", "json_"),
    [
        (None, '""', None),
        (0, "0", 0),
        (-1, "-1", -1),
        ((1 << 63) - 1, "9223372036854775807", (1 << 63) - 1),
        (1.0, "1.0", 1.0),
        (1e-7, "1e-07", 1e-7),
        ("a", "a", "a"),
        ("a,b", '"a,b"', "a,b"),
        ('say "a"', '"say ""a"""', 'say "a"'),
        ("one\ntwo", '"one\ntwo"', "one\ntwo"),
        ("one\r\ntwo", '"one\r\ntwo"', "one\r\ntwo"),
        (" a ", " a ", " a "),
        ("=a,b", '"\'=a,b"', "=a,b"),
        ('="', '"\'="""', '="'),
        ("\n=1+1", '"\'\n=1+1"', "\n=1+1"),
        ("＝1+1", "'＝1+1", "＝1+1"),
        ("＋1", "'＋1", "＋1"),
        ("－1", "'－1", "－1"),
        ("＠A1", "'＠A1", "＠A1"),
        ("–1", "–1", "–1"),
        ("'=1", "'=1", "'=1"),
        ("\u202e=1", "\u202e=1", "\u202e=1"),
        ("北京", "北京", "北京"),
        ("\U0001f600", "\U0001f600", "\U0001f600"),
        (b"\x00\xff", "00ff", "00ff"),
    ],
)
def test_a_cell_is_written_so_that_it_is_read_as_it_is(cell: Cell, csv: str, json_: object) -> None:
    assert written("csv", ["a"], [[cell]]).decode() == f"a\r\n{csv}\r\n"
    assert json.loads(written("json", ["a"], [[cell]])) == [{"a": json_}]
    (line,) = written("jsonl", ["a"], [[cell]]).split(b"\n")[:-1]
    assert json.loads(line) == {"a": json_}


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\t", "\r", "\n", "＝1", "plain", "", 5, -5, 1.5, None])
def test_defusing_twice_is_defusing_once(cell: Cell) -> None:
    assert defuse(defuse(cell)) == defuse(cell)


@pytest.mark.parametrize("count", [0, 1, BATCH - 1, BATCH, BATCH + 1, 2 * BATCH])
@pytest.mark.parametrize("format", ["csv", "json", "jsonl", "parquet"])
def test_the_borders_of_a_batch_are_not_seen(format: str, count: int) -> None:
    content = written(format, ["n", "t"], [(n, f"<{n}>") for n in range(count)], {"n": "integer"})
    if format == "csv":
        found = [line.split(",") for line in content.decode().split("\r\n")[1:-1]]
    elif format == "parquet":
        parquet = pytest.importorskip("pyarrow.parquet")
        found = [[str(row["n"]), row["t"]] for row in parquet.read_table(io.BytesIO(content)).to_pylist()]
    else:
        objects = json.loads(content) if format == "json" else [json.loads(line) for line in content.splitlines()]
        found = [[str(one["n"]), one["t"]] for one in objects]
    assert found == [[str(n), f"<{n}>"] for n in range(count)]


def test_rows_are_taken_as_they_come_and_never_held() -> None:
    taken: list[int] = []

    def source() -> Any:
        for number in range(3 * BATCH):
            taken.append(number)
            yield (number,)

    class Watching(io.BytesIO):
        def write(self, data: Any, /) -> int:
            seen.append(len(taken))
            return super().write(data)

    seen: list[int] = []
    assert write_rows("csv", ["n"], source(), Watching()) == 3 * BATCH
    assert seen == [0, BATCH, 2 * BATCH, 3 * BATCH]


def test_a_row_of_another_length_is_an_error_and_no_shifted_cell() -> None:
    with pytest.raises(ValueError, match="shorter"):
        written("jsonl", ["a", "b"], [(1,)])


def test_csv_is_utf8_with_crlf_and_quotes_where_needed() -> None:
    assert (
        written("csv", COLUMNS, ROWS)
        == 'id,text,share\r\n1,"one, “two”\nthree",0.5\r\n2,,\r\n-3,\'=1+1,-1.5\r\n'.encode()
    )


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
def test_a_text_that_a_spreadsheet_would_run_is_made_harmless(cell: Cell, shown: str) -> None:
    lone = '""' if cell == "" else shown  # csv writes a row of one empty field so that it is no blank line
    assert written("csv", ("a",), [(cell,)]) == f"a\r\n{lone}\r\n".encode()


def test_json_is_one_array_and_jsonl_one_object_a_line() -> None:
    objects = [dict(zip(COLUMNS, row, strict=True)) for row in ROWS]
    assert json.loads(written("json", COLUMNS, ROWS)) == objects
    assert [json.loads(line) for line in written("jsonl", COLUMNS, ROWS).splitlines()] == objects
    assert list(json.loads(written("json", COLUMNS, ROWS))[0]) == list(COLUMNS)


@pytest.mark.parametrize(("format", "bytes_"), [("csv", b"id,text,share\r\n"), ("json", b"[]\n"), ("jsonl", b"")])
def test_no_rows_make_a_whole_file_all_the_same(format: str, bytes_: bytes) -> None:
    assert written(format, COLUMNS, []) == bytes_


def test_parquet_keeps_types_and_nulls() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    out = io.BytesIO()
    write_rows("parquet", COLUMNS, ROWS, out, {"id": "integer", "share": "real"})
    table = parquet.read_table(io.BytesIO(out.getvalue()))
    assert table.to_pydict() == {"id": [1, 2, -3], "text": [ROWS[0][1], None, "=1+1"], "share": [0.5, None, -1.5]}
