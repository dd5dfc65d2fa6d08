"""What the comments of a thread have alike, where no name tells their parts: the words of their template, and the place
of the name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from newsarchive.extract import blocks
from newsarchive.extract.comments.region import Region
from newsarchive.extract.comments.repeats import Signature, signature
from newsarchive.extract.comments.roles import Role
from newsarchive.extract.comments.words import find_day
from newsarchive.extract.index import is_large

_FEWEST = 4
"""Comments from which what they repeat is a template's."""
_LARGEST = 11
"""Elements in a part of a comment that can be its template's."""
_LONGEST = 60
"""Characters of a template's words ("Share this comment", "Rating:")."""
_INITIALS = 2
_NAME_WORDS = 5
_SEEN = 400
"""Comments that are compared."""
_SHARE = 0.7
"""Share of the comments in which words or a place must be."""

_Place = tuple[Signature, Signature | None]


def parts_of(owns: Sequence[Region]) -> dict[HtmlElement, Role]:
    """Return what repeats in most of the comments as "skip", and of each the first few words at one same place as
    "author" unless a name tells it; nothing where a name tells which element is the text, or for a thread of less than
    four comments."""
    owns = owns[:_SEEN]
    if len(owns) < _FEWEST or 2 * sum(bool(own.of("text")) for own in owns) > len(owns):
        return {}
    lines = [list(_short_lines(own)) for own in owns]
    most = _SHARE * len(owns)
    counts = Counter(line for own in lines for line in {line for _, line in own})
    found: dict[HtmlElement, Role] = {element: "skip" for own in lines for element, line in own if counts[line] >= most}
    if 2 * sum(bool(own.of("author")) for own in owns) > len(owns):
        return found
    names = [name for own in lines if (name := _first(own, found)) is not None]
    places = Counter(_place(element) for element, _ in names)
    place, count = places.most_common(1)[0] if places else (None, 0)
    if count < most and (kinds := Counter(place[0] for place in places.elements() if place[0][1])):
        kind, count = kinds.most_common(1)[0]  # some names are links
        place = kind, None
    if count >= most and len({line for _, line in names}) > 1:
        found.update((element, "author") for own in owns if (element := _at(own, place)) is not None)
    return found


def _short_lines(own: Region) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the elements that hold few words, and innermost ones whatever they hold, each with its text."""
    for element in own.elements:
        if is_large(element, _LARGEST) or element in own.holds_replies or element in own.roots:
            continue
        line = blocks.line(element)
        if line and (len(line) <= _LONGEST or not len(element)):
            yield element, line


def _first(lines: Sequence[tuple[HtmlElement, str]], known: dict[HtmlElement, Role]) -> tuple[HtmlElement, str] | None:
    """Return the first innermost element with words that are none of the template's and no day, if they are but few;
    behind a longer text what stands in another place."""
    text: _Place | None = None
    for element, line in lines:
        if len(element) or element in known or find_day(line) or not any(map(str.isalpha, line)) or _is_initials(line):
            continue
        if len(line.split()) <= _NAME_WORDS and len(line) <= _LONGEST:
            return (element, line) if _place(element) != text else None
        if text is not None:
            return None
        text = _place(element)
    return None


def _is_initials(line: str) -> bool:
    """Tell whether the line is but the first letters of a name, in a round picture."""
    return len(line) == 1 or (len(line) == _INITIALS and line.isupper())


def _at(own: Region, place: _Place | None) -> HtmlElement | None:
    """Return the first element at the place: a few have more words for a name than most."""
    return next((element for element in own.elements if element not in own.roots and _is_at(element, place)), None)


def _is_at(element: HtmlElement, place: _Place | None) -> bool:
    return place is not None and place in (_place(element), (signature(element), None))


def _place(element: HtmlElement) -> _Place:
    parent = element.getparent()
    return signature(element), None if parent is None else signature(parent)
