"""`verify` finds every kind of damage, names it in one line, and mends what is safe to mend."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsarchive.archive.store import open_archive
from newsarchive.archive.verify import repair, verify
from newsarchive.commands.archive import verify as command
from newsarchive.errors import DamagedArchive
from newsarchive.items import FaqEntry
from newsarchive.publish.snapshot import publish
from tests.looks import URL, article, ask, comment, files, look


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive of three articles in one WARC file."""
    with open_archive(tmp_path, write=True) as opened:
        for number in range(3):
            faqs = (FaqEntry("Who?", "He.", "details"),)
            seen = article(
                url=f"{URL}{number}/",
                source_id=str(number),
                headline=f"Story {number}",
                comments=(comment(1), comment(2, parent=1)),
                faqs=faqs,
            )
            look(opened, seen)
    return tmp_path


def place(archive: Path, number: int) -> tuple[int, int]:
    """Return offset and length of a capture."""
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        found: tuple[int, int] = db.execute(
            "select warc_offset, warc_length from captures where id = ?", [number]
        ).fetchone()
        return found


def sql(statement: str) -> Callable[[Path], None]:
    """Return what runs a statement on the archive behind its back."""

    def damage(archive: Path) -> None:
        with closing(sqlite3.connect(archive / "archive.db")) as db, db:
            db.execute("pragma foreign_keys = off")
            db.execute(statement)

    return damage


def flip_a_byte(archive: Path) -> None:
    offset, length = place(archive, 2)
    with files(archive)[0].open("r+b") as file:
        file.seek(offset + length // 2)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 0xFF]))


def lengthen(archive: Path) -> None:
    with files(archive)[0].open("ab") as file:
        file.write(b"half a record")


def shorten(archive: Path) -> None:
    offset, _ = place(archive, 3)
    os.truncate(files(archive)[0], offset + 20)


def remove(archive: Path) -> None:
    files(archive)[0].unlink()


def swap(archive: Path) -> None:
    """Two rows point to each other's records."""
    with closing(sqlite3.connect(archive / "archive.db")) as db, db:
        places = db.execute(
            "select warc_offset, warc_length, id from captures where id < 3 order by id desc"
        ).fetchall()
        numbers = [1, 2]
        for (offset, length, _), number in zip(places, numbers, strict=True):
            db.execute("update captures set warc_offset = ?, warc_length = ? where id = ?", [offset, length, number])


def scribble(table: str, place: int) -> Callable[[Path], None]:
    """Return what overwrites bytes of the first page of a table or index, from this place on."""

    def damage(archive: Path) -> None:
        with closing(sqlite3.connect(archive / "archive.db")) as db:
            db.execute("pragma wal_checkpoint(truncate)")
            (size,) = db.execute("pragma page_size").fetchone()
            (number,) = db.execute("select rootpage from sqlite_master where name = ?", [table]).fetchone()
        with (archive / "archive.db").open("r+b") as file:
            file.seek((number - 1) * size + place)
            file.write(b"\xff" * 40)

    return damage


def test_a_whole_archive_has_no_fault(archive: Path) -> None:
    assert list(verify(archive)) == []
    done = CliRunner().invoke(command, [str(archive)])
    assert (done.exit_code, done.output) == (0, "whole: 3 articles, 6 comments, 3 captures\n")


def test_a_file_and_a_snapshot_are_looked_through_as_well(archive: Path) -> None:
    remove(archive)
    assert list(verify(archive / "archive.db")) == list(verify(archive)) != []
    publish(archive, archive / "site", profile="full")
    assert list(verify(archive / "site")) == []


def test_pingbacks_are_counted_apart_from_comments(archive: Path) -> None:
    with sqlite3.connect(archive / "archive.db") as db:
        db.execute("update comments set kind = 'pingback' where id = 1")
        db.execute("update articles set comment_count = comment_count - 1 where id = 1")
    done = CliRunner().invoke(command, [str(archive)])
    assert done.output == "whole: 3 articles, 5 comments, 1 pingbacks, 3 captures\n"


@pytest.mark.parametrize(
    ("damage", "faults"),
    [
        (flip_a_byte, ["at {1}: damaged: "]),
        (lengthen, [": 13 bytes behind the last row; the next run or --repair cuts them"]),
        (shorten, ["at {2}: damaged: cut short"]),
        (remove, [": missing; 3 captures are lost with it"]),
        (swap, ["the record is not the one of", "the record is not the one of"]),
        (sql("update captures set warc_length = 9 where id = 2"), ["bytes long, its row says 9"]),
        (sql("update captures set sha256 = 'x' where id = 2"), ["at {1}: the payload of"]),
        (sql("update captures set warc_offset = warc_offset + 1 where id = 1"), ["no record of"]),
        (sql("delete from articles_fts where rowid = 2"), ["articles_fts: damaged or not in step with its table"]),
        (sql("insert into articles_fts(articles_fts) values ('delete-all')"), ["articles_fts: damaged or not in"]),
        (scribble("comments_published", 4_000), ["archive.db: damaged: "]),
        (scribble("comments", 0), ["archive.db: damaged: ", "malformed"]),
        (sql("delete from visits where id = 1"), ["row 1 of captures points to no row of visits"]),
        (sql("update revisions set capture_id = null where id = 1"), ["article https", " has no capture"]),
        (sql("delete from revisions where id = 3"), ["0 versions, but revision_count is 1", "has no capture"]),
        (sql("update articles set comment_count = 7 where id = 1"), ["2 comments, but comment_count is 7"]),
        (
            sql("update comments set parent_id = 1 where id = 4"),
            ["comment 4 of article 2 answers a comment of another"],
        ),
    ],
)
def test_a_damage_is_named(archive: Path, damage: Callable[[Path], None], faults: list[str]) -> None:
    offsets = [place(archive, number)[0] for number in (1, 2, 3)]
    damage(archive)
    found = list(verify(archive))
    told = "\n".join(found)
    assert all(fault.format(*offsets) in told for fault in faults), told
    assert all("\n" not in line for line in found)
    done = CliRunner().invoke(command, [str(archive)])
    assert (done.exit_code, done.output.splitlines()) == (4, found)


def test_a_revisit_of_what_no_row_knows_is_named(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as opened:
        look(opened, article(body=("Long enough to be worth a revisit. " * 40,)))
        look(opened, article(body=("Long enough to be worth a revisit. " * 40,)), 1)
    assert ask(tmp_path, "select refers_to from captures") == [(None,), (1,)]
    sql("update captures set refers_to = null")(tmp_path)
    (fault,) = verify(tmp_path)
    assert fault.endswith(f"the revisit of {URL} refers to a record that the database does not have")


def test_a_file_that_a_run_has_begun_is_no_fault(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as opened:
        look(opened, article())
        opened.captures.sync()
        assert list(verify(tmp_path)) == [] and len(files(tmp_path)) == 1


def test_a_damaged_record_does_not_hide_the_next(archive: Path) -> None:
    flip_a_byte(archive)
    with files(archive)[0].open("r+b") as file:
        file.seek(place(archive, 3)[0] + 40)
        file.write(b"\0" * 20)
    offsets = [place(archive, number)[0] for number in (2, 3)]
    assert [line.split(": damaged")[0].rpartition(" ")[2] for line in verify(archive)] == [str(one) for one in offsets]


@pytest.mark.parametrize("damage", [lengthen, sql("insert into faqs_fts(faqs_fts) values ('delete-all')")])
def test_what_is_safe_to_mend_is_mended(archive: Path, damage: Callable[[Path], None]) -> None:
    damage(archive)
    assert len(list(verify(archive))) == 1
    done = CliRunner().invoke(command, [str(archive), "--repair"])
    assert done.exit_code == 0 and done.output.startswith("repaired: ") and "whole: 3 articles" in done.output
    assert list(repair(archive)) == []


def test_a_lost_capture_is_not_mended_away(archive: Path) -> None:
    shorten(archive)
    with pytest.raises(DamagedArchive, match="truncated"):
        list(repair(archive))
    assert len(list(verify(archive))) == 1


def test_an_archive_can_be_verified_while_a_run_writes(archive: Path) -> None:
    with open_archive(archive, write=True) as opened:
        look(opened, article(url=f"{URL}9/", source_id="9", headline="Story 9"))
        opened.captures.sync()
        with open_archive(archive) as reader:
            assert reader.db.conn.execute("select count(*) from articles").fetchone() == (3,)
        opened.commit()
        look(opened, article(url=f"{URL}10/", source_id="10", headline="Story 10"))
        assert opened.db.conn.in_transaction  # nobody waits for the other
        assert list(verify(archive)) == []
