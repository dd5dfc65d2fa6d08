"""What of an article makes a version: levelled texts, hashes, changes."""

from dataclasses import replace
from typing import Any

import orjson
import pytest

from newsarchive.archive.changes import changes_between
from newsarchive.archive.content import (
    about,
    columns,
    compared,
    content_sha256,
    entries,
    exact_sha256,
    extractor,
    level,
    packed,
    revision,
    text_sha256,
)
from newsarchive.archive.faults import Unstorable
from newsarchive.items import Article, Author, Comment, CommentSystem, FaqEntry, Flag, Image, Moment
from tests.looks import LONG, STORY


@pytest.mark.parametrize(
    ("text", "levelled"),
    [
        (None, ""),
        ("", ""),
        ("  a \n\n b\t", "a b"),
        ("“a” ‘b’ „c“ «d»", '"a" \'b\' "c" "d"'),
        ("a–b—c‐d−e", "a-b-c-d-e"),
        ("wait…", "wait..."),
        ("so\u00adft hy\u200bphen\u2060s", "soft hyphens"),
        ("Zoe\u0308", "Zoë"),
        ("a\u00a0b\u202fc", "a b c"),
        ("UPPER stays", "UPPER stays"),
        ("１２", "１２"),
    ],
)
def test_a_text_is_levelled_to_what_a_reader_sees_as_the_same(text: str | None, levelled: str) -> None:
    assert level(text) == levelled


def noisy(article: Article) -> Article:
    return replace(
        article,
        headline='Bridge "reopens"  -  at last',
        body=("  ".join(article.body),),
        tags=("river", "bridge"),
        image=article.image and replace(article.image, url="https://paper.example/b.jpg?w=1200#x"),
    )


def test_what_is_no_change_has_one_hash() -> None:
    one, other = (content_sha256(compared(revision(article)), None) for article in (STORY, noisy(STORY)))
    assert one == other
    assert content_sha256(compared(revision(STORY)), "2024-04-30") != one


CHANGED: list[tuple[dict[str, Any], list[str]]] = [
    ({"headline": "Bridge opens"}, ["headline"]),
    ({"headline": None}, ["headline"]),
    ({"authors": (Author("Ann Lee"),)}, ["byline"]),
    ({"lead": None}, ["lead"]),
    ({"section": "Sport"}, ["section"]),
    ({"tags": ("bridge",)}, ["tags"]),
    ({"faqs": ()}, ["faq"]),
    ({"faqs": (FaqEntry("Is it open?", "No.", "heading"), FaqEntry("Why?", None, "heading"))}, ["faq"]),
    ({"image": None}, ["image"]),
    ({"image": Image("https://paper.example/c.jpg", "A bridge", "The bridge", "dpa")}, ["image"]),
    ({"images": (Image("https://paper.example/c.jpg"),)}, ["image"]),
    ({"body": LONG[:-1]}, ["deletion"]),
    ({"body": (*LONG, "It closed again today.")}, ["addition"]),
    ({"body": (*LONG, "Correction: The bridge is in Bonn.")}, ["correction"]),
    ({"language": "de", "access": "free"}, []),
    ({"flags": (Flag("bad_date", "x"),), "comments_claimed": 7}, []),
]


@pytest.mark.parametrize(("values", "kinds"), CHANGED)
def test_each_change_is_told_by_its_kind(values: dict[str, Any], kinds: list[str]) -> None:
    before, after = revision(STORY), revision(replace(STORY, **values))
    changes = list(changes_between(before, after))
    assert [change["kind"] for change in changes] == kinds
    assert [change["position"] for change in changes] == list(range(len(kinds)))
    is_same = content_sha256(compared(before), None) == content_sha256(compared(after), None)
    assert is_same is (kinds == [])


ONE, TWO, THREE = (FaqEntry(f"Who is {n}?", f"{n}.", "heading") for n in "ABC")
HARBOUR, CRANE = Image("https://news.example/harbour.jpg?w=300", "The harbour"), Image("https://news.example/crane.jpg")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({"tags": ("a", "b", "c")}, {"tags": ("c", "B", "a")}, ("tags", ["b"], ["B"])),
        ({"faqs": (ONE, TWO)}, {"faqs": (ONE, TWO, THREE)}, ("faq", None, [THREE])),
        ({"faqs": (ONE, TWO)}, {"faqs": (THREE, TWO)}, ("faq", [ONE], [THREE])),
        ({"faqs": (ONE, TWO)}, {"faqs": ()}, ("faq", [ONE, TWO], None)),
        ({"faqs": (ONE, TWO)}, {"faqs": (TWO, ONE)}, ("faq", [ONE, TWO], [TWO, ONE])),
        (
            {"image": HARBOUR},
            {"image": replace(HARBOUR, url="https://news.example/harbour.jpg?w=900"), "images": (CRANE,)},
            ("image", None, [{"url": CRANE.url}]),
        ),
        (
            {"image": CRANE},
            {"image": replace(CRANE, credit="AP")},
            ("image", [{"url": CRANE.url}], [{"url": CRANE.url, "credit": "AP"}]),
        ),
    ],
)
def test_of_a_list_the_entries_that_went_and_came_are_told(
    before: dict[str, Any], after: dict[str, Any], told: tuple[object, ...]
) -> None:
    bare = replace(STORY, tags=(), faqs=(), image=None, images=())
    (change,) = changes_between(revision(replace(bare, **before)), revision(replace(bare, **after)))
    old, new = (change[side] and orjson.loads(change[side]) for side in ("old", "new"))
    assert [change["kind"], old, new] == orjson.loads(orjson.dumps(told))


def test_a_version_of_an_earlier_release_says_the_same_of_its_pictures() -> None:
    after = revision(replace(STORY, image=HARBOUR, images=()))
    told = '[{"url":"https://news.example/harbour.jpg","alt":"The harbour","caption":null,"credit":null}]'
    assert list(changes_between(after | {"images": told}, after)) == []


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        (("The bridge opens",), ("The bridge", "opens"), []),
        (("The bridge opens. A ship waits.",), ("The bridge opens.", "A ship waits."), []),
        # A script without blanks: to the eye it is another text, though every sentence is the same.
        (("大桥开放了。船在等。",), ("大桥开放了。", "船在等。"), ["edit"]),
    ],
)
def test_where_a_paragraph_ends_changes_no_words(
    before: tuple[str, ...], after: tuple[str, ...], kinds: list[str]
) -> None:
    one, other = (revision(replace(STORY, body=body)) for body in (before, after))
    found = list(changes_between(one, other))
    assert [change["kind"] for change in found] == kinds
    assert all((change["old"], change["new"]) == (one["body"], other["body"]) for change in found)


@pytest.mark.parametrize(
    ("values", "has_hash"),
    [
        ({}, True),
        ({"headline": None}, False),
        ({"body": ("Too short.",)}, False),
        ({"body": ("word " * 49,)}, False),
        ({"body": ("word " * 50,)}, True),
    ],
)
def test_only_long_texts_are_known_by_their_words(values: dict[str, Any], has_hash: bool) -> None:
    assert (text_sha256(replace(STORY, **values)) is not None) is has_hash


def test_the_hash_of_a_text_does_not_see_quotes_and_blanks() -> None:
    straight = replace(STORY, headline='Bridge "reopens" -  at last', body=tuple(f" {part} " for part in LONG))
    assert text_sha256(straight) == text_sha256(STORY)


def test_the_exact_hash_sees_everything_but_comments() -> None:
    comment = Comment("1", None, "comment", 0, 0, "Ann", None, None, "Fine.")
    assert exact_sha256(replace(STORY, comments=(comment,), comments_claimed=1)) == exact_sha256(STORY)
    for values in (
        {"lead": "x"},
        {"flags": (Flag("a", "b"),)},
        {"field_sources": (("lead", "h"),)},
        {"language": "de"},
    ):
        assert exact_sha256(replace(STORY, **values)) != exact_sha256(STORY)


def test_columns_hold_what_the_page_says() -> None:
    told = columns(STORY)
    assert {key: told[key] for key in ("headline", "byline", "body", "word_count", "image_url", "image_alt")} == {
        "headline": "Bridge “reopens” – at last",
        "byline": "Ann Lee, Bo Ek",
        "body": "\n\n".join(LONG),
        "word_count": sum(len(part.split()) for part in LONG),
        "image_url": "https://paper.example/b.jpg?w=300",
        "image_alt": "A bridge",
    }
    empty = columns(Article("https://paper.example/x/"))
    assert {key for key, value in empty.items() if value is not None} == {"word_count"} and empty["word_count"] == 0


def test_what_is_about_the_page_stands_apart() -> None:
    page = replace(
        STORY,
        flags=(Flag("bad_date", "x"), Flag("truncated", "y"), Flag("bad_date", "z")),
        field_sources=(("headline", "h1"),),
        comment_system=CommentSystem("isso", (("host", "x"),)),
    )
    found = about(page)
    assert (found["quality_flags"], found["field_sources"]) == ("bad_date truncated", '{"headline":"h1"}')
    assert orjson.loads(found["comment_system"])["name"] == "isso"
    assert about(STORY) == {"quality_flags": None, "field_sources": None, "comment_system": None}


def test_the_reader_of_an_article_is_named_with_its_rules() -> None:
    assert extractor("soledad") == f"{extractor(None)} soledad"


@pytest.mark.parametrize("value", ["\ud800", {"a": 1 << 70}, {1: 2}, object()])
def test_what_no_database_can_hold_is_named(value: object) -> None:
    with pytest.raises(Unstorable):
        packed(value)


def test_moments_are_part_of_a_version() -> None:
    moment = Moment("x", None, None, None, "day", "unknown")
    assert revision(replace(STORY, published=moment))["published_raw"] == "x"


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (None, "tags", []),
        ("", "faq", []),
        ('["“a”","b"]', "tags", [("“a”", '"a"'), ("b", "b")]),
        ('[{"question":"Why –?"}]', "faq", [({"question": "Why –?"}, ["Why -?", ""])]),
        (
            '[{"url":"https://a.example/x?w=1#y"}]',
            "image",
            [({"url": "https://a.example/x?w=1#y"}, ["https://a.example/x", "", "", ""])],
        ),
        ('[{"url":null}]', "image", [({"url": None}, ["", "", "", ""])]),
    ],
)
def test_an_entry_stands_beside_the_form_in_which_it_compares(
    text: str | None, kind: str, expected: list[tuple[Any, Any]]
) -> None:
    assert entries(text, kind) == expected
