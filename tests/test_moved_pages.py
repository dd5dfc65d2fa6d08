"""An article whose address leads elsewhere stays one article, and what is written at the new address is stored."""

from pathlib import Path

import pytest

from tests.looks import ask
from tests.odd_site import article, crawl, serving, site_of_stories

REFRESH = (
    b'<html><head><title>Moved</title><meta http-equiv="refresh" content="0; url=/new/"></head>'
    b"<body><h1>Moved</h1><p>This page has moved, please follow <a href='/new/'>this link</a>.</p></body></html>"
)


@pytest.mark.parametrize("status", [200, 302, 307])
def test_an_article_that_is_led_away_is_followed_whatever_leads_it(tmp_path: Path, status: int) -> None:
    folder, site = tmp_path / "archive", site_of_stories(3)
    with serving(site):
        crawl(site.base, folder)
        if status == 200:
            site.add("/story-0/", REFRESH)
        else:
            site.add("/story-0/", b"", status, ("Location", "/new/"))
        site.add("/", site.pages["/"](site)[2].replace(b"/story-0/", b"/new/"))
        site.add("/new/", article("0"))
        for _ in range(2):
            crawl(site.base, folder, "-s", "REVISIT_ALL=1")
        site.add("/new/", article("0", text="Nothing is as it was, and none of it stands anywhere else."))
        crawl(site.base, folder, "-s", "REVISIT_ALL=1")
    sql = "select url, status, revision_count from articles where headline = 'Story 0'"
    assert ask(folder, sql) == [(f"{site.base}/new/", "live", 2)]
    assert ask(folder, "select count(*) from articles") == [(3,)]
    assert ask(folder, "select url from aliases") == [(f"{site.base}/story-0/",)]
