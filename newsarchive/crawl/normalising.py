"""Every text of an article as clean Unicode: NFC, no NUL, surrogates, controls, soft hyphens; blanks folded. Pure."""

from __future__ import annotations

import operator
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from newsarchive.items import Article
from newsarchive.text import clean, clean_block, unbroken


def normalise(article: Article) -> Article:
    """Return the article with clean texts; the same object where they are clean already."""
    found: Article = _clean(article)
    return found


def renamed(article: Article, url: str) -> Article:
    """Return a plain `Article` under another spelling of its address."""
    return Article(**{**values(article), "url": url})


def values(article: Article) -> dict[str, Any]:
    """Return what an `Article` is made of, also of one that is more than that."""
    return {field.name: getattr(article, field.name) for field in fields(Article)}


def _clean(value: Any) -> Any:
    """Return the value with every string in it clean; the same object where nothing changes."""
    kind = type(value)
    if kind is str:
        if value.isascii() and value.isprintable():
            return value
        whole = unbroken(value)
        made = clean_block(whole) if "\n" in value or whole is not value else clean(value)
        return value if made == value else made
    if kind is tuple:
        return _clean_tuple(value)
    names = _names(kind)  # type: ignore[arg-type]
    return _clean_item(value, names) if names else value


def _clean_tuple(values: tuple[Any, ...]) -> tuple[Any, ...]:
    made = tuple(map(_clean, values))
    return values if all(map(operator.is_, made, values)) else made


def _clean_item(item: Any, names: tuple[str, ...]) -> Any:
    changed = {}
    for name in names:
        value = getattr(item, name)
        if value.__class__ in _PLAIN:
            continue
        made = _clean(value)
        if made is not value:
            changed[name] = made
    if not changed:
        return item
    if isinstance(item, Article):
        return Article(**values(item) | changed)
    return replace(item, **changed)


@lru_cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


_PLAIN = frozenset((type(None), int, bool, float, datetime))
