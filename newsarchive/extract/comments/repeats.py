"""Blocks that repeat: the outermost kind of elements of which each holds one day, whatever they are called."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.extract import blocks
from newsarchive.extract.comments import roles
from newsarchive.extract.comments.items import MAX_COMMENTS
from newsarchive.extract.comments.words import find_day

_MAX_ANCHORS = 2 * MAX_COMMENTS
_BESIDE = 30
"""Rank up to which a part that is no text is none of the byline either."""
_IN_LINE = 8
"""Elements in the first line of a comment."""
_MAX_CLIMB = 25
"""Levels between a day and the block of its comment."""
_MOST_AROUND = 3
"""Elements around a day that may hide it."""
_WALKED = 400_000
_DATE_CAP = 120
_WORD_CAP = 20
_SHARE = 0.7
"""Share of the blocks that must hold one day each, and of the days that must lie in such a block."""
_STATES = re.compile(
    r"^(?:even|odd|first|last|alt|active|open|new|hidden|clearfix|cf|row|col.*|is-.*|has-.*|js-.*|data-.*)$"
)

Signature = tuple[str, str]
"""Tag, and name of the kind."""


def walk(tops: Sequence[HtmlElement], stops: Container[HtmlElement] = ()) -> Iterator[HtmlElement]:
    """Yield the elements and all below them that a reader sees, forms and `stops` apart, in document order."""
    closed = blocks.UNSEEN | {"form"}
    stack = [top for top in reversed(tops) if top.tag not in closed]
    for _ in range(_WALKED):
        if not stack:
            return
        element = stack.pop()
        yield element
        if len(element):
            stack += [child for child in reversed(element) if child.tag not in closed and child not in stops]


def days(nodes: list[HtmlElement]) -> list[HtmlElement]:
    """Return the elements that hold a day, without those around or inside another one."""
    found: list[HtmlElement] = []
    last: HtmlElement | None = None
    for element in nodes:
        if _is_day(element) and not (last is not None and element.getparent() is last):
            found.append(element)
            last = element
        if len(found) >= _MAX_ANCHORS:
            break
    found = [element for element in found if not _is_beside(element)] or found
    shown = [element for element in found if not _is_hidden(element)]
    if 2 * len(shown) >= len(found):  # the short form of a comment that is folded up repeats its day
        found = shown
    for is_told in (_is_timed, _is_exact):  # a comment's clock may stand in another element than its day
        told = [element for element in found if is_told(element)]
        found = told if len(told) > 1 and 2 * len(told) >= len(found) else found
    return found


def _is_timed(element: HtmlElement) -> bool:
    return element.tag == "time" or element.get("datetime") is not None


def _is_exact(element: HtmlElement) -> bool:
    return element.get("datetime") is not None


def _is_beside(element: HtmlElement) -> bool:
    """Tell whether a class calls the element something beside the comment, such as since when one is a member."""
    return any(role == "skip" and rank <= _BESIDE for role, rank in roles.roles_of(element)[:1])


def _is_hidden(element: HtmlElement) -> bool:
    return blocks.is_hidden(element) or any(map(blocks.is_hidden, islice(element.iterancestors(), _MOST_AROUND)))


def _is_day(element: HtmlElement) -> bool:
    if element.tag == "time" or element.get("datetime") is not None:
        return True
    own = element.text or ""
    if len(element):
        own = " ".join([own, *(tail for child in element if (tail := child.tail))])
    own = own.strip()
    if len(own) > _DATE_CAP:
        own = " ".join(own.split())
    if len(own) > _DATE_CAP:
        own = _first_line(element)
    if not 1 < len(own) <= _DATE_CAP:
        return False
    # A word such as "hier" names a day in one language and nothing in another.
    return (len(own) <= _WORD_CAP or any(map(str.isdigit, own))) and find_day(own) is not None


def _first_line(element: HtmlElement) -> str:
    """Return the element's own text up to its first break with something before it."""
    own = [element.text or ""]
    for child in islice(element, _IN_LINE):
        if child.tag == "br" and any(part.strip() for part in own):
            break
        own.append(child.tail or "")
    return " ".join(" ".join(own).split())


def repeated(area: HtmlElement, anchors: list[HtmlElement], *, by_level: bool = False) -> list[HtmlElement]:
    """Return the outermost kind of elements of which each holds one anchor; [] where there is none. Entries of a list
    are of one kind whatever each is called ("member", "guest").

    `by_level`: elements without a name are of one kind where they stand equally deep.
    """
    held: dict[Signature, dict[HtmlElement, int]] = {}
    for anchor in anchors:
        seen: set[Signature] = set()
        above = list(_upwards(anchor, area))
        for level, element in zip(range(len(above), 0, -1), above, strict=True):
            kind = signature(element)
            if by_level and not kind[1]:
                kind = kind[0], str(level)
            for one in (kind, ("li", "*")) if element.tag == "li" else (kind,):
                if one not in seen:
                    seen.add(one)
                    counts = held.setdefault(one, {})
                    counts[element] = counts.get(element, 0) + 1
    kinds: list[tuple[tuple[int, int], list[HtmlElement]]] = []
    days = set(anchors)
    for counts in held.values():
        single = sum(count == 1 for count in counts.values())
        covered = sum(counts.values())
        if len(counts) < 2 or single < _SHARE * len(counts) or covered < _SHARE * len(anchors):
            continue
        first = next(iter(counts))
        depth = sum(1 for _ in first.iterancestors())
        # That a comment was changed is a second day in some: what holds it is a block rather than the days themselves.
        share = 0 if first in days else round(10 * single / len(anchors))
        kinds.append(((share, -depth), list(counts)))
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


def signature(element: HtmlElement) -> Signature:
    """Return the tag with the first class that names the kind and no state, else with the id, numbers as 0."""
    return element.tag, _kind(element.get("class") or "") or roles.stem(element.get("id") or "")


@lru_cache(maxsize=4096)
def _kind(classes: str) -> str | None:
    return next((roles.stem(token) for token in classes.split() if not _STATES.match(token)), None)
