"""Why each field of a page is what it is: its candidates, the chosen one, and the rule."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from lxml.html import HtmlElement

from newsarchive.extract import fields
from newsarchive.extract.article import languages_of, read
from newsarchive.extract.blocks import blocks
from newsarchive.extract.body.place import Place, find_place
from newsarchive.extract.document import Document
from newsarchive.extract.fields import dates
from newsarchive.extract.fields.byline import find_byline
from newsarchive.extract.fields.headline import find_headline
from newsarchive.extract.page import Page
from newsarchive.extract.rules import Rules
from newsarchive.extract.themes import suited
from newsarchive.items import Article, Author, Moment
from newsarchive.text import cut
from newsarchive.times import iso

_ROW = re.compile(r"^- (\w+): (.+(?:\n  .+)*)", re.MULTILINE)
_LONGEST = 160
"""Characters of a value that are shown."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """One field of a page."""

    field: str
    source: str | None
    """Where the value comes from; None where the page gives none."""

    value: str | None
    candidates: tuple[tuple[str, str], ...]
    """Source and value of all that was weighed, in the order of trust; the chosen one among them."""

    rule: str
    """Order of trust, or what decided."""


def explain(
    html: bytes | str,
    url: str,
    *,
    fetched_at: datetime,
    encoding: str | None = None,
    rules: Rules | None = None,
    timezone: str | None = None,
) -> tuple[Explanation, ...]:
    """Return an explanation of each field of the page, the page's kind first. Pure."""
    document = Document.parse(html, url, encoding=encoding)
    page = Page(document, suited(rules, document, fetched_at.date()))
    reading = read(html, url, fetched_at=fetched_at, encoding=encoding, rules=rules, timezone=timezone)
    article = reading.article
    place = find_place(page, frozenset(), article.headline)
    weighed = _weighed(page, place, fetched_at, timezone)
    kind = "an article" if reading.is_article else f"no article: {reading.reason}"
    theme = page.rules.name if page.rules else "none recognised: the general engine"
    fields = [_of_field(name, article, weighed.get(name, ())) for name in (*_SHOWN, *_UNSOURCED)]
    return (
        Explanation("page", None, kind, (), f"theme: {theme}"),
        *fields,
        _of_body(place, article),
        *_of_collections(article),
    )


_SHOWN = ("headline", "authors", "lead", "published", "modified", "section", "tags", "language", "image", "source_id")
_UNSOURCED = ("access", "canonical_url")


def _weighed(
    page: Page, place: Place, fetched_at: datetime, timezone: str | None
) -> dict[str, tuple[tuple[str, str], ...]]:
    text = [block for element in place.elements for block in blocks(element)]
    times = dates.candidates(page, fetched_at, timezone, languages_of(page))
    return {
        "headline": tuple(find_headline(page)[0]),
        "authors": tuple((source, _shown(names) or "") for source, names in find_byline(page, text)[0]),
        **{name: tuple((source, _shown(moment) or "") for source, moment in found) for name, found in times.items()},
    }


def _of_field(name: str, article: Article, candidates: tuple[tuple[str, str], ...]) -> Explanation:
    value = _shown(getattr(article, name))
    source = dict(article.field_sources).get(name)
    if name == "access" and value:
        source = article.access_evidence
    shown = tuple((origin, cut(text, _LONGEST)) for origin, text in candidates)
    return Explanation(name, source, value, shown, _trust_orders().get({"authors": "byline"}.get(name, name), ""))


def _of_body(place: Place, article: Article) -> Explanation:
    where = ", ".join(_path(element) for element in place.elements) or "nowhere"
    value = f"{len(article.body)} paragraphs, {len(article.text):,} characters"
    source = dict(article.field_sources).get("body")
    return Explanation("body", source, value, ((place.source, where),), _trust_orders().get("body", ""))


def _of_collections(article: Article) -> tuple[Explanation, ...]:
    origins = ", ".join(dict.fromkeys(entry.origin for entry in article.faqs)) or None
    faqs = tuple((entry.origin, cut(entry.question, _LONGEST)) for entry in article.faqs)
    system = article.comment_system
    claimed = "no number" if article.comments_claimed is None else str(article.comments_claimed)
    comments = f"{len(article.comments)} read, the page declares {claimed}"
    flags = tuple((flag.name, flag.evidence) for flag in article.flags)
    links = tuple((link.kind, f"{link.text} → {link.url or link.flag}") for link in article.related_links)
    return (
        Explanation("faqs", origins, f"{len(faqs)} pairs", faqs, "docs/faq.md"),
        Explanation("comments", system.name if system else None, comments, (), "docs/comments.md"),
        Explanation("related_links", None, f"{len(links)} links", links, ""),
        Explanation("flags", None, f"{len(flags)} flags", flags, ""),
    )


def _trust_orders() -> dict[str, str]:
    """Return for each field whom it is believed from, as the docstring of `fields` says it, and only that."""
    return {field: " ".join(rule.split()) for field, rule in _ROW.findall(fields.__doc__ or "")}


def _shown(value: object) -> str | None:
    if value is None or value == ():
        return None
    if isinstance(value, Moment):
        zone = f" ({value.zone_source})" if value.local else " (unreadable or out of bounds)"
        return f"{iso(value) or value.raw}{zone}"
    if isinstance(value, tuple):
        return ", ".join(one.name if isinstance(one, Author) else str(one) for one in value)
    return cut(str(getattr(value, "url", value)), _LONGEST)


def _path(element: HtmlElement) -> str:
    name = f"#{element.get('id')}" if element.get("id") else "".join(f".{word}" for word in _classes(element)[:3])
    return f"{element.tag}{name}"


def _classes(element: HtmlElement) -> list[str]:
    return (element.get("class") or "").split()
