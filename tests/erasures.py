"""Running an erasure, and looking at what it left."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from click.testing import CliRunner

from newsarchive.archive.verify import verify
from newsarchive.captures import CaptureReader
from newsarchive.commands.publish import erase as command
from newsarchive.erasure.warc import members


def run(archive: Path, *arguments: str) -> str:
    done = CliRunner().invoke(command, [str(archive), "--reason", "request 7", *arguments], standalone_mode=False)
    if done.exception:
        raise done.exception
    return done.output


def records(archive: Path) -> dict[str, str]:
    """Return the hash of every WARC record's bytes by its id."""
    found = (member for file in (archive / "captures").glob("*.warc.gz") for member in members(file))
    return {member.header("WARC-Record-ID") or "": hashlib.sha256(member.raw).hexdigest() for member in found}


def assert_whole(archive: Path) -> None:
    """Every capture that a row speaks of can be read, every reference holds, every index is true, says `verify` too."""
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
        assert db.execute("pragma foreign_key_check").fetchall() == []
        for table in ("articles", "comments", "faqs"):
            db.execute(f"insert into {table}_fts({table}_fts, rank) values ('integrity-check', 1)")
        db.row_factory = sqlite3.Row
        for row in db.execute("select * from captures where sha256 <> 'erased'").fetchall():
            assert CaptureReader(archive / "captures").response(dict(row)).status == 200
    assert list(verify(archive)) == []


def bytes_of(archive: Path) -> Iterator[bytes]:
    for file in archive.rglob("*"):
        if file.is_file():
            yield file.read_bytes()
        if file.name.endswith(".warc.gz"):
            yield from (member.content for member in members(file))
