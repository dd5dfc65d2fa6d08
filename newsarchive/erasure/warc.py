"""Taking records out of WARC files: a tombstone in the record's place, every other byte as it was."""

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from newsarchive.captures.decoding import MAX_LOOKED_THROUGH, Undecodable, unpack
from newsarchive.errors import DamagedArchive

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """One gzip member of a WARC file: one record."""

    offset: int
    raw: bytes
    content: bytes
    """The record, unpacked."""

    @property
    def head(self) -> bytes:
        """The WARC headers."""
        return self.content.partition(b"\r\n\r\n")[0]

    def header(self, name: str) -> str | None:
        """Return a WARC header's value."""
        found = re.search(rb"^" + name.encode() + rb":[ \t]*(.*?)\r?$", self.head, re.IGNORECASE | re.MULTILINE)
        return found.group(1).decode("utf-8", "replace") if found else None


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a record lies in the new file."""

    old_offset: int
    offset: int
    length: int
    erased: bool


def members(file: Path) -> Iterator[Member]:
    """Yield the records of a .warc.gz file in order; a member that the file's end cuts is left out.

    Raises DamagedArchive where a member cannot be unpacked: what stands behind it cannot be looked through.
    """
    with file.open("rb") as source:
        offset, waiting = 0, b""
        while True:
            unpacker = zlib.decompressobj(31)
            raw, content = [], []
            while not unpacker.eof:
                block = waiting or source.read(_BLOCK)
                if not block:
                    return
                waiting = b""
                try:
                    content.append(unpacker.decompress(block))
                except zlib.error as error:
                    told = f"damaged archive: {file} at {offset}: {error}; 'newsarchive verify' lists the faults"
                    raise DamagedArchive(told) from error
                raw.append(block)
            waiting = unpacker.unused_data
            whole = b"".join(raw)
            whole = whole[: len(whole) - len(waiting)]
            yield Member(offset, whole, b"".join(content))
            offset += len(whole)


def decoded(member: Member) -> bytes:
    """Return what the record says, as it lies there and with its body unpacked where the server packed it."""
    http, _, body = member.content.partition(b"\r\n\r\n")[2].partition(b"\r\n\r\n")
    coding = re.search(rb"^content-encoding:[ \t]*([\w, -]+)", http, re.IGNORECASE | re.MULTILINE)
    if coding is None:
        return member.content
    if re.search(rb"^transfer-encoding:.*chunked", http, re.IGNORECASE | re.MULTILINE):
        body = _unchunked(body)
    try:
        # The four bytes that end a record are no part of the body.
        return (
            member.content
            + b"\n"
            + unpack(body.removesuffix(b"\r\n\r\n"), coding.group(1).decode(), MAX_LOOKED_THROUGH)
        )
    except Undecodable:
        return member.content


def _unchunked(body: bytes) -> bytes:
    out, rest = [], body
    while match := re.match(rb"([0-9a-fA-F]{1,8})[^\r\n]*\r\n", rest):
        size = int(match.group(1), 16)
        out.append(rest[match.end() : match.end() + size])
        rest = rest[match.end() + size + 2 :]
    return b"".join(out) or body


def tombstone(member: Member, url: str | None) -> bytes:
    """Return the gzip member that stands for an erased record: its id, its date, its address where that may stay."""
    body = b"This record was erased.\r\n"
    lines = [
        "WARC/1.1",
        "WARC-Type: metadata",
        f"WARC-Record-ID: {member.header('WARC-Record-ID') or '<urn:uuid:00000000-0000-0000-0000-000000000000>'}",
        f"WARC-Date: {member.header('WARC-Date') or '1970-01-01T00:00:00Z'}",
        *([f"WARC-Target-URI: {url}"] if url else []),
        "Content-Type: text/plain",
        f"Content-Length: {len(body)}",
    ]
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = "\r\n".join(lines).encode() + b"\r\n\r\n"
    return packer.compress(head + body + b"\r\n\r\n") + packer.flush()


def rewrite(source: Path, target: Path, instead: Callable[[Member], bytes | None]) -> list[Moved]:
    """Copy a WARC file record by record; `instead` returns what stands for an erased one, None for one that stays.

    Returns where each record lies now.
    """
    moved = []
    with target.open("wb") as out:
        for member in members(source):
            stand_in = instead(member)
            raw = member.raw if stand_in is None else stand_in
            moved.append(Moved(member.offset, out.tell(), len(raw), stand_in is not None))
            out.write(raw)
    return moved
