"""Frequently asked questions of a page with their answers (docs/faq.md)."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from newsarchive.extract.document import Document
from newsarchive.extract.faq_data import declared_pairs
from newsarchive.items import FaqEntry


@dataclass(frozen=True, slots=True)
class FaqSection:
    """The pairs of a page, and the elements that leave its body with them."""

    entries: tuple[FaqEntry, ...] = ()
    elements: frozenset[HtmlElement] = frozenset()


def find_faqs(document: Document, container: HtmlElement | None) -> FaqSection:
    """Return the FAQ pairs of the page, each question once, and what of the body they take."""
    pairs = declared_pairs(document)
    return FaqSection(tuple(FaqEntry(pair.question, pair.answer, pair.origin) for pair in pairs))
