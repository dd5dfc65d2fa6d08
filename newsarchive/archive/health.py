"""Is a portal still being read well? A run is held against the portal's own last runs; nothing is tuned by hand."""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Literal

from newsarchive.archive.rows import Row, all_rows, one_row
from newsarchive.errors import BrokenVisit, DiskFloor, NotAPortal, PortalError, UnreachablePortal

RUNS = 20
"""Runs before the judged one that are its measure."""

_WATCHED = ("headline", "authors", "published", "body", "section", "language", "image", "tags", "lead", "comments")
"""Fields that an article of a portal has or has not by its theme; others (FAQ, links) depend on the story."""

_CHANCE = 1e-6
"""Probability below which a fall is not put down to chance: one false alarm in years of hourly runs over ten fields."""

_WORST_SHARE = 0.5
"""A field is fallen only below half of the lowest share that it had in the last runs: runs differ by their stories."""

_SEEN_RUNS, _SEEN_ARTICLES = 3, 5
"""Runs, and articles in each, from which the lowest share is taken."""

_DAYS_BACK, _DAYS_WITH_NEWS = 120, 7
"""Days over which the rhythm of new addresses is taken, and how many of them must have brought some."""

_MOST, _PAGES = 0.5, 5
"""A run is walled or failing where more than this share of its articles was, and there were so many at least."""

_WALL = re.compile(r"\b(challenge|consent|login|wall|captcha|40[137]|451)\b")
_KEPT_FROM_US, _FAILED = ("refused", "not-article"), ("failed", "deferred", "quarantined")
"""Outcomes of visits behind which there may be a wall, and those that are no answer."""

_BROKEN_OFF = {
    PortalError.__name__: "the portal refused its home page or robots.txt, or led elsewhere",
    UnreachablePortal.__name__: "no address of the portal answered",
    NotAPortal.__name__: "the site answered, but named no article",
    DiskFloor.__name__: "the disk was nearly full: the run ended early",
    BrokenVisit.__name__: "visits broke off by a fault of the program",
}
"""Reasons with which a run ends that could not do its work."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Why a run is red."""

    kind: Literal["coverage", "discovery", "walls", "failures"]
    evidence: str
    """One line with the figures."""


def judge(db: sqlite3.Connection, run_id: int, now: str) -> list[Alarm]:
    """Return what is wrong with a run, against the portal's own last `RUNS` finished ones; `now`: ISO 8601, UTC."""
    run = one_row(db, "select * from runs where id = ?", (run_id,))
    assert run is not None
    return [*_broken_off(run), *_fallen_fields(db, run), *_quiet_discovery(db, run, now), *_unread(db, run)]


def told(alarms: list[Alarm]) -> dict[str, Any]:
    """Return the columns of `runs` that hold a judgement."""
    return {"health": "red" if alarms else "green", "alarms": list(map(asdict, alarms)) or None}


def _broken_off(run: Row) -> Iterator[Alarm]:
    """Tell where the run ended early, or got no article because the portal was not there."""
    if words := _BROKEN_OFF.get(run["reason"]):
        yield Alarm("failures", words)


def _fallen_fields(db: sqlite3.Connection, run: Row) -> Iterator[Alarm]:
    now = {row["field"]: row for row in all_rows(db, "select * from run_fields where run_id = ?", (run["id"],))}
    before = all_rows(
        db,
        "select f.field, f.articles, f.filled from run_fields f where f.run_id in ("
        "select id from runs where portal_id = ? and id < ? and finished_at is not null order by id desc limit ?)",
        (run["portal_id"], run["id"], RUNS),
    )
    for field in _WATCHED:
        history = [(row["filled"], row["articles"]) for row in before if row["field"] == field and row["articles"]]
        if field in now and now[field]["articles"] and history:
            filled, articles = now[field]["filled"], now[field]["articles"]
            if _is_fall(filled, articles, history):
                usual = sum(part for part, _ in history) / sum(whole for _, whole in history)
                yield Alarm(
                    "coverage", f"{field}: {filled} of {articles} articles have it, {usual:.0%} in the last runs"
                )


def _is_fall(filled: int, articles: int, history: list[tuple[int, int]]) -> bool:
    """Tell whether so few of the articles have a field that neither chance nor other stories explain it."""
    shares = [part / whole for part, whole in history if whole >= _SEEN_ARTICLES]
    if len(shares) < _SEEN_RUNS or filled / articles >= _WORST_SHARE * min(shares):
        return False
    # Rule of succession: a field that was never missing may still be missing once in a while.
    share = (sum(part for part, _ in history) + 1) / (sum(whole for _, whole in history) + 2)
    return _at_most(filled, articles, share) < _CHANCE


def _at_most(successes: int, trials: int, share: float) -> float:
    """Return the probability of so few successes, or fewer (binomial distribution)."""
    logs = [
        math.lgamma(trials + 1)
        - math.lgamma(k + 1)
        - math.lgamma(trials - k + 1)
        + k * math.log(share)
        + (trials - k) * math.log1p(-share)
        for k in range(successes + 1)
    ]
    return sum(map(math.exp, logs))


def _quiet_discovery(db: sqlite3.Connection, run: Row, now: str) -> Iterator[Alarm]:
    """Tell where no new address was found for more than twice as long as ever in the last months."""
    today = datetime.fromisoformat(now).date()
    since = (today - timedelta(days=_DAYS_BACK)).isoformat()
    sql = (
        "select distinct substr(discovered_at, 1, 10) from pages "
        "where portal_id = ? and kind = 'article' and discovered_at >= ? order by 1"
    )
    days = [datetime.fromisoformat(day).date() for (day,) in db.execute(sql, (run["portal_id"], since))]
    if len(days) < _DAYS_WITH_NEWS:
        return
    longest = max((later - earlier).days for earlier, later in pairwise(days))
    quiet = (today - days[-1]).days
    if quiet > 2 * longest + 1:
        yield Alarm("discovery", f"no new address for {quiet} days, {longest} at most in the last {_DAYS_BACK}")


def _unread(db: sqlite3.Connection, run: Row) -> Iterator[Alarm]:
    """Tell where most article pages of the run were walls, or failed."""
    sql = (
        "select v.outcome, v.reason from visits v join pages p on p.id = v.page_id "
        "where v.run_id = ? and p.kind = 'article' and v.outcome <> 'redirect'"
    )
    seen = db.execute(sql, (run["id"],)).fetchall()
    if len(seen) < _PAGES:
        return
    walls = sum(outcome in _KEPT_FROM_US and bool(_WALL.search(why or "")) for outcome, why in seen)
    failed = sum(outcome in _FAILED for outcome, _ in seen)
    if walls > _MOST * len(seen):
        yield Alarm("walls", f"{walls} of {len(seen)} articles were walls: {_commonest(seen, _KEPT_FROM_US)}")
    elif walls + failed > _MOST * len(seen):
        words = _commonest(seen, _FAILED)
        yield Alarm("failures", f"{walls + failed} of {len(seen)} articles could not be read: {words}")


def _commonest(seen: list[tuple[str, str | None]], outcomes: tuple[str, ...]) -> str:
    reasons = [why or outcome for outcome, why in seen if outcome in outcomes]
    return max(sorted(set(reasons)), key=reasons.count)


def standing(db: sqlite3.Connection, portal_id: int, now: str, max_age: timedelta | None) -> list[Alarm]:
    """Return what is wrong with a portal now: the alarms of its last finished run, and that nothing has run lately."""
    sql = "select * from runs where portal_id = ? and finished_at is not null order by id desc limit 1"
    last = one_row(db, sql, (portal_id,))
    alarms = judge(db, last["id"], now) if last else []
    if max_age is not None:
        finished: str | None = last["finished_at"] if last else None
        if finished is None or datetime.fromisoformat(now) - datetime.fromisoformat(finished) > max_age:
            alarms.append(
                Alarm("failures", f"no run has finished since {finished}" if finished else "no run has finished")
            )
    return alarms
