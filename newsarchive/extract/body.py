"""The text of the article: where it stands on the page, and what of that is no part of it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass

from lxml.html import HtmlElement

from newsarchive.extract.blocks import BLOCKS, Block, blocks, is_hidden
from newsarchive.extract.index import Index
from newsarchive.extract.metadata import image_of
from newsarchive.extract.names import BODY, BOX, THREAD
from newsarchive.extract.page import Page, texts
from newsarchive.extract.rules import select, select_all
from newsarchive.items import Image
from newsarchive.text import clean_block, fold

_CUT_TAGS = frozenset(("aside", "nav", "footer", "form", "figure", "figcaption", "button", "dialog", "menu"))
_MAIN_SHARE = 0.55
"""Share of the text from which one child stands for its parent."""
_MARKED_SHARE = 0.25
"""Share of the text from which an element is the body because its name says so."""
_BOX_SHARE = 0.5
"""Share of the text from which an element is no box, whatever its name."""


@dataclass(slots=True)
class Body:
    """Where the text stands, and the text."""

    source: str
    elements: tuple[HtmlElement, ...]
    """The elements of which the body consists, in order."""
    cut: frozenset[HtmlElement]
    """Elements inside them that are none of it."""
    blocks: list[Block]
    left_out: list[Block]
    """"Read also" lines that stood among them."""
    lead: str | None = None
    images: tuple[Image, ...] = ()

    @property
    def paragraphs(self) -> list[str]:
        """The text, one string a paragraph."""
        return [block.text for block in self.blocks]


@dataclass(slots=True)
class Place:
    """Where the text stands."""

    source: str
    elements: tuple[HtmlElement, ...]
    weights: _Weights


def find_container(page: Page, skip: Container[HtmlElement]) -> Place:
    """Return where the text stands; without elements where there is no text."""
    root = page.document.root
    weights = _Weights(page, skip)
    if page.rules and page.rules.body:
        found = select(root, page.rules.body)
        if found:
            return Place("theme", (found[0],), weights)
    if not weights.total:
        return Place("none", (), weights)
    marked = weights.marked()
    if marked:
        return Place(*marked, weights)
    return Place("heuristic", (weights.densest(),), weights)


class _Weights:
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

    def is_box(self, element: HtmlElement, container: HtmlElement) -> bool:
        """Tell whether the element is something beside the text; what holds most of the text never is, whatever its
        name: "widget" is what page builders call everything."""
        tag = element.tag
        bits = self.index.hints.get(element, 0)
        if tag in ("html", "body", "main", "article"):
            return False
        if not (bits & BOX or tag in _CUT_TAGS or is_hidden(element)):
            return False
        return bool(bits & THREAD) or self.mass.get(element, 0) < _BOX_SHARE * self.mass.get(container, 0)

    def marked(self) -> tuple[str, tuple[HtmlElement, ...]] | None:
        """Return the elements that the page itself marks as the body, where they hold enough of the text."""
        best: tuple[int, str, HtmlElement] | None = None
        marked = [(el, "class") for el in self.index.bodies]
        marked += [
            (el, "itemprop") for el in self.index.itemprops if "articlebody" in (el.get("itemprop") or "").lower()
        ]
        for element, source in marked:
            weight = self.weight.get(element, 0)
            if weight and element.tag not in ("html", "body") and (best is None or weight >= best[0]):
                best = (weight, source, element)
        if best is None or best[0] < _MARKED_SHARE * self.total:
            return None
        return best[1], self._with_likes(best[2])

    def _with_likes(self, element: HtmlElement) -> tuple[HtmlElement, ...]:
        """Return the element with those of the same class in the same article: a body in several parts."""
        names = element.get("class")
        if not names:
            return (element,)
        story = next(element.iterancestors("article"), None)
        likes = [
            other
            for other in (self.root if story is None else story).iter(element.tag)
            if other.get("class") == names
            and self.weight.get(other)
            and next(other.iterancestors("article"), None) is story
        ]
        outer = [other for other in likes if not any(ancestor in likes for ancestor in other.iterancestors())]
        return tuple(outer) or (element,)

    def densest(self) -> HtmlElement:
        """Return the innermost element that holds most of the text."""
        node = self.root
        while True:
            children = [(self.weight.get(child, 0), child) for child in node]
            if not children:
                return node
            weight, child = max(children, key=lambda pair: pair[0])
            if weight < _MAIN_SHARE * self.weight[node] or child.tag not in BLOCKS or child.tag == "p":
                return node
            names = child.get("class")
            alike = sum(1 for w, c in children if w and c.tag == child.tag and c.get("class") == names)
            if alike > 1 and weight < 0.9 * self.weight[node] and child.tag in ("div", "section"):
                return node
            node = child


def _summed(direct: dict[HtmlElement, int]) -> dict[HtmlElement, int]:
    """Return the sums of every element and all around it."""
    sums: dict[HtmlElement, int] = {}
    for element, size in direct.items():
        node: HtmlElement | None = element
        while node is not None:
            sums[node] = sums.get(node, 0) + size
            node = node.getparent()
    return sums


def read_body(page: Page, place: Place, skip: Iterable[HtmlElement], headline: str | None) -> Body:
    """Return the text of the elements without what is none of it."""
    cut = set(skip)
    gathered: list[Block] = []
    images: list[Image] = []
    for element in place.elements:
        if page.rules:
            cut.update(select_all(element, page.rules.body_cut))
        cut.update(_boxes(element, place.weights))
        gathered.extend(blocks(element, cut))
        images.extend(_images(element, page.document.base, set(skip)))
    kept, left_out = _trimmed(page, gathered, headline)
    return Body(place.source, place.elements, frozenset(cut), kept, left_out, None, tuple(images))


def _images(container: HtmlElement, base: str, skip: set[HtmlElement]) -> list[Image]:
    found = []
    for img in container.iter("img"):
        if skip and any(ancestor in skip for ancestor in img.iterancestors()):
            continue
        image = image_of(img, base)
        if image and not _is_small(img):
            found.append(image)
    return found[:200]


def _is_small(img: HtmlElement) -> bool:
    """Tell whether the picture is an icon or a counter."""
    sizes = [
        int(value)
        for key in ("width", "height")
        if (value := (img.get(key) or "").removesuffix("px")).isdecimal() and len(value) < 6
    ]
    return any(size < 60 for size in sizes)


def _boxes(container: HtmlElement, weights: _Weights) -> list[HtmlElement]:
    return [el for el in container.iterdescendants() if isinstance(el.tag, str) and weights.is_box(el, container)]


_READ_MORE = re.compile(r"^.{2,40}[:：]\s")


def _trimmed(page: Page, gathered: list[Block], headline: str | None) -> tuple[list[Block], list[Block]]:
    """Return the blocks that are the text, and the "read also" lines among the rest."""
    headlines = {fold(text) for _, text in page.h1s}
    if headline:
        headlines.add(fold(headline))
    kept: list[Block] = []
    left_out: list[Block] = []
    for block in gathered:
        if block.element.tag == "h1" or fold(block.text) in headlines:
            continue
        if (block.link_share > 0.9 and len(block.text) < 250) or (
            block.link_share > 0.6 and _READ_MORE.match(block.text)
        ):
            left_out.append(block)
            continue
        kept.append(block)
    while kept and kept[-1].element.tag in _HEADINGS:
        kept.pop()
    return kept, left_out


_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))


def from_json_ld(page: Page) -> list[str]:
    """Return the body that JSON-LD gives, one string a paragraph; empty where it gives none."""
    for value in page.values("articleBody"):
        if isinstance(value, str) and len(value) > 100:
            return [part for part in re.split(r"\n\s*\n|\n", clean_block(value)) if part.strip()]
        if isinstance(value, list) and (found := texts(value)):
            return found
    return []
