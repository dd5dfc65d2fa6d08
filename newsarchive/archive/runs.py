"""What a run did: counted while it goes, so that a killed one leaves its counts too."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import orjson

from newsarchive.archive.rows import insert, update
from newsarchive.items import Article

FIELDS = (
    "headline", "authors", "lead", "published", "modified", "body", "section", "tags", "language", "image", "faqs",
    "comments", "related_links",
)  # fmt: skip
"""Fields whose coverage is counted: how many of the articles that a run read have them."""

_JSON = ("outcomes", "slowest", "alarms")


@dataclass(slots=True)
class Tally:
    """Counts of one run so far."""

    outcomes: Counter[str] = field(default_factory=Counter)
    """Visits of article pages by state."""

    articles: Counter[str] = field(default_factory=Counter)
    """new, changed, same."""

    filled: Counter[str] = field(default_factory=Counter)
    """Articles that have a field."""

    read: Counter[str] = field(default_factory=Counter)
    """Articles that could have it: of comments those that declare some, of text those that ask for no password."""

    changed: bool = False

    def add(self, kind: str, state: str, outcome: str, article: Article | None) -> None:
        """Count one visit."""
        self.changed = True
        if kind == "article":
            self.outcomes[state] += 1
            self.articles[outcome if outcome != "none" else "same" if state == "unchanged" else "none"] += 1
        if article is not None and outcome in ("new", "changed", "same"):
            asked = [name for name in FIELDS if _may_have(article, name)]
            self.read.update(asked)
            self.filled.update(name for name in asked if getattr(article, name))

    def write(self, db: sqlite3.Connection, run_id: int) -> None:
        """Write the counts to the run's row and its fields."""
        row = {name: self.articles[name] for name in ("new", "changed", "same")}
        failed = self.outcomes["failed"] + self.outcomes["quarantined"]
        update(db, "runs", run_id, row | {"failed": failed, "outcomes": orjson.dumps(dict(self.outcomes)).decode()})
        if self.read:
            sql = "insert or replace into run_fields(run_id, field, articles, filled) values (?, ?, ?, ?)"
            db.executemany(sql, [(run_id, name, self.read[name], self.filled[name]) for name in FIELDS])
        self.changed = False


def _may_have(article: Article, field_: str) -> bool:
    if field_ == "comments":
        return bool(article.comments_claimed or article.comments)
    return field_ != "body" or article.access != "protected"


def start(db: sqlite3.Connection, portal_id: int, started_at: str, reason: str) -> int:
    """Add a run and return its id. Until it ends, `reason` says why it began."""
    return insert(db, "runs", {"portal_id": portal_id, "started_at": started_at, "reason": reason})


def finish(db: sqlite3.Connection, run_id: int, row: dict[str, Any]) -> None:
    """Write how the run ended; dicts and lists are kept as JSON."""
    told = {
        key: orjson.dumps(value).decode() if key in _JSON and value is not None else value for key, value in row.items()
    }
    update(db, "runs", run_id, told)
