"""Rows of teasers: like elements beside each other, each with a linked title."""

from __future__ import annotations

from itertools import islice

from lxml.html import HtmlElement

from newsarchive.extract.blocks import line
from newsarchive.extract.index import Index

_HEADINGS = ("h2", "h3", "h4", "h5")
_NEVER = frozenset(("html", "body", "main", "article"))
_TEXTS = frozenset(("p", "blockquote", "pre", "h1", "h2", "h3", "h4", "figure", "dl"))
"""Elements that hold a text, not a teaser."""
_LEVELS = 4
"""Elements from a text up to the teaser that holds it."""

Kind = tuple[str, str | None]
"""Tag and class."""


class Teasers:
    """The teasers of a page, as far as they were asked for."""

    def __init__(self, index: Index) -> None:
        self.headed: set[HtmlElement] = set()
        """The linked headings of the page and all around them, and what is around linked pictures: what is none of
        these is no teaser."""
        for heading in index.tagged(*_HEADINGS):
            node: HtmlElement | None = heading if _is_linked(heading) else None
            while node is not None and node not in self.headed:
                self.headed.add(node)
                node = node.getparent()
        self.pictures: dict[str, HtmlElement] = {}
        """The first link around a picture to each address: one of words beside it names what it leads to."""
        for picture in index.tagged("img"):
            link = picture.getparent()
            if link is not None and link.tag == "a" and _leads(link):
                self.pictures.setdefault(link.get("href"), link)
                self.headed.update(islice(link.iterancestors(), _LEVELS))
        self.known: dict[HtmlElement, bool] = {}
        self.rows: dict[tuple[HtmlElement, Kind], bool] = {}
        self.children: dict[HtmlElement, dict[Kind, list[HtmlElement]]] = {}
        """Those of each parent that was asked about, by kind: a parent may have as many kinds as children."""

    @property
    def found(self) -> list[HtmlElement]:
        """The teasers that were met."""
        return [element for element, is_teaser in self.known.items() if is_teaser]

    def hold(self, element: HtmlElement) -> bool:
        """Tell whether the text stands in one of a row of like elements that each have a linked title."""
        for _ in range(_LEVELS):
            parent = element.getparent()
            if parent is None or element.tag in _NEVER:
                return False
            if element in self.headed and element.tag not in _TEXTS:
                known = self.known.get(element)
                if known is None:
                    known = self.known[element] = self._is_of_row(element, parent)
                if known:
                    return True
            element = parent
        return False

    def _is_of_row(self, element: HtmlElement, parent: HtmlElement) -> bool:
        """Tell whether at least three children of the parent, this one too, are of one tag and class, or it is a list
        of two items, and each has a linked title."""
        kind = (element.tag, element.get("class"))
        known = self.rows.get((parent, kind))
        if known is None:
            likes = self._by_kind(parent)[kind][:3]
            if len(likes) < 3 and element.tag == "li":
                likes = list(islice(parent.iterchildren("li"), 3))
            is_row = len(likes) > (1 if element.tag == "li" else 2)
            known = self.rows[parent, kind] = is_row and all(map(self._has_title, likes))
        return known and self._has_title(element)

    def _has_title(self, element: HtmlElement) -> bool:
        """Tell whether the element has a linked heading, or words and a picture that lead to the same page."""
        heading = next(element.iter(*_HEADINGS), None)
        if heading is not None:
            return _is_linked(heading)
        links = ((link, self.pictures.get(link.get("href") or "")) for link in element.iter("a"))
        return any(shown is not None and shown is not link and line(link) for link, shown in links)

    def _by_kind(self, parent: HtmlElement) -> dict[Kind, list[HtmlElement]]:
        found = self.children.get(parent)
        if found is None:
            found = self.children[parent] = {}
            for child in parent:
                found.setdefault((child.tag, child.get("class")), []).append(child)
        return found


def _is_linked(heading: HtmlElement) -> bool:
    """Tell whether the heading leads to another page: a place of this one, or a name to lead to, is no link."""
    links = (*heading.iter("a"), *(el for el in islice(heading.iterancestors(), 2) if el.tag == "a"))
    return any(map(_leads, links))


def _leads(link: HtmlElement) -> bool:
    return (link.get("href") or "#")[0] != "#"
