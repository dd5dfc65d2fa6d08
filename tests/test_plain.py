"""An article as plain data, and its texts as clean Unicode: what goes in comes out, and nothing else."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from newsarchive.crawl.normalising import normalise, renamed
from newsarchive.extract.plain import plain
from newsarchive.items import Article, Author, Comment, CommentSystem, FaqEntry, Flag, Image, Moment, RelatedLink

URL = "https://news.example/a/"
UTC_NOON = datetime(2023, 10, 19, 12, tzinfo=UTC)
PUBLISHED = Moment("2023-10-19T14:00:00+02:00", datetime(2023, 10, 19, 14), UTC_NOON, 120, "second", "attribute")
DAY = Moment("19. Oktober 2023", datetime(2023, 10, 19), None, None, "day", "unknown")
UNREADABLE = Moment("soon", None, None, None, "day", "unknown")


def comment(position: int, text: str = "Well said.", **more: Any) -> Comment:
    known = Comment(str(position), None, "comment", position, 0, "Ann", None, PUBLISHED, text)
    return replace(known, **more)


WHOLE = Article(
    url=URL,
    headline="Lavrov in Pyongyang",
    authors=(Author("Ann Lee", f"{URL}ann/"), Author("Bo Ek", role="photographer")),
    lead="A visit.",
    published=PUBLISHED,
    modified=DAY,
    body=("One.", "Two."),
    section="World",
    tags=("Korea", "Russia"),
    language="en",
    image=Image(f"{URL}a.jpg", "Kim", "Kim and Lavrov", "KCNA"),
    faqs=(FaqEntry("Why?", None, "heading"), FaqEntry("Who?", "He.", "json-ld")),
    comments=(comment(0), comment(1, "A pingback.", kind="pingback"), comment(2, published=UNREADABLE)),
    comments_claimed=3,
    comment_system=CommentSystem("isso"),
    related_links=(RelatedLink("More", None, "more-about", "placeholder"),),
    flags=(Flag("placeholder_link", "(Insert URL here)"),),
    field_sources=(("headline", "h1"),),
)


def test_the_fields_of_any_reader_stand_under_their_names() -> None:
    found = plain(WHOLE)
    assert {key: found[key] for key in ("url", "headline", "byline", "published", "modified", "body", "faq")} == {
        "url": URL,
        "headline": "Lavrov in Pyongyang",
        "byline": ["Ann Lee", "Bo Ek"],
        "published": "2023-10-19T14:00:00+02:00",
        "modified": "2023-10-19",
        "body": "One.\n\nTwo.",
        "faq": [
            {"question": "Why?", "answer": None, "origin": "heading"},
            {"question": "Who?", "answer": "He.", "origin": "json-ld"},
        ],
    }


def test_comments_and_pingbacks_stand_apart_with_their_times() -> None:
    found = plain(WHOLE)
    assert [(one["position"], one["published"], one["published_raw"]) for one in found["comments"]] == [
        (0, "2023-10-19T14:00:00+02:00", "2023-10-19T14:00:00+02:00"),
        (2, None, "soon"),
    ]
    assert [one["text"] for one in found["pingbacks"]] == ["A pingback."]
    assert set(found["comments"][0]) == {field.name for field in fields(Comment)} | {"published_raw"}


def test_every_other_field_follows_under_its_own_name() -> None:
    found = plain(WHOLE)
    renamed_ = {"faqs": "faq"}
    assert [field.name for field in fields(Article) if renamed_.get(field.name, field.name) not in found] == []
    assert found["authors"][1] == {"name": "Bo Ek", "url": None, "role": "photographer"}
    assert found["image"] == {"url": f"{URL}a.jpg", "alt": "Kim", "caption": "Kim and Lavrov", "credit": "KCNA"}
    assert found["tags"] == ["Korea", "Russia"]
    assert found["related_links"] == [{"text": "More", "url": None, "kind": "more-about", "flag": "placeholder"}]
    assert found["field_sources"] == {"headline": "h1"}


@pytest.mark.parametrize("article", [WHOLE, Article(url=URL), replace(WHOLE, published=UNREADABLE, comments=())])
def test_plain_data_is_json(article: Article) -> None:
    found = plain(article)
    assert json.loads(orjson.dumps(found)) == found


def test_an_article_of_which_nothing_is_known_says_so() -> None:
    found = plain(Article(url=URL))
    assert {key for key, value in found.items() if value} <= {"url", "access"}
    assert (found["headline"], found["body"], found["byline"], found["comments"]) == (None, "", [], [])


# --- clean texts


TEXTS = [
    ("Zoe\u0308", "Zoë"),
    ("a\0b", "ab"),
    ("a\x07b", "ab"),
    ("a\ud800b", "ab"),
    ("a\ufffeb", "ab"),
    ("a\ufeffb", "ab"),
    ("a\x85b", "ab"),
    ("“a” – b", "“a” – b"),
    ("زيارة\u200f", "زيارة\u200f"),
    ("a\u200db", "a\u200db"),
    ("日本", "日本"),
    ("a  b", "a  b"),
    ("", ""),
]


@pytest.mark.parametrize(("raw", "wanted"), TEXTS)
def test_a_text_is_cleaned_wherever_it_stands(raw: str, wanted: str) -> None:
    dirty = replace(
        WHOLE,
        headline=raw,
        authors=(Author(raw, raw, raw),),
        body=(raw, "One."),
        tags=("Korea", raw),
        image=replace(WHOLE.image, alt=raw) if WHOLE.image else None,
        faqs=(FaqEntry("Why?", raw, "heading"),),
        comments=(comment(0, raw), comment(1)),
        flags=(Flag("bad_date", raw),),
        field_sources=(("headline", raw),),
    )
    found = normalise(dirty)
    assert (found.headline, found.authors, found.body) == (wanted, (Author(wanted, wanted, wanted),), (wanted, "One."))
    assert (found.tags, found.image and found.image.alt) == (("Korea", wanted), wanted)
    assert (found.faqs[0].answer, found.comments[0].text, found.flags[0].evidence) == (wanted, wanted, wanted)
    assert found.field_sources == (("headline", wanted),)
    assert normalise(found) is found
    assert found.comments[1] is dirty.comments[1] and found.published is PUBLISHED


def test_what_is_clean_stays_the_same_object_to_the_last_part() -> None:
    assert normalise(WHOLE) is WHOLE
    again = normalise(replace(WHOLE, headline="a\0b"))
    assert all(
        getattr(again, field.name) is getattr(WHOLE, field.name)
        for field in fields(Article)
        if field.name != "headline"
    )


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [("One.\r\nTwo.", "One.\nTwo."), ("One.\n\n\n\nTwo.", "One.\n\nTwo."), ("One. \t\n Two.\x00", "One.\nTwo.")],
)
def test_a_text_of_lines_keeps_its_lines(raw: str, wanted: str) -> None:
    assert normalise(replace(WHOLE, comments=(comment(0, raw),))).comments[0].text == wanted


def test_under_another_address_everything_else_is_the_same() -> None:
    found = renamed(WHOLE, "https://news.example/b/")
    assert found.url == "https://news.example/b/"
    assert replace(found, url=URL) == WHOLE
