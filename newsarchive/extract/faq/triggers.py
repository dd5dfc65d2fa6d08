"""Accordions by what their buttons say that they open (WAI-ARIA 1.2 disclosure pattern, Bootstrap's collapse)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from newsarchive.extract.blocks import line
from newsarchive.extract.document import Document
from newsarchive.extract.faq.pairs import asks, title_line
from newsarchive.extract.index import Index, is_large, whole_text
from newsarchive.text import fold_blanks

_TARGETS = ("aria-controls", "data-bs-target", "data-target", "data-collapse-target", "href")
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
PANELS = frozenset(("div", "section", "p", "article", "dd", "blockquote"))
"""Elements that a title may open where it names none."""
_MARKS = "?？؟"
_ROLES = ("tab", "button")
_HEIGHT = 3
"""Elements around a button that asks, behind which its panel may stand."""
_FEW = 4
"""Elements named like an accordion, below which no link but a tab is one of its buttons: two titles, two panels."""

MAX_TITLE = 300
"""Characters of a button's text, or of the line it stands in, that may be a question."""


def triggered(document: Document, marked: Sequence[HtmlElement]) -> Iterator[tuple[HtmlElement, HtmlElement]]:
    """Yield title and panel of the page's disclosure buttons: the elements of each tag in order."""
    links = document.index.tagged("a")
    if len(marked) < _FEW:
        links = [link for link in links if link.get(b"role") == "tab"]
    buttons = document.index.tagged("button", "h2", "h3", "h4")
    triggers = [element for element in (*buttons, *links, *marked) if _is_trigger(element)]
    triggers += [element for element in marked if element.tag == "button"]
    triggers += [element for element in document.index.tagged("button", "label") if _asks(element)]
    if len(triggers) < 2:
        return
    seen: set[HtmlElement] = set()
    for trigger in triggers:
        panel = _panel(trigger, document.index)
        if panel is None and _asks(trigger):
            panel = _behind(trigger)
        if panel is None or panel in seen or panel.tag in ("nav", "form", "ul", "dialog", "body", "html"):
            continue
        if panel in trigger.iterancestors():
            continue
        title = _title(trigger, panel)
        if title is not None:
            seen.add(panel)
            yield title, panel


def _is_trigger(element: HtmlElement) -> bool:
    names = element.keys()
    if "aria-expanded" in names or ("role" in names and element.get("role") in _ROLES):
        return True
    if "data-toggle" not in names and "data-bs-toggle" not in names:
        return False
    return "collapse" in (element.get("data-toggle") or element.get("data-bs-toggle") or "")


def _panel(trigger: HtmlElement, index: Index) -> HtmlElement | None:
    for name in _TARGETS:
        target = trigger.get(name) or ""
        if name == "href" and not target.startswith("#"):
            continue
        name = target.lstrip("#")
        if name and " " not in name and (panel := index.with_id(name)) is not None:
            return panel
    # A button without a target opens what follows it, or the heading that it stands in.
    heading = trigger.getparent()
    opener = heading if heading is not None and heading.tag in _HEADINGS else trigger
    if opener is trigger and trigger.tag != "button":
        return None
    follower: HtmlElement | None = opener.getnext()
    return follower if follower is not None and follower.tag in PANELS else None


def _asks(trigger: HtmlElement) -> bool:
    text = (trigger.text or "") if len(trigger) == 0 else whole_text(trigger)
    return any([mark in text for mark in _MARKS]) and not is_large(trigger) and asks(title_line(trigger))


def _behind(trigger: HtmlElement) -> HtmlElement | None:
    """Return the element behind the button, or behind one around it that holds no other text."""
    text = fold_blanks(whole_text(trigger))
    opener: HtmlElement | None = trigger
    for _ in range(_HEIGHT):
        if opener is None or is_large(opener) or fold_blanks(whole_text(opener)) != text:
            return None
        follower = opener.getnext()
        if follower is not None and follower.tag in PANELS:
            return follower
        opener = opener.getparent()
    return None


def _title(trigger: HtmlElement, panel: HtmlElement) -> HtmlElement | None:
    """Return the button or, where it shows but a sign, the element around it that does not hold the panel."""
    inside = set(panel.iterancestors())
    element: HtmlElement | None = trigger
    for _ in range(3):
        if element is None or element in inside:
            return None
        if 4 < len(line(element)) <= MAX_TITLE:
            return element
        element = element.getparent()
    return None
