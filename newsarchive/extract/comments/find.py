"""The readers' comments of a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from lxml.html import HtmlElement

from newsarchive.extract.blocks import line
from newsarchive.extract.comments import fields
from newsarchive.extract.comments.counts import claimed
from newsarchive.extract.comments.data import data_reads
from newsarchive.extract.comments.elements import Talk, talk_of
from newsarchive.extract.comments.ids import id_inside
from newsarchive.extract.comments.items import MAX_COMMENTS, Item, Nest, marked_items, named_items
from newsarchive.extract.comments.names import name_beside, name_of
from newsarchive.extract.comments.pages import comment_pages
from newsarchive.extract.comments.places import (
    are_comments,
    are_titled,
    are_whole,
    has_comment,
    is_whole_alone,
    points_elsewhere,
    thread_roots,
)
from newsarchive.extract.comments.region import Region, region
from newsarchive.extract.comments.roles import Role, keys, systems_of, traits
from newsarchive.extract.comments.systems import find_system
from newsarchive.extract.comments.template import parts_of
from newsarchive.extract.comments.texts import text_of
from newsarchive.extract.comments.threads import Read, assemble
from newsarchive.extract.comments.times import Clock, in_one_order, moment_of
from newsarchive.extract.comments.topics import is_topic, topic_items
from newsarchive.extract.comments.unnamed import Walks, found_items, lone_item
from newsarchive.extract.comments.words import PING_AUTHOR
from newsarchive.extract.document import Document
from newsarchive.extract.rules import Rules, Selectors, select_all
from newsarchive.items import Comment, CommentSystem, Flag, Moment


@dataclass(frozen=True, slots=True)
class Thread:
    """What a page shows of its readers' comments."""

    comments: tuple[Comment, ...] = ()
    """In the order printed, at most `MAX_COMMENTS`."""

    opening: Comment | None = None
    """The first post of a forum's topic: the article itself, where the page holds no other."""

    opening_roots: tuple[HtmlElement, ...] = ()
    """Elements that hold the first post."""

    claimed: int | None = None
    """The number of comments the page declares."""

    system: CommentSystem | None = None
    roots: tuple[HtmlElement, ...] = ()
    """Elements that hold the thread: never part of the body."""

    pages: tuple[str, ...] = ()
    """Addresses of the other pages of comments, oldest first."""

    flags: tuple[Flag, ...] = ()

    def below_article(self) -> Thread:
        """Return the thread of a page that holds an article besides: there the first post is a comment as well."""
        rest = (replace(comment, position=comment.position + 1) for comment in self.comments)
        opening = () if self.opening is None else (self.opening,)
        return replace(self, comments=(*opening, *rest), roots=(*self.opening_roots, *self.roots), opening=None)


def find_comments(
    document: Document,
    *,
    rules: Rules | None,
    fetched_at: datetime,
    languages: Sequence[str],
    timezone: str | None,
    published: Moment | None,
) -> Thread:
    """Return the comments of the page with what it says of them; linear in the size of the page, never raising."""
    clock = Clock(fetched_at, languages, timezone, published)
    talk = talk_of(document)
    items, reads = _best(document, talk, clock, rules)
    opening, reads = (reads[:1], reads[1:]) if is_topic(items, reads, published) else ([], reads)
    comments, flags = assemble(reads)
    if len(items) > MAX_COMMENTS:
        flags = (*flags, Flag("truncated", f"more than {MAX_COMMENTS} comments on the page"))
    number = claimed(document, talk, rules, {root for read in reads if read.is_valid for root in read.item.roots})
    return Thread(
        comments=comments,
        opening=next(iter(assemble(opening)[0]), None),
        opening_roots=tuple(root for read in opening for root in read.item.roots),
        claimed=number,
        system=find_system(document, talk, (read.item.systems for read in reads if read.is_valid), number),
        roots=thread_roots(reads, talk.elements, _ruled_roots(document, rules), document.index.by_tag.get("h1", ())),
        pages=comment_pages(document, talk, has_thread=bool(comments)),
        flags=flags,
    )


def _best(document: Document, talk: Talk, clock: Clock, rules: Rules | None) -> tuple[list[Item], list[Read]]:
    """Return the comments by the theme's rules, else by platform, else by repetition, else from JSON-LD."""
    given = _given(document, rules)
    walks = Walks()
    marked, found = cache(lambda: marked_items(talk)), cache(lambda: found_items(talk, document.index, walks))
    ways: tuple[tuple[Callable[[], list[Item]], Callable[[Sequence[Read]], bool]], ...] = (
        (lambda: _ruled_items(document, rules), has_comment),
        (lambda: _in_box(marked(), found), are_comments),
        (marked, has_comment),
        (lambda: topic_items(document), has_comment),
        (found, are_comments),
        (lambda: named_items(talk), are_whole),
        (lambda: lone_item(talk, document.index, walks), is_whole_alone),
    )
    for way, is_enough in ways:
        if not (items := way()):
            continue
        shown = items[:MAX_COMMENTS]
        owns = _regions(shown, given)
        reads = _read_all(shown, owns, document, clock)
        is_told = is_enough(reads)
        if (is_told or is_enough is are_comments) and (parts := parts_of(owns)):
            reads = _read_all(shown, _regions(shown, {**parts, **given}), document, clock)
            is_told = is_told or (is_enough(reads) and not are_titled(reads))
        if is_told:
            if points_elsewhere(reads):
                break
            return items, reads
    return [], data_reads(document, clock)


def _in_box(marked: Sequence[Item], found: Callable[[], list[Item]]) -> list[Item]:
    """Return the blocks that repeat in the only element called a comment: then it is the box around the thread."""
    if len(marked) != 1:
        return []
    box = marked[0].element
    return found() if all(any(outer is box for outer in item.element.iterancestors()) for item in found()) else []


def _ruled_items(document: Document, rules: Rules | None) -> list[Item]:
    nest = Nest()
    for element in select_all(document.root, rules.comment) if rules is not None else ():
        nest.add(element, systems_of(element.tag, traits(element)) or ("",), keys(element))
    return nest.items


def _ruled_roots(document: Document, rules: Rules | None) -> Sequence[HtmlElement]:
    return select_all(document.root, rules.comments) if rules is not None else ()


def _given(document: Document, rules: Rules | None) -> Mapping[HtmlElement, Role]:
    """Return the parts of comments that the theme's rules name."""
    if rules is None:
        return {}
    parts: tuple[tuple[Role, Selectors], ...] = (
        ("author", rules.comment_author),
        ("date", rules.comment_time),
        ("text", rules.comment_text),
        ("likes", rules.comment_likes),
    )
    return {element: role for role, selectors in parts for element in select_all(document.root, selectors)}


def _regions(items: Sequence[Item], given: Mapping[HtmlElement, Role]) -> list[Region]:
    stops = {root for item in items for root in item.roots}
    return [region(item.roots, stops, given) for item in items]


def _read_all(items: Sequence[Item], owns: Sequence[Region], document: Document, clock: Clock) -> list[Read]:
    reads = [_read(item, own, document, clock) for item, own in zip(items, owns, strict=True)]
    for read, moment in zip(reads, in_one_order([read.published for read in reads], clock), strict=True):
        read.published = moment
    return reads


def _read(item: Item, own: Region, document: Document, clock: Clock) -> Read:
    if item.source_id is None:
        item.source_id = id_inside(own)
    author, holder = name_of(own)
    published, day = moment_of(own, holder, clock)
    if author is None and day is not None:
        author, holder = name_beside(own, day)
    return Read(
        item=item,
        author=author,
        author_url=fields.address_of(own, holder, document.base),
        published=published,
        text=_text(own, author, holder, day),
        likes=fields.likes_of(own),
        named_parent=fields.parent_named(own, item.source_id),
        addressed=fields.addressed(own, item.source_id),
        page=fields.page_of(own),
    )


def _text(own: Region, author: str | None, name: HtmlElement | None, day: HtmlElement | None) -> str:
    text = text_of(own, author, name, day)
    if name is not None and PING_AUTHOR.match(text) and len(text) < len("Pingback: "):
        return f"{text} {line(name)}"
    return text
