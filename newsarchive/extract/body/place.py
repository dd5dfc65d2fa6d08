"""Where on the page the text of the article stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from newsarchive.extract.blocks import BLOCKS, is_hidden
from newsarchive.extract.body.offers import sign_ups
from newsarchive.extract.body.teasers import Teasers
from newsarchive.extract.index import CUT_TAGS, Index
from newsarchive.extract.names import BOX, STRONG_BODY, THREAD
from newsarchive.extract.page import Page
from newsarchive.extract.rules import select
from newsarchive.text import fold

MAIN_SHARE = 0.55
"""Share of the text from which one child stands for its parent."""
INNER_SHARE = 0.85
"""Share of the text from which a named element stands for a named element around it."""
STRONG_SHARE = 0.5
"""The same, where the inner one is named the article's body and the outer only some content."""
MARKED_SHARE = 0.25
"""Share of the text from which an element is the body because its name says so."""
NEAR_SHARE = 0.4
"""Share of the text from which the rest of the page is not looked at: what stands around the headline."""
STORY_SHARE = 0.12
"""The same for an `article` or `main` around the headline."""
BOX_SHARE = 0.5
"""Share of the text from which an element is no box, whatever its name."""

OWN_SHARE = 0.2
"""The same for an element with at least three long paragraphs of its own: an end tag left out makes a box hold them."""
_SENTENCE = 80
"""Characters of a long paragraph."""
_FIRST_HALF = "itemIntroText"
"""What K2 of Joomla calls the first half of every text."""
_SHORTEST = 120
"""Characters of text around the headline from which the rest of the page is not looked at."""

_NEVER_TEXT = frozenset(("nav", "footer", "button", "menu"))
_NEVER_BOX = frozenset(("html", "body", "main", "article"))


@dataclass(slots=True)
class Place:
    """The elements of which the body consists, in order, and how they were found."""

    source: str
    elements: tuple[HtmlElement, ...]
    weights: Weights


def find_place(page: Page, skip: Collection[HtmlElement], headline: str | None) -> Place:
    """Return where the text stands; without elements where there is no text. `skip`: threads of comments."""
    weights = Weights(page, skip, _heading(page, headline))
    if page.rules and page.rules.body:
        found = select(page.document.root, page.rules.body)
        if found and weights.weight.get(found[0], 0) >= MARKED_SHARE * weights.total:
            return Place("theme", (found[0],), weights)
    if not weights.total:
        few = weights.few()
        return Place("heuristic" if few else "none", few, weights)
    near = weights.near()
    marked = weights.marked(near) or weights.marked(weights.root)
    if marked is None:
        densest = weights.densest(near, MAIN_SHARE)
        opening = weights.opening((densest,)) if weights.heading is not None else ()
        return Place("heuristic", (*opening, densest), weights)
    source, elements = marked
    if len(elements) == 1:
        elements = (weights.densest(elements[0], INNER_SHARE),)
    else:
        elements = (*weights.opening(elements), *elements)
    return Place(source, elements, weights)


def _heading(page: Page, headline: str | None) -> HtmlElement | None:
    """Return the `h1` that prints the headline, else the first one."""
    headings = [element for element, text in page.h1s if headline and fold(text) == fold(headline)]
    return headings[0] if headings else page.h1s[0][0] if page.h1s else None


class Weights:
    """Characters of running text below each element."""

    def __init__(self, page: Page, skip: Collection[HtmlElement], heading: HtmlElement | None) -> None:
        self.heading = heading
        self.root = page.document.root
        self.index: Index = page.document.index
        self.excluded: dict[HtmlElement, bool] = {}
        self.teasers = Teasers()
        raw = {el: size for el, size in self.index.texts.items() if not _is_linked(el) and not self.teasers.hold(el)}
        if skip:
            skipped = {inner for root in skip for inner in (root, *self.index.inside(root))}
            raw = {element: size for element, size in raw.items() if element not in skipped}
        self.mass = self.index.summed(raw)
        """Characters below each element, boxes counted."""
        self.around = self.index.around if heading is None else {*self.index.around, *heading.iterancestors()}
        self.weight = self.index.summed({el: size for el, size in raw.items() if not self._is_excluded(el)})
        """Characters below each element, boxes not counted."""
        self.total = self.weight.get(self.root, 0)

    def is_box(self, element: HtmlElement, container: HtmlElement) -> bool:
        """Tell whether the element is something beside the text.

        What holds most of the text never is, whatever its name ("widget" is what page builders call everything), nor
        what holds a quotation (an embedded post).
        """
        bits = self.index.hints.get(element, 0)
        if element.tag in _NEVER_BOX or not (bits & BOX or element.tag in CUT_TAGS or is_hidden(element)):
            return False
        if bits & THREAD:
            return True
        if element in self.around:
            return False
        if element.tag not in _NEVER_TEXT and self._holds_most(element, container):
            return False
        is_cut = element.tag in CUT_TAGS and element.tag != "figure"
        return is_cut or next(element.iter("blockquote"), None) is None

    def _holds_most(self, element: HtmlElement, container: HtmlElement) -> bool:
        """Tell whether the element holds most of the text; a smaller share is enough in paragraphs of its own."""
        held, whole = self.mass.get(element, 0), self.mass.get(container, 1)
        if held >= BOX_SHARE * whole:
            return True
        if held < OWN_SHARE * whole or element.tag in CUT_TAGS:
            return False
        own = [weight for child in element if child.tag == "p" and (weight := self.mass.get(child, 0)) > _SENTENCE]
        return len(own) > 2 and sum(own) >= OWN_SHARE * whole

    def near(self) -> HtmlElement:
        """Return the innermost element around the headline that holds enough of the text; else the root."""
        for element in () if self.heading is None else self.heading.iterancestors():
            weight = self.weight.get(element, 0)
            share = STORY_SHARE if element.tag in ("article", "main") else NEAR_SHARE
            if weight >= _SHORTEST and weight >= share * self.total:
                return element
        return self.root

    def few(self) -> tuple[HtmlElement, ...]:
        """Return the innermost element around the headline that has paragraphs, on a page with hardly any text."""
        for element in () if self.heading is None else self.heading.iterancestors():
            if next(element.iter("p"), None) is not None:
                return (element,)
        return ()

    def boxes_in(self, container: HtmlElement) -> list[HtmlElement]:
        """Return the boxes and teasers inside the container; hidden elements need not be: no text of theirs is read."""
        inside = self.index.inside(container)
        found = [el for el in self.index.boxes if el in inside and self.is_box(el, container)]
        return found + self.teasers.found + sign_ups(self.index, inside, {container, *self.around}, self.mass)

    def marked(self, near: HtmlElement) -> tuple[str, tuple[HtmlElement, ...]] | None:
        """Return the elements below `near` that the page marks as the body, where they hold enough of its text."""
        named = [(el, "class") for el in self.index.bodies if el.tag not in _NEVER_BOX or el.tag == "article"]
        properties = [el for el in self.index.itemprops if "articlebody" in (el.get("itemprop") or "").lower()]
        named += [(el, "itemprop") for el in properties if el.tag not in ("html", "body")]
        if near is not self.root:
            named = [(el, source) for el, source in named if el is near or near in el.iterancestors()]
        groups = sorted(self._grouped(named), key=lambda group: -group[0])
        if not groups or groups[0][0] < MARKED_SHARE * self.weight.get(near, 0):
            return None
        best = groups[0]
        for group in groups[1:]:
            share = STRONG_SHARE if self._is_strong(group) and not self._is_strong(best) else INNER_SHARE
            if group[0] >= share * best[0] and _is_inside(group[2], best[2]) and not self._has_text(best[2]):
                best = group
        return best[1], best[2]

    def _has_text(self, elements: tuple[HtmlElement, ...]) -> bool:
        """Tell whether paragraphs stand directly in one of the elements."""
        return any(
            element in self.index.texts or any(child.tag == "p" and self.weight.get(child) for child in element)
            for element in elements
        )

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

    def opening(self, parts: tuple[HtmlElement, ...]) -> list[HtmlElement]:
        """Return what stands before the first of a body's parts, behind the headline: its opening.

        A live blog's introduction stands beside the list of its entries, or beside what holds that list; that of a text
        in one part beside what holds the text.
        """
        path = {parts[0], *parts[0].iterancestors()}
        head = set() if self.heading is None else {self.heading, *self.heading.iterancestors()}
        found: list[HtmlElement] = []
        is_around = len(parts) == 1
        for ancestor in parts[0].iterancestors():
            if not all(ancestor in part.iterancestors() for part in parts[1:]):
                continue
            before: list[HtmlElement] = []
            for child in ancestor:
                if child in path:
                    break
                before = [] if child in head else [*before, child]
            found = [el for el in before if self._opens(el, beside=is_around)] + found
            is_around = True
            if ancestor in head or ancestor.tag in _NEVER_BOX:
                break
        return found

    def _opens(self, element: HtmlElement, *, beside: bool) -> bool:
        """Tell whether the element holds a paragraph; beside what holds the parts two, for one may be a standfirst."""
        if not beside:
            return self.weight.get(element, 0) > _SENTENCE
        long = sum(self.weight.get(inner, 0) > _SENTENCE for inner in element.iter("p"))
        return long > (0 if element.get("class") == _FIRST_HALF else 1)

    def densest(self, node: HtmlElement, share: float) -> HtmlElement:
        """Return the innermost element below `node` that holds this share of the text of each element around it."""
        whole = 0  # text of the outermost element with paragraphs of its own: end tags left out make a chain of them
        while True:
            children = [(self.weight.get(child, 0), child) for child in node]
            if not children:
                return node
            held = self.weight.get(node, 1)
            weight, child = max(children, key=lambda pair: pair[0])
            if weight < share * held or not (child.tag in BLOCKS or child.tag == "td") or not self._may_hold(child):
                return node
            if self._has_text((node,)):
                whole = whole or held
                if weight < 0.95 * whole:
                    return node
            names = child.get("class")
            alike = sum(1 for w, c in children if w and c.tag == child.tag and c.get("class") == names)
            if alike > 1 and weight < 0.9 * held and child.tag in ("div", "section"):
                return node
            node = child

    def _may_hold(self, element: HtmlElement) -> bool:
        """Tell whether the element may be a container rather than a paragraph or a list."""
        if element.tag in ("ul", "ol", "li", "td", "tr", "tbody", "table"):
            return next(element.iter("div", "p"), None) is not None
        return element.tag not in _INNER

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


def _is_linked(element: HtmlElement) -> bool:
    parent = element.getparent()
    return parent is not None and (
        parent.tag == "a" or ((outer := parent.getparent()) is not None and outer.tag == "a")
    )


def _is_inside(elements: tuple[HtmlElement, ...], around: tuple[HtmlElement, ...]) -> bool:
    return all(any(ancestor in around for ancestor in element.iterancestors()) for element in elements)
