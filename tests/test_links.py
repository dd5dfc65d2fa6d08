"""Where a page leads: which addresses are links, further pages, feeds, parts, redirects; what its directives are."""

import pytest

from newsarchive.extract.document import Document
from newsarchive.extract.links import (
    MAX_FURTHER,
    MAX_LINKS,
    find_delayed_parts,
    find_directives,
    find_feeds,
    find_further_pages,
    find_links,
    find_refresh,
    find_rest_record,
    find_rest_root,
)
from newsarchive.extract.page import Page
from newsarchive.extract.rules import Rules
from tests.pages import STORY, URL, page, story_page

ROOT = "https://paper.example"


def read(body: str = "", head: str = "", url: str = URL, rules: Rules | None = None) -> Page:
    return Page(Document.parse(page(body, head), url), rules)


@pytest.mark.parametrize(
    ("href", "found"),
    [
        ("/a/", f"{ROOT}/a/"),
        ("b/", f"{URL}b/"),
        ("../b/", f"{ROOT}/2024/04/30/b/"),
        ("?page=2", f"{URL}?page=2"),
        ("//other.example/x", "https://other.example/x"),
        ("http://other.example/x#part", "http://other.example/x"),
        ("https://other.example", "https://other.example"),
        ("https://other.example/x?", "https://other.example/x"),
        ("  /a/  ", f"{ROOT}/a/"),
        ("/a/../b/", f"{ROOT}/b/"),
        ("#top", None),
        ("", None),
        ("   ", None),
        ("javascript:void(0)", None),
        ("JavaScript:alert(1)", None),
        ("mailto:ann@paper.example", None),
        ("tel:+4912345", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("http://", None),
        ("https://[::1/x", None),
        ("https://paper.example/" + "x" * 3_000, None),
    ],
)
def test_a_link_is_an_http_address_or_none(href: str, found: str | None) -> None:
    assert find_links(read(f'<a href="{href}">x</a>')) == (() if found is None else (found,))


def test_links_come_in_order_each_once_from_maps_too() -> None:
    body = '<a href="/b/">1</a><a>no address</a><map><area href="/c/"></map><a href="/a/">2</a><a href="/b/#x">3</a>'
    assert find_links(read(body)) == (f"{ROOT}/b/", f"{ROOT}/c/", f"{ROOT}/a/")


def test_a_link_is_relative_to_the_pages_base() -> None:
    assert find_links(read('<a href="x/">x</a>', '<base href="/other/">')) == (f"{ROOT}/other/x/",)


def test_links_are_bounded() -> None:
    found = find_links(read("".join(f'<a href="/{number}/">x</a>' for number in range(MAX_LINKS + 50))))
    assert (len(found), found[-1]) == (MAX_LINKS, f"{ROOT}/{MAX_LINKS - 1}/")


@pytest.mark.parametrize(
    ("kind", "is_feed"),
    [
        ("application/rss+xml", True),
        ("application/atom+xml", True),
        ("APPLICATION/RSS+XML", True),
        ("application/feed+json", True),
        ("application/rdf+xml", True),
        ("application/json", False),
        ("text/xml+oembed", False),
        ("text/html", False),
        ("", False),
    ],
)
def test_a_feed_is_told_by_its_type(kind: str, is_feed: bool) -> None:
    found = find_feeds(read(head=f'<link rel="alternate" type="{kind}" href="/feed/">'))
    assert found == ((f"{ROOT}/feed/",) if is_feed else ())


FURTHER: list[tuple[str, str, str, tuple[str, ...]]] = [
    (URL, '<div class="page-links"><a href="3/">3</a><a href="2/">2</a></div>', "", (f"{URL}2/", f"{URL}3/")),
    (URL, '<p class="post-nav-links"><a href="?page=2">2</a></p>', "", (f"{URL}?page=2",)),
    (URL, '<a class="post-page-numbers" href="page/2/">2</a>', "", (f"{URL}page/2/",)),
    (URL, '<div class="multipage"><a href="1/">1</a><a href="2/">2</a></div>', "", (f"{URL}2/",)),
    (URL, '<div class="page-links"><a href="2/">2</a><a href="2/">next</a></div>', "", (f"{URL}2/",)),
    (URL, '<div class="page-links"><a href="https://other.example/bridge/2/">2</a></div>', "", ()),
    (URL, '<div class="page-links"><a href="/2024/04/30/mayor/2/">2</a></div>', "", ()),
    (URL, '<div class="page-links"><a href="/2024/04/30/mayor/?page=2">2</a></div>', "", ()),
    (URL, "", '<link rel="next" href="2/">', (f"{URL}2/",)),
    (URL, "", '<link rel="next" href="/2024/05/01/mayor-resigns/">', ()),
    (URL, '<div class="page-links"><a href="2/">2</a></div>', '<link rel="next" href="9/">', (f"{URL}2/",)),
    (f"{URL}2/", '<div class="page-links"><a href="../3/">3</a></div>', "", (f"{URL}3/",)),
    (URL, '<a href="2/">2</a>', "", ()),
]


@pytest.mark.parametrize(("url", "body", "head", "found"), FURTHER)
def test_further_pages_are_the_articles_own_in_order(url: str, body: str, head: str, found: tuple[str, ...]) -> None:
    assert find_further_pages(read(body, head, url)) == found


def test_further_pages_are_bounded_and_sorted_as_numbers() -> None:
    links = "".join(f'<a href="{number}/">{number}</a>' for number in range(300, 1, -1))
    found = find_further_pages(read(f'<div class="page-links">{links}</div>'))
    assert found == tuple(f"{URL}{number}/" for number in range(2, MAX_FURTHER + 2))


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0;url=/b/", f"{ROOT}/b/"),
        ("0; URL='/b/'", f"{ROOT}/b/"),
        ('5;url="https://other.example/"', "https://other.example/"),
        ("3, /b/", f"{ROOT}/b/"),
        ("1.5;url=/b/", f"{ROOT}/b/"),
        ("6;url=/b/", None),
        ("300;url=/b/", None),
        ("99999999999999999999;url=/b/", None),
        ("0", None),
        ("300", None),
        (";url=/b/", None),
        ("0;url=javascript:alert(1)", None),
        ("soon;url=/b/", None),
    ],
)
def test_a_refresh_is_a_redirect_where_it_comes_at_once(content: str, target: str | None) -> None:
    quoted = content.replace('"', "&quot;")
    assert find_refresh(read(head=f'<meta http-equiv="refresh" content="{quoted}">').document) == target


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ('<meta name="robots" content="NoIndex, nofollow">', {"noindex", "nofollow"}),
        ('<meta name="robots" content="noarchive"><meta name="robots" content="noindex">', {"noarchive", "noindex"}),
        ('<meta name="newsarchive" content="noarchive">', {"noarchive"}),
        ('<meta name="googlebot" content="noindex">', set()),
        ('<meta name="tdm-reservation" content="1">', {"tdm-reservation"}),
        ('<meta name="tdm-reservation" content="0">', set()),
        ('<meta name="robots" content=" , ,">', set()),
        (f'<meta name="robots" content="{"x" * 200}">', set()),
    ],
)
def test_directives_are_those_for_all_robots_and_for_us(head: str, found: set[str]) -> None:
    assert find_directives(read(head=head)) == found


@pytest.mark.parametrize(
    ("head", "record"),
    [
        (
            '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/7">',
            f"{ROOT}/wp-json/wp/v2/posts/7",
        ),
        (
            '<link rel="alternate" title="JSON" type="application/json" href="/?rest_route=/wp/v2/posts/7">',
            f"{ROOT}/?rest_route=/wp/v2/posts/7",
        ),
        ('<link rel="alternate" type="application/json+oembed" href="/wp-json/oembed/1.0/embed">', None),
        ('<link rel="alternate" type="application/json" href="/data.json">', None),
        ("", None),
    ],
)
def test_the_record_of_an_article_is_told_from_other_json(head: str, record: str | None) -> None:
    assert find_rest_record(read(head=head)) == record


def test_the_root_of_the_interface_is_named_by_its_relation() -> None:
    head = '<link rel="https://api.w.org/" href="https://paper.example/wp-json/">'
    assert (find_rest_root(read(head=head)), find_rest_root(read())) == (f"{ROOT}/wp-json/", None)


def test_delayed_parts_are_only_those_of_the_theme_and_host() -> None:
    body = (
        '<div class="later" data-url="/part/?id=1"></div><div class="later" data-url="/part/?id=1"></div>'
        '<div class="later" data-url="https://other.example/part/"></div><div class="later"></div>'
        '<div class="other" data-url="/no/"></div>'
    )
    rules = Rules(name="own", delayed=("//div[@class='later']",))
    assert find_delayed_parts(read(body, rules=rules)) == (f"{ROOT}/part/?id=1",)
    assert find_delayed_parts(read(body)) == ()


def test_an_ordinary_page_leads_nowhere_by_itself() -> None:
    plain = Page(Document.parse(story_page(STORY), URL))
    assert (find_further_pages(plain), find_feeds(plain), find_refresh(plain.document), find_directives(plain)) == (
        (),
        (),
        None,
        frozenset(),
    )
