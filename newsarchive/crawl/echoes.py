"""Notices that a portal shows in place of many of its pages: maintenance, a wall, a plea to slow down."""

from __future__ import annotations

from newsarchive.items import Article

MOST_DOORS = 5
"""Addresses besides its own under which a portal shows a new article: print, AMP, a second section."""


class Echoes:
    """Which addresses of a run show the same text, under whatever headline."""

    def __init__(self) -> None:
        self._shown: dict[int, dict[int | str, str]] = {}
        self._replacing: dict[int, set[int | str]] = {}
        self._noted: dict[str, tuple[int | str, int]] = {}

    def note(self, article: Article, most: int | None, stands_there: int | None = None) -> bool:
        """Note the text that an address shows; tell whether it may be a notice, as the rest of the run will show.

        `most`: at how many other addresses the text may stand and still be an article's; 0 where it replaces another
        article; None: at any number, for the archive has it from there. `stands_there`: the id of the archive's
        article, whose addresses count as one.
        """
        place = stands_there or article.url
        shown = self._shown.setdefault(hash(article.body), {})
        if len(shown) < MOST_DOORS + 2:
            shown.setdefault(place, article.url)
        if most is None:
            return False
        self._noted[article.url] = place, most
        if most == 0:
            self._replacing.setdefault(hash(article.body), set()).add(place)
        return most == 0 or len(shown) > 1

    def other(self, article: Article) -> str | None:
        """Return another address that shows the same text, if that is a notice; None if it is none.

        What replaces two articles is one wherever it stands."""
        if article.url not in self._noted:
            return None
        own, most = self._noted[article.url]
        most = 0 if len(self._replacing.get(hash(article.body), ())) > 1 else most
        others = [url for place, url in self._shown.get(hash(article.body), {}).items() if place != own]
        return others[0] if len(others) > most else None
