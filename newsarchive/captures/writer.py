"""Writing captures: WARC files that grow at their end and are synced before any row speaks of them."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from newsarchive.captures import records
from newsarchive.captures.records import Earlier, Exchange
from newsarchive.items import Capture

ROLL_BYTES = 1_000_000_000
"""Size at which a file is left and the next begun (WARC 1.1, annex C.1)."""

_WORTH_A_REVISIT = 1_024
"""Bytes of a payload below which a `revisit` record would be no smaller than the response itself."""

OWN_NAME = re.compile(r"newsarchive-\d{14}-(\d{5,})\.warc\.gz")


class CaptureWriter:
    """Appends exchanges to the WARC files of one folder. Raises OSError where the disk refuses.

    After an OSError the file may end in half a record: nothing more is written, and the next start cuts it.
    """

    def __init__(
        self, folder: Path, earlier: Callable[[str], Earlier | None] = lambda _: None, roll_bytes: int = ROLL_BYTES
    ) -> None:
        self.written_bytes = 0
        self._folder = folder
        self._earlier = earlier
        self._roll_bytes = roll_bytes
        self._file: int | None = None
        self._name = ""
        self._size = 0
        self._created = False
        self._broken: OSError | None = None

    def write(self, exchange: Exchange) -> Capture:
        """Append the request and the response and return where the response lies.

        After the first error of the disk each further call raises it again: what follows a torn record is lost.
        """
        if self._broken:
            raise self._broken
        sha256 = hashlib.sha256(exchange.body).hexdigest()
        earlier = self._earlier(sha256) if len(exchange.body) > _WORTH_A_REVISIT else None
        record_id = records.new_record_id()
        asked = records.request(exchange, record_id)
        answered = records.response(exchange, record_id, sha256, earlier)
        if self._file is None or self._size >= self._roll_bytes:
            self._open(exchange.fetched_at)
        # The request stands first: the row's end (that of the response) is then the end of the exchange.
        offset = self._size + len(asked)
        self._append(asked + answered)
        return Capture(
            kind=exchange.kind,
            url=exchange.url,
            fetched_at=exchange.fetched_at,
            status=exchange.status,
            content_type=records.content_type(exchange.response_headers),
            sha256=sha256,
            record_id=record_id,
            warc_file=self._name,
            warc_offset=offset,
            warc_length=len(answered),
            refers_to=earlier.record_id if earlier else None,
        )

    def sync(self) -> None:
        """Make all that was written last through a loss of power."""
        try:
            if self._file is not None:
                os.fsync(self._file)
            if self._created:
                sync_folder(self._folder)
        except OSError as error:
            # A second fsync may succeed though the kernel has dropped what the first could not write.
            self._broken = error
            raise
        self._created = False

    def close(self) -> None:
        """Sync and let go of the file."""
        if self._file is None:
            return
        try:
            if not self._broken:
                self.sync()
        finally:
            os.close(self._file)
            self._file = None

    def _open(self, at: datetime) -> None:
        last = newest(self._folder) if self._file is None else None
        self.close()
        if last is not None and last[1].stat().st_size < self._roll_bytes:
            self._begin(last[1], last[1].stat().st_size)
            return
        serial = (last or newest(self._folder) or (0, None))[0] + 1
        name = file_name(at, serial)
        self._begin(self._folder / name, 0)
        self._created = True
        self._append(records.warcinfo(name, at))

    def _begin(self, path: Path, size: int) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        self._name, self._size = path.name, size

    def _append(self, data: bytes) -> None:
        assert self._file is not None
        left = memoryview(data)
        try:
            while left:
                left = left[os.write(self._file, left) :]
        except OSError as error:
            self._broken = error
            raise
        self._size += len(data)
        self.written_bytes += len(data)


def file_name(at: datetime, serial: int) -> str:
    """Return the name of a WARC file that is begun at a moment; serials count up through the archive."""
    return f"newsarchive-{at.astimezone(UTC):%Y%m%d%H%M%S}-{serial:05}.warc.gz"


def newest(folder: Path) -> tuple[int, Path] | None:
    """Return serial and path of the file that was begun last. The serial decides: clocks jump."""
    named = ((OWN_NAME.fullmatch(path.name), path) for path in folder.iterdir())
    return max(((int(name[1]), path) for name, path in named if name), default=None)


def sync_folder(folder: Path) -> None:
    """Make the names of new files in the folder last through a loss of power."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
