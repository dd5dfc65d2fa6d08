"""python -m benchmarks.similar [--articles N]

CPU time of near-duplicate detection on invented articles of 300 words, of which one in twenty is a lightly edited copy:
20,000 on an empty archive, then 5,000 on top of N. Those of the N have signatures and bands of random numbers, as
texts have that share nothing.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from sqlite_utils import Database

from newsarchive.archive import similar
from newsarchive.archive.fingerprints import BANDS
from newsarchive.archive.store import open_archive

_WORDS = [f"{a}{b}{c}" for a in "bdfklmnprstv" for b in ("a", "ei", "o", "u") for c in ("ren", "sk", "lto", "m", "ndi")]
_FIRST, _MORE = 20_000, 5_000
_SQL = (
    "insert into articles (id, public_id, portal_id, url, language, published_at, first_seen_at, last_seen_at, "
    "extractor, text_sha256, body) values (?, ?, 1, ?, 'en', '2026-01-01', '2026-01-01', '2026-01-01', 'x', ?, ?)"
)


def story(seed: int) -> str:
    """Return 300 words, the same for the same seed; every twentieth story is an edited copy of the one before."""
    rng = random.Random(seed - seed % 20 if seed % 20 == 1 else seed)
    words = [rng.choice(_WORDS) + rng.choice(_WORDS) for _ in range(300)]
    if seed % 20 == 1:
        words[::75] = ["changed"] * 4
    return " ".join(words)


def add(db: Database, first: int, count: int) -> None:
    """Store articles without their full-text index, which is no part of what is timed."""
    rows = ((n, f"p{n}", f"https://example.org/{n}/", f"sha{n}", story(n)) for n in range(first, first + count))
    with db.conn:
        db.conn.executemany(_SQL, rows)


def timed(db: Database, count: int, what: str) -> None:
    """Compare what is new and write what it cost."""
    started = time.process_time()
    similar.update(db)
    spent = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{what}: {spent / count * 1000:.2f} CPU ms an article, peak {peak:.0f} MB\n")


_HELD = """
create temp table held as with recursive n(i) as (select :first union all select i + 1 from n where i < :last)
    select i from n;
insert into articles (id, public_id, portal_id, url, language, first_seen_at, last_seen_at, extractor, body)
    select i, 'p' || i, 1, 'https://example.org/' || i || '/', 'en', '2026-01-01', '2026-01-01', 'x', '' from held;
insert into signatures select i, 'sha' || i, randomblob(400) from held;
drop index bands_article;
insert into bands select random(), i from held,
    (with recursive b(n) as (select 1 union all select n + 1 from b where n < :bands) select n from b) order by 1;
create index bands_article on bands(article_id)
"""


def hold(db: Database, first: int, last: int) -> None:
    """Store articles as those that were compared long ago."""
    with db.atomic():
        for statement in _HELD.split(";\n"):
            db.execute(statement, {"first": first, "last": last, "bands": BANDS} if ":" in statement else {})


def main() -> None:
    """Measure and write to standard output."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--work", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.work) as folder, open_archive(Path(folder), write=True) as archive:
        db = archive.db
        db.execute("insert into portals (id, name, url) values (1, 'example', 'https://example.org/')")
        db.execute("drop trigger articles_ai")
        add(db, 2, _FIRST)
        timed(db, _FIRST, f"{_FIRST:,} articles")
        hold(db, _FIRST + 2, options.articles)
        # The number of a story decides which others it is a copy of: one in twenty, of those that are added here.
        add(db, options.articles + 20, _MORE)
        timed(db, _MORE, f"{_MORE:,} more on top of {options.articles:,}")
        clusters = db.execute("select count(*) from clusters").fetchone()[0]
        size = (Path(folder) / "archive.db").stat().st_size / options.articles
        sys.stdout.write(f"{clusters:,} clusters; {size:,.0f} bytes an article, without its text\n")


if __name__ == "__main__":
    main()
