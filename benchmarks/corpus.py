"""The corpora of the test bed, and our extractor run on them."""

from __future__ import annotations

import gzip
import importlib.util
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import md5
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from newsarchive.extract import as_plain
from newsarchive.extract.article import DEFAULT_FETCHED_AT
from tests.testbed import TESTBED

SETS = ("scrapinghub", "fundus", "htmldate", "trafilatura", "comments", "faq")
"""The sets that the scorer can score; `fundus-eval` needs packages that no index carries."""


_SCRIPT = re.compile(rb"(<script\b.*?</script\s*>|<style\b.*?</style\s*>)|.+?(?=<script\b|<style\b|\Z)", re.I | re.S)
"""A script or style, whose words are no class names, or what stands before the next one."""
_CLASS = re.compile(rb"""(?<=[\s"'])class\s*=\s*(["'])([^"'<>]*)\1""", re.I)


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


def unnamed(page: CorpusPage) -> CorpusPage:
    """Return the page with each class name replaced by a hash, as portals made of CSS modules print them: what is found
    then is found by structure, data and words alone."""
    return replace(page, html=_SCRIPT.sub(lambda found: found[0] if found[1] else _hashed(found[0]), page.html))


def _hashed(markup: bytes) -> bytes:
    return _CLASS.sub(lambda found: b"class=" + found[1] + _digests(found[2]) + found[1], markup)


def _digests(names: bytes) -> bytes:
    return b" ".join(b"x" + md5(name).hexdigest()[:6].encode() for name in names.split())


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
