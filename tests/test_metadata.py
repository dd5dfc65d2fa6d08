"""Headline, byline, dates and the fields beside the text: whom each is believed from."""

from datetime import UTC, datetime
from typing import Any

import pytest

from newsarchive.extract import extract
from newsarchive.extract.document import Document
from newsarchive.extract.fields.date_choice import choose
from newsarchive.extract.fields.dates import find_published
from newsarchive.extract.fields.headline import find_headline
from newsarchive.extract.fields.person import is_person, names_in
from newsarchive.extract.page import Page
from newsarchive.extract.same_article import same_headline
from newsarchive.items import Access, Alternate, Article, Author, Image, Moment
from newsarchive.times import iso, parse_moment
from tests.pages import FETCHED_AT, STORY, URL, json_ld, meta, page, paragraphs, story_page

LONG_TITLE = "The bridge over the river reopens after two years of repairs"
ARTICLE = '{"@type":"NewsArticle","headline":"Bridge reopens after two years"%s}'


def read(html: str, url: str = URL) -> Article:
    return extract(html, url, fetched_at=FETCHED_AT)


@pytest.mark.parametrize(
    ("h1", "head", "headline"),
    [
        ("Bridge reopens", meta("og:title", "Bridge reopens"), "Bridge reopens"),
        (
            "Bridge “reopens”",
            meta("og:title", "Bridge &quot;reopens&quot; | The Paper") + meta("og:site_name", "The Paper"),
            "Bridge “reopens”",
        ),
        (
            "City news",
            meta("og:title", "Bridge reopens after years") + "<title>Bridge reopens after years</title>",
            "Bridge reopens after years",
        ),
        ("Bridge reopens", "<title>Bridge reopens - paper.example</title>", "Bridge reopens"),
        ("Bridge reopens at last", "<title>Bridge reopens at last, the city says</title>", "Bridge reopens at last"),
        ("", meta("og:title", "The Paper: Bridge reopens"), "The Paper: Bridge reopens"),
        ("", meta("og:title", "Bridge reopens – Paper"), "Bridge reopens"),
        ("", "<title>Bridge reopens « The Daily Paper</title>", "Bridge reopens"),
        ("The Paper", meta("og:site_name", "The Paper") + meta("og:title", "Bridge reopens"), "Bridge reopens"),
        (
            "Kicker: Bridge reopens",
            json_ld('{"@type":"NewsArticle","headline":"Bridge reopens"}') + meta("og:title", "Bridge reopens"),
            "Bridge reopens",
        ),
        (
            "Bridge reopens at noon",
            "<title>Bridge reopens at noon * The Paper * by Ann Lee</title>",
            "Bridge reopens at noon",
        ),
        ("", meta("og:title", "Bridge reopens &amp;quot;soon&amp;quot;"), 'Bridge reopens "soon"'),
    ],
)
def test_the_headline_is_voted_on(h1: str, head: str, headline: str) -> None:
    assert read(page(f"<h1>{h1}</h1>{STORY}", head)).headline == headline


def test_every_candidate_of_the_headline_is_shown_with_its_source() -> None:
    document = Document.parse(page("<h1>One</h1>", meta("og:title", "Two") + "<title>Three</title>"), URL)
    candidates, chosen = find_headline(Page(document))
    assert candidates == [("h1", "One"), ("og", "Two"), ("title", "Three")]
    assert chosen == ("og", "Two")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Bridge reopens", "Bridge reopens after two years", True),
        ("Bridge “reopens”", 'BRIDGE "REOPENS"', True),
        ("Bridge reopens after repairs", "After repairs: the bridge reopens again", True),
        ("Bridge reopens", "Mayor resigns", False),
        ("", "Mayor resigns", False),
        ("橋が再開", "橋が再開、2年ぶり", True),
        ("橋が再開しました", "橋が再開", True),
        ("橋が再開", "橋が再開しました", True),
    ],
)
def test_reworded_headlines_name_the_same_article(one: str, other: str, same: bool) -> None:
    assert same_headline(one, other) is same


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ann Lee", ["Ann Lee"]),
        ("by Ann Lee and Bo Ek", ["Ann Lee", "Bo Ek"]),
        ("Von Jörg Maß, Ute Ruf und Max von der Au", ["Jörg Maß", "Ute Ruf", "Max von der Au"]),
        ("Par Zoé Roux et Léa Blanc", ["Zoé Roux", "Léa Blanc"]),
        ("Ann Lee (Oslo)", ["Ann Lee"]),
        ("Ann Lee, Jr.", ["Ann Lee, Jr."]),
        ("新間、山田", ["新間", "山田"]),
        ("신현주 기자", ["신현주"]),
        ("https://www.facebook.com/paper", []),
        ("Image: Getty Images", []),
        ("admin", []),
        ("Ann Lee &amp; Bo Ek", ["Ann Lee", "Bo Ek"]),
        ("Staff & Wire Reports", ["Staff & Wire Reports"]),
        ("View all of Ann Lee's posts", []),
        ("Written by: Ann Lee", ["Ann Lee"]),
        ("", []),
    ],
)
def test_a_byline_is_split_into_names(text: str, names: list[str]) -> None:
    assert list(names_in(text)) == names


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Ann Lee", True),
        ("Max von der Au", True),
        ("松岡大地", True),
        ("Have you found a mistake?", False),
        ("read more", False),
        ("15:36", False),
    ],
)
def test_a_name_is_told_from_other_text(text: str, person: bool) -> None:
    assert is_person(text) is person


@pytest.mark.parametrize(
    ("inner", "head", "names"),
    [
        ("", json_ld(ARTICLE % ',"author":{"@type":"Person","name":"Ann Lee"}'), ["Ann Lee"]),
        ("", json_ld(ARTICLE % ',"author":[{"name":"Ann Lee"},"Bo Ek"]'), ["Ann Lee", "Bo Ek"]),
        ("", json_ld(ARTICLE % ',"author":{"givenName":"Ann","familyName":"Lee"}'), ["Ann Lee"]),
        (
            "",
            json_ld(ARTICLE % ',"author":{"@type":"Organization","name":"Heart, and Lung House"}'),
            ["Heart, and Lung House"],
        ),
        ("", json_ld(ARTICLE % ',"author":{"@type":"Person","name":"Ann Lee, and Bo Ek"}'), ["Ann Lee", "Bo Ek"]),
        ("", json_ld(ARTICLE % ',"author":{"@type":"Organization","name":"By Ann Lee, Bo Ek"}'), ["Ann Lee", "Bo Ek"]),
        (
            "",
            json_ld(
                '{"@graph":[{"@type":"Person","@id":"#p","name":"Ann Lee"},' + ARTICLE % ',"author":{"@id":"#p"}' + "]}"
            ),
            ["Ann Lee"],
        ),
        ('<a rel="author" href="/by/ann">Ann Lee</a>', "", ["Ann Lee"]),
        ('<div class="byline">By <a href="/author/ann/">Ann Lee</a> | Reporter</div>', "", ["Ann Lee"]),
        ('<div class="byline"><span>Ann Lee</span> <span>Bo Ek</span></div>', "", ["Ann Lee", "Bo Ek"]),
        ('<div itemprop="author" itemscope><meta itemprop="name" content="Ann Lee"></div>', "", ["Ann Lee"]),
        ("<p>By Ann Lee and Bo Ek</p>", "", ["Ann Lee", "Bo Ek"]),
        ("<div>Posted on May 2, 2024 by Ann Lee</div>", "", ["Ann Lee"]),
        ("<h4>By Ann Lee | 2/5/2024</h4>", "", ["Ann Lee"]),
        ('<p>by <span class="author vcard">freeman1984</span></p>', "", ["freeman1984"]),
        ("", meta("author", "Ann Lee"), ["Ann Lee"]),
        ("", meta("og:site_name", "The Paper") + meta("author", "The Paper"), ["The Paper"]),
        (
            '<span class="author">Ann Lee</span>',
            meta("og:site_name", "The Paper") + meta("author", "The Paper"),
            ["Ann Lee"],
        ),
        ('<aside><span class="author">Ann Lee</span></aside>', "", []),
        ('<div class="comment"><span class="author">Ann Lee</span></div>', "", []),
    ],
)
def test_the_byline_is_believed_in_order(inner: str, head: str, names: list[str]) -> None:
    article = read(story_page(inner + STORY, head))
    assert [author.name for author in article.authors] == names


def test_the_author_page_is_kept_where_it_is_the_portals() -> None:
    inner = '<a rel="author" href="/by/ann">Ann Lee</a>'
    assert read(story_page(inner + STORY)).authors == (Author("Ann Lee", url="https://paper.example/by/ann"),)
    elsewhere = '<a rel="author" href="https://social.example/ann">Ann Lee</a>'
    assert read(story_page(elsewhere + STORY)).authors == (Author("Ann Lee"),)


def test_a_signature_in_bold_is_the_byline_where_there_is_no_other() -> None:
    article = read(story_page("<p><strong>Ann Lee</strong></p>" + STORY))
    assert article.byline == "Ann Lee"


@pytest.mark.parametrize(
    ("inner", "head", "published", "source"),
    [
        ("", json_ld(ARTICLE % ',"datePublished":"2024-04-30T09:15:00+02:00"'), "2024-04-30T09:15:00+02:00", "json-ld"),
        ("", meta("article:published_time", "2024-04-30T07:15:00Z"), "2024-04-30T07:15:00+00:00", "meta"),
        ('<time datetime="2024-04-30T09:15:00+02:00">Tuesday</time>', "", "2024-04-30T09:15:00+02:00", "time"),
        (
            '<time datetime="2024-04-30T09:15:00+02:00">Tuesday</time>',
            json_ld(ARTICLE % ',"datePublished":"2024-04-30"'),
            "2024-04-30T09:15:00+02:00",
            "time",
        ),
        (
            '<time datetime="2024-04-29">Monday</time>',
            json_ld(ARTICLE % ',"datePublished":"2024-04-30T09:15:00+02:00"'),
            "2024-04-30T09:15:00+02:00",
            "json-ld",
        ),
        ('<span itemprop="datePublished" content="2024-04-30T09:15">x</span>', "", "2024-04-30T09:15:00", "itemprop"),
        ('<div class="date">30 April 2024</div>', "", "2024-04-30", "class"),
        ("<p>Published on 29 April 2024</p>", "", "2024-04-30", "address"),
        ('<time class="updated" datetime="2024-05-01">x</time>', "", "2024-04-30", "address"),
        ('<div class="related"><time datetime="2024-01-01T10:00Z">x</time></div>', "", "2024-04-30", "address"),
    ],
)
def test_the_publication_is_believed_in_order(inner: str, head: str, published: str, source: str) -> None:
    article = read(story_page(inner + STORY, head))
    assert (iso(article.published), dict(article.field_sources)["published"]) == (published, source)


def test_a_date_line_is_found_without_any_markup() -> None:
    article = read(story_page("<div><nobr>29. April 2024, 18:20</nobr></div>" + STORY), "https://paper.example/bridge")
    assert (iso(article.published), dict(article.field_sources)["published"]) == ("2024-04-29T18:20:00", "text")


def test_a_labelled_date_counts_before_any_other_text() -> None:
    inner = "<div>On 3 March 2024 it rained.</div>" + STORY + '<div class="footer-line">Published: 29 April 2024</div>'
    assert iso(read(story_page(inner), "https://paper.example/bridge").published) == "2024-04-29"


def test_a_date_read_from_the_address_is_marked_estimated() -> None:
    published = read(story_page()).published
    assert published is not None
    assert (iso(published), published.estimated) == ("2024-04-30", True)


def test_the_printed_clock_time_gives_utc_its_offset() -> None:
    head = json_ld(ARTICLE % ',"datePublished":"2024-04-30T01:49:09Z"')
    article = read(
        story_page('<time datetime="2024-04-29 17:49:09">April 29</time>' + STORY, head), "https://paper.example/b"
    )
    assert article.published == Moment(
        raw="2024-04-30T01:49:09Z",
        local=datetime(2024, 4, 29, 17, 49, 9),
        utc=datetime(2024, 4, 30, 1, 49, 9, tzinfo=UTC),
        offset_minutes=-480,
        precision="second",
        zone_source="paired",
    )


@pytest.mark.parametrize(
    ("raws", "chosen"),
    [
        (["2024-04-30", "2024-04-30T10:00:00+02:00"], "2024-04-30T10:00:00+02:00"),
        (["2024-04-30", "2024-04-28T10:00:00+02:00"], "2024-04-30"),
        (["2024-04-30T10:00:00", "2024-04-30T10:00:00+02:00"], "2024-04-30T10:00:00+02:00"),
        (["2024-04-30T10:00:00+02:00", "2024-04-30"], "2024-04-30T10:00:00+02:00"),
        (["9999-01-01", "2024-04-30"], "2024-04-30"),
    ],
)
def test_a_day_never_replaces_a_moment(raws: list[str], chosen: str) -> None:
    found = [("meta", moment) for raw in raws if (moment := parse_moment(raw, fetched_at=FETCHED_AT))]
    best = choose(found)
    assert best is not None
    assert iso(best[1]) == chosen


def test_only_an_unreadable_date_is_kept_as_it_stands_and_flagged() -> None:
    article = read(story_page(head=meta("article:published_time", "0000-00-00T00:00:00Z")), "https://paper.example/b")
    assert article.published is not None
    assert (article.published.raw, article.published.local) == ("0000-00-00T00:00:00Z", None)
    assert "bad_date" in [flag.name for flag in article.flags]


def test_the_modification_is_read_apart() -> None:
    head = json_ld(ARTICLE % ',"datePublished":"2024-04-30T09:15:00Z","datemodified":"2024-04-30T11:00:00Z"')
    assert iso(read(story_page(head=head)).modified) == "2024-04-30T11:00:00+00:00"


def test_json_ld_of_another_article_is_not_used() -> None:
    other = '{"@type":"NewsArticle","url":"https://paper.example/other/","headline":"Mayor resigns","author":"Cy Poe"}'
    article = read(story_page(head=json_ld(other)))
    assert (article.headline, article.authors) == ("Bridge reopens after two years", ())
    assert [flag.name for flag in article.flags] == ["foreign_json_ld"]


FIELDS: list[tuple[str, str, str, Any]] = [
    ("section", json_ld(ARTICLE % ',"articleSection":["City","Traffic"]'), "", "City"),
    ("section", meta("article:section", "City &amp; State"), "", "City & State"),
    ("section", meta("article:section", "Non classé"), "", None),
    ("section", meta("article:section", "The bridge that leads over the river was opened again. " * 2), "", None),
    ("section", json_ld(ARTICLE % ',"articleSection":"..."'), "", None),
    ("section", meta("article:section", "The Paper") + meta("og:site_name", "The Paper"), "", None),
    ("section", json_ld(ARTICLE % ',"articleSection":["Uncategorized"]'), "", None),
    (
        "section",
        json_ld(
            '{"@type":"BreadcrumbList","itemListElement":[{"name":"Home"},{"item":{"name":"City"}},{"name":"Bridge"}]}'
        ),
        "",
        "City",
    ),
    ("tags", json_ld(ARTICLE % ',"keywords":"bridge, river,Bridge"'), "", ("bridge", "river")),
    ("tags", meta("article:tag", "bridge") + meta("article:tag", "river"), "", ("bridge", "river")),
    ("tags", "", '<a rel="tag" href="/t/1">#bridge</a>', ("bridge",)),
    ("tags", '<meta property="article:tag" name="article:tag" content="bridge,river">', "", ("bridge", "river")),
    ("tags", json_ld(ARTICLE % ',"keywords":["bridge","NewsArticle","See all topics"]'), "", ("bridge",)),
    ("tags", json_ld(ARTICLE % ',"keywords":"Tag:bridge, PG&amp;E, Elevated:false"'), "", ("bridge", "PG&E")),
    ("tags", meta("keywords", "Post, Briefe"), "", ("Post", "Briefe")),
    ("section", meta("article:section", "Post"), "", "Post"),
    ("section", meta("article:section", "post"), "", None),
    ("tags", json_ld(ARTICLE % ',"keywords":["Uncategorized","\\"","bridge"]'), "", ("bridge",)),
    ("tags", f"<title>{LONG_TITLE} | Paper</title>" + meta("keywords", f"{LONG_TITLE}, bridge"), "", ("bridge",)),
    ("canonical_url", '<link rel="canonical" href="/bridge/">', "", "https://paper.example/bridge/"),
    ("source_id", '<link rel="shortlink" href="https://paper.example/?p=77">', "", "77"),
    (
        "alternates",
        '<link rel="alternate" hreflang="es_ES" href="/es/"><link rel="alternate" hreflang="es-es" href="/es/">',
        "",
        (Alternate("es-es", "https://paper.example/es/"),),
    ),
    (
        "image",
        meta("og:image", "/b.jpg") + meta("og:image:alt", "A bridge"),
        "",
        Image("https://paper.example/b.jpg", "A bridge"),
    ),
    (
        "image",
        meta("og:image", "https://paper.example/bridge-1200x800.jpg"),
        '<figure><img src="/bridge-300x200.jpg" alt="A bridge">'
        '<figcaption>The bridge <span class="credit">Ann Lee</span></figcaption></figure>',
        Image("https://paper.example/bridge-1200x800.jpg", "A bridge", "The bridge", "Ann Lee"),
    ),
]


@pytest.mark.parametrize(("name", "head", "inner", "value"), FIELDS)
def test_a_field_beside_the_text(name: str, head: str, inner: str, value: Any) -> None:
    assert getattr(read(story_page(inner + STORY, head)), name) == value


IN_CHINESE = paragraphs(
    "记者从地铁公司获悉,从九月一日起,地铁三号线将延长运营时间,末班车从原来的二十二点三十分推迟到零点。",
    "三号线沿线有两家医院和一所大学,晚间客流量近两年增长了三成,延长运营是应乘客要求作出的决定。",
    "延长的一个半小时内,列车间隔为十五分钟。其他线路的运营时间暂时不变,年底前将根据客流情况再作调整。",
)


@pytest.mark.parametrize(
    ("html", "language"),
    [
        (page(STORY, lang="en-GB"), "en-GB"),
        (page(STORY, lang="de_DE"), "de-DE"),
        (page(STORY, lang=""), "en"),
        (page(f"<h1>地铁三号线延长运营时间</h1>{IN_CHINESE}", lang=""), "zh"),
        (page("<h1>A</h1><p>The old bridge over the river is open.</p>", lang=""), None),
        (page(STORY, json_ld('{"@type":"Article","headline":"A","inLanguage":"fr"}'), lang="?"), "fr"),
    ],
)
def test_the_language_is_declared_or_detected(html: str, language: str | None) -> None:
    assert read(html).language == language


@pytest.mark.parametrize(
    ("head", "inner", "access", "evidence"),
    [
        (json_ld(ARTICLE % ',"isAccessibleForFree":false'), STORY, "teaser", "json-ld isAccessibleForFree=false"),
        (
            json_ld(ARTICLE % ',"isAccessibleForFree":"http://schema.org/True"'),
            STORY,
            "free",
            "json-ld isAccessibleForFree=true",
        ),
        (
            json_ld(ARTICLE % ',"hasPart":{"@type":"WebPageElement","isAccessibleForFree":"False"}'),
            STORY,
            "teaser",
            "json-ld hasPart isAccessibleForFree=false",
        ),
        (
            json_ld(ARTICLE % ',"isAccessibleForFree":true,"hasPart":[{"isAccessibleForFree":false}]'),
            STORY,
            "free",
            "json-ld isAccessibleForFree=true",
        ),
        (json_ld(ARTICLE % ',"hasPart":[{"isAccessibleForFree":true},"#part"]'), STORY, None, None),
        (meta("article:content_tier", "metered"), STORY, "metered", "article:content_tier=metered"),
        ("", '<form class="post-password-form"><input type="password"></form>', "protected", "post-password-form"),
        ("", STORY, None, None),
    ],
)
def test_the_access_is_told_with_its_evidence(
    head: str, inner: str, access: Access | None, evidence: str | None
) -> None:
    article = read(story_page(inner, head))
    assert (article.access, article.access_evidence) == (access, evidence)


def test_a_portals_zone_is_used_where_the_page_gives_none() -> None:
    document = Document.parse(story_page('<time datetime="2024-04-30 09:15:00">x</time>'), "https://paper.example/b")
    found = find_published(Page(document), FETCHED_AT, "Europe/Oslo", ("en",))
    assert found is not None
    assert (iso(found[1]), found[1].zone_source) == ("2024-04-30T09:15:00+02:00", "configured")


def test_the_article_that_a_web_page_names_as_its_subject_counts() -> None:
    told = '{"@type":"WebPage","mainEntity":{"@type":"NewsArticle","headline":"Bridge reopens after two years",%s}}'
    article = read(story_page(head=json_ld(told % '"datePublished":"2024-04-30T10:00:00Z","author":"Ann Lee"')))
    assert (iso(article.published), article.byline) == ("2024-04-30T10:00:00+00:00", "Ann Lee")


def test_very_many_headings_are_bounded() -> None:
    found = Page(Document.parse(page("<h1>Bridge</h1>" * 12), URL)).h1s
    assert [text for _, text in found] == ["Bridge"] * 10
