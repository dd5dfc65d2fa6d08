"""What the archive costs: noting an address, a look without and with a change, at the size of a grown archive.

    python -m benchmarks.history [--articles 1000000] [--work FOLDER]

Makes an archive of that many articles (8 KB each, four comments) and as many waiting pages, then times `discover` over
known and new addresses, `save` of articles that did not change, that changed, and that are new; CPU of this process,
capture and commits included. At the end it tells what a version of a text of 1 KB, 3 KB and 6 KB adds to the database.
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

from benchmarks.grown import BASE, fill
from newsarchive.archive.content import exact_sha256
from newsarchive.archive.looks import Visit
from newsarchive.archive.pages import discover, due, find
from newsarchive.archive.store import Archive, open_archive
from newsarchive.captures import Exchange
from newsarchive.items import Article, Author, Candidate, Comment, Image, Moment

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
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--looks", type=int, default=1_000)
    parser.add_argument("--work", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.work) as folder:
        path = Path(folder) / "archive"
        began = time.perf_counter()
        fill(path, given.articles, lambda archive, number: look(archive, article(number), number, 0), site=SITE)
        size = (path / "archive.db").stat().st_size
        print(f"{given.articles:,} articles, {size / 1e6:,.0f} MB, made in {time.perf_counter() - began:,.0f} s")
        began = time.perf_counter()
        with open_archive(path, write=True) as archive:
            print(f"{'open':46}{(time.perf_counter() - began) * 1000:10.1f} ms")
            measure(archive, given.articles, given.looks)
    for words in (170, 450, 900):
        with tempfile.TemporaryDirectory(dir=given.work) as folder:
            print(growth(Path(folder) / "archive", words))


def told(minutes: int) -> str:
    """Return a moment as the archive writes it."""
    return (START + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def article(number: int, edits: int = 0, words: int = 540) -> Article:
    """Return an article of about 3 KB with four comments, in which `edits` sentences were written anew.

    Every `BASE` articles the texts come again, under another address and id.
    """
    story = number % BASE
    rng = random.Random(story)
    body = [[sentence(rng) for _ in range(3)] for _ in range(words // 54)]
    for edit in range(edits):
        again = random.Random(f"{story} {edit}")
        again.choice(body)[again.randrange(3)] = sentence(again)
    published = moment(story)
    return Article(
        url=f"{SITE}/{number}/",
        source_id=str(number),
        headline=" ".join(rng.choices(WORDS, k=8)),
        authors=(Author(f"Author {story % 50}"),),
        published=published,
        body=tuple(" ".join(sentences) for sentences in body),
        section="World",
        tags=(f"tag {story % 100}", f"tag {story % 77}"),
        image=Image(f"{SITE}/pictures/{story}.jpg", "A harbour at dawn", None, None),
        language="en",
        comments=tuple(
            Comment(
                f"{story}-{n}",
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


def sentence(rng: random.Random) -> str:
    """Return 18 words."""
    return " ".join(rng.choices(WORDS, k=18)).capitalize() + "."


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


def measure(archive: Archive, articles: int, looks: int) -> None:
    """Time each kind of work, `looks` times."""
    rng = random.Random(7)
    known = [
        Candidate(f"{SITE}/{rng.randrange(articles)}/", f"{SITE}/sitemap.xml", modified=moment(n)) for n in range(looks)
    ]
    new = [Candidate(f"{SITE}/new/{number}/", f"{SITE}/sitemap.xml") for number in range(looks)]
    day = START + timedelta(days=1)
    timed("discover, known address", looks, lambda: iter([discover(archive, 1, known, at=day)]), archive)
    timed("discover, new address", looks, lambda: iter([discover(archive, 1, new, at=day)]), archive)
    soon = START + timedelta(days=30, minutes=1)
    timed("due, 500 pages", 1, lambda: iter([len(due(archive, 1, now=soon, limit=500))]), archive)
    looks = min(looks, articles // 4)
    recent = rng.sample(range(articles - max(looks, articles // 50), articles), looks)
    measure_looks(archive, recent, ", one of the last 2 %")
    measure_looks(archive, rng.sample(range(articles), looks), ", one of all")
    fresh = [replace(article(n), url=f"{SITE}/fresh/{n}/", source_id=f"f{n}", body=article(n, 4).body) for n in recent]
    timed("look, new article", len(fresh), lambda: (look(archive, one, n, 4) for n, one in enumerate(fresh)), archive)


def measure_looks(archive: Archive, numbers: list[int], which: str) -> None:
    """Time looks at the articles, without and with a change."""
    ids = {}
    for number in numbers:
        page = find(archive, 1, f"{SITE}/{number}/", kind="article")
        assert page is not None
        ids[number] = page.id
    seen = {number: article(number) for number in ids}
    for number, one in seen.items():  # copied by SQL, which does not know this hash
        sql = "update articles set content_sha256 = ? where url = ?"
        archive.db.execute(sql, [exact_sha256(one), f"{SITE}/{number}/"])
    archive.commit()
    edited = {number: article(number, 1) for number in ids}
    same = (look(archive, seen[n], n, 2, ids[n]) for n in ids)
    timed(f"look, no change{which}", len(ids), lambda: same, archive)
    changed = (look(archive, edited[n], n, 3, ids[n]) for n in ids)
    timed(f"look, a sentence changed{which}", len(ids), lambda: changed, archive)


_HISTORY = """
select sum(pgsize), sum(payload) from dbstat
where name in (select name from sqlite_schema where tbl_name in ('revisions', 'changes'))
"""


def growth(path: Path, words: int) -> str:
    """Return what a later version adds to `revisions`, `changes` and their indexes, by the bytes of its text.

    Texts of `words` words by the median, in lengths as newspapers have them; a sentence changes each time.
    """
    rng = random.Random(11)
    lengths = [max(54, int(words * rng.lognormvariate(0, 0.6))) for _ in range(400)]
    with open_archive(path, write=True) as archive:
        archive.portal("news.example", url=f"{SITE}/")
        for number, length in enumerate(lengths):
            look(archive, article(number, 0, length), number, 0)
        archive.commit()
        before = archive.db.execute(_HISTORY).fetchone()
        text = 0
        for edits in range(1, 5):
            for number, length in enumerate(lengths):
                one = article(number, edits, length)
                text += len(f"{one.headline}{one.text}".encode())
                look(archive, one, number, edits)
        archive.commit()
        after = archive.db.execute(_HISTORY).fetchone()
    pages, payload = (now - then for now, then in zip(after, before, strict=True))
    versions = 4 * len(lengths)
    return (
        f"version of {text / versions:,.0f} bytes of text: {payload / text:.2f} times that in rows and indexes, "
        f"{pages / text:.2f} times in pages of the file"
    )


def timed(name: str, count: int, work: Callable[[], Iterator[object]], archive: Archive) -> None:
    """Print the CPU that one piece of the work costs, with a commit every 50."""
    began, wall = time.process_time(), time.perf_counter()
    for number, _ in enumerate(work(), 1):
        if number % 50 == 0:
            archive.commit()
    archive.commit()
    cpu, passed = time.process_time() - began, time.perf_counter() - wall
    print(f"{name:46}{cpu / count * 1000:10.3f} ms of CPU{passed / count * 1000:10.3f} ms")


if __name__ == "__main__":
    main()
