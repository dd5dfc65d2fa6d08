"""Rows of teasers: like elements beside each other, each with a linked heading."""

from __future__ import annotations

from itertools import islice

from lxml.html import HtmlElement

from newsarchive.extract.index import Index

_HEADINGS = ("h2", "h3", "h4", "h5")
_NEVER = frozenset(("html", "body", "main", "article"))
_TEXTS = frozenset(("p", "blockquote", "pre", "h1", "h2", "h3", "h4", "figure", "dl"))
"""Elements that hold a text, not a teaser."""


Kind = tuple[str, str | None]
"""Tag and class."""


class Teasers:
    """The teasers of a page as far as was asked for them."""

    def __init__(self, index: Index) -> None:
        self.headed: set[HtmlElement] = set()
        """The linked headings of the page and all around them: what is none of these is no teaser."""
        for heading in index.tagged(*_HEADINGS):
            node: HtmlElement | None = heading if _is_linked(heading) else None
            while node is not None and node not in self.headed:
                self.headed.add(node)
                node = node.getparent()
        self.known: dict[HtmlElement, bool] = {}
        self.rows: dict[tuple[HtmlElement, Kind], bool] = {}
        self.children: dict[HtmlElement, dict[Kind, list[HtmlElement]]] = {}
        """Those of each parent that was asked about, by kind: a parent may have as many kinds as children."""

    @property
    def found(self) -> list[HtmlElement]:
        """The teasers that were met."""
        return [element for element, is_teaser in self.known.items() if is_teaser]

    def hold(self, element: HtmlElement) -> bool:
        """Tell whether the text stands in one of a row of like elements that each have a linked heading."""
        for _ in range(3):
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
        """Tell whether at least three children of the parent, this one too, are of one tag and class and each have a
        linked heading."""
        kind = (element.tag, element.get("class"))
        known = self.rows.get((parent, kind))
        if known is None:
            likes = self._by_kind(parent)[kind]
            known = self.rows[parent, kind] = len(likes) >= 3 and all(map(_has_linked_heading, likes[:3]))
        return known and _has_linked_heading(element)

    def _by_kind(self, parent: HtmlElement) -> dict[Kind, list[HtmlElement]]:
        found = self.children.get(parent)
        if found is None:
            found = self.children[parent] = {}
            for child in parent:
                found.setdefault((child.tag, child.get("class")), []).append(child)
        return found


def _has_linked_heading(element: HtmlElement) -> bool:
    heading = next(element.iter(*_HEADINGS), None)
    return heading is not None and _is_linked(heading)


def _is_linked(heading: HtmlElement) -> bool:
    """Tell whether the heading leads to another page: a place of this one, or a name to lead to, is no link."""
    links = (*heading.iter("a"), *(el for el in islice(heading.iterancestors(), 2) if el.tag == "a"))
    return any((link.get("href") or "#")[0] != "#" for link in links)
