"""Section and tags as a page prints them for its readers: in links named for them, or behind a label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import TypeGuard

from lxml.html import HtmlElement

from newsarchive.extract.beside import is_elsewhere
from newsarchive.extract.blocks import line
from newsarchive.extract.index import Index, is_large
from newsarchive.extract.names import HUMP
from newsarchive.extract.page import Page
from newsarchive.text import letters

_TAGS = re.compile(
    r"\W*+(?:tags?|tagged(?:\s(?:with|in|as|under))?|etiquetado\s(?:como|en)|topics|keywords|more about|"
    r"in this story|теги?|метки|schlagw(?:orte|örter)|stichworte|themen|mots[ -]clés|"
    r"étiquettes|etiquetas|archivado en|temas|etiketler|tagi|"
    r"štítky|címkék|emner|taggar|avainsanat|相关热词(?:搜索)?|关键词|标签|標籤|關鍵字|タグ|태그|الوسوم|"
    r"الكلمات المفتاحية|برچسب[\u200c ]?ها|टैग्?स?)\W*$",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"\W*+(?:categor(?:y|ies)|section|(?:posted|published|filed)\s(?:in|under)|publicado\sen|kategorien?|rubrik|ressort|категор(?:ия|ии|ія|ії)|"
    r"рубрика|раздел|розділ|catégories?|(?:(?:publié|classé)\s)?dans|rubrique|categor[ií]as?|sección|kategori|kategoria|rubriek|categorie|"
    r"分类(?:于)?|栏目|分類|カテゴリー?|카테고리|분류|التصنيف|القسم|دسته[\u200c ]?(?:بندی)?|श्रेणी)\W*$",
    re.IGNORECASE,
)
_NAMED_TAGS = re.compile(r"(?:^|[\s_-])(?:tags?|keywords|topics)(?=$|[\s_-])(?!-cloud)", re.IGNORECASE)
_NAMED_SECTION = re.compile(
    r"(?:^|[\s_-])(?:categor(?:y|ies|ia|ie)(?!-desc)|cat-?(?:links?|list|name|title)|cate|rubri[ckq]\w*|"
    r"section-?_*(?:label|name|title))(?=$|[\s_-])",
    re.IGNORECASE,
)
_CATEGORY = re.compile(
    r"/(?:categor(?:y|ies|ias?|ie|ías?)|kategorien?|rubri(?:k|ken|ques?|cas?)|sections?)(?:/[^/]|(?:\.html?)?#.)",
    re.IGNORECASE,
)
"""In the address of the list of a category's articles."""
_TAG = re.compile(
    r"/(?:tags?|topics?|etiquetas?|schlagw(?:ort|oerter)|mots?-cles?)(?:/[^/]|(?:\.html?)?#.)", re.IGNORECASE
)
"""In the address of the list of a tag's articles."""
_LONGEST_HEAD = 120
"""Characters of a text before the article's own."""
_LONGEST_LABEL = 30
_LONGEST = 60
"""Characters of a tag or a section."""
_MOST = 40
"""Tags of a list; more are the portal's cloud."""
_BESIDE = 25
"""Letters of a list of tags that stand in no link: its label."""
_DATED = re.compile(r"\d{4}|\d\d[./]\d")
_LEVELS = 3
"""Levels around a link to a tag or category at which the others are looked for."""
_AROUND_SECTION, _MOST_SECTIONS = 40, 3
"""Letters beside the categories of an article behind its text, such as its day, and how many they are."""
_NEAR, _BEFORE, _BEHIND = 50, 12, 80
"""Elements behind and before the headline, and behind the text, that are looked at."""
_WORD = re.compile(r"[^\W\d_]{2}")


def printed_tags(page: Page, end: HtmlElement | None) -> list[str]:
    """Return the tags printed in a list named for them, else behind a label; `end`: the last paragraph of the text."""
    index, elements = page.document.index, _around(page, end)
    for element in elements:
        is_named = element.tag in _LISTS and _names_tags(names := element.get("class") or "")
        if is_named and (link := element.find(".//a")) is not None and _CATEGORY.search(link.get("href") or ""):
            continue
        up = element.getparent()
        # Where each tag of a list is named for it, the list is what holds them.
        whole = up if element.tag == "li" and up is not None else element
        holder = up if element.tag == "nav" and "tag" in names else element
        if is_named and (found := _list_of(whole)) and holder is not None and not is_elsewhere(index, holder):
            return found
    labelled = next((found for links in _labelled(page, elements, _TAGS) if (found := _names(links))), None)
    return labelled or next(_addressed_tags(index, elements), [])


def printed_section(page: Page, end: HtmlElement | None) -> str | None:
    """Return the first category that the page prints: a link marked as one, else one behind a label, else the element
    near the headline that is named for it."""
    index = page.document.index
    marked = (el for el in index.by_tag.get("a", ()) if "category" in (el.get("rel") or "").split())
    for link in islice(marked, _MOST):
        if not is_elsewhere(index, link) and (name := line(link)) and not page.is_site_name(name):
            return name
    around = _around(page, end)
    labelled = (name for links in _labelled(page, around, _SECTION) for name in _names(links[:1]))
    near = next(labelled, None) or next(_named_sections(page), None) or next(_addressed_sections(page), None)
    return near or next(_sections_behind(page, end), None)


def _named_sections(page: Page) -> Iterator[str]:
    if page.heading is None:
        return
    index = page.document.index
    for element in index.elements[max(page.start - _BEFORE, 0) : page.start + _NEAR]:
        if element.tag in _HOLDERS and _names_section(element.get("class") or ""):
            links = [element] if element.tag == "a" else element.iter("a")
            link = next((link for link in links if not _SECTION.match(index.short_line(link, _LONGEST))), element)
            name = index.short_line(link, _LONGEST)
            is_none = _SECTION.match(name) or _DATED.search(name) or page.is_site_name(name)
            if name and not is_none and not is_elsewhere(index, element):
                yield name


def _addressed_sections(page: Page) -> Iterator[str]:
    """Yield the texts of the links to categories between the headline and the text, or before it in one `article`."""
    if page.heading is None:
        return
    index = page.document.index
    article = next(page.heading.iterancestors("article"), None)
    first = page.start if article is None else max(page.start - _BEFORE, index.elements.index(article))
    for element in index.elements[first : page.start + _NEAR]:
        if len((element.text or "").strip()) > _LONGEST_HEAD:
            return
        if element.tag == "a" and _CATEGORY.search(element.get("href") or "") and not is_elsewhere(index, element):
            name = index.short_line(element, _LONGEST)
            if name and not page.is_site_name(name):
                yield name


def _sections_behind(page: Page, end: HtmlElement | None) -> Iterator[str]:
    """Yield the texts of the links to categories behind the text, where few stand together: more are the portal's."""
    elements = page.document.index.elements
    start = elements.index(end) if end is not None else len(elements)
    for link in elements[start : start + _BEHIND]:
        if link.tag == "a" and _CATEGORY.search(link.get("href") or "") and not is_elsewhere(page.document.index, link):
            row = _holder(link, _CATEGORY, _AROUND_SECTION)
            name = page.document.index.short_line(link, _LONGEST)
            is_name = bool(name) and not _DATED.search(name) and not page.is_site_name(name)
            if is_name and 0 < len(row) <= _MOST_SECTIONS:
                yield name


def _addressed_tags(index: Index, elements: list[HtmlElement]) -> Iterator[list[str]]:
    """Yield the texts of links to tags that stand together, with hardly anything beside them."""
    for link in elements:
        if link.tag == "a" and _TAG.search(link.get("href") or "") and not is_elsewhere(index, link):
            row = _holder(link, _TAG, _BESIDE)
            if len(row) > 1 and (found := _names(row)):
                yield found


def _holder(link: HtmlElement, address: re.Pattern[str], beside: int) -> list[HtmlElement]:
    """Return the links of such an address that stand around one, in the element that holds most of them and few letters
    beside them."""
    found: list[HtmlElement] = []
    for outer in islice(link.iterancestors(), _LEVELS):
        if is_large(outer):
            break
        row = [one for one in outer.iter("a") if address.search(one.get("href") or "")]
        if len(letters(line(outer))) - len(letters("".join(map(line, row)))) > beside:
            break
        found = row
    return found


@lru_cache(maxsize=4_096)
def _names_tags(names: str) -> bool:
    return _NAMED_TAGS.search(HUMP.sub("-", names)) is not None


@lru_cache(maxsize=4_096)
def _names_section(names: str) -> bool:
    return _NAMED_SECTION.search(HUMP.sub("-", names)) is not None


_LISTS = frozenset(("div", "ul", "li", "ol", "p", "span", "section", "footer", "dl", "h5", "h6", "nav"))
_HOLDERS = frozenset(("a", "span", "div", "p", "li", "strong", "h5", "h6"))


def _around(page: Page, end: HtmlElement | None) -> list[HtmlElement]:
    """Return the elements behind the headline, and those behind the text."""
    elements = page.document.index.elements
    if page.heading is None:
        return []
    start = page.start + 1
    behind = max(elements.index(end), start + _NEAR) if end is not None else start + _NEAR
    return elements[start : start + _NEAR] + elements[behind : behind + _BEHIND]


def _labelled(page: Page, elements: list[HtmlElement], label: re.Pattern[str]) -> Iterator[list[HtmlElement]]:
    """Yield the links behind each label: in the element whose text it is, or in those that follow."""
    index = page.document.index
    for element in elements:
        if _is_short(text := element.text) and element.tag != "a" and label.match(text):
            links = _row(iter(element)) or _row(element.itersiblings())
        elif _is_short(text := element.tail) and label.match(text):
            links = _row(element.itersiblings())
        else:
            continue
        parent = element.getparent()
        if not links and parent is not None and not is_large(parent) and letters(line(parent)) == letters(text):
            links = _row(parent.itersiblings())
        if links and not is_elsewhere(index, element):
            yield links


def _is_short(text: str | None) -> TypeGuard[str]:
    return text is not None and len(text) <= _LONGEST_LABEL and not text.isspace()


def _row(elements: Iterator[HtmlElement]) -> list[HtmlElement]:
    """Return the links that follow one another, up to a word that is in none; those of the first list of links."""
    found: list[HtmlElement] = []
    for element in islice(elements, 2 * _MOST):
        if element.tag == "a":
            if (element.get("href") or "").startswith("#"):
                break  # to the comments of the page
            found.append(element)
        elif isinstance(element.tag, str) and not is_large(element) and line(element):
            return found or (list(element.iter("a")) if _list_of(element) else [])
        if element.tail and _WORD.search(element.tail):
            break
    return found


def _list_of(element: HtmlElement) -> list[str]:
    """Return the texts of the links in an element that holds nothing else but a label; of a list without links, each
    of its elements, or what its commas part."""
    if len(element) == 0 and "," in (element.text or ""):
        parts = [name for part in (element.text or "").split(",") if (name := part.strip())]
        return parts if all(len(name) <= _LONGEST for name in parts) else []
    found = [] if is_large(element) else _names(list(element.iter("a")) or _leaves(element))
    is_all = len(letters(line(element))) - len(letters("".join(found))) <= _BESIDE if found else False
    return found if is_all else []


def _leaves(element: HtmlElement) -> list[HtmlElement]:
    """Return the elements of a list without links: all of one kind, so a label and the word for none are no tags."""
    leaves = [child for child in element if len(child) == 0]
    is_list = len(leaves) == len(element) and len({leaf.tag for leaf in leaves}) == 1
    return leaves if is_list and (element.text is None or element.text.isspace()) else []


def _count(link: HtmlElement) -> tuple[HtmlElement, ...]:
    """Return what of a link tells how many articles bear the tag: its last element, where that holds but digits."""
    last = link
    while len(last):
        last = last[-1]
    is_count = last is not link and (last.text or "").strip(" ()").isdecimal()
    return (last,) if is_count and line(link, (last,)) else ()


def _names(links: list[HtmlElement]) -> list[str]:
    names = [name for link in links if (name := line(link, _count(link)))] if len(links) <= _MOST else []
    return names if all(len(name) <= _LONGEST for name in names) else []
