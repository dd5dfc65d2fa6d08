"""Every kind of page answers, loads nothing from elsewhere, and bars nobody."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import ASKED

if TYPE_CHECKING or ASKED:
    from playwright.sync_api import Browser

    from tests.browser.watching import watching

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
BOTH = pytest.mark.parametrize("size", ["desktop", "phone"])

PAGES = {
    "home": "/",
    "search": "/search?q=Lavrov",
    "search-comments": "/search?q=the&in=comments",
    "search-by-name": "/search?in=comments&order=newest&portal={portal}&author=Old+Signalman",
    "search-wrong-dates": "/search?q=the&since=2023-11-01&until=2023-10-01",
    "comments": "/comments",
    "changes": "/changes",
    "plots": "/plots",
    "data": "/data",
    "export": "/data/comment_threads",
    "portal": "/portal/{portal}",
    "author": "/author/{author}",
    "tag": "/tag/{tag}",
    "article": "/a/{edited}",
    "version": "/a/{edited}/r/1",
    "difference": "/a/{edited}/diff/1/2",
    "thread": "/a/{discussed}#comments",
    "about": "/-/about",
    "tables": "/archive",
    "articles-table": "/archive/articles",
    "articles-search": "/archive/articles?_search=Lavrov",
    "comments-table": "/archive/comments",
    "comment-row": "/archive/comments/1",
    "article-row": "/archive/articles/1",
    "canned-query": "/archive/comment_threads",
    "sql": "/archive?sql=select+count(*)+from+articles",
}


@pytest.fixture(scope="session")
def known(archive: Path) -> dict[str, str]:
    """What the addresses need: an edited article, a discussed one, a portal, an author, a tag."""
    asked = {
        "portal": "select name from portals order by id limit 1",
        "author": "select author_id from article_authors order by author_id limit 1",
        "tag": "select tags.name from tags join article_tags on tag_id = tags.id order by tags.id limit 1",
        "edited": "select public_id from articles order by revision_count desc, id limit 1",
        "discussed": "select public_id from articles order by comment_count desc, id limit 1",
    }
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        return {name: str(db.execute(sql).fetchone()[0]) for name, sql in asked.items()}


@BOTH
@pytest.mark.parametrize("name", PAGES)
def test_every_kind_of_page_answers_and_bars_nobody(
    browser: "Browser", reading_room: str, known: dict[str, str], name: str, size: str
) -> None:
    with watching(browser, reading_room, size) as watch:
        watch.open(PAGES[name].format(**known))
        watch.look(name)
        assert watch.page.locator("h1").count() == 1


@pytest.mark.parametrize("name", ["home", "search", "thread", "difference"])
def test_the_dark_form_can_be_read_as_well(
    browser: "Browser", reading_room: str, known: dict[str, str], name: str
) -> None:
    with watching(browser, reading_room, "desktop", scheme="dark") as watch:
        watch.open(PAGES[name].format(**known))
        watch.look(f"{name}-dark")


@BOTH
def test_a_reader_goes_from_home_to_a_citation_and_the_data(browser: "Browser", reading_room: str, size: str) -> None:
    with watching(browser, reading_room, size) as watch:
        page = watch.page
        watch.open("/")
        page.locator("input[type=search]").first.fill("Lavrov")
        page.locator("input[type=search]").first.press("Enter")
        page.wait_for_url("**/search?*")
        assert page.locator("mark").count() > 0, "no hit is marked"
        page.locator("a.headline").first.click()
        page.wait_for_url("**/a/**")
        assert page.locator("#comments li").count() > 0, "the article shows no thread"
        page.locator("#cite summary").first.click()
        assert page.url.split("#")[0].split("/")[-1] in page.locator("#cite pre").first.inner_text()
        watch.open("/data/comments")
        with page.expect_download() as downloading:
            page.get_by_role("link", name="CSV").first.click()
        assert Path(downloading.value.path()).read_text(encoding="utf-8-sig").count("\n") > 10


def test_what_changed_between_two_versions_is_marked(
    browser: "Browser", reading_room: str, known: dict[str, str]
) -> None:
    with watching(browser, reading_room, "desktop") as watch:
        watch.open(f"/a/{known['edited']}/diff/1/2")
        assert watch.page.locator("ins, del").count() > 0
