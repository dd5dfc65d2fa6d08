"""Boxes that offer a letter or a subscription to the reader, whatever they are named: they ask for an address, or a
notice heads them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.extract.blocks import Block
from newsarchive.extract.body.walls import is_notice
from newsarchive.extract.index import Index

_LONGEST_OFFER = 400
"""Characters of what is said about a letter beside the field for the reader's address."""
_HIGHEST = 10
"""Levels above a notice at which its box may end."""
_LONGEST_NOTICE = 60
_SHARE = 0.3
"""Share of the text that what offers a subscription takes at most."""


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


def subscriptions(blocks: Sequence[Block]) -> set[int]:
    """Return the positions of what stands in a box headed by the notice of a wall: what a subscription offers."""
    found: set[int] = set()
    most = sum(len(block.text) for block in blocks) * _SHARE
    for position, block in enumerate(blocks):
        if len(block.text) > _LONGEST_NOTICE or position in found or not is_notice(block.text):
            continue
        before = set(blocks[position - 1].element.iterancestors()) if position else set()
        for box in islice(block.element.iterancestors(), _HIGHEST):
            end = position if box in before else _end_of(box, blocks, position)
            if not 0 < sum(len(other.text) for other in blocks[position:end]) <= most:
                break
            found.update(range(position, end))
    return found


def _end_of(box: HtmlElement, blocks: Sequence[Block], start: int) -> int:
    """Return the position behind the last block of the row from `start` on that lies in the box."""
    for position, block in enumerate(islice(blocks, start, None), start):
        if box not in block.element.iterancestors():
            return position
    return len(blocks)
