"""What an archive must hold that read the whole portal once on every day of its script up to one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from newsarchive.sample_portal.rendering import slugify
from newsarchive.sample_portal.script import GONE, Event, Shown, edition, events
from newsarchive.sample_portal.stories import all_stories
from newsarchive.sample_portal.story import Faq, Remark, Story
from newsarchive.sample_portal.views import remarks_of

Row = dict[str, Any]

CHANGES: Mapping[str, str] = {
    "headline": "headline",
    "byline": "byline",
    "lead": "lead",
    "insert": "addition",
    "delete": "deletion",
    "sentence": "edit",
    "shift": "move",
    "time": "time",
    "faq": "faq",
    "image": "image",
    "correction": "correction",
}
"""Kind of change that an event makes."""


@dataclass(slots=True)
class _Life:
    """What became of one story, day by day."""

    start: str
    """Path under which it began: events name it so."""
    shown: Shown
    remarks: tuple[Remark, ...]
    revisions: int = 0
    content: object = None
    paths: list[str] = field(default_factory=list)
    removed: dict[int, int] = field(default_factory=dict)
    edited: dict[int, list[Row]] = field(default_factory=dict)
    absences: list[Row] = field(default_factory=list)


def truth(day: int, base: str) -> Row:
    """Return the truth of a day, addresses under `base`."""
    lives = list(_lives(day).values())
    twins = {life.shown.story.twin for life in lives if life.shown.story.twin}
    rows = [_article(life, day, base, lives) for life in lives if not life.shown.story.twin]
    return {
        "day": day,
        "now": z(edition(day).now),
        "articles": rows,
        "counts": {
            "articles": len(rows),
            "comments": sum(len(row["comments"]) for row in rows if not row["translation_of"]),
            "faqs": sum(len(row["faqs"]) for row in rows),
            "revisions": sum(row["revisions"] for row in rows),
            "published_twice": len(twins),
        },
        "hidden": "HELD FOR MODERATION",
        "not_articles": [f"{base}{path}" for path in ("/", "/about/", "/category/world/", "/author/lucas-garcia/")],
    }


def z(at: datetime) -> str:
    """Return an instant as the archive writes it: "2023-10-19T16:05:41Z"."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


@cache
def _lives(last: int) -> Mapping[tuple[int, str], _Life]:
    starts = {(story.id, story.language): story.path for story in all_stories()}
    lives: dict[tuple[int, str], _Life] = {}
    for day in range(last + 1):
        today = edition(day)
        for shown in today.shown:
            key = (shown.story.id, shown.story.language)
            life = lives.setdefault(key, _Life(starts[key], shown, ()))
            _look(life, day, shown, remarks_of(today, shown))
    return lives


def _look(life: _Life, day: int, shown: Shown, remarks: tuple[Remark, ...]) -> None:
    """Add one day's look at a story to its life."""
    if shown.presence in GONE:
        if not life.absences or life.absences[-1]["until_day"] is not None:
            life.absences.append({"kind": shown.presence, "from_day": day, "until_day": None})
    elif life.absences and life.absences[-1]["until_day"] is None:
        life.absences[-1]["until_day"] = day
    if shown.presence != "live":
        life.shown = replace(life.shown, presence=shown.presence)
        return
    _compare_remarks(life, day, remarks)
    content = _content(shown.story)
    life.revisions += content != life.content
    life.content, life.shown, life.remarks = content, shown, remarks
    if shown.story.path not in life.paths:
        life.paths.append(shown.story.path)


def _content(story: Story) -> object:
    """Return what makes a revision when it changes; the time of modification alone does not."""
    faq = story.faq and story.faq.pairs
    parts = (story.title, story.authors, story.subtitle, story.published, story.body, faq, story.picture)
    return (*parts, story.tags, story.categories)


def _compare_remarks(life: _Life, day: int, remarks: tuple[Remark, ...]) -> None:
    now = {remark.id: remark for remark in remarks}
    for before in life.remarks:
        after = now.get(before.id)
        if after is None:
            life.removed[before.id] = day
        elif (after.author, after.parent, after.paragraphs) != (before.author, before.parent, before.paragraphs):
            life.edited.setdefault(before.id, []).append({"day": day, "before": _comment(before)})


def _article(life: _Life, day: int, base: str, lives: list[_Life]) -> Row:
    story = life.shown.story
    open_, visible = story.password, not story.password
    return {
        "url": base + story.path,
        "aliases": sorted(base + path for path in _aliases(life, lives)),
        "published_twice": [_twin(base, item.shown.story) for item in lives if item.shown.story.twin == story.slug],
        "id": story.id,
        "headline": story.displayed_title,
        "byline": ", ".join(story.authors),
        "author_url": f"{base}/author/{slugify(story.authors[0])}/",
        "lead": story.subtitle,
        "published": z(story.published),
        "modified": z(story.modified),
        "language": story.language,
        "categories": list(story.categories),
        "tags": list(story.tags),
        "image": story.picture and base + story.picture.path,
        "image_alt": (story.picture and story.picture.alt) or None,
        "status": "protected" if open_ else _status(life),
        "presence": life.shown.presence,
        "body": list(story.body) if visible else [],
        "faq_style": story.faq.style if story.faq else None,
        "faqs": _faqs(story.faq) if visible else [],
        "more": [{"text": text, "url": _link(base, address)} for text, address in story.more],
        "comments": [_comment(remark) for remark in life.remarks] if visible else [],
        "removed_comments": [{"id": number, "day": gone} for number, gone in sorted(life.removed.items())],
        "edited_comments": [{"id": number, "changes": changes} for number, changes in sorted(life.edited.items())],
        "revisions": life.revisions,
        "changes": list(_changes(life, day)),
        "availability": life.absences,
        "translation_of": _original(life, lives, base),
        "translations": sorted(base + item.shown.story.path for item in lives if _translated(item, life)),
    }


def _twin(base: str, story: Story) -> Row:
    """Return what differs under the other address of a story that was published twice: an archive may keep either."""
    moments = {"published": z(story.published), "modified": z(story.modified)}
    return {"url": base + story.path, "id": story.id, **moments}


def _link(base: str, address: str | None) -> str | None:
    return base + address if address and address.startswith("/") else address


def _status(life: _Life) -> str:
    return "gone" if life.shown.presence in GONE else "live"


def _aliases(life: _Life, lives: list[_Life]) -> Iterator[str]:
    story = life.shown.story
    yield from (path for path in life.paths if path != story.path)
    yield from (item.shown.story.path for item in lives if item.shown.story.twin == story.slug)


def _translated(one: _Life, other: _Life) -> bool:
    first, second = one.shown.story, other.shown.story
    if one is other:
        return False
    return first.id == second.id or first.pair == second.slug or second.pair == first.slug


def _original(life: _Life, lives: list[_Life], base: str) -> str | None:
    """Return the address of the story that TranslatePress shows here: its comments are the same ones."""
    if not life.shown.story.translates:
        return None
    return next(base + item.shown.story.path for item in lives if _translated(item, life))


def _changes(life: _Life, day: int) -> Iterator[Row]:
    seen: list[Event] = [event for event in events() if event.get("story") == life.start and event["day"] <= day]
    for event in seen:
        if event["do"] in CHANGES:
            yield {"day": event["day"], "kind": CHANGES[event["do"]], "old": event.get("old"), "new": event.get("new")}


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
