"""The entries of a live blog by their times: rows of like elements, each with a `time` of its own, named or not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice, pairwise
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from newsarchive.extract.beside import is_elsewhere
from newsarchive.extract.body.live_entry import read_entry
from newsarchive.extract.comments.times import Clock
from newsarchive.extract.index import Index
from newsarchive.extract.names import TIMES
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
_PRINTED_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.]\d\d(?!\d)")
_STAMPED = cast(
    Callable[[HtmlElement], list[HtmlElement]],
    etree.XPath("|".join(f"descendant::*/@{name}/parent::*" for name in TIMES if name.startswith("data-"))),
)
_MOST_LISTS = 3
"""Elements with the most times among which that of the entries is: a list of key events may have more."""
_LIVE = re.compile(
    r"(?<![^\W_])live(?:blogs?|ticker|text|feed|updates?)?(?![^\W_])|newsblog|ticker|minute[- ]by[- ]minute|"
    r"(?<!\w)(?:en|in|em|al|ao)[- ](?:direct[oe]?|vivo|diretta|minuto)(?!\w)|direkte|na żywo|relacja|онлайн|"
    r"прямой эфир|наживо|canlı|anlatım|مباشر|直播|ライブ|速報|실시간",
    re.IGNORECASE,
)
"""Words in title, address or class of a page that is written while things happen."""
_KEYS = ("live", "newsblog", "ticker", "minute", "direct", "direkt", "vivo", "diretta", "minuto", "żywo", "relacja",
         "онлайн", "эфир", "наживо", "canlı", "anlatım", "مباشر", "直播", "ライブ", "速報", "실시간")  # fmt: skip
"""Each of these words holds one; looking for them costs a tenth of the pattern."""
_NO_ROW = frozenset(("html", "body", "main", "header", "blockquote", "figure", "figcaption", "a", "p", "span"))


def timed_entries(
    page: Page, roots: Collection[HtmlElement], body: Sequence[str], clock: Clock
) -> tuple[LiveEntry, ...]:
    """Return the rows of a live blog, in the order printed; () where the page is none.

    Each row has one `time` with date and time of day, and a text; together they hold half of the article's text. The
    page, or the row, says that it is live: else any list of dated things would be one. `roots`: threads of comments.
    """
    index = page.document.index
    if not body:
        return ()
    times, is_live = [el for el in index.by_tag.get("time", ()) if _tells_clock(el)], _is_live(page)
    if len(times) < _FEWEST and is_live:
        times = _STAMPED(page.document.root)
    if len(times) < _FEWEST:
        return ()
    for rows in _rows(index, times, roots):
        if len(rows) >= _FEWEST and (is_live or any(_LIVE.search(_names(row)) for row, _ in rows[:_FEWEST])):
            known = {row for row, _ in rows}
            read = (read_entry(index, row, time, clock, known) for row, time in rows[:MAX_ROWS])
            entries = _once([entry for entry in read if entry is not None and len(entry.text) >= _SHORTEST])
            held = sum(len(entry.text) for entry in entries)
            is_whole = len(rows) >= MAX_ROWS or (len(entries) >= _FEWEST and held >= _SHARE * sum(map(len, body)))
            if is_whole and _are_in_order(entries):
                return tuple(entries)
    return ()


def _tells_clock(element: HtmlElement) -> bool:
    told = element.get("datetime")
    return told is not None and (_CLOCK.search(told) or _PRINTED_CLOCK.search(element.text or "")) is not None


def _once(entries: Sequence[LiveEntry]) -> list[LiveEntry]:
    """Return the entries without the copy of one that is pinned to the top, which bears no id."""
    own = {entry.text for entry in entries if entry.source_id}
    return [entry for entry in entries if entry.source_id or entry.text not in own]


def _rows(
    index: Index, times: Sequence[HtmlElement], roots: Collection[HtmlElement]
) -> Iterator[list[tuple[HtmlElement, HtmlElement]]]:
    """Yield the children of the elements with the most children that hold a time, each with its first one."""
    held: dict[HtmlElement, dict[HtmlElement, HtmlElement]] = {}
    for time in times[:MAX_TIMES]:
        row, parent = time, time.getparent()
        while parent is not None and row not in held.setdefault(parent, {}):
            held[parent][row] = time
            row, parent = parent, parent.getparent()
    threads = set(roots)
    for found in sorted(held.values(), key=len, reverse=True)[:_MOST_LISTS]:
        rows = [(row, time) for row, time in found.items() if row.tag not in _NO_ROW and not is_elsewhere(index, row)]
        tag = Counter(row.tag for row, _ in rows).most_common(1)
        if rows and threads.isdisjoint((rows[0][0], *rows[0][0].iterancestors())):
            yield [one for one in rows if one[0].tag == tag[0][0] and one[0] not in threads]


def _is_live(page: Page) -> bool:
    told = (page.title, page.document.meta("og:title"), page.document.url, *(text for _, text in page.h1s[:1]))
    whole = "\n".join(text for text in told if text)
    low = whole.lower()
    return any(key in low for key in _KEYS) and _LIVE.search(whole) is not None


def _names(row: HtmlElement) -> str:
    around = (row, *islice(row.iterancestors(), 2))
    return " ".join(f"{el.get('class') or ''} {el.get('id') or ''}" for el in around)


def _are_in_order(entries: Sequence[LiveEntry]) -> bool:
    moments = [entry.published.local for entry in entries if entry.published and entry.published.local]
    steps = [one >= other for one, other in pairwise(moments)]
    return len(moments) >= _FEWEST and max(sum(steps), len(steps) - sum(steps)) >= _ORDERED * len(steps)
