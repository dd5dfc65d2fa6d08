"""Text of an element as a reader sees it."""

import pytest

from newsarchive.extract.blocks import blocks, line, paragraphs
from newsarchive.extract.document import Document
from tests.pages import URL


def parsed(html: str) -> Document:
    return Document.parse(html, URL)


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<p>One</p><p>Two</p>", ["One", "Two"]),
        ("One<br>Two", ["One\nTwo"]),
        ("<table><tr><td><p>One</p><td><p><b>12</b></p><tr><td>Two<td><p>7</p></table>", ["One 12", "Two 7"]),
        ("<table><tr><td><p>One</p><p>Two</p><td><p>12</p></table>", ["One", "Two", "12"]),
        (f"<table><tr><td><p>{'One ' * 30}</p><td><p>12</p></table>", [("One " * 30).strip(), "12"]),
        ("<table><tr><td><ul><li>A<li>B<li>C</ul><td>12</table>", ["A", "B", "C", "12"]),
        ('<h2 id=a>One<a href="#a">¶</a></h2>', ["One"]),
        ('<h2 id=a><a href="#a">#</a> One</h2>', ["One"]),
        ('<h2><a href="/a#b">#MeToo</a></h2><h2>#MeToo <a href="#a">now</a></h2>', ["#MeToo", "#MeToo now"]),
        ('<figcaption><p>One<a href="#a">¶</a></p></figcaption><p>One¶</p>', ["One", "One¶"]),
        ("One<br><br>Two<br>\n<br/>Three", ["One", "Two", "Three"]),
        ("<div>One<p>Two</p>Three</div>", ["One", "Two", "Three"]),
        ("<p>A <b>bold</b><i> word</i></p>", ["A bold word"]),
        ("<p>A\n  folded \t line</p>", ["A folded line"]),
        ("<ul><li>One<ul><li>Two</li></ul></li><li>Three</li></ul>", ["One", "Two", "Three"]),
        ("<table><tr><td>1</td><td>2</td></tr><tr><th>3</th></tr></table>", ["1 2", "3"]),
        ("<blockquote><p>Said</p></blockquote>", ["Said"]),
        ("<pre>a\n  b</pre>", ["a\nb"]),
        ("<p>Kanji<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>", ["Kanji漢"]),
        ("<script>x</script><style>y</style><noscript>z</noscript><template>t</template><p>One</p>", ["One"]),
        ('<p hidden>no</p><p style="display: none">no</p><p hidden="until-found">yes</p>', ["yes"]),
        ("<p>One<span hidden>no</span> two</p>", ["One two"]),
        ("<p>soft\u00adhyphen e\u0301</p>", ["soft\u00adhyphen \u00e9"]),
        ("<p> </p><p>&nbsp;</p>", []),
        ("<dl><dt>Term</dt><dd>Meaning</dd></dl>", ["Term", "Meaning"]),
        ("<details><summary>Why?</summary>So.</details>", ["Why?", "So."]),
        ("<p>One<p>Two", ["One", "Two"]),
    ],
)
def test_a_block_is_a_paragraph(html: str, texts: list[str]) -> None:
    assert paragraphs(parsed(html).root) == texts


def test_elements_to_skip_are_left_out_but_not_what_follows_them() -> None:
    root = parsed("<div>One <em>two</em> three<div>four</div>five</div>").root
    skip = {root.find(".//em"), root.find(".//div/div")}
    assert paragraphs(root, skip) == ["One three", "five"]


def test_a_line_has_no_breaks() -> None:
    assert line(parsed("<h1>A<br>head<p>line</p></h1>").root) == "A head line"


def test_the_tail_of_the_element_itself_is_not_its_text() -> None:
    root = parsed("<div><b>in</b> out</div>").root
    assert paragraphs(root.find(".//b")) == ["in"]


def test_a_block_knows_what_of_it_is_linked_and_bold() -> None:
    (block,) = blocks(parsed('<p><a href="/a">linked</a> and <b>bold</b></p>').root)
    assert (block.element.tag, block.text, block.linked, block.strong) == ("p", "linked and bold", 6, 4)
    assert block.link_share == pytest.approx(0.4)


def test_very_deep_pages_are_read_without_recursion() -> None:
    assert paragraphs(parsed("<div>" * 1_400 + "deep" + "</div>" * 1_400).root) == ["deep"]


@pytest.mark.parametrize(
    "html",
    [
        "<p>Text \ufffe</p>",
        "<p>\ufdd0 Text</p>",
        "<p>\x7f Text \x80</p>",
        "<p>Text <b>\ufffe</b></p>",
        "<p>Text<br> \ufffe</p>",
    ],
)
def test_a_character_that_is_taken_out_leaves_no_blank_at_the_edge(html: str) -> None:
    assert paragraphs(Document.parse(f"<html><body>{html}</body></html>", URL).root) == ["Text"]


def test_the_sign_of_a_headings_own_address_is_none_of_its_line() -> None:
    heading = parsed('<h2 id=a><a href="#a">#</a> One</h2>').root.find(".//h2")
    assert heading is not None
    assert line(heading) == "One"
