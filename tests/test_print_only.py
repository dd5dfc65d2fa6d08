"""What is known of an article where nothing is told to machines: only what the page prints."""

from __future__ import annotations

import pytest

from newsarchive.extract import extract
from newsarchive.items import Article
from newsarchive.times import iso
from tests.pages import FETCHED_AT, STORY, page

BARE = "https://paper.example/bridge"
DATED = "https://paper.example/2024/04/29/bridge/"


def read(printed: str, url: str = BARE) -> Article:
    return extract(
        page(f"<main><h1>Bridge reopens after two years</h1>{printed}{STORY}</main>"), url, fetched_at=FETCHED_AT
    )


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("<p class=date>April 30, 2024</p><p class=date>15 hours ago</p>", "2024-04-30"),
        ("<p class=date>2024/4/30 21:17</p><ul><li><i class=date>15 hours ago</i></ul>", "2024-04-30T21:17:00"),
        (
            "<p><span class=publish-date>Published Apr 30, 2024</span><br>"
            "<span class=updated-date>Last updated Apr 30, 2024, 9:15 pm</span></p>",
            "2024-04-30",
        ),
    ],
)
def test_an_age_or_a_change_makes_no_printed_day_more_exact(printed: str, wanted: str) -> None:
    assert iso(read(printed).published) == wanted


def test_a_date_named_for_it_in_a_link_to_another_page_is_that_of_the_other() -> None:
    other = "<a href=/pier><b>Pier closed</b><i class=date>April 2, 2024, 10:15</i></a>"
    own = "<p class=date><a href=/2024/04/29/>April 29, 2024</a></p>"
    assert iso(read("<p>Monday, April 29, 2024</p>" + other).published) == "2024-04-29"
    assert iso(read(other + own).published) == "2024-04-29"


def test_a_date_named_for_it_in_another_article_is_that_of_the_other() -> None:
    articles = (
        f"<article><h1>Bridge reopens</h1><p>By TPN <i>29 Apr 2024, 20:02</i></p>{STORY}</article>"
        "<article><h2>Pier closed</h2><i class=date>28 Apr 2024, 10:15</i></article>"
    )
    assert iso(extract(page(articles), BARE, fetched_at=FETCHED_AT).published) == "2024-04-29T20:02:00"


def test_the_print_makes_the_day_in_the_address_more_exact() -> None:
    assert iso(read("<p>By TPN, in News <i>29 Apr 2024, 20:02</i></p>", DATED).published) == "2024-04-29T20:02:00"
    assert iso(read("<p>By TPN, in News <i>28 Apr 2024, 20:02</i></p>", DATED).published) == "2024-04-29"
