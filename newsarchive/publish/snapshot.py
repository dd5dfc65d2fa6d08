"""A published snapshot: a copy of an archive made for reading, that nothing writes to.

Its ids follow the publication, so that "newest first" is the order of the table and of its index; facets have covering
indexes; what the plots count is counted already; nothing is in it that its profile does not give.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import orjson

from newsarchive import __version__
from newsarchive.archive import spellings
from newsarchive.archive.migrations import is_snapshot
from newsarchive.archive.opening import CAPTURES, DATABASE, database_file
from newsarchive.errors import NoSpaceLeft, StorageError, UsageMistake
from newsarchive.exporting import bind, find_export
from newsarchive.exporting.package import sha256
from newsarchive.exporting.reading import open_database
from newsarchive.publish.masking import Mask, address, excerpt
from newsarchive.publish.metadata import INNER, STORED
from newsarchive.publish.search_query import spaced
from newsarchive.publish.snapshot_rules import KNOWN, Profile, told
from newsarchive.publish.snapshot_sql import CHARACTERS, INDEXES, NARROW, words

Progress = Callable[[str], None]

_NEVER = frozenset({"erased", "discoveries", "uncompared", "signatures", "bands", "publication"})
"""Tables that no snapshot has: traces of what was taken down, and what only a crawl needs."""

_ORDER = dict.fromkeys(("articles", "comments"), "coalesce(s.published_at, s.published_local, ''), s.id")
"""Tables that are numbered anew, by what."""


def publish(
    source: Path, site: Path, *, profile: Profile, key: bytes = b"", progress: Progress = lambda _: None
) -> Path:
    """Make the snapshot of the archive at `source` in the folder `site` and return its database.

    A snapshot that was there before is replaced at once, when the new one is whole. `key`: of the pseudonyms.
    Raises UsageMistake where the source is a snapshot itself, or the folder holds an archive.
    """
    target = site / DATABASE
    if _is_snapshot(source):
        raise UsageMistake(f"{source} is a published snapshot; name the archive that it was made of")
    if not _is_snapshot(site) if target.exists() else (site / CAPTURES).exists():
        raise UsageMistake(f"{site} holds an archive; name another folder for the snapshot")
    partial = site / f"{DATABASE}.partial"
    try:
        site.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        with _building(partial, database_file(source)) as db:
            _fill(db, profile, key, progress)
        progress("counting and hashing")
        inspected = inspect(partial, target.stem)
        partial.replace(target)
        (site / "inspect.json").write_bytes(orjson.dumps(inspected, option=orjson.OPT_INDENT_2) + b"\n")
    except sqlite3.OperationalError as error:
        raise (NoSpaceLeft if "full" in str(error) else StorageError)(f"cannot write {target}: {error}") from error
    except OSError as error:
        raise StorageError(f"cannot write {site}: {error.strerror}") from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    return target


def _is_snapshot(path: Path) -> bool:
    with closing(open_database(path)) as db:
        return is_snapshot(db)


def profile_of(site: Path) -> Profile:
    """Return the profile of a snapshot; raises StorageError where the folder holds none."""
    with closing(open_database(site)) as db:
        try:
            profile: Profile = db.execute("select profile from publication").fetchone()[0]
        except sqlite3.OperationalError:
            raise StorageError(f"{site} holds an archive, not a snapshot") from None
        return profile


@contextmanager
def _building(partial: Path, source: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(partial.resolve().as_uri(), uri=True, isolation_level=None)) as db:
        # The file is new and takes its name only when it is whole: no journal, no syncing.
        db.executescript("pragma page_size = 8192; pragma journal_mode = off; pragma synchronous = off")
        db.execute("pragma cache_size = -64000")
        db.execute("pragma temp_store = file")
        db.execute("attach ? as source", [f"{source.resolve().as_uri()}?mode=ro"])
        db.execute("begin")
        yield db
        db.execute("commit")
        db.execute("detach source")
        db.execute("analyze")
    with partial.open("rb") as held:
        os.fsync(held.fileno())


def _fill(db: sqlite3.Connection, profile: Profile, key: bytes, progress: Progress) -> None:
    objects = dict(db.execute("select name, sql from source.sqlite_master where type = 'table' order by rowid"))
    indexes = [name for name, sql in objects.items() if sql.lower().startswith("create virtual table")]
    shadows = {name for name in objects for index in indexes if name.startswith(index + "_")}
    tables = [name for name in objects if name not in {*indexes, *shadows, *_NEVER} and not INNER.search(name)]
    _renumber(db)
    _functions(db, key, profile)
    for table in tables:
        progress(f"copying {table}")
        db.execute(objects[table])
        if profile == "full" or table in KNOWN:  # the others stay empty: exports ask for them
            _copy_table(db, table, profile)
    if profile != "full":
        spellings.fill(db)
    progress("indexing")
    _index(db, tables, [index for index in indexes if index.removesuffix("_fts") in tables], objects)
    progress("counting")
    for name in STORED:
        export = find_export(name)
        db.execute(f"create table stats_{name} as {export.sql}", bind(export, {}))
    for sql in NARROW:
        db.execute(sql)
    db.execute("create table publication (profile text, newsarchive text, last_seen_at text)")
    db.execute("insert into publication select ?, ?, max(last_seen_at) from articles", [profile, __version__])
    db.execute("create table _sqlite_migrations as select * from source._sqlite_migrations")


def _renumber(db: sqlite3.Connection) -> None:
    """Give articles and comments new ids in the order of their publication; those without a moment come first."""
    for table, order in _ORDER.items():
        db.execute(f"create temp table new_{table} (old integer primary key, new integer)")
        db.execute(f"insert into new_{table} select s.id, row_number() over (order by {order}) from source.{table} s")


def _copy_table(db: sqlite3.Connection, table: str, profile: Profile) -> None:
    """Copy a table's rows, with the new ids wherever they point to an article or a comment."""
    columns = [row[1] for row in db.execute(f"pragma source.table_info({table})")]
    pointers = {row[3]: row[2] for row in db.execute(f"pragma source.foreign_key_list({table})")}
    # A cluster is named by its first article, so that what points to a cluster points to an article.
    keys = {column: other.replace("clusters", "articles") for column, other in pointers.items()}
    keys = {column: other for column, other in keys.items() if other in _ORDER}
    if table in _ORDER:
        keys["id"] = table
    joins = [f"left join temp.new_{other} m_{column} on m_{column}.old = s.{column}" for column, other in keys.items()]
    shown = [f"m_{column}.new" if column in keys else told(table, column, profile) for column in columns]
    order = "m_id.new" if "id" in keys else "1, 2"
    db.execute(
        f"insert into main.{table} ({', '.join(columns)}) select {', '.join(shown)} from source.{table} s "
        f"{' '.join(joins)} order by {order}"
    )


def _functions(db: sqlite3.Connection, key: bytes, profile: Profile) -> None:
    if profile == "full":
        return
    names = (name for (name,) in db.execute("select distinct author from source.comments where author is not null"))
    mask = Mask(key, names)
    db.create_function("masked", 1, mask.text, deterministic=True)
    db.create_function("masked_comment", 1, mask.comment, deterministic=True)
    db.create_function("masked_address", 1, address, deterministic=True)
    db.create_function("signed", 1, mask.signed, deterministic=True)
    db.create_function("pseudonym", 2, mask.pseudonym, deterministic=True)
    db.create_function("excerpt", 1, excerpt, deterministic=True)


def _index(db: sqlite3.Connection, tables: list[str], indexes: list[str], objects: dict[str, str]) -> None:
    kept = db.execute(
        "select sql, tbl_name from source.sqlite_master where type = 'index' and sql is not null"
    ).fetchall()
    for sql in [*(sql for sql, table in kept if table in tables), *INDEXES]:
        db.execute(sql)
    for index in indexes:
        db.execute(objects[index])
        db.execute(f"insert into {index}({index}) values ('rebuild')")
        db.execute(f"insert into {index}({index}) values ('optimize')")
        for sql in words(index):
            db.execute(sql)
    db.create_function("spaced", 1, spaced, deterministic=True)
    for sql in CHARACTERS:
        db.execute(sql)


def inspect(file: Path, name: str) -> dict[str, object]:
    """Return what Datasette's inspect file says: hash, size, the number of rows of every table."""
    with closing(open_database(file)) as db:
        names = [row[0] for row in db.execute("select name from sqlite_master where type = 'table' order by name")]
        counts = {table: {"count": db.execute(f'select count(*) from "{table}"').fetchone()[0]} for table in names}
    return {name: {"hash": sha256(file), "size": file.stat().st_size, "file": DATABASE, "tables": counts}}
