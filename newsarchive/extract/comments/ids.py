"""The portal's own id of a comment: in its attributes, in what is beside it, or in a link to itself."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from newsarchive.extract.comments.region import Region
from newsarchive.extract.comments.roles import number

_ID_ATTRIBUTES = ("data-comment-id", "data-commentid", "data-comment_id", "data-cid", "data-message-id", "data-id")
_OWN_ID = re.compile(
    r"^(?:.*com|.*kom|c|p|id|r|post|.*post|.*forum|.*message|.*reply)[a-zäöüé]*[-_]?(?:[a-z]*[-_])*\d|^\d+$|[0-9a-f]{16}",
    re.IGNORECASE,
)
_ANCHOR = re.compile(
    r"(?:li-|div-)?(?:comment|comentario|commentaire|kommentar|yorum|isso|forum|c|cmt|reply|post)[-_]?(\d+)$",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"comment[-_](\w{6,40})$")
"""Id of a comment without a number (django-comments-dab): one only where a link inside the comment leads to it."""
_ANCHORS = frozenset(("a", "span", "div", "h3", "h4", "article"))
_HEAD = 20
"""Elements of a comment among which an anchor or a link to itself stands."""


def own_id(element: HtmlElement) -> str | None:
    """Return the portal's id of the comment that the element's attributes hold."""
    names = element.keys()
    if len(names) > 1:
        for attribute in _ID_ATTRIBUTES:
            value = element.get(attribute) if attribute in names else None
            if value and (found := number(value)):
                return found
    identifier = element.get("id") or ""
    return number(identifier) if identifier and _OWN_ID.search(identifier) else None


def id_beside(element: HtmlElement) -> str | None:
    """Return the id in an empty anchor just before the comment, or first in it (Drupal, SPIP, Movable Type), or that
    of the list item which it begins (threadedcomments of Django)."""
    for node in (element.getprevious(), element[0] if len(element) else None):
        if node is not None and node.tag in ("a", "span") and not len(node):
            found = own_id(node) or number(node.get("name") or "")
            if found:
                return found
    around = element.getparent()
    return own_id(around) if around is not None and around.tag == "li" and around[0] is element else None


def id_inside(own: Region) -> str | None:
    """Return the comment's id where only an anchor or a link to itself inside it tells."""
    for element in own.elements[:_HEAD]:
        if element.tag in _ANCHORS or element is own.roots[0]:
            href = element.get("href") or ""
            fragment = href[1:] if href.startswith("#") else ""
            for name in (element.get("id"), element.get("name"), fragment):
                found = _ANCHOR.match(name or "")
                if found:
                    return number(found[1])
    names = {f"#{name}": name for element in own.elements[:_HEAD] if (name := element.get("id"))}
    links = (names.get(element.get("href") or "", "") for element in own.elements[:_HEAD] if element.tag == "a")
    return next((found[1] for name in links if (found := _LETTERED.match(name))), None)
