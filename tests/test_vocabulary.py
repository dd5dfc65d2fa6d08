"""What every room speaks: items and errors."""

from __future__ import annotations

import ast
import inspect
from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from datetime import datetime
from typing import get_args

import orjson
import pytest

from newsarchive import dictionary, errors, items
from newsarchive.archive.content import packed
from newsarchive.items import Article, Author, Candidate, Capture, Comment, Flag, Image, Moment, Reading

ITEMS = [value for value in vars(items).values() if isinstance(value, type) and value.__module__ == items.__name__]


# --- items


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.__name__)
def test_every_item_is_a_frozen_value_with_slots(item: type) -> None:
    assert is_dataclass(item) and item.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert [field.name for field in fields(item)] == list(item.__slots__)  # type: ignore[attr-defined]
    assert item.__doc__ and item.__doc__[0].isupper() and item.__doc__.split("\n")[0].endswith((".", ":"))


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.__name__)
def test_the_defaults_of_an_item_say_that_the_page_says_nothing(item: type) -> None:
    defaults = {field.name: field.default for field in fields(item) if field.default is not field.default_factory}
    told = {name: value for name, value in defaults.items() if not repr(value).startswith("<dataclasses")}
    assert {name for name, value in told.items() if value not in (None, (), False, frozenset(), "article")} == set()


def test_a_value_cannot_be_changed_and_equals_its_like() -> None:
    one = Author("Ann", None, "author")
    with pytest.raises(FrozenInstanceError):
        one.name = "Bob"  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        one.nickname = "A"  # type: ignore[attr-defined]
    assert one == Author("Ann", role="author") != replace(one, role=None)
    assert len({one, Author("Ann", role="author")}) == 1


@pytest.mark.parametrize(
    ("authors", "byline"),
    [
        ((), None),
        ((Author("Ann"),), "Ann"),
        ((Author("Ann"), Author("Bo, Ek")), "Ann, Bo, Ek"),
        ((Author(""),), None),
    ],
)
def test_a_byline_is_its_names(authors: tuple[Author, ...], byline: str | None) -> None:
    assert Article("https://a.example/", authors=authors).byline == byline


@pytest.mark.parametrize(("body", "whole"), [((), ""), (("a",), "a"), (("a", "b\nc"), "a\n\nb\nc")])
def test_a_text_is_its_paragraphs(body: tuple[str, ...], whole: str) -> None:
    assert Article("https://a.example/", body=body).text == whole


def test_an_article_of_nothing_but_an_address_says_so() -> None:
    told = orjson.loads(packed(Article("https://a.example/")))
    assert {name: value for name, value in told.items() if value not in (None, [])} == {"url": "https://a.example/"}
    reading = orjson.loads(orjson.dumps(Reading(Article("u"), is_article=True), default=list))
    assert {name for name, value in reading.items() if value not in (None, [])} == {"article", "is_article"}
    assert Candidate("u", "s").kind == "article"


def test_every_item_is_json_and_the_same_each_time() -> None:
    moment = Moment("x", datetime(2023, 10, 19), None, None, "day", "unknown")
    comment = Comment("1", None, "comment", 0, 0, "Ann", None, moment, "Fine.")
    whole = Article("u", image=Image("i"), comments=(comment,), flags=(Flag("a", "b"),), published=moment)
    assert packed(whole) == packed(replace(whole))
    assert orjson.loads(packed(whole))["comments"][0]["published"] == {
        "raw": "x",
        "local": "2023-10-19T00:00:00",
        "utc": None,
        "offset_minutes": None,
        "precision": "day",
        "zone_source": "unknown",
        "estimated": False,
    }


def test_the_words_of_a_choice_are_few_and_plain() -> None:
    for choice in (items.Precision, items.ZoneSource, items.Access, items.LinkFlag):
        words = get_args(choice)
        assert len(set(words)) == len(words) >= 3 and all(word.islower() and word.isalpha() for word in words)


def test_the_fields_of_a_capture_are_columns_of_its_table() -> None:
    columns = set(dictionary.tables()["captures"].columns)
    assert {field.name for field in fields(Capture)} <= columns


# --- errors


TREE = """
    NewsarchiveError 1
      UsageMistake 2
      ArchiveHeld 3
      StorageError 4
        NoSpaceLeft 4
          DiskFloor 4
        ReadOnlyArchive 4
        DamagedArchive 4
        NewerSchema 4
        OlderSchema 4
      BrokenVisit 1
      PortalError 5
        UnreachablePortal 5
        NotAPortal 5
"""


def _tree(error: type[errors.NewsarchiveError], depth: int = 0) -> list[str]:
    own = [child for child in error.__subclasses__() if child.__module__ == errors.__name__]
    children = [line for child in own for line in _tree(child, depth + 1)]
    return [f"{'  ' * depth}{error.__name__} {error.exit_code}", *children]


def test_each_kind_of_failure_has_its_exit_code() -> None:
    assert _tree(errors.NewsarchiveError) == inspect.cleandoc(TREE).split("\n")


def test_every_error_stands_in_the_tree_of_the_modules_docstring() -> None:
    defined = {node.name for node in ast.parse(inspect.getsource(errors)).body if isinstance(node, ast.ClassDef)}
    words = set((errors.__doc__ or "").replace("├", " ").replace("└", " ").replace("─", " ").replace("│", " ").split())
    assert defined <= words
    assert all(getattr(errors, name).__doc__ for name in defined)
