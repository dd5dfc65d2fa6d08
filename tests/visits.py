"""Parts of a visit to one article, as they are read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from newsarchive.extract import Part
from newsarchive.items import (
    Article,
    Comment,
    Moment,
    Precision,
    ZoneSource,
)

URL = "https://example.com/story/"


def printed(text: str, precision: Precision = "minute") -> Moment:
    """A printed time without a zone."""
    return Moment(text, datetime.fromisoformat(text), None, None, precision, "unknown")


def placed(text: str, offset: int, source: ZoneSource = "attribute", precision: Precision = "second") -> Moment:
    """A time with its offset in minutes."""
    local = datetime.fromisoformat(text)
    return Moment(text, local, (local - timedelta(minutes=offset)).replace(tzinfo=UTC), offset, precision, source)


def comment(
    source_id: str | None,
    parent: str | None = None,
    depth: int = 0,
    *,
    position: int = 0,
    published: Moment | None = None,
    text: str | None = None,
    kind: str = "comment",
) -> Comment:
    return Comment(
        source_id=source_id,
        parent_source_id=parent,
        kind="pingback" if kind == "pingback" else "comment",
        position=position,
        depth=depth,
        author=f"reader {source_id}",
        author_url=None,
        published=published,
        text=f"text {source_id}" if text is None else text,
    )


def page(**values: object) -> Part:
    return Part("page", replace(Article(url=URL, headline="Story", body=("One.",)), **values))  # type: ignore[arg-type]


def part(kind: str, url: str = URL, **values: object) -> Part:
    return Part(kind, replace(Article(url=url), **values))  # type: ignore[arg-type]


def places(article: Article) -> list[tuple[str | None, str | None, int]]:
    return [(one.source_id, one.parent_source_id, one.depth) for one in article.comments]
