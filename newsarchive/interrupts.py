"""Ctrl-C while a command still starts: one line and an exit code, where Python would print half a second of imports."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

INTERRUPTED = 130
"""Exit code of a command that SIGINT ended (128 + 2)."""

_PROGRAMS = ("newsarchive", os.path.join("newsarchive", "__main__.py"), "scrapy", os.path.join("scrapy", "__main__.py"))  # noqa: PTH118 - pathlib would be imported before the handler stands


def end_while_starting() -> None:
    """Let SIGINT end the process at once with one line: nothing is open yet that could be lost.

    Only where this process is one of our programs, and not where SIGINT is ignored (a job of a script's background).
    What starts afterwards takes SIGINT over: `raise_from_now_on`, or Scrapy when its reactor starts.
    """
    if sys.argv[0].endswith(_PROGRAMS) and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _end)


def raise_from_now_on() -> None:
    """Let SIGINT raise KeyboardInterrupt again, so that what is open is closed."""
    if signal.getsignal(signal.SIGINT) is _end:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _end(_number: int, _frame: FrameType | None) -> None:
    os.write(2, b"Error: interrupted before it had begun\n")
    os._exit(INTERRUPTED)
