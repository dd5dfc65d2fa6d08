"""Content encodings undone: the whole body or none of it, and never more than a limit."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator

import brotli
import zstandard

MAX_UNPACKED = 16 * 1024 * 1024
"""Bytes of an unpacked body; no article or sitemap file is larger (sitemaps.org allows 50 MB, portals use 1)."""
MAX_LOOKED_THROUGH = 4 * MAX_UNPACKED
"""Bytes of an unpacked body of which the beginning may be read: a takedown looks through all of it."""
MAX_LAYERS = 2
"""Encodings on top of each other; a second one is seen where a proxy packs again, a third is an attack."""
_STEP = 65_536
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
"""What no text holds, and each packed body soon."""


class Undecodable(Exception):
    """The body is cut short, larger than the limit or not what its encoding says; the text says which."""


def unpack(
    body: bytes,
    content_encoding: str | None,
    limit: int = MAX_UNPACKED,
    kept: int | None = None,
    *,
    to_the_end: bool = True,
) -> bytes:
    """Return the body as it was before the encodings of a Content-Encoding header. Raises Undecodable.

    `kept`: bytes of it that are returned at most; all of it is unpacked nevertheless, so that it is known to be whole.
    `to_the_end`: False where what comes behind those bytes does not matter.
    """
    layers = [name.strip().lower() for name in (content_encoding or "").split(",") if name.strip()]
    layers = [name for name in layers if name != "identity"]
    if len(layers) > MAX_LAYERS:
        raise Undecodable(f"{len(layers)} content encodings on top of each other")
    for depth, name in reversed(list(enumerate(layers))):
        reader = _READERS.get(name)
        if reader is None:
            # RFC 9110, section 8.4: an unknown coding is met in the wild on plain pages ("utf-8", "none").
            if _is_text(body):
                continue
            raise Undecodable(f"unknown content encoding {name[:40]}")
        if body:
            body = _bounded(reader(body), MAX_UNPACKED if depth else limit, name, None if depth else kept, to_the_end)
    if len(body) > limit:
        raise Undecodable(f"larger than {limit} bytes")
    return body


def unpack_beginning(body: bytes, content_encoding: str | None) -> tuple[bytes, bool]:
    """Return the body unpacked, and whether it is only the first MAX_UNPACKED bytes of it. Raises Undecodable."""
    return _cut(unpack(body, content_encoding, MAX_LOOKED_THROUGH, MAX_UNPACKED + 1))


def gunzip(body: bytes) -> tuple[bytes, bool]:
    """Return a file that is itself gzip (sitemap.xml.gz) as `unpack_beginning` does, any other as it is."""
    is_packed = body[:2] == b"\x1f\x8b"
    return _cut(_bounded(_gzip(body), MAX_LOOKED_THROUGH, "gzip", MAX_UNPACKED + 1) if is_packed else body)


def _cut(body: bytes) -> tuple[bytes, bool]:
    return body[:MAX_UNPACKED], len(body) > MAX_UNPACKED


def _bounded(parts: Iterator[bytes], limit: int, name: str, kept: int | None = None, to_the_end: bool = True) -> bytes:
    found: list[bytes] = []
    size = 0
    try:
        for part in parts:
            if kept is None or size < kept:
                found.append(part)
            size += len(part)
            if kept is not None and size >= kept and not to_the_end:
                break
            if size > limit:
                raise Undecodable(f"unpacks to more than {limit} bytes")
    except (zlib.error, brotli.error, zstandard.ZstdError) as error:
        raise Undecodable(f"no {name}: {error}") from None
    return b"".join(found)[:kept]


def _gzip(body: bytes) -> Iterator[bytes]:
    if body[:2] != b"\x1f\x8b" and _is_text(body):
        yield body  # a server that only says so
        return
    while body:
        engine = zlib.decompressobj(31)
        yield from _zlib(engine, body, "gzip")
        body = engine.unused_data.lstrip(b"\0")
        if body[:2] != b"\x1f\x8b":
            return  # what trails the last member is padding (RFC 1952 allows further members only)


def _deflate(body: bytes) -> Iterator[bytes]:
    """Yield what RFC 1950 (as the standard says) or RFC 1951 (as old servers send) holds."""
    is_wrapped = len(body) > 1 and body[0] & 0x0F == 8 and (body[0] << 8 | body[1]) % 31 == 0
    yield from _zlib(zlib.decompressobj(15 if is_wrapped else -15), body, "deflate")


def _zlib(engine: zlib._Decompress, body: bytes, name: str) -> Iterator[bytes]:
    part = engine.decompress(body, _STEP)
    while part and not engine.eof:
        yield part
        part = engine.decompress(engine.unconsumed_tail, _STEP)
    yield part
    if not engine.eof:
        raise Undecodable(f"{name} cut short")


def _brotli(body: bytes) -> Iterator[bytes]:
    engine = brotli.Decompressor()
    part = engine.process(body, output_buffer_limit=_STEP)
    while part or not engine.can_accept_more_data():
        yield part
        part = engine.process(b"", output_buffer_limit=_STEP)
    if not engine.is_finished():
        raise Undecodable("br cut short")


def _zstd(body: bytes) -> Iterator[bytes]:
    while body:
        # RFC 9659: a window of more than 8 MB need not be supported.
        engine = zstandard.ZstdDecompressor(max_window_size=8 * 1024 * 1024).decompressobj(write_size=_STEP)
        fed = 0
        while fed < len(body) and not engine.eof:
            yield engine.decompress(body[fed : fed + 1_024])
            fed += 1_024
        if not engine.eof:
            raise Undecodable("zstd cut short")
        body = engine.unused_data + body[fed:]


def _is_text(body: bytes) -> bool:
    begins_as_text = body[:512].lstrip()[:1] in (b"<", b"{", b"[") or body[:64].isascii()
    return begins_as_text and not _CONTROL.search(body, 0, 512)


_READERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
