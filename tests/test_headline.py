"""The headline among all that a page prints and tells, and the names that stand around it."""

import pytest

from newsarchive.extract import extract
from newsarchive.extract.document import Document
from newsarchive.extract.fields.headline import find_headline, without_site_name
from newsarchive.extract.json_ld import texts
from newsarchive.extract.page import Page
from newsarchive.extract.rules import Rules
from tests.pages import FETCHED_AT, STORY, URL, json_ld, page

SITE = '<meta property="og:site_name" content="Legal Tribune Online">'


def read(body: str = "", head: str = "", url: str = URL, rules: Rules | None = None) -> Page:
    return Page(Document.parse(page(body, head), url), rules)


def chosen(body: str = "", head: str = "", url: str = URL, rules: Rules | None = None) -> tuple[str, str] | None:
    return find_headline(read(body, head, url, rules))[1]


def og(title: str) -> str:
    return f'<meta property="og:title" content="{title}">'


@pytest.mark.parametrize(
    ("title", "url", "bare"),
    [
        ("Bridge reopens | Legal Tribune Online", URL, "Bridge reopens"),
        ("Bridge reopens - Legal Tribune Online", URL, "Bridge reopens"),
        ("Bridge reopens – LTO", URL, "Bridge reopens"),
        ("Bridge reopens :: legal tribune online", URL, "Bridge reopens"),
        ("Bridge reopens · Legal Tribune Online · LTO", URL, "Bridge reopens"),
        ("Legal Tribune Online: Bridge reopens", URL, "Legal Tribune Online: Bridge reopens"),
        ("Legal Tribune Online | Bridge reopens", URL, "Bridge reopens"),
        ("Legal Tribune Online » Bridge reopens", URL, "Bridge reopens"),
        ("LTO - Bridge reopens", URL, "Bridge reopens"),
        ("Bridge reopens | paper.example", URL, "Bridge reopens"),
        ("Bridge reopens | The Daily Paper", URL, "Bridge reopens"),
        ("Bridge reopens | City", URL, "Bridge reopens | City"),
        ("Bridge reopens | LTO Politics", URL, "Bridge reopens"),
        ("Bridge reopens - LTO is first to tell", URL, "Bridge reopens - LTO is first to tell"),
        ("Bridge - tunnel - ferry", URL, "Bridge - tunnel - ferry"),
        ("Bridge re-opens", URL, "Bridge re-opens"),
        ("Bridge reopens < Legal Tribune Online", URL, "Bridge reopens"),
        ("Bridge reopens | Zürcher Bote", "https://zuercherbote.example/a", "Bridge reopens"),
        ("Bridge reopens | Zürcher Bote", "https://zurcherbote.example/a", "Bridge reopens"),
        ("Bridge reopens | The Register", "https://www.the-register.co.uk/a", "Bridge reopens"),
        ("Bridge reopens | ABC", "https://abc.example/a", "Bridge reopens"),
        ("", URL, ""),
    ],
)
def test_the_sites_name_is_taken_off_a_title(title: str, url: str, bare: str) -> None:
    assert without_site_name(title, read(head=SITE, url=url)) == bare


@pytest.mark.parametrize(
    ("body", "head", "wanted"),
    [
        ("", "", None),
        ("<h1></h1>", "", None),
        ("<h1>?</h1>", "", None),
        ("<h1>  Bridge\n reopens </h1>", "", ("h1", "Bridge reopens")),
        ("<h1><img src='/x.png' alt='Logo'></h1><h1>Bridge reopens</h1>", "", ("h1", "Bridge reopens")),
        ("<h1>Legal Tribune Online</h1><h1>Bridge reopens</h1>", SITE, ("h1", "Bridge reopens")),
        ("", "<title>Bridge reopens</title>", ("title", "Bridge reopens")),
        ("", '<meta name="twitter:title" content="Bridge reopens">', ("twitter", "Bridge reopens")),
        ("", '<meta name="headline" content="Bridge reopens">', ("meta", "Bridge reopens")),
        ("<h1>Bridge reopens</h1>", og("BRIDGE REOPENS"), ("h1", "Bridge reopens")),
        ("<h1>Bridge reopens</h1>", og("Bridge reopens: all pictures"), ("h1", "Bridge reopens")),
        ("<h1>Bridge “reopens”</h1>", og("Bridge 'reopens'"), ("h1", "Bridge “reopens”")),
        ("<h1>Top stories</h1><h1>Bridge reopens</h1>", og("Bridge reopens"), ("h1", "Bridge reopens")),
        ("<h1>Subscribe</h1>", og("Bridge reopens"), ("og", "Bridge reopens")),
        ("", og("&lt;em&gt;Bridge&lt;/em&gt; reopens"), ("og", "Bridge reopens")),
        ("", og("Rents &lt; 900 a month"), ("og", "Rents < 900 a month")),
        ("", json_ld('{"@type":"Article","headline":["Bridge reopens","B"]}'), ("json-ld", "Bridge reopens")),
        ("", json_ld('{"@type":"Article","headline":7,"name":"Bridge reopens"}'), ("json-ld", "Bridge reopens")),
        ("", json_ld('{"@type":"Article","headline":{"a":1}}'), None),
    ],
)
def test_the_headline_is_what_most_agree_on(body: str, head: str, wanted: tuple[str, str] | None) -> None:
    assert chosen(body, head) == wanted


@pytest.mark.parametrize(
    ("headline", "wanted"),
    [
        (("//h2[@class='own']",), ("theme", "Bridge reopens")),
        (("//h2[@class='none']",), ("og", "Other words")),
        (("//h2[@class='empty']",), ("og", "Other words")),
    ],
)
def test_the_themes_own_element_wins_where_the_page_has_it(headline: tuple[str, ...], wanted: tuple[str, str]) -> None:
    body = '<h1>Paper</h1><h2 class="own">Bridge reopens</h2><h2 class="empty"></h2>'
    assert chosen(body, og("Other words"), rules=Rules("own", headline=headline)) == wanted


def test_the_first_title_of_the_head_counts_not_that_of_a_drawing() -> None:
    body = "<svg><title>Menu</title></svg>"
    assert read(body, "<title>Bridge reopens</title>").title == "Bridge reopens"
    assert read("", "").title is None


@pytest.mark.parametrize(
    ("url", "letters"),
    [
        ("https://www.the-register.co.uk/a", "theregister"),
        ("https://news.paper.example/a", "paper"),
        ("https://paper.example/a", "paper"),
        ("http://localhost:8000/", "localhost"),
        ("not an address", ""),
    ],
)
def test_a_host_has_one_label_of_its_own(url: str, letters: str) -> None:
    assert read(url=url).host_letters == letters


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("Legal Tribune Online", True),
        ("LEGAL  TRIBUNE-ONLINE", True),
        ("LTO", True),
        ("paper", True),
        ("www.paper.example", True),
        ("Legal Tribune", False),
        ("Bridge", False),
        ("", False),
        ("–", False),
    ],
)
def test_a_site_is_known_by_the_forms_of_its_name(text: str, is_name: bool) -> None:
    assert read(head=SITE).is_site_name(text) is is_name


NAMES: list[tuple[str, tuple[str, ...]]] = [
    (SITE, ("Legal Tribune Online",)),
    ('<meta name="application-name" content="LTO &amp;amp; Co">', ("LTO & Co",)),
    (json_ld('{"@type":"WebSite","name":"LTO"}'), ("LTO",)),
    (json_ld('{"@type":"Organization","alternateName":["LTO","x"]}'), ("LTO",)),
    (json_ld('{"@type":"Article","publisher":{"name":"LTO"}}'), ("LTO",)),
    (json_ld('{"@type":"Article","publisher":"LTO"}'), ("LTO",)),
    (
        json_ld('{"@graph":[{"@type":"Article","publisher":{"@id":"#o"}},{"@type":"X","@id":"#o","name":"LTO"}]}'),
        ("LTO",),
    ),
    (json_ld('{"@type":"WebSite","name":"' + "x" * 80 + '"}'), ()),
    (json_ld('{"@type":"WebSite","name":7}'), ()),
    (SITE + json_ld('{"@type":"WebSite","name":"Legal Tribune Online"}'), ("Legal Tribune Online",)),
]


@pytest.mark.parametrize(("head", "names"), NAMES)
def test_a_site_names_itself_in_many_places(head: str, names: tuple[str, ...]) -> None:
    assert read(head=head).site_names == names


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("  Bridge \n reopens ", ["Bridge reopens"]),
        (["a", "", None, 7, ["b"], {"c": 1}, "d"], ["a", "d"]),
        ("Q&amp;A", ["Q&A"]),
        (None, []),
        (7, []),
        ({}, []),
    ],
)
def test_only_texts_are_read_from_a_value(value: object, wanted: list[str]) -> None:
    assert texts(value) == wanted


OWN: list[tuple[str, bool]] = [
    ('{"@type":"Article","headline":"Bridge reopens"}', True),
    ('{"@type":"Article","headline":"Something else"}', True),
    ('{"@type":"Article","headline":"Something else","url":"https://paper.example/x/"}', False),
    ('{"@type":"Article","headline":"Something else","url":"%s"}', True),
    ('{"@type":"Article","headline":"Something else","mainEntityOfPage":{"@id":"%s#article"}}', True),
    ('{"@type":"Article","headline":"Something else","mainEntityOfPage":["%s"]}', True),
    ('{"@type":"Article","url":"https://paper.example/x/"}', False),
    ('{"@type":"Article"}', True),
    ('[{"@type":"Article"},{"@type":"Article"}]', False),
]


@pytest.mark.parametrize(("script", "is_own"), OWN)
def test_structured_data_is_believed_where_it_is_of_this_page(script: str, is_own: bool) -> None:
    found = read("<h1>Bridge reopens</h1>", json_ld(script.replace("%s", URL)))
    assert (bool(found.nodes), bool(found.foreign)) == (is_own, not is_own)


@pytest.mark.parametrize(
    ("href", "wanted"),
    [
        ("/", ("heading", "Bridge reopens")),
        ("https://paper.example", ("heading", "Bridge reopens")),
        ("https://other.example/", ("h1", "Town news")),
        ("/town/", ("h1", "Town news")),
        ("/?p=1", ("h1", "Town news")),
    ],
)
def test_a_heading_that_only_links_to_the_front_page_is_the_site_s_name(href: str, wanted: tuple[str, str]) -> None:
    body = f'<h1><a href="{href}">Town news</a></h1><h2>Weather</h2><h2>Bridge reopens</h2>'
    assert chosen(body, "<title>Bridge reopens : Town news</title>") == wanted


def test_of_a_title_the_first_part_counts_that_a_heading_prints() -> None:
    body = '<h2><a href="/">Our valley</a></h2><h3>Bridge reopens</h3><h2>City</h2>'
    assert chosen(body, "<title>Our valley | Bridge reopens | City</title>") == ("heading", "Bridge reopens")
    assert chosen("<h2>Else</h2>", "<title>Bridge reopens | City</title>") == ("title", "Bridge reopens | City")
    assert chosen(body, "<title>Our valley | Bridge reopens</title>" + og("Bridge is open")) == ("og", "Bridge is open")


@pytest.mark.parametrize(
    ("heading", "head", "wanted"),
    [
        (
            "Bridge reopens<span>The Daily</span>",
            '<meta name="twitter:title" content="Bridge reopens">',
            "Bridge reopens",
        ),
        ("Bridge reopens <small>| The Daily</small>", og("Bridge reopens"), "Bridge reopens"),
        ("Bridge reopens <em>Legal Tribune Online</em>", SITE, "Bridge reopens"),
        ("Bridge reopens <em>at last</em>", "<title>Bridge reopens at last</title>", "Bridge reopens at last"),
        ("Bridge <em>reopens</em> at last", og("Bridge"), "Bridge reopens at last"),
    ],
)
def test_a_site_s_name_inside_the_heading_is_none_of_it(heading: str, head: str, wanted: str) -> None:
    found = chosen(f"<h1>{heading}</h1>", head)
    assert found is not None
    assert found[1] == wanted


@pytest.mark.parametrize(
    ("title", "printed", "wanted"),
    [
        (
            "Bridge reopens - 12 May 2024 - Old Town",
            "<div><div>Bridge reopens</div></div>",
            ("heading", "Bridge reopens"),
        ),
        ("旧桥重新开放-港口网", "<div>旧桥重新开放</div><a>港口网</a>", ("heading", "旧桥重新开放")),
        ("旧桥重新开放_新闻中心_港口网", "<td>旧桥重新开放</td><span>新闻中心</span>", ("heading", "旧桥重新开放")),
        ("Bridge re-opens", "<div>Bridge re</div>", ("title", "Bridge re-opens")),
        ("Bridge reopens - News", "<div>News</div>", ("title", "Bridge reopens - News")),
        ("paper.example // Bridge opens", "<div>paper.example</div>", ("title", "paper.example // Bridge opens")),
        ("Bridge - tunnel", "<a>Bridge</a>", ("title", "Bridge - tunnel")),
    ],
)
def test_the_part_of_a_title_that_the_page_prints_alone_is_the_headline(
    title: str, printed: str, wanted: tuple[str, str]
) -> None:
    assert chosen(printed, f"<title>{title}</title>") == wanted


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://blogs.paper.example/films/2024/04/30/bridge/", "Bridge reopens"),
        ("https://blogs.paper.example/town/2024/04/30/bridge/", "The Film Gang"),
        ("https://blogs.paper.example/films/2/", "The Film Gang"),
        ("https://blogs.paper.example/films/comment-page-3/", "The Film Gang"),
        ("https://blogs.paper.example/films/amp/", "The Film Gang"),
    ],
)
def test_a_heading_that_leads_to_the_blog_around_the_page_names_the_blog(url: str, wanted: str) -> None:
    body = '<h1><a href="https://blogs.paper.example/films/">The Film Gang</a></h1><h2>Bridge reopens</h2><p>Text.</p>'
    found = chosen(body, "<title>The Film Gang » Bridge reopens</title>", url)
    assert found is not None
    assert found[1] == wanted


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("<span class=kicker>Region</span> <span>Bridge reopens</span>", "Bridge reopens"),
        ("<b>Subscribers</b>Bridge reopens", "Bridge reopens"),
        ("<i>Region</i>: Bridge reopens", "Region: Bridge reopens"),
        ("Bridge reopens<small>Lorries still take the ring road</small>", "Bridge reopens"),
        ("Bridge reopens <b>today</b>", "Bridge reopens"),
        ("<b>Big</b> Bridge reopens today", "Big Bridge reopens today"),
        ("<!-- x -->Bridge reopens", "Bridge reopens"),
    ],
)
def test_a_kicker_label_or_subtitle_inside_the_heading_is_none_of_the_headline(heading: str, wanted: str) -> None:
    assert chosen(f"<h1>{heading}</h1>", og("Bridge reopens | Legal Tribune Online") + SITE) == ("h1", wanted)


def test_json_ld_shows_what_of_a_heading_is_the_headline() -> None:
    head = json_ld('{"@type":"NewsArticle","headline":"Bridge reopens"}')
    assert chosen("<h1><span>Region</span> Bridge reopens</h1>", head) == ("h1", "Bridge reopens")


def test_microdata_mark_the_headline_of_a_page_without_h1() -> None:
    body = '<title>The Paper</title><div itemprop="headline">Bridge reopens</div>'
    assert chosen(body) == ("itemprop", "Bridge reopens")
    assert chosen(f'<aside class="related">{body}</aside>') == ("title", "The Paper")


HEADED = {  # title of the page: heading
    "老河桥禁行货车_河报": "<div><h2>老河桥禁行货车</h2></div>",
    "老河桥禁行货车 - 本地 - 河报": "<h1>老河桥禁行货车<br><span>2024-04-30 来源：河报</span></h1>",
    "지역뉴스 - 老河桥禁行货车": "<h1><a href=/c/>사회</a> <a href=/x/>老河桥禁行货车</a></h1>",
}


@pytest.mark.parametrize("title", HEADED)
def test_what_the_title_parts_off_is_none_of_the_headline(title: str) -> None:
    article = extract(page(HEADED[title] + STORY, f"<title>{title}</title>"), URL, fetched_at=FETCHED_AT)
    assert article.headline == "老河桥禁行货车"


def test_both_halves_of_a_heading_that_the_title_gives_are_the_headline() -> None:
    html = page(
        f"<h1><b>Bridge reopens</b> – The town is glad</h1>{STORY}", "<title>Bridge reopens – The town is glad</title>"
    )
    assert extract(html, URL, fetched_at=FETCHED_AT).headline == "Bridge reopens – The town is glad"


@pytest.mark.parametrize(
    ("lesser", "wanted"),
    [("Bridge reopens", "Bridge reopens"), ("Pier closed", "Bridge reopens > City - The Paper")],
)
def test_an_h1_that_repeats_the_title_gives_way_to_the_headline_alone(lesser: str, wanted: str) -> None:
    title = "<title>Bridge reopens &gt; City | The Paper</title>"
    html = page(f"<h1>Bridge reopens &gt; City - The Paper</h1><h2>{lesser}</h2>{STORY}", title)
    assert extract(html, URL, fetched_at=FETCHED_AT).headline == wanted


MOTTO = "<h1>News of the town</h1>"


@pytest.mark.parametrize(
    ("inner", "title", "wanted"),
    [
        (f"{MOTTO}<h2 itemprop='name headline'>Bridge reopens</h2>", "Bridge reopens | Ledger", "Bridge reopens"),
        (f"{MOTTO}<h2>Bridge reopens</h2>", "Bridge reopens | Ledger", "Bridge reopens"),
        (f"{MOTTO}<h2>City life</h2>", "Bridge reopens after all | City life", "Bridge reopens after all | City life"),
        ("<h1>Bridge reopens</h1><h2 itemprop=headline>Pier closed</h2>", "Bridge reopens | Ledger", "Bridge reopens"),
    ],
)
def test_where_no_h1_is_in_the_title_a_lesser_heading_may_be_the_headline(inner: str, title: str, wanted: str) -> None:
    html = page(f"{inner}{STORY}", f"<title>{title}</title>")
    assert extract(html, URL, fetched_at=FETCHED_AT).headline == wanted


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("古い橋を冬の間閉鎖へ（1/2 ページ）", "古い橋を冬の間閉鎖へ"),
        ("Bridge reopens after years (page 2 of 3)", "Bridge reopens after years"),
        ("Die Brücke ist wieder offen (Seite 2)", "Die Brücke ist wieder offen"),
        ("Bridge reopens after years (1/2)", "Bridge reopens after years (1/2)"),
        ("Bridge reopens after years (2 of 3 lanes)", "Bridge reopens after years (2 of 3 lanes)"),
    ],
)
def test_which_page_of_an_article_it_is_stands_in_no_headline(printed: str, wanted: str) -> None:
    assert chosen(f"<h1>{printed}</h1>") == ("h1", wanted)
