"""Hold an archive against a portal's truth: one line a difference, then a summary as JSON.

    python -m tests.portals.compare --archive ARCHIVE --truth truth.jsonl

The truth is what the portal's own database holds, one published article a line. Exit status 0: nothing differs.
"""

import argparse
import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tests.portals.folding import fold, fold_markdown, without_faq

HIDDEN = "HIDDENMARK"
"""Stands in every draft, scheduled, private, held, spam and removed text of the portals: no archive may hold it."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that the archive holds otherwise than the portal."""

    url: str
    field: str
    wanted: object
    got: object

    def __str__(self) -> str:
        wanted, got = _from_first_difference(str(self.wanted), str(self.got))
        return f"{self.field}: {self.url}: wanted {wanted!r}, got {got!r}"


def _from_first_difference(wanted: str, got: str, width: int = 120) -> tuple[str, str]:
    same = next(
        (n for n, (one, other) in enumerate(zip(wanted, got, strict=False)) if one != other), min(len(wanted), len(got))
    )
    start = max(0, same - 30)
    return wanted[start : start + width], got[start : start + width]


def read_truth(path: Path) -> list[Row]:
    """Return the rows of a truth file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def compare(db: sqlite3.Connection, truth: Sequence[Row]) -> Iterator[Difference]:
    """Yield every value of the archive that differs from the truth.

    An article that the portal has taken down since may stay in the archive with status `gone` or `moved`.
    """
    archived: dict[str, list[Row]] = {}
    for row in _rows(db, "select * from articles order by id"):
        archived.setdefault(key(row["url"]), []).append(row)
    for wanted in truth:
        found = archived.pop(key(wanted["url"]), [])
        if len(found) == 1:
            yield from _article(db, wanted, found[0])
        else:
            yield Difference(wanted["url"], "article", "once", f"{len(found)} times")
    for row in (row for rows in archived.values() for row in rows):
        if row["status"] not in ("gone", "moved"):
            yield Difference(row["url"], "article", "none", f"{row['status']}: {row['headline']}")
    yield from hidden(db)


def _article(db: sqlite3.Connection, wanted: Row, got: Row) -> Iterator[Difference]:
    protected = bool(wanted.get("protected"))
    body = None if wanted["text"] is None else without_faq(wanted["text"], wanted["faq"])
    pairs: list[tuple[str, object, object]] = [
        ("headline", fold(wanted["title"]), fold(got["headline"])),
        ("byline", fold(unescape(wanted["author"])), fold(got["byline"])),  # WordPress stores display names escaped
        ("published_at", _instant(wanted["published"]), _instant(got["published_at"])),
        ("modified_at", _instant(wanted["modified"]), _instant(got["modified_at"])),
        ("body", fold(body), fold(got["body"])),
        ("status", "protected" if protected else "live", got["status"]),
    ]
    for field, one, other in pairs:
        if one != other:
            yield Difference(wanted["url"], field, one, other)
    yield from _faqs(db, wanted, got["id"])
    yield from _comments(db, wanted, got["id"])


def _faqs(db: sqlite3.Connection, wanted: Row, article_id: int) -> Iterator[Difference]:
    want = [(fold(pair["q"]), fold(pair["a"])) for pair in wanted["faq"]]
    rows = _rows(db, "select question, answer from faqs where article_id = ? order by position", article_id)
    got = [(fold(row["question"]), fold(row["answer"])) for row in rows]
    if len(want) != len(got):
        yield Difference(wanted["url"], "faqs", [question for question, _ in want], [question for question, _ in got])
        return
    for one, other in zip(want, got, strict=True):
        if one != other:
            yield Difference(wanted["url"], "faq", one, other)


def _comments(db: sqlite3.Connection, wanted: Row, article_id: int) -> Iterator[Difference]:
    rows = _rows(db, "select * from comments where article_id = ? and missing_since is null order by id", article_id)
    doubled = [number for number, times in Counter(row["source_id"] for row in rows).items() if times > 1]
    if doubled:
        yield Difference(wanted["url"], "comments", "each once", f"several times: {doubled}")
    got = {str(row["source_id"]): row for row in rows}
    want = {str(comment["id"]): comment for comment in wanted["comments"]}
    if got.keys() != want.keys():
        lost, more = sorted(want.keys() - got.keys()), sorted(got.keys() - want.keys())
        yield Difference(wanted["url"], "comments", f"{len(want)}", f"{len(got)}, without {lost}, with {more}")
    for number in want.keys() & got.keys():
        for field, one, other in _comment(want[number], got[number]):
            unprinted = other is None and want[number].get("type") == "pingback" and field in ("published_at", "text")
            if one != other and not unprinted:
                yield Difference(f"{wanted['url']}#comment-{number}", f"comment {field}", one, other)


def _comment(wanted: Row, got: Row) -> Iterator[tuple[str, object, object]]:
    """Yield the fields to compare; of a pingback the classic themes print neither text nor time, and REST hides it."""
    yield "parent", wanted["parent"] and str(wanted["parent"]), got["parent_source_id"] or None
    yield "author", fold(wanted["author"]), fold(got["author"])
    yield "published_at", _instant(wanted["date_gmt"]), _instant(got["published_at"])
    yield "kind", wanted.get("type", "comment"), got["kind"]
    if "text" in wanted:
        yield "text", fold(wanted["text"]), fold(got["text"])
    else:
        yield "text", fold_markdown(wanted["text_markdown"]), fold_markdown(got["text"])


def hidden(db: sqlite3.Connection) -> Iterator[Difference]:
    """Yield every row of every table that holds a text which the portal shows to nobody."""
    tables = "select name from sqlite_master where type = 'table' and sql not like 'create virtual%' order by name"
    for (table,) in db.execute(tables).fetchall():
        for row in _rows(db, f'select * from "{table}"'):
            for column, value in row.items():
                if HIDDEN.encode() in (value if isinstance(value, bytes) else str(value).encode()):
                    yield Difference(f"{table}.{column}", "hidden text", "nothing", str(value))


def counts(db: sqlite3.Connection) -> dict[str, int]:
    """Return the number of articles, comments and revisions: what a crawl of an unchanged portal leaves as it was."""
    return {
        table: int(db.execute(f"select count(*) from {table}").fetchone()[0])
        for table in ("articles", "comments", "revisions", "faqs", "related_links")
    }


def open_readonly(archive: Path) -> sqlite3.Connection:
    """Return a connection to the archive's database that cannot write."""
    return sqlite3.connect(f"file:{archive / 'archive.db'}?mode=ro", uri=True)


def _rows(db: sqlite3.Connection, sql: str, *values: object) -> list[Row]:
    cursor = db.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def key(url: str) -> str:
    """Return what is equal for the spellings of one address."""
    return unquote(url).rstrip("/")


def _instant(text: str | None) -> datetime | str | None:
    """Return the moment, aware; the text itself where it is a day or has no zone, since that equals no moment."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return text
    return moment if moment.tzinfo else text


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare as the command line says; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--truth", type=Path, required=True)
    options = parser.parse_args(arguments)
    with closing(open_readonly(options.archive)) as db:
        differences = list(compare(db, read_truth(options.truth)))
        summary = counts(db) | {"differences": dict(Counter(difference.field for difference in differences))}
    for difference in differences:
        sys.stdout.write(f"{difference}\n")
    sys.stdout.write(json.dumps(summary) + "\n")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
