"""What is left out of a page before it is parsed, so that no page takes more time or memory than a page may."""

from __future__ import annotations

import re

MAX_TAGS = 250_000
"""Start and end tags of a page that are read, some 100 MB of tree; the fullest of 816 real pages has 13,423."""
MAX_WORDS = 1_000_000
"""Names and equals signs in the tags of a page that are read: an attribute takes as much memory as an element."""
_LARGE = 1_000_000
"""Bytes of a page from which they are counted."""
MAX_ATTRIBUTES = 500
"""Attributes of one tag; libxml2's time grows with their square (40,000 take 13 s)."""
MAX_TEXT = 1_000_000
"""Bytes of text between two tags; a paragraph keeps 100,000 characters, and each copy of more costs memory."""
_LONG_TAG = 20_000
"""Characters of a tag from which its attributes are counted."""
_SCRIPT = (b"script", b"SCRIPT", b"style", b"STYLE")
_ATTRIBUTE = re.compile(rb"[^\s\"'>=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]*))?\s*")


def with_few_tags(data: bytes) -> bytes:
    """Return the page up to its tag number `MAX_TAGS`, or as far as `MAX_WORDS` reach; whole where both do."""
    if len(data) <= _LARGE:
        return data
    position = words = 0
    for tags, piece in enumerate(data.split(b"<")):
        tag = piece.partition(b">")[0] if tags else b""
        words += len(tag.split()) + tag.count(b"=")
        if tags > MAX_TAGS or words > MAX_WORDS:
            return data[: position - 1]
        position += len(piece) + 1
    return data


def with_few_attributes(data: bytes) -> bytes:
    """Return the page with at most `MAX_ATTRIBUTES` attributes in a tag."""
    if not _has_long_tag(data):
        return data
    pieces = data.split(b"<")
    for position, piece in enumerate(pieces):
        if len(piece) >= _LONG_TAG and piece[:1].isalpha():
            pieces[position] = _shortened(piece)
    return b"<".join(pieces)


def with_short_texts(data: bytes) -> bytes:
    """Return the page, as UTF-8, with at most `MAX_TEXT` bytes of text behind each tag; scripts stay whole."""
    if not _has_long_text(data):
        return data
    pieces = data.split(b"<")
    for position, piece in enumerate(pieces):
        if len(piece) > MAX_TEXT and not piece.startswith(_SCRIPT):
            tag, end, text = piece.partition(b">")
            pieces[position] = tag + end + text[:MAX_TEXT].decode("utf-8", "ignore").encode()
    return b"<".join(pieces)


def _has_long_text(data: bytes) -> bool:
    """Tell whether more than `MAX_TEXT` bytes stand somewhere without a "<"; looks at few bytes only."""
    start = 0
    while start + MAX_TEXT < len(data):
        last = data.rfind(b"<", start + 1, start + 1 + MAX_TEXT)
        if last < 0:
            return True
        start = last
    return False


def _has_long_tag(data: bytes) -> bool:
    """Tell whether some "<" is followed by no other and no ">" for `_LONG_TAG` bytes; looks at few bytes only."""
    start = 0
    while start + _LONG_TAG < len(data):
        last = data.rfind(b"<", start + 1, start + _LONG_TAG)
        if last >= 0:
            start = last
        elif data.find(b">", start, start + _LONG_TAG) < 0:
            return True
        else:
            start = data.find(b"<", start + _LONG_TAG)
            if start < 0:
                return False
    return False


def _shortened(piece: bytes) -> bytes:
    end = 0
    for count, match in enumerate(_ATTRIBUTE.finditer(piece)):
        if match.start() != end:
            return piece
        end = match.end()
        if count == MAX_ATTRIBUTES:
            close = piece.find(b">", end)
            return piece[:end] + (piece[close:] if close >= 0 else b">")
    return piece
