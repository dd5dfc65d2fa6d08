"""Words that the full-text indexes keep apart from what a reader types for them: Straße, Łódź, Ελλάδα, مُحَمَّد; and
those with umlauts, which a reader without them types as Mueller.

SQLite's tokenizer takes the accents from ASCII's letters only. The table `spellings` holds every other word of the
indexed texts beside its plain form; who searches asks for all spellings of a word. The indexes stay as they are, so
that any other program finds in them what it always found.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata

import orjson

from newsarchive.archive.schema import INDEXED

LONGEST = 60
"""Characters of a word; a longer run is the text of a script without blanks."""

_VOWELS = (
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e8\u06ea-\u06ed"
)
"""Vowel signs and accents of Hebrew and Arabic, and the stroke that makes an Arabic word longer."""

_LETTERS = dict(zip("øłđðħŋŧıßþæœ", ("o", "l", "d", "d", "h", "n", "t", "i", "ss", "th", "ae", "oe"), strict=True))
_LETTERS |= {"ё": "е", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ہ": "ه"}
"""Letters that Unicode does not take apart. Of Arabic those that writers use for each other, as Lucene's normalizers
for Arabic and Persian have them; Persian and Urdu print two of them as letters of their own."""

_PLAIN = str.maketrans(_LETTERS)
_MARKS = re.compile(f"(?<![\u0400-\u04ff])[\u0300-\u036f]+|[{_VOWELS}]+")
"""A mark on a Cyrillic letter makes another letter: й is no и."""

_OTHER = re.compile(
    f"[{''.join(_LETTERS)}ẞØŁĐÐĦŊŦÞÆŒЁǢǣǼǽǾǿ\u0386\u0388-\u0390\u03aa-\u03b0\u03ca-\u03ce\u1f00-\u1fff"
    f"\u0622-\u0626\u06c0-\u06c2{_VOWELS}\ufb00-\ufb06\ufb1d-\ufdff\ufe70-\ufefc]"
)
"""What the tokenizer leaves as it is. A Greek accent is one of them, and so is every ligature."""

_UMLAUT = re.compile("[äöüÄÖÜ]")
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})

_KEPT = re.compile(f"{_OTHER.pattern}|{_UMLAUT.pattern}")

_MOST_KNOWN = 200_000
"""Words that are remembered while the table is made (40 MB)."""

WORD = re.compile(f"[\\w\u0300-\u036f{_VOWELS}]+")


def plain(word: str) -> str:
    """Return a word without case, accents and vowel signs, with one letter for those that stand for each other."""
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", word.casefold().translate(_PLAIN)).translate(_PLAIN))
    return unicodedata.normalize("NFC", bare)


def is_other(word: str) -> bool:
    """Tell whether the indexes hold the word under another form than its plain one."""
    return _OTHER.search(word) is not None


def has_umlaut(word: str) -> bool:
    """Tell whether the word has a letter that is written as two where there is no umlaut: Müller, Mueller."""
    return _UMLAUT.search(word) is not None


def written_out(word: str) -> str:
    """Return the plain form of a word with two letters for each umlaut."""
    return plain(word.lower().translate(_WRITTEN_OUT))


def spelled(text: str | None) -> set[tuple[str, str]]:
    """Return plain form and word, in lower case, of the words that the indexes hold under other forms than that."""
    if not text or text.isascii() or not _KEPT.search(text):
        return set()
    parts = set(filter(_KEPT.search, text.split()))  # half the time that looking at each word of the text takes
    words = {word.lower() for part in parts for word in WORD.findall(part) if len(word) <= LONGEST}
    bare = {(plain(word), word) for word in words if is_other(word)}
    return bare | {(written_out(word), word) for word in words if has_umlaut(word)}


def keep(db: sqlite3.Connection) -> None:
    """Let this connection add the spellings of whatever it writes. Other programs, which lack our functions, can write
    too: the triggers are the connection's own."""
    _functions(db)
    for table, columns in INDEXED.items():
        for event in ("insert", f"update of {columns}"):
            texts = [f"new.{column}" for column in columns.split(", ")]
            db.execute(
                f"create temp trigger spellings_{table}_{event[:6]} after {event} on main.{table} "
                f"begin {_adding(texts)}; end"
            )


def fill(db: sqlite3.Connection) -> None:
    """Make the table anew from the texts."""
    known = set[tuple[str, str]]()
    _functions(db, known)
    db.execute("delete from spellings")
    for table in INDEXED:
        _add(db, table)
    _functions(db)


def add(db: sqlite3.Connection, table: str) -> None:
    """Add the spellings of one table's texts."""
    _functions(db)
    _add(db, table)


def _add(db: sqlite3.Connection, table: str) -> None:
    db.execute(_adding(INDEXED[table].split(", "), f"main.{table}, "))


def _functions(db: sqlite3.Connection, known: set[tuple[str, str]] | None = None) -> None:
    """Give the connection what its SQL calls. `known`: pairs that are added already, where nothing takes them back."""

    def told(*texts: str | None) -> str:
        pairs = set[tuple[str, str]]().union(*map(spelled, texts))
        if known is not None:
            pairs -= known
            if len(known) > _MOST_KNOWN:
                known.clear()
            known.update(pairs)
        return orjson.dumps(sorted(pairs)).decode()

    db.create_function("spelled", -1, told)


def _adding(texts: list[str], source: str = "") -> str:
    return (
        "insert or ignore into spellings(plain, word) "
        "select json_extract(s.value, '$[0]'), json_extract(s.value, '$[1]') "
        f"from {source}json_each(spelled({', '.join(texts)})) s where true"
    )
