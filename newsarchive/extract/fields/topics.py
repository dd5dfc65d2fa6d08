"""What the article is about, in the portal's own terms: its section and its tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsarchive import urls
from newsarchive.extract.blocks import line
from newsarchive.extract.fields.printed_topics import printed_section, printed_tags
from newsarchive.extract.index import is_large
from newsarchive.extract.json_ld import texts
from newsarchive.extract.page import Page
from newsarchive.extract.rules import may_find, select
from newsarchive.text import clean_line, fold, letters, unescape

MAX_TAGS = 60
_FRONT = re.compile(r"/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:index\.\w+)?$", re.IGNORECASE)
"""The path of a front page, also of one language."""
_DAYS = re.compile(r"(?:^|/)(?:19|20)\d\d(?:/[01]?\d(?:/[0-3]?\d)?)?/?$")
"""The end of the path of all articles of a year, month or day."""
_FRONT_NAMES = frozenset(
    ("home", "homepage", "start", "startseite", "accueil", "inicio", "início", "главная", "головна", "forside", "hjem")
)


def find_section(page: Page, end: HtmlElement | None = None) -> tuple[str, str] | None:
    """Return the first category the page names, with its source. `end`: the last paragraph of the text."""
    document = page.document
    if page.rules:
        for element in select(document.index, page.rules.section):
            if text := line(element):
                return "theme", text
    for value in page.values("articleSection"):
        for text in texts(value):
            name = _JOINED.split(text, 1)[0]
            if is_section(name):
                return "json-ld", _as_printed(page, name)
    told = document.meta("article:section", "section", "sailthru.section", "parsely-section", "cxenseparse:category")
    told = unescape(told or "")
    if told and is_section(told) and not page.is_site_name(told):
        return "meta", _as_printed(page, told)
    headings = {fold(text) for _, text in page.h1s[:1]}
    trails = chain(_told_crumbs(page), _printed_crumbs(page))
    found = next((("breadcrumb", name) for name in trails if fold(name) not in headings and is_section(name)), None)
    if found:
        return found
    name = printed_section(page, end)
    if name and is_section(name):
        return "page", name
    marked = (el for el in document.index.itemprops if el.get("itemprop") == "articleSection")
    return next((("itemprop", name) for el in marked if (name := _marked_section(el))), None)


def _marked_section(element: HtmlElement) -> str | None:
    """Return the section that microdata mark: in a link, where other words stand before it."""
    link = element.find(".//a")
    name = clean_line(element.get("content") or "") or (
        "" if is_large(element) else line(element if link is None else link)
    )
    return name if name and is_section(name) else None


def is_section(name: str) -> bool:
    """Tell whether the name is one, and no sentence, count or what a script prints of an object."""
    is_named = len(name) <= _LONGEST_SECTION and _is_word(name) and name not in ("post", "posts")
    return is_named and not _NO_NAME.match(name)


def _is_word(name: str) -> bool:
    """Tell whether the name says something: no sign, no type of page, nor WordPress's word for posts that nobody put in
    a category."""
    return any(map(str.isalnum, name)) and fold(name) not in _NO_SECTION


def _as_printed(page: Page, name: str) -> str:
    """Return a name for machines ("public-service") as a trail gives it, else as it is."""
    trails = chain(_told_crumbs(page), _printed_crumbs(page)) if name.islower() else ()
    return next((crumb for crumb in trails if letters(crumb) == letters(name)), name)


_JOINED = re.compile(r",(?=\S)")
"""Between several sections in one string; a name of its own has a blank behind its comma."""
_LONGEST_SECTION = 80
_NO_NAME = re.compile(r"\d{1,3}(?:[.,]\d{3})+$|\[object ")
_NO_SECTION = frozenset((
    "article", "articles", "uncategorized", "uncategorised", "unkategorisiert", "non classé",
    "sin categoría", "sem categoria", "senza categoria", "geen categorie", "bez kategorii", "без рубрики",
    "без категорії", "nezařazené", "nekategorizirano", "okategoriserade", "未分类", "未分類", "미분류", "غير مصنف",
))  # fmt: skip


def _told_crumbs(page: Page) -> list[str]:
    """Return the names in the first BreadcrumbList, without the front page and the article itself."""
    document = page.document
    lists = (list(_crumbs(node, document.base)) for node in document.nodes_of("BreadcrumbList"))
    crumbs = next((crumbs for crumbs in lists if crumbs), [])
    if all(url is None for _, url in crumbs):
        return [name for name, _ in crumbs[1:]] if len(crumbs) > 2 else []
    if crumbs[-1][1] is None or urls.same_page(crumbs[-1][1], document.url):
        crumbs.pop()  # the last crumb without an address is the page (Google: BreadcrumbList, `item`)
    if len(crumbs) > 1 and letters(crumbs[0][0]) in letters(urlsplit(document.url).hostname or ""):
        crumbs = crumbs[1:]  # "WDR" of www1.wdr.de
    return [name for name, url in crumbs if _is_word(name) and not _is_front(page, url, name)]


def _printed_crumbs(page: Page) -> Iterator[str]:
    """Yield the texts of the links in the first box that is named for breadcrumbs, the front page's apart."""
    key, base = "class" if "crumb" in page.class_names else "id", page.document.base
    named = ((el, name) for el in page.document.index.boxes if (name := el.get(key)))
    trail = next((el for el, name in named if "crumb" in name.lower()), None)
    trail = _signed_trail(page) if trail is None else trail.getparent() if trail.tag in _CRUMBS else trail
    for link in () if trail is None or is_large(trail) else trail.iter("a"):
        name = line(link).strip("/>»› ")
        if name and not _is_front(page, urls.absolute(link.get("href") or "", base) or "", name):
            yield name


def _signed_trail(page: Page) -> HtmlElement | None:
    """Return what holds a link to the front page and, behind an arrow, another link before the headline."""
    for link in page.document.index.by_tag.get("a", ())[:_MOST_LINKS]:
        behind = link.getnext()
        sign = (link.tail or "").strip() or ("" if behind is None or len(behind) else (behind.text or "").strip())
        if sign in _ARROWS and _is_front(page, urls.absolute(link.get("href") or "", page.document.base), ""):
            return link.getparent()
    return None


_MOST_LINKS = 200
_ARROWS = (">", "»", "›", "→", ">>")


_CRUMBS = ("a", "li")
"""A class of each step of the trail, where the trail itself has none."""


def _is_front(page: Page, url: str | None, name: str) -> bool:
    """Tell whether a step of the trail leads to the front page, or to all articles of a year, month or day."""
    path = urlsplit(url).path if url is not None else None
    is_root = path is not None and (_FRONT.match(path) or _DAYS.search(path)) is not None
    return is_root or fold(name) in _FRONT_NAMES or page.is_site_name(name)


def _crumbs(node: dict[str, Any], base: str) -> Iterator[tuple[str, str | None]]:
    """Yield names and addresses."""
    members = node.get("itemListElement")
    for member in members if isinstance(members, list) else []:
        if isinstance(member, dict):
            item = member.get("item")
            inner = item if isinstance(item, dict) else {"@id": item}
            address = next((one for key in ("@id", "url") if isinstance(one := inner.get(key), str)), "")
            for name in texts(member.get("name") or inner.get("name")):
                yield name, urls.absolute(address, base) if address else None


def find_tags(page: Page, end: HtmlElement | None = None) -> tuple[str | None, tuple[str, ...]]:
    """Return the tags without repetition, and their source. `end`: the last paragraph of the text."""
    document = page.document
    named = [one for one in page.rules.tags if may_find(one, document.index.class_names)] if page.rules else []
    if found := _unique(line(el) for el in select(document.index, named)):
        return "theme", found
    listed = [part for value in page.values("keywords") for text in texts(value) for part in _parts(text)]
    if found := _for_readers(page, listed):
        return "json-ld", found
    listed = [unescape(text) for text in document.metas("article:tag")]
    if found := _for_readers(page, listed if len(listed) > 1 else _parts("".join(listed))):
        return "meta", found
    told = _for_readers(page, _parts(unescape(document.meta(*_KEYWORDS) or "")))
    if told and _tell_of(page, told):
        return "meta", told
    source, printed = _printed_tags(page, end)
    known = {letters(name) for name in told}
    if printed and not any(letters(name) in known for name in printed):
        return source, printed
    return ("meta", told) if told else (source, printed)


_KEYWORDS = ("news_keywords", "keywords", "sailthru.tags", "parsely-tags")


def _tell_of(page: Page, keywords: Iterable[str]) -> bool:
    """Tell whether title or description hold one of the keywords: others may be those of the whole portal."""
    head = fold(f"{page.title} {page.document.meta('description', 'og:description')}")
    return any(fold(name) in head for name in keywords)


def _printed_tags(page: Page, end: HtmlElement | None) -> tuple[str | None, tuple[str, ...]]:
    """Return the tags that the page prints, and their source."""
    is_themed = page.rules is not None and bool(page.rules.tags)  # block themes print categories with rel=tag too
    tagged = () if is_themed else page.document.index.by_tag.get("a", ())
    links = (el for el in tagged if "tag" in (el.get("rel") or ""))
    # WordPress's "category tag" is a section.
    found = _unique(line(el) for el in links if {"tag", "category"} & set(el.get("rel").split()) == {"tag"})
    if found:
        return "rel", found
    printed = _for_readers(page, printed_tags(page, end))
    return "page" if printed else None, printed


def _for_readers(page: Page, names: Iterable[str]) -> tuple[str, ...]:
    """Return the tags without what a system notes for itself, and without the portal's address."""
    host = (urlsplit(page.document.url).hostname or "").removeprefix("www.")
    title = letters(page.title or "")
    plain = (_KIND_BEFORE.sub("", name) for name in names)
    return tuple(
        name
        for name in _unique(plain)
        if not _NOTED.match(name) and name.lower() != host and not _is_headline(name, title) and _is_word(name)
    )


def _is_headline(name: str, title: str) -> bool:
    """Tell whether a keyword is the headline of the page, with or without the portal's name."""
    told = letters(name) if len(name) > _LONGEST_TAG else ""
    if not told or not (told in title or title in told):
        return False
    return min(len(told), len(title)) > _MOST_OF_BOTH * max(len(told), len(title))


_LONGEST_TAG = 40
"""Characters from which a keyword is compared with the page's title."""
_MOST_OF_BOTH = 0.6
_KIND_BEFORE = re.compile(r"(?:tag|topic|subject)\s?:\s*(?=\S)", re.IGNORECASE)


_NOTED = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$|\d{6,}$|[/@_]|\S*\w_\w\S*$|"
    r"(?:nlp )?(?:author|category|channel|entity|entity tokens|section|source|type|template)\s?:|"
    r"NewsArticle$|\w+:(?:true|false|yes|no)$|(?:see|view|show|browse) (?:all|more)\b",
    re.IGNORECASE,
)
"""An id, a number, an address, a variable, "Category: Travel", a type, "See all topics": none is a tag."""


def _parts(text: str) -> list[str]:
    return re.split(r"\s*[,;，、]\s*", text)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        name = clean_line(name, 120).strip("#,; ")
        if name:
            found.setdefault(fold(name), name)
    return tuple(found.values())[:MAX_TAGS]
