"""The figures of extraction on the public corpora may only rise."""

import os

import pytest

from benchmarks.accuracy import FIGURES, UNNAMED, fallen, floors, key, measured, raised, table, written
from benchmarks.corpus import CorpusPage, unnamed
from newsarchive.extract.article import DEFAULT_FETCHED_AT
from tests.testbed import needs_testbed


def test_every_figure_has_a_floor() -> None:
    assert set(floors()) == {key(figure) + mark for figure in FIGURES for mark in ("", UNNAMED)}


def test_a_floor_only_rises() -> None:
    assert raised({"a": 0.9, "b": 0.5}, {"a": 0.8, "b": 0.7}) == {"a": 0.9, "b": 0.695}


def test_a_figure_below_its_floor_is_named() -> None:
    found = {name: 1.0 for name in floors()}
    assert fallen(found) == []
    name = key(FIGURES[0])
    assert fallen(found | {name: 0.5}) == [f"{name}: 0.500 is below {floors()[name]:.3f}"]


def test_the_table_replaces_the_one_before() -> None:
    lines = list(table(dict.fromkeys(floors(), 0.5)))
    document = "Head\n<!-- table -->\nold\n<!-- /table -->\nTail\n"
    assert written(document, lines) == "Head\n<!-- table -->\n" + "\n".join(lines) + "\n<!-- /table -->\nTail\n"


def test_class_names_are_hashed_alike_and_nothing_else_is() -> None:
    html = b'<p class="a b" id=a>a</p><script>x=\'<p class="a">\'</script><p class=\'a\'>class="a"</p>'
    assert unnamed(CorpusPage("1", "https://paper.example/", html, DEFAULT_FETCHED_AT)).html == (
        b'<p class="x0cc175 x92eb5f" id=a>a</p><script>x=\'<p class="a">\'</script><p class=\'x0cc175\'>class="a"</p>'
    )


@needs_testbed
@pytest.mark.skipif(os.environ.get("NEWSARCHIVE_ACCURACY") != "1", reason="30 s: run by .ci/run (benchmarks --check)")
def test_no_figure_falls_below_its_floor() -> None:
    assert fallen(measured()) == []
