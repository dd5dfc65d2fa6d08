"""Captures made elsewhere (CC-NEWS, Browsertrix, wget) become articles of the archive, under their original dates.

Records are taken in the order of their dates, so that versions come in the order in which the portal showed them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from newsarchive import urls
from newsarchive.archive import pages
from newsarchive.archive.looks import Visit
from newsarchive.archive.store import Archive
from newsarchive.captures import Exchange, elsewhere
from newsarchive.captures.decoding import Undecodable
from newsarchive.captures.elsewhere import Captured, Place
from newsarchive.crawl import reading
from newsarchive.crawl.directives import reserved
from newsarchive.crawl.normalising import normalise
from newsarchive.crawl.reading import Served
from newsarchive.extract import Part, merge
from newsarchive.items import Reading
from newsarchive.times import utc_text

_COMMIT = 50
_PART = re.compile(r"/(?:comment-page-)?[2-9]\d*/?$|/comment-page-1/?$")
"""WordPress's further pages of an article and of its thread (WP 6.8, wp-includes/link-template.php)."""
_ONE_LOOK = timedelta(days=1)
"""Captures of an article's pages that lie no further apart are one look at it."""


def import_captures(archive: Archive, source: Captured, *, portal: str | None = None) -> Iterator[tuple[str, str]]:
    """Import the pages of a source; yield the address and what became of each.

    What becomes of a page: new, changed, same; `known`: this very capture is in the archive; `older`: the archive has
    looked later, so the capture is kept as evidence and the article stands; else the reason why it is no article.
    `portal`: name of the portal; None: by host.
    """
    for place in source.places:
        found = None if _is_part(place, source.by_page) else elsewhere.exchange(place)
        if found is not None:
            yield found.url, _import(archive, found, portal, source.by_page)
        if archive.pending >= _COMMIT:
            archive.commit()
    archive.commit()


def _is_part(place: Place, index: Mapping[str, list[Place]]) -> bool:
    """Tell whether the address is a further page of an article that was captured as well."""
    whole = _PART.sub("/", place.url)
    return whole != place.url and urls.page_key(whole) in index


def _import(archive: Archive, exchange: Exchange, portal: str | None, index: Mapping[str, list[Place]]) -> str:
    if _is_known(archive, exchange):
        return "known"
    if why := reserved(exchange.response_headers):
        return why
    portal_id, timezone = _portal(archive, exchange.url, portal)
    try:
        found = reading.page(Served.of(exchange), timezone)
    except Undecodable as error:
        return str(error)
    if why := reserved((), found.directives):
        return why
    if not found.is_article:
        return found.reason or "no article"
    others, parts = [], [Part("page", found.article)]
    for other in _others(found, exchange, index):
        with suppress(Undecodable):
            parts.append(Part(other.kind, reading.page(Served.of(other), timezone).article))
            others.append(other)
    article = normalise(merge(parts))
    page = pages.page(archive, portal_id, article.url, kind="article", at=exchange.fetched_at)
    visit = Visit(
        page_id=page.id,
        run_id=None,
        portal_id=portal_id,
        at=exchange.fetched_at,
        state="stored",
        captures=archive.capture((exchange, *others), portal_id, article),
        article=article,
        next_visit_at=datetime.now(UTC),
    )
    if page.fetched_at is not None and page.fetched_at > utc_text(exchange.fetched_at):
        archive.save_evidence(visit)
        return "older"
    return archive.save(visit)


def _others(found: Reading, exchange: Exchange, index: Mapping[str, list[Place]]) -> Iterator[Exchange]:
    """Yield the captures of the article's further pages and of its thread that belong to the same look."""
    wanted = [("further-page", url) for url in found.further_pages]
    wanted += [("comment-page", url) for url in found.comment_pages]
    for kind, url in wanted:
        near = [
            (abs(datetime.fromisoformat(place.at) - exchange.fetched_at), place)
            for place in index.get(urls.page_key(url), ())
        ]
        distance, place = min(near, default=(_ONE_LOOK, None))
        if place is not None and distance < _ONE_LOOK and not urls.same_page(url, exchange.url):
            other = elsewhere.exchange(place, kind)
            if other is not None:
                yield other


_KNOWN = """
select 1
from captures held
join captures c on c.id = held.id or c.refers_to = held.id
where held.sha256 = ? and held.refers_to is null and c.url = ? and c.fetched_at = ?
"""


def _is_known(archive: Archive, exchange: Exchange) -> bool:
    wanted = [hashlib.sha256(exchange.body).hexdigest(), exchange.url, utc_text(exchange.fetched_at)]
    return archive.db.execute(_KNOWN, wanted).fetchone() is not None


def _portal(archive: Archive, url: str, name: str | None) -> tuple[int, str | None]:
    """Return id and time zone of the portal of an address: the named one, the one at this host, or a new one."""
    for row in archive.db.query("select id, name, url, timezone from portals order by id"):
        if row["name"] == name or (name is None and urls.same_host(row["url"], url)):
            return row["id"], row["timezone"]
    return archive.portal(name or urls.host_label(url), url=urls.origin(url) + "/"), None
