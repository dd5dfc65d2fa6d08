"""The fields beside the text, and the one place that says whom each is believed from.

- headline: theme · the `h1` that says the same as og:title · og:title (where the page has JSON-LD of its article) ·
  the `h1` that agrees with JSON-LD, twitter:title or title · JSON-LD · `h1` · the part of the title that a lesser
  heading prints · title (`headline.py`)
- byline: theme · JSON-LD author · rel=author · itemprop · meta · elements named for it · an unmarked "By …" line ·
  a signature in the text; names of others before the site's own (`byline.py`)
- published: theme · JSON-LD (meta, where the printed date agrees with it on another day) · meta · itemprop · JSON-LD of
  the page · `time` · elements named for it · meta of some day · address · other meta · text · embedded state; the time
  of a day before the day, a zone before none (`dates.py`, `date_choice.py`)
- modified: theme · JSON-LD · meta · itemprop · `time` (`dates.py`)
- section: theme · JSON-LD articleSection · article:section · BreadcrumbList
- tags: theme · JSON-LD keywords · article:tag · keywords · rel=tag
- language: `html lang` · JSON-LD inLanguage · og:locale · the text itself
- image: theme · og:image · JSON-LD image
- body: theme · marked elements · the densest element · JSON-LD articleBody · embedded state (`place.py`, `body.py`)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from lxml.html import HtmlElement
from resiliparse.parse.lang import detect_fast

from newsarchive import urls
from newsarchive.extract.blocks import line
from newsarchive.extract.json_ld import texts
from newsarchive.extract.page import Page
from newsarchive.extract.rules import first, select
from newsarchive.items import Access, Alternate, Image
from newsarchive.text import clean_line, fold, unescape

Sourced = tuple[str, Any]
"""Source and value."""

MAX_TAGS = 60
_LANGUAGE = re.compile(r"^[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*$")
# Polylang's and WPML's items, and what other systems call the box (Drupal: "language-switcher-language-url").
_SWITCHER = re.compile(r"\b(?:lang-item|wpml-ls|lang(?:uage)?[-_]switch(?:er)?)\b", re.IGNORECASE)
_ITEM_LANGUAGE = re.compile(
    r"(?:^|\s)(?:lang-item|wpml-ls-item)-([a-z]{2,3}(?:[-_][a-z]{2,4})?)(?=\s|$)", re.IGNORECASE
)
# Polylang leads to the home page of a language that lacks the article.
_UNTRANSLATED = re.compile(r"(?:^|\s)no-translation(?=\s|$)")
_SHORTLINK = re.compile(r"[?&]p=(\d+)")


def find_section(page: Page) -> Sourced | None:
    """Return the first category the page names, with its source."""
    document = page.document
    if page.rules:
        for element in select(document.root, page.rules.section):
            if text := line(element):
                return "theme", text
    for value in page.values("articleSection"):
        for text in texts(value):
            return "json-ld", text
    told = document.meta("article:section", "section", "sailthru.section", "parsely-section", "cxenseparse:category")
    if told:
        return "meta", unescape(told)
    crumbs = [name for node in document.nodes_of("BreadcrumbList") for name in _crumbs(node)]
    inner = [name for name in crumbs[1:] if not any(fold(name) == fold(text) for _, text in page.h1s[:1])]
    return ("breadcrumb", inner[0]) if inner and len(crumbs) > 2 else None


def _crumbs(node: dict[str, Any]) -> Iterator[str]:
    members = node.get("itemListElement")
    for member in members if isinstance(members, list) else []:
        if isinstance(member, dict):
            item = member.get("item")
            yield from texts(member.get("name") or (item.get("name") if isinstance(item, dict) else None))


def find_tags(page: Page) -> tuple[str | None, tuple[str, ...]]:
    """Return the tags without repetition, and their source."""
    document = page.document
    if page.rules and (found := _unique(line(el) for el in select(document.root, page.rules.tags))):
        return "theme", found
    if found := _unique(part for value in page.values("keywords") for text in texts(value) for part in _parts(text)):
        return "json-ld", found
    if found := _unique(unescape(text) for text in document.metas("article:tag")):
        return "meta", found if len(found) > 1 else _unique(_parts(found[0]))
    if found := _unique(
        _parts(unescape(document.meta("news_keywords", "keywords", "sailthru.tags", "parsely-tags") or ""))
    ):
        return "meta", found
    if page.rules and page.rules.tags:
        return None, ()  # block themes print categories with rel=tag too
    found = _unique(line(el) for el in document.index.by_tag.get("a", ()) if el.get("rel") == "tag")
    return ("rel", found) if found else (None, ())


def _parts(text: str) -> list[str]:
    return re.split(r"\s*[,;，、]\s*", text)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        name = clean_line(name, 120).strip("#,; ")
        if name:
            found.setdefault(fold(name), name)
    return tuple(found.values())[:MAX_TAGS]


def find_language(page: Page, body: Sequence[str]) -> Sourced | None:
    """Return the language as declared, else that of the text, with its source."""
    declared = [("html", page.document.language)]
    declared += [("json-ld", text) for value in page.values("inLanguage") for text in texts(value)[:1]]
    declared += [("meta", page.document.meta("og:locale", "content-language", "language", "dc.language"))]
    for source, name in declared:
        if name and _LANGUAGE.match(name):
            return source, name.replace("_", "-")
    text = " ".join(body)[:4_000]
    if len(text) > 200:
        name, _ = detect_fast(text)
        if name not in ("", "unknown"):
            return "text", str(name)
    return None


def find_image(page: Page) -> Sourced | None:
    """Return the lead picture with alternative text, caption and credit, and its source."""
    document = page.document
    if page.rules:
        for element in select(document.root, page.rules.image):
            if (img := _img(element)) is not None and (image := image_of(img, document.base)):
                caption = first(document.root, page.rules.image_caption)
                text = clean_line(line(caption), 2_000) if caption is not None else None
                return "theme", Image(image.url, image.alt, text or image.caption, image.credit)
    for source, address in _image_addresses(page):
        url = urls.absolute(address, document.base)
        if url:
            printed = _printed(page, url)
            if printed:
                return source, Image(url, printed.alt or document.meta("og:image:alt"), printed.caption, printed.credit)
            return source, Image(url, document.meta("og:image:alt", "twitter:image:alt"))
    return None


def _image_addresses(page: Page) -> Iterator[tuple[str, str]]:
    for name in ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"):
        for text in page.document.metas(name)[:1]:
            yield "meta", text
    for value in page.values("image", "thumbnailUrl"):
        for member in value if isinstance(value, list) else [value]:
            member = page.followed(member)
            yield from (
                ("json-ld", text) for text in texts(member.get("url") if isinstance(member, dict) else member)[:1]
            )


def _img(element: HtmlElement) -> HtmlElement | None:
    return element if element.tag == "img" else next(element.iter("img"), None)


def _printed(page: Page, url: str) -> Image | None:
    """Return the picture of this address, or of another size of it, as the page prints it."""
    stem = _stem(url)
    if len(stem) < 6:
        return None
    for img in page.document.index.by_tag.get("img", ()):
        if any(stem in value for value in img.values()) and any(
            stem in (img.get(key) or "") for key in ("src", "data-src", "srcset", "data-srcset")
        ):
            return image_of(img, page.document.base) or Image(url, clean_line(img.get("alt") or "") or None)
    return None


def _stem(url: str) -> str:
    name = url.partition("?")[0].rstrip("/").rpartition("/")[2]
    return re.sub(r"(?:-\d+x\d+)?\.\w{2,5}$", "", name)


_CREDIT = re.compile(r"(?:credit|copyright|source|photographer|fotograf|urheber|quelle|author)", re.IGNORECASE)


def image_of(img: HtmlElement, base: str) -> Image | None:
    """Return the picture that an `img` shows, in the largest form it names, with its `figure`'s caption and credit."""
    address = next(
        (
            value
            for key in ("data-src", "data-lazy-src", "data-original", "src")
            if (value := img.get(key)) and not value.startswith("data:")
        ),
        None,
    ) or _largest(img.get("data-srcset") or img.get("srcset") or "")
    url = urls.absolute(address, base) if address else None
    if url is None:
        return None
    figure = next((el for el in img.iterancestors("figure")), None)
    caption, credit = _caption(figure) if figure is not None else (None, None)
    return Image(url, clean_line(img.get("alt") or "", 1_000) or None, caption, credit)


def _caption(figure: HtmlElement) -> tuple[str | None, str | None]:
    element = next(figure.iter("figcaption"), None)
    if element is None:
        return None, None
    credits = [
        el for el in element.iterdescendants() if _CREDIT.search(f"{el.get('class') or ''} {el.get('itemprop') or ''}")
    ]
    outer = [el for el in credits if el.getparent() not in credits]
    credit = clean_line(" ".join(line(el) for el in outer), 300) or None
    return clean_line(line(element, set(outer)), 2_000) or None, credit


def _largest(srcset: str) -> str | None:
    best: tuple[float, str] | None = None
    for part in re.split(r",\s+", srcset)[:40]:
        address, _, size = part.strip(", \t\n").partition(" ")
        width = re.match(r"\d+(?:\.\d+)?", size)
        key = (float(width[0]) if width else 1.0, address)
        if address and not address.startswith("data:") and (best is None or key[0] > best[0]):
            best = key
    return best[1] if best else None


def find_access(page: Page) -> tuple[Access | None, str | None]:
    """Return how far the article can be read without paying or a password, with what shows it."""
    if any("post-password-form" in (form.get("class") or "") for form in page.document.index.by_tag.get("form", ())):
        return "protected", "post-password-form"
    for value in page.values("isAccessibleForFree"):
        text = str(value).strip().lower()
        if text in ("false", "no", "0") or text.endswith("/false"):
            return "teaser", "json-ld isAccessibleForFree=false"
        if text in ("true", "yes", "1") or text.endswith("/true"):
            return "free", "json-ld isAccessibleForFree=true"
    tier = (page.document.meta("article:content_tier", "og:article:content_tier") or "").lower()
    tiers: dict[str, Access] = {"free": "free", "metered": "metered", "locked": "teaser"}
    return (tiers[tier], f"article:content_tier={tier}") if tier in tiers else (None, None)


def find_source_id(page: Page) -> Sourced | None:
    """Return WordPress's id of the article, with its source."""
    bodies = page.document.index.by_tag.get("body", ())
    match = re.search(r"(?:^|\s)postid-(\d+)(?:\s|$)", (bodies[0].get("class") or "") if bodies else "")
    if match:
        return "body class", match[1]
    for link in page.links_by_rel.get("shortlink", ()):
        if match := _SHORTLINK.search(link.get("href") or ""):
            return "shortlink", match[1]
    for element in page.document.index.by_tag.get("article", ()):
        match = re.fullmatch(r"post-(\d+)", element.get("id") or "")
        return ("article id", match[1]) if match else None
    return None


def find_alternates(page: Page) -> tuple[Alternate, ...]:
    """Return the article's forms in other languages, in order, without repetition; its own among them.

    They stand in the head; else in a language switcher (Polylang, WPML, Drupal).
    """
    found: dict[tuple[str, str], Alternate] = {}
    declared = [(link, link.get("hreflang")) for link in page.links_by_rel.get("alternate", ())]
    for link, name in declared if any(name for _, name in declared) else _switched(page):
        language = (name or "").strip().lower().replace("_", "-")
        url = urls.absolute(link.get("href") or "", page.document.base) if language else None
        if url and re.fullmatch(r"[a-z0-9-]{2,20}", language):
            found.setdefault((language, url), Alternate(language, url))
    return tuple(found.values())[:200]


def _switched(page: Page) -> Iterator[tuple[HtmlElement, str | None]]:
    """Yield the links of language switchers with the language that they or their items name."""
    if not _SWITCHER.search(page.document.index.class_names):
        return
    for link in page.document.index.by_tag.get("a", ()):
        around = (link, *islice(link.iterancestors(), 3))
        classes = " ".join((element.get("class") or "")[:200] for element in around)
        if _SWITCHER.search(classes) and not _UNTRANSLATED.search(classes):
            coded = _ITEM_LANGUAGE.search(classes)
            yield link, link.get("hreflang") or (coded[1] if coded else None)
