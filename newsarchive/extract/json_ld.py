"""JSON-LD of a page → its typed objects. Never raises; depth, size and digits are bounded."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from newsarchive.text import clean_line, unescape

MAX_CHARACTERS = 3_000_000
"""Characters of one script; the longest of 816 real pages is below 400,000."""
MAX_DEPTH = 40
MAX_OBJECTS = 5_000
MAX_DIGITS = 18
"""Digits of an integer; longer ones (an attack on `int`) become None."""

_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|(?://|/\*)?\s*\]\]>(?:\s*\*/)?)\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})')

Node = dict[str, Any]


def read(scripts: Iterable[str]) -> tuple[Node, ...]:
    """Return every object with `@type` of the scripts' texts, in order, out of lists and `@graph`."""
    found: list[Node] = []
    for script in scripts:
        for value in _values(script):
            found.extend(_roots(value))
            if len(found) >= MAX_OBJECTS:
                return tuple(found[:MAX_OBJECTS])
    return tuple(found)


def within(node: Any) -> Iterator[Node]:
    """Yield every object with `@type` at any depth of the value, outermost first, in order."""
    stack: list[tuple[Any, int]] = [(node, 0)]
    count = 0
    while stack and count < MAX_OBJECTS:
        value, depth = stack.pop()
        count += 1
        if isinstance(value, dict):
            if "@type" in value:
                yield value
            children = list(value.values())
        else:
            children = value
        if depth < MAX_DEPTH:
            stack.extend((child, depth + 1) for child in reversed(children) if isinstance(child, (dict, list)))


def types(node: Node) -> set[str]:
    """Return the object's types in lower case, without the schema.org prefix."""
    raw = node.get("@type")
    names = raw if isinstance(raw, list) else [raw]
    return {name.strip().rpartition("/")[2].removeprefix("schema:").lower() for name in names if isinstance(name, str)}


def texts(value: Any) -> list[str]:
    """Return the non-empty strings of a JSON-LD value that is a string or a list of strings."""
    members = value if isinstance(value, list) else [value]
    return [text for member in members if isinstance(member, str) and (text := clean_line(unescape(member)))]


def addresses(value: Any) -> list[str]:
    """Return the addresses of pages that a value tells: of a string, of an object, or of a list of strings."""
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    members = value if isinstance(value, list) else [value]
    # A fragment alone makes "@id" the name of an object, not the address of a page.
    return [m.partition("#")[0] for m in members if isinstance(m, str) and m.startswith(("http://", "https://"))]


def name(node: Any, *keys: str) -> str | None:
    """Return the first text under the keys ("name" and "alternateName" where none is given) of an object, of the first
    of a list, or the string itself."""
    if isinstance(node, list):
        node = node[0] if node else None
    if isinstance(node, str):
        return node
    if not isinstance(node, dict):
        return None
    for key in keys or ("name", "alternateName"):
        found = texts(node.get(key))
        if found:
            return found[0]
    return None


def _roots(value: Any, depth: int = 0) -> Iterator[Node]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for member in value[:MAX_OBJECTS]:
            yield from _roots(member, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        if "@graph" in value:
            yield from _roots(value["@graph"], depth + 1)


def _values(script: str) -> list[Any]:
    text = script.strip()
    if not text or len(text) > MAX_CHARACTERS:
        return []
    try:
        return [orjson.loads(text)]
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        return _repaired(text)


def _repaired(text: str) -> list[Any]:
    text = _WRAPPING.sub("", _WRAPPING.sub("", text)).strip().rstrip(";")
    if "&quot;" in text and '"' not in text:
        text = html.unescape(text)
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", _BAD_ESCAPE.sub("", text))):
        values = _sequence(attempt)
        if values:
            return values
    return []


def _sequence(text: str) -> list[Any]:
    """Return the values that stand one after another in the text, up to the first fault."""
    values: list[Any] = []
    position = 0
    while position < len(text) and len(values) < 50:
        try:
            value, position = _DECODER.raw_decode(text, position)
        except (ValueError, RecursionError):
            break
        values.append(value)
        while position < len(text) and text[position] in " \t\r\n,;":
            position += 1
    return values


def bounded_integer(digits: str) -> int | None:
    """Return a JSON number; None for one that no id and no count can be, on which Python may refuse the whole text."""
    return int(digits) if len(digits) <= MAX_DIGITS else None


_DECODER = json.JSONDecoder(strict=False, parse_int=bounded_integer, parse_constant=lambda _: None)
