"""What a worker process does: unpack a response and read it as what it is. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from newsarchive.captures import Exchange, StoredResponse
from newsarchive.captures.decoding import Undecodable, gunzip, unpack, unpack_beginning
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
    ghost_further,
    read,
    read_ghost_comments,
    read_isso,
    read_wordpress_comments,
    read_wordpress_post,
    themes,
)
from newsarchive.extract.links import refresh_target
from newsarchive.items import Article, Flag, Reading

BEGINNING = 1_000_000
"""Bytes read of a page that takes too much to fetch or read whole: the article stands before what makes pages long."""

_OTHER_FILES = (
    *(b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"RIFF"),
    *(b'{"', b'["', b"[{"),
)
"""What files begin with that are no pages, whatever their type says (WHATWG MIME Sniffing, 6), and what JSON does."""

_BLANK = b"\0\t\n\r "

T = TypeVar("T")


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
    refresh: str | None = None
    """Where the header Refresh leads its reader at once."""

    @classmethod
    def of(cls, exchange: Exchange) -> Served:
        """Return the response of an exchange."""
        headers = by_name(exchange.response_headers)
        encoding = headers.get("content-encoding")
        onward = refresh_target(headers.get("refresh", ""), exchange.url)
        return cls(
            exchange.url, exchange.body, exchange.fetched_at, encoding, charset(headers), exchange.is_cut, onward
        )

    @classmethod
    def stored(cls, capture: StoredResponse) -> Served:
        """Return a response that was read back from its capture."""
        return cls(capture.url, capture.body, capture.fetched_at, charset=capture.encoding, is_cut=capture.is_cut)

    def unpacked(self) -> bytes:
        """Return the whole body without its content encodings. Raises Undecodable."""
        if self.is_cut:
            raise Undecodable(f"only the first {len(self.body)} bytes are there")
        return unpack(self.body, self.content_encoding)

    def beginning(self) -> tuple[bytes, bool]:
        """Return the body without its content encodings, and whether it is only the beginning. Raises Undecodable."""
        body, is_cut = unpack_beginning(self.body, self.content_encoding)
        return body, is_cut or self.is_cut


def page(served: Served, timezone: str | None = None, theme: str | None = None) -> Reading:
    """Return what a page says. Of one longer than a body may be its beginning is read, and the article flagged.

    The links of an article are left out: nobody follows them. `timezone` (IANA) and `theme` are the portal's.
    Raises Undecodable.
    """
    body, is_cut = served.beginning()
    body = beginning_of(body) if is_cut and len(body) > BEGINNING else body
    found = _page(body, served, timezone, theme)
    return _truncated(found, f"only the first {len(body)} bytes of the page were read") if is_cut else found


def part(served: Served, timezone: str | None = None, theme: str | None = None) -> Reading:
    """Return what a further page, a page of comments or a fragment says, which counts whole or not at all.

    Raises Undecodable.
    """
    return _page(served.unpacked(), served, timezone, theme)


def _page(body: bytes, served: Served, timezone: str | None, theme: str | None) -> Reading:
    start = body.lstrip(_BLANK)[:2_048]  # templates of some systems leave thousands of empty lines
    if b"<" not in start or start.startswith(_OTHER_FILES):
        reason = "no HTML" if body else "empty"
        return Reading(Article(served.url), is_article=False, reason=reason, refresh=served.refresh)
    return read(
        body,
        served.url,
        fetched_at=served.fetched_at,
        encoding=served.charset,
        rules=themes.named(theme) if theme else None,
        timezone=timezone,
        all_links=False,
    )


def beginning(served: Served, timezone: str | None = None, theme: str | None = None, most: int = BEGINNING) -> Reading:
    """Read only the first `most` bytes of a page, as the whole takes too much; flag its article."""
    body, _ = served.beginning()
    start = beginning_of(body, most)
    found = _page(start, served, timezone, theme)
    return _truncated(
        found, f"the whole page took too much time or memory: the first {len(start)} bytes of {len(body)}"
    )


def beginning_of(body: bytes, most: int = BEGINNING) -> bytes:
    """Return the body up to a tag, or to a line where it has none, at most `most` bytes of it."""
    end = body.rfind(b"<", 0, most)
    end = end if end > 0 else body.rfind(b"\n", 0, most)
    return body[: end if end > 0 else most]


def _truncated(found: Reading, evidence: str) -> Reading:
    flags = (*(flag for flag in found.article.flags if flag.name != "truncated"), Flag("truncated", evidence))
    return replace(found, article=replace(found.article, flags=flags))


def listing(served: Served) -> Listing:
    """Return what a home page or listing offers; of one longer than a body may be, what its beginning offers."""
    body, is_cut = served.beginning()
    body = beginning_of(body) if is_cut and len(body) > BEGINNING else body
    found = read_listing(body, served.url, fetched_at=served.fetched_at, encoding=served.charset)
    return found if found.entries or found.refresh else replace(found, refresh=served.refresh)


def source(served: Served) -> Source:
    """Return what a feed or sitemap names; of one longer than a body may be, what its beginning names.

    The file itself may be gzip. Raises Undecodable.
    """
    packed, is_cut = served.beginning()
    body, is_cut_inside = gunzip(packed)
    if not (is_cut or is_cut_inside):
        return read_source(body, served.url, fetched_at=served.fetched_at)
    body = beginning_of(body, len(body))
    found = read_source(body, served.url, fetched_at=served.fetched_at)
    return replace(found, trap=found.trap or f"only its first {len(body)} bytes were read")


def begun(read: Callable[[Served], T], served: Served) -> T:
    """Read only the first `BEGINNING` bytes of a list, feed or sitemap, as the whole takes too much."""
    body, _ = served.beginning()
    return read(replace(served, body=beginning_of(body), content_encoding=None, is_cut=True))


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
    """Return the comments of one post, from the pages of its list; where that is empty, it says that there are none.

    Raises Undecodable also where the list cannot be read: an error, however it is told, is not an empty thread.
    """
    last = pages[-1]
    bodies = [one.unpacked().removeprefix(b"\xef\xbb\xbf").strip() for one in pages]
    found = read_wordpress_comments(bodies, last.url, fetched_at=last.fetched_at)
    is_empty = all(not body[1:-1].strip() for body in bodies)
    if not all(body[:1] + body[-1:] == b"[]" for body in bodies) or not (found.comments or is_empty):
        raise Undecodable("no list of comments")
    return found if found.comments else replace(found, comments_claimed=0)


def isso(answers: Sequence[Served]) -> tuple[Article, tuple[str, ...]]:
    """Return the comments of an Isso thread, which is one answer, and no further address."""
    served = answers[0]
    return read_isso(served.unpacked(), served.url, fetched_at=served.fetched_at), ()


def ghost(answers: Sequence[Served]) -> tuple[Article, tuple[str, ...]]:
    """Return the comments of the answers of Ghost's members interface, and the addresses that these lead to."""
    bodies = [(served.url, served.unpacked()) for served in answers]
    further = (address for url, body in bodies for address in ghost_further(url, body))
    return read_ghost_comments(bodies, fetched_at=answers[-1].fetched_at), tuple(dict.fromkeys(further))


THREADS = {"isso": isso, "ghost": ghost}
"""Systems that tell comments as JSON, by the name in `Article.comment_system`."""
