"""Pictures of the sample portal: small, and the same for the same name."""

from __future__ import annotations

import struct
import zlib
from hashlib import sha256

WIDTH, HEIGHT = 96, 64


def picture(name: str, ending: str) -> tuple[bytes, str]:
    """Return a picture and its media type: two areas in colours that follow from the name."""
    shade = sha256(name.encode()).digest()
    if ending == "svg":
        colour = shade[:3].hex()
        size = f'width="{WIDTH}" height="{HEIGHT}"'
        text = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><rect {size} fill="#{colour}"/></svg>'
        return text.encode(), "image/svg+xml"
    return _png(shade[:3], shade[3:6], 8 + shade[6] % (HEIGHT - 16)), "image/png"


def _png(above: bytes, below: bytes, horizon: int) -> bytes:
    """Return a PNG of 8-bit RGB without filters (W3C PNG, third edition, sections 5 and 11)."""
    rows = b"".join(b"\x00" + (above if row < horizon else below) * WIDTH for row in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
