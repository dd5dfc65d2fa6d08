"""Peers of `benchmarks.crawl`: Scrapy fetching only, and what most projects do with trafilatura and SQLite."""

from __future__ import annotations

import asyncio
import importlib
import sqlite3
import sys
from collections.abc import AsyncIterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response, TextResponse


def article_of(html: str, url: str) -> tuple[str | None, str | None, str | None, str | None]:
    """Return headline, author, day and text as trafilatura reads them."""
    trafilatura = importlib.import_module("trafilatura")
    found: Any = trafilatura.bare_extraction(html, url=url, fast=True, with_metadata=True, include_comments=False)
    return (found.title, found.author, found.date, found.text) if found else (None, None, None, None)


class FetchSpider(scrapy.Spider):
    """Fetches every page that the sitemap names."""

    name = "fetch"
    base: str

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Ask for the sitemap."""
        yield scrapy.Request(f"{self.base}sitemap.xml", self.sitemap)

    def sitemap(self, response: Response) -> Any:
        """Ask for each page."""
        assert isinstance(response, TextResponse)
        for address in response.selector.xpath("//*[local-name()='loc']/text()").getall():
            yield scrapy.Request(address, self.page)

    async def page(self, response: Response) -> None:
        """Drop the page."""


class TrafilaturaSpider(FetchSpider):
    """Extracts with trafilatura and inserts into SQLite, in one transaction."""

    name = "trafilatura"

    def __init__(self, base: str, pool: ProcessPoolExecutor | None) -> None:
        super().__init__(base=base)
        self.pool = pool
        self.db = sqlite3.connect(Path.cwd() / "articles.db")
        self.db.execute("create table articles (url text primary key, title text, author text, day text, body text)")

    async def page(self, response: Response) -> None:
        """Store the page."""
        assert isinstance(response, TextResponse)
        if self.pool is None:
            row = article_of(response.text, response.url)
        else:
            loop = asyncio.get_running_loop()
            row = await loop.run_in_executor(self.pool, article_of, response.text, response.url)
        self.db.execute("insert or replace into articles values (?, ?, ?, ?, ?)", (response.url, *row))

    def closed(self, reason: str) -> None:
        """Commit."""
        self.db.commit()


def main() -> None:
    """Crawl the site at the first argument in the way the second names."""
    base, way = sys.argv[1:]
    process = AsyncCrawlerProcess({"LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False})
    if way == "fetch":
        process.crawl(FetchSpider, base=base)
        process.start()
        return
    pool = ProcessPoolExecutor(2) if way == "trafilatura-pool" else None
    process.crawl(TrafilaturaSpider, base=base, pool=pool)
    process.start()
    if pool:
        pool.shutdown()


if __name__ == "__main__":
    main()
