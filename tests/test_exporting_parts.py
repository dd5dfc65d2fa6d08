"""Taking data away, part by part: cells, parameters, files that become whole, index keys, words, opening to read."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
import stat
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from newsarchive import __version__
from newsarchive.archive.looks import Visit
from newsarchive.archive.opening import database_file, is_frozen
from newsarchive.archive.pages import page
from newsarchive.archive.store import open_archive
from newsarchive.errors import DamagedArchive, NewerSchema, StorageError, UsageMistake
from newsarchive.exporting import bind, columns_of, open_database, rows_of, write_rows
from newsarchive.exporting.cdxj import LINES, compressed, lines, surt
from newsarchive.exporting.destination import destination
from newsarchive.exporting.formats import BATCH, defuse
from newsarchive.exporting.package_words import citation, datasheet
from newsarchive.exporting.queries import Export, Parameter, read_date, read_export
from newsarchive.exporting.reading import Cell
from tests.looks import URL, article, at, exchange, look, rows

Row = Sequence[Cell]


def written(format: str, columns: Sequence[str], rows_: Sequence[Row], types: Mapping[str, str] | None = None) -> bytes:
    out = io.BytesIO()
    assert write_rows(format, columns, iter(rows_), out, types) == len(rows_)
    return out.getvalue()


# --- formats


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


# --- parameters


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


# --- where it goes


def test_a_file_takes_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_bytes(b"of yesterday")
    with destination(target) as out:
        out.write(b"of today")
        assert target.read_bytes() == b"of yesterday"
    assert target.read_bytes() == b"of today"
    assert list(tmp_path.iterdir()) == [target]


def test_what_fails_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_bytes(b"of yesterday")
    with pytest.raises(ZeroDivisionError), destination(target) as out:
        out.write(b"half")
        raise ZeroDivisionError
    assert (target.read_bytes(), list(tmp_path.iterdir())) == (b"of yesterday", [target])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("no/such/folder.csv", "No such file or directory"),
        ("file/a.csv", "Not a directory"),
        ("x" * 300, "File name too long"),
        ("folder", "Is a directory"),
    ],
)
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(StorageError, match=f"cannot write .*{words}"), destination(tmp_path / name) as out:
        out.write(b"x")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file", "folder"]


def test_a_device_is_written_as_it_is() -> None:
    null = Path(os.devnull)
    with destination(null) as out:
        out.write(b"x" * 100_000)
    assert stat.S_ISCHR(null.stat().st_mode)


# --- the index of captures


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://example.com", "com,example)/"),
        ("https://example.com/?", "com,example)/"),
        ("https://example.com/a//", "com,example)/a"),
        ("https://example.com/a?b=1&a=2&b=0", "com,example)/a?a=2&b=0&b=1"),
        ("HTTPS://WWW.Example.COM/A%2FB", "com,example)/a%2fb"),
        ("https://www10.example.com/", "com,example)/"),
        ("https://wwwexample.com/", "com,wwwexample)/"),
        ("http://example.com:443/", "com,example:443)/"),
        ("https://example.com:80/", "com,example:80)/"),
        ("http://localhost:8000/x", "localhost:8000)/x"),
        ("http://user:secret@example.com/", "com,example)/"),
        ("http://[2001:db8::1]/x", "2001:db8::1)/x"),
        ("http://192.168.0.10/x", "10,0,168,192)/x"),
        ("https://a_b.example/", "example,a_b)/"),
        ("https://münchen.example/", "example,xn--mnchen-3ya)/"),
        ("https://a..example/x", "example,,a)/x"),
        (f"https://{'a' * 70}.example/x", f"example,{'a' * 70})/x"),
        ("https://example.com/a b c", "com,example)/a%20b%20c"),
        ("http://[oops/A", "http://[oops/a"),
        ("http://example.com:99999/", "http://example.com:99999/"),
        ("dns:example.com", ")example.com"),
        ("", ")/"),
    ],
)
def test_a_sort_key_can_be_made_of_any_address_that_a_file_holds(url: str, key: str) -> None:
    assert surt(url) == key


@pytest.mark.parametrize("count", [0, 1, LINES, LINES + 1])
def test_an_index_has_a_line_for_each_block(count: int) -> None:
    held = [b"k%06d 20231019160000 {}\n" % number for number in range(count)]
    _, index = compressed(held)
    meta, *places = index.splitlines()
    assert meta == b'!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}'
    assert [place.split(b" ")[0] for place in places] == [b"k%06d" % start for start in range(0, count, LINES)]


def test_a_capture_is_a_line_and_a_revisit_says_so(tmp_path: Path) -> None:
    body = b"<p>The same page.</p>" * 200
    with open_archive(tmp_path, write=True) as archive:
        portal = archive.portal("news.example", url="https://news.example/")
        for hours, status in ((0, 200), (1, 404)):
            one = exchange(f"{URL}?b=2&a=1", body, hours=hours, status=status)
            page_id = page(archive, portal, one.url, kind="article").id
            archive.save(Visit(page_id, None, portal, at(hours), "gone", captures=(archive.captures.write(one),)))
        told = [line.split(b" ", 2) for line in lines(archive.db.conn)]
    assert [(key, when) for key, when, _ in told] == [
        (b"example,news)/lavrov-in-pyongyang?a=1&b=2", b"20231019160000"),
        (b"example,news)/lavrov-in-pyongyang?a=1&b=2", b"20231019170000"),
    ]
    first, second = (json.loads(place) for _, _, place in told)
    file = next((tmp_path / "captures").iterdir())
    assert first == {
        "url": f"{URL}?b=2&a=1",
        "mime": "text/html",
        "status": "200",
        "digest": f"sha256:{hashlib.sha256(body).hexdigest()}",
        "length": first["length"],
        "offset": first["offset"],
        "filename": file.name,
    }
    assert second == first | {
        "mime": "warc/revisit",
        "status": "404",
        "length": second["length"],
        "offset": str(file.stat().st_size - int(second["length"])),
    }


# --- words


ABOUT: dict[str, Any] = {
    "articles": 12_345,
    "comments": 0,
    "first": "2023-10-02",
    "last": None,
    "first_seen": None,
    "last_seen": "2023-10-26T08:00:00Z",
    "portals": [{"name": "bbn", "title": "Big {Big} | News", "url": "https://www.example.com/"}],
    "states": {"stored": 12_345, "gone": 3},
}


def test_a_datasheet_counts_and_says_what_it_does_not_know() -> None:
    sheet = datasheet(
        "A {title}", "2023-10-26+abc", ABOUT, [{"name": "articles", "rows": 12_345, "description": "One row."}]
    )
    assert sheet.startswith(
        f"# Datasheet: A {{title}}\n\nVersion 2023-10-26+abc, made with newsarchive {__version__}.\n"
    )
    assert "12,345 articles published from 2023-10-02 to ?, with\n0 reader comments.\n" in sheet
    assert "- Big {Big} | News (bbn), https://www.example.com/\n" in sheet
    assert "| articles | 12,345 | One row. |\n" in sheet
    assert "Crawled from ? to 2023-10-26T08:00:00Z from feeds" in sheet
    assert "| stored | 12,345 |\n| gone | 3 |\n" in sheet


@pytest.mark.parametrize(
    ("title", "about", "expected"),
    [
        (
            'The "A": # [b]\nc',
            ABOUT,
            f'''\
            cff-version: 1.2.0
            message: If you use this data set, please cite it as below.
            type: dataset
            title: "The \\"A\\": # [b]\\nc"
            version: "1"
            date-released: 2023-10-26
            authors:
              - name: "newsarchive {__version__}"
            ''',
        ),
        (
            "北京",
            ABOUT | {"last_seen": None},
            f'''\
            cff-version: 1.2.0
            message: If you use this data set, please cite it as below.
            type: dataset
            title: "北京"
            version: "1"
            authors:
              - name: "newsarchive {__version__}"
            ''',
        ),
    ],
)  # fmt: skip
def test_a_citation_is_yaml_whatever_a_portal_is_called(title: str, about: dict[str, Any], expected: str) -> None:
    assert citation(title, "1", about) == dedent(expected)


# --- opening


def test_an_archive_is_named_by_its_folder_or_its_file(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article())
    file = tmp_path / "archive.db"
    assert [database_file(tmp_path), database_file(file)] == [file, file]
    for path in (tmp_path, file):
        with closing(open_database(path)) as db:
            columns, found = rows_of(db, "select headline, word_count from articles", {})
            assert (columns, list(found)) == (("headline", "word_count"), [("Lavrov in Pyongyang", 61)])
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                db.execute("delete from articles")


@pytest.mark.parametrize("name", ["", "no", "no/archive.db"])
def test_no_archive_is_said_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(StorageError, match=f"no archive at {tmp_path / name}"):
        database_file(tmp_path / name)


def test_a_database_of_another_program_is_no_archive(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "places.sqlite")) as db:
        db.execute("create table places (id integer)")
    with pytest.raises(DamagedArchive, match=r"places\.sqlite holds no archive"):
        open_database(tmp_path / "places.sqlite")


def test_an_archive_of_a_later_release_is_not_read(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        archive.db.execute(
            "insert into _sqlite_migrations(migration_set, name, applied_at) values ('newsarchive', 'm999_x', '2030')"
        )
    with pytest.raises(NewerSchema, match="m999_x"):
        open_database(tmp_path)


def test_a_snapshot_is_frozen_and_a_running_archive_is_not(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True):
        assert not is_frozen(tmp_path / "archive.db")
    (tmp_path / "inspect.json").write_text("{}")
    assert is_frozen(tmp_path / "archive.db")


def test_a_reader_sees_what_a_writer_commits_meanwhile(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        with closing(open_database(tmp_path)) as db:
            look(archive, article())
            assert db.execute("select count(*) from articles").fetchone() == (0,)
            archive.commit()
            assert db.execute("select count(*) from articles").fetchone() == (1,)
        assert rows(archive, "select count(*) from articles") == [(1,)]


@pytest.mark.parametrize(
    ("sql", "given", "columns"),
    [
        ("select 1 as a, 2 as b", {}, ("a", "b")),
        ("select :x as a", {"x": None}, ("a",)),
        ("select headline from articles order by id", {}, ("headline",)),
        ("with recursive n(i) as (select 1 union all select i + 1 from n) select i from n", {}, ("i",)),
    ],
)
def test_columns_are_known_without_running_the_statement(
    tmp_path: Path, sql: str, given: dict[str, Cell], columns: tuple[str, ...]
) -> None:
    with open_archive(tmp_path, write=True):
        pass
    with closing(open_database(tmp_path)) as db:
        assert columns_of(db, sql, given) == columns


def test_what_an_archive_cannot_answer_is_an_error_of_the_archive(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True):
        pass
    with closing(open_database(tmp_path)) as db, pytest.raises(StorageError, match="no such table: nowhere"):
        rows_of(db, "select * from nowhere", {})


def test_a_damage_met_half_way_is_named(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        for number in range(60):
            look(
                archive,
                article(url=f"{URL}{number}/", source_id=str(number), headline=f"{number}", body=("Words " * 900,)),
            )
        archive.commit()
        archive.db.execute("pragma wal_checkpoint(truncate)")
    file = tmp_path / "archive.db"
    content = bytearray(file.read_bytes())
    for start in range(0, len(content), 4096):
        # Leaves of tables (https://sqlite.org/fileformat2.html, 1.6) that hold one of the last articles.
        if content[start] == 0x0D and f"{URL}55/".encode() in content[start : start + 4096]:
            content[start : start + 4096] = b"\xff" * 4096
    file.write_bytes(content)
    with closing(open_database(tmp_path)) as db:
        _, found = rows_of(db, "select headline, body from articles order by id", {})
        with pytest.raises(DamagedArchive, match="damaged archive"):
            list(found)
