"""Text that a page hands to its scripts instead of printing it (Next, Nuxt, Fusion)."""

from __future__ import annotations

import json
import re

from newsarchive.extract.blocks import paragraphs
from newsarchive.extract.document import Document
from newsarchive.extract.index import Index
from newsarchive.extract.names import BOX

_LITERAL = re.compile(r'"((?:[^"\\]++|\\.)*+)(?:"|\\?\Z)', re.DOTALL)
SHORTEST = 400
"""Characters of a string of JSON from which it may hold an article."""
_MARKS = ("\\u003cp", "\\u003Cp", "<p>", "<p ")
MAX_CHARACTERS = 2_000_000
"""Characters of one script that are searched."""
_ADDRESS = "https://localhost/"
"""Stands for the address of a fragment, of which no link is read."""
_CUT_TAGS = frozenset(("figure", "figcaption", "aside"))


def embedded_body(document: Document) -> list[str]:
    """Return the paragraphs of the longest HTML text in the page's scripts; empty where there is none.

    Such a text is a string of JSON that holds at least three paragraph tags.
    """
    best = ""
    for element in document.index.by_tag.get("script", ()):
        text = element.text
        if not text or len(text) > MAX_CHARACTERS or not any(mark in text for mark in _MARKS):
            continue
        for match in _LITERAL.finditer(text):
            literal = match[1]
            if len(literal) > max(len(best), SHORTEST) and sum(literal.count(mark) for mark in _MARKS) >= 3:
                best = literal
    return _read(best) if best else []


def _read(literal: str) -> list[str]:
    html: object = literal
    for _ in range(2):
        try:
            html = json.loads(f'"{html}"', strict=False)
        except ValueError:
            break
        if not isinstance(html, str) or "\\u003c" not in html:
            break
    fragment = Document.parse(f"<html><body>{html}</body></html>", _ADDRESS)
    index = Index(fragment.root)
    cut = {el for el in index.elements if el.tag in _CUT_TAGS or index.hints.get(el, 0) & BOX}
    return paragraphs(fragment.root, cut)
