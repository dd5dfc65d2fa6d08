"""A page that takes too much of anything ends its worker, and nothing else."""

import asyncio
import errno
import gc
import os
import resource
import signal
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

from newsarchive.crawl import reading
from newsarchive.crawl import workers as module
from newsarchive.crawl.reading import Served
from newsarchive.crawl.workers import Harmful, Unreadable, Workers
from newsarchive.errors import NewsarchiveError
from tests.odd_site import article

AT = datetime(2024, 5, 2, tzinfo=UTC)


def spin(seconds: float) -> str:
    """Take CPU time."""
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass
    return "done"


def nap(seconds: float) -> str:
    """Take time, and nothing else."""
    time.sleep(seconds)
    return "rested"


def hoard(megabytes: int) -> int:
    """Take memory."""
    return len(b"x" * (megabytes * 1024 * 1024))


def end_soon() -> str:
    """Answer, and have the kernel end the process afterwards."""
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    return "done"


def end_once(mark: Path) -> str:
    """End the process as an error of its pipe does, the first time."""
    if not mark.exists():
        mark.touch()
        os._exit(errno.ENOSPC)
    return "done"


def end_late() -> None:
    """End the process a moment after it has begun."""
    time.sleep(0.5)
    os._exit(errno.ENOSPC)


def stumble() -> None:
    """Raise what a page may make a reader raise."""
    raise RecursionError("too deep")


@pytest.fixture
async def workers() -> AsyncIterator[Workers]:
    made = Workers(count=1, cpu_seconds=1, memory_mb=192)
    yield made
    made.stop()


async def test_a_worker_answers_and_survives_what_it_cannot_read(workers: Workers) -> None:
    assert await workers.run(hoard, 16) == 16 * 1024 * 1024
    with pytest.raises(Unreadable, match="RecursionError: too deep"):
        await workers.run(stumble)
    with pytest.raises(Harmful, match="more memory"):
        await workers.run(hoard, 1_024)
    assert await workers.run(spin, 0.01) == "done"


async def test_a_worker_that_takes_too_long_is_ended_and_replaced(workers: Workers) -> None:
    with pytest.raises(Harmful, match="1 s of CPU"):
        await workers.run(spin, 30.0)
    assert await workers.run(spin, 0.01) == "done"


async def test_a_worker_that_ends_between_two_pages_costs_neither(workers: Workers) -> None:
    assert await workers.run(end_soon) == "done"
    while workers._pool.active:
        await asyncio.sleep(0.02)
    assert await asyncio.gather(*(workers.run(spin, 0.01) for _ in range(4))) == ["done"] * 4


async def test_a_worker_that_fails_by_itself_costs_no_page(workers: Workers, tmp_path: Path) -> None:
    assert await workers.run(end_once, tmp_path / "mark") == "done"


async def test_what_becomes_of_a_page_that_nobody_waits_for_any_more_is_not_printed(workers: Workers) -> None:
    said: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: said.append(context))
    left = asyncio.create_task(workers.run(end_late))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(left, 0.2)
    assert await workers.run(nap, 1.0) == "rested"
    gc.collect()
    assert said == []


async def test_a_page_that_no_reader_answers_for_is_read_once_more(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await workers.run(spin, 0.01) == "done"
    other = asyncio.create_task(workers.run(nap, 1.0))
    await asyncio.sleep(0.05)
    monkeypatch.setattr(module, "_WAIT_FACTOR", 0.7)
    assert await workers.run(spin, 0.01) == "done"
    assert await other == "rested"


async def test_a_page_that_no_reader_answers_for_twice_is_given_up_with_the_reason(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = asyncio.create_task(workers.run(nap, 30.0))
    await asyncio.sleep(0.05)
    monkeypatch.setattr(module, "_WAIT_FACTOR", 0.1)
    with pytest.raises(Harmful, match="no reader had an answer"):
        await workers.run(spin, 0.01)
    other.cancel()


async def test_a_page_is_not_to_blame_where_no_worker_can_begin() -> None:
    workers = Workers(count=1, cpu_seconds=1, memory_mb=cast("int", None))  # its first step fails
    with pytest.raises(NewsarchiveError, match="end before they begin"):
        await workers.run(spin, 0.01)
    workers.stop()


def test_where_no_lock_can_be_made_one_line_says_so() -> None:
    """As where /dev/shm cannot be written: a lock is a file there, and here no more files can be opened."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    workers = Workers(count=1, cpu_seconds=1, memory_mb=192)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, before[1]))
    try:
        with pytest.raises(NewsarchiveError, match="/dev/shm, where none can be made: Too many open files"):
            workers._context.RLock()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
        workers.stop()


async def test_a_page_is_unpacked_and_read_in_a_worker(workers: Workers) -> None:
    with pytest.raises(Unreadable, match="gzip cut short"):
        await workers.run(reading.page, Served("https://n.example/a/", b"\x1f\x8b\x08\0\0\0\0\0", AT, "gzip"))


async def test_a_page_whose_tree_takes_too_much_memory_is_harmful_and_no_empty_page(
    capfd: pytest.CaptureFixture[str],
) -> None:
    workers = Workers(count=1, cpu_seconds=5, memory_mb=40)
    tags = (b"<i " + b" ".join(b"a%d=1" % number for number in range(400)) + b">x</i>") * 600
    served = Served("https://n.example/a/", article("full") + b"<p>" + b"word " * 200_000 + tags, AT)
    with pytest.raises(Harmful, match="more memory"):
        await workers.run(reading.page, served)
    found = await workers.run(reading.beginning, served)
    workers.stop()
    assert (found.article.headline, capfd.readouterr().err) == ("Story full", "")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 <x>", "no HTML"),
        (b"PK\x03\x04a.html<p>", "no HTML"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "no HTML"),
        (b'{"html": "<h1>Story</h1><p>It says so."}', "no HTML"),
        (b'[{"rendered": "<p>It says so."}]', "no HTML"),
    ],
)
def test_bytes_without_markup_are_no_page(body: bytes, reason: str) -> None:
    found = reading.page(Served("https://n.example/a/", body, AT))
    assert (found.is_article, found.reason) == (False, reason)


def test_the_beginning_of_a_page_is_an_article_with_a_flag() -> None:
    comments = b'<li class="comment" id="comment-1"><cite class="fn">Ann</cite><p>Fine.</p></li>' * 20_000
    found = reading.beginning(Served("https://n.example/a/", article("long") + comments, AT))
    assert (found.is_article, found.article.headline) == (True, "Story long")
    assert [flag.evidence for flag in found.article.flags if flag.name == "truncated"] == [
        f"the whole page took too much time or memory: the first 999991 bytes of {len(article('long') + comments)}"
    ]
