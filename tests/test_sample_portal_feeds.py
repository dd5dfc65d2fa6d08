"""The sample portal's feeds, sitemaps and addresses."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from newsarchive.sample_portal.answers import Asked
from newsarchive.sample_portal.feeds import ITEMS, excerpt
from newsarchive.sample_portal.script import LAST_DAY, edition
from newsarchive.sample_portal.site import answer
from newsarchive.sample_portal.story import Block
from tests.sample_stories import story

BASE = "http://portal.test"


KNOWN = "/russian-foreign-minister-offers-security-talks-with-north-korea-china-as-he-visits-pyongyang/"


DAYS = range(LAST_DAY + 1)


@pytest.mark.parametrize(
    ("blocks", "password", "expected"),
    [
        (("One is [here](/a/).",), False, "One is here."),
        ((" ".join(["word"] * 36),), False, " ".join(["word"] * 35) + "…"),
        ((" ".join(["word"] * 35),), False, " ".join(["word"] * 35)),
        (("a",), True, "There is no excerpt because this is a protected post."),
        ((), False, "There is no excerpt because this is a protected post."),
    ],
)
def test_an_excerpt_is_the_first_words(blocks: tuple[str, ...], password: bool, expected: str) -> None:
    assert excerpt(story(blocks=tuple(Block("p", text) for text in blocks), password=password)) == expected


def get(day: int, path: str, **query: str) -> Any:
    return answer(Asked(edition(day), BASE, path, query))


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(
    "path", ["/feed/", "/comments/feed/", "/sitemap_index.xml", "/post-sitemap.xml", "/news-sitemap.xml"]
)
def test_every_feed_and_sitemap_is_well_formed_on_every_day(day: int, path: str) -> None:
    given = get(day, path)
    tree = etree.fromstring(given.body)
    assert given.status == 200
    links = [element.text or "" for element in tree.iter("link", "{*}loc")]
    assert links and all(link.startswith(BASE) for link in links)
    assert len(tree.findall("channel/item")) in (0, ITEMS)


def test_pages_of_the_feed_lead_through_all_stories_and_end() -> None:
    guids: list[str] = []
    for number in range(1, 20):
        given = get(0, "/feed/", paged=str(number))
        if given.status == 404:
            break
        guids += [element.text or "" for element in etree.fromstring(given.body).iter("guid")]
    assert len(guids) == len(set(guids)) == len([item for item in edition(0).shown if not item.story.translates])


@pytest.mark.parametrize(
    ("path", "query", "status", "location"),
    [
        ("/", {"p": "41873"}, 301, KNOWN),
        ("/", {"p": "1"}, 404, None),
        ("/", {"p": "abc"}, 404, None),
        ("/page/1/", {}, 404, None),
        ("/page/2/", {}, 200, None),
        ("/page/0/", {}, 404, None),
        ("/page/999999999999/", {}, 404, None),
        ("/feed/", {"paged": "0"}, 404, None),
        ("/feed/", {"paged": "-1"}, 404, None),
        ("/feed/", {"paged": "two"}, 404, None),
        ("/feed/", {"paged": ""}, 404, None),
        ("/feed/", {"paged": "9" * 5_000}, 404, None),
        ("/category/world/page/99/", {}, 404, None),
        ("/tag/circus/", {}, 200, None),
        ("/tag/circus/page/2/", {}, 404, None),
        ("/category/no-such/", {}, 404, None),
        ("/tag/%00/", {}, 404, None),
        ("/about", {}, 301, "/about/"),
        ("/sitemap.xml", {}, 301, "/sitemap_index.xml"),
        ("/wp-sitemap.xml", {}, 301, "/sitemap_index.xml"),
        ("/no-such-story/", {}, 404, None),
        ("/no/such/story/", {}, 404, None),
        ("//", {}, 404, None),
        ("/..", {}, 404, None),
        ("/wp-content/uploads/x.jpg", {}, 404, None),
    ],
)  # fmt: skip
def test_an_address_is_answered_redirected_or_missing(
    path: str, query: dict[str, str], status: int, location: str | None
) -> None:
    given = get(0, path, **query)
    assert (given.status, dict(given.headers).get("Location")) == (status, location and BASE + location)


@pytest.mark.parametrize("tail", ["9/", "comment-page-99/", "comment-page-0/"])
def test_a_page_that_a_story_does_not_have_leads_to_the_story(tail: str) -> None:
    path = next(item.story.path for item in edition(0).shown if item.story.slug.startswith("council-of"))
    given = get(0, path + tail)
    assert (given.status, dict(given.headers).get("Location")) in ((301, BASE + path), (200, None))
