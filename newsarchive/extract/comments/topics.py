"""The topic of a forum, whose first post is the article: told by titles, by an id, or by what the page declares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.extract.comments.items import Item, Nest
from newsarchive.extract.comments.repeats import signature
from newsarchive.extract.comments.roles import FORUM, FORUMS, keys
from newsarchive.extract.comments.threads import Read
from newsarchive.extract.comments.words import SUBJECT
from newsarchive.extract.document import Document
from newsarchive.extract.index import Index
from newsarchive.items import Moment
from newsarchive.text import fold_blanks

_MOST_TITLES = 1_000
_MAX_CLIMB = 12
"""Levels between the title of a post and the post."""


def topic_items(document: Document) -> list[Item]:
    """Return the posts of a topic in a markup that no table names: the title of each is that of the first one, which is
    the article, behind "Re:"; else []."""
    titles = _titles(document.index)
    told = {text for _, text in titles}
    found = ((element, SUBJECT.match(text)) for element, text in titles)
    replies = [(element, match.string[match.end() :]) for element, match in found if match]
    title, subject = next(((element, subject) for element, subject in replies if subject in told), (None, ""))
    if title is None:
        return []
    posts = _posts_around(title)
    answering = _around(element for element, text in replies if text == subject)
    opening = _around(element for element, text in titles if text.endswith(subject) and not SUBJECT.match(text))
    if not posts or posts[0] in answering or posts[0] not in opening or not answering.issuperset(posts[1:]):
        return []
    nest = Nest()
    for post in posts:
        nest.add(post, (FORUM,), keys(post))
    return nest.items


def _titles(index: Index) -> list[tuple[HtmlElement, str]]:
    """Return the page's headings, or with them what is bold where only that answers another title."""
    titles = index.headings[:_MOST_TITLES]
    if any(SUBJECT.match(text) for _, text in titles):
        return titles
    bold = [(el, text) for el in index.by_tag.get("strong", ())[:_MOST_TITLES] if (text := el.text)]
    is_answered = any(SUBJECT.match(text.lstrip()) for _, text in bold)
    return [*titles, *((element, fold_blanks(text)) for element, text in bold)] if is_answered else []


def _around(titles: Iterable[HtmlElement]) -> set[HtmlElement]:
    return {outer for title in titles for outer in islice(title.iterancestors(), _MAX_CLIMB)}


def _posts_around(title: HtmlElement) -> list[HtmlElement]:
    """Return the element around the title that stands behind one of its kind, with all of this kind beside it."""
    for element in islice(title.iterancestors(), _MAX_CLIMB):
        kind = signature(element)
        if kind[1] and any(signature(other) == kind for other in element.itersiblings(preceding=True)):
            parent = element.getparent()
            return [other for other in parent if signature(other) == kind] if parent is not None else []
    return []


def is_topic(items: Sequence[Item], reads: Sequence[Read], published: Moment | None) -> bool:
    """Tell whether these are the posts of a topic, of which the first is the article itself: by their system; because
    the first bears the id of the article around it (bbPress); or because the page declares a posting of a forum,
    written in the second in which the first was (NodeBB)."""
    if not items or all(item.systems & FORUMS for item in items):
        return bool(items)
    own = items[0].element.get("id")
    around = list(items[0].element.iterancestors())
    if own is not None and any(outer.get("id") == own for outer in around):
        return True
    is_declared = any("DiscussionForumPosting" in (outer.get("itemtype") or "") for outer in around)
    return is_declared and bool(reads) and _second(published) == _second(reads[0].published) is not None


def _second(moment: Moment | None) -> datetime | None:
    return moment.utc or moment.local if moment is not None and moment.precision == "second" else None
