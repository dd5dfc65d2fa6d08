"""The other pages of a long thread."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement

from newsarchive.extract.comments.elements import Talk
from newsarchive.extract.document import Document
from newsarchive.urls import absolute

MOST_PAGES = 500
"""Pages of comments that one article can have here."""

_NUMBERED = re.compile(
    r"(?P<before>.*?(?:comments?-page-|[?&](?:cpage|commentPage|comments?_?page)=))(?P<number>\d{1,6})(?P<after>/?(?:&[^#]*)?)$",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"(?P<before>.*[?&](?:comments?_?)?page=)(?P<number>\d{1,6})(?P<after>(?:&[^#]*)?)$", re.IGNORECASE)
_HINT = re.compile(r"comments?-page-|[?&](?:cpage|commentPage|comments?_?page)=", re.IGNORECASE)
_PAGER_HEIGHT = 8
"""Elements around a link among which its pager is looked for."""
_PAGER = re.compile(r"pager|pagination|page-?nav|pages", re.IGNORECASE)
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


def comment_pages(document: Document, talk: Talk, *, has_thread: bool) -> tuple[str, ...]:
    """Return the addresses of the thread's other pages, oldest first: every number up to the largest one linked.

    WordPress counts from 1 and may show the newest page at the article's own address (option `default_comments_page`),
    so page 1 is among them unless this page says that it is page 1. Drupal counts from 0, and the
    article's own address is page 0; Blogger counts from 1.
    """
    here = _numbered(document.url, _NUMBERED)
    links, shown_here = _links(document, talk)
    lowest = 1
    if not links and has_thread:
        links = _pager_links(document, talk)
        here, lowest, shown_here = _numbered(document.url, _PLAIN), 0, 0
    if not links:
        return ()
    best = max(links, key=lambda link: link.number)
    shown = here.number if here is not None else shown_here
    shown = _current(document) if shown is None else shown
    highest = max(best.number, shown or 0)
    return tuple(islice((best.at(n) for n in range(lowest, highest + 1) if n != shown), MOST_PAGES))


def _links(document: Document, talk: Talk) -> tuple[list[_Numbered], int | None]:
    """Return the links to pages of the thread, and the page that is shown: the comments' links to themselves and the
    form's "cancel reply" name it. A list of recent comments names others, which do not stand on this page."""
    hinted = [href for _, href in talk.links if "page" in href.lower() and _HINT.search(href)]
    if not hinted:
        return [], None
    own = _stem(document.url)
    here = {"respond", *(element.get("id") for element in talk.elements)}
    links: list[_Numbered] = []
    shown = None
    known: dict[str, _Numbered | None] = {}  # every comment of a page links to it
    for href in hinted:
        address, _, fragment = href.partition("#")
        if address not in known:
            known[address] = _address(document, address, _NUMBERED, own)
        found = known[address]
        if found is not None and _ITSELF.search(href):
            shown = found.number if fragment in here else shown
        elif found is not None:
            links.append(found)
    return links, shown


def _pager_links(document: Document, talk: Talk) -> list[_Numbered]:
    """Return numbered links of a pager that stands inside what is called comments (Drupal's "?page=2")."""
    own = _stem(document.url)
    around = set(talk.elements)
    links = []
    for link, href in talk.links:
        above = list(islice(link.iterancestors(), _PAGER_HEIGHT)) if "page=" in href else []
        if any(el in around for el in above) and any(_PAGER.search(_names(el)) for el in above):
            found = _address(document, href.partition("#")[0], _PLAIN, own)
            if found is not None:
                links.append(found)
    return links


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _address(document: Document, href: str, pattern: re.Pattern[str], own: str) -> _Numbered | None:
    """Return the numbered address of a link (without fragment) to a page of this article's own thread; None for any
    other."""
    address = absolute(href, document.base)
    found = _numbered(address, pattern) if address and "replytocom" not in address else None
    return found if found is not None and _stem(found.before + found.after) == own else None


def _numbered(address: str, pattern: re.Pattern[str]) -> _Numbered | None:
    found = pattern.match(address.partition("#")[0])
    return _Numbered(found["before"], int(found["number"]), found["after"]) if found else None


def _stem(address: str) -> str:
    """Return what names the article itself, so that a "recent comments" link to another one is not taken.

    WordPress percent-encodes in lower case, what asks for its pages in upper case: one address (RFC 3986, 6.2.2.1).
    """
    path, _, query = address.partition("#")[0].partition("?")
    path = re.sub(r"^https?://(?:www\.)?", "", re.sub(r"comments?-page-\d*/?$", "", path)).rstrip("/")
    path = unquote(path) if "%" in path else path
    posts = [pair for pair in query.split("&") if pair.startswith(("p=", "page_id=", "id="))]
    return "?".join((path, *posts))


def _current(document: Document) -> int | None:
    text = str(_CURRENT(document.root)).strip()
    return int(text) if text.isdigit() and len(text) < 7 else None
