"""What was taken down is cut out of what a later crawl reads: of articles, and of captures before they are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any

import orjson

from newsarchive.archive.erased import Erased
from newsarchive.captures import Exchange
from newsarchive.captures.needles import Needles, readable
from newsarchive.captures.redaction import body_of, redacted
from newsarchive.items import Article

TELLING = 24
"""Characters from which a text tells what it is from: a shorter one may be another's as well."""

_TEXTS = frozenset(
    (
        "headline",
        "lead",
        "body",
        "text",
        "question",
        "answer",
        "alt",
        "caption",
        "credit",
        "evidence",
        "author",
        "section",
    )
)
"""Fields of an article that hold what a page says, not what it is called or where it lies."""


def left_out(erased: Erased, article: Article, portal: str) -> tuple[list[str], list[str]]:
    """Return what of an article may not be kept: texts of comments that were taken down, and names.

    The name of a comment that was taken down by its id goes with it where nobody else on the page bears it.
    """
    gone = [one for one in article.comments if erased.holds_comment(one, portal)]
    stays = {one.author for one in article.comments if one not in gone} | {one.name for one in article.authors}
    texts = [part for one in gone for part in one.text.split("\n") if part.strip()]
    names = {one.author for one in gone if one.author and one.author not in stays}
    body = "\n".join(article.body)
    kept = {name for name in names if not erased.holds("author", name) and name in body}
    return texts, sorted(names - kept)


def without(erased: Erased, article: Article, portal: str) -> Article:
    """Return the article without comments and names that were taken down, and without what others quote of them."""
    kept = erased.kept(article, portal)
    texts = [text for text in left_out(erased, article, portal)[0] if len(text) >= TELLING]
    said = "\n".join(_said(kept))
    cuts = [Needles(texts), Needles(erased.names_in(said), whole_words=True)]

    def cut(text: str) -> str:
        for needles in cuts:
            text = needles.redacted(text) or ""
        return text

    found = any(needles and needles.in_text(said) for needles in cuts)
    changed: Article = _changed(kept, cut) if found else kept
    return changed


def _said(value: Any, is_text: bool = False) -> Iterable[str]:
    """Yield every text of an article."""
    if isinstance(value, str):
        if is_text:
            yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _said(one, is_text)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _said(getattr(value, field.name), field.name in _TEXTS)


def _changed(value: Any, change: Callable[[str], str], is_text: bool = False) -> Any:
    """Return the article with each of its texts changed."""
    if isinstance(value, str):
        return change(value) if is_text else value
    if isinstance(value, tuple):
        return tuple(_changed(one, change, is_text) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        fresh = {one.name: _changed(getattr(value, one.name), change, one.name in _TEXTS) for one in fields(value)}
        return replace(value, **fresh)
    return value


def listed(erased: Erased, exchange: Exchange, portal: str) -> list[str]:
    """Return the texts of comments that were taken down in a list of the REST interface, which names each by its id."""
    if not exchange.kind.startswith("rest"):
        return []
    try:
        rows = orjson.loads(body_of(exchange))
    except ValueError:
        return []
    gone = [
        row["content"]["rendered"]
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict)
        and isinstance(row.get("content"), dict)
        and isinstance(row["content"].get("rendered"), str)
        and erased.holds("comment", f"{portal} {row.get('id')}")
    ]
    return [line for text in gone for line in readable(text.encode()).split("\n") if line.strip()]


def kept_exchange(erased: Erased, exchange: Exchange, texts: Iterable[str], names: Iterable[str]) -> Exchange:
    """Return the exchange as it may be kept: without these texts and names, and without any name taken down."""
    said = readable(body_of(exchange))
    every = {*names, *erased.names_in(said)}
    return redacted(exchange, texts, every, lambda body: erased.has_text(readable(body)))
