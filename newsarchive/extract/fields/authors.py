"""Authors as JSON-LD, an element or a text names them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from lxml.html import HtmlElement

from newsarchive import urls
from newsarchive.extract.blocks import line, paragraphs
from newsarchive.extract.fields.person import PICTURED, PROFILE, after_by, is_person, is_role, names_in
from newsarchive.extract.json_ld import texts, types
from newsarchive.extract.page import Page
from newsarchive.items import Author
from newsarchive.text import fold, letters

MAX_AUTHORS = 40
LONGEST_BYLINE = 300
"""Characters of a text that names authors."""


def of_whole(page: Page, element: HtmlElement) -> Author:
    """Return the author whose name is the element's whole text behind "By": "Staff & Wire Reports" is one."""
    link = element if element.tag == "a" else next(element.iter("a"), element.getparent())
    address = urls.absolute(link.get("href") or "", page.document.base) if link is not None else None
    is_own = address and link is not None and link.tag == "a" and urls.same_host(address, page.document.url)
    text = line(element)
    return Author(after_by(text) or text, url=address if is_own else None)


def of_json(page: Page, value: Any, depth: int = 0) -> Iterator[Author]:
    """Yield the authors of a JSON-LD value: a string, an object, the `@id` of one, or a list of these."""
    if depth > 4:
        return
    if isinstance(value, list):
        for member in value[:MAX_AUTHORS]:
            yield from of_json(page, member, depth + 1)
    elif isinstance(value, str):
        yield from of_text(value)
    elif isinstance(value := page.followed(value), dict):
        address = next((text for key in ("url", "sameAs", "@id") for text in texts(value.get(key))), None)
        given = " ".join(part for key in ("givenName", "familyName") for part in texts(value.get(key))[:1])
        for name in texts(value.get("name")) or ([given] if given else []):
            found = list(of_text(name))
            is_whole = len(found) > 1 and page.is_site_name(name)
            yield from linked(page, [Author(name)] if is_whole or _is_house(value, name, found) else found, address)


def _is_house(value: Any, name: str, found: list[Author]) -> bool:
    """Tell whether the authors are pieces of the name of one house: "National Heart, Lung, and Blood Institute"."""
    is_organisation = any(kind.endswith("organization") for kind in types(value))
    return (
        is_organisation
        and len(name) <= LONGEST_BYLINE
        and _LISTED.search(name) is not None
        and not all(is_person(one.name) for one in found)
    )


_LISTED = re.compile(r",\s(?:and|&)\s")


def of_element(page: Page, element: HtmlElement) -> Iterator[Author]:
    """Yield the authors that an element names: by microdata or hCard, by links to their pages, else in its text."""
    if element.tag == "meta":
        yield from of_text(element.get("content") or "")
        return
    inner = [el for el in element.iterdescendants() if _is_name(el)]
    for name in inner:
        links = _profiles(name)
        if len(links) > 1:
            yield from _linked_names(page, links)
        else:
            address = name.get("href") if name.tag == "a" else None
            yield from linked(page, list(of_text(name.get("content") or line(name))), address)
    text = line(element) if not inner else ""
    if not text or len(text) > LONGEST_BYLINE:
        return
    links = _profiles(element)
    if any(line(link) for link in links):
        linked_names = list(_linked_names(page, links))
        yield from linked_names
        yield from _joined(text, linked_names)
        return
    parts = [line(child) for child in element.iterdescendants("span", "a", "li", "p", "div") if len(child) == 0]
    parts = [part for part in parts if part]
    if (
        len(parts) > 1
        and all(is_person(part) for part in parts)
        and len("".join(parts)) >= 0.8 * len(text.replace(" ", ""))
    ):
        for part in parts:
            yield from of_text(part)
        return
    for paragraph in _apart(element) or paragraphs(element)[:6]:
        lines = paragraph.split("\n")
        lines = [one for one in lines if not any(map(str.isdecimal, one))] or lines  # the day, in a line of its own
        yield from of_text(("; " if any(map(is_role, lines)) else "\n").join(lines))


def _profiles(element: HtmlElement) -> list[HtmlElement]:
    """Return the links to writers' pages in the element."""
    return [
        link
        for link in element.iter("a")
        if PROFILE.search(link.get("href") or "") or "author" in (link.get("rel") or "")
    ]


def _joined(text: str, known: list[Author]) -> Iterator[Author]:
    """Yield who is named beside the linked ones in a text that joins them: "By Ann Lee, Bo Ek and AP"."""
    if not _JOINED.search(text):
        return
    found = list(of_text(text))
    names = {one.name for one in found}
    if all(is_person(one.name) for one in found) and all(one.name in names for one in known):
        told = {one.name for one in known}
        yield from (one for one in found if one.name not in told)


_JOINED = re.compile(r"\s(?:and|und|et|y|e|og|och|i|ja|și|и|і|та|ve|&)\s", re.IGNORECASE)


def _linked_names(page: Page, links: list[HtmlElement]) -> Iterator[Author]:
    for link in links:
        if not PICTURED.match(link.tail or ""):
            yield from linked(page, list(of_text(line(link))), link.get("href"))


def _is_name(element: HtmlElement) -> bool:
    classes = element.get("class") or ""
    return element.get("itemprop") == "name" or classes == "fn" or classes.partition(" ")[0] == "name"


def _apart(element: HtmlElement) -> list[str]:
    """Return the texts inside the element where one ends in a word and the next begins with a capital, or goes on
    behind a whole name: what stands together in the page only a style sets apart ("Ann Lee<span>Political
    Editor</span>"); else []. A label names nobody."""
    found = [text for text in element.itertext() if text.strip()]
    if len(found) >= 6 or not any(_are_apart(one, next_one) for one, next_one in pairwise(found)):
        return []
    return [text.strip() for text in found if not text.rstrip().endswith(_COLONS)]


def _are_apart(one: str, behind: str) -> bool:
    is_name = " " in one.strip() and one[-1].isalpha() and is_person(one)
    return behind[0].isalpha() and (is_name or (one[-1].islower() and behind[0].isupper()))


_COLONS = (":", "：")


def linked(page: Page, authors: list[Author], address: str | None) -> Iterator[Author]:
    """Yield the authors, one alone with the address of its page on the portal."""
    profile = urls.absolute(address, page.document.base) if address and len(authors) == 1 else None
    own = profile if profile and urls.same_host(profile, page.document.url) else None
    for author in authors:
        yield Author(author.name, url=own)


def of_text(text: str) -> Iterator[Author]:
    """Yield the authors that a text names (`names_in`)."""
    return (Author(name) for name in names_in(text))


def unique(authors: Iterable[Author]) -> tuple[Author, ...]:
    """Return each author once, in order, without what tells only a role where others are named.

    "annlee" and "Ann" are who is also called "Ann Lee".
    """
    found: dict[str, Author] = {}
    for author in authors:
        key = letters(author.name) or author.name
        known = found.get(key, author)
        found[key] = Author(max(known.name, author.name, key=len), url=known.url or author.url)
        if len(found) >= MAX_AUTHORS:
            break
    named = [author for author in found.values() if not is_role(author.name)] or list(found.values())
    return tuple(author for author in named if not any(_is_first_name(author.name, one.name) for one in named))


def _is_first_name(name: str, whole: str) -> bool:
    return " " not in name and fold(whole).startswith(fold(name) + " ") and is_person(whole)
