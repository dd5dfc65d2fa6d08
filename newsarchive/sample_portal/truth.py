"""What an archive must hold that read the whole portal once on every day of its script up to one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from newsarchive.sample_portal.rendering import slugify
from newsarchive.sample_portal.script import Shown, edition
from newsarchive.sample_portal.story import Faq, Remark
from newsarchive.sample_portal.views import remarks_of

Row = dict[str, Any]


def truth(day: int, base: str) -> Row:
    """Return the truth of a day, addresses under `base`."""
    today = edition(day)
    return {
        "day": day,
        "now": z(today.now),
        "articles": [_article(base, item, remarks_of(today, item)) for item in today.shown],
    }


def z(at: datetime) -> str:
    """Return an instant as the archive writes it: "2023-10-19T16:05:41Z"."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _article(base: str, shown: Shown, remarks: tuple[Remark, ...]) -> Row:
    story = shown.story
    return {
        "url": base + story.path,
        "id": story.id,
        "headline": story.displayed_title,
        "byline": ", ".join(story.authors),
        "author_url": f"{base}/author/{slugify(story.authors[0])}/",
        "published": z(story.published),
        "modified": z(story.modified),
        "language": story.language,
        "categories": list(story.categories),
        "tags": list(story.tags),
        "status": "protected" if story.password else "live",
        "body": [] if story.password else list(story.body),
        "faqs": [] if story.password else _faqs(story.faq),
        "comments": [] if story.password else [_comment(remark) for remark in remarks],
    }


def _faqs(faq: Faq | None) -> list[Row]:
    pairs = faq.pairs if faq else ()
    return [{"question": pair.question, "answer": "\n\n".join(pair.answer)} for pair in pairs]


def _comment(remark: Remark) -> Row:
    return {
        "id": remark.id,
        "parent": remark.parent,
        "kind": remark.kind,
        "author": remark.author,
        "author_url": remark.url,
        "published": z(remark.at),
        "text": "\n\n".join(remark.paragraphs),
    }
