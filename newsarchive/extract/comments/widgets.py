"""Comment systems of which a page holds only a script, or the place that one will fill."""

from __future__ import annotations

from lxml.html import HtmlElement

from newsarchive.extract.comments.elements import Talk

GISCUS = ("repo", "repo-id", "category", "category-id")
"""What the settings of giscus tell, without how it finds the thread: scripts choose that as they run."""
_SCRIPTS = {
    "giscus": "giscus.app/",
    "utterances": "utteranc.es/",
    "remark42": "remark42",
    "cusdis": "cusdis",
    "vuukle": "vuukle.com/",
    "fastcomments": "fastcomments.com/",
    "graphcomment": "graphcomment.com/",
    "livere": "livere.com/",
    "waline": "waline",
    "twikoo": "twikoo",
    "artalk": "artalk",
    "gitalk": "gitalk",
    "hypercomments": "hypercomments.com/",
}
"""A part of the address of each system's script."""
_ATTRIBUTES = {
    "giscus": (*(f"data-{word}" for word in GISCUS), "data-mapping", "data-term"),
    "utterances": ("repo", "issue-term", "issue-number"),
}
"""What a script tells of the thread in attributes."""
_FILLED = {**{name: name for name in _SCRIPTS}, "tcomment": "twikoo"}
"""The first word of the id of the element that a system fills ("giscus-container")."""
_BEGINNINGS = frozenset(name[:3] for name in _FILLED)
_PLACES = frozenset(("", "wrap", "wrapper", "container", "comment", "comments", "thread", "widget", "box"))
"""The words behind it: "twikoo-count" is none."""
_ID_CAP = 200


def find_widget(
    sources: list[tuple[str, HtmlElement]], addresses: str, talk: Talk
) -> tuple[str, dict[str, str]] | None:
    """Return the system and what its script's attributes identify the thread by.

    `sources`: the page's scripts with their addresses; `addresses`: these, one a line.
    """
    ids = (el.get("id") or "" for el in talk.elements)
    filled = {name for ident in ids if ident[:3].lower() in _BEGINNINGS and (name := _filled_by(ident))}
    found = next((name for name, part in _SCRIPTS.items() if name in filled or part in addresses), None)
    if found is None:
        return None
    names = _ATTRIBUTES.get(found, ())
    scripts = (script for source, script in sources if _SCRIPTS[found] in source)
    told = {name: value for script in scripts for name in names if (value := script.get(name))}
    return found, {name.removeprefix("data-"): value[:_ID_CAP] for name, value in told.items()}


def _filled_by(ident: str) -> str | None:
    """Return the system that fills the element of this id."""
    system, _, place = ident.lower().replace("_", "-").partition("-")
    return _FILLED.get(system) if place in _PLACES else None
