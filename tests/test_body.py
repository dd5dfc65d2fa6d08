"""The text of an article: where it stands, and what stands in it without being part of it."""

import json
import re

import pytest

from newsarchive.extract import extract
from newsarchive.extract.names import AUTHOR, BODY, BOX, DATE, KINDS, LEAD, STRONG_BODY, THREAD, kinds
from newsarchive.items import Article, RelatedLink
from tests.pages import FETCHED_AT, SENTENCES, STORY, URL, json_ld, page, paragraphs, story_page

LONG = tuple(f"{sentence} {sentence.replace('bridge', 'tunnel')}" for sentence in SENTENCES)
NAV = "<ul>" + "".join(f'<li><a href="/{n}">Section number {n} of the paper</a></li>' for n in range(40)) + "</ul>"
TEASERS = "".join(
    f'<div class="card"><h3><a href="/{n}">Story number {n} has a long title as well</a></h3>'
    f"<p>And a summary of story {n} that tells what happened in some forty words or so.</p></div>"
    for n in range(12)
)


def read(html: str) -> Article:
    return extract(html, URL, fetched_at=FETCHED_AT)


def source(article: Article) -> str:
    return dict(article.field_sources).get("body", "none")


@pytest.mark.parametrize(
    ("html", "found_by"),
    [
        (story_page(), "heuristic"),
        (story_page(f'<div itemprop="articleBody">{STORY}</div>'), "itemprop"),
        (story_page(f'<div class="entry-content">{STORY}</div>'), "class"),
        (page(f'{NAV}<h1>Bridge</h1><div class="x1"><div class="x2">{STORY}</div></div>{TEASERS}{NAV}'), "heuristic"),
        (
            page(f'<h1>B</h1><div class="sidebar-grid article-body">{STORY}</div><div class="sidebar">{TEASERS}</div>'),
            "class",
        ),
        (
            page(
                f'<div class="wrapper has-ad"><h1>Bridge</h1>{STORY}</div><div class="ad">{paragraphs(*LONG[:1])}</div>'
            ),
            "heuristic",
        ),
    ],
)
def test_the_body_is_found_whatever_stands_around_it(html: str, found_by: str) -> None:
    article = read(html)
    assert (article.body, source(article)) == (SENTENCES, found_by)


def test_text_separated_by_breaks_or_bare_in_a_div_is_read() -> None:
    assert read(story_page("<div>" + "<br><br>".join(SENTENCES) + "</div>")).body == SENTENCES
    assert read(story_page("".join(f"<div>{sentence}</div>" for sentence in SENTENCES))).body == SENTENCES


def test_a_body_in_several_parts_is_joined() -> None:
    parts = "".join(
        f'<div class="grid"><div class="article-body">{paragraphs(text)}</div><div class="ad">Buy a boat</div></div>'
        for text in LONG
    )
    assert read(story_page(f'<div class="chunks">{parts}</div>')).body == LONG


@pytest.mark.parametrize("text", ["<p>Ann Lee</p>{}", "{}<div>(ANN LEE)</div>", "<h4>Ann Lee</h4>{}<p>Ann Lee</p>"])
def test_a_line_that_is_nothing_but_the_authors_name_is_no_text(text: str) -> None:
    html = page(f"<h1>Bridge</h1><div>{text.format(STORY)}</div>", head='<meta name="author" content="Ann Lee">')
    assert read(html).body == SENTENCES


@pytest.mark.parametrize(
    "told", ["Ann Lee is a reporter in Leeds.", "Ann Lee, covers rivers.", "Ann Lee ist Redakteurin."]
)
def test_what_is_told_of_the_author_behind_the_text_is_none_of_it(told: str) -> None:
    head = '<meta name="author" content="Ann Lee">'
    assert read(page(f"<h1>Bridge</h1><div>{STORY}<p>{told}</p></div>", head=head)).body == SENTENCES
    other = told.replace("Ann", "Bo")
    assert read(page(f"<h1>Bridge</h1><div>{STORY}<p>{other}</p></div>", head=head)).body == (*SENTENCES, other)


@pytest.mark.parametrize("tag", ["p", "div"])
def test_what_stands_between_the_parts_of_a_body_is_text(tag: str) -> None:
    parts = [f'<{tag} class="article-paragraph">{text}</{tag}>' for text in LONG[:4]]
    heading = "<div class=css-1><h2>What it cost</h2></div>"
    between = f"{heading}<div class=x>Buy a boat</div><ul><li>Four million</li><li>One year</li></ul>"
    body = read(story_page(f"<div>{parts[0]}{between}{''.join(parts[1:])}<h2>Behind</h2></div>")).body
    assert body == (LONG[0], "What it cost", "Four million", "One year", *LONG[1:4])


def test_a_row_of_parts_named_as_the_body_is_the_whole_only_where_it_holds_all() -> None:
    parts = "".join(
        f'<div class="{("below", "above")[n % 2]}"><div class="bodytext">{paragraphs(text)}</div></div>'
        for n, text in enumerate(LONG)
    )
    assert read(story_page(f'<div class="article-content">{parts}</div>')).body == LONG


@pytest.mark.parametrize(
    "link", ['<a name="s{n}"></a>{t}', '<a href="#s{n}" id="s{n}">{t}</a>', '{t} <a href="#s">#</a>']
)
def test_sections_whose_headings_hold_anchors_are_no_teasers(link: str) -> None:
    parts = "".join(
        f'<div class="sect"><h2>{link.format(n=n, t=f"Part {n}")}</h2>{paragraphs(text)}</div>'
        for n, text in enumerate(LONG)
    )
    body = read(story_page(f"<div>{parts}</div>")).body
    assert [text for text in body if len(text) > 10] == [*LONG]


@pytest.mark.parametrize(
    "row",
    [
        "<ul><li class=a><h2><a href=/1>One</a></h2><p>{t}</p></li><li><h2><a href=/2>Two</a></h2><p>{t}</p></li></ul>",
        "".join(
            f"<div class=x7><div><div><a href=/{n}>Title</a></div><i>2 May</i><a href=/{n}><img src={n}.jpg></a>"
            "<div>{t}</div></div></div>"
            for n in range(3)
        ),
    ],
)
def test_a_list_of_two_teasers_and_a_row_with_linked_pictures_are_no_text(row: str) -> None:
    box = row.format(t="And a summary of a story that tells what happened in some forty words or so.")
    middle = paragraphs(*SENTENCES[:2]) + box + paragraphs(*SENTENCES[2:])
    assert read(story_page(f"<div>{middle}</div>")).body == SENTENCES


def test_another_article_below_is_not_joined() -> None:
    other = f'<article><h2>Mayor resigns</h2><div class="entry-content">{paragraphs(*reversed(LONG))}</div></article>'
    html = page(f'<article><h1>Bridge</h1><div class="entry-content">{STORY}</div></article>{other}')
    assert read(html).body == SENTENCES


@pytest.mark.parametrize(
    "box",
    [
        f'<aside class="related"><h3>More</h3>{TEASERS}</aside>',
        f'<div class="x9"><h3>More</h3>{TEASERS}</div>',
        '<figure><img src="/a.jpg"><figcaption>A caption, long enough to be a sentence.</figcaption></figure>',
        '<div class="newsletter-box"><p>Sign up and get the news of the day every morning at six.</p></div>',
        '<div class="share-buttons">Share on everything</div>',
        '<div class="article__tags"><a href="/t">bridge</a></div>',
        '<p><a href="/other">Another story that is all a link and nothing else</a></p>',
        '<p>Read also: <a href="/other">Another story that is mostly a link</a></p>',
        '<ul><li><a href="/1">One other story</a></li><li><a href="/2">Two other stories</a></li></ul>',
        "<h2>More stories</h2><ul><li><a href='/1'>One other story</a></li><li><a href='/2'>Two others</a></li></ul>",
        "<p>ADVERTISEMENT</p>",
        "<p>Story continues below advertisement</p>",
        "<span>Image 1 of 5</span>",
        "<p>2703.5k</p><p>1,204 Shares</p>",
        '<p style="display:none">Not shown to any reader of this page at all, and yet it is there.</p>',
        "<form><p>Tell us what you think about the bridge in a few words.</p></form>",
        '<div id="conversations"><p>Join in</p><p>Register</p><p>These are opinions of our readers.</p></div>',
        '<div class="AudioBox"><div>By Ann Lee. The old bridge over the river was opened again.</div></div>',
        '<div><img src=b.jpg alt="The old bridge"><p>The old bridge</p><p>Foto: <b>Foto: paper.example</b></p></div>',
    ],
)
def test_boxes_inside_the_text_are_cut(box: str) -> None:
    middle = paragraphs(*SENTENCES[:2]) + box + paragraphs(*SENTENCES[2:])
    assert read(story_page(f'<div class="entry-content">{middle}</div>')).body == SENTENCES


@pytest.mark.parametrize(
    ("element", "texts"),
    [
        ("<h2>What it cost</h2>", ("What it cost",)),
        ("<ul><li>Open from Tuesday</li><li>Buses from Monday</li></ul>", ("Open from Tuesday", "Buses from Monday")),
        ("<blockquote><p>We did it, said the mayor.</p></blockquote>", ("We did it, said the mayor.",)),
        (
            '<div class="social"><blockquote class="tweet"><p>Open</p>— City <a href="#">30/4</a></blockquote></div>',
            ("Open", "— City 30/4"),
        ),
        ("<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2022</td><td>4</td></tr></table>", ("Year Cost", "2022 4")),
        ("<p>Short.</p>", ("Short.",)),
        ('<p>With <a href="/x">a link</a> inside.</p>', ("With a link inside.",)),
    ],
)
def test_what_belongs_to_the_text_is_kept(element: str, texts: tuple[str, ...]) -> None:
    middle = paragraphs(*SENTENCES[:2]) + element + paragraphs(*SENTENCES[2:])
    assert read(story_page(f'<div class="entry-content">{middle}</div>')).body == (
        *SENTENCES[:2],
        *texts,
        *SENTENCES[2:],
    )


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ('<p class="byline">By Ann Lee</p><time class="date">April 30, 2024</time>', ""),
        ("<p>By Ann Lee</p>", ""),
        ("<p>By Ann Lee and Bo Ek<br>Monday, November 18, 2019, 04:05 pm PT (07:05 pm ET)</p>", ""),
        ("", "<p>This document is subject to copyright. No part may be reproduced without permission.</p>"),
        ("", "<h3>Comments and more</h3>"),
        ("", "<p>Follow us on all channels and tell your friends.</p>"),
        ("", "<p>Ann Lee can be reached at ann@paper.example.</p>"),
        ("", "<p>© 2024 The Paper. All rights reserved.</p>"),
        ("", "<p>Bo Ek contributed to this report.</p>"),
        ("", "<p>Il vous reste 57.09% de cet article à lire. La suite est réservée aux abonnés.</p>"),
        ("", "<p>For more stories like this, check our news page.</p>"),
        ("", "<p>Try refreshing your browser, or<br>tap here to see other videos from our team.</p>"),
        ("", "<p>Passend zum Artikel</p><p>Topics</p><p>$$ARTICLEAD$$</p>"),
    ],
)
def test_lines_before_and_notes_behind_the_text_are_cut(before: str, behind: str) -> None:
    assert read(story_page(f'<div class="entry-content">{before}{STORY}{behind}</div>')).body == SENTENCES


@pytest.mark.parametrize(
    "sentences",
    [
        (
            "橋は二年ぶりに火曜日に再開したと市議会が発表した。最初の一時間で約二百人が渡った。",
            "工事費は予定の倍の九億円に上った。南側の橋脚が軟弱な地盤に立っていたためだ。",
        ),
        (
            "أعيد افتتاح الجسر القديم فوق النهر يوم الثلاثاء بعد عامين من الإصلاحات.",
            "وكلفت الإصلاحات تسعة ملايين، أي ضعف ما كان مخططا له.",
        ),
        (
            "पुराना पुल दो साल की मरम्मत के बाद मंगलवार को फिर से खोल दिया गया।",
            "मरम्मत की लागत नब्बे लाख थी, जो योजना से दोगुनी थी।",
        ),
        (
            "Старый мост через реку снова открыт после двух лет ремонта.",
            "Ремонт стоил девять миллионов, вдвое больше, чем планировалось.",
        ),
    ],
)
def test_any_language_is_read_without_a_list_of_words(sentences: tuple[str, ...]) -> None:
    assert read(page(f"{NAV}<div><h1>橋</h1><div>{paragraphs(*sentences)}</div></div>{NAV}")).body == sentences


@pytest.mark.parametrize(
    "html",
    [
        '<h2 class="subtitle">The bridge is open, and it cost twice the sum.</h2>',
        '<div class="standfirst">The bridge is open, and it cost twice the sum.</div>',
    ],
)
def test_a_standfirst_is_the_lead_and_no_part_of_the_body(html: str) -> None:
    article = read(story_page(f'<div class="entry-content">{html}{STORY}</div>'))
    assert (article.lead, article.body) == ("The bridge is open, and it cost twice the sum.", SENTENCES)


def test_a_standfirst_before_the_body_is_the_lead() -> None:
    inner = f'<p class="deck">The bridge is open, and it cost twice.</p><div class="entry-content">{STORY}</div>'
    article = read(story_page('<div class="subtitle-modal">Be the first to know when the bridge opens.</div>' + inner))
    assert (article.lead, article.body) == ("The bridge is open, and it cost twice.", SENTENCES)


@pytest.mark.parametrize(
    "line",
    [
        "Springfield, 30 April 2024 • Ann Lee",
        "What matters in short, in a few lines:",
        "teilen tweeten mailen",
    ],
)
def test_a_day_a_label_and_links_to_share_are_no_standfirst(line: str) -> None:
    for inner in (f'<p class="deck">{line}</p><div>{STORY}</div>', f'<div><h2 class="deck">{line}</h2>{STORY}</div>'):
        assert read(story_page(inner)).lead is None


def test_a_sentence_with_a_day_is_a_standfirst() -> None:
    line = "On May 3, 2024 the vote was taken again"
    assert read(story_page(f'<p class="deck">{line}</p><div class="entry-content">{STORY}</div>')).lead == line


def test_what_stands_behind_the_name_of_a_blog_is_its_motto() -> None:
    name = (
        '<header><h1><a href="/">The Paper</a></h1><p class="description">News for the whole town and more</p></header>'
    )
    deck = '<h1>Bridge reopens</h1><p class="deck">The bridge is open, and it cost twice.</p>'
    told = '<meta property="og:site_name" content="The Paper">'
    for heading, lead in ((deck, "The bridge is open, and it cost twice."), ("<h2>Bridge reopens</h2>", None)):
        assert read(page(f"{name}{heading}<div class=entry-content>{STORY}</div>", told)).lead == lead


def test_an_opening_paragraph_of_its_own_class_stays_in_the_body() -> None:
    inner = f'<p class="intro">The bridge is open, and it cost twice the sum.</p>{STORY}'
    article = read(story_page(f'<div class="entry-content">{inner}</div>'))
    assert (article.lead, len(article.body)) == (None, 5)


def test_two_sentences_are_a_body() -> None:
    assert read(story_page("<p>The bridge is open again.</p><p>It cost nine million.</p>")).body == (
        "The bridge is open again.",
        "It cost nine million.",
    )


@pytest.mark.parametrize("told", ["\n\n".join(LONG), list(LONG)])
def test_the_body_of_json_ld_is_taken_where_the_page_prints_none(told: str | list[str]) -> None:
    text = json.dumps(told)
    article = read(story_page("", json_ld('{"@type":"NewsArticle","headline":"Bridge","articleBody":' + text + "}")))
    assert (article.body, source(article)) == (LONG, "json-ld")


def test_the_body_in_embedded_state_is_taken_where_the_page_prints_none() -> None:
    html = "<figure><figcaption>A caption.</figcaption></figure>" + paragraphs(*LONG)
    state = json.dumps({"story": {"html": html}}).replace("<", "\\u003c")
    article = read(story_page("") + f"<script>window.__STATE__ = {state}</script>")
    assert (article.body, source(article)) == (LONG, "state")


def test_an_end_tag_in_braces_ends_an_element_of_the_state() -> None:
    html = "".join(f"<p>{text}{{/p}}" for text in LONG)
    state = json.dumps({"html": html}).replace("/", "\\/")
    article = read(story_page("") + f"<script>window.__STATE__ = {state}</script>")
    assert (article.body, source(article)) == (LONG, "state")


def test_a_literal_of_the_state_with_an_escape_that_is_none_is_read_as_it_stands() -> None:
    html = "".join(f"<p>{text}</p>" for text in (*LONG, r"The file lies in C:\xing."))
    article = read(story_page("") + f'<script>window.__STATE__ = {{"html": "{html}"}}</script>')
    assert (article.body[: len(LONG)], source(article)) == (LONG, "state")


def test_embedded_state_never_replaces_a_printed_text() -> None:
    state = json.dumps({"html": paragraphs(*LONG)}).replace("<", "\\u003c")
    assert read(story_page() + f"<script>x = {state}</script>").body == SENTENCES


def test_lines_that_lead_elsewhere_are_kept_as_links() -> None:
    inner = (
        paragraphs(*SENTENCES[:2])
        + '<p>Read also: <a href="/other-1">Another story</a></p>'
        + paragraphs(*SENTENCES[2:])
    )
    assert read(story_page(inner)).related_links == (
        RelatedLink("Another story", "https://paper.example/other-1", "inline"),
    )


@pytest.mark.parametrize(
    ("names", "bits"),
    [
        ("article-body", BODY | STRONG_BODY),
        ("articleBody", BODY | STRONG_BODY),
        ("td-post-content", BODY | STRONG_BODY),
        ("page-content", BODY),
        ("related-posts", BOX),
        ("relatedPosts", BOX),
        ("has-sidebar", 0),
        ("section--has-ads", 0),
        ("author-description", AUTHOR | BOX),
        ("section--ads", BOX),
        ("hentry post category-newsletter tag-gallery author-box", 0),
        ("category-newsletter", BOX),
        ("elementor-widget-container", 0),
        ("entry-content entry-content-read-more", BODY | STRONG_BODY),
        ("comments-area", BOX | THREAD),
        ("post-date", DATE),
        ("author-name", AUTHOR | BOX),
        ("headline", 0),
    ],
)
def test_names_say_what_an_element_holds(names: str, bits: int) -> None:
    assert kinds(names) & (AUTHOR | BODY | BOX | DATE | LEAD | STRONG_BODY | THREAD) == bits


def test_what_names_say_is_kept_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsarchive.extract.names._MOST", 2)
    known = type(KINDS)()
    assert [known[names] & BOX for names in ("headline", "sidebar", "banner")] == [0, BOX, BOX]
    assert list(known) == ["banner"]


def test_a_chain_of_unclosed_elements_loses_no_paragraph() -> None:
    article = read(story_page("<div>".join(paragraphs(*LONG) for _ in range(20))))
    assert len(article.body) == 80


def test_a_large_page_takes_time_in_proportion() -> None:
    article = read(story_page('<div class="entry-content">' + STORY * 2_000 + "</div>"))
    assert len(article.body) == 8_000


def told(*texts: str) -> str:
    node = {"@type": "NewsArticle", "headline": "Bridge reopens after two years", "articleBody": "\n".join(texts)}
    return json_ld(json.dumps(node))


CALL = "<p>Give to the paper today, whatever you can, so that everyone may go on reading it.</p>"


@pytest.mark.parametrize(
    ("texts", "is_cut"),
    [(SENTENCES, True), (SENTENCES[:2], False), ((*SENTENCES, "More than the page prints, behind a wall."), False)],
)
def test_what_follows_the_end_that_json_ld_tells_is_no_text(texts: tuple[str, ...], is_cut: bool) -> None:
    article = read(story_page(STORY + CALL, told(*texts)))
    assert article.body[:4] == SENTENCES
    assert (len(article.body) == 4) is is_cut


def test_the_introduction_of_a_live_blog_stands_beside_its_entries() -> None:
    entries = "".join(f'<div class="entry"><div class="entry-text">{paragraphs(text)}</div></div>' for text in LONG)
    live = f'<div class="live"><div class="entries">{entries}</div></div>'
    intro = f'<div class="t1">{paragraphs(*SENTENCES[:2])}</div>'
    assert read(story_page(f"<div>{intro}{live}</div>")).body == (*SENTENCES[:2], *LONG)
    assert read(story_page(f'<div><div class="t1">{paragraphs(SENTENCES[0])}</div>{live}</div>')).body == LONG


def test_the_author_s_box_behind_the_text_is_no_part_of_it() -> None:
    box = '<div id="writerProfile"><div>About this writer</div><div>Ann Bly</div><div>City desk</div></div>'
    assert read(story_page(f"<div>{STORY}{box}</div>")).body == SENTENCES


@pytest.mark.parametrize("line", ["Ann Bly{}", "{}Reading time: 2 min.", "{}"])
def test_a_line_with_a_time_and_little_else_before_the_text_is_no_part_of_it(line: str) -> None:
    time = line.format('<span><time datetime="2024-04-30T21:37">30 April 2024, 21:37</time></span>')
    assert read(story_page(f'<div><div class="x1">{time}</div>{STORY}</div>')).body == SENTENCES


def test_an_introduction_of_two_paragraphs_in_another_element_than_the_text_is_part_of_it() -> None:
    text = f'<div class="x1"><div class="x2">{paragraphs(*LONG, *LONG)}</div></div>'
    assert read(story_page(f'<div class="x3">{paragraphs(*SENTENCES[:2])}</div>{text}')).body == (
        *SENTENCES[:2],
        *LONG,
        *LONG,
    )
    assert read(story_page(f'<div class="x3">{paragraphs(SENTENCES[0])}</div>{text}')).body == (*LONG, *LONG)


def test_a_text_in_a_cell_of_a_table_for_layout_does_not_reach_into_the_next_cell() -> None:
    menu = "<td><div>Menu of the site</div><ul><li>Home</li><li>City</li></ul></td>"
    table = f"<table><tr>{menu}<td><div><h1>Bridge reopens</h1></div><div>{STORY}</div></td></tr></table>"
    assert read(page(table)).body == SENTENCES


def test_an_offer_with_a_field_for_an_address_is_no_text_whatever_its_name() -> None:
    offer = "<div class=x7><h3>The river letter</h3><p>{}</p><div><form><input type=email></form></div></div>"
    short = offer.format("Every Friday the five stories of the week, free, in your inbox before breakfast.")
    half = paragraphs(*SENTENCES[:2]), paragraphs(*SENTENCES[2:])
    assert read(story_page(f"<div>{half[0]}{short}{half[1]}</div>")).body == SENTENCES
    assert len(read(story_page(f"<div>{STORY}<form><input type=email></form></div>")).body) == 4


@pytest.mark.parametrize("line", ["[ <a href=/x>A ferry too many</a> ]", "» <a href=/x>A ferry too many</a>", "\u200d"])
def test_a_link_in_brackets_and_what_nobody_sees_are_no_text(line: str) -> None:
    half = paragraphs(*SENTENCES[:2]), paragraphs(*SENTENCES[2:])
    assert read(story_page(f"<div>{half[0]}<p>{line}</p>{half[1]}</div>")).body == SENTENCES


def test_the_two_halves_that_k2_of_joomla_makes_of_a_text_are_one() -> None:
    first = f'<div class="itemIntroText"><p>{LONG[0]}</p></div>'
    rest = f'<div class="itemFullText">{paragraphs(*LONG[1:])}</div>'
    article = read(page(f'<h1>Bridge</h1><div class="itemBody">{first}{rest}</div>'))
    assert (article.lead, article.body) == (None, LONG)


def test_the_second_half_of_a_text_in_k2_is_told_from_what_else_the_page_lists() -> None:
    first = f'<div class="itemIntroText"><p>{LONG[0]}</p></div>'
    rest = f'<div class="itemFullText">{paragraphs(*LONG[1:])}</div>'
    row = f'<li><a href="/{{}}">Another story</a><div class="moduleItemIntrotext"><p>{LONG[0]}</p></div></li>'
    rows = "".join(row.format(number) for number in range(4))
    html = page(f"<h2>Bridge</h2><div>{first}{rest}</div><ul>{rows}</ul>", "<title>Bridge</title>")
    assert read(html).body == LONG


@pytest.mark.parametrize("name", ["id=extended class=content", 'class="entry-more"', "id=more"])
def test_what_is_named_for_the_rest_of_a_text_belongs_to_it(name: str) -> None:
    html = page(f"<h1>Bridge</h1><div class=entry-body><p>{LONG[0]}</p></div><div {name}>{paragraphs(*LONG[1:])}</div>")
    assert read(html).body == LONG


def test_a_box_named_for_more_than_the_text_does_not_belong_to_it() -> None:
    links = "<p><a href=/1/>Pier closed</a></p><p>A short one.</p>"
    html = page(f"<h1>Bridge</h1><div class=entry-body>{paragraphs(*LONG)}</div><div class=read-more>{links}</div>")
    assert read(html).body == LONG


def test_a_line_is_no_date_where_only_what_holds_all_of_the_text_is_named_for_one() -> None:
    text = paragraphs(SENTENCES[0]) + "<h2>What it cost</h2>" + paragraphs(*SENTENCES[1:])
    article = read(page(f"<div class=no-date-box><h1>Bridge</h1><div>{text}</div></div>"))
    assert article.body == (SENTENCES[0], "What it cost", *SENTENCES[1:])


def test_by_whom_a_text_was_written_on_a_day_is_no_part_of_it() -> None:
    line = "<p>Written by the harbour paper on November 7, 2023</p>"
    assert read(story_page(line + STORY)).body == SENTENCES
    told = "By the end of the day all of it was gone, it was told on November 7, 2023."
    assert read(story_page(f"<p>{told}</p>{STORY}")).body == (told, *SENTENCES)


def test_a_box_of_top_stories_named_like_a_body_is_none_beside_a_longer_text_without_a_name() -> None:
    box = f'<div class="top-story-content-0">{paragraphs(*SENTENCES)}</div>'
    text = paragraphs(*LONG)
    article = read(page(f'<div class="column"><div><h1>Bridge</h1></div><div class="bd">{text}</div>{box}</div>'))
    assert article.body == LONG
    assert read(page(f'<div class="column"><h1>Bridge</h1>{box}<div class="bd">{text}</div></div>')).body != LONG


def test_paragraphs_around_a_box_named_like_a_body_are_the_text() -> None:
    box = f'<div class="paragraph paragraph--box"><p>{LONG[0]}</p></div>'
    assert (
        read(page(f"<table><tr><td><h1>Bridge</h1>{paragraphs(*LONG[1:3])}{box}</td></tr></table>")).body[:2]
        == LONG[1:3]
    )


@pytest.mark.parametrize(
    "text",
    [
        "<a class=meta-per href=/p>Ann Lee</a> told the council that she had walked across it first.",
        "It heard from <a class=playerLink href=/p>Ann Lee</a>, <a class=playerLink href=/q>Bo Ek</a> and me.",
        "The council heard that the bridge belongs to <a class='tag ad' href=/p>Ann Lee</a>.",
        "<span class=dateline>BONN</span> — The council heard from Ann Lee.",
    ],
)
def test_a_link_inside_a_sentence_is_its_words_whatever_its_name(text: str) -> None:
    whole = re.sub("<[^>]+>", "", text)
    assert read(story_page(f"<div>{STORY}<p>{text}</p>{STORY}</div>")).body[4] == whole


@pytest.mark.parametrize("link", ["<a class=readmore href=/x>More</a>", "<span class=byline>Ann Lee</span> Bonn."])
def test_a_link_behind_a_sentence_may_be_a_box(link: str) -> None:
    half = paragraphs(*SENTENCES[:2]), f"<p>{SENTENCES[2]} {link}</p><p>{SENTENCES[3]}</p>"
    assert link.partition(">")[2].partition("<")[0] not in " ".join(read(story_page("".join(half))).body)


def test_a_letter_set_large_belongs_to_the_first_word() -> None:
    text = f"<div>T</div><p>{SENTENCES[0][1:]}</p>{paragraphs(*SENTENCES[1:])}"
    assert read(story_page(f"<div>{text}</div>")).body == SENTENCES
    assert read(story_page(f"<div><div>A</div>{STORY}</div>")).body == ("A", *SENTENCES)


@pytest.mark.parametrize(
    ("figure", "texts"),
    [
        (
            "<figure class=wp-block-table><table><tr><td>Ann<td>12<tr><td>Bo<td>9</table>"
            "<figcaption>Votes</figcaption></figure>",
            ("Ann 12", "Bo 9"),
        ),
        (
            "<figure class=highlight><table><tr><td class=gutter><pre>1<br>2</pre></td>"
            "<td><pre>span = 9<br>print(span)</pre></td></tr></table></figure>",
            ("span = 9\nprint(span)",),
        ),
        ("<pre>0 2 4 6</pre>", ("0 2 4 6",)),
        ("<figure><img src=/a.jpg><figcaption>The bridge on Tuesday</figcaption></figure>", ()),
    ],
)
def test_a_figure_of_numbers_or_of_code_is_text(figure: str, texts: tuple[str, ...]) -> None:
    assert read(story_page(f"<div>{STORY}{figure}{STORY}</div>")).body == (*SENTENCES, *texts, *SENTENCES)


def test_a_heading_that_stays_in_view_below_the_navigation_is_none_of_it() -> None:
    heading = "<h2 class=anchorTargetStickyNavbar_x1>Who pays for it</h2>"
    assert read(story_page(f"<div>{STORY}{heading}{STORY}</div>")).body[4] == "Who pays for it"


def test_the_pages_own_address_is_no_paragraph() -> None:
    box = f"<div class=license><p>{URL}</p></div>"
    assert read(story_page(f"<div>{STORY}{box}</div>")).body == SENTENCES
    other = f"<div>{STORY}<p>https://paper.example/2024/04/29/other/</p>{STORY}</div>"
    assert len(read(story_page(other)).body) == 2 * len(SENTENCES) + 1
