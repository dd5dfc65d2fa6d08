"""Where on the page the text of the article stands."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from newsarchive.extract.blocks import BLOCKS, is_hidden
from newsarchive.extract.index import Index
from newsarchive.extract.names import BOX, STRONG_BODY, THREAD
from newsarchive.extract.page import Page
from newsarchive.extract.rules import select

MAIN_SHARE = 0.55
"""Share of the text from which one child stands for its parent."""
INNER_SHARE = 0.85
"""Share of the text from which a named element stands for a named element around it."""
STRONG_SHARE = 0.5
"""The same, where the inner one is named the article's body and the outer only some content."""
MARKED_SHARE = 0.25
"""Share of the text from which an element is the body because its name says so."""
BOX_SHARE = 0.5
"""Share of the text from which an element is no box, whatever its name."""

_CUT_TAGS = frozenset(("aside", "nav", "footer", "form", "figure", "figcaption", "button", "dialog", "menu"))
_NEVER_BOX = frozenset(("html", "body", "main", "article"))


@dataclass(slots=True)
class Place:
    """The elements of which the body consists, in order, and how they were found."""

    source: str
    elements: tuple[HtmlElement, ...]
    weights: Weights


def find_place(page: Page, skip: Container[HtmlElement]) -> Place:
    """Return where the text stands; without elements where there is no text. `skip`: threads of comments."""
    weights = Weights(page, skip)
    if page.rules and page.rules.body:
        found = select(page.document.root, page.rules.body)
        if found and weights.weight.get(found[0], 0) >= MARKED_SHARE * weights.total:
            return Place("theme", (found[0],), weights)
    if not weights.total:
        return Place("none", (), weights)
    marked = weights.marked()
    if marked is None:
        return Place("heuristic", (weights.densest(weights.root, MAIN_SHARE),), weights)
    source, elements = marked
    if len(elements) == 1:
        elements = (weights.densest(elements[0], INNER_SHARE),)
    return Place(source, elements, weights)


class Weights:
    """Characters of running text below each element."""

    def __init__(self, page: Page, skip: Container[HtmlElement]) -> None:
        self.root = page.document.root
        self.index: Index = page.document.index
        self.skip = skip
        self.excluded: dict[HtmlElement, bool] = {}
        raw = self.index.texts
        if skip:
            raw = {element: size for element, size in raw.items() if not self._is_skipped(element)}
        self.mass = _summed(raw)
        """Characters below each element, boxes counted."""
        self.weight = _summed({element: size for element, size in raw.items() if not self._is_excluded(element)})
        """Characters below each element, boxes not counted."""
        self.total = self.weight.get(self.root, 0)

    def is_box(self, element: HtmlElement, container: HtmlElement) -> bool:
        """Tell whether the element is something beside the text.

        What holds most of the text never is, whatever its name ("widget" is what page builders call everything), nor
        what holds a quotation (an embedded post).
        """
        bits = self.index.hints.get(element, 0)
        if element.tag in _NEVER_BOX or not (bits & BOX or element.tag in _CUT_TAGS or is_hidden(element)):
            return False
        if bits & THREAD:
            return True
        if self.mass.get(element, 0) >= BOX_SHARE * self.mass.get(container, 1):
            return False
        return element.tag in _CUT_TAGS or next(element.iter("blockquote"), None) is None

    def marked(self) -> tuple[str, tuple[HtmlElement, ...]] | None:
        """Return the elements that the page itself marks as the body, where they hold enough of the text."""
        named = [(el, "class") for el in self.index.bodies if el.tag not in _NEVER_BOX or el.tag == "article"]
        properties = [el for el in self.index.itemprops if "articlebody" in (el.get("itemprop") or "").lower()]
        named += [(el, "itemprop") for el in properties if el.tag not in ("html", "body")]
        groups = sorted(self._grouped(named), key=lambda group: -group[0])
        if not groups or groups[0][0] < MARKED_SHARE * self.total:
            return None
        best = groups[0]
        for group in groups[1:]:
            share = STRONG_SHARE if self._is_strong(group) and not self._is_strong(best) else INNER_SHARE
            if group[0] >= share * best[0] and _is_inside(group[2], best[2]):
                best = group
        return best[1], best[2]

    def _is_strong(self, group: tuple[int, str, tuple[HtmlElement, ...]]) -> bool:
        return group[1] == "itemprop" or bool(self.index.hints.get(group[2][0], 0) & STRONG_BODY)

    def _grouped(self, named: list[tuple[HtmlElement, str]]) -> Iterator[tuple[int, str, tuple[HtmlElement, ...]]]:
        """Yield weight, source and elements of each element, or row of elements of one class in one article."""
        groups: dict[object, list[tuple[HtmlElement, str]]] = {}
        for element, source in named:
            if self.weight.get(element):
                groups.setdefault(self._likeness(element), []).append((element, source))
        for group in groups.values():
            inside = {element for element, _ in group}
            outer = [el for el, _ in group if not any(ancestor in inside for ancestor in el.iterancestors())]
            elements = tuple(dict.fromkeys(outer))
            yield sum(self.weight[element] for element in elements), group[0][1], elements

    def _likeness(self, element: HtmlElement) -> object:
        names, parent = element.get("class"), element.getparent()
        if not names or parent is None:
            return element
        story = next(element.iterancestors("article"), None)
        return element.tag, names, parent.tag, parent.get("class"), story

    def densest(self, node: HtmlElement, share: float) -> HtmlElement:
        """Return the innermost element below `node` that holds this share of the text of each element around it."""
        while True:
            children = [(self.weight.get(child, 0), child) for child in node]
            if not children:
                return node
            weight, child = max(children, key=lambda pair: pair[0])
            if weight < share * self.weight.get(node, 1) or child.tag not in BLOCKS or child.tag in _INNER:
                return node
            names = child.get("class")
            alike = sum(1 for w, c in children if w and c.tag == child.tag and c.get("class") == names)
            if alike > 1 and weight < 0.9 * self.weight[node] and child.tag in ("div", "section"):
                return node
            node = child

    def _is_skipped(self, element: HtmlElement) -> bool:
        return element in self.skip or any(ancestor in self.skip for ancestor in element.iterancestors())

    def _is_excluded(self, element: HtmlElement) -> bool:
        path = []
        node: HtmlElement | None = element
        verdict = False
        while node is not None:
            known = self.excluded.get(node)
            if known is not None:
                verdict = known
                break
            path.append(node)
            node = node.getparent()
        for node in reversed(path):
            verdict = verdict or self.is_box(node, self.root)
            self.excluded[node] = verdict
        return verdict


_INNER = frozenset(
    ("p", "ul", "ol", "li", "blockquote", "table", "tbody", "tr", "pre", "h1", "h2", "h3", "h4", "figure")
)


def _is_inside(elements: tuple[HtmlElement, ...], around: tuple[HtmlElement, ...]) -> bool:
    return all(any(ancestor in around for ancestor in element.iterancestors()) for element in elements)


def _summed(direct: dict[HtmlElement, int]) -> dict[HtmlElement, int]:
    """Return the sums of every element and all around it."""
    sums: dict[HtmlElement, int] = {}
    for element, size in direct.items():
        node: HtmlElement | None = element
        while node is not None:
            sums[node] = sums.get(node, 0) + size
            node = node.getparent()
    return sums
