"""A process that reads pages: it answers one call after another, each within its bounds, until its crawl is gone."""

from __future__ import annotations

import gc
import pickle
import resource
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

from newsarchive.captures.decoding import Undecodable
from newsarchive.crawl.memory import address_space, give_back, lend_large_blocks

BEGUN = b"."
"""What a process says once, when it is ready for pages."""
LENGTH_BYTES = 8
"""An answer, pickled, comes after its length."""
_TRIMMED = 200_000
"""Bytes of a body, as served, after which what was freed is given back."""


def answer_all(crawl: socket.socket, cpu_seconds: int, memory_mb: int | None) -> None:
    """Read calls, pickled function and arguments, and write how each went, until there are no more.

    Errors end the process without a word: nobody is there to read them, or no memory is left to tell them.
    """
    try:
        _begin(memory_mb)
        calls = crawl.makefile("rb")
        crawl.sendall(BEGUN)
        while calls.peek(1):
            answer = _answer(cpu_seconds, *pickle.load(calls))
            crawl.sendall(len(answer).to_bytes(LENGTH_BYTES, "big"))
            crawl.sendall(answer)
    except Exception:
        sys.exit(1)


def _begin(memory_mb: int | None) -> None:
    """Bound the memory beyond what is mapped by now; leave Ctrl-C to the crawl, which ends its workers itself.

    lxml would print each of a page's faults for which it finds no memory any more, thousands of lines, by both hooks.
    """
    sys.excepthook = lambda *_: None
    sys.unraisablehook = lambda _: None
    lend_large_blocks()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if memory_mb is not None:
        limit = address_space() + memory_mb * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    gc.freeze()  # what is imported stays: to look through it again and again takes 3 % of the reading


def _answer(cpu_seconds: int, function: Callable[..., Any], args: Any, kwargs: Any) -> bytes:
    """Return what becomes of a call, pickled: the word "result", "unreadable" or "harmful", and the result or reason.

    Beyond its CPU seconds the kernel ends the process (SIGXCPU). The one place where everything is caught: whatever a
    page makes the readers raise is an answer about that page.
    """
    usage = resource.getrusage(resource.RUSAGE_SELF)
    before = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + 1 + cpu_seconds, before[1]))
    try:
        return pickle.dumps(("result", function(*args, **kwargs)), pickle.HIGHEST_PROTOCOL)
    except Undecodable as error:
        return pickle.dumps(("unreadable", str(error)))
    except MemoryError:
        return pickle.dumps(("harmful", "reading took more memory than a page may"))
    except Exception as error:
        return pickle.dumps(("unreadable", f"reader failed: {type(error).__name__}: {error}"[:300]))
    finally:
        resource.setrlimit(resource.RLIMIT_CPU, before)  # else the next page might be blamed for this one's time
        if body_bytes(args) > _TRIMMED:
            give_back()


def body_bytes(args: Any) -> int:
    """Return the bytes of the bodies among the arguments of a call."""
    return sum(len(getattr(arg, "body", b"")) for arg in args)
