"""An archive of invented articles, written straight into the tables: for the benchmark of the reading room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from newsarchive.archive.store import open_archive

_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "el", "or")]
_DICE = Random(1)
WORDS = list(dict.fromkeys("".join(_DICE.choices(_SYLLABLES, k=_DICE.randrange(2, 5))) for _ in range(30_000)))
"""Invented words, the most frequent first."""

_WEIGHTS = list(accumulate(1 / (rank + 3) for rank in range(len(WORDS))))
_PARAGRAPHS = [" ".join(_DICE.choices(WORDS, cum_weights=_WEIGHTS, k=_DICE.randrange(40, 110))) for _ in range(20_000)]
_HEADLINES = [" ".join(_DICE.choices(WORDS, cum_weights=_WEIGHTS, k=8)).capitalize() for _ in range(50_000)]
_START = datetime(2019, 1, 1, tzinfo=UTC)
_DAYS = 1_826


def make(path: Path, articles: int) -> None:
    """Make the archive. The full-text indexes stay empty: the snapshot makes its own."""
    with open_archive(path, write=True) as archive:
        db = archive.db.conn
        for (name,) in db.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            db.execute(f"drop trigger {name}")
        db.execute("pragma synchronous = off")
        archive.begin()
        _groups(db)
        for start in range(0, articles, 5_000):
            numbers = range(start + 1, min(start + 5_000, articles) + 1)
            for table, rows in _rows(numbers).items():
                marks = ", ".join(f":{name}" for name in rows[0])
                db.executemany(f"insert into {table} ({', '.join(rows[0])}) values ({marks})", rows)
            archive.commit()
            archive.begin()


def _groups(db: Any) -> None:
    for number in range(20):
        db.execute(
            "insert into portals (id, name, url) values (?, ?, ?)",
            [number + 1, f"portal-{number}", f"https://portal-{number}.example/"],
        )
        db.execute(
            "insert into runs (portal_id, started_at, reason) values (?, '2024-01-01T00:00:00Z', 'finished')",
            [number + 1],
        )
    authors = [(n + 1, n % 20 + 1, f"Author {n}") for n in range(2_000)]
    db.executemany("insert into authors (id, portal_id, name) values (?, ?, ?)", authors)
    db.executemany("insert into tags (id, name) values (?, ?)", [(n + 1, f"tag-{n}") for n in range(500)])


def _rows(numbers: range) -> dict[str, list[dict[str, Any]]]:
    tables: dict[str, list[dict[str, Any]]] = {}
    for number in numbers:
        for table, row in _article(number, Random(number)):
            tables.setdefault(table, []).append(row)
    return tables


def _article(number: int, dice: Random) -> Iterator[tuple[str, dict[str, Any]]]:
    at = _START + timedelta(days=dice.random() * _DAYS)
    versions = 2 if number % 12 == 0 else 1
    language = dice.choice(("en", "en", "en", "de", "fr", "es", "ar", "zh"))
    headline = dice.choice(_HEADLINES) if language != "zh" else "北京" + dice.choice(_HEADLINES)[:12]
    portal, url = dice.randrange(20) + 1, f"https://example.com/{number}/"
    content = {
        "headline": headline,
        "byline": f"Author {number % 2_000}",
        "body": "\n\n".join(dice.choices(_PARAGRAPHS, k=7)),
        "section": f"section-{dice.randrange(12)}",
        "language": language,
        "published_at": _text(at),
        "extractor": "newsarchive",
    }
    seen = _text(at + timedelta(hours=1))
    yield "articles", content | {
        "id": number, "public_id": f"b{number}", "portal_id": portal, "url": url, "word_count": 500,
        "comment_count": 3, "comments_claimed": 3, "first_seen_at": seen, "last_seen_at": seen,
        "revision_count": versions, "status": "live",
    }  # fmt: skip
    yield "pages", {
        "id": number, "portal_id": portal, "url": url, "key": url, "kind": "article", "state": "stored",
        "discovered_at": seen, "article_id": number, "sort_at": seen,
    }  # fmt: skip
    yield "visits", {"id": number, "page_id": number, "at": seen, "outcome": "new", "article_id": number}
    yield "captures", {
        "id": number, "visit_id": number, "kind": "page", "url": url, "fetched_at": seen, "status": 200,
        "sha256": f"{number:064}", "record_id": f"<urn:uuid:{number}>", "warc_file": "a.warc.gz",
        "warc_offset": number * 100, "warc_length": 100,
    }  # fmt: skip
    for version in range(1, versions + 1):
        about = {"article_id": number, "number": version, "seen_at": seen, "capture_id": number, "sha256": "0"}
        yield "revisions", content | about | ({"headline": headline + " now"} if version > 1 else {})
    for position in range(3):
        yield "comments", {
            "article_id": number, "key": str(position), "kind": "comment", "position": position, "depth": 0,
            "author": f"Reader {dice.randrange(50_000)}", "text": dice.choice(_PARAGRAPHS)[:240],
            "published_at": _text(at + timedelta(minutes=dice.randrange(5_000))), "first_seen_at": seen,
            "last_seen_at": seen,
        }  # fmt: skip
    yield "article_authors", {"article_id": number, "author_id": number % 2_000 + 1, "position": 0}
    yield "article_tags", {"article_id": number, "tag_id": dice.randrange(500) + 1, "position": 0}
    if number % 3 == 0:
        yield "faqs", {
            "article_id": number, "position": 0, "question": dice.choice(_HEADLINES) + "?",
            "answer": dice.choice(_PARAGRAPHS), "origin": "json-ld",
        }  # fmt: skip


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
