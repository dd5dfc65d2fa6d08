"""Where a page leads: links, feeds, further pages, REST, robots directives."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsarchive import urls
from newsarchive.extract.blocks import line
from newsarchive.extract.document import Document
from newsarchive.extract.page import Page
from newsarchive.extract.rules import may_find, select

MAX_LINKS = 2_000
MAX_FURTHER = 100
REFRESH_SECONDS = 5
"""A later refresh is a reload of the page, not a redirect."""

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_REFRESH = re.compile(r"^\s*(\d+)(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"']+)", re.IGNORECASE)
_FURTHER = (".page-links a", ".post-nav-links a", ".post-page-numbers", ".multipage a", ".article-pagination a")
_PAGE_NUMBER = re.compile(r"^(?P<stem>.*?)/?(?:page/)?(?P<number>\d{1,3})/?$")


def find_links(page: Page) -> tuple[str, ...]:
    """Return the absolute http(s) addresses of the page's links, in order, without repetition and fragment."""
    by_tag = page.document.index.by_tag
    links = page.document.root.iter("a", "area") if "area" in by_tag else by_tag.get("a", ())
    found: dict[str, None] = {}
    for href in dict.fromkeys([link.get(b"href", "") for link in links]):
        if address := urls.absolute(href.partition("#")[0], page.document.base):
            found[address] = None
            if len(found) == MAX_LINKS:
                break
    return tuple(found)


def find_feeds(page: Page) -> tuple[str, ...]:
    """Return the addresses of the feeds that the page names."""
    links = (link for link in page.links_by_rel.get("alternate", ()) if (link.get("type") or "").lower() in _FEED_TYPES)
    return _addresses(page, links)


def find_further_pages(page: Page) -> tuple[str, ...]:
    """Return the addresses of the article's other pages, in order: /slug/2/, /slug/3/."""
    asked = (*(page.rules.further_pages if page.rules else ()), *_FURTHER)
    selectors = [selector for selector in asked if may_find(selector, page.document.index.class_names)]
    found = [
        address for address in _addresses(page, select(page.document.index, selectors)) if _is_page_of(page, address)
    ]
    for link in page.links_by_rel.get("next", ()):
        address = urls.absolute(link.get("href") or "", page.document.base)
        if address and _is_page_of(page, address) and not found:
            found.append(address)
    return tuple(sorted(dict.fromkeys(found), key=_number))[:MAX_FURTHER]


def _is_page_of(page: Page, address: str) -> bool:
    """Tell whether the address is the page's own with a number behind it (2 or more), on the same host."""
    if not urls.same_host(address, page.document.url):
        return False
    own, other = urlsplit(page.document.url), urlsplit(address)
    if own.path == other.path and "page" in other.query:
        return _number(address) > 1
    stem = own.path.rstrip("/")
    match = _PAGE_NUMBER.match(other.path)
    stems = (stem, re.sub(r"/\d{1,3}$", "", stem))  # the page itself may be a further one
    return match is not None and match["stem"].rstrip("/") in stems and int(match["number"]) > 1


def _number(address: str) -> int:
    match = re.search(r"(\d{1,3})/?$", address)
    return int(match[1]) if match else 0


def find_delayed_parts(page: Page) -> tuple[str, ...]:
    """Return the addresses of fragments that the theme loads later, on the same host."""
    if not page.rules or not page.rules.delayed:
        return ()
    found = (
        urls.absolute(el.get("data-url") or "", page.document.base)
        for el in select(page.document.index, page.rules.delayed)
    )
    return tuple(dict.fromkeys(address for address in found if address and urls.same_host(address, page.document.url)))


def find_rest_record(page: Page) -> str | None:
    """Return the address of the article's REST record (`link rel=alternate type=application/json`)."""
    links = (
        link
        for link in page.links_by_rel.get("alternate", ())
        if (link.get("type") or "").lower() == "application/json"
    )
    found = [address for address in _addresses(page, links) if "/wp/v2/" in address or "rest_route" in address]
    return found[0] if found else None


def find_rest_root(page: Page) -> str | None:
    """Return the root of the site's REST interface (`link rel="https://api.w.org/"`)."""
    found = _addresses(page, page.links_by_rel.get("https://api.w.org/", ()))
    return found[0] if found else None


def find_refresh(document: Document) -> str | None:
    """Return the target of a `meta http-equiv=refresh` of at most `REFRESH_SECONDS`."""
    return next(filter(None, (refresh_target(content, document.base) for content in document.metas("refresh"))), None)


def refresh_target(content: str, base: str) -> str | None:
    """Return where a `Refresh` leads (a meta element or a header); None where nowhere or not at once."""
    match = _REFRESH.match(content)
    if match and int(match[1][:6]) <= REFRESH_SECONDS:
        return urls.absolute(match[2].strip(), base)
    return None


def find_directives(page: Page) -> frozenset[str]:
    """Return the robots directives of the page's meta elements, and "tdm-reservation" where it is 1."""
    words = {
        word.strip().lower()
        for name in ("robots", "newsarchive")
        for content in page.document.metas(name)
        for word in content.split(",")
    }
    if page.document.meta("tdm-reservation") == "1":
        words.add("tdm-reservation")
    return frozenset(word for word in words if word and len(word) < 80)


def _addresses(page: Page, elements: Iterable[HtmlElement]) -> tuple[str, ...]:
    found = (urls.absolute(element.get("href") or "", page.document.base) for element in elements)
    return tuple(dict.fromkeys(address for address in found if address))


def link_text(element: HtmlElement) -> str:
    """Return the text of a link, else its title."""
    return line(element) or (element.get("title") or "").strip()
