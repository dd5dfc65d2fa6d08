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


def delete(db: sqlite3.Connection, table: str, keys: Sequence[object], column: str = "id") -> None:
    """Delete rows and what cannot be without them; what can points to nothing then."""
    found = _run(db, f"select id from {table} where {column} in", keys) if _has_id(db, table) else []
    ids = [row[0] for row in found]
    for child, pointer, optional in _pointers(db, table):
        if optional:
            _run(db, f"update {child} set {pointer} = null where {pointer} in", ids)
        elif ids:
            delete(db, child, ids, pointer)
    _run(db, f"delete from {table} where {column} in", keys)


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


def _run(db: sqlite3.Connection, sql: str, keys: Sequence[object]) -> list[sqlite3.Row]:
    """Run an SQL that ends with `in` for the keys, 500 at a time, and return its rows."""
    parts = [keys[start : start + 500] for start in range(0, len(keys), 500)]
    return [row for part in parts for row in db.execute(f"{sql} ({', '.join('?' * len(part))})", part)]


def blank_comments(db: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Take what comments say and who wrote them; their place in the thread stays, so that answers keep theirs."""
    delete(db, "comment_revisions", ids, "comment_id")
    _run(
        db,
        f"update comments set author = null, author_url = null, text = '{REDACTED}', source_id = null, "
        "key = 'erased:' || id where id in",
        ids,
    )


def redact(db: sqlite3.Connection, needles: Needles) -> None:
    """Take the texts out of every column of every table.

    An address that the archive only knows of is deleted: it cannot be without what is taken out.
    """
    db.create_function("holds", 1, lambda text: isinstance(text, str) and needles.in_text(text), deterministic=True)
    db.create_function("redacted", 1, needles.redacted, deterministic=True)
    pages = [row[0] for row in db.execute("select id from pages where holds(url) or holds(key)")]
    delete(db, "pages", pages)
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
            db.execute(f"{verb} {table} set {told} where {condition}")


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
