"""Samples of articles that anyone can draw again: which one is drawn depends on the seed and its public id alone."""

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal, get_args

import orjson

from newsarchive.errors import StorageError, UsageMistake
from newsarchive.exporting.queries import read_date

Design = Literal["simple", "stratified", "constructed-week"]
_WHEN = "coalesce(a.published_at, a.published_local)"
STRATA = {"portal": "p.name", "section": "coalesce(a.section, '')", "language": "coalesce(a.language, '')"}


@dataclass(frozen=True, slots=True)
class Plan:
    """A sampling design, as it is stored with its draw."""

    design: Design
    seed: int
    size: int | None = None
    """Articles to draw; for a constructed week at most so many a day, None: all of the day."""
    by: str | None = None
    """What parts the strata: portal, section, language."""
    weeks: int | None = None
    """Constructed weeks: so many Mondays, Tuesdays … are drawn. Six stand for a year (Luke et al. 2011)."""
    since: str | None = None
    until: str | None = None
    portal: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """An article that can be drawn."""

    public_id: str
    day: str | None
    """Day of publication, UTC; None: unknown."""
    stratum: str


@dataclass(frozen=True, slots=True)
class Draw:
    """What was drawn from what."""

    plan: Plan
    frame_size: int
    frame_sha256: str
    """Of the frame's public ids, sorted, a line each: tells whether a later draw had the same to draw from."""
    drawn: tuple[str, ...]
    """Public ids, sorted."""


def draw(db: sqlite3.Connection, plan: Plan) -> Draw:
    """Return the sample of articles that the plan describes; raises UsageMistake where it says too little."""
    frame = _read_frame(db, plan)
    ids = sorted(unit.public_id for unit in frame)
    digest = hashlib.sha256("".join(f"{one}\n" for one in ids).encode()).hexdigest()
    return Draw(plan, len(frame), digest, tuple(sorted(unit.public_id for unit in select(frame, plan))))


def _read_frame(db: sqlite3.Connection, plan: Plan) -> list[Unit]:
    """Return every article that can be drawn; with dates only those whose moment of publication is known."""
    stratum = STRATA[plan.by or "portal"]
    rows = db.execute(
        f"select a.public_id, substr({_WHEN}, 1, 10), {stratum} from articles a "
        "join portals p on p.id = a.portal_id where (:portal is null or p.name = :portal) "
        f"and (:since is null or substr({_WHEN}, 1, 10) >= :since) "
        f"and (:until is null or substr({_WHEN}, 1, 10) <= :until) order by a.public_id",
        {"portal": plan.portal, "since": _day(plan.since, "since"), "until": _day(plan.until, "until")},
    )
    return [Unit(*row) for row in rows]


def _day(value: str | None, name: str) -> str | None:
    return read_date(value, name)[:10] if value else None


def select(frame: Sequence[Unit], plan: Plan) -> list[Unit]:
    """Return the units that the plan draws from a frame."""
    if plan.design == "constructed-week":
        return _constructed_weeks(frame, plan)
    if not plan.size or plan.size < 1:
        raise UsageMistake(f"the design '{plan.design}' wants --size: how many articles to draw")
    if plan.design == "simple":
        return _first(frame, plan.size, plan.seed)
    strata: dict[str, list[Unit]] = {}
    for unit in frame:
        strata.setdefault(unit.stratum, []).append(unit)
    shares = allot({name: len(units) for name, units in strata.items()}, plan.size)
    return [unit for name, units in strata.items() for unit in _first(units, shares[name], plan.seed)]


def _rank(seed: int, name: str) -> bytes:
    """Return a random number that any machine gets from the seed and the name: SHA-256 of both."""
    return hashlib.sha256(f"{seed}:{name}".encode()).digest()


def _first(units: Iterable[Unit], count: int, seed: int) -> list[Unit]:
    return sorted(units, key=lambda unit: _rank(seed, unit.public_id))[:count]


def allot(sizes: Mapping[str, int], total: int) -> dict[str, int]:
    """Return how many to draw of each stratum: in proportion, the rest to the largest remainders."""
    everything = sum(sizes.values())
    total = min(total, everything)
    exact = {name: total * size / everything for name, size in sizes.items()}
    shares = {name: int(share) for name, share in exact.items()}
    left = sorted(exact, key=lambda name: (shares[name] - exact[name], name))
    for name in left[: total - sum(shares.values())]:
        shares[name] += 1
    return shares


def why_nothing(db: sqlite3.Connection, made: Draw) -> str:
    """Return why a draw holds no article, for the user."""
    plan = made.plan
    within = ", ".join(f"--{name} {value}" for name in ("portal", "since", "until") if (value := getattr(plan, name)))
    sql = f"select count(*), count({_WHEN}), min({_WHEN}), max({_WHEN}) from articles a"
    total, dated, first, last = db.execute(sql).fetchone()
    if not total:
        return "the archive holds no article"
    if not dated:
        return f"none of the {total:,} articles has a known day of publication"
    span = f"the archive's articles are of {first[:10]} to {last[:10]}"
    if not made.frame_size:
        return f"no article passes {within}; {span}"
    return f"no article was published on the drawn days; widen {within or '--since and --until'}: {span}"


def _constructed_weeks(frame: Sequence[Unit], plan: Plan) -> list[Unit]:
    by_day: dict[str, list[Unit]] = {}
    for unit in frame:
        if unit.day:
            by_day.setdefault(unit.day, []).append(unit)
    if not by_day:
        return []
    first = date.fromisoformat(_day(plan.since, "since") or min(by_day))
    last = date.fromisoformat(_day(plan.until, "until") or max(by_day))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    chosen: list[str] = []
    for weekday in range(7):
        ranked = sorted(
            (day.isoformat() for day in days if day.weekday() == weekday), key=lambda day: _rank(plan.seed, day)
        )
        chosen += ranked[: plan.weeks or 1]
    return [
        unit
        for day in sorted(chosen)
        for unit in _first(by_day.get(day, []), plan.size or len(by_day.get(day, [])), plan.seed)
    ]


def write_draw(made: Draw, file: Path) -> None:
    """Write a draw as JSON; the same bytes for the same draw."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(orjson.dumps(asdict(made), option=orjson.OPT_INDENT_2) + b"\n")
    except OSError as error:
        raise StorageError(f"cannot write {file}: {error.strerror}") from error


def read_draw(file: Path) -> Draw:
    """Return a draw that was stored; raises UsageMistake where the file is none."""
    try:
        held = orjson.loads(file.read_bytes())
        plan = Plan(**held["plan"])
        _check(plan)
        return Draw(plan, int(held["frame_size"]), held["frame_sha256"], tuple(map(str, held["drawn"])))
    except OSError as error:
        raise UsageMistake(f"cannot read {file}: {error.strerror}") from error
    except (ValueError, TypeError, KeyError) as error:
        raise UsageMistake(f"{file} holds no draw; `newsarchive draw` writes one") from error


def _check(plan: Plan) -> None:
    """Raise TypeError where a plan that was read from a file holds what no plan does."""
    numbers, words = (plan.size, plan.weeks), (plan.since, plan.until, plan.portal)
    if (
        plan.design not in get_args(Design)
        or plan.by not in (None, *STRATA)
        or not isinstance(plan.seed, int)
        or not all(isinstance(one, int | None) for one in numbers)
        or not all(isinstance(one, str | None) for one in words)
    ):
        raise TypeError(plan)
