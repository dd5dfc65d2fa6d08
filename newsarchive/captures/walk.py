"""Walking through a WARC file from its start: every record, or what is wrong in its place."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from newsarchive.captures.reader import MAX_RECORD, Record, read_record

_BLOCK = 1 << 18


@dataclass(frozen=True, slots=True)
class Step:
    """A gzip member of a WARC file."""

    offset: int
    length: int
    record: Record | None
    """None: see `fault`."""

    fault: str | None = None


def walk(path: Path, resume_at: list[int] | None = None) -> Iterator[Step]:
    """Yield the records of a .warc.gz file in order. Raises OSError.

    A member that cannot be unpacked ends the walk, unless one of `resume_at` (offsets at which records are known to
    begin, ascending) lies behind it: the walk goes on there.
    """
    known = iter(resume_at or ())
    with path.open("rb") as file:
        offset = 0
        while True:
            file.seek(offset)
            raw, fault = _member(file)
            if not raw and fault is None:
                return
            if fault is None:
                try:
                    yield Step(offset, len(raw), read_record(raw))
                except ValueError as error:
                    yield Step(offset, len(raw), None, str(error))
                offset += len(raw)
                continue
            yield Step(offset, 0, None, fault)
            following = next((place for place in known if place > offset), None)
            if following is None:
                return
            offset = following


def _member(file: BinaryIO) -> tuple[bytes, str | None]:
    """Return the gzip member that begins here, or what is wrong with it; b"" and None at the end of the file."""
    unpacker = zlib.decompressobj(31)
    parts: list[bytes] = []
    size = 0
    while not unpacker.eof:
        block = file.read(_BLOCK)
        if not block:
            return b"", "cut short" if parts else None
        parts.append(block)
        try:
            size += len(unpacker.decompress(block, MAX_RECORD))
        except zlib.error as error:
            return b"", f"not readable ({error})"
        if size >= MAX_RECORD or unpacker.unconsumed_tail:
            return b"", f"unpacks to more than {MAX_RECORD} bytes"
    raw = b"".join(parts)
    return raw[: len(raw) - len(unpacker.unused_data)], None
