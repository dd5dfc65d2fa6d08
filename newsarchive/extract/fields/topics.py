"""What the article is about, in the portal's own terms: its section and its tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsarchive import urls
from newsarchive.extract.blocks import line
from newsarchive.extract.index import is_large
from newsarchive.extract.json_ld import texts
from newsarchive.extract.page import Page
from newsarchive.extract.rules import select
from newsarchive.text import clean_line, fold, unescape

MAX_TAGS = 60
_FRONT = re.compile(r"/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?$", re.IGNORECASE)
"""The path of a front page, also of one language."""
_FRONT_NAMES = frozenset(
    ("home", "homepage", "start", "startseite", "accueil", "inicio", "início", "главная", "головна", "forside", "hjem")
)


def find_section(page: Page) -> tuple[str, str] | None:
    """Return the first category the page names, with its source."""
    document = page.document
    if page.rules:
        for element in select(document.root, page.rules.section):
            if text := line(element):
                return "theme", text
    for value in page.values("articleSection"):
        for text in texts(value):
            return "json-ld", text
    told = document.meta("article:section", "section", "sailthru.section", "parsely-section", "cxenseparse:category")
    if told:
        return "meta", unescape(told)
    crumbs = [name for node in document.nodes_of("BreadcrumbList") for name in _crumbs(node)]
    inner = crumbs[1:] if len(crumbs) > 2 else _printed_crumbs(page)
    headings = {fold(text) for _, text in page.h1s[:1]}
    return next((("breadcrumb", name) for name in inner if fold(name) not in headings), None)


def _printed_crumbs(page: Page) -> list[str]:
    """Return the texts of the links in the first box that is named for breadcrumbs, the front page's apart."""
    boxes = page.document.index.boxes
    trail = next((el for el in boxes if "crumb" in f"{el.get('class')} {el.get('id')}".lower()), None)
    links = [] if trail is None or is_large(trail) else trail.iter("a")
    named = ((link, line(link).strip("/>»› ")) for link in links)
    return [name for link, name in named if name and not _is_front(page, link, name)]


def _is_front(page: Page, link: HtmlElement, name: str) -> bool:
    target = urlsplit(urls.absolute(link.get("href") or "", page.document.base) or "")
    return _FRONT.match(target.path) is not None or fold(name) in _FRONT_NAMES or page.is_site_name(name)


def _crumbs(node: dict[str, Any]) -> Iterator[str]:
    members = node.get("itemListElement")
    for member in members if isinstance(members, list) else []:
        if isinstance(member, dict):
            item = member.get("item")
            yield from texts(member.get("name") or (item.get("name") if isinstance(item, dict) else None))


def find_tags(page: Page) -> tuple[str | None, tuple[str, ...]]:
    """Return the tags without repetition, and their source."""
    document = page.document
    if page.rules and (found := _unique(line(el) for el in select(document.root, page.rules.tags))):
        return "theme", found
    if found := _unique(part for value in page.values("keywords") for text in texts(value) for part in _parts(text)):
        return "json-ld", found
    if found := _unique(unescape(text) for text in document.metas("article:tag")):
        return "meta", found if len(found) > 1 else _unique(_parts(found[0]))
    if found := _unique(
        _parts(unescape(document.meta("news_keywords", "keywords", "sailthru.tags", "parsely-tags") or ""))
    ):
        return "meta", found
    if page.rules and page.rules.tags:
        return None, ()  # block themes print categories with rel=tag too
    links = (el for el in document.index.by_tag.get("a", ()) if "tag" in (el.get("rel") or ""))
    # WordPress's "category tag" is a section.
    found = _unique(line(el) for el in links if {"tag", "category"} & set(el.get("rel").split()) == {"tag"})
    return ("rel", found) if found else (None, ())


def _parts(text: str) -> list[str]:
    return re.split(r"\s*[,;，、]\s*", text)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        name = clean_line(name, 120).strip("#,; ")
        if name:
            found.setdefault(fold(name), name)
    return tuple(found.values())[:MAX_TAGS]
