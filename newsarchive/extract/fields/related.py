"""Links to further reading: lists the author wrote, the portal's box, "read also" lines in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from lxml.html import HtmlElement

from newsarchive import urls
from newsarchive.extract.blocks import HEADINGS, Block
from newsarchive.extract.fields.reading import is_reading
from newsarchive.extract.links import link_text
from newsarchive.extract.page import Page
from newsarchive.extract.rules import select
from newsarchive.items import Flag, LinkFlag, RelatedLink
from newsarchive.text import clean_line

MAX_LINKS = 60
_MARKDOWN = re.compile(r"^\W{0,3}\[(?P<text>[^\[\]]{1,400})\]\((?P<target>[^()]{0,400})\)\W{0,2}$")
_TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%%|\$\{|<%")


def take_link_lists(page: Page, blocks: Sequence[Block]) -> tuple[list[Block], list[RelatedLink], list[Flag]]:
    """Return the blocks without lists of links that the author wrote as text, the links, and what is wrong with them.

    A portal whose texts come from a template prints "[title](Insert URL here)": such an item is a link without an
    address. The heading above the list leaves with it.
    """
    kept: list[Block] = []
    links: list[RelatedLink] = []
    flags: list[Flag] = []
    for block in blocks:
        match = _MARKDOWN.match(block.text)
        if not match:
            kept.append(block)
            continue
        if not links and kept and _is_heading(kept[-1]):
            kept.pop()
        url, flag = _target(match["target"].strip(), page.document.base)
        links.append(RelatedLink(clean_line(match["text"]), url, "more-about", flag))
        if flag == "placeholder" and not flags:
            flags.append(Flag("placeholder_link", clean_line(block.text, 200)))
    return kept, links, flags


def _is_heading(block: Block) -> bool:
    return block.element.tag in HEADINGS or (len(block.text) < 120 and block.strong >= len(block.text) > 0)


def _target(target: str, base: str) -> tuple[str | None, LinkFlag | None]:
    if _TEMPLATE.search(target):
        return None, "template"
    if target.lower().startswith(("http://", "https://")) or (target.startswith("/") and " " not in target):
        return None if " " in target else urls.absolute(target, base), None
    if re.match(r"^[a-z][a-z0-9+.-]*:", target, re.IGNORECASE):
        return None, "unsafe"
    return None, "placeholder"


def related_box(page: Page) -> list[RelatedLink]:
    """Return the links of the portal's own related box."""
    if not page.rules or not page.rules.related:
        return []
    return links_in(select(page.document.index, page.rules.related), page, "related")


def links_in(elements: Iterable[HtmlElement], page: Page, kind: Literal["related", "inline"]) -> list[RelatedLink]:
    """Return the titled links of the elements that lead to something to read, one an address, in order."""
    base, own = page.document.base, page.document.url
    found: dict[str, RelatedLink] = {}
    for element in elements:
        for anchor in element.iter("a"):
            url = urls.absolute(anchor.get("href") or "", base)
            if not url or url in found or not (text := clean_line(link_text(anchor), 400)):
                continue
            if is_reading(anchor, url, text, own):
                found[url] = RelatedLink(text, url, kind)
                if len(found) >= MAX_LINKS:
                    return list(found.values())
    return list(found.values())


def inline_links(page: Page, blocks: Sequence[Block]) -> list[RelatedLink]:
    """Return the links of the "read also" lines that were taken out of the text."""
    return links_in(dict.fromkeys(block.element for block in blocks), page, "inline")
