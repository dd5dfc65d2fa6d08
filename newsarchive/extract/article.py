"""One page → its article, and what a crawl needs to go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from lxml.html import HtmlElement

from newsarchive import urls
from newsarchive.extract import links, themes
from newsarchive.extract.blocks import Block, line
from newsarchive.extract.body import text as bodies
from newsarchive.extract.body.embedded import embedded_body
from newsarchive.extract.body.live import find_live_entries
from newsarchive.extract.body.place import find_place
from newsarchive.extract.body.walls import find_wall, is_notice
from newsarchive.extract.comments.find import Thread, find_comments
from newsarchive.extract.comments.times import Clock
from newsarchive.extract.document import Document
from newsarchive.extract.faq.find import FaqSection, find_faqs
from newsarchive.extract.fields import dates, metadata, related, topics
from newsarchive.extract.fields.byline import find_byline
from newsarchive.extract.fields.flags import find_flags, merge_flags
from newsarchive.extract.fields.headline import find_headline
from newsarchive.extract.fields.images import find_image, printed_before
from newsarchive.extract.kind import decide
from newsarchive.extract.page import Page
from newsarchive.extract.plain import plain
from newsarchive.extract.rules import Rules, first
from newsarchive.items import Article, Author, Comment, Flag, Reading
from newsarchive.text import clean_line, cut, fold, letters

DEFAULT_FETCHED_AT = datetime(2026, 11, 1, tzinfo=UTC)
"""The time of fetching of a page that tells none."""

SHORTEST_PRINTED = 80
"""A page that prints fewer characters of text is searched for its body in the state that it hands to its scripts."""
_SHORT_ARTICLE = 300
"""Characters of what else a forum's page may print: its rules, its footer."""
MAX_PARAGRAPHS = 20_000
MAX_PARAGRAPH = 100_000
"""Characters of one paragraph; a longer one is cut, with a mark."""


@dataclass(eq=False)
class _Draft:
    """The fields as they are found, with their sources."""

    values: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    flags: list[Flag] = field(default_factory=list)

    def put(self, name: str, found: tuple[str, Any] | None) -> None:
        if found and found[1]:
            self.sources[name], self.values[name] = found


def read(
    html: bytes | str,
    url: str,
    *,
    fetched_at: datetime,
    encoding: str | None = None,
    rules: Rules | None = None,
    timezone: str | None = None,
    all_links: bool = True,
) -> Reading:
    """Return the page's article, whether it is one, and where the page leads. Pure; never raises on any page.

    `fetched_at` is aware; `encoding` is the charset of the response; `rules` those of the portal, used where the page
    bears their marks, else the theme is recognised; `timezone` (IANA) is the portal's. Without `all_links` an
    article's `links` stay empty: a crawl follows only those of other pages.
    """
    document = Document.parse(html, url, encoding=encoding)
    page = Page(document, themes.suited(rules, document, fetched_at.date()))
    article, thread = _article(page, fetched_at, timezone)
    is_article, reason = decide(page, article)
    return Reading(
        article=article,
        is_article=is_article,
        reason=reason,
        directives=links.find_directives(page),
        links=links.find_links(page) if all_links or not is_article else (),
        feeds=links.find_feeds(page),
        further_pages=links.find_further_pages(page),
        comment_pages=thread.pages,
        delayed_parts=links.find_delayed_parts(page),
        rest_record=links.find_rest_record(page),
        rest_root=links.find_rest_root(page),
        refresh=links.find_refresh(page.document),
    )


def extract(
    html: bytes | str,
    url: str,
    *,
    fetched_at: datetime,
    encoding: str | None = None,
    rules: Rules | None = None,
    timezone: str | None = None,
) -> Article:
    """Return the page's article: `read` without what only a crawl needs."""
    document = Document.parse(html, url, encoding=encoding)
    return _article(Page(document, themes.suited(rules, document, fetched_at.date())), fetched_at, timezone)[0]


def as_plain(
    html: bytes | str,
    url: str,
    *,
    fetched_at: datetime = DEFAULT_FETCHED_AT,
    encoding: str | None = None,
    rules: Rules | None = None,
    timezone: str | None = None,
) -> dict[str, Any]:
    """Return the page's article as JSON-able data (`plain`)."""
    return plain(extract(html, url, fetched_at=fetched_at, encoding=encoding, rules=rules, timezone=timezone))


def _article(page: Page, fetched_at: datetime, timezone: str | None) -> tuple[Article, Thread]:
    draft = _Draft()
    draft.put("headline", find_headline(page)[1])
    languages = languages_of(page)
    draft.put("published", dates.find_published(page, fetched_at, timezone, languages))
    draft.put("modified", dates.find_modified(page, fetched_at, timezone, languages))
    thread = find_comments(
        page.document,
        rules=page.rules,
        fetched_at=fetched_at,
        languages=languages,
        timezone=timezone,
        published=draft.values.get("published"),
    )
    if thread.comments and draft.sources.get("published") in ("text", "updated"):
        # A page without a date of its own prints that of a comment first.
        page.document.index.apart = {element for root in thread.roots for element in root.iter()}
        del draft.values["published"], draft.sources["published"]
        draft.put("published", dates.find_published(page, fetched_at, timezone, languages))
    if thread.opening is not None and _has_article(page, draft.values.get("headline"), thread):
        thread = thread.below_article()
    clock = Clock(fetched_at, languages, timezone, None)
    faqs = _put_body(page, draft, thread.roots)
    _put_told(draft, thread.opening)
    _put_rest(page, draft)
    article = Article(
        url=_own_address(page),
        canonical_url=page.canonical,
        faqs=faqs.entries,
        comments=thread.comments,
        comments_claimed=thread.claimed,
        comment_system=thread.system,
        alternates=metadata.find_alternates(page),
        live_entries=find_live_entries(page, clock, draft.values.get("body", ()), thread.roots),
        field_sources=tuple(sorted(draft.sources.items())),
        **draft.values,
    )
    flags = merge_flags(draft.flags, thread.flags, find_flags(page, article, fetched_at=fetched_at))
    return replace(article, flags=flags), thread


def _has_article(page: Page, headline: str | None, thread: Thread) -> bool:
    """Tell whether a longer text than the first post of the forum's thread stands on the page outside of it."""
    found, _ = _find_text(page, headline, (*thread.opening_roots, *thread.roots))
    told = len(thread.opening.text) if thread.opening is not None else 0
    return sum(len(block.text) for block in found.blocks) > max(told, _SHORT_ARTICLE)


def _put_told(draft: _Draft, opening: Comment | None) -> None:
    """Put what the first post of a forum's topic tells of itself, where the page tells machines nothing."""
    if opening is None:
        return
    authors = (Author(opening.author, opening.author_url),) if opening.author else ()
    for name, value in (("published", opening.published), ("authors", authors)):
        if draft.sources.get(name) not in ("json-ld", "meta"):
            draft.put(name, ("post", value))


def _put_body(page: Page, draft: _Draft, roots: Sequence[HtmlElement]) -> FaqSection:
    """Put the text with all that is found by where it stands; return the FAQ. `roots`: threads of comments."""
    if metadata.find_access(page)[0] == "protected":
        draft.put("authors", find_byline(page, [])[1])
        _put_topics(page, draft, None)
        return FaqSection()  # what else is left on the page is the portal's
    found, faqs = _find_text(page, draft.values.get("headline"), roots)
    kept, written, flags = related.take_link_lists(page, found.blocks)
    draft.put("authors", find_byline(page, [*kept, *found.signature])[1])
    kept = bodies.unsigned(kept, draft.values.get("authors", ()))
    draft.put("body", _paragraphs(page, found.source, kept))
    _put_topics(page, draft, kept[-1].element if kept else None)
    names = {fold(name) for name in (*draft.values.get("tags", ()), draft.values.get("section") or "")}
    linked = (*related.inline_links(page, found.left_out), *related.related_box(page))
    draft.put("related_links", ("page", (*written, *(link for link in linked if fold(link.text) not in names))))
    draft.put("lead", _lead(page, found.lead, draft.values.get("headline")))
    draft.put("images", ("page", found.images))
    people = [author.name for author in draft.values.get("authors", ())]
    draft.put("image", find_image(page) or ("page", printed_before(page, kept[0].element if kept else None, people)))
    draft.flags.extend(flags)
    return faqs


def _find_text(page: Page, headline: str | None, roots: Sequence[HtmlElement]) -> tuple[bodies.Body, FaqSection]:
    """Return the text, and the FAQ, which is no part of it."""
    place = find_place(page, frozenset(roots), headline)
    faqs = find_faqs(page.document, _common(place.elements), bodies.left_out_by_theme(page, place))
    apart = {*roots, *faqs.elements}
    found = bodies.read_body(page, place, apart, headline)
    if faqs.elements and sum(len(block.text) for block in found.blocks) < SHORTEST_PRINTED:
        # The answers are the longest text of the page; the story stands elsewhere.
        place = find_place(page, apart, headline)
        found = bodies.read_body(page, place, apart, headline)
    return found, faqs


def _paragraphs(page: Page, source: str, kept: Sequence[Block]) -> tuple[str, tuple[str, ...]]:
    """Return the paragraphs with their source: those printed, else the far longer text that the page tells machines."""
    paragraphs = [cut(block.text, MAX_PARAGRAPH) for block in kept[:MAX_PARAGRAPHS]]
    told = page.told_body
    if sum(map(len, told)) > 3 * sum(map(len, paragraphs)) and sum(map(len, told)) > 200:
        source, paragraphs = "json-ld", told
    if sum(map(len, paragraphs)) < SHORTEST_PRINTED and (hidden := embedded_body(page.document)):
        source, paragraphs = "state", hidden
    return source, tuple(paragraphs)


def _put_topics(page: Page, draft: _Draft, end: HtmlElement | None) -> None:
    draft.put("section", topics.find_section(page, end))
    source, tags = topics.find_tags(page, end)
    draft.put("tags", (source or "", tags))


def _put_rest(page: Page, draft: _Draft) -> None:
    draft.put("language", metadata.find_language(page, draft.values.get("body", ())))
    draft.put("source_id", metadata.find_source_id(page))
    _put_access(page, draft)
    lead_image = draft.values.get("image")
    draft.values["images"] = tuple(
        image for image in draft.values.get("images", ()) if lead_image is None or image.url != lead_image.url
    )


def _put_access(page: Page, draft: _Draft) -> None:
    """Put how far the article can be read; what asks to pay for the rest is no part of the text."""
    access, evidence = metadata.find_access(page)
    body = draft.values.get("body", ())
    if access in (None, "teaser", "metered") and (wall := find_wall(page.document.index, body)):
        access, evidence = "teaser", evidence or wall[0]
        draft.values["body"] = tuple(text for text in body if text not in wall[1] and not is_notice(text))
    draft.values["access"], draft.values["access_evidence"] = access, evidence


def _lead(page: Page, found: str | None, headline: str | None) -> tuple[str, str] | None:
    if page.rules and (element := first(page.document.index, page.rules.lead)) is not None and (text := line(element)):
        return "theme", text
    if not found or letters(found) in letters(headline or ""):
        return None
    return "class", clean_line(found)


def languages_of(page: Page) -> tuple[str, ...]:
    """Return the declared language with its region, which decides how a numeric date is read."""
    name = (page.document.language or page.document.meta("og:locale") or "").replace("_", "-").lower()
    primary = name.partition("-")[0]
    return (name,) if primary.isalpha() and len(primary) in (2, 3) else ()


def _own_address(page: Page) -> str:
    try:
        return urls.canonical(page.document.url)
    except ValueError:
        return page.document.url


def _common(elements: Sequence[HtmlElement]) -> HtmlElement | None:
    if len(elements) > 1:
        return elements[0].getparent()
    return elements[0] if elements else None
