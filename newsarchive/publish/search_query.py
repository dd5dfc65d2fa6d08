"""What a reader types into the search box → an FTS5 query that is never malformed."""

import re
from dataclasses import dataclass

from newsarchive.text import unbroken

_TYPED = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Scripts written without blanks (Thai, Lao, Burmese, Khmer, Japanese, Chinese): FTS5's unicode61 takes a whole run of
them for one word, so a part of it is never found there."""

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
"""What a phone or a word processor makes of the straight quotes that were typed."""

_ANY_ENDING = " *"

TERM = re.compile(r'"((?:[^"]|"")*)"( \*)?')
"""A term of `SearchQuery.match`, and what stands behind one of any ending."""

MAX_TERMS = 32
"""Terms of a query that count; a longer one is a pasted text."""


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A query as the reader meant it."""

    match: str | None
    """For `… match ?` in FTS5; None: it holds no word that an index of words can find."""

    substrings: tuple[tuple[str, ...], ...] = ()
    """Texts of scripts without blanks: of each group one must stand somewhere in the text."""

    absent: tuple[str, ...] = ()
    """Texts of such scripts that must stand nowhere in it."""

    unmatched: str | None = None
    """For `… match ?`: what must not match, where `match` is None and cannot leave it out."""

    beginnings: tuple[str, ...] = ()
    """Terms of `match` that stand for any ending, as they stand there: `"presid" *`."""

    problem: str | None = None
    """Why nothing can be searched for, for the reader; None: all is well."""

    @property
    def scans(self) -> bool:
        """True: the index of words alone cannot answer it."""
        return bool(self.substrings or self.absent or self.unmatched)


def read_query(text: str) -> SearchQuery:
    """Return the query that the text means.

    Words must all stand in the text; `"exact words"` (quotes of any shape) stand side by side; `OR` between two terms
    asks for either; `-` before a term leaves out texts that have it; `*` behind a word stands for any ending. Anything
    else is a word.
    """
    words: tuple[list[list[str]], list[str]] = [], []
    unspaced: tuple[list[list[str]], list[str]] = [], []
    last: list[list[str]] | None = None
    joins = False
    for minus, phrase, word in _TYPED.findall(unbroken(text).translate(_QUOTES))[:MAX_TERMS]:
        if word == "OR" and not minus:
            joins = last is not None
            continue
        if word in ("AND", "NOT") or not (term := _term(phrase, word)):
            continue
        is_unspaced = _UNSPACED.search(phrase or word) is not None
        term = (phrase or word).strip("*") if is_unspaced else term
        wanted, unwanted = unspaced if is_unspaced else words
        if minus:
            unwanted.append(term)
        elif not joins:
            wanted.append([term])
            last = wanted
        elif wanted is last:
            wanted[-1].append(term)
        else:
            return SearchQuery(
                None, problem="OR joins words, or texts of scripts without blanks, not one to the other."
            )
        joins = False
    return _assembled(*words, *unspaced, bool(text.strip()))


def spaced(text: str) -> str:
    """Return the text with a blank between its characters and without quotes, as the index of headlines has it."""
    return " ".join(text.replace('"', ""))


def _term(phrase: str, word: str) -> str | None:
    """Return a term in FTS5's syntax, quoted so that nothing in it is an operator; None where it has no letter."""
    bare = phrase or word
    if not any(letter.isalnum() for letter in bare):
        return None
    quoted = '"' + bare.rstrip("*").replace('"', '""').replace("\0", "") + '"'
    return quoted + _ANY_ENDING if word.endswith("*") else quoted


def _assembled(
    wanted: list[list[str]], unwanted: list[str], substrings: list[list[str]], absent: list[str], asked: bool
) -> SearchQuery:
    if not (wanted or substrings):
        if unwanted or absent:
            return SearchQuery(None, problem="Add a word to look for: a search cannot consist of what to leave out.")
        return SearchQuery(None, problem="There is no word in that search." if asked else None)
    either = " OR ".join(unwanted)
    match = " AND ".join(group[0] if len(group) == 1 else "(" + " OR ".join(group) + ")" for group in wanted)
    if match and unwanted:
        match = f"({match}) NOT ({either})"
    every = [term for group in wanted for term in group] + unwanted
    return SearchQuery(
        match or None,
        tuple(map(tuple, substrings)),
        tuple(absent),
        None if match else either or None,
        tuple(term for term in every if match and term.endswith(_ANY_ENDING)),
    )
