"""Section and tags that only the page's own print tells."""

import pytest

from newsarchive.extract import extract
from tests.pages import FETCHED_AT, SENTENCES, STORY, URL, page, story_page

LINKS = "<a href=/t/1>Bridges</a>, <a href=/t/2>Harbour town</a>"
ITEMS = "<li><a href=/t/1>Bridges</a></li><li><a href=/t/2>Harbour town</a></li>"
TAGGED = [
    f"<ul class=post-tags>{ITEMS}</ul>",
    "<div class=b-tags-bar><a href=/t/1>Bridges</a><a href=/t/2>Harbour town</a></div>",
    f"<div class=field--tags><h3>Tags</h3><ul>{ITEMS}</ul></div>",
    f"<span class=x1>Topics</span><div><ul>{ITEMS}</ul></div>",
    f"<p class=x1><i>Теги: {LINKS}</i></p>",
    f"<p><strong>相关热词搜索：</strong>{LINKS}</p>",
    f"<p>Posted in <a href=/c/>City</a>; Tagged {LINKS}; Posted <a href=/2024/>30 April 2024</a></p>",
    f"<h4><strong>More about:</strong></h4><ul>{ITEMS}</ul>",
    f"<div><p>The end.</p>Tagged with:<br>{LINKS}</div>",
]
UNTAGGED = [
    f"<ul class=tag-cloud>{ITEMS}</ul>",
    f"<aside><ul class=tags>{ITEMS}</ul></aside>",
    f"<div class=tags>{LINKS} and what else the council said in the afternoon of that day about the bridge</div>",
    f"<p>Tags are what the bridge is known by: {LINKS}</p>",
    f"<ul class=tags>{ITEMS * 30}</ul>",
]


@pytest.mark.parametrize("inner", TAGGED)
def test_tags_are_read_from_a_list_named_for_them_or_behind_a_label(inner: str) -> None:
    article = extract(story_page(STORY + inner), URL, fetched_at=FETCHED_AT)
    assert article.tags == ("Bridges", "Harbour town")


@pytest.mark.parametrize("inner", UNTAGGED)
def test_links_that_stand_elsewhere_or_among_words_are_no_tags(inner: str) -> None:
    assert extract(story_page(STORY + inner), URL, fetched_at=FETCHED_AT).tags == ()


def test_a_row_of_tags_above_the_headline_is_the_portals() -> None:
    html = page(f"<div class=tags>{LINKS}</div><h1>Bridge reopens</h1>{STORY}")
    assert extract(html, URL, fetched_at=FETCHED_AT).tags == ()


SECTIONS = {
    "<span class=cat-links>Posted in <a href=/c/ rel='category tag'>City</a>, <a rel=category>Other</a></span>": "City",
    "<p>Категория: <a href=/c/>City</a></p>": "City",
    "<dl><dd><i></i> Kategorie: <a href=/c/>City</a></dd></dl>": "City",
    "<p><small>栏目</small><a href=/c/>City</a></p>": "City",
    "<a class=section-label__link href=/c/>City</a>": "City",
    "<span class=post-category>City</span>": "City",
    "<aside><a rel=category href=/c/>City</a></aside>": None,
    "<p class=category-desc>The inside track</p>": None,
    "<a class=overline>A kicker</a>": None,
    f"<div class=category>{SENTENCES[0]}</div>": None,
    "<p>The category the council chose: <a href=/c/>City</a></p>": None,
}


@pytest.mark.parametrize("inner", SECTIONS)
def test_the_section_is_the_first_category_that_is_printed(inner: str) -> None:
    assert extract(story_page(inner + STORY), URL, fetched_at=FETCHED_AT).section == SECTIONS[inner]


def test_a_trail_is_known_by_its_id_too() -> None:
    html = page(f"<div id=portal-breadcrumbs><a href=/>Inicio</a> <a href=/c/>City</a></div><h1>Bridge</h1>{STORY}")
    assert extract(html, URL, fetched_at=FETCHED_AT).section == "City"
