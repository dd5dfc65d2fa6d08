"""Questions and answers that a page declares: JSON-LD in every shape that plug-ins print, and microdata."""

from __future__ import annotations

import json
from typing import Any

import pytest

from newsarchive.extract.document import Document
from newsarchive.extract.faq.data import MAX_PAIRS, declared_pairs, microdata_pairs
from tests.pages import URL, json_ld, page

Told = list[tuple[str, str | None]]


def declared(*values: Any) -> Told:
    head = "".join(json_ld(json.dumps(value).replace("</", "<\\/")) for value in values)
    return [(pair.question, pair.answer) for pair in declared_pairs(Document.parse(page("<p>x</p>", head), URL))]


def question(name: Any, text: Any = "Yes.", **more: Any) -> dict[str, Any]:
    return {"@type": "Question", "name": name, "acceptedAnswer": {"@type": "Answer", "text": text}, **more}


def faq(*questions: Any, **more: Any) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": list(questions), **more}


ONE: Told = [("Is it open?", "Yes.")]
Q = question("Is it open?")

SHAPES: list[tuple[str, Any, Told]] = [
    ("a list of questions", faq(Q), ONE),
    ("one question without a list", {"@type": "FAQPage", "mainEntity": Q}, ONE),
    ("a type in a list", {"@type": ["WebPage", "FAQPage"], "mainEntity": [Q]}, ONE),
    ("a type with its address", {"@type": "https://schema.org/FAQPage", "mainEntity": [Q]}, ONE),
    ("in a graph", {"@graph": [{"@type": "WebSite"}, faq(Q)]}, ONE),
    ("in an article", {"@type": "NewsArticle", "hasPart": faq(Q)}, ONE),
    ("as an article's subject", {"@type": "NewsArticle", "subjectOf": [faq(Q)]}, ONE),
    ("as an article's main entity", {"@type": "NewsArticle", "mainEntity": faq(Q)}, ONE),
    ("mentioned", {"@type": "NewsArticle", "mentions": [{"@type": "Person"}, faq(Q)]}, ONE),
    ("by reference", {"@graph": [faq({"@id": "#q1"}), {"@id": "#q1", **Q}]}, ONE),
    ("by reference as a text", {"@graph": [faq("#q1"), {"@id": "#q1", **Q}]}, ONE),
    (
        "the answer by reference",
        {
            "@graph": [
                faq({"@type": "Question", "name": "Is it open?", "acceptedAnswer": {"@id": "#a"}}),
                {"@id": "#a", "@type": "Answer", "text": "Yes."},
            ]
        },
        ONE,
    ),
    ("in a list of items", faq({"@type": "ItemList", "itemListElement": [Q]}), ONE),
    ("in hasPart", {"@type": "FAQPage", "hasPart": [Q]}, ONE),
    ("a suggested answer", faq({"@type": "Question", "name": "Is it open?", "suggestedAnswer": {"text": "Yes."}}), ONE),
    ("two answers", faq(question("Is it open?") | {"acceptedAnswer": [{"text": "Yes."}, {"text": "No."}]}), ONE),
    (
        "an empty answer before one",
        faq(question("Is it open?") | {"acceptedAnswer": [{"text": ""}, {"text": "Yes."}]}),
        ONE,
    ),
    ("the question as headline", faq({"headline": "Is it open?", "acceptedAnswer": {"text": "Yes."}}), ONE),
    ("the question as text", faq({"text": "Is it open?", "acceptedAnswer": {"text": "Yes."}}), ONE),
    ("markup in both", faq(question("<b>Is it</b> open?", "<p>Yes.</p>")), ONE),
    ("escaped markup", faq(question("Is it open?", "&lt;p&gt;Yes.&lt;/p&gt;")), ONE),
    ("numbers before it", faq(question("1. Is it open?")), ONE),
    ("Q: and A: before them", faq(question("Q: Is it open?", "A: Yes.")), ONE),
    (
        "an answer of paragraphs",
        faq(question("Is it open?", "<p>Yes.</p><p>Since Tuesday.</p>")),
        [("Is it open?", "Yes.\n\nSince Tuesday.")],
    ),
    (
        "an answer of lines",
        faq(question("Is it open?", "Yes.\nSince Tuesday.")),
        [("Is it open?", "Yes.\n\nSince Tuesday.")],
    ),
    (
        "an answer that is a list",
        faq(question("Is it open?", ["Yes.", "Since Tuesday."])),
        [("Is it open?", "Yes.\n\nSince Tuesday.")],
    ),
    ("a script in the answer", faq(question("Is it open?", "Yes.<script>alert(1)</script>")), ONE),
    ("no answer", faq(question("Is it open?", None)), [("Is it open?", None)]),
    ("two questions", faq(Q, question("Why?", "Ice.")), [*ONE, ("Why?", "Ice.")]),
    (
        "other scripts",
        faq(question("هل الجسر مفتوح؟", "نعم."), question("橋は開いていますか？", "はい。")),
        [("هل الجسر مفتوح؟", "نعم."), ("橋は開いていますか？", "はい。")],
    ),
    ("NUL and half a pair", faq(question("Is it\0 open?", "Yes.\ud800")), ONE),
]


@pytest.mark.parametrize(("value", "wanted"), [one[1:] for one in SHAPES], ids=[one[0] for one in SHAPES])
def test_a_declared_faq_is_read_in_every_shape(value: Any, wanted: Told) -> None:
    assert declared(value) == wanted


NOTHING: list[tuple[str, Any]] = [
    ("a page where users answer", {"@type": "QAPage", "mainEntity": Q}),
    ("a quiz", {"@type": "Quiz", "hasPart": [Q]}),
    ("no questions", faq()),
    ("a question without a name", faq(question(None))),
    ("an empty name", faq(question("   "))),
    ("a name that is a number", faq(question(5))),
    ("a name that is an object", faq(question({"a": 1}))),
    ("a question without the place of an answer", faq({"@type": "Question", "name": "Is it open?"})),
    ("a list of texts", faq("Is it open?", "Why?")),
    ("numbers", faq(1, 2.5, True, None)),
    ("an entity that is a text", {"@type": "FAQPage", "mainEntity": "Is it open?"}),
    ("an entity that is null", {"@type": "FAQPage", "mainEntity": None}),
    ("a reference to nothing", faq({"@id": "#gone"})),
    ("a reference to itself", {"@graph": [{"@id": "#f", "@type": "FAQPage", "mainEntity": {"@id": "#f"}}]}),
    ("a type that is an object", {"@type": {"a": 1}, "mainEntity": Q}),
    ("a list", [1, [2, [3]]]),
    ("a text", "FAQPage"),
]


@pytest.mark.parametrize("value", [one[1] for one in NOTHING], ids=[one[0] for one in NOTHING])
def test_what_declares_no_faq_yields_nothing(value: Any) -> None:
    assert declared(value) == []


def test_several_scripts_are_read_in_order_and_a_broken_one_costs_only_itself() -> None:
    head = (
        json_ld(json.dumps(faq(Q)))
        + json_ld('{"@type": "FAQPage", "mainEntity": [')
        + json_ld(json.dumps(faq(question("Why?", "Ice."))))
    )
    found = declared_pairs(Document.parse(page("", head), URL))
    assert [(pair.question, pair.answer, pair.origin) for pair in found] == [
        ("Is it open?", "Yes.", "json-ld"),
        ("Why?", "Ice.", "json-ld"),
    ]


def test_pairs_are_bounded() -> None:
    assert len(declared(faq(*(question(f"Is gate {number} open?") for number in range(MAX_PAIRS + 50))))) == MAX_PAIRS


MARKED = '<div itemscope itemtype="https://schema.org/{0}">{1}</div>'


def marked(inner: str) -> Told:
    document = Document.parse(page(inner), URL)
    return [(pair.question, pair.answer) for pair in microdata_pairs(list(document.root.iter("div", "li", "section")))]


def item(name: str, answer: str, kind: str = "Question", prop: str = "acceptedAnswer") -> str:
    inner = f'<h3 itemprop="name">{name}</h3><div itemprop="{prop}" itemscope itemtype="https://schema.org/Answer">'
    return MARKED.format(kind, f"{inner}{answer}</div>")


TEXT = '<div itemprop="text">Yes.</div>'

MICRODATA = [
    ("a question", item("Is it open?", TEXT), ONE),
    ("in a page", MARKED.format("FAQPage", item("Is it open?", TEXT)), ONE),
    ("two", item("Is it open?", TEXT) + item("Why?", '<p itemprop="text">Ice.</p>'), [*ONE, ("Why?", "Ice.")]),
    ("without a text of its own", item("Is it open?", "<p>Yes.</p>"), ONE),
    ("a suggested answer", item("Is it open?", TEXT, prop="suggestedAnswer"), ONE),
    (
        "paragraphs",
        item("Is it open?", '<div itemprop="text"><p>Yes.</p><p>Now.</p></div>'),
        [("Is it open?", "Yes.\n\nNow.")],
    ),
    (
        "http and a slash",
        item("Is it open?", TEXT).replace("https://schema.org/Question", "http://schema.org/Question/"),
        ONE,
    ),
    ("an empty answer", item("Is it open?", '<div itemprop="text"></div>'), [("Is it open?", None)]),
    ("where users answer", MARKED.format("QAPage", item("Is it open?", TEXT)), []),
    ("another type", item("Is it open?", TEXT, kind="Thing"), []),
    ("no name", item("", TEXT), []),
    ("no answer", MARKED.format("Question", '<h3 itemprop="name">Is it open?</h3>'), []),
]


@pytest.mark.parametrize(("html", "wanted"), [one[1:] for one in MICRODATA], ids=[one[0] for one in MICRODATA])
def test_marked_up_questions_are_read(html: str, wanted: Told) -> None:
    assert marked(html) == wanted
