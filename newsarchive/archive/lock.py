"""One writer an archive: a lock that the kernel lets go of however the process ends."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

from newsarchive.archive.faults import from_os
from newsarchive.errors import ArchiveHeld

_POLL_SECONDS = 0.1


class Lock:
    """The lock of an archive's folder (flock on the file `lock`; its text names the holder)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: int | None = None

    def acquire(self, wait_seconds: float = 0.0) -> None:
        """Take the lock; raises ArchiveHeld where another run still has it after `wait_seconds`."""
        path = self._folder / "lock"
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise from_os(error, path) from error
        deadline = time.monotonic() + wait_seconds
        while not self._try():
            if time.monotonic() >= deadline:
                holder = _holder(self._file)
                self.release()
                raise ArchiveHeld(f"another run holds {self._folder}{holder}; wait for it, or use --lock-wait SECONDS")
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

    def _try(self) -> bool:
        assert self._file is not None
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _holder(file: int) -> str:
    text = os.pread(file, 20, 0).strip()
    return f" (process {text.decode()})" if text.isdigit() else ""
