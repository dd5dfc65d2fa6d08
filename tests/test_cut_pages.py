"""Of a page longer than a body may be, the beginning is kept, and everything says so."""

from pathlib import Path

import pytest

from newsarchive.archive.store import open_archive
from newsarchive.archive.verify import verify
from newsarchive.reextraction import reextract
from tests.looks import asked
from tests.odd_site import FILLER, article, crawl, serving, site_of_stories

pytestmark = pytest.mark.timeout(120)

LIMIT = ("-s", "DOWNLOAD_MAXSIZE=30000", "-s", "REVISIT_ALL=1")
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
