"""Which of the blocks found in the article's container are its text."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from lxml.html import HtmlElement

from newsarchive import urls
from newsarchive.extract.blocks import HEADINGS, Block, line
from newsarchive.extract.body.elsewhere import leads_elsewhere, link_lists, trim_label
from newsarchive.extract.body.noise import CREDIT, is_inserted, is_note
from newsarchive.extract.body.offers import subscriptions
from newsarchive.extract.body.walls import is_notice
from newsarchive.extract.comments.words import find_day
from newsarchive.extract.fields.captions import is_caption
from newsarchive.extract.fields.person import after_by, is_person
from newsarchive.extract.index import Index
from newsarchive.extract.names import AUTHOR, DATE
from newsarchive.extract.page import Page
from newsarchive.text import INVISIBLE, fold, letters
from newsarchive.times.outline import first_date

LONGEST_NOTE = 320
"""Characters of a note behind the text: who to write to, whom to follow."""
_LEADING = 8
_LONGEST_NOISE = 90
"""Characters of a line such as "Story continues below advertisement"."""
_BESIDE_TIME = 24
"""Characters of a name, of how long reading takes or of the day of the week, that stand in one line with the time."""
_BESIDE_DATE = 36
"""The same beside a date with its time of day."""
_LONGEST_HEAD_LINE = 160
_LONGEST_BYLINE = 120
_LONGEST_LABEL = 60
_LONGEST_NUMBER = 7
"""Digits from which a number counts no lines."""
_PAGE_DIGITS = 3
"""Digits of the number of a page, or of one of how many like it."""
_SHORTEST_PART = 16
"""Letters of a part of the headline that is printed again above the text."""
_STOPS = (".", "?", "!")
_NO_WORDS = f"{INVISIBLE}\ufeff |/\\–—_-"
"""Signs that make no paragraph by themselves: between links, a rule below the text."""

_CLOCK_BEHIND = re.compile(r"\b\d{1,2}[:.]\d\d\b(?!\d)")
_NO_NAME = re.compile(r"[@\[\]{}<>]")


@dataclass(slots=True)
class Trimmed:
    """The blocks that are the text, and those taken out that lead elsewhere."""

    kept: list[Block] = field(default_factory=list)
    signature: list[Block] = field(default_factory=list)
    """The last of the notes behind the text, where it says who wrote that."""
    left_out: list[Block] = field(default_factory=list)


def trimmed(
    page: Page, gathered: Sequence[Block], headline: str | None, cut: Container[HtmlElement] = frozenset()
) -> Trimmed:
    """Return the blocks without headline, date line, "read also" lines, lists of links, adverts and notes behind."""
    result = Trimmed()
    dropped = link_lists(gathered) | _titles_of_cut_boxes(gathered, cut) | subscriptions(gathered)
    headlines = {fold(text) for _, text in page.h1s[:1]} | {fold(headline or "")}
    longest = 2 * max(map(len, headlines))
    for position, block in enumerate(gathered):
        is_headline = len(block.text) <= longest and fold(block.text) in headlines
        if position in dropped or leads_elsewhere(block):
            result.left_out.append(block)
        elif is_headline or (block.element.tag == "h1" and not (result.kept and len(block.text) <= _LONGEST_BYLINE)):
            continue  # behind the first paragraph a short one is a subheading
        elif block.text.startswith("http") and _is_address_of(page, block.text):
            continue
        elif not _is_noise(block) and block.text.strip(_NO_WORDS):
            result.kept.append(block)
    last = result.kept[-1:]
    _trim_front(page, result.kept)
    trim_label(gathered, result.kept, result.left_out)
    _trim_back(page.document.index, result.kept)
    is_signed = last != result.kept[-1:] and after_by(last[0].text) is not None
    result.signature = last if is_signed else []
    return result


def _is_noise(block: Block) -> bool:
    text = block.text
    if block.element.tag == "pre" and _counts(text.split()):
        return True  # numbers of the lines beside them
    return (len(text) <= _LONGEST_NOISE and bool(is_inserted(text) or CREDIT.match(text))) or is_caption(
        block.element, block.text
    )


def _counts(words: Sequence[str]) -> bool:
    """Tell whether the words are numbers in a row: 1, 2, 3."""
    numbers = [int(word) for word in words if word.isdecimal() and len(word) < _LONGEST_NUMBER]
    return len(numbers) == len(words) and all(after - before == 1 for before, after in pairwise(numbers))


def _is_address_of(page: Page, text: str) -> bool:
    """Tell whether the text is nothing but the address of the page, as boxes of copyright print it."""
    own = (page.document.url, page.canonical) if " " not in text else ()
    return any(url is not None and urls.same_page(text, url) for url in own)


def _titles_of_cut_boxes(blocks: Sequence[Block], cut: Container[HtmlElement]) -> set[int]:
    """Return the positions of headings whose parent holds nothing else but what was cut."""
    parents: dict[HtmlElement | None, int] = {}
    found: set[int] = set()
    if not any(block.element.tag in HEADINGS for block in blocks):
        return found
    for block in blocks:
        for ancestor in islice(block.element.iterancestors(), 3):
            parents[ancestor] = parents.get(ancestor, 0) + 1
    for position, block in enumerate(blocks):
        parent = block.element.getparent()
        if block.element.tag in HEADINGS and parents.get(parent) == 1 and parent is not None:
            rest = [child for child in parent if child is not block.element]
            if rest and all(child in cut for child in rest):
                found.add(position)
    return found


def _trim_front(page: Page, kept: list[Block]) -> None:
    """Take date lines, bylines and parts of the headline off the front; bylines also from behind a standfirst."""
    position = passed = 0
    around = set(kept[-1].element.iterancestors()) if kept else set()
    for _ in range(_LEADING):
        if position >= len(kept):
            return
        block = kept[position]
        is_long = len(block.text) > _LONGEST_HEAD_LINE
        passed += is_long
        if is_long and passed > 1:
            return
        if (
            is_byline(block.text)
            or (not passed and _is_head_line(page.document.index, block, around))
            or (not position and _is_of_headline(page, block.text))
        ):
            del kept[position]
        else:
            position += 1


def is_byline(text: str) -> bool:
    """Tell whether the text is a byline, with or without a line that tells the day behind it."""
    lines = text.split("\n") if len(text) < _LONGEST_BYLINE else []
    named = bool(lines) and (_names_somebody(lines[0]) or _is_dated_name(lines[0]))
    return named and all(_is_day(line) or _tells_day(line) for line in lines[1:])


def _is_dated_name(text: str) -> bool:
    """Tell whether the text is a name with the day behind it: "Miriam Oakley, 10.03.2024"."""
    day = find_day(text)
    name = text[: day.start()].rstrip(" ,|·•–—-(") if day is not None else ""
    return not _NO_NAME.search(name) and is_person(name) and _is_day(text[len(name) :])


def _names_somebody(text: str) -> bool:
    names = after_by(text)
    return bool(names) and all(is_person(part.strip()) for part in re.split(r",| and | und | & ", names or ""))


def _is_day(text: str) -> bool:
    day = find_day(text)
    return day is not None and len(text) - len(day[0]) <= _BESIDE_TIME


def _is_head_line(index: Index, block: Block, around: Container[HtmlElement]) -> bool:
    """Tell whether the block is a date, or named for one or an author by what is not `around` all of the text."""
    text = block.text
    if _is_date_line(block) or _is_signed_day(text):
        return True
    element: HtmlElement | None = block.element
    for _ in range(3):
        if element is None or element in around:
            break
        if (
            index.hints.get(element, 0) & (DATE | AUTHOR)
            and len(text) < 100
            and element.tag not in ("article", "main", "body")
        ):
            return True
        element = element.getparent()
    return len(text) < 60 and any(len(text) - len(line(time)) <= _BESIDE_TIME for time in block.element.iter("time"))


def _is_signed_day(text: str) -> bool:
    """Tell whether the text says by whom it is and ends with the day: "Written by The Paper on November 7, 2023"."""
    day = find_day(text) if len(text) < _LONGEST_LABEL and not text.endswith(_STOPS) else None
    return day is not None and len(text) - day.end() <= _BESIDE_TIME and after_by(text) is not None


def _is_date_line(block: Block) -> bool:
    """Tell whether the text is hardly more than a date ("Stand: 17.06.2025 18:24 Uhr"), and neither the date of
    something else ("Release date: 14.08.2017") nor the foot of a quoted post."""
    if block.element.tag in HEADINGS or _is_quoted(block.element):
        return False
    lines = block.text.split("\n") if len(block.text) <= 2 * _LONGEST_NOISE else []
    return _tells_day(block.text) or (1 < len(lines) < 4 and all(map(_tells_day, lines)))


def _tells_day(text: str) -> bool:
    match = first_date(text) if len(text) <= _LONGEST_NOISE else None
    if match is None:
        return False
    beside = len(text) - len(match[0])
    if match["clock"] or _CLOCK_BEHIND.search(text, match.end()):  # "18 July 2023 Last updated at 11:25 GMT"
        return beside <= _BESIDE_DATE
    return beside <= _BESIDE_TIME and ":" not in text[: match.start()]


def _is_quoted(element: HtmlElement) -> bool:
    return element.tag == "blockquote" or next(element.iterancestors("blockquote"), None) is not None


def _is_of_headline(page: Page, text: str) -> bool:
    """Tell whether the text is a part of what the page tells as its headline: a kicker, or the headline itself."""
    part = letters(text[: 2 * _LONGEST_HEAD_LINE])
    if not _SHORTEST_PART <= len(part) <= _LONGEST_HEAD_LINE:
        return False
    wholes = [whole for whole in (page.document.meta("og:title"), page.title) if whole]
    if text.endswith(_STOPS):  # a sentence that the headline was made of, which has lost its full stop
        return any(fold(text) in fold(whole) for whole in wholes)
    return any(part in letters(whole) for whole in wholes)


def _trim_back(index: Index, kept: list[Block]) -> None:
    """Take headings without text, notes that are no part of the story, and the author's box off the end."""
    for _ in range(6):
        if len(kept) < 2:
            return
        block = kept[-1]
        is_told = (len(block.text) < LONGEST_NOTE and is_note(block.text)) or is_notice(block.text)
        is_label = len(block.text) <= _LONGEST_LABEL and block.text.endswith((":", "："))
        is_number = block.text.isdecimal() and len(block.text) <= _PAGE_DIGITS
        is_apart = block.element.tag in HEADINGS or _is_of_author(index, block, kept[0].element)
        if is_told or is_label or is_number or is_apart:
            kept.pop()
        else:
            return


def _is_of_author(index: Index, block: Block, first: HtmlElement) -> bool:
    """Tell whether the block stands in an element named for the author that does not hold the text itself."""
    if len(block.text) >= LONGEST_NOTE:
        return False
    around = set(first.iterancestors())
    for ancestor in islice(block.element.iterancestors(), 5):
        if ancestor in around:
            return False
        if index.hints.get(ancestor, 0) & AUTHOR:
            return True
    return False
