"""Paragraphs in the data that a page hands to its scripts: rows of blocks as editors keep them.

Draft.js and Editor.js (`blocks`), Portable Text (`children`), ProseMirror and Contentful (`content`), Arc XP
(`content_elements`), Lexical and Slate (`children`); else one long string under the name of a body.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from newsarchive.extract.json_ld import bounded_integer
from newsarchive.text import clean_block, clean_line, unescape

_TEXTS = ("text", "value", "content", "html", "data", "children", "attrs", "paragraph", "p")
"""Keys of a block under which its text stands, itself or in parts."""
_FOREIGN = frozenset(("url", "slug", "headline", "href", "link", "title", "canonical_url", "@type", "src"))
"""Keys of what is no block of a text: another article, a picture, an item of a menu."""
_BODIES = frozenset(
    ("body", "content", "text", "articlebody", "bodytext", "article_body", "fulltext", "story", "articlecontent")
)
_ROWS = _BODIES | {"paragraphs", "p", "paragraph"}
"""Names under which a row of bare strings is a text; under any other it is a list of messages, labels or names."""
_BEGINNING = re.compile(r"(?:=|\(|^|\breturn)\s*(?=[\[{])")
_MAX_VALUES = 200_000
_MAX_DEPTH = 60
_PARAGRAPH = 60
"""Characters of a block that is a paragraph and no caption, label or heading."""
_LEAST = 3
"""Blocks, or lines of a string, that make a text."""
_STOPS = tuple('.?!…。！？।۔؟"”»“』」’')
_TAGS = re.compile(r"<[^<>]{1,500}>")
_BREAKS = re.compile(r"\n\s*\n|\n")

_DECODER = json.JSONDecoder(strict=False, parse_int=bounded_integer, parse_constant=lambda _: None)


def told_paragraphs(script: str) -> list[str]:
    """Return the paragraphs of the longest text in the script's data; [] where it holds none. Never raises."""
    best: list[str] = []
    for value in _values(script):
        for found in _texts(value):
            if sum(map(len, found)) > sum(map(len, best)):
                best = found
    return best


def _values(script: str) -> Iterator[Any]:
    spent = 0
    for match in _BEGINNING.finditer(script):
        start = match.end()
        try:
            yield _DECODER.raw_decode(script, start)[0]
        except json.JSONDecodeError as fault:
            spent += fault.pos - start
        except RecursionError:
            return
        if spent > 2 * len(script):  # what begins like data again and again and never is
            return


def _texts(value: Any) -> Iterator[list[str]]:
    """Yield every row of blocks and every string named a body, as paragraphs."""
    stack: list[tuple[Any, str, int]] = [(value, "", 0)]
    for _ in range(_MAX_VALUES):
        if not stack:
            return
        node, name, depth = stack.pop()
        if isinstance(node, list):
            if name.lower() in _ROWS or not all(isinstance(member, str) for member in node):
                row = [text for member in node if (text := _block(member, 0))]
                if _is_text(row):
                    yield row
        elif isinstance(node, str) and name.lower() in _BODIES:
            lines = [line for part in _BREAKS.split(node) if (line := clean_line(part))]
            if _is_text(lines):
                yield lines
        if depth < _MAX_DEPTH and isinstance(node, dict):
            stack.extend((member, key, depth + 1) for key, member in node.items())
        elif depth < _MAX_DEPTH and isinstance(node, list):
            stack.extend((member, name, depth + 1) for member in node)


def _is_text(parts: list[str]) -> bool:
    """Tell whether the parts are paragraphs: three at least, most with the stop of a sentence at the end."""
    long = [part for part in parts if len(part) >= _PARAGRAPH]
    return len(long) >= _LEAST and 2 * sum(part.endswith(_STOPS) for part in long) > len(long)


def _block(value: Any, depth: int) -> str:
    """Return the text of one block; "" where it is no block of a text."""
    if isinstance(value, str):
        return clean_block(unescape(_TAGS.sub("", value)))
    if depth > 6 or not isinstance(value, (dict, list)):
        return ""
    if isinstance(value, list):
        return "".join(_inline(member, depth + 1) for member in value).strip()
    if depth == 0 and not _FOREIGN.isdisjoint(value):
        return ""
    return next((text for key in _TEXTS if (text := _block(value.get(key), depth + 1))), "")


def _inline(value: Any, depth: int) -> str:
    """Return a part of a block's text with the blanks around it."""
    if isinstance(value, dict):
        for key in _TEXTS:
            part = value.get(key)
            if isinstance(part, str):
                return unescape(_TAGS.sub("", part))
    return _block(value, depth)
