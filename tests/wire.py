"""A crawl's asker and download handler over answers of our own, byte for byte."""

import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import Settings

from newsarchive.captures import Exchange
from newsarchive.crawl.asking import Answer, Asker, Trouble
from newsarchive.crawl.fetching import EXCHANGE, CapturingDownloadHandler
from newsarchive.crawl.portal import PortalSpider


@contextmanager
def answering(*raw: bytes) -> Iterator[str]:
    """Serve raw answers on a socket, one a connection, and give its address; the last is repeated."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        server.settimeout(10)

        def serve() -> None:
            turn = 0
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection, suppress(ConnectionError):  # who has enough of a long answer goes before its end
                    connection.settimeout(10)
                    if connection.recv(65_536):
                        connection.sendall(raw[min(turn, len(raw) - 1)])
                turn += 1

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()


class Wire:
    """What of Scrapy's engine an asker uses, without robots.txt and pace: the download handler."""

    def __init__(self, handler: CapturingDownloadHandler) -> None:
        self._handler = handler

    async def download_async(self, request: Request) -> Response:
        return await self._handler.download_request(request)


@asynccontextmanager
async def crawling(base: str, **settings: Any) -> AsyncIterator[tuple[CapturingDownloadHandler, Asker]]:
    """Give the download handler and an asker of a crawl of the site."""
    told = Settings({"RETRY_LIMIT": 2, "RETRY_WAIT_LIMIT": 3.0, "DOWNLOAD_TIMEOUT": 10.0, "DOWNLOAD_DELAY": 0})
    told.setmodule("newsarchive.crawl.settings", priority="default")
    told.update(settings, priority="cmdline")
    crawler = Crawler(PortalSpider, told)
    crawler.spider = PortalSpider(url=base)
    handler = CapturingDownloadHandler(crawler)
    crawler.engine = Wire(handler)  # type: ignore[assignment]
    try:
        yield handler, Asker(crawler)
    finally:
        await handler.close()


async def asked(base: str, path: str = "", *, is_article: bool = False, **settings: Any) -> Answer | Trouble:
    async with crawling(base, **settings) as (_, asker):
        return await asker.get(base + path, "page", is_article=is_article)


async def download(base: str, path: str = "", **settings: Any) -> tuple[Response, Exchange]:
    async with crawling(base, **settings) as (handler, _):
        request = Request(base + path)
        response = await handler.download_request(request)
        return response, request.meta[EXCHANGE]
