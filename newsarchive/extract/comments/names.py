"""Who wrote a comment."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.extract import blocks
from newsarchive.extract.comments.region import Region
from newsarchive.extract.comments.roles import WEAK_SKIP
from newsarchive.extract.comments.words import (
    AUTHOR_BEFORE,
    AUTHOR_BEHIND,
    BADGE,
    BY_NAME,
    BYLINE_LINE,
    JOINERS,
    JUNK_LINE,
    NO_NAME,
    SUBJECT,
    UNVERIFIED,
    find_day,
    find_reply,
    without_weekday,
)
from newsarchive.text import clean_line

NAME_CAP = 100
"""Characters of a name; what is longer is none."""
_NAME_WORDS = 5
_MOST_INSIDE = 20
"""Elements of a person's among which the name stands."""
_MOST_BADGES = 10
"""Elements of a name's element that may be badges."""
_NAME_ATTRIBUTES = ("data-author", "data-comment-author", "data-author-name", "data-username", "data-user-name")
_BYLINES = frozenset(("p", "div", "small", "span", "dt", "header", "footer", "cite", "td", "li"))
_BYLINE_CAP = 160
"""Characters of a line that can be a comment's byline."""
_BYLINE_WORDS = 2
"""Words that may stand before "by" where the day follows ("Comment #3 by Ann on May 2")."""
_NEAR = 12
"""Characters between the day of a byline and the "by" behind it."""
_LABEL = re.compile(r"[^\W\d_][:：](?=\S)")
"""Between a label and the name behind it without a blank."""
_NUMBER = re.compile(r"\W*\d{1,5}\W*$")
"""The comment's number on the page, printed bold before the name."""
_AGE = re.compile(r"\d{1,3}\s\w+$")
"""The larger unit of an age of two ("50 Minuten 46 Sekunden her")."""
_EDGES = " \t,:;|/·•⋅∙–—-"
_SIGNS = " \t\r\n\xa0¶#:"
"""What stands around a name for the comment's own address."""
_BEHIND_DASH = re.compile(
    r"[\s,@]*(?:\d{1,2}[:.hH]\d\d(?:[:.]\d\d)?|\d{1,2}(?=\s?[ap]\.?m\b)|noon|midnight)?\s*(?:[ap]\.?m\.?)?"
    r"\s*[-–—]\s+(?!\d)(.{2,60})",
    re.IGNORECASE,
)
_BOLD = frozenset(("b", "strong", "h3", "h4", "h5", "h6"))
_TITLES = frozenset(("h2", "h3", "h4", "h5"))
_PROFILE = re.compile(
    r"/(?:users?|profil\w*|members?|author|people|u|utilisateurs?|usuarios?|benutzer|community)/|/@[\w.-]+/?$|[?&]u(?:ser|id)?="
    r"|\bspace-uid-\d"
)
_COUNT_BEHIND = re.compile(r"(?:^|\s)[\d,.]+\s(?:fans|followers?|abonnés|seguidores)$", re.IGNORECASE)
"""How many follow somebody: printed beside the name."""
_PORTRAIT = re.compile(
    r"^(?:avatar (?:of|for|von|de|di|van)|gravatar(?: (?:of|for))?"
    r"|(?:profile )?(?:photo|picture|image) (?:of|for)(?: user)?|profilbild von)?\s*(.+?)"
    r"(?:['’]s (?:avatar|profile.*)| avatar)?$",
    re.IGNORECASE,
)
_AVATAR = re.compile(r"avatar|userpic|portrait|profil|user", re.IGNORECASE)


def name_of(own: Region) -> tuple[str | None, HtmlElement | None]:
    """Return the author's name and the element that holds it; None where the comment prints none."""
    candidates = list(own.of("author"))
    wrappers = {above for element in candidates for above in own.above(element)}
    candidates.sort(key=lambda element: element in wrappers)
    skip = {*own.of("skip"), *own.of("date"), *own.of("likes")}
    handle: tuple[str, HtmlElement] | None = None
    for element in map(_named_inside, candidates):
        printed = element.get("content") or blocks.line(element, (skip | _badges(element)) - {element})
        if find_day(printed):
            name, inner = _first_name(element.iter("b", "strong", "a", "cite"))
            if name:
                return name, inner
            printed = _own_words(element) or printed
        elif (link := _leading_link(element, printed)) is not None:
            element, printed = link, blocks.line(link)
        name = _clean_name(printed)
        if name and not (name.startswith("@") or BADGE.match(name)):
            return name, element
        handle = handle or ((name, element) if name else None)
    for attribute in _NAME_ATTRIBUTES:
        name = _clean_name(own.roots[0].get(attribute) or "")
        if name:
            return name, None
    found = _unmarked_name(own)
    return found if found[0] or handle is None else handle


def _named_inside(element: HtmlElement) -> HtmlElement:
    """Return the element that microdata calls the name of the person in this one, else this one."""
    inner = islice(element.iterdescendants(), _MOST_INSIDE) if element.get("itemscope") is not None else ()
    return next((el for el in inner if el.get("itemprop") == "name"), element)


def _badges(element: HtmlElement) -> set[HtmlElement]:
    """Return what inside the name's element says that its bearer writes for the portal."""
    inner = islice(element.iterdescendants("span", "em", "i", "small"), _MOST_BADGES)
    return {el for el in inner if BADGE.match(blocks.line(el))}


def _own_words(element: HtmlElement) -> str:
    """Return the words before the first element inside, which nothing may part from the day in it."""
    words = clean_line(element.text or "", NAME_CAP) if len(element) else ""
    return "" if BYLINE_LINE.match(words) else words


def _leading_link(element: HtmlElement, printed: str) -> HtmlElement | None:
    """Return the link that the element's words begin with, where others follow: a rank, a place, "via Android"."""
    for link in islice(element.iterdescendants("a"), _MOST_BADGES):
        name = blocks.line(link)
        if name:
            return link if name != printed and printed.startswith(name) and _first_name((link,))[0] else None
    return None


def _first_name(elements: Iterable[HtmlElement]) -> tuple[str | None, HtmlElement | None]:
    for element in elements:
        printed = blocks.line(element)
        if not any(map(str.isalnum, printed)):
            continue
        is_time = any(blocks.line(time) == printed for time in element.iter("time"))
        is_none = is_time or any(words.match(printed) for words in (JUNK_LINE, BYLINE_LINE, _NUMBER, SUBJECT))
        name = None if is_none else _clean_name(printed)
        if name:
            return name, element
    return None, None


def _unmarked_name(own: Region) -> tuple[str | None, HtmlElement | None]:
    """Return the name where no class tells it: a link to a profile, the first bold words, the link or the words after
    "by" in the byline, the portrait's text."""
    skip = set(own.of("skip"))
    outside = [el for el in own.elements if el not in own.quoted]
    free = [el for el in outside if el not in skip and el.getparent() not in skip]
    for head in own.of("date")[:2]:
        found = BY_NAME.match(blocks.line(head)) if head in outside else None
        name = _clean_name(found["name"]) if found else None
        if name:
            return name, None
    links = [el for el in outside if el.tag == "a" and _is_profile(el)]
    bold = [el for el in free if (el.tag in _BOLD or _says(el)) and len(el) <= 3]
    name, element = _first_name((*links, *bold[:2]))
    if name:
        return name, element
    frames = {above for text in own.of("text") for above in own.above(text)} | set(own.holds_replies)
    frames |= set(own.roots) if len(own.roots) == 1 else set()
    for element in outside[:40]:
        printed = blocks.line(element) if element.tag in _BYLINES and element not in frames else ""
        found = BY_NAME.search(printed) if len(printed) <= _BYLINE_CAP else None
        if found and (day := find_day(printed)) and found.start() < day.start() < found.end():
            found = BY_NAME.search(printed[: day.start()])
        if found and not _is_byline(printed, found.start()):
            continue  # "para los pescadores", "got my email from Nvidia at 7:14" in a comment's text
        name = _clean_name(found["name"]) if found else None
        if name:
            inner = [link for link in element.iter("a", "span") if blocks.line(link) == name]
            return name, inner[0] if inner else None
    heads = [head for rank, head in own.hits.get("skip", ()) if rank == WEAK_SKIP and head in outside]
    heads += [head for head in own.of("date")[:2] if head in outside]
    name, element = _first_name(part for head in heads for part in head.iter("a", "b", "strong", "span"))
    if name:
        return name, element
    for element in outside:
        if element.tag == "img" and element.get("alt") and _AVATAR.search(_description(element)):
            name = _clean_name(_PORTRAIT.sub(r"\1", element.get("alt", "")))
            if name:
                return name, None
    return None, None


def _says(element: HtmlElement) -> bool:
    """Tell whether the element is a heading such as "Ann says:"."""
    return element.tag in ("h1", "h2") and AUTHOR_BEHIND.search(blocks.line(element)) is not None


def _is_byline(printed: str, start: int) -> bool:
    """Tell whether the "by" of a line stands at its start, behind its day, or behind few words and before its day."""
    day = find_day(printed) if start else None
    if day is None:
        return not start
    before = len(printed[:start].split()) if start < day.start() else 0
    return start <= day.end() + _NEAR and before <= _BYLINE_WORDS


def name_beside(own: Region, day: HtmlElement) -> tuple[str | None, HtmlElement | None]:
    """Return the few words that stand before the day in the byline, or behind it, where nothing else tells the name."""
    before, parent = day.getprevious(), day.getparent()
    ahead = before.tail if before is not None else parent.text if parent is not None else None
    printed = blocks.line(day)
    found = find_day(printed)
    for text in (printed[: found.start()] if found else "", "" if day in own.roots else ahead or ""):
        words = JOINERS.sub("", text).strip(" \t\r\n,:;|·•–—-()")
        is_name = 0 < len(words.split()) <= _NAME_WORDS and not (NO_NAME.match(words) or _AGE.match(words))
        name = _clean_name(words) if is_name else None
        if name:
            return name, None
    for node in (day, *own.above(day)[:1]):
        before = node.getprevious()
        while before is not None and not len(before) and not (before.text or before.tail or "").strip():
            before = before.getprevious()  # a dot or a picture between them
        if before is not None and before not in own.stops and before not in own.quoted:
            if (before.tag == "p" and not _goes_on(own, day)) or (node in own.roots and before.tag in _TITLES):
                continue  # a paragraph of the text, or the thread's heading
            name, element = _first_name((before,) if 0 < len(blocks.line(before).split()) <= _NAME_WORDS else ())
            if name and not NO_NAME.match(name):
                return name, element
    if name := _name_behind(day, printed[found.end() :] if found else ""):
        return name, None
    inner = (
        el for el in islice(day.iterdescendants("a", "span", "i", "em"), _MOST_BADGES) if not find_day(blocks.line(el))
    )
    return _first_name(el for el in inner if 0 < len(blocks.line(el).split()) <= _NAME_WORDS)


def _name_behind(day: HtmlElement, rest: str) -> str | None:
    """Return the few words that a dash parts from the day before them: "May 2, 2020, 8:15 a.m. - Ann"."""
    node = day.getnext()
    beside = node is not None and node.tag in ("a", "b", "strong", "cite") and blocks.line(node)
    told = _BEHIND_DASH.fullmatch(rest.strip(_SIGNS)) or _BEHIND_DASH.fullmatch(
        f"{day.tail or ''}{beside or ''}".strip(_SIGNS)
    )
    words = told[1] if told else ""
    if (
        not 0 < len(words.split()) <= _NAME_WORDS
        or NO_NAME.match(words)
        or JUNK_LINE.match(words)
        or BADGE.match(words)
    ):
        return None
    return None if find_day(words) else _clean_name(words)


def _goes_on(own: Region, day: HtmlElement) -> bool:
    """Tell whether a text follows the day: what stands before it is none."""
    behind = own.elements[own.elements.index(day) + 1 :] if day in own.elements else []
    texts = ((element.text or "").strip() for element in behind if element.tag == "p")
    return any(len(text.split()) > 1 or (not text.isascii() and len(text) > _NAME_WORDS) for text in texts)


def _description(image: HtmlElement) -> str:
    parent = image.getparent()
    around = "" if parent is None else parent.get("class") or ""
    return " ".join((image.get("class") or "", image.get("src") or "", around))


def _is_profile(link: HtmlElement) -> bool:
    return _PROFILE.search(link.get("href") or "") is not None or "url" in (link.get("class") or "").split()


def _clean_name(text: str) -> str | None:
    name = clean_line(text, 400).lstrip(_EDGES)
    if name[:1].isdigit() and (day := find_day(name)) and not day.start():
        return None
    name = _COUNT_BEHIND.sub("", name)
    name = AUTHOR_BEFORE.sub("", name, count=1) if len(name.split()) > 1 or _LABEL.search(name) else name
    day = find_day(name)
    if day and day.start() > 0:
        name = without_weekday(JOINERS.sub("", name[: day.start()]))
        name = "" if NO_NAME.match(name) or _AGE.match(name) else name
    elif day and day.end() > 3:
        return None
    if not name.isalnum():
        replies = find_reply(name)
        name = name[: replies.start()] if replies and replies.start() > 0 else name
        name = UNVERIFIED.sub("", AUTHOR_BEHIND.sub("", name)).strip(_EDGES)
    return name if 0 < len(name) <= NAME_CAP else None
