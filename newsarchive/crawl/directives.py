"""What a portal asks of those who keep copies: X-Robots-Tag, meta robots, TDM reservation. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from newsarchive.crawl.robots import AGENT

RESERVING = ("noarchive", "noindex", "none", "tdm-reservation")
"""Directives under which a page is not kept, in the order in which they are named as the reason."""


def reserved(headers: Mapping[str, str], directives: Collection[str] = ()) -> str | None:
    """Return the directive under which a page may not be kept; None where it may.

    `headers`: names in lower case. X-Robots-Tag may be meant for one crawler: "otherbot: noarchive"
    (https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag).
    """
    found = set(directives)
    if headers.get("tdm-reservation", "").strip() == "1":
        found.add("tdm-reservation")
    is_ours = True
    for part in headers.get("x-robots-tag", "").lower().split(","):
        agent, colon, word = part.rpartition(":")
        if colon and agent.strip() != "unavailable_after" and " " not in agent.strip():
            is_ours = agent.strip() in (AGENT, "*")
        if is_ours:
            found.add(word.strip())
    return next((name for name in RESERVING if name in found), None)
