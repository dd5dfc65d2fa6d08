"""The platform most portals run on: found, paged and asked as WordPress is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urljoin

from newsarchive.archive.pages import Page
from newsarchive.crawl import reading
from newsarchive.crawl.asking import Answer, Trouble
from newsarchive.crawl.discovery import Listing, RestComments
from newsarchive.crawl.portal import PortalSpider
from newsarchive.crawl.reading import Served
from newsarchive.crawl.rest import RestInterface
from newsarchive.crawl.traps import BARREN, PASSING
from newsarchive.extract import Part
from newsarchive.items import Article, Reading
from newsarchive.times import utc_text

if TYPE_CHECKING:
    from newsarchive.crawl.discovering import Discovery
    from newsarchive.crawl.parts import Gathered, PartReader

MAX_REST_PAGES = 50
"""Pages of 100 comments that a run asks of a list."""
MAX_POST_PAGES = 50
"""Pages of 100 posts that a run asks of the list; the sitemaps name the rest."""
_RECORD_BYTES = 64
"""Bytes as served, packed or not, that no record of a comment goes below: a shorter list is empty."""


class WordPressSpider(PortalSpider):
    """Any portal on WordPress: REST where it is open, feeds and sitemaps of core and of SEO plug-ins, core's markup."""

    name = "wordpress"
    follows_links: ClassVar[bool] = False
    has_wordpress_pages: ClassVar[bool] = True
    rest: RestInterface | None = None

    async def discover_more(self, discovery: Discovery, home: Listing | None) -> None:
        """Ask REST for posts changed and comments written since the last run."""
        root = (home.rest_root if home else None) or urljoin(self.base, "wp-json/")
        if self.guard.refusal(root) is not None:
            root = urljoin(self.base, "wp-json/")
        self.rest = RestInterface(root)
        last = None if discovery.is_first or self.revisits_all else self._last_run()
        await self._posts(discovery, last)
        if last is not None and self.rest.is_open:
            await self._new_comments(discovery, last)

    def _last_run(self) -> datetime | None:
        sql = "select max(started_at) from runs where portal_id = ? and reason = 'finished' and finished_at is not null"
        (found,) = self.archivist.archive.db.execute(sql, [self.archivist.portal_id]).fetchone()
        return datetime.fromisoformat(found) if found else None

    async def _posts(self, discovery: Discovery, last: datetime | None) -> None:
        assert self.rest is not None
        row_url = f"{self.rest.root}wp/v2/posts"
        before: list[str] = []
        news: list[str] = []
        copies = self.archivist.copies
        for number in range(1, MAX_POST_PAGES + 1):
            url = self.rest.posts(number, last)
            found = await discovery.sources.ask(url, "rest", reading.rest_posts, row_url=row_url)
            if found is None or isinstance(found, Trouble):
                if isinstance(found, Trouble) and number == 1:
                    self.rest.close(found)
                return
            if not found.is_list:
                self.rest.is_open = False
                return
            named = [replace(one, source=row_url) for one in found.candidates]
            listed = [one.url for one in named]
            new = copies.unknown(named)
            is_made_up = len(new) > BARREN and copies.are_passing(row_url, named)
            await discovery.note_all(new[:BARREN] if is_made_up else named, row_url)
            if not found.is_full or listed == before:  # a list that knows no pages gives its first one for ever
                return
            news = [*news, *(one.url for one in new)][-PASSING:]
            if is_made_up or discovery.traps.is_barren(listed) or copies.are_vain(news):
                copies.leave(row_url)
                page = self.archivist.page(row_url, "rest")
                return discovery.sources.save(page, "refused", "trap:endless-listing")
            before = listed

    async def _new_comments(self, discovery: Discovery, last: datetime) -> None:
        """Make the articles due that have comments which the archive does not hold, of those written of late.

        What is known decides, not the clocks: the list is a day wider than asked for, and a comment that was held
        back appears under the time at which it was written.
        """
        assert self.rest is not None
        row_url = f"{self.rest.root}wp/v2/comments"
        before: RestComments | None = None
        for number in range(1, MAX_REST_PAGES + 1):
            url = self.rest.new_comments(number, last)
            found = await discovery.sources.ask(url, "rest", reading.rest_new_comments, row_url=row_url)
            if found is None or isinstance(found, Trouble):
                return
            for comment, post in found.comments:
                self._make_due(post, comment, last)
            if not found.is_full or found == before:
                return
            before = found

    def _make_due(self, post: str, comment: str, last: datetime) -> None:
        archive, portal_id = self.archivist.archive, self.archivist.portal_id
        now = utc_text(datetime.now(last.tzinfo))
        archive.begin()
        with archive.faults():
            # Two steps, each by its index: together SQLite walks all pages of the portal.
            sql = "select id from articles where portal_id = ? and source_id = ?"
            for (article_id,) in archive.db.execute(sql, [portal_id, post]).fetchall():
                sql = "select 1 from comments where article_id = ? and source_id = ?"
                if archive.db.execute(sql, [article_id, comment]).fetchone():
                    continue
                sql = "update pages set next_visit_at = ? where article_id = ? and kind = 'article' and fetched_at < ?"
                archive.db.execute(sql, [now, article_id, now])

    async def rest_parts(self, page: Page, found: Reading, reader: PartReader, gathered: Gathered) -> list[Part]:
        """Return the post's record, where nothing told its times yet, and its comments."""
        if self.rest is None:
            self.rest = RestInterface(found.rest_root or urljoin(self.base, "wp-json/"))
        post = found.article.source_id
        if not self.rest.is_open or post is None or not post.isdecimal():
            return []
        parts: list[Part] = []
        if page.modified_hint is None:
            record = await self._json(found.rest_record or self.rest.post(post), reader, gathered)
            if isinstance(record, Article):
                parts.append(Part("rest", record))
        if self.rest.is_open and found.article.access != "protected":
            parts += await self._comments(post, reader, gathered)
        return parts

    async def _json(self, url: str, reader: PartReader, gathered: Gathered) -> Article | None:
        assert self.rest is not None
        told = await reader.ask_json(url, "rest", reading.rest_record, gathered)
        if isinstance(told, Article):
            return told
        if (
            isinstance(told, Trouble) and told.state != "gone"
        ):  # that says of this record only: a type of post may have none
            self.rest.close(told)
        return None

    async def _comments(self, post: str, reader: PartReader, gathered: Gathered) -> list[Part]:
        assert self.rest is not None
        served: list[Served] = []
        for number in range(1, MAX_REST_PAGES + 1):
            answer = await reader.answer(self.rest.comments(post, number), "rest-comments", gathered)
            if isinstance(answer, Trouble):
                if number == 1:
                    self.rest.close(answer)
                if number > 1 or self.rest.is_open:
                    gathered.lacks(f"page {number} of the comments' list: {answer.reason}")
                break
            if served and answer.served.body == served[-1].body:
                gathered.lacks(f"page {number} of the comments' list is the one before")
                break
            served.append(answer.served)
            if _ends(answer, number):
                break
        else:
            gathered.lacks(f"more than {MAX_REST_PAGES} pages of the comments' list")
        told = await reader.read_many(reading.rest_comments, served) if served else None
        if not isinstance(told, Article):
            if told is not None:
                gathered.lacks(f"the comments' list: {told.reason}")
            return []
        return [Part("rest-comments", told)]


def _ends(answer: Answer, number: int) -> bool:
    """Tell whether a list of comments ends with its page of that number: by the total it names, or because it is empty.

    A total may be false: it is no number, or one of thousands of digits.
    """
    total = answer.headers.get("x-wp-totalpages", "")
    is_last = not total.isdecimal() or (len(total) < 10 and int(total) <= number)
    return is_last or len(answer.served.body) < _RECORD_BYTES
