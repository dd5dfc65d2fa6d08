"""Where on the page the text of the article stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from newsarchive.extract.blocks import BLOCKS
from newsarchive.extract.body.weights import BOX_SHARE, NEVER_BOX, SENTENCE, Weights
from newsarchive.extract.names import STRONG_BODY
from newsarchive.extract.page import Page
from newsarchive.extract.rules import select
from newsarchive.text import fold

MAIN_SHARE = 0.55
"""A child with this share of the text stands for its parent."""
INNER_SHARE = 0.85
"""Share of the text from which a named element stands for a named element around it."""
STRONG_SHARE = 0.5
"""The same, where the inner one is named the article's body and the outer only some content."""
MARKED_SHARE = 0.25
"""Share of the text from which an element is the body because its name says so."""
NEAR_SHARE = 0.4
"""Where what stands around the headline holds this share of the text, the rest of the page is not looked at."""
STORY_SHARE = 0.12
"""The same for an `article` or `main` around the headline."""
OUTWEIGHING = 1.5
"""An element before the one named as the body is the body if it holds so many times its text."""
_FIRST_HALF = "itemIntroText"
"""What K2 of Joomla calls the first half of every text."""
_SHORTEST = 120
"""Characters of text around the headline from which the rest of the page is not looked at."""


@dataclass(slots=True)
class Place:
    """The elements of which the body consists, in order, and how they were found."""

    source: str
    elements: tuple[HtmlElement, ...]
    weights: Weights


def find_place(page: Page, skip: Collection[HtmlElement], headline: str | None) -> Place:
    """Return where the text stands; without elements where there is no text. `skip`: threads of comments, the FAQ."""
    weights = Weights(page, skip, _heading(page, headline))
    if page.rules and page.rules.body:
        found = select(page.document.index, page.rules.body)
        if found and weights.weight.get(found[0], 0) >= MARKED_SHARE * weights.total:
            return Place("theme", (found[0],), weights)
    if not weights.total:
        few = _few(weights)
        return Place("heuristic" if few else "none", few, weights)
    near = _near(weights)
    marked = _marked(weights, near) or _marked(weights, weights.root)
    if marked is None or _is_outweighed(weights, marked[1], near):
        densest = _densest(weights, near, MAIN_SHARE)
        opening = _opening(weights, (densest,)) if weights.heading is not None else ()
        return Place("heuristic", (*opening, densest), weights)
    source, elements = marked
    if len(elements) == 1:
        whole = (_densest(weights, elements[0], INNER_SHARE),)
        elements = (*_beginning(elements[0]), *whole, *_continued(weights, elements[0]))
    else:
        elements = (*_opening(weights, elements), *_with_between(weights, elements))
    return Place(source, elements, weights)


def _beginning(element: HtmlElement) -> tuple[HtmlElement, ...]:
    """Return the element before a body whose name says that the text begins in it."""
    first = element.getprevious()
    return (first,) if first is not None and first.get("class") == _FIRST_HALF else ()


def _continued(weights: Weights, element: HtmlElement) -> tuple[HtmlElement, ...]:
    """Return the element behind a body whose name says that the rest of the text is in it."""
    rest = element.getnext()
    names = (rest.get("class"), rest.get("id")) if rest is not None else ()
    is_named = any(name and _REST.search(name) for name in names)
    return (rest,) if is_named and rest is not None and _opens(weights, rest, beside=False) else ()


_REST = re.compile(r"(?:^|[\s_-])(?:more|extended)$")
"""What Movable Type and Serendipity call it: "entry-more", "extended"."""


def _with_between(weights: Weights, row: tuple[HtmlElement, ...]) -> Iterator[HtmlElement]:
    """Yield the row's elements with the subheadings, lists and quotations that stand between them, each also alone in a
    box."""
    named = set(row)
    for element in row:
        yield element
        between: list[HtmlElement] = []
        for other in element.itersiblings():
            if other in named:
                yield from between
                break
            inner = other[0] if other.tag == "div" and len(other) == 1 else other
            if inner.tag in _BETWEEN and not weights.is_box(other, weights.root):
                between.append(other)


_BETWEEN = frozenset(("h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "table", "pre", "dl"))


def _heading(page: Page, headline: str | None) -> HtmlElement | None:
    """Return the `h1` that prints the headline, else the first one."""
    headings = [element for element, text in page.h1s if headline and fold(text) == fold(headline)]
    return headings[0] if headings else page.heading if page.h1s else None


def _near(weights: Weights) -> HtmlElement:
    """Return the innermost element around the headline that holds enough of the text; else the root."""
    for element in () if weights.heading is None else weights.heading.iterancestors():
        weight = weights.weight.get(element, 0)
        share = STORY_SHARE if element.tag in ("article", "main") else NEAR_SHARE
        if weight >= _SHORTEST and weight >= share * weights.total:
            return element
    return weights.root


def _few(weights: Weights) -> tuple[HtmlElement, ...]:
    """Return the innermost element around the headline that has paragraphs, on a page with hardly any text."""
    for element in () if weights.heading is None else weights.heading.iterancestors():
        if next(element.iter("p"), None) is not None:
            return (element,)
    return ()


def _marked(weights: Weights, near: HtmlElement) -> tuple[str, tuple[HtmlElement, ...]] | None:
    """Return the elements below `near` that the page marks as the body, where they hold enough of its text."""
    named = [(el, "class") for el in weights.index.bodies if el.tag not in NEVER_BOX or el.tag == "article"]
    properties = [el for el in weights.index.itemprops if "articlebody" in (el.get("itemprop") or "").lower()]
    named += [(el, "itemprop") for el in properties if el.tag not in ("html", "body")]
    if near is not weights.root:
        named = [(el, source) for el, source in named if el is near or near in el.iterancestors()]
    groups = sorted(_grouped(weights, named), key=lambda group: -group[0])
    if not groups or groups[0][0] < MARKED_SHARE * weights.weight.get(near, 0):
        return None
    best = groups[0]
    for group in groups[1:]:
        is_named = len(group[2]) == 1 and _is_strong(weights, group) and not _is_strong(weights, best)
        share = STRONG_SHARE if is_named else INNER_SHARE
        if group[0] >= share * best[0] and _is_inside(group[2], best[2]) and not _has_text(weights, best[2]):
            best = group
    return best[1], best[2]


def _is_outweighed(weights: Weights, marked: tuple[HtmlElement, ...], near: HtmlElement) -> bool:
    """Tell whether another element of paragraphs stands before the marked ones with far more text: a box of top
    stories may be named like a body where the body has no name."""
    held = sum(weights.weight.get(element, 0) for element in marked)
    if held >= BOX_SHARE * weights.weight.get(near, 0):
        return False
    other = _densest(weights, near, MAIN_SHARE)
    if weights.weight.get(other, 0) < OUTWEIGHING * held or not _has_text(weights, (other,)):
        return False
    if all(other in element.iterancestors() for element in marked):
        own = [child for child in other if child.tag == "p"]
        return sum(weights.weight.get(child, 0) for child in own) >= OUTWEIGHING * held
    inside = weights.index.inside(other)
    order = weights.index.elements.index
    return not any(el is other or el in inside for el in marked) and order(other) < min(map(order, marked))


def _has_text(weights: Weights, elements: tuple[HtmlElement, ...]) -> bool:
    """Tell whether paragraphs stand directly in one of the elements."""
    return any(
        element in weights.index.texts or any(child.tag == "p" and weights.weight.get(child) for child in element)
        for element in elements
    )


def _is_strong(weights: Weights, group: tuple[int, str, tuple[HtmlElement, ...]]) -> bool:
    return group[1] == "itemprop" or bool(weights.index.hints.get(group[2][0], 0) & STRONG_BODY)


def _grouped(
    weights: Weights, named: list[tuple[HtmlElement, str]]
) -> Iterator[tuple[int, str, tuple[HtmlElement, ...]]]:
    """Yield weight, source and elements of each element, or row of elements of one class in one article."""
    groups: dict[object, list[tuple[HtmlElement, str]]] = {}
    for element, source in named:
        if weights.weight.get(element):
            groups.setdefault(_likeness(element), []).append((element, source))
    for group in groups.values():
        inside = {element for element, _ in group}
        outer = [el for el, _ in group if not any(ancestor in inside for ancestor in el.iterancestors())]
        elements = tuple(dict.fromkeys(outer))
        yield sum(weights.weight[element] for element in elements), group[0][1], elements


def _likeness(element: HtmlElement) -> object:
    names, parent = element.get("class"), element.getparent()
    if not names or parent is None:
        return element
    story = next(element.iterancestors("article"), None)
    return element.tag, names, parent.tag, parent.get("class"), story


def _opening(weights: Weights, parts: tuple[HtmlElement, ...]) -> list[HtmlElement]:
    """Return what stands before the first of a body's parts, behind the headline: its opening.

    A live blog's introduction stands beside the list of its entries, or beside what holds that list; that of a text
    in one part beside what holds the text.
    """
    path = {parts[0], *parts[0].iterancestors()}
    head = set() if weights.heading is None else {weights.heading, *weights.heading.iterancestors()}
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
        found = [el for el in before if _opens(weights, el, beside=is_around)] + found
        is_around = True
        if ancestor in head or ancestor.tag in NEVER_BOX:
            break
    return found


def _opens(weights: Weights, element: HtmlElement, *, beside: bool) -> bool:
    """Tell whether the element holds a paragraph; two where it stands `beside` what holds the parts: one may be a
    standfirst."""
    if not beside:
        return weights.weight.get(element, 0) > SENTENCE
    long = sum(weights.weight.get(inner, 0) > SENTENCE for inner in element.iter("p"))
    return long > (0 if element.get("class") == _FIRST_HALF else 1)


def _densest(weights: Weights, node: HtmlElement, share: float) -> HtmlElement:
    """Return the innermost element below `node` that holds this share of the text of each element around it."""
    whole = 0  # text of the outermost element that has paragraphs of its own: end tags left out make a chain of them
    while True:
        children = [(weights.weight.get(child, 0), child) for child in node]
        if not children:
            return node
        held = weights.weight.get(node, 1)
        weight, child = max(children, key=lambda pair: pair[0])
        if weight < share * held or not (child.tag in BLOCKS or child.tag == "td") or not _may_hold(weights, child):
            return node
        if _has_text(weights, (node,)):
            whole = whole or held
            if weight < 0.95 * whole:
                return node
        names = child.get("class")
        alike = sum(1 for w, c in children if w and c.tag == child.tag and c.get("class") == names)
        if alike > 1 and weight < 0.9 * held and child.tag in ("div", "section"):
            return node
        node = child


def _may_hold(weights: Weights, element: HtmlElement) -> bool:
    """Tell whether the element may be a container rather than a paragraph or a list."""
    if element.tag in ("ul", "ol", "li", "td", "tr", "tbody", "table"):
        return element in weights.holders
    return element.tag not in _INNER


_INNER = frozenset(
    ("p", "ul", "ol", "li", "blockquote", "table", "tbody", "tr", "pre", "h1", "h2", "h3", "h4", "figure")
)


def _is_inside(elements: tuple[HtmlElement, ...], around: tuple[HtmlElement, ...]) -> bool:
    return all(any(ancestor in around for ancestor in element.iterancestors()) for element in elements)
