"""FAQ sections without markup of their own: a heading that announces them, then questions and answers.

The rule (docs/faq.md): a section starts with a heading, or a bold or plain line of its own, that announces an FAQ; it
ends with the next heading of the same or a higher level that is no question, a line such as "More about …", a note of
the editors, or the end of the element around heading and questions. Questions are headings below the section's own,
else bold lines, else lines that end in a question mark; an answer is every block up to the next question.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from newsarchive.extract.blocks import Block, blocks
from newsarchive.extract.faq.lines import BOLD, PLAIN, Line, line_of
from newsarchive.extract.faq.pairs import Pair, answer_text, asks, is_marked_question, question_text
from newsarchive.extract.faq.words import (
    LONGEST_LINE,
    announces_faq,
    ends_section,
    is_editors_note,
    may_hold_announcement,
)
from newsarchive.extract.index import Index

_LONGEST_TITLE = 45
"""Characters of a headline that is nothing but an announcement."""


@dataclass(frozen=True, slots=True)
class Section:
    """What one announced section holds."""

    pairs: tuple[Pair, ...]
    elements: tuple[HtmlElement, ...]
    """Blocks of heading, introduction, questions and answers."""

    @property
    def is_certain(self) -> bool:
        """Two pairs at least, printed as headings or bold, most of them asking and answered."""
        sure = [pair for pair in self.pairs if pair.answer and asks(pair.question) and pair.origin != "paragraph"]
        return len(sure) >= 2 and len(sure) * 3 >= len(self.pairs) * 2


def announcing(index: Index) -> list[HtmlElement]:
    """Return the page's headings that announce an FAQ."""
    headings = index.tagged("h1", "h2", "h3", "h4", "h5", "h6")
    texts = ["".join(heading.itertext()) for heading in headings]
    if not may_hold_announcement("\n".join(texts)):
        return []
    return [el for el, text in zip(headings, texts, strict=True) if announces_faq(" ".join(text.split()))]


def may_announce(container: HtmlElement, headings: Iterable[HtmlElement]) -> bool:
    """Tell whether one of the announcing headings stands in the container, or a short line there announces an FAQ:
    cheap, and without reading blocks."""
    if any(container is heading or container in heading.iterancestors() for heading in headings):
        return True
    texts = (element.text for element in container.iter(*_LINES))
    short = [text for text in texts if text and 2 < len(text) < LONGEST_LINE and not text.isspace()]
    return may_hold_announcement("\n".join(short)) and any(announces_faq(text.strip(), whole=True) for text in short)


_LINES = ("strong", "b", "p", "span", "div", "summary", "dt", "li", "em", "u")


def find_sections(
    container: HtmlElement,
    taken: Collection[HtmlElement],
    headline: HtmlElement | None,
    skip: Container[HtmlElement] = (),
) -> list[Section]:
    """Return the FAQ sections inside the container, in order.

    `taken`: elements whose pairs are known already (accordions); their text is passed over, and a heading that stands
    before them leaves the body. `headline` announces the article, never a section. `skip`: what is none of the text.
    """
    found = blocks(container, skip)
    if not any(announces_faq(block.text) for block in found):
        return []
    lines = [line_of(block, container) for block in found]
    known = [_is_inside(block.element, taken, container) for block in found]
    around = {outer for element in taken for outer in (element, *element.iterancestors())}
    sections: list[Section] = []
    place = 0
    while place < len(lines):
        if known[place] or not _starts(lines[place], headline):
            place += 1
            continue
        end = _end(lines, place, container)
        # An accordion that is read already is the whole section: a line behind it that asks, asks the reader.
        if True in known[place:end]:
            section = _introduction(lines, known, place)
        elif _stands_before(lines[place].block.element, around):
            section = Section((), (lines[place].block.element,))
        else:
            section = _read(lines[place], lines[place + 1 : end])
        if section is None:
            place += 1
            continue
        sections.append(section)
        place = max(end, place + 1)
    return sections


def _is_inside(element: HtmlElement, taken: Container[HtmlElement], container: HtmlElement) -> bool:
    node: HtmlElement | None = element
    while node is not None and node is not container:
        if node in taken:
            return True
        node = node.getparent()
    return False


def _stands_before(element: HtmlElement, around: Container[HtmlElement]) -> bool:
    """Tell whether an accordion follows, though nothing of it is text: buttons whose panels are closed."""
    node: HtmlElement | None = element
    for _ in range(3):
        if node is None:
            return False
        follower = node.getnext()
        if follower is not None:
            return follower in around
        node = node.getparent()
    return False


def _starts(one: Line, headline: HtmlElement | None) -> bool:
    if one.level == 1 or (headline is not None and one.block.element is headline):
        # A page that is an FAQ as a whole is called so and nothing else.
        return announces_faq(one.text, whole=True) and len(one.text) <= _LONGEST_TITLE and ":" not in one.text
    if one.level < BOLD:
        return announces_faq(one.text)
    return announces_faq(one.text, whole=True) and not one.text.endswith((".", "…")) and one.block.link_share < 0.5


def _end(lines: Sequence[Line], start: int, container: HtmlElement) -> int:
    """The place of the first line behind the section."""
    level, first = lines[start].level, _first_level(lines, start)
    if level >= BOLD and any(one.level == first and asks(one.text) for one in lines[start + 1 : start + 4]):
        level = first  # a bold line above questions that are headings
    scope = _scope(lines, start, container)
    for place in range(start + 1, len(lines)):
        one = lines[place]
        if scope is not None and scope not in set(one.block.element.iterancestors()) and one.block.element is not scope:
            return place
        if is_editors_note(one.text):
            return place
        is_alone = one.level < PLAIN or len(one.text) < 60
        if is_alone and ends_section(one.text) and not asks(one.text):
            return place
        if one.level >= BOLD:
            continue
        if one.level < level or (one.level == level and not (first == level and asks(one.text))):
            return place
    return len(lines)


def _first_level(lines: Sequence[Line], start: int) -> int:
    """Level of the first heading in the section."""
    return next((one.level for one in lines[start + 1 : start + 30] if one.level < BOLD), BOLD)


def _scope(lines: Sequence[Line], start: int, container: HtmlElement) -> HtmlElement | None:
    """The element around the announcement and the first question, where it is less than the container."""
    outer = list(lines[start].block.element.iterancestors())
    question = next((one for one in lines[start + 1 : start + 8] if one.may_ask), None)
    if question is None:
        return None
    inner = {question.block.element, *question.block.element.iterancestors()}
    around = next((element for element in outer if element in inner), None)
    inside = around is not None and container in set(around.iterancestors())
    return around if inside else None


def _read(head: Line, lines: Sequence[Line]) -> Section | None:
    style = _style(head, lines)
    if style is None:
        return None
    pairs: list[Pair] = []
    used: list[HtmlElement] = [head.block.element]
    question: Line | None = None
    answer: list[Line] = []
    for one in lines:
        if style.is_question(one):
            _close(question, answer, style.origin, pairs)
            question, answer = one, []
        elif style.is_group(one):
            _close(question, answer, style.origin, pairs)
            question, answer = None, []
        elif question is not None:
            answer.append(one)
        used.append(one.block.element)
    _close(question, answer, style.origin, pairs)
    if not any(pair.answer for pair in pairs) or _is_list_of_links([one for one in lines if style.is_question(one)]):
        return None
    return Section(tuple(pairs), tuple(used))


def _close(question: Line | None, answer: Sequence[Line], origin: str, pairs: list[Pair]) -> None:
    if question is None:
        return
    asked, rest = question.split()
    parts = [*([rest] if rest else []), *(one.text for one in answer)]
    text = answer_text(parts, marked=is_marked_question(asked))
    pairs.append(Pair(question_text(asked), text, origin, (question.block.element,)))


@dataclass(frozen=True, slots=True)
class _Style:
    """How a section prints its questions."""

    origin: str
    level: int
    must_ask: bool = False
    top: int = 0

    def is_question(self, one: Line) -> bool:
        if self.level < BOLD:
            return one.level == self.level
        if not one.may_ask:
            return False
        if self.level == BOLD:
            return one.has_bold_question or (one.level == BOLD and not self.must_ask)
        return one.level >= BOLD

    def is_group(self, one: Line) -> bool:
        """A heading between the section's and its questions' level."""
        return one.level < min(self.level, BOLD)


def _style(head: Line, lines: Sequence[Line]) -> _Style | None:
    for place, one in enumerate(lines):
        follower = lines[place + 1] if place + 1 < len(lines) else None
        if one.level < BOLD:
            is_group = follower is not None and one.level < follower.level < BOLD and not asks(one.text)
            if not is_group:
                return _Style("heading", one.level)
        elif follower is not None and follower.level < BOLD:
            continue  # an introduction, whatever it asks
        elif one.has_bold_question:
            return _Style("bold", BOLD, must_ask=True)
        elif one.level == BOLD and place <= 1 and one.may_ask:
            return _Style("bold", BOLD)
        elif one.level > BOLD and one.may_ask:
            # One paragraph that asks may introduce questions that are printed bold.
            if follower is not None and follower.has_bold_question:
                continue
            return _Style("paragraph", PLAIN)
    return None


def _is_list_of_links(questions: Sequence[Line]) -> bool:
    return bool(questions) and sum(one.leads_away for one in questions) * 2 > len(questions)


def _introduction(lines: Sequence[Line], known: Sequence[bool], start: int) -> Section | None:
    """The announcement and at most three lines between it and the accordion."""
    first = known.index(True, start)
    between = lines[start:first]
    if len(between) > 4 or any(one.level < BOLD for one in between[1:]):
        return None
    return Section((), tuple(one.block.element for one in between))


def removable(container: HtmlElement, used: Iterable[HtmlElement]) -> frozenset[HtmlElement]:
    """Return the largest elements inside the container that hold nothing but the used blocks."""
    wanted = set(used)
    kept: set[HtmlElement] = set()
    for block in blocks(container):
        if not _is_inside(block.element, wanted, container):
            _add_chain(kept, block, container)
    return frozenset(_largest(element, kept, container) for element in wanted if element not in kept)


def _add_chain(kept: set[HtmlElement], block: Block, container: HtmlElement) -> None:
    node: HtmlElement | None = block.element
    while node is not None and node not in kept:
        kept.add(node)
        if node is container:
            return
        node = node.getparent()


def _largest(element: HtmlElement, kept: set[HtmlElement], container: HtmlElement) -> HtmlElement:
    node = element
    while True:
        parent = node.getparent()
        if parent is None or parent in kept or parent is container:
            return node
        node = parent
