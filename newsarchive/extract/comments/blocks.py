"""Comments in a markup that no table names: blocks that repeat a day (or a name) inside what is called comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice

from lxml.html import HtmlElement

from newsarchive.extract import blocks
from newsarchive.extract.comments import roles
from newsarchive.extract.comments.elements import Place, Talk, place_of
from newsarchive.extract.comments.items import MAX_COMMENTS, Item, Nest
from newsarchive.extract.comments.words import find_day

_AREA = re.compile(
    r"(?:^|[\s_-])(?:(?:\w*[_-])?comm?ent(?:s|air\w*|ari[oa]\w*|i)?|kommentar\w*|komentar\w*|leserbrief\w*"
    r"|reacties|yorum\w*|discussions?|diskus\w*|postings?|replies|responses|otzyvy|guestbook)(?:$|[\s_-])"
    r"|comments?[A-Z_-]|[a-z]Comments?(?:[A-Z]|\b)|\bcomments?\d|commentlist|reader-?comments?",
)
"""Classes and ids of what holds a thread."""

_MAX_ANCHORS = 2 * MAX_COMMENTS
_BESIDE = 20
"""Siblings of a comment among which the next one stands."""
_MAX_CLIMB = 25
"""Levels between a day and the block of its comment."""
_WALKED = 400_000
_DATE_CAP = 120
_WORD_CAP = 20
_MAX_HEADINGS = 20
_MAX_LEVELS = 4
"""Elements around a heading beside which its comments are looked for."""
_BEHIND = frozenset(("footer", "aside", "nav"))
_NO_AREA = frozenset(("html", "body", "main"))
_SHARE = 0.7
"""Of the blocks must hold one day each, and of the days must lie in such a block."""
_STATES = re.compile(
    r"^(?:even|odd|first|last|alt|active|open|new|hidden|clearfix|cf|row|col.*|is-.*|has-.*|js-.*|data-.*)$"
)

Signature = tuple[str, str]


def found_items(talk: Talk) -> list[Item]:
    """Return the repeated blocks of what is called comments, in document order; [] where none repeats."""
    for area, nodes in chain(((area, list(_walk((area,)))) for area in _areas(talk.elements)), _headed(talk)):
        for anchors in (_days(nodes), _names(nodes)):
            chosen = _repeated(area, anchors)
            if len(chosen) > 1 and _are_told(chosen):
                nest = Nest()
                for element, rest in _with_rest(chosen[: MAX_COMMENTS + 1]):
                    nest.add(element, ("",), roles.keys(element), rest)
                return nest.items
    return []


def _headed(talk: Talk) -> Iterator[tuple[HtmlElement, list[HtmlElement]]]:
    """Yield what follows headings such as "Kommentare (3)", for pages whose class names tell nothing.

    First what stands beside the heading, then beside what holds it, each with the element around all; no further than
    the next heading of its rank.
    """
    places: dict[HtmlElement, Place] = {}
    for heading, _ in talk.headings[:_MAX_HEADINGS]:
        node = heading
        for _ in range(_MAX_LEVELS if place_of(heading, places) == "thread" else 0):
            area = node.getparent()
            if area is None or node.tag in ("body", "main"):
                break
            behind = _section(node, heading)
            if behind:
                yield area, list(_walk(behind))
            node = area


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
    is_rest: dict[HtmlElement, list[HtmlElement]] = {element: [] for element in chosen} if _are_bylines(chosen) else {}
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


def _are_told(chosen: list[HtmlElement]) -> bool:
    """Tell whether the blocks are text of several readers: most hold words that are no link, and not a mere count."""
    told = 0
    for element, rest in _with_rest(chosen[:50]):
        text = " ".join(blocks.line(part) for part in (element, *rest))
        linked = sum(len(blocks.line(link)) for part in (element, *rest) for link in part.iter("a"))
        told += len(text) > 20 and linked < 0.6 * len(text)
    return told > 0.5 * len(chosen[:50])


def _areas(hinted: Iterable[HtmlElement]) -> list[HtmlElement]:
    places: dict[HtmlElement, Place] = {}
    found: list[HtmlElement] = []
    inside: set[HtmlElement] = set()
    for element in hinted:
        if element.tag in ("html", "body", "main", "form", "a", "span", "button", "i") or element.getparent() in inside:
            continue
        if (
            not _names_area(element.get("class") or "", element.get("id") or "")
            or place_of(element, places) != "thread"
        ):
            continue
        area = _list_around(element)
        if len(area) and area not in inside and next(area.iter("h1"), None) is None:
            found.append(area)
            inside.update(area.iter())
        if len(found) >= 20:
            break
    return found


def _list_around(element: HtmlElement) -> HtmlElement:
    """Return the element, or what is around it where its like follows it: one comment of a list that has no name."""
    parent = element.getparent()
    if parent is None or parent.tag in _NO_AREA:
        return element
    kind = _signature(element)
    alike = any(
        isinstance(other.tag, str) and _signature(other) == kind for other in islice(element.itersiblings(), _BESIDE)
    )
    return parent if alike and kind[1] else element


@lru_cache(maxsize=4096)
def _names_area(classes: str, identifier: str) -> bool:
    return bool(_AREA.search(identifier)) or any(_AREA.search(token) for token in classes.split())


def _walk(tops: Sequence[HtmlElement]) -> Iterator[HtmlElement]:
    closed = blocks.UNSEEN | {"form"}
    stack = [top for top in reversed(tops) if top.tag not in closed]
    for _ in range(_WALKED):
        if not stack:
            return
        element = stack.pop()
        yield element
        stack.extend(child for child in reversed(element) if child.tag not in closed)


def _days(nodes: list[HtmlElement]) -> list[HtmlElement]:
    """Return the elements that hold a day, without those around or inside another one."""
    found: list[HtmlElement] = []
    last: HtmlElement | None = None
    for element in nodes:
        if _is_day(element) and not (last is not None and element.getparent() is last):
            found.append(element)
            last = element
        if len(found) >= _MAX_ANCHORS:
            break
    timed = [element for element in found if element.tag == "time" or "datetime" in element.attrib]
    return timed if len(timed) > 1 and 2 * len(timed) >= len(found) else found


def _is_day(element: HtmlElement) -> bool:
    if element.tag == "time" or "datetime" in element.attrib:
        return True
    own = " ".join(text for text in (element.text, *(child.tail for child in element)) if text).strip()
    # A word such as "hier" names a day in one language and nothing in another.
    is_told = any(map(str.isdigit, own)) or len(own) <= _WORD_CAP
    return 1 < len(own) <= _DATE_CAP and is_told and find_day(own) is not None


def _names(nodes: list[HtmlElement]) -> list[HtmlElement]:
    return [el for el in nodes if any(role == "author" for role, _ in roles.roles_of(el)) and blocks.line(el)]


def _repeated(area: HtmlElement, anchors: list[HtmlElement]) -> list[HtmlElement]:
    """Return the outermost kind of elements of which each holds one anchor; [] where there is none."""
    held: dict[Signature, dict[HtmlElement, int]] = {}
    for anchor in anchors:
        seen: set[Signature] = set()
        for element in _upwards(anchor, area):
            kind = _signature(element)
            if kind not in seen:
                seen.add(kind)
                counts = held.setdefault(kind, {})
                counts[element] = counts.get(element, 0) + 1
    kinds: list[tuple[tuple[int, int], list[HtmlElement]]] = []
    for counts in held.values():
        single = sum(count == 1 for count in counts.values())
        covered = sum(counts.values())
        if len(counts) < 2 or single < _SHARE * len(counts) or covered < _SHARE * len(anchors):
            continue
        first = next(iter(counts))
        depth = sum(1 for _ in first.iterancestors())
        kinds.append(((round(10 * single / len(anchors)), -depth), list(counts)))
    best = max(kinds, key=lambda kind: kind[0], default=((0, 0), []))[1]
    # What wraps each of the best is the whole comment, though one more of them speaks of a day in its text.
    wrappers = [kind for kind in kinds if len(kind[1]) == len(best) and all(map(_is_around, kind[1], best))]
    return max(wrappers, key=lambda kind: kind[0][1], default=((0, 0), best))[1]


def _is_around(outer: HtmlElement, inner: HtmlElement) -> bool:
    node: HtmlElement | None = inner.getparent()
    for _ in range(_MAX_CLIMB):
        if node is None or node is outer:
            return node is not None
        node = node.getparent()
    return False


def _upwards(anchor: HtmlElement, area: HtmlElement) -> Iterator[HtmlElement]:
    node: HtmlElement | None = anchor
    for _ in range(_MAX_CLIMB):
        if node is None or node is area:
            return
        yield node
        node = node.getparent()


def _signature(element: HtmlElement) -> Signature:
    for token in (element.get("class") or "").split():
        if not _STATES.match(token):
            return element.tag, roles.stem(token)
    return element.tag, roles.stem(element.get("id") or "")
