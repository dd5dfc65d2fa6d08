"""The entries of a live blog by their times: rows of like elements, each with a `time` of its own, named or not."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import islice, pairwise

from lxml.html import HtmlElement

from newsarchive.extract.beside import is_elsewhere
from newsarchive.extract.body.live_entry import read_entry
from newsarchive.extract.comments.times import Clock
from newsarchive.extract.index import Index
from newsarchive.extract.page import Page
from newsarchive.items import LiveEntry

MAX_ROWS = 1_000
MAX_TIMES = 2_000
_FEWEST = 3
_SHARE = 0.5
"""Share of the article's text that its entries hold at least."""
_ORDERED = 0.8
"""Share of the entries that stand in the order of their moments at least: one may be pinned to the top."""
_SHORTEST = 20
"""Characters of an entry's text."""
_CLOCK = re.compile(r"\d[T ]\d\d:?\d\d")
_LIVE = re.compile(
    r"(?<![^\W_])live(?:blogs?|ticker|text|feed|updates?)?(?![^\W_])|newsblog|ticker|minute[- ]by[- ]minute|"
    r"(?<!\w)(?:en|in|em|al|ao)[- ](?:direct[oe]?|vivo|diretta|minuto)(?!\w)|direkte|na żywo|relacja|онлайн|"
    r"прямой эфир|наживо|canlı|anlatım|مباشر|直播|ライブ|速報|실시간",
    re.IGNORECASE,
)
"""Words in title, address or class of a page that is written while things happen."""
_NO_ROW = frozenset(("html", "body", "main", "header", "blockquote", "figure", "figcaption", "a", "p", "span"))


def timed_entries(
    page: Page, roots: Collection[HtmlElement], body: Sequence[str], clock: Clock
) -> tuple[LiveEntry, ...]:
    """Return the rows of a live blog, in the order printed; () where the page is none.

    Each row has one `time` with date and time of day, and a text; together they hold half of the article's text. The
    page, or the row, says that it is live: else any list of dated things would be one. `roots`: threads of comments.
    """
    index = page.document.index
    times = [el for el in index.by_tag.get("time", ()) if _CLOCK.search(el.get("datetime") or "")]
    if len(times) < _FEWEST or not body:
        return ()
    rows = _rows(index, times, roots)
    if len(rows) < _FEWEST or not (_is_live(page) or any(_LIVE.search(_names(row)) for row, _ in rows[:_FEWEST])):
        return ()
    known = {row for row, _ in rows}
    read = (read_entry(index, row, time, clock, known) for row, time in rows[:MAX_ROWS])
    entries = [entry for entry in read if entry is not None and len(entry.text) >= _SHORTEST]
    held = sum(len(entry.text) for entry in entries)
    is_whole = len(rows) >= MAX_ROWS or (len(entries) >= _FEWEST and held >= _SHARE * sum(map(len, body)))
    return tuple(entries) if is_whole and _are_in_order(entries) else ()


def _rows(
    index: Index, times: Sequence[HtmlElement], roots: Collection[HtmlElement]
) -> list[tuple[HtmlElement, HtmlElement]]:
    """Return the children of the element with the most children that hold a time, each with its first one."""
    held: dict[HtmlElement, dict[HtmlElement, HtmlElement]] = {}
    for time in times[:MAX_TIMES]:
        row, parent = time, time.getparent()
        while parent is not None and row not in held.setdefault(parent, {}):
            held[parent][row] = time
            row, parent = parent, parent.getparent()
    found = max(held.values(), key=len)
    rows = [(row, time) for row, time in found.items() if row.tag not in _NO_ROW and not is_elsewhere(index, row)]
    threads = set(roots)
    is_thread = bool(rows) and not threads.isdisjoint((rows[0][0], *rows[0][0].iterancestors()))
    return [] if is_thread else [one for one in rows if one[0].tag == rows[0][0].tag and one[0] not in threads]


def _is_live(page: Page) -> bool:
    told = (page.title, page.document.meta("og:title"), page.document.url, *(text for _, text in page.h1s[:1]))
    return any(_LIVE.search(text) for text in told if text)


def _names(row: HtmlElement) -> str:
    around = (row, *islice(row.iterancestors(), 2))
    return " ".join(f"{el.get('class') or ''} {el.get('id') or ''}" for el in around)


def _are_in_order(entries: Sequence[LiveEntry]) -> bool:
    moments = [entry.published.local for entry in entries if entry.published and entry.published.local]
    steps = [one >= other for one, other in pairwise(moments)]
    return len(moments) >= _FEWEST and max(sum(steps), len(steps) - sum(steps)) >= _ORDERED * len(steps)
