"""The command that exports: files, formats, and its mistakes."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from newsarchive.errors import NewsarchiveError, StorageError, UsageMistake
from newsarchive.exporting import all_exports, open_database, rows_of
from tests.archives import exported
from tests.command_line import newsarchive


def test_a_file_names_its_format_and_is_whole_or_not_there(archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "faqs.jsonl"
    exported("faqs", str(archive), "-o", str(target))
    questions = [json.loads(line)["question"] for line in target.read_text().splitlines()]
    assert questions[:2] == ["Who came to Pyongyang?", "Why?"]
    assert list(tmp_path.iterdir()) == [target]
    exported("faqs", str(archive), "-o", str(tmp_path / "faqs.ndjson"))
    assert (tmp_path / "faqs.ndjson").read_bytes() == target.read_bytes()


def test_a_link_or_a_device_is_written_and_stays_what_it_is(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(tmp_path / "target.csv")
    exported("faqs", str(archive), "-o", str(tmp_path / "link.csv"))
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "target.csv").read_bytes() == exported("faqs", str(archive))
    os.mkfifo(tmp_path / "pipe")
    with ThreadPoolExecutor(1) as pool:
        read = pool.submit((tmp_path / "pipe").read_bytes)
        exported("faqs", str(archive), "-o", str(tmp_path / "pipe"), "--format", "csv")
        assert read.result() == exported("faqs", str(archive))
    assert (tmp_path / "pipe").is_fifo()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["link.csv", "pipe", "target.csv"]


def test_any_parameter_can_be_given(archive: Path) -> None:
    found = json.loads(exported("articles", str(archive), "--param", "section=Sport", "--format", "json"))
    assert {row["section"] for row in found} == {"Sport"}


@pytest.mark.parametrize(
    ("arguments", "kind", "words"),
    [
        (["nosuch"], UsageMistake, "nosuch"),
        ([], UsageMistake, "--list"),
        (["articles", "{archive}", "--since", "soon"], UsageMistake, "soon"),
        (["articles", "{archive}", "--moment", "2023-10-19"], UsageMistake, "takes no 'moment'"),
        (["articles", "{archive}", "--param", "section"], UsageMistake, "NAME=VALUE"),
        (["articles", "nowhere"], StorageError, "nowhere"),
        (["articles", "{archive}", "-o", "no/such/folder/x.csv"], StorageError, "no/such/folder"),
        (["articles", "{archive}", "-o", "articles.xlsx"], UsageMistake, "no format is called 'xlsx'"),
    ],
)
def test_a_mistake_is_one_clear_line(
    archive: Path, arguments: list[str], kind: type[NewsarchiveError], words: str
) -> None:
    with pytest.raises(kind, match=words) as caught:
        exported(*(one.format(archive=archive) for one in arguments))
    assert "\n" not in str(caught.value)


def test_the_list_names_every_export() -> None:
    listed = exported("--list").decode()
    assert [one.name for one in all_exports() if f"{one.name}: {one.title}" not in listed] == []


@pytest.mark.parametrize("option", ["-o", "--wacz"])
@pytest.mark.parametrize("file", ["archive.db", "captures/new.csv"])
def test_an_export_never_takes_the_place_of_the_archive(archive: Path, option: str, file: str) -> None:
    before = (archive / "archive.db").read_bytes()
    name = ["articles"] if option == "-o" else []
    with pytest.raises(UsageMistake, match="belongs to the archive"):
        exported(*name, str(archive), option, str(archive / file))
    assert (archive / "archive.db").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["articles", "ARCHIVE", "--portal", "nosuch"], "no portal named 'nosuch'"),
        (["--package", "nowhere", "ARCHIVE", "--portal", "nosuch"], "no portal named 'nosuch'"),
        (["--wacz", "nowhere.wacz", "ARCHIVE", "--portal", "one"], "takes no --portal"),
        (["--package", __file__, "ARCHIVE"], "is a file"),
        (["--package", "nowhere", "ARCHIVE", "extra"], "--package takes one archive .* 'extra'"),
        (["--wacz", "nowhere.wacz", "ARCHIVE", "extra"], "--wacz takes one archive .* 'extra'"),
    ],
)
def test_what_an_export_cannot_do_is_said(archive: Path, arguments: list[str], words: str) -> None:
    with pytest.raises(NewsarchiveError, match=words):
        exported(*(str(archive) if one == "ARCHIVE" else one for one in arguments))
    assert not Path("nowhere").exists() and not Path("nowhere.wacz").exists()


@pytest.mark.parametrize("format_", ["json", "text"])
def test_the_dictionary_describes_every_export_with_its_own_columns(tmp_path: Path, format_: str) -> None:
    code, out, _ = newsarchive(tmp_path, "dictionary", "--format", format_)
    assert code == 0
    if format_ == "json":
        told = json.loads(out)
        assert list(told)[-len(all_exports()) :] == [f"export {one.name}" for one in all_exports()]
        replies = {"type": "integer", "description": "Direct answers to it."}
        assert told["export comment_threads"]["columns"]["replies"] == replies
    else:
        assert "\n  replies (integer): Direct answers to it.\n" in out


def test_rows_that_nobody_takes_are_left_behind_in_silence(archive: Path) -> None:
    with closing(open_database(archive)) as db:
        _, rows = rows_of(db, "select id from articles", {})
        next(rows)
    rows.close()  # type: ignore[attr-defined]
