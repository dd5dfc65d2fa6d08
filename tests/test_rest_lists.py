"""Lists of WordPress's REST interface that lie: their totals, their pages, the types of their fields."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests import forked
from tests.looks import asked
from tests.odd_site import HTML, Answer, OddSite, article, serving

pytestmark = pytest.mark.timeout(120)

JSON = ("Content-Type", "application/json")
Told = tuple[Any, str | None]
"""A page of a list, and its X-WP-TotalPages."""


class Lists(dict[str, Callable[[OddSite], Answer]]):
    """Pages of a portal of one article, whose lists are told by functions of the number of the page."""

    record: Answer = (200, [JSON], b"{}")
    """What answers the request for the article's own record."""
    refused: tuple[str, int, int] = ("", 0, 0)
    """A page of a list that is refused: route, number, status."""

    def __init__(self, posts: Callable[[int], Told], comments: Callable[[int], Told]) -> None:
        page = article("one").replace(b"<body>", b'<body class="single postid-7">')
        home = b'<h2><a href="/story/">The story of the day</a></h2>'
        super().__init__({"/": lambda _: (200, [HTML], home), "/story/": lambda _: (200, [HTML], page)})
        self._lists = {"/wp-json/wp/v2/posts": posts, "/wp-json/wp/v2/comments": comments}

    def get(self, target: str, missing: Any = None) -> Any:
        """Return what answers a request."""
        parts = urlsplit(target)
        if parts.path == "/wp-json/wp/v2/posts/7":
            return lambda _: self.record
        if parts.path not in self._lists:
            return super().get(target, missing)
        number = int(parse_qs(parts.query)["page"][0])
        *refused, status = self.refused
        if parts.path.rpartition("/")[2] == refused[0] and number == refused[1]:
            return lambda _: (status, [JSON], b"{}")
        told, total = self._lists[parts.path](number)
        headers = [JSON] if total is None else [JSON, ("X-WP-TotalPages", total)]
        return lambda _: (200, headers, json.dumps(told).encode())


def numbers(site: OddSite, route: str) -> list[int]:
    """Return the pages of a list that were asked for, in order."""
    lists = [urlsplit(path) for path, _ in site.asked]
    return [int(parse_qs(one.query)["page"][0]) for one in lists if one.path == f"/wp-json/wp/v2/{route}"]


def comment(number: int, **fields: Any) -> dict[str, Any]:
    text = {"rendered": f"<p>Remark {number}</p>"}
    return {"id": number, "post": 7, "author_name": "Ann", "date_gmt": "2024-05-01T09:30:00", "content": text} | fields


def crawled(site: OddSite, archive: Path, *more: str) -> None:
    command = ["crawl", "wordpress", "-a", f"url={site.base}/", "-s", f"ARCHIVE={archive}", "-s", "DOWNLOAD_DELAY=0"]
    done = forked.newsarchive(*command, *more)
    assert (done.returncode, done.stderr) == (0, "")


def empty(number: int) -> Told:
    return [], None


def _page(body: bytes, site: OddSite) -> Answer:
    return 200, [HTML], body


def hundred(number: int) -> list[dict[str, Any]]:
    return [comment(number * 100 + n) for n in range(100)]


THREAD = "select count(*) from comments"
NOTE = "select v.comments_complete, a.comments_note from visits v join articles a on a.id = v.article_id"


@pytest.mark.parametrize(
    ("comments", "asked_for", "stored", "note"),
    [
        (lambda n: (hundred(n), "9" * 5_000 if n == 1 else "2"), [1, 2], 200, (1, None)),
        (lambda n: (hundred(n) if n < 3 else [], "9999"), [1, 2, 3], 200, (1, None)),
        (lambda n: (hundred(1), "9999"), [1, 2], 100, (0, "page 2 of the comments' list is the one before")),
        (
            lambda n: (hundred(n), "9" * 5_000),
            [*range(1, 51)],
            5_000,
            (0, "more than 50 pages of the comments' list"),
        ),
    ],
    ids=["long", "ends early", "ever the same", "without end"],
)
def test_a_total_that_lies_ends_no_thread_too_early_or_never(
    tmp_path: Path, comments: Callable[[int], Told], asked_for: list[int], stored: int, note: tuple[int, str | None]
) -> None:
    archive = tmp_path / "archive"
    with serving(OddSite(pages=Lists(empty, comments))) as site:
        crawled(site, archive)
        assert numbers(site, "comments") == asked_for
    assert (asked(archive, THREAD), asked(archive, NOTE)) == ([(stored,)], [note])


@pytest.mark.parametrize(
    ("posts", "asked_for", "known"),
    [
        (lambda n: [f"/p/{k}/" for k in range(100)], [1, 2], 101),
        (lambda n: [f"/p/{k}/" for k in range(100_000)], [1, 2], 1_001),
    ],
    ids=["ever the same", "100,000 records"],
)
def test_a_list_of_posts_ends_where_it_repeats_itself(
    tmp_path: Path, posts: Callable[[int], list[str]], asked_for: list[int], known: int
) -> None:
    archive = tmp_path / "archive"
    with serving(OddSite(pages=Lists(lambda n: ([{"id": 7, "link": path} for path in posts(n)], "9"), empty))) as site:
        crawled(site, archive)
        assert numbers(site, "posts") == asked_for
    assert asked(archive, "select count(*) from pages where kind = 'article' and state <> 'pending'") == [(known,)]


def test_a_list_that_makes_up_posts_is_left_when_none_of_them_is_there(tmp_path: Path) -> None:
    def made_up(number: int) -> Told:
        return [{"id": 7, "link": f"/made-up/{number}-{k}/"} for k in range(100)], "9999"

    with serving(OddSite(pages=Lists(made_up, empty))) as site:
        for _ in range(2):
            before = len(site.asked)
            crawled(site, tmp_path / "archive")
            assert len(site.asked) - before < 150 and numbers(site, "posts")[-1] < 50


ODD: list[Any] = [
    None,
    7,
    1e308,
    -1,
    "x",
    "",
    [],
    [[[]]],
    {},
    {"rendered": None},
    {"rendered": 5},
    True,
    ["\ud800"],
    {"a": {"b": 1}},
]


def test_fields_of_other_types_cost_their_record_at_most(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    post = {"id": 7, "link": "/story/", "title": {"rendered": "Story one"}, "modified_gmt": "2024-05-02T08:30:00"}
    posts = [post | {field: odd} for field in (*post, "date", "date_gmt") for odd in ODD] + ODD
    fields = ("id", "post", "author_name", "date_gmt", "content", "parent", "status", "type", "link", "_links")
    remarks = [comment(100 + n, **{field: odd}) for n, odd in enumerate(ODD) for field in fields] + ODD
    with serving(OddSite(pages=Lists(lambda n: (posts, None), lambda n: ([comment(1), *remarks], None)))) as site:
        crawled(site, archive)
        crawled(site, archive)
    assert asked(archive, "select headline from articles") == [("Story one",)]
    assert asked(archive, "select text from comments where source_id = '1'") == [("Remark 1",)]


@pytest.mark.parametrize(
    ("answer", "complete", "present"),
    [
        (([], None), 1, 0),
        (({"code": "rest_cannot_read", "data": {"status": 401}}, None), 0, 1),
        (([comment(2, post=8)], None), 0, 1),
    ],
    ids=["empty", "an error", "another's"],
)
def test_an_error_is_not_an_empty_thread(tmp_path: Path, answer: Told, complete: int, present: int) -> None:
    archive = tmp_path / "archive"
    lists = Lists(empty, lambda n: answers[-1])
    answers: list[Told] = [([comment(1)], None)]
    with serving(OddSite(pages=lists)) as site:
        crawled(site, archive)
        answers.append(answer)
        crawled(site, archive, "-s", "REVISIT_ALL=1")
    assert asked(archive, "select comments_complete from visits order by id desc limit 1") == [(complete,)]
    assert asked(archive, "select count(*) from comments where missing_since is null") == [(present,)]


def test_a_page_of_the_comments_list_that_cannot_be_had_leaves_the_thread_incomplete(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    lists = Lists(empty, lambda n: (hundred(n), "2"))
    lists.refused = ("comments", 2, 500)
    with serving(OddSite(pages=lists)) as site:
        crawled(site, archive, "-s", "RETRY_LIMIT=0")
    assert asked(archive, THREAD) == [(100,)]
    assert asked(archive, NOTE) == [(0, "page 2 of the comments' list: status 500")]


@pytest.mark.parametrize(("route", "status"), [("posts", 401), ("posts", 200), ("comments", 401)])
def test_an_interface_that_is_closed_is_not_asked_again_in_a_run(tmp_path: Path, route: str, status: int) -> None:
    lists = Lists(empty, lambda n: ([comment(1)], None))
    lists.refused = (route, 1, status)
    home = "".join(f'<h2><a href="/story-{post}/">A story of the day</a></h2>' for post in range(5))
    lists["/"] = lambda _: (200, [HTML], home.encode())
    for post in range(5):
        page = article(str(post)).replace(b"<body>", f'<body class="single postid-{post}">'.encode())
        lists[f"/story-{post}/"] = partial(_page, page)
    with serving(OddSite(pages=lists)) as site:
        crawled(site, tmp_path / "archive", "-s", "VISITS_AT_ONCE=1")
        assert len(numbers(site, "comments")) == (route == "comments")
    assert asked(tmp_path / "archive", "select count(*) from articles") == [(5,)]


@pytest.mark.parametrize(("status", "asked_for", "stored"), [(404, [1], 2), (410, [1], 2), (403, [], 0)])
def test_a_record_that_is_missing_says_nothing_of_the_comments(
    tmp_path: Path, status: int, asked_for: list[int], stored: int
) -> None:
    archive = tmp_path / "archive"
    pages = Lists(empty, lambda n: ([comment(1), comment(2)], None))
    pages.record = (status, [JSON], b'{"code":"rest_post_invalid_id"}')
    with serving(OddSite(pages=pages)) as site:
        crawled(site, archive)
        assert numbers(site, "comments") == asked_for
    assert asked(archive, THREAD) == [(stored,)]
