"""Rules: where a theme or a portal keeps each field, as data.

A selector is CSS, or XPath where it begins with "/", "." + "/", "(" or "descendant". Of several the first that finds
something counts, newest first. What a rule does not name is left to the general engine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache
from typing import Any, cast

from cssselect import HTMLTranslator, SelectorError
from lxml import etree
from lxml.html import HtmlElement

from newsarchive.extract.index import Index

Selectors = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The selectors of one theme or portal."""

    name: str

    marks: Selectors = ()
    """How a page is recognised: every one must be found. Cheap ones first."""

    valid_from: date | None = None
    valid_until: date | None = None
    """Days (of the fetch) on which the theme printed this markup; None: no bound is known."""

    article: Selectors = ()
    """The element that holds headline and body of the one article of the page."""

    headline: Selectors = ()
    byline: Selectors = ()
    """Elements whose text is one author's name, nothing else."""

    byline_block: Selectors = ()
    """Elements whose text is the whole byline ("By A and B")."""

    published: Selectors = ()
    """Elements with `datetime`, else the text is read."""

    modified: Selectors = ()
    section: Selectors = ()
    tags: Selectors = ()
    lead: Selectors = ()

    body: Selectors = ()
    """The element that holds the body, or the elements of which it consists."""

    body_cut: Selectors = ()
    """Elements inside the body that are none of it; all of them are cut."""

    image: Selectors = ()
    """`img` elements, or elements that hold one."""

    image_caption: Selectors = ()
    related: Selectors = ()
    """Elements that hold the links of the portal's related box."""

    further_pages: Selectors = ()
    """`a` elements to the article's other pages."""

    comments: Selectors = ()
    """The element that holds the whole thread, with its heading and form."""

    comment: Selectors = ()
    """One comment, replies inside it or beside it."""

    comment_author: Selectors = ()
    comment_time: Selectors = ()
    comment_text: Selectors = ()
    comment_likes: Selectors = ()
    comments_claimed: Selectors = ()
    """Elements whose text holds the declared number of comments."""

    delayed: Selectors = ()
    """Elements whose `data-url` names a part that the theme loads later."""

    date_formats: tuple[str, ...] = ()
    """`strptime` formats of printed dates."""

    def holds_on(self, day: date) -> bool:
        """Tell whether the markup is that of this day."""
        return (self.valid_from is None or day >= self.valid_from) and (
            self.valid_until is None or day <= self.valid_until
        )


@lru_cache(maxsize=4096)
def compiled(selector: str, axis: str = "descendant-or-self::") -> etree.XPath:
    """Return the selector as compiled XPath, relative to the element it is called with; CSS looks along the axis.

    Raises ValueError, naming the selector, where it is neither CSS nor XPath.
    """
    try:
        xpath = selector if selector.startswith(("/", "./", "(", "descendant")) else _translate(selector, axis)
        return etree.XPath(xpath, smart_strings=False)
    except (etree.XPathSyntaxError, SelectorError, SyntaxError) as mistake:
        raise ValueError(f"neither CSS nor XPath: {selector!r} ({mistake})") from mistake


def check(rules: Rules) -> None:
    """Raise ValueError that names the first field of the rules whose value no page could be read with."""
    for name in ("valid_from", "valid_until"):
        if not isinstance(getattr(rules, name), date | None):
            raise ValueError(f"{name} is no date; write date(2023, 1, 31)")
    for name in (*_KEPT, *_SELECTORS):
        if isinstance(selectors := getattr(rules, name), str):
            raise ValueError(f'{name} is one text; write ("{selectors}",)')
        for selector in selectors:
            try:
                compiled(selector)(_NO_PAGE)
            except (ValueError, etree.XPathEvalError) as mistake:
                raise ValueError(f"{name}: {mistake}") from mistake


_NO_PAGE = etree.Element("html")

_CSS_CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
_XPATH_CLASS = re.compile(r"contains\((?:@class|concat\(' ',@class,' '\)),\s*' ?([\w-]+) ?'\)")
_NO_CLASS = re.compile(r":not\([^()]*\)|\[[^\[\]]*\]")


@lru_cache(maxsize=4096)
def needed(selector: str) -> frozenset[str]:
    """Return what stands in some element's class wherever the selector finds anything; empty where not known.

    A class of CSS stands between blanks (`Index.class_names`).
    """
    if selector.startswith("/"):
        is_clear = not any(word in selector for word in (" or ", "not(", "|"))
        return frozenset(_XPATH_CLASS.findall(selector)) if is_clear else frozenset()
    plain = _NO_CLASS.sub("", selector)
    is_clear = not plain.startswith(("(", "descendant")) and not any(mark in plain for mark in (",", ":not", "[", "\\"))
    return frozenset(f" {name} " for name in _CSS_CLASS.findall(plain)) if is_clear else frozenset()


def may_find(selector: str, class_names: str) -> bool:
    """Tell whether the selector may find anything where these are the classes of the page: a cheap look before it."""
    return all(word in class_names for word in needed(selector))


def narrowed(rules: Rules, class_names: str) -> Rules:
    """Return the rules without selectors that can find nothing on a page whose elements have these classes."""
    return _without(rules, frozenset(word for word in _words(rules) if word not in class_names))


_KEPT = ("marks", "tags")  # that a theme names its tags says that it prints no others
_SELECTORS = tuple(field.name for field in fields(Rules) if field.type == "Selectors" and field.name not in _KEPT)


@lru_cache(maxsize=256)
def _words(rules: Rules) -> frozenset[str]:
    return frozenset().union(*(needed(selector) for name in _SELECTORS for selector in getattr(rules, name)))


@lru_cache(maxsize=512)
def _without(rules: Rules, words: frozenset[str]) -> Rules:
    """Return the rules without the selectors that need one of the words."""
    kept: dict[str, Any] = {
        name: tuple(selector for selector in getattr(rules, name) if words.isdisjoint(needed(selector)))
        for name in _SELECTORS
    }
    return replace(rules, **kept)


_NAMED_STEP = re.compile(r"(descendant(?:-or-self)?::\*)\[((@class|@id)\b(?:[^\[\]@]|\3\b)*)\]")
"""A step of XPath of which one attribute alone decides."""


def _translate(css: str, axis: str) -> str:
    """Return the CSS selector as XPath; a class or an id is looked for among the attributes: half the time at most."""
    return _NAMED_STEP.sub(_by_attribute, HTMLTranslator().css_to_xpath(css, prefix=axis))


def _by_attribute(step: re.Match[str]) -> str:
    axis, condition, name = step.groups()
    return f"{axis}/{name}[{condition.removeprefix('@class and ').replace(name, '.')}]/.."


@lru_cache(maxsize=512)
def union(selectors: Selectors) -> etree.XPath:
    """Return one compiled XPath that finds what any of the selectors finds, in document order."""
    return etree.XPath(" | ".join(compiled(selector).path for selector in selectors), smart_strings=False)


_CLASS_FIRST = re.compile(r"\.(-?[_a-zA-Z][\w-]*)(?:\s+([^\s,>+~][^,]*))?")


@lru_cache(maxsize=4096)
def _class_first(selector: str) -> tuple[str, Callable[[HtmlElement], list[HtmlElement]] | None] | None:
    """Return the class with which the selector begins, and what finds the rest of it inside an element of that class,
    None where there is no rest; None where it does not begin with a class alone."""
    begun = _CLASS_FIRST.fullmatch(selector)
    if begun is None:
        return None
    inside = compiled(begun[2], "descendant::") if begun[2] else None
    return begun[1], cast(Callable[[HtmlElement], list[HtmlElement]] | None, inside)


def _found(index: Index, selector: str) -> list[HtmlElement]:
    """Return what the selector finds on the page: elements of a class the index knows, XPath takes a walk to them."""
    begun = _class_first(selector)
    if begun is None:
        return cast(list[HtmlElement], compiled(selector)(index.elements[0]))
    name, inside = begun
    outer = index.classed(name)
    return outer if inside is None else list(dict.fromkeys(found for el in outer for found in inside(el)))


def select(index: Index, selectors: Sequence[str]) -> list[HtmlElement]:
    """Return the elements that the first selector with a result finds on the page, in document order."""
    return next((found for selector in selectors if (found := _found(index, selector))), [])


def select_all(element: HtmlElement, selectors: Selectors) -> list[HtmlElement]:
    """Return the elements that any of the selectors finds below the element, in document order, each once."""
    return cast(list[HtmlElement], union(selectors)(element)) if selectors else []


def first(index: Index, selectors: Sequence[str]) -> HtmlElement | None:
    """Return the first element that the first selector with a result finds; None where none finds any."""
    found = select(index, selectors)
    return found[0] if found else None
