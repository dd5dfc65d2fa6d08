"""An article as plain data: what `newsarchive extract` prints, and the contract of other scorers."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

from newsarchive.items import Article, Moment
from newsarchive.times import iso, utc_text

Plain = dict[str, Any]


def plain(article: Article) -> Plain:
    """Return the article as JSON-able data.

    `headline`, `byline` (names), `published`, `modified` (ISO 8601, with offset where the page gives one), `body`
    (paragraphs joined by a blank line), `faq` and `comments` are there for any reader; every other field follows under
    its own name.
    """
    return {
        "url": article.url,
        "headline": article.headline,
        "byline": [author.name for author in article.authors],
        "published": iso(article.published),
        "modified": iso(article.modified),
        "body": article.text,
        "faq": [{"question": entry.question, "answer": entry.answer, "origin": entry.origin} for entry in article.faqs],
        "comments": [
            {
                **_value(comment),
                "published": iso(comment.published),
                "published_raw": comment.published and comment.published.raw,
            }
            for comment in article.comments
            if comment.kind == "comment"
        ],
        "pingbacks": [_value(comment) for comment in article.comments if comment.kind == "pingback"],
        **{name: _value(getattr(article, name)) for name in _OTHERS},
        "field_sources": dict(article.field_sources),
    }


_DONE = frozenset(("url", "headline", "published", "modified", "body", "faqs", "comments", "field_sources"))
_OTHERS = tuple(field.name for field in fields(Article) if field.name not in _DONE)


def _value(value: Any) -> Any:
    if isinstance(value, Moment):
        return {
            **{field.name: _value(getattr(value, field.name)) for field in fields(value)},
            "utc": value.utc and utc_text(value.utc),
        }
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _value(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (tuple, list)):
        return [_value(member) for member in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return value
