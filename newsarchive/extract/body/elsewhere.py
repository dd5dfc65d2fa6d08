"""Which blocks among those of a text only lead elsewhere: to read also, to the next page, to a list of links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.extract.blocks import HEADINGS, Block, line
from newsarchive.extract.body.noise import is_inserted
from newsarchive.extract.fields.person import is_person
from newsarchive.text import letters
from newsarchive.times.outline import first_date

_BRACKETS = " []()«»<>→•–-|*"
"""What stands around a link that only leads elsewhere."""
_LINKED = 0.9
"""A block with this share of its text in links only leads elsewhere."""
_SHORT = 250
"""Characters of a block that may be a label with a link."""
_MOST_LINKS = 20
"""Links of such a block that are looked at."""
_LONGEST_LABEL = 60
_LONGEST_AROUND = 100
"""Characters of a block beside its links, with which it may be "read also" or the like."""
_PAGE_DIGITS = 3
"""Digits of the number of a page."""
_LABELLED = re.compile(r"^.{2,60}?[:：|»→]\s*(?=\S)")


def leads_elsewhere(block: Block) -> bool:
    """Tell whether the block is a link or a row of them, or a label with one behind it."""
    size = len(block.text.strip(_BRACKETS))
    share = min(1.0, block.linked / max(1, size))
    if share > 0.6 and size - block.linked <= 2 * block.text.count(", ") + 3 * block.text.count(" | "):
        share = 1.0  # nothing but what parts the links
    if block.linked and len(block.text) < _SHORT and (share > _LINKED or _is_around_links(block)):
        return True
    if share > 0.6 and len(block.text) < 600 and "\n" in block.text:
        return True
    label = _LABELLED.match(block.text) if len(block.text) < 300 else None
    return label is not None and block.linked >= 0.9 * (len(block.text) - label.end())


def _is_around_links(block: Block) -> bool:
    """Tell whether all that stands around the block's links is "read also", a sign, the number of a page before words
    that lead to the next one, or a label in a line above them."""
    if len(block.text) - block.linked > _LONGEST_AROUND:
        return False
    links = [text for link in islice(block.element.iter("a"), _MOST_LINKS) if (text := line(link))]
    rest = block.text
    for text in links:
        rest = rest.replace(text, "", 1)
    if len(links) > 1 and rest.count("\n") >= len(links) and len(rest) <= _LONGEST_LABEL:
        return block.text.startswith(rest.strip())
    told = letters(rest)
    is_page = told.isdecimal() and len(told) <= _PAGE_DIGITS and not all(map(str.isdecimal, links))
    # The end of a quoted post is an address, and the day of an article may lead to itself.
    is_own = any(text.startswith("http") for text in links) or first_date(block.text) is not None
    return not is_own and (not told or is_page or is_inserted(rest.strip()))


def link_lists(blocks: Sequence[Block]) -> set[int]:
    """Return the positions of the items of lists that mostly lead elsewhere, with the label above each list."""
    lists: dict[HtmlElement, list[int]] = {}
    for position, block in enumerate(blocks):
        parent = _list_of(block.element)
        if parent is not None:
            lists.setdefault(parent, []).append(position)
    found: set[int] = set()
    for positions in lists.values():
        items = [blocks[position] for position in positions]
        length = sum(len(item.text) for item in items)
        if len(items) > 1 and sum(item.linked for item in items) > 0.6 * length and length < 250 * len(items):
            found.update(positions)
            above = positions[0] - 1
            if above >= 0 and _is_label(blocks[above]):
                found.add(above)
    return found


def _list_of(element: HtmlElement) -> HtmlElement | None:
    for _ in range(3):
        parent = element.getparent()
        if element.tag == "li" or parent is None:
            return parent
        element = parent
    return None


def _is_label(block: Block) -> bool:
    if len(block.text) > 100:
        return False
    return block.element.tag in HEADINGS or block.text.endswith((":", "：")) or block.strong >= len(block.text)


def trim_label(gathered: Sequence[Block], kept: list[Block], left_out: Sequence[Block]) -> None:
    """Take off the end a label in bold that has nothing behind it but what leads elsewhere ("ALSO"); no name of two
    words, which signs the text."""
    behind = 0
    for block, other in zip(reversed(gathered), reversed(left_out), strict=False):
        if block is not other:
            break
        behind += 1
    last = gathered[-behind - 1] if 0 < behind < len(gathered) and len(kept) > 1 else None
    if last is None or last is not kept[-1] or len(last.text) > _LONGEST_LABEL or last.strong < len(last.text):
        return
    if not (" " in last.text and is_person(last.text)):
        kept.pop()
