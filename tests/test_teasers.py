"""Rows of teasers beside the text of a page."""

from __future__ import annotations

import pytest

from newsarchive.extract.body.teasers import Teasers
from newsarchive.extract.document import Document
from tests.pages import URL, page

ROW = '<div class="card"><h3><a href="/{0}/">Title {0}</a></h3><p>Text {0}</p></div>'


def held(inner: str) -> list[bool]:
    """Tell of each paragraph whether it stands in a row of teasers."""
    document = Document.parse(page(inner), URL)
    teasers = Teasers(document.index)
    return [teasers.hold(element) for element in document.root.iter("p")]


@pytest.mark.timeout(20)
def test_a_parent_of_as_many_kinds_as_children_is_walked_once() -> None:
    kinds = "".join(f'<div class="kind-{n}"><h3><a href="/{n}/">T</a></h3><p>x</p></div>' for n in range(30_000))
    assert held(f"<div>{kinds}</div>") == [False] * 30_000


@pytest.mark.parametrize(
    ("inner", "wanted"),
    [
        ("".join(ROW.format(n) for n in range(3)), [True] * 3),
        ("".join(ROW.format(n) for n in range(2)), [False] * 2),
        ("".join(ROW.format(n) for n in range(3)).replace("h3", "b"), [False] * 3),
        ("".join(f'<a href="/{n}/"><div class="c"><h3>T</h3><p>x</p></div></a>' for n in range(3)), [True] * 3),
        ("".join(f'<li><a href="/{n}/"><h3>T</h3></a><p>x</p></li>' for n in range(4)), [True] * 4),
        ("<p>One</p><p>Two</p><p>Three</p>", [False] * 3),
        ("".join(f"<div><h3>Plain {n}</h3><p>x</p></div>" for n in range(3)), [False] * 3),
        ("".join(ROW.format(n) for n in range(3)) + '<div class="text"><p>Text</p></div>', [True] * 3 + [False]),
        ("", []),
    ],
)
def test_a_row_of_teasers_is_three_alike_with_linked_headings(inner: str, wanted: list[bool]) -> None:
    assert held(inner) == wanted
