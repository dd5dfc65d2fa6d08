"""Which accordions are an FAQ: their markup, their place or their titles must say so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence

from lxml.html import HtmlElement

from newsarchive.extract.blocks import line
from newsarchive.extract.faq_pairs import Pair, asks, title_line
from newsarchive.extract.faq_widgets import Found
from newsarchive.extract.faq_words import announces_faq

_NAMED = re.compile(r"(?:^|[\s_-])faqs?(?:$|[\s_-])", re.IGNORECASE)
_NEVER_IN = frozenset(("nav", "header", "form", "dialog"))
# What the portal says of itself, and what readers say.
_NEVER_NAMED = re.compile(
    r"paywall|capping|subscri|(?:^|[\s_-])abo(?:$|[\s_-])|abonn|modal|pop-?up|overlay|consent|cookie|gdpr|login|newsletter|quiz|"
    r"(?:^|[\s_-])(?:poll|comments?)(?:$|[\s_-])|survey|interview|mega-?menu|navbar|site-nav",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"[^\W\d_][\w.’' -]{1,40}:\s")
_ASKING_SHARE = 0.6
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
        group = [one for one in group if not _is_out(one, taken)]
        read = [(one, pair) for one in group if (pair := one.pair(_elements(one, items)))]
        if read and _is_faq(group, [pair for _, pair in read], declared):
            pairs.extend(pair for _, pair in read)
    return pairs


def _groups(found: Sequence[Found], items: Counter[HtmlElement]) -> Iterator[list[Found]]:
    groups: dict[tuple[HtmlElement | None, str], list[Found]] = {}
    for one in found:
        around = one.item if items[one.item] > 1 else one.item.getparent()
        groups.setdefault((around, one.origin), []).append(one)
    yield from groups.values()


def _elements(one: Found, items: Counter[HtmlElement]) -> tuple[HtmlElement, ...]:
    return (one.item,) if items[one.item] == 1 else (one.title, one.panel)


def _is_out(one: Found, taken: Container[HtmlElement]) -> bool:
    for element in (one.title, one.item, *one.item.iterancestors()):
        if element.tag == "body":
            return False
        if element in taken or element.tag in _NEVER_IN:
            return True
        if _NEVER_NAMED.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            return True
    return False


def _is_faq(group: Sequence[Found], pairs: Sequence[Pair], declared: Container[str]) -> bool:
    if not any(pair.answer for pair in pairs):
        return False
    if any(one.is_certain for one in group):
        return True
    known = sum(pair.key in declared for pair in pairs)
    if known * 2 > len(pairs):
        return True
    if _leads_away(group) or _is_interview(pairs):
        return False
    asking = sum(asks(pair.question) for pair in pairs)
    if len(pairs) >= 2 and asking >= _ASKING_SHARE * len(pairs) and not any(one.is_bare for one in group):
        return True
    return _is_announced(group[0].item)


def _is_interview(pairs: Sequence[Pair]) -> bool:
    """Most answers begin with a speaker's name."""
    return sum(bool(_SPEAKER.match(pair.answer or "")) for pair in pairs) * 2 > len(pairs)


def _leads_away(group: Sequence[Found]) -> bool:
    """Most panels are lists of links: a menu."""
    menus = 0
    for one in group:
        size = len(line(one.panel))
        linked = sum(len(line(link)) for link in one.panel.iter("a"))
        menus += linked > 0.7 * size
    return menus * 2 > len(group)


def _is_announced(item: HtmlElement) -> bool:
    node: HtmlElement | None = item
    for _ in range(_HEIGHT):
        if node is None or node.tag in ("body", "html"):
            return False
        if _NAMED.search(f"{node.get('class') or ''} {node.get('id') or ''}"):
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
    if not isinstance(element.tag, str):
        return False
    text = title_line(element) if len(element) < 8 else ""
    if _is_heading(element):
        return announces_faq(text)
    headings = [inner for inner in element.iterdescendants() if _is_heading(inner)]
    last = title_line(headings[-1]) if headings else ""
    return announces_faq(last) or announces_faq(text, whole=True)


def _is_heading(element: HtmlElement) -> bool:
    return element.tag in ("h1", "h2", "h3", "h4", "h5", "h6")
