"""The other pages of a long thread."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from newsarchive.extract.document import Document
from newsarchive.urls import absolute

MOST_PAGES = 500
"""Pages of comments that one article can have here."""

_ANCHORS = etree.XPath(
    '//a[contains(@href, "comment-page-") or contains(@href, "cpage=") or contains(@href, "commentPage=")'
    ' or contains(@href, "comments-page-") or contains(@href, "comment_page=") or contains(@href, "commentpage=")]'
)
_PAGERS = etree.XPath(
    '//*[@id = "comments" or contains(@class, "comments")]'
    '//*[contains(@class, "pager") or contains(@class, "pagination")]//a[contains(@href, "page=")]'
)
_NUMBERED = re.compile(
    r"(?P<before>.*?(?:comments?-page-|[?&](?:cpage|commentPage|comments?_?page)=))(?P<number>\d{1,6})(?P<after>/?(?:&[^#]*)?)$",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"(?P<before>.*[?&](?:comments?_?)?page=)(?P<number>\d{1,6})(?P<after>(?:&[^#]*)?)$", re.IGNORECASE)
_ITSELF = re.compile(r"#(?:comment-\d+|respond)$")
_CURRENT = etree.XPath(
    'string(//*[contains(@class, "page-numbers") and contains(@class, "current")]'
    '[ancestor::*[contains(@class, "comment") or contains(@id, "comment")]])'
)


@dataclass(frozen=True, slots=True)
class _Numbered:
    before: str
    number: int
    after: str

    def at(self, number: int) -> str:
        return f"{self.before}{number}{self.after}"


def comment_pages(document: Document, *, has_thread: bool) -> tuple[str, ...]:
    """Return the addresses of the thread's other pages, oldest first: every number up to the largest one linked.

    WordPress counts from 1 and may show the newest page at the article's own address (option `default_comments_page`),
    so page 1 is among them unless this page says that it is page 1. Drupal counts from 0, Blogger from 1.
    """
    here = _numbered(document.url, _NUMBERED)
    links, shown_here = _links(document)
    lowest = 1
    if not links and has_thread:
        links = [found for link in _PAGERS(document.root) if (found := _address(document, link.get("href"), _PLAIN))]
        here, lowest = _numbered(document.url, _PLAIN), 0
    if not links:
        return ()
    best = max(links, key=lambda link: link.number)
    shown = here.number if here is not None else shown_here or _current(document)
    highest = max(best.number, shown or 0)
    return tuple(best.at(n) for n in range(lowest, highest + 1) if n != shown)[:MOST_PAGES]


def _links(document: Document) -> tuple[list[_Numbered], int | None]:
    """Return the links to pages of the thread, and the page that is shown: the comments' links to themselves and the
    form's "cancel reply" name it."""
    links: list[_Numbered] = []
    shown = None
    for link in _ANCHORS(document.root):
        href = link.get("href") or ""
        found = _address(document, href, _NUMBERED)
        if found is not None and _ITSELF.search(href):
            shown = found.number
        elif found is not None:
            links.append(found)
    return links, shown


def _address(document: Document, href: str | None, pattern: re.Pattern[str]) -> _Numbered | None:
    """Return the numbered address of a link to a page of this article's own thread; None for any other."""
    address = absolute((href or "").partition("#")[0], document.base)
    found = _numbered(address, pattern) if address and "replytocom" not in address else None
    return found if found is not None and _stem(found.before) == _own_stem(document) else None


def _numbered(address: str, pattern: re.Pattern[str]) -> _Numbered | None:
    found = pattern.match(address.partition("#")[0])
    return _Numbered(found["before"], int(found["number"]), found["after"]) if found else None


def _own_stem(document: Document) -> str:
    here = _numbered(document.url, _NUMBERED)
    return _stem(here.before if here is not None else document.url.partition("#")[0])


def _stem(address: str) -> str:
    """Return the path of the article itself, so that a "recent comments" link to another one is not taken."""
    path = re.sub(r"comments?-page-$", "", address.partition("?")[0]).rstrip("/")
    return re.sub(r"^https?://(?:www\.)?", "", path)


def _current(document: Document) -> int | None:
    text = _CURRENT(document.root).strip()
    return int(text) if text.isdigit() and len(text) < 7 else None
