"""JSON-LD as portals print it: broken, nested, wrapped, hostile. It is read as far as it goes and never raises."""

import json
from typing import Any

import pytest

from newsarchive.extract.json_ld import MAX_CHARACTERS, MAX_DEPTH, MAX_OBJECTS, read, types, within

NODE = '{"@type":"NewsArticle","headline":"Bridge"}'
READ = ({"@type": "NewsArticle", "headline": "Bridge"},)


@pytest.mark.parametrize(
    "script",
    [
        NODE,
        f"  \n{NODE}\n ",
        f"[{NODE}]",
        f"[[{NODE}]]",
        '{"@context":"https://schema.org","@graph":[' + NODE + "]}",
        '{"@graph":{"@graph":[' + NODE + "]}}",
        f"<!--\n{NODE}\n-->",
        f"<![CDATA[{NODE}]]>",
        f"//<![CDATA[\n{NODE}\n//]]>",
        f"/* <![CDATA[ */{NODE}/* ]]> */",
        f"{NODE};",
        '{"@type":"NewsArticle","headline":"Bridge",}',
        '[{"@type":"NewsArticle","headline":"Bridge"},]',
        NODE.replace('"', "&quot;"),
        f"{NODE} trailing words",
        '{"@type":"NewsArticle","headline":"Bri\\dge"}',
        f'{NODE}{{"@type":',
    ],
)
def test_an_object_is_read_whatever_it_is_wrapped_in(script: str) -> None:
    assert read([script]) == READ


@pytest.mark.parametrize(
    "script",
    [
        "",
        "   ",
        "null",
        "true",
        "7",
        '"NewsArticle"',
        "[]",
        "{}",
        "[null, 1, []]",
        '{"headline":"no type"}',
        "{",
        "}",
        "{{headline}}",
        "undefined",
        "window.data = 1",
        '{"@graph":null}',
        '{"@graph":7}',
        "<script>",
        "\0\0\0",
        "\ud800",
        "[" * 100_000,
        '{"a":' * 100_000,
        '"' * 10_001,
        "\\" * 10_001,
        NODE + " " * MAX_CHARACTERS + NODE,
    ],
)
def test_what_holds_no_object_gives_none_and_raises_nothing(script: str) -> None:
    assert read([script]) == ()


def test_several_values_in_one_script_are_all_read() -> None:
    second = '{"@type":"Person","name":"Ann"}'
    for joint in ("", "\n", ",", ";\n", " , "):
        assert [node["@type"] for node in read([f"{NODE}{joint}{second}"])] == ["NewsArticle", "Person"]


def test_a_fault_loses_only_what_stands_behind_it() -> None:
    assert read([f'{NODE}\n{{"@type":"Person", oops}}\n{NODE}', NODE]) == READ * 2


def test_line_breaks_inside_a_text_are_kept() -> None:
    assert read(['{"@type":"Article","articleBody":"One.\n\nTwo.\tThree."}']) == (
        {"@type": "Article", "articleBody": "One.\n\nTwo.\tThree."},
    )


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("9" * 5_000, None),
        ("-" + "9" * 5_000, None),
        ("NaN", None),
        ("Infinity", None),
        ("-Infinity", None),
        ("12", 12),
        ("1.5", 1.5),
    ],
)
def test_numbers_that_would_cost_time_or_are_none_are_left_out(value: str, wanted: Any) -> None:
    # The comma before the brace makes the strict parser refuse it: the lenient one has to hold the bounds as well.
    assert read(['{"@type":"A","n":' + value + ",}"]) == ({"@type": "A", "n": wanted},)


def test_an_object_with_a_type_and_a_graph_comes_before_what_it_holds() -> None:
    script = '{"@type":"WebPage","@graph":[{"@type":"Article"},{"@graph":[{"@type":"Person"}]}]}'
    assert [node["@type"] for node in read([script])] == ["WebPage", "Article", "Person"]


def test_the_deepest_graph_that_is_read_is_bounded() -> None:
    def nested(depth: int) -> str:
        return '{"@graph":' * depth + NODE + "}" * depth

    assert (read([nested(MAX_DEPTH)]), read([nested(MAX_DEPTH + 1)])) == (READ, ())


def test_objects_are_bounded_in_number() -> None:
    assert len(read([json.dumps([{"@type": "A"}] * (MAX_OBJECTS + 10))])) == MAX_OBJECTS
    assert len(read(['{"@type":"A"}'] * (MAX_OBJECTS + 10))) == MAX_OBJECTS


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("NewsArticle", {"newsarticle"}),
        ("http://schema.org/NewsArticle", {"newsarticle"}),
        ("https://schema.org/NewsArticle", {"newsarticle"}),
        ("schema:NewsArticle", {"newsarticle"}),
        (" Article ", {"article"}),
        (["Article", "BlogPosting"], {"article", "blogposting"}),
        (["Article", None, 7, {"a": 1}], {"article"}),
        (None, set()),
        (7, set()),
        ({"@id": "x"}, set()),
    ],
)
def test_a_type_counts_without_its_vocabulary(told: Any, wanted: set[str]) -> None:
    assert types({"@type": told}) == wanted


def test_objects_inside_objects_are_found_outermost_first() -> None:
    node = {
        "@type": "Article",
        "author": [{"@type": "Person", "worksFor": {"@type": "Organization"}}],
        "note": {"image": {"@type": "ImageObject"}},
        "text": "@type",
    }
    assert [found["@type"] for found in within(node)] == ["Article", "Person", "Organization", "ImageObject"]


@pytest.mark.parametrize("value", [{}, []])
def test_nothing_holds_nothing(value: Any) -> None:
    assert list(within(value)) == []


def test_the_search_within_is_bounded_in_depth_and_number() -> None:
    deep: dict[str, Any] = {"@type": "A"}
    for _ in range(500):
        deep = {"@type": "A", "in": deep}
    assert len(list(within(deep))) == MAX_DEPTH + 1
    assert len(list(within([{"@type": "A"}] * (MAX_OBJECTS * 2)))) == MAX_OBJECTS - 1
