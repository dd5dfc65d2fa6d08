"""Processes that read pages, so that no page can stop or starve the crawl.

A worker that takes more than its seconds of CPU or its memory is ended; only the page it read is lost to it.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import resource
import signal
import sys
from collections.abc import Callable
from concurrent.futures import TimeoutError as FutureTimeout
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import ForkServerContext
from multiprocessing.synchronize import RLock
from typing import Any, ParamSpec, TypeVar

from pebble import ProcessExpired, ProcessPool

from newsarchive.captures.decoding import Undecodable
from newsarchive.crawl.memory import address_space, give_back, lend_large_blocks
from newsarchive.errors import NewsarchiveError

P = ParamSpec("P")
T = TypeVar("T")

TASKS_A_WORKER = 5_000
"""Pages after which a worker is replaced: what the parser's memory allocator keeps is given back."""
_WALL_FACTOR = 12
"""Seconds of wall clock for each of CPU: a busy machine is slow, a stuck worker is ended all the same."""
_WAIT_FACTOR = 120
"""The same for a page that waits for its turn: a pool can lose a page whose worker ends before it has begun."""
_TRIES = 2
"""Times that a page is given to a reader, where the first one failed by itself or was never heard of."""
LARGE = 2_000_000
"""Bytes of a body from which pages are read one at a time: a tree takes forty times its page's bytes."""
_TRIMMED = 200_000
"""Bytes of a body, as served, after which a worker gives back what it freed."""


class Unreadable(Exception):
    """A page that could not be read; the text says why."""

    is_harmful = False
    """True where reading it killed its worker: the page is put in quarantine."""


class Harmful(Unreadable):
    """A page whose reading took more time or memory than a page may."""

    is_harmful = True


class _ReaderFailed(Exception):
    """A worker that ended by itself, on an error of its pipe (no page can make the kernel kill it that way), or that
    was never heard of: the pool lost the page."""


class _Context(ForkServerContext):
    """Makes processes, and keeps the locks made for them: one that still starts while its pool ends opens them by name.

    The pool drops them before it ends its processes, and the one that found none would print a traceback.
    """

    def __init__(self) -> None:
        super().__init__()
        self._locks: list[RLock] = []

    def RLock(self) -> RLock:
        """Return a new lock. Raises NewsarchiveError where the system makes none: it needs a writable /dev/shm."""
        try:
            self._locks.append(super().RLock())
        except OSError as error:
            raise NewsarchiveError(
                f"the processes that read pages share locks in /dev/shm, where none can be made: {error.strerror}"
            ) from None
        return self._locks[-1]


class Workers:
    """A pool of reading processes."""

    def __init__(self, count: int, cpu_seconds: int, memory_mb: int) -> None:
        self._count = count
        self._cpu_seconds = cpu_seconds
        self._memory_mb = memory_mb
        self._alone = asyncio.Lock()
        lend_large_blocks()
        self._context = _Context()
        self._context.set_forkserver_preload(["newsarchive.crawl.reading"])
        _start_forkserver()
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._count,
            max_tasks=TASKS_A_WORKER,
            initializer=_begin,
            initargs=(self._memory_mb,),
            context=self._context,
        )

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what the function returns in a worker. Raises Unreadable, Harmful where the worker had to be ended."""
        if _size(args) <= LARGE:
            return await self._run(function, args, kwargs)
        async with self._alone:
            try:
                return await self._run(function, args, kwargs)
            finally:
                give_back()

    async def _run(self, function: Callable[..., T], args: Any, kwargs: Any) -> T:
        """Have a worker do it, once more where the first try says nothing of the page; a broken pool is replaced.

        Raises NewsarchiveError where no worker lives long enough to begin: no page is to blame, and the run ends.
        """
        failure: Harmful | NewsarchiveError
        for _ in range(_TRIES):
            pool = self._pool
            try:
                return await self._ask(pool, function, args, kwargs)
            except _ReaderFailed as error:
                failure = Harmful(str(error))
            except RuntimeError:  # BrokenProcessPool, and what a broken pool raises when it is given more
                failure = NewsarchiveError(
                    "the processes that read pages end before they begin; nothing stored is lost"
                )
                await self._replace(pool)
        try:
            raise failure
        finally:
            del failure  # else it holds itself, and by its traceback the body, until the collector comes by

    async def _replace(self, broken: ProcessPool) -> None:
        """Put a new pool in the place of a broken one, unless another page has done so."""
        if self._pool is broken:
            self._pool = self._new_pool()
            broken.stop()  # type: ignore[no-untyped-call]
            await asyncio.to_thread(broken.join)

    async def _ask(self, pool: ProcessPool, function: Callable[..., T], args: Any, kwargs: Any) -> T:
        wall, wait = self._cpu_seconds * _WALL_FACTOR, self._cpu_seconds * _WAIT_FACTOR
        future = pool.schedule(_bounded, args=(self._cpu_seconds, function, args, kwargs), timeout=wall)
        answer = asyncio.wrap_future(future)
        answer.add_done_callback(_heard)
        deadline = asyncio.timeout(wait)
        try:
            async with deadline:
                kind, result = await asyncio.shield(answer)  # cancelled, it costs a worker
        except (FutureTimeout, TimeoutError):
            if deadline.expired():
                raise _ReaderFailed(f"no reader had an answer after {wait:g} s") from None
            raise Harmful(f"reading took more than {wall} s") from None
        except ProcessExpired as error:
            kind_of = _ReaderFailed if (error.exitcode or 0) > 0 else Harmful
            raise kind_of(_cause(error.exitcode, self._cpu_seconds)) from None
        if kind == "result":
            found: T = result
            return found
        raise (Harmful if kind == "harmful" else Unreadable)(result)

    def stop(self) -> None:
        """End every worker at once."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        with contextlib.suppress(FutureTimeout, TimeoutError):
            self._pool.join(5)


def _heard(answer: asyncio.Future[Any]) -> None:
    """Take note of an error that nobody waits for any more; asyncio would print it."""
    if not answer.cancelled():
        answer.exception()


def _start_forkserver() -> None:
    """Start the process that forks the workers, deaf to Ctrl-C from its first instruction on, and they with it."""
    resource_tracker.ensure_running()  # unblocks the signal again, so it goes first
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(memory_mb: int) -> None:
    """Bound the worker's memory; leave Ctrl-C to the crawl, which ends its workers itself.

    A worker tells what it has to tell through its answers. lxml would print each of a page's faults for which it finds
    no memory any more, thousands of lines.
    """
    sys.excepthook = lambda *_: None
    sys.unraisablehook = lambda _: None
    lend_large_blocks()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    limit = address_space() + memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    gc.freeze()  # what is imported stays: to look through it again and again takes 3 % of the reading


def _bounded(seconds: int, function: Callable[..., Any], args: Any, kwargs: Any) -> tuple[str, Any]:
    """Run the function with a limit of CPU seconds, beyond which the kernel ends the process (SIGXCPU).

    The one place where everything is caught: whatever a page makes the readers raise is an answer about that page.
    """
    usage = resource.getrusage(resource.RUSAGE_SELF)
    before = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + 1 + seconds, before[1]))
    try:
        return "result", function(*args, **kwargs)
    except Undecodable as error:
        return "unreadable", str(error)
    except MemoryError:
        return "harmful", "reading took more memory than a page may"
    except Exception as error:
        return "unreadable", f"reader failed: {type(error).__name__}: {error}"[:300]
    finally:
        resource.setrlimit(resource.RLIMIT_CPU, before)  # between pages a worker must not end: its pool breaks then
        if _size(args) > _TRIMMED:
            give_back()


def _size(args: Any) -> int:
    return sum(len(getattr(arg, "body", b"")) for arg in args)


def _cause(exit_code: int | None, seconds: int) -> str:
    if exit_code in (-signal.SIGXCPU, -signal.SIGKILL):
        return f"reading took more than {seconds} s of CPU" if exit_code == -signal.SIGXCPU else "its reader was killed"
    return f"its reader ended with {exit_code}"
