"""A small portal on loopback whose every page is odd in one way, and that remembers what it was asked."""

import gzip
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import Any

from tests import forked
from tests.looks import ask

Headers = list[tuple[str, str]]
Answer = tuple[int, Headers, bytes]
HTML = ("Content-Type", "text/html; charset=utf-8")
FILLER = (
    "The harbour bridge was closed for repairs in spring and carries trams again from today, the council said, while "
    "cyclists have to wait for the eastern ramp until the end of the month."
)


def article(name: str, *, head: str = "", body: str = "", text: str = FILLER) -> bytes:
    """Return an article's page."""
    return (
        f'<!doctype html><html lang="en"><head><title>Story {name} - Odd News</title>{head}'
        f'<meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="2024-05-01T08:30:00+00:00"></head><body><article>'
        f'<h1 class="entry-title">Story {name}</h1><div class="entry-content"><p>{text} Story {name} one.</p>'
        f"<p>{text} Story {name} two.</p></div></article>{body}</body></html>"
    ).encode()


def site_of_stories(count: int = 30) -> "OddSite":
    """Return a site whose home page leads to `count` articles."""
    site = OddSite()
    site.add("/robots.txt", "User-agent: *\nAllow: /\n")
    links = "".join(f'<h2><a href="/story-{n}/">{n}</a></h2>' for n in range(count))
    site.add("/", f"<html><head><title>Odd News</title></head><body>{links}</body></html>")
    for number in range(count):
        site.add(f"/story-{number}/", article(str(number)))
    return site


def _missing(site: "OddSite") -> "Answer":
    return 404, [HTML], b"not found"


@dataclass
class OddSite:
    """Pages by path; each is made anew at every request."""

    base: str = ""
    pages: dict[str, Callable[["OddSite"], Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """Path and headers (lower case) of every request, in order."""

    def counts(self) -> Counter[str]:
        """Return how often each path was asked for."""
        return Counter(path for path, _ in self.asked)

    def add(self, path: str, body: bytes | str, status: int = 200, *headers: tuple[str, str]) -> None:
        """Add a page that is always the same."""
        data = body.encode() if isinstance(body, str) else body
        told = [*headers] if any(name == "Content-Type" for name, _ in headers) else [HTML, *headers]
        self.pages[path] = lambda _: (status, told, data)

    def add_flaky(self, path: str, body: bytes, failures: int, status: int, *headers: tuple[str, str]) -> None:
        """Add a page that fails so often before it answers."""
        turn = count()
        self.pages[path] = lambda _: (status, [*headers], b"") if next(turn) < failures else (200, [HTML], body)


@contextmanager
def serving(site: OddSite) -> Iterator[OddSite]:
    """Serve the site until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            status, headers, body = site.pages.get(self.path, _missing)(site)
            etag = dict(headers).get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                status, body = 304, b""
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            if "Content-Length" not in dict(headers):
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            if "Content-Length" in dict(headers):
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        site.base = f"http://127.0.0.1:{server.server_port}"
        try:
            yield site
        finally:  # else a test that fails would wait for the thread for ever
            server.shutdown()
            thread.join()


def crawl(base: str, archive: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Crawl the site as a user does."""
    return forked.newsarchive(*command(base, archive, *more))


def command(base: str, archive: Path, *more: str) -> list[str]:
    """Return the arguments of a crawl of the site."""
    return ["crawl", "portal", "-a", f"url={base}/", "-s", f"ARCHIVE={archive}", "-s", "DOWNLOAD_DELAY=0", *more]


@dataclass
class Crawled:
    """A site that was crawled twice."""

    site: OddSite
    folder: Path
    first: list[tuple[str, dict[str, str]]]
    """What the first run asked: paths and headers."""
    second: list[tuple[str, dict[str, str]]]
    output: str
    """What the first run printed."""

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        return ask(self.folder, sql)


def crawl_twice(site: OddSite, folder: Path) -> Crawled:
    """Crawl the site into an archive in the folder, twice, each without a complaint."""
    done = crawl(site.base, folder)
    first = list(site.asked)
    again = crawl(site.base, folder)
    assert [(one.returncode, one.stderr) for one in (done, again)] == [(0, ""), (0, "")]
    return Crawled(site, folder, first, site.asked[len(first) :], done.stdout)


def odd_site(canary: str) -> OddSite:
    """Return a portal with every oddity that a crawl must name; `canary` is an origin that it must never ask."""
    site = OddSite()
    site.add("/robots.txt", "User-agent: *\nDisallow: /private/\n", 200, ("Content-Type", "text/plain"))
    site.add("/good/", article("good"), 200, ("ETag", '"one"'))
    site.add("/packed/", gzip.compress(article("packed")), 200, ("Content-Encoding", "gzip"))
    whole = gzip.compress(article("half"))
    site.add("/half/", whole[: len(whole) // 2], 200, ("Content-Encoding", "gzip"))
    site.add("/short/", article("short"), 200, ("Content-Length", "9000"))
    site.add("/bomb/", gzip.compress(b" " * 70_000_000, 1), 200, ("Content-Encoding", "gzip"))
    site.add_flaky("/flaky/", article("flaky"), 2, 503)
    site.add_flaky("/patient/", article("patient"), 1, 429, ("Retry-After", "1"))
    site.add("/busy/", "later", 429, ("Retry-After", "86400"))
    site.add("/forbidden/", "no", 403)
    site.add("/gone/", "gone", 410)
    site.add("/by-a-proxy/", article("by a proxy"), 203)
    site.add("/accepted/", article("accepted"), 202)
    site.add("/part/", article("part"), 206, ("Content-Range", "bytes 0-900/9000"))
    site.add("/nothing/", "", 204)
    site.add("/soft/", "<html><head><title>Page not found</title></head><body><h1>Page not found</h1></body></html>")
    site.add("/empty/", b"")
    site.add("/image/", article("image"), 200, ("Content-Type", "image/png"))
    site.add("/told-twice/", article("told twice"), 200, ("Content-Type", "text/plain, text/html; charset=utf-8"))
    site.add("/no-utf-16/", article("no UTF-16"), 200, ("Content-Type", "text/html; charset=utf-16"))
    site.add("/same/", b"", 304)
    site.add("/nowhere/", b"", 302, ("Location", "http://[::1/"))
    site.add("/moved/", b"", 301, ("Location", "/new-place/"))
    site.add("/new-place/", article("moved"))
    site.add("/homeward/", b"", 302, ("Location", "/"))
    site.add("/abroad/", b"", 302, ("Location", f"{canary}/x"))
    site.add("/file/", b"", 302, ("Location", "file:///etc/passwd"))
    site.add("/loop/", b"", 302, ("Location", "/loop/"))
    site.add("/refresh/", f'<html><head><meta http-equiv="refresh" content="0;url={canary}/m"></head></html>')
    for step in range(1, 8):
        refresh = f'<meta http-equiv="refresh" content="0;url=/on/{step + 1}/">'
        site.add(f"/on/{step}/", f"<html><head>{refresh}</head></html>")
    site.add("/on/3/", b"", 302, ("Location", "/on/4/"))
    site.add("/abroad-home/", b"", 302, ("Location", f"{canary}/"))
    site.add("/noarchive/", article("noarchive", head='<meta name="robots" content="noarchive">'))
    site.add("/tagged/", article("tagged"), 200, ("X-Robots-Tag", "noindex"))
    site.add("/wall/", "<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>")
    site.add("/twin/", article("one", head='<link rel="canonical" href="/original/">'))
    site.add("/original/", article("one", head='<link rel="canonical" href="/original/">'))
    site.add("/private/", article("private"))
    unlinked = ("/robots.txt", "/new-place/", "/original/", *(f"/on/{step}/" for step in range(2, 8)))
    linked = (path for path in site.pages if path not in unlinked)
    links = "".join(f'<h2><a href="{path}">{path}</a></h2>' for path in linked)
    site.add("/", f"<html><head><title>Odd News</title></head><body>{links}</body></html>")
    return site
