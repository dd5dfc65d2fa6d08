"""Processes that read pages, so that no page can stop or starve the crawl.

A worker that takes more than its seconds of CPU or its memory is ended; only the page it read is lost to it. Each is
asked over a socket whose other end the crawl alone holds: where the crawl ends, however it does, its workers end too.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import pickle
import signal
import socket
from collections.abc import Callable
from multiprocessing import forkserver, resource_tracker
from typing import Any, ClassVar, ParamSpec, TypeVar

from newsarchive.archive.looks import PageState
from newsarchive.crawl.answering import BEGUN, LENGTH_BYTES, answer_all, body_bytes
from newsarchive.crawl.memory import give_back, lend_large_blocks
from newsarchive.errors import NewsarchiveError

P = ParamSpec("P")
T = TypeVar("T")

TASKS_A_WORKER = 5_000
"""Pages after which a worker is replaced: what the parser's memory allocator keeps is given back."""
_WALL_FACTOR = 12
"""Seconds of wall clock for each of CPU: a busy machine is slow, a stuck worker is ended all the same."""
_TRIES = 2
"""Times that a page is given to a worker, where the first one's end was not the page's fault."""
_END_SECONDS = 5.0
"""What a process may take to end that has closed its socket."""
LARGE = 2_000_000
"""Bytes of a body from which pages are read one at a time: a tree takes forty times its page's bytes."""

_CONTEXT = multiprocessing.get_context("forkserver")
_PRELOADED = ["newsarchive.crawl.answering", "newsarchive.crawl.reading", "newsarchive.cli"]
"""What every worker has from its first instruction on; the last is what multiprocessing imports in each anew, as part
of the program that was started."""


class Unreadable(Exception):
    """A page that could not be read; the text says why."""

    state: ClassVar[PageState] = "failed"
    """What becomes of the page."""


class Harmful(Unreadable):
    """A page whose reading took more time or memory than a page may: it goes into quarantine."""

    state = "quarantined"


class Workers:
    """At most `count` processes, each of which reads one page at a time; `memory_mb` None: in any memory."""

    def __init__(self, count: int, cpu_seconds: int, memory_mb: int | None) -> None:
        self._bounds = (cpu_seconds, memory_mb)
        self._wall_seconds = cpu_seconds * _WALL_FACTOR
        self._room = asyncio.Semaphore(count)
        self._alone = asyncio.Lock()
        self._all: set[_Worker] = set()
        self._idle: list[_Worker] = []
        self._is_stopped = False
        lend_large_blocks()
        _CONTEXT.set_forkserver_preload(_PRELOADED)
        _start_forkserver()

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what the function returns in a worker. Raises Unreadable, Harmful where the worker had to be ended.

        Raises NewsarchiveError where no worker lives long enough to begin: no page is to blame, and the run ends.
        """
        if body_bytes(args) <= LARGE:
            return await self._run(function, args, kwargs)
        async with self._alone:
            try:
                return await self._run(function, args, kwargs)
            finally:
                give_back()

    async def _run(self, function: Callable[..., T], args: Any, kwargs: Any) -> T:
        for _ in range(_TRIES):
            async with self._room:
                kind, told = await self._ask((function, args, kwargs))
            if self._is_stopped:
                raise asyncio.CancelledError
            if kind == "result":
                result: T = told
                return result
            if kind not in ("ended", "stopped"):
                break
        raise (Harmful if kind in ("harmful", "ended") else Unreadable)(told)

    async def _ask(self, call: object) -> tuple[str, Any]:
        """Return a worker's answer, or what its end says of the page; one that has not answered is ended."""
        worker = self._waiting() or await self._new()
        try:
            async with asyncio.timeout(self._wall_seconds):
                return await worker.ask(call)
        except TimeoutError:
            return "harmful", f"reading took more than {self._wall_seconds} s"
        except OSError:
            return "ended", "its reader ended before it had the page"
        except EOFError:
            return _verdict(worker.exit_code(), self._bounds[0])
        finally:
            if worker.is_free and worker.pages < TASKS_A_WORKER and not self._is_stopped:
                self._idle.append(worker)
            else:
                self._let_go(worker)

    def _waiting(self) -> _Worker | None:
        """Return a worker that waits for a page; None where there is none."""
        while self._idle:
            worker = self._idle.pop()
            if not worker.has_ended:
                return worker
            self._let_go(worker)
        return None

    async def _new(self) -> _Worker:
        for _ in range(_TRIES):
            if self._is_stopped:
                raise asyncio.CancelledError
            worker = _Worker(*self._bounds)
            self._all.add(worker)
            try:
                async with asyncio.timeout(self._wall_seconds):
                    await worker.begin()
                return worker
            except (OSError, EOFError):
                continue
            finally:
                if not worker.is_free:
                    self._let_go(worker)
        raise NewsarchiveError("the processes that read pages end before they begin; nothing stored is lost")

    def _let_go(self, worker: _Worker) -> None:
        self._all.discard(worker)
        worker.end()

    def stop(self) -> None:
        """End every worker at once; a page that one reads is given up."""
        self._is_stopped = True
        while self._idle:
            self._let_go(self._idle.pop())
        for worker in self._all:
            worker.kill()


class _Worker:
    """A process, and the crawl's end of its socket."""

    def __init__(self, cpu_seconds: int, memory_mb: int | None) -> None:
        self._socket, self._other_end = socket.socketpair()
        self._socket.setblocking(False)
        bounds = (cpu_seconds, memory_mb)
        self._process = _CONTEXT.Process(target=answer_all, args=(self._other_end, *bounds), daemon=True)
        self.pages = 0
        """Pages that it has answered for."""
        self.is_free = False
        """True where it waits for a page."""

    async def begin(self) -> None:
        """Start the process and wait until it can be asked. Raises EOFError or OSError where it ends before."""
        with self._other_end:
            _start_forkserver()  # it may have been killed
            self._process.start()
        await self._receive(len(BEGUN))
        self.is_free = True

    @property
    def has_ended(self) -> bool:
        """Tell whether nothing is to be had from it any more; where it is free, it says nothing unasked."""
        try:
            return not self._socket.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return False
        except ConnectionError:
            return True

    async def ask(self, call: object) -> tuple[str, Any]:
        """Return how a call went: a word, and the result or reason.

        Raises EOFError where the process ended before it had answered, OSError where it had not even all of the call.
        """
        self.is_free = False
        await asyncio.get_running_loop().sock_sendall(self._socket, pickle.dumps(call, pickle.HIGHEST_PROTOCOL))
        length = int.from_bytes(await self._receive(LENGTH_BYTES), "big")
        answer: tuple[str, Any] = pickle.loads(await self._receive(length))
        self.is_free = True
        self.pages += 1
        return answer

    async def _receive(self, length: int) -> bytearray:
        found = bytearray(length)
        missing = memoryview(found)
        while missing:
            count = await asyncio.get_running_loop().sock_recv_into(self._socket, missing)
            if not count:
                raise EOFError
            missing = missing[count:]
        return found

    def exit_code(self) -> int | None:
        """Return the exit code of the process, which has closed its socket: -N where signal N ended it."""
        self._process.join(_END_SECONDS)
        return self._process.exitcode

    def kill(self) -> None:
        """End the process at once, whatever it does."""
        if self._process.pid is not None and not self.has_ended:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGKILL)  # Process.kill does nothing once the fork server has died

    def end(self) -> None:
        """End the process at once and let go of the socket, on which nobody waits."""
        self.kill()
        self._socket.close()


def _verdict(exit_code: int | None, cpu_seconds: int) -> tuple[str, str]:
    """Return what the end of a process says of the page it read: "stopped" is nothing, "ended" is nothing the first
    time."""
    if exit_code == -signal.SIGXCPU:
        return "harmful", f"reading took more than {cpu_seconds} s of CPU"
    if exit_code == -signal.SIGKILL:
        return "harmful", "its reader was killed"
    if exit_code == -signal.SIGTERM:  # no page makes the kernel send it; it goes to all processes of a service
        return "stopped", "its reader was told to end"
    return "ended" if exit_code is not None and exit_code > 0 else "harmful", f"its reader ended with {exit_code}"


def _start_forkserver() -> None:
    """Start the process that forks the workers, deaf to Ctrl-C from its first instruction on, and they with it."""
    resource_tracker.ensure_running()  # unblocks the signal again, so it goes first
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
