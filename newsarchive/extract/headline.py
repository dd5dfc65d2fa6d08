"""The headline: a vote among what the page prints and what it tells machines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsarchive.extract.blocks import line
from newsarchive.extract.page import Page, same_headline, texts
from newsarchive.extract.rules import first
from newsarchive.text import clean_line, fold, unescape

Candidate = tuple[str, str]
"""Source and text."""

_SEPARATOR = re.compile(r"\s+[|–—\-·•»«:/~]+\s+|\s*[|｜]\s*|\s+::\s+")
_SHORTEST = 2
"""Characters; anything shorter is no headline."""


def find_headline(page: Page) -> tuple[list[Candidate], Candidate | None]:
    """Return the candidates in the order of trust, and the chosen one.

    The theme's own element wins. Else the printed `h1` that agrees word for word with what machines are told, else the
    one that agrees in most words, else what machines are told, else the only `h1`, else the title.
    """
    candidates = [(source, text) for source, text in _candidates(page) if len(text) >= _SHORTEST]
    if not candidates:
        return [], None
    if candidates[0][0] == "theme":
        return candidates, candidates[0]
    printed = [candidate for candidate in candidates if candidate[0] == "h1"]
    told = [candidate for candidate in candidates if candidate[0] != "h1"]
    for agrees in (_equal, same_headline):
        for candidate in printed:
            if any(agrees(candidate[1], other) for _, other in told):
                return candidates, candidate
    return candidates, (told or printed)[0]


def _candidates(page: Page) -> Iterator[Candidate]:
    document = page.document
    if page.rules and page.rules.headline:
        element = first(document.root, page.rules.headline)
        if element is not None and (text := line(element)):
            yield "theme", text
    for _, text in page.h1s:
        if not page.is_site_name(text):
            yield "h1", text
    for value in page.values("headline", "name"):
        for text in texts(value):
            yield "json-ld", without_site_name(_plain(text), page)
    for source, name in (("og", "og:title"), ("meta", "headline"), ("twitter", "twitter:title"), ("meta", "title")):
        if text := document.meta(name):
            yield source, without_site_name(_plain(text), page)
    if page.title:
        yield "title", without_site_name(page.title, page)


def without_site_name(text: str, page: Page) -> str:
    """Return the text without a part before or behind a separator that is the site's name."""
    for _ in range(3):
        marks = list(_SEPARATOR.finditer(text))
        if not marks:
            return text
        if page.is_site_name(text[marks[-1].end() :]):
            text = text[: marks[-1].start()].rstrip()
        elif page.is_site_name(text[: marks[0].start()]):
            text = text[marks[0].end() :].lstrip()
        else:
            return text
    return text


def _plain(text: str) -> str:
    text = unescape(text)
    return clean_line(re.sub(r"</?[a-zA-Z][^>]{0,80}>", "", text)) if "<" in text else text


def _equal(one: str, other: str) -> bool:
    return fold(one) == fold(other)
