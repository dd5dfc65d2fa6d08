"""What a worker process does: unpack a response and read it as what it is. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from newsarchive.captures import Exchange, StoredResponse
from newsarchive.captures.decoding import gunzip, unpack
from newsarchive.captures.records import by_name, charset
from newsarchive.crawl.discovery import (
    Listing,
    RestComments,
    RestPage,
    Source,
    read_listing,
    read_rest_comments,
    read_rest_posts,
    read_source,
)
from newsarchive.extract import (
    read,
    read_ghost_comments,
    read_isso,
    read_wordpress_comments,
    read_wordpress_post,
    themes,
)
from newsarchive.items import Article, Flag, Reading

BEGINNING = 1_000_000
"""Bytes read of a page that takes too much to fetch or read whole: the article stands before what makes pages long."""

_OTHER_FILES = (
    *(b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"RIFF"),
    *(b'{"', b'["', b"[{"),
)
"""What files begin with that are no pages, whatever their type says (WHATWG MIME Sniffing, 6), and what JSON does."""


@dataclass(frozen=True, slots=True)
class Served:
    """A response as it came over the wire."""

    url: str
    """Its own final address."""
    body: bytes
    fetched_at: datetime
    content_encoding: str | None = None
    charset: str | None = None
    is_cut: bool = False
    """True: the body is only the beginning of what the server had."""

    @classmethod
    def of(cls, exchange: Exchange) -> Served:
        """Return the response of an exchange."""
        headers = by_name(exchange.response_headers)
        encoding = headers.get("content-encoding")
        return cls(exchange.url, exchange.body, exchange.fetched_at, encoding, charset(headers), exchange.is_cut)

    @classmethod
    def stored(cls, capture: StoredResponse) -> Served:
        """Return a response that was read back from its capture."""
        return cls(capture.url, capture.body, capture.fetched_at, charset=capture.encoding, is_cut=capture.is_cut)

    def unpacked(self) -> bytes:
        """Return the body without its content encodings. Raises Undecodable."""
        return unpack(self.body, self.content_encoding)


def page(served: Served, timezone: str | None = None, theme: str | None = None) -> Reading:
    """Return what a page says; the links of an article are left out: nobody follows them.

    `timezone` (IANA) and `theme` are the portal's. Raises Undecodable.
    """
    body = served.unpacked()
    if b"<" not in body[:2_048] or body.startswith(_OTHER_FILES):
        return Reading(Article(served.url), is_article=False, reason="no HTML" if body else "empty")
    found = read(
        body,
        served.url,
        fetched_at=served.fetched_at,
        encoding=served.charset,
        rules=themes.named(theme) if theme else None,
        timezone=timezone,
        all_links=False,
    )
    return _truncated(found, f"only the first {len(body)} bytes of the page were kept") if served.is_cut else found


def beginning(served: Served, timezone: str | None = None, theme: str | None = None) -> Reading:
    """Return what the beginning of a page says that takes too much to read whole; its article is flagged."""
    body = served.unpacked()
    start = beginning_of(body)
    found = page(replace(served, body=start, content_encoding=None), timezone, theme)
    return _truncated(
        found, f"the whole page took too much time or memory: the first {len(start)} bytes of {len(body)}"
    )


def beginning_of(body: bytes, most: int = BEGINNING) -> bytes:
    """Return the body up to a tag, at most `most` bytes of it."""
    end = body.rfind(b"<", 0, most)
    return body[: end if end > 0 else most]


def _truncated(found: Reading, evidence: str) -> Reading:
    flags = (*(flag for flag in found.article.flags if flag.name != "truncated"), Flag("truncated", evidence))
    return replace(found, article=replace(found.article, flags=flags))


def listing(served: Served) -> Listing:
    """Return what a home page or listing offers."""
    return read_listing(served.unpacked(), served.url, fetched_at=served.fetched_at, encoding=served.charset)


def source(served: Served) -> Source:
    """Return what a feed or sitemap names; the file itself may be gzip."""
    return read_source(gunzip(served.unpacked()), served.url, fetched_at=served.fetched_at)


def rest_posts(served: Served) -> RestPage:
    """Return a page of WordPress's list of posts."""
    return read_rest_posts(served.unpacked(), served.url, fetched_at=served.fetched_at)


def rest_new_comments(served: Served) -> RestComments:
    """Return the comments of a page of WordPress's list, and their posts."""
    return read_rest_comments(served.unpacked())


def rest_record(served: Served) -> Article | None:
    """Return what the REST record of one post says."""
    return read_wordpress_post(served.unpacked(), served.url, fetched_at=served.fetched_at)


def rest_comments(pages: Sequence[Served]) -> Article:
    """Return the comments of one post, from the pages of its list."""
    last = pages[-1]
    return read_wordpress_comments([one.unpacked() for one in pages], last.url, fetched_at=last.fetched_at)


def isso(served: Served) -> Article:
    """Return the comments of an Isso thread."""
    return read_isso(served.unpacked(), served.url, fetched_at=served.fetched_at)


def ghost(served: Served) -> Article:
    """Return the comments of Ghost's members interface."""
    return read_ghost_comments(served.unpacked(), served.url, fetched_at=served.fetched_at)
