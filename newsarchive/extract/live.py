"""The entries of a live blog, each with its own moment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from newsarchive.extract.page import Page, texts
from newsarchive.items import LiveEntry
from newsarchive.text import clean_block, clean_line, unescape
from newsarchive.times import parse_moment

MAX_ENTRIES = 1_000


def find_live_entries(
    page: Page, *, fetched_at: datetime, languages: Sequence[str], timezone: str | None
) -> tuple[LiveEntry, ...]:
    """Return the entries that JSON-LD `LiveBlogPosting` lists, in the order printed."""
    entries = []
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
            moment = parse_moment(raw, fetched_at=fetched_at, languages=languages, timezone=timezone) if raw else None
            entries.append(LiveEntry(headline, text, moment, _identity(node)))
    return tuple(entries)


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
