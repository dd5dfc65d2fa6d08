"""FAQ pairs that a page declares: JSON-LD and microdata of schema.org/FAQPage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from newsarchive.extract import json_ld
from newsarchive.extract.blocks import paragraphs
from newsarchive.extract.document import Document
from newsarchive.extract.faq.pairs import Pair, answer_text, panel_paragraphs, question_text, title_line
from newsarchive.text import clean_block, clean_line, unescape

Node = dict[str, Any]

MAX_PAIRS = 500
"""Pairs of one page that are read."""


def declared_pairs(document: Document) -> list[Pair]:
    """Return the pairs of the page's FAQPage objects, in order. QAPage, where users answer, is no FAQ."""
    pages = [node for root in document.json_ld for node in (root, *_inner(root)) if "faqpage" in json_ld.types(node)]
    if not pages:
        return []
    by_id = {node["@id"]: node for node in document.json_ld if isinstance(node.get("@id"), str)}
    pairs = []
    for page in pages:
        for node in _questions(page, by_id):
            pair = _pair(node, document.url, by_id)
            if pair:
                pairs.append(pair)
            if len(pairs) >= MAX_PAIRS:
                return pairs
    return pairs


def _inner(root: Node) -> Iterator[Node]:
    """Yield the objects in the places where an article names its FAQ."""
    for key in ("mainEntity", "hasPart", "subjectOf", "mentions", "mainEntityOfPage"):
        value = root.get(key)
        if isinstance(value, (dict, list)):
            yield from (node for node in (value if isinstance(value, list) else [value]) if isinstance(node, dict))


def _questions(page: Node, by_id: dict[str, Node]) -> Iterator[Node]:
    for key in ("mainEntity", "hasPart", "mainEntityOfPage", "itemListElement"):
        for node in _nodes(page.get(key), by_id):
            if node.get("@type") == "ItemList":
                yield from _nodes(node.get("itemListElement"), by_id)
            elif "acceptedAnswer" in node or "suggestedAnswer" in node:
                yield node


def _nodes(value: Any, by_id: dict[str, Node]) -> list[Node]:
    """Return the value's objects, references (`@id` alone) followed."""
    found = []
    for member in value if isinstance(value, list) else [value]:
        if isinstance(member, str):
            member = {"@id": member}
        if isinstance(member, dict):
            reference = member.get("@id")
            is_reference = len(member) == 1 and isinstance(reference, str)
            found.append(by_id.get(str(reference), member) if is_reference else member)
    return found


def _pair(node: Node, url: str, by_id: dict[str, Node]) -> Pair | None:
    question = question_text(" ".join(_texts(node.get("name") or node.get("headline") or node.get("text"), url)))
    if not question:
        return None
    for key in ("acceptedAnswer", "suggestedAnswer"):
        for answer in _nodes(node.get(key), by_id):
            parts = _texts(answer.get("text") or answer.get("articleBody") or answer.get("description"), url)
            if text := answer_text(parts):
                return Pair(question, text, "json-ld")
    return Pair(question, None, "json-ld")


def _texts(value: Any, url: str) -> list[str]:
    if isinstance(value, list):
        return [text for member in value[:20] for text in _texts(member, url)]
    if not isinstance(value, str) or not value.strip():
        return []
    text = unescape(value)
    if "<" in text:
        return paragraphs(Document.parse(f"<html><body>{text}</body></html>", url).root)
    return [clean_line(part) for part in clean_block(text).split("\n") if part.strip()]


def microdata_pairs(elements: list[HtmlElement]) -> list[Pair]:
    """Return the pairs of elements with `itemtype` Question outside a QAPage, in order."""
    pairs = []
    outer = {element for element in elements if _type(element) == "qapage"}
    for element in elements:
        if _type(element) != "question" or (outer and not outer.isdisjoint(element.iterancestors())):
            continue
        name, answer = _property(element, "name"), _property(element, "acceptedanswer")
        if answer is None:
            answer = _property(element, "suggestedanswer")
        if name is None or answer is None:
            continue
        text = _property(answer, "text")
        question = question_text(name.get("content") or title_line(name))
        if question:
            told = text.get("content") if text is not None and text.tag == "meta" else None
            parts = [told] if told else panel_paragraphs(answer if text is None else text)
            pairs.append(Pair(question, answer_text(parts), "microdata", (element,)))
            outer.add(element)
    return pairs


def _property(element: HtmlElement, name: str) -> HtmlElement | None:
    for inner in element.iterdescendants():
        if name in (inner.get("itemprop") or "").lower().split():
            return inner
    return None


def _type(element: HtmlElement) -> str:
    itemtype: str = element.get("itemtype") or ""
    return itemtype.rstrip("/ ").rpartition("/")[2].lower()
