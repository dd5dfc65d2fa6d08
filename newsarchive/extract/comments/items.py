"""Which elements of a page are comments, and which comment each replies to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.extract.comments import roles
from newsarchive.extract.comments.elements import Talk
from newsarchive.extract.comments.ids import id_beside, own_id

MAX_COMMENTS = 20_000
"""Comments read of one page; a page with more is flagged `truncated`."""

_MAX_CLIMB = 50
"""Levels between a comment and the list of its replies beside it, or the element that is only its frame."""
_LINES = 8
"""Empty elements before what a comment's frame holds: a line for each level of the thread."""
_FRAMES = 3
"""Elements around a comment among which its frame is looked for."""
_ITEM_TAGS = frozenset(
    ("div", "li", "article", "section", "dt", "dl", "tr", "td", "table", "blockquote", "p", "details", "ul")
)
_SURE_MARKS = frozenset(("#comment-0", "#li-comment-0", "#div-comment-0"))
"""Ids that no list of latest comments has."""
_NAMED = re.compile(
    r"(?!(?:post_)?tag-|category-)(?:\w+[-_]{1,2})?(?:comment|kommentar|comentario|comentário|commentaire|commento|komentarz|komentar|kommentti|koment|yorum|reactie)"
    r"(?:[-_]{1,2}(?:item|entry|wrap|wrapper|box|block|single|post|container|row|node|element|unit|card|tile))?$",
    re.IGNORECASE,
)
"""Classes that say "comment" in the singular, alone or with a word for a piece of a list."""
_UNTOLD = {""}
"""Systems of a comment that no platform's markup tells."""
_REPLIES = re.compile(
    r"(?:^|[\s_-])(?:children|child|indented|indent|replies|answers|responses|subcomments?|nested|reponses|antworten|respuestas)(?:$|[\s_-])"
    r"|comments-list|comment-replies",
    re.IGNORECASE,
)
"""Classes of a list of replies."""


@dataclass(slots=True, eq=False)
class Item:
    """One comment's place in the page."""

    element: HtmlElement
    roots: list[HtmlElement]
    """The element, and the siblings that belong to the same comment (`dd` after `dt`)."""

    systems: set[str]
    source_id: str | None = None
    parent: Item | None = None
    marks: frozenset[str] = field(default_factory=frozenset)


def marked_items(talk: Talk) -> list[Item]:
    """Return the comments that a platform's markup tells, each once, in document order, with their parents."""
    nest = Nest()
    for element in talk.elements:
        if not _may_be_item(element.tag):
            continue
        told = roles.traits(element)
        systems = roles.systems_of(element.tag, told) if told else ()
        if not systems:
            continue
        marks = roles.keys_by(told)
        place = talk.place_of(element)
        if place == "thread" or (place == "aside" and not marks.isdisjoint(_SURE_MARKS)):
            nest.add(element, systems, marks)
            if len(nest.items) > MAX_COMMENTS:
                break
    return _unnested(_without_bodies(nest.items))


def _may_be_item(tag: str) -> bool:
    return tag in _ITEM_TAGS or "-" in tag


def named_items(talk: Talk) -> list[Item]:
    """Return what a class alone calls a comment: good only where each has name, day and text (`are_whole`)."""
    nest = Nest()
    for element in talk.elements:
        tag = element.tag
        told = _may_be_item(tag) and (_names_comment(element.get("class") or "") or ("-" in tag and _NAMED.match(tag)))
        if told and talk.place_of(element) == "thread":
            nest.add(element, ("",), roles.keys(element))
        if len(nest.items) > MAX_COMMENTS:
            break
    return nest.items


@lru_cache(maxsize=4096)
def _names_comment(classes: str) -> bool:
    return any(_NAMED.match(name) for name in classes.split())


def _without_bodies(items: list[Item]) -> list[Item]:
    """Return the comments without elements that are only the text of the comment around them.

    Nothing but its id calls such an element a comment; the comment around it has no id and holds no other.
    """
    uncalled = {id(item): item.parent for item in items if _is_uncalled(item)}
    if not uncalled:
        return items
    held = Counter(map(id, uncalled.values()))
    kept: list[Item] = []
    outers: dict[int, Item] = {}
    for item in items:
        outer = item.parent = outers.get(id(item.parent), item.parent)
        if outer is None or id(item) not in uncalled or held[id(outer)] > 1 or outer.source_id is not None:
            kept.append(item)
        else:
            outer.source_id = item.source_id
            outers[id(item)] = outer
    return kept


def _is_uncalled(item: Item) -> bool:
    return not item.marks.isdisjoint(_SURE_MARKS) and not any(m[0] == "." and "comment" in m for m in item.marks)


def _unnested(items: list[Item]) -> list[Item]:
    """Return the comments; in a forum no post is inside another."""
    if all(item.systems & roles.FORUMS for item in items):
        for item in items:
            item.parent = None
    return items


class Nest:
    """The comments found so far, in document order, and which of them each element belongs to."""

    __slots__ = ("_owners", "items")

    def __init__(self) -> None:
        self.items: list[Item] = []
        self._owners: dict[HtmlElement, Item | None] = {}

    def add(
        self, element: HtmlElement, systems: Iterable[str], marks: frozenset[str], rest: Sequence[HtmlElement] = ()
    ) -> None:
        """Note a comment with the siblings that belong to it.

        An element that only wraps another's content, or is wrapped by it, makes no second one.
        """
        around = self._owner(element)
        source_id = own_id(element)
        if around is not None and _is_same(around, element, source_id):
            around.systems.update(systems)
            around.source_id = around.source_id or source_id
            self._owners[element] = around
            return
        item = Item(
            element,
            list(dict.fromkeys((*_roots(element), *rest))),
            set(systems),
            source_id or id_beside(element),
            around,
            marks,
        )
        self.items.append(item)
        for root in item.roots:
            self._owners[root] = item

    def _owner(self, element: HtmlElement) -> Item | None:
        """Return the comment that one at this place replies to: the one around it, or the one before its list."""
        path = []
        node: HtmlElement | None = element
        while node is not None and node not in self._owners:
            path.append(node)
            node = node.getparent()
        found = None if node is None else self._owners[node]
        for node in reversed(path[1:]):
            found = self._before_list(node, found) or found
            self._owners[node] = found
        if not _names_replies("", element.get("class") or ""):  # a comment that is a list itself holds no replies
            return found
        before = element.getprevious()
        alike = self._owners.get(before) if before is not None and _is_alike(before, element) else None
        return alike.parent if alike is not None else self._before_list(element, found) or found

    def _before_list(self, element: HtmlElement, around: Item | None) -> Item | None:
        """Return the comment printed just before a list of replies; None where the element is no such list."""
        if not self.items or self.items[-1] is around or not (_is_reply_list(element) or self._follows_one(element)):
            return None
        before = element.getprevious()
        for _ in range(3):
            if before is None:
                return None
            owner = self._owners.get(before)
            if owner is not None and before in owner.roots:
                return owner
            # each comment in a list of its own
            found = None if _is_alike(before, element) else self._top_inside(before)
            if found is not None:
                return found
            before = before.getprevious()
        return None

    def _follows_one(self, element: HtmlElement) -> bool:
        """Tell whether the element stands right behind a comment: on a page whose class names tell nothing, or as a
        frame of the kind that is around the comment too ("media" of Bootstrap)."""
        before = element.getprevious()
        owner = self._owners.get(before) if before is not None else None
        if owner is None or before not in owner.roots:
            return False
        kind = element.get("class")
        around = (outer.get("class") for outer in islice(element.iterancestors(), _FRAMES))
        return owner.systems == _UNTOLD or (kind is not None and kind in around)

    def _top_inside(self, element: HtmlElement) -> Item | None:
        top: Item | None = None
        node: HtmlElement | None = self.items[-1].element
        for _ in range(_MAX_CLIMB):
            if node is None:
                break
            owned = self._owners.get(node)
            top = owned if owned is not None and node in owned.roots else top
            if node is element:
                return top
            node = node.getparent()
        return None


def _is_same(around: Item, element: HtmlElement, source_id: str | None) -> bool:
    if around.source_id is not None and source_id is not None:
        return around.source_id == source_id
    node = element
    for _ in range(_MAX_CLIMB):
        if node in around.roots:
            return True
        behind = node.getnext()
        if behind is not None and node is element and _is_alike(behind, element):
            return False  # the element around it is a list
        parent = node.getparent()
        if parent is None or (parent.text or "").strip() or _is_reply_list(node):
            return False
        for _ in range(_LINES):
            before = node.getprevious()
            if before is None:
                break
            if (before.tail or "").strip() or any(text.strip() for text in before.itertext()):
                return False
            node = before
        else:
            return False
        node = parent
    return False


def _is_alike(one: HtmlElement, other: HtmlElement) -> bool:
    return (one.tag, one.get("class")) == (other.tag, other.get("class"))


@lru_cache(maxsize=4096)
def _names_replies(tag: str, classes: str) -> bool:
    return tag in ("ul", "ol", "dl") or bool(_REPLIES.search(classes))


def _is_reply_list(element: HtmlElement) -> bool:
    return _names_replies(element.tag, element.get("class") or "")


def _roots(element: HtmlElement) -> list[HtmlElement]:
    found = [element]
    if element.tag == "dt":
        for sibling in element.itersiblings():
            if sibling.tag != "dd":
                break
            found.append(sibling)
    return found
