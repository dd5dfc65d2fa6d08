"""The further pages of a visit: however large they are, the crawl holds a bounded part of them at a time."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from newsarchive.archive.store import open_archive
from newsarchive.reextraction import reextract
from tests import forked
from tests.looks import ask, asked
from tests.odd_site import OddSite, article, command, crawl, serving, site_of_stories

BOUND = {"newsarchive.crawl.parts:MAX_BYTES": 3_000_000}
"""What a visit may hold, such that a test can reach it."""


def site_of_threads(stories: int, pages: int) -> OddSite:
    """Return a portal of articles with pages of one comment and a megabyte each; they name one another."""
    site = site_of_stories(stories)
    for story in range(stories):
        numbers = range(1, pages + 1)
        named = "".join(f'<a href="/story-{story}/comment-page-{page}/#comments">{page}</a>' for page in numbers)
        for page in range(1, pages + 1):
            text = f"<cite class='fn'>Ann {page}</cite><p>The ramp is late again.</p>"
            comment = f'<ol class="comment-list"><li class="comment" id="comment-{story}0{page}">{text}</li></ol>'
            body = f'{comment}<div class="comment-navigation">{named}</div>'
            weight = f"<script>{'x' * 1_000_000}</script>"
            site.add(f"/story-{story}/comment-page-{page}/", article(str(story), body=body + weight))
            if page == 1:
                site.add(f"/story-{story}/", article(str(story), body=body))
    return site


def test_pages_beyond_what_a_visit_may_hold_are_not_asked_and_the_thread_says_so(tmp_path: Path) -> None:
    with serving(site_of_threads(stories=3, pages=6)) as site:
        done = forked.newsarchive(*command(site.base, tmp_path / "archive"), constants=BOUND)
        assert (done.returncode, done.stderr) == (0, "")
        told = [int(found[1]) for path, _ in site.asked if (found := re.match(r"/story-(\d)/comment-page-", path))]
    with closing(sqlite3.connect(tmp_path / "archive" / "archive.db")) as db:
        stored = db.execute("select headline, comment_count, comments_note from articles order by headline").fetchall()
    assert sorted(told) == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert [(headline, count) for headline, count, _ in stored] == [(f"Story {number}", 3) for number in range(3)]
    assert all("take more than" in note for _, _, note in stored)


def thread(number: int, last: int, links: str) -> str:
    """Return a page of two comments; `links`: what it links to of the other pages."""
    texts = "".join(
        f'<li class="comment" id="comment-{number}{n}"><cite class="fn">Ann</cite><p>Remark {number} {n}.</p></li>'
        for n in range(2)
    )
    named = {"newer": [number + 1], "window": range(number + 1, number + 4)}[links]
    nav = "".join(f'<a href="/story-0/comment-page-{page}/#comments">{page}</a>' for page in named if page <= last)
    return f'<ol class="comment-list">{texts}</ol><div class="comment-navigation">{nav}</div>'


@pytest.mark.parametrize(("links", "last"), [("newer", 5), ("window", 9), ("newer", 1_000)])
def test_pages_of_a_thread_that_only_its_other_pages_name_are_read(tmp_path: Path, links: str, last: int) -> None:
    archive, site = tmp_path / "archive", site_of_stories(1)
    for number in range(1, min(last, 220) + 1):
        path = f"/story-0/comment-page-{number}/" if number > 1 else "/story-0/"
        site.add(path, article("0", body=thread(number, last, links)))
    site.add("/story-0/comment-page-1/", article("0", body=thread(1, last, links)))
    with serving(site):
        assert crawl(site.base, archive).returncode == 0
    read = min(last, 200)
    wanted = {f"/story-0/comment-page-{number}/": 1 for number in range(1, read + 1)}
    assert {path: times for path, times in site.counts().items() if "comment-page" in path} == wanted
    note = None if read == last else "more than 200 pages of comments"
    assert asked(archive, "select comment_count, comments_note from articles") == [(2 * read, note)]
    with open_archive(archive, write=True) as opened:
        assert [result.outcome for result in reextract(opened)] == ["same"]


def ghost_site() -> OddSite:
    """Return a portal on Ghost: one article, three threads on two pages, five replies of which the page shows three."""
    site = site_of_stories(1)
    site.add("/story-0/", article("0", body='<script data-ghost-comments="/" data-post-id="63aa"></script>'))

    def told(path: str, comments: list[dict[str, object]], **pagination: int) -> None:
        data = json.dumps({"comments": comments, "meta": {"pagination": pagination}})
        site.add(f"/members/api/comments/{path}?limit=100", data, 200, ("Content-Type", "application/json"))

    def one(name: str, **more: object) -> dict[str, object]:
        return {"id": name, "html": f"<p>{name} says so.</p>", "created_at": "2024-05-01T09:00:00.000Z", **more}

    replies = [one(f"r{number}") for number in range(5)]
    told("post/63aa/", [one("a1", count={"replies": 5}, replies=replies[:3]), one("a2")], page=1, pages=2, total=3)
    told("a1/replies/", replies, page=1, pages=1, total=5)
    site.pages["/members/api/comments/post/63aa/?limit=100&page=2"] = lambda _: (200, [], last.encode())
    last = json.dumps({"comments": [one("a3")], "meta": {"pagination": {"page": 2, "pages": 2, "total": 3}}})
    return site


def test_a_thread_of_ghost_is_read_to_its_last_page_and_reply_and_read_again_the_same(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    with serving(ghost_site()) as site:
        assert crawl(site.base, archive).returncode == 0
    told = asked(archive, "select source_id, coalesce(parent_source_id, '') from comments order by position")
    assert told == [("a1", ""), *((f"r{number}", "a1") for number in range(5)), ("a2", ""), ("a3", "")]
    assert asked(archive, "select comments_claimed, comment_count, comments_note from articles") == [(8, 8, None)]
    with open_archive(archive, write=True) as opened:
        assert [result.outcome for result in reextract(opened)] == ["same"]
    assert asked(archive, "select count(*) from comments where missing_since is null") == [(8,)]


def test_an_article_whose_thread_broke_off_is_due_as_soon_as_one_that_failed(tmp_path: Path) -> None:
    folder, site = tmp_path / "archive", site_of_stories(1)
    for path in ("/story-0/", "/story-0/comment-page-1/"):
        site.add(path, article("0", body=thread(1, 2, "newer")))
    second, path = article("0", body=thread(2, 2, "newer")), "/story-0/comment-page-2/"
    hours = "select round((julianday(next_visit_at) - julianday(fetched_at)) * 24) from pages where article_id = 1"
    waits = []
    with serving(site):
        for status in (503, 503, 404, 200, 500, 429):
            site.add(path, second, status, *([("Retry-After", "180000")] if status == 429 else []))
            crawl(site.base, folder, "-s", "RETRY_LIMIT=0", "-s", "REVISIT_ALL=1")
            waits += ask(folder, hours)
    by_age = 90 * 24.0
    assert waits == [(1,), (4,), (by_age,), (by_age,), (1,), (50,)]


def test_an_article_is_stored_with_all_its_pages_or_not_at_all(tmp_path: Path) -> None:
    folder, site = tmp_path / "archive", site_of_stories(1)
    named = '<div class="page-links"><a href="/story-0/2/">2</a></div>'
    told = []
    with serving(site):
        for word, status in (("old", 500), ("old", 200), ("new", 500), ("new", 200)):
            site.add("/story-0/", article("0", text=f"The {word} first page. " * 9, body=named))
            site.add("/story-0/2/", article("0", text=f"The {word} second page. " * 9), status)
            crawl(site.base, folder, "-s", "RETRY_LIMIT=0", "-s", "REVISIT_ALL=1")
            told += ask(folder, "select state, reason from pages where url like '%/story-0/'")
            told += ask(folder, "select substr(body, 1, 13), body like '%second%' from articles")
    failed = ("failed", f"further-page {site.base}/story-0/2/: status 500")
    old, new = [("stored", None), ("The old first", 1)], [("stored", None), ("The new first", 1)]
    assert told == [failed, *old, failed, old[1], *new]


@pytest.mark.parametrize(
    ("status", "body", "note"),
    [(404, b"", None), (500, b"", "isso: status 500"), (200, b"\x1f\x8b", "isso: gzip cut short")],
    ids=["none there", "an error", "broken"],
)
def test_a_thread_that_is_kept_beside_the_page_and_cannot_be_had_loses_nothing(
    tmp_path: Path, status: int, body: bytes, note: str | None
) -> None:
    folder, site = tmp_path / "archive", site_of_stories(1)
    thread = '<script data-isso="/talk/" src="/talk/embed.js"></script><section id="isso-thread"></section>'
    site.add("/story-0/", article("0", body=thread))
    remark = {"id": 1, "parent": None, "author": "Ann", "text": "<p>So it is.</p>", "created": 1714554000.0}
    path, packed = "/talk/?uri=%2Fstory-0%2F", [("Content-Encoding", "gzip")] if body else []
    with serving(site):
        site.add(path, json.dumps({"replies": [remark | {"replies": []}], "total_replies": 1}))
        crawl(site.base, folder, "-s", "REVISIT_ALL=1")
        site.add(path, body, status, *packed)
        crawl(site.base, folder, "-s", "RETRY_LIMIT=0", "-s", "REVISIT_ALL=1")
    assert ask(folder, "select comments_note from articles") == [(note,)]
    assert ask(folder, "select text, missing_since from comments") == [("So it is.", None)]


def test_a_page_that_is_as_it_was_and_whose_capture_is_damaged_stays_as_it_was(tmp_path: Path) -> None:
    folder, site = tmp_path / "archive", ghost_site()
    page = site.pages["/story-0/"](site)[2]
    site.add("/story-0/", page, 200, ("ETag", '"one"'))
    place = "select warc_file, warc_offset + warc_length / 2 from captures where url like '%/story-0/'"
    with serving(site):
        crawl(site.base, folder)
        ((name, middle),) = ask(folder, place)
        with (folder / "captures" / name).open("r+b") as file:
            file.seek(middle)
            file.write(b"broken")
        done = crawl(site.base, folder, "-s", "REVISIT_ALL=1")
    assert (done.returncode, "story-0" in done.stderr) == (0, True)
    pages = "select state, comment_count from pages join articles on articles.id = article_id"
    assert ask(folder, pages) == [("unchanged", 8)]
