"""From item to row: normalise, deduplicate, store; each wraps one function."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newsarchive import urls
from newsarchive.crawl.normalising import normalise, renamed
from newsarchive.crawl.visited import VisitedArticle, visited
from newsarchive.errors import NewsarchiveError

if TYPE_CHECKING:
    from newsarchive.crawl.portal import PortalSpider


class NormalisePipeline:
    """Makes every text clean Unicode: the last gate before the archive."""

    def process_item(self, item: VisitedArticle) -> VisitedArticle:
        """Return the item with clean texts; the same object where they are clean already."""
        clean = normalise(item)
        return item if clean is item else visited(clean, item.visit)


class DeduplicatePipeline:
    """Gives an article the canonical form of its address, and lets each address through once a run."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def process_item(self, item: VisitedArticle) -> VisitedArticle:
        """Return the item under its canonical address; raises DropItem for a second one of the run."""
        url = urls.canonical(item.url)
        key = urls.page_key(url)
        if key in self._seen:
            raise DropItem(f"{url} was stored in this run", log_level="DEBUG")
        self._seen.add(key)
        return item if url == item.url else visited(renamed(item, url), item.visit)


class StorePipeline:
    """Stores the item's visit: captures, article, comments and the state of its page, in one savepoint."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StorePipeline:
        """Make the pipeline."""
        return cls(crawler)

    def process_item(self, item: VisitedArticle) -> VisitedArticle:
        """Return the item, stored; after an error of the archive nothing is stored any more and the run ends."""
        spider = cast("PortalSpider", self._crawler.spider)
        if spider.archivist.error is not None:
            raise DropItem("the archive cannot be written", log_level="DEBUG")
        try:
            spider.archivist.save(item.visit)
        except NewsarchiveError as error:
            spider.archivist.fail(error)
            spider.give_up()
            raise DropItem(str(error), log_level="DEBUG") from None
        return item
