"""One walk over a page's elements, from which every finder takes what it needs.

XPath over the whole tree costs as much as this walk; it is made once and its elements are kept alive, so that lxml
builds each Python object once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from newsarchive.extract.blocks import HEADINGS, line
from newsarchive.extract.names import AUTHOR, BODY, BOX, DATE, KINDS, LEAD, TALK, THREAD
from newsarchive.text import fold_blanks

_SHORT_TEXT = 10
"""Characters up to which a text node is not looked at: a sentence of Chinese has more."""
_LONG_TEXT = 25
"""What a text node says (`_size`) up to which it is no running text."""
_NO_TEXT = """script style noscript template textarea option a button figcaption select title svg rt rp dialog"""
NO_TEXT = frozenset(_NO_TEXT.split())
"""Elements whose own text never counts as running text."""
CUT_TAGS = frozenset(("aside", "nav", "footer", "form", "figure", "figcaption", "button", "dialog", "menu"))
"""Elements that by their tag stand beside the text."""
# Attributes are walked several times faster than elements are asked for one.
_WITH_ITEMPROP = cast(Callable[[HtmlElement], list[HtmlElement]], etree.XPath("descendant-or-self::*/@itemprop/.."))


class Index:
    """The elements of a page by what they may hold."""

    __slots__ = (
        "_anchors", "_around", "_branches", "_class_names", "_classed", "_classes", "_headings", "_ids", "_lines",
        "apart", "authors", "bodies", "boxes", "by_tag", "dates", "elements", "elsewhere", "hints", "itemprops",
        "leads", "talks", "texts",
    )  # fmt: skip

    def __init__(self, root: HtmlElement) -> None:
        self.elements: list[HtmlElement] = list(root.iter("*"))
        self.by_tag: dict[str, list[HtmlElement]] = {}
        self.hints: dict[HtmlElement, int] = {}
        """What class and id of an element say of it (`names.kinds`); absent where nothing."""
        self.itemprops = [element for element in _WITH_ITEMPROP(root) if element.get("itemprop")]
        self.texts: dict[HtmlElement, int] = {}
        """Characters of running text that an element holds itself, children apart."""
        self.authors: list[HtmlElement] = []
        self.dates: list[HtmlElement] = []
        self.apart: set[HtmlElement] = set()
        """Elements of comments, once these are known: `is_elsewhere`."""
        self.leads: list[HtmlElement] = []
        self.bodies: list[HtmlElement] = []
        self.elsewhere: dict[HtmlElement, bool] = {}
        """What `is_elsewhere` found out."""
        self.talks: list[HtmlElement] = []
        """Elements that may speak of comments (`names.TALK`)."""
        self._around: set[HtmlElement] | None = None
        self._branches: list[tuple[HtmlElement, HtmlElement]] = []
        self._headings: list[tuple[HtmlElement, str]] | None = None
        self._ids: dict[str, HtmlElement] = {}
        self._anchors: dict[str, HtmlElement] | None = None
        self._classed: dict[str, list[HtmlElement]] | None = None
        self._classes: set[str] = set()
        self._class_names: str | None = None
        self._lines: dict[HtmlElement, str] = {}
        self.boxes: list[HtmlElement] = []
        """Elements that by name or tag stand beside the text."""
        self._walk()
        self.boxes += self.tagged(*CUT_TAGS)

    @property
    def around(self) -> set[HtmlElement]:
        """What stands around the first headline, and around the elements named like the heaviest body: whatever its
        name, it is no box."""
        if self._around is None:
            self._around = self._core()
        return self._around

    def _core(self) -> set[HtmlElement]:
        named = [el for el in self.bodies if not self.hints[el] & THREAD]
        mass = self.summed(self.texts) if named else {}
        heaviest = max((el for el in named if el in mass), key=lambda el: mass[el], default=None)
        headings = [el for el in self.by_tag.get("h1", ()) if next(el.itertext(), None) is not None]
        found = set(headings[0].iterancestors()) if headings else set()
        names = heaviest.get("class") if heaviest is not None else None
        for element in named:
            if element is heaviest or (names and element.get("class") == names):
                node: HtmlElement | None = element
                while node is not None and node not in found:
                    found.add(node)
                    node = node.getparent()
        return found

    def summed(self, direct: dict[HtmlElement, int]) -> dict[HtmlElement, int]:
        """Return the sums of every element and all around it; `direct` gives some of those that hold text."""
        if not self._branches:
            self._branches = self._with_parents(self.texts)
        sums = dict(direct)
        for element, parent in self._branches:
            size = sums.get(element)
            if size:
                sums[parent] = sums.get(parent, 0) + size
        return sums

    def _with_parents(self, inner: Iterable[HtmlElement]) -> list[tuple[HtmlElement, HtmlElement]]:
        """Return the elements and all around them, each with its parent, from the last of the page to the first."""
        wanted, found = set(inner), []
        for element in reversed(self.elements):
            if element in wanted and (parent := element.getparent()) is not None:
                wanted.add(parent)
                found.append((element, parent))
        return found

    @property
    def class_names(self) -> str:
        """The class attributes that may say something, each once, in no order; a blank before and behind each class."""
        if self._class_names is None:
            names = f" {' '.join(self._classes)} "
            self._class_names = names if names.isprintable() else f" {' '.join(names.split())} "
        return self._class_names

    def classed(self, name: str) -> list[HtmlElement]:
        """Return the elements of this class, in document order."""
        if self._classed is None:
            self._classed = {}
            for element in self.elements:
                if names := element.get(b"class"):
                    self._classed.setdefault(names, []).append(element)
        alike = [found for names, found in self._classed.items() if name in names and name in names.split()]
        if len(alike) < 2:
            return alike[0] if alike else []
        known = {element for found in alike for element in found}
        return [element for element in self.elements if element in known]

    def with_id(self, name: str) -> HtmlElement | None:
        """Return the first element of this id, else the first anchor of this name (WHATWG HTML, "find a potential
        indicated element")."""
        if name in self._ids:
            return self._ids[name]
        if self._anchors is None:
            self._anchors = {named: link for link in reversed(self.tagged("a")) if (named := link.get("name"))}
        return self._anchors.get(name)

    @property
    def headings(self) -> list[tuple[HtmlElement, str]]:
        """The page's headings by rank, each with all text in it, seen or not, white space folded."""
        if self._headings is None:
            self._headings = [(element, fold_blanks(whole_text(element))) for element in self.tagged(*HEADINGS)]
        return self._headings

    def line(self, element: HtmlElement) -> str:
        """Return `blocks.line` of the element; several finders read the headings of a page."""
        known = self._lines.get(element)
        if known is None:
            known = self._lines[element] = line(element)
        return known

    def short_line(self, element: HtmlElement, cap: int) -> str:
        """Return `line` of the element; "" where its text is longer than the cap, or in more elements than a line."""
        length = 0
        for text in element.itertext():
            length += len(text.strip())
            if length > cap:
                return ""
        return "" if is_large(element) else self.line(element)

    def inside(self, container: HtmlElement) -> set[HtmlElement]:
        """Return the container's descendants: in document order they stand in one row."""
        start = self.elements.index(container) + 1
        behind: HtmlElement | None = container
        while behind is not None and behind.getnext() is None:
            behind = behind.getparent()
        end = self.elements.index(behind.getnext(), start) if behind is not None else len(self.elements)
        return set(self.elements[start:end])

    def tagged(self, *tags: str) -> list[HtmlElement]:
        """Return the elements of these tags; in document order within each tag."""
        return [element for tag in tags for element in self.by_tag.get(tag, ())]

    def _walk(self) -> None:
        hints, texts, classes, ids, kinds = self.hints, self.texts, self._classes, self._ids, KINDS
        kept: dict[str, tuple[Callable[[HtmlElement], None], int]] = {}
        for element in self.elements:
            tag = element.tag
            try:
                keep, told = kept[tag]
            except KeyError:
                alike = self.by_tag[tag] = list[HtmlElement]()
                keep, told = kept[tag] = alike.append, _TOLD.get(tag, _NAMES | _TEXT | _TAIL)
            keep(element)
            if not told:
                continue
            bits = 0
            if names := element.get(b"class"):  # names in bytes are encoded already
                classes.add(names)
                bits = kinds[names]
            if ident := element.get(b"id"):
                ids.setdefault(ident, element)
                bits |= kinds[ident]
            if bits:
                hints[element] = bits
                if bits & _LISTED:
                    self._list(element, bits)
            if told & _TEXT and (text := element.text) is not None and len(text) > _SHORT_TEXT:
                size = _size(text)
                if size > _LONG_TEXT:
                    texts[element] = texts.get(element, 0) + size
            if told & _TAIL and (text := element.tail) is not None and len(text) > _SHORT_TEXT:
                self._weigh_tail(element, text)
        self._list_custom()

    def _list_custom(self) -> None:
        """Read the names of custom elements ("reader-comment") as classes."""
        classed = len(self.talks)
        for tag, elements in self.by_tag.items():
            bits = KINDS[tag] if "-" in tag else 0
            for element in elements if bits else ():
                known = self.hints.get(element, 0)
                self.hints[element] = known | bits
                self._list(element, bits & ~known)
        if len(self.talks) > classed:
            talks = set(self.talks)
            self.talks = [element for element in self.elements if element in talks]

    def _list(self, element: HtmlElement, bits: int) -> None:
        if bits & AUTHOR:
            self.authors.append(element)
        if bits & DATE:
            self.dates.append(element)
        if bits & LEAD:
            self.leads.append(element)
        if bits & BODY:
            self.bodies.append(element)
        if bits & BOX:
            self.boxes.append(element)
        if bits & TALK:
            self.talks.append(element)

    def _weigh_tail(self, element: HtmlElement, text: str) -> None:
        parent = element.getparent() if (size := _size(text)) > _LONG_TEXT else None
        if parent is not None and parent.tag not in NO_TEXT:
            self.texts[parent] = self.texts.get(parent, 0) + size


_WORDLESS = """meta link script style path svg g use defs circle rect source option title"""
_BARE = frozenset(_WORDLESS.split())
"""Elements of which neither names nor text say anything."""
_LISTED = AUTHOR | DATE | LEAD | BODY | BOX | TALK
_NO_TAIL = frozenset(
    ("li", "td", "tr", "th", "option", "path", "svg", "g", "use", "meta", "link", "source", "head", "body")
)
_NAMES, _TEXT, _TAIL = 1, 2, 4
_TOLD = {tag: _NAMES | (tag not in NO_TEXT) * _TEXT | (tag not in _NO_TAIL) * _TAIL for tag in NO_TEXT | _NO_TAIL}
_TOLD |= dict.fromkeys(_BARE, 0)
"""What of an element is looked at, where it is not all: one look instead of one for each."""


def whole_text(element: HtmlElement) -> str:
    """Return all text in the element, seen or not: several times faster than to ask for each text in it."""
    text: str = etree.tostring(element, method="text", encoding="unicode", with_tail=False)
    return text


def _size(text: str) -> int:
    """Return how much a text says: its bytes, so that a character of Chinese counts thrice; 0 for a copyright line."""
    text = text.strip()
    if text.isascii():
        return len(text)
    return 0 if "©" in text else len(text.encode("utf-8", "replace"))


_LARGE = 60
"""Descendants of the largest byline or date line met on real pages: 40."""


def is_large(element: HtmlElement, most: int = _LARGE) -> bool:
    """Tell whether the element holds more than so many others, else more than a line can."""
    return next(islice(element.iterdescendants(), most, None), None) is not None
