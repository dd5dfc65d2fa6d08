"""A file that may be feed, sitemap or text: read as what it is, whatever it is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from newsarchive.crawl.discovery.feeds import read_feed
from newsarchive.crawl.discovery.markup import decode
from newsarchive.crawl.discovery.sitemaps import MAX_ENTRIES, SITEMAP, lists_articles, read_sitemap
from newsarchive.items import Candidate


@dataclass(frozen=True, slots=True)
class Source:
    """What a feed or sitemap yields."""

    candidates: tuple[Candidate, ...] = ()
    trap: str | None = None
    """Why reading stopped early ("trap:sitemap-size"); None: read to its end."""


def read_source(data: bytes, url: str, *, fetched_at: datetime) -> Source:
    """Return the candidates of a feed or sitemap, told apart by content; anything else yields none."""
    head = decode(data[:4_000]).lstrip().lower()
    if SITEMAP.search(head) or head.startswith("http"):
        found = tuple(candidate for candidate in read_sitemap(data, url, fetched_at=fetched_at))
        trap = "trap:sitemap-size" if len(found) >= MAX_ENTRIES else None
        return Source(tuple(c for c in found if c.kind != "sitemap" or lists_articles(c.url)), trap)
    if head.startswith("{") or any(mark in head for mark in ("<rss", "<feed", "<rdf:rdf", "<channel")):
        return Source(tuple(read_feed(data, url, fetched_at=fetched_at)))
    return Source()
