"""Which accordions are an FAQ: their markup, their place or their titles must say so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from lxml.html import HtmlElement

from newsarchive.extract.blocks import HEADINGS, line
from newsarchive.extract.faq.pairs import Pair, asks, question_key
from newsarchive.extract.faq.widgets import Found
from newsarchive.extract.faq.words import MAX_HEADING, announces_faq
from newsarchive.text import clean_line

_Member = TypeVar("_Member")

_NAMED = re.compile(r"(?:^|[\s_-])faqs?(?:$|[\s_-])", re.IGNORECASE)
_BOXES = frozenset(("div", "section", "article"))
_NEVER_IN = frozenset(("nav", "header", "form", "dialog"))
# What the portal says of itself, and what readers say.
_NEVER_NAMED = re.compile(
    r"paywall|capping|subscri|(?:^|[\s_-])abo(?:$|[\s_-])|abonn|modal|pop-?up|overlay|consent|cookie|gdpr|login|newsletter|quiz|"
    r"(?:^|[\s_-])(?:poll|comments?)(?:$|[\s_-])|survey|interview|mega-?menu|navbar|site-nav",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"[^\W\d_][\w.’' -]{1,40}:\s")
_ASKING_SHARE = 0.6
_WRAPPERS = 4
"""Elements above a title among which the one around the whole accordion is looked for."""
_HEIGHT = 6
"""Elements above an accordion in which its heading or its name is looked for."""


def accepted(found: Sequence[Found], declared: Container[str], taken: Container[HtmlElement]) -> list[Pair]:
    """Return the pairs of the accordions that are FAQs, in order.

    An accordion is one if its markup is that of an FAQ plug-in, if an element around it is named so or a heading
    before it announces it, if JSON-LD declares most of its questions, or if it has two titles at least and most of
    them ask.
    """
    pairs: list[Pair] = []
    items = Counter(one.item for one in found)
    for group in _groups(found, items):
        group = [one for one in group if one.title not in taken and not _is_out(one.item, taken)]
        if not group or not _may_be_faq(group, [one.question for one in group], declared):
            continue
        read = [pair for one in group if (pair := one.pair(_elements(one, items)))]
        is_declared = _share(read, lambda pair: pair.key in declared) > 0.5
        if any(pair.answer for pair in read) and (
            is_declared or any(one.is_certain for one in group) or not (_leads_away(group) or _is_interview(read))
        ):
            pairs.extend(read)
    return pairs


def _may_be_faq(group: Sequence[Found], titles: Sequence[str], declared: Container[str]) -> bool:
    """Tell whether a group may be an FAQ, as far as can be told before any answer is read."""
    if any(one.is_certain for one in group) or _share(titles, lambda title: question_key(title) in declared) > 0.5:
        return True
    is_asking = len(titles) >= 2 and _share(titles, asks) >= _ASKING_SHARE
    return (is_asking and not any(one.is_bare for one in group)) or _is_announced(group[0].item)


def _share(members: Sequence[_Member], holds: Callable[[_Member], bool]) -> float:
    return sum(map(holds, members)) / len(members) if members else 0.0


def _groups(found: Sequence[Found], items: Counter[HtmlElement]) -> Iterator[list[Found]]:
    """Yield the titles by accordion: those inside one element, or each in a wrapper of its own."""
    held = Counter((outer, one.origin) for one in found for outer in islice(one.item.iterancestors(), _WRAPPERS))
    groups: dict[tuple[HtmlElement | None, str], list[Found]] = {}
    for one in found:
        outer = islice(one.item.iterancestors(), _WRAPPERS)
        around = next((element for element in outer if held[element, one.origin] > 1), one.item.getparent())
        around = one.item if items[one.item] > 1 else around
        groups.setdefault((around, one.origin), []).append(one)
    yield from groups.values()


def _elements(one: Found, items: Counter[HtmlElement]) -> tuple[HtmlElement, ...]:
    return (one.item,) if items[one.item] == 1 else (one.title, one.panel)


def named(marked: Sequence[HtmlElement], taken: Container[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield the outermost elements that are named an FAQ, and stand nowhere where none is."""
    outer: set[HtmlElement] = set()
    for element in marked:
        is_first = element.tag in _BOXES and _is_named(element) and outer.isdisjoint(element.iterancestors())
        if is_first and element.get("data-schema-only") != "true" and not _is_out(element, taken):
            outer.add(element)
            yield element


def _is_named(element: HtmlElement) -> bool:
    return _names_faq(element.get("class") or "") or _names_faq(element.get("id") or "")


@lru_cache(maxsize=8_192)
def _names_faq(names: str) -> bool:
    return _NAMED.search(names) is not None


def _is_out(item: HtmlElement, taken: Container[HtmlElement]) -> bool:
    """Tell whether the element stands in a part of the page where no FAQ is, or in what is read already."""
    for element in (item, *item.iterancestors()):
        if element.tag == "body":
            return False
        if element in taken or element.tag in _NEVER_IN:
            return True
        if _is_never(element.get("class") or "") or _is_never(element.get("id") or ""):
            return True
    return False


@lru_cache(maxsize=8_192)
def _is_never(names: str) -> bool:
    return bool(names) and _NEVER_NAMED.search(names) is not None


def _is_interview(pairs: Sequence[Pair]) -> bool:
    """Tell whether most answers begin with a speaker's name."""
    return sum(bool(_SPEAKER.match(pair.answer or "")) for pair in pairs) * 2 > len(pairs)


def _leads_away(group: Sequence[Found]) -> bool:
    """Tell whether most panels are lists of links, a menu, or most titles lead to other pages: a list of articles."""
    menus = 0
    for one in group:
        size = len(line(one.panel))
        linked = sum(len(line(link)) for link in one.panel.iter("a"))
        menus += linked > 0.7 * size or _is_linked(one)
    return menus * 2 > len(group)


def _is_linked(one: Found) -> bool:
    """Tell whether the whole title leads to another page."""
    away = (link for link in one.title.iter("a") if not (link.get("href") or "#").startswith(("#", "javascript:")))
    return any(question_key(line(link)) == question_key(one.question) for link in away)


def _is_announced(item: HtmlElement) -> bool:
    node: HtmlElement | None = item
    for _ in range(_HEIGHT):
        if node is None or node.tag in ("body", "html"):
            return False
        if _is_named(node):
            return True
        before = node.getprevious()
        for _ in range(4):
            if before is None:
                break
            if _announces(before):
                return True
            if _is_heading(before):
                return False
            before = before.getprevious()
        node = node.getparent()
    return False


def _announces(element: HtmlElement) -> bool:
    if announces_faq(_short_text(element), whole=not _is_heading(element)):
        return True
    headings = list(element.iter(*HEADINGS))
    return bool(headings) and announces_faq(_short_text(headings[-1]))


def _short_text(element: HtmlElement) -> str:
    """Return the element's text; "" where it is too long to announce anything."""
    text = ""
    for piece in element.itertext():
        text += piece
        if len(text) > 4 * MAX_HEADING:
            return ""
    return clean_line(text)


def _is_heading(element: HtmlElement) -> bool:
    return element.tag in HEADINGS
