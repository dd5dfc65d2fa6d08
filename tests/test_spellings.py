"""The spellings of words that the full-text indexes keep apart from their plain form."""

import sqlite3
import unicodedata
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from newsarchive.archive import spellings
from newsarchive.archive.migrations import MIGRATIONS
from newsarchive.archive.store import open_archive
from newsarchive.archive.verify import verify
from newsarchive.items import FaqEntry
from newsarchive.publish.snapshot import publish
from tests.command_line import newsarchive
from tests.looks import article, ask, comment, look, rows


@pytest.mark.parametrize(
    ("word", "bare"),
    [
        ("Straße", "strasse"), ("GROẞ", "gross"), ("Łódź", "lodz"), ("Ørsted", "orsted"), ("Đông", "dong"),
        ("Ærø", "aero"), ("œuvre", "oeuvre"), ("dışı", "disi"), ("İstanbul", "istanbul"), ("ﬁnance", "finance"),
        ("Zürich", "zurich"), ("Ελλάδα", "ελλαδα"), ("Λόγος", "λογοσ"), ("Королёв", "королев"), ("российский",) * 2,
        ("مُحَمَّد", "محمد"), ("القــاهرة", "القاهره"), ("أحمد", "احمد"), ("إلى", "الي"), ("آن", "ان"), ("مسؤول", "مسوول"),
        ("کتابی", "كتابي"), ("שָׁלוֹם", "שלום"), ("북한",) * 2, ("हिन्दी",) * 2, ("ガス",) * 2,
    ],
)  # fmt: skip
def test_a_word_has_one_plain_form(word: str, bare: str) -> None:
    assert spellings.plain(word) == spellings.plain(bare) == bare


def test_a_letter_that_is_no_other_is_plain_in_the_index() -> None:
    """Whatever SQLite's tokenizer leaves as it is must be told apart, else it is not found under its plain form."""
    letters = [chr(code) for code in (*range(0xC0, 0x700), *range(0x1E00, 0x2000))]
    told = [one for one in letters if unicodedata.category(one) in ("Ll", "Lu", "Lo")]
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("create virtual table f using fts5(x, tokenize='unicode61 remove_diacritics 2')")
        db.execute("create virtual table v using fts5vocab(f, instance)")
        db.executemany("insert into f(rowid, x) values (?, ?)", enumerate(f"q{one}q" for one in told))
        held = {told[row]: term[1:-1] for row, term in db.execute("select doc, term from v")}
    missed = [one for one in told if not spellings.is_other(one) and held[one] != spellings.plain(one)]
    # Signs of linguists, digraphs in one letter, letters younger than the tokenizer: no news is written in them.
    written = {one for one in missed if unicodedata.normalize("NFKC", one) == one and one < "\u0528"}
    assert written <= set("ǠǡǮǯͿ")


def test_words_are_added_as_texts_are_written_and_are_those_of_a_table_made_anew(tmp_path: Path) -> None:
    seen = article(
        headline="Straße in Łódź", faqs=(FaqEntry("Ελλάδα?", "أحمد", "heading"),), comments=(comment(1, "Ærø, café"),)
    )
    with open_archive(tmp_path, write=True) as archive:
        look(archive, seen)
        look(archive, article(headline="Große Straße", faqs=seen.faqs, comments=seen.comments), 1)
        told = rows(archive, "select plain, word from spellings")
        assert dict(told) == {
            "strasse": "straße", "lodz": "łódź", "ελλαδα": "ελλάδα", "احمد": "أحمد", "aero": "ærø", "grosse": "große",
        }  # fmt: skip
        spellings.fill(archive.db.conn)  # the older version's headline is in no index any more
        assert rows(archive, "select plain, word from spellings") == [pair for pair in told if pair[0] != "lodz"]
    assert list(verify(tmp_path)) == []


def test_any_other_program_can_write_to_the_archive(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article())
    with closing(sqlite3.connect(tmp_path / "archive.db")) as db, db:
        db.execute("update articles set headline = 'Große Straße'")
    assert ask(tmp_path, "select headline from articles") == [("Große Straße",)]


def test_an_older_archive_gets_the_spellings_of_its_texts(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "archive.db", isolation_level=None)) as db:
        MIGRATIONS.apply(Database(db), stop_before="m012_spellings")
        db.execute("insert into portals(id, name, url) values (1, 'news.example', 'https://news.example/')")
        db.execute(
            "insert into articles(public_id, portal_id, url, headline, first_seen_at, last_seen_at, status, extractor, "
            "revision_count) values ('a1', 1, 'https://news.example/a', 'Große Straße', '', '', 'live', '', 1)"
        )
        MIGRATIONS.apply(Database(db), stop_before="m013_search_in_live_entries")
        db.execute("insert into live_entries(article_id, position, text) values (1, 0, 'Łódź im Regen')")
    with open_archive(tmp_path, write=True) as archive:
        told = [("grosse", "große"), ("lodz", "łódź"), ("strasse", "straße")]
        assert rows(archive, "select * from spellings") == told
        found = "select rowid from live_entries_fts where live_entries_fts match 'regen'"
        assert rows(archive, found) == [(1,)]


def test_what_is_taken_down_leaves_no_spelling_and_a_masked_copy_has_its_own(tmp_path: Path) -> None:
    with open_archive(tmp_path / "held", write=True) as archive:
        look(archive, article(headline="Große Straße", comments=(comment(1, "Łódź", author="Jörg Strauß"),)))
    publish(tmp_path / "held", tmp_path / "full", profile="full")
    publish(tmp_path / "held", tmp_path / "masked", profile="masked", key=b"k" * 32)
    told = "select word from spellings order by 1"
    assert ask(tmp_path / "full", told) == ask(tmp_path / "held", told) == [
        ("große",), ("jörg",), ("strauß",), ("straße",), ("łódź",),
    ]  # fmt: skip
    assert ask(tmp_path / "masked", told) == [("große",), ("straße",), ("łódź",)]
    asked = ("erase", "--author", "Jörg Strauß", "--reason", "asked", "held")
    assert newsarchive(tmp_path, *asked)[0] == 0
    assert ask(tmp_path / "held", told) == [("große",), ("straße",)]
