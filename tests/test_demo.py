"""`newsarchive demo`: the whole way of a page in one command."""

import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsarchive.archive.store import open_archive
from newsarchive.commands.sample import as_typed, demo
from newsarchive.errors import UsageMistake
from tests import forked


def run(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return forked.newsarchive("demo", "--no-serve", *more, cwd=folder)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("demo")
    done = run(folder)
    assert (done.returncode, done.stderr) == (0, "")
    return folder, done.stdout


def test_the_demo_says_what_it_has_archived_and_what_to_do_next(shown: tuple[Path, str]) -> None:
    _, said = shown
    found = re.search(
        r"Archived in archive: 56 articles, 247 comments, 78 questions with answers, 61 versions, \d+ captures", said
    )
    assert found, said
    assert "59 comments  2023-10-13  The best soup against a cold is the one somebody brings" in said
    assert "to    Seoul confirms surge of freight trains at North Korea’s border with Russia" in said
    assert "On North Korea, published in October 2023, with more than two comments: 8 articles" in said
    assert said.rstrip().endswith("newsarchive verify archive")


def test_what_to_do_next_can_be_typed_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert as_typed(".venv/bin/newsarchive") == ".venv/bin/newsarchive"
    assert as_typed("/usr/lib/python3/newsarchive/__main__.py") == "newsarchive"
    command = tmp_path / "newsarchive"
    command.touch(0o755)
    assert as_typed(str(command)) == "newsarchive"


def test_the_second_crawl_asks_only_for_what_may_be_new(shown: tuple[Path, str]) -> None:
    folder, _ = shown
    with closing(sqlite3.connect(folder / "archive" / "archive.db")) as db:
        first, second = [row[0] for row in db.execute("select requests from runs order by id limit 2")]
        late = db.execute("select count(*) from comments where published_at > '2023-10-20T12'").fetchone()[0]
    assert second <= 0.3 * first
    assert late == 11


def test_a_second_demo_goes_on_where_the_first_ended(shown: tuple[Path, str]) -> None:
    folder, said = shown
    again = run(folder).stdout
    assert "0 new, 0 changed" in again
    assert re.findall(r"Archived in archive: .* versions", again) == re.findall(
        r"Archived in archive: .* versions", said
    )


def test_a_folder_that_archives_a_real_portal_is_left_alone(tmp_path: Path) -> None:
    with open_archive(tmp_path / "archive", write=True) as archive:
        archive.portal("bbn", url="https://bigbignews.net/")
        archive.commit()
    result = CliRunner().invoke(demo, ["--no-serve", "--archive", str(tmp_path / "archive")], standalone_mode=False)
    assert isinstance(result.exception, UsageMistake)
    assert (
        str(result.exception) == f"{tmp_path}/archive archives bbn; give the demo a folder of its own: --archive demo"
    )
