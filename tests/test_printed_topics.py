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
    "<ul><li class=tag><a href=/1/>Bridges</a></li><li class=tag><a href=/2/>Harbour town</a></li></ul>",
    f"<div><p>The end.</p>Tagged with:<br>{LINKS}</div>",
    f"<nav class=article-tags>{LINKS}</nav>",
    "<div class=md-tags><span>Bridges</span><span>Harbour town</span></div>",
    "<ul class=tags><li><a href=/t/1>Bridges<sup>12</sup></a><li><a href=/t/2><b>Harbour town<i>3</i></b></a></ul>",
    f"<div class=itemTagsBlock><span>Filed as</span><ul>{ITEMS}</ul></div>",
    "<p class=note-tags>Bridges, Harbour town</p>",
    f"<p><strong><i></i> Tags: </strong><span>{LINKS}</span></p>",
    f"<p>Tagged {LINKS} <a href=#comments>0 Comments</a></p>",
    "<ul><li><time>30 April 2024</time><li><a href=/tags/1/>Bridges</a>, <li><a href=/tags/2/>Harbour town</a></ul>",
    "<div><a href=/tags.html#bridges>Bridges</a> <a href=/tags.html#harbour>Harbour town</a></div>",
    f"<ul class=tags><li><a href=/category/city/>City</a></ul><ul class=tags>{ITEMS}</ul>",
]
UNTAGGED = [
    f"<ul class=tag-cloud>{ITEMS}</ul>",
    f"<aside><nav class=tags>{LINKS}</nav></aside>",
    f"<nav class=nav--topics>{LINKS}</nav>",
    f"<aside><ul class=tags>{ITEMS}</ul></aside>",
    f"<div class=tags>{LINKS} and what else the council said in the afternoon of that day about the bridge</div>",
    f"<p>Tags are what the bridge is known by: {LINKS}</p>",
    f"<ul class=tags>{ITEMS * 30}</ul>",
    f"<p>{SENTENCES[0]} <a href=/tag/bridges/>Bridges</a> and <a href=/tag/lorries/>lorries</a></p>",
    "<p><a href=/tag/bridges/>Bridges</a></p>",
    "<p class=entry-tags><b>Tags</b>: <span>No tags</span></p><p>Short address: <a href=/R/>example.org/R/</a></p>",
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
    "<div class=categoryBar><div class=categoryName>City</div><div>17/02/2022</div></div>": "City",
    "<div class=catlinks><a href=/c>Category</a>: <ul><li><a href=/c/>City</a></ul></div>": "City",
    "<aside><a rel=category href=/c/>City</a></aside>": None,
    "<p class=category-desc>The inside track</p>": None,
    "<a class=overline>A kicker</a>": None,
    "<p><a href=/2024/>2024</a> <a href=/categories/city/>City</a></p>": "City",
    "<p>May 2 by Ann Lee in <a href=/section/city/>City</a></p>": "City",
    "<p><a href=/kategorie/stadt/><i></i> City</a></p>": "City",
    "<ul class=breadcrumbs><li><a href=/>Blog</a><li><a href=/2024/>2024</a><li><a href=/2024/03/>March</a>"
    "<li><a href=/2024/03/12/>12</a></ul><a rel='tag category' href=/c/>City</a>": "City",
    "<p><a href=/categories/>All categories</a></p>": None,
    "<div class=catlinks><a href=/c>Categories</a></div>": None,
    "<aside><a href=/categories/city/>City</a></aside>": None,
    f"<p>{SENTENCES[0]} {SENTENCES[1]} <a href=/categories/city/>City</a></p>": None,
    f"<div class=category>{SENTENCES[0]}</div>": None,
    "<p>The category the council chose: <a href=/c/>City</a></p>": None,
}


@pytest.mark.parametrize("inner", SECTIONS)
def test_the_section_is_the_first_category_that_is_printed(inner: str) -> None:
    assert extract(story_page(inner + STORY), URL, fetched_at=FETCHED_AT).section == SECTIONS[inner]


BEHIND = {
    "<div><i></i><a href=/categories/city/>City</a></div>": "City",
    "<p>Opublikowany w <a href=/blog/category/city>City</a> dnia 30 kwi, 2024.</p>": "City",
    "<div class=itemCategory><span>Publicado en</span> <a href=/list/3>City</a></div>": "City",
    "<p>Classé dans : <a href=/c3/city>City</a></p>": "City",
    "<p><a href=/category/city/>City 30/04/2024</a></p>": None,
    "<ul>" + "".join(f"<li><a href=/category/{name}/>{name}</a>" for name in ("City", "Sport", "Arts", "Food")): None,
    f"<p><a href=/category/city/>City</a> {SENTENCES[0]}</p>": None,
}


@pytest.mark.parametrize("inner", BEHIND)
def test_a_category_behind_the_text_is_the_articles_where_few_stand_together(inner: str) -> None:
    story = story_page(f"<p>{' '.join(SENTENCES)}</p>{STORY}{inner}")
    assert extract(story, URL, fetched_at=FETCHED_AT).section == BEHIND[inner]


@pytest.mark.parametrize(
    ("inner", "section"),
    [
        ("<i itemprop=articleSection> in <a href=/?cat=3>City</a></i>", "City"),
        ("<meta itemprop=articleSection content=City>", "City"),
        ("<i itemprop=articleSection>Newest</i><p>Category: <a href=/c/>City</a></p>", "City"),
    ],
)
def test_a_section_that_microdata_mark_is_the_articles_where_none_is_printed(inner: str, section: str) -> None:
    assert extract(story_page(STORY + inner), URL, fetched_at=FETCHED_AT).section == section


@pytest.mark.parametrize("sign", [" &gt; ", "<em>&rsaquo;</em>", " » "])
def test_a_trail_without_a_name_is_known_by_its_arrows(sign: str) -> None:
    trail = f"<div><b>You are here</b> <a href=/>Home</a>{sign}<a href=/c/>City</a>{sign}</div>"
    assert extract(page(f"{trail}<h1>Bridge reopens</h1>{STORY}"), URL, fetched_at=FETCHED_AT).section == "City"


def test_a_trail_is_known_by_its_id_too() -> None:
    html = page(f"<div id=portal-breadcrumbs><a href=/>Inicio</a> <a href=/c/>City</a></div><h1>Bridge</h1>{STORY}")
    assert extract(html, URL, fetched_at=FETCHED_AT).section == "City"


def test_the_steps_of_a_trail_may_bear_the_name_of_the_trail() -> None:
    steps = "<a class=breadcrumb href=/>Start</a> › <a class=breadcrumb href=/c/>City</a>"
    html = page(f"<div>{steps}</div><h1>Bridge</h1>{STORY}")
    assert extract(html, URL, fetched_at=FETCHED_AT).section == "City"


def test_a_link_to_a_category_before_the_headline_is_the_articles_inside_its_element_only() -> None:
    link, story = "<a href=/category/city/>City</a>", f"<h1>Bridge</h1>{STORY}"
    inside, outside = page(f"<article>{link}{story}</article>"), page(f"{link}<article>{story}</article>")
    sections = [extract(html, URL, fetched_at=FETCHED_AT).section for html in (inside, outside)]
    assert sections == ["City", None]


@pytest.mark.parametrize(
    ("keywords", "tags"),
    [
        ("weather, sports", ("Bridges", "Harbour town")),
        ("weather, two years", ("weather", "two years")),
        ("weather, harbour town", ("weather", "harbour town")),
    ],
)
def test_keywords_of_the_whole_portal_give_way_to_tags_that_are_printed(keywords: str, tags: tuple[str, ...]) -> None:
    title = "<title>Bridge reopens after two years</title>"
    html = story_page(f"{STORY}<ul class=post-tags>{ITEMS}</ul>", f'{title}<meta name="keywords" content="{keywords}">')
    assert extract(html, URL, fetched_at=FETCHED_AT).tags == tags


def test_keywords_of_the_whole_portal_are_tags_where_none_is_printed() -> None:
    html = story_page(head='<meta name="keywords" content="weather, sports">')
    assert extract(html, URL, fetched_at=FETCHED_AT).tags == ("weather", "sports")
