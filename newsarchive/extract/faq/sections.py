"""How the lines of an FAQ section part into questions and answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from newsarchive.extract.blocks import blocks
from newsarchive.extract.faq.lines import BOLD, PLAIN, Line, line_of
from newsarchive.extract.faq.pairs import Pair, answer_text, asks, is_bare_mark, is_marked_question, question_text


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


def named_section(element: HtmlElement) -> Section | None:
    """Return the pairs inside an element that its name calls an FAQ, without any word that does: each asking and
    answered."""
    section = read_section([line_of(block, element) for block in blocks(element)])
    if section is None:
        return None
    return section if all(pair.answer and asks(pair.question) for pair in section.pairs) else None


def read_section(lines: Sequence[Line], head: HtmlElement | None = None) -> Section | None:
    """Return the pairs of the lines; None where they are none. `head`: the announcement before them."""
    contents, lines = _parted(lines)
    used = [*([] if head is None else [head]), *(one.block.element for one in contents)]
    style = _style(lines)
    if style is None:
        return None
    pairs: list[Pair] = []
    question: Line | None = None
    answer: list[Line] = []
    for one in lines:
        if style.is_question(one):
            if len(answer) > 1 and is_bare_mark(answer[-1].text):
                answer.pop()  # the number of the next question
            _close(question, answer, style.origin, pairs)
            question, answer = one, []
        elif style.is_group(one):
            _close(question, answer, style.origin, pairs)
            question, answer = None, []
        elif question is not None:
            answer.append(one)
        used.append(one.block.element)
    if question is not None and not asks(question.text) and answer and all(one.leads_away for one in answer):
        used, question = used[: -len(answer) - 1], None  # "More recipes" behind the last answer
    _close(question, answer, style.origin, pairs)
    answered = [pair for pair in pairs if pair.answer]
    if not answered or (len(pairs) > 2 and answered == pairs[-1:]):
        return None  # only titles: a table of contents, or tabs
    if _is_list_of_links([one for one in lines if style.is_question(one)]):
        return None
    return Section(tuple(pairs), tuple(used))


def _parted(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines right behind each other that only lead to places further down, the list of the questions, and
    the others."""
    leading = [one.leads_down for one in lines]
    alike = zip(lines, [False, *leading], leading, [*leading[1:], False], strict=False)
    contents: list[Line] = []
    others: list[Line] = []
    for one, before, own, behind in alike:
        (contents if own and (before or behind) else others).append(one)
    return contents, others


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

    def is_question(self, one: Line) -> bool:
        if self.level < BOLD:
            return one.level == self.level
        if not one.may_ask:
            return False
        if self.level == BOLD:
            return one.has_bold_question or (one.level == BOLD and not self.must_ask)
        return one.level >= BOLD

    def is_group(self, one: Line) -> bool:
        """Tell whether a line is a heading between the section's level and its questions'."""
        return one.level < min(self.level, BOLD)


def _style(lines: Sequence[Line]) -> _Style | None:
    groups = _groups(lines)
    for place, one in enumerate(lines):
        follower = lines[place + 1] if place + 1 < len(lines) else None
        if one.level < BOLD:
            if place not in groups:
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


def _groups(lines: Sequence[Line]) -> set[int]:
    """Return the places of headings that stand over questions which are lesser headings: right behind them, or more of
    those behind ask than there are such as the heading."""
    alike = Counter(one.level for one in lines)
    asking = Counter[int]()
    next_of: dict[int, int] = {}
    found: set[int] = set()
    for place, one in reversed([*enumerate(lines)]):
        level = one.level
        if level >= BOLD:
            continue
        is_asking = asks(one.text)
        inner = min((there for other, there in next_of.items() if other > level), default=None)
        is_over = inner is not None and (inner == place + 1 or asking[lines[inner].level] > alike[level])
        if is_over and not is_asking:
            found.add(place)
        next_of[level] = place
        asking[level] += is_asking
    return found


def _is_list_of_links(questions: Sequence[Line]) -> bool:
    return bool(questions) and sum(one.leads_away for one in questions) * 2 > len(questions)
