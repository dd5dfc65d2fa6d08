"""When an address is looked at again. Pure; the rungs are settings (REVISIT_LADDER)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson

from newsarchive.errors import UsageMistake


@dataclass(frozen=True, slots=True)
class Ladder:
    """Intervals between visits of an article by its age."""

    rungs: tuple[tuple[timedelta, timedelta], ...]
    """Pairs of age and interval, youngest first: up to that age, visited so often."""
    discussion: timedelta
    """Longest interval while replies may still come."""
    discussion_age: timedelta
    """Age up to which a thread counts as open."""

    def interval(self, age: timedelta, *, has_thread: bool = False) -> timedelta:
        """Return the time to the next visit of an article of this age."""
        interval = next((every for until, every in self.rungs if age < until), self.rungs[-1][1])
        if has_thread and age < self.discussion_age:
            interval = min(interval, self.discussion)
        return interval


def read_ladder(rungs: str | Sequence[Sequence[float]], discussion_hours: float, discussion_days: float) -> Ladder:
    """Return the ladder of the settings: pairs of hours of age and hours between visits; as text, in JSON.

    Raises UsageMistake where REVISIT_LADDER is anything else.
    """
    try:
        told = orjson.loads(rungs) if isinstance(rungs, str) else rungs
        pairs = tuple((timedelta(hours=age), timedelta(hours=every)) for age, every in told)
    except (ValueError, TypeError, OverflowError):
        pairs = ()
    if not pairs or any(every <= timedelta() for _, every in pairs):
        raise UsageMistake(
            f"-s REVISIT_LADDER={str(rungs)[:80]} is no list of pairs of hours such as [[24,3],[2160,48]]"
        )
    return Ladder(pairs, timedelta(hours=discussion_hours), timedelta(days=discussion_days))


UNKNOWN_AGE = timedelta(days=7)
"""The age that an article is taken for whose moment of publication nobody tells."""
_AGAIN = {"robots": timedelta(days=7), "deferred": timedelta(hours=6), "redirect": timedelta(days=90)}
"""Time to the next look at an address in this state, a redirect as rarely as an old article …"""
_LATE = timedelta(days=30)
"""… and at one in any other state; failures never make it longer."""


def after_state(state: str, failures: int) -> timedelta:
    """Return the time to the next look at an address that holds no article now: 1, 4, 16 … hours after failures."""
    if state == "failed":
        waits: int = 4 ** min(failures, 6)
        return min(timedelta(hours=waits), _LATE)
    return _AGAIN.get(state, _LATE)


def after_source(state: str, failures: int) -> timedelta:
    """Return the time to the next look at a feed, sitemap or list: 1, 2, 4 … days where the portal refuses it."""
    if state == "refused":
        waits: int = 2 ** min(failures, 6)
        return min(timedelta(days=waits), _LATE)
    return after_state(state, failures)


def next_article_visit(
    ladder: Ladder, now: datetime, published: datetime | None, *, has_thread: bool = False
) -> datetime:
    """Return when an article is due again."""
    age = now - published if published is not None else UNKNOWN_AGE
    return now + ladder.interval(max(age, timedelta()), has_thread=has_thread)
