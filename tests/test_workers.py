"""A page that takes too much of anything ends its worker, and nothing else."""

import asyncio
import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from multiprocessing import forkserver
from pathlib import Path

import pytest

from newsarchive.crawl import reading
from newsarchive.crawl import workers as module
from newsarchive.crawl.reading import Served
from newsarchive.crawl.visiting import read_article
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


def end_once(mark: Path, end: Callable[[], object]) -> str:
    """End the process, the first time."""
    if not mark.exists():
        mark.touch()
        end()
    return "done"


def fail() -> None:
    """End the process as an error of its own does."""
    os._exit(errno.ENOMEM)


def terminate() -> None:
    """End the process as one of a service that is stopped."""
    os.kill(os.getpid(), signal.SIGTERM)
    signal.pause()


def describe() -> tuple[int, set[str]]:
    """Return the process's id, and the sockets that it has open."""
    open_files = [str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    return os.getpid(), {name for name in open_files if name.startswith("socket:")}


def interrupt() -> str:
    """Answer in spite of Ctrl-C, which reaches all processes of a terminal."""
    os.kill(os.getpid(), signal.SIGINT)
    return "done"


def stumble() -> None:
    """Raise what a page may make a reader raise."""
    raise RecursionError("too deep")


@pytest.fixture(autouse=True, scope="module")
def preloaded() -> Iterator[None]:
    """Let a worker find this module, which it had to import, and pytest with it, for each of what it does here."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "_PRELOADED", [*module._PRELOADED, __name__])
        forkserver._forkserver._stop()  # type: ignore[attr-defined]
        yield
        forkserver._forkserver._stop()  # type: ignore[attr-defined]


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
    while not workers._idle[0].has_ended:
        await asyncio.sleep(0.02)
    assert await asyncio.gather(*(workers.run(spin, 0.01) for _ in range(4))) == ["done"] * 4


@pytest.mark.parametrize("end", [fail, terminate])
async def test_a_worker_that_ends_by_no_fault_of_its_page_costs_no_page(
    workers: Workers, tmp_path: Path, end: Callable[[], object]
) -> None:
    assert await workers.run(end_once, tmp_path / "mark", end) == "done"


async def test_a_page_that_two_workers_do_not_survive_is_given_up_with_the_reason(workers: Workers) -> None:
    with pytest.raises(Harmful, match=f"its reader ended with {errno.ENOMEM}"):
        await workers.run(fail)


async def test_a_page_is_not_to_blame_where_its_workers_are_told_to_end(workers: Workers) -> None:
    with pytest.raises(Unreadable, match="its reader was told to end") as given_up:
        await workers.run(terminate)
    assert given_up.value.state == "failed"


async def test_a_worker_that_does_nothing_is_ended_too(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await workers.run(nap, 0.01) == "rested"
    with monkeypatch.context() as patched:
        patched.setattr(workers, "_wall_seconds", 0.1)
        with pytest.raises(Harmful, match=r"more than 0\.1 s"):
            await workers.run(nap, 30.0)
    assert await workers.run(nap, 0.01) == "rested"


async def test_a_page_that_nobody_waits_for_any_more_leaves_no_answer_to_the_next(workers: Workers) -> None:
    left = asyncio.create_task(workers.run(nap, 0.5))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(left, 0.2)
    assert await workers.run(spin, 0.01) == "done"


async def test_a_worker_is_replaced_after_so_many_pages(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TASKS_A_WORKER", 2)
    ids = [(await workers.run(describe))[0] for _ in range(5)]
    assert (ids[0], ids[2]) == (ids[1], ids[3])
    assert len(set(ids)) == 3


async def test_a_worker_has_no_socket_but_its_own_and_is_deaf_to_ctrl_c() -> None:
    workers = Workers(count=2, cpu_seconds=1, memory_mb=192)
    first, second = await asyncio.gather(workers.run(describe), workers.run(describe))
    assert await workers.run(interrupt) == "done"
    workers.stop()
    assert first[0] != second[0]
    assert (len(first[1]), len(second[1]), len(first[1] | second[1])) == (1, 1, 2)


async def test_what_is_read_when_the_crawl_ends_is_given_up(workers: Workers) -> None:
    assert await workers.run(nap, 0.01) == "rested"
    reading_ = asyncio.create_task(workers.run(nap, 30.0))
    await asyncio.sleep(0)  # now a worker has it
    workers.stop()
    with pytest.raises(asyncio.CancelledError):
        await reading_
    with pytest.raises(asyncio.CancelledError):
        await workers.run(spin, 0.01)


@pytest.mark.timeout(20)
async def test_a_worker_is_ended_also_where_the_process_that_forked_it_has_died() -> None:
    workers = Workers(count=1, cpu_seconds=5, memory_mb=192)
    assert await workers.run(nap, 0.01) == "rested"
    reading_ = asyncio.create_task(workers.run(nap, 30.0))
    await asyncio.sleep(0)  # now a worker has it
    pid = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    others = Workers(count=1, cpu_seconds=1, memory_mb=192)
    assert await others.run(nap, 0.01) == "rested"  # a new one forks
    others.stop()
    workers.stop()
    with pytest.raises(asyncio.CancelledError):
        await reading_


@pytest.fixture(scope="module")
def killed() -> subprocess.CompletedProcess[str]:
    """A process that prints what modules its worker has, asked for nothing yet, and ends at once."""
    program = (
        "import asyncio, os, signal\n"
        "from newsarchive.crawl.workers import Workers\n"
        "names = 'list(__import__(\"sys\").modules)'\n"
        "print(*asyncio.run(Workers(1, 1, 192).run(eval, names)), flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parent.parent, timeout=60)


@pytest.mark.parametrize("name", ["newsarchive.extract.article", "newsarchive.cli"])
def test_a_worker_need_not_import_what_all_need(killed: subprocess.CompletedProcess[str], name: str) -> None:
    assert name in killed.stdout.split()


def test_workers_end_with_a_crawl_that_is_killed(killed: subprocess.CompletedProcess[str]) -> None:
    """They hold its standard error: what reads that to its end has seen the end of them all."""
    assert (killed.returncode, killed.stderr) == (-signal.SIGKILL, "")


async def test_a_page_is_not_to_blame_where_no_worker_can_begin() -> None:
    workers = Workers(count=1, cpu_seconds=1, memory_mb=10**20)  # more than can be said: its first step fails
    with pytest.raises(NewsarchiveError, match="end before they begin"):
        await workers.run(spin, 0.01)
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


async def test_of_a_page_whose_beginning_takes_too_much_as_well_less_is_read() -> None:
    workers = Workers(count=1, cpu_seconds=5, memory_mb=40)
    tags = (b"<i " + b" ".join(b"a%d=1" % number for number in range(400)) + b">x</i>") * 600
    served = Served("https://n.example/a/", article("dense") + tags, AT)
    with pytest.raises(Harmful, match="more memory"):
        await workers.run(reading.beginning, served)
    found = await read_article(workers, served, None, None)
    workers.stop()
    (flag,) = found.article.flags
    assert (found.article.headline, flag.name) == ("Story dense", "truncated")
    assert flag.evidence and "the first 24" in flag.evidence


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


@pytest.mark.parametrize("blank", [b"\r\n \t" * 2_000, b"\n" * 70_000, b"\0" * 3_000])
def test_a_page_may_begin_with_thousands_of_empty_lines(blank: bytes) -> None:
    found = reading.page(Served("https://n.example/a/", blank + article("late"), AT))
    assert (found.is_article, found.article.headline) == (True, "Story late")
    assert reading.page(Served("https://n.example/a/", blank + b'{"html": "<p>It says so."}', AT)).reason == "no HTML"


def test_the_beginning_of_a_page_is_an_article_with_a_flag() -> None:
    filling = b"<i>filling</i>" * 100_000
    found = reading.beginning(Served("https://n.example/a/", article("long") + filling, AT))
    assert (found.is_article, found.article.headline) == (True, "Story long")
    assert [flag.evidence for flag in found.article.flags if flag.name == "truncated"] == [
        f"the whole page took too much time or memory: the first 999998 bytes of {len(article('long') + filling)}"
    ]
