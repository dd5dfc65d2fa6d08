"""The byline: who wrote the article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, takewhile

from lxml.html import HtmlElement

from newsarchive.extract.beside import is_elsewhere
from newsarchive.extract.blocks import Block, line, paragraphs
from newsarchive.extract.fields.authors import (
    LONGEST_BYLINE,
    linked,
    of_element,
    of_json,
    of_text,
    of_whole,
    unique,
)
from newsarchive.extract.fields.beside_date import beside_date
from newsarchive.extract.fields.person import PROFILE, after_by, by_inside, is_handle, is_person
from newsarchive.extract.index import is_large
from newsarchive.extract.page import Page
from newsarchive.extract.rules import select
from newsarchive.items import Author
from newsarchive.text import fold, letters

Candidate = tuple[str, tuple[Author, ...]]
"""Source and names."""

_META_NAMES = """author article:author dc.creator dcterms.creator sailthru.author parsely-author byl cxenseparse:author
article.author dable:author"""
_CONTAINERS = frozenset(("html", "body", "main", "article", "img", "script", "section"))
_DATED = re.compile(r"\d{4}")
_INLINE = frozenset(("a", "span", "strong", "b", "em", "i", "cite", "address"))
_LABEL = 25
"""Characters of a label such as "Автор:"."""
_LOWER_NAME = re.compile(r"(?!(?:our|the|a|an|die|der|das|la|le|el|il)\s)[^\W\d_]{2,20}(?:[ -][^\W\d_]{2,20}){1,2}$")
"""Two words or three that may be a name printed without capitals."""
_MOST_ALIKE = 5
_MOST_NAMED = 6
_MOST_HANDLES = 3
_LONGEST_BY = 4
_NEXT = 4
"""Elements among which the name behind a "By" of its own stands."""
_LONGEST_HEAD = 120
"""Characters of a text before the article's own."""
_NEAR_HEADLINE = 80
"""Elements behind the headline among which an unmarked "By …" is looked for."""


def find_byline(page: Page, body: list[Block]) -> tuple[list[Candidate], Candidate | None]:
    """Return the candidates in the order of trust, and the chosen one: the first that names anybody but the site.

    Where every candidate names the site only, the first of them is the byline: a portal may sign itself.
    """
    candidates = []
    for candidate in _candidates(page, body):
        if not candidate[1]:
            continue
        candidates.append(candidate)
        others = tuple(author for author in candidate[1] if not page.is_site_name(author.name))
        if others:
            return candidates, (candidate[0], others)
    return candidates, candidates[0] if candidates else None


def _candidates(page: Page, body: list[Block]) -> Iterator[Candidate]:
    index = page.document.index
    if page.rules:
        named = [of_whole(page, element) for element in select(index, page.rules.byline)]
        yield "theme", unique(author for author in named if author.name and not _DATED.search(author.name))
        whole = select(index, page.rules.byline_block)
        yield "theme", unique(author for element in whole for author in of_element(page, element))
    yield "json-ld", unique(author for value in page.values("author") for author in of_json(page, value))
    near = _near(page)
    behind = dict.fromkeys(_after_heading(page))
    rel = [element for element in near if "author" in (element.get("rel") or "")]
    rel = [element for element in rel if element in behind] or rel
    yield "rel", unique(author for element in rel for author in of_element(page, element))
    properties = [element for element in near if "author" in (element.get("itemprop") or "")]
    properties = [element for element in properties if element in behind] or properties
    people = [element for element in properties if "Organization" not in (element.get("itemtype") or "")]
    printed = [element for element in people if line(element)]
    yield "itemprop", unique(author for element in printed for author in of_element(page, element))
    # What a template prints for its readers is the article's own more often than what it writes for machines.
    classed = [el for el in near if el not in properties and (el in behind or "copyright" in (el.get("class") or ""))]
    yield from _named(page, sorted(classed, key=lambda el: "name" not in (el.get("class") or "").lower()))
    yield "itemprop", unique(author for element in people for author in of_element(page, element))
    for name in _META_NAMES.split():
        yield "meta", unique(author for text in page.document.metas(name) for author in of_text(text))
    yield "meta", unique(Author(_turned(name)) for name in page.document.metas("citation_author"))
    if "by" in fold(page.document.meta("twitter:label1") or "").split():
        yield "meta", unique(of_text(page.document.meta("twitter:data1") or ""))
    yield from _beside(page)
    yield from _named(page, near)
    yield "itemprop", unique(author for element in properties for author in of_element(page, element))
    yield "line", unique(_behind_headline(page))
    yield "link", unique(_profiles(page, body))
    yield "text", unique(_signature(body))
    for element in near:
        found = unique(of_element(page, element)) if element.tag in _INLINE or element in behind else ()
        if 0 < len(found) <= _MOST_HANDLES and _is_nothing_else(line(element), found):
            yield "class", found
    handles = (one for element in behind if (one := _handle(element)) and is_handle(one))
    yield "line", tuple(Author(one) for one in islice(handles, 1))


def _beside(page: Page) -> Iterator[Candidate]:
    """Yield who is named beside the date, behind a line in which "By" leads over to more names."""
    beside = unique(beside_date(page, _after_heading(page)))
    names = unique(_behind_headline(page)) if beside else ()
    if {author.name for author in beside} < {author.name for author in names}:
        yield "line", names
    yield "beside", beside


def _named(page: Page, elements: Iterable[HtmlElement]) -> Iterator[Candidate]:
    """Yield who is named in each element that is named for an author."""
    for element in elements:
        found = unique(of_element(page, element))
        if found:
            found = unique((*found, *(author for one in _alike(element) for author in of_element(page, one))))
        if found and len(found) <= _MOST_NAMED and all(is_person(author.name) for author in found):
            yield "class", found


def _turned(name: str) -> str:
    """ "Lee, Ann" is one author, whose surname stands first (Google Scholar, inclusion guidelines)."""
    last, _, first = name.partition(", ")
    return f"{first} {last}".strip()


def _alike(element: HtmlElement) -> list[HtmlElement]:
    """Return the elements of its tag and class that follow at once: each may name one author."""
    found: list[HtmlElement] = []
    name = element.get("class")
    for other in islice(element.itersiblings(), _MOST_ALIKE) if name else ():
        if (other.tag, other.get("class")) != (element.tag, name):
            break
        found.append(other)
    return found


def _handle(element: HtmlElement) -> str | None:
    """Return what a line names behind "by", in its text or, where that is the label alone, in a link behind it; or the
    text of a link to the page of a writer whose name there is the same."""
    text = element.text or ""
    if not text or text.isspace() or len(text) > _LONGEST_HEAD:
        return None
    address = element.get("href") or ""
    if PROFILE.search(address) and address.rstrip("/").rpartition("/")[2] == text.strip():
        return text.strip()
    link = next(iter(element), None)
    return line(link) if link is not None and link.tag == "a" and after_by(text + " ") == "" else by_inside(text)


def _is_nothing_else(text: str, found: Sequence[Author]) -> bool:
    """Tell whether a text is a few words that somebody may go by, in any case, or such words behind "by"."""
    if all(is_handle(author.name) for author in found):
        return len(found) == 1 or letters(text) == letters("".join(author.name for author in found))
    return after_by(text) is not None and all(_LOWER_NAME.match(author.name) for author in found)


def _near(page: Page) -> list[HtmlElement]:
    """Return the elements that name an author by class, rel or itemprop, outside comments and boxes of others."""
    index = page.document.index
    found = {el: None for el in index.authors if el.tag not in _CONTAINERS}
    found.update({el: None for el in index.by_tag.get("a", ()) if "author" in (el.get("rel") or "")})
    found.update({el: None for el in index.itemprops if "author" in (el.get("itemprop") or "")})
    return [element for element in list(found)[:60] if not is_large(element) and not is_elsewhere(index, element)]


def _behind_headline(page: Page) -> Iterator[Author]:
    """Yield the names of an unmarked line behind the headline that begins with "By"."""
    elements = _after_heading(page)
    for position, element in enumerate(elements):
        own = (element.text or "").strip()
        is_bare = element.tag in ("br", "time") or not (own or len(element))
        behind = (element.tail or "").strip() if is_bare else ""
        # A list of names broken by `br` has no labels.
        behind = behind if element.tag == "time" or ":" in behind[:_LABEL] else ""
        if behind and after_by(behind + " ") == "" and element.getnext() is not None:
            text = f"{behind} {line(element.getnext())}"
        elif _begins_so(own):
            text = next(iter(paragraphs(element)), "")
        elif _begins_so(behind):
            text = behind
        else:
            continue
        link = next(element.iterancestors("a"), None)
        if link is not None and not PROFILE.search(link.get("href") or ""):
            continue  # who wrote the other article
        # "By" alone: the name stands in the next element. "author" behind a name tells what somebody is.
        if text == own and own.endswith((":", "：")) and (tail := (element.tail or "").strip()):
            text = f"{own} {tail}"
        elif text == own and after_by(own + " ") == "" and not (own.islower() and len(own) > _LONGEST_BY):
            text = f"{own} {next((line(el) for el in elements[position + 1 :][:_NEXT] if (el.text or '').strip()), '')}"
        for told in dict.fromkeys((text, own.rstrip(" -–—|,·"))):  # behind its own words a link may stand
            names = after_by(told) or by_inside(told) or ""
            if found := [author for author in of_text(names) if is_person(author.name)]:
                break
        if found and len(text) < LONGEST_BYLINE and names.find(found[0].name) < _LONGEST_HEAD // 2:
            pages = {
                line(link): link.get("href") for link in element.iter("a") if PROFILE.search(link.get("href") or "")
            }
            for author in found:
                yield from linked(page, [author], pages.get(author.name))
            return


def _profiles(page: Page, body: list[Block]) -> Iterator[Author]:
    """Yield who is named by links to writers' pages, in words or by a portrait, between the headline and the text or in
    the footer of the article."""
    article = next(page.heading.iterancestors("article"), None) if page.heading is not None else None
    footers = (
        el for el in page.document.index.by_tag.get("footer", ()) if article is not None and el.getparent() is article
    )
    story = {block.element for block in body[1:] if len(block.text) > _LONGEST_HEAD}
    head = takewhile(lambda el: el not in story, _after_heading(page))
    for element in chain(head, (link for footer in footers for link in footer.iter("a"))):
        if element.tag == "a" and PROFILE.search(element.get("href") or ""):
            if not is_large(around := element.getparent()) and len(line(around)) > _LONGEST_HEAD:
                return  # the text mentions somebody
            portraits = (img.get("alt") or "" for img in element.iter("img"))
            name = line(element) or next(portraits, "")
            is_of_picture = next(element.iterancestors("figure"), None) is not None
            if is_person(name) and not (page.is_site_name(name) or is_of_picture):
                yield from linked(page, list(of_text(name)), element.get("href"))


def _after_heading(page: Page) -> list[HtmlElement]:
    if page.heading is None:
        return []
    return page.document.index.elements[page.start + 1 : page.start + _NEAR_HEADLINE]


def _begins_so(text: str) -> bool:
    return 0 < len(text) <= LONGEST_BYLINE and (after_by(text + " ") is not None or by_inside(text) is not None)


def _signature(body: list[Block]) -> Iterator[Author]:
    """Yield the names of a first or last paragraph that is nothing but a name in bold or italics, or "By …"."""
    for block in (*body[:2], *body[-2:]):
        if len(block.text) > 80:
            continue
        names = after_by(block.text)
        emphasised = block.strong >= len(block.text) or any(
            len(line(em)) >= len(block.text) for em in block.element.iter("em", "i")
        )
        # A script without capitals writes a heading in bold like a name.
        is_alone = emphasised and block.element.tag == "p" and block.text.lower() != block.text.upper()
        if names or (is_alone and 2 <= len(block.text.split()) <= 4):
            found = list(of_text(names or block.text))
            if found and all(is_person(author.name) for author in found):
                yield from found
                return
