"""The entries of a live blog, each with its own moment."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from newsarchive.extract.blocks import line, paragraphs
from newsarchive.extract.body.live_entry import own_elements
from newsarchive.extract.body.live_markup import printed_entries
from newsarchive.extract.body.live_rows import timed_entries
from newsarchive.extract.comments.times import Clock
from newsarchive.extract.json_ld import texts
from newsarchive.extract.page import Page
from newsarchive.items import LiveEntry
from newsarchive.text import clean_block, clean_line, fold, unescape

MAX_ENTRIES = 1_000


def find_live_entries(
    page: Page, clock: Clock, body: Sequence[str] = (), roots: Collection[HtmlElement] = ()
) -> tuple[LiveEntry, ...]:
    """Return the entries that JSON-LD `LiveBlogPosting` lists, else those marked as `liveBlogUpdate`, else the rows of
    a live page that print a moment each (`timed_entries`), else what is named for a live blog (`printed_entries`).

    `clock`: what times are read against; `body`: the article's text; `roots`: threads of comments.
    """
    entries: list[LiveEntry] = []
    for node in _updates(page):
        raw = next(
            (
                value
                for key in ("datePublished", "dateCreated", "dateModified")
                if isinstance(value := node.get(key), str)
            ),
            "",
        )
        text = _plain(node.get("articleBody") or node.get("text") or node.get("description"))
        headline = next(iter(texts(node.get("headline") or node.get("name"))), None)
        if text or headline:
            entries.append(LiveEntry(headline, text, clock.read(raw), _identity(node)))
    return (
        tuple(entries)
        or tuple(_marked(page, clock))
        or timed_entries(page, roots, body, clock)
        or tuple(islice(printed_entries(page, clock), MAX_ENTRIES))
    )


def _marked(page: Page, clock: Clock) -> Iterator[LiveEntry]:
    """Yield the entries in microdata (`itemprop=liveBlogUpdate`)."""
    marked = [el for el in page.document.index.itemprops if "liveBlogUpdate" in (el.get("itemprop") or "").split()]
    others = set(marked)
    for element in marked[:MAX_ENTRIES]:
        parts: dict[str, HtmlElement] = {}
        for inner in own_elements(element, others):
            for name in (inner.get("itemprop") or "").split():
                parts.setdefault(name, inner)
        body = parts.get("articleBody")
        said = body.get("content") if body is not None and body.tag == "meta" else None
        text = _plain(said) or "\n\n".join(paragraphs(body if body is not None else element, others))
        dated = parts.get("datePublished", parts.get("dateModified"))
        raw = "" if dated is None else dated.get("content") or dated.get("datetime") or line(dated)
        headline = parts.get("headline")
        told = headline.get("content") or line(headline) if headline is not None else None
        # An entry without a heading of its own bears that of the whole.
        own = told if told and all(fold(told) != fold(text) for _, text in page.h1s[:1]) else None
        yield LiveEntry(own, text, clock.read(raw), element.get("id"))


def _updates(page: Page) -> Iterator[dict[str, Any]]:
    count = 0
    for value in page.values("liveBlogUpdate"):
        for node in value if isinstance(value, list) else [value]:
            if isinstance(node, dict) and count < MAX_ENTRIES:
                count += 1
                yield node


def _plain(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    text = re.sub(r"</(?:p|div|li|h\d)>|<br\s*/?>", "\n\n", value) if "<" in value else value
    return clean_block(unescape(re.sub(r"<[^>]{0,500}>", "", text)), 50_000)


def _identity(node: dict[str, Any]) -> str | None:
    name = node.get("@id") or node.get("identifier") or node.get("url")
    return clean_line(name, 500) or None if isinstance(name, str) else None
