"""Text hygiene: what passes the gate, and what does not."""

from __future__ import annotations

import sqlite3
import sys
import unicodedata

import pytest

from newsarchive.text import (
    CUT_MARK,
    clean,
    clean_block,
    clean_line,
    cut,
    fold,
    fold_blanks,
    letters,
    lowered,
    unescape,
)


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


def test_in_lower_case_each_letter_stands_in_its_place() -> None:
    whole = "".join(map(chr, range(sys.maxunicode + 1)))
    assert len(lowered(whole)) == len(whole)
    assert lowered("İZMİR’de") == "izmir’de"


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
        ("one\n\n\ntwo", "one\n\ntwo"),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Bridge - 2nd_part!", "thebridge2ndpart"),
        ("Zürich: 1\u00a0000 „Brücken“", "zürich1000brücken"),
        ("桥·重新 开放", "桥重新开放"),
        ("-- | --", ""),
        ("", ""),
    ],
)
def test_letters_are_what_is_left_without_signs(text: str, expected: str) -> None:
    assert letters(text) == expected


def test_ascii_has_the_letters_that_it_has_in_any_text() -> None:
    ascii_text = "".join(map(chr, range(128)))
    assert letters(ascii_text) + "é" == letters(ascii_text + "é")
