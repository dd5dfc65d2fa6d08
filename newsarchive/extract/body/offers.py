"""Boxes that offer a letter to the reader, whatever they are named: they ask for an address."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from lxml.html import HtmlElement

from newsarchive.extract.index import Index

_LONGEST_OFFER = 400
"""Characters of what is said about a letter beside the field for the reader's address."""


def sign_ups(
    index: Index, inside: Collection[HtmlElement], around: Collection[HtmlElement], mass: Mapping[HtmlElement, int]
) -> list[HtmlElement]:
    """Return the largest element around each field for an address in `inside` that holds little else (`mass`:
    characters below an element) and is not of those around the text."""
    found = []
    for field in index.by_tag.get("input", ()):
        if field.get("type") == "email" and field in inside:
            box = field
            for ancestor in field.iterancestors():
                if ancestor in around or mass.get(ancestor, 0) > _LONGEST_OFFER:
                    break
                box = ancestor
            found.append(box)
    return found
