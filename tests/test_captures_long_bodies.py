"""Packed bodies that are longer than they may be: refused, or read to the limit."""

import gzip
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard

from newsarchive.captures.decoding import (
    MAX_LOOKED_THROUGH,
    MAX_UNPACKED,
    Undecodable,
    unpack,
    unpack_beginning,
)

QUICKLY: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda body: gzip.compress(body, 1, mtime=0),
    "deflate": lambda body: zlib.compress(body, 1),
    "br": lambda body: brotli.compress(body, quality=1),
    "zstd": zstandard.compress,
}


@pytest.mark.parametrize("name", QUICKLY)
def test_a_bomb_is_not_unpacked(name: str) -> None:
    with pytest.raises(Undecodable, match="more than"):
        unpack(QUICKLY[name](b" " * 17_000_000), name)


@pytest.mark.parametrize("name", QUICKLY)
def test_of_a_long_packed_body_the_beginning_is_to_be_had(name: str) -> None:
    whole = b"<p>Bridge</p>" * 2_000_000
    pack = QUICKLY[name]
    packed = pack(whole)
    assert unpack_beginning(packed, name) == (whole[:MAX_UNPACKED], True)
    assert unpack_beginning(pack(packed), f"{name}, {name}") == (whole[:MAX_UNPACKED], True)
    assert unpack_beginning(pack(whole[:MAX_UNPACKED]), name) == (whole[:MAX_UNPACKED], False)
    for broken in (packed[: len(packed) // 2], pack(b" " * (MAX_LOOKED_THROUGH + 1))):
        with pytest.raises(Undecodable):
            unpack_beginning(broken, name)
