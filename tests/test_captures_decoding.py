"""Bodies unpacked: encodings on top of each other, nonsense, bodies that swell."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard

from newsarchive.captures.decoding import MAX_LAYERS, Undecodable, gunzip, unpack

PAGE = "<p>Die Brücke ist offen. 橋が開いた。</p>".encode() * 300


def raw_deflate(body: bytes) -> bytes:
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    return engine.compress(body) + engine.flush()


def streamed_zstd(body: bytes) -> bytes:
    """A frame that does not say how long it is, as servers send it."""
    engine = zstandard.ZstdCompressor(level=3).compressobj()
    return engine.compress(body) + engine.flush()


PACKERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("x-gzip", lambda body: gzip.compress(body, 1)),
    "two members": ("gzip", lambda body: gzip.compress(body[:100]) + gzip.compress(body[100:])),
    "deflate": ("deflate", zlib.compress),
    "deflate stored": ("deflate", lambda body: zlib.compress(body, 0)),
    "raw deflate": ("deflate", raw_deflate),
    "br": ("br", brotli.compress),
    "br fast": ("br", lambda body: brotli.compress(body, quality=0)),
    "zstd": ("zstd", zstandard.compress),
    "zstd streamed": ("zstd", streamed_zstd),
    "identity": ("identity", lambda body: body),
}


@pytest.mark.parametrize("first", PACKERS)
@pytest.mark.parametrize("second", PACKERS)
def test_two_encodings_are_undone_from_the_outside_in(first: str, second: str) -> None:
    (inner, pack), (outer, wrap) = PACKERS[first], PACKERS[second]
    assert unpack(wrap(pack(PAGE)), f"{inner}, {outer}") == PAGE


@pytest.mark.parametrize(
    ("coding", "body", "words"),
    [
        ("gzip, gzip, gzip", PAGE, "3 content encodings"),
        ("gzip, br, identity, zstd", PAGE, "3 content encodings"),
        ("compress", b"\x1f\x9d\x90", "unknown content encoding compress"),
        ("exi", b"\0", "unknown content encoding exi"),
        ("gzip", b"\x1f\x8b", "gzip cut short"),
        ("gzip", b"\x1f\x8b\x08\x00", "gzip cut short"),
        ("gzip", gzip.compress(PAGE)[:-1], "gzip cut short"),
        ("gzip", gzip.compress(PAGE) + b"\x1f\x8b\x08\x00", "gzip cut short"),
        ("gzip", b"plain words", "no gzip: "),
        ("gzip", zlib.compress(PAGE), "no gzip: "),
        ("deflate", gzip.compress(PAGE), "no deflate: "),
        ("deflate", zlib.compress(PAGE)[:-2], "deflate cut short"),
        ("deflate", raw_deflate(PAGE)[:-1], "deflate cut short"),
        ("br", brotli.compress(PAGE)[:-1], "br cut short"),
        ("br", b"\xff" * 10, "no br: "),
        ("zstd", zstandard.compress(PAGE)[:-1], "zstd cut short"),
        ("zstd", b"\x28\xb5\x2f\xfd", "zstd cut short"),
        ("zstd", b"nonsense", "no zstd: "),
        ("br, gzip", gzip.compress(PAGE), "br"),
        ("gzip, br", brotli.compress(gzip.compress(PAGE)[:50]), "gzip cut short"),
    ],
)
def test_what_cannot_be_undone_is_named(coding: str, body: bytes, words: str) -> None:
    with pytest.raises(Undecodable, match=re.escape(words)):
        unpack(body, coding)


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip;q=1", b"<html>"),
        ("UTF-8", b"  <html>"),
        ("text/html", b'{"a": 1}'),
        ("8bit, none", b"[1]"),
        ("gzip", b"<!doctype html>"),
        ("gzip,", gzip.compress(b"<html>")),
        (",,,", b"<html>"),
    ],
)
def test_a_header_that_says_nonsense_costs_no_page(coding: str, body: bytes) -> None:
    assert unpack(body, coding) == (b"<html>" if body[:2] == b"\x1f\x8b" else body)


def test_an_empty_body_under_any_header_is_empty() -> None:
    assert [unpack(b"", coding) for coding in ("gzip", "br", "zstd", "deflate", "gzip, br", "identity")] == [b""] * 6
    assert MAX_LAYERS == 2


@pytest.mark.parametrize(
    ("name", "bomb"),
    [
        (name, pack(b"\0" * 3_000_000))
        for name, (_, pack) in PACKERS.items()
        if name not in ("identity", "deflate stored")
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_body_that_swells_is_left_at_the_limit(name: str, bomb: bytes) -> None:
    with pytest.raises(Undecodable, match="more than 200000 bytes"):
        unpack(bomb, PACKERS[name][0], 200_000)


@pytest.mark.parametrize("body", [b"", b"\x1f", b"<urlset/>", b"\x1f\x8c", b"\0" * 10])
def test_a_file_that_is_not_gzip_is_left_as_it_is(body: bytes) -> None:
    assert gunzip(body) == (body, False)
