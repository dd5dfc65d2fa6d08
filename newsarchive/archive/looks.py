"""What a look at a page saw, as a crawl, an import or a re-extraction hands it to the archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from newsarchive.items import Article, Candidate, Capture

PageState = Literal[
    "pending", "stored", "unchanged", "not-article", "robots", "refused", "noarchive", "redirect", "alias", "gone",
    "deferred", "failed", "quarantined",
]  # fmt: skip
"""What became of an address; `pending`: nothing yet."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One look at one page."""

    page_id: int
    run_id: int | None
    portal_id: int
    at: datetime
    """Aware, UTC."""

    state: PageState
    reason: str | None = None
    captures: tuple[Capture, ...] = ()
    article: Article | None = None
    final_url: str | None = None
    """Where the redirects ended; None: there was none."""

    aliases: tuple[str, ...] = ()
    """Other addresses that led to the same article: the redirects on the way."""

    etag: str | None = None
    last_modified: str | None = None
    comments_complete: bool = False
    """True where every page of the thread was read."""

    next_visit_at: datetime | None = None
    """When the page is due again; half of that time where the look finds the article changed: more may follow."""

    rules: str | None = None
    """Name of the theme or portal whose selectors read the article."""

    hint: Candidate | None = None
    """What feed, sitemap, REST list or Last-Modified told of the article and `article` was merged with."""

    comments_note: str | None = None
    """Why fewer comments were read than the page declares: a page that failed, a system that cannot be read …"""


@dataclass(frozen=True, slots=True)
class Look:
    """What a visit saw, with what the rows need besides."""

    portal_id: int
    at: str
    """ISO 8601, UTC."""

    article: Article
    capture_id: int | None
    extractor: str
    thread_complete: bool
    thread_note: str | None = None
    """Why the thread was not read in full."""

    cause: Literal["portal", "extractor"] = "portal"
    article_id: int | None = None
    """The article that stood at the page before, if any."""
    came_from: tuple[str, ...] = ()
    """The addresses that led to it by redirects."""
