"""How a run ends that was told to: soon, in silence, with everything kept, whatever it was at."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from newsarchive.archive.store import open_archive
from tests import forked
from tests.odd_site import serving, site_of_stories

pytestmark = pytest.mark.timeout(120)

BEGINNING = """
import asyncio
import os
import signal

from scrapy import signals

from newsarchive.crawl import ending
from newsarchive.crawl.portal import PortalSpider
from newsarchive.crawl.settings import ITEM_PIPELINES


class ToldSpider(PortalSpider):
    @classmethod
    def from_crawler(cls, crawler, *args, **kwargs):
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.stored, signals.item_scraped)
        crawler.signals.connect(spider.closing, signals.spider_closed)
        return spider

    def stored(self):
        if self.archivist.outcomes["new"] == self.told_at:
            self.tell()

    def closing(self):
        pass

"""

STUCK = """
ending.STOP_SECONDS = 1.0


class EndingSpider(ToldSpider):
    name = "ending"
    told_at = 1

    def tell(self):
        os.kill(os.getpid(), signal.SIGTERM)

    async def closing(self):
        await asyncio.sleep(600)
"""

INTERRUPTED = """
ending.STOP_SECONDS = 600.0


class EndingSpider(ToldSpider):
    name = "ending"
    told_at = 1

    def tell(self):
        os.kill(os.getpid(), signal.SIGINT)

    async def closing(self):
        print("closing", flush=True)
        await asyncio.sleep(600)
"""

STORING = """
ending.STOP_SECONDS = 600.0


class Slow:
    is_told = False

    def __init__(self, crawler):
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler):
        return cls(crawler)

    async def process_item(self, item):
        if not self.is_told:  # a second signal would end the run at once
            self.is_told = True
            os.kill(os.getpid(), signal.SIGTERM)
        while self.crawler.engine.scraper.slot.closing is None:
            await asyncio.sleep(0.01)
        return item


class EndingSpider(PortalSpider):
    name = "ending"
    custom_settings = {"ITEM_PIPELINES": {**ITEM_PIPELINES, Slow: 0}}
"""

VISITING = """
class EndingSpider(PortalSpider):
    name = "ending"
    is_told = False

    async def rest_parts(self, page, found, reader, gathered):
        if self.archivist.outcomes["new"]:
            if not self.is_told:
                self.is_told = True
                os.kill(os.getpid(), signal.SIGTERM)
            while self.crawler.engine.running:
                await asyncio.sleep(0)
            raise AssertionError("the engine is gone")
        return []
"""

WAITING = """
ending.STOP_SECONDS = 600.0


class EndingSpider(PortalSpider):
    name = "ending"

    async def start(self):
        asyncio.get_running_loop().call_later(0.5, os.kill, os.getpid(), signal.SIGTERM)
        async for item in super().start():
            yield item
"""

FILLING = """
import shutil
from types import SimpleNamespace


class EndingSpider(ToldSpider):
    name = "ending"
    told_at = 5
    custom_settings = {"DOWNLOAD_DELAY": 0, "COMMIT_PAGES": 1, "FREE_DISK_FLOOR_MB": 100}

    def tell(self):
        shutil.disk_usage = lambda path: SimpleNamespace(free=99_999_999)
"""

ODD = """
class EndingSpider(PortalSpider):
    name = "ending"

    async def rest_parts(self, page, found, reader, gathered):
        if page.url.endswith(ODD_PAGES):
            raise ValueError("odd\\x00 page")
        return []
"""

GOING_ON = """
class EndingSpider(PortalSpider):
    name = "ending"
"""

CLOSING = """
class EndingSpider(PortalSpider):
    name = "ending"
    custom_settings = {"CLOSESPIDER_ITEMCOUNT": 1, "DOWNLOAD_DELAY": 0.1}
"""


@pytest.mark.parametrize(
    "spider",
    [
        pytest.param(STUCK, id="while something that closes never does"),
        pytest.param(STORING, id="while an article is on its way through the pipelines"),
        pytest.param(VISITING, id="while a visit goes on without engine and archive"),
    ],
)
def test_a_run_that_is_told_to_end_ends(tmp_path: Path, spider: str) -> None:
    with serving(site_of_stories()) as site:
        done = crawl(spider, site.base, tmp_path)
    assert (done.returncode, done.stderr) == (130, "") and done.stdout.count("\n") == 1
    assert stored(tmp_path)[0] > 0


def test_a_second_interrupt_ends_a_run_that_is_still_closing(tmp_path: Path) -> None:
    with serving(site_of_stories()) as site:
        run = subprocess.Popen(
            [sys.executable, "-m", "newsarchive", *command(INTERRUPTED, site.base, tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
        )
        assert run.stdout is not None and run.stdout.readline() == b"closing\n"
        run.send_signal(signal.SIGINT)
        _, errors = run.communicate(timeout=60)  # to close would take ten minutes
    assert (run.returncode, errors) == (130, b"")
    articles, reason = stored(tmp_path)
    assert articles > 0 and reason in ("shutdown", "scheduled")


def test_a_disk_that_fills_up_ends_the_run_before_it_is_full(tmp_path: Path) -> None:
    with serving(site_of_stories()) as site:
        done = crawl(FILLING, site.base, tmp_path)
        line = f"Error: no space left but 100 MB on the disk of {tmp_path}/archive (FREE_DISK_FLOOR_MB): run ended\n"
        assert (done.returncode, done.stdout, done.stderr) == (4, "", line)
        articles, reason = stored(tmp_path)
        assert 5 <= articles < 30 and reason == "DiskFloor"
        with open_archive(tmp_path / "archive") as archive:
            ((health, alarms),) = archive.db.execute("select health, alarms from runs").fetchall()
        evidence = "the disk was nearly full: the run ended early"
        assert (health, json.loads(alarms)) == ("red", [{"kind": "failures", "evidence": evidence}])
        assert crawl(GOING_ON, site.base, tmp_path).returncode == 0
    assert stored(tmp_path) == (30, "finished")


@pytest.mark.parametrize(
    ("odd", "failed"), [(("/story-3/", "/story-9/"), (2, 2)), (("/",), (6, 14))], ids=["two pages", "every page"]
)
def test_an_odd_page_ends_its_visit_and_a_fault_of_every_page_the_run(
    tmp_path: Path, odd: tuple[str, ...], failed: tuple[int, int]
) -> None:
    with serving(site_of_stories()) as site:
        done = crawl(ODD.replace("ODD_PAGES", repr(odd)), site.base, tmp_path)
    told, reason = "visit broke off: ValueError: odd page", "BrokenVisit"
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(f"Error: {site.base}/story-") and done.stderr.endswith(f"/: {told}\n")
    with open_archive(tmp_path / "archive") as archive:
        pages = archive.db.execute("select reason from pages where state = 'failed'").fetchall()
        ((health,),) = archive.db.execute("select health from runs").fetchall()
    assert set(pages) == {(told,)} and failed[0] <= len(pages) <= failed[1]
    assert (health, stored(tmp_path)) == ("red", (28 if odd != ("/",) else 0, reason))


def test_a_host_that_keeps_its_robots_txt_to_itself_does_not_hold_up_the_end(tmp_path: Path) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        done = crawl(WAITING, f"http://127.0.0.1:{silent.getsockname()[1]}", tmp_path)
    assert (done.returncode, done.stderr) == (130, "")
    assert stored(tmp_path) == (0, "shutdown")


def test_a_run_that_scrapy_closes_early_does_not_go_on(tmp_path: Path) -> None:
    with serving(site_of_stories()) as site:
        done = crawl(CLOSING, site.base, tmp_path)
    articles, reason = stored(tmp_path)
    assert (done.returncode, done.stderr, reason) == (1, "", "closespider_itemcount") and 0 < articles < 25


def stored(folder: Path) -> tuple[int, str]:
    with open_archive(folder / "archive", write=True) as archive:
        return tuple(
            archive.db.execute("select (select count(*) from articles), reason from runs order by id desc").fetchone()
        )


def crawl(spider: str, base: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return forked.newsarchive(*command(spider, base, folder), path=folder)


def command(spider: str, base: str, folder: Path) -> list[str]:
    """Write the spider into the folder and return the arguments of a crawl by it."""
    (folder / "ending_spiders.py").write_text(BEGINNING + spider, encoding="utf-8")
    settings = {"ARCHIVE": folder / "archive", "SPIDER_MODULES": "ending_spiders"}
    if "DOWNLOAD_DELAY" not in spider:
        settings["DOWNLOAD_DELAY"] = 0
    told = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
    return ["crawl", "ending", "-a", f"url={base}/", *told]
