"""Bodies unpacked: encodings on top of each other, bodies that are cut, forged, swollen or mislabelled."""

from __future__ import annotations

import gzip
import random
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
        ("gzip", b"\0no words", "no gzip: "),
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


TEXT = b"<p>The bridge is open.</p>" * 400
CODINGS = ("gzip", "deflate", "raw deflate", "br", "zstd")


@pytest.mark.parametrize("name", CODINGS)
def test_an_empty_body_stays_empty_packed_or_not(name: str) -> None:
    coding, pack = PACKERS[name]
    assert unpack(pack(b""), coding) == unpack(b"", coding) == b""


@pytest.mark.parametrize("name", CODINGS)
def test_a_body_of_exactly_the_limit_is_read_and_one_byte_more_is_not(name: str) -> None:
    coding, pack = PACKERS[name]
    packed = pack(TEXT)
    assert unpack(packed, coding, len(TEXT)) == TEXT
    with pytest.raises(Undecodable, match="more than"):
        unpack(packed, coding, len(TEXT) - 1)


def test_a_plain_body_is_bounded_as_well() -> None:
    assert unpack(TEXT, None, len(TEXT)) == TEXT
    with pytest.raises(Undecodable, match="larger than"):
        unpack(TEXT, None, len(TEXT) - 1)


@pytest.mark.parametrize("name", CODINGS)
def test_no_cut_of_a_body_passes_for_the_whole(name: str) -> None:
    coding, pack = PACKERS[name]
    packed = pack(TEXT)
    for length in range(1, len(packed), max(1, len(packed) // 25)):
        with pytest.raises(Undecodable):
            unpack(packed[:length], coding)


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
def test_noise_is_named_as_no_such_encoding_and_raises_nothing_else(name: str) -> None:
    dice = random.Random(name)
    for _ in range(60):
        noise = dice.randbytes(dice.randint(1, 400))
        try:
            assert isinstance(unpack(noise, name), bytes)
        except Undecodable as error:
            assert len(str(error)) < 200


@pytest.mark.parametrize("name", CODINGS)
def test_a_flipped_bit_gives_the_body_or_an_error_never_a_crash(name: str) -> None:
    dice = random.Random(7)
    coding, pack = PACKERS[name]
    packed = pack(TEXT)
    for _ in range(60):
        forged = bytearray(packed)
        forged[dice.randrange(len(forged))] ^= 1 << dice.randrange(8)
        try:
            unpack(bytes(forged), coding, 100_000)
        except Undecodable:
            continue


def test_a_flipped_bit_under_a_checksum_is_found_out() -> None:
    packed = bytearray(gzip.compress(TEXT, mtime=0))
    packed[-5] ^= 1
    with pytest.raises(Undecodable, match="incorrect"):
        unpack(bytes(packed), "gzip")


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("GZIP", gzip.compress(TEXT, mtime=0)),
        (" gzip ,", gzip.compress(TEXT, mtime=0)),
        ("identity, gzip", gzip.compress(TEXT, mtime=0)),
        ("gzip, identity", gzip.compress(TEXT, mtime=0)),
        ("identity, identity, identity", TEXT),
        ("gzip, gzip", gzip.compress(gzip.compress(TEXT), mtime=0)),
        ("br, gzip", gzip.compress(brotli.compress(TEXT), mtime=0)),
        ("gzip", TEXT),
        ("utf-8", TEXT),
        ("none", TEXT),
        ("", TEXT),
        (None, TEXT),
    ],
)
def test_a_header_is_read_as_servers_write_it(coding: str | None, body: bytes) -> None:
    assert unpack(body, coding) == TEXT


@pytest.mark.parametrize("coding", ["br", "deflate", "zstd"])
def test_a_plain_page_that_only_says_it_is_packed_is_no_page(coding: str) -> None:
    with pytest.raises(Undecodable):
        unpack(TEXT, coding)


@pytest.mark.parametrize(
    ("first", "second"), [("gzip", "gzip"), ("gzip", "br"), ("br", "zstd"), ("zstd", "deflate"), ("deflate", "gzip")]
)
def test_an_onion_of_two_layers_is_bounded_at_each(first: str, second: str) -> None:
    bomb = PACKERS[second][1](PACKERS[first][1](b" " * 2_000_000))
    with pytest.raises(Undecodable, match="more than 100000 bytes"):
        unpack(bomb, f"{first}, {second}", 100_000)


def test_the_name_of_an_unknown_encoding_is_cut() -> None:
    with pytest.raises(Undecodable) as caught:
        unpack(b"\x00", "x" * 5_000)
    assert len(str(caught.value)) < 100


@pytest.mark.parametrize("tail", [b"", b"\0" * 512, b"<!-- cached -->", b"\n"])
def test_what_trails_the_last_member_is_padding(tail: bytes) -> None:
    assert gunzip(gzip.compress(TEXT, mtime=0) + tail) == (TEXT, False)


def test_zstd_frames_may_follow_each_other_and_a_window_too_large_is_refused() -> None:
    assert unpack(zstandard.compress(TEXT) * 2, "zstd") == TEXT * 2
    parameters = zstandard.ZstdCompressionParameters(window_log=27)
    engine = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    with pytest.raises(Undecodable):
        unpack(engine.compress(TEXT) + engine.flush(), "zstd")
