"""The corpora of the test bed, and our extractor run on them."""

from __future__ import annotations

import gzip
import importlib.util
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from newsarchive.extract import as_plain
from newsarchive.extract.article import DEFAULT_FETCHED_AT
from tests.testbed import TESTBED

SETS = ("scrapinghub", "fundus", "htmldate", "trafilatura", "comments", "faq")
"""The sets that the scorer can score; `fundus-eval` needs packages that no index carries."""


@dataclass(frozen=True, slots=True)
class CorpusPage:
    """One page of a set."""

    id: str
    url: str
    html: bytes
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the scorer's table."""

    field: str
    n: int
    values: dict[str, float]


def pages(name: str, every: int = 1) -> Iterator[CorpusPage]:
    """Yield the pages of a set, every Nth of them."""
    folder = TESTBED / "corpus" / name
    lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines[::every]:
        row = json.loads(line)
        data = (folder / row["path"]).read_bytes()
        html = gzip.decompress(data) if row["path"].endswith(".gz") else data
        yield CorpusPage(row["id"], row["url"], html, _fetched_at(row.get("crawl_date")))


def _fetched_at(text: str | None) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else DEFAULT_FETCHED_AT


def outputs(found: Iterable[CorpusPage]) -> dict[str, dict[str, Any]]:
    """Return what the extractor makes of the pages, by id, in the scorer's contract."""
    return {page.id: {"id": page.id, **as_plain(page.html, page.url, fetched_at=page.fetched_at)} for page in found}


def score(name: str, found: dict[str, dict[str, Any]]) -> tuple[list[Row], dict[str, dict[str, float]]]:
    """Return the scorer's table for a set, and the score of each page by field."""
    scorer = _scorer()
    golds = scorer.load(TESTBED / "corpus" / name / "gold.jsonl")
    for gold in golds:
        if gold.get("published") and not _is_day(gold["published"]):
            del gold["published"]  # two gold rows name a month 25 or 29, on which the scorer ends
    rows, by_page = scorer.score(golds, found)
    table = [Row(row.pop("field"), row.pop("n"), row) for row in rows]
    return table, cast("dict[str, dict[str, float]]", by_page)


def _is_day(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", Path(TESTBED) / "score" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(TESTBED / "score" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
