"""RSS 2.0, RSS 1.0 (RDF), Atom and JSON feeds → candidates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from newsarchive import urls
from newsarchive.crawl.discovery.markup import (
    address,
    decode,
    entries,
    entry_address,
    read_json,
    text_of,
    value,
    values,
)
from newsarchive.items import Candidate, Moment
from newsarchive.text import clean_line, unescape
from newsarchive.times import parse_moment

MAX_ENTRIES = 5_000
"""Entries read of one feed; portals print 10 to 100."""

_BASE = re.compile(r"\sxml:base\s*=\s*[\"']([^\"'<>]{1,2000})")
_WORDPRESS_ID = ("?p=", "&p=")


def read_feed(data: bytes, url: str, *, fetched_at: datetime) -> Iterator[Candidate]:
    """Yield what each entry of a feed at `url` names; entries without an address are left out."""
    text = decode(data)
    if text.lstrip()[:1] in ("{", "["):
        yield from _json_entries(text, url, fetched_at)
        return
    head = text[:4_000].partition("<item")[0].partition("<entry")[0]
    language = value(head, "language", "dc:language")
    based = _BASE.search(head)
    base = (urls.absolute(unescape(based[1]), url) if based else None) or url
    for count, (name, entry) in enumerate(entries(text, "item", "entry")):
        if count >= MAX_ENTRIES:
            return
        link = _atom_link(entry, base) if name == "entry" else _rss_link(entry, base)
        if link is None:
            continue
        yield Candidate(
            url=link,
            source=url,
            headline=value(entry, "title"),
            published=_moment(value(entry, "pubDate", "published", "dc:date", "issued", "date"), fetched_at),
            modified=_moment(value(entry, "updated", "modified", "dcterms:modified", "atom:updated"), fetched_at),
            language=language,
            source_id=_source_id(value(entry, "guid", "id")),
            authors=_authors(entry, name),
        )


def _rss_link(entry: str, url: str) -> str | None:
    for name in ("feedburner:origLink", "link"):
        for _, content in values(entry, name):
            if found := entry_address(text_of(content), url):
                return found
    for attributes, content in values(entry, "guid"):
        if attributes.get("ispermalink", "true").lower() != "false" and text_of(content).startswith("http"):
            return entry_address(text_of(content), url)
    return _atom_link(entry, url) or entry_address(
        entry.partition(">")[0].partition('about="')[2].partition('"')[0], url
    )


def _atom_link(entry: str, url: str) -> str | None:
    """Return the entry's address, which may be relative to any part of the feed's; else its id where that is one."""
    for name in ("link", "atom:link"):
        for attributes, _ in values(entry, name):
            if attributes.get("rel", "alternate").lower() == "alternate" and (
                found := address(attributes.get("href"), url)
            ):
                return found
    return entry_address(value(entry, "id"), url)


def _authors(entry: str, name: str) -> tuple[str, ...]:
    if name == "entry":
        found = [value(content, "name") for _, content in values(entry, "author")]
    else:
        found = [text_of(content) for _, content in values(entry, "dc:creator")]
    return tuple(dict.fromkeys(author for author in found if author))


def _source_id(guid: str | None) -> str | None:
    """Return the post id of WordPress's guid ("https://example.com/?p=41873")."""
    for mark in _WORDPRESS_ID:
        number = (guid or "").partition(mark)[2]
        if number.isdigit():
            return number
    return None


def _moment(raw: str | None, fetched_at: datetime) -> Moment | None:
    return parse_moment(raw, fetched_at=fetched_at, source="feed") if raw else None


def _json_entries(text: str, url: str, fetched_at: datetime) -> Iterator[Candidate]:
    """Yield the entries of a JSON Feed (version 1.1)."""
    feed = read_json(text)
    items = feed.get("items") if isinstance(feed, dict) else None
    for item in items[:MAX_ENTRIES] if isinstance(items, list) else ():
        link = entry_address(_string(item, "url") or _string(item, "external_url") or _string(item, "id"), url)
        if link is None:
            continue
        authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
        yield Candidate(
            url=link,
            source=url,
            headline=_string(item, "title"),
            published=_moment(_string(item, "date_published"), fetched_at),
            modified=_moment(_string(item, "date_modified"), fetched_at),
            language=_string(item, "language") or _string(feed, "language"),
            authors=tuple(dict.fromkeys(name for author in authors if (name := _string(author, "name")))),
        )


def _string(node: Any, key: str) -> str | None:
    found = node.get(key) if isinstance(node, dict) else None
    return (clean_line(unescape(found), 2_000) or None) if isinstance(found, str) else None
