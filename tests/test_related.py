"""Links to further reading: lists that the author wrote as text, the portal's box, lines that lead elsewhere."""

from __future__ import annotations

import pytest

from newsarchive.extract.blocks import blocks
from newsarchive.extract.document import Document
from newsarchive.extract.fields.related import MAX_LINKS, inline_links, links_in, related_box, take_link_lists
from newsarchive.extract.page import Page
from newsarchive.extract.rules import Rules
from newsarchive.items import Flag, RelatedLink
from tests.pages import SENTENCES, URL, page

BASE = "https://paper.example"


def read(inner: str, rules: Rules | None = None, head: str = "") -> Page:
    return Page(Document.parse(page(inner, head), URL), rules)


def taken(inner: str, head: str = "") -> tuple[list[str], list[RelatedLink], list[Flag]]:
    found = read(inner, head=head)
    kept, links, flags = take_link_lists(found, blocks(found.document.root))
    return [block.text for block in kept], links, flags


def more(text: str, url: str | None, flag: object = None) -> RelatedLink:
    return RelatedLink(text, url, "more-about", flag)  # type: ignore[arg-type]


TARGETS = [
    ("(Insert URL here)", None, "placeholder"),
    ("(insert link)", None, "placeholder"),
    ("(#)", None, "placeholder"),
    ("()", None, "placeholder"),
    ("(   )", None, "placeholder"),
    ("(www.paper.example/a)", None, "placeholder"),
    ("(https://paper.example/a b)", None, None),
    ("(https://paper.example/a)", "https://paper.example/a", None),
    ("(  https://paper.example/a  )", "https://paper.example/a", None),
    ("(http://other.example/b?c=1#d)", "http://other.example/b?c=1#d", None),
    ("(HTTPS://paper.example/a)", "https://paper.example/a", None),
    ("(/ a link of the portal /)", None, "placeholder"),
    ("(/a/)", "https://paper.example/a/", None),
    ("(//cdn.example/a)", "https://cdn.example/a", None),
    ("(https://user:secret@paper.example/)", None, None),
    ("(javascript:alert%281%29)", None, "unsafe"),
    ("(JavaScript:void)", None, "unsafe"),
    ("(data:text/html,x)", None, "unsafe"),
    ("(mailto:ann@paper.example)", None, "unsafe"),
    ("(tel:+491234)", None, "unsafe"),
    ("({{url}})", None, "template"),
    ("({% url 'a' %})", None, "template"),
    ("(%%link%%)", None, "template"),
    ("(${link})", None, "template"),
    ("(/a/{{ slug }}/)", None, "template"),
    ("(<%= link %>)", None, "template"),
]


@pytest.mark.parametrize(("target", "url", "flag"), TARGETS, ids=[one[0] for one in TARGETS])
def test_an_item_of_a_written_list_has_an_address_or_says_why_not(target: str, url: str | None, flag: str) -> None:
    text = f"[Kim and Putin]{target}".replace("<", "&lt;").replace(">", "&gt;")
    kept, links, _ = taken(f"<p>{SENTENCES[0]}</p><p>{text}</p>")
    assert kept == [SENTENCES[0]]
    assert links == [more("Kim and Putin", url, flag)]


@pytest.mark.parametrize(
    "text",
    [
        "Kim [the leader] met Putin (the president).",
        "[Kim and Putin]",
        "(Insert URL here)",
        "[Kim](https://paper.example/a) met Putin.",
        "See [Kim](https://paper.example/a)",
        "[](https://paper.example/a)",
        "[a[b]](https://paper.example/a)",
        "[" + "a" * 401 + "](https://paper.example/a)",
        "[a](" + "b" * 401 + ")",
        "[a] (https://paper.example/a)",
    ],
)
def test_brackets_in_a_sentence_are_text(text: str) -> None:
    assert taken(f"<p>{SENTENCES[0]}</p><p>{text}</p>") == ([SENTENCES[0], text], [], [])


@pytest.mark.parametrize("sign", ["", "- ", "* ", "• ", ") ", "— "])
def test_a_bullet_before_an_item_is_no_text(sign: str) -> None:
    kept, links, _ = taken(f"<p>{SENTENCES[0]}</p><p>{sign}[Kim and Putin](/kim/)</p>")
    assert (kept, links) == ([SENTENCES[0]], [more("Kim and Putin", f"{BASE}/kim/")])


@pytest.mark.parametrize(
    ("heading", "stays"),
    [
        ("<h2>More About</h2>", False),
        ("<h6>मोर</h6>", False),
        ("<p><strong>More about the story:</strong></p>", False),
        ("<p><b>اقرأ أيضا</b></p>", False),
        (f"<p>{SENTENCES[1]}</p>", True),
        (f"<p><b>{SENTENCES[1]} {SENTENCES[2]}</b></p>", True),
        ("<p>More <b>about</b> it</p>", True),
    ],
)
def test_the_heading_above_a_list_leaves_with_it(heading: str, *, stays: bool) -> None:
    kept, links, _ = taken(f"<p>{SENTENCES[0]}</p>{heading}<p>[A](/a/)</p><p>[B](/b/)</p><p>{SENTENCES[3]}</p>")
    assert [link.text for link in links] == ["A", "B"]
    assert (kept[0], kept[-1], len(kept)) == (SENTENCES[0], SENTENCES[3], 3 if stays else 2)


def test_one_flag_tells_of_the_first_item_without_an_address() -> None:
    _, links, flags = taken("<p>[A](/a/)</p><p>[B](Insert URL here)</p><p>[C](Insert URL here)</p><p>[D]({{x}})</p>")
    assert [link.flag for link in links] == [None, "placeholder", "placeholder", "template"]
    assert flags == [Flag("placeholder_link", "[B](Insert URL here)")]


def test_an_address_is_relative_to_the_base_of_the_page() -> None:
    _, links, _ = taken("<p>[A](/a/)</p>", head='<base href="https://other.example/x/">')
    assert links == [more("A", "https://other.example/a/")]


def test_a_text_without_lists_is_left_as_it_is() -> None:
    assert taken("".join(f"<p>{text}</p>" for text in SENTENCES)) == (list(SENTENCES), [], [])
    assert taken("") == ([], [], [])


# --- the portal's box


ANCHORS = [
    ('<a href="/a/">Title</a>', [("Title", f"{BASE}/a/")]),
    ('<a href="/a/"><b>Two</b> <i>words</i></a>', [("Two words", f"{BASE}/a/")]),
    ('<a href="/a/">  much\n\n blank </a>', [("much blank", f"{BASE}/a/")]),
    ('<a href="/a/"></a>', []),
    ('<a href="/a/"><img src="x.jpg"></a><a href="/a/">Title</a>', [("Title", f"{BASE}/a/")]),
    ('<a href="/a/">First</a><a href="/a/">Second</a>', [("First", f"{BASE}/a/")]),
    ('<a href="/a/">One</a><a href="/b/">Two</a>', [("One", f"{BASE}/a/"), ("Two", f"{BASE}/b/")]),
    ("<a>No address</a>", []),
    ('<a href="">Empty</a>', []),
    ('<a href="javascript:void(0)">Script</a>', []),
    ('<a href="mailto:a@b.example">Mail</a>', []),
    ('<a href="//./">Dots</a>', []),
    ('<a href="https://other.example/x">Elsewhere</a>', [("Elsewhere", "https://other.example/x")]),
    ('<a href="?p=5">By number</a>', [("By number", f"{URL}?p=5")]),
    ('<a href="/a/">زيارة لافروف</a>', [("زيارة لافروف", f"{BASE}/a/")]),
]


@pytest.mark.parametrize(("inner", "wanted"), ANCHORS, ids=[str(n) for n in range(len(ANCHORS))])
def test_a_titled_link_is_kept_once_an_address(inner: str, wanted: list[tuple[str, str]]) -> None:
    found = read(f'<div class="related">{inner}</div>')
    element = found.document.root.find(".//div")
    assert element is not None
    assert links_in([element], found, kind="related") == [RelatedLink(text, url, "related") for text, url in wanted]


def test_links_are_bounded() -> None:
    found = read("<div>" + "".join(f'<a href="/{n}/">Title {n}</a>' for n in range(MAX_LINKS + 20)) + "</div>")
    element = found.document.root.find(".//div")
    assert element is not None
    assert len(links_in([element, element], found, kind="inline")) == MAX_LINKS


def test_a_long_title_is_cut() -> None:
    found = read(f'<div><a href="/a/">{"word " * 200}</a></div>')
    element = found.document.root.find(".//div")
    assert element is not None
    (link,) = links_in([element], found, kind="related")
    assert len(link.text) <= 400 and link.text.endswith("[…]")


def test_lines_that_were_taken_out_of_the_text_are_inline_links() -> None:
    found = read('<p>Read also: <a href="/a/">Kim and Putin</a></p><p></p><p><a href="/b/">Lavrov</a></p>')
    assert inline_links(found, blocks(found.document.root)) == [
        RelatedLink("Kim and Putin", f"{BASE}/a/", "inline"),
        RelatedLink("Lavrov", f"{BASE}/b/", "inline"),
    ]


def test_the_box_that_the_theme_names_is_read() -> None:
    inner = (
        '<div class="other"><a href="/x/">Other</a></div><div class="more"><ul><li><a href="/a/">Title</a></ul></div>'
    )
    assert related_box(read(inner, Rules("paper", related=(".none", ".more")))) == [
        RelatedLink("Title", f"{BASE}/a/", "related")
    ]
    assert related_box(read(inner, Rules("paper", related=(".none",)))) == []


def test_a_page_of_an_unknown_theme_has_no_box() -> None:
    assert related_box(read('<div class="related"><a href="/a/">Title</a></div>')) == []
