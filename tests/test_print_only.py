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


BESIDE = {
    "<div><span>Ann Lee</span><time>30 April 2024</time></div>": "Ann Lee",
    "<div><div>Ann Lee |</div><div>30 April 2024, 10:15</div></div>": "Ann Lee",
    "<header><p>Ann Lee</p><p>Bo Ek</p></header><div><p>30 April 2024</p></div>": "Ann Lee;Bo Ek",
    "<div><b>Ann Lee</b> Deputy Hub Director <i>30 April 2024</i></div>": "Ann Lee",
    "<div><b>Ann Lee</b><b>Wirtschaftsredakteurin</b><i>30. April 2024</i></div>": "Ann Lee",
    "<div><span>Reuters, Ann Lee</span><time>30 April 2024</time></div>": "Reuters;Ann Lee",
    "<div><div>AFP</div><time>30 April 2024</time></div>": "AFP",
    "<div><a href=/meet-the-team/ann-lee>Ann Lee</a><time>30 April 2024</time></div>": "Ann Lee",
    "<div><a href=/verfasser/redaktion>Hafen-Redaktion</a><time>30 April 2024</time></div>": "Hafen-Redaktion",
    "<div><a href=/author/1>al</a><time>30 April 2024</time></div>": "",
    "<div><a href=/world-news>World News</a><time>30 April 2024</time></div>": "",
    "<div><span>World News</span><time>30 April 2024</time></div>": "",
    "<div><span>Bridge Reopens</span><time>30 April 2024</time></div>": "",
    "<div><span>SPORT</span><time>30 April 2024</time></div>": "",
    "<div><span>Temps de</span><time>30 April 2024</time></div>": "",
    "<figure><p>Ann Lee</p><figcaption>30 April 2024</figcaption></figure>": "",
    "<div>Ann Lee</div><p>Nobody had believed that.</p><div>30 April 2024</div>": "",
}


@pytest.mark.parametrize("printed", BESIDE)
def test_who_is_named_beside_the_date_wrote_the_article(printed: str) -> None:
    wanted = BESIDE[printed]
    assert [author.name for author in read(printed).authors] == (wanted.split(";") if wanted else [])


def test_a_name_beside_the_date_counts_before_one_named_in_a_list_of_other_articles() -> None:
    listed = "<section><h3>Pier closed</h3><p class=authors>By Bo Ek</p></section>"
    article = extract(
        page(f"<h1>Bridge reopens</h1><div><b>Ann Lee</b> <i>30 April 2024</i></div>{STORY}{STORY * 20}{listed}"),
        BARE,
        fetched_at=FETCHED_AT,
    )
    assert [author.name for author in article.authors] == ["Ann Lee"]


@pytest.mark.parametrize("mark", ["rel=author", "itemprop=author"])
def test_who_is_marked_behind_the_headline_counts_before_who_is_marked_farther_off(mark: str) -> None:
    listed = f"<ul><li><a href=/pier>Pier closed</a> <a {mark} href=/authors/bo>Bo Ek</a></li></ul>"
    article = extract(
        page(f"<h1>Bridge reopens</h1><a {mark} href=/authors/ann>Ann Lee</a>{STORY * 20}{listed}"),
        BARE,
        fetched_at=FETCHED_AT,
    )
    assert [author.name for author in article.authors] == ["Ann Lee"]


def test_a_link_to_a_writers_page_is_read_behind_a_long_standfirst() -> None:
    article = read(
        f"<h2>{'The bridge was closed for two years, and longer than planned. ' * 3}</h2>"
        "<div><a href=/authors/ann>Ann Lee</a></div>"
    )
    assert [author.name for author in article.authors] == ["Ann Lee"]


def test_a_site_is_called_as_its_titles_end() -> None:
    head = "<title>Bridge reopens - Harbour Times</title>"
    link = "<a rel=author href=/authors/desk>Harbour Times</a>"
    for url, wanted in (("https://hartimes.example/bridge", "Ann Lee"), (BARE, "Harbour Times")):
        article = extract(
            page(f"<h1>Bridge reopens</h1>{link}<p><b>Ann Lee</b></p>{STORY}", head), url, fetched_at=FETCHED_AT
        )
        assert [author.name for author in article.authors] == [wanted]


@pytest.mark.parametrize(
    ("title", "printed", "wanted"),
    [
        ("Bridge: seven things to know", "<h1>The old bridge opens again</h1>", "The old bridge opens again"),
        ("Detail", "<h1>The old bridge opens again</h1>", "The old bridge opens again"),
        ("Bridge: seven things", "<h1>Log In</h1><h1>The old bridge opens again</h1>", "Bridge: seven things"),
        ("Bridge: seven things", "<h1>News</h1>", "Bridge: seven things"),
        ("Bridge: seven things | The Old Paper", "<h1>The Old Paper</h1>", "Bridge: seven things"),
        ("Bridge opens again", "<h1>All that floats</h1><h2>Bridge opens again</h2>", "Bridge opens again"),
    ],
)
def test_the_only_heading_of_the_first_rank_counts_before_a_title_in_other_words(
    title: str, printed: str, wanted: str
) -> None:
    article = extract(page(printed + STORY, f"<title>{title}</title>"), BARE, fetched_at=FETCHED_AT)
    assert article.headline == wanted
