"""Entries and their elements, cut out of XML that may be broken, hostile or half there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any

from newsarchive import urls
from newsarchive.extract.encoding import to_utf8
from newsarchive.extract.json_ld import bounded_integer
from newsarchive.text import clean_line, unescape

MAX_ENTRY = 262_144
"""Characters of an entry that are read; links, titles and times stand before a long text."""

_CDATA = "<![CDATA["
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_ATTRIBUTE = re.compile(r"([\w:.-]{1,60})\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def decode(data: bytes) -> str:
    """Return the text of an XML or JSON file in the charset that it declares or shows, by the rules of pages."""
    return to_utf8(data).decode().removeprefix("\ufeff")


def entries(text: str, *names: str) -> Iterator[tuple[str, str]]:
    """Yield name and inner markup of each element of these names, in order, with any prefix, also unclosed ones.

    What stands in CDATA is text, escaped in what is yielded: an entry may print the markup of another one. An element
    that nothing ends may be cut: what stands behind its last tag is left out.
    """
    text = _escaped(text)
    starts = re.compile(rf"<(?:\w{{1,20}}:)?({'|'.join(names)})(?=[\s>])")
    ends = {name: re.compile(rf"</(?:\w{{1,20}}:)?{name}\s*>") for name in names}
    match = starts.search(text)
    while match:
        following = starts.search(text, match.end())
        inner = text[match.end() : following.start() if following else len(text)]
        end = ends[match[1]].search(inner, 0, MAX_ENTRY)
        if end:
            inner = inner[: end.start()]
        elif following is None or len(inner) > MAX_ENTRY:
            inner = inner[:MAX_ENTRY].rpartition("<")[0]
        yield match[1], inner
        match = following


def _escaped(text: str) -> str:
    """Return the XML with its sections of CDATA as escaped text; one that nothing ends before the next stays."""
    first, *sections = text.split(_CDATA)
    pieces = [first]
    for section in sections:
        inside, end, behind = section.partition("]]>")
        pieces += (escape(inside, quote=False), behind) if end else (_CDATA, section)
    return "".join(pieces)


def values(entry: str, name: str) -> Iterator[tuple[dict[str, str], str]]:
    """Yield attributes and raw content of each element of that name ("link", "dc:creator") in an entry.

    One that is never closed ends at the next tag.
    """
    if f"<{name}" not in entry:
        return
    end = 0
    for match in re.finditer(rf"<{name}(?=[\s>/])([^<>]{{0,4000}})>", entry):
        written = match[1]
        attributes = {key.lower(): unescape(one or two) for key, one, two in _ATTRIBUTE.findall(written)}
        if written.endswith("/"):
            yield attributes, ""
            continue
        start = match.end()
        end = entry.find(f"</{name}", start) if end >= 0 else -1  # looked for in vain once, not for each of thousands
        following = end if end >= 0 else entry.find("<", start)
        yield attributes, entry[start:following] if following >= 0 else entry[start:]


def value(entry: str, *names: str) -> str | None:
    """Return the text of the first element of these names, tried in order, that has one."""
    for name in names:
        for _, content in values(entry, name):
            found = text_of(content)
            if found:
                return found
    return None


def text_of(content: str) -> str:
    """Return the content of an element as one line of text: tags dropped, references resolved."""
    if "<" in content:
        content = _COMMENT.sub("", content).replace(_CDATA, "")
    return clean_line(_TAG.sub("", unescape(content)), 2_000)


def read_json(text: str) -> Any:
    """Return what a JSON text says; None where it is none, and for each number that no id and no count can be."""
    try:
        return json.loads(text, parse_int=bounded_integer)
    except (ValueError, RecursionError):
        return None


def address(raw: str | None, base: str) -> str | None:
    """Return the canonical http(s) address that an entry names; None where it names none."""
    found = urls.absolute(raw, base) if raw else None
    if found is None or any(character in found for character in ' <>"{}|\\^`'):
        return None
    try:
        return urls.canonical(found)
    except ValueError:
        return None


def entry_address(raw: str | None, base: str) -> str | None:
    """Return the address of a feed's or sitemap's entry: absolute, or from the root; anything else is a mistake."""
    return address(raw, base) if raw and raw.lower().startswith(("http://", "https://", "/")) else None
