"""The clock of the sample portal: which stories, comments and mishaps a visitor meets on which day.

A story or comment appears when its own time has come; everything else is an event of `script.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from newsarchive.sample_portal.stories import all_stories, block, moment
from newsarchive.sample_portal.story import Block, Remark, Story

FIRST_MOMENT = datetime(2023, 10, 20, 12, tzinfo=UTC)
"""The portal's clock on day 0."""

LAST_DAY = 8
NOISY_DAY = 3

Event = Mapping[str, Any]

GONE = ("404", "410", "home", "soft-404")
"""Presences in which the story is no longer offered: left out of feeds, sitemaps, listings and REST."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A story as a visitor meets it on a day."""

    story: Story
    presence: str = "live"
    """live, 404, 410, home, soft-404, or for one day challenge, empty, error, half, teaser."""

    @property
    def listed(self) -> bool:
        """Tell whether feeds, sitemaps, listings and REST name it."""
        return self.presence not in GONE

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Comments and pingbacks that a visitor may see, oldest first."""
        return tuple(remark for remark in self.story.remarks if not remark.held)


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """The whole portal on a day; each is made once."""

    day: int
    now: datetime
    theme: str
    """soledad, classic."""
    noisy: bool
    """True on the day on which everything changes but what the stories say."""
    shown: tuple[Shown, ...]
    """Newest first."""
    moved: Mapping[str, str]
    """Old path → new path."""

    def at(self, path: str) -> Shown | None:
        """Return the story of a path."""
        return next((shown for shown in self.shown if shown.story.path == path), None)


@cache
def events() -> tuple[Event, ...]:
    """Return the events of the script in order."""
    text = files("newsarchive.sample_portal").joinpath("script.toml").read_text(encoding="utf-8")
    return tuple(sorted(tomllib.loads(text)["event"], key=lambda event: int(event["day"])))


def moment_of(day: int) -> datetime:
    """Return the portal's clock on a day."""
    return FIRST_MOMENT + timedelta(days=day)


@cache
def edition(day: int) -> Edition:
    """Return the portal on a day of the script; after the last day nothing changes any more."""
    now = moment_of(day)
    past = [event for event in events() if event["day"] <= day]
    moved: dict[str, str] = {}
    shown = [_shown(story, past, day, moved) for story in all_stories() if (story.appears or story.published) <= now]
    return Edition(
        day=day,
        now=now,
        theme="classic" if any(event["do"] == "redesign" for event in past) else "soledad",
        noisy=any(event["do"] == "noise" and event["day"] == day for event in past),
        shown=tuple(_without_future(item, now) for item in shown),
        moved=moved,
    )


def _without_future(shown: Shown, now: datetime) -> Shown:
    remarks = tuple(remark for remark in shown.story.remarks if remark.at <= now)
    return replace(shown, story=replace(shown.story, remarks=remarks))


def _shown(story: Story, past: list[Event], day: int, moved: dict[str, str]) -> Shown:
    presence, name = "live", story.path
    for event in past:
        if event.get("story") != name:
            continue
        if event["do"] == "presence":
            if "only" not in event or event["day"] == day:
                presence = event["is"]
        elif event["do"] == "move":
            old = story.path
            story = replace(story, slug=event["slug"])
            moved[old] = story.path
        else:
            story = edit(story, event)
    return Shown(story, presence)


def edit(story: Story, event: Event) -> Story:
    """Return the story after an editor's or moderator's event."""
    edited = EDITS[event["do"]](story, event)
    return replace(edited, modified=moment(event["modified"])) if "modified" in event else edited


def _headline(story: Story, event: Event) -> Story:
    return replace(story, title=event["new"])


def _byline(story: Story, event: Event) -> Story:
    return replace(story, authors=tuple(event["new"]))


def _subtitle(story: Story, event: Event) -> Story:
    return replace(story, subtitle=event["new"])


def _insert(story: Story, event: Event) -> Story:
    at = event.get("at", len(story.blocks))
    return replace(story, blocks=(*story.blocks[:at], block(event["new"]), *story.blocks[at:]))


def _delete(story: Story, event: Event) -> Story:
    blocks = tuple(item for item in story.blocks if not item.text.startswith(event["starts"]))
    return replace(story, blocks=blocks)


def _sentence(story: Story, event: Event) -> Story:
    def changed(item: Block) -> Block:
        return replace(item, text=item.text.replace(event["old"], event["new"]))

    return replace(story, blocks=tuple(changed(item) for item in story.blocks))


def _shift(story: Story, event: Event) -> Story:
    blocks = list(story.blocks)
    blocks.insert(event["to"], blocks.pop(event["from"]))
    return replace(story, blocks=tuple(blocks))


def _answer(story: Story, event: Event) -> Story:
    faq = story.faq
    if faq is None:
        raise ValueError(f"{story.slug} has no FAQ")
    pairs = list(faq.pairs)
    pairs[event["pair"]] = replace(pairs[event["pair"]], answer=(event["new"],))
    return replace(story, faq=replace(faq, pairs=tuple(pairs)))


def _image(story: Story, event: Event) -> Story:
    if story.picture is None:
        raise ValueError(f"{story.slug} has no picture")
    return replace(story, picture=replace(story.picture, name=event["name"], alt=event["alt"]))


def _time(story: Story, event: Event) -> Story:
    return replace(story, published=moment(event["new"]))


def _remove(story: Story, event: Event) -> Story:
    return replace(story, remarks=tuple(item for item in story.remarks if item.label != event["comment"]))


def _remark_changes(changed: Callable[[Story, Remark, Event], Remark]) -> Callable[[Story, Event], Story]:
    def apply(story: Story, event: Event) -> Story:
        remarks = tuple(
            changed(story, item, event) if item.label == event["comment"] else item for item in story.remarks
        )
        return replace(story, remarks=remarks)

    return apply


def _parent(story: Story, remark: Remark, event: Event) -> Remark:
    parent = next(item for item in story.remarks if item.label == event["new"])
    return replace(remark, parent_label=parent.label, parent=parent.id)


EDITS: Mapping[str, Callable[[Story, Event], Story]] = {
    "headline": _headline,
    "byline": _byline,
    "lead": _subtitle,
    "insert": _insert,
    "correction": _insert,
    "delete": _delete,
    "sentence": _sentence,
    "shift": _shift,
    "faq": _answer,
    "image": _image,
    "time": _time,
    "comment-removed": _remove,
    "comment-text": _remark_changes(lambda _, item, event: replace(item, paragraphs=tuple(event["new"]))),
    "comment-author": _remark_changes(lambda _, item, event: replace(item, author=event["new"])),
    "comment-released": _remark_changes(lambda _, item, event: replace(item, held=False)),
    "comment-parent": _remark_changes(_parent),
}
