"""FAQ pairs in the markup of plug-ins, page builders and accordions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from newsarchive.extract.blocks import HEADINGS, is_hidden, paragraphs
from newsarchive.extract.document import Document
from newsarchive.extract.faq.pairs import (
    Pair,
    answer_text,
    asks,
    is_marked_question,
    panel_paragraphs,
    question_key,
    question_text,
    title_line,
)
from newsarchive.extract.faq.roles import opens, role
from newsarchive.extract.faq.triggers import PANELS, triggered
from newsarchive.extract.index import Index, is_large


@dataclass(frozen=True, slots=True)
class Found:
    """A title and what it opens, before it is known to be a question."""

    title: HtmlElement
    panel: HtmlElement
    item: HtmlElement
    """The innermost element around both."""

    origin: str
    is_certain: bool = False
    """True where the markup itself says that this is an FAQ."""

    is_bare: bool = False
    """True where it only says question and answer, as that of interviews does."""

    @property
    def question(self) -> str:
        """The title's text without "Q:" and its like."""
        return question_text(self._printed)

    @property
    def _printed(self) -> str:
        """The title's text without that of a panel inside it."""
        if self.panel is not self.title and self.title in set(self.panel.iterancestors()):
            return title_line(self.title, [self.panel])
        return title_line(self.title)

    def pair(self, elements: tuple[HtmlElement, ...]) -> Pair | None:
        """Return the pair with the elements that leave the body; None where there is no question."""
        printed = self._printed
        question = question_text(printed)
        if not question or len(question) > _LONGEST:
            return None
        # Yoast's answer is a paragraph, out of which the parser closes what stands in it as paragraphs of its own.
        is_rest = self.panel is self.item or self.origin == "yoast"
        parts = _rest(self.item, self.title) if is_rest else panel_paragraphs(self.panel, self.title)
        if parts and question_key(parts[0]) == question_key(question):
            parts = parts[1:]  # what is tabs on a wide screen prints the title above its panel on a narrow one
        return Pair(question, answer_text(parts, marked=is_marked_question(printed)), self.origin, elements)


_LONGEST = 300
_MOST = 1_000
"""Accordions of a page that are looked at."""
_FAR = 500
"""Elements of an item among which its title and its panel begin."""
_OUTER = 12
"""Elements around a title or a panel that are looked at."""
_CELLS = ("td", "th")
_TITLES = ("div", "p", "span", "a", "strong", "dt")
_HIDDEN = cast(
    Callable[[HtmlElement], list[HtmlElement]],
    etree.XPath("descendant::*/@hidden/parent::*|descendant::*/@style[contains(., 'none')]/parent::*"),
)

# Class of the item; of the question, of the answer inside it; origin; whether it is always an FAQ. As the plug-ins and
# page builders print them in 2023 to 2026.
_ITEMS: dict[str, tuple[tuple[str, ...], tuple[str, ...], str, bool]] = {
    "schema-faq-section": (("schema-faq-question",), ("schema-faq-answer",), "yoast", True),
    "rank-math-list-item": (("rank-math-question",), ("rank-math-answer",), "rank-math", True),
    "rank-math-faq-item": (("rank-math-question",), ("rank-math-answer",), "rank-math", True),
    "wp-block-aioseo-faq": (("aioseo-faq-block-question",), ("aioseo-faq-block-answer",), "aioseo", True),
    "ewd-ufaq-faq-div": (("ewd-ufaq-faq-title-text", "ewd-ufaq-faq-title"), ("ewd-ufaq-faq-post",), "ufaq", True),
    "uagb-faq-item": (("uagb-question",), ("uagb-faq-content",), "uagb", True),
    "elementor-accordion-item": (("elementor-tab-title",), ("elementor-tab-content",), "elementor", False),
    "elementor-toggle-item": (("elementor-tab-title",), ("elementor-tab-content",), "elementor", False),
    "et_pb_toggle": (("et_pb_toggle_title",), ("et_pb_toggle_content",), "accordion", False),
    "vc_toggle": (("vc_toggle_title",), ("vc_toggle_content",), "accordion", False),
    "vc_tta-panel": (("vc_tta-panel-title",), ("vc_tta-panel-body",), "accordion", False),
    "kt-accordion-pane": (("kt-blocks-accordion-title",), ("kt-accordion-panel-inner",), "accordion", False),
    "fusion-panel": (("fusion-toggle-heading",), ("toggle-content", "panel-body"), "accordion", False),
    "accordion-item": (
        ("accordion-button", "accordion-header", "accordion-title"),
        ("accordion-body", "accordion-content", "accordion-collapse"),
        "accordion",
        False,
    ),
    "panel": (("panel-title", "panel-heading"), ("panel-body",), "accordion", False),
    "sp-ea-single": (("ea-header",), ("ea-body",), "accordion", False),
    "brz-accordion__item": (("brz-accordion__nav--title",), ("brz-accordion__content",), "accordion", False),
    "w-dropdown": (("w-dropdown-toggle",), ("w-dropdown-list",), "accordion", False),
    "tve_faqI": (("tve_faqB",), ("tve_faqC",), "accordion", False),
    "fl-accordion-item": (("fl-accordion-button-label",), ("fl-accordion-content",), "accordion", False),
    "ce_accordion": (("toggler",), ("accordion",), "accordion", False),
}


def widgets(document: Document, marked: Sequence[HtmlElement], *, is_announced: bool) -> list[Found]:
    """Return what the page's accordions and FAQ plug-ins hold, the most certain reading of each element first.

    `marked`: the elements whose names speak of questions or accordions (`names.FAQ`); `is_announced`: a heading of the
    page announces an FAQ, or its JSON-LD declares one.
    """
    index = document.index
    found = [
        *_items(marked),
        *_details(index.tagged("details")),
        *_sequences(marked),
        *(Found(title, panel, _around(title, panel), "accordion") for title, panel in triggered(document, marked)),
        *_definitions(index.tagged("dl")),
        *_sections(index.tagged("amp-accordion")),
        *_rows(index),
        *(_hidden(document) if is_announced else ()),
    ]
    unseen = {element for element in marked if element.get("data-schema-only") == "true"}
    return list(islice(_without_overlap(found, unseen), _MOST))


def _without_overlap(found: Sequence[Found], unseen: set[HtmlElement]) -> Iterator[Found]:
    taken = set(unseen)
    around: set[HtmlElement] = set()
    for one in found:
        if one.title in around:
            continue
        if taken and not taken.isdisjoint((one.title, one.panel, *_chain(one.title), *_chain(one.panel))):
            continue
        taken.update((one.title, one.panel))
        around.update(_chain(one.title))
        yield one


def _chain(element: HtmlElement) -> list[HtmlElement]:
    return list(islice(element.iterancestors(), _OUTER))


def _items(marked: Sequence[HtmlElement]) -> Iterator[Found]:
    for element in marked:
        for token in (element.get("class") or "").split():
            spec = _ITEMS.get(token)
            if spec is None:
                continue
            titles, panels, origin, is_certain = spec
            title, panel = _first_of(element, titles), _first_of(element, panels)
            if title is not None and panel is not None:
                yield Found(title, panel, element, origin, is_certain)
            break


def _first_of(element: HtmlElement, tokens: Sequence[str]) -> HtmlElement | None:
    for token in tokens:
        for inner in islice(element.iterdescendants(), _FAR):
            names = inner.get("class")
            if names and token in names.split():
                return inner
    return None


def _details(elements: Sequence[HtmlElement]) -> Iterator[Found]:
    for element in elements:
        summary = next((child for child in element if child.tag == "summary"), None)
        if summary is not None and next(summary.iter("details"), None) is None:
            origin = "elementor" if "e-n-accordion-item" in (element.get("class") or "") else "details"
            yield Found(summary, element, element, origin)


def _sequences(marked: Sequence[HtmlElement]) -> Iterator[Found]:
    """Yield titles that their classes call questions, each with the panel behind it that is called an answer."""
    roles = [(element, *role(element.get("class") or "")) for element in marked]
    roles = [one for one in roles if one[1]]
    title: HtmlElement | None = None
    for place, (element, told, is_named) in enumerate(roles):
        if told == "title" and (title is None or _has_words(element)):
            # Of a wrapper and the title in it the inner one is the text.
            if title is not None and title not in set(element.iterancestors()):
                yield from _followed(title)
            title = element
        elif told == "panel" and title is not None:
            follower = roles[place + 1] if place + 1 < len(roles) else None
            if follower and follower[1] == "title" and element in set(follower[0].iterancestors()):
                continue
            item = _around(title, element)
            if item.tag not in ("body", "html"):
                yield Found(title, element, item, "accordion", is_named, not opens(title, element))
            title = None
    if title is not None:
        yield from _followed(title)


def _has_words(element: HtmlElement) -> bool:
    """Tell whether the element shows words: the button beside a title may show but a sign."""
    return any(len(text.strip()) > 1 for text in element.itertext())


def _followed(title: HtmlElement) -> Iterator[Found]:
    """Yield titles, each with the nameless element behind it."""
    panel, item = title.getnext(), title.getparent()
    if panel is not None and item is not None and panel.tag in PANELS and not panel.get("class") and opens(title):
        yield Found(title, panel, item, "accordion")


def _definitions(elements: Sequence[HtmlElement]) -> Iterator[Found]:
    for element in elements:
        title: HtmlElement | None = None
        # A `div` may hold each pair (WHATWG HTML, 4.4.9).
        for child in (inner for outer in element for inner in (outer if outer.tag == "div" else (outer,))):
            if child.tag == "dt":
                title = child
            elif child.tag == "dd" and title is not None:
                yield Found(title, child, _around(title, child), "accordion")
                title = None


def _sections(elements: Sequence[HtmlElement]) -> Iterator[Found]:
    """Yield the sections of an `amp-accordion`, each of which holds two elements: title and panel (AMP)."""
    for section in (child for element in elements for child in element.iterchildren("section")):
        if len(section) == 2:
            yield Found(section[0], section[1], section, "accordion")


def _rows(index: Index) -> Iterator[Found]:
    """Yield rows of two cells, the first of which asks: an FAQ only where it is announced, for polls have such too."""
    for row in index.tagged("tr"):
        if len(row) == 2 and row[0].tag in _CELLS and row[1].tag == "td" and asks(index.short_line(row[0], _LONGEST)):
            yield Found(row[0], row[1], row, "table", is_bare=True)


def _hidden(document: Document) -> Iterator[Found]:
    """Yield headings, and whatever asks, each with the hidden element behind it that a script of the page's own
    shows."""
    for panel in _HIDDEN(document.root):
        title, item = panel.getprevious(), panel.getparent()
        if title is None or item is None or panel.tag not in PANELS or not is_hidden(panel) or is_hidden(title):
            continue
        if title.tag in HEADINGS or (title.tag in _TITLES and not is_large(title) and asks(title_line(title))):
            yield Found(title, panel, item, "accordion", is_bare=True)


def _around(one: HtmlElement, other: HtmlElement) -> HtmlElement:
    """Return the innermost element that holds both."""
    outer = [one, *one.iterancestors()]
    known = set(outer)
    return next((element for element in (other, *other.iterancestors()) if element in known), outer[-1])


def _rest(item: HtmlElement, title: HtmlElement) -> list[str]:
    return paragraphs(item, {title}) or [
        text for child in item if child is not title for text in panel_paragraphs(child)
    ]
