"""Who wrote it: names split, cleaned and told from other words; what a byline is read from."""

import pytest

from newsarchive.extract.document import Document
from newsarchive.extract.fields.authors import MAX_AUTHORS
from newsarchive.extract.fields.byline import find_byline
from newsarchive.extract.fields.person import LONGEST_NAME, after_by, by_inside, is_handle, is_person, names_in
from newsarchive.extract.page import Page
from newsarchive.extract.rules import Rules
from newsarchive.items import Author
from tests.pages import STORY, URL, json_ld, page, story_page

SITE = '<meta property="og:site_name" content="The Paper">'


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Written by Ann Lee", ["Ann Lee"]),
        ("责编：Ann Lee", ["Ann Lee"]),
        ("编辑：王小明", ["王小明"]),
        ("王小明 · 关注", ["王小明"]),
        ("Ana Ruiz | Seguir", ["Ana Ruiz"]),
        ("name", []),
        ("2:49 p.m. EDT", []),
        ("Google+", []),
        ("Watch Video", []),
        ("Follow Us On Twitter", []),
        ("تابعنا على تويتر", []),
        ("DER SPIEGEL, Hamburg, Germany", ["DER SPIEGEL"]),
        ("Ann Lee, Bo Ek, Cy Ford", ["Ann Lee", "Bo Ek", "Cy Ford"]),
        ("Ann Lee and Bo Ek - AP Technology Writers", ["Ann Lee", "Bo Ek"]),
        ("Courtesy of Forests News", []),
        ("Reported by: Ann Lee", ["Ann Lee"]),
        ("BY ANN LEE", ["ANN LEE"]),
        ("Von Ann Lee", ["Ann Lee"]),
        ("durch Ann Lee", ["Ann Lee"]),
        ("Ein Kommentar von Ann Lee", ["Ann Lee"]),
        ("Por Ana Ruiz y Bo Ek", ["Ana Ruiz", "Bo Ek"]),
        ("Di Anna Rossi e Bo Ek", ["Anna Rossi", "Bo Ek"]),
        ("Av Anne Lie og Bo Ek", ["Anne Lie", "Bo Ek"]),
        ("Door Ann Lee en Bo Ek", ["Ann Lee", "Bo Ek"]),
        ("Oleh Budi Santoso dan Ann Lee", ["Budi Santoso", "Ann Lee"]),
        ("Автор: Анна Ли и Борис Эк", ["Анна Ли", "Борис Эк"]),
        ("文：山田太郎", ["山田太郎"]),
        ("Text: Ann Lee", ["Ann Lee"]),
        ("Author: Ann Lee", ["Ann Lee"]),
        ("Reporting by Ann Lee", ["Ann Lee"]),
        ("Propos recueillis par Ann Lee", ["Ann Lee"]),
        ("A cura di Anna Rossi", ["Anna Rossi"]),
        ("Yazan: Ayşe Kaya", ["Ayşe Kaya"]),
        ("كتب: أحمد علي", ["أحمد علي"]),
        ("लेखक: राजेश कुमार", ["राजेश कुमार"]),
        ("记者 王小明", ["王小明"]),
        ("文・山田太郎", ["山田太郎"]),
        ("山田太郎記者", ["山田太郎"]),
        ("Ann Lee in London", ["Ann Lee"]),
        ("Ann Lee aus Berlin", ["Ann Lee"]),
        ("Ann Lee for Harbour News", ["Ann Lee"]),
        ("Von Ann Lee, Berlin", ["Ann Lee"]),
        ("Ann Lee, Bo Ek, Berlin", ["Ann Lee", "Bo Ek"]),
        ("Ann M. Lee, London, Bo Ek", ["Ann M. Lee", "Bo Ek"]),
        ("Ann Lee, Wien; Bo Ek, Berlin", ["Ann Lee", "Bo Ek"]),
        ("Ann Lee, Reuters, Bo Ek", ["Ann Lee", "Reuters", "Bo Ek"]),
        ("Ann Lee / Madrid", ["Ann Lee"]),
        ("Ann Lee - Oslo", ["Ann Lee"]),
        ("Ann Lee, Reuters", ["Ann Lee", "Reuters"]),
        ("Ann Lee, PhD", ["Ann Lee, PhD"]),
        ("Ann Lee, AFP", ["Ann Lee", "AFP"]),
        ("Ann Lee, dpa", ["Ann Lee", "dpa"]),
        ("Redaktion, Berlin", ["Redaktion", "Berlin"]),
        ("Reporter: Budi Santoso | Editor: Rina Sari", ["Budi Santoso"]),
        ("Συντάκτης: Μαρία Παπά", ["Μαρία Παπά"]),
        ("Γράφει η Μαρία Παπά", ["Μαρία Παπά"]),
        ("Muhabir: Ayşe Kaya", ["Ayşe Kaya"]),
        ("Tác giả: Nguyễn Văn An", ["Nguyễn Văn An"]),
        ("โดย สมชาย ใจดี", ["สมชาย ใจดี"]),
        ("نویسنده: علی رضایی", ["علی رضایی"]),
        ("מאת: דנה כהן", ["דנה כהן"]),
        ("Írta: Kovács Anna", ["Kovács Anna"]),
        ("Piše: Ana Horvat", ["Ana Horvat"]),
        ("Kirjoittaja: Aino Laine", ["Aino Laine"]),
        ("Опубликовала: Анна Ли", ["Анна Ли"]),
        ("記者王小明／台北報導", ["王小明"]),
        ("Haber Kaya", ["Haber Kaya"]),
        ("Ann Lee @annlee", ["Ann Lee"]),
        ("Ann Lee; Bo Ek", ["Ann Lee", "Bo Ek"]),
        ("Ann Lee | Bo Ek", ["Ann Lee", "Bo Ek"]),
        ("Ann Lee / Bo Ek", ["Ann Lee", "Bo Ek"]),
        ("Ann Lee • Bo Ek", ["Ann Lee", "Bo Ek"]),
        ("Ann Lee with Bo Ek", ["Ann Lee", "Bo Ek"]),
        ("Ann Lee, Bo Ek, and Cy Poe", ["Ann Lee", "Bo Ek", "Cy Poe"]),
        ("Ann Lee, Bo Ek, & Cy Poe", ["Ann Lee", "Bo Ek", "Cy Poe"]),
        ("Ann Lee, Bo Ek, und Cy Poe", ["Ann Lee", "Bo Ek", "Cy Poe"]),
        ("Ann Lee, Eva Ek", ["Ann Lee", "Eva Ek"]),
        ("Martin King, Jr.", ["Martin King, Jr."]),
        ("Ann Lee, Ph.D.", ["Ann Lee, Ph.D."]),
        ("Ann L., Bo Ek.", ["Ann L.", "Bo Ek"]),
        ("The Paper, Oslo, Norway", ["The Paper"]),
        ("Von Ann Lee, mit Bo Ek", ["Ann Lee", "Bo Ek"]),
        ("Por Ana Ruiz, Eva Gil — São Paulo", ["Ana Ruiz", "Eva Gil"]),
        ("Words by Ann Lee. Photographs by Eva Ek", ["Ann Lee"]),
        ("【山田 太郎】", ["山田 太郎"]),
        ("Ann Lee [Oslo]", ["Ann Lee"]),
        ("Ann Lee (AP) and Bo Ek (Reuters)", ["Ann Lee", "Bo Ek"]),
        ("<a href='/ann'>Ann Lee</a>", ["Ann Lee"]),
        ("“Ann Lee”", ["Ann Lee"]),
        ("Andy Vann", ["Andy Vann"]),
        ("Byron Lee", ["Byron Lee"]),
        ("Diego Ruiz", ["Diego Ruiz"]),
        ("Ann Lee & Bo Ek", ["Ann Lee", "Bo Ek"]),
        ("Smith & Sons", ["Smith & Sons"]),
        ("Ann Lee, ann@paper.example", ["Ann Lee"]),
        ("Ann Lee, 2 May 2024", ["Ann Lee"]),
        ("Ann Lee | 5 min", ["Ann Lee"]),
        ("Ann Lee • 3 min read", ["Ann Lee"]),
        ("Photo: Ann Lee", []),
        ("Fotos: dpa", []),
        ("www.paper.example/ann", []),
        ("@annlee", []),
        ("//paper.example/ann", []),
        ("Administrator", []),
        ("undefined", []),
        ("{{author}}", []),
        ("12345", []),
        ("?", []),
        ("by", []),
        ("Nga", []),
        ("No Author", []),
        ("Autor/in: Ann Lee", ["Ann Lee"]),
        ("Erstellt von Ann Lee", ["Ann Lee"]),
        ("Recueilli par Ann LEE", ["Ann LEE"]),
        ("Analysis by Ann Lee", ["Ann Lee"]),
        ("Ann Lee For Mailonline", ["Ann Lee"]),
        ("Ann Lee for The Mail On Sunday", ["Ann Lee"]),
        ("By Mo Yan for The New York Times", ["Mo Yan"]),
        ("Last Updated", []),
        ("User Admin", []),
        ("Ann Lee, https://paper.example/ann/", ["Ann Lee"]),
        ("See all articles by the author", []),
        ("A" * (LONGEST_NAME + 1), []),
        ("one two three four five six seven eight nine", []),
    ],
)
def test_a_line_holds_these_names(text: str, names: list[str]) -> None:
    assert list(names_in(text)) == names


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("By Ann Lee", "Ann Lee"),
        ("von Ann Lee", "Ann Lee"),
        ("— By: Ann Lee", "Ann Lee"),
        ("Bystanders cheered", None),
        ("Vonda Lee", None),
        ("Ann Lee", None),
        ("", None),
    ],
)
def test_what_follows_by_is_taken(text: str, rest: str | None) -> None:
    assert after_by(text) == rest


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Posted on May 2, 2020 by Ann Lee", "Ann Lee"),
        ("2. Mai 2020, 14:30 Uhr von Ann Lee", "Ann Lee"),
        ("May 2, 2020 by Ann Lee | 3 comments", "Ann Lee"),
        ("Posted by Ann Lee", None),
        ("2020 by 12 votes", None),
        ("", None),
    ],
)
def test_a_name_stands_behind_a_date(text: str, name: str | None) -> None:
    assert by_inside(text) == name


@pytest.mark.parametrize(
    "line",
    [
        '<p class="byline">By Ann Lee | Staff Writer</p>',
        '<p class="byline">Ann Lee<br>Political correspondent</p>',
        '<p class="byline">Ann Lee, Redakteurin</p>',
    ],
)
def test_what_somebody_is_is_no_name_beside_a_name(line: str) -> None:
    found = find_byline(Page(Document.parse(story_page(line + STORY), URL)), [])[1]
    assert found is not None
    assert [author.name for author in found[1]] == ["Ann Lee"]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Ann Lee", True),
        ("Ana de la Cruz", True),
        ("Bo van der Ek", True),
        ("Martin King Jr.", True),
        ("ANN LEE", True),
        ("A. J. Lee", True),
        ("J.R. Lee", True),
        ("Prof. Dr. Ann Lee", True),
        ("محمد عبد الرحمن آل سعيد", True),
        ("राजेश कुमार सिंह", True),
        ("أحمد في المدينة القديمة على النهر", False),
        ("مدينة بغيرمسافاتبينالكلمات", False),
        ("山田太郎は東京で生まれた 作家", False),
        ("责任编辑：王 小明", False),
        ("AFP", True),
        ("山田太郎", True),
        ("Ann", False),
        ("ann lee", False),
        ("Ann lee", False),
        ("von Ek", False),
        ("Ann Lee is here", False),
        ("Ann Lee.", False),
        ("Who is Ann?", False),
        ("Ann Lee 2024", False),
        ("One Two Three Four Five Six", False),
        ("A" * 51 + " Lee", False),
        ("", False),
        ("   ", False),
    ],
)
def test_a_person_has_a_few_words_in_capitals(text: str, person: bool) -> None:
    assert is_person(text) is person


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("freeman1984", True),
        ("ann.lee", True),
        ("ann-lee", True),
        ("Ann Lee", False),
        ("al", False),
        ("1984", False),
        ("x" * 26, False),
    ],
)
def test_a_handle_is_one_word(name: str, handle: bool) -> None:
    assert is_handle(name) is handle


def byline(inner: str = "", head: str = "", rules: Rules | None = None) -> tuple[str, tuple[Author, ...]] | None:
    return find_byline(Page(Document.parse(story_page(inner + STORY, head), URL), rules), [])[1]


def told(author: str) -> str:
    return json_ld('{"@type":"NewsArticle","headline":"Bridge reopens after two years","author":' + author + "}")


ANN = (Author("Ann Lee"),)
BY = "https://paper.example/by/"
FOUND: list[tuple[str, str, tuple[str, tuple[Author, ...]] | None]] = [
    (
        "",
        told('{"name":"Ann Lee","url":"/by/ann/"}'),
        ("json-ld", (Author("Ann Lee", "https://paper.example/by/ann/"),)),
    ),
    ("", told('{"name":"Ann Lee","url":"https://social.example/ann"}'), ("json-ld", ANN)),
    ("", told('{"name":"Ann Lee","url":"javascript:x"}'), ("json-ld", ANN)),
    ("", told('{"name":"Ann Lee and Bo Ek","url":"/by/ann/"}'), ("json-ld", (Author("Ann Lee"), Author("Bo Ek")))),
    ("", told('[{"name":"Ann Lee"},{"name":"ann lee"},{"name":"Ann  Lee"}]'), ("json-ld", ANN)),
    (
        "",
        told('[{"name":"annlee","url":"/by/ann/"},{"name":"Ann Lee"}]'),
        ("json-ld", (Author("Ann Lee", f"{BY}ann/"),)),
    ),
    ("", told('[{"name":"Ann"},{"name":"Ann Lee"}]'), ("json-ld", ANN)),
    ("", told('["Ann","Anna Lee"]'), ("json-ld", (Author("Ann"), Author("Anna Lee")))),
    ("", told('[[[[[["Ann Lee"]]]]]]'), None),
    ("", told("null"), None),
    ("", told("7"), None),
    ("", told('{"name":{"name":"Ann"}}'), None),
    ("", told('{"@id":"#nobody"}'), None),
    ("", SITE + told('"The Paper"') + '<meta name="author" content="Ann Lee">', ("meta", ANN)),
    ("", SITE + told('["The Paper","Ann Lee"]'), ("json-ld", ANN)),
    (
        "",
        SITE.replace("The Paper", "Sun and Moon") + told('{"name":"Sun and Moon"}'),
        ("json-ld", (Author("Sun and Moon"),)),
    ),
    ("", SITE + told('"The Paper"'), ("json-ld", (Author("The Paper"),))),
    ("", '<meta name="dc.creator" content="Ann Lee">', ("meta", ANN)),
    ("", '<meta name="parsely-author" content="Ann Lee">', ("meta", ANN)),
    (
        "",
        '<meta name="citation_author" content="Lee, Ann"><meta name="citation_author" content="Bo Ek">',
        ("meta", (*ANN, Author("Bo Ek"))),
    ),
    ("", '<meta name="author" content="https://www.facebook.com/paper">', None),
    (
        "",
        '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ann Lee">',
        ("meta", ANN),
    ),
    ("", '<meta name="twitter:label1" content="Reading time"><meta name="twitter:data1" content="Ann Lee">', None),
    ('<span itemprop="author"><span itemprop="name">Ann Lee</span></span>', "", ("itemprop", ANN)),
    ('<meta itemprop="author" content="Ann Lee">', "", ("itemprop", ANN)),
    ('<p class="byline">Ann Lee</p>', "", ("class", ANN)),
    ('<p class="byline">Read all about it today</p>', "", None),
    ('<div class="author"><span class="name">Ann Lee</span><span class="badge">Lv2</span></div>', "", ("class", ANN)),
    (
        '<div class="author"><a class="name bold" href="/staff/ann">Ann Lee</a><span>Lv2</span></div>',
        "",
        ("class", (Author("Ann Lee", url="https://paper.example/staff/ann"),)),
    ),
    (
        f'{STORY}<footer><a href="/author/ann/">Ann Lee</a></footer>',
        "",
        ("link", (Author("Ann Lee", url="https://paper.example/author/ann/"),)),
    ),
    ("<p>By Ann Lee</p>", "", ("line", ANN)),
    ("<p>By the time it opened</p>", "", None),
]


@pytest.mark.parametrize(("inner", "head", "found"), FOUND)
def test_a_byline_is_read_from_what_names_an_author(
    inner: str, head: str, found: tuple[str, tuple[Author, ...]] | None
) -> None:
    assert byline(inner, head) == found


def test_a_name_of_an_organisation_is_as_long_as_a_byline_at_most() -> None:
    for words, is_whole in ((4, True), (400, False)):
        name = "House of " + "Words, " * words + "and More"
        found = byline(head=told(f'{{"@type":"Organization","name":"{name}"}}'))
        assert (found is not None and found[1] == (Author(name),)) is is_whole


def test_very_many_authors_are_bounded() -> None:
    names = ",".join(f'"Ann Lee{chr(97 + number // 26)}{chr(97 + number % 26)}"' for number in range(200))
    found = byline(head=told(f"[{names}]"))
    assert found is not None and len(found[1]) == MAX_AUTHORS


def test_the_themes_own_names_are_taken_whole() -> None:
    inner = '<i class="w"><a href="/staff/wire">Staff & Wire Reports</a></i><i class="w">2 May 2024</i>'
    rules = Rules("own", byline=("//i[@class='w']",))
    wanted = ("theme", (Author("Staff & Wire Reports", "https://paper.example/staff/wire"),))
    assert byline(inner, '<meta name="author" content="Bo Ek">', rules) == wanted


def test_by_before_a_name_of_the_theme_is_none_of_it() -> None:
    inner = '<i class="w"><a href="/author/ann/">von <b>ann</b></a></i>'
    wanted = ("theme", (Author("ann", "https://paper.example/author/ann/"),))
    assert byline(inner, rules=Rules("own", byline=("//i[@class='w']",))) == wanted


def test_candidates_are_shown_up_to_the_chosen_one() -> None:
    head = SITE + told('"The Paper"') + '<meta name="author" content="Ann Lee">'
    candidates, chosen = find_byline(
        Page(Document.parse(page("<h1>Bridge reopens after two years</h1>", head), URL)), []
    )
    assert candidates == [("json-ld", (Author("The Paper"),)), ("meta", ANN)]
    assert chosen == ("meta", ANN)


def test_the_formatted_name_of_a_card_is_the_byline() -> None:
    names = '<span class="fn">Ann Lee and Bo Ek</span> | <span class="org">Associated Press</span>'
    line = f'<cite class="byline vcard">By {names} in Washington</cite>'
    found = find_byline(Page(Document.parse(story_page(line + STORY), URL), None), [])[1]
    assert found is not None
    assert [author.name for author in found[1]] == ["Ann Lee", "Bo Ek"]


def test_an_organisation_as_the_author_of_microdata_gives_way_to_a_person_of_a_meta_element() -> None:
    kind = 'itemscope itemtype="https://schema.org/Organization"'
    house = f'<div itemprop="author" {kind}><b itemprop="name">The Desk</b></div>'
    person = '<meta name="dc.creator" content="Ann Lee">'
    for head, wanted in ((person, ["Ann Lee"]), ("", ["The Desk"])):
        found = find_byline(Page(Document.parse(story_page(house + STORY, head), URL), None), [])[1]
        assert found is not None
        assert [author.name for author in found[1]] == wanted


def test_a_person_whom_the_text_mentions_did_not_write_it() -> None:
    mention = (
        f'<p>President <a href="/person/ann-lee">Ann Lee</a> has lashed out {"at every court of the land " * 6}.</p>'
    )
    assert byline(mention + STORY) is None
    assert byline(f'<p><a href="/person/ann-lee">Ann Lee</a></p>{STORY}') is not None


def test_links_to_several_writers_in_one_name_are_an_author_each() -> None:
    links = '<a href="/author/ann-lee/">Ann Lee</a> <a href="/author/bo-ek/">Bo Ek</a>'
    assert byline(f'<p itemprop="author"><span itemprop="name">{links}</span></p>{STORY}') == (
        "itemprop",
        (
            Author("Ann Lee", "https://paper.example/author/ann-lee/"),
            Author("Bo Ek", "https://paper.example/author/bo-ek/"),
        ),
    )


SITE_WIDE = '<meta name="author" content="Bo Ek">'
HIDDEN = '<span hidden itemprop="author"><meta itemprop="name" content="Bo Ek"></span>'


@pytest.mark.parametrize(
    ("inner", "name"),
    [
        (f'{HIDDEN}<p class="post-author">Ann Lee</p>{STORY}', "Ann Lee"),
        (f'{STORY}<ul class="post-copyright"><li class="post-copyright-author"><b>Author:</b> Ann Lee</ul>', "Ann Lee"),
        (
            f'{STORY}<div class="post-copyright__author"><b class="post-copyright__author-name">Ann Lee</b>'
            "<i>News of the coast</i></div>",
            "Ann Lee",
        ),
        (f"{HIDDEN}{STORY}", "Bo Ek"),
    ],
)
def test_who_is_printed_above_the_text_goes_before_whom_a_template_tells_machines(inner: str, name: str) -> None:
    found = find_byline(Page(Document.parse(story_page(inner, SITE_WIDE), URL), None), [])[1]
    assert found is not None
    assert [author.name for author in found[1]] == [name]


def test_a_headline_in_no_heading_has_its_byline_below_it_too() -> None:
    title = "Bridge reopens after two years"
    html = page(
        f'<div class="post-title"> {title} </div><div class="author">Ann Lee</div>{STORY}',
        f"<title>{title} | The Paper</title>{SITE_WIDE}",
    )
    found = find_byline(Page(Document.parse(html, URL), None), [])[1]
    assert found == ("class", (Author("Ann Lee"),))
