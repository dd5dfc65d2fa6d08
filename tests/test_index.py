"""What the one walk over a page's elements tells of them."""

from __future__ import annotations

import pytest

from newsarchive.extract.document import Document
from newsarchive.extract.index import Index


def walked(inner: str) -> Index:
    return Index(Document.parse(f"<html><body>{inner}</body></html>", "https://paper.example/").root)


@pytest.mark.parametrize(
    ("inner", "wanted"),
    [
        (f"<p>{'x' * 25}</p>", {}),
        (f"<p> {'x' * 26} </p>", {"p": 26}),
        (f"<p><b>x</b>{'x' * 25}</p>", {}),
        (f"<p>{'x' * 30}<b>x</b>{'x' * 26}</p>", {"p": 56}),
        (f"<p>{'桥' * 10}</p>", {}),
        (f"<p>{'桥' * 11}</p>", {"p": 33}),
        (f"<p>© {'x' * 90}</p>", {}),
        (f"<p>{'é' * 30}</p>", {"p": 60}),
        (f"<figcaption>{'x' * 90}<b>x</b>{'x' * 90}</figcaption>", {}),
        (f"<ul><li>x</li>{'x' * 90}</ul>", {}),
    ],
)
def test_running_text_is_counted_where_it_stands(inner: str, wanted: dict[str, int]) -> None:
    assert {element.tag: size for element, size in walked(inner).texts.items()} == wanted


def test_the_elements_inside_another_end_where_the_next_begins() -> None:
    index = walked("<div><p>a <b>b</b></p><p>c</p></div><div><i>d</i></div>")
    first, second = index.by_tag["div"]
    assert {element.tag for element in index.inside(first)} == {"p", "b"}
    assert {element.tag for element in index.inside(second)} == {"i"}
    assert index.inside(index.by_tag["b"][0]) == set()
    assert len(index.inside(index.elements[0])) == len(index.elements) - 1


def test_elements_of_a_class_come_in_the_order_of_the_page() -> None:
    index = walked('<p class="a b">1</p><p class="ab">2</p><p class="b">3</p><p class="b a">4</p><p class="a b">5</p>')
    assert [element.text for element in index.classed("a")] == ["1", "4", "5"]
    assert [element.text for element in index.classed("ab")] == ["2"]
    assert index.classed("c") == []


def test_a_line_is_short_up_to_its_cap_and_a_large_element_has_none() -> None:
    index = walked(f"<h1>Bridge <b>open</b></h1><h2>{'<i>x</i>' * 61}</h2>")
    assert index.short_line(index.by_tag["h1"][0], 10) == "Bridge open"
    assert index.short_line(index.by_tag["h1"][0], 9) == ""
    assert index.short_line(index.by_tag["h2"][0], 99) == ""
