"""The indexes of other tools: CDX and CDXJ, plain or gzip.

Formats: "CDX and DAT Legend" of the Internet Archive (field letters), and pywb's CDXJ (key, 14-digit time, JSON).
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from newsarchive.errors import UsageMistake

_INDEXES = ("*.cdx", "*.cdxj", "*.cdx.gz", "*.cdxj.gz")
_LETTERS = {"b": "timestamp", "a": "url", "m": "mime", "s": "status", "V": "offset", "g": "filename"}
_USUAL: tuple[str, ...] = ("N", "b", "a", "m", "s", "k", "r", "M", "S", "V", "g")
"""Fields of a line of eleven where no header names them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One capture that an index lists."""

    index: Path
    file: str
    """Name of the WARC file, without folders."""

    offset: int
    url: str
    at: str
    """ISO 8601, UTC."""

    status: str
    mime: str


def listed(folder: Path) -> Iterator[Line]:
    """Yield the lines of every index in the folder; raises UsageMistake at one that is none."""
    for path in sorted(path for pattern in _INDEXES for path in folder.rglob(pattern)):
        letters = _USUAL
        for number, text in enumerate(_lines(path), 1):
            words = text.split()
            if words[:1] == ["CDX"]:
                letters = tuple(words[1:])
            elif words and not words[0].startswith("!"):
                try:
                    yield _line(path, text, letters)
                except (KeyError, TypeError, ValueError, IndexError):
                    raise UsageMistake(f"{path}: line {number} is no line of a CDX index") from None


def _lines(path: Path) -> Iterator[str]:
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
            for line in stream:
                yield line.decode("utf-8", "replace").strip()
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise UsageMistake(f"{path} is damaged: {error}") from None


def _line(index: Path, text: str, letters: tuple[str, ...]) -> Line:
    told: Mapping[str, Any]
    if "{" in text and text.endswith("}"):
        head, _, json = text.partition("{")
        told = {"timestamp": head.split()[1], **orjson.loads("{" + json)}
    else:
        told = {_LETTERS.get(letter, letter): word for letter, word in zip(letters, text.split(), strict=True)}
    stamp = str(told["timestamp"]).ljust(14, "0")
    at = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[8:10]}:{stamp[10:12]}:{stamp[12:14]}Z"
    offset, url = int(told["offset"]), told["url"]
    if not 0 <= offset < 2**62 or not isinstance(url, str):
        raise ValueError(text)
    return Line(
        index=index,
        file=Path(told["filename"]).name,
        offset=offset,
        url=url,
        at=at,
        status=str(told.get("status", "")),
        mime=str(told.get("mime", "")).partition(";")[0].lower(),
    )
