"""Commands that look into an archive, asked for what they cannot do: one line, and nothing is done."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.command_line import newsarchive

HUGE = "99999999999999999999"


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def run(archive: Path) -> Run:
    """A command beside the archive, which it may read only."""
    return lambda *arguments: newsarchive(archive.parent, *arguments)


MISTAKES = [
    (["runs", "--limit", "0"], "--limit"),
    (["runs", "--limit", HUGE], "--limit"),
    (["runs", "--limit", "many"], "--limit"),
    (["runs", "--portal", "nosuch"], "no portal named 'nosuch'"),
    (["schedule", "bbn", "--explain", "--limit", HUGE], "--limit"),
    (["schedule", "nosuch"], "no portal named 'nosuch'"),
    (["pages", "nonsense"], "no absolute http(s) address"),
    (["pages", "http://[::1"], "IPv6"),
    (["pages", "ftp://example.com/"], "no absolute http(s) address"),
    (["pages", "--state", "lost"], "--state"),
    (["pages", "--portal", "nosuch"], "no portal named 'nosuch'"),
    (["health", "nosuch"], "no portal named 'nosuch'"),
    (["health", "--max-age", "soon"], "no span of time"),
    (["health", "--max-age", "5"], "no span of time"),
    (["health", "--max-age", "-5d"], "no span of time"),
    (["health", "--max-age", "1.5h"], "no span of time"),
    (["health", "--max-age", "999999d"], "no span of time"),
    (["prune"], "--older-than"),
    (["prune", "--older-than", "1y"], "no span of time"),
    (["prune", "--older-than", "1d", "--lock-wait", "-1"], "--lock-wait"),
    (["draw", "--size", HUGE], "--size"),
    (["draw", "--size", "0"], "--size"),
    (["draw", "--size", "3", "--seed", HUGE], "--seed"),
    (["draw", "--design", "constructed-week", "--weeks", HUGE], "--weeks"),
    (["draw", "--design", "random", "--size", "3"], "--design"),
    (["draw", "--since", "2023-10-40", "--size", "1"], "2023-10-40"),
    (["draw", "--again", "nope.json"], "cannot read nope.json"),
    (["draw", "--size", "2", "-o", "archive/archive.db"], "belongs to the archive"),
    (["draw", "--size", "2", "-o", "archive/captures/draw.json"], "belongs to the archive"),
    (["draw", "--size", "2", "--by", "section"], "--by wants --design stratified"),
    (["draw", "--design", "stratified", "--size", "2", "--weeks", "2"], "--weeks wants --design constructed-week"),
    (["draw", "--since", "2030-01-01", "--size", "2"], "nothing to draw"),
    (["export", "--package", "data", "--since", "2023-10-19"], "a data package takes no --since"),
    (["extract", "http://[::1", "--archive", "archive"], "'http://[::1' is no address"),
    (["crawl", "bbn", "--lock-wait", "soon"], "--lock-wait soon is no number of seconds"),
    (["crawl", "bbn", "--nosuch"], "no such option: --nosuch"),
    (["release", ".."], "no name for a release"),
    (["release", "."], "no name for a release"),
    (["release", ""], "no name for a release"),
    (["release", "a/b"], "no name for a release"),
    (["release", "a\nb"], "no name for a release"),
    (["release", "v1", "-o", "archive"], "never overwritten"),
    (["publish"], "--output"),
    (["publish", "-o", "archive"], "holds an archive"),
    (["serve", "--host", ""], "--host"),
    (["serve", "--port", "70000"], "--port"),
    (["sample-portal", "--day", "99", "--port", "0"], "days 0 to 8"),
    (["sample-portal", "--day", "-1", "--port", "0"], "days 0 to 8"),
    (["demo", "--days", "99"], "--days"),
    (["demo", "--archive", "archive", "--no-serve"], "archives bbn"),
    (["reextract", "--jobs", "0"], "--jobs"),
    (["reextract", "--since", "soon"], "--since wants a day"),
    (["erase", "--url", "", "--reason", "x"], "name one of"),
    (["erase", "--author", "Ann", "--domain", "example.com", "--reason", "x"], "name one of"),
    (["erase", "--author", "Ann"], "--reason"),
    (["erase", "--author", "Ann", "--reason", " "], "--reason wants words"),
    (["help"], "No such command"),
    ([], "Usage"),
]


def files_of(archive: Path) -> list[Path]:
    """Return what lies in and beside the archive, without the files that SQLite keeps while one is open."""
    return sorted(file for file in archive.parent.rglob("*") if not file.name.endswith(("-shm", "-wal")))


@pytest.mark.parametrize(("arguments", "words"), MISTAKES, ids=[" ".join(one[0])[:60] for one in MISTAKES])
def test_a_mistake_is_named_with_exit_code_2_and_nothing_is_done(
    run: Run, archive: Path, arguments: list[str], words: str
) -> None:
    before = files_of(archive)
    sizes = [(file.name, file.read_bytes()[:100]) for file in before if file.is_file()]
    code, out, err = run(*arguments)
    assert (code, out) == (2, "") and words in err, (out, err)
    assert "Traceback" not in err
    assert files_of(archive) == before
    assert [(file.name, file.read_bytes()[:100]) for file in before if file.is_file()] == sizes


@pytest.mark.parametrize(
    "arguments", [["--url", "nonsense"], ["--author", " "], ["--domain", ".."], ["--domain", "a b"]]
)
def test_an_erasure_of_nothing_that_can_be_named_is_a_mistake(copy: Path, arguments: list[str]) -> None:
    code, out, err = newsarchive(copy.parent, "erase", *arguments, "--reason", "a test", "--dry-run")
    assert (code, out, err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("command", ["runs", "verify", "reextract", "portals"])
def test_a_folder_without_an_archive_stays_without_one(tmp_path: Path, command: str) -> None:
    code, out, err = newsarchive(tmp_path, command, "nowhere")
    assert (code, out) == (4, "") and err.startswith("Error: no archive at nowhere")
    assert list(tmp_path.iterdir()) == []


def test_a_draw_is_written_over_no_other(copy: Path) -> None:
    command, file = ("draw", "--seed", "7", "--size"), copy.parent / "draws" / "simple-7.json"
    assert newsarchive(copy.parent, *command, "2") == newsarchive(copy.parent, *command, "2")
    stored = file.read_bytes()
    line = "Error: draws/simple-7.json holds another draw; name another file with -o\n"
    assert newsarchive(copy.parent, *command, "3") == (2, "", line)
    assert newsarchive(copy.parent, *command, "3", "-o", "other.json")[0] == 0
    assert file.read_bytes() == stored


def test_a_draw_that_comes_out_otherwise_is_told(copy: Path) -> None:
    assert newsarchive(copy.parent, "draw", "--size", "12")[0] == 0
    again = ("draw", "--again", "draws/simple-1.json")
    assert newsarchive(copy.parent, *again) == (0, "draws/simple-1.json: the same 12 articles\n", "")
    with closing(sqlite3.connect(copy / "archive.db")) as db, db:
        db.execute("update articles set public_id = 'another' where id = 1")
    code, out, err = newsarchive(copy.parent, *again)
    assert (code, out) == (1, "") and "another draw now: 1 missing, 1 more, from 12 articles instead of 12" in err


def test_a_day_since_which_captures_are_read_again_counts_whole(copy: Path) -> None:
    told = [
        newsarchive(copy.parent, "reextract", "--dry-run", "--since", day)[1].splitlines()[-1][:21]
        for day in ("2023-10-26", "2023-10-27")
    ]
    assert told == ["1 articles read again", "0 articles read again"]
