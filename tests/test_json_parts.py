"""JSON that portals answer beside their pages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from newsarchive.extract import (
    ghost_further,
    read_ghost_comments,
    read_isso,
    read_wordpress_comments,
    read_wordpress_post,
)
from newsarchive.items import Article, Author, Comment, CommentSystem, FaqEntry, Image, Moment

URL = "https://example.com/2023/10/19/harbour/"
FETCHED = datetime(2026, 11, 1, tzinfo=UTC)


def moment(local: str, utc: str, offset: int, raw: str | None = None) -> Moment:
    return Moment(
        raw=raw or local,
        local=datetime.fromisoformat(local),
        utc=datetime.fromisoformat(utc).replace(tzinfo=UTC),
        offset_minutes=offset,
        precision="second",
        zone_source="rest",
    )


def post(**more: Any) -> bytes:
    record = {
        "id": 41873,
        "date": "2023-10-19T15:46:41",
        "date_gmt": "2023-10-19T19:46:41",
        "modified": "2023-10-20T09:00:00",
        "modified_gmt": "2023-10-20T13:00:00",
        "link": URL,
        "title": {"rendered": "Harbour &#038; <em>ice</em> &#8217;23"},
        "content": {"rendered": "<p>One.</p>\n<p>Two<br>lines.</p>", "protected": False},
        **more,
    }
    return orjson.dumps(record)


def test_a_post_is_read_with_gmt_and_the_offset_of_its_day() -> None:
    assert read_wordpress_post(post(), URL, fetched_at=FETCHED) == Article(
        url=URL,
        canonical_url=URL,
        source_id="41873",
        headline="Harbour & ice ’23",
        published=moment("2023-10-19T15:46:41", "2023-10-19T19:46:41", -240),
        modified=moment("2023-10-20T09:00:00", "2023-10-20T13:00:00", -240),
        body=("One.", "Two\nlines."),
    )


def test_a_list_of_one_is_the_record() -> None:
    listed = b"[" + post() + b"]"
    assert read_wordpress_post(listed, URL, fetched_at=FETCHED) == read_wordpress_post(post(), URL, fetched_at=FETCHED)


def test_a_protected_post_says_so_and_has_no_text() -> None:
    article = read_wordpress_post(post(content={"rendered": "", "protected": True}), URL, fetched_at=FETCHED)
    assert article is not None
    assert (article.access, article.access_evidence, article.body) == (
        "protected",
        "rest content.protected=true",
        (),
    )


def test_embedded_authors_terms_and_picture_are_read() -> None:
    embedded = {
        "author": [
            {"name": "Jane &amp; Joe", "link": "https://example.com/author/jj/"},
            {"code": "rest_user_invalid_id"},
        ],
        "wp:term": [
            [{"taxonomy": "category", "name": "World"}, {"taxonomy": "category", "name": "Sea"}],
            [{"taxonomy": "post_tag", "name": "ice"}, {"taxonomy": "post_tag", "name": "ice"}],
        ],
        "wp:featuredmedia": [{"source_url": "/a.jpg", "alt_text": "Boats", "caption": {"rendered": "<p>A view</p>"}}],
    }
    article = read_wordpress_post(post(_embedded=embedded), URL, fetched_at=FETCHED)
    assert article is not None
    assert (article.authors, article.section, article.tags, article.image) == (
        (Author("Jane & Joe", "https://example.com/author/jj/"),),
        "World",
        ("ice",),
        Image("https://example.com/a.jpg", alt="Boats", caption="A view"),
    )


def test_the_faq_of_a_record_leaves_its_text() -> None:
    html = "<p>Text.</p><h2>FAQ</h2><h3>Why?</h3><p>So.</p>"
    article = read_wordpress_post(post(content={"rendered": html}), URL, fetched_at=FETCHED)
    assert article is not None
    assert (article.body, article.faqs) == (("Text.",), (FaqEntry("Why?", "So.", "heading"),))


@pytest.mark.parametrize(
    ("date", "gmt", "expected"),
    [
        ("2023-10-19T15:46:00", None, ("2023-10-19T15:46:00", None, "unknown")),
        ("2023-10-19T15:46:00", "0000-00-00T00:00:00", ("2023-10-19T15:46:00", None, "unknown")),
        (None, "2023-10-19T19:46:00", ("2023-10-19T19:46:00", 0, "rest")),
        ("2023-10-19T15:46:00", "2023-10-12T01:02:03", ("2023-10-12T01:02:03", 0, "rest")),
        ("2023-10-20T01:31:00", "2023-10-19T19:46:00", ("2023-10-20T01:31:00", 345, "rest")),
    ],
)
def test_a_wrong_or_missing_gmt_field_is_not_believed(
    date: str | None, gmt: str | None, expected: tuple[str, int | None, str]
) -> None:
    article = read_wordpress_post(post(date=date, date_gmt=gmt), URL, fetched_at=FETCHED)
    assert article is not None
    assert article.published is not None
    assert article.published.local is not None
    found = (article.published.local.isoformat(), article.published.offset_minutes, article.published.zone_source)
    assert found == expected


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b"[1, 2]",
        b'"text"',
        b'{"code": "rest_post_invalid_id", "message": "Invalid post ID."}',
        b"[" + post() + b"," + post() + b"]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"id": 1, "title": 5}',
        b"<!doctype html>",
    ],
    ids=lambda data: repr(data[:20]),
)
def test_what_is_no_post_is_none(data: bytes) -> None:
    assert read_wordpress_post(data, URL, fetched_at=FETCHED) is None


def remark(number: int, parent: int = 0, text: str = "<p>Text.</p>", **more: Any) -> dict[str, Any]:
    hour = number % 24
    return {
        "id": number,
        "parent": parent,
        "author_name": f"Reader {number}",
        "author_url": "",
        "date": f"2023-10-19T{hour:02d}:46:00",
        "date_gmt": f"2023-10-19T{hour:02d}:46:00",
        "content": {"rendered": text},
        "type": "comment",
        **more,
    }


def test_comments_stand_in_threads_whatever_their_order() -> None:
    first = orjson.dumps([remark(5, 2), remark(4), remark(3, 1)])
    second = orjson.dumps([remark(2, 1), remark(1), remark(6, 5)])
    article = read_wordpress_comments([first, second], URL, fetched_at=FETCHED)
    places = [(one.source_id, one.parent_source_id, one.depth, one.position) for one in article.comments]
    assert places == [
        ("1", None, 0, 0),
        ("2", "1", 1, 1),
        ("5", "2", 2, 2),
        ("6", "5", 3, 3),
        ("3", "1", 1, 4),
        ("4", None, 0, 5),
    ]


def test_a_comment_is_read_whole() -> None:
    data = orjson.dumps(
        [
            remark(
                11507,
                text="<p>Usa &amp; Russia?<br />\nNeed proof!</p>\n<p>Now.</p>\n",
                author_name="Econ&#039;Geek",
                author_url="http://reader.example.org/",
                date="2023-10-19T20:27:00",
                date_gmt="2023-10-20T00:27:00",
            )
        ]
    )
    assert read_wordpress_comments([data], URL, fetched_at=FETCHED).comments == (
        Comment(
            source_id="11507",
            parent_source_id=None,
            kind="comment",
            position=0,
            depth=0,
            author="Econ'Geek",
            author_url="http://reader.example.org/",
            published=moment("2023-10-19T20:27:00", "2023-10-20T00:27:00", -240),
            text="Usa & Russia?\nNeed proof!\n\nNow.",
        ),
    )


def test_a_reply_to_a_held_comment_keeps_its_parents_id() -> None:
    data = orjson.dumps([remark(1), remark(3, 2), remark(4, 3), remark(5)])
    article = read_wordpress_comments([data], URL, fetched_at=FETCHED)
    assert [(one.source_id, one.parent_source_id, one.depth) for one in article.comments] == [
        ("1", None, 0),
        ("3", "2", 1),
        ("4", "3", 2),
        ("5", None, 0),
    ]


def test_parents_in_a_ring_lose_nobody() -> None:
    data = orjson.dumps([remark(1, 2), remark(2, 1), remark(3, 3), remark(4)])
    article = read_wordpress_comments([data], URL, fetched_at=FETCHED)
    assert sorted(one.source_id or "" for one in article.comments) == ["1", "2", "3", "4"]


def test_an_error_page_among_the_pages_counts_for_nothing() -> None:
    pages = [orjson.dumps([remark(1)]), b'{"code": "rest_comment_invalid_page_number"}', b"", b"[null, 5, {}]"]
    assert len(read_wordpress_comments(pages, URL, fetched_at=FETCHED).comments) == 1


def test_comments_on_another_post_than_was_asked_for_count_for_nothing() -> None:
    data = orjson.dumps([remark(1, post=7), remark(2, post=8), remark(3, post="7"), remark(4)])
    address = "https://example.com/wp-json/wp/v2/comments?post=7"
    comments = read_wordpress_comments([data], address, fetched_at=FETCHED).comments
    assert [one.source_id for one in comments] == ["1", "3", "4"]


def test_a_long_chain_of_replies_is_read_without_recursion() -> None:
    data = orjson.dumps([remark(number, number - 1) for number in range(1, 5_001)])
    comments = read_wordpress_comments([data], URL, fetched_at=FETCHED).comments
    assert max(one.depth for one in comments) == 4_999


def test_isso_is_read_with_its_nested_replies() -> None:
    data = orjson.dumps(
        {
            "id": None,
            "total_replies": 1,
            "replies": [
                {
                    "id": 7,
                    "parent": None,
                    "text": "<p>First &amp; <em>best</em></p>",
                    "author": "Ann",
                    "website": "https://ann.example.org",
                    "created": 1697730360.5,
                    "likes": 3,
                    "mode": 1,
                    "replies": [
                        {"id": 8, "parent": 7, "text": "", "author": None, "created": 1697730420, "likes": 0, "mode": 4}
                    ],
                }
            ],
        }
    )
    article = read_isso(data, URL, fetched_at=FETCHED)
    first = moment("2023-10-19T15:46:00", "2023-10-19T15:46:00", 0, raw="1697730360")
    second = moment("2023-10-19T15:47:00", "2023-10-19T15:47:00", 0, raw="1697730420")
    assert article == Article(
        url=URL,
        comment_system=CommentSystem("isso"),
        comments=(
            Comment("7", None, "comment", 0, 0, "Ann", "https://ann.example.org", first, "First & best", likes=3),
            Comment("8", "7", "comment", 1, 1, None, None, second, "", likes=0, removed=True),
        ),
    )


def test_ghost_is_read_with_replies_tombstones_and_its_count() -> None:
    data = orjson.dumps(
        {
            "comments": [
                {
                    "id": "a1",
                    "status": "published",
                    "html": "<p>Hello</p>",
                    "created_at": "2023-10-19T15:46:00.000Z",
                    "member": {"name": "Ann"},
                    "count": {"likes": 2, "replies": 2},
                    "replies": [
                        {
                            "id": "a2",
                            "status": "hidden",
                            "html": "<p>gone</p>",
                            "created_at": "2023-10-19T15:47:00.000Z",
                        },
                        {
                            "id": "a3",
                            "status": "published",
                            "html": "<p>To a2</p>",
                            "in_reply_to_id": "a2",
                            "member": None,
                            "created_at": "2023-10-19T15:48:00.000Z",
                        },
                    ],
                }
            ],
            "meta": {"pagination": {"page": 1, "total": 1}},
        }
    )
    article = read_ghost_comments([(URL, data)], fetched_at=FETCHED)
    assert (article.comments_claimed, article.comment_system) == (3, CommentSystem("ghost"))
    found = [(c.source_id, c.parent_source_id, c.depth, c.author, c.text, c.likes, c.removed) for c in article.comments]
    assert found == [
        ("a1", None, 0, "Ann", "Hello", 2, False),
        ("a2", "a1", 1, None, "", None, True),
        ("a3", "a2", 2, None, "To a2", None, False),
    ]


GHOST = "https://example.org/members/api/comments/post/63aa/?limit=100"


def test_ghost_leads_to_its_later_pages_and_to_the_replies_that_it_leaves_out() -> None:
    threads = [
        {"id": "a/1", "count": {"replies": 4}, "replies": [{"id": f"r{n}"} for n in range(3)]},
        {"id": "a2", "count": {"replies": 1}, "replies": [{"id": "r9"}]},
        {"count": {"replies": 7}},
        {"id": "a4", "count": {"replies": "many"}, "replies": None},
    ]
    first = orjson.dumps({"comments": threads, "meta": {"pagination": {"page": 1, "pages": 3}}})
    replies = "https://example.org/members/api/comments/a%2F1/replies/?limit=100"
    assert ghost_further(GHOST, first) == (f"{GHOST}&page=2", f"{GHOST}&page=3", replies)
    second = orjson.dumps({"comments": [], "meta": {"pagination": {"page": 2, "pages": 3}}})
    assert ghost_further(f"{GHOST}&page=2", second) == (f"{GHOST}&page=3",)
    assert len(ghost_further(GHOST, orjson.dumps({"meta": {"pagination": {"pages": 10**9}}}))) == 499
    assert [ghost_further(GHOST, data) for data in (b"", b"[]", b'{"meta": 5, "comments": [5]}')] == [()] * 3


def test_a_thread_of_ghost_in_several_answers_is_one_thread() -> None:
    first = [{"id": "a1", "count": {"replies": 4}, "replies": [{"id": "r1"}, {"id": "r2"}, {"id": "r3"}]}]
    last = [{"id": "r4", "in_reply_to_id": "r2"}, {"id": "r1"}]
    answers = [
        (GHOST, orjson.dumps({"comments": first, "meta": {"pagination": {"page": 1, "pages": 2, "total": 2}}})),
        (f"{GHOST}&page=2", orjson.dumps({"comments": [{"id": "a2"}], "meta": {"pagination": {"total": 2}}})),
        ("https://example.org/members/api/comments/a1/replies/?limit=100", orjson.dumps({"comments": last})),
    ]
    article = read_ghost_comments(answers, fetched_at=FETCHED)
    found = [(one.source_id, one.parent_source_id, one.depth) for one in article.comments]
    thread = [("a1", None, 0), ("r1", "a1", 1), ("r2", "a1", 1), ("r4", "r2", 2), ("r3", "a1", 1), ("a2", None, 0)]
    assert (article.comments_claimed, found) == (6, thread)


def ghost_comments(data: bytes, url: str, *, fetched_at: datetime) -> Article:
    return read_ghost_comments([(url, data)], fetched_at=fetched_at)


@pytest.mark.parametrize("reader", [read_isso, ghost_comments])
@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"null", b"{}", b'{"replies": 5, "comments": {}}', b'{"replies": [[]], "comments": [null]}', b"\x00"],
)
def test_what_is_no_thread_has_no_comments(reader: Any, data: bytes) -> None:
    assert reader(data, URL, fetched_at=FETCHED).comments == ()
