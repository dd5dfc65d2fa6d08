"""What every room speaks: items, errors, the dictionary; and texts and addresses as hostile pages write them."""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from datetime import datetime
from typing import Any, get_args

import orjson
import pytest

from newsarchive import dictionary, errors, items, text, urls
from newsarchive.archive.content import packed
from newsarchive.dictionary import Column, Table
from newsarchive.items import Article, Author, Candidate, Capture, Comment, Flag, Image, Moment, Reading
from newsarchive.text import CUT_MARK, clean, clean_block, clean_line, cut, fold, unescape

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


# --- the dictionary


TEXTUAL_IDS = {"source_id", "parent_source_id", "public_id", "record_id"}
"""Ids that a portal, a citation or a WARC file gave."""


@pytest.mark.parametrize("table", dictionary.tables().values(), ids=lambda table: table.name)
def test_a_table_is_described_in_whole_sentences(table: Table) -> None:
    assert table.description.endswith((".", "…"))
    for name, column in table.columns.items():
        assert (column.name, column.description.strip()) == (name, column.description)
        assert len(column.description) > 5
        if name.endswith("_at"):
            assert column.type == "text"
        if name == "id" or (name.endswith("_id") and name not in TEXTUAL_IDS):
            assert column.type == "integer", f"{table.name}.{name}"


class Described:
    name = "nosuch"
    tables = ("articles", "portals")


def test_a_columns_words_are_those_of_the_first_table_that_has_it() -> None:
    tables = dictionary.tables()
    found = [dictionary.export_column(Described(), name) for name in ("headline", "url", "timezone")]
    assert found == [
        tables["articles"].columns["headline"],
        tables["articles"].columns["url"],
        tables["portals"].columns["timezone"],
    ]
    with pytest.raises(KeyError, match="exports/nosuch"):
        dictionary.export_column(Described(), "no_such_column")


def test_the_dictionary_is_json_in_the_order_of_the_file() -> None:
    plain: Mapping[str, Any] = json.loads(dictionary.as_json())
    assert list(plain) == list(dictionary.tables())
    assert dictionary.as_text().count("\n\n") == len(plain) - 1
    headline = plain["articles"]["columns"]["headline"]
    assert Column("headline", **headline) == dictionary.tables()["articles"].columns["headline"]


# --- texts


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a\u2028b\u2029c", "a b c"),
        ("a\x1cb\x1d\x1e\x1fc", "abc"),
        ("\u3000全角\u3000", "全角"),
        ("e\u0301\u200d", "é\u200d"),
        ("\u1100\u1161\u11a8", "각"),
        ("a\ufe0f", "a\ufe0f"),
        ("\u202ea\u202c", "\u202ea\u202c"),
        ("\U000e0041", "\U000e0041"),
        ("\ue000", "\ue000"),
        ("\ud83d\ude00", ""),
        ("a\ud83d b", "a b"),
        ("\u0340", "\u0300"),
        ("\u212b", "Å"),
        ("½ ﬁ ①", "½ ﬁ ①"),
    ],
)
def test_a_line_keeps_what_can_be_kept(raw: str, expected: str) -> None:
    assert clean_line(raw) == expected
    clean_line(raw).encode("utf-8")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("a \t \n \t b", "a\nb"),
        ("\r\r\n\n", ""),
        ("a\r\r\nb", "a\n\nb"),
        ("a\u2028b", "a b"),
        ("a\x0bb\x0cc", "abc"),
        ("\u00a0\n\u00a0\na", "a"),
        ("a\n\u200b\nb", "a\n\u200b\nb"),
    ],
)
def test_a_block_keeps_its_lines(raw: str, expected: str) -> None:
    assert clean_block(raw) == expected


@pytest.mark.parametrize(
    ("whole", "cap", "expected"),
    [
        ("", 5, ""),
        ("12345", 5, "12345"),
        ("123456", 5, "1" + CUT_MARK),
        ("1 3456", 6, "1 3456"),
        ("1  456789", 7, "1" + CUT_MARK),
        ("        x", 8, CUT_MARK),
        ("\U0001f600" * 9, 6, "\U0001f600" * 2 + CUT_MARK),
    ],
)
def test_a_cut_is_marked_within_its_cap(whole: str, cap: int, expected: str) -> None:
    assert cut(whole, cap) == expected
    assert len(expected) <= cap
    assert cut(expected, cap) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("&#0;", "\ufffd"),
        ("&#xD800;", "\ufffd"),
        ("&#x110000;", "\ufffd"),
        ("&#128;", "€"),
        ("&nbsp;", "\u00a0"),
        ("&amp;amp;amp;", "&amp;"),
        ("&ampquot;", '"'),
        ("&notit;", "¬it;"),
        ("&lt;script&gt;", "<script>"),
        ("AT&T", "AT&T"),
        ("a & b; c", "a & b; c"),
        ("&", "&"),
        ("&#99999999999999999999;", "\ufffd"),
    ],
)
def test_references_are_resolved_at_most_twice(raw: str, expected: str) -> None:
    assert unescape(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  A\u00a0B ", "a b"),
        ("‘a’ ‚b‛ “c” „d” «e»", '\'a\' \'b\' "c" "d" "e"'),
        ("a–b—c‐d‑e−f", "a-b-c-d-e-f"),
        ("co\u00adop\u200b\u200c\u200d\u2060", "coop"),
        ("ＡＢＣ１２３", "abc123"),
        ("Ǆ ĲSSEL", "dž ijssel"),
        ("İstanbul", "i\u0307stanbul"),
        ("ΣΊΣΥΦΟΣ", "σίσυφοσ"),
        ("½", "1⁄2"),
        ("…", "..."),
        ("", ""),
    ],
)
def test_a_folded_text_is_in_one_dress(raw: str, expected: str) -> None:
    assert fold(raw) == expected
    assert fold(expected) == expected


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "raw",
    [
        "\n " * 200_000,
        " \n" * 200_000,
        "\t" * 400_000,
        "\t" * 400_000 + "\n.",
        " " * 400_000,
        "&amp;" * 160_000,
        "&" + "amp;" * 200_000,
        "\u0301" * 200_000,
        "\ud800" * 400_000,
        "“" * 400_000,
    ],
    ids=lambda raw: repr(raw[:4]),
)
def test_a_text_that_repeats_itself_without_end_is_read(raw: str) -> None:
    for function in (clean, clean_line, clean_block, fold, unescape):
        assert len(function(raw)) <= len(raw)


# --- addresses


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.example/x y", "https://a.example/x y"),
        ("https://a.example:8080/", "https://a.example:8080/"),
        ("https://a.example:80a/", None),
        ("https://a.example:-1/", None),
        ("https://a@b@c.example/", None),
        ("https:///a.example/x", "https://a.example/x"),
        ("HTTPS:////a.example", "https://a.example"),
        ("https:///", None),
        ("https:/x", "https://base.example/x"),
        ("https:x", "https://base.example/dir/x"),
        ("https://?a", None),
        ("https://#a", None),
        ("./././x", "https://base.example/dir/x"),
        ("../../../x", "https://base.example/x"),
        ("JaVaScRiPt:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("\x01javascript:alert(1)", None),
        ("vbscript:x", None),
        ("about:blank", None),
        ("blob:https://a.example/1", None),
        ("file:///etc/passwd", None),
        ("view-source:https://a.example/", None),
        ("ws://a.example/", None),
        ("http://[::1]/", "http://[::1]/"),
        ("http://[::1/", None),
        ("http://]/", None),
        ("x" * 1_990, None),
    ],
)
def test_a_link_of_a_hostile_page_is_followed_only_to_http(address: str, expected: str | None) -> None:
    assert urls.absolute(address, "https://base.example/dir/page") == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/x/", "http://www.a.example/x"),
        ("https://a.example/", "https://a.example"),
        ("https://a.example/x?b=1&a=2", "https://www.a.example/x/?a=2&b=1#c"),
        ("https://a.example/x/amp/", "https://a.example/x"),
        ("https://a.example./x", "https://A.EXAMPLE/x"),
        ("https://a.example/%7Eann", "https://a.example/~ann"),
        ("https://a.example/x?utm_source=1", "https://a.example/x?fbclid=2"),
    ],
)
def test_two_addresses_of_one_page_have_one_key(one: str, other: str) -> None:
    assert urls.page_key(one) == urls.page_key(other)
    assert urls.same_page(one, other)


@pytest.mark.parametrize(
    ("url", "origin", "label"),
    [
        ("HTTP://A.example:80/x", "http://a.example", "a.example"),
        ("https://a.example:8443/x", "https://a.example:8443", "a.example:8443"),
        ("http://[::1]:8801/", "http://[::1]:8801", "[::1]:8801"),
        ("https://user:pw@a.example/", "https://a.example", "a.example"),
        ("https://www.a.example./", "https://www.a.example", "www.a.example"),
    ],
)
def test_a_portal_is_named_by_host_and_port(url: str, origin: str, label: str) -> None:
    assert (urls.origin(url), urls.host_label(url)) == (origin, label)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://a.example/?a=1&a=2", {"a": "2"}),
        ("https://a.example/?a", {"a": ""}),
        ("https://a.example/?%C3%A4=%E2%82%AC", {"ä": "€"}),
        ("https://a.example/?a=%FF", {"a": "\ufffd"}),
        ("https://a.example/?a=1;b=2", {"a": "1;b=2"}),
        ("https://a.example/?a=b+c", {"a": "b c"}),
        ("https://a.example/", {}),
    ],
)
def test_parameters_are_read_as_a_server_reads_them(url: str, told: dict[str, str]) -> None:
    assert urls.parameters(url) == told


def test_the_vocabulary_is_documented_to_the_last_word() -> None:
    for module in (items, errors, text, urls, dictionary):
        tree = ast.parse(inspect.getsource(module))
        assert ast.get_docstring(tree), module.__name__
        bare = [
            node.name
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if not ast.get_docstring(node)
        ]
        assert bare in ([], ["Described"]), module.__name__
