"""Comments read one by one become a thread: valid ones, each with its parent, depth and a key of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from newsarchive.extract.blocks import has_one_child
from newsarchive.extract.comments.items import Item
from newsarchive.extract.comments.words import EXCERPT, PING_AUTHOR, PINGBACK, REMOVED
from newsarchive.items import Comment, Flag, Moment

_PING_MARKS = frozenset((".pingback", ".trackback", ".ping", ".pings"))
_LEVEL = re.compile(r"(?:depth|level|lvl|indent)[-_]{0,2}(\d{1,2})(?!\d)", re.IGNORECASE)
_MARGIN = re.compile(
    r"(?:margin|padding)-left\s*:\s*(?:calc\(\s*(?:[\d.]+\w*|var\([\w-]+\))\s*\*\s*)?(\d+(?:\.\d+)?)", re.IGNORECASE
)
_HEAD = 10
"""Elements of a comment among which a picture that indents it stands."""
_FRAMES = 3
"""Elements around a comment and nothing else that may be indented in its place."""
_NOTICE_CAP = 300
"""Characters up to which a text can be the portal's notice that a comment was removed."""


@dataclass(slots=True, eq=False)
class Read:
    """One comment with its fields, before it has its place in the thread."""

    item: Item
    author: str | None
    author_url: str | None
    published: Moment | None
    text: str
    likes: int | None
    named_parent: str | None
    """Source id that the comment names as the one it replies to."""

    addressed: tuple[str, str] | None = None
    """Source id and name in its first link to another comment."""

    page: str | None = None
    """Address, without fragment, of the comment's link to itself."""

    parent: Read | None = None
    source_id: str | None = None
    depth: int = -1

    @property
    def is_valid(self) -> bool:
        """Whether it says enough to be a comment: a text with a name, day or id; or a name with a day or id."""
        if self._is_template:
            return False
        known = (self.author is not None) + (self.published is not None) + (self.item.source_id is not None)
        return known >= 1 if self.text else self.author is not None and known >= 2

    @property
    def _is_template(self) -> bool:
        """Whether it is what a script fills in later: "{{ comment.created }}" (Angular, Vue, Handlebars)."""
        told = (self.author or "", self.published.raw if self.published is not None else "")
        return "{{" in "".join(told) or (self.author is None and self.text.startswith("{{"))


def assemble(reads: Sequence[Read]) -> tuple[tuple[Comment, ...], tuple[Flag, ...]]:
    """Return the comments in the order printed, and what was wrong with their ids and parents."""
    kept = _without_repeats([read for read in reads if read.is_valid])
    flags = _give_ids(kept)
    _give_parents(kept)
    flags += _give_depths(kept)
    return tuple(_comment(position, read) for position, read in enumerate(kept)), tuple(flags)


def _without_repeats(reads: list[Read]) -> list[Read]:
    """Return the comments without those a page prints a second time (one list for phones, one for others)."""
    seen: set[tuple[str | None, str | None, str]] = set()
    kept = []
    for read in reads:
        moment = read.published.raw if read.published is not None and read.published.precision == "second" else None
        key = (read.item.source_id or moment, read.author, read.text)
        if key[0] is None or key not in seen:
            kept.append(read)
        seen.add(key)
    return kept


def _comment(position: int, read: Read) -> Comment:
    parent = read.parent
    return Comment(
        source_id=read.source_id,
        parent_source_id=parent.source_id if parent is not None else _held_back(read),
        kind="pingback" if _is_ping(read) else "comment",
        position=position,
        depth=read.depth,
        author=read.author,
        author_url=read.author_url,
        published=read.published,
        text="" if _is_bare_ping(read) else read.text,
        likes=read.likes,
        removed=len(read.text) <= _NOTICE_CAP and REMOVED.match(read.text) is not None,
    )


def _held_back(read: Read) -> str | None:
    return read.named_parent if read.named_parent != read.item.source_id else None


def _is_ping(read: Read) -> bool:
    return (
        not read.item.marks.isdisjoint(_PING_MARKS)
        or PING_AUTHOR.match(read.author or "") is not None
        or PINGBACK.match(read.text) is not None
        or (read.author_url is not None and EXCERPT.match(read.text) is not None)
    )


def _is_bare_ping(read: Read) -> bool:
    """Tell whether all that is printed of a pingback is the word and its name: it has no text of its own."""
    rest = PINGBACK.sub("", read.text)
    return rest != read.text and rest.strip() in ("", read.author)


def _give_ids(reads: Sequence[Read]) -> list[Flag]:
    taken: set[str] = set()
    flags: list[Flag] = []
    for read in reads:
        source_id = read.item.source_id
        if source_id is not None and source_id in taken:
            if not flags:
                flags.append(Flag("duplicate_comment_id", f"comment id {source_id} stands twice on the page"[:200]))
        elif source_id is not None:
            taken.add(source_id)
            read.source_id = source_id
    return flags


def _give_parents(reads: Sequence[Read]) -> None:
    by_id = {read.source_id: read for read in reads if read.source_id is not None}
    by_item = {id(read.item): read for read in reads}
    levels = _levels(reads)
    for read in reads:
        named = by_id.get(read.named_parent or "") or _addressed(read, by_id)
        if named is not None and named is not read:
            read.parent = named
            continue
        item = read.item.parent
        while item is not None and (id(item) not in by_item or _is_beside(levels, item, read.item)):
            item = item.parent
        read.parent = by_item[id(item)] if item is not None else None
    if levels and not any(read.parent for read in reads):
        _give_parents_by_level(reads, levels)


def _addressed(read: Read, by_id: Mapping[str, Read]) -> Read | None:
    """Return the comment that one without a place in the tree links to by its author's name."""
    if read.addressed is None or read.item.parent is not None:
        return None
    other = by_id.get(read.addressed[0])
    return other if other is not None and other.author == read.addressed[1] else None


def _is_beside(levels: dict[int, int], item: Item, reply: Item) -> bool:
    """Tell whether the levels printed in class names contradict the nesting (a theme that forgets to close a tag)."""
    return id(item) in levels and id(reply) in levels and levels[id(item)] >= levels[id(reply)]


def _levels(reads: Sequence[Read]) -> dict[int, int]:
    """Return the level each comment's class names, else how far each is indented; {} where they are all alike."""
    levels = {id(read.item): level for read in reads if (level := _level(read.item)) is not None}
    if not levels:
        indents = {id(read.item): indent for read in reads if (indent := _indent(read.item)) is not None}
        levels = {id(read.item): indents.get(id(read.item), 0) for read in reads} if indents else {}
    return levels if len(set(levels.values())) > 1 else {}


def _level(item: Item) -> int | None:
    for attribute in ("data-depth", "data-level", "aria-level"):
        value = item.element.get(attribute) or ""
        if value.isdigit() and len(value) < 4:
            return int(value)
    found = _LEVEL.search(item.element.get("class") or "")
    return int(found[1]) if found else None


def _indent(item: Item) -> int | None:
    for element in islice(item.element.iter("*"), _HEAD):
        width = element.get("width") or ""
        if element.tag == "img" and element.get("height") == "1" and width.isdigit() and len(width) < 5:
            return int(width)  # an empty picture that moves what is beside it
    around = (item.element, *islice(item.element.iterancestors(), _FRAMES))
    for element, inner in zip(around, (None, *around), strict=False):
        if inner is not None and not has_one_child(element):
            return None
        if margin := _MARGIN.search(element.get("style") or ""):
            return int(float(margin[1]))
    return None


def _give_parents_by_level(reads: Sequence[Read], levels: dict[int, int]) -> None:
    """Take the last comment of a lower level as the parent: a list that is flat in the page, indented by style."""
    lowest = min(levels.values())
    open_reads: list[tuple[int, Read]] = []
    for read in reads:
        level = levels.get(id(read.item), lowest)
        while open_reads and open_reads[-1][0] >= level:
            open_reads.pop()
        read.parent = open_reads[-1][1] if open_reads else None
        open_reads.append((level, read))


def _give_depths(reads: Sequence[Read]) -> list[Flag]:
    """Set each comment's depth; a chain of parents that closes on itself is cut."""
    flags = []
    for read in reads:
        path: list[Read] = []
        node: Read | None = read
        while node is not None and node.depth == -1:
            node.depth = -2
            path.append(node)
            node = node.parent
        if node is not None and node.depth == -2:
            flags.append(Flag("comment_cycle", f"comment {node.source_id} replies to itself"[:200]))
            path[-1].parent = None
            path[-1].named_parent = None
            node = None
        depth = -1 if node is None else node.depth
        for node in reversed(path):
            depth += 1
            node.depth = depth
    return flags[:1]
