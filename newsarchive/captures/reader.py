"""Reading captures: one record at its place, with its body unpacked; revisits are followed."""

from __future__ import annotations

import base64
import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newsarchive.captures.decoding import Undecodable, unpack_beginning
from newsarchive.captures.records import by_name, charset
from newsarchive.errors import DamagedArchive
from newsarchive.items import Capture

MAX_RECORD = 64 << 20
"""Bytes of an unpacked record; the crawler accepts bodies of 16 MiB."""

Place = tuple[str, int, int]
"""File name, offset, length."""


@dataclass(frozen=True, slots=True)
class Record:
    """A WARC record as it lies in its file."""

    headers: Mapping[str, str]
    """WARC headers, names in lower case."""

    block: bytes

    @property
    def kind(self) -> str:
        """WARC-Type: response, revisit, request, warcinfo …"""
        return self.headers.get("warc-type", "")

    @property
    def payload(self) -> bytes:
        """The body of the HTTP message, still packed."""
        return self.block.partition(b"\r\n\r\n")[2]

    @property
    def payload_sha256(self) -> str:
        """SHA-256 of the payload, lower-case hex."""
        return hashlib.sha256(self.payload).hexdigest()


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """A response read back from its capture."""

    url: str
    fetched_at: datetime
    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    """As served, but for what is never kept (cookies) and Transfer-Encoding."""

    body: bytes
    """Unpacked."""

    encoding: str | None
    """Charset of the Content-Type header, as served."""

    is_cut: bool = False
    """True: the body is only the beginning of what the server had (WARC-Truncated), or of what it unpacks to."""


class CaptureReader:
    """Reads captures of one archive.

    `locate` tells where the record of an id lies (`place_of`); without it no revisit can be followed.
    """

    def __init__(self, folder: Path, locate: Callable[[str], Place | None] = lambda _: None) -> None:
        self._folder = folder
        self._locate = locate

    def response(self, capture: Capture | Mapping[str, Any]) -> StoredResponse:
        """Return the response of a capture or of a row of `captures`.

        Raises DamagedArchive where the record is not there or not whole, decoding.Undecodable where the body is not
        what its Content-Encoding says, or a tombstone stands in its place.
        """
        place, record_id = _place(capture)
        record = self.record(*place)
        if record.headers.get("warc-record-id") != record_id:
            raise DamagedArchive(f"damaged archive: {place[0]} holds another record than {record_id} at {place[1]}")
        if record.kind == "metadata":
            raise Undecodable("its capture was erased")
        head, _, body = record.block.partition(b"\r\n\r\n")
        if record.kind == "revisit":
            body = self._payload(record)
        status, headers = _parse_head(head)
        named = by_name(headers)
        unpacked, is_beginning = unpack_beginning(body, named.get("content-encoding"))
        return StoredResponse(
            url=record.headers.get("warc-target-uri", ""),
            fetched_at=datetime.fromisoformat(record.headers["warc-date"]).astimezone(UTC),
            status=status,
            headers=headers,
            body=unpacked,
            encoding=charset(named),
            is_cut=is_beginning or "warc-truncated" in record.headers,
        )

    def record(self, file: str, offset: int, length: int) -> Record:
        """Return the record of one gzip member, whole and with the digest it names; raises DamagedArchive."""
        try:
            with (self._folder / file).open("rb") as source:
                source.seek(offset)
                raw = source.read(length)
        except OSError as error:
            raise DamagedArchive(f"damaged archive: {self._folder / file}: {error.strerror}") from error
        try:
            return read_record(raw)
        except ValueError as error:
            raise DamagedArchive(f"damaged archive: {file} at {offset}: {error}") from error

    def _payload(self, revisit: Record) -> bytes:
        """Return the body of the response that a revisit refers to."""
        wanted = revisit.headers.get("warc-refers-to", "")
        place = self._locate(wanted)
        if place is None:
            raise DamagedArchive(f"damaged archive: no capture {wanted}, to which a revisit refers")
        held = self.record(*place)
        if held.kind == "metadata":
            raise Undecodable("its capture was erased")
        if held.kind == "revisit":
            raise DamagedArchive(f"damaged archive: a revisit of {wanted} leads to another revisit")
        return held.payload


def place_of(db: sqlite3.Connection, record_id: str) -> Place | None:
    """Return where the record of an id lies, as the archive's database tells; None where it knows none."""
    sql = "select warc_file, warc_offset, warc_length from captures where record_id = ?"
    found: Place | None = db.execute(sql, (record_id,)).fetchone()
    return found


def read_record(raw: bytes) -> Record:
    """Return the record of one gzip member; raises ValueError where it is cut short, longer, or its digest is wrong."""
    unpacker = zlib.decompressobj(31)
    try:
        content = unpacker.decompress(raw, MAX_RECORD)
    except zlib.error as error:
        raise ValueError(f"not readable ({error})") from None
    if not unpacker.eof or unpacker.unused_data:
        raise ValueError("the record is cut short" if not unpacker.unused_data else "more than one record")
    head, _, rest = content.partition(b"\r\n\r\n")
    lines = head.decode("utf-8", "replace").split("\r\n")
    if not lines[0].startswith("WARC/"):
        raise ValueError("no WARC record")
    pairs = (line.partition(":") for line in lines[1:])
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    length = headers.get("content-length", "")
    if not length.isdecimal() or len(rest) < int(length):
        raise ValueError("the record is shorter than it says")
    block = rest[: int(length)]
    _check_digest(headers.get("warc-block-digest", ""), block)
    return Record(headers, block)


def _check_digest(named: str, block: bytes) -> None:
    algorithm, _, value = named.partition(":")
    if algorithm not in ("sha1", "sha256"):
        return
    digest = hashlib.new(algorithm, block, usedforsecurity=False).digest()
    if value not in (base64.b32encode(digest).decode(), base64.b32encode(digest).decode().rstrip("="), digest.hex()):
        raise ValueError("the record's digest is wrong")


def _place(capture: Capture | Mapping[str, Any]) -> tuple[Place, str]:
    if isinstance(capture, Capture):
        return (capture.warc_file, capture.warc_offset, capture.warc_length), capture.record_id
    return (capture["warc_file"], capture["warc_offset"], capture["warc_length"]), capture["record_id"]


def _parse_head(head: bytes) -> tuple[int, tuple[tuple[bytes, bytes], ...]]:
    first, *lines = head.split(b"\r\n")
    words = first.split(None, 2)
    status = int(words[1]) if len(words) > 1 and words[1].isdigit() else 0
    pairs = (line.partition(b":") for line in lines if line)
    return status, tuple((name.strip(), value.strip()) for name, _, value in pairs)
