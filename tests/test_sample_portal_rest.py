"""The sample portal's REST interface: collections, filters, fields, refusals."""

from __future__ import annotations

import json

import pytest

from newsarchive.sample_portal import rest
from newsarchive.sample_portal.script import LAST_DAY, edition, moment_of
from newsarchive.sample_portal.truth import truth

BASE = "http://portal.test"


def asked(day: int, route: str, **query: str) -> rest.RestAnswer:
    return rest.answer(edition(day), BASE, route, query)


def ids(day: int, route: str, **query: str) -> list[int]:
    return [record["id"] for record in json.loads(asked(day, f"wp/v2/{route}", per_page="100", **query).body)]


@pytest.mark.parametrize(
    ("query", "own"),
    [
        ({"after": "2026-11-01T00:00:00"}, {"after": "2023-10-20T08:00:00"}),
        ({"modified_after": "2026-11-01T00:00:00"}, {"modified_after": "2023-10-20T08:00:00"}),
        ({"after": "2023-10-01T00:00:00"}, {"after": "2023-10-01T00:00:00"}),
        ({"before": "2026-11-01T00:00:00"}, {"before": "2026-11-01T00:00:00"}),
        ({"after": "yesterday"}, {"after": "yesterday"}),
        ({"after": ""}, {"after": ""}),
        ({"page": "2", "search": "2026"}, {"page": "2", "search": "2026"}),
    ],
)
def test_a_bound_in_the_portals_future_means_its_last_visit(query: dict[str, str], own: dict[str, str]) -> None:
    assert rest.in_own_time(query, moment_of(2), moment_of(0)) == own


@pytest.mark.parametrize("day", [0, LAST_DAY])
@pytest.mark.parametrize("route", ["posts", "comments", "categories", "tags", "users"])
def test_pages_of_a_collection_hold_each_record_once(day: int, route: str) -> None:
    found: list[int] = []
    first = asked(day, f"wp/v2/{route}", per_page="29")
    headers = dict(first.headers)
    for number in range(1, int(headers["X-WP-TotalPages"]) + 1):
        given = asked(day, f"wp/v2/{route}", per_page="29", page=str(number), _fields="id")
        found += [record["id"] for record in json.loads(given.body)]
    assert len(found) == len(set(found)) == int(headers["X-WP-Total"])


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"per_page": "0"}, "rest_invalid_param"),
        ({"per_page": "-1"}, "rest_invalid_param"),
        ({"per_page": "ten"}, "rest_invalid_param"),
        ({"per_page": ""}, "rest_invalid_param"),
        ({"per_page": "²"}, "rest_invalid_param"),
        ({"per_page": "9" * 5_000}, "rest_invalid_param"),
        ({"page": "0"}, "rest_invalid_param"),
        ({"page": "9999"}, "rest_post_invalid_page_number"),
        ({"before": "2023-13-01"}, "rest_invalid_param"),
        ({"modified_after": ""}, "rest_invalid_param"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_with_a_record(query: dict[str, str], code: str) -> None:
    given = asked(0, "wp/v2/posts", **query)
    assert (given.status, json.loads(given.body)["code"], json.loads(given.body)["data"]) == (
        400,
        code,
        {"status": 400},
    )


@pytest.mark.parametrize(
    ("route", "status"),
    [
        ("", 200),
        ("wp/v2/posts", 200),
        ("wp/v2/posts/41873", 200),
        ("wp/v2/posts/0", 404),
        ("wp/v2/posts/41873x", 404),
        ("wp/v2/posts/41873/revisions", 404),
        ("wp/v2/media", 404),
        ("wp/v2/", 404),
        ("wp/v2", 404),
        ("oembed/1.0/embed", 404),
    ],
)
def test_a_route_is_known_or_refused(route: str, status: int) -> None:
    assert asked(0, route).status == status


def test_filters_of_posts_and_comments_agree_with_the_truth() -> None:
    rows = [row for row in truth(2, BASE)["articles"] if row["translation_of"] is None]
    every = ids(2, "posts")
    assert sorted(every) == sorted(
        [row["id"] for row in rows] + [one["id"] for row in rows for one in row["published_twice"]]
    )
    for row in rows[:5]:
        wanted = [one["id"] for one in row["comments"] if one["kind"] == "comment"]
        assert ids(2, "comments", post=str(row["id"]), order="asc") == sorted(wanted)
        tops = [one["id"] for one in row["comments"] if one["kind"] == "comment" and one["parent"] is None]
        assert ids(2, "comments", post=str(row["id"]), parent="0", order="asc") == sorted(tops)
        assert ids(2, "posts", include=str(row["id"])) == [row["id"]]
    assert (
        ids(2, "posts", slug="no-such-slug") == ids(2, "posts", categories="x") == ids(2, "comments", parent="-1") == []
    )
    later = ids(2, "posts", after="2023-10-19T12:05:41")
    assert sorted(later + ids(2, "posts", before="2023-10-19T12:05:41") + [41873]) == sorted(every)


def test_fields_are_picked_and_embedded_records_come_when_asked() -> None:
    assert json.loads(asked(0, "wp/v2/posts/41873", _fields="id, title.rendered,nothing").body).keys() == {
        "id",
        "title",
    }
    (record,) = json.loads(asked(0, "wp/v2/posts", include="41873", _embed="").body)
    assert [one["name"] for one in record["_embedded"]["author"]] == ["Lucas Garcia"]
    assert record["_embedded"]["wp:term"][0][0]["link"] == f"{BASE}/category/world/"
    assert "_embedded" not in json.loads(asked(0, "wp/v2/posts/41873").body)
