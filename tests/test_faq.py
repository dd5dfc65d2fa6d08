"""FAQ pairs: every markup, and what only looks like an FAQ."""

from __future__ import annotations

import json

import pytest

from newsarchive.extract.document import Document
from newsarchive.extract.faq.find import find_faqs
from newsarchive.items import FaqEntry
from tests.faq_pages import PAIRS, SECTIONS, TEXT, URL, each, ld, page, pairs_of, read

MARKUP = {
    "yoast": "<div class='schema-faq wp-block-yoast-faq-block'>"
    + each(
        "<div class='schema-faq-section' id='faq-question-{n}'><strong class='schema-faq-question'>{q}</strong>"
        "<div class='schema-faq-answer'>{p}</div></div>"
    )
    + "</div>",
    "rank-math": "<div id='rank-math-faq' class='rank-math-block'><div class='rank-math-list'>"
    + each(
        "<div class='rank-math-list-item'><h3 class='rank-math-question'>{q}</h3>"
        "<div class='rank-math-answer'>{p}</div></div>"
    )
    + "</div></div>",
    "aioseo": each(
        "<div class='wp-block-aioseo-faq' data-schema-only='false'><h3 class='aioseo-faq-block-question'>{q}</h3>"
        "<div class='aioseo-faq-block-answer'>{p}</div></div>"
    ),
    "elementor": "<div class='elementor-accordion'>"
    + each(
        "<div class='elementor-accordion-item'><div class='elementor-tab-title' role='button' aria-controls='c{n}'>"
        "<a class='elementor-accordion-title'>{q}</a></div><div id='c{n}' class='elementor-tab-content'>{p}</div></div>"
    )
    + "</div>",
    "elementor nested": "<div class='e-n-accordion'>"
    + each(
        "<details class='e-n-accordion-item'><summary class='e-n-accordion-item-title'><span "
        "class='e-n-accordion-item-title-header'><div class='e-n-accordion-item-title-text'>{q}</div></span></summary>"
        "<div>{p}</div></details>"
    )
    + "</div>",
    "details": each("<details class='wp-block-details'><summary>{q}</summary>{p}</details>"),
    "ufaq": each(
        "<div class='ewd-ufaq-faq-div'><div class='ewd-ufaq-faq-title'><a><div class='ewd-ufaq-faq-title-text'><h4>{q}"
        "</h4></div></a></div><div class='ewd-ufaq-faq-body ewd-ufaq-hidden'><div class='ewd-ufaq-post-margin "
        "ewd-ufaq-faq-post'>{p}</div></div></div>"
    ),
    "uagb": each(
        "<div class='wp-block-uagb-faq-child uagb-faq-child__outer-wrap'><div class='uagb-faq-item'><div "
        "class='uagb-faq-questions-button'><span class='uagb-question'>{q}</span></div>"
        "<div class='uagb-faq-content'>{p}"
        "</div></div></div>"
    ),
    "divi": each(
        "<div class='et_pb_toggle'><h5 class='et_pb_toggle_title'>{q}</h5><div class='et_pb_toggle_content'>{p}"
        "</div></div>"
    ),
    "bootstrap 3": "<div class='panel-group'>"
    + each(
        "<div class='panel panel-default'><div class='panel-heading'><h4 class='panel-title'><a href='#p{n}'>{q}"
        "</a></h4>"
        "</div><div id='p{n}' class='panel-collapse collapse'><div class='panel-body'>{p}</div></div></div>"
    )
    + "</div>",
    "bootstrap 5": "<div class='accordion'>"
    + each(
        "<div class='accordion-item'><h2 class='accordion-header'>"
        "<button class='accordion-button' data-bs-toggle='collapse' "
        "data-bs-target='#b{n}'>{q}</button></h2><div id='b{n}' class='accordion-collapse collapse'><div "
        "class='accordion-body'>{p}</div></div></div>"
    )
    + "</div>",
    "buttons": each(
        "<div class='x'><button aria-expanded='false' aria-controls='a{n}'>{q}</button>"
        "<div class='y' id='a{n}' hidden>{p}</div></div>"
    ),
    "heading buttons": each("<h3><button aria-expanded='false'>{q}</button></h3><div style='display:none'>{p}</div>"),
    "button and panel": each("<button class='accordion'>{q}</button><div class='panel'>{p}</div>"),
    "bem": "<div class='faqs'>"
    + each(
        "<div class='faq'><button type='button' class='faq__question'>{q}</button><div class='faq__answer'>{p}"
        "</div></div>"
    )
    + "</div>",
    "signs": each(
        "<div class='faq__item'><div class='faq__question'><span>+</span><h3>{q}</h3><span>▼</span></div>"
        "<div class='faq__answer'>{p}</div></div>"
    ),
    "content wrap": each(
        "<div><div class='ub-accordion-title-wrap'><p class='ub-accordion-title'>{q}</p></div>"
        "<div class='ub-accordion-content-wrap'>{p}</div></div>"
    ),
    "brizy": each(
        "<div class='brz-accordion__item'><div class='brz-accordion__nav'><span class='brz-accordion__nav--title'>{q}"
        "</span></div><div class='brz-accordion__content'>{p}</div></div>"
    ),
    "webflow": each(
        "<div class='faq-item w-dropdown'><div class='w-dropdown-toggle'><div>{q}</div></div>"
        "<nav class='w-dropdown-list'>{p}</nav></div>"
    ),
    "camel case": each("<div class='faqItem'><div class='faqTitle'>{q}</div><div class='faqContent'>{p}</div></div>"),
    "definitions": "<dl class='faq'>" + each("<dt>{q}</dt><dd>{p}</dd>") + "</dl>",
    "microdata": "<div itemscope itemtype='https://schema.org/FAQPage'>"
    + each(
        "<div itemscope itemprop='mainEntity' itemtype='https://schema.org/Question'><h3 itemprop='name'>{q}</h3><div "
        "itemscope itemprop='acceptedAnswer' itemtype='https://schema.org/Answer'><div itemprop='text'>{p}</div>"
        "</div></div>"
    )
    + "</div>",
}


@pytest.mark.parametrize("kind", MARKUP)
@pytest.mark.parametrize("heading", ["<h2>Frequently Asked Questions</h2>", ""])
def test_every_markup_gives_its_pairs_and_they_leave_the_body(kind: str, heading: str) -> None:
    article = read(page(heading + MARKUP[kind], behind="<p>This last paragraph of the report belongs to its text.</p>"))
    origin = {"elementor nested": "elementor"}.get(kind, kind if kind in _ORIGINS else "accordion")
    assert pairs_of(article) == PAIRS
    assert {entry.origin for entry in article.faqs} == {origin}
    assert article.body == (*TEXT, "This last paragraph of the report belongs to its text.")


_ORIGINS = ("yoast", "rank-math", "aioseo", "elementor", "details", "ufaq", "uagb", "microdata")


def test_a_question_without_an_answer_is_kept_among_others() -> None:
    article = read(page("<h2>FAQ</h2><h3>Who knows?</h3>" + each("<h3>{q}</h3>{p}")))
    assert pairs_of(article) == (("Who knows?", None), *PAIRS)


def test_a_heading_that_does_not_ask_is_a_question_all_the_same() -> None:
    article = read(
        page("<h2>FAQ</h2><h3>Rain in spring</h3><p>It is soft.</p><h3>Rain in autumn</h3><p>It is hard.</p>")
    )
    assert pairs_of(article) == (("Rain in spring", "It is soft."), ("Rain in autumn", "It is hard."))


def test_lists_and_tables_belong_to_the_answer() -> None:
    answer = "<p>Bring:</p><ul><li>boots</li><li>a coat</li></ul>"
    article = read(page(f"<h2>FAQ</h2><h3>What to bring?</h3>{answer}"))
    assert pairs_of(article) == (("What to bring?", "Bring:\n\nboots\n\na coat"),)


@pytest.mark.parametrize("kind", ["details", "yoast", "buttons"])
def test_json_ld_and_html_of_the_same_question_are_one_pair(kind: str) -> None:
    head = ld((("why does it  rain?", "Told otherwise."), PAIRS[1], ("Only declared?", "Yes.")))
    article = read(page(f"<h2>FAQ</h2>{MARKUP[kind]}", head=head))
    origin = kind if kind in _ORIGINS else "accordion"
    assert article.faqs == (
        FaqEntry(*PAIRS[0], f"{origin}+json-ld"),
        FaqEntry(*PAIRS[1], f"{origin}+json-ld"),
        FaqEntry("Only declared?", "Yes.", "json-ld"),
    )


def test_json_ld_in_a_graph_with_references_is_followed() -> None:
    graph = {
        "@graph": [
            {"@type": ["WebPage", "FAQPage"], "mainEntity": [{"@id": "#q1"}, {"@id": "#q2"}]},
            {
                "@type": "Question",
                "@id": "#q1",
                "name": "1) Why?",
                "acceptedAnswer": [{"@type": "Answer", "text": "So &amp; so."}],
            },
            {"@type": "Question", "@id": "#q2", "name": "Who?", "acceptedAnswer": {"@id": "#a2"}},
            {"@type": "Answer", "@id": "#a2", "text": "&lt;p&gt;Ann.&lt;/p&gt;"},
        ]
    }
    article = read(page("", head=f'<script type="application/ld+json">{json.dumps(graph)}</script>'))
    assert article.faqs == (FaqEntry("Why?", "So & so.", "json-ld"), FaqEntry("Who?", "Ann.", "json-ld"))


@pytest.mark.parametrize(
    "data",
    [
        {"@type": "FAQPage"},
        {"@type": "FAQPage", "mainEntity": "text"},
        {
            "@type": "FAQPage",
            "mainEntity": [None, 5, {}, {"@type": "Question"}, {"name": {"a": 1}, "acceptedAnswer": 7}],
        },
        {"@type": "QAPage", "mainEntity": {"@type": "Question", "name": "Q?", "acceptedAnswer": {"text": "A"}}},
    ],
)
def test_broken_data_and_what_users_answer_are_no_faq(data: dict[str, object]) -> None:
    assert read(page("", head=f'<script type="application/ld+json">{json.dumps(data)}</script>')).faqs == ()


TRAPS = {
    "interview": each("<p><strong>{q}</strong></p>{p}"),
    "interview classes": each("<p class='interview-question'>{q}</p><div class='interview-answer'>{p}</div>"),
    "question and answer classes": each("<p class='question'>{q}</p><div class='answer'>{p}</div>"),
    "explainer": each("<h2>{q}</h2>{p}"),
    "questions and answers": "<h2>Questions and answers with the mayor</h2>" + each("<p><b>{q}</b></p>{p}"),
    "empty section": "<h2>FAQ</h2><h2>The view from the quay</h2><p>Nobody had an umbrella on the quay that day.</p>",
    "teasers": "<h2>FAQ</h2>" + each("<h3><a href='/q{n}/'>{q}</a></h3>{p}"),
    "links": "<h2>FAQ</h2><ul>" + each("<li><a href='/q{n}/'>{q}</a></li>") + "</ul>",
    "a menu": "<div class='accordion'>"
    + each(
        "<div class='accordion-item'><div class='accordion-title'>{q}</div><div class='accordion-content'>"
        "<a href='/{n}'>x y z</a></div></div>"
    )
    + "</div>",
    "a lone box": "<details><summary>What is rain?</summary><p>Water that falls.</p></details>",
    "boxes that do not ask": each("<details><summary>Read the letter</summary>{p}</details>"),
    "a paywall's own": "<div class='paywall faq'>"
    + each("<div class='faq__question'>{q}</div><div class='faq__answer'>{p}</div>")
    + "</div>",
    "the word in a sentence": "<p>Our FAQ about rain is on another page. Why does it rain?</p><p>Nobody knows it.</p>",
}


@pytest.mark.parametrize("kind", TRAPS)
def test_what_only_looks_like_an_faq_is_none(kind: str) -> None:
    assert read(page(TRAPS[kind])).faqs == ()


def test_a_headline_announces_an_article_and_no_section() -> None:
    html = page(each("<h2>{q}</h2>{p}")).replace("Rain at last", "FAQ: what we know about the rain")
    article = read(html)
    assert article.faqs == ()
    assert "Warm air rises." in article.body


def test_a_page_that_is_nothing_but_an_faq_is_one() -> None:
    html = page(each("<h2>{q}</h2>{p}")).replace("Rain at last", "Frequently asked questions")
    assert (
        tuple((entry.question, entry.answer) for entry in find_faqs(Document.parse(html, URL), None).entries) == PAIRS
    )


def test_yoasts_paragraph_with_paragraphs_in_it_is_whole() -> None:
    html = (
        "<div class='schema-faq-section'><strong class='schema-faq-question'>Why?</strong>"
        "<p class='schema-faq-answer'>One.<p>Two.</p><ul><li>Three.</li></ul></p></div>"
    )
    assert pairs_of(read(page(html))) == (("Why?", "One.\n\nTwo.\n\nThree."),)


@pytest.mark.parametrize(("faq", "expected"), [(SECTIONS["heading"], PAIRS), (SECTIONS["plain"], ())])
def test_outside_the_body_a_section_must_be_beyond_doubt(faq: str, expected: tuple[tuple[str, str], ...]) -> None:
    html = page("").replace("</body>", f"<section><h2>FAQ</h2>{faq}</section></body>")
    article = read(html)
    assert (pairs_of(article), article.body) == (expected, TEXT)


def test_answers_that_outweigh_the_story_beside_them_leave_it_its_text() -> None:
    many = "".join(f"<dt>What is the answer to {n}?<dd>{TEXT[n % 3]} So much for {n}." for n in range(40))
    html = page("").replace("</article>", f"</article><section><h2>FAQ</h2><dl>{many}</dl></section>")
    article = read(html)
    assert (article.body, len(article.faqs)) == (TEXT, 40)


def test_of_accordions_without_number_the_first_thousand_are_looked_at() -> None:
    many = "".join(f"<details><summary>What is {n}?</summary>It is {n}.</details>" for n in range(1_200))
    assert len(read(page(f"<h2>FAQ</h2>{many}")).faqs) == 1_000


def test_a_title_that_holds_another_accordion_is_none() -> None:
    inner = "<details><summary>Who?</summary>He.</details>"
    faq = f"<h2>FAQ</h2><details><summary>What is it? {inner}</summary>It is.</details>"
    assert pairs_of(read(page(faq))) == (("Who?", "He."),)


def test_a_schema_only_block_is_not_on_the_page() -> None:
    html = page(MARKUP["aioseo"].replace("data-schema-only='false'", "data-schema-only='true'"))
    assert read(html).faqs == ()


def test_without_a_container_the_whole_page_is_searched() -> None:
    document = Document.parse(page(f"<h2>FAQ</h2>{SECTIONS['heading']}"), URL)
    assert len(find_faqs(document, None).entries) == 2


def test_what_leaves_the_body_holds_nothing_else() -> None:
    html = (
        f"<div id=c>Before.<br><br>FAQ<br><br>Why?<br><br>So.<div><h2>FAQ</h2>{SECTIONS['heading']}</div>After.</div>"
    )
    document = Document.parse(html, URL)
    container = document.root.find(".//div")
    assert container is not None
    section = find_faqs(document, container)
    assert container not in section.elements
    assert [element.tag for element in section.elements] == ["div"]


@pytest.mark.parametrize(
    "html",
    ["", "<h2>FAQ", "<details><summary>", "<dl><dt><dd></dl>", "<h2>FAQ</h2>" * 2_000, "<div class=faq>" * 3_000],
    ids=lambda html: html[:20],
)
def test_any_page_ends_without_an_error(html: str) -> None:
    find_faqs(Document.parse(html, URL), None)


def test_many_pairs_are_read_in_linear_time() -> None:
    items = "".join(f"<h3>Question {n}?</h3><p>Answer {n}.</p>" for n in range(3_000))
    boxes = "".join(f"<details><summary>Box {n}?</summary><p>Answer {n}.</p></details>" for n in range(3_000))
    assert len(find_faqs(Document.parse(f"<h2>FAQ</h2>{items}", URL), None).entries) == 3_000
    assert len(find_faqs(Document.parse(f"<h2>FAQ</h2>{boxes}", URL), None).entries) == 3_000


ASKED = (("Why does it rain?", "Warm air rises."), ("When does it stop?", "When the cloud is gone."))


@pytest.mark.parametrize(
    ("item", "around"),
    [
        ("<tr><td>{}</td><td>{}</td></tr>", "<h2>FAQ</h2><table>{}</table>"),
        ("<tr><th scope=row>{}</th><td><p>{}</p></td></tr>", "<h2>FAQ</h2><table><tbody>{}</tbody></table>"),
        ("<h3>{}</h3><p>{}</p>", "<div class=faq>{}</div>"),
        ("<p><strong>{}</strong></p><p>{}</p>", "<section class=article-faq>{}</section>"),
        ("<div><div>{}</div><div>{}</div></div>", "<div id=faq><p>What readers asked us this week.</p>{}</div>"),
        ("<div role=heading aria-level=3>{}</div><p>{}</p>", "<h2>FAQ</h2>{}"),
        ("<p><b>{}</b></p><p>{}</p>", "<h2>FAQ</h2><p>Have you ever wondered how rain works?</p>{}"),
    ],
)
def test_a_table_behind_an_announcement_and_a_box_named_faq_hold_pairs(item: str, around: str) -> None:
    found = read(page(around.format("".join(item.format(*pair) for pair in ASKED))))
    assert (pairs_of(found), found.body[: len(TEXT)]) == (ASKED, TEXT)
    assert not [paragraph for paragraph in found.body if paragraph in (*ASKED[0], *ASKED[1])]


@pytest.mark.parametrize(
    "box",
    [
        "<h2>Poll</h2><table><tr><td>Like rain?</td><td>45 %</td></tr><tr><td>And snow?</td><td>9 %</td></tr></table>",
        "<div class=faq><h3>Rain</h3><p>It falls.</p><h3>Snow</h3><p>It falls slowly.</p></div>",
        "<div class=faq><h3>Does it rain?</h3><p>It does.</p></div>",
        "<div class=paywall><div class=faq><h3>Why pay?</h3><p>So.</p><h3>How much?</h3><p>A bit.</p></div></div>",
        "<h2>FAQ</h2><ul><li>Why so?</li><li>When so?</li><li>Where so?</li></ul><p>All of this is told on Monday.</p>",
    ],
)
def test_polls_boxes_that_do_not_ask_and_lists_of_titles_hold_none(box: str) -> None:
    assert read(page(box)).faqs == ()


def test_an_accordion_that_does_not_ask_is_one_in_a_box_named_faq() -> None:
    box = "<div class={}><details><summary>The fare</summary><p>Ten pounds a month.</p></details></div>"
    assert pairs_of(read(page(box.format("my-faq")))) == (("The fare", "Ten pounds a month."),)
    assert read(page(box.format("my-box"))).faqs == ()


def test_a_tab_opens_what_it_names() -> None:
    tabs = "".join(f"<button role=tab aria-controls=t{n}>{q}</button>" for n, (q, _) in enumerate(ASKED))
    panels = "".join(f"<div role=tabpanel id=t{n}><p>{a}</p></div>" for n, (_, a) in enumerate(ASKED))
    assert pairs_of(read(page(f"<h2>FAQ</h2><div>{tabs}</div>{panels}"))) == ASKED


@pytest.mark.parametrize("length", [79, 81])
def test_a_story_shorter_than_the_answers_beside_it_is_the_text_unless_it_is_hardly_any(length: int) -> None:
    story = ("The rain came early this year. " * 9)[: length - 1] + "."
    answer = "Because warm air rises there. " * 8
    faq = "".join(f"<h3>Why does it rain in {month}?</h3><p>{answer}</p>" for month in ("May", "June", "July", "fall"))
    other = ("Another text of the portal that is longer than the story. " * 4).strip()
    html = f"<h1>Rain</h1><div><p>{story}</p><h2>FAQ</h2>{faq}</div><div class=more>{f'<p>{other}</p>' * 3}</div>"
    article = read(f"<html lang=en><head><title>Rain</title></head><body>{html}</body></html>")
    assert len(article.faqs) == 4
    assert article.body == ((story,) if length > 80 else (other,) * 3)
