"""What the head tells of the article: language, other languages, access, the id in its system."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from lxml.html import HtmlElement
from resiliparse.parse.lang import detect_fast

from newsarchive import urls
from newsarchive.extract.json_ld import texts
from newsarchive.extract.page import Page
from newsarchive.items import Access, Alternate

_LANGUAGE = re.compile(r"^[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*$")
# Polylang's and WPML's items, and what other systems call the box (Drupal: "language-switcher-language-url").
_SWITCHER = re.compile(r"\b(?:lang-item|wpml-ls|lang(?:uage)?[-_]switch(?:er)?)\b", re.IGNORECASE)
_SWITCHING = ("lang-item", "wpml-ls", "lang-switch", "lang_switch", "language-switch", "language_switch")
_ITEM_LANGUAGE = re.compile(
    r"(?:^|\s)(?:lang-item|wpml-ls-item)-([a-z]{2,3}(?:[-_][a-z]{2,4})?)(?=\s|$)", re.IGNORECASE
)
# Polylang leads to the home page of a language that lacks the article.
_UNTRANSLATED = re.compile(r"(?:^|\s)no-translation(?=\s|$)")
_SHORTLINK = re.compile(r"[?&]p=(\d+)")
_ENOUGH = 200
"""Characters from which a text shows its language; one of Chinese, a syllable, counts for one and a half."""


def find_language(page: Page, body: Sequence[str]) -> tuple[str, str] | None:
    """Return the language as declared, else that of the text, with its source."""
    declared = [("html", page.document.language)]
    declared += [("json-ld", text) for value in page.values("inLanguage") for text in texts(value)[:1]]
    declared += [("meta", page.document.meta("og:locale", "content-language", "language", "dc.language"))]
    for source, name in declared:
        if name and _LANGUAGE.match(name):
            return source, name.replace("_", "-")
    text = " ".join(body)[:4_000]
    if max(len(text), len(text.encode("utf-8", "replace")) // 2) > _ENOUGH:
        name, _ = detect_fast(text)
        if name not in ("", "unknown"):
            return "text", str(name)
    return None


def find_access(page: Page) -> tuple[Access | None, str | None]:
    """Return how far the article can be read without paying or a password, with what shows it."""
    if any("post-password-form" in (form.get("class") or "") for form in page.document.index.by_tag.get("form", ())):
        return "protected", "post-password-form"
    for value in page.values("isAccessibleForFree"):
        if (is_free := _is_free(value)) is not None:
            return "free" if is_free else "teaser", f"json-ld isAccessibleForFree={str(is_free).lower()}"
    parts = (part for value in page.values("hasPart") for part in (value if isinstance(value, list) else (value,)))
    if any(isinstance(part, dict) and _is_free(part.get("isAccessibleForFree")) is False for part in parts):
        return "teaser", "json-ld hasPart isAccessibleForFree=false"
    tier = (page.document.meta("article:content_tier", "og:article:content_tier") or "").lower()
    tiers: dict[str, Access] = {"free": "free", "metered": "metered", "locked": "teaser"}
    return (tiers[tier], f"article:content_tier={tier}") if tier in tiers else (None, None)


def _is_free(value: Any) -> bool | None:
    text = str(value).strip().lower()
    if text in ("false", "no", "0") or text.endswith("/false"):
        return False
    return True if text in ("true", "yes", "1") or text.endswith("/true") else None


def find_source_id(page: Page) -> tuple[str, str] | None:
    """Return WordPress's id of the article, with its source."""
    bodies = page.document.index.by_tag.get("body", ())
    match = re.search(r"(?:^|\s)postid-(\d+)(?:\s|$)", (bodies[0].get("class") or "") if bodies else "")
    if match:
        return "body class", match[1]
    for link in page.links_by_rel.get("shortlink", ()):
        if match := _SHORTLINK.search(link.get("href") or ""):
            return "shortlink", match[1]
    articles = page.document.index.by_tag.get("article", ())
    match = re.fullmatch(r"post-(\d+)", articles[0].get("id") or "") if articles else None
    return ("article id", match[1]) if match else None


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
    if not any(word in page.class_names for word in _SWITCHING):  # the pattern takes ten times as long
        return
    for link in page.document.index.by_tag.get("a", ()):
        around = (link, *islice(link.iterancestors(), 3))
        classes = " ".join((element.get("class") or "")[:200] for element in around)
        if _SWITCHER.search(classes) and not _UNTRANSLATED.search(classes):
            coded = _ITEM_LANGUAGE.search(classes)
            yield link, link.get("hreflang") or (coded[1] if coded else None)
