"""One writer an archive: a lock that the kernel lets go of however the process ends."""

from __future__ import annotations

import fcntl
import os
import time
import weakref
from pathlib import Path

from newsarchive.archive.faults import from_os
from newsarchive.errors import ArchiveHeld

_POLL_SECONDS = 0.1

_LOCKS: weakref.WeakSet[Lock] = weakref.WeakSet()


class Lock:
    """The lock of an archive's folder (flock on the file `lock`; its text names the holder)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: int | None = None
        _LOCKS.add(self)

    def acquire(self, wait_seconds: float = 0.0) -> None:
        """Take the lock; raises ArchiveHeld where another run still has it after `wait_seconds`."""
        path = self._folder / "lock"
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise from_os(error, path) from error
        deadline = time.monotonic() + wait_seconds
        # Twice at least: `verify` looks for a moment whether the archive is held.
        while not self._try():
            if time.monotonic() >= deadline and not self._try_soon():
                holder = _holder(self._file)
                self.release()
                raise ArchiveHeld(
                    f"another run holds {self._folder}{holder}; wait for it (crawl, prune: --lock-wait SECONDS)"
                )
            time.sleep(_POLL_SECONDS)
        try:
            os.ftruncate(self._file, 0)
            os.pwrite(self._file, f"{os.getpid()}\n".encode(), 0)
        except OSError as error:
            self.release()
            raise from_os(error, path) from error

    def release(self) -> None:
        """Let go of the lock. The file stays: removing it would let two runs lock two files of one name."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _try_soon(self) -> bool:
        time.sleep(_POLL_SECONDS / 2)
        return self._try()

    def _try(self) -> bool:
        assert self._file is not None
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _release_in_child() -> None:
    """Let go of every lock in a forked worker: it must not hold the archive when the run itself is killed."""
    for lock in _LOCKS:
        lock.release()


os.register_at_fork(after_in_child=_release_in_child)


def is_held(folder: Path) -> bool:
    """Tell whether a run holds the archive now."""
    try:
        file = os.open(folder / "lock", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False


def _holder(file: int) -> str:
    text = os.pread(file, 20, 0).strip()
    return f" (process {text.decode()})" if text.isdigit() else ""
