"""Text that only the scripts of a page hold: HTML in their strings, rows of blocks in their data."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from newsarchive.extract.body.embedded import embedded_body
from newsarchive.extract.document import Document
from tests.pages import SENTENCES, URL, page

LONG = "".join(f"<p>{text}</p>" for text in SENTENCES)


@pytest.mark.parametrize(
    "script",
    [
        json.dumps({"props": {"body": LONG}}),
        json.dumps({"props": {"body": LONG}}).replace("<", "\\u003c"),
        "self.x=" + json.dumps(LONG),
        json.dumps({"short": "<p>a</p><p>b</p><p>c</p>", "body": LONG}),
        f"x=JSON.parse({json.dumps(json.dumps({'title': 'Bridge', 'body': LONG}))})",
        quote(json.dumps({"info": {"body": LONG}})),
        f"var data = {{title: 'Bridge', content: '{LONG.replace('<', '&lt;').replace('>', '&gt;')}'.slice(0)}}",
        f"self.__next_f.push([1,{json.dumps('1a:T3e8,' + LONG)}])",
    ],
)
def test_the_longest_text_of_paragraphs_is_taken(script: str) -> None:
    assert embedded_body(Document.parse(page(f"<script>{script}</script>"), URL)) == list(SENTENCES)


ROWS: dict[str, object] = {
    "list": [{"type": "paragraph", "text": text} for text in SENTENCES],
    "strings": {"story": {"paragraphs": list(SENTENCES)}},
    "draft": {"blocks": [{"key": "a", "type": "unstyled", "text": text, "entityRanges": []} for text in SENTENCES]},
    "editor": {"blocks": [{"type": "paragraph", "data": {"text": text}} for text in SENTENCES]},
    "portable": [
        {"_type": "block", "children": [{"_type": "span", "text": text[:9]}, {"_type": "span", "text": text[9:]}]}
        for text in SENTENCES
    ],
    "prosemirror": {
        "type": "doc",
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]} for text in SENTENCES],
    },
    "contentful": {
        "nodeType": "document",
        "content": [
            {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": text, "marks": []}]}
            for text in SENTENCES
        ],
    },
    "arc": {"content_elements": [{"_id": "1", "type": "text", "content": f"<b>{text}</b>"} for text in SENTENCES]},
    "plain": {"props": {"article": {"body": "\n\n".join(SENTENCES)}}},
}


@pytest.mark.parametrize("state", ROWS.values(), ids=list(ROWS))
@pytest.mark.parametrize(
    "script", ["{}", "window.__STATE__ = {};(function(){{}})()", "var a={{b:1}};Fusion.content={};"]
)
def test_the_longest_row_of_blocks_in_a_script_is_a_text(script: str, state: object) -> None:
    menu = [
        {"title": f"Section {n}", "url": f"/{n}", "text": "Teaser of a section that is long enough " * 4}
        for n in range(9)
    ]
    data = json.dumps({"menu": menu, "page": state})
    assert embedded_body(Document.parse(page(f"<script>{script.format(data)}</script>"), URL)) == list(SENTENCES)


@pytest.mark.parametrize(
    "script",
    [
        "",
        "{}",
        json.dumps({"body": "<p>a</p>" * 5}),
        json.dumps({"body": "x" * 5_000}),
        '"' + "<p>" * 400,
        '=["' * 9_000,
        "=[" * 9_000,
        "=" + "[" * 9_000,
        json.dumps({"list": [{"title": "A", "url": "/a", "text": "Teaser of a section that is long enough " * 4}] * 9}),
        json.dumps({"errors": ["Invalid action reference passed in where none was to be had by the loop limit"] * 9}),
        json.dumps(
            {"ignored": ["The request was blocked by the client, which had asked for no such thing at all."] * 9}
        ),
        json.dumps({"on": [True, None, 1.5, {"body": False}]}),
        json.dumps({"rows": ["short", "words", "only"], "body": "One line. " * 90}),
        "\\" * 9_000,
    ],
)
def test_a_script_without_a_text_holds_none(script: str) -> None:
    assert embedded_body(Document.parse(page(f"<script>{script}</script>"), URL)) == []


def test_what_stands_for_an_advert_is_no_text() -> None:
    marked = LONG.replace("</p>", "</p><p>$$ARTICLEAD$$</p><p>{{ad-slot 2}}</p>")
    data = json.dumps({"body": marked})
    assert embedded_body(Document.parse(page(f"<script>{data}</script>"), URL)) == list(SENTENCES)
