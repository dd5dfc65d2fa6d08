"""FAQ sections without markup of their own: a heading that announces them, then questions and answers.

The rule (docs/faq.md): a section starts with a heading, or a bold or plain line of its own, that announces an FAQ; it
ends with the next heading of the same or a higher level that is no question, a line such as "More about …", a note of
the editors, a footer, or the end of the element around heading and questions. Questions are headings below the
section's own, else bold lines, else lines that end in a question mark; an answer is every block up to the next
question.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Sequence

from lxml.html import HtmlElement

from newsarchive.extract.blocks import Block, blocks
from newsarchive.extract.faq.lines import BOLD, PLAIN, Line, line_of
from newsarchive.extract.faq.pairs import asks
from newsarchive.extract.faq.sections import Section, read_section
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


def announcing(index: Index) -> list[HtmlElement]:
    """Return the page's headings that announce an FAQ."""
    if not may_hold_announcement("\n".join([text for _, text in index.headings])):
        return []
    return [heading for heading, text in index.headings if announces_faq(text)]


def may_announce(container: HtmlElement, headings: Iterable[HtmlElement]) -> bool:
    """Tell whether one of the announcing headings stands in the container, or a short line there announces an FAQ:
    cheap, and without reading blocks."""
    if any(container is heading or container in heading.iterancestors() for heading in headings):
        return True
    short = [
        text
        for element in container.iter(*_LINES)
        if (text := element.text) and 2 < len(text) < LONGEST_LINE and not text.isspace()
    ]
    return may_hold_announcement("\n".join(short)) and any(announces_faq(text.strip(), whole=True) for text in short)


_LINES = ("strong", "b", "p", "span", "div", "summary", "dt", "li", "em", "u")


def find_sections(
    container: HtmlElement, taken: Collection[HtmlElement], headline: HtmlElement | None, skip: Container[HtmlElement]
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
            section = read_section(lines[place + 1 : end], lines[place].block.element)
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
    """Return the place of the first line behind the section."""
    level, first = lines[start].level, _first_level(lines, start)
    if level >= BOLD and any(one.level == first and asks(one.text) for one in lines[start + 1 : start + 4]):
        level = first  # a bold line above questions that are headings
    scope = _scope(lines, start, container)
    foot = _footer(lines[start].block.element)
    for place in range(start + 1, len(lines)):
        one = lines[place]
        if _footer(one.block.element) is not foot:
            return place
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


def _footer(element: HtmlElement) -> HtmlElement | None:
    return element if element.tag == "footer" else next(element.iterancestors("footer"), None)


def _first_level(lines: Sequence[Line], start: int) -> int:
    """Return the level of the first heading in the section."""
    return next((one.level for one in lines[start + 1 : start + 30] if one.level < BOLD), BOLD)


def _scope(lines: Sequence[Line], start: int, container: HtmlElement) -> HtmlElement | None:
    """Return the element around the announcement and the first question; None where it is the container or more."""
    outer = list(lines[start].block.element.iterancestors())
    question = next((one for one in lines[start + 1 : start + 8] if one.may_ask), None)
    if question is None:
        return None
    inner = {question.block.element, *question.block.element.iterancestors()}
    around = next((element for element in outer if element in inner), None)
    inside = around is not None and container in set(around.iterancestors())
    return around if inside else None


def _introduction(lines: Sequence[Line], known: Sequence[bool], start: int) -> Section | None:
    """Return the announcement and the lines between it and the accordion; None where there are more than three."""
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
