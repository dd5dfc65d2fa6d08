"""The standfirst: what is printed apart between headline and text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, takewhile

from lxml.html import HtmlElement

from newsarchive.extract.beside import is_elsewhere
from newsarchive.extract.blocks import HEADINGS, Block, line, paragraphs
from newsarchive.extract.body.noise import CREDIT, is_inserted
from newsarchive.extract.fields.person import after_by, is_person
from newsarchive.extract.index import Index, is_large
from newsarchive.extract.names import AUTHOR, BOX, DATE, LEAD
from newsarchive.extract.page import Page
from newsarchive.text import letters
from newsarchive.times import outline

LONGEST = 450
"""Characters of a standfirst; more is an opening paragraph."""
SHORTEST = 20
_SENTENCE = 40
"""Characters of a sentence in a heading that is no subheading."""
_FIRST = 2
"""Blocks of the text among which it is looked for: a date line or a label may stand before it."""


def lead_in(page: Page, blocks: Sequence[Block], container: HtmlElement) -> int | None:
    """Return the position of the block that is printed apart from the text behind it; None where none is.

    It is named for it (class or id), and no paragraph that goes on into the next one: a paragraph so named may be the
    text's own opening. Or it is a sentence in a heading. A quotation set large above the text is no standfirst.
    """
    if len(blocks) < 3:
        return None
    usual = _usual(blocks)
    for position, block in enumerate(blocks[:_FIRST]):
        if not _may_be_lead(block.text) or block.link_share > 0.5 or _kind(block) == usual:
            continue
        if _is_quotation(block.text):
            continue
        if block.element.tag == "p" and block.element.getnext() is blocks[position + 1].element:
            continue
        if _is_named(page, block.element, container) or (not position and _is_headed_sentence(blocks)):
            return position
    return None


def _is_headed_sentence(blocks: Sequence[Block]) -> bool:
    """Tell whether the first block, and no other, is a whole sentence in a heading: no subheading and no item."""
    headed = [block for block in blocks if block.element.tag in HEADINGS and block.text.endswith((".", "。"))]
    return headed == [blocks[0]] and len(blocks[0].text) >= _SENTENCE


def split_off(page: Page, block: Block) -> str | None:
    """Take an inline element named for it off the head of the block, and return its text; None where none is there.

    `<article><strong class="summary">…</strong>The text …`: only a style sets the two apart.
    """
    for element in block.element:
        if element.tag not in _INLINE or (block.element.text and block.element.text.strip()):
            return None
        text = "\n".join(paragraphs(element)) if page.document.index.hints.get(element, 0) & LEAD else ""
        if text and len(text) <= LONGEST and block.text.startswith(text) and len(block.text) > len(text):
            block.text = block.text[len(text) :].lstrip()
            return text
        return None
    return None


def lead_before(page: Page, container: HtmlElement) -> str | None:
    """Return the text between headline and body that the page also gives as its description, else that of the element
    named for it, else the sentence right behind the headline."""
    index = page.document.index
    told = letters(page.document.meta("og:description", "description") or "")[:_TOLD]
    is_told = len(told) == _TOLD and told not in letters(f"{page.title} {page.h1s[0][1] if page.h1s else None}")
    heading = _heading(page)
    if heading is None:
        return None
    sentence = _sentence_behind(page, heading)
    if not (index.leads or is_told or sentence):
        return None
    start, end = index.elements.index(heading), index.elements.index(container)
    between = index.elements[start + 1 : end]
    found = (_described(index, between, told) if is_told else None) or _named(index, between)
    return found or (sentence if heading.getnext() in between else None)


def _heading(page: Page) -> HtmlElement | None:
    """Return the heading that is not the name of the site: what stands behind that is a motto."""
    heading = page.heading
    is_motto = heading is None or page.names_site(heading, page.document.index.line(heading))
    return None if is_motto else heading


def _described(index: Index, between: Sequence[HtmlElement], told: str) -> str | None:
    for element in between:
        if (text := element.text) and (head := letters(text[: 2 * _TOLD])[:_TOLD]) and told.startswith(head):
            whole = line(element) if not is_large(element) else ""
            if len(whole) <= LONGEST and letters(whole).startswith(told) and not is_elsewhere(index, element):
                return whole
    return None


_TOLD = 30
"""Letters and digits at the beginning by which a standfirst and a description are known to be the same."""


def _named(index: Index, between: Sequence[HtmlElement]) -> str | None:
    found: tuple[HtmlElement, str] | None = None
    for element in between:
        if found and found[0] not in element.iterancestors():
            break
        is_named = index.hints.get(element, 0) & (LEAD | BOX) == LEAD
        if is_named and not is_large(element) and not _is_beside(index, element):
            if next(element.iter(*_SHOWN), None) is not None:
                continue
            text = line(element, {inner for inner in element.iterdescendants() if index.hints.get(inner, 0) & DATE})
            linked = sum(len(line(link)) for link in element.iter("a"))
            if _may_be_lead(text) and linked <= len(text) / 2:
                found = element, text  # the innermost: around it a picture's caption may stand
    return found[1] if found else None


def _sentence_behind(page: Page, heading: HtmlElement) -> str | None:
    """Return the text of the element right behind the headline that the page gives as its title, as long as a sentence
    and without a link or a day."""
    index, element = page.document.index, heading.getnext()
    if element is None or element.tag not in _SENTENCES or is_large(element, _FEW):
        return None
    text = line(element)
    if len(text) < _STANDFIRST or not _may_be_lead(text) or (outline.first_date(text) and text[-1] not in _STOPS):
        return None
    if index.hints.get(element, 0) & (AUTHOR | BOX | DATE) or next(element.iter("a", *_SHOWN), None) is not None:
        return None
    title = letters(f"{page.title or ''} {page.document.meta('og:title') or ''}")
    is_title = not title or letters(index.line(heading))[:_TOLD] in title
    return text if is_title and not is_elsewhere(index, element) else None


_SENTENCES = frozenset(("h2", "h3", "p"))
_STANDFIRST, _FEW = 50, 1
"""Characters of a standfirst that no name tells, and elements in it."""
_STOPS = ".!?…。"


def _is_beside(index: Index, element: HtmlElement) -> bool:
    """Tell whether the element stands in a box: what is said about an author or a picture bears the same names."""
    around = takewhile(lambda outer: outer not in index.around, islice(element.iterancestors(), _MOST_AROUND))
    return is_elsewhere(index, element) or any(index.hints.get(outer, 0) & (AUTHOR | BOX) for outer in around)


_MOST_AROUND = 3
_SHOWN = ("img", "picture", "video", "iframe")
"""What a wrapper named "lede" shows above the text, with a caption or the name of the clip."""


def _may_be_lead(text: str) -> bool:
    """Tell whether a text is as long as a standfirst, and no label, credit, day or row of links to share."""
    if not SHORTEST <= len(text) <= LONGEST or text.endswith(":") or CREDIT.match(text) or is_inserted(text):
        return False
    if is_person((after_by(text) or "").partition("|")[0].strip()):
        return False
    without_days = outline.DATE.sub("", text) if len(text) <= _LONGEST_DAYS else text
    return without_days == text or len(without_days) > _BESIDE_DAYS


_LONGEST_DAYS, _BESIDE_DAYS = 80, 24
"""Characters of a line that tells when something was written and changed, and of what stands beside the days in it:
weekday, place, "updated"."""


def _is_quotation(text: str) -> bool:
    return text.startswith(_QUOTES)


_INLINE = frozenset(("strong", "b", "em", "i", "span"))
_QUOTES = ('"', "“", "„", "«", "»", "‘", "「", "『")


def _kind(block: Block) -> tuple[str, str | None]:
    return block.element.tag, block.element.get("class")


def _usual(blocks: Sequence[Block]) -> tuple[str, str | None]:
    """Return tag and class of the elements that hold most of the text behind the first blocks."""
    held: dict[tuple[str, str | None], int] = {}
    for block in blocks[1:]:
        held[_kind(block)] = held.get(_kind(block), 0) + len(block.text)
    return max(held, key=lambda kind: held[kind])


def _is_named(page: Page, element: HtmlElement, container: HtmlElement) -> bool:
    node: HtmlElement | None = element
    for _ in range(3):
        if node is None or (node is container and node is not element):
            return False
        if page.document.index.hints.get(node, 0) & LEAD:
            return True
        if node is container:
            return False
        node = node.getparent()
    return False
