"""Dates in the visible text of a page whose markup tells none, and in the state of its scripts."""

from __future__ import annotations

import pytest

from newsarchive.extract.document import Document
from newsarchive.extract.fields.dateline import (
    MAX_DATES,
    dates_in_boxes,
    dates_near,
    embedded_dates,
    labelled_dates,
    printed_dates,
)
from newsarchive.extract.page import Page
from tests.pages import SENTENCES, URL, page


def read(inner: str, head: str = "") -> Page:
    return Page(Document.parse(page(inner, head), URL), None)


def printed(found: Page) -> list[str]:
    return [raw for _, raw in printed_dates(found, dates_near(found))]


def boxed(found: Page) -> list[str]:
    return [raw for _, raw in dates_in_boxes(found, dates_near(found))]


PRINTED = [
    "October 19, 2023", "Oct. 19, 2023", "19 October 2023", "19. Oktober 2023", "19th October 2023",
    "19 de octubre de 2023", "19 octobre 2023", "2023-10-19", "2023/10/19", "19.10.2023", "19/10/2023", "19-10-2023",
    "19.10.23", "2023年10月19日", "2023년 10월 19일", "19 октября 2023", "19 Ekim 2023", "19 października 2023",
    "October 19, 2023 3:46 pm", "19.10.2023 15:46", "19. Oktober 2023, 15:46", "19. Oktober 2023 um 15:46",
    "19 octobre 2023 à 15h46", "2023-10-19 15:46:05", "October 19, 2023 at 3:46 p.m", "19.10.2023 | 15:46",
    "28 آب/اغسطس 2013", "28 آب 2013", "12 كانون الأول 2023", "12 ديسمبر (كانون الأول) 2023 - 14:05", "12 ธันวาคม 2566",
    "12 ธ.ค. 2566", "12 tháng 12 năm 2023", "2023年12月12日 14時05分", "2023년 12월 12일 오후 2시 5분",
    "2023. 12. 12. 14:05", "2023. december 12. 14:05", "2023 m. gruodžio 12", "2023. gada 12. decembris",
    "2023 ж. 12 желтоқсан", "2023 ഡിസംബർ 12", "২০২৩-১২-১২", "১২ ডিসেম্বর ২০২৩, ১৪:০৫", "12-Dec-2023 14:05",
    "12.12.2023. 14:05",
]  # fmt: skip


@pytest.mark.parametrize("text", PRINTED)
def test_a_date_is_found_as_it_is_printed(text: str) -> None:
    assert printed(read(f"<h1>Bridge reopens</h1><p>{text}</p>"))[:1] == [text]
    assert printed(read(f"<h1>Bridge reopens</h1><p>Oslo, {text} by Ann Lee</p>"))[:1] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "In 2023 the bridge was closed.",
        "19 October",
        "October 2023",
        "version 1.2.2023.4",
        "call 19.10",
        "© 19.10.2023 Paper",
        "19:46",
        "19.10.20231",
        "chapter 19, verse 10",
        "",
        "1/2/3",
        "1823-10-19",
    ],
)
def test_a_text_without_a_whole_date_has_none(text: str) -> None:
    assert printed(read(f"<h1>Bridge reopens</h1><p>{text}</p>")) == []


def test_what_stands_behind_the_headline_comes_before_what_stands_above_it() -> None:
    found = read("<p>1.10.2023</p><h1>Bridge</h1><p>2.10.2023</p><p>3.10.2023</p>")
    assert printed(found) == ["2.10.2023", "3.10.2023", "1.10.2023"]


def test_the_title_is_looked_at_last() -> None:
    assert printed(read("<h1>A</h1><p>2.10.2023</p>", "<title>A - 1.10.2023</title>")) == [
        "2.10.2023",
        "1.10.2023",
    ]


def test_dates_are_bounded() -> None:
    found = read("<h1>A</h1>" + "".join(f"<p>{day}.10.2023</p>" for day in range(1, 29)))
    assert len(printed(found)) == MAX_DATES


@pytest.mark.parametrize("tag", ["script", "style", "noscript", "template", "textarea", "option"])
def test_what_is_not_printed_is_no_date(tag: str) -> None:
    assert printed(read(f"<h1>A</h1><{tag}>19.10.2023</{tag}>")) == []


def test_a_date_deep_in_a_long_text_is_none_of_the_page() -> None:
    inner = f"<h1>A</h1><p>{SENTENCES[0]} {SENTENCES[1]} It was built on 19.10.1923 by the town.</p>"
    assert printed(read(inner)) == []


def test_boxes_are_looked_into_apart() -> None:
    found = read('<h1>A</h1><aside class="related"><p>19.10.2023</p></aside>')
    assert printed(found) == []
    assert boxed(found) == ["19.10.2023"]
    head = '<meta name="description" content="On 19.10.2023 the bridge opened.">'
    assert boxed(read("<h1>A</h1>", head)) == ["19.10.2023"]


@pytest.mark.parametrize(
    "label",
    [
        "Published:",
        "Published on",
        "Posted on",
        "Erschienen am",
        "Veröffentlicht:",
        "Stand:",
        "Publié le",
        "Publicado el",
        "Pubblicato il",
        "Gepubliceerd op",
        "Opublikowano:",
        "Опубликовано:",
        "Дата:",
        "Yayın tarihi:",
        "تاريخ النشر:",
        "发布时间：",
        "公開日：",
        "— Published",
    ],
)
def test_a_label_says_that_a_date_is_that_of_publication(label: str) -> None:
    assert list(labelled_dates(read(f"<footer><p>{label} 19.10.2023</p></footer>"))) == ["19.10.2023"]


@pytest.mark.parametrize("label", ["Updated:", "Born on", "Event date", "Next meeting:", "Unpublished"])
def test_another_label_says_nothing(label: str) -> None:
    assert list(labelled_dates(read(f"<p>{label} 19.10.2023</p>"))) == []


STATES = [
    ('{"publishedAt":"2023-10-19T15:46:00Z"}', ["2023-10-19T15:46:00Z"]),
    ('{"published_at": "2023-10-19 15:46"}', ["2023-10-19 15:46"]),
    ('{"datePublished":"2023-10-19"}', ["2023-10-19"]),
    ('{"pubDate":"2023-10-19","first_published_at":"2022-01-01"}', ["2023-10-19"]),
    ('"{\\"published\\":\\"2023-10-19T15:46:00Z\\"}"', ["2023-10-19T15:46:00Z"]),
    ('{"updatedAt":"2023-10-19"}', []),
    ('{"publisher":"2023-10-19"}', []),
    ('{"published":true}', []),
    ("", []),
]


@pytest.mark.parametrize(("state", "wanted"), STATES)
def test_the_state_of_a_script_tells_the_first_date_of_publication(state: str, wanted: list[str]) -> None:
    found = Document.parse(page(f"<script>window.__STATE__={state}</script>"), URL)
    assert list(embedded_dates(found)) == wanted


def test_a_date_behind_its_label_in_bold_is_labelled() -> None:
    found = read("<ul><li><strong>Date</strong>\n 19.01.2020</li><li><strong>Pages</strong> 12.02.2021</li></ul>")
    assert list(labelled_dates(found)) == ["19.01.2020"]
