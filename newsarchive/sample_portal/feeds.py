"""Feeds and sitemaps of the sample portal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from markupsafe import escape

from newsarchive.sample_portal.rendering import render, render_body, slugify
from newsarchive.sample_portal.script import Edition, Shown
from newsarchive.sample_portal.story import Remark, Story
from newsarchive.sample_portal.structured import SITE
from newsarchive.sample_portal.views import build_page, page_count, remarks_of

ITEMS = 10
"""Entries of a feed (WordPress's `posts_per_rss`)."""

NEWS_AGE = timedelta(days=2)
"""Google's news sitemap lists stories of the last two days."""


def excerpt(story: Story) -> str:
    """Return the first words of a story."""
    if story.password or not story.body:
        return "There is no excerpt because this is a protected post."
    words = story.body[0].split()
    return " ".join(words[:35]) + ("…" if len(words) > 35 else "")


def story_html(edition: Edition, base: str, shown: Shown) -> str:
    """Return a story's whole text as REST and feeds give it: all its pages in one."""
    if shown.story.password:
        return ""
    numbers = range(1, page_count(shown.story) + 1)
    return "".join(render_body(build_page(edition, base, shown, number=number), base) for number in numbers)


def posts_feed(edition: Edition, base: str, shown: Sequence[Shown], title: str, path: str) -> bytes:
    """Return an RSS feed of stories with their whole text."""
    items = [_item(edition, base, item) for item in shown if not item.story.translates][:ITEMS]
    values = {"items": items, "title": title, "path": path, "base": base, "built": edition.now}
    return render("feed.xml", values).encode()


def _item(edition: Edition, base: str, shown: Shown) -> dict[str, Any]:
    story = shown.story
    credit = (
        f'<p>The post <a rel="nofollow" href="{base}{story.path}">{escape(story.title)}</a> appeared first on '
        f'<a rel="nofollow" href="{base}">{SITE}</a>.</p>'
    )
    return {
        "story": story,
        "title": story.displayed_title,
        "count": len(shown.remarks),
        "description_html": f"<p>{escape(excerpt(story))}</p>\n{credit}",
        "content_html": story_html(edition, base, shown) + credit,
    }


def comments_feed(edition: Edition, base: str) -> bytes:
    """Return the feed of the newest comments of the whole portal."""
    found = [
        (item.story, remark)
        for item in edition.shown
        if item.listed and not item.story.password
        for remark in item.remarks
    ]
    found.sort(key=lambda pair: pair[1].id, reverse=True)
    return _comments(edition, base, found, f"Comments for {SITE}", "/comments/feed/", "/")


def story_comments_feed(edition: Edition, base: str, shown: Shown) -> bytes:
    """Return the feed of the newest comments of one story."""
    story = shown.story
    found = [(story, remark) for remark in reversed(remarks_of(edition, shown))]
    return _comments(edition, base, found, f"Comments on: {story.title}", f"{story.path}feed/", story.path)


def _comments(
    edition: Edition, base: str, found: Sequence[tuple[Story, Remark]], title: str, path: str, about: str
) -> bytes:
    values = {"items": found[:ITEMS], "title": title, "path": path, "about": about, "base": base, "built": edition.now}
    return render("comments_feed.xml", values).encode()


def sitemap_index(edition: Edition, base: str) -> bytes:
    """Return the index of the sitemaps."""
    newest = max(item.story.modified for item in edition.shown if item.listed)
    paths = ("/post-sitemap.xml", "/page-sitemap.xml", "/category-sitemap.xml", "/news-sitemap.xml")
    return render("sitemap_index.xml", {"base": base, "maps": [(path, newest) for path in paths]}).encode()


def post_sitemap(edition: Edition, base: str) -> bytes:
    """Return every story's address with the time of its last change."""
    return _sitemap(base, [(item.story.path, item.story) for item in edition.shown if item.listed])


def news_sitemap(edition: Edition, base: str) -> bytes:
    """Return the stories of the last two days with Google's news tags."""
    young = [item.story for item in edition.shown if item.listed and item.story.published > edition.now - NEWS_AGE]
    return _sitemap(base, [(story.path, story) for story in young], news=True)


def page_sitemap(_: Edition, base: str) -> bytes:
    """Return the pages that are no stories."""
    return _sitemap(base, [("/", None), ("/about/", None)])


def category_sitemap(edition: Edition, base: str) -> bytes:
    """Return the listings of the categories."""
    names = sorted({name for item in edition.shown if item.listed for name in item.story.categories})
    return _sitemap(base, [(f"/category/{slugify(name)}/", None) for name in names])


def _sitemap(base: str, entries: Sequence[tuple[str, Story | None]], *, news: bool = False) -> bytes:
    return render("sitemap.xml", {"entries": entries, "base": base, "site": SITE, "news": news}).encode()
