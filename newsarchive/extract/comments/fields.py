"""A comment's votes, its links to its author, to its parent and to itself."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from newsarchive.extract import blocks
from newsarchive.extract.comments.region import Region
from newsarchive.extract.comments.roles import number
from newsarchive.extract.comments.words import find_reply
from newsarchive.urls import absolute

_PARENT_ATTRIBUTES = frozenset((
    "data-parent-id", "data-parent", "data-parentid", "data-parent-comment-id", "data-comment-parent",
    "data-parent-comment", "data-reply-to", "data-replyto-id", "data-in-reply-to", "data-pid",
))  # fmt: skip
_BYLINE = 40
"""Elements among which a comment's byline stands."""
_CAP = 200
_INTEGER = re.compile(r"[+−–-]?\d{1,7}")


def address_of(own: Region, holder: HtmlElement | None, base: str) -> str | None:
    """Return the address the name links to."""
    if holder is None:
        return None
    around = [holder, *own.above(holder)[:2]]
    links = [element for element in around if element.tag == "a"] or [
        element for element in holder.iter("a") if element not in own.stops
    ]
    for link in links[:1]:
        href = link.get("href") or ""
        if not href.startswith("#"):
            return absolute(href, base)
    return None


def likes_of(own: Region) -> int | None:
    """Return the votes printed with the comment."""
    for element in own.of("likes"):
        for text in (element.get("data-count"), blocks.line(element)):
            found = _INTEGER.search(text or "")
            if found:
                return int(found[0].replace("−", "-").replace("–", "-"))
    return None


def parent_named(own: Region, source_id: str | None) -> str | None:
    """Return the source id of the comment that this one, whose own it is given, says it replies to."""
    for root in own.roots:
        for attribute in _PARENT_ATTRIBUTES.intersection(root.keys()):
            value = number(root.get(attribute) or "")
            if value and value != "0":
                return value
        if root.get("id", "").startswith(("wpd-comm-", "wc-comm-")):  # wpDiscuz: own id, then the parent's
            value = root.get("id", "").rpartition("_")[2]
            return value if value.isdigit() and value != "0" else None
    for element in own.of("parent"):
        for link in element.iter("a"):
            fragment = (link.get("href") or "").partition("#")[2]
            if fragment and number(fragment):
                return number(fragment)
    return _parent_told(own, source_id)


def _parent_told(own: Region, source_id: str | None) -> str | None:
    """Return the comment that a byline such as "Tom in reply to Ann" links to, besides itself."""
    for element in own.elements[:_BYLINE]:
        href = element.get("href") if element.tag == "a" and element not in own.quoted else None
        fragment = href.partition("#")[2] if href else ""
        around = element.getparent()
        if (
            fragment
            and (found := number(fragment))
            and found != source_id
            and around is not None
            and find_reply(blocks.line(around)[:_CAP])
        ):
            return found
    return None


def addressed(own: Region, source_id: str | None) -> tuple[str, str] | None:
    """Return the id and the name in the comment's first link to another, besides itself: "@Ann"."""
    for element in own.elements[:_BYLINE]:
        href = element.get("href") if element.tag == "a" else None
        fragment = href.partition("#")[2] if href else ""
        if fragment and (found := number(fragment)) and found != source_id:
            name = blocks.line(element).lstrip("@ ")
            if name:
                return found, name
    return None


def page_of(own: Region) -> str | None:
    """Return the address, without fragment, of the comment's link to itself."""
    for element in own.elements:
        if element.tag == "a" and element not in own.quoted:
            address, _, fragment = (element.get("href") or "").partition("#")
            if address and "omment" in fragment and number(fragment) and "replytocom" not in address:
                return address
    return None
