"""Rows of teasers: like elements beside each other, each with a linked heading."""

from __future__ import annotations

from itertools import islice

from lxml.html import HtmlElement

_NEVER = frozenset(("html", "body", "main", "article"))
_TEXTS = frozenset(("p", "blockquote", "pre", "h1", "h2", "h3", "h4", "figure", "dl"))
"""Elements that hold a text, not a teaser."""


class Teasers:
    """The teasers of a page as far as was asked for them."""

    def __init__(self) -> None:
        self.known: dict[HtmlElement, bool] = {}
        self.rows: dict[tuple[HtmlElement, str, str | None], bool] = {}

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
            if element.tag not in _TEXTS:
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
        likeness = (parent, element.tag, element.get("class"))
        known = self.rows.get(likeness)
        if known is None:
            likes = [child for child in parent if child.tag == likeness[1] and child.get("class") == likeness[2]]
            known = self.rows[likeness] = len(likes) >= 3 and all(_has_linked_heading(child) for child in likes[:3])
        return known and _has_linked_heading(element)


def _has_linked_heading(element: HtmlElement) -> bool:
    heading = next(element.iter("h2", "h3", "h4", "h5"), None)
    if heading is None:
        return False
    around = islice(heading.iterancestors(), 2)
    return next(heading.iter("a"), None) is not None or any(ancestor.tag == "a" for ancestor in around)
