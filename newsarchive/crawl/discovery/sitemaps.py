"""Sitemaps and sitemap indexes (sitemaps.org 0.9, Google News extension, plain text) → candidates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from newsarchive.crawl.discovery.markup import decode, entries, entry_address, value, values
from newsarchive.items import Candidate, Moment
from newsarchive.times import parse_moment

SITEMAP = re.compile(r"<(\w{1,20}:)?(?:urlset|sitemapindex)\b", re.IGNORECASE)
"""The root element of a sitemap or index, with the prefix of its names."""
_NO_ARTICLES = re.compile(
    r"(?:^|[-_/.])(?:page|pages|category|categories|taxonom(?:y|ies)|tag|post_tag|tags|author|authors|users?|"
    r"image|images|video|videos|product|products|attachment|elementor[a-z-]*|locations?|e-landing-page|"
    r"web-story)(?:[-_]?sitemap|[-_]?\d*\.xml)|/wp-sitemap-(?:posts-page|taxonomies|users)-",
    re.IGNORECASE,
)


def read_sitemap(data: bytes, url: str, *, fetched_at: datetime) -> Iterator[Candidate]:
    """Yield the addresses of a sitemap (kind "article") or sitemap index (kind "sitemap"), newest as printed."""
    text = decode(data)
    if "<" not in text[:2_000]:
        yield from _plain_lines(text, url)
        return
    root = SITEMAP.search(text)
    prefix = (root[1] or "") if root else ""
    for name, entry in entries(text, "url", "sitemap"):
        link = entry_address(value(entry, f"{prefix}loc"), url)
        if link is None:
            continue
        modified = _moment(value(entry, f"{prefix}lastmod"), fetched_at)
        if name == "sitemap":
            yield Candidate(link, url, "sitemap", modified=modified)
            continue
        news = next((content for _, content in values(entry, "news:news")), "")
        yield Candidate(
            url=link,
            source=url,
            headline=value(news, "news:title"),
            published=_moment(value(news, "news:publication_date"), fetched_at),
            modified=modified,
            language=value(news, "news:language"),
        )


def lists_articles(url: str) -> bool:
    """Tell whether a sitemap of that address may list articles: not one of pages, terms, authors or pictures."""
    return not _NO_ARTICLES.search(urlsplit(url).path)


def _plain_lines(text: str, url: str) -> Iterator[Candidate]:
    """Yield the lines of a text sitemap (sitemaps.org, "Text file")."""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("http") and (link := entry_address(line, url)):
            yield Candidate(link, url)


def _moment(raw: str | None, fetched_at: datetime) -> Moment | None:
    return parse_moment(raw, fetched_at=fetched_at) if raw else None
