"""Opening an archive: its folders, its files, who holds it, and where its captures end."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.archive.looks import Visit
from newsarchive.archive.opening import connect_to_read, connect_to_write, earlier_in, ends_of_files, make_folders
from newsarchive.archive.pages import page
from newsarchive.archive.store import Archive, open_archive
from newsarchive.captures.records import Earlier
from newsarchive.errors import ArchiveHeld, DamagedArchive, StorageError, UsageMistake
from tests.looks import URL, article, at, exchange, files, look, rows

NEW = "https://news.example/lavrov-leaves/"
NOW = datetime(2023, 10, 20, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path, write=True) as opened:
        yield opened


def test_folders_are_made_once_and_what_is_in_them_stays(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    make_folders(folder)
    (folder / "captures" / "x").touch()
    make_folders(folder)
    assert sorted(one.relative_to(tmp_path).as_posix() for one in tmp_path.rglob("*")) == [
        "a",
        "a/b",
        "a/b/captures",
        "a/b/captures/x",
    ]


@pytest.mark.parametrize(
    ("where", "why"), [("file", "it is a file; name the archive's folder"), ("file/archive", "Not a directory")]
)
def test_a_file_in_the_place_of_a_folder_is_named(tmp_path: Path, where: str, why: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match=f"cannot use {tmp_path / where}: {why}"):
        make_folders(tmp_path / where)


def test_an_archive_is_read_while_another_writes_it(tmp_path: Path, archive: Archive) -> None:
    look(archive, article())
    archive.commit()
    with closing(connect_to_read(tmp_path)) as db:
        assert db.execute("select url from articles").fetchall() == [(URL,)]
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            db.execute("update articles set url = ''")
    with pytest.raises(ArchiveHeld, match="another"):
        open_archive(tmp_path, write=True)


def test_an_empty_file_is_a_new_archive(tmp_path: Path) -> None:
    (tmp_path / "archive.db").touch()
    with open_archive(tmp_path, write=True) as archive:
        assert look(archive, article()) == "new"
    assert list(tmp_path.glob("archive-before-*")) == []


@pytest.mark.parametrize("size", [1, 100, 4095, 5000])
def test_a_database_that_is_cut_short_is_refused_before_anything_is_written(tmp_path: Path, size: int) -> None:
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article())
    file = tmp_path / "archive.db"
    file.write_bytes(file.read_bytes()[:size])
    before = sorted((one.name, one.stat().st_size) for one in (tmp_path / "captures").iterdir())
    with pytest.raises(DamagedArchive, match=r"damaged archive: .*archive\.db"):
        open_archive(tmp_path, write=True)
    assert file.stat().st_size == size
    assert sorted((one.name, one.stat().st_size) for one in (tmp_path / "captures").iterdir()) == before


def test_a_published_snapshot_is_not_written_to(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        archive.db.execute("create table publication (at text)")
    with pytest.raises(UsageMistake, match="holds a published snapshot"):
        connect_to_write(tmp_path, NOW)


def test_after_a_refusal_nobody_holds_the_archive(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article())
    file = files(tmp_path)[0]
    content = file.read_bytes()
    file.write_bytes(content[:-10])
    for _ in range(2):
        with pytest.raises(DamagedArchive, match="is truncated"):
            open_archive(tmp_path, write=True)
    file.write_bytes(content)
    with open_archive(tmp_path, write=True) as archive:
        assert look(archive, article(), 1) == "same"


def test_the_ends_of_files_are_those_of_their_last_rows(archive: Archive) -> None:
    assert ends_of_files(archive.db.conn) == {}
    look(archive, article())
    archive.captures.close()
    (first,) = files(archive.path)
    second = first.with_name("newsarchive-20231020000000-00002.warc.gz")
    second.touch()
    look(archive, article(url=NEW, source_id="2", headline="Other", body=("Words.",)), 1)
    archive.commit()
    assert ends_of_files(archive.db.conn) == {first.name: first.stat().st_size, second.name: second.stat().st_size}


def test_the_capture_that_holds_a_payload_is_found_and_never_a_revisit(archive: Archive) -> None:
    body = b"<p>The same.</p>" * 200
    portal = archive.portal("news.example", url="https://news.example/")
    for hours in range(3):
        captured = archive.captures.write(exchange(f"{URL}{hours}/", body, hours=hours))
        page_id = page(archive, portal, f"{URL}{hours}/", kind="article").id
        archive.save(Visit(page_id, None, portal, at(hours), "failed", captures=(captured,)))
    (first, *later) = rows(archive, "select record_id, sha256, refers_to from captures order by id")
    assert [refers_to for _, _, refers_to in later] == [1, 1]
    found = earlier_in(archive.db.conn)
    assert found(first[1]) == Earlier(first[0], f"{URL}0/", "2023-10-19T16:00:00Z")
    assert found("0" * 64) is None
