"""Whether what a page prints are teasers or beginnings of articles."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from urllib.parse import urldefrag

from lxml.html import HtmlElement

from newsarchive import urls
from newsarchive.extract.blocks import HEADINGS
from newsarchive.extract.index import is_large
from newsarchive.extract.page import Page
from newsarchive.items import Article
from newsarchive.text import letters

_TEASER = 60
"""Bytes of text for each linked heading below which the page is a list of teasers."""
_FEWEST = 3
_HEAD = 40
"""Letters by which a text of the page is known as a paragraph of the body."""
_LEVELS = 4
"""Levels around a text up to the element of a list that holds its title."""
_BESIDE = 2
"""Elements between a title and the text behind it: who wrote it, and when."""
_SHORTEST_TITLE = 8
_BEFORE = 24
"""Characters before a title that opens a text: a day."""
_TITLES = frozenset((*HEADINGS, "dt"))


def many_headings(page: Page, article: Article) -> bool:
    """Tell whether most of what the page prints are linked headings: teasers. A character of Chinese counts thrice."""
    headings = page.document.index.tagged("h2", "h3", "h4")
    linked = sum(_link_of(heading) is not None for heading in headings)
    return linked >= 8 and sum(len(text.encode()) for text in article.body) < _TEASER * linked


def begin_articles(page: Page, article: Article) -> bool:
    """Tell whether most texts of the body stand each behind a title of its own that links to another page: beginnings
    of articles, as blogs and portals list them."""
    heads = {letters(text[: 4 * _HEAD])[:_HEAD] for text in article.body}
    index = page.document.index
    texts = [el for el in index.texts if el.tag not in HEADINGS and not is_large(el)]
    body = [el for el in texts if letters(index.line(el)[: 4 * _HEAD])[:_HEAD] in heads]
    titles = _titles(page, body)
    if 3 * len(titles) < 2 * len(body):
        return False
    # The body may be the longest beginning alone.
    return len(titles) >= _FEWEST or (bool(titles) and len(_titles(page, texts)) > _FEWEST)


def _titles(page: Page, texts: list[HtmlElement]) -> set[str]:
    known = set(texts)
    return {title for text in texts if (title := _title_of(page, text, known))}


def _title_of(page: Page, text: HtmlElement, known: set[HtmlElement]) -> str | None:
    """Return the address to which the title of the text leads: a heading before it, or the first link of the element
    that holds it and no other text."""
    for node in (text, *islice(text.iterancestors(), _LEVELS)):
        if node is not text and (is_large(node) or any(other in known for other in node.iter() if other is not text)):
            return None
        for before in islice(node.itersiblings(preceding=True), _BESIDE):
            if before in known:
                break
            link = _link_of(before) if before.tag in _TITLES or before.tag == "a" else None
            if link is not None and page.document.index.line(link) and (address := _elsewhere(page, link)):
                return address
        for link in _title_links(page, node, text):
            if address := _elsewhere(page, link):
                return address
    return None


def _title_links(page: Page, node: HtmlElement, text: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the links that are titles: at the head of the text itself, or around or before it, or laid over it."""
    index, is_before = page.document.index, True
    for element in node.iter():
        is_before &= element is not text
        if element.tag != "a":
            continue
        title = index.line(element)
        if node is text:
            is_title = 0 <= index.line(text).find(title) <= _BEFORE
        else:
            is_title = is_before or not title
            title = title or element.get("aria-label") or ""
        if is_title and len(title) >= _SHORTEST_TITLE:
            yield element


def _elsewhere(page: Page, link: HtmlElement) -> str | None:
    """Return the address of another page of the site that the link leads to."""
    own, address = page.document.url, urls.absolute(link.get("href") or "", page.document.base)
    if address is None or not urls.same_host(address, own) or urldefrag(address)[0] == urldefrag(own)[0]:
        return None
    return address


def _link_of(heading: HtmlElement) -> HtmlElement | None:
    """Return the link around a heading, or in it."""
    up = heading.getparent()
    return heading if heading.tag == "a" else up if up is not None and up.tag == "a" else heading.find(".//a")
