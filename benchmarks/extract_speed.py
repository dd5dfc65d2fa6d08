"""python -m benchmarks.extract_speed [--every N] [--passes N] [--pages N]

CPU time of extraction (all fields), lxml's parse and, where it is installed, trafilatura (fast) on the same pages
in one run. For each page every contestant runs in turn, so a busy machine slows all alike; the best pass counts.
`--pages N` also prints the N pages on which extraction costs the most beyond the goal.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import lxml.etree
import lxml.html

from benchmarks.corpus import CorpusPage, pages
from newsarchive.extract import extract

SETS = ("fundus", "scrapinghub", "htmldate", "comments")
REFERENCE = "lxml.html.fromstring"
OURS = "newsarchive.extract, all fields"
GOAL = 2.5
"""What extraction may cost, in parses of the same page."""

Contestant = Callable[[CorpusPage, str], Any]


def contestants() -> dict[str, Contestant]:
    """Return what is timed, by name."""
    found: dict[str, Contestant] = {
        REFERENCE: _parse,
        OURS: lambda page, _: extract(page.html, page.url, fetched_at=page.fetched_at),
    }
    try:
        trafilatura = importlib.import_module("trafilatura")
    except ImportError:
        return found
    found["trafilatura, fast"] = lambda page, text: trafilatura.bare_extraction(
        text, url=page.url, fast=True, with_metadata=True, include_comments=False
    )
    return found


def _parse(_: CorpusPage, text: str) -> Any:
    try:
        return lxml.html.fromstring(text)
    except (lxml.etree.ParserError, ValueError):
        return None


def best_of(run: Contestant, page: CorpusPage, text: str, passes: int) -> float:
    """Return the least CPU seconds of the passes."""
    least = float("inf")
    for _ in range(passes):
        start = time.process_time()
        run(page, text)
        least = min(least, time.process_time() - start)
    return least


def main(arguments: list[str] | None = None) -> None:
    """Print the table; see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, help="take every Nth page of a set")
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--pages", type=int, default=0, metavar="N", help="print the N pages furthest from the goal")
    asked = parser.parse_args(arguments)
    found = [page for name in SETS for page in pages(name, asked.every)]
    runs = contestants()
    times: dict[str, list[float]] = {name: [] for name in runs}
    for page in found:
        text = page.html.decode("utf-8", "replace")
        for name, run in runs.items():
            times[name].append(best_of(run, page, text, asked.passes))
    reference = sum(times[REFERENCE])
    size = sum(len(page.html) for page in found) / 1e6
    sys.stdout.write(f"{len(found)} pages, {size:.1f} MB, best of {asked.passes}\n")
    for name, values in times.items():
        mean = sum(values) / len(values) * 1e3
        row = f"{mean:8.2f} ms mean {median(values) * 1e3:8.2f} ms median {sum(values) / reference:6.2f} x lxml"
        sys.stdout.write(f"{name:34}{row}\n")
    rows = sorted(zip(times[REFERENCE], times[OURS], found, strict=True), key=lambda row: GOAL * row[0] - row[1])
    within = sum(ours <= GOAL * parse for parse, ours, _ in rows)
    sys.stdout.write(f"{within} of {len(rows)} pages within {GOAL} x lxml\n")
    for parse, ours, page in rows[: asked.pages]:
        sys.stdout.write(f"{parse * 1e3:8.2f} {ours * 1e3:8.2f} ms {ours / parse:6.2f} x  {page.url}\n")


if __name__ == "__main__":
    main()
