"""The sample portal answers as a WordPress portal in the Soledad theme does."""

import gzip
import json
from collections.abc import Iterator
from http.client import IncompleteRead
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, build_opener, urlopen

import pytest
from lxml import etree
from parsel import Selector

from newsarchive.errors import UsageMistake
from newsarchive.sample_portal.server import running_portal

KNOWN = "/russian-foreign-minister-offers-security-talks-with-north-korea-china-as-he-visits-pyongyang/"


class Got(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


def get(address: str, **headers: str) -> Got:
    request = Request(address, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urlopen(request, timeout=10) as response:
            return Got(response.status, dict(response.headers), response.read())
    except HTTPError as error:
        return Got(error.code, dict(error.headers), error.read())


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with running_portal() as address:
        yield address


@pytest.mark.parametrize(
    "path",
    ["/", "/feed/", "/comments/feed/", KNOWN, f"{KNOWN}feed/", "/sitemap_index.xml", "/post-sitemap.xml",
     "/news-sitemap.xml", "/wp-json/wp/v2/posts?per_page=100", "/wp-json/wp/v2/comments?per_page=100", "/robots.txt"],
)  # fmt: skip
def test_two_starts_serve_the_same_bytes(path: str) -> None:
    answers = []
    for _ in range(2):
        with running_portal() as address:
            answers.append(get(address + path, Host="bigbignews.net", Accept_Encoding="gzip"))
    assert answers[0].status == 200
    assert answers[0] == answers[1]


def test_the_known_page_carries_the_headline_and_the_four_comments_of_the_real_one(base: str) -> None:
    page = Selector(get(base + KNOWN).body.decode())
    found = [
        (item.css("[itemprop=name]::text").get(), item.xpath("string(.//span[@class='date'])").get())
        for item in page.css("#comments .depth-1")
    ]
    assert found == [
        ("CryptoEnthusiast", "October 19, 2023 - 3:46 pm"),
        ("EconGeek", "October 19, 2023 - 8:27 pm"),
        ("JohnDoe", "October 19, 2023 - 8:58 pm"),
        ("CarLover123", "October 19, 2023 - 10:26 pm"),
    ]


def test_an_unchanged_page_is_answered_304(base: str) -> None:
    first = get(base + KNOWN, Accept_Encoding="gzip")
    assert first.headers["Content-Encoding"] == "gzip"
    assert b"single-post-title" in gzip.decompress(first.body)
    again = get(base + KNOWN, If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    since = get(base + KNOWN, If_Modified_Since=first.headers["Last-Modified"])
    assert since.status == 304


def test_the_clock_moves_on_loopback_and_says_where_it_stands(base: str) -> None:
    with running_portal() as address, urlopen(Request(f"{address}/_clock?day=3", method="POST")) as moved:
        assert json.load(moved)["day"] == 3
        assert json.loads(get(f"{address}/_clock").body)["day"] == 3
    assert json.loads(get(f"{base}/_clock").body)["day"] == 0


@pytest.mark.parametrize("path", ["/feed/", "/comments/feed/", "/post-sitemap.xml", "/news-sitemap.xml"])
def test_feeds_and_sitemaps_are_well_formed(base: str, path: str) -> None:
    assert len(etree.fromstring(get(base + path).body)) > 0


def test_rest_pages_its_records_and_names_the_next_page(base: str) -> None:
    first = get(f"{base}/wp-json/wp/v2/posts?per_page=4&_fields=id,link")
    assert int(first.headers["X-WP-Total"]) >= 8
    assert 'rel="next"' in first.headers["Link"]
    assert [sorted(record) for record in json.loads(first.body)] == [["id", "link"]] * 4
    beyond = get(f"{base}/wp-json/wp/v2/posts?per_page=100&page=9")
    assert (beyond.status, json.loads(beyond.body)["code"]) == (400, "rest_post_invalid_page_number")


def test_an_address_without_its_slash_is_redirected(base: str) -> None:
    assert build_opener().open(base + KNOWN.rstrip("/")).url == base + KNOWN


@pytest.mark.parametrize(
    "path", ["/_clock?day=99", "/_clock?day=%C2%B2", "/_clock?day=-1", "/_clock?day=soon", "/_clock"]
)
def test_a_day_outside_the_script_is_refused(base: str, path: str) -> None:
    assert post(base + path) == 400
    assert json.loads(get(f"{base}/_clock").body) == {"day": 0, "last_day": 8}


def test_nothing_else_can_be_posted(base: str) -> None:
    assert [post(base + path) for path in (KNOWN, "/wp-comments-post.php", "/_truth?day=1")] == [405] * 3


def test_the_truth_stands_under_the_address_that_was_asked(base: str) -> None:
    told = json.loads(get(f"{base}/_truth").body)
    assert told["day"] == 0
    assert KNOWN in [row["url"].removeprefix(base) for row in told["articles"]]
    assert "_truth" not in get(base).body.decode() + get(f"{base}/sitemap_index.xml").body.decode()


def test_half_a_page_breaks_off_before_its_announced_length() -> None:
    with running_portal(day=5) as address, pytest.raises(IncompleteRead):
        urlopen(f"{address}/sleep-laboratory-rents-rooms-to-snorers/", timeout=10).read()


def test_since_your_last_visit_is_meant_in_the_portals_own_time() -> None:
    """A crawler lives years after October 2023; what is new for it is what came since the clock was moved."""
    with running_portal() as address:
        asked = f"{address}/wp-json/wp/v2/comments?after=2026-11-01T00:00:00&_fields=id"
        assert json.loads(get(asked).body) == []
        assert post(f"{address}/_clock?day=1") == 200
        told = [row for row in json.loads(get(f"{address}/_truth").body)["articles"] if not row["translation_of"]]
        late = [comment["id"] for row in told for comment in row["comments"] if comment["published"] > "2023-10-20T12"]
        assert sorted(record["id"] for record in json.loads(get(asked).body)) == sorted(late) != []


def test_a_head_request_gets_the_headers_alone(base: str) -> None:
    with urlopen(Request(base + KNOWN, method="HEAD"), timeout=10) as response:
        assert int(response.headers["Content-Length"]) == len(get(base + KNOWN).body)
        assert response.read() == b""


def test_a_taken_port_and_an_unknown_day_are_mistakes_of_the_user(base: str) -> None:
    with pytest.raises(UsageMistake, match=r"port \d+ of 127.0.0.1 cannot be used"), running_portal(port=port_of(base)):
        pass
    with pytest.raises(UsageMistake, match="days 0 to 8, not 9"), running_portal(day=9):
        pass


def post(address: str) -> int:
    try:
        with urlopen(Request(address, data=b"", method="POST"), timeout=10) as response:
            return int(response.status)
    except HTTPError as error:
        error.read()
        return error.code


def port_of(address: str) -> int:
    port = urlsplit(address).port
    assert port is not None
    return port
