"""What stands beside the text: tags, sections, languages, access, live entries, further reading, flags."""

from typing import Any

import pytest

from newsarchive.extract import extract
from newsarchive.extract.document import Document
from newsarchive.extract.fields.flags import merge_flags
from newsarchive.extract.fields.metadata import find_access, find_alternates, find_language, find_source_id
from newsarchive.extract.fields.related import MAX_LINKS, related_box
from newsarchive.extract.fields.topics import MAX_TAGS, find_section, find_tags
from newsarchive.extract.page import Page
from newsarchive.extract.rules import Rules
from newsarchive.items import Alternate, Flag, LiveEntry, RelatedLink
from newsarchive.times import iso
from tests.pages import FETCHED_AT, SENTENCES, STORY, URL, json_ld, meta, node, page, story_page

ROOT = "https://paper.example"


def read(inner: str = "", head: str = "", rules: Rules | None = None) -> Page:
    return Page(Document.parse(story_page(inner + STORY, head), URL), rules)


# --- words about the article


@pytest.mark.parametrize(
    ("inner", "head", "wanted"),
    [
        ("", node('"keywords":["bridge","river"]'), ("json-ld", ("bridge", "river"))),
        ("", node('"keywords":"bridge; river、harbour"'), ("json-ld", ("bridge", "river", "harbour"))),
        ("", node('"keywords":["a, b","B"," c "]'), ("json-ld", ("a", "b", "c"))),
        ("", node('"keywords":7'), (None, ())),
        ("", meta("article:tag", "bridge, river"), ("meta", ("bridge", "river"))),
        ("", meta("article:tag", "Bonn, Rhine") + meta("article:tag", "b"), ("meta", ("Bonn, Rhine", "b"))),
        ("", meta("keywords", "bridge,,river,"), ("meta", ("bridge", "river"))),
        # What a system notes for itself is no tag.
        ("", meta("keywords", "bridge,26157981-b4f7-4929-adc1-e860c6f03636"), ("meta", ("bridge",))),
        ("", meta("keywords", "100312362,90210,bridge"), ("meta", ("90210", "bridge"))),
        ("", meta("keywords", "/article,@river,_web,ctp_video,bridge"), ("meta", ("bridge",))),
        ("", node('"keywords":["Category: Travel","NLP Entity Tokens: Rhine","bridge"]'), ("json-ld", ("bridge",))),
        ("", meta("keywords", "paper.example,bridge"), ("meta", ("bridge",))),
        ("", meta("article:tag", "Category: X") + meta("keywords", "bridge"), ("meta", ("bridge",))),
        ("", meta("news_keywords", "R&amp;amp;D"), ("meta", ("R&D",))),
        ('<a rel="tag" href="/t/">#bridge</a><a rel="tag">Bridge</a>', "", ("rel", ("bridge",))),
        ('<a rel="tag nofollow" href="/t/">bridge</a>', "", ("rel", ("bridge",))),
        ('<a rel="category tag" href="/c/">City</a>', "", (None, ())),
        ('<a rel="hashtag" href="/c/">City</a>', "", (None, ())),
        ("", "", (None, ())),
    ],
)
def test_tags_are_parted_and_each_given_once(inner: str, head: str, wanted: tuple[str | None, tuple[str, ...]]) -> None:
    assert find_tags(read(inner, head)) == wanted


def test_tags_are_bounded_in_number_and_length() -> None:
    _, found = find_tags(read(head=node('"keywords":"' + ",".join(f"tag{number}" for number in range(500)) + '"')))
    assert len(found) == MAX_TAGS
    _, found = find_tags(read(head=node('"keywords":["' + "x" * 500 + '"]')))
    assert [len(tag) for tag in found] == [120]


def test_a_theme_that_names_its_tags_prints_no_others() -> None:
    rules = Rules("own", tags=("//i[@class='t']",))
    tag = '<a rel="tag" href="/c/">Category</a>'
    assert find_tags(read(tag, rules=rules)) == (None, ())
    assert find_tags(read(f'{tag}<i class="t">bridge</i>', rules=rules)) == ("theme", ("bridge",))


def crumbs(*names: str) -> str:
    items = ",".join(f'{{"name":"{name}"}}' for name in names)
    return json_ld('{"@type":"BreadcrumbList","itemListElement":[' + items + "]}")


def trail(*addresses: str) -> str:
    """Crumbs with addresses, each named by its last part."""
    names = [address.strip("/").rpartition("/")[2].replace("-", " ").title() or "Front" for address in addresses]
    items = (f'{{"name":"{name}","item":"{to}"}}' for name, to in zip(names, addresses, strict=True))
    return json_ld('{"@type":"BreadcrumbList","itemListElement":[' + ",".join(items) + "]}")


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        (node('"articleSection":"City"'), ("json-ld", "City")),
        (node('"articleSection":[]') + meta("article:section", "Town"), ("meta", "Town")),
        (meta("article:section", "City &amp;amp; Land"), ("meta", "City & Land")),
        (crumbs("Home", "City", "Bridge"), ("breadcrumb", "City")),
        (crumbs("Home", "Bridge"), None),
        (meta("article:section", "1,115"), None),
        (meta("article:section", "1337"), ("meta", "1337")),
        (meta("article:section", "[object Object]") + crumbs("Home", "City", "Bridge"), ("breadcrumb", "City")),
        (crumbs("Home", "Bridge reopens after two years", "City"), ("breadcrumb", "City")),
        (crumbs("Home"), None),
        # Several in one string, a kind of page, a name for machines that the trail prints.
        (node('"articleSection":"City,Land"'), ("json-ld", "City")),
        (node('"articleSection":"Food, Drink & Travel"'), ("json-ld", "Food, Drink & Travel")),
        (node('"articleSection":["Article","City"]'), ("json-ld", "City")),
        (node('"articleSection":"public-service"') + trail("/", "/public-service/"), ("json-ld", "Public Service")),
        (meta("article:section", "public-service") + trail("/", "/public-service/"), ("meta", "Public Service")),
        (node('"articleSection":"BUS"') + trail("/", "/bus/"), ("json-ld", "BUS")),
        # Where crumbs have addresses, the front page and the page itself are known by them.
        (trail("/", "/public-service/"), ("breadcrumb", "Public Service")),
        (trail("/en/", "/public-service/"), ("breadcrumb", "Public Service")),
        (trail("/public-service/"), ("breadcrumb", "Public Service")),
        (trail("/paper/", "/public-service/"), ("breadcrumb", "Public Service")),
        (trail("/public-service/", "/bus/", URL), ("breadcrumb", "Public Service")),
        (trail("/", URL), None),
        (trail("/", "/article/", URL), None),
        (trail("/", ""), None),
        (json_ld('{"@type":"BreadcrumbList","itemListElement":"x"}'), None),
        (json_ld('{"@type":"BreadcrumbList","itemListElement":[1,null,{"name":7},{"item":"x"}]}'), None),
        ("", None),
    ],
)
def test_the_section_is_the_first_that_is_named(head: str, wanted: tuple[str, str] | None) -> None:
    assert find_section(read(head=head)) == wanted


@pytest.mark.parametrize(
    ("trail", "section"),
    [
        ('<nav class="breadcrumb"><a href="/">Paper</a> / <a href="/city/">City</a> / Bridge reopens</nav>', "City"),
        ('<ol class="breadCrumbs"><li><a href="/en/">Top</a><li><a href="/en/city/">» City</a></ol>', "City"),
        ('<p class="c-breadcrumbs"><a href="/index.php">Startseite</a><a href="/city/">City</a></p>', "City"),
        ('<p class="breadcrumb"><a href="/a/">Bridge reopens after two years</a><a href="/c/">City</a></p>', "City"),
        ('<p class="breadcrumb"><a href="/a/">The Paper</a><a href="/c/">City</a></p>', "City"),
        ('<p class="breadcrumb"><a>City</a></p><p class="breadcrumb"><a href="/c/">Land</a></p>', None),
        ('<p class="breadcrumb">' + '<a href="/c/">City</a>' * 70 + "</p>", None),
        ('<p class="trail"><a href="/c/">City</a></p>', None),
    ],
)
def test_the_section_stands_in_the_trail_that_the_page_prints(trail: str, section: str | None) -> None:
    found = find_section(read(trail, meta("og:site_name", "The Paper")))
    assert found == (section and ("breadcrumb", section))


@pytest.mark.parametrize(
    ("lang", "head", "body", "wanted"),
    [
        ("en-GB", "", (), ("html", "en-GB")),
        ("de_AT", "", (), ("html", "de-AT")),
        ("", node('"inLanguage":"nb-NO"'), (), ("json-ld", "nb-NO")),
        ("{{lang}}", meta("og:locale", "pt_BR"), (), ("meta", "pt-BR")),
        ("english", meta("og:locale", "fr"), (), ("meta", "fr")),
        ("x", "", SENTENCES, ("text", "en")),
        ("", "", ("Too short to tell.",), None),
        ("", "", (), None),
    ],
)
def test_a_language_is_declared_or_told_by_the_text(
    lang: str, head: str, body: tuple[str, ...], wanted: tuple[str, str] | None
) -> None:
    html = page("<h1>Bridge reopens after two years</h1>", head, lang=lang)
    assert find_language(Page(Document.parse(html, URL)), body) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("false", "teaser"),
        ('"False"', "teaser"),
        ('"http://schema.org/False"', "teaser"),
        ("0", "teaser"),
        ('"no"', "teaser"),
        ("true", "free"),
        ('"True"', "free"),
        ('"yes"', "free"),
        ('"https://schema.org/True"', "free"),
        ('"perhaps"', None),
        ("null", None),
        ("{}", None),
    ],
)
def test_the_access_is_read_in_every_spelling(value: str, wanted: str | None) -> None:
    assert find_access(read(head=node(f'"isAccessibleForFree":{value}')))[0] == wanted


@pytest.mark.parametrize(
    ("tier", "wanted"), [("free", "free"), ("Metered", "metered"), ("locked", "teaser"), ("x", None)]
)
def test_a_tier_of_content_tells_the_access(tier: str, wanted: str | None) -> None:
    assert find_access(read(head=meta("article:content_tier", tier)))[0] == wanted


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        (page("", body_class="single postid-77"), ("body class", "77")),
        (page("", '<link rel="shortlink" href="/?p=77">', "single postid-x"), ("shortlink", "77")),
        (page('<article id="post-77"></article>'), ("article id", "77")),
        (page('<article id="post-list"></article><article id="post-77"></article>'), None),
        (page("", '<link rel="shortlink" href="https://s.example/abc">'), None),
        (page(""), None),
    ],
)
def test_the_portals_own_id_is_found(html: str, wanted: tuple[str, str] | None) -> None:
    assert find_source_id(Page(Document.parse(html, URL))) == wanted


def test_other_languages_are_kept_each_once() -> None:
    links = "".join(
        f'<link rel="alternate" hreflang="{language}" href="{href}">'
        for language, href in (
            ("EN_us", "/a/"),
            ("en-us", "/a/"),
            ("x-default", "/a/"),
            ("!!", "/b/"),
            ("es", "javascript:x"),
        )
    )
    assert find_alternates(read(head=links)) == (Alternate("en-us", f"{ROOT}/a/"), Alternate("x-default", f"{ROOT}/a/"))


POLYLANG = """<ul><li class="lang-item lang-item-2 lang-item-en current-lang lang-item-first"><a href="/a/">EN</a></li>
<li class="lang-item lang-item-5 lang-item-de"><a lang="de-DE" hreflang="de-DE" href="/de/glocken/">Deutsch</a></li>
<li class="lang-item lang-item-7 lang-item-fr no-translation"><a hreflang="fr-FR" href="/fr/">Français</a></li></ul>"""
WPML = """<div class="wpml-ls-statics-footer wpml-ls"><ul><li class="wpml-ls-item wpml-ls-item-pt-br"><a
class="wpml-ls-link" href="/pt-br/sinos/"><span lang="pt-br">Português</span></a></li></ul></div>"""
DRUPAL = """<ul class="language-switcher-language-url"><li hreflang="uk" class="uk"><a href="/uk/node/7"
class="language-link" hreflang="uk">Українська</a></li></ul>"""


@pytest.mark.parametrize(
    ("switcher", "wanted"),
    [
        (POLYLANG, (Alternate("en", f"{ROOT}/a/"), Alternate("de-de", f"{ROOT}/de/glocken/"))),
        (WPML, (Alternate("pt-br", f"{ROOT}/pt-br/sinos/"),)),
        (DRUPAL, (Alternate("uk", f"{ROOT}/uk/node/7"),)),
        ('<a hreflang="de" href="/de/source/">in German</a>', ()),
        ('<div class="language-switcher"><a href="/x/">Menu</a></div>', ()),
    ],
    ids=["Polylang", "WPML", "Drupal", "a link of the text", "no language"],
)
def test_where_the_head_names_no_language_a_switcher_does(switcher: str, wanted: tuple[Alternate, ...]) -> None:
    assert find_alternates(read(switcher)) == wanted
    head = f'<link rel="alternate" hreflang="es" href="/es/a/">{FEED}'
    assert find_alternates(read(switcher, head)) == (Alternate("es", f"{ROOT}/es/a/"),)
    assert find_alternates(read(switcher, FEED)) == wanted


FEED = '<link rel="alternate" type="application/rss+xml" href="/feed/">'


# --- live entries, further reading, flags


def live(updates: str) -> tuple[LiveEntry, ...]:
    head = json_ld(
        '{"@type":"LiveBlogPosting","headline":"Bridge reopens after two years","liveBlogUpdate":' + updates + "}"
    )
    return extract(story_page(STORY, head), URL, fetched_at=FETCHED_AT).live_entries


@pytest.mark.parametrize(
    ("updates", "wanted"),
    [
        ('{"articleBody":"One."}', (LiveEntry(None, "One.", None),)),
        ('[{"text":"One."},{"description":"Two."}]', (LiveEntry(None, "One.", None), LiveEntry(None, "Two.", None))),
        ('[{"headline":"Open!","url":"/x#1"}]', (LiveEntry("Open!", "", None, "/x#1"),)),
        ('[{"name":"Open!","identifier":7}]', (LiveEntry("Open!", "", None),)),
        ('[{"articleBody":"a<br>b &amp;amp; c<script>"}]', (LiveEntry(None, "a\n\nb & c", None),)),
        ('[{}, null, 7, "x", [], {"articleBody":7}, {"articleBody":""}]', ()),
        ("null", ()),
    ],
)
def test_live_entries_are_read_as_far_as_they_go(updates: str, wanted: tuple[LiveEntry, ...]) -> None:
    assert live(updates) == wanted


def test_a_live_entry_is_dated_by_the_first_date_it_has() -> None:
    (entry,) = live('[{"text":"x","datePublished":7,"dateModified":"2024-04-30T10:00:00Z"}]')
    assert iso(entry.published) == "2024-04-30T10:00:00+00:00"


def test_the_portals_box_gives_titled_links_each_once() -> None:
    inner = (
        '<div class="more"><a href="/a/">One</a><a href="/a/">Again</a><a href="/b/"><img src="/x.png"></a>'
        '<a href="/c/" title="Three"></a><a href="javascript:x">Four</a><a>Five</a></div>'
    )
    rules = Rules("own", related=("//div[@class='more']",))
    assert related_box(read(inner, rules=rules)) == [
        RelatedLink("One", f"{ROOT}/a/", "related"),
        RelatedLink("Three", f"{ROOT}/c/", "related"),
    ]
    many = "".join(f'<a href="/{number}/">Story {number}</a>' for number in range(200))
    assert len(related_box(read(f'<div class="more">{many}</div>', rules=rules))) == MAX_LINKS
    assert related_box(read(inner)) == []


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Dear {{ name }}, hello.", "Dear {{ name }}, hello."),
        ("It rains in {% city %}.", "It rains in {% city %}."),
        ("Read %%title%% now.", "Read %%title%% now."),
        ("Pay ${price.total} now.", "Pay ${price.total} now."),
        ("By [object Object] today.", "By [object Object] today."),
        ("LOREM IPSUM DOLOR sit amet.", "LOREM IPSUM DOLOR sit amet."),
        ("Here is [Insert name of town].", "Here is [Insert name of town]."),
        ("See (your link here) for more.", "See (your link here) for more."),
        ("He said [the mayor] would come {sic}.", None),
        ("Prices rose 5%% in ${year", None),
        ("We are here (and there) for you.", None),
    ],
)
def test_an_unfilled_template_is_told_from_brackets_in_a_text(text: str, evidence: str | None) -> None:
    found = extract(story_page(f"{STORY}<p>{text}</p>"), URL, fetched_at=FETCHED_AT)
    assert {flag.name: flag.evidence for flag in found.flags}.get("unfilled_template") == evidence


def test_evidence_is_short() -> None:
    head = json_ld('{"@type":"NewsArticle","url":"https://paper.example/x/","headline":"' + "Mayor " * 100 + '"}')
    (flag,) = extract(story_page(STORY, head), URL, fetched_at=FETCHED_AT).flags
    assert flag.name == "foreign_json_ld" and len(flag.evidence) <= 200


def test_flags_of_several_parts_are_joined_by_name() -> None:
    one, two, again = Flag("truncated", "a"), Flag("bad_date", "b"), Flag("truncated", "c")
    assert merge_flags((one,), (), (two, again)) == (one, two)


HOSTILE: list[Any] = [
    "null",
    "7",
    '"x"',
    "[]",
    "{}",
    "[[[[]]]]",
    '{"@id":{"@id":"x"}}',
    '[{"@type":["a",7,null]}]',
    '"\\u0000\\ud800"',
]


KEYS = (
    "headline", "name", "author", "publisher", "datePublished", "dateModified", "articleSection", "keywords", "image",
    "inLanguage", "url", "@id", "mainEntityOfPage", "articleBody", "isAccessibleForFree", "liveBlogUpdate", "comment",
    "commentCount", "mainEntity",
)  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("key", KEYS)
def test_no_value_of_structured_data_stops_the_reading(key: str, value: str) -> None:
    head = json_ld('{"@type":"NewsArticle","' + key + '":' + value + "}")
    found = extract(story_page(STORY, head), URL, fetched_at=FETCHED_AT)
    assert (found.body, found.headline) == (SENTENCES, "Bridge reopens after two years")
