"""Many pages at once: a manifest of files in, a line of JSON a page out."""

from __future__ import annotations

import gzip
import multiprocessing
import zlib
from collections.abc import Iterator
from concurrent.futures import TimeoutError as Overdue
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import click
import orjson
from pebble import ProcessExpired, ProcessPool
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from newsarchive.errors import UsageMistake
from newsarchive.extract import extract
from newsarchive.extract.encoding import is_binary
from newsarchive.extract.plain import plain
from newsarchive.times import parse_moment

SECONDS_A_PAGE = 30.0
"""Wall clock after which a page is given up; the slowest of 816 real pages takes less than one."""

MAX_BYTES = 200_000_000
"""Bytes of one page, unpacked."""


@dataclass(frozen=True, slots=True)
class Task:
    """One page of the manifest."""

    id: str
    path: str
    url: str
    fetched_at: datetime


def read_manifest(path: Path, fetched_at: datetime) -> list[Task]:
    """Return the pages that a manifest lists, a JSON object a line with id, path and url.

    `path` is relative to the manifest's folder or absolute; a page's `crawl_date` comes before `fetched_at`.
    Raises UsageMistake with the number of the line that is wrong.
    """
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise UsageMistake(f"cannot read {path}: {error.strerror}") from error
    tasks = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = orjson.loads(line)
            tasks.append(_task(row, path.parent, fetched_at))
        except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
            raise UsageMistake(f"{path}, line {number}: wants a JSON object with id, path and url") from error
    return tasks


def _task(row: dict[str, Any], folder: Path, fetched_at: datetime) -> Task:
    crawled = parse_moment(str(row.get("crawl_date") or ""), fetched_at=datetime.max.replace(tzinfo=fetched_at.tzinfo))
    at = (
        crawled
        and not crawled.estimated
        and (crawled.utc or (crawled.local and crawled.local.replace(tzinfo=fetched_at.tzinfo)))
    )
    return Task(str(row["id"]), str(folder / row["path"]), str(row["url"]), at or fetched_at)


def write_all(tasks: list[Task], out: IO[bytes], jobs: int) -> int:
    """Write a line of JSON for each page, in order, and return the number of pages that failed.

    Pages are read in worker processes: one that fails, takes too long or kills its worker becomes a line with `error`.
    """
    failed = 0
    with ProcessPool(max_workers=jobs, context=multiprocessing.get_context("spawn")) as pool, _progress() as progress:
        shown = progress.add_task("pages", total=len(tasks))
        results = pool.map(_read_task, tasks, timeout=SECONDS_A_PAGE).result()
        for task, line in zip(tasks, _lines(tasks, results), strict=True):
            failed += line.startswith(_error_start(task))
            out.write(line)
            progress.advance(shown)
    return failed


def _lines(tasks: list[Task], results: Iterator[bytes]) -> Iterator[bytes]:
    for task in tasks:
        try:
            yield next(results)
        except Overdue:
            yield _failure(task, f"took more than {SECONDS_A_PAGE:g} s")
        except ProcessExpired as error:
            yield _failure(task, f"ended its worker process (code {error.exitcode})")


def _read_task(task: Task) -> bytes:
    """Return the page's line of JSON; the one place where any failure becomes a value."""
    try:
        html = read_page(Path(task.path))
        if why := no_page(html):
            return _failure(task, f"{task.path}: {why}")
        article = extract(html, task.url, fetched_at=task.fetched_at)
        return orjson.dumps({"id": task.id, **plain(article)}, option=orjson.OPT_APPEND_NEWLINE)
    except Exception as error:
        return _failure(task, f"{type(error).__name__}: {error}")


def read_page(path: Path) -> bytes:
    """Return a page's bytes; a file that begins as gzip does is unpacked, at most `MAX_BYTES`. Raises OSError."""
    data = path.read_bytes()
    if data[:2] != b"\x1f\x8b":
        return data[:MAX_BYTES]
    try:
        with gzip.open(path) as packed:
            return packed.read(MAX_BYTES)
    except (EOFError, zlib.error) as error:
        raise OSError(0, f"damaged gzip: {error}") from error


def no_page(html: bytes, encoding: str | None = None) -> str | None:
    """Return why bytes cannot be a page, None if they can; bytes in a named encoding may look binary."""
    if not html.strip():
        return "it is empty"
    return "it is binary data and no page" if encoding is None and is_binary(html) else None


def _error_start(task: Task) -> bytes:
    return orjson.dumps({"id": task.id, "error": ""})[:-2]


def _failure(task: Task, message: str) -> bytes:
    return orjson.dumps({"id": task.id, "error": message[:500]}, option=orjson.OPT_APPEND_NEWLINE)


def _progress() -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, disable=not console.is_terminal)


def report(tasks: list[Task], failed: int, output: Path) -> None:
    """Say on standard error what was written."""
    click.echo(f"{output}: {len(tasks):,} pages, {failed:,} failed", err=True)
