"""The headline: a vote among what the page prints and what it tells machines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.extract.beside import is_elsewhere
from newsarchive.extract.blocks import line
from newsarchive.extract.json_ld import texts
from newsarchive.extract.page import Page
from newsarchive.extract.rules import first
from newsarchive.extract.same_article import same_headline
from newsarchive.text import clean_line, fold, letters, unescape

Candidate = tuple[str, str]
"""Source and text."""

_SEPARATOR = re.compile(r"\s*(?:[|｜ㅣ¦»«›]|::|：)\s*|\s+[–—\-·•:/~*_<>]+\s+")
_PARTS = re.compile(rf"{_SEPARATOR.pattern}|(?<=[\u3040-\u9fff\uac00-\ud7af])[-_–—](?=[\u3040-\u9fff\uac00-\ud7af])")
"""What parts a title: between two letters of Chinese, Japanese or Korean also a dash without blanks."""
_SEVERAL = re.compile(r"\w\W*\s\W*\w|[\u3040-\u9fff\uac00-\ud7af]{5}")
"""More than one word: "News" stands alone on any page."""
_PRINTING = ("div", "span", "p", "td", "strong", "b", "font", "h4", "h5", "dt")
_SPACES = 40
"""Characters of white space around a line of a template."""
_TAIL = re.compile(r"^\s*[|｜ㅣ¦»«›：–—\-·•:/~*_\[(]")
_LONGEST_TAIL = 70
"""Characters of a site's name, section or author behind the headline in a title."""
_PAGE_OF = re.compile(
    r"\s*[(（\[](?:(?:page|seite|página|pagina|стр\.?|страница|sayfa)\s?\d{1,2}(?:\s?(?:/|of|von|sur|de|di|из)\s?\d{1,2})?|"
    r"\d{1,2}\s?[/／]\s?\d{1,2}\s?(?:ページ|页|頁|쪽|페이지))[)）\]]\s*$",
    re.IGNORECASE,
)
"""Which page of an article, in brackets behind its headline: "(1/2)" alone may be a part of a series."""
_MOST_HEADINGS = 40
_SHORTEST = 2
"""Characters; anything shorter is no headline."""


def find_headline(page: Page) -> tuple[list[Candidate], Candidate | None]:
    """Return the candidates in the order of trust, and the chosen one.

    The theme's own element wins. Else the printed `h1` that agrees word for word with og:title. Where the two differ, a
    page with JSON-LD of its article is believed in og:title, which such portals write for the article (a printed
    headline may carry a kicker); any other page in the `h1` that agrees with something else. Then JSON-LD, og:title,
    twitter:title, the part of the title that is a heading of the page, the only `h1` of a page that tells no more than
    its title, title; last what only an `h1` prints, which may head a list or name the site. An `h1` that only links to
    the site's front page is none.
    """
    candidates = [(source, _whole(text)) for source, text in _candidates(page) if len(text) >= _SHORTEST]
    if not candidates:
        return [], None
    if candidates[0][0] == "theme":
        return candidates, candidates[0]
    candidates = _without_tails(candidates)
    printed = [candidate for candidate in candidates if candidate[0] == "h1"]
    told = [candidate for candidate in candidates if candidate[0] != "h1"]
    shared = [candidate for candidate in told if candidate[0] == "og"]
    for candidate in printed:
        if any(fold(candidate[1]) == fold(other) for _, other in shared):
            return candidates, candidate
    if shared and any(source == "json-ld" for source, _ in told):
        return candidates, shared[0]
    return candidates, _agreed(printed, told) or _alone(page, printed, told) or (told or printed)[0]


def _agreed(printed: Sequence[Candidate], told: Sequence[Candidate]) -> Candidate | None:
    for agrees in (_equal, same_headline):
        for candidate in printed:
            if any(agrees(candidate[1], other) for _, other in told):
                return candidate
    return None


def _alone(page: Page, printed: Sequence[Candidate], told: Sequence[Candidate]) -> Candidate | None:
    """Return the only `h1` where nothing but the title tells a headline, in other words that no heading prints: such
    titles are written for search engines."""
    if len(printed) != 1 or any(source != "title" for source, _ in told):
        return None
    text, title = printed[0][1], page.title or ""
    is_other = _SEVERAL.search(text) is not None and letters(text) not in letters(title)
    return printed[0] if is_other and not _heading_of(title, page) else None


def _whole(text: str) -> str:
    """Return the headline without which page of the article it stands on."""
    return _PAGE_OF.sub("", text) or text if text.endswith((")", "）", "]")) else text


def _candidates(page: Page) -> Iterator[Candidate]:
    document = page.document
    if page.rules and page.rules.headline:
        element = first(document.index, page.rules.headline)
        if element is not None and (text := line(element)):
            yield "theme", text
    bare = cache(partial(without_site_name, page=page))  # most sources tell the same
    told = {fold(bare(title)) for title in _told(page)}
    printed = [
        ("h1", _own_part(element, text, page, told)) for element, text in page.h1s if not page.names_site(element, text)
    ]
    yield from printed
    for value in page.values("headline", "name"):
        for text in texts(value):
            yield "json-ld", bare(_plain(text))
    title = fold(page.title or "")
    is_told = any(fold(text) in title for _, text in printed)
    yield from (one for one in _marked(page) if not printed or (not is_told and fold(one[1]) in title))
    for source, name in (("og", "og:title"), ("meta", "headline"), ("twitter", "twitter:title"), ("meta", "title")):
        if content := document.meta(name):
            yield source, bare(_plain(content))
    if page.title:
        # A part of the title that is a heading, where each `h1` is none, is the headline if it is most of the title.
        least = len(page.title) // 2 + 1 if printed else _SHORTEST
        if not is_told and (heading := _heading_of(page.title, page, least)):
            yield "heading", heading
        yield "title", bare(page.title)


def _told(page: Page) -> Iterator[str]:
    """Yield what the page tells machines as the headline."""
    for name in ("og:title", "twitter:title"):
        yield from page.document.metas(name)[:1]
    yield from (text for value in page.values("headline") for text in texts(value))


def _own_part(heading: HtmlElement, text: str, page: Page, told: set[str]) -> str:
    """Return the heading's text without a first or last element that is a kicker, a label or a subtitle, as what the
    page tells machines shows, or that names the site: for readers such an element is hidden or set apart."""
    for child in (heading[-1], heading[0]) if len(heading) else ():
        name = line(child)
        rest = line(heading, {child}).rstrip(" |-–—»:") if name else ""
        if rest and (
            fold(rest) in told or _is_part(page, rest, name) or (page.is_site_name(name) and text.endswith(name))
        ):
            return rest
    return text


def _is_part(page: Page, rest: str, name: str) -> bool:
    """Tell whether one of the parts of the title is the heading's rest, and none its first or last element."""
    title = page.title or ""
    parts = {fold(part) for part in _PARTS.split(title)} if rest in title else ()
    return fold(rest) in parts and fold(name) not in parts


def _marked(page: Page) -> Iterator[Candidate]:
    """Yield the headline that microdata mark, which a page without `h1` prints in any element."""
    index = page.document.index
    marked = (el for el in index.itemprops if "headline" in (el.get("itemprop") or "").split() and el.tag != "meta")
    yield from (("itemprop", index.line(el)) for el in islice(marked, 1) if not is_elsewhere(index, el))


def _heading_of(title: str, page: Page, least: int = _SHORTEST) -> str | None:
    """Return the part of the title, of `least` characters, that the page prints alone: first in a lesser heading, else
    the longest that stands in any element but a link; sites without an `h1` have only that."""
    parts = [part for part in _PARTS.split(title) if len(part) >= least]
    wanted = dict.fromkeys(fold(part) for part in parts if not _names_site(part, page))
    if not wanted:
        return None
    index = page.document.index
    headings = (el for tag in ("h2", "h3") for el in index.by_tag.get(tag, ())[:_MOST_HEADINGS])
    found = {fold(text): text for el in headings if not page.leads_home(el) and (text := index.line(el))}
    headed = next((found[part] for part in wanted if part in found), None)
    if headed:
        return headed
    cap = len(title) + _SPACES
    texts_alone = (clean_line(el.text) for el in index.tagged(*_PRINTING) if el.text and least <= len(el.text) <= cap)
    told = (text for text in texts_alone if fold(text) in wanted and _SEVERAL.search(text))
    return max(told, key=len, default=None)


def without_site_name(text: str, page: Page) -> str:
    """Return the text without a part before or behind a separator that is the site's name."""
    for _ in range(3):
        marks = list(_SEPARATOR.finditer(text))
        if not marks:
            return text
        last = text[marks[-1].end() :]
        if _names_site(last, page) or _names_section(last, page):
            text = text[: marks[-1].start()].rstrip()
        elif page.is_site_name(text[: marks[0].start()]):
            text = text[marks[0].end() :].lstrip()
        else:
            return text
    return text


def _names_site(part: str, page: Page) -> bool:
    if page.is_site_name(part):
        return True
    words = part.split()
    if len(words) > 5 or len(page.host_letters) < 4:
        return False
    told = letters(part)
    plain = "".join(filter(str.isalnum, unicodedata.normalize("NFKD", told)))  # accents are not
    spelt = told.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return page.host_letters in plain or page.host_letters in spelt


def _names_section(part: str, page: Page) -> bool:
    """Tell whether the part is the site's name with a section of it behind: "CNN Politics"."""
    words = part.split()
    return any(len(words) == count and page.is_site_name(" ".join(words[: count - 1])) for count in (2, 3))


def _without_tails(candidates: list[Candidate]) -> list[Candidate]:
    """Return the candidates without what a title adds to the headline that another candidate gives bare."""
    bare = [text for source, text in candidates if source in ("h1", "json-ld", "meta") and len(text) > 10]
    result = []
    for source, text in candidates:
        for head in bare:
            tail = text[len(head) :]
            is_tail = 0 < len(tail) <= _LONGEST_TAIL and _TAIL.match(tail)
            if is_tail and source in ("og", "twitter", "title") and fold(text[: len(head)]) == fold(head):
                text = text[: len(head)]
                break
        result.append((source, text))
    return result


def _plain(text: str) -> str:
    text = unescape(text)
    return clean_line(re.sub(r"</?[a-zA-Z][^>]{0,80}>", "", text)) if "<" in text else text


def _equal(one: str, other: str) -> bool:
    return fold(one) == fold(other)
