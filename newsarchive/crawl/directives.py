"""What a portal asks of those who keep copies: X-Robots-Tag, meta robots, TDM reservation. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from newsarchive.crawl.robots import AGENT

RESERVING = ("noarchive", "noindex", "none", "tdm-reservation")
"""Directives under which a page is not kept, in the order in which they are named as the reason."""
_AGENT = re.compile(r"\s*(?!unavailable_after|max-)([a-z][\w-]*|\*)\s*:")
"""A crawler's name before its directives; "max-snippet:0" is a directive with a value."""


def reserved(headers: Iterable[tuple[bytes, bytes]], directives: Collection[str] = ()) -> str | None:
    """Return the directive under which a page may not be kept; None where it may. `headers`: as served."""
    found = set(directives)
    for name, value in headers:
        text = value.decode("latin-1").strip().lower()
        match name.lower():
            case b"tdm-reservation" if text == "1":
                found.add("tdm-reservation")
            case b"x-robots-tag":
                found.update(_for_us(text))
    return next((name for name in RESERVING if name in found), None)


def _for_us(line: str) -> Iterator[str]:
    """Yield the directives of an X-Robots-Tag, without those that it means for another crawler: "otherbot: noarchive"
    (https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag)."""
    is_ours = True
    for part in line.split(","):
        if agent := _AGENT.match(part):
            is_ours = agent[1] in (AGENT, "*")
        if is_ours:
            yield part[agent.end() if agent else 0 :].strip()
