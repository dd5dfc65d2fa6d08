"""The archive's schema as SQL files beside this module. Later changes are functions of their own in `migrations`."""

from importlib.resources import files


def script(name: str) -> str:
    """Return `schema_sql/NAME.sql`: statements that end with a semicolon and a line feed."""
    return files("newsarchive.archive").joinpath("schema_sql", f"{name}.sql").read_text(encoding="utf-8")


INDEXED = {
    "articles": "headline, lead, body",
    "comments": "author, text",
    "faqs": "question, answer",
    "live_entries": "headline, text",
}
"""Tables with a full-text index (TABLE_fts), and the columns that it holds."""


def full_text(*tables: str) -> str:
    """Return the SQL of the tables' full-text indexes and of the triggers that keep them true."""
    return "".join(_full_text(table, INDEXED[table]) for table in tables)


def _full_text(table: str, columns: str) -> str:
    old = ", ".join(f"old.{column}" for column in columns.split(", "))
    new = ", ".join(f"new.{column}" for column in columns.split(", "))
    forget = f"insert into {table}_fts({table}_fts, rowid, {columns}) values ('delete', old.id, {old});"
    learn = f"insert into {table}_fts(rowid, {columns}) values (new.id, {new});"
    return f"""
create virtual table {table}_fts using fts5(
    {columns}, content='{table}', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
create trigger {table}_ai after insert on {table} begin {learn} end;
create trigger {table}_ad after delete on {table} begin {forget} end;
create trigger {table}_au after update of {columns} on {table} begin {forget} {learn} end;
"""
