"""The memory of a process: what it may map, and what it gives back to the system when a large page is done."""

from __future__ import annotations

import contextlib
import ctypes
import resource

_BLOCK = 1_000_000
"""Blocks of memory of this many bytes and more are mapped by themselves."""
_M_MMAP_THRESHOLD = -3


def lend_large_blocks() -> None:
    """Have the C library map each large block by itself, so that it goes back to the system when it is freed.

    glibc would raise its threshold to 32 MB with the first block that is freed (mallopt(3), M_MMAP_THRESHOLD).
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _BLOCK)


def give_back() -> None:
    """Return freed memory to the system: the C library keeps what a large page took (glibc; elsewhere nothing)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def address_space() -> int:
    """Return the bytes of address space that this process has mapped."""
    with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123 - a kernel file
        return int(statm.read().split()[0]) * resource.getpagesize()
