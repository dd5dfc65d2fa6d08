"""The records of WordPress's REST interface: posts, comments, categories, tags, users."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import quote

from newsarchive.sample_portal.feeds import excerpt, story_html
from newsarchive.sample_portal.rendering import comment_html, slugify
from newsarchive.sample_portal.script import Edition, Shown
from newsarchive.sample_portal.story import Remark, Story

Record = dict[str, Any]


def post_key(edition: Edition, shown: Shown) -> Record:
    """Return what posts are filtered and sorted by."""
    story = shown.story
    return {
        "shown": shown,
        "id": story.id,
        "slug": story.slug,
        "date": story.published,
        "modified": story.modified,
        "categories": [_number(edition, "categories", name) for name in story.categories],
        "tags": [_number(edition, "tags", name) for name in story.tags],
        "author": [_number(edition, "users", name) for name in story.authors[:1]],
    }


def comment_key(shown: Shown, remark: Remark) -> Record:
    """Return what comments are filtered and sorted by."""
    return {
        "story": shown.story,
        "remark": remark,
        "id": remark.id,
        "post": [shown.story.id],
        "parent": [remark.parent or 0],
        "date": remark.at,
    }


def _local(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(timespec="seconds")


def _gmt(at: datetime) -> str:
    return _local(at.astimezone(UTC))


def post(edition: Edition, base: str, shown: Shown, embed: bool) -> Record:
    """Return the record of a story; `embed`: with those of its author and terms."""
    story, link = shown.story, f"{base}{shown.story.path}"
    key = post_key(edition, shown)
    record = {
        "id": story.id,
        "date": _local(story.published),
        "date_gmt": _gmt(story.published),
        "guid": {"rendered": f"{base}/?p={story.id}"},
        "modified": _local(story.modified),
        "modified_gmt": _gmt(story.modified),
        "slug": story.slug,
        "status": "publish",
        "type": "post",
        "link": link,
        "title": {"rendered": story.displayed_title.replace("&", "&#038;")},
        "content": {"rendered": story_html(edition, base, shown), "protected": story.password},
        "excerpt": {"rendered": f"<p>{excerpt(story)}</p>\n", "protected": story.password},
        "author": key["author"][0],
        "comment_status": "open",
        "categories": key["categories"],
        "tags": key["tags"],
        "_links": {
            "self": [{"href": f"{base}/wp-json/wp/v2/posts/{story.id}"}],
            "replies": [{"embeddable": True, "href": f"{base}/wp-json/wp/v2/comments?post={story.id}"}],
        },
    }
    if embed:
        terms = [
            [term(edition, base, kind, name) for name in told]
            for kind, told in (("categories", story.categories), ("tags", story.tags))
        ]
        record["_embedded"] = {"author": [term(edition, base, "users", story.authors[0])], "wp:term": terms}
    return record


def comment(base: str, story: Story, remark: Remark) -> Record:
    """Return the record of a comment."""
    return {
        "id": remark.id,
        "post": story.id,
        "parent": remark.parent or 0,
        "author": 0,
        "author_name": remark.author,
        "author_url": remark.url or "",
        "date": _local(remark.at),
        "date_gmt": _gmt(remark.at),
        "content": {"rendered": comment_html(remark)},
        "link": f"{base}{story.path}#comment-{remark.id}",
        "status": "approved",
        "type": "comment",
        "meta": [],
    }


@cache
def names(edition: Edition, kind: str) -> tuple[str, ...]:
    """Return the names of the categories, tags or users of the day."""
    stories = [item.story for item in edition.shown if item.listed]
    pick: dict[str, Callable[[Story], tuple[str, ...]]] = {
        "categories": lambda story: story.categories,
        "tags": lambda story: story.tags,
        "users": lambda story: story.authors,
    }
    return tuple(sorted({name for story in stories for name in pick[kind](story)}))


def _number(edition: Edition, kind: str, name: str) -> int:
    return names(edition, kind).index(name) + 1


def term(edition: Edition, base: str, kind: str, name: str) -> Record:
    """Return the record of a category, a tag or a user."""
    path = {"categories": "category", "tags": "tag", "users": "author"}[kind]
    record = {"id": _number(edition, kind, name), "name": name, "slug": slugify(name)}
    return record | {"link": f"{base}/{path}/{quote(slugify(name))}/"}
