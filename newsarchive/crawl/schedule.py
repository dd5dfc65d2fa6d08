"""Why a page is due when it is due, in words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from newsarchive.crawl.ladder import UNKNOWN_AGE, Ladder

_UNITS = ((timedelta(days=365), "year"), (timedelta(days=1), "day"), (timedelta(hours=1), "hour"))


def explain(page: Mapping[str, Any], ladder: Ladder, now: datetime) -> str:
    """Return why the page is looked at when it is: `page` holds columns of `pages` with the article's published_at,
    comments_claimed, comment_count and comments_note."""
    state, is_article = page["state"], page["kind"] == "article"
    if state == "pending":
        return "not looked at yet: in the next run, newest first"
    if page["next_visit_at"] is None:
        unplanned = f"{state}: not planned; REVISIT_ALL=1 looks at it"
        return unplanned if is_article else f"a {page['kind']} is read in every run"
    if is_article and _told_of_a_change(page):
        return f"a feed, sitemap or list told of a change on {page['modified_hint']}, after the last look"
    if state == "failed":
        return f"failed {page['failures']} times in a row: again after {span(_planned(page))}"
    if page["article_id"] is None or state not in ("stored", "unchanged"):
        return f"{state}{_why(page)}: again after {span(_planned(page))}"
    return _article(page, ladder, now)


def span(time: timedelta) -> str:
    """Return a span of time in its largest fitting unit: "6 hours", "1 day"."""
    for unit, name in _UNITS:
        count = round(time / unit, 1)
        if count >= 1:
            return f"{count:g} {name}{'' if count == 1 else 's'}"
    return f"{round(time / timedelta(minutes=1))} minutes"


def _told_of_a_change(page: Mapping[str, Any]) -> bool:
    hint, fetched = page["modified_hint"], page["fetched_at"]
    return bool(hint and fetched and hint > fetched and page["next_visit_at"] <= hint)


def _planned(page: Mapping[str, Any]) -> timedelta:
    """Return the time from the last look to the next."""
    return datetime.fromisoformat(page["next_visit_at"]) - datetime.fromisoformat(page["fetched_at"])


def _why(page: Mapping[str, Any]) -> str:
    return f" ({page['reason']})" if page["reason"] else ""


def _article(page: Mapping[str, Any], ladder: Ladder, now: datetime) -> str:
    published = page["article_published_at"]
    if published is None:
        age, told = UNKNOWN_AGE, "an article of unknown age counts as a week old"
    else:
        age = max(now - datetime.fromisoformat(published).replace(tzinfo=UTC), timedelta())
        told = f"published {span(age)} ago"
    has_thread = bool(page["comments_claimed"] or page["comment_count"])
    is_open = has_thread and age < ladder.discussion_age
    every = ladder.interval(age, has_thread=has_thread)
    discussed = f"; replies may come until it is {span(ladder.discussion_age)} old" if is_open else ""
    return f"{told}{discussed}: every {span(every)}{_sooner(page, _planned(page) / every)}"


def _sooner(page: Mapping[str, Any], part: float) -> str:
    """Return why only a part of the usual time passes between the last look and the next."""
    if page["comments_note"] and part < 0.45:
        return "; its thread was not read whole at the last look: sooner"
    return "; it was changed at the last look: half of that" if part < 0.6 else ""
