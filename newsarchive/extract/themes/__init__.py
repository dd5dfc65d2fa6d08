"""Themes and platforms as data: where each keeps the fields of an article."""

from __future__ import annotations

from datetime import date

from newsarchive.extract.document import Document
from newsarchive.extract.rules import Rules, compiled, may_find, narrowed
from newsarchive.extract.themes.ghost import GHOST
from newsarchive.extract.themes.magazines import DIVI, GENESIS, JANNAH, NEWSPAPER
from newsarchive.extract.themes.soledad import SOLEDAD
from newsarchive.extract.themes.wordpress import BLOCK, CLASSIC

THEMES: tuple[Rules, ...] = (SOLEDAD, NEWSPAPER, JANNAH, DIVI, GENESIS, GHOST, BLOCK, CLASSIC)
"""Most particular first: a page is its first match."""


def detect(document: Document, day: date) -> Rules | None:
    """Return the rules of the theme whose every mark the page bears, valid on `day`; None where none is known."""
    names = document.index.class_names
    for rules in THEMES:
        may_be = rules.holds_on(day) and all(may_find(mark, names) for mark in rules.marks)
        if may_be and all(compiled(mark)(document.root) for mark in rules.marks):
            return rules
    return None


def suited(rules: Rules | None, document: Document, day: date) -> Rules | None:
    """Return the portal's rules where the page bears their marks, else those of the theme that the page shows.

    A portal changes its theme overnight; rules whose marks no theme's page bears stay in force. Selectors that can
    find nothing on this page are left out.
    """
    is_borne = rules is not None and all(compiled(mark)(document.root) for mark in rules.marks)
    found = rules if is_borne else detect(document, day) or rules
    return None if found is None else narrowed(found, document.index.class_names)


def named(name: str) -> Rules:
    """Return the theme of this name; raises KeyError where there is none."""
    return {rules.name: rules for rules in THEMES}[name]
