"""The last step of an erasure: looking for its bytes in every file."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from newsarchive.captures.needles import Needles
from newsarchive.erasure.warc import decoded, members

_PIECE = 8 << 20
_OVERLAP = 64 << 10
"""Bytes that two pieces share: no text that is looked for is longer."""


def still_holding(places: Iterable[Path], needles: Needles) -> list[Path]:
    """Return the files in these folders that hold any of the texts, also packed ones."""
    if not needles:
        return []
    return [file for file in sorted(_files(places)) if _holds(file, needles)]


def _files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        yield from (file for file in place.rglob("*") if file.is_file()) if place.is_dir() else (place,)


def _holds(file: Path, needles: Needles) -> bool:
    if file.name.endswith(".warc.gz"):
        return any(needles.in_bytes(decoded(member)) for member in members(file))
    return any(needles.in_bytes(piece) for piece in _pieces(file))


def _pieces(file: Path) -> Iterator[bytes]:
    """Yield the file's content, unpacked where it is gzip, of one member or many, in pieces that overlap."""
    with file.open("rb") as start:
        opened = gzip.open if start.read(2) == b"\x1f\x8b" else open
    kept = b""
    with opened(file, "rb") as held, suppress(EOFError, gzip.BadGzipFile, zlib.error):  # cut short, or padded
        while piece := held.read1(_PIECE):
            yield kept + piece
            kept = (kept + piece)[-_OVERLAP:]
