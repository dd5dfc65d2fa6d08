"""One parse of a page: encodings, depth, attributes, JSON-LD, meta elements."""

import pytest

from newsarchive.extract.blocks import paragraphs
from newsarchive.extract.bounds import MAX_ATTRIBUTES, MAX_TEXT
from newsarchive.extract.document import Document
from newsarchive.extract.encoding import to_utf8
from newsarchive.extract.json_ld import MAX_DEPTH, types
from tests.pages import URL, json_ld, page


def parse(html: bytes | str, encoding: str | None = None) -> Document:
    return Document.parse(html, URL, encoding=encoding)


@pytest.mark.parametrize(
    ("html", "declared", "text"),
    [
        ("<p>Grüße</p>".encode(), None, "Grüße"),
        ("<p>Grüße</p>".encode("cp1252"), None, "Grüße"),
        ("<p>Grüße</p>".encode("latin-1"), "iso-8859-1", "Grüße"),
        ("<p>Grüße</p>".encode(), "iso-8859-1", "Grüße"),
        ('<meta charset="windows-1251"><p>Привет</p>'.encode("cp1251"), None, "Привет"),
        (
            '<meta http-equiv="content-type" content="text/html; charset=koi8-r"><p>Привет</p>'.encode("koi8-r"),
            None,
            "Привет",
        ),
        ('<meta charset="utf-16"><p>Grüße</p>'.encode(), None, "Grüße"),
        ("\ufeff<p>Grüße</p>".encode("utf-16-le"), "utf-8", "Grüße"),
        ("\ufeff<p>Grüße</p>".encode(), "iso-8859-1", "Grüße"),
        ("<p>日本語</p>".encode("euc_jp"), "euc-jp", "日本語"),
        ("<p>Grüße</p>".encode(), "no-such-charset", "Grüße"),
        (b"<p>Gr\x00uss</p>", None, "Gruss"),
        (
            '<meta charset="utf-8"><p>Grüße an alle, auch an die'.encode() + b" Freunde\xff</p>",
            None,
            "Grüße an alle, auch an die Freunde\ufffd",
        ),
    ],
)
def test_the_charset_is_that_of_mark_response_page_or_bytes(html: bytes, declared: str | None, text: str) -> None:
    assert paragraphs(parse(html, declared).root) == [text]


def test_utf8_that_is_valid_is_passed_on_unchanged() -> None:
    html = "<p>Grüße</p>".encode()
    assert to_utf8(html) == html


@pytest.mark.parametrize(
    "html", [b"", b" ", b"<", b"\0\0", b"<!-- -->", b"<?xml version='1.0'?>", "\ud800", "<html>", "&#0;&#xFFFE;"]
)
def test_any_input_is_a_document(html: bytes | str) -> None:
    document = parse(html)
    assert document.root.tag == "html"
    assert document.json_ld == ()
    assert document.meta("og:title") is None


@pytest.mark.parametrize("depth", [100, 2_046, 2_100, 50_000])
def test_text_below_the_parsers_depth_is_kept_and_what_follows_too(depth: int) -> None:
    html = "<div>" * depth + "<p>deep</p>" + "</div>" * depth + "<p>behind</p>"
    document = parse(html)
    assert paragraphs(document.root) == ["deep", "behind"]
    assert document.truncated == (depth > 2_040)


@pytest.mark.parametrize(
    "html",
    [
        "<html><body><div><p>one</p></body></html><p>two</p></div></body></html>",
        "<html><body><p>one</p></body></html><html><body><p>two</p></body></html>",
        "<p>one</p></HTML ><p>two</p>",
    ],
)
def test_what_stands_behind_the_end_of_the_page_is_read_as_browsers_do(html: str) -> None:
    assert paragraphs(parse(html).root) == ["one", "two"]


def test_a_tag_with_very_many_attributes_is_cut() -> None:
    html = "<div " + " ".join(f'a{i}="1"' for i in range(10_000)) + ">text</div><p>behind</p>"
    document = parse(html)
    assert paragraphs(document.root) == ["text", "behind"]
    assert len(document.root.find(".//div").attrib) == MAX_ATTRIBUTES == 500


def test_a_long_attribute_is_one_attribute() -> None:
    html = f'<img src="data:image/png;base64,{"A" * 50_000}" alt="A map"><p>text</p>'
    image = parse(html).root.find(".//img")
    assert (image.get("alt"), len(image.get("src"))) == ("A map", 50_022)


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ('{"@type":"NewsArticle","headline":"A"}', [("newsarticle", "A")]),
        (
            '[{"@type":"NewsArticle","headline":"A"},{"@type":["Thing","Article"],"headline":"B"}]',
            [("newsarticle", "A"), ("article", "B")],
        ),
        ('{"@graph":[{"@type":"schema:Article","headline":"A"}]}', [("article", "A")]),
        ('{"@type":"https://schema.org/Article","headline":"A"}', [("article", "A")]),
        ('<!-- {"@type":"Article","headline":"A"} -->', [("article", "A")]),
        ('//<![CDATA[\n{"@type":"Article","headline":"A"}\n//]]>', [("article", "A")]),
        ('{"@type":"Article","headline":"A",}', [("article", "A")]),
        ('{"@type":"Article","headline":"A\nB"}', [("article", "A\nB")]),
        ('{"@type":"Article","headline":"it\\\'s"}', [("article", "it's")]),
        ('{"@type":"Article","headline":"A"};', [("article", "A")]),
        ('{"@type":"Article","headline":"A"}{"@type":"Article","headline":"B"}', [("article", "A"), ("article", "B")]),
        ("{&quot;@type&quot;:&quot;Article&quot;,&quot;headline&quot;:&quot;A&quot;}", [("article", "A")]),
        ("not json", []),
        ("", []),
    ],
)
def test_json_ld_is_flattened_and_repaired(script: str, found: list[tuple[str, str]]) -> None:
    nodes = parse(page("", json_ld(script))).json_ld
    names = [(sorted(types(node) - {"thing"})[0], node["headline"]) for node in nodes]
    assert names == found


def test_json_ld_is_bounded_in_depth_and_digits() -> None:
    deep = '{"@graph":' * 3_000 + '{"@type":"Article"}' + "}" * 3_000
    assert parse(page("", json_ld(deep))).json_ld == ()
    digits = '{"@type":"Article","a":' + "9" * 10_000 + ",}"
    assert parse(page("", json_ld(digits))).json_ld == ({"@type": "Article", "a": None},)
    assert MAX_DEPTH < 100


def test_objects_inside_others_are_found_when_asked_for() -> None:
    document = parse(page("", json_ld('{"@type":"Article","comment":[{"@type":"Comment","text":"a"}]}')))
    assert document.nodes_of("Comment") == []
    assert [node["text"] for node in document.nodes_of("comment", nested=True)] == ["a"]


def test_meta_elements_are_found_by_name_property_and_itemprop() -> None:
    head = (
        '<meta property="og:title" content=""><meta property="OG:Title" content=" A  headline ">'
        '<meta name="author" content="Ann"><meta name="author" content="Bo">'
        '<meta itemprop="datePublished" content="2024">'
    )
    document = parse(page("", head))
    assert document.meta("twitter:title", "og:title") == "A headline"
    assert document.metas("author") == ["Ann", "Bo"]
    assert document.meta("datepublished") == "2024"


def test_relative_addresses_are_relative_to_the_base_element() -> None:
    assert parse(page("", '<base href="/news/">')).base == "https://paper.example/news/"
    assert parse(page("", '<base href="javascript:x">')).base == URL


def test_an_element_is_found_by_id_else_as_a_named_anchor_the_first_of_several() -> None:
    document = parse(b'<a name="one">E</a><p id="one">A</p><p id="one">B</p><a name="two">C</a><b name="three">D</b>')
    found = [document.index.with_id(name) for name in ("one", "two", "three")]
    assert [None if element is None else element.text for element in found] == ["A", "C", None]


@pytest.mark.parametrize("text", ["a" * 16_383 + "ä", "a" * 16_382 + "日本", "ä" * 20_000])
def test_utf8_is_told_across_the_pieces_in_which_it_is_tried(text: str) -> None:
    data = text.encode()
    assert to_utf8(data) == data
    assert to_utf8(data + b"\xff", "latin-1") != data + b"\xff"


def test_a_page_goes_on_behind_an_early_end_in_either_case() -> None:
    for end in (b"</body></html>", b"</BODY ></HTML>"):
        assert paragraphs(parse(b"<html><body><p>/html</p>" + end + b"<p>B</p>").root) == ["/html", "B"]


def test_a_text_without_end_is_cut_and_what_follows_is_read() -> None:
    script = f'<script type="application/ld+json">{{"@type": "Thing", "name": "{"n" * MAX_TEXT}"}}</script>'
    document = parse(f"<html><body>{script}<p>{'é' * MAX_TEXT}<p>behind</body></html>")
    assert [len(text) for text in paragraphs(document.root)] == [MAX_TEXT // 2, len("behind")]
    assert len(document.json_ld[0]["name"]) == MAX_TEXT


def test_what_stands_behind_a_hundred_thousand_elements_of_the_head_is_read() -> None:
    links = '<link rel="alternate" hreflang="x" href="/a?b=1">' * 100_000
    assert paragraphs(parse(f"<html><head>{links}</head><body><p>behind</body></html>").root) == ["behind"]


@pytest.mark.parametrize(("nested", "line"), [(1, "Comments"), (59, "Comments"), (60, ""), (600, "")])
def test_what_nests_deeper_than_a_line_does_is_no_short_line(nested: int, line: str) -> None:
    document = parse(f"<h2>{'<b>' * nested}Comments<b></h2>")
    assert document.index.short_line(document.root.find(".//h2"), 40) == line


def test_a_script_closed_as_an_empty_element_is_open_and_no_text() -> None:
    html = "<p>Before.</p><script src=a.js /> go('now') </script><p>Between.</p><script/><p>Behind.</p>"
    assert paragraphs(parse(html).root) == ["Before.", "Between.", "Behind."]


@pytest.mark.parametrize(
    "element",
    [
        '<meta property="og:title" content="A sober and "regal" visit">',
        '<meta content="He said "no"" property="og:title"/>',
        "<meta property='og:title' content='Detroit's carmakers'>",
    ],
)
def test_a_title_cut_at_a_quotation_mark_is_none(element: str) -> None:
    assert parse(element).meta("og:title") is None


def test_attributes_beside_a_whole_title_are_no_cut() -> None:
    element = '<meta property="og:title" content="It&#39;s &quot;open&quot;" data-rh="true" data-n itemprop="name">'
    assert parse(element).meta("og:title") == 'It\'s "open"'
