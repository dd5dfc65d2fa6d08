"""A visit: one look at one article, in as many requests as it takes; ends in one recorded state."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from newsarchive import urls
from newsarchive.archive import availability, pages
from newsarchive.archive.looks import PageState
from newsarchive.archive.pages import Page
from newsarchive.captures import WHOLE, Exchange
from newsarchive.crawl import reading
from newsarchive.crawl.asking import MAX_REDIRECTS, Answer, Asker, Trouble, conditions
from newsarchive.crawl.directives import reserved
from newsarchive.crawl.extensions import Archivist
from newsarchive.crawl.hosts import NO_CONTENT, state_of
from newsarchive.crawl.ladder import Ladder, after_state, next_article_visit
from newsarchive.crawl.parts import Gathered, PartReader
from newsarchive.crawl.reading import Served
from newsarchive.crawl.traps import TrapWatch
from newsarchive.crawl.visited import VisitedArticle, visited
from newsarchive.crawl.workers import Harmful, Unreadable, Workers
from newsarchive.errors import BrokenVisit
from newsarchive.items import Candidate, Reading
from newsarchive.text import clean_line

if TYPE_CHECKING:
    from newsarchive.crawl.portal import PortalSpider

_HTML = ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "")
_KEPT_CONDITIONS = ("stored", "unchanged", "alias")
WALLS = ("challenge", "consent", "login")
"""Why a page that answers is not shown to a crawler; none of them is evaded."""


class Visitor:
    """Visits pages. Each method ends with the page's state saved, or with an item whose visit the store saves."""

    def __init__(self, spider: PortalSpider, asker: Asker, traps: TrapWatch, ladder: Ladder) -> None:
        self._spider = spider
        self._archivist: Archivist = spider.archivist
        self._asker = asker
        self._traps = traps
        self._ladder = ladder
        self._parts = PartReader(spider, asker)
        self._refreshes: dict[str, int] = {}
        """Pages that a meta refresh led to, with the length of its chain, redirects in it included."""
        self.taken: set[int] = set()
        """Pages that this run has visited or is visiting."""

    async def visit(self, page: Page) -> VisitedArticle | None:
        """Look at a page; return the item where it is an article that answered in full."""
        trap = self._traps.refusal(page.url, pages.sources_of(self._archivist.archive, page))
        if trap := trap or self._archivist.copies.refusal(page):
            return self._end(page, "refused", trap)
        answer = await self._asker.get(page.url, "page", headers=self._conditions(page), is_article=True)
        if isinstance(answer, Trouble):
            if answer.is_left and not answer.exchanges:
                return None
            return self._end(page, answer.state, answer.reason, answer.exchanges, next_visit_at=answer.retry_at)
        aliases: tuple[str, ...] = ()
        if answer.was_redirected and urls.page_key(answer.url) != urls.page_key(page.url):
            target = self._moved(page, answer)
            if target is None:
                return None
            aliases = (page.url,)
            page, answer = target, replace(answer, exchanges=answer.exchanges[-1:])
        if answer.status == 304:
            return await self._unchanged(page, answer)
        if answer.status not in WHOLE:
            return self._status(page, answer)
        return await self._read(page, answer, aliases)

    def broke_off(self, page: Page, error: Exception) -> None:
        """Record a page at which an error of ours ended the visit; the run ends with the first of them."""
        reason = clean_line(f"visit broke off: {type(error).__name__}: {error}")[:300]
        self._archivist.broken.append(BrokenVisit(f"{page.url}: {reason}"))
        self._end(page, "failed", reason)

    def shows_notice(self, item: VisitedArticle, other: str, *, alone: bool) -> None:
        """Record a page that shows in place of an article what another address shows as well: for a while it failed,
        then it is gone. `alone`: the portal shows no article at all."""
        page, now = self._archivist.page(item.url), datetime.now(UTC)
        since = availability.missing_since(self._archivist.archive.db.conn, page.id, now)
        state: PageState = "failed" if alone or since is None else "gone"
        visit = replace(
            self._archivist.visit_of(page, state, f"{availability.NOTICE} {other}"),
            captures=item.visit.captures,
            next_visit_at=now + after_state(state, page.failures),
            etag=page.etag,
            last_modified=page.last_modified,
        )
        self._archivist.save(visit)

    def _conditions(self, page: Page) -> dict[str, str]:
        return {} if page.article_id is None or page.state not in _KEPT_CONDITIONS else conditions(page)

    def _moved(self, page: Page, answer: Answer) -> Page | None:
        """Record the redirect; return the page that it leads to, None where that one is seen to already."""
        target = self._archivist.page(answer.url)
        status = answer.exchanges[0].status
        is_seen = target.id in self.taken or not self._is_due(target)
        kept = answer.exchanges if is_seen else answer.exchanges[:-1]
        self._end(page, "redirect", f"redirect ({status}) to {answer.url}", kept, final_url=answer.url)
        if is_seen:
            self._archivist.copies.led(page, target)
            return None
        self.taken.add(target.id)
        if hops := self._refreshes.pop(urls.page_key(page.url), 0):
            self._refreshes[urls.page_key(target.url)] = hops + len(answer.exchanges) - 1
        return target

    def _is_due(self, page: Page) -> bool:
        if page.state == "pending" or page.next_visit_at is None:
            return page.state == "pending"
        return self._spider.revisits_all or datetime.fromisoformat(page.next_visit_at) <= datetime.now(UTC)

    async def _unchanged(self, page: Page, answer: Answer) -> VisitedArticle | None:
        """Record that the page is as it was, or read it once more where comments beside it may not be."""
        stored = self._parts.stored_page(page)
        if stored is not None:
            return await self._read(page, replace(answer, served=stored), is_stored=True)
        due_at = next_article_visit(self._ladder, datetime.now(UTC), _date(page.published_at))
        return self._end(page, "unchanged", None, answer.exchanges, next_visit_at=due_at)

    async def _read(
        self, page: Page, answer: Answer, aliases: tuple[str, ...] = (), *, is_stored: bool = False
    ) -> VisitedArticle | None:
        content_type = _media_type(answer.headers.get("content-type", ""))
        if content_type not in _HTML and not is_stored:
            return self._end(page, "not-article", f"type {content_type[:60]}", answer.exchanges)
        reason = reserved(answer.exchanges[-1].response_headers)
        if reason:
            return self._end(page, "noarchive", reason)
        try:
            found = await read_article(
                self._archivist.workers, answer.served, self._spider.timezone, self._spider.theme
            )
        except Unreadable as error:
            return self._end(page, error.state, str(error), answer.exchanges)
        reason = reserved((), found.directives)
        if reason and found.is_article:  # of any other page (WordPress's 404, a wall) nothing is kept anyway
            return self._end(page, "noarchive", reason)
        if not found.is_article:
            return self._no_article(page, replace(answer, exchanges=()) if reason else answer, found)
        return await self._article(page, answer, found, aliases)

    def _no_article(self, page: Page, answer: Answer, found: Reading) -> VisitedArticle | None:
        if found.refresh and not urls.same_page(found.refresh, answer.url):
            refusal = self._spider.guard.refusal(found.refresh)
            if refusal:
                return self._end(page, "refused", f"meta refresh to {refusal}", answer.exchanges)
            if not urls.same_page(found.refresh, self._spider.base):
                target, hops = urls.canonical(found.refresh), self._refreshes.pop(urls.page_key(page.url), 0) + 1
                if hops > MAX_REDIRECTS:
                    return self._end(page, "failed", f"more than {MAX_REDIRECTS} redirects", answer.exchanges)
                self._refreshes[urls.page_key(target)] = hops
                self._note(page, is_article=False)
                self._archivist.discover([Candidate(target, page.url)])
                why = f"meta refresh to {found.refresh}"
                return self._end(page, "redirect", why, answer.exchanges, final_url=target)
        self._spider.links_of(page, found)
        reason = found.reason or "no article"
        if reason in WALLS:
            return self._end(page, "refused", reason, answer.exchanges)
        if page.article_id is not None:
            # What was an article and now reads as none is more likely a wall or a fault than another page, at first.
            db = self._archivist.archive.db.conn
            since = availability.missing_since(db, page.id, datetime.now(UTC))
            is_gone = since is not None and availability.others_stand(db, page.id, since + availability.OUTAGE)
            state: PageState = "gone" if is_gone or reason == "soft-404" else "failed"
            told = reason if reason == "server-error" else f"{availability.REPLACED} {reason}"
            return self._end(page, state, told, answer.exchanges)
        return self._end(page, "not-article", reason, answer.exchanges)

    async def _article(
        self, page: Page, answer: Answer, found: Reading, aliases: tuple[str, ...]
    ) -> VisitedArticle | None:
        gathered = await self._parts.gather(page, answer, found)
        if gathered.failure:
            exchanges = (*answer.exchanges, *gathered.exchanges)
            retry_at = datetime.now(UTC) if gathered.is_left else None
            return self._end(page, "failed", gathered.failure, exchanges, next_visit_at=retry_at)
        self._note(page, is_article=True)
        self._archivist.copies.expect(page)
        return self._item(page, answer, gathered, aliases)

    def _item(self, page: Page, answer: Answer, gathered: Gathered, aliases: tuple[str, ...]) -> VisitedArticle:
        article = gathered.article
        visit = replace(
            self._archivist.visit_of(page, "stored"),
            captures=self._archivist.capture((*answer.exchanges, *gathered.exchanges), article),
            final_url=article.url,
            aliases=aliases,
            rules=self._spider.theme,
            hint=gathered.hint,
            etag=answer.headers.get("etag") or (page.etag if answer.status == 304 else None),
            last_modified=answer.headers.get("last-modified") or (page.last_modified if answer.status == 304 else None),
            comments_complete=gathered.is_complete,
            comments_note=gathered.note,
            next_visit_at=self._next(page, gathered),
        )
        return visited(article, visit)

    def _next(self, page: Page, gathered: Gathered) -> datetime:
        """Return when an article is due again: by its age; where its thread broke off, as soon as one that failed."""
        article, now = gathered.article, datetime.now(UTC)
        if gathered.is_left:
            return now
        told = article.published
        published = (told.utc or _aware(told.local)) if told else None
        has_thread = bool(article.comments or article.comments_claimed or article.comment_system)
        due_at = next_article_visit(self._ladder, now, published, has_thread=has_thread)
        if gathered.is_complete or gathered.busy is None:
            return due_at
        again = now + after_state("failed", pages.looks_in_part(self._archivist.archive, page))
        return min(due_at, max(again, gathered.busy.retry_at or again))

    def _status(self, page: Page, answer: Answer) -> VisitedArticle | None:
        state = "not-article" if answer.status in NO_CONTENT else state_of(answer.status)
        return self._end(page, state, f"status {answer.status}", answer.exchanges)

    def _note(self, page: Page, *, is_article: bool) -> None:
        sources = pages.sources_of(self._archivist.archive, page)
        self._traps.note(page.url, is_article=is_article, sources=sources)

    def _end(
        self,
        page: Page,
        state: PageState,
        reason: str | None,
        exchanges: tuple[Exchange, ...] = (),
        *,
        next_visit_at: datetime | None = None,
        final_url: str | None = None,
    ) -> VisitedArticle | None:
        """Save a visit that brought no article; there is no item then."""
        is_asked = not (reason or "").startswith("trap:")
        if state in ("not-article", "gone", "failed", "refused") and page.article_id is None and is_asked:
            self._note(page, is_article=False)
        visit = replace(
            self._archivist.visit_of(page, state, reason),
            captures=self._archivist.capture(exchanges),
            next_visit_at=next_visit_at or datetime.now(UTC) + after_state(state, page.failures),
            final_url=final_url,
            etag=page.etag,
            last_modified=page.last_modified,
        )
        self._archivist.save(visit)
        return None


async def read_article(workers: Workers, served: Served, timezone: str | None, theme: str | None) -> Reading:
    """Return what a page says; of one that takes too long, what as much of its beginning says as can be read.

    Raises Unreadable.
    """
    try:
        return await workers.run(reading.page, served, timezone, theme)
    except Harmful:
        for most in (reading.BEGINNING, reading.BEGINNING // 4):
            with suppress(Harmful):
                found = await workers.run(reading.beginning, served, timezone, theme, most)
                if found.is_article:
                    return found
        raise


def _date(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _aware(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment else None


def _media_type(told: str) -> str:
    """Return the media type that a Content-Type names; of several the last (WHATWG Fetch, 3.2.4)."""
    return told.rpartition(",")[2].partition(";")[0].strip().lower()
