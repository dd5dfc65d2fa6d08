"""The byline: who wrote the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from newsarchive import urls
from newsarchive.extract.blocks import line
from newsarchive.extract.index import is_elsewhere
from newsarchive.extract.page import Page, texts
from newsarchive.extract.rules import select
from newsarchive.items import Author
from newsarchive.text import clean_line, fold, unescape

Candidate = tuple[str, tuple[Author, ...]]

MAX_AUTHORS = 30
_LONGEST_NAME = 80
_BY = re.compile(
    r"^\W*(?:written by|reported by|posted by|published by|story by|article by|review by|words by|text by|author|authors|"
    r"by|von|vom|par|por|di|de la redacción de|autor|autorin|auteur|autore|автор|текст|текст[:：]|yazar|oleh|door|av|af|skrevet av|"
    r"przez|od|da|写|文|作者|記者|기자)\s*[:：\-–—|]?\s+",
    re.IGNORECASE,
)
_BY_COLON = re.compile(
    r"^\W*(?:written by|by|von|par|por|di|text|autor(?:in|en)?|auteurs?|authors?|autore|автор|текст|yazar|oleh|door|foto|作者|文)\s*[:：]\s*",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:[;|、/•·\n]|,(?!\s*(?:Jr|Sr|M\.?D|Ph\.?D|II|III)\b)|，|\s(?:and|und|et|y|e|и|та|og|och|en|ve|dan|&|with|mit|avec|con)\s)\s*",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"https?:|www\.|@|\d{3,}|^\W*$|[<>{}=]|^(?:null|undefined|none|n/a|admin|administrator|editor|user|guest|anonymous)$",
    re.I,
)


def find_byline(page: Page) -> tuple[list[Candidate], Candidate | None]:
    """Return the candidates in the order of trust, and the chosen one: the first that names anybody but the site.

    Where every candidate names the site only, the first of them is the byline: a portal may sign itself.
    """
    candidates = [candidate for candidate in _candidates(page) if candidate[1]]
    for candidate in candidates:
        persons = tuple(author for author in candidate[1] if not page.is_site_name(author.name))
        if persons:
            return candidates, (candidate[0], persons)
    return candidates, candidates[0] if candidates else None


def _candidates(page: Page) -> Iterator[Candidate]:
    root = page.document.root
    if page.rules:
        named = select(root, page.rules.byline)
        if named:
            yield "theme", _unique(author for element in named for author in _of_element(page, element))
        blocks = select(root, page.rules.byline_block)
        if blocks:
            yield "theme", _unique(author for element in blocks for author in _of_element(page, element))
    yield "json-ld", _unique(author for value in page.values("author") for author in _of_json(page, value))
    near = _near(page)
    yield (
        "rel",
        _unique(
            author
            for element in near
            if "author" in (element.get("rel") or "")
            for author in _of_element(page, element)
        ),
    )
    yield (
        "itemprop",
        _unique(
            author
            for element in near
            if "author" in (element.get("itemprop") or "")
            for author in _of_element(page, element)
        ),
    )
    for name in (
        "author",
        "article:author",
        "dc.creator",
        "dcterms.creator",
        "sailthru.author",
        "parsely-author",
        "byl",
        "cxenseparse:author",
        "article.author",
        "dc.contributor",
        "citation_author",
    ):
        found = _unique(author for text in page.document.metas(name) for author in _of_text(text))
        if found:
            yield "meta", found
    if page.document.meta("twitter:label1") and "by" in fold(page.document.meta("twitter:label1") or ""):
        yield "meta", _unique(_of_text(page.document.meta("twitter:data1") or ""))
    for element in near:
        found = _unique(_of_element(page, element))
        if found:
            yield "class", found


def _near(page: Page) -> list[HtmlElement]:
    """Return the elements that name an author by class, rel or itemprop, outside comments and boxes of others."""
    index = page.document.index
    found = {el: None for el in index.authors if el.tag not in ("html", "body", "main", "article", "img")}
    found.update({el: None for el in index.by_tag.get("a", ()) if "author" in (el.get("rel") or "")})
    found.update({el: None for el in index.itemprops if "author" in (el.get("itemprop") or "")})
    return [element for element in list(found)[:60] if not is_elsewhere(index, element)]


def _of_json(page: Page, value: Any, depth: int = 0) -> Iterator[Author]:
    if depth > 4:
        return
    if isinstance(value, list):
        for member in value[:MAX_AUTHORS]:
            yield from _of_json(page, member, depth + 1)
        return
    if isinstance(value, str):
        yield from _of_text(value)
        return
    value = page.followed(value)
    if not isinstance(value, dict):
        return
    address = next((a for key in ("url", "sameAs", "@id") for a in texts(value.get(key))), None)
    for name in texts(value.get("name")):
        authors = list(_of_text(name))
        for author in authors:
            yield Author(author.name, url=_profile(page, address) if len(authors) == 1 else None)


def _of_element(page: Page, element: HtmlElement) -> Iterator[Author]:
    if element.tag == "meta":
        yield from _of_text(element.get("content") or "")
        return
    text = line(element)
    if not text or len(text) > 300:
        return
    links = [a for a in element.iter("a") if line(a)]
    named = [
        a
        for a in links
        if "author" in (a.get("rel") or "")
        or re.search(
            r"/(?:author|autor|auteur|profile|people|staff|by|writers?|contributors?|journalist|reporter|redakt)",
            a.get("href") or "",
        )
    ]
    if named:
        for link in named:
            authors = list(_of_text(line(link)))
            for author in authors:
                yield Author(author.name, url=_profile(page, link.get("href")) if len(authors) == 1 else None)
        return
    yield from _of_text(text)


def _profile(page: Page, address: str | None) -> str | None:
    found = urls.absolute(address, page.document.base) if address else None
    return found if found and urls.same_host(found, page.document.url) else None


def _of_text(text: str) -> Iterator[Author]:
    text = clean_line(unescape(re.sub(r"<[^>]{0,200}>", " ", text)), 600)
    for _ in range(2):
        text = _BY_COLON.sub("", _BY.sub("", text)).strip()
    for part in _SPLIT.split(text):
        name = _BY.sub("", part.strip(" \t,;:-–—|*()[]\"'")).strip()
        if name and len(name) <= _LONGEST_NAME and not _NO_NAME.search(name) and len(name.split()) <= 8:
            yield Author(name)


def _unique(authors: Any) -> tuple[Author, ...]:
    found: dict[str, Author] = {}
    for author in authors:
        key = fold(author.name)
        if key not in found or (found[key].url is None and author.url):
            found[key] = author
        if len(found) >= MAX_AUTHORS:
            break
    return tuple(found.values())
