"""python -m benchmarks.similar [--articles N]

CPU time of near-duplicate detection on an archive of N invented articles of 300 words, of which one in twenty is a
lightly edited copy: all of them in one pass, then 1,000 more on top, with the size that it adds to the archive.
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
from newsarchive.archive.migrations import migrate
from newsarchive.archive.opening import CACHE_KIB

_WORDS = [f"{a}{b}{c}" for a in "bdfklmnprstv" for b in ("a", "ei", "o", "u") for c in ("ren", "sk", "lto", "m", "ndi")]
_MORE = 1_000
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


def main() -> None:
    """Measure and write to standard output."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=50_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "archive.db"
        db = Database(file)
        db.execute(f"pragma cache_size = -{CACHE_KIB}")
        migrate(db)
        db.execute("insert into portals (id, name, url) values (1, 'example', 'https://example.org/')")
        db.execute("drop trigger articles_ai")
        add(db, 2, options.articles)
        before = file.stat().st_size
        timed(db, options.articles, f"{options.articles:,} articles")
        add(db, options.articles + 2, _MORE)
        timed(db, _MORE, f"{_MORE:,} more")
        clusters = db.execute("select count(*) from clusters").fetchone()[0]
        size = (file.stat().st_size - before) / options.articles
        sys.stdout.write(f"{clusters:,} clusters; at most {size:,.0f} bytes an article\n")
        db.close()


if __name__ == "__main__":
    main()
