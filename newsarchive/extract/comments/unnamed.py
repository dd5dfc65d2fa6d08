"""Comments in a markup that no table names: blocks that repeat a day (or a name) inside what is called comments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice, takewhile

from lxml.html import HtmlElement

from newsarchive.extract import blocks
from newsarchive.extract.comments import roles
from newsarchive.extract.comments.elements import Talk
from newsarchive.extract.comments.items import MAX_COMMENTS, Item, Nest
from newsarchive.extract.comments.repeats import days, repeated, signature, walk
from newsarchive.extract.index import Index
from newsarchive.extract.names import TERMS

_AREA = re.compile(
    r"(?:^|[\s_-])(?:(?:\w*[_-])?comm?ent(?:s|air\w*|ari[oa]\w*|i)?|kommentar\w*|komentar\w*|leserbrief\w*"
    r"|reacties|yorum\w*|discussions?|diskus\w*|postings?|replies|responses|otzyvy|guestbook)(?:$|[\s_-])"
    r"|comments?[A-Z_-]|(?:[a-z]|\b)Comments?(?:[A-Z_-]|\b)|\bcomments?\d|commentlist|reader-?comments?",
)
"""Classes and ids of what holds a thread."""

_BESIDE = 20
"""Siblings of a comment among which the next one stands."""
_DATE_CAP = 120
_MAX_FORMS = 10
_MAX_HEADINGS = 20
_MAX_ROWS = 200
_MAX_LEVELS = 4
"""Elements around a heading beside which its comments are looked for."""
_REST = frozenset(("div", "p", "dd", "tr", "blockquote"))
_BEHIND = frozenset(("footer", "aside", "nav"))
_NAMES = frozenset(("h3", "h4", "h5", "h6"))
_NO_AREA = frozenset(("html", "body", "main"))
_UNASKED = ("hidden", "submit", "button", "image", "reset")
"""Kinds of fields in which a reader writes nothing."""
_SHARE = 0.7
"""Share of the blocks that must be followed by something that is no block, where each is but a byline."""


class Walks:
    """What a reader sees of parts of the page, and the days in it: several finders go over the same parts."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[tuple[HtmlElement, int], tuple[list[HtmlElement], list[HtmlElement]]] = {}

    def over(self, tops: Sequence[HtmlElement]) -> tuple[list[HtmlElement], list[HtmlElement]]:
        """Return the elements in these siblings, and those of them that hold a day."""
        known = self._known.get((tops[0], len(tops)))
        if known is None:
            nodes = list(walk(tops))
            known = self._known[tops[0], len(tops)] = nodes, days(nodes)
        return known


def found_items(talk: Talk, index: Index, walks: Walks) -> list[Item]:
    """Return the repeated blocks of what is called comments, in document order; [] where none repeats."""
    named = ((area, (area,)) for area in _areas(talk, is_list=True))
    nameless: list[tuple[HtmlElement, list[HtmlElement]]] = []
    for area, tops in chain(named, _rows(talk), _headed(talk), _replied(talk, walks), _formed(index)):
        nodes, dated = walks.over(tops)
        for anchors in _anchors(nodes, dated):
            chosen = repeated(area, anchors)
            if len(chosen) > 1 and are_told(chosen):
                return _items(chosen)
            if chosen and not signature(chosen[0])[1]:
                nameless.append((area, anchors))
    by_level = (repeated(area, anchors, by_level=True) for area, anchors in nameless)
    return next((_items(chosen) for chosen in by_level if len(chosen) > 1 and are_told(chosen)), [])


def _items(chosen: list[HtmlElement]) -> list[Item]:
    nest = Nest()
    for element, rest in _with_rest(chosen[: MAX_COMMENTS + 1]):
        nest.add(element, ("",), roles.keys(element), rest)
    _number(nest.items)
    return nest.items


def _number(items: list[Item]) -> None:
    """Give the comments the numbers in their ids, where each has one and the ids differ in nothing else."""
    names = [item.element.get("id") or "" for item in items]
    numbers = [roles.number(name) for name in names]
    if len({roles.stem(name) for name in names}) == 1 and len({*numbers} - {None}) == len(items):
        for item, number in zip(items, numbers, strict=True):
            item.source_id = item.source_id or number


def lone_item(talk: Talk, index: Index, walks: Walks) -> list[Item]:
    """Return the only comment inside what is called comments, found by its one day; good only where it is whole.

    Where it stands before the text it is a byline, and none is returned.
    """
    alone = ((area, (area,)) for area in _areas(talk, is_list=False))
    for area, tops in chain(alone, _headed(talk), islice(_replied(talk, walks), 1)):
        nodes, anchors = walks.over(tops)
        if len(anchors) == 1 and _is_behind_text(index, anchors[0]):
            around = set(nodes) - {area}
            outer = anchors[0]
            while (parent := outer.getparent()) is not None and parent in around and not _holds_more(parent):
                outer = parent
            nest = Nest()
            nest.add(outer, ("",), roles.keys(outer), list(islice(takewhile(_is_rest, outer.itersiblings()), _BESIDE)))
            return nest.items
    return []


def _is_behind_text(index: Index, element: HtmlElement) -> bool:
    """Tell whether half of the page's text stands before the element, and no other post's title around it."""
    posts = (outer for outer in element.iterancestors() if "hentry" in (outer.get("class") or ""))
    if any(next(post.iter("h1"), None) is None for post in posts):
        return False
    before = set(islice(index.elements, index.elements.index(element)))
    return 2 * sum(size for el, size in index.texts.items() if el in before) >= sum(index.texts.values())


def _holds_more(element: HtmlElement) -> bool:
    """Tell whether the element holds more than one comment: the thread's heading, or the form below it."""
    return next(element.iter("h2", "h3", "textarea"), None) is not None


def _is_rest(element: HtmlElement) -> bool:
    return element.tag in _REST and not _holds_more(element)


def _headed(talk: Talk) -> Iterator[tuple[HtmlElement, Sequence[HtmlElement]]]:
    """Yield what follows headings such as "Kommentare (3)", for pages whose class names tell nothing.

    First what stands beside the heading, then beside what holds it, each with the element around all; no further than
    the next heading of its rank.
    """
    for heading, _ in talk.headings[:_MAX_HEADINGS]:
        node = heading
        for _ in range(_MAX_LEVELS if talk.place_of(heading) == "thread" else 0):
            area = node.getparent()
            if area is None or node.tag in ("body", "main"):
                break
            behind = _section(node, heading)
            if behind:
                yield area, behind
            node = area


def _replied(talk: Talk, walks: Walks) -> Iterator[tuple[HtmlElement, Sequence[HtmlElement]]]:
    """Yield what is around all buttons that say "Reply", for pages on which nothing else tells of comments."""
    held = Counter(outer for button in talk.replies for outer in button.iterancestors())
    around = (outer for button in talk.replies[:1] for outer in button.iterancestors())
    for area in islice((outer for outer in around if held[outer] == len(talk.replies)), _MAX_LEVELS):
        _, dated = walks.over((area,))
        if dated:
            yield area, (area,)


def _formed(index: Index) -> Iterator[tuple[HtmlElement, Sequence[HtmlElement]]]:
    """Yield what is around a form that asks for a text and for nothing else: there members comment."""
    for form in index.by_tag.get("form", ())[:_MAX_FORMS]:
        fields = list(islice(form.iter("textarea", "input", "select"), _MAX_FORMS))
        asked = [field for field in fields if field.get("type") not in _UNASKED]
        for area in islice(form.iterancestors(), 2 if [field.tag for field in asked] == ["textarea"] else 0):
            if area.tag in _NO_AREA or next(area.iter("h1"), None) is not None:
                break
            yield area, (area,)


def _section(node: HtmlElement, heading: HtmlElement) -> list[HtmlElement]:
    """Return the siblings behind the node up to where a section begun by the heading ends."""
    found = []
    for element in node.itersiblings("*"):
        if element.tag in _BEHIND or ("h1" <= element.tag <= heading.tag and len(element.tag) == len("h1")):
            break
        found.append(element)
    return found


def _with_rest(chosen: list[HtmlElement]) -> Iterator[tuple[HtmlElement, list[HtmlElement]]]:
    """Yield the blocks, each with the siblings that follow it where the block itself is but a byline."""
    if _are_feet(chosen):
        known = set(chosen)
        for element in chosen:
            texts = takewhile(lambda el: el not in known and _is_rest(el), element.itersiblings(preceding=True))
            yield element, [*texts][::-1]
        return
    is_rest: dict[HtmlElement, list[HtmlElement]] = {}
    if _are_bylines(chosen):
        above = [element.getprevious() for element in chosen]
        if _are_names(above):
            chosen = above
        is_rest = {element: [] for element in chosen}
    for element in chosen:
        rest: list[HtmlElement] = []
        for sibling in element.itersiblings() if is_rest else ():
            if sibling in is_rest:
                break
            rest.append(sibling)
        yield element, rest


def _are_bylines(chosen: list[HtmlElement]) -> bool:
    known = set(chosen)
    followed = sum(el.getnext() is not None and el.getnext() not in known for el in chosen[:50])
    return followed > _SHARE * len(chosen[:50]) and all(len(blocks.line(el)) <= _DATE_CAP for el in chosen[:50])


def _are_feet(chosen: list[HtmlElement]) -> bool:
    """Tell whether the blocks are bylines below their texts, all side by side: nothing stands behind the last one."""
    if len({element.getparent() for element in chosen[:50]}) > 1:
        return False
    last = chosen[-1].getnext()
    if last is not None and _is_rest(last):
        return False
    known = set(chosen)
    above = [element.getprevious() for element in chosen[:50]]
    return all(
        before is not None
        and before not in known
        and _is_rest(before)
        and len(blocks.line(el)) <= _DATE_CAP
        and blocks.line(before)
        for before, el in zip(above, chosen, strict=False)
    )


def _are_names(above: list[HtmlElement | None]) -> bool:
    """Tell whether what stands above each byline, a heading or by its class, names who wrote it."""
    tags = {None if element is None else element.tag for element in above}
    if len(tags) != 1 or None in tags:
        return False
    return tags < _NAMES or all(any(role == "author" for role, _ in roles.roles_of(el)[:1]) for el in above)


def are_told(chosen: list[HtmlElement]) -> bool:
    """Tell whether the blocks are text of several readers: most hold words that are no link, and not a mere count, and
    none is the article with its headline."""
    if len({next(element.iter("h1"), None) is None for element in chosen[:50]}) > 1:
        return False
    told = 0
    others = set(chosen)
    for element, rest in _with_rest(chosen[:50]):
        parts = (element, *rest)
        text = " ".join(blocks.line(part, others) for part in parts)
        linked = sum(len(blocks.line(link)) for part in parts for link in walk((part,), others) if link.tag == "a")
        told += len(text) > 20 and linked < 0.6 * len(text)
    return told > 0.5 * len(chosen[:50])


def _areas(talk: Talk, *, is_list: bool) -> list[HtmlElement]:
    """Return the elements called comments; of several alike in a row the one around them, or without `is_list` none."""
    found: list[HtmlElement] = []
    inside: set[HtmlElement] = set()
    for element in talk.elements:
        if element.tag in ("html", "body", "main", "form", "a", "span", "button", "i") or element.getparent() in inside:
            continue
        if not _names_area(_class_of(element), element.get("id") or "") or talk.place_of(element) != "thread":
            continue
        area = _list_around(element)
        if len(area) and (is_list or area is element) and area not in inside and next(area.iter("h1"), None) is None:
            found.append(area)
            inside.update(area.iter())
        if len(found) >= 20:
            break
    return found


def _rows(talk: Talk) -> Iterator[tuple[HtmlElement, Sequence[HtmlElement]]]:
    """Yield what stands beside an element called comments and is of its kind, where no list is around them."""
    for element in talk.elements[:_MAX_ROWS]:
        parent = element.getparent()
        if parent is None or parent.tag not in _NO_AREA or not _names_area(_class_of(element), ""):
            continue
        kind = signature(element)
        alike = [other for other in (element, *element.itersiblings()) if signature(other) == kind]
        if len(alike) > 1 and talk.place_of(element) == "thread":
            yield parent, alike
            return


def _class_of(element: HtmlElement) -> str:
    return element.tag if "-" in element.tag else element.get("class") or ""


def _list_around(element: HtmlElement) -> HtmlElement:
    """Return the element; where one like it follows, it is a comment of a list without a name: then the list."""
    parent = element.getparent()
    if parent is None or parent.tag in _NO_AREA:
        return element
    kind = signature(element)
    alike = any(signature(other) == kind for other in islice(element.itersiblings(), _BESIDE))
    return parent if alike and kind[1] else element


@lru_cache(maxsize=4096)
def _names_area(classes: str, identifier: str) -> bool:
    names = (identifier, *classes.split())
    return any(_AREA.search(name) for name in names if not name.startswith(TERMS))


def _anchors(nodes: list[HtmlElement], dated: list[HtmlElement]) -> Iterator[list[HtmlElement]]:
    """Yield what each comment has one of: days, then names."""
    yield dated
    yield [el for el in nodes if any(role == "author" for role, _ in roles.roles_of(el)) and blocks.line(el)]
