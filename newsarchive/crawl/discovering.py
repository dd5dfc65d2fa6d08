"""A run's discovery: which addresses the portal names now. Everything found is committed before anything is visited."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from newsarchive import urls
from newsarchive.crawl import reading
from newsarchive.crawl.asking import Asker, Trouble
from newsarchive.crawl.discovery import Listing, Source
from newsarchive.crawl.discovery.listings import may_be_article, wordpress_page
from newsarchive.crawl.discovery.sitemaps import lists_articles
from newsarchive.crawl.robots import RobotRules
from newsarchive.crawl.sources import Sources
from newsarchive.crawl.traps import BARREN, MAX_BARREN, PASSING, TrapWatch, by_form
from newsarchive.errors import PortalError, UnreachablePortal
from newsarchive.items import Candidate

if TYPE_CHECKING:
    from newsarchive.crawl.portal import PortalSpider

logger = logging.getLogger(__name__)

SITEMAP_DEPTH = 2
_BROKEN = (500, None)
"""Statuses at which the home page alone may be broken (None: no whole answer); at 502, 503, 504 the whole host is."""
MAX_SITEMAPS = 500
"""Sitemaps of one run."""
MAX_LISTING_PAGES = 400
"""Pages of one listing that a run follows; a trap may make up news for ever."""
QUIET_PAGES = 3
"""Pages of a listing without news after which the rest is known (first run; later ones stop at the first)."""
MAX_LISTINGS = 60
"""Listings besides the home page that a run follows."""
_TURN = 500
"""Candidates that are noted at a time, before others get their turn."""
_SITEMAPS = ("wp-sitemap.xml", "sitemap_index.xml", "sitemap.xml")
_FEEDS = ("feed/", "rss.xml", "feed.xml", "atom.xml")


class Discovery:
    """Asks home page, feeds, sitemaps and listings of one portal."""

    def __init__(self, spider: PortalSpider, asker: Asker, traps: TrapWatch) -> None:
        self.spider, self.traps = spider, traps
        self.archivist, self.copies = spider.archivist, spider.archivist.copies
        self.named = 0
        """Addresses of articles that anything named, known ones included."""
        self._is_heard = False
        """True where a feed or sitemap answered, even if only with 304."""
        self._asked, self._sitemaps = set[str](), 0
        self.sources = Sources(spider, asker)
        self._asker = asker
        asker.probe = self._probe
        finished = "select 1 from runs where portal_id = ? and finished_at is not null and reason = 'finished' limit 1"
        self.is_first = not self.sources.is_known(finished)
        self._has_index = bool(self.sources.known("feed") or self.sources.known("sitemap"))

    async def run(self) -> None:
        """Ask everything; raises PortalError where the portal does not answer at all."""
        home, trouble = await self._home()
        self.record_robots()
        rules = await self.spider.robots.rules(self.spider.base)
        sitemaps = [url for raw in rules.sitemaps if (url := urls.absolute(raw, self.spider.base))]
        away = trouble if trouble is not None and (trouble.on_the_way or trouble.state == "deferred") else None
        is_alone = away is not None and away.state == "failed" and away.status in _BROKEN
        if away is not None and not (is_alone and (sitemaps or self._has_index)):
            raise self._unreachable(away, rules)
        await self.spider.discover_more(self, home)
        await asyncio.gather(
            self._feeds(home), self._all_sitemaps(sitemaps or self.sources.known("sitemap")[:1]), self._listings(home)
        )
        if trouble is not None and not (self.named or self._is_heard):
            if away is not None:
                raise self._unreachable(away, rules)
            raise PortalError(f"{urls.host_label(self.spider.base)} {_verdict(trouble)}: home page {trouble.reason}")

    async def _probe(self) -> None:
        """Ask for the home page once more, to see whether the host is there at all."""
        found = await self._asker.get(self.spider.base, "listing")
        page = self.archivist.page(self.spider.base, "listing")
        self.sources.save(page, page.state, page.reason, found.exchanges)

    def _unreachable(self, trouble: Trouble, rules: RobotRules) -> PortalError:
        host = urls.host_label(self.spider.base)
        if rules.unreachable and not (rules.is_away or trouble.on_the_way):
            return PortalError(f"{host} may not be crawled now: {trouble.reason}")
        return UnreachablePortal(f"{host} does not answer: {trouble.reason}")

    def record_robots(self) -> None:
        """Store the answers to robots.txt that are not stored yet."""
        exchanges, self.spider.robots.exchanges = self.spider.robots.exchanges, []
        if exchanges:
            page = self.archivist.page(exchanges[0].url, "robots")
            self.sources.save(page, "stored", None, exchanges)

    async def _home(self) -> tuple[Listing | None, Trouble | None]:
        url = self.spider.base
        found = await self.sources.ask(url, "listing", reading.listing, is_home=True)
        onward = found.refresh if isinstance(found, Listing) else None
        if onward and not urls.same_page(onward, url) and self.spider.guard.refusal(onward) is None:
            # No longer "stored", so that the next run asks for it in full and is led on as well.
            self.sources.save(self.archivist.page(url, "listing"), "redirect", f"meta refresh to {onward}")
            url = onward
            found = await self.sources.ask(url, "listing", reading.listing, is_home=True)
        if isinstance(found, Trouble):
            return None, found
        if found is not None:
            self.spider.learn(found)
            await self._note_home(found, url)
        return found, None

    async def _note_home(self, found: Listing, url: str) -> None:
        """Note what the home page names. Of new addresses that a second look no longer shows, note only enough to learn
        whether they are articles, and fewer where earlier runs have found that they are not."""
        named = self._named_by(found, url, depth=0)
        passing = await self._passing(named, url)
        lasting = [one for one in named if one.url not in passing]
        self.note(lasting)
        if passing:
            most = BARREN if self.copies.are_passing(url, lasting) else PASSING
            self.note([one for one in named if one.url in passing][:most])
            self.sources.save(self.archivist.page(url, "listing"), "refused", "trap:passing-links")

    async def _passing(self, named: Iterable[Candidate], url: str) -> set[str]:
        """Return the new addresses that a second look at the home page no longer shows, if they are many; else none."""
        news = self.copies.unknown(named)
        if len(news) <= PASSING:
            return set()
        again = await self.sources.ask(url, "listing", reading.listing, is_home=True)
        named_again = self._named_by(again, url, depth=0) if isinstance(again, Listing) else ()
        passing = {one.url for one in news} - {one.url for one in named_again}
        return passing if min(len(passing), len(named_again)) > PASSING else set()

    async def _ask(self, url: str, kind: str) -> Source | Trouble | None:
        """Return what a feed or sitemap names; say so where it was not read to its end."""
        found = await self.sources.ask(url, kind, reading.source)
        self._is_heard |= found is None
        if isinstance(found, Source) and found.trap:
            logger.warning("%s: %s", url, found.trap)
        return found

    # --- feeds

    async def _feeds(self, home: Listing | None) -> None:
        # An unchanged home page names the same feeds as at the last look.
        found = list(home.feeds) if home is not None else self.sources.known("feed")
        own = [
            feed for feed in found if self.spider.guard.refusal(feed) is None and not self.spider.is_comment_feed(feed)
        ]
        read = await asyncio.gather(*(self._feed(feed, own[0]) for feed in own[:50]))
        if not any(read):
            for name in _FEEDS:
                if await self._feed(url := urljoin(self.spider.base, name), url):
                    break

    async def _feed(self, url: str, of: str) -> bool:
        """Read a feed, one of those counted as `of`; tell whether it is one."""
        if self._is_asked(url):
            return False
        found = await self._ask(url, "feed")
        if found is None or isinstance(found, Trouble):
            return found is None
        await self.note_all(self.sources.without_passing(url, "feed", found.candidates), of)
        return bool(found.candidates)

    # --- sitemaps

    async def _all_sitemaps(self, named: Iterable[str]) -> None:
        read = await asyncio.gather(*(self._sitemap(url, url) for url in named))
        if not any(read):
            for name in _SITEMAPS:
                if await self._sitemap(url := urljoin(self.spider.base, name), url):
                    break

    async def _sitemap(self, url: str, of: str, depth: int = 0) -> bool:
        """Read a sitemap and those it names, counted as `of`; tell whether it is one."""
        if self._is_asked(url) or self._sitemaps >= MAX_SITEMAPS or not lists_articles(url):
            return False
        self._sitemaps += 1
        found = await self._ask(url, "sitemap")
        if found is None or isinstance(found, Trouble):
            return found is None
        self._is_heard |= bool(found.candidates)
        inner = [candidate for candidate in found.candidates if candidate.kind == "sitemap"]
        named = [candidate for candidate in found.candidates if candidate.kind != "sitemap"]
        await self.note_all(self.sources.without_passing(url, "sitemap", named), of)
        if inner and depth >= SITEMAP_DEPTH:
            self.sources.save(self.archivist.page(url, "sitemap"), "refused", "trap:sitemap-depth")
        elif inner:
            due = self.sources.in_turn(inner)
            if len(due) > MAX_SITEMAPS - self._sitemaps:
                logger.warning("%s: names %d sitemaps; a run reads %d, the next goes on", url, len(due), MAX_SITEMAPS)
            await asyncio.gather(*(self._sitemap(one.url, of, depth + 1) for one in due))
            self.archivist.discover(due)  # their lastmod, now that they are read
        return bool(found.candidates)

    # --- listings

    async def _listings(self, home: Listing | None) -> None:
        if home is None:
            return
        following = home.next_page
        if following is None and self.spider.has_wordpress_pages:
            following = wordpress_page(self.spider.base, 2)
        if following is not None:
            await self._chain(following)
        if self.is_first or self.spider.revisits_all or not self._has_index:
            for url in home.listings[:MAX_LISTINGS]:
                if len(self.copies.left) < MAX_BARREN:
                    await self._chain(url)

    async def _chain(self, url: str) -> None:
        """Follow a listing from page to page until it brings no more news."""
        patience = QUIET_PAGES if self.is_first else 1
        following: str | None = url
        news, quiet = list[str](), 0
        for _ in range(BARREN if self.sources.was_refused(url, "listing") else MAX_LISTING_PAGES):
            if following is None or self._is_asked(following):
                return
            found = await self.sources.ask(following, "listing", reading.listing)
            if found is None or isinstance(found, Trouble):
                return
            entries = [*filter(self._admits, found.entries)]
            news = [*news, *(one.url for one in self.copies.unknown(entries))][-PASSING:]
            quiet = 0 if self.note(self._named_by(found, following, depth=1), url) else quiet + 1
            if quiet >= patience:
                return
            if self.traps.is_barren([*(one.url for one in entries), *found.links]) or self.copies.are_vain(news):
                break
            following = found.next_page
        self.copies.leave(url)
        self.sources.save(self.archivist.page(url, "listing"), "refused", "trap:endless-listing")

    def _named_by(self, found: Listing, url: str, *, depth: int) -> list[Candidate]:
        """Return those addresses of a listing that may be asked for."""
        candidates = [*found.entries]
        if self.spider.follows_links or not found.entries:
            candidates += [Candidate(link, url) for link in found.links]
        self.spider.at_depth(depth + 1, candidates)
        return [one for one in candidates if self._admits(one)]

    # --- what all share

    async def note_all(self, candidates: Sequence[Candidate], of: str) -> None:
        """Note any number of candidates, in turns with the visits: a sitemap may name 50,000."""
        for start in range(0, len(candidates), _TURN):
            self.note(candidates[start : start + _TURN], of)
            await asyncio.sleep(0)

    def note(self, candidates: Iterable[Candidate], of: str | None = None) -> int:
        """Write candidates of a list (None: of the home page) that may be asked to the archive and commit; return how
        many are new."""
        kept = [one for one in candidates if self._admits(one)]
        self.copies.belong(kept, of or self.spider.base)
        self.named += len(kept)
        new = self.archivist.discover(kept)
        self.archivist.commit()
        self.spider.wake()
        return new

    def _admits(self, candidate: Candidate) -> bool:
        if urls.same_page(candidate.url, self.spider.base) or not may_be_article(candidate.url):
            return False
        return self.spider.guard.refusal(candidate.url) is None and by_form(candidate.url) is None

    def _is_asked(self, url: str) -> bool:
        """Tell whether this run has asked for the source already, or may not; else note that it now does."""
        key = url.partition("#")[0]
        if key in self._asked or self.spider.guard.refusal(key) is not None:
            return True
        self._asked.add(key)
        return False


def _verdict(trouble: Trouble) -> str:
    """Return what is wrong with a portal whose home page cannot be had."""
    if trouble.leads_away:
        return "leads elsewhere"
    return "is blocked" if trouble.state in ("refused", "robots") else "cannot be read"
