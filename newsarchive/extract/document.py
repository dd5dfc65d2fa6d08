"""One parse of a page: tree, JSON-LD, meta elements."""

from __future__ import annotations

import re
import threading
from itertools import islice
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from newsarchive import urls
from newsarchive.extract import json_ld
from newsarchive.extract.bounds import with_few_attributes, with_few_tags, with_short_texts
from newsarchive.extract.depth import flattened
from newsarchive.extract.encoding import to_utf8
from newsarchive.extract.index import Index
from newsarchive.text import clean_line

_LOOKUP = etree.ElementDefaultClassLookup(element=HtmlElement)
# Spelt out in both cases: a pattern that ignores case is looked for letter by letter.
_ENDS = re.compile(rb"</(?:[hH][tT][mM][lL]|[bB][oO][dD][yY])\s*>")
_MOST_AROUND = 4
"""Elements around a `meta` element in the body among which that of a list is looked for."""
_BOX = re.compile(rb"<(/?)(?:div|article|main|section)\b", re.IGNORECASE)
_WHOLE = re.compile(rb"<!doctype html|<html\b", re.IGNORECASE)
_END = (b"</html", b"</body", b"</HTML", b"</BODY")  # looked for from behind, where they stand


def _breaks_off(data: bytes) -> bool:
    """Tell whether a page breaks off. Packers leave out `</body>` and `</html>`, but never the end of a box."""
    if any(data.rfind(end) >= 0 for end in _END) or not _WHOLE.search(data, 0, 1_024):
        return False
    ends = [box[1] for box in _BOX.finditer(data)]
    return data.rfind(b"<") > data.rfind(b">") or 2 * ends.count(b"/") < len(ends)


class Document:
    """A parsed page. Nothing in it is fetched, and parsing raises nothing but MemoryError."""

    __slots__ = (
        "_metas", "_typed", "base", "cut_short", "index", "json_ld", "language", "overlong", "root",
        "truncated", "url",
    )  # fmt: skip

    root: HtmlElement
    url: str
    base: str
    """What relative addresses of the page are relative to."""
    truncated: bool
    """True where the page nests deeper than can be kept: what is deeper stands beside what it was nested in."""
    overlong: bool
    """True where the page has more tags than are read: what follows them is not read."""
    cut_short: bool
    """True where the page breaks off: it began as a whole one and ends within an open box."""
    json_ld: tuple[dict[str, Any], ...]
    """Every JSON-LD object with `@type`, out of lists and `@graph`, in order."""
    index: Index
    """The page's elements by what they may hold."""
    language: str | None
    """`html lang` as declared."""
    _metas: dict[str, list[str]]
    _typed: list[tuple[set[str], dict[str, Any]]] | None

    @classmethod
    def parse(cls, html: bytes | str, url: str, *, encoding: str | None = None) -> Document:
        """Return the page parsed; `encoding` is the charset of the response's Content-Type."""
        document = cls()
        document.url = url
        document._typed = None
        data = html.replace("\0", "").encode("utf-8", "replace") if isinstance(html, str) else to_utf8(html, encoding)
        document.cut_short = _breaks_off(data)
        kept = with_few_tags(data)
        document.overlong = len(kept) < len(data)
        ready = with_short_texts(with_few_attributes(_without_early_end(kept)))
        document.root, document.truncated = _tree(ready)
        document.index = Index(document.root)
        if any(map(_may_print_code, document.index.by_tag.get("script", []))):
            document.root, document.truncated = _tree(_with_open_scripts(ready))
            document.index = Index(document.root)
        by_tag = document.index.by_tag
        document._metas = _metas(by_tag.get("meta", []))
        document.language = clean_line(document.root.get("lang") or document.root.get("xml:lang") or "", 40) or None
        document.base = _base(by_tag.get("base", []), url)
        scripts = (el.text for el in by_tag.get("script", []) if "ld+json" in (el.get("type") or "").lower())
        document.json_ld = json_ld.read(text for text in scripts if text)
        return document

    def meta(self, *names: str) -> str | None:
        """Return the first non-empty content of the `meta` elements of these names (name, property or itemprop,
        lower case), tried in order; white space folded."""
        for name in names:
            for content in self._metas.get(name, ()):
                folded = clean_line(content)
                if folded:
                    return folded
        return None

    @property
    def meta_names(self) -> list[str]:
        """The names of the page's `meta` elements, lower case, in order."""
        return list(self._metas)

    def metas(self, name: str) -> list[str]:
        """Return every non-empty content of the `meta` elements of this name, in order."""
        return [folded for content in self._metas.get(name, ()) if (folded := clean_line(content))]

    def nodes_of(self, *types: str, nested: bool = False) -> list[dict[str, Any]]:
        """Return the JSON-LD objects of these types (any case, without the schema.org prefix), in order.

        `nested`: also those inside other objects (the comments of an article).
        """
        wanted = {name.lower() for name in types}
        if nested:
            inner = (inner for node in self.json_ld for inner in json_ld.within(node))
            unique = {id(node): node for node in inner if wanted & json_ld.types(node)}
            return list(unique.values())
        if self._typed is None:
            self._typed = [(json_ld.types(node), node) for node in self.json_ld]
        return [node for names, node in self._typed if wanted & names]


def _tree(data: bytes) -> tuple[HtmlElement, bool]:
    root, is_whole = _parsed(data)
    if not is_whole:
        root, _ = _parsed(flattened(data))
    return root, not is_whole


def _parsed(data: bytes) -> tuple[HtmlElement, bool]:
    """Return the tree and whether the parser read to the end. A page without any element has an empty tree.

    Raises MemoryError where the process has none left: what lxml gives then is no empty page.
    """
    parser = _PARSER.html
    is_refused = False
    try:
        root = etree.fromstring(data, parser)
    except AssertionError:  # lxml 6.1 on input without any node
        root = None
    except etree.XMLSyntaxError:
        root, is_refused = None, True
    last = parser.error_log.last_error
    has_no_memory = (
        is_refused if last is None else last.type == etree.ErrorTypes.ERR_NO_MEMORY
    )  # none for the log either
    if has_no_memory:
        raise MemoryError
    is_whole = last is None or last.type != etree.ErrorTypes.ERR_RESOURCE_LIMIT
    if root is None or not isinstance(root.tag, str):
        parser = etree.HTMLParser(encoding="utf-8")
        parser.set_element_class_lookup(_LOOKUP)
        root = etree.fromstring(b"<html><body></body></html>", parser)
    return root, is_whole


class _Parser(threading.local):
    """One parser a thread: to make one for each page costs a tenth of the parse."""

    def __init__(self) -> None:
        self.html = etree.HTMLParser(
            encoding="utf-8",
            huge_tree=True,
            recover=True,
            remove_comments=True,
            remove_pis=True,
            no_network=True,
            collect_ids=False,  # `Index.with_id` finds the few that are asked for
        )
        self.html.set_element_class_lookup(_LOOKUP)


_PARSER = _Parser()


def _may_print_code(script: HtmlElement) -> bool:
    """Tell whether text follows an empty script: the code of `<script/>`, where it is closed as in XML."""
    return bool(script.tail) and not script.text and not script.tail.isspace()


def _with_open_scripts(data: bytes) -> bytes:
    """Return the page without the slash in `<script/>`: only XML ends an element there, and what stands up to
    `</script>` is code that no reader sees (WHATWG HTML, 13.1.2.1)."""
    first, *pieces = data.split(b"<script")
    return b"<script".join((first, *map(_without_slash, pieces)))


def _without_slash(piece: bytes) -> bytes:
    end = piece.find(b">")
    is_empty = end > 0 and piece[end - 1 : end] == b"/" and b"</script" in piece
    return piece[: end - 1] + piece[end:] if is_empty else piece


def _without_early_end(data: bytes) -> bytes:
    """Return the page without `</body>` and `</html>` where more follows.

    Two pages in a hundred print these tags in their middle (an included file that is a page of its own). libxml2 2.14
    reads nothing behind `</html>`; browsers go on (WHATWG HTML, 13.2.6.4.20).
    """
    for end in (b"</html", b"</HTML"):
        last = data.rfind(end)  # where it stands as a rule
        if last >= 0:
            is_early = data.find(b"<", last + 1) >= 0 or data.rfind(end, 0, last) >= 0
            return _ENDS.sub(b"", data) if is_early else data
    return data


def _is_of_list(element: HtmlElement) -> bool:
    """Tell whether the element tells of one of the articles in a list (schema.org/ItemList)."""
    return any("ItemList" in (outer.get("itemtype") or "") for outer in islice(element.iterancestors(), _MOST_AROUND))


def _metas(elements: list[HtmlElement]) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for element in elements:
        content = element.get("content")
        if content:
            told = [element.get(key, "") for key in ("property", "name", "itemprop", "http-equiv")]
            if told[2] and _is_of_list(element):
                continue
            for name in dict.fromkeys(" ".join(told).lower().split()):  # some give one name as both property and name
                if name.endswith("title") and _is_cut(element):
                    continue  # the beginning of a description still tells which printed lead it means
                metas.setdefault(name, []).append(content)
    return metas


def _is_cut(element: HtmlElement) -> bool:
    """Tell whether a quotation mark that nobody escaped ended the content: what follows it are attributes by name."""
    names = element.keys()
    return len(names) > 2 and any(name[-1:] in ('"', "'") for name in names)


def _base(elements: list[HtmlElement], url: str) -> str:
    for element in elements:
        href = element.get("href")
        if href:
            return urls.absolute(href, url) or url
    return url
