"""A grown archive for benchmarks: a few thousand articles stored as in a crawl, copied by SQL until it is large."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from newsarchive.archive import schema
from newsarchive.archive.store import Archive, open_archive

BASE = 5_000
"""Articles that are stored one by one; the others have their texts under addresses and hashes of their own."""

_INDEXED = ("articles", "comments")
_HASH = "lower(hex(randomblob(32)))"

# What makes a copy another article: keys move on by :by, addresses end in another number.
_COPIES = {
    "articles": {
        "id": "id + :by",
        "public_id": "lower(hex(randomblob(7)))",
        "url": "{url}",
        "source_id": "id + :by - 1",
        "text_sha256": _HASH,
        "content_sha256": _HASH,
    },
    "pages": {"id": "id + :by", "url": "{url}", "key": "{key}", "article_id": "article_id + :by"},
    "discoveries": {"page_id": "page_id + :by"},
    "visits": {"id": "id + :by", "page_id": "page_id + :by", "article_id": "article_id + :by"},
    "captures": {
        "id": "id + :by",
        "visit_id": "visit_id + :by",
        "url": "{url}",
        "sha256": _HASH,
        "record_id": "'<urn:uuid:' || lower(hex(randomblob(16))) || '>'",
    },
    "revisions": {
        "id": "id + :by",
        "article_id": "article_id + :by",
        "capture_id": "capture_id + :by",
        "sha256": _HASH,
    },
    "comments": {"id": "id + 4 * :by", "article_id": "article_id + :by"},
    "article_tags": {"article_id": "article_id + :by"},
    "article_authors": {"article_id": "article_id + :by"},
}


def fill(path: Path, articles: int, look: Callable[[Archive, int], object], *, site: str) -> None:
    """Make an archive of so many articles, numbers 0 on with the ids 1 on, and as many pages that wait.

    `look` stores an article by its number.
    """
    base = min(BASE, articles)
    with open_archive(path, write=True) as archive:
        archive.portal("news.example", url=f"{site}/")
        db = archive.db.conn
        for pragma in ("synchronous = off", "journal_mode = off", "cache_size = -2000000", "foreign_keys = off"):
            db.execute(f"pragma {pragma}")
        for table in _INDEXED:
            db.execute(f"drop trigger {table}_ai")
        archive.begin()
        for number in range(base):
            look(archive, number)
        for by in range(base, articles, base):
            _copy(archive, by, min(base, articles - by), site)
        _waiting(archive, articles, site)
        archive.commit()
        for table in _INDEXED:
            db.execute(f"insert into {table}_fts({table}_fts) values ('rebuild')")
            (trigger,) = (
                line for line in schema.full_text(table).splitlines() if line.startswith(f"create trigger {table}_ai")
            )
            db.execute(trigger)


def _copy(archive: Archive, by: int, count: int, site: str) -> None:
    """Copy the first articles with everything that hangs on them."""
    db = archive.db.conn
    host = site.partition("://")[2]
    for table, fresh in _COPIES.items():
        columns = [row[1] for row in db.execute(f"pragma table_info({table})")]
        own = {"articles": "id", "pages": "article_id", "captures": "id"}.get(table, "0")
        said = {
            name: value.format(url=f"'{site}/' || ({own} + :by - 1) || '/'", key=f"'//{host}/' || ({own} + :by - 1)")
            for name, value in fresh.items()
        }
        last = {"comments": "article_id", "discoveries": "page_id"}.get(table)
        last = last or ("article_id" if table.startswith("article_") else "id")
        db.execute(
            f"insert into {table}({', '.join(columns)}) select {', '.join(said.get(name, name) for name in columns)} "
            f"from {table} where {last} <= :count",
            {"by": by, "count": count},
        )


def _waiting(archive: Archive, count: int, site: str) -> None:
    """Add pages that were named but not read yet."""
    host = site.partition("://")[2]
    archive.db.conn.execute(
        """
        with recursive n(i) as (values (0) union all select i + 1 from n where i + 1 < :count)
        insert into pages(portal_id, url, key, kind, state, discovered_at, sort_at)
        select 1, :site || '/waiting/' || i || '/', '//' || :host || '/waiting/' || i, 'article', 'pending',
            '2026-01-01T00:00:00Z', strftime('%Y-%m-%dT%H:%M:%SZ', 1767225600 + i, 'unixepoch')
        from n
        """,
        {"count": count, "site": site, "host": host},
    )
