"""How much of a page's running text stands below each element, with what stands beside the text and without."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from itertools import takewhile

from lxml.html import HtmlElement

from newsarchive.extract.blocks import is_hidden
from newsarchive.extract.body.offers import sign_ups
from newsarchive.extract.body.teasers import Teasers
from newsarchive.extract.index import CUT_TAGS, Index
from newsarchive.extract.names import BOX, THREAD
from newsarchive.extract.page import Page

BOX_SHARE = 0.5
"""An element with this share of the text is no box, whatever its name."""
OWN_SHARE = 0.2
"""The same for an element with at least three long paragraphs of its own: an end tag left out makes a box hold them."""
SENTENCE = 80
"""Characters of a long paragraph."""
NEVER_BOX = frozenset(("html", "body", "main", "article"))
_INLINE = ("a", "span")
_GOES_ON = ".,;:!?)]”\"'’"
"""Signs behind a link or name inside a sentence."""
_NEVER_TEXT = frozenset(("nav", "footer", "button", "menu"))


class Weights:
    """Characters of running text below each element."""

    def __init__(self, page: Page, skip: Collection[HtmlElement], heading: HtmlElement | None) -> None:
        self.heading = heading
        self.root = page.document.root
        self.index: Index = page.document.index
        self.boxes = frozenset(self.index.boxes)
        self.excluded: dict[HtmlElement, bool] = {}
        self.teasers = Teasers(self.index)
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
        what holds a quotation (an embedded post), nor a figure of code or of numbers.
        """
        bits = self.index.hints.get(element, 0)
        if element.tag in NEVER_BOX or not (bits & BOX or element.tag in CUT_TAGS or is_hidden(element)):
            return False
        if bits & THREAD:
            return True
        if element in self.around or (element.tag in _INLINE and _is_in_sentence(element)):
            return False
        if element.tag not in _NEVER_TEXT and self._holds_most(element, container):
            return False
        if element.tag == "figure":
            return next(element.iter("blockquote", "pre", "table"), None) is None
        return element.tag in CUT_TAGS or next(element.iter("blockquote"), None) is None

    def _holds_most(self, element: HtmlElement, container: HtmlElement) -> bool:
        """Tell whether the element holds most of the text; a smaller share is enough in paragraphs of its own."""
        held, whole = self.mass.get(element, 0), self.mass.get(container, 1)
        if held >= BOX_SHARE * whole:
            return True
        if held < OWN_SHARE * whole or element.tag in CUT_TAGS:
            return False
        own = [weight for child in element if child.tag == "p" and (weight := self.mass.get(child, 0)) > SENTENCE]
        return len(own) > 2 and sum(own) >= OWN_SHARE * whole

    @cached_property
    def holders(self) -> set[HtmlElement]:
        """The elements with a paragraph or a `div` below them: lists in lists ask one after the other."""
        found: set[HtmlElement] = set()
        for inner in self.index.tagged("p", "div"):
            found.update(takewhile(lambda around: around not in found, inner.iterancestors()))
        return found

    def boxes_in(self, container: HtmlElement) -> set[HtmlElement]:
        """Return the boxes and teasers inside the container; hidden ones may be missing: their text is not read."""
        inside = self.index.inside(container)
        found = {el for el in self.boxes & inside if self.is_box(el, container)}
        return found.union(self.teasers.found, sign_ups(self.index, inside, {container, *self.around}, self.mass))

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


def _is_in_sentence(element: HtmlElement) -> bool:
    """Tell whether a sentence of the paragraph goes on behind the link, whatever its name ("playerLink"), or behind the
    place from which it is told."""
    tail, parent, before = (element.tail or "").strip(), element.getparent(), element.getprevious()
    if not tail or parent is None or (element.tag != "a" and "dateline" not in (element.get("class") or "")):
        return False
    text = ((parent.text if before is None else before.tail) or "").rstrip()
    if not any(map(str.isalnum, tail)):
        return text[-1:].isalnum() and tail[0] in _GOES_ON
    is_first = before is None and not text
    return is_first or text[-1:].isalnum() or text.endswith(",") or tail[0].islower() or tail[0] in _GOES_ON


def _is_linked(element: HtmlElement) -> bool:
    parent = element.getparent()
    return parent is not None and (
        parent.tag == "a" or ((outer := parent.getparent()) is not None and outer.tag == "a")
    )
