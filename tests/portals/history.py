"""Hold an archive's history against what the editors of a portal did, as its own log says."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.portals.compare import Row, key


def read_log(path: Path) -> list[Row]:
    """Return the portal's log of changes, oldest first."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def untold(db: sqlite3.Connection, log: Sequence[Row]) -> Iterator[str]:
    """Yield every deed of the log that the archive does not tell."""
    articles = {key(url): article for url, article in db.execute("select url, id from articles")}
    articles |= {key(url): article for url, article in db.execute("select url, article_id from aliases")}
    for deed in log:
        article = articles.get(key(deed["url"]))
        if article is None or not _TELLS[deed["what"]](db, article, deed):
            yield f"{deed['what']}: {deed['url']} ({'not archived' if article is None else f'article {article}'})"


def _edited(db: sqlite3.Connection, article: int, deed: Row) -> bool:
    sql = """
        select 1 from changes where article_id = ? and kind in ('correction', 'addition', 'edit') and instr(new, ?)
        and not instr(coalesce(old, ''), ?)
    """
    kept = "select count(*) from revisions where article_id = ? and instr(body, ?)"
    return _any(db, sql, article, deed["new_text"], deed["new_text"]) and _any(db, kept, article, deed["new_text"])


def _retitled(db: sqlite3.Connection, article: int, deed: Row) -> bool:
    sql = "select 1 from changes where article_id = ? and kind = 'headline' and new = 'Updated: ' || old"
    return _any(db, sql, article)


def _commented(db: sqlite3.Connection, article: int, deed: Row) -> bool:
    sql = "select 1 from comments where article_id = ? and source_id = ? and parent_source_id is ?"
    parent = deed.get("parent")
    if "parent" not in deed:
        return _any(db, "select 1 from comments where article_id = ? and source_id = ?", article, str(deed["comment"]))
    return _any(db, sql, article, str(deed["comment"]), str(parent) if parent else None)


def _comment_removed(db: sqlite3.Connection, article: int, deed: Row) -> bool:
    """Missing, or on an article that was taken down before anyone could look, or that asks for a password."""
    sql = """
        select 1 from comments join articles on articles.id = article_id where article_id = ? and comments.source_id = ?
        and (missing_since is not null or status = 'gone')
    """
    protected = "select 1 from articles where id = ? and status = 'protected'"
    return _any(db, sql, article, str(deed["comment"])) or _any(db, protected, article)


def _removed(db: sqlite3.Connection, article: int, deed: Row) -> bool:
    sql = """
        select 1 from articles join availability on article_id = articles.id
        where articles.id = ? and status = 'gone' and ended_at is null and availability.kind in ('404', '410')
    """
    return _any(db, sql, article)


def _moved(db: sqlite3.Connection, article: int, deed: Row) -> bool:
    """One article under its new address, which knows its old one."""
    aliases = {key(url) for (url,) in db.execute("select url from aliases where article_id = ?", (article,))}
    current = {key(url) for (url,) in db.execute("select url from articles where id = ?", (article,))}
    return key(deed["url"]) in aliases and key(deed["to"]) in aliases | current


def _published(db: sqlite3.Connection, article: int, deed: Row) -> bool:
    return _any(db, "select 1 from revisions where article_id = ? and number = 1", article)


_TELLS = {
    "edited": _edited,
    "retitled": _retitled,
    "commented": _commented,
    "comment approved": _commented,
    "comment removed": _comment_removed,
    "article removed (404)": _removed,
    "moved (301)": _moved,
    "published": _published,
}


def _any(db: sqlite3.Connection, sql: str, *values: Any) -> bool:
    return bool(db.execute(f"select exists({sql})", values).fetchone()[0])


def copies_f1(db: sqlite3.Connection, truth: Sequence[Row]) -> float:
    """Return the F1 of the pairs of articles that the archive clusters, against the copies that the truth names."""
    found = """
        select one.url, other.url from cluster_articles a join cluster_articles b using (cluster_id)
        join articles one on one.id = a.article_id join articles other on other.id = b.article_id
        where a.article_id < b.article_id
    """
    got = {frozenset((key(one), key(other))) for one, other in db.execute(found)}
    origin = {key(row["url"]): key(row["dup_of"] or row["url"]) for row in truth}
    want = {
        frozenset((one, other)) for one in origin for other in origin if one < other and origin[one] == origin[other]
    }
    return 2 * len(got & want) / (len(got) + len(want)) if got or want else 1.0
