"""The text of the article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from newsarchive.extract.blocks import Block, blocks
from newsarchive.extract.body.lead import lead_before, lead_in, split_off
from newsarchive.extract.body.place import Place
from newsarchive.extract.body.trim import LONGEST_NOTE, trimmed
from newsarchive.extract.fields.images import images_in
from newsarchive.extract.page import Page
from newsarchive.extract.rules import select_all
from newsarchive.items import Author, Image
from newsarchive.text import letters

_TOLD_SHARE = 0.7
"""Share of the text from which JSON-LD's articleBody says where the text ends."""
_DOES = re.compile(
    r",? (?:is|was|has|covers|writes|reports|worked|works|joined|ist|war|arbeitet|schreibt|berichtet|est|es|é|è|"
    r"escribe|escreve|scrive|écrit|jest|является|пишет|är|er|on) (?=\w)"
)
"""What is told of an author behind the text begins so, behind the name."""
_TOLD_SLACK = 0.01
"""Share of articleBody that may stand nowhere on the page: a word that is marked as a link, a letter set large."""


@dataclass(slots=True)
class Body:
    """The text, and what was found with it."""

    source: str
    """How its place was found."""
    blocks: list[Block]
    left_out: list[Block]
    """"Read also" lines that stood among them."""
    signature: list[Block]
    """The last of the notes behind the text, where it says who wrote that."""
    lead: str | None = None
    images: tuple[Image, ...] = ()


def read_body(page: Page, place: Place, skip: Iterable[HtmlElement], headline: str | None) -> Body:
    """Return the text of the elements without what is none of it."""
    cut = {*skip, *left_out_by_theme(page, place)}
    gathered: list[Block] = []
    images: list[Image] = []
    for element in place.elements:
        boxes = place.weights.boxes_in(element)
        cut.update(boxes)
        gathered.extend(blocks(element, cut))
        images.extend(images_in(element, page.document.base, set(skip), boxes))
    result = trimmed(page, gathered, headline, cut)
    _join_first_letter(result.kept)
    _end_where_told(page.told_body, result.kept)
    lead = _take_lead(page, place, result.kept)
    return Body(place.source, result.kept, result.left_out, result.signature, lead, tuple(images))


def _join_first_letter(kept: list[Block]) -> None:
    """Put a letter that is set large in a box of its own to the word that it begins."""
    if len(kept) > 1 and len(kept[0].text) == 1 and kept[0].text.isupper() and kept[1].text[0].islower():
        letter = kept.pop(0).text
        kept[0].text = letter + kept[0].text


def _end_where_told(body: Sequence[str], kept: list[Block]) -> None:
    """Take off the end what follows the last paragraph of JSON-LD's articleBody, such as a call for donations.

    Only where the page prints all that articleBody holds, and that is most of the text: one that is cut off, or has
    lost its subheadings, says nothing of the end.
    """
    told = letters(" ".join(body)) if kept else ""
    if not told:
        return
    texts = [letters(block.text) for block in kept]
    held = [bool(text) and text in told for text in texts]
    size = sum(len(text) for text, is_held in zip(texts, held, strict=True) if is_held)
    if size >= _TOLD_SHARE * sum(map(len, texts)) and abs(size - len(told)) <= _TOLD_SLACK * len(told):
        while not held[-1]:
            kept.pop()
            held.pop()


def unsigned(kept: list[Block], authors: Iterable[Author]) -> list[Block]:
    """Return the blocks without one at either end that is nothing but an author's name, and without what is told of
    an author at the end ("Ann Lee is a reporter in Leeds.")."""
    told = [author.name for author in authors]
    names = {letters(name) for name in told} - {""}
    first, last = (len(kept) > 1 and letters(kept[place].text) in names for place in (0, -1))
    end = len(kept) - last
    while end > first + 1 and len(kept[end - 1].text) < LONGEST_NOTE and _is_of(told, kept[end - 1].text):
        end -= 1
    return kept[first:end]


def _is_of(names: Iterable[str], text: str) -> bool:
    """Tell whether the text says what one of these is or does."""
    return any(text.startswith(name) and bool(_DOES.match(text, len(name))) for name in names)


def left_out_by_theme(page: Page, place: Place) -> set[HtmlElement]:
    """Return what the theme's rules say stands inside the text and is none of it, such as the list of tags."""
    if not page.rules:
        return set()
    return {inner for element in place.elements for inner in select_all(element, page.rules.body_cut)}


def _take_lead(page: Page, place: Place, kept: list[Block]) -> str | None:
    """Take the standfirst out of the blocks, else find it before them; return its text."""
    if not place.elements:
        return None
    if place.source == "theme":
        return lead_before(page, place.elements[0])  # what stands in the text a theme names itself
    position = lead_in(page, kept, place.elements[0])
    if position is not None:
        return kept.pop(position).text
    return (split_off(page, kept[0]) if kept else None) or lead_before(page, place.elements[0])
