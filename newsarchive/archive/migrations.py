"""The schema's history: appended, never edited. A released migration stays as it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database, Migrations

from newsarchive.archive import schema, spellings
from newsarchive.errors import DamagedArchive, NewerSchema, OlderSchema

MIGRATIONS = Migrations("newsarchive")


@MIGRATIONS()
def m001_first_schema(db: Database) -> None:
    """Make the tables, their indexes and the full-text indexes."""
    for name in ("crawl", "content", "history"):
        _run(db, schema.script(name))
    _run(db, schema.full_text("articles", "comments", "faqs"))


@MIGRATIONS()
def m002_near_duplicates(db: Database) -> None:
    """Keep signatures, their bands, and the clusters of articles that tell the same text."""
    _run(db, schema.script("similar"))


@MIGRATIONS()
def m003_erased(db: Database) -> None:
    """Remember what was taken down, as keyed hashes."""
    _run(db, schema.script("erased"))


@MIGRATIONS()
def m004_reading_order(db: Database) -> None:
    """Find the newest and the most discussed articles without sorting all; a portal's own clock counts as well."""
    _run(db, schema.script("reading_order"))


@MIGRATIONS()
def m005_translations(db: Database) -> None:
    """Keep which articles are one story in several languages."""
    _run(db, schema.script("translations"))


@MIGRATIONS()
def m006_visit_hints(db: Database) -> None:
    """Keep with each visit what its article was merged with, so that it can be read again from its captures."""
    _run(db, schema.script("visit_hints"))


@MIGRATIONS()
def m007_captures_by_address(db: Database) -> None:
    """Find a capture by its address."""
    _run(db, "create index captures_url on captures(url, fetched_at);\n")


@MIGRATIONS()
def m008_cause_of_comment_changes(db: Database) -> None:
    """Tell what a later release reads better in a comment from what its portal changed."""
    _run(db, "alter table comment_revisions add column cause text not null default 'portal';\n")


@MIGRATIONS()
def m009_uncompared(db: Database) -> None:
    """Know which articles are to be compared with the others, without looking at every article."""
    _run(db, schema.script("uncompared"))


@MIGRATIONS()
def m010_captures_by_payload(db: Database) -> None:
    """Find a capture by its payload alone: an eighth of what every look wrote was the index of their addresses."""
    _run(db, "drop index captures_url;\n")


@MIGRATIONS()
def m011_shared_parts(db: Database) -> None:
    """Keep the FAQ and the pictures of a version once, where the next has the same."""
    _run(
        db,
        "alter table revisions add column parts_id integer references revisions(id);\n"
        "create index revisions_parts on revisions(parts_id) where parts_id is not null;\n",
    )


@MIGRATIONS()
def m012_spellings(db: Database) -> None:
    """Find a word under its plain form, too, where the full-text indexes hold another."""
    _run(db, "create table spellings (plain text, word text, primary key (plain, word)) without rowid;\n")
    spellings.fill(db.conn)


@MIGRATIONS()
def m013_search_in_live_entries(db: Database) -> None:
    """Find the entries of live blogs by their words."""
    _run(db, schema.full_text("live_entries"))
    # Not FTS5's 'rebuild': it keeps a statement open, and SQLite takes no function of ours meanwhile.
    db.execute("insert into live_entries_fts(rowid, headline, text) select id, headline, text from live_entries")
    spellings.add(db.conn, "live_entries")


@MIGRATIONS()
def m014_umlauts_written_out(db: Database) -> None:
    """Find a word with umlauts where it is typed without: Müller by Mueller."""
    for table in schema.INDEXED:
        spellings.add(db.conn, table)


def _run(db: Database, script: str) -> None:
    """Execute the statements one by one: `executescript` would commit the migration half-way."""
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)


def newer(db: Database) -> list[str]:
    """Return the migrations of the archive that this release does not know: a later release made them."""
    known = {migration.name for migration in MIGRATIONS.pending(Database(memory=True))}
    return [migration.name for migration in MIGRATIONS.applied(db) if migration.name not in known]


def check(db: Database, path: Path, *, to_read: bool) -> None:
    """Raise NewerSchema where a later release made the schema and, where nothing is to be written, OlderSchema where an
    earlier one did; DamagedArchive where it is no archive at all. `path`: as the user named it."""
    if unknown := newer(db):
        raise NewerSchema(
            f"{path} was written by a later release of newsarchive (schema {unknown[-1]}); update newsarchive"
        )
    is_published, applied = is_snapshot(db.conn), MIGRATIONS.applied(db)
    if not to_read or not (lacking := MIGRATIONS.pending(db)) or (is_published and not applied):
        return  # the first snapshots did not keep the names of their schema
    if not applied:
        raise DamagedArchive(f"{path} holds no archive")
    folder = path if path.is_dir() else path.parent
    way = f"'newsarchive verify --repair {folder}' brings it up to date and keeps a copy"
    if is_published:
        way = "'newsarchive publish' makes it anew"
    raise OlderSchema(f"{path} was written by an earlier release of newsarchive (it lacks {lacking[0].name}); {way}")


def is_snapshot(conn: sqlite3.Connection) -> bool:
    """Tell whether the database is a published snapshot, and no archive that is written to."""
    return conn.execute("select 1 from sqlite_master where name = 'publication'").fetchone() is not None


def migrate(db: Database) -> None:
    """Apply what is pending, all in one transaction."""
    with db.atomic():
        MIGRATIONS.apply(db)
