"""The download handler: one request over the wire, guarded at the connection, kept as it came.

On aiohttp rather than Scrapy's own client: it gives the headers as served (order, case, repetition), the body still
packed, and lets the resolver judge the address that is connected to.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from ipaddress import ip_address

import aiohttp
from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from scrapy.http import Headers, Response
from yarl import URL

from newsarchive.captures import WHOLE, Exchange
from newsarchive.crawl.guard import Guard, GuardedResolver, Refused
from newsarchive.crawl.reading import BEGINNING, beginning_of

DOWNLOAD_ERRORS = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    OSError,
)
"""What the handler raises where a host does not answer in full; another try may do better. Refused is no such error."""
MAX_HEADER_LINE = 65_536
"""Bytes of a header; some list a whole policy in one …"""
MAX_HEADERS = 256
"""… and how many of them: an answer's head weighs no more than its body may."""
EXCHANGE = "exchange"
"""Key of a request's meta under which its exchange lies once it has been answered in full."""
KIND = "kind"
"""Key of a request's meta: the `Capture.kind` of its answer."""


class _KnownPeer(aiohttp.ClientResponse):
    """A response that remembers whom it came from; the connection is gone once the body is read."""

    peer: str | None = None

    async def start(self, connection: aiohttp.connector.Connection) -> aiohttp.ClientResponse:
        transport = connection.transport
        name = transport.get_extra_info("peername") if transport is not None else None
        self.peer = str(name[0]) if name else None
        return await super().start(connection)


class _Idle:
    """In place of a parser while a connection is kept: what comes then closes it, for it would be the next answer."""

    def __init__(self, protocol: aiohttp.client_proto.ResponseHandler) -> None:
        self._protocol = protocol

    def feed_data(self, data: bytes) -> tuple[tuple[()], bool, bytes]:
        if data:
            self._protocol.close()
        return (), False, b""

    def feed_eof(self) -> None:
        pass


class _Connector(aiohttp.TCPConnector):
    """Keeps connections, but none over which anything comes that nobody asked for, be it with the end of a body."""

    async def _get(
        self, key: aiohttp.client_reqrep.ConnectionKey, traces: list[aiohttp.tracing.Trace]
    ) -> aiohttp.connector.Connection | None:
        while kept := await super()._get(key, traces):
            if kept.protocol is not None and not kept.protocol.should_close:
                return kept
            kept.close()
        return None

    def _release(
        self,
        key: aiohttp.client_reqrep.ConnectionKey,
        protocol: aiohttp.client_proto.ResponseHandler,
        *,
        should_close: bool = False,
    ) -> None:
        if not protocol.should_close:
            protocol._parser = _Idle(protocol)  # type: ignore[assignment]
        super()._release(key, protocol, should_close=should_close)


class CapturingDownloadHandler(BaseDownloadHandler):
    """Downloads, and leaves the exchange in the request's meta."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self._guard: Guard = crawler.spider.guard  # type: ignore[union-attr]
        self._timeout = settings.getfloat("DOWNLOAD_TIMEOUT")
        self._maxsize = settings.getint("DOWNLOAD_MAXSIZE")
        self._session: aiohttp.ClientSession | None = None

    def _open(self) -> aiohttp.ClientSession:
        """Return the session, made at the first request: a run that ends before has nothing to close."""
        if self._session is None:
            settings = self.crawler.settings
            self._session = aiohttp.ClientSession(
                connector=_Connector(
                    resolver=GuardedResolver(self._guard),
                    limit=settings.getint("CONCURRENT_REQUESTS"),
                    limit_per_host=settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"),
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                response_class=_KnownPeer,
                skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
                max_line_size=MAX_HEADER_LINE,
                max_field_size=MAX_HEADER_LINE,
                max_headers=MAX_HEADERS,
            )
        return self._session

    async def download_request(self, request: Request) -> Response:
        """Return the whole response; raises Scrapy's download errors, or Refused."""
        url = URL(request.url, encoded=True)
        # aiohttp asks no resolver for an address literal.
        if url.raw_host and (reason := self._literal_refusal(url.raw_host)):
            raise Refused(reason)
        seconds = request.meta.get("download_timeout", self._timeout)
        fetched_at, started = datetime.now(UTC), time.monotonic()
        try:
            async with self._open().request(
                request.method,
                url,
                data=request.body or None,
                headers=[(k.decode("latin-1"), v.decode("latin-1")) for k, vs in request.headers.items() for v in vs],
                timeout=aiohttp.ClientTimeout(total=seconds),
                allow_redirects=False,
            ) as answer:
                request.meta["download_latency"] = time.monotonic() - started
                body, is_cut = await self._read(request, answer)
                return self._response(request, answer, body, fetched_at, is_cut)
        except Refused:
            raise
        except TimeoutError:
            raise DownloadTimeoutError(f"no whole answer within {seconds:g} s") from None
        except aiohttp.ClientConnectorDNSError as error:
            raise _refusal_in(error) or CannotResolveHostError(f"no such host: {error.host}") from None
        except aiohttp.ClientConnectorError as error:
            refusal = _refusal_in(error)
            raise refusal or DownloadConnectionRefusedError(f"no connection: {error.strerror or error}") from None
        except aiohttp.ClientPayloadError as error:
            raise ResponseDataLossError(f"body cut short: {_first_line(error)}") from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise DownloadFailedError(f"no HTTP answer: {_first_line(error)}") from None

    def _literal_refusal(self, host: str) -> str | None:
        try:
            ip_address(host.strip("[]"))
        except ValueError:
            return None
        return self._guard.connection_refusal(host, host.strip("[]"))

    async def _read(self, request: Request, answer: aiohttp.ClientResponse) -> tuple[bytes, bool]:
        """Return the body, and whether it is only the beginning: all that is taken of what goes beyond the limit."""
        limit = request.meta.get("download_maxsize", self._maxsize)
        kept = _kept(request, answer, limit)
        length = answer.headers.get("Content-Length", "")
        is_long = length.isdigit() and int(length) > limit
        if is_long and not kept:
            raise DownloadCancelledError(f"larger than {limit} bytes: {length[:20]} announced")
        most = kept if is_long else limit
        # The buffer hands out what it holds (joined parts would be there twice), and lets go of it where an error ends
        # the reading: the error's traceback would hold it until the collector comes by.
        with io.BytesIO() as found:
            async for part in answer.content.iter_any():
                found.write(part)
                if found.tell() > most:
                    answer.close()
                    if not kept:
                        raise DownloadCancelledError(f"larger than {limit} bytes")
                    is_text = request.meta.get(KIND) == "robots"  # lines, whose reader knows that the last may be cut
                    return found.getvalue()[:kept] if is_text else beginning_of(found.getvalue(), kept), True
            return found.getvalue(), False

    def _response(
        self, request: Request, answer: aiohttp.ClientResponse, body: bytes, at: datetime, is_cut: bool
    ) -> Response:
        peer = answer.peer if isinstance(answer, _KnownPeer) else None
        request.meta[EXCHANGE] = Exchange(
            kind=str(request.meta.get(KIND, "page")),
            url=request.url,
            fetched_at=at,
            method=request.method,
            request_headers=tuple(_raw(answer.request_info.headers.items())),
            status=answer.status,
            reason=answer.reason or "",
            response_headers=tuple(answer.raw_headers),
            body=body,
            ip=peer,
            is_cut=is_cut,
        )
        headers = Headers()
        for name, value in answer.raw_headers:
            headers.appendlist(name, value)
        return Response(
            request.url,
            status=answer.status,
            headers=headers,
            body=body,
            ip_address=ip_address(peer) if peer else None,
            protocol="HTTP/1.1",
        )

    async def close(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()


def _kept(request: Request, answer: aiohttp.ClientResponse, limit: int) -> int:
    """Return how many bytes are kept of a body that goes beyond the limit; 0 where a beginning is of no use.

    It is of use for robots.txt and, where the body is not packed, for an article, a listing, a feed or a sitemap.
    """
    kind, told = request.meta.get(KIND), answer.content_type
    if kind == "robots":
        return limit
    if answer.status not in WHOLE or "Content-Encoding" in answer.headers:
        return 0
    if kind in ("page", "listing"):
        return min(BEGINNING, limit) if told == "text/html" else 0
    is_text = kind in ("feed", "sitemap") and (told.startswith("text/") or told.endswith("xml"))
    return limit if is_text else 0


def _raw(pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[bytes, bytes]]:
    return ((name.encode("latin-1", "replace"), value.encode("latin-1", "replace")) for name, value in pairs)


def _refusal_in(error: BaseException) -> Refused | None:
    """Return the guard's refusal that a connection error of aiohttp wraps."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, Refused):
            return cause
        inner = getattr(cause, "os_error", None)
        cause = inner if isinstance(inner, BaseException) and inner is not cause else cause.__cause__
    return None


def _first_line(error: BaseException) -> str:
    """Return what aiohttp's parser says, without the bytes it shows beneath."""
    cause = error.__cause__ or error.__context__
    for one in (error, cause):
        message = getattr(one, "message", None)
        if isinstance(message, str) and message:
            return message.splitlines()[0].rstrip(":")[:200]
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
