"""Home pages and listings: which articles they list, where the next page is, what else the site offers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from newsarchive import urls
from newsarchive.crawl.discovery.markup import address
from newsarchive.extract.blocks import HEADINGS, line
from newsarchive.extract.document import Document
from newsarchive.extract.links import find_refresh
from newsarchive.items import Candidate, Moment
from newsarchive.text import clean_line
from newsarchive.times import parse_moment

MAX_LINKS = 10_000
_FEED_TYPES = (
    *("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"),
    *("application/xml", "text/xml"),
)
_OLDER = re.compile(r"(?:^|\s)(?:older|next|nextpostslink|pagination-next|next-page)(?:\s|$)", re.IGNORECASE)
_MORE = re.compile(r"(?:ajax|load)[-_]?more", re.IGNORECASE)
_NEVER = re.compile(
    r"/(?:wp-login\.php|wp-admin|wp-json|xmlrpc\.php|feed|comments/feed|cart|checkout|login|signin|register|subscribe|"
    r"search)(?:/|$)|\.(?:jpe?g|png|gif|webp|svg|ico|css|js|xml|rss|pdf|zip|mp[34]|json|txt|woff2?)$",
    re.IGNORECASE,
)
_COMMENT_PAGE = re.compile(r"(?<=/)comment-page-\d{1,6}/?$|(?<=[?&])cpage=\d{1,6}(?:&|$)")
_NUMBERED = re.compile(
    r"(?P<list>.*)(?:[?&](?:page|paged|pg|seite|pagina)=|/(?:page|seite|pagina)/)(?P<number>\d{1,5})(?P<rest>/?(?:&.*)?)",
    re.IGNORECASE,
)
_LISTING = re.compile(
    r"^/(?:[a-z]{2}(?:-[a-z]{2})?/)?(?:category|categories|tag|tags|author|authors|topics?|sections?)(?:/|\.html?$|$)|"
    r"^/(?:[a-z]{2}(?:-[a-z]{2})?/)?archives?(?:/(?:\d{4}/(?:\d\d?/){0,2})?|\.html?)?$|"
    r"/page/\d+/?$|/index\d*\.html?$|^/(?:\d{4}/(?:\d\d?/)?)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Listing:
    """What a home page or listing offers."""

    entries: tuple[Candidate, ...] = ()
    """Addresses under a heading or in an `article` element: most probably articles."""
    links: tuple[str, ...] = ()
    """The page's other addresses, canonical, that may be articles."""
    listings: tuple[str, ...] = ()
    """Addresses that look like listings: terms, authors, archives."""
    next_page: str | None = None
    feeds: tuple[str, ...] = ()
    rest_root: str | None = None
    """Root of WordPress's REST interface, where the page names it."""
    refresh: str | None = None
    """Where a page that lists nothing sends its reader at once (`meta http-equiv=refresh`)."""
    title: str | None = None
    language: str | None = None


def read_listing(data: bytes, url: str, *, fetched_at: datetime, encoding: str | None = None) -> Listing:
    """Return what the page at `url` lists. Pure; never raises on any page."""
    document = Document.parse(data, url, encoding=encoding)
    entries: dict[str, Candidate] = {}
    links: dict[str, None] = {}
    listings: dict[str, None] = {}
    own, shown = _in_list(document.url)
    further: list[tuple[int, str]] = []
    for element, link in _links(document):
        path = urlsplit(link).path
        listing, number = _in_list(link)
        if listing == own and number > shown:
            further.append((number, link))
        if _LISTING.search(path):
            listings[link] = None
        elif _is_entry(element):
            entries.setdefault(
                link, Candidate(link, url, headline=line(element) or None, published=_time(element, fetched_at))
            )
        elif listing != own:
            links[link] = None
    return Listing(
        entries=tuple(entries.values()),
        links=tuple(link for link in links if link not in entries),
        listings=tuple(listings),
        next_page=_next_page(document, further),
        feeds=tuple(_by_rel(document, "alternate", _FEED_TYPES)),
        rest_root=next(_by_rel(document, "https://api.w.org/"), None),
        refresh=None if entries else find_refresh(document),
        title=document.meta("og:site_name") or _title(document),
        language=document.language,
    )


def may_be_article(url: str) -> bool:
    """Tell whether an address may be an article's by its form: no listing, login, feed, picture or script."""
    path = urlsplit(url).path
    return not (_LISTING.search(path) or _NEVER.search(path))


def of_thread(url: str) -> str:
    """Return the article's address for that of a page of its comments, which lists of the latest comments link to
    (WordPress, get_comment_link); else the address itself."""
    return _COMMENT_PAGE.sub("", url).rstrip("?&") if _COMMENT_PAGE.search(url) else url


def _links(document: Document) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the page's links to other pages of its host, canonical, at most `MAX_LINKS`."""
    count = 0
    for element in document.root.iter("a"):
        href = element.get("href")
        if not href or href[0] == "#" or "nofollow" in (element.get("rel") or "").split():
            continue
        link = of_thread(found) if (found := address(href, document.base)) else None
        if link is None or not urls.same_host(link, document.url) or urls.is_home(link):
            continue
        if _NEVER.search(urlsplit(link).path):
            continue
        count += 1
        if count > MAX_LINKS:
            return
        yield element, link


def _is_entry(element: HtmlElement) -> bool:
    """Tell whether a link stands in a heading, holds one, or is the title of a teaser."""
    parent = element.getparent()
    for ancestor in (parent, parent.getparent() if parent is not None else None):
        if ancestor is not None and (ancestor.tag in HEADINGS or "title" in (ancestor.get("class") or "")):
            return True
    return any(child.tag in HEADINGS for child in element)


def _time(element: HtmlElement, fetched_at: datetime) -> Moment | None:
    """Return the machine time of the teaser that the link belongs to."""
    for depth, ancestor in enumerate(element.iterancestors()):
        if ancestor.tag in ("article", "li") or depth == 4:
            found = next(ancestor.iter("time"), None)
            raw = found.get("datetime") if found is not None and ancestor.tag in ("article", "li") else None
            return parse_moment(raw, fetched_at=fetched_at) if raw else None
    return None


def _next_page(document: Document, further: list[tuple[int, str]]) -> str | None:
    """Return the address of the listing's next (older) page: the one marked so, else the next of its own numbered pages
    to which it links (`further`), whatever the link says ("»", "3").

    A listing without a number is before its first page: Drupal counts from 0, Django from 1.
    """
    found = next(_by_rel(document, "next"), None)
    if found:
        return found
    for element in document.root.iter("a"):
        parent = element.getparent()
        names = f"{element.get('rel') or ''} {element.get('class') or ''} "
        names += (parent.get("class") or "") if parent is not None else ""
        if _OLDER.search(names) and (link := address(element.get("href"), document.base)):
            return link if urls.same_host(link, document.url) and "disable" not in names else None
        if _MORE.search(names):
            # The button asks admin-ajax with a nonce; the same entries stand on the listing's numbered pages.
            return _numbered(document.url)
    return min(further, default=(0, None))[1]


def _in_list(url: str) -> tuple[tuple[str, str], int]:
    """Return what names the listing of a numbered page, and the number; of another address itself, and 0."""
    found = _NUMBERED.fullmatch(url)
    if found is None:
        return (url.rstrip("/"), ""), 0
    return (found["list"].rstrip("/"), found["rest"].strip("/")), int(found["number"])


def _numbered(url: str) -> str:
    """Return the next of WordPress's numbered pages of the listing at `url`."""
    stem, _, number = url.partition("/page/")
    digits = number.strip("/")
    return wordpress_page(stem, int(digits) + 1 if digits.isdecimal() else 2)


def _by_rel(document: Document, rel: str, types: tuple[str, ...] = ()) -> Iterator[str]:
    for element in document.root.iter("link"):
        if rel not in (element.get("rel") or "").lower().split():
            continue
        if types and (element.get("type") or "").partition(";")[0].strip().lower() not in types:
            continue
        link = urls.absolute(element.get("href") or "", document.base)
        if link:
            yield link


def _title(document: Document) -> str | None:
    element = document.root.find("head/title")
    return (clean_line(element.text or "", 200) or None) if element is not None else None


def wordpress_page(base: str, number: int) -> str:
    """Return the address of a WordPress listing's page: "/page/2/" behind it."""
    return urljoin(base if base.endswith("/") else f"{base}/", f"page/{number}/")
