"""Text hygiene: what passes the gate, and what does not."""

from __future__ import annotations

import sqlite3
import sys
import unicodedata

import pytest

from newsarchive.text import CUT_MARK, clean, clean_block, clean_line, cut, fold, fold_blanks, unescape


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("plain", "plain"),
        ("tab\tand\nline\r\n", "tab\tand\nline\r\n"),
        ("nul\0 bell\x07 escape\x1b del\x7f c1\x85\x9f", "nul bell escape del c1"),
        ("surrogate \ud800 low \udfff end", "surrogate  low  end"),
        ("noncharacters \ufffe\uffff\ufdd0\ufdef\U0001fffe\U0010ffff", "noncharacters "),
        ("byte order \ufeffmark", "byte order mark"),
        ("Cafe\u0301", "Café"),
        ("한국".encode().decode(), "한국"),
        ("emoji 👨‍👩‍👧 stays", "emoji 👨‍👩‍👧 stays"),
        ("", ""),
    ],
)
def test_a_cleaned_text_holds_what_a_database_can_keep(raw: str, expected: str) -> None:
    assert clean(raw) == expected


def test_every_code_point_passes_or_goes_and_the_rest_is_stored_as_it_is() -> None:
    whole = "".join(map(chr, range(sys.maxunicode + 1)))
    kept = clean(whole)
    assert unicodedata.is_normalized("NFC", kept)
    with sqlite3.connect(":memory:") as db:
        assert db.execute("select ?", (kept,)).fetchone() == (kept,)
    assert not {unicodedata.category(character) for character in kept} & {"Cs"}
    assert {character for character in kept if unicodedata.category(character) == "Cc"} == {"\t", "\n", "\r"}


@pytest.mark.parametrize("text", ["", "a", "  a \u00a0 b\u2003c\n\td ", "a\0b", "e\u0301 \ud800", "x" * 30_000])
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_block(clean_block(text)) == clean_block(text)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  one\u00a0 two\n\tthree  ", "one two three"),
        ("\u2003\u2009", ""),
        ("a\r\nb", "a b"),
        ("zero\u200bwidth", "zero\u200bwidth"),
    ],
)
def test_a_line_has_single_blanks(raw: str, expected: str) -> None:
    assert clean_line(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\n\n\n \n two", "one\n\ntwo"),
        ("  one  \n   two   words ", "one\ntwo words"),
        ("\n\n", ""),
    ],
)
def test_a_block_keeps_lines_and_has_one_blank_line_between_paragraphs(raw: str, expected: str) -> None:
    assert clean_block(raw) == expected


@pytest.mark.parametrize(
    ("text", "cap", "expected"),
    [
        ("short", 20, "short"),
        ("exactly ten", 11, "exactly ten"),
        ("a longer sentence", 12, "a longer" + CUT_MARK),
        ("words and blank", 14, "words and" + CUT_MARK),
    ],
)
def test_a_cut_text_says_that_it_was_cut(text: str, cap: int, expected: str) -> None:
    assert cut(text, cap) == expected
    assert len(cut(text, cap)) <= cap


def test_lines_and_blocks_are_capped() -> None:
    assert len(clean_line("word " * 10_000, cap=100)) <= 100
    assert len(clean_block("word\n\n" * 10_000, cap=100)) <= 100


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("AT&amp;T &#8217;s", "AT&T ’s"),
        ("twice &amp;quot;escaped&amp;quot;", 'twice "escaped"'),
        ("&lt;b&gt;", "<b>"),
        ("R&D; more", "R&D; more"),
        ("no reference", "no reference"),
    ],
)
def test_character_references_are_resolved(raw: str, expected: str) -> None:
    assert unescape(raw) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Why?” – he asked", '"why?" - HE ASKED'),
        ("soft\u00adhyphen", "softhyphen"),
        ("ﬁne  print", "fine print"),
        ("STRASSE", "straße"),
        ("Ｆｕｌｌ width", "full WIDTH"),
        ("it’s", "it's"),
    ],
)
def test_texts_that_differ_only_in_dress_compare_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_blanks_are_folded_alike_whatever_they_are() -> None:
    """The short way of `fold_blanks` rests on the first of these."""
    blanks = [one for one in map(chr, range(0x110000)) if one.isspace()]
    assert [one for one in blanks if one.isprintable()] == [" "]
    assert {fold_blanks(f" a{one}b {one}") for one in blanks} == {"a b"}
