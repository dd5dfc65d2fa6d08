"""The text of a comment: its own words, without name, date, links of its foot, and replies."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

from newsarchive.extract import blocks
from newsarchive.extract.comments.region import Region
from newsarchive.extract.comments.roles import Role
from newsarchive.extract.comments.words import BYLINE_LINE, EDIT_LINE, JUNK_LINE, SUBJECT, find_day, find_reply
from newsarchive.text import cut

TEXT_CAP = 100_000
"""Characters of a comment's text."""

_LEFTOVER = 30
"""Characters beside name and date in an element that is only a byline ("Comment by … — …")."""
_STARS = re.compile(r"[★☆⭐✩✭✯✰\ufe0f\s]+$")
"""A rating beside the words."""
_NUMBER_SIGN = re.compile(r"#\d{1,5}$")
"""The comment's number on the page, in an element of its own."""
_COUNT_LINE = re.compile(r"\(?[+−-]?\d{1,5}\)?$")
_COUNT = "0123456789 "
_ANSWERS = 60
"""Characters of a line that only says whom one answers ("In reply to Ann")."""
_ACTION = 30
"""Rank up to which an element is no part of the text wherever it stands."""
_HEAD = 20
"""Elements of a comment among which the sign of its address stands."""
_META_CAP = 150
"""Characters up to which an element whose class speaks of name, day or links is none of the text."""
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_META_TAGS = frozenset(("header", "footer", "h1", "h2", "button", "dt"))


def text_of(own: Region, author: str | None, name: HtmlElement | None, day: HtmlElement | None) -> str:
    """Return the comment's own text, paragraphs joined by a blank line; "" where it has none.

    `name` and `day`: the elements that hold its author and its moment.
    """
    known = [element for element in (name, day) if element is not None]
    wrappers = {above for element in known for above in own.above(element)}
    marked = sorted(own.hits.get("text", ()), key=lambda hit: hit[0])
    usable = [(rank, element) for rank, element in marked if element not in wrappers and element not in known]
    actions = {element for rank, element in own.hits.get("skip", ()) if rank <= _ACTION}
    signs = filter(blocks.is_sign, own.elements[:_HEAD])
    apart = {*own.forms, *_subjects(own)}
    skip = blocks.Either(own.stops, {*actions, *known, *signs, *apart})
    for rank, element in usable:
        pieces = [other for other_rank, other in usable if other_rank == rank and _beside(other, element)]
        text = _joined(_without_junk(line for piece in pieces for line in blocks.paragraphs(piece, skip)))
        if len(usable) > len(pieces) and _NUMBER_SIGN.match(text):
            continue
        if text or next(element.iter("img"), None) is not None:
            return text  # a picture may be all that somebody says
    return _unmarked_text(
        own, known, apart, author or "", _initials(blocks.line(name) if name is not None else author or "")
    )


def _initials(printed: str) -> frozenset[str]:
    """Return what may stand for the name once more: itself, and its first letters, one or two, in a round picture."""
    letters = "".join(word[0] for word in printed.upper().split())
    return frozenset((printed, letters[:1], letters[:2], letters[:1] + letters[-1:])) - {""}


def _is_byline(lines: list[str], author: str) -> bool:
    """Tell whether the line before the text only says who writes ("posted by Ann"), or whom one answers."""
    if len(lines) < 2 or len(lines[0]) > _ANSWERS:
        return False
    if author and lines[0].endswith(author) and BYLINE_LINE.match(lines[0].removesuffix(author)):
        return True
    reply = find_reply(lines[0])
    return reply is not None and not reply.start()


def _beside(other: HtmlElement, element: HtmlElement) -> bool:
    return other is element or (other.getparent() is element.getparent() and other.tag == element.tag)


def _subjects(own: Region) -> list[HtmlElement]:
    """Return the headings that only repeat the title of what the comment answers ("Re: The ferry")."""
    headings = (element for element in own.elements if element.tag in _HEADINGS)
    return [element for element in headings if SUBJECT.match(blocks.line(element))]


def _unmarked_text(
    own: Region, known: list[HtmlElement], apart: set[HtmlElement], author: str, names: frozenset[str]
) -> str:
    """Return what is left of the comment without its byline, foot and replies."""
    whole = [element for element in known if len(own.roots) == 1 and _fills(element, own.roots[0])]
    known = [element for element in known if element not in whole]  # all in one paragraph or cell, its day too
    roles: tuple[Role, ...] = ("skip", "author", "date", "likes", "parent")
    marked = [element for role in roles for _, element in own.hits.get(role, ()) if element not in own.quoted]
    marked += [element for element in own.elements if element.tag in _META_TAGS]
    alone = own.roots[0] if len(own.roots) == 1 else None  # never meta, whatever its names say
    meta = {
        el for el in marked if el not in own.holds_replies and el is not alone and len(blocks.line(el)) <= _META_CAP
    } | set(known)
    bylines = {above for element in known for above in _byline(own, element, meta)}
    for skip in (meta | bylines, meta, set(known)):
        left_out = blocks.Either(own.stops, {*skip, *apart})
        lines = [line for root in own.roots if root not in skip for line in blocks.paragraphs(root, left_out)]
        while lines and (lines[0] in names or BYLINE_LINE.match(lines[0]) or _is_byline(lines, author)):
            del lines[0]
        if lines and (rest := _behind_day(lines[0])):
            lines[0] = rest
        elif whole and len(lines) > 1 and _is_day(lines[0]):
            del lines[0]
        text = _joined(_without_counts(_without_junk(lines)))
        if text:
            return text
    return ""


def _fills(element: HtmlElement, root: HtmlElement) -> bool:
    """Tell whether the element is the root, or all that the root holds."""
    while element is not root:
        parent = element.getparent()
        if parent is None or len(parent) != 1 or (parent.text or "").strip() or (element.tail or "").strip():
            return False
        element = parent
    return True


def _without_counts(lines: list[str]) -> list[str]:
    """Return the lines without numbers behind the text: how many like it, between buttons that nothing else tells."""
    while len(lines) > 1 and (_COUNT_LINE.match(lines[-1]) or JUNK_LINE.match(lines[-1].lstrip(_COUNT))):
        del lines[-1]
    return lines


def _behind_day(text: str) -> str:
    """Return what follows a first line that tells little but the day ("on May 2, 2020 at 8:15 am"), or that is what
    is left of a byline; else ""."""
    head, _, rest = text.partition("\n")
    if rest and BYLINE_LINE.match(head):
        return rest
    return rest if rest and _is_day(head) else ""


def _is_day(text: str) -> bool:
    day = find_day(text)
    return day is not None and len(text) - len(day[0]) <= _LEFTOVER


def _byline(own: Region, element: HtmlElement, meta: set[HtmlElement]) -> list[HtmlElement]:
    """Return the ancestors that hold nothing but the byline."""
    found = []
    for above in own.above(element)[:3]:
        if above in own.holds_replies or len(blocks.line(above, meta)) > _LEFTOVER:
            break
        found.append(above)
    return found


def _without_junk(lines: Iterable[str]) -> list[str]:
    return [line for line in lines if not JUNK_LINE.match(line)]


def _joined(lines: Iterable[str]) -> str:
    kept = [_without_foot(line) for line in lines]
    while len(kept) > 1 and len(kept[-1]) <= _META_CAP and EDIT_LINE.match(kept[-1]) and find_day(kept[-1]):
        del kept[-1]
    return cut("\n\n".join([line for line in kept if not _STARS.match(line)] or kept), TEXT_CAP)


def _without_foot(paragraph: str) -> str:
    """Return the paragraph without its last line where that says only "Reply" or the like."""
    text, _, foot = paragraph.rpartition("\n")
    return text if text and JUNK_LINE.match(foot) else paragraph
