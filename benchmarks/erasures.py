"""python -m benchmarks.erasures [--count 100] [--folder DIR]

Crawl the sample portal three times, publish a snapshot, and take down so many targets one after another: comments,
commenters and bylines, articles, at last the whole domain, each followed by a new snapshot and a search for its bytes
in every file. Before the domain goes, the portal is crawled again while it still prints all of it. Ends with 1 where a
byte is left. Takes five minutes, twelve on a busy machine.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from newsarchive.archive.store import open_archive
from newsarchive.archive.verify import verify
from newsarchive.captures.needles import Needles
from newsarchive.erasure.erase import erase
from newsarchive.erasure.search import still_holding
from newsarchive.erasure.targets import Target
from newsarchive.publish.snapshot import publish
from newsarchive.sample_portal.server import running_portal

DAYS = (0, 3, 6)
SHARES = {"comment": 0.45, "author": 0.40, "url": 0.14}
"""Kinds of targets; the last erasure is that of the domain."""

_LISTS = {
    "comment": "select source_id from comments where kind = 'comment' and source_id is not null and author is not null "
    "and length(text) > 23 and text not like '%[erased]%' group by text having count(*) = 1 order by source_id",
    "author": "select name from (select author as name from comments where kind = 'comment' and author is not null "
    "union select name from authors) where length(name) > 3 and name not like '%[erased]%' order by name",
    "url": "select url from articles order by public_id",
}


def crawl(archive: Path, base: str, day: int) -> None:
    """Crawl the sample portal as it is on a day of its script."""
    urllib.request.urlopen(urllib.request.Request(f"{base}/_clock?day={day}", method="POST")).close()
    command = [sys.executable, "-m", "newsarchive", "crawl", "bbn", "-a", f"url={base}/", "-s", f"ARCHIVE={archive}"]
    quiet = ["-s", "DOWNLOAD_DELAY=0", "-s", "REVISIT_ALL=1"]
    subprocess.run([*command, *quiet], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def next_target(archive: Path, kind: str, number: int) -> Target | None:
    """Return a target of the kind that the archive holds now; None where it holds none any more."""
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        values = [row[0] for row in db.execute(_LISTS[kind])]
    return Target(kind, values[number * 7 % len(values)], "bbn" if kind == "comment" else None) if values else None  # type: ignore[arg-type]


def take_down(archive: Path, site: Path, target: Target) -> tuple[Needles, int]:
    """Take a target down, publish again, and return what to look for and how many files still hold it."""
    now = datetime.now(UTC)
    with open_archive(archive, write=True, now=now) as held:
        done = erase(held, target, reason="benchmark", at=now)
    publish(archive, site, profile="full")
    return done.needles, len(still_holding([archive, site], done.needles))


def run(folder: Path, count: int) -> bool:
    """Run the erasures and tell whether nothing is left."""
    archive, site = folder / "archive", folder / "site"
    left, gone, times = 0, list[tuple[str, Needles]](), list[float]()
    with running_portal() as base:
        for day in DAYS:
            crawl(archive, base, day)
        publish(archive, site, profile="full")
        plan = [kind for kind, share in SHARES.items() for _ in range(round(count * share))][: count - 1]
        for number, kind in enumerate(plan):
            if target := next_target(archive, kind, number):
                start = time.perf_counter()
                needles, holding = take_down(archive, site, target)
                times.append(time.perf_counter() - start)
                left += holding
                gone.append((kind, needles))
        crawl(archive, base, DAYS[-1])
        publish(archive, site, profile="full")
        for kind in SHARES:
            back = [needles for one, needles in gone if one == kind and still_holding([archive, site], needles)]
            print(f"after a later crawl: {len(back)} of {sum(one == kind for one, _ in gone)} ({kind}) stand in a file")
            left += len(back) if kind != "url" else 0  # a link to an erased page is no part of it
        needles, holding = take_down(archive, site, Target("domain", base))
    left += holding + sum(bool(still_holding([archive, site], one)) for _, one in [*gone, ("domain", needles)])
    faults = list(verify(archive))
    print(f"{len(times) + 1} erasures, {sum(times) / len(times):.2f} s each, {left} left, {len(faults)} faults")
    return left == 0 and not faults and len(times) + 1 == count


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="erasures-"))
    try:
        return 0 if run(folder, options.count) else 1
    finally:
        if not options.folder:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
