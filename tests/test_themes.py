"""One golden page for each theme: its markup with a text of ours."""

import re
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from cssselect import HTMLTranslator

from newsarchive.errors import UsageMistake
from newsarchive.extract import read, themes
from newsarchive.extract.document import Document
from newsarchive.extract.rules import Rules, compiled, first, narrowed, needed, select, select_all
from newsarchive.extract.themes import THEMES, detect, named
from newsarchive.times import iso
from tests.pages import FETCHED_AT, SENTENCES, STORY, page

URL = "https://paper.example/bridge-reopens/"
WP_HEAD = '<link rel="https://api.w.org/" href="https://paper.example/wp-json/">'
DATE = "2024-04-30T09:15:00+02:00"
UPDATED = "2024-04-30T11:00:00+02:00"
PAGES = {
    path.stem: path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "data/themes").iterdir())
}
"""Each theme's markup around the text of `tests.pages`."""


@pytest.mark.parametrize("name", PAGES)
def test_a_theme_is_recognised_by_its_marks(name: str) -> None:
    found = detect(Document.parse(PAGES[name], URL), FETCHED_AT.date())
    assert found is named(name)


@pytest.mark.parametrize(
    ("classes", "theme"),
    [
        ("entry-content", "wordpress-classic"),
        ("wide entry-content text", "wordpress-classic"),
        ("my-entry-content", None),
        ("entry-content-box", None),
    ],
)
def test_a_mark_is_a_whole_class_where_it_says_so(classes: str, theme: str | None) -> None:
    html = page(f'<div class="{classes}">{STORY}</div>', WP_HEAD, "single single-post")
    found = detect(Document.parse(html, URL), FETCHED_AT.date())
    assert (found and found.name) == theme


@pytest.mark.parametrize("name", PAGES)
def test_the_golden_page_of_a_theme_is_read_exactly(name: str) -> None:
    reading = read(PAGES[name], URL, fetched_at=FETCHED_AT)
    article = reading.article
    assert reading.is_article
    assert (article.headline, article.byline, article.body) == ("Bridge reopens", "Ann Lee", SENTENCES)
    assert article.section == "City"
    assert article.image is not None
    assert (article.image.url, article.image.alt) == ("https://paper.example/bridge.jpg", "A bridge")
    assert iso(article.published) == ("2024-04-30" if name == "divi" else DATE)
    sources = dict(article.field_sources)
    assert (sources["headline"], sources["authors"], sources["body"]) == ("theme", "theme", "theme")


@pytest.mark.parametrize("name", ["wordpress-classic", "wordpress-block", "soledad", "newspaper", "jannah", "genesis"])
def test_a_theme_names_tags_and_further_pages(name: str) -> None:
    reading = read(PAGES[name], URL, fetched_at=FETCHED_AT)
    assert (reading.article.tags, reading.further_pages) == (("river",), (f"{URL}2/",))


@pytest.mark.parametrize("name", ["wordpress-classic", "wordpress-block", "soledad", "genesis", "mkdocs-material"])
def test_a_theme_names_the_modification(name: str) -> None:
    assert iso(read(PAGES[name], URL, fetched_at=FETCHED_AT).article.modified) == UPDATED


@pytest.mark.parametrize("name", ["wordpress-classic", "wordpress-block", "soledad", "newspaper", "jannah", "ghost"])
def test_a_theme_names_the_caption(name: str) -> None:
    image = read(PAGES[name], URL, fetched_at=FETCHED_AT).article.image
    assert image is not None
    assert image.caption == "The bridge"


def test_ghosts_excerpt_is_the_lead() -> None:
    assert read(PAGES["ghost"], URL, fetched_at=FETCHED_AT).article.lead == "After two years of work."


def test_soledads_delayed_parts_are_named() -> None:
    reading = read(PAGES["soledad"], URL, fetched_at=FETCHED_AT)
    assert reading.delayed_parts == (f"{URL}?penci_get_delayed_sections=sections",)


def test_a_theme_that_finds_little_gives_way_to_the_general_engine() -> None:
    html = page(
        f'<h1 class="entry-title">Bridge</h1><div class="x">{STORY}</div>'
        '<article><div class="entry-content"><p>A teaser of another story of today.</p></div></article>',
        WP_HEAD,
        "single single-post",
    )
    article = read(html, URL, fetched_at=FETCHED_AT).article
    assert (article.body, dict(article.field_sources)["body"]) == (SENTENCES, "heuristic")


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: str(theme.name))
def test_every_selector_of_every_theme_compiles(theme: Rules) -> None:
    for field in fields(theme):
        value = getattr(theme, field.name)
        if isinstance(value, tuple) and field.name != "date_formats":
            for selector in value:
                compiled(selector)
    assert theme.marks


def test_rules_hold_on_their_days_only() -> None:
    rules = Rules("dated", valid_from=date(2022, 1, 25), valid_until=date(2023, 1, 1))
    assert [
        rules.holds_on(day) for day in (date(2022, 1, 24), date(2022, 1, 25), date(2023, 1, 1), date(2023, 1, 2))
    ] == [
        False,
        True,
        True,
        False,
    ]


def test_the_first_selector_that_finds_something_counts() -> None:
    document = Document.parse("<p class=a>1</p><p class=b>2</p><p class=b>3</p>", URL)
    assert [element.text for element in select(document.index, (".x", ".b", ".a"))] == ["2", "3"]
    assert [element.text for element in select_all(document.root, (".b", "//p[@class='a']"))] == ["1", "2", "3"]
    found = first(document.index, ("//p[@class='b']",))
    assert found is not None
    assert found.text == "2"
    assert first(document.index, (".x",)) is None


@pytest.mark.parametrize(
    "selector",
    [
        "#one",
        ".a",
        ".a.b",
        "#one.a",
        ".a .c",
        ".a .a .c",
        ".c .c",
        ".a p.b, .c",
        ".c ~ .c",
        ".a p:first-child",
        ".a > .c",
        ".a, .c",
        "p.a",
        ".a:not(.b)",
        ".c[id]",
        "div .c#two",
        "[class]",
    ],
)
def test_a_selector_looked_for_by_attribute_finds_what_css_means(selector: str) -> None:
    html = (
        b'<div id="one" class="a"><p class=" c a\tb" id="two">1</p><p class="ab a-b">2</p><b class="c"><i class="c">3'
    )
    document = Document.parse(html, URL)
    meant = document.root.xpath(HTMLTranslator().css_to_xpath(selector, prefix="descendant-or-self::"))
    assert select(document.index, (selector,)) == meant


def test_a_selector_that_is_none_is_named() -> None:
    with pytest.raises(ValueError, match="neither CSS nor XPath: 'p\\[\\['"):
        compiled("p[[")
    with pytest.raises(ValueError, match="neither CSS nor XPath: 'p\\[\\['"):
        select(Document.parse("<p class=a>", URL).index, (".a p[[",))


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("headline", ("h1", "h1["), "headline: neither CSS nor XPath: 'h1['"),
        ("lead", ("",), "lead: neither CSS nor XPath: ''"),
        ("lead", ("p::text",), "lead: neither CSS nor XPath: 'p::text'"),
        ("marks", ("//body[",), "marks: neither CSS nor XPath: '//body['"),
        ("body", ("//svg:p",), "body: Undefined namespace prefix"),
        ("lead", "p.lead", 'lead is one text; write ("p.lead",)'),
        ("valid_from", "2023-01-31", "valid_from is no date"),
    ],
)
def test_a_theme_that_reads_no_page_is_named_before_one_is_read(
    monkeypatch: pytest.MonkeyPatch, field: str, value: object, words: str
) -> None:
    mine = Rules(name="mine", **{field: value})  # type: ignore[arg-type]
    themes.check_all()
    monkeypatch.setattr(themes, "THEMES", (*THEMES, mine))
    with pytest.raises(UsageMistake, match=re.escape(f"theme mine: {words}")):
        themes.check_all()


@pytest.mark.parametrize(
    ("selector", "words"),
    [
        ("article .entry-header h1.entry-title", {" entry-header ", " entry-title "}),
        ("time.updated:not(.published)", {" updated "}),
        ("a[href$='x.html']", set()),
        (".one, .other", set()),
        ("//div[contains(@class,'td-post-content')]", {"td-post-content"}),
        ("//div[contains(concat(' ',@class,' '),' entry-content ')]", {"entry-content"}),
        ("/html/body[contains(@class,'one') or contains(@class,'other')]", set()),
        ("//p[not(contains(@class,'one'))]", set()),
        ("descendant::p[@class='x.y']", set()),
    ],
)
def test_a_selector_needs_the_classes_it_names(selector: str, words: set[str]) -> None:
    assert needed(selector) == words


def test_rules_are_narrowed_to_what_the_page_can_hold() -> None:
    rules = Rules("any", headline=("h1.title", "h1"), body=(".text",), tags=(".tags a",))
    document = Document.parse(b'<h1 class="sub\ttitle">A</h1><p class="text-box">B', "https://example.com/")
    assert narrowed(rules, document.index.class_names) == Rules("any", headline=("h1.title", "h1"), tags=(".tags a",))
