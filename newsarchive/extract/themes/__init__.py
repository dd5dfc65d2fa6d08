"""Themes and platforms as data: where each keeps the fields of an article.

WordPress's own (`wordpress.py`), magazine themes for it (`magazines.py`, `soledad.py`), Ghost (`ghost.py`) and Material
for MkDocs (`mkdocs.py`).
"""

from __future__ import annotations

import re
from datetime import date

from newsarchive.errors import UsageMistake
from newsarchive.extract.document import Document
from newsarchive.extract.rules import Rules, check, compiled, narrowed, needed
from newsarchive.extract.themes.ghost import GHOST
from newsarchive.extract.themes.magazines import DIVI, GENESIS, JANNAH, NEWSPAPER
from newsarchive.extract.themes.mkdocs import MKDOCS
from newsarchive.extract.themes.soledad import SOLEDAD
from newsarchive.extract.themes.wordpress import BLOCK, CLASSIC

THEMES: tuple[Rules, ...] = (SOLEDAD, NEWSPAPER, JANNAH, DIVI, GENESIS, GHOST, MKDOCS, BLOCK, CLASSIC)
"""Most particular first: a page is its first match."""


def detect(document: Document, day: date) -> Rules | None:
    """Return the rules of the theme whose every mark the page bears, valid on `day`; None where none is known."""
    names = document.index.class_names
    missing = {word for word in _ALL_WORDS if word not in names}
    for rules in THEMES:
        may_be = rules.holds_on(day) and missing.isdisjoint(_WORDS[rules.name])
        if may_be and all(_bears(document, mark) for mark in rules.marks):
            return rules
    return None


def _bears(document: Document, mark: str) -> bool:
    """Tell whether the page bears the mark. Whether any element has the tag and the class with which a mark begins, the
    index tells in a tenth of the time that XPath takes for a whole page."""
    if first := _FIRST_STEP.match(mark):
        named = any(first[2] in f" {el.get('class') or ''} " for el in document.index.by_tag.get(first[1], ()))
        if not named or first.end() == len(mark):
            return named
    return bool(compiled(mark)(document.root))


_FIRST_STEP = re.compile(r"//(\w+)\[contains\((?:@class|concat\(' ',@class,' '\)),'([\w -]+)'\)\]")


_WORDS = {rules.name: frozenset().union(*map(needed, rules.marks)) for rules in THEMES}
"""What stands in some class of a page that bears a theme's marks: a cheap look before they are looked for."""
_ALL_WORDS: frozenset[str] = frozenset().union(*_WORDS.values())


def suited(rules: Rules | None, document: Document, day: date) -> Rules | None:
    """Return the portal's rules where the page bears their marks, else those of the theme that the page shows.

    A portal changes its theme overnight; rules whose marks no theme's page bears stay in force. Selectors that can
    find nothing on this page are left out.
    """
    is_borne = rules is not None and all(_bears(document, mark) for mark in rules.marks)
    found = rules if is_borne else detect(document, day) or rules
    return None if found is None else narrowed(found, document.index.class_names)


def named(name: str) -> Rules:
    """Return the theme of this name; raises KeyError where there is none."""
    return {rules.name: rules for rules in THEMES}[name]


def check_all() -> None:
    """Raise UsageMistake that names the first theme with a selector that is none: no page must meet it first."""
    for rules in THEMES:
        try:
            check(rules)
        except ValueError as mistake:
            raise UsageMistake(f"theme {rules.name}: {mistake}") from mistake
