"""Of a page longer than a body may be, the beginning is kept or read, and everything says so."""

import gzip
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.archive.store import open_archive
from newsarchive.archive.verify import verify
from newsarchive.captures.decoding import Undecodable
from newsarchive.crawl import reading
from newsarchive.crawl.reading import Served
from newsarchive.reextraction import reextract
from tests.looks import asked
from tests.odd_site import FILLER, OddSite, article, crawl, serving, site_of_stories

pytestmark = pytest.mark.timeout(120)

LIMIT = ("-s", "DOWNLOAD_MAXSIZE=30000", "-s", "REVISIT_ALL=1")
FILLING = "<i>filling</i>"
LONG = "".join(
    f'<li class="comment" id="comment-{n}"><cite class="fn">Ann</cite><p>Remark {n}.</p></li>' for n in range(1_000)
)


def test_the_beginning_of_a_long_page_is_an_article_that_says_so(tmp_path: Path) -> None:
    archive, site = tmp_path / "archive", site_of_stories(2)
    with serving(site):
        site.add("/story-1/", article("1", body=f'<ol class="comment-list">{LONG}</ol>'))
        assert crawl(site.base, archive, *LIMIT).returncode == 0
    told = (
        "select a.headline, f.name, v.comments_complete from visits v join articles a on a.id = v.article_id left join "
    )
    assert asked(archive, f"{told} flags f on f.article_id = a.id order by a.headline") == [
        ("Story 0", None, 1),
        ("Story 1", "truncated", 0),
    ]
    ((comments,),) = asked(archive, "select count(*) from comments")
    assert 300 < int(str(comments)) < 400
    with open_archive(archive, write=True) as opened:
        row = next(opened.db.query("select * from captures where url like '%/story-1/'"))
        record = opened.reader.record(row["warc_file"], row["warc_offset"], row["warc_length"])
        assert record.headers["warc-truncated"] == "length"
        assert b"\r\nX-Crawler-Content-Length: " in record.block and b"\r\nContent-Length: " not in record.block
        assert [result.outcome for result in reextract(opened)] == ["same", "same"]
    assert list(verify(archive)) == []


def test_the_beginning_of_a_page_takes_nothing_away(tmp_path: Path) -> None:
    archive, site = tmp_path / "archive", site_of_stories(1)
    with serving(site):
        site.add("/story-0/", article("0", text=f"{FILLER} It ends here."))
        assert crawl(site.base, archive, *LIMIT).returncode == 0
        whole = asked(archive, "select body, revision_count, status from articles")
        site.add("/story-0/", article("0", text=f"{FILLER} It ends here. {FILLER * 300}"))
        assert crawl(site.base, archive, *LIMIT).returncode == 0
    assert asked(archive, "select body, revision_count, status from articles") == whole


@pytest.fixture(scope="module")
def packed() -> bytes:
    """A page that unpacks to more than a body may have."""
    return gzip.compress(article("1", body=f'<ol class="comment-list">{LONG}</ol>{FILLING * 1_400_000}'), 1)


def test_the_beginning_of_a_long_packed_page_is_an_article_that_says_so(tmp_path: Path, packed: bytes) -> None:
    archive, site = tmp_path / "archive", site_of_stories(2)
    with serving(site):
        site.add("/story-1/", packed, 200, ("Content-Encoding", "gzip"))
        assert crawl(site.base, archive).returncode == 0
    told = "select a.headline, f.name, v.comments_complete from visits v join articles a on a.id = v.article_id"
    assert asked(archive, f"{told} left join flags f on f.article_id = a.id order by a.headline") == [
        ("Story 0", None, 1),
        ("Story 1", "truncated", 0),
    ]
    ((evidence,),) = asked(archive, "select evidence from flags")
    assert re.fullmatch(r"only the first 99\d{4} bytes of the page were read", str(evidence))
    assert asked(archive, "select count(*) from comments") == [(1_000,)]
    with open_archive(archive, write=True) as opened:
        row = next(opened.db.query("select * from captures where url like '%/story-1/'"))
        record = opened.reader.record(row["warc_file"], row["warc_offset"], row["warc_length"])
        assert "warc-truncated" not in record.headers and record.payload == packed
        assert [result.outcome for result in reextract(opened)] == ["same", "same"]
    assert list(verify(archive)) == []


def test_a_long_packed_page_takes_nothing_away(tmp_path: Path, packed: bytes) -> None:
    archive, site = tmp_path / "archive", site_of_stories(2)
    with serving(site):
        site.add("/story-1/", article("1", text=f"{FILLER} It was longer once."))
        assert crawl(site.base, archive).returncode == 0
        whole = asked(archive, "select body, revision_count, status from articles order by url")
        site.add("/story-1/", packed, 200, ("Content-Encoding", "gzip"))
        assert crawl(site.base, archive, "-s", "REVISIT_ALL=1").returncode == 0
    assert asked(archive, "select body, revision_count, status from articles order by url") == whole


def test_of_a_feed_sitemap_or_home_page_without_end_the_beginning_is_read(tmp_path: Path) -> None:
    archive, site = tmp_path / "archive", OddSite()
    for name in ("fed", "mapped", "listed"):
        site.add(f"/{name}/", article(name))
    with serving(site):
        site.add("/robots.txt", f"User-agent: *\nAllow: /\nSitemap: {site.base}/map.xml\n")
        for path, kind, text in (
            ("/", "text/html", '<h2><a href="/listed/">The listed story</a></h2><a href="/feed/">RSS feed</a>'),
            ("/feed/", "text/xml", f"<rss><channel><item><link>{site.base}/fed/</link></item></channel></rss>"),
            ("/map.xml", "text/xml", f"<urlset><url><loc>{site.base}/mapped/</loc></url></urlset>"),
        ):
            site.add(path, text + FILLING * 20_000, 200, ("Content-Type", kind))
        done = crawl(site.base, archive, *LIMIT)
    assert (done.returncode, sorted(re.sub(r"\d{5} bytes|WARNING: |http:.*:\d+", "…", done.stderr).splitlines())) == (
        0,
        ["……/feed/: only its first … were read", "……/map.xml: only its first … were read"],
    )
    assert asked(archive, "select headline from articles order by headline") == [
        ("Story fed",),
        ("Story listed",),
        ("Story mapped",),
    ]
    assert asked(archive, "select distinct state from pages where kind in ('feed', 'sitemap', 'listing')") == [
        ("stored",),
    ]


AT = datetime(2024, 5, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("coding", ["gzip", None])
def test_of_a_long_packed_sitemap_the_beginning_is_read(coding: str | None) -> None:
    entries = "".join(f"<url><loc>https://n.example/{n}</loc></url>" for n in range(3))
    whole = f"<urlset>{entries}{FILLING * 1_400_000}<url><loc>https://n.example/last</loc></url></urlset>".encode()
    found = reading.source(Served("https://n.example/map.xml.gz", gzip.compress(whole, 1), AT, coding))
    assert [one.url for one in found.candidates] == [f"https://n.example/{n}" for n in range(3)]
    assert found.trap == f"only its first {whole.rfind(b'<', 0, 16 << 20)} bytes were read"


def test_of_a_long_packed_home_page_the_beginning_is_read() -> None:
    whole = f'<h2><a href="/a/">The listed story of the day</a></h2>{FILLING * 1_400_000}'.encode()
    found = reading.listing(Served("https://n.example/", gzip.compress(whole, 1), AT, "gzip"))
    assert [one.url for one in found.entries] == ["https://n.example/a/"]


def test_what_counts_whole_is_not_read_where_its_beginning_is_all_there_is() -> None:
    cut = Served("https://n.example/a/comment-page-2/", article("1"), AT, is_cut=True)
    for read in (reading.part, reading.rest_posts, reading.rest_record):
        with pytest.raises(Undecodable, match="only the first"):
            read(cut)
    for read_thread in reading.THREADS.values():
        with pytest.raises(Undecodable, match="only the first"):
            read_thread([cut])
