"""The item of a crawl: an article that remembers the visit it comes from."""

from __future__ import annotations

from dataclasses import replace

from newsarchive.archive.looks import Visit
from newsarchive.crawl.normalising import values
from newsarchive.items import Article


class VisitedArticle(Article):
    """An `Article`; feeds print its fields, and `visit` is none of them."""

    __slots__ = ("visit",)
    visit: Visit


def visited(article: Article, visit: Visit) -> VisitedArticle:
    """Return the article with its visit, which then tells of that one."""
    made = VisitedArticle(**values(article))
    object.__setattr__(made, "visit", replace(visit, article=article))
    return made
