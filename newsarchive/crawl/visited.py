"""The item of a crawl: an article that remembers the visit it comes from."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from newsarchive.archive.pages import Page
from newsarchive.archive.store import Visit
from newsarchive.items import Article


@dataclass(frozen=True, slots=True)
class Look:
    """What the store needs besides the article."""

    page: Page
    visit: Visit


class VisitedArticle(Article):
    """An `Article`; feeds print its fields, and `look` is none of them."""

    __slots__ = ("look",)
    look: Look


def visited(article: Article, look: Look) -> VisitedArticle:
    """Return the article with its look."""
    made = VisitedArticle(**{field.name: getattr(article, field.name) for field in fields(Article)})
    object.__setattr__(made, "look", look)
    return made


def with_article(item: VisitedArticle, article: Article) -> VisitedArticle:
    """Return the item with another article; its visit then tells of that one."""
    look = Look(item.look.page, replace(item.look.visit, article=article))
    return visited(article, look)
