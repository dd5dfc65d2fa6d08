"""Sources of addresses over two runs: each ends in one state, and is asked again only as far as it may have changed."""

import gzip
import re
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests import forked
from tests.looks import ask
from tests.odd_site import (
    HTML,
    Answer,
    Crawled,
    OddSite,
    article,
    command,
    crawl,
    crawl_twice,
    serving,
    site_of_stories,
)

XML = ("Content-Type", "application/xml")
URLSET = "http://www.sitemaps.org/schemas/sitemap/0.9"


def feed(*paths: str) -> str:
    items = "".join(
        f"<item><title>Story {path}</title><link>{{base}}{path}</link>"
        "<pubDate>Wed, 01 May 2024 08:30:00 GMT</pubDate></item>"
        for path in paths
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Odd</title>{items}</channel></rss>'


def sitemap(*paths: str) -> str:
    entries = "".join(f"<url><loc>{{base}}{path}</loc></url>" for path in paths)
    return f'<urlset xmlns="{URLSET}">{entries}</urlset>'


def index(*entries: tuple[str, str]) -> str:
    told = "".join(f"<sitemap><loc>{{base}}{path}</loc><lastmod>{day}</lastmod></sitemap>" for path, day in entries)
    return f'<sitemapindex xmlns="{URLSET}">{told}</sitemapindex>'


def add(site: OddSite, path: str, text: str, *headers: tuple[str, str]) -> None:
    """Add a source; "{base}" in its text stands for the site's address."""
    site.pages[path] = lambda served: (200, [XML, *headers], text.replace("{base}", served.base).encode())


def site_of_sources() -> OddSite:
    site = OddSite()
    add(site, "/robots.txt", "User-agent: *\nDisallow: /shut/\nSitemap: {base}/index.xml\n")
    for name in ("fed", "mapped", "old", "packed", "listed", "both", "shut/x"):
        site.add(f"/{name}/", article(name), 200, ("ETag", f'"{name}"'))
    add(site, "/feed/", feed("/fed/", "/both/", "/shut/x/", "/login/"), ("ETag", '"feed"'))
    site.add("/broken/", "<rss><channel><item><link>", 200, XML)
    site.add("/cut/", gzip.compress(feed("/never/").encode(), mtime=0)[:40], 200, XML, ("Content-Encoding", "gzip"))
    site.add("/gone/feed/", "", 410)
    site.add("/closed/feed/", "", 403)
    site.add("/busy/feed/", "", 503, ("Retry-After", "86400"))
    site.add("/led/feed/", "", 302, ("Location", "/busy/too/"))
    site.add("/busy/too/", "", 503, ("Retry-After", "86400"))
    site.add("/comments/feed/", feed("/never/"), 200, XML)
    add(
        site,
        "/index.xml",
        index(
            ("/news.xml", "2024-05-01"),
            ("/old.xml", "2020-01-01"),
            ("/packed.xml.gz", "2020-01-01"),
            ("/tags-sitemap.xml", "2024-05-01"),
        ),
    )
    add(site, "/news.xml", sitemap("/mapped/", "/both/"))
    add(site, "/old.xml", sitemap("/old/"))
    site.pages["/packed.xml.gz"] = lambda served: (
        200,
        [("Content-Type", "application/gzip")],
        gzip.compress(sitemap("/packed/").replace("{base}", served.base).encode(), mtime=0),
    )
    feeds = (
        "/feed/",
        "/broken/",
        "/cut/",
        "/gone/feed/",
        "/closed/feed/",
        "/busy/feed/",
        "/led/feed/",
        "/comments/feed/",
        "http://127.0.0.2:9/feed/",
    )
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="{path}">' for path in feeds)
    site.add(
        "/", f'<html><head><title>Odd</title>{links}</head><body><h2><a href="/listed/">Listed</a></h2></body></html>'
    )
    return site


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    with serving(site_of_sources()) as site:
        yield crawl_twice(site, tmp_path_factory.mktemp("sources") / "archive")


STATES = {
    ("/", "listing"): ("stored", None),
    ("/robots.txt", "robots"): ("stored", None),
    ("/feed/", "feed"): ("unchanged", None),
    ("/cut/", "feed"): ("failed", "gzip cut short"),
    ("/gone/feed/", "feed"): ("gone", "status 410"),
    ("/closed/feed/", "feed"): ("refused", "status 403"),
    ("/busy/feed/", "feed"): ("deferred", "status 503, Retry-After 1 day, 0:00:00"),
    ("/index.xml", "sitemap"): ("stored", None),
    ("/news.xml", "sitemap"): ("stored", None),
    ("/old.xml", "sitemap"): ("stored", None),
    ("/packed.xml.gz", "sitemap"): ("stored", None),
}


@pytest.mark.parametrize(("path", "kind"), STATES)
def test_a_source_ends_in_one_state_with_its_reason(crawled: Crawled, path: str, kind: str) -> None:
    found = crawled.rows(f"select url, state, reason from pages where kind = '{kind}'")
    told = [(state, reason) for url, state, reason in found if urlsplit(str(url)).path == path]
    assert told == [STATES[path, kind]]


def test_every_kind_of_source_leads_to_articles(crawled: Crawled) -> None:
    headlines = crawled.rows("select headline from articles order by headline")
    assert [headline for (headline,) in headlines] == [
        f"Story {name}" for name in ("both", "fed", "listed", "mapped", "old", "packed")
    ]


def test_every_source_that_named_an_article_is_kept(crawled: Crawled) -> None:
    sql = (
        "select distinct source from discoveries join pages on pages.id = discoveries.page_id "
        "where pages.url like '%/both/'"
    )
    assert {urlsplit(str(source)).path for (source,) in crawled.rows(sql)} == {"/feed/", "/news.xml"}


def test_what_a_feed_says_is_not_asked_where_robots_forbids_it(crawled: Crawled) -> None:
    assert "/shut/x/" not in {path for path, _ in crawled.first + crawled.second}
    assert crawled.rows("select state from pages where url like '%/shut/x/'") == [("robots",)]


@pytest.mark.parametrize("path", ["/comments/feed/", "/tags-sitemap.xml", "/never/", "/login/"])
def test_what_lists_no_articles_is_never_asked(crawled: Crawled, path: str) -> None:
    assert path not in {asked for asked, _ in crawled.first + crawled.second}


def test_a_feed_is_asked_under_the_condition_of_its_last_answer(crawled: Crawled) -> None:
    told = [dict(run)["/feed/"].get("if-none-match") for run in (crawled.first, crawled.second)]
    assert told == [None, '"feed"']


def test_a_second_run_asks_no_sitemap_that_cannot_have_changed(crawled: Crawled) -> None:
    asked = {path for path, _ in crawled.second}
    assert "/index.xml" in asked and not {"/old.xml", "/packed.xml.gz"} & asked


@pytest.mark.parametrize("path", ["/gone/feed/", "/closed/feed/", "/busy/feed/", "/led/feed/"])
def test_a_source_that_is_gone_refused_or_busy_is_left_alone_for_a_while(crawled: Crawled, path: str) -> None:
    assert [[asked for asked, _ in run].count(path) for run in (crawled.first, crawled.second)] == [1, 0]


def test_a_source_that_is_refused_again_is_left_alone_for_longer(crawled: Crawled, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    shutil.copytree(crawled.folder, folder)
    planned = "select failures, julianday(next_visit_at) - julianday(fetched_at) from pages where url like '%/closed/%'"
    with closing(sqlite3.connect(folder / "archive.db")) as db, db:
        before = db.execute(planned).fetchone()
        db.execute("update pages set next_visit_at = fetched_at where url like '%/closed/%'")
    crawl(crawled.site.base, folder)
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        after = db.execute(planned).fetchone()
    assert [(refusals, round(days)) for refusals, days in (before, after)] == [(1, 1), (2, 2)]


def test_articles_seen_a_moment_ago_are_not_asked_again(crawled: Crawled) -> None:
    articles = {"/fed/", "/both/", "/mapped/", "/old/", "/packed/", "/listed/"}
    assert [len(articles & {path for path, _ in run}) for run in (crawled.first, crawled.second)] == [6, 0]


def test_every_answer_of_a_source_is_kept(crawled: Crawled) -> None:
    found = crawled.rows("select kind, count(*) from captures where kind in ('robots', 'sitemap') group by kind")
    assert sorted(found) == [("robots", 2), ("sitemap", 4 + 1)]


# --- how much a run takes


def test_a_home_page_that_never_comes_whole_ends_no_run(tmp_path: Path) -> None:
    site = OddSite()
    add(site, "/robots.txt", "User-agent: *\nAllow: /\nSitemap: {base}/map.xml\n")
    add(site, "/map.xml", sitemap("/story/"))
    site.add("/", "half", 200, ("Content-Length", "9000"))
    site.add("/story/", article("story"))
    with serving(site):
        done = crawl(site.base, tmp_path / "archive", "-s", "RETRY_LIMIT=0")
    assert (done.returncode, done.stderr) == (0, "") and "articles 1 new" in done.stdout


@pytest.mark.parametrize(
    ("home", "headers"),
    [('<meta http-equiv="refresh" content="0; url=/en/">', ()), ("", (("Refresh", "0; url=/en/"),))],
    ids=["element", "header"],
)
def test_a_home_page_that_sends_its_reader_on_is_followed_in_each_run(
    tmp_path: Path, home: str, headers: tuple[tuple[str, str], ...]
) -> None:
    site = OddSite()
    site.add("/", home, 200, ("ETag", '"home"'), *headers)
    with serving(site):
        for names in (("one",), ("one", "two")):
            site.add("/en/", "".join(f'<h2><a href="/{name}/">{name}</a></h2>' for name in names))
            site.add(f"/{names[-1]}/", article(names[-1]))
            done = crawl(site.base, tmp_path / "archive")
            assert (done.returncode, done.stderr) == (0, "")
            assert "articles 1 new" in done.stdout


def test_a_home_page_that_fails_alone_ends_no_run_not_even_where_no_sitemap_is_due(tmp_path: Path) -> None:
    site = OddSite()
    add(site, "/robots.txt", "User-agent: *\nAllow: /\nSitemap: {base}/index.xml\n")
    add(site, "/index.xml", index(("/map.xml", "2024-05-01")))
    add(site, "/map.xml", sitemap("/story/"))
    site.add("/story/", article("story"))
    with serving(site):
        for status, new in ((403, 1), (500, 0)):
            site.add("/", "no", status)
            done = crawl(site.base, tmp_path / "archive", "-s", "RETRY_LIMIT=0")
            assert (done.returncode, done.stderr) == (0, "")
            assert f"articles {new} new" in done.stdout
    assert (site.counts()["/index.xml"], site.counts()["/map.xml"]) == (2, 1)


@pytest.mark.parametrize("status", [403, 500])
def test_a_home_page_that_fails_alone_ends_no_run_not_even_where_the_sitemap_is_as_it_was(
    tmp_path: Path, status: int
) -> None:
    site = OddSite()
    add(site, "/robots.txt", "User-agent: *\nAllow: /\nSitemap: {base}/map.xml\n")
    add(site, "/map.xml", sitemap("/story/"), ("ETag", '"map"'))
    site.add("/", "", 302, ("Location", "/en/"))
    site.add("/en/", "no", status)
    site.add("/story/", article("story"))
    with serving(site):
        for new in (1, 0):
            done = crawl(site.base, tmp_path / "archive", "-s", "RETRY_LIMIT=0")
            assert (done.returncode, done.stderr) == (0, "")
            assert f"articles {new} new" in done.stdout
    assert [headers.get("if-none-match") for path, headers in site.asked if path == "/map.xml"] == [None, '"map"']


def test_of_a_sitemap_that_takes_too_much_to_read_the_beginning_is_read(tmp_path: Path) -> None:
    site = site_of_stories(0)
    add(site, "/sitemap.xml", sitemap("/story/").replace("</urlset>", f"<!--{'x' * 12_000_000}--></urlset>"))
    site.add("/story/", article("story"))
    with serving(site):
        done = crawl(site.base, tmp_path / "archive", "-s", "WORKER_MEMORY_MB=30")
    assert "articles 1 new" in done.stdout
    assert re.fullmatch(rf"WARNING: {site.base}/sitemap\.xml: only its first \d+ bytes were read\n", done.stderr)


def test_of_many_sitemaps_a_run_reads_some_and_the_next_goes_on(tmp_path: Path) -> None:
    site = OddSite()
    add(site, "/robots.txt", "User-agent: *\nAllow: /\nSitemap: {base}/index.xml\n")
    site.add("/", "<html><head><title>Odd News</title></head><body><p>News</p></body></html>")
    told = "".join(f"<sitemap><loc>{{base}}/{number}.xml</loc></sitemap>" for number in range(5))
    add(site, "/index.xml", f'<sitemapindex xmlns="{URLSET}">{told}</sitemapindex>')
    for number in range(5):
        add(site, f"/{number}.xml", sitemap("/story/"))
    site.add("/story/", article("story"))
    few = {"newsarchive.crawl.discovering:MAX_SITEMAPS": 4}
    runs, said = [], ""
    with serving(site):
        for _ in range(2):
            before = len(site.asked)
            done = forked.newsarchive(*command(site.base, tmp_path / "archive"), constants=few)
            said += done.stderr
            runs.append({path for path, _ in site.asked[before:]} & {f"/{number}.xml" for number in range(5)})
        with closing(sqlite3.connect(tmp_path / "archive" / "archive.db")) as db:
            states = db.execute("select state, count(*) from pages where kind = 'sitemap' group by 1").fetchall()
    assert runs == [{"/0.xml", "/1.xml", "/2.xml"}, {"/3.xml", "/4.xml", "/0.xml"}]
    assert states == [("stored", 6)]
    assert said == f"WARNING: {site.base}/index.xml: names 5 sitemaps; a run reads 4, the next goes on\n" * 2


def test_a_list_without_end_of_addresses_of_known_articles_is_left_and_costs_little_from_then_on(
    tmp_path: Path,
) -> None:
    site, asked = OddSite(), list[int]()

    def listing(number: int) -> Callable[[OddSite], Answer]:
        following = f'<a class="next page-numbers" rel="next" href="/page/{number + 1}/">Next</a>'
        addresses = [f"/story-{story}/?from={number}&run={{run}}" for story in range(2)]

        def answer(served: OddSite) -> Answer:
            paths = [address.format(run=len(asked)) for address in addresses]
            for story, path in enumerate(paths):
                served.add(path, article(str(story)))
            links = "".join(f'<h2><a href="{path.replace("&", "&amp;")}">Story</a></h2>' for path in paths)
            return 200, [HTML], f"<html><body>{links}{following}</body></html>".encode()

        return answer

    site.pages = {f"/page/{number}/": listing(number) for number in range(2, 402)} | {"/": listing(1)}
    with serving(site):
        for _ in range(2):
            before = len(site.asked)
            assert crawl(site.base, tmp_path / "archive").returncode == 0
            asked.append(len(site.asked) - before)
    assert asked[0] < 700 and asked[1] < 80
    assert ask(tmp_path / "archive", "select count(*) from articles") == [(2,)]
    reason = "select url from pages where reason = 'trap:endless-listing'"
    assert ask(tmp_path / "archive", reason) == [(f"{site.base}/page/2/",)]


def test_broken_pages_without_number_take_the_good_ones_from_nobody(tmp_path: Path) -> None:
    site = OddSite()
    broken, good = [f"/broken/{n}/" for n in range(60)], [f"/good/{n}/" for n in range(5)]
    site.add("/", "".join(f'<h2><a href="{path}">Story {path}</a></h2>' for path in (*broken, *good)))
    for path in broken:
        site.add(path, "no", 500)
    for path in good:
        site.add(path, article(path))
    with serving(site):
        done = crawl(site.base, tmp_path / "archive", "-s", "RETRY_LIMIT=0")
    assert done.returncode == 0 and "articles 5 new" in done.stdout
    assert "60 failed" in done.stdout and site.counts()["/"] > 1  # asked before the host would be given up


def test_a_list_that_makes_up_addresses_of_every_shape_is_left(tmp_path: Path) -> None:
    site = OddSite()
    for number in range(1, 200):
        links = "".join(f'<h2><a href="/{number}-{n}/x/">Story {n}</a></h2>' for n in range(10))
        following = f'<a class="next page-numbers" rel="next" href="/page/{number + 1}/">Next</a>'
        html = f'<html><body><h2><a href="/story/">Story</a></h2>{links}{following}</body></html>'
        site.add(f"/page/{number}/" if number > 1 else "/", html)
    site.add("/story/", article("story"))
    with serving(site):
        done = crawl(site.base, tmp_path / "archive")
    assert (done.returncode, done.stderr) == (0, "")
    with closing(sqlite3.connect(tmp_path / "archive" / "archive.db")) as db:
        trapped = db.execute("select url, reason from pages where kind = 'listing' and state = 'refused'").fetchall()
    assert trapped == [(f"{site.base}/page/2/", "trap:endless-listing")]
    assert len(site.asked) < 1_000


@pytest.mark.parametrize("named", [sitemap, feed])
def test_a_source_that_makes_up_addresses_of_every_shape_is_cut(tmp_path: Path, named: Callable[..., str]) -> None:
    site = OddSite()
    add(site, "/robots.txt", "User-agent: *\nAllow: /\nSitemap: {base}/trap.xml\n")
    add(site, "/trap.xml" if named is sitemap else "/feed/", named(*(f"/{number}/story/" for number in range(400))))
    site.add("/", '<html><head><title>Odd News</title></head><body><h2><a href="/7/story/">7</a></h2></body></html>')
    site.add("/7/story/", article("seven"))
    fewer = {"newsarchive.crawl.traps:FRUITLESS_OF_SOURCE": 20}
    with serving(site):
        for _ in range(2):
            done = forked.newsarchive(*command(site.base, tmp_path / "archive"), constants=fewer)
            assert done.returncode == 0
    asked = sum("/story/" in path for path, _ in site.asked)
    with closing(sqlite3.connect(tmp_path / "archive" / "archive.db")) as db:
        states = dict(db.execute("select state, count(*) from pages where url like '%/story/' group by 1").fetchall())
        (reason,) = db.execute("select distinct reason from pages where state = 'refused'").fetchone()
    assert (asked < 60, states["stored"], sum(states.values())) == (True, 1, 400)
    assert (states["gone"], states["refused"], reason) == (
        asked - 1,
        400 - asked,
        f"trap:barren {site.base}{'/trap.xml' if named is sitemap else '/feed/'}",
    )


FEW = {
    "newsarchive.crawl.discovering:PASSING": 10,
    "newsarchive.crawl.sources:PASSING": 10,
    "newsarchive.crawl.sources:BARREN": 4,
    "newsarchive.crawl.discovering:BARREN": 4,
    "newsarchive.crawl.traps:BARREN": 4,
}


def home_of_stories(links: int) -> OddSite:
    site = OddSite()
    html = "".join(f'<li><a href="/story-{n}/">{n}</a></li>' for n in range(links))
    site.add("/", f"<html><head><title>Odd News</title></head><body>{html}</body></html>")
    for number in range(links):
        site.add(f"/story-{number}/", article(str(number)))
    return site


@pytest.mark.parametrize("made_up", [b"<html><body>nothing</body></html>", article("2")], ids=["nothing", "copies"])
def test_of_addresses_that_a_home_page_names_once_few_are_asked_and_then_fewer(tmp_path: Path, made_up: bytes) -> None:
    site, turn = home_of_stories(5), count()
    home = site.pages["/"]

    def trap(served: OddSite) -> Answer:
        paths = [f"/{next(turn)}/made-up/" for _ in range(50)]
        for path in paths:
            served.add(path, made_up)
        status, headers, body = home(served)
        return status, headers, body + "".join(f'<a href="{path}">x</a>' for path in paths).encode()

    site.pages["/"] = trap
    with serving(site):
        for run, asked in ((1, 10), (2, 10 + 4)):
            done = forked.newsarchive(*command(site.base, tmp_path / "archive"), constants=FEW)
            assert (done.returncode, done.stderr, site.counts()["/"]) == (0, "", 2 * run)
            assert sum("/made-up/" in path for path, _ in site.asked) == asked
    assert ask(tmp_path / "archive", "select count(*) from articles") == [(5,)]
    assert ask(tmp_path / "archive", "select url, reason from pages where state = 'refused'") == [
        (f"{site.base}/", "trap:passing-links")
    ]


@pytest.mark.parametrize("made_up", ["copies", "redirects", "articles"])
def test_of_what_a_sitemap_makes_up_in_each_run_little_is_asked_once_it_proved_to_be_copies(
    tmp_path: Path, made_up: str
) -> None:
    site, turn = home_of_stories(5), count()

    def trap(served: OddSite) -> Answer:
        paths = [f"/{next(turn)}/made-up/" for _ in range(30)]
        for path in paths:
            if made_up == "redirects":
                served.add(path, b"", 302, ("Location", "/story-2/"))
            else:
                served.add(path, article("2" if made_up == "copies" else path))
        named = "".join(f"<url><loc>{served.base}{path}</loc></url>" for path in paths)
        return 200, [("Content-Type", "text/xml")], f"<urlset>{named}</urlset>".encode()

    site.pages["/sitemap.xml"] = trap
    with serving(site):
        for asked in (30, 60, 90) if made_up == "articles" else (30, 34, 38):
            done = forked.newsarchive(*command(site.base, tmp_path / "archive"), constants=FEW)
            assert (done.returncode, done.stderr) == (0, "")
            assert sum("/made-up/" in path for path, _ in site.asked) == asked
    assert ask(tmp_path / "archive", "select count(*) from articles") == [(95 if made_up == "articles" else 5,)]
    trapped = ask(tmp_path / "archive", "select url from pages where reason = 'trap:passing-links'")
    assert trapped == ([] if made_up == "articles" else [(f"{site.base}/sitemap.xml",)])


def test_a_home_page_of_many_articles_is_followed_to_its_end(tmp_path: Path) -> None:
    with serving(home_of_stories(30)) as site:
        for asked in (2, 3):
            done = forked.newsarchive(*command(site.base, tmp_path / "archive"), constants=FEW)
            assert (done.returncode, done.stderr, site.counts()["/"]) == (0, "", asked)
    assert ask(tmp_path / "archive", "select count(*) from articles") == [(30,)]
    assert ask(tmp_path / "archive", "select count(*) from pages where state = 'refused'") == [(0,)]


def test_where_many_sources_never_end_the_others_get_less_time(tmp_path: Path) -> None:
    site, ended = OddSite(), threading.Event()
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{n}/feed/">' for n in range(6))
    site.add("/", f"<html><head>{links}</head></html>")
    site.add("/fed/", article("fed"))
    add(site, "/5/feed/", feed("/fed/"))

    def wait(_: OddSite) -> Answer:
        ended.wait(60)
        return 200, [XML], b""

    for number in range(5):
        site.pages[f"/{number}/feed/"] = wait
    fewer = {"newsarchive.crawl.sources:_MANY_LATE": 2, "newsarchive.crawl.sources:_SHORT_SECONDS": 0.7}
    told = ["-s", "DOWNLOAD_TIMEOUT=1", "-s", "RETRY_LIMIT=1"]
    with serving(site):
        done = forked.newsarchive(*command(site.base, tmp_path / "archive", *told), constants=fewer)
        ended.set()
    assert done.returncode == 0
    counted = "select reason, count(*) from pages where kind = 'feed' and url like '%/_/feed/' group by 1"
    with closing(sqlite3.connect(tmp_path / "archive" / "archive.db")) as db:
        states = dict(db.execute(counted).fetchall())
        assert db.execute("select headline from articles").fetchall() == [("Story fed",)]
    patient, short = (states.pop(f"no whole answer within {seconds} s") for seconds in ("1", "0.7"))
    assert (states, patient + short, patient < 4) == ({None: 1}, 5, True)
    assert sorted(site.counts()[f"/{number}/feed/"] for number in range(6)) == [1] * (1 + short) + [2] * patient


@pytest.mark.parametrize(
    ("arguments", "stored"),
    [
        (("-a", "since=2024-05-01"), 3),
        (("-a", "since=2024-05-02"), 0),
    ],
)
def test_a_run_leaves_alone_what_was_published_before_the_day_it_was_given(
    tmp_path: Path, arguments: tuple[str, ...], stored: int
) -> None:
    site = OddSite()
    add(site, "/feed/", feed("/fed/", "/old/", "/listed/"))
    for name in ("fed", "old", "listed"):
        site.add(f"/{name}/", article(name))
    site.add("/", '<html><head><link rel="alternate" type="application/rss+xml" href="/feed/"></head></html>')
    with serving(site):
        crawl(site.base, tmp_path / "archive", *(told.replace("{base}", site.base) for told in arguments))
    asked = {"/fed/", "/old/", "/listed/"} & site.counts().keys()
    assert len(asked) == stored
