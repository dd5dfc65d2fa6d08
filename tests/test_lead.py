"""The standfirst: what is printed apart between headline and text."""

from __future__ import annotations

import pytest

from newsarchive.extract import extract, read
from newsarchive.extract.blocks import blocks
from newsarchive.extract.body.lead import LONGEST, SHORTEST, lead_before, lead_in
from newsarchive.extract.document import Document
from newsarchive.extract.page import Page
from tests.pages import FETCHED_AT, SENTENCES, STORY, URL, page

LEAD = "After two years of repairs the trams are back."


def position(first: str, text: str = STORY) -> int | None:
    """Return where among the blocks of a text the standfirst stands."""
    found = Page(Document.parse(page(f"<h1>Bridge</h1><div id=text>{first}{text}</div>"), URL), None)
    container = found.document.root.find(".//div")
    assert container is not None
    return lead_in(found, blocks(container), container)


NAMES = [
    "lead", "lede", "standfirst", "subtitle", "sub-title", "subheadline", "subheading", "deck", "dek", "excerpt",
    "summary", "intro", "article-intro", "article__intro", "teaser-text", "vorspann", "chapo", "ingress", "abstract",
    "strapline", "sapo", "post_subtitle", "ArticleLead", "c-article-lead",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_standfirst_is_known_by_what_its_element_is_called(name: str) -> None:
    assert position(f'<div class="{name}">{LEAD}</div>') == 0


@pytest.mark.parametrize("name", ["leader", "leading", "misled", "introvert", "plead", "title", "text", "content", ""])
def test_a_word_that_only_holds_a_name_is_none(name: str) -> None:
    assert position(f'<div class="{name}">{LEAD}</div>') is None


@pytest.mark.parametrize(
    ("first", "wanted"),
    [
        (f'<h2 class="lead">{LEAD}</h2>', 0),
        (f'<div id="standfirst">{LEAD}</div>', 0),
        (f'<p>Oslo, Tuesday.</p><div class="lead">{LEAD}</div>', 1),
        (f'<p>One.</p><p>Two.</p><div class="lead">{LEAD}</div>', None),
        (f'<p class="lead">{LEAD}</p>', None),
        ('<div class="lead">Short.</div>', None),
        (f'<div class="lead">{"x" * (SHORTEST - 1)}</div>', None),
        (f'<div class="lead">{"x" * SHORTEST}</div>', 0),
        (f'<div class="lead">{"x" * LONGEST}</div>', 0),
        (f'<div class="lead">{"x" * (LONGEST + 1)}</div>', None),
        (f'<div class="lead"><a href="/a/">{LEAD}</a></div>', None),
        (f'<div class="lead">“{LEAD}”</div>', None),
        (f'<div class="lead">«{LEAD}»</div>', None),
        (f'<div class="lead">「{LEAD}」</div>', None),
        ('<div class="lead">بعد عامين من الإصلاحات عادت الترام إلى الجسر القديم</div>', 0),
        ("", None),
    ],
)
def test_what_is_printed_apart_is_told_from_an_opening(first: str, wanted: int | None) -> None:
    assert position(first) == wanted


def test_too_few_blocks_hold_no_standfirst() -> None:
    assert position(f'<div class="lead">{LEAD}</div>', f"<p>{SENTENCES[0]}</p>") is None
    assert position("", "") is None


def test_blocks_that_are_all_named_alike_are_a_text() -> None:
    assert position("", "".join(f'<div class="lead">{text}</div>' for text in SENTENCES)) is None


BEFORE = [
    (f'<h1>Bridge</h1><div class="standfirst">{LEAD}</div>', LEAD),
    ('<h1>Bridge</h1><p class="lead"><b>After two years</b> of repairs the trams are back.</p>', LEAD),
    (f'<h1>Bridge</h1><header><div class="deck"><p>{LEAD}</p></div></header>', LEAD),
    (f'<div class="standfirst">{LEAD}</div><h1>Bridge</h1>', None),
    (f'<h1>Bridge</h1><p class="other">{LEAD}</p>', None),
    ('<h1>Bridge</h1><p class="lead">Short.</p>', None),
    (f'<h1>Bridge</h1><p class="lead">Short.</p><p class="lead">{LEAD}</p>', LEAD),
    (f'<h1>Bridge</h1><p class="lead">{"Long text. " * 60}</p>', None),
    (f'<div class="standfirst">{LEAD}</div>', None),
    (f'<h1>Bridge</h1><aside class="related"><p class="lead">{LEAD}</p></aside>', None),
    (f'<h1>Bridge</h1><div class="lede-wrapper"><img src=/a.jpg><span>{LEAD} Getty Images</span></div>', None),
    (f'<h1>Bridge</h1><div class="lede"><div><video src=/a.mp4></video></div><p class="dek">{LEAD}</p></div>', LEAD),
    (f'<h1>Bridge</h1><div class="author-box"><p class="description">{LEAD}</p></div>', None),
    (f'<h1>Bridge</h1><div class="slideshow"><div class="summary">{LEAD}</div></div>', None),
    (f'<h1>Bridge</h1><div><p id="sharing-service-description">{LEAD}</p></div>', None),
    (f'<h1>Bridge</h1><div class="subhead"><p>{LEAD}</p><i class="date">4 June 2023, 4:56 PM</i></div>', LEAD),
    (
        '<h1>Bridge</h1><div class="subhead"><i class="date">Updated: 4 June 2023, 4:56 PM</i>'
        "<cite>By Ann Lee | paper.example</cite></div>",
        None,
    ),
    ("<h1>Bridge</h1>", None),
    ("", None),
]


@pytest.mark.parametrize(("before", "wanted"), BEFORE, ids=[str(n) for n in range(len(BEFORE))])
def test_a_standfirst_between_headline_and_text_is_found(before: str, wanted: str | None) -> None:
    found = Page(Document.parse(page(f"{before}<section>{STORY}</section>"), URL), None)
    container = found.document.root.find(".//section")
    assert container is not None
    assert lead_before(found, container) == wanted


TOLD = f'<meta property="og:description" content="{LEAD}">'
CUT = f'<meta name="description" content="{LEAD[:38]} …">'


@pytest.mark.parametrize(
    ("before", "head", "wanted"),
    [
        (f'<h1>Bridge</h1><div class="x1">{LEAD}</div>', TOLD, LEAD),
        (f'<h1>Bridge</h1><div class="x1">{LEAD}</div>', CUT, LEAD),
        ('<h1>Bridge</h1><div class="x1">After two years of <b>repairs</b> the trams are back.</div>', TOLD, LEAD),
        (f'<h1>Bridge</h1><p class="lead">Add it to your selections</p><div class="x1">{LEAD}</div>', TOLD, LEAD),
        (
            f'<h1>Bridge</h1><p class="lead">{LEAD}</p><div class="x1">Another text about bridges and trams</div>',
            TOLD,
            LEAD,
        ),
        # Too little to be known by, the headline itself, a box, a text without end, nothing.
        ("<h1>Bridge</h1><div>Trams are back</div>", '<meta name="description" content="Trams are back">', None),
        (f"<h1>{LEAD}</h1><div>{LEAD}</div>", TOLD, None),
        (f"<h1>Bridge</h1><div>{LEAD}</div>", f"<title>The Paper: {LEAD}</title>{TOLD}", None),
        (f"<h1>Bridge</h1><aside><p>{LEAD}</p></aside>", TOLD, None),
        (f"<h1>Bridge</h1><div>{LEAD} {'On and on. ' * 60}</div>", TOLD, None),
        ("<h1>Bridge</h1><div>After two years of repairs in Oslo nothing is back.</div>", TOLD, None),
        (f"<div>{LEAD}</div><h1>Bridge</h1>", TOLD, None),
        (f"<div>{LEAD}</div>", TOLD, None),
        ('<h1>Bridge</h1><h2 class="lead">The most important in brief:</h2>', "", None),
        # Without a first heading, a lesser one that the title names.
        (f"<h2>Bridge reopens</h2><div>{LEAD}</div>", f"<title>Bridge reopens</title>{TOLD}", LEAD),
        (f"<h2>Weather today</h2><div>{LEAD}</div>", f"<title>Bridge reopens</title>{TOLD}", None),
    ],
)
def test_what_the_page_gives_as_its_description_is_a_standfirst(before: str, head: str, wanted: str | None) -> None:
    found = Page(Document.parse(page(f"{before}<section>{STORY}</section>", head), URL), None)
    container = found.document.root.find(".//section")
    assert container is not None
    assert lead_before(found, container) == wanted


@pytest.mark.timeout(20)
def test_a_description_is_looked_for_in_one_pass() -> None:
    nested = f"<div>{LEAD[:30]}" * 200 + "</div>" * 200 + f"<p>{LEAD[:30]} x</p>" * 20_000
    found = Page(Document.parse(page(f"<h1>Bridge</h1>{nested}<section>{STORY}</section>", TOLD), URL), None)
    container = found.document.root.find(".//section")
    assert container is not None
    assert lead_before(found, container) is None


@pytest.mark.parametrize("around", ["article", "div", "section"])
def test_the_lead_of_an_article_is_no_part_of_its_body(around: str) -> None:
    html = page(f'<{around}><h1>Bridge</h1><div class="standfirst">{LEAD}</div>{STORY}</{around}>')
    article = read(html, URL, fetched_at=FETCHED_AT).article
    assert (article.lead, article.body) == (LEAD, SENTENCES)


def test_the_description_of_a_picture_is_no_standfirst() -> None:
    picture = '<p class="x-ImageDescription">The bridge on the day of its return.</p>'
    intro = f'<div class="x-Intro">{picture}<p class="x-IntroText">{LEAD}</p></div>'
    button = '<a class="js-ImageDescriptionButton">Show the description of the picture</a>'
    html = page(f'<article><h1>Bridge</h1>{button}{intro}<div class="x-Text">{STORY}</div></article>')
    assert read(html, URL, fetched_at=FETCHED_AT).article.lead == LEAD


def test_a_standfirst_in_an_inline_element_at_the_head_of_the_text_is_told_apart() -> None:
    text = "<br><br>".join(SENTENCES)
    summary = "<strong class=media_end_summary>Trams are back<br>after two years</strong>"
    article = read(page(f"<h1>Bridge</h1><article>{summary}{text}</article>"), URL, fetched_at=FETCHED_AT).article
    assert (article.lead, article.body) == ("Trams are back after two years", SENTENCES)


def test_a_sentence_in_bold_at_the_head_of_the_text_is_part_of_it() -> None:
    text = f"<p><strong class=x>{SENTENCES[0]}</strong> {SENTENCES[1]}</p>{STORY}"
    article = read(page(f"<h1>Bridge</h1><article>{text}</article>"), URL, fetched_at=FETCHED_AT).article
    assert (article.lead, article.body[0]) == (None, f"{SENTENCES[0]} {SENTENCES[1]}")


def test_who_took_the_picture_is_no_standfirst() -> None:
    html = page(
        f'<article><h1>Bridge</h1><p class="lead">Foto: Ann Lee / The Paper</p><div class="x">{STORY}</div></article>'
    )
    assert read(html, URL, fetched_at=FETCHED_AT).article.lead is None


def test_a_standfirst_named_a_paragraph_too_is_told_apart_from_the_first_of_the_text() -> None:
    text = "".join(f'<p class="post-body-paragraph">{sentence}</p>' for sentence in SENTENCES)
    html = page(
        f'<article><h1>Bridge</h1><h2 class="subtitle-paragraph">{LEAD}</h2><div>By Ann Lee</div>{text}</article>'
    )
    article = read(html, URL, fetched_at=FETCHED_AT).article
    assert (article.lead, article.body) == (LEAD, SENTENCES)


def test_a_row_of_links_below_the_headline_is_no_standfirst() -> None:
    row = "<a href=/>The Paper of the town</a> | <a href=/category/city/>City and county</a> | by the harbour desk"
    html = page(f'<h1>Bridge</h1><span class="subtitle">{row}</span><article>{STORY}</article>')
    assert read(html, URL, fetched_at=FETCHED_AT).article.lead is None


def test_what_the_headline_holds_is_no_standfirst_of_it() -> None:
    head = f"<title>The bridge: {LEAD}</title>"
    html = page(
        f"<h1>The bridge: {LEAD}</h1><h2>The bridge <b class=sub-title>{LEAD}</b></h2><div class=text>{STORY}</div>",
        head,
    )
    article = read(html, URL, fetched_at=FETCHED_AT).article
    assert article.headline == f"The bridge: {LEAD}"
    assert article.lead is None


@pytest.mark.parametrize(
    ("first", "wanted"),
    [
        (f"<h2>{LEAD}</h2>", 0),
        ("<h2>The trams are back</h2>", None),
        ("<h2>They are back.</h2>", None),
        (f"<h2>{LEAD}</h2><p>{SENTENCES[1]}</p><h2>Each of these is a sentence as well, and longer.</h2>", None),
        (f"<p>{SENTENCES[1]}</p><h2>{LEAD}</h2>", None),
    ],
)
def test_one_whole_sentence_in_a_heading_above_the_text_is_a_standfirst(first: str, wanted: int | None) -> None:
    assert position(first) == wanted


@pytest.mark.parametrize("name", ["newspack-post-subtitle", "post-desc"])
def test_a_standfirst_in_the_head_of_a_theme_that_names_none_is_found_by_its_own_name(name: str) -> None:
    head = '<link rel="https://api.w.org/" href="/wp-json/">'
    inner = f"<header class=entry-header><h1 class=entry-title>Bridge</h1><div class={name}>{LEAD}</div></header>"
    html = page(f"<article>{inner}<div class=entry-content>{STORY}</div></article>", head, "single single-post")
    assert read(html, URL, fetched_at=FETCHED_AT).article.lead == LEAD


def test_the_text_of_a_teaser_between_headline_and_text_is_a_standfirst() -> None:
    html = page(f"<title>Bridge</title><h3>Bridge</h3><div class=teaser-text><p>{LEAD}</p></div><div>{STORY}</div>")
    assert read(html, URL, fetched_at=FETCHED_AT).article.lead == LEAD


LOGO = (
    "<header><h1><a href=/>The Paper</a></h1><p class=subtitle>News for the town and its river since 1890</p></header>"
)


@pytest.mark.parametrize("rank", ["h1", "h2"])
def test_the_headline_is_the_heading_that_does_not_name_the_site(rank: str) -> None:
    head = (
        f"<{rank}>Bridge reopens</{rank}><h3 class=subtitle>{LEAD}</h3><p>By Ann Lee</p><a href=/category/1/>City</a>"
    )
    html = page(f"{LOGO}<main>{head}<section>{STORY}</section></main>", "<title>Bridge reopens</title>")
    article = read(html, URL, fetched_at=FETCHED_AT).article
    assert (article.headline, article.byline, article.section) == ("Bridge reopens", "Ann Lee", "City")
    assert article.lead == LEAD


def test_a_day_between_the_name_of_the_site_and_a_headline_far_below_is_found() -> None:
    aside = "<div><p>Posted on 29 April 2024</p>" + "<i></i>" * 60 + "</div>"
    html = page(f"{LOGO}{aside}<main><h1>Bridge reopens</h1>{STORY}</main>")
    published = read(html, "https://paper.example/bridge", fetched_at=FETCHED_AT).article.published
    assert published is not None and published.raw == "29 April 2024"


SENTENCE = "After two years of repairs the trams are back on the bridge."
"""As long as a standfirst that no name tells."""


@pytest.mark.parametrize(
    ("behind", "wanted"),
    [
        (f"<h2>{SENTENCE}</h2>", SENTENCE),
        (f'<p class="x1"><em>{SENTENCE}</em></p>', SENTENCE),
        ("<h2>After two years the trams are back.</h2>", None),  # too short to tell from a label
        (f'<h2><a href="/a/">{SENTENCE}</a></h2>', None),
        (f'<h2 class="promo">{SENTENCE}</h2>', None),
        (f"<h2>{SENTENCE} <b>Oslo</b> <i>Bergen</i></h2>", None),
        ("<p>Ann Lee in Oslo — edited by Bo Ek — 24 March 2018, 8:02 am</p>", None),
        (f"<h4>{SENTENCE}</h4>", None),
        (f"<hr><h2>{SENTENCE}</h2>", None),
    ],
)
def test_a_sentence_right_behind_the_headline_is_a_standfirst(behind: str, wanted: str | None) -> None:
    html = page(f"<header><h1>Bridge reopens</h1>{behind}</header><section>{STORY}</section>")
    assert extract(html, URL, fetched_at=FETCHED_AT).lead == wanted


def test_a_sentence_behind_the_name_of_the_site_is_no_standfirst() -> None:
    motto = f"<header><h1>Harbour Life</h1><h2>{SENTENCE}</h2></header>"
    html = page(f"{motto}<h1>Bridge reopens</h1><section>{STORY}</section>", "<title>Bridge reopens</title>")
    assert extract(html, URL, fetched_at=FETCHED_AT).lead is None


@pytest.mark.parametrize(
    ("between", "wanted"),
    [
        ('<div class="meta">4 June 2023</div>', LEAD),
        ('<figure><img src="/a.jpg" alt=""></figure>', LEAD),
        ("", None),
    ],
)
def test_a_paragraph_named_for_it_is_a_standfirst_where_the_text_does_not_go_on(
    between: str, wanted: str | None
) -> None:
    found = extract(page(f'<h1>Bridge</h1><p class="lead">{LEAD}</p>{between}{STORY}'), URL, fetched_at=FETCHED_AT)
    assert found.lead == wanted
    assert found.body == (SENTENCES if wanted else (LEAD, *SENTENCES))
