"""How many comments a page says it has."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache
from itertools import chain

from lxml.html import HtmlElement

from newsarchive.extract.comments.count_words import COUNT_BEFORE, COUNT_BEHIND, COUNT_NONE, COUNT_ONE
from newsarchive.extract.comments.elements import Talk
from newsarchive.extract.document import Document
from newsarchive.extract.rules import Rules, select_all

MOST = 10_000_000
"""A larger number counts something else."""

_HEADING_CAP = 250
"""Characters of a heading that counts ("3 thoughts on “…”" quotes the headline)."""
_META_CAP = 60
_HEADING = re.compile(
    r"(?:title|heading|header|count|counter|number|num|total|reply-title|qty|sum|box-title)", re.IGNORECASE
)
_ARTICLE = (
    "article", "newsarticle", "blogposting", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle",
    "liveblogposting", "discussionforumposting", "socialmediaposting", "webpage", "creativework", "techarticle",
)  # fmt: skip
_THREAD = re.compile(r"(?:\w*comment|kommentar|respond|disqus|forum|reacties|comentarios)", re.IGNORECASE)
_PAGE = re.compile(r"page[=/-]\d", re.IGNORECASE)
"""In the address of a page of the thread, of which a link prints the number."""
_BARE = re.compile(r"^\W*(\d{1,7})\W*$")
_DIGITS = re.compile(r"\d{1,9}")


def claimed(
    document: Document, talk: Talk, rules: Rules | None = None, inside: Container[HtmlElement] = ()
) -> int | None:
    """Return the declared number: by the theme's rules, the thread's heading, data, the line under the headline.

    `inside`: the comments, which may bear numbers themselves.
    """
    ways = (
        _headed(document, talk, inside),
        _structured(document),
        _marked_up(document),
        _lined(document, talk, inside),
    )
    for numbers in (_ruled(document, rules), *ways):
        for number in numbers:
            if number <= MOST:
                return number
    return None


def _ruled(document: Document, rules: Rules | None) -> Iterator[int]:
    for element in select_all(document.root, rules.comments_claimed) if rules is not None else ():
        yield from _counts((document.index.short_line(element, _HEADING_CAP),))


def counted(text: str) -> int | None:
    """Return the number in a text such as "4 comments", "Комментарии (4)", "One thought on …"; None in any other."""
    found = (COUNT_BEFORE.search(text) or COUNT_BEHIND.search(text)) if _DIGITS.search(text) else None
    if found:
        return int(re.sub(r"\D", "", found[1]))
    if COUNT_ONE.match(text):
        return 1
    return 0 if COUNT_NONE.match(text) else None


def _headed(document: Document, talk: Talk, comments: Container[HtmlElement]) -> Iterator[int]:
    hinted = talk.elements[:2_000]
    around = set(hinted) if talk.counting else set()
    inside = (heading for heading in talk.counting if _is_inside(heading, around))
    named = (el for el in hinted if _is_heading(el.get("class") or "") or _HEADING.search(el.get("id") or ""))
    for element in chain(inside, named):
        if element.tag in ("form", "textarea", "input", "label", "link", "script", "style"):
            continue
        if talk.place_of(element) == "elsewhere":
            continue
        text = document.index.short_line(element, _HEADING_CAP)
        number = counted(text) if text else None
        if number is not None and not _is_of(element, comments):
            yield number
    for heading, text in talk.headings:
        number = counted(text)
        if number is not None and talk.place_of(heading) == "thread":
            yield number


def _is_of(element: HtmlElement, comments: Container[HtmlElement]) -> bool:
    return element in comments or any(outer in comments for outer in element.iterancestors())


@lru_cache(maxsize=4096)
def _is_heading(names: str) -> bool:
    return _HEADING.search(names) is not None


def _is_inside(element: HtmlElement, around: set[HtmlElement]) -> bool:
    node: HtmlElement | None = element
    for _ in range(4):
        if node is None or node.tag == "body":
            return False
        if node in around:
            return True
        node = node.getparent()
    return False


def _structured(document: Document) -> Iterator[int]:
    for node in document.nodes_of(*_ARTICLE):
        yield from _number(node.get("commentCount"))
        yield from _interactions(node.get("interactionStatistic"))


def _interactions(value: object) -> Iterator[int]:
    for statistic in value if isinstance(value, list) else [value]:
        if not isinstance(statistic, dict):
            continue
        kind = statistic.get("interactionType")
        kind = kind.get("@type") if isinstance(kind, dict) else kind
        if str(kind).rsplit("/", 1)[-1].lower() == "commentaction":
            yield from _number(statistic.get("userInteractionCount"))


def _number(value: object) -> Iterator[int]:
    if isinstance(value, (int, str)) and not isinstance(value, bool) and str(value).strip().isdigit():
        yield int(str(value).strip()[:12])


def _marked_up(document: Document) -> Iterator[int]:
    told = ((el, el.get("itemprop") or "") for el in document.index.itemprops)
    marked = {el: set(names.split()) for el, names in told if "Count" in names or "Statistic" in names}
    for element in [el for el, names in marked.items() if names & {"commentCount", "interactionCount"}][:20]:
        value = element.get("content") or document.index.short_line(element, _META_CAP)
        if element.get("itemprop") == "interactionCount" and "comment" not in value.lower():
            continue
        yield from (int(number) for number in _DIGITS.findall(value)[:1])
    for statistic in [el for el, names in marked.items() if "interactionStatistic" in names][:20]:
        if any(
            "CommentAction" in (el.get("content") or el.get("itemtype") or el.get("href") or "")
            for el in statistic.iter()
        ):
            for element in statistic.iter():
                if element.get("itemprop") == "userInteractionCount":
                    yield from _number(element.get("content") or document.index.short_line(element, _META_CAP))


def _lined(document: Document, talk: Talk, comments: Container[HtmlElement]) -> Iterator[int]:
    """Yield the numbers of links to the thread; those of other pages' teasers have another address."""
    own = document.url.partition("#")[0].partition("?")[0].rstrip("/")
    for link, href in talk.links[:1_000]:
        address, _, fragment = href.partition("#")
        if not _THREAD.match(fragment) or _PAGE.search(address):
            continue
        address = address.partition("?")[0].rstrip("/")
        if address and own.rpartition("/")[2] != address.rpartition("/")[2]:
            continue
        if not _is_of(link, comments):
            yield from _counts((link.get("title") or "", document.index.short_line(link, _META_CAP)))


def _counts(texts: Iterable[str]) -> Iterator[int]:
    for text in texts:
        number = counted(text)
        bare = _BARE.match(text)
        if number is None and bare:
            number = int(bare[1])
        if number is not None:
            yield number
            return
