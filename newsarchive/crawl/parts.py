"""The further responses of a visit: other pages of the article and of its thread, JSON, fragments."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from newsarchive import urls
from newsarchive.archive import pages
from newsarchive.archive.pages import Page
from newsarchive.captures import WHOLE, Exchange
from newsarchive.captures.decoding import Undecodable
from newsarchive.crawl import reading
from newsarchive.crawl.asking import Answer, Asker, Trouble
from newsarchive.crawl.reading import Served
from newsarchive.crawl.workers import LARGE, Unreadable
from newsarchive.errors import DamagedArchive
from newsarchive.extract import Part, hint, merge
from newsarchive.items import Article, Candidate, Moment, Reading
from newsarchive.times import parse_moment

if TYPE_CHECKING:
    from newsarchive.crawl.portal import PortalSpider

logger = logging.getLogger(__name__)

MAX_COMMENT_PAGES = 200
MAX_BYTES = 32 * 1024 * 1024
"""Bytes, as served, of the further responses of one visit: all of them are held until the visit is stored."""


_JUST_NOW = timedelta(minutes=2)
"""A Last-Modified this close to the answer is that of a page made for it, not of an edit."""


def _last_modified(answer: Answer) -> Moment | None:
    """Return the answer's Last-Modified (RFC 9110, section 8.8.2); None where it has none that tells of an edit."""
    fetched_at = answer.served.fetched_at
    moment = parse_moment(answer.headers.get("last-modified", ""), fetched_at=fetched_at)
    return moment if moment and moment.utc and fetched_at - moment.utc > _JUST_NOW else None


@dataclass(slots=True)
class Gathered:
    """What the responses of one visit say together."""

    article: Article
    exchanges: list[Exchange] = field(default_factory=list)
    hint: Candidate | None = None
    """What feed, sitemap, REST list or Last-Modified told, merged into the article."""
    note: str | None = None
    """Why the thread is not complete; None where it is."""
    failure: str | None = None
    """Why the article is not whole: nothing of it is stored then."""
    is_left: bool = False
    """True where the run's budget of requests left a part to the next run."""
    busy: Trouble | None = None
    """Why a part could not be had that may be there a moment later."""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while a further response is asked for: a visit asks for one at a time."""
    is_large: bool = False
    """True where the visit holds so much that only one like it may go on at a time."""

    @property
    def size(self) -> int:
        """Bytes of the further responses, as served."""
        return sum(len(exchange.body) for exchange in self.exchanges)

    @property
    def is_complete(self) -> bool:
        """Tell whether the whole thread was read."""
        return self.note is None

    def lacks(self, what: str) -> None:
        """Note a part of the thread that could not be had; the first counts."""
        self.note = self.note or what[:300]


class PartReader:
    """Asks for the further parts of an article and reads them."""

    def __init__(self, spider: PortalSpider, asker: Asker) -> None:
        self._spider = spider
        self._archivist = spider.archivist
        self._asker = asker
        self._large = asyncio.Lock()

    async def gather(self, page: Page, answer: Answer, found: Reading) -> Gathered:
        """Return the article of the page with all its parts."""
        gathered = Gathered(found.article)
        try:
            return await self._gather(page, answer, found, gathered)
        finally:
            if gathered.is_large:
                self._large.release()

    async def _gather(self, page: Page, answer: Answer, found: Reading, gathered: Gathered) -> Gathered:
        parts = [Part("page", found.article)]
        wanted = [("fragment", url) for url in found.delayed_parts]
        wanted += [("further-page", url) for url in found.further_pages]
        tasks = [self._html_part(kind, url, gathered) for kind, url in wanted if not urls.same_page(url, answer.url)]
        talk = self._comment_pages(answer.url, found, gathered)
        read = await asyncio.gather(*tasks, talk, self._thread(page, found, gathered))
        parts += [part for group in read for part in group]
        gathered.hint = self._hint(page, answer)
        if gathered.hint is not None:
            parts.append(hint(gathered.hint))
        if any(flag.name == "truncated" for flag in found.article.flags):
            gathered.lacks("the page was not read whole")
        if gathered.failure is None:
            gathered.article = merge(parts)
        return gathered

    async def _comment_pages(self, own: str, found: Reading, gathered: Gathered) -> list[Part]:
        """Return the pages of the thread, with those that only they name: many themes print no more than "newer"."""
        asked = {urls.page_key(own)}
        waiting = list(found.comment_pages)
        parts: list[Part] = []
        while waiting := [url for url in waiting if urls.page_key(url) not in asked]:
            room = MAX_COMMENT_PAGES + 1 - len(asked)
            if len(waiting) > room:
                gathered.lacks(f"more than {MAX_COMMENT_PAGES} pages of comments")
                waiting = waiting[:room]
            asked |= {urls.page_key(url) for url in waiting}
            read = await asyncio.gather(*(self._html_page("comment-page", url, gathered) for url in waiting))
            parts += [Part("comment-page", one.article) for one in read if one is not None]
            waiting = [url for one in read if one is not None for url in _beyond(one.comment_pages, asked)]
            waiting = list(dict.fromkeys(waiting))
        return parts

    async def _html_part(self, kind: str, url: str, gathered: Gathered) -> list[Part]:
        found = await self._html_page(kind, url, gathered)
        return [] if found is None else [Part(kind, found.article)]

    async def _html_page(self, kind: str, url: str, gathered: Gathered) -> Reading | None:
        found = await self._ask(url, kind, self._read_page, gathered)
        if isinstance(found, Reading):
            return found
        if kind == "further-page" or (kind == "fragment" and not gathered.article.body):
            gathered.failure = f"{kind} {url}: {found.reason}"
        gathered.lacks(f"{kind} {url}: {found.reason}")
        return None

    async def _read_page(self, served: Served) -> Reading:
        return await self._archivist.workers.run(reading.part, served, self._spider.timezone, self._spider.theme)

    async def _thread(self, page: Page, found: Reading, gathered: Gathered) -> list[Part]:
        """Return the parts that tell of comments and times in JSON."""
        system = found.article.comment_system
        parts: list[Part] = []
        if system is not None and system.name in reading.THREADS and system.endpoint:
            parts += await self._json_thread(system.name, system.endpoint, gathered)
        elif system is not None and system.name not in ("wordpress", *reading.THREADS) and not found.article.comments:
            gathered.lacks(f"comments are kept by {system.name}, which offers nothing to read")
        parts += await self._spider.rest_parts(page, found, self, gathered)
        return parts

    async def _json_thread(self, name: str, endpoint: str, gathered: Gathered) -> list[Part]:
        """Return the thread that the address tells, with all answers that it leads to."""
        served: list[Served] = []
        parts: list[Part] = []
        asked: set[str] = set()
        waiting = [endpoint]
        while waiting:
            asked.update(waiting)
            for url in waiting:
                answer = await self.answer(url, "comments-json", gathered)
                if isinstance(answer, Answer):
                    served.append(answer.served)
                elif served or answer.status != 404:  # Isso: no thread yet
                    gathered.lacks(f"{name}: {answer.reason}")
            told = await self.read_many(reading.THREADS[name], served) if served else None
            if not isinstance(told, tuple):
                if told is not None:
                    gathered.lacks(f"{name}: {told.reason}")
                break
            parts = [Part("comments-json", told[0])]
            waiting = [url for url in told[1] if url not in asked]
            if len(waiting) > MAX_COMMENT_PAGES - len(asked):
                gathered.lacks(f"more than {MAX_COMMENT_PAGES} pages of comments")
                waiting = waiting[: MAX_COMMENT_PAGES - len(asked)]
        return parts

    async def ask_json(self, url: str, kind: str, reader: Callable[[Served], Any], gathered: Gathered) -> Any:
        """Return what a worker reads from the answer, or the Trouble that there is none."""
        return await self._ask(url, kind, lambda served: self._archivist.workers.run(reader, served), gathered)

    async def answer(self, url: str, kind: str, gathered: Gathered) -> Answer | Trouble:
        """Return the whole answer, or why there is none."""
        async with gathered.turn:
            if gathered.size > MAX_BYTES:
                return Trouble("refused", f"not asked, the article's further pages take more than {MAX_BYTES >> 20} MB")
            if gathered.size > LARGE and not gathered.is_large:
                gathered.is_large = await self._large.acquire()
            answer = await self._asker.get(url, kind)
            gathered.exchanges += answer.exchanges
        if isinstance(answer, Trouble):
            gathered.is_left |= answer.is_left
            gathered.busy = answer if answer.on_the_way else gathered.busy
            return answer
        return answer if answer.status in WHOLE else Trouble.of(answer)

    async def _ask(self, url: str, kind: str, read: Callable[[Served], Any], gathered: Gathered) -> Any:
        answer = await self.answer(url, kind, gathered)
        if isinstance(answer, Trouble):
            return answer
        try:
            return await read(answer.served)
        except Unreadable as error:
            return Trouble(error.state, str(error))

    async def read_many(self, reader: Callable[..., Any], pages_: list[Served]) -> Any:
        """Return what a worker reads from several answers, or the Trouble that it could not."""
        try:
            return await self._archivist.workers.run(reader, pages_)
        except Unreadable as error:
            return Trouble(error.state, str(error))

    def _hint(self, page: Page, answer: Answer) -> Candidate | None:
        """Return what feed, sitemap and REST list said of the page, with the last change that they told of."""
        told = pages.hint_candidate(page) or Candidate(page.url, page.url)
        told = replace(told, url=answer.url)
        if page.modified_hint and not (told.modified and told.modified.raw == page.modified_hint):
            moment = parse_moment(page.modified_hint, fetched_at=answer.served.fetched_at, source="feed")
            same = told.modified and moment and told.modified.utc == moment.utc
            told = told if same else replace(told, modified=moment)
        return told if told.modified else replace(told, modified=_last_modified(answer))

    def stored_page(self, page: Page) -> Served | None:
        """Return the page as it was last captured, where comments beside it may have changed though it has not."""
        archive = self._archivist.archive
        sql = (
            "select c.*, a.comment_system from captures c join visits v on v.id = c.visit_id "
            f"join articles a on a.id = ? where v.page_id = ? and c.kind = 'page' and c.status in {WHOLE} "
            "order by c.id desc limit 1"
        )
        row = next(iter(archive.db.query(sql, [page.article_id, page.id])), None)
        if (
            row is None
            or row["sha256"] == "erased"
            or not any(name in (row["comment_system"] or "") for name in reading.THREADS)
        ):
            return None
        try:
            return Served.stored(archive.reader.response(row))
        except (DamagedArchive, Undecodable) as error:
            logger.warning("%s: %s", page.url, error)
            return None


def _beyond(pages_: tuple[str, ...], asked: set[str]) -> tuple[str, ...]:
    """Return those of a thread's pages, oldest first, that come after all that were asked.

    The first page is not among them: it may be the article's own address, which names no number.
    """
    known = [n for n, url in enumerate(pages_) if urls.page_key(url) in asked]
    return pages_[known[-1] + 1 :] if known else pages_[-1:]
