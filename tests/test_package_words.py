"""The words of a data package: its datasheet and its citation."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest

from newsarchive import __version__
from newsarchive.exporting.package_words import citation, datasheet

ABOUT: dict[str, Any] = {
    "articles": 12_345,
    "comments": 0,
    "first": "2023-10-02",
    "last": None,
    "first_seen": None,
    "last_seen": "2023-10-26T08:00:00Z",
    "portals": [{"name": "bbn", "title": "Big {Big} | News", "url": "https://www.example.com/"}],
    "states": {"stored": 12_345, "gone": 3},
}


def test_a_datasheet_counts_and_says_what_it_does_not_know() -> None:
    sheet = datasheet(
        "A {title}", "2023-10-26+abc", ABOUT, [{"name": "articles", "rows": 12_345, "description": "One row."}]
    )
    assert sheet.startswith(
        f"# Datasheet: A {{title}}\n\nVersion 2023-10-26+abc, made with newsarchive {__version__}.\n"
    )
    assert "12,345 articles published from 2023-10-02 to ?, with\n0 reader comments.\n" in sheet
    assert "- Big {Big} | News (bbn), https://www.example.com/\n" in sheet
    assert "| articles | 12,345 | One row. |\n" in sheet
    assert "Crawled from ? to 2023-10-26T08:00:00Z from feeds" in sheet
    assert "| stored | 12,345 |\n| gone | 3 |\n" in sheet


@pytest.mark.parametrize(
    ("title", "about", "expected"),
    [
        (
            'The "A": # [b]\nc',
            ABOUT,
            f'''\
            cff-version: 1.2.0
            message: If you use this data set, please cite it as below.
            type: dataset
            title: "The \\"A\\": # [b]\\nc"
            version: "1"
            date-released: 2023-10-26
            authors:
              - name: "newsarchive {__version__}"
            ''',
        ),
        (
            "北京",
            ABOUT | {"last_seen": None},
            f'''\
            cff-version: 1.2.0
            message: If you use this data set, please cite it as below.
            type: dataset
            title: "北京"
            version: "1"
            authors:
              - name: "newsarchive {__version__}"
            ''',
        ),
    ],
)  # fmt: skip
def test_a_citation_is_yaml_whatever_a_portal_is_called(title: str, about: dict[str, Any], expected: str) -> None:
    assert citation(title, "1", about) == dedent(expected)
