"""What the templates of a story's page need to know: its pages, comment pages, alternates, neighbours and JSON-LD."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from newsarchive.sample_portal.script import Edition, Shown
from newsarchive.sample_portal.story import Block, Faq, Remark, Story
from newsarchive.sample_portal.structured import Object, plugin_graph, theme_graph

COMMENTS_A_PAGE = 20
"""Threads on one page of comments; the newest page stands under the story itself (WordPress's default)."""
DEEPEST = 5
"""Deeper replies stand beside their parent (WordPress's `thread_comments_depth`)."""


@dataclass(frozen=True, slots=True)
class Node:
    """A comment in its place in the thread."""

    remark: Remark
    css: str
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a story with everything that its template prints."""

    shown: Shown
    story: Story
    title: str
    locked: bool
    teaser: bool
    """True where only the opening is given."""
    number: int
    pages: tuple[tuple[int, str], ...]
    groups: tuple[tuple[Block, ...], ...]
    faq: Faq | None
    tags: tuple[str, ...]
    views: int
    count: int
    threads: tuple[Node, ...]
    comment_page: int
    comment_pages: tuple[tuple[int, str], ...]
    alternates: tuple[tuple[str, str], ...]
    older: Story | None
    newer: Story | None
    related: tuple[Story, ...]
    graph: Object
    theme_graph: tuple[Object, ...]

    @property
    def last(self) -> bool:
        """Tell whether this is the last of the story's pages: FAQ and links stand there."""
        return self.number == len(self.pages)


def remarks_of(edition: Edition, shown: Shown) -> tuple[Remark, ...]:
    """Return what stands under a story; a page translated in place shows the comments of its original."""
    if shown.story.translates is None:
        return shown.remarks
    original = next(item for item in edition.shown if item.story.id == shown.story.id and item is not shown)
    return original.remarks


def page_count(story: Story) -> int:
    """Return the number of pages of a story."""
    return 1 + sum(block.kind == "page" for block in story.blocks)


def comment_page_count(edition: Edition, shown: Shown) -> int:
    """Return the number of pages of comments."""
    tops = len(_tops(remarks_of(edition, shown)))
    return max(1, -(-tops // COMMENTS_A_PAGE))


def build_page(edition: Edition, base: str, shown: Shown, *, number: int = 1, comment_page: int | None = None) -> Page:
    """Return what the template of a story's page prints; `comment_page` None: the newest."""
    story = shown.story
    remarks = () if story.password else remarks_of(edition, shown)
    last = comment_page_count(edition, shown)
    current = comment_page or last
    older, newer = _neighbours(edition, story)
    noise = edition.day if edition.noisy else 0
    return Page(
        shown=shown,
        story=story,
        title=story.displayed_title,
        locked=story.password,
        teaser=shown.presence == "teaser",
        number=number,
        pages=tuple((n, story.path if n == 1 else f"{story.path}{n}/") for n in range(1, page_count(story) + 1)),
        groups=_groups(story.blocks, number),
        faq=story.faq if story.faq and story.faq.style != "json-ld" else None,
        tags=story.tags[::-1] if noise else story.tags,
        views=story.id % 977 + 1_733 * noise,
        count=len(remarks_of(edition, shown)),
        threads=_threads(remarks, current),
        comment_page=current,
        comment_pages=tuple(
            (n, story.path if n == last else f"{story.path}comment-page-{n}/") for n in range(1, last + 1) if last > 1
        ),
        alternates=_alternates(edition, story),
        older=older,
        newer=newer,
        related=_related(edition, story),
        graph=plugin_graph(base, story, free=shown.presence != "teaser"),
        theme_graph=theme_graph(base, story),
    )


def _groups(blocks: Sequence[Block], number: int) -> tuple[tuple[Block, ...], ...]:
    page, wanted = 1, []
    for block in blocks:
        if block.kind == "page":
            page += 1
        elif page == number:
            wanted.append(block)
    return tuple(tuple(group) for _, group in groupby(wanted, key=lambda block: block.kind))


def _tops(remarks: Sequence[Remark]) -> list[Remark]:
    ids = {remark.id for remark in remarks}
    return [remark for remark in remarks if remark.parent not in ids]


def _threads(remarks: Sequence[Remark], page: int) -> tuple[Node, ...]:
    tops = _tops(remarks)[(page - 1) * COMMENTS_A_PAGE : page * COMMENTS_A_PAGE]
    return tuple(node for n, remark in enumerate(tops) for node in _nodes(remark, remarks, 1, n))


def _nodes(remark: Remark, remarks: Sequence[Remark], depth: int, n: int) -> list[Node]:
    replies = [item for item in remarks if item.parent == remark.id]
    stripe = "odd alt" if n % 2 else "even"
    thread = f" thread-{'odd thread-alt' if n % 2 else 'even'}" if depth == 1 else ""
    css = f"{remark.kind} {stripe}{thread} depth-{depth}"
    if depth < DEEPEST:
        below = tuple(node for m, item in enumerate(replies) for node in _nodes(item, remarks, depth + 1, m))
        return [Node(remark, css, below)]
    beside = [node for m, item in enumerate(replies) for node in _nodes(item, remarks, depth, m)]
    return [Node(remark, css, ()), *beside]


def _alternates(edition: Edition, story: Story) -> tuple[tuple[str, str], ...]:
    family = [item.story for item in edition.shown if item.listed and _related_by_language(item.story, story)]
    pairs = [(item.language, item.path) for item in family] if len(family) > 1 else [(story.language, story.path)]
    short = [(code.partition("-")[0], path) for code, path in pairs]
    return (*sorted(pairs), *sorted(short))


def _related_by_language(one: Story, other: Story) -> bool:
    if one.id == other.id:
        return True
    return other.slug in (one.pair, one.slug) or (other.pair is not None and other.pair in (one.slug, one.pair))


def _neighbours(edition: Edition, story: Story) -> tuple[Story | None, Story | None]:
    listed = [item.story for item in edition.shown if item.listed and not item.story.translates]
    older = next((item for item in listed if item.published < story.published), None)
    newer = next((item for item in reversed(listed) if item.published > story.published), None)
    return older, newer


def _related(edition: Edition, story: Story) -> tuple[Story, ...]:
    category = story.categories[0]
    others = [
        item.story
        for item in edition.shown
        if item.listed and item.story.categories[0] == category and item.story.published < story.published
    ]
    return tuple(others[-3:] if edition.noisy else others[:3])
