"""Many pages at once: a manifest of files in, a line of JSON a page out."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import orjson
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from newsarchive.crawl.workers import Unreadable, Workers
from newsarchive.errors import UsageMistake
from newsarchive.extract import extract
from newsarchive.extract.encoding import is_binary
from newsarchive.extract.plain import plain
from newsarchive.times import parse_moment

CPU_SECONDS_A_PAGE = 30
"""After which a page is given up; the slowest of 816 real pages takes less than one."""

_AHEAD = 4
"""Pages for each process that are read, or wait for it, before the first of them is written."""

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
    return asyncio.run(_write_all(tasks, out, jobs))


async def _write_all(tasks: list[Task], out: IO[bytes], jobs: int) -> int:
    failed = 0
    workers = Workers(jobs, CPU_SECONDS_A_PAGE, memory_mb=None)
    try:
        with _progress() as progress:
            shown = progress.add_task("pages", total=len(tasks))
            async for task, line in _lines(tasks, workers, _AHEAD * jobs):
                failed += line.startswith(_error_start(task))
                out.write(line)
                progress.advance(shown)
    finally:
        workers.stop()
    return failed


async def _lines(tasks: list[Task], workers: Workers, ahead: int) -> AsyncIterator[tuple[Task, bytes]]:
    """Yield each page with its line, in order, while the pages behind it are read."""
    reading: deque[tuple[Task, asyncio.Task[bytes]]] = deque()
    try:
        for task in tasks:
            reading.append((task, asyncio.create_task(_line(task, workers))))
            if len(reading) == ahead:
                first, line = reading.popleft()
                yield first, await line
        while reading:
            last, line = reading.popleft()
            yield last, await line
    finally:  # where one could not be read for want of workers, the others cannot either: their failures are not told
        for _, line in reading:
            line.cancel()


async def _line(task: Task, workers: Workers) -> bytes:
    try:
        return await workers.run(_read_task, task)
    except Unreadable as error:
        return _failure(task, str(error))


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
