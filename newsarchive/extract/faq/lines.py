"""Blocks of a text as an FAQ section sees them: headings, bold lines, plain lines."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from newsarchive.extract.blocks import Block, line
from newsarchive.extract.faq.pairs import MAX_QUESTION, asks, is_marked_answer, is_marked_question, question_text

BOLD, PLAIN = 7, 8
"""Levels of lines that are no headings; headings have 1 to 6."""

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "dt": BOLD}
_BOLD_SHARE = 0.9
_APART = frozenset(("span", "em", "i", "u"))


@dataclass(frozen=True, slots=True)
class Line:
    """One block with its rank."""

    block: Block
    level: int
    bold_start: str
    """Bold text with which the block begins, or an element of its own that asks, where it is not the whole block."""

    @property
    def text(self) -> str:
        return self.block.text

    @property
    def has_bold_question(self) -> bool:
        """Bold as a whole or at its start, and asking."""
        if self.level == BOLD:
            return self.may_ask and (asks(self.text) or is_marked_question(self.text) or self._first_asks())
        return bool(self.bold_start) and (asks(self.bold_start) or is_marked_question(self.bold_start))

    @property
    def may_ask(self) -> bool:
        """Heading or bold line; of plain ones those that ask."""
        if len(self.text) > MAX_QUESTION and "\n" not in self.text and not self.bold_start:
            return False
        if self.level <= BOLD:
            return True
        if is_marked_answer(self.text) and not is_marked_question(self.text):
            return False
        return asks(self.text) or is_marked_question(self.text) or self._first_asks() or self.has_bold_question

    def _first_asks(self) -> bool:
        first, newline, _ = self.text.partition("\n")
        return bool(newline) and len(first) <= MAX_QUESTION and (asks(first) or is_marked_question(first))

    def split(self) -> tuple[str, str]:
        """Return the question and what of the answer stands in the same block."""
        first, newline, rest = self.text.partition("\n")
        if newline and (asks(first) or is_marked_question(first) or (self.bold_start and first == self.bold_start)):
            return first, rest
        if self.bold_start and self.text.startswith(self.bold_start):
            return self.bold_start, self.text[len(self.bold_start) :].strip(" \n:–—-")
        return self.text.replace("\n", " "), ""

    @property
    def leads_away(self) -> bool:
        """Nothing but a link to another page: a list of articles, not of questions."""
        return any(not address.startswith(("#", "javascript:")) for address in self._addresses())

    @property
    def leads_down(self) -> bool:
        """Nothing but a link to a place of this page: an entry of its contents, or the title of a panel."""
        addresses = self._addresses()
        return bool(addresses) and all(address.startswith("#") for address in addresses)

    def _addresses(self) -> list[str]:
        """Where the block leads that is nothing but links; else []."""
        if self.block.link_share < 0.8:
            return []
        element = self.block.element
        links = (*element.iter("a"), *element.iterancestors("a"))
        return [(link.get("href") or "#").strip() for link in links]


def line_of(block: Block, container: HtmlElement) -> Line:
    """Return the block with its level inside the container."""
    level = _heading_level(block.element, container)
    if level is not None:
        return Line(block, level, "")
    if block.strong and block.strong >= _BOLD_SHARE * len(block.text.strip()):
        return Line(block, BOLD, "")
    return Line(block, PLAIN, _bold_start(block))


def _heading_level(element: HtmlElement, container: HtmlElement) -> int | None:
    node: HtmlElement | None = element
    for _ in range(4):
        if node is None or node is container:
            return None
        if node.tag in _HEADINGS:
            return _HEADINGS[node.tag]
        if node.get("role") == "heading":
            level = node.get("aria-level") or "2"
            return int(level) if level in ("1", "2", "3", "4", "5", "6") else 2
        node = node.getparent()
    return None


def _bold_start(block: Block) -> str:
    element = block.element
    for _ in range(4):
        if (element.text or "").strip() or not len(element):
            return ""
        first = element[0]
        if first.tag in ("strong", "b"):
            text = line(first)
            if text and not question_text(text):  # "Q1:" or "1." alone: the question is what follows
                text = block.text.partition("\n")[0]
            return text if text and block.text.startswith(text) else ""
        if first.tag in _APART and asks(text := line(first)) and block.text.startswith(text):
            return text if text != block.text else ""
        element = first
    return ""
