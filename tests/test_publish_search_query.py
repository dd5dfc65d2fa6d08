"""What a reader types becomes a query that FTS5 always accepts, and that means what the reader meant."""

import random
import sqlite3

import pytest

from newsarchive.publish.search import OPENING, marked, whole_words
from newsarchive.publish.search_query import SearchQuery, read_query

TEXTS = {
    1: "President Putin met Kim Jong Un in North Korea",
    2: "The presidency of the council, a sport story",
    3: "Korea in the north; Lavrov's visit",
    4: "北京大学 发布 报告",
    5: "São Paulo: eleições",
    6: "東京大学 sport 報告",
}


@pytest.fixture
def index() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.execute("create virtual table f using fts5(text, tokenize='unicode61 remove_diacritics 2')")
    db.executemany("insert into f(rowid, text) values (?, ?)", TEXTS.items())
    return db


def found(db: sqlite3.Connection, text: str) -> list[int]:
    query = read_query(text)
    hits = set(TEXTS)
    if query.match:
        hits = {row for (row,) in db.execute("select rowid from f where f match ?", [query.match])}
    if query.unmatched:
        hits -= {row for (row,) in db.execute("select rowid from f where f match ?", [query.unmatched])}
    hits = {n for n in hits if all(any(part in TEXTS[n] for part in group) for group in query.substrings)}
    return sorted(n for n in hits if not any(part in TEXTS[n] for part in query.absent)) if not query.problem else []


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("korea", [1, 3]),
        ("north korea", [1, 3]),
        ('"north korea"', [1]),
        ('"north korea', [1]),
        ("“north korea”", [1]),
        ("„north korea“", [1]),
        ("korea -«jong un»", [3]),
        ("presid*", [1, 2]),
        ("presid", []),
        ("kim OR lavrov", [1, 3]),
        ("korea kim OR lavrov", [1, 3]),
        ("korea -putin", [3]),
        ('korea -"jong un"', [3]),
        ("presid* -sport", [1]),
        ("-putin north -sport", [3]),
        ("korea -putin -lavrov", []),
        ("lavrov's", [3]),
        ("sao eleicoes", [5]),
        ("北京", [4]),
        ("大学 报告", [4]),
        ("大学", [4, 6]),
        ("大学 -北京", [6]),
        ("大学 -sport", [4]),
        ("大学 -spor*", [4]),
        ("sport -東京", [2]),
        ("北京 OR 東京", [4, 6]),
        ("大学 北京 OR 東京 -報告", [4]),
        ("-北京", []),
        ("korea AND kim", [1]),
        ("NOT korea", [1, 3]),
        ("-korea", []),
        ("text:korea", []),
        ("()", []),
    ],
)
def test_a_query_finds_what_the_reader_means(index: sqlite3.Connection, text: str, hits: list[int]) -> None:
    assert found(index, text) == hits


def test_an_empty_search_is_no_problem_and_one_of_signs_is() -> None:
    assert read_query("  ") == SearchQuery(None)
    assert read_query("?!").problem == "There is no word in that search."
    assert (read_query("-sport").problem or "").startswith("Add a word")
    assert (read_query("-北京 -sport").problem or "").startswith("Add a word")
    assert (read_query("Beijing OR 北京").problem or "").startswith("OR joins words")


def test_nothing_that_can_be_typed_is_malformed(index: sqlite3.Connection) -> None:
    signs = [
        '"',
        "*",
        "-",
        "(",
        ")",
        "OR",
        "AND",
        "NOT",
        "NEAR",
        ":",
        "^",
        "+",
        "{",
        "}",
        "'",
        ";",
        "korea",
        "北京",
        "\0",
        ",",
        "\\",
        " ",
    ]
    dice = random.Random(6)
    for _ in range(3_000):
        found(index, "".join(dice.choice(signs) for _ in range(dice.randrange(1, 9))))


def test_a_pasted_text_is_cut_to_its_first_terms() -> None:
    assert (read_query("word " * 500).match or "").count("AND") == 31


@pytest.mark.parametrize(
    ("snippet", "pieces"),
    [
        ("a \x02b\x03 c", (("a ", False), ("b", True), (" c", False))),
        ("\x02b\x03\x02c\x03", (("b", True), ("c", True))),
        ("plain", (("plain", False),)),
        ("<b>\x02<i>\x03", (("<b>", False), ("<i>", True))),
        ("cut \x02open", (("cut ", False), ("open", False))),
    ],
)
def test_a_snippet_is_parted_at_its_marks(snippet: str, pieces: tuple[tuple[str, bool], ...]) -> None:
    assert marked(snippet) == pieces


@pytest.mark.parametrize(
    ("opening", "shown"),
    [
        ("A short text.", "A short text."),
        ("word " * (OPENING // 5 - 1) + "wordy", ("word " * (OPENING // 5 - 1)).rstrip() + " …"),
        ("字" * OPENING, "字" * OPENING + " …"),
    ],
)
def test_an_opening_ends_with_a_whole_word(opening: str, shown: str) -> None:
    assert whole_words(opening) == shown
