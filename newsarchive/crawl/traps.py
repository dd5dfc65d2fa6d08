"""Addresses that lead nowhere for ever: known by their form, or by what their like turned out to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

MAX_SEGMENTS = 12
MAX_PARAMETERS = 6
MAX_REPETITIONS = 3
"""Times that one segment may stand in a path ("/a/b/a/b/a/")."""

FRUITLESS = 100
"""Addresses of one shape that were no article before the shape is closed …"""
FRUITLESS_OF_SOURCE = 300
"""… and of one feed or sitemap before the rest of it is: a trap may give each address a shape of its own …"""
BARREN = 20
"""… and of a listing before it counts as barren."""
MAX_BARREN = 10
"""Barren listings after which a run follows no further one."""
PASSING = 300
"""New addresses that a source may name once and never again before only some of them are looked at."""
FRUITFUL_SHARE = 0.02
"""What led to this share of articles is never closed."""


def by_form(url: str) -> str | None:
    """Return the name of the trap that an address shows by its form; None where it shows none."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    if len(segments) > MAX_SEGMENTS:
        return "trap:path-depth"
    if segments and max(Counter(segments).values()) >= MAX_REPETITIONS:
        return "trap:path-recursion"
    if parts.query.count("&") >= MAX_PARAMETERS:
        return "trap:facets"
    return None


def shape(url: str) -> str:
    """Return what addresses of one kind of page share: the first segments, and the names of the parameters."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    head = "/".join(segments[:2]) + "/…" if len(segments) > 2 else "/".join([*segments[:-1], "*"])
    names = sorted({pair.partition("=")[0] for pair in parts.query.split("&") if pair})
    return f"/{head}" + (f"?{'&'.join(names)}" if names else "")


@dataclass(slots=True)
class TrapWatch:
    """Counts, by shape and by source, how many addresses were articles."""

    fruitless: Counter[str] = field(default_factory=Counter)
    fruitful: Counter[str] = field(default_factory=Counter)

    def note(self, url: str, *, is_article: bool, sources: Iterable[str] = ()) -> None:
        """Note what an address turned out to be. `sources`: the feeds and sitemaps that alone name it."""
        (self.fruitful if is_article else self.fruitless).update((shape(url), *sources))

    def is_barren(self, urls: Iterable[str]) -> bool:
        """Tell whether addresses like these were looked at, and hardly any was an article."""
        shapes = {shape(url) for url in urls}
        looked_at = sum(self.fruitless[kind] for kind in shapes)
        return looked_at >= BARREN and not any(
            is_fruitful(self.fruitful[kind], self.fruitless[kind]) for kind in shapes
        )

    def refusal(self, url: str, sources: Sequence[str] = ()) -> str | None:
        """Return why an address is not asked: the trap it belongs to; None where it may be asked."""
        found = by_form(url)
        if found:
            return found
        kind = shape(url)
        if self._is_closed(kind, FRUITLESS):
            return f"trap:barren {kind}"
        if sources and all(self._is_closed(source, FRUITLESS_OF_SOURCE) for source in sources):
            return f"trap:barren {sources[0]}"
        return None

    def _is_closed(self, kind: str, most: int) -> bool:
        count = self.fruitless[kind]
        return count >= most and not is_fruitful(self.fruitful[kind], count)


def is_fruitful(articles: int, others: int) -> bool:
    """Tell whether so many articles among others show that they belong to no trap."""
    return 0 < articles >= FRUITFUL_SHARE * others


def is_vain(articles: int, others: int) -> bool:
    """Tell whether so many addresses were looked at, and hardly any is an article, whatever their shapes."""
    return others >= BARREN and not is_fruitful(articles, others)
