"""A file that may be feed, sitemap or text: read as what it is, whatever it is called."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from newsarchive.crawl.discovery.feeds import read_feed
from newsarchive.crawl.discovery.markup import decode
from newsarchive.crawl.discovery.sitemaps import lists_articles, read_sitemap
from newsarchive.items import Candidate

MAX_ADDRESSES = 50_000
"""Addresses of one sitemap (sitemaps.org, "Using Sitemap index files"); what follows is a trap."""
_HEAD = 65_536
"""Bytes in which the root element is looked for: comments and a DOCTYPE with its entities may stand before it."""
_ROOT = re.compile(r"<(?:\w{1,20}:)?(urlset|sitemapindex|rss|feed|rdf|channel|html)\b", re.IGNORECASE)
_RECENT = timedelta(days=3)
"""If most entries tell of a change at the same moment or day, this close to the answer, the file was made then."""
_JUST_NOW = timedelta(minutes=2)
"""The same holds for changes this close to the answer: a file may be made entry by entry."""
_MOST_ALIKE = 10
"""So many entries of a file may really have changed just now."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a feed or sitemap yields."""

    candidates: tuple[Candidate, ...] = ()
    trap: str | None = None
    """Why reading stopped early ("trap:sitemap-size"); None: read to its end."""


def read_source(data: bytes, url: str, *, fetched_at: datetime) -> Source:
    """Return the candidates of a feed or sitemap, told apart by content; anything else yields none."""
    head = decode(data[:_HEAD]).lstrip()
    root = match[1].lower() if (match := _ROOT.search(head)) else ""
    if root in ("urlset", "sitemapindex") or head[:4].lower() == "http":
        entries = read_sitemap(data, url, fetched_at=fetched_at)
        found = tuple(islice(entries, MAX_ADDRESSES))
        trap = "trap:sitemap-size" if next(entries, None) else None
        kept = tuple(c for c in found if c.kind != "sitemap" or lists_articles(c.url))
        return Source(_without_time_of_making(kept, fetched_at), trap)
    if head.startswith("{") or root not in ("", "html"):
        return Source(_without_time_of_making(tuple(read_feed(data, url, fetched_at=fetched_at)), fetched_at))
    return Source()


def _without_time_of_making(found: tuple[Candidate, ...], fetched_at: datetime) -> tuple[Candidate, ...]:
    """Leave out changes that tell only when the portal made the file: they would make all pages due, every time."""
    # For sitemaps in an index it is kept: they need not be asked for again until they are made anew.
    moments = Counter(one.modified.local for one in found if one.modified and one.kind != "sitemap")
    usual = max(moments, key=moments.__getitem__, default=None)
    made_at = usual if usual and abs(usual - fetched_at.replace(tzinfo=None)) < _RECENT else None
    fresh = {n for n, one in enumerate(found) if _is_just_now(one, fetched_at) or _is_at(one, made_at)}
    if len(fresh) <= max(_MOST_ALIKE, len(found) // 2):
        return found
    return tuple(replace(one, modified=None) if n in fresh else one for n, one in enumerate(found))


def _is_just_now(candidate: Candidate, fetched_at: datetime) -> bool:
    told = candidate.modified.utc if candidate.modified else None
    return told is not None and abs(told - fetched_at) < _JUST_NOW


def _is_at(candidate: Candidate, moment: datetime | None) -> bool:
    return moment is not None and candidate.modified is not None and candidate.modified.local == moment
