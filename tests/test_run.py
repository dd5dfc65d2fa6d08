"""How a run ends that was told to: soon, in silence, with everything kept, whatever it was at."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsarchive.archive.store import open_archive
from tests.odd_site import OddSite, article, serving

pytestmark = pytest.mark.timeout(120)

BEGINNING = """
import asyncio
import os
import signal

from scrapy import signals

from newsarchive.crawl import run
from newsarchive.crawl.portal import PortalSpider
from newsarchive.crawl.settings import ITEM_PIPELINES

"""

STUCK = """
run.STOP_SECONDS = 1.0


class EndingSpider(PortalSpider):
    name = "ending"

    @classmethod
    def from_crawler(cls, crawler, *args, **kwargs):
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.stop, signals.item_scraped)
        crawler.signals.connect(spider.never_done, signals.spider_closed)
        return spider

    def stop(self):
        if self.archivist.outcomes["new"] == 1:
            os.kill(os.getpid(), signal.SIGTERM)

    async def never_done(self):
        await asyncio.sleep(600)
"""

STORING = """
run.STOP_SECONDS = 600.0


class Slow:
    def __init__(self, crawler):
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler):
        return cls(crawler)

    async def process_item(self, item):
        if self.crawler.engine.running:
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


@pytest.mark.parametrize(
    "spider",
    [
        pytest.param(STUCK, id="while something that closes never does"),
        pytest.param(STORING, id="while an article is on its way through the pipelines"),
        pytest.param(VISITING, id="while a visit goes on without engine and archive"),
    ],
)
def test_a_run_that_is_told_to_end_ends(tmp_path: Path, spider: str) -> None:
    site = OddSite()
    site.add("/robots.txt", "User-agent: *\nAllow: /\n")
    links = "".join(f'<h2><a href="/story-{n}/">{n}</a></h2>' for n in range(30))
    site.add("/", f"<html><head><title>Odd News</title></head><body>{links}</body></html>")
    for number in range(30):
        site.add(f"/story-{number}/", article(str(number)))
    (tmp_path / "ending_spiders.py").write_text(BEGINNING + spider, encoding="utf-8")
    with serving(site):
        done = crawl(site, tmp_path)
    assert (done.returncode, done.stderr) == (130, "") and done.stdout.count("\n") == 1
    with open_archive(tmp_path / "archive", write=True) as archive:
        assert archive.db.execute("select count(*) > 0 from articles").fetchone() == (1,)


def crawl(site: OddSite, folder: Path) -> subprocess.CompletedProcess[str]:
    settings = {"ARCHIVE": folder / "archive", "DOWNLOAD_DELAY": 0, "SPIDER_MODULES": "ending_spiders"}
    return subprocess.run(
        [sys.executable, "-m", "newsarchive", "crawl", "ending", "-a", f"url={site.base}/"]
        + [word for name, value in settings.items() for word in ("-s", f"{name}={value}")],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(folder)},
    )
