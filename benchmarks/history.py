"""What the archive costs: noting an address, a look without and with a change, at the size of a grown archive.

    python -m benchmarks.history [--pages 1000000] [--articles 100000] [--work FOLDER]

Makes an archive of that size (about 7 KB an article), then times `discover` over known and new addresses, `save` of
articles that did not change, that changed, and that are new; CPU of this process, commits included.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from newsarchive.archive.pages import discover, due, find
from newsarchive.archive.store import Archive, Visit, open_archive
from newsarchive.captures import Exchange
from newsarchive.items import Article, Author, Candidate, Comment, Moment
from newsarchive.urls import page_key

SITE = "https://news.example"
START = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = [
    f"{one}{other}"
    for one in ("bak", "der", "fin", "gol", "hus", "jor", "kal")
    for other in ("a", "en", "ig", "omt", "ul", "ern", "est")
]


def main() -> None:
    """Make the archive and print a table of costs."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=1_000_000)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--looks", type=int, default=1_000)
    parser.add_argument("--work", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.work) as folder:
        path = Path(folder) / "archive"
        fill(path, given.pages, given.articles)
        print(
            f"{given.pages:,} pages, {given.articles:,} articles, {(path / 'archive.db').stat().st_size / 1e6:,.0f} MB"
        )
        began = time.perf_counter()
        with open_archive(path, write=True) as archive:
            print(f"{'open':32}{(time.perf_counter() - began) * 1000:10.1f} ms")
            measure(archive, given.pages, given.articles, given.looks)


def fill(path: Path, pages: int, articles: int) -> None:
    """Fill an archive by plain inserts, the full-text index at the end."""
    with open_archive(path, write=True) as archive:
        archive.portal("news.example", url=f"{SITE}/")
        db = archive.db.conn
        db.execute("pragma synchronous = off")
        db.execute("drop trigger articles_ai")
        archive.begin()
        for number in range(pages):
            has_article = number < articles
            if has_article:
                look(archive, article(number), number, 0)
            else:
                url = f"{SITE}/{number}/"
                state = "pending" if number % 2 else "stored"
                db.execute(
                    "insert into pages(portal_id, url, key, kind, state, discovered_at, fetched_at, next_visit_at, "
                    "sort_at) "
                    "values (1, ?, ?, 'article', ?, ?, ?, ?, ?)",
                    (
                        url,
                        page_key(url),
                        state,
                        told(0),
                        told(1),
                        None if number % 2 else told(900 + number),
                        told(number),
                    ),
                )
            if number % 5_000 == 0:
                archive.commit()
                archive.begin()
        archive.commit()
        db.execute("insert into articles_fts(articles_fts) values ('rebuild')")
        db.execute(
            "create trigger articles_ai after insert on articles begin "
            "insert into articles_fts(rowid, headline, lead, body) "
            "values (new.id, new.headline, new.lead, new.body); end"
        )


def told(minutes: int) -> str:
    """Return a moment as the archive writes it."""
    return (START + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def article(number: int, edit: int = 0) -> Article:
    """Return an article of about 3 KB with four comments; `edit` changes a sentence."""
    rng = random.Random(number)
    body = [" ".join(rng.choices(WORDS, k=60)) + "." for _ in range(9)]
    if edit:
        body[4] += f" Correction number {edit}."
    published = moment(number)
    return Article(
        url=f"{SITE}/{number}/",
        source_id=str(number),
        headline=" ".join(rng.choices(WORDS, k=8)),
        authors=(Author(f"Author {number % 50}"),),
        published=published,
        body=tuple(body),
        section="World",
        tags=(f"tag {number % 100}", f"tag {number % 77}"),
        language="en",
        comments=tuple(
            Comment(
                f"{number}-{n}",
                None,
                "comment",
                n,
                0,
                f"Reader {n}",
                None,
                published,
                " ".join(rng.choices(WORDS, k=30)),
            )
            for n in range(4)
        ),
        comments_claimed=4,
    )


def moment(number: int) -> Moment:
    """Return a moment with its offset."""
    utc = START + timedelta(minutes=number)
    return Moment(utc.isoformat(), utc.replace(tzinfo=None), utc, 0, "second", "attribute")


def look(archive: Archive, seen: Article, number: int, days: int, page_id: int | None = None) -> str:
    """Capture and store one look at an article."""
    at = START + timedelta(days=days, seconds=number)
    exchange = Exchange(
        "page", seen.url, at, "GET", ((b"Host", b"news.example"),), 200, "OK", ((b"Content-Encoding", b"br"),),
        f"{number} {days}".encode() * 40, "127.0.0.1",
    )  # fmt: skip
    if page_id is None:
        discover(archive, 1, [Candidate(seen.url, f"{SITE}/feed/", published=seen.published)], at=at)
        page = find(archive, 1, seen.url, kind="article")
        assert page is not None
        page_id = page.id
    capture = archive.captures.write(exchange)
    later = at + timedelta(days=30)
    return archive.save(
        Visit(
            page_id,
            None,
            1,
            at,
            "stored",
            captures=(capture,),
            article=seen,
            comments_complete=True,
            next_visit_at=later,
        )
    )


def measure(archive: Archive, pages: int, articles: int, looks: int) -> None:
    """Time each kind of work, `looks` times."""
    rng = random.Random(7)
    numbers = [rng.randrange(articles) for _ in range(looks)]
    known = [
        Candidate(f"{SITE}/{rng.randrange(pages)}/", f"{SITE}/sitemap.xml", modified=moment(n)) for n in range(looks)
    ]
    new = [Candidate(f"{SITE}/new/{number}/", f"{SITE}/sitemap.xml") for number in range(looks)]
    timed(
        "discover, known address",
        looks,
        lambda: iter([discover(archive, 1, known, at=START + timedelta(days=1))]),
        archive,
    )
    timed(
        "discover, new address", looks, lambda: iter([discover(archive, 1, new, at=START + timedelta(days=1))]), archive
    )
    timed("due, 500 pages", 1, lambda: iter([len(due(archive, 1, now=START + timedelta(days=2), limit=500))]), archive)
    ids = {}
    for number in numbers:
        page = find(archive, 1, f"{SITE}/{number}/", kind="article")
        assert page is not None
        ids[number] = page.id
    seen = {number: article(number) for number in ids}
    edited = {number: article(number, 1) for number in ids}
    fresh = [replace(article(number), url=f"{SITE}/fresh/{number}/", source_id=f"f{number}") for number in ids]
    timed("save, no change", len(ids), lambda: (look(archive, seen[n], n, 2, ids[n]) for n in ids), archive)
    timed("save, a sentence changed", len(ids), lambda: (look(archive, edited[n], n, 3, ids[n]) for n in ids), archive)
    timed("save, new article", len(fresh), lambda: (look(archive, one, n, 4) for n, one in enumerate(fresh)), archive)


def timed(name: str, count: int, work: Callable[[], Iterator[object]], archive: Archive) -> None:
    """Print the CPU that one piece of the work costs, with a commit every 50."""
    began, wall = time.process_time(), time.perf_counter()
    for number, _ in enumerate(work(), 1):
        if number % 50 == 0:
            archive.commit()
    archive.commit()
    cpu, passed = time.process_time() - began, time.perf_counter() - wall
    print(f"{name:32}{cpu / count * 1000:10.3f} ms of CPU{passed / count * 1000:10.3f} ms")


if __name__ == "__main__":
    main()
