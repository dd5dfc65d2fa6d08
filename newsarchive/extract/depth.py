"""Pages that nest deeper than the parser keeps: libxml2 2.14 gives up at 2,048 open elements."""

from __future__ import annotations

import re

MAX_DEPTH = 900
"""Open elements kept, those of `_SHALLOW` not counted, which can be as many again; libxml2 2.14 gives up at 2,048 and
drops the rest of the page."""

_RELIEF = 100
"""Elements closed at once where a page nests deeper."""
_LEEWAY = 30
"""Levels before the limit among which the best place to close is looked for."""
_NAMED_BOX = re.compile(
    rb"^<(?:div|article|section|ul|ol|dl|table|details|blockquote)\s[^>]*?(?:class|id)=", re.IGNORECASE
)
# A quote ends at the next "<": one that is never closed would be searched for through the whole page, tag after tag.
_TAG = re.compile(rb"<(/?)([a-zA-Z][^\s/>]{0,40})(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+>")
# Elements that never stay open: void ones, and those whose end tag may be left out (WHATWG HTML, 13.1.2.4).
_SHALLOW = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li dt dd tr td th option "
    b"thead tbody tfoot optgroup html head body script style".split()
)


def flattened(data: bytes) -> bytes:
    """Return the page with no more than `MAX_DEPTH` elements open at once.

    Where one more would open, the innermost `_RELIEF` are closed: what they hold further comes to stand beside them,
    whole, and their own end tags are dropped.
    """
    open_tags: list[bytes | None] = []
    depth = 0

    def keep(match: re.Match[bytes]) -> bytes:
        nonlocal depth
        name = match[2].lower()
        if name in _SHALLOW:
            return match[0]
        if match[1]:
            is_open = open_tags.pop() is not None if open_tags else True
            depth = max(0, depth - is_open)
            return match[0] if is_open else b" "
        # Best where a box begins, so that none is cut in two.
        is_full = depth >= MAX_DEPTH or (depth >= MAX_DEPTH - _LEEWAY and _NAMED_BOX.search(match[0]) is not None)
        closed = _closed(open_tags) if is_full else []
        depth += 1 - len(closed)
        open_tags.append(name)
        return b"".join((*closed, match[0]))

    return _TAG.sub(keep, data)


def _closed(open_tags: list[bytes | None]) -> list[bytes]:
    """Return the end tags of the innermost elements, and mark these as closed (None)."""
    tags: list[bytes] = []
    for position in range(len(open_tags) - 1, -1, -1):
        name = open_tags[position]
        if name is None or len(tags) == _RELIEF:
            break
        tags.append(b"</" + name + b">")
        open_tags[position] = None
    return tags
