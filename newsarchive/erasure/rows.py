"""Taking rows out of an archive's database: an article with all that hangs on it, a comment, a name anywhere."""

import sqlite3
from collections.abc import Iterator, Sequence

from newsarchive.captures.needles import REDACTED, Needles

_OURS = frozenset({"erased"})
"""Tables that keep the trail of erasures."""


def tables(db: sqlite3.Connection) -> list[str]:
    """Return the tables that hold rows of their own, not those of a full-text index."""
    found = db.execute("select name, sql from sqlite_master where type = 'table' order by rowid").fetchall()
    indexes = [name for name, sql in found if (sql or "").lower().startswith("create virtual")]
    inner = {name for name, _ in found for index in indexes if name == index or name.startswith(index + "_")}
    return [
        name for name, _ in found if name not in inner | _OURS and name[0] != "_" and not name.startswith("sqlite_")
    ]


def delete(db: sqlite3.Connection, table: str, keys: Sequence[object], column: str = "id") -> int:
    """Delete rows and what cannot be without them; what can points to nothing then. Return the number of rows."""
    if not keys:
        return 0
    ids = [row[0] for row in _each(db, f"select id from {table} where {column} in", keys)] if _has_id(db, table) else []
    for child, pointer, optional in _pointers(db, table):
        if optional:
            _run(db, f"update {child} set {pointer} = null where {pointer} in", ids)
        else:
            delete(db, child, ids, pointer)
    return _run(db, f"delete from {table} where {column} in", keys)


def _has_id(db: sqlite3.Connection, table: str) -> bool:
    return any(row[1] == "id" for row in db.execute(f"pragma table_info({table})"))


def _pointers(db: sqlite3.Connection, table: str) -> Iterator[tuple[str, str, bool]]:
    """Yield what points to a table: table, column, whether it may point to nothing."""
    for child in tables(db):
        columns = {row[1]: (row[3], row[5]) for row in db.execute(f"pragma table_info({child})")}
        for row in db.execute(f"pragma foreign_key_list({child})").fetchall():
            if row[2] == table:
                needed, key = columns[row[3]]
                yield child, row[3], not (needed or key)


def _each(db: sqlite3.Connection, sql: str, keys: Sequence[object]) -> Iterator[sqlite3.Row]:
    for start in range(0, len(keys), 500):
        part = keys[start : start + 500]
        yield from db.execute(f"{sql} ({', '.join('?' * len(part))})", part)


def _run(db: sqlite3.Connection, sql: str, keys: Sequence[object]) -> int:
    changed = 0
    for start in range(0, len(keys), 500):
        part = keys[start : start + 500]
        changed += db.execute(f"{sql} ({', '.join('?' * len(part))})", part).rowcount
    return changed


def blank_comments(db: sqlite3.Connection, ids: Sequence[int]) -> int:
    """Take what comments say and who wrote them; their place in the thread stays, so that answers keep theirs."""
    delete(db, "comment_revisions", ids, "comment_id")
    return _run(
        db,
        f"update comments set author = null, author_url = null, text = '{REDACTED}', source_id = null, "
        "key = 'erased:' || id where id in",
        ids,
    )


def redact(db: sqlite3.Connection, needles: Needles) -> int:
    """Take the texts out of every column of every table; return the number of rows changed.

    An address that the archive only knows of is deleted: it cannot be without what is taken out.
    """
    db.create_function("holds", 1, lambda text: isinstance(text, str) and needles.in_text(text), deterministic=True)
    db.create_function("redacted", 1, needles.redacted, deterministic=True)
    pages = [row[0] for row in db.execute("select id from pages where holds(url) or holds(key)")]
    changed = delete(db, "pages", pages)
    for table in tables(db):
        # An empty type is what `create table as` gives.
        columns = [row[1] for row in db.execute(f"pragma table_info({table})") if row[2].lower() in ("text", "")]
        if columns:
            unique = _unique(db, table)
            # What differed may be the same now: where no two rows may be, the row's number tells them apart.
            told = ", ".join(
                f"{column} = case when holds({column}) then redacted({column}) || ' #' || rowid else {column} end"
                if column in unique
                else f"{column} = redacted({column})"
                for column in columns
            )
            condition = " or ".join(f"holds({column})" for column in columns)
            # Rows that are the same once the text is gone are one; nothing points to a row without an id.
            verb = "update" if _has_id(db, table) else "update or replace"
            changed += db.execute(f"{verb} {table} set {told} where {condition}").rowcount
    return changed


def _unique(db: sqlite3.Connection, table: str) -> set[str]:
    """Return the columns of a table that no two rows may share."""
    indexes = [row[1] for row in db.execute(f"pragma index_list({table})") if row[2] and row[3] == "u"]
    return {row[2] for index in indexes for row in db.execute(f"pragma index_info({index})")}


def rebuild_indexes(db: sqlite3.Connection) -> None:
    """Make every full-text index anew: what was deleted stays in its pages otherwise (SQLite before 3.42)."""
    found = db.execute(
        "select name from sqlite_master where type = 'table' and lower(sql) like 'create virtual table%fts5%'"
    )
    for (index,) in found.fetchall():
        db.execute(f"insert into {index}({index}) values ('rebuild')")
        db.execute(f"insert into {index}({index}) values ('optimize')")
