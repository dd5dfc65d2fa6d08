"""Which system holds the comments, what identifies the thread there, and where it can be read politely."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import cast
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from newsarchive.extract.comments.elements import Talk
from newsarchive.extract.comments.widgets import GISCUS, find_widget
from newsarchive.extract.document import Document
from newsarchive.items import CommentSystem
from newsarchive.urls import absolute, quote_path

_SCRIPT_CAP = 20_000
_ID_CAP = 200

_MARK = re.compile(
    r"isso-thread|disqus_thread|coral_thread|coral_talk_stream|talk_embed|^commento$|insticator-commenting|fb[-:]comments"
    r"|instiengage-comments"
)
_SPOTIM = cast("Callable[[HtmlElement], list[HtmlElement]]", etree.XPath('//*[@data-spotim-module = "conversation"]'))
_TAGS = ("hyvor-talk-comments", "vf-conversations", "vf-conversations-count", "vf-livecomments")
_SOURCES: dict[str, tuple[tuple[str, ...], re.Pattern[str]]] = {
    "isso": (("/embed",), re.compile(r"/embed(?:\.dev|\.min)?\.js$")),
    "ghost": (("comments-ui",), re.compile(r"comments-ui")),
    "disqus": (("disqus.com",), re.compile(r"//([\w-]+)\.disqus\.com/(?:embed|count)\.js")),
    "openweb": (("spot.im",), re.compile(r"launcher\.spot\.im/spot/(sp_\w+)")),
    "viafoura": (("viafoura",), re.compile(r"viafoura\.(?:co|net)/")),
    "hyvor": (("hyvor",), re.compile(r"talk\.hyvor\.com/embed/")),
    "commento": (("commento",), re.compile(r"/commento\.js(?:$|\?)")),
    "coral": (
        ("coral", "//talk"),
        re.compile(r"coral.*(?:/assets/js/embed\.js|/static/embed\.js)|//(?:coral|talk)[\w.-]*/"),
    ),
    "insticator": (("insticator",), re.compile(r"insticator\.com/")),
}
"""For each system the pattern of its script's address, and words of which one stands in it, looked for first."""
_NOWHERE: tuple[tuple[str, ...], re.Pattern[str]] = ((), re.compile(r"(?!)"))
_GENERATORS = {
    "wordpress": "wordpress",
    "blogger": "blogger",
    "drupal": "drupal",
    "spip": "spip",
    "joomla": "joomla",
    "movable type": "movable-type",
    "typepad": "movable-type",
    "b2evolution": "b2evolution",
    "plone": "plone",
    "discourse": "discourse",
}
"""What `meta generator` names, and the name of that system's comments."""
_WP_POST = re.compile(r"(?:^|\s)(?:postid-|post-)(\d{1,12})(?:\s|$)")
_KEY = r"""['"]?\s*"""
_QUOTED = r"""\s*['"]([^'"]+)"""
_VARIABLES = {
    "disqus": {
        "disqus": ("shortname", rf"disqus_shortname{_KEY}[=:]\s*['\"]([\w-]+)|//([\w-]+)\.disqus\.com/embed"),
        "shortname": ("shortname", r""""shortname"\s*:\s*"([\w-]+)"""),
        "identifier": ("identifier", rf"(?:disqus_identifier{_KEY}[=:]|page\.identifier\s*=){_QUOTED}"),
        "url": ("url", rf"(?:disqus_url{_KEY}[=:]|page\.url\s*=){_QUOTED}"),
    },
    "coral": {word: (word, rf"{word}{_KEY}:{_QUOTED}") for word in ("rootURL", "storyID", "storyURL")},
    "giscus": {f"data-{word}": (word, rf"data-{word}{_KEY}[:,]{_QUOTED}") for word in GISCUS},
    "twikoo": {"envId": ("envId", rf"envId{_KEY}:{_QUOTED}")},
    "waline": {"serverURL": ("serverURL", rf"serverURL{_KEY}[:=]{_QUOTED}")},
}
"""For each system what its scripts set: a word that stands wherever the pattern matches; the name, and the pattern."""


def find_system(
    document: Document, talk: Talk, native: Iterable[set[str]], claimed: int | None
) -> CommentSystem | None:
    """Return the comment system of the page; a widget that loads its comments goes before what the HTML holds.

    `native`: for each comment of the HTML the platforms whose markup it has.
    """
    scripts = document.index.by_tag.get("script", [])
    marks = [el for el in talk.elements if _is_mark(el.get("class") or "") or _MARK.search(el.get("id") or "")]
    marks += document.index.tagged(*_TAGS)
    marks += [el for el in scripts if "data-isso" in (names := el.keys()) or "data-ghost-comments" in names]
    sources = [(source, script) for script in scripts if (source := script.get("src"))]
    addresses = "\n".join(source for source, _ in sources)
    marks += _SPOTIM(document.root) if "spot.im" in addresses else []
    for name, read in _READERS.items():
        words, pattern = _SOURCES.get(name, _NOWHERE)
        found = _found(pattern, sources) if any(word in addresses for word in words) else []
        system = read(document, marks, found) if marks or found else None
        if system is not None:
            return CommentSystem(system.name, system.ids, system.endpoint, claimed)
    widget = find_widget(sources, addresses, talk)
    if widget is None:
        return _native(document, talk, native, claimed)
    name, told = widget
    return CommentSystem(name, tuple(sorted({**dict(_variables(document, name)), **told}.items())), claimed=claimed)


@lru_cache(maxsize=4096)
def _is_mark(classes: str) -> bool:
    return _MARK.search(classes) is not None


def _found(pattern: re.Pattern[str], sources: list[tuple[str, HtmlElement]]) -> list[tuple[re.Match[str], HtmlElement]]:
    return [(found, script) for source, script in sources if (found := pattern.search(source))]


Found = list[tuple[re.Match[str], HtmlElement]]
Reader = Callable[[Document, Sequence[HtmlElement], Found], CommentSystem | None]


def _isso(document: Document, marks: Sequence[HtmlElement], found: Found) -> CommentSystem | None:
    thread = _first(marks, lambda el: el.get("id") == "isso-thread")
    script = _first(
        (*marks, *(script for _, script in found)), lambda el: el.tag == "script" and "data-isso" in el.attrib
    )
    if thread is None or script is None:
        return None
    root = absolute(urljoin(document.base, script.get("data-isso") or "/"), document.base)
    uri = thread.get("data-isso-id") or urlsplit(document.url).path
    endpoint = f"{root.rstrip('/')}/?uri={quote_path(uri)}" if root else None
    return CommentSystem("isso", (("uri", uri[:_ID_CAP]),), endpoint)


def _ghost(document: Document, marks: Sequence[HtmlElement], found: Found) -> CommentSystem | None:
    script = _first(marks, lambda el: "data-ghost-comments" in el.attrib)
    post = script.get("data-post-id") if script is not None else None
    if script is None or not post:
        return None
    root = absolute(script.get("data-ghost-comments") or "/", document.base)
    endpoint = f"{root.rstrip('/')}/members/api/comments/post/{quote_path(post)}/?limit=100" if root else None
    return CommentSystem("ghost", (("post", post[:_ID_CAP]),), endpoint)


def _disqus(document: Document, marks: Sequence[HtmlElement], found: Found) -> CommentSystem | None:
    if not found and _first(marks, lambda el: el.get("id") == "disqus_thread") is None:
        return None
    ids = dict(_variables(document, "disqus"))
    if found and "shortname" not in ids:
        ids["shortname"] = found[0][0][1]
    return CommentSystem("disqus", tuple(sorted(ids.items())))


def _facebook(document: Document, marks: Sequence[HtmlElement], found: Found) -> CommentSystem | None:
    box = _first(marks, lambda el: "fb-comments" in (el.get("class") or "") or "fb:comments" in (el.get("class") or ""))
    if box is None:
        return None
    return CommentSystem("facebook", _attributes(box, "data-href") or _meta(document, "fb:app_id"))


def _coral(document: Document, marks: Sequence[HtmlElement], found: Found) -> CommentSystem | None:
    ids = ("coral_thread", "coral_talk_stream", "talk_embed")
    if not found and _first(marks, lambda el: el.get("id") in ids) is None:
        return None
    return CommentSystem("coral", _variables(document, "coral"))


def _openweb(document: Document, marks: Sequence[HtmlElement], found: Found) -> CommentSystem | None:
    if not found:
        return None
    box = _first(marks, lambda el: "data-spotim-module" in el.attrib)
    spot = tuple(("spot", match[1]) for match, _ in found[:1])
    return CommentSystem(
        "openweb", (*spot, *(_attributes(box, "data-post-id", "data-spot-id") if box is not None else ()))
    )


def _viafoura(document: Document, marks: Sequence[HtmlElement], found: Found) -> CommentSystem | None:
    box = _first(marks, lambda el: str(el.tag).startswith("vf-"))
    if not found and box is None:
        return None
    ids = _attributes(box, "vf-container-id") if box is not None else ()
    return CommentSystem("viafoura", ids or _meta(document, "vf:container_id"))


def _hyvor(document: Document, marks: Sequence[HtmlElement], found: Found) -> CommentSystem | None:
    box = _first(marks, lambda el: el.tag == "hyvor-talk-comments")
    return None if box is None else CommentSystem("hyvor", _attributes(box, "website-id", "page-id"))


def _commento(document: Document, marks: Sequence[HtmlElement], found: Found) -> CommentSystem | None:
    box = _first(marks, lambda el: el.get("id") == "commento")
    return CommentSystem("commento", (("page", urlsplit(document.url).path[:_ID_CAP]),)) if box is not None else None


def _insticator(document: Document, marks: Sequence[HtmlElement], found: Found) -> CommentSystem | None:
    boxes = [
        el
        for el in marks
        if "instiengage-comments" in (el.get("class") or "") or el.get("id") == "insticator-commenting"
    ]
    if not boxes:
        return None
    box = _first(boxes, lambda el: "data-ext-page-id" in el.attrib)
    return CommentSystem("insticator", _attributes(boxes[0] if box is None else box, "data-ext-page-id"))


_READERS: dict[str, Reader] = {
    "isso": _isso,
    "ghost": _ghost,
    "disqus": _disqus,
    "hyvor": _hyvor,
    "coral": _coral,
    "openweb": _openweb,
    "viafoura": _viafoura,
    "commento": _commento,
    "insticator": _insticator,
    "facebook": _facebook,
}


def _native(document: Document, talk: Talk, native: Iterable[set[str]], claimed: int | None) -> CommentSystem | None:
    """Return the system whose markup the comments have; one of several that share it where the page names it."""
    shared: set[str] = set()
    is_there = False
    for systems in native:
        is_there = True
        named = {name.removesuffix(" forum") for name in systems} - {""}
        shared = (shared & named) or shared or named
    generator = (document.meta("generator") or "").lower()
    printed = next((name for name in _GENERATORS if name in generator), None)
    if "wpdiscuz" in shared:
        name: str | None = "wpdiscuz"
    elif _has_form(document):
        name = "wordpress"
    elif is_there and printed:
        name = _GENERATORS[printed]
    elif len(shared) == 1:
        name = next(iter(shared))
    else:
        name = "wordpress" if "wordpress" in shared and _has_wordpress_files(document) else None
    return CommentSystem(name, _post_id(document), None, claimed) if name else None


def _has_form(document: Document) -> bool:
    forms = document.index.by_tag.get("form", ())
    return any("wp-comments-post.php" in (form.get("action") or "") for form in forms)


def _has_wordpress_files(document: Document) -> bool:
    files = document.index.tagged("link", "script")
    return any("/wp-content/" in (file.get("href") or file.get("src") or "") for file in files)


def _post_id(document: Document) -> tuple[tuple[str, str], ...]:
    body = document.root.find("body")
    found = _WP_POST.search(body.get("class") or "") if body is not None else None
    return (("post", found[1]),) if found else ()


def _first(elements: Iterable[HtmlElement], test: Callable[[HtmlElement], bool]) -> HtmlElement | None:
    return next((element for element in elements if test(element)), None)


def _attributes(element: HtmlElement, *names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name.removeprefix("data-"), value[:_ID_CAP]) for name in names if (value := element.get(name)))


def _meta(document: Document, name: str) -> tuple[tuple[str, str], ...]:
    value = document.meta(name)
    return ((name, value[:_ID_CAP]),) if value else ()


def _variables(document: Document, system: str) -> tuple[tuple[str, str], ...]:
    """Return the ids that the page's own scripts set."""
    found: dict[str, str] = {}
    variables = _VARIABLES.get(system, {}).items()
    for script in document.index.by_tag.get("script", ()):
        text = (script.text or "")[:_SCRIPT_CAP]
        for word, (name, pattern) in variables:
            match = re.search(pattern, text) if name not in found and word in text else None
            if match:
                found[name] = next(group for group in match.groups() if group)[:_ID_CAP]
    return tuple(found.items())
