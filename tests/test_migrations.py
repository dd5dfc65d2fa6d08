"""The schema: what others rely on is there, every foreign key is indexed, an older archive is brought up to date."""

import json
import resource
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from datasette.app import Datasette
from sqlite_utils import Database

from newsarchive.archive import migrations
from newsarchive.archive.migrations import MIGRATIONS, migrate, newer
from newsarchive.archive.store import open_archive
from newsarchive.archive.verify import verify
from newsarchive.errors import NewerSchema, OlderSchema, StorageError
from newsarchive.exporting import open_database
from newsarchive.publish.room import room_of
from newsarchive.publish.snapshot import publish
from tests.command_line import newsarchive
from tests.looks import URL, article, comment, look, rows

NAMES = [migration.name for migration in MIGRATIONS.pending(Database(memory=True))]

PROMISED = {
    "portals": "id name title url language timezone",
    "runs": "id portal_id started_at finished_at reason requests new changed same failed warc_bytes",
    "pages": "id portal_id url kind state reason discovered_at fetched_at next_visit_at etag last_modified failures",
    "discoveries": "page_id source first_at",
    "visits": "id page_id run_id at outcome comments_claimed comments_read",
    "captures": "id visit_id kind url fetched_at status content_type sha256 record_id warc_file warc_offset",
    "articles": "id portal_id url canonical_url source_id headline byline lead body section language published_at "
    "published_raw published_offset published_precision published_zone modified_at image_url image_alt word_count "
    "comments_claimed comment_count first_seen_at last_seen_at revision_count status quality_flags extractor",
    "revisions": "id article_id number seen_at capture_id extractor sha256",
    "faqs": "id article_id position question answer origin",
    "related_links": "id article_id position kind text url flag",
    "tags": "id name",
    "article_tags": "article_id tag_id position",
    "authors": "id name",
    "article_authors": "article_id author_id position role",
    "images": "id article_id",
    "comments": "id article_id source_id parent_id parent_source_id kind position depth author author_url likes "
    "published_at published_raw published_precision published_zone text first_seen_at last_seen_at missing_since",
    "articles_fts": "headline lead body",
    "comments_fts": "author text",
    "faqs_fts": "question answer",
    "live_entries_fts": "headline text",
}


@pytest.fixture(scope="module")
def db() -> Database:
    made = Database(memory=True)
    migrate(made)
    return made


@pytest.mark.parametrize("table", PROMISED)
def test_the_columns_that_others_rely_on_are_there(db: Database, table: str) -> None:
    columns = {row[1] for row in db.execute(f"pragma table_info({table})")}
    assert set(PROMISED[table].split()) <= columns


def test_every_foreign_key_is_indexed(db: Database) -> None:
    for table in db.table_names():
        firsts = {row[1] for row in db.execute(f"pragma table_info({table})") if row[5] == 1}
        for index in db.execute(f"pragma index_list({table})").fetchall():
            firsts.add(db.execute(f"pragma index_info({index[1]})").fetchone()[2])
        keys = {row[3] for row in db.execute(f"pragma foreign_key_list({table})")}
        assert keys <= firsts, table


def test_the_settings_of_a_writer_hold(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}
        wanted["wal_autocheckpoint"] = 4_000
        assert {name: rows(archive, f"pragma {name}")[0][0] for name in wanted} == wanted


def older(folder: Path, stop_before: str) -> Path:
    """Make an archive as the release before that migration wrote it, and return its folder."""
    with open_archive(folder / "today", write=True) as archive:
        look(archive, article(comments=(comment(1),)))
    old = folder / "old"
    old.mkdir()
    with closing(sqlite3.connect(old / "archive.db", isolation_level=None)) as connection:
        MIGRATIONS.apply(Database(connection), stop_before=stop_before)
        connection.execute("attach ? as today", [str(folder / "today" / "archive.db")])
        for table in ("portals", "articles", "pages", "visits", "captures", "revisions", "comments"):
            columns = ", ".join(row[1] for row in connection.execute(f"pragma main.table_info({table})"))
            connection.execute(f"insert into main.{table}({columns}) select {columns} from today.{table}")
    (folder / "today" / "captures").rename(old / "captures")
    return old


READERS = (
    "verify {old}", "runs {old}", "pages --archive {old}", "portals {old}", "health --archive {old}",
    "schedule news.example --archive {old}", "extract {url} --archive {old}", "explain {url} --archive {old}",
    "export articles {old}", "export articles {old}/archive.db", "export --package made {old}",
    "export --wacz made {old}", "draw {old} --size 1 -o made", "publish {old} -o made", "release one {old} -o made",
    "serve {old} --port 0",
)  # fmt: skip


def test_who_reads_an_older_archive_is_told_how_to_bring_it_up_to_date(tmp_path: Path) -> None:
    old = older(tmp_path, NAMES[1])
    before = (old / "archive.db").read_bytes()
    for command in READERS:
        code, out, err = newsarchive(tmp_path, *command.format(old="old", url=URL).split())
        assert (code, out) == (4, ""), command
        named = "old/archive.db" if "archive.db" in command else "old"
        assert err == (
            f"Error: {named} was written by an earlier release of newsarchive (it lacks {NAMES[1]}); "
            "'newsarchive verify --repair old' brings it up to date and keeps a copy\n"
        )
    assert (old / "archive.db").read_bytes() == before
    assert not (tmp_path / "made").exists()
    assert newsarchive(tmp_path, "verify", "--repair", "old") == (0, "whole: 1 articles, 1 comments, 1 captures\n", "")
    assert newsarchive(tmp_path, "health", "--archive", "old")[0] == 0


def test_datasette_serves_the_tables_of_an_older_archive_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = older(tmp_path, NAMES[1]) / "archive.db"
    assert room_of(Datasette([str(file)])) is None
    assert "'newsarchive verify --repair" in caplog.text


def test_a_snapshot_of_an_earlier_release_is_to_be_made_anew(tmp_path: Path) -> None:
    with open_archive(tmp_path / "archive", write=True) as archive:
        look(archive, article())
    publish(tmp_path / "archive", tmp_path / "site", profile="full")
    open_database(tmp_path / "site").close()
    with closing(sqlite3.connect(tmp_path / "site" / "archive.db")) as db, db:
        db.execute("delete from _sqlite_migrations where name = ?", [NAMES[-1]])
    with pytest.raises(OlderSchema, match="'newsarchive publish' makes it anew"):
        open_database(tmp_path / "site")


@pytest.mark.parametrize("stop_before", NAMES[1:])
def test_an_older_archive_is_copied_and_brought_up_to_date(tmp_path: Path, stop_before: str) -> None:
    old = older(tmp_path, stop_before)
    with open_archive(old, write=True, now=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)) as archive:
        assert MIGRATIONS.pending(archive.db) == []
        assert rows(archive, "select article_id from uncompared") == [(1,)]
        assert rows(archive, "select headline from articles") == [("Lavrov in Pyongyang",)]
        assert look(archive, article(comments=(comment(1),)), 1) == "same"
    assert list(verify(old)) == []
    (copy,) = old.glob("archive-before-*.db")
    assert copy.name == f"archive-before-{stop_before}-20260102T030405Z.db"
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("select headline from articles").fetchall() == [("Lavrov in Pyongyang",)]
        assert stop_before in [one.name for one in MIGRATIONS.pending(Database(kept))]


def test_a_disk_too_full_for_the_copy_leaves_the_archive_as_it_was_and_no_half_copy(tmp_path: Path) -> None:
    old = older(tmp_path, NAMES[1])
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, ((old / "archive.db").stat().st_size // 2, hard))
    try:
        with pytest.raises(StorageError):
            open_archive(old, write=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    with pytest.raises(OlderSchema):
        open_archive(old)
    assert list(old.glob("archive-before-*")) == []


def test_a_migration_that_fails_leaves_the_archive_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_archive(tmp_path, write=True):
        pass
    before = (tmp_path / "archive.db").read_bytes()
    from sqlite_utils import Migrations

    failing = Migrations("newsarchive")
    for name in NAMES:
        failing(name=name)(lambda db: None)
    failing(name="m998")(lambda db: db.execute("create table half (id integer primary key)") and None)

    @failing(name="m999")
    def fail(db: Database) -> None:
        db.execute("insert into nowhere values (1)")

    monkeypatch.setattr(migrations, "MIGRATIONS", failing)
    with pytest.raises(Exception, match="no such table: nowhere"):
        open_archive(tmp_path, write=True)
    assert (tmp_path / "archive.db").read_bytes() == before
    monkeypatch.undo()
    with open_archive(tmp_path, write=True) as archive:
        assert rows(archive, "select name from sqlite_master where name = 'half'") == []


def test_an_archive_of_a_later_release_is_refused_and_not_touched(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True):
        pass
    with closing(sqlite3.connect(tmp_path / "archive.db")) as db, db:
        db.execute(
            "insert into _sqlite_migrations(migration_set, name, applied_at) "
            "values ('newsarchive', 'm999_later', '2030')"
        )
    before = (tmp_path / "archive.db").read_bytes()
    for write in (True, False):
        with pytest.raises(NewerSchema, match="later release of newsarchive"):
            open_archive(tmp_path, write=write)
    assert (tmp_path / "archive.db").read_bytes() == before
    assert json.dumps(newer(Database(tmp_path / "archive.db"))) == '["m999_later"]'
