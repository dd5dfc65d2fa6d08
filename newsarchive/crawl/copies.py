"""Lists that name known articles under ever new addresses: told by what stood at those that were looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from newsarchive.archive import pages
from newsarchive.archive.pages import Page
from newsarchive.crawl.echoes import MOST_DOORS
from newsarchive.crawl.traps import BARREN, FRUITLESS_OF_SOURCE, is_vain
from newsarchive.items import Candidate

if TYPE_CHECKING:
    from newsarchive.crawl.extensions import Archivist


class Copies:
    """Counts for each list (with all its pages) the new addresses at which a known article stands.

    A new article makes up for as many copies as an article may have doors.
    """

    def __init__(self, archivist: Archivist) -> None:
        self._archivist = archivist
        self._list_of: dict[str, str] = {}
        self._count: Counter[str] = Counter()
        self.left: set[str] = set()
        """Lists that are read no further, for what they name is known."""
        self._looked_at: dict[int, frozenset[str]] = {}

    def unknown(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """Return the candidates whose addresses the archive does not know."""
        return pages.unknown(self._archivist.archive, self._archivist.portal_id, candidates)

    def are_vain(self, urls: Iterable[str]) -> bool:
        """Tell whether enough of the addresses were looked at, and hardly any brought an article of its own."""
        return is_vain(*pages.fates(self._archivist.archive, self._archivist.portal_id, urls))

    def are_passing(self, source: str, lasting: Iterable[Candidate]) -> bool:
        """Tell whether the addresses that a source named once and never again led to hardly any article."""
        named = [one.url for one in lasting]
        return is_vain(*pages.fates_of_passing(self._archivist.archive, self._archivist.portal_id, source, named))

    def belong(self, candidates: Iterable[Candidate], to: str) -> None:
        """Note which list the pages belong to that name these candidates."""
        self._list_of |= {one.source: to for one in candidates}

    def leave(self, of: str) -> None:
        """Note that a list is read no further: few further copies that it named are looked at."""
        self.left.add(of)

    def refusal(self, page: Page) -> str | None:
        """Return why a new address is not asked: all lists that name it name copies; None where it may be asked."""
        lists = self._lists(page) if page.article_id is None and self._count else frozenset()
        is_copied = lists and all(
            self._count[one] >= (BARREN if one in self.left else FRUITLESS_OF_SOURCE) for one in lists
        )
        return f"trap:copies {min(lists)}".rstrip() if is_copied else None

    def expect(self, page: Page) -> None:
        """Note a new address that shows an article: once that is stored, it will turn out whether it is a copy."""
        if page.article_id is None:
            self._looked_at[page.id] = self._lists(page)

    def stored(self, page_id: int) -> None:
        """Count the article that was stored from an address, if one was expected there."""
        lists = self._looked_at.pop(page_id, None)
        if lists:
            self._note(lists, is_copy=pages.is_copy(self._archivist.archive, page_id))

    def led(self, page: Page, target: Page) -> None:
        """Count a new address that led to the known one of an article."""
        if page.article_id is None and target.article_id is not None:
            self._note(self._lists(page), is_copy=True)

    def _note(self, lists: Iterable[str], *, is_copy: bool) -> None:
        for one in lists:
            self._count[one] = self._count[one] + 1 if is_copy else max(self._count[one] - MOST_DOORS, 0)

    def _lists(self, page: Page) -> frozenset[str]:
        """Return the lists that name a page; none where the user does. Those of earlier runs are one, ""."""
        sources = pages.named_by(self._archivist.archive, page)
        return frozenset() if "argument" in sources else frozenset(self._list_of.get(one, "") for one in sources)
