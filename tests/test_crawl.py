"""One crawl of a portal of oddities: every address ends in one state, with its reason."""

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests import forked
from tests.odd_site import Crawled, OddSite, crawl, crawl_twice, odd_site, serving

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def canary() -> Iterator[OddSite]:
    """A host that no crawl may ask."""
    with serving(OddSite()) as site:
        yield site


@pytest.fixture(scope="module")
def crawled(canary: OddSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    with serving(odd_site(canary.base)) as site:
        yield crawl_twice(site, tmp_path_factory.mktemp("odd") / "archive")


WANTED = {
    "/accepted/": ("failed", "status 202"),
    "/by-a-proxy/": ("stored", None),
    "/nothing/": ("not-article", "status 204"),
    "/part/": ("failed", "status 206"),
    "/abroad/": ("refused", "after a redirect: another port or scheme: "),
    "/abroad-home/": ("refused", "after a redirect: another port or scheme: "),
    "/bomb/": ("failed", "unpacks to more than 67108864 bytes"),
    "/busy/": ("deferred", "status 429, Retry-After 1 day, 0:00:00"),
    "/empty/": ("not-article", "empty"),
    "/file/": ("failed", "302 without a usable Location"),
    "/flaky/": ("stored", None),
    "/forbidden/": ("refused", "status 403"),
    "/gone/": ("gone", "status 410"),
    "/good/": ("stored", None),
    "/half/": ("failed", "gzip cut short"),
    "/homeward/": ("not-article", "redirect to the home page"),
    "/image/": ("not-article", "type image/png"),
    "/loop/": ("failed", "redirects in a circle"),
    "/moved/": ("redirect", "redirect (301) to "),
    "/new-place/": ("stored", None),
    "/noarchive/": ("noarchive", "noarchive"),
    **{f"/on/{step}/": ("redirect", "meta refresh to http://127.0.0.1:") for step in (1, 2, 4, 5)},
    "/on/3/": ("redirect", "redirect (302) to "),
    "/on/6/": ("failed", "more than 5 redirects"),
    "/no-utf-16/": ("stored", None),
    "/nowhere/": ("failed", "302 without a usable Location"),
    "/original/": ("stored", None),
    "/packed/": ("stored", None),
    "/patient/": ("stored", None),
    "/private/": ("robots", "robots.txt disallows it"),
    "/refresh/": ("refused", "meta refresh to another port or scheme: "),
    "/same/": ("failed", "status 304, which was not asked for"),
    "/short/": ("failed", "body cut short: "),
    "/soft/": ("not-article", "soft-404"),
    "/tagged/": ("noarchive", "noindex"),
    "/told-twice/": ("stored", None),
    "/twin/": ("alias", None),
    "/wall/": ("refused", "challenge"),
}


@pytest.mark.parametrize("path", WANTED)
def test_every_address_ends_in_one_state_with_its_reason(crawled: Crawled, path: str) -> None:
    states = crawled.rows("select url, state, reason from pages where kind = 'article'")
    found = [(state, reason) for url, state, reason in states if urlsplit(str(url)).path == path]
    state, reason = WANTED[path]
    assert len(found) == 1 and found[0][0] == state
    assert found[0][1] is None if reason is None else str(found[0][1]).startswith(reason)


def test_no_address_is_left_without_an_expectation(crawled: Crawled) -> None:
    urls = crawled.rows("select url from pages where kind = 'article'")
    assert {urlsplit(str(url)).path for (url,) in urls} == set(WANTED)


def test_only_whole_articles_are_stored_each_once(crawled: Crawled) -> None:
    headlines = [headline for (headline,) in crawled.rows("select headline from articles order by headline")]
    names = ("by a proxy", "flaky", "good", "moved", "no UTF-16", "one", "packed", "patient", "told twice")
    assert headlines == [f"Story {name}" for name in names]


def test_another_origin_is_never_asked(crawled: Crawled, canary: OddSite) -> None:
    assert canary.asked == [] and crawled.first


def test_what_robots_forbids_is_never_asked(crawled: Crawled) -> None:
    assert "/private/" not in crawled.site.counts()


def test_failures_are_tried_three_times_refusals_once(crawled: Crawled) -> None:
    paths = [path for path, _ in crawled.first]
    asked = {path: paths.count(path) for path in ("/flaky/", "/short/", "/forbidden/", "/gone/", "/busy/", "/half/")}
    assert asked == {"/flaky/": 3, "/short/": 3, "/forbidden/": 1, "/gone/": 1, "/busy/": 1, "/half/": 1}


def test_the_crawler_says_who_it_is_and_sends_no_cookies(crawled: Crawled) -> None:
    agents = {headers["user-agent"] for _, headers in crawled.first}
    assert len(agents) == 1 and next(iter(agents)).startswith("newsarchive/")
    assert not any("cookie" in headers or "authorization" in headers for _, headers in crawled.first)


def test_a_second_run_asks_little_and_adds_nothing(crawled: Crawled) -> None:
    assert len(crawled.second) <= 0.15 * len(crawled.first)
    assert crawled.rows("select count(*) from revisions") == [(9,)]
    assert [row[0] for row in crawled.rows("select reason from runs")] == ["finished", "finished"]


def test_the_summary_counts_what_became_of_the_addresses(crawled: Crawled) -> None:
    assert crawled.output.count("\n") == 1
    assert "articles 9 new, 0 changed, 1 same" in crawled.output and "1 gone" in crawled.output


def test_captures_hold_the_bytes_as_served_and_nothing_that_was_reserved(crawled: Crawled) -> None:
    records = {}
    for file in (crawled.folder / "captures").glob("*.warc.gz"):
        for record in ArchiveIterator(io.BytesIO(file.read_bytes()), no_record_parse=True):
            if record.rec_type == "response":
                path = urlsplit(record.rec_headers.get_header("WARC-Target-URI")).path
                records[path] = record.raw_stream.read()
    assert records["/packed/"].endswith(crawled.site.pages["/packed/"](crawled.site)[2])
    assert b"HTTP/1.1 301" in records["/moved/"] and b"Location: /new-place/" in records["/moved/"]
    assert {"/robots.txt", "/", "/gone/", "/wall/"} <= records.keys()
    assert not {"/noarchive/", "/tagged/"} & records.keys()


def test_a_page_is_asked_again_under_the_condition_of_its_last_answer(crawled: Crawled) -> None:
    before = len(crawled.site.asked)
    done = crawl(crawled.site.base, crawled.folder, "-a", f"article={crawled.site.base}/good/")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(": articles 0 new, 0 changed, 1 same; 2 requests\n")
    asked = dict(crawled.site.asked[before:])
    assert list(asked) == ["/robots.txt", "/good/"] and asked["/good/"]["if-none-match"] == '"one"'
    page = "select state, etag, fetched_at <> discovered_at from pages where url like '%/good/'"
    assert crawled.rows(page)[0][:2] == ("unchanged", '"one"')
    assert crawled.rows("select reason from runs order by id desc limit 1") == [("requested",)]


# --- portals that cannot be crawled


def portal_with(tmp_path: Path, **pages: tuple[int, str]) -> subprocess.CompletedProcess[str]:
    site = OddSite()
    for name, (status, body) in pages.items():
        path = {"robots": "/robots.txt", "home": "/"}.get(name, f"/{name}/")
        site.add(path, body, status, *([("Location", body)] if status == 301 else []))
    with serving(site):
        return crawl(site.base, tmp_path / "archive", "-s", "RETRY_LIMIT=0")


HOME = '<html><body><h2><a href="/one/">One</a></h2></body></html>'


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ({"robots": (503, "busy"), "home": (200, HOME)}, "may not be crawled now: robots.txt answers 503"),
        ({"robots": (401, ""), "home": (403, "no")}, "is blocked: home page status 403"),
        (
            {"robots": (404, ""), "home": (301, "http://127.0.0.2:9/")},
            "leads elsewhere: home page after a redirect: another host: 127.0.0.2",
        ),
        ({"robots": (404, ""), "home": (200, HOME), "one": (404, "")}, "names no article"),
    ],
)
def test_a_portal_that_cannot_be_crawled_is_named_with_the_reason(
    tmp_path: Path, pages: dict[str, tuple[int, str]], words: str
) -> None:
    done = portal_with(tmp_path, **pages)
    assert (done.returncode, done.stdout) == (5, "")
    assert done.stderr.startswith("Error: 127.0.0.1:") and words in done.stderr and done.stderr.count("\n") == 1


BROKEN_SPIDER = """
from newsarchive.crawl.portal import PortalSpider


class BrokenSpider(PortalSpider):
    name = "broken"

    def links_of(self, page, found):
        raise ZeroDivisionError("of its author")
"""


def test_a_fault_in_a_spider_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "broken_spiders.py").write_text(BROKEN_SPIDER, encoding="utf-8")
    small = OddSite()
    small.add("/", HOME)
    small.add("/one/", "<html><body>no article</body></html>")
    with serving(small) as site:
        command = ["crawl", "broken", "-a", f"url={site.base}/", "-s", "SPIDER_MODULES=broken_spiders"]
        settings = ["-s", f"ARCHIVE={tmp_path / 'archive'}", "-s", "DOWNLOAD_DELAY=0"]
        done = forked.newsarchive(*command, *settings, path=tmp_path)
    line = f"Error: {site.base}/one/: visit broke off: ZeroDivisionError: of its author\n"
    assert (done.returncode, done.stderr) == (1, line)
