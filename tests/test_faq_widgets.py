"""Accordions as plug-ins, page builders and frameworks print them: one case a trait, whatever software has it."""

from __future__ import annotations

import pytest

from newsarchive.extract.document import Document
from newsarchive.extract.faq.pairs import is_bare_mark
from newsarchive.extract.faq.triggers import triggered
from tests.faq_pages import PAIRS, TEXT, each, page, pairs_of, read

LAST = "This last paragraph of the report belongs to its text."
ACCORDIONS = {
    "each title in a wrapper of its own": each("<div><div><details><summary>{q}</summary>{p}</details></div></div>"),
    "each title in boxes of its own": each(
        "<div><div><div><div><h4 class='x-accordion__title'>{q}</h4><div class='x-accordion__content'>{p}</div></div>"
        "</div></div></div>"
    ),
    "section between the words": each(
        "<div class='x-accordion__section'><div class='x-accordion__section-header'><span "
        "class='x-accordion__section-button'>{q}</span></div><div class='x-accordion__section-content'>{p}</div></div>"
    ),
    "a title named a panel": each(
        "<div class='q-accordion-item'><div class='q-accordion-panel'><span class='q-accordion-panel-handler-label'>{q}"
        "</span></div><div class='q-accordion-body'>{p}</div></div>"
    ),
    "a button with a sign beside the title": each(
        "<div class='faqs-item'><div class='faqs-item__head'><div class='faqs-item__title'>{q}</div><div "
        "class='faqs-item__btn'>-</div></div><div class='faqs-item__answer'>{p}</div></div>"
    ),
    "letters with a point": each("<div class='faq-q'>Q. {q}</div><div class='faq-a'>{p}</div>").replace(
        "'faq-a'><p>", "'faq-a'><p>A. "
    ),
    "letters with a wide colon": each("<div class='faq-q'>Q：{q}</div><div class='faq-a'>{p}</div>").replace(
        "'faq-a'><p>", "'faq-a'><p>A："
    ),
    "spoilers": each(
        "<div class='s-spoiler'><div class='s-spoiler-title' role='button'>{q}</div>"
        "<div class='s-spoiler-content'>{p}</div></div>"
    ),
    "a toggle": each(
        "<div class='x-collapsible'><div class='x-collapsible-toggle'>{q}</div>"
        "<div class='x-collapsible-content'>{p}</div></div>"
    ),
    "a panel without a name": each("<div class='toggle'><h3 class='toggle-title'>{q}</h3><div>{p}</div></div>"),
    "toggler": each(
        "<section class='ce_accordion'><div class='toggler'>{q}</div><div class='accordion'>{p}</div></section>"
    ),
    "amp": "<amp-accordion>" + each("<section><h4>{q}</h4><div>{p}</div></section>") + "</amp-accordion>",
    "boxes named faq, each with one pair": each(
        "<section class='sc_faq card'><div><h4>{q}</h4><div>{p}</div></div></section>"
    ),
    "buttons that say nothing of what they open": each(
        "<div><div><button type='button'><span>{q}</span></button></div><div style='display:none'>{p}</div></div>"
    ),
    "labels of hidden boxes": each(
        "<div><input type='checkbox' id='c{n}'><label for='c{n}'>{q}</label><div>{p}</div></div>"
    ),
    "a word for the button behind the question": each(
        "<div><h3><button aria-expanded='false'><span>{q}</span><span>unfold_more</span></button></h3>"
        "<div>{p}</div></div>"
    ),
    "tabs that are links": "<ul role='tablist'>"
    + each("<li><a role='tab' href='#t{n}'>{q}</a></li>")
    + "</ul>"
    + each("<div role='tabpanel' id='t{n}'>{p}</div>"),
    "tabs whose panels repeat the title": "<ul role='tablist'>"
    + each("<li><a role='tab' href='#u{n}'>{q}</a></li>")
    + "</ul>"
    + each("<div role='tabpanel' id='u{n}'><h4>{q}</h4>{p}</div>"),
}
ANNOUNCED = {
    "a button that is none": each(
        "<div class='q-item' role='button' tabindex='0' aria-expanded='false' aria-controls='c{n}'>{q}<i "
        "class='q-icon'>keyboard_arrow_down</i></div><div id='c{n}' hidden>{p}</div>"
    ),
    "answer inside the question": "<div class='faq'>"
    + each(
        "<div class='question'><div class='title'><span>{n}</span><i></i>{q}</div><div class='answer'>{p}</div></div>"
    )
    + "</div>",
    "links that are buttons": each(
        "<div><div><a href='#' role='button'><h4>{q}</h4></a></div><div hidden>{p}</div></div>"
    ),
    "letters beside": "<dl>"
    + each("<dt><span class='q'>Q</span>{q}</dt><dd><span class='a'>A</span>{p}</dd>")
    + "</dl>",
    "an icon before the letter": each(
        "<details><summary><h3><i class='icon'></i><span>Q.</span>{q}</h3></summary><span>A</span><div>{p}</div>"
        "</details>"
    ),
    "headings over what a script shows": each("<div><h4>+ {q}</h4><div style='display:none'>{p}</div></div>"),
    "whatever asks over what a script shows": each(
        "<div><div onclick='open(this)'><div>{q}</div><i></i></div><div style='display: none'>{p}</div></div>"
    ),
    "numbers above": each("<div><div>0{n}</div><h3>{q}</h3>{p}</div>"),
    "spans": "<p><span>Why does it rain?</span> Warm air rises.</p><p>Then it cools.</p>"
    "<p><span>When does it stop?</span> When the cloud is gone.</p>",
}


def told(faq: str) -> tuple[object, object]:
    article = read(page(faq, behind=f"<h2>The view from the quay</h2><p>{LAST}</p>"))
    return pairs_of(article), article.body


EXPECTED = (PAIRS, (*TEXT, "The view from the quay", LAST))


@pytest.mark.parametrize("kind", ACCORDIONS)
@pytest.mark.parametrize("heading", ["<h2>Frequently Asked Questions</h2>", ""])
def test_an_accordion_is_read_whatever_prints_it(kind: str, heading: str) -> None:
    assert told(heading + ACCORDIONS[kind]) == EXPECTED


@pytest.mark.parametrize("kind", ANNOUNCED)
def test_behind_an_announcement_signs_are_no_words_and_any_button_opens(kind: str) -> None:
    assert told("<h2>Frequently Asked Questions</h2>" + ANNOUNCED[kind]) == EXPECTED


NO_FAQ = {
    "tabs": "<ul role='tablist'><li><a role='tab' href='#y1'>2024</a></li>"
    "<li><a role='tab' href='#y2'>2025</a></li></ul>"
    "<div id='y1' role='tabpanel'><p>Rain.</p></div><div id='y2' role='tabpanel'><p>No rain.</p></div>",
    "title and panel in turn": "<div id='accordion'>" + each("<h3>{q}</h3><div>{p}</div>") + "</div>",
    "years": each("<div class='toggle'><h4 class='toggle-title'>201{n}</h4><div>{p}</div></div>"),
    "other articles": each(
        "<div class='toggle'><h4 class='toggle-title'><a href='/rain-{n}'>{q}</a></h4><div>{p}</div></div>"
    ),
    "shares": "<amp-accordion><section><h4>Share?</h4><p>Here.</p></section></amp-accordion>",
    "one box named faq": "<section class='sc_faq'><h4>Why does it rain?</h4><p>Warm air rises.</p></section>",
    "a question in the text": "<p><em>Will it stop?</em> Nobody on the quay would say so on Friday evening.</p>",
    "two transcripts": each("<div><details><summary>Transcript {n}</summary>{p}</details></div>"),
}


@pytest.mark.parametrize("kind", NO_FAQ)
def test_what_opens_without_asking_is_none(kind: str) -> None:
    assert read(page(NO_FAQ[kind])).faqs == ()


@pytest.mark.parametrize("text", ["Q", "Q.", "А:", "問", "1", "02", "3)", "?"])
def test_a_letter_or_a_number_alone_is_a_mark(text: str) -> None:
    assert is_bare_mark(text)


@pytest.mark.parametrize("text", ["", "Why", "2024", "Q1 is over", "No."])
def test_a_word_is_no_mark(text: str) -> None:
    assert not is_bare_mark(text)


def test_an_initial_in_an_element_of_its_own_stays() -> None:
    form = "<details><summary><span class='cap'>{q}</summary>{p}</details>"
    faq = each(form).replace("<span class='cap'>W", "<span class='cap'>W</span>")
    assert told("<h2>FAQ</h2>" + faq) == EXPECTED


OPENS = '<button aria-expanded="false" aria-controls="{0}">{1}</button>'
WHY, WHEN = OPENS.format("a", "Why does it rain?"), OPENS.format("b", "When does it stop?") + '<div id="b">y</div>'


@pytest.mark.parametrize(
    ("first", "wanted"),
    [
        (f'{WHY}<div id="a">x</div>', [("Why does it rain?", "x")]),
        (f'{WHY}<nav id="a">x</nav>', []),
        (f'<div id="a">{WHY}</div>', []),
        (f'{WHY}{OPENS.format("a", "And why here?")}<div id="a">x</div>', [("Why does it rain?", "x")]),
        (f'<p>Why now?{OPENS.format("a", "+")}</p><div id="a">x</div>', [("Why now?+", "x")]),
        (f'<div>Why now?{OPENS.format("a", "+")}<div id="a">x</div></div>', []),
        (f'<i>Why now?<i><i>{OPENS.format("a", "+")}</i></i></i><div id="a">x</div>', []),
        ('<button aria-expanded="false">Why does it rain?</button><p>x</p>', [("Why does it rain?", "x")]),
        ('<h3><button aria-expanded="false">Why?!</button></h3><p>x</p>', [("Why?!", "x")]),
        ('<h3 aria-expanded="false">Why does it rain?</h3><p>x</p>', [("Why does it rain?", "x")]),
        ('<h3 aria-expanded="false">The rain</h3><p>x</p>', []),
        ("<p><button>Why does it rain?</button></p><p>x</p>", [("Why does it rain?", "x")]),
        ("<p><button>Why does it rain?</button> More</p><p>x</p>", []),
        ("<button>The rain</button><nav>x</nav>", []),
        ('<h3 data-toggle="collapse" data-target="#a">Why now?</h3><p id="a">x</p>', [("Why now?", "x")]),
        (f'<h3 data-toggle="tooltip" data-target="#c">Why now?</h3><p id="c">x</p>{WHY}<nav id="a">x</nav>', []),
    ],
)
def test_a_button_opens_what_it_names_or_what_follows_it(first: str, wanted: list[tuple[str, str]]) -> None:
    document = Document.parse(f"<html><body>{first}{WHEN}</body></html>", "https://paper.example/")
    opened = {(title.text_content(), panel.text_content()) for title, panel in triggered(document, [])}
    assert opened == {*wanted, ("When does it stop?", "y")}
