"""Lists that name known articles under ever new addresses cost little, and honest lists are read to their end."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests import forked
from tests.looks import ask
from tests.odd_site import HTML, Answer, OddSite, article, command, serving

pytestmark = pytest.mark.timeout(120)

FEW = {
    "newsarchive.crawl.copies:FRUITLESS_OF_SOURCE": 20,
    "newsarchive.crawl.copies:BARREN": 4,
    "newsarchive.crawl.wordpress:BARREN": 4,
    "newsarchive.crawl.sources:BARREN": 4,
    "newsarchive.crawl.sources:PASSING": 20,
    "newsarchive.crawl.traps:BARREN": 8,
}
STORIES = 10
XML = ("Content-Type", "application/xml")
JSON = ("Content-Type", "application/json")


class Copies(OddSite):
    """A portal of a few articles that answers any other address with one of them."""

    def __init__(self, kind: str) -> None:
        super().__init__(pages=_Anything())
        self.turn = count()
        self.kind = kind
        home = "".join(f'<h2><a href="/story-{n}/">{n}</a></h2>' for n in range(STORIES))
        once = self.links(400)
        self.pages["/robots.txt"] = lambda _: (200, [("Content-Type", "text/plain")], b"")
        self.pages["/"] = lambda _: (200, [HTML], (home + (once if kind == "home" else self.more(1))).encode())
        for number in range(2, 42 if kind == "list" else 2):
            self.pages[f"/page/{number}/"] = partial(self.listing, number)
        if kind == "sitemap":
            self.pages["/sitemap.xml"] = lambda _: (200, [XML], self.sitemap().encode())
        if kind == "rest":
            self.pages["/wp-json/wp/v2/posts"] = lambda _: (200, [JSON], self.posts())

    def listing(self, page: int, _: OddSite) -> Answer:
        return 200, [HTML], self.more(page).encode()

    def made_up(self, most: int) -> list[str]:
        return [f"/{next(self.turn)}/made-up/" for _ in range(most)]

    def links(self, most: int) -> str:
        return "".join(f'<h2><a href="{path}">x</a></h2>' for path in self.made_up(most))

    def more(self, page: int) -> str:
        if self.kind != "list":
            return ""
        return f'{self.links(10)}<a class="next page-numbers" rel="next" href="/page/{page + 1}/">Next</a>'

    def sitemap(self) -> str:
        entries = "".join(f"<url><loc>{self.base}{path}</loc></url>" for path in self.made_up(400))
        return f"<urlset>{entries}</urlset>"

    def posts(self) -> bytes:
        return json.dumps([{"id": n, "link": path} for n, path in enumerate(self.made_up(100))]).encode()


class _Anything(dict[str, Callable[[OddSite], Answer]]):
    """Pages by path; each made-up address shows a story."""

    def get(self, target: str, missing: Any = None) -> Any:
        path = urlsplit(target).path
        if path.endswith("/made-up/"):
            return lambda _: (200, [HTML], article(str(int(path.split("/")[1]) % STORIES)))
        if path.startswith("/story-"):
            return lambda _: (200, [HTML], article(path.removeprefix("/story-").rstrip("/")))
        return super().get(path, missing)


def crawled(site: OddSite, folder: Path, spider: str = "portal") -> int:
    """Crawl the site and return how many made-up addresses were asked for."""
    before = len(site.asked)
    arguments = [spider if one == "portal" else one for one in command(site.base, folder)]
    done = forked.newsarchive(*arguments, constants=FEW)
    assert (done.returncode, done.stderr) == (0, "")
    return sum("/made-up/" in path for path, _ in site.asked[before:])


@pytest.mark.parametrize(("kind", "later"), [("home", 0), ("list", 60), ("sitemap", 4), ("rest", 4)])
def test_of_a_list_of_made_up_addresses_of_known_articles_few_are_asked_already_in_the_first_run(
    tmp_path: Path, kind: str, later: int
) -> None:
    spider = "wordpress" if kind == "rest" else "portal"
    with serving(Copies(kind)) as site:
        first, second = (crawled(site, tmp_path / "archive", spider) for _ in range(2))
    assert 8 <= first < 60 and second <= later
    assert ask(tmp_path / "archive", "select count(*) from articles") == [(STORIES,)]
    reasons = ask(
        tmp_path / "archive", "select distinct reason from pages where kind = 'article' and state = 'refused'"
    )
    root = {"list": "page/2/", "sitemap": "sitemap.xml", "rest": "wp-json/wp/v2/posts"}.get(kind, "")
    assert reasons == [(f"trap:copies {site.base}/{root}",)]


@pytest.mark.parametrize("doors", [1, 4])
def test_a_list_of_articles_with_several_addresses_each_is_read_to_its_end(tmp_path: Path, doors: int) -> None:
    site = OddSite()
    paths = [f"/{door}/story-{n}/" for n in range(60) for door in range(doors)]
    site.add("/", "".join(f'<h2><a href="{path}">{path}</a></h2>' for path in paths))
    for path in paths:
        site.add(path, article(path.split("-")[1].rstrip("/")))
    with serving(site):
        crawled(site, tmp_path / "archive")
        assert {*paths} <= {path for path, _ in site.asked}
    assert ask(tmp_path / "archive", "select count(*) from articles") == [(60,)]


def test_articles_that_all_moved_are_no_copies(tmp_path: Path) -> None:
    site = OddSite()
    with serving(site):
        for folder, asked in (("old", 60), ("new", 120)):
            site.add("/", "".join(f'<h2><a href="/{folder}/{n}/">{n}</a></h2>' for n in range(60)))
            for number in range(60):
                site.pages.pop(f"/old/{number}/", None)
                page = article(str(number)).replace(b"<body>", b'<body class="single postid-%d">' % (number + 1))
                site.add(f"/{folder}/{number}/", page)
            crawled(site, tmp_path / "archive")
            assert sum(path.startswith(("/old/", "/new/")) for path, _ in site.asked) == asked
            with closing(sqlite3.connect(tmp_path / "archive" / "archive.db")) as db, db:
                db.execute("update pages set fetched_at = '2024-01-01T00:00:00Z'")  # no run begins in that second
    told = ask(tmp_path / "archive", "select count(*), sum(url like '%/new/%') from articles")
    assert told == [(60, 60)]
