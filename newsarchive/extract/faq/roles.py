"""What the words of a class say of an element: that it is a question, or what a question opens."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.html import HtmlElement

_STEM = (
    r"(?:faqs?|accordion|akkordeon|toggle|toggler|collaps\w*|expand\w*|panel|spo[il]ler)[-_]*"
    r"(?:(?:item|section|row|card)[-_]*)?"
)
_TITLE = re.compile(
    rf"(?:^|[-_])(?:question|frage)(?:[-_]?(?:title|text|head(?:ing|er)?|name|wrap(?:per)?|inner|label|button|link|row))?$|"
    rf"(?:^|[-_]){_STEM}(?:title|heading|header|head|trigger|button|btn|label|name|topic|question|q|handler|toggle)"
    r"(?:[-_]*(?:wrap(?:per)?|inner|container|label|text))?$"
)
_PANEL = re.compile(
    rf"(?:^|[-_])(?:answer|antwort)(?:[-_]?(?:text|content|body|wrap(?:per)?|inner|panel|container))?$|"
    rf"(?:^|[-_]){_STEM}(?:content|body|panel|text|inner|desc(?:ription)?|answer|pane|collapse|a)"
    r"(?:[-_]*(?:wrap(?:per)?|inner|container))?$"
)
_OPENS = re.compile(r"faq|accord|akkord|toggle|collaps|expand|panel|spo[il]ler")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NAMED_FAQ = re.compile(r"(?:^|[-_])faqs?(?:$|[-_])|faq")


@lru_cache(maxsize=4_096)
def role(names: str) -> tuple[str | None, bool]:
    """Return "title", "panel" or None for a class attribute, and whether it names an FAQ's panel."""
    for token in names.split():
        word = _HUMP.sub("-", token).lower()
        if _TITLE.search(word):
            return "title", False
        if _PANEL.search(word):
            return "panel", bool(_NAMED_FAQ.search(word))
    return None, False


def opens(*elements: HtmlElement) -> bool:
    """Tell whether the classes speak of something that opens, and not only of questions and answers."""
    return _OPENS.search(" ".join(element.get("class") or "" for element in elements).lower()) is not None
