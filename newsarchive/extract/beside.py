"""Whether an element stands beside the article."""

from __future__ import annotations

from lxml.html import HtmlElement

from newsarchive.extract.index import Index
from newsarchive.extract.names import OTHER


def is_elsewhere(index: Index, element: HtmlElement) -> bool:
    """Tell whether the element stands in a box, a comment, a quotation, a footer or a list of other articles."""
    if element in index.apart:
        return True
    path: list[HtmlElement] = []
    node: HtmlElement | None = element
    verdict = False
    while node is not None and node.tag != "body" and node not in index.around:
        known = index.elsewhere.get(node)
        verdict = _is_aside(index, node) if known is None else known
        if verdict or known is not None:
            break
        path.append(node)
        node = node.getparent()
    index.elsewhere.update(dict.fromkeys(path, verdict))
    return verdict


def _is_aside(index: Index, node: HtmlElement) -> bool:
    if node.tag in _ASIDE and (node.tag != "footer" or next(node.iterancestors("article"), None) is None):
        return True
    return node.tag not in ("article", "main") and bool(index.hints.get(node, 0) & OTHER)


_ASIDE = frozenset(("aside", "nav", "footer", "figure", "form", "blockquote"))
