"""The last step of an erasure: looking for its bytes in every file."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from newsarchive.captures.needles import Needles
from newsarchive.erasure.warc import decoded, members
from newsarchive.exporting.formats import parquet_modules

_PIECE = 8 << 20
_OVERLAP = 64 << 10
"""Bytes that two pieces share: no text that is looked for is longer."""


def still_holding(places: Iterable[Path], needles: Needles) -> list[Path]:
    """Return the files in these folders that hold any of the texts, also packed: gzip, zip (WACZ), Parquet.

    Raises UsageMistake where there is a Parquet file and no pyarrow to read it with.
    """
    if not needles:
        return []
    return [file for file in sorted(_files(places)) if _holds(file, needles)]


def _files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        yield from (file for file in place.rglob("*") if file.is_file()) if place.is_dir() else (place,)


def _holds(file: Path, needles: Needles) -> bool:
    if file.name.endswith(".warc.gz"):
        return any(needles.in_bytes(decoded(member)) for member in members(file))
    with file.open("rb") as start:
        magic = start.read(4)
    if magic == b"PK\x03\x04" and zipfile.is_zipfile(file):
        return _is_packed_in(file, needles)
    if magic == b"PAR1":
        return any(needles.in_bytes(value) for value in _values(file))
    return any(needles.in_bytes(piece) for piece in _pieces(file, is_packed=magic[:2] == b"\x1f\x8b"))


def _is_packed_in(file: Path, needles: Needles) -> bool:
    with zipfile.ZipFile(file) as packed, TemporaryDirectory(prefix="newsarchive-") as folder:
        return any(
            _holds(Path(packed.extract(part, folder)), needles) for part in packed.infolist() if not part.is_dir()
        )


def _values(file: Path) -> Iterator[bytes]:
    """Yield the values of a Parquet file's columns."""
    with parquet_modules()[1].ParquetFile(file) as rows:
        for batch in rows.iter_batches():
            yield from (str(value).encode() for column in batch.columns for value in column.to_pylist())


def _pieces(file: Path, *, is_packed: bool) -> Iterator[bytes]:
    """Yield the file's content, unpacked where it is gzip, of one member or many, in pieces that overlap."""
    opened = gzip.open if is_packed else open
    kept = b""
    with opened(file, "rb") as held, suppress(EOFError, gzip.BadGzipFile, zlib.error):  # cut short, or padded
        while piece := held.read1(_PIECE):
            yield kept + piece
            kept = (kept + piece)[-_OVERLAP:]
