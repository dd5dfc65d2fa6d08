"""Every text of an article as clean Unicode: NFC, no NUL, surrogates, controls; blanks folded. Pure."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from newsarchive.items import Article
from newsarchive.text import clean, clean_block

T = TypeVar("T")


def normalise(article: Article) -> Article:
    """Return the article with clean texts; the same object where they are clean already."""
    return _clean(article)


def renamed(article: Article, url: str) -> Article:
    """Return a plain `Article` under another spelling of its address."""
    values = {field.name: getattr(article, field.name) for field in fields(Article)}
    return Article(**{**values, "url": url})


def _clean(value: T) -> T:
    """Return the value with every string in it clean; the same object where nothing changes."""
    found: Any = value
    if isinstance(value, str):
        if not value.isascii() or not value.isprintable():
            found = clean_block(value) if "\n" in value else clean(value)
    elif isinstance(value, tuple):
        made = tuple(_clean(one) for one in value)
        if any(one is not other for one, other in zip(made, value, strict=True)):
            found = made
    elif is_dataclass(value) and not isinstance(value, type):
        changed = {}
        for field in fields(value):
            old = getattr(value, field.name)
            new = _clean(old)
            if new is not old and new != old:
                changed[field.name] = new
        if changed:
            found = _plain(value, changed)
    return found  # type: ignore[no-any-return]


def _plain(value: Any, changed: dict[str, Any]) -> Any:
    if isinstance(value, Article):
        return Article(**{field.name: getattr(value, field.name) for field in fields(Article)} | changed)
    return replace(value, **changed)
