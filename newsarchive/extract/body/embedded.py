"""Text that a page hands to its scripts instead of printing it (Next, Nuxt, Fusion)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from urllib.parse import unquote

from newsarchive.extract.blocks import paragraphs
from newsarchive.extract.body.state import told_paragraphs
from newsarchive.extract.document import Document
from newsarchive.extract.index import Index
from newsarchive.extract.names import BOX

_LITERALS = (
    re.compile(r'"((?:[^"\\]++|\\.)*+)(?:"|\\?\Z)', re.DOTALL),
    re.compile(r"'((?:[^'\\]++|\\.)*+)(?:'|\\?\Z)", re.DOTALL),
)
SHORTEST = 400
"""Characters of a string of JSON from which it may hold an article."""
_MARKS = ("\\u003cp", "\\u003Cp", "<p>", "<p ", "&lt;p")
MAX_CHARACTERS = 2_000_000
"""Characters of one script that are searched."""
_MAX_LAYERS = 3
"""How often a string of JSON may hold JSON or escaped text."""
_ADDRESS = "https://localhost/"
"""Stands for the address of a fragment, of which no link is read."""
_CUT_TAGS = frozenset(("figure", "figcaption", "aside"))
_FLIGHT = re.compile(r"^\w{1,4}:T\w{1,6},")
"""What stands before a text in the rows of React's server components: its number and length."""
_PLACEHOLDER = re.compile(r"([$%#{\[])\1[\w ./:-]{2,40}[$%#}\]]{2}")
"""What an editor's system replaces when it prints the text: "$$ARTICLEAD$$", "{{ad}}"."""
_END_TAG = re.compile(r"\{\\?/([a-z][\w-]{0,20})\}")
"""How some systems write an end tag in data: "<p>…{/p}"."""


def embedded_body(document: Document) -> list[str]:
    """Return the paragraphs of the longest HTML text in the page's scripts, else of the longest row of paragraphs in
    their data; empty where there is none.

    Such a text is a string of JSON that holds at least three paragraph tags.
    """
    scripts = [text for text in _scripts(document) if len(text) <= MAX_CHARACTERS]
    for pattern in _LITERALS:
        if best := max((_longest(text, pattern) for text in scripts), key=len, default=""):
            return [text for text in _read(best) if not _PLACEHOLDER.fullmatch(text)]
    return max((told_paragraphs(text) for text in scripts), key=lambda found: sum(map(len, found)), default=[])


def _scripts(document: Document) -> Iterator[str]:
    for element in document.index.by_tag.get("script", ()):
        if text := element.text:
            yield unquote(text) if text.lstrip().startswith("%7B") else text


def _longest(text: str, pattern: re.Pattern[str]) -> str:
    best = ""
    if any(mark in text for mark in _MARKS):
        for match in pattern.finditer(text):
            literal = match[1]
            if len(literal) > max(len(best), SHORTEST) and sum(literal.count(mark) for mark in _MARKS) >= 3:
                best = literal
    return best


def _read(literal: str) -> list[str]:
    text = literal
    for _ in range(_MAX_LAYERS):
        plain = _unescaped(text)
        if plain.lstrip().startswith(("{", "[")) and (inner := _longest(plain, _LITERALS[0])):
            text = inner  # JSON in a string of JSON
        elif plain == text:
            break
        else:
            text = plain
    text = _END_TAG.sub(r"</\1>", _FLIGHT.sub("", text))
    fragment = Document.parse(f"<html><body>{text}</body></html>", _ADDRESS)
    index = Index(fragment.root)
    cut = {el for el in index.elements if el.tag in _CUT_TAGS or index.hints.get(el, 0) & BOX}
    return paragraphs(fragment.root, cut)


def _unescaped(text: str) -> str:
    """Return the text without one layer of escapes: those of JSON, else those of HTML where no tag stands in it."""
    if "\\" in text:
        try:
            return str(json.loads(f'"{text}"', strict=False))
        except ValueError:
            return text
    return html.unescape(text) if "&lt;p" in text and "<p" not in text else text
