"""Moments as columns, and whether two of them tell the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from newsarchive.items import Moment
from newsarchive.times import utc_text

_CUT = {
    "year": {"month": 1, "day": 1, "hour": 0, "minute": 0, "second": 0, "microsecond": 0},
    "month": {"day": 1, "hour": 0, "minute": 0, "second": 0, "microsecond": 0},
    "day": {"hour": 0, "minute": 0, "second": 0, "microsecond": 0},
    "hour": {"minute": 0, "second": 0, "microsecond": 0},
    "minute": {"second": 0, "microsecond": 0},
    "second": {"microsecond": 0},
}
_COARSEST_FIRST = tuple(_CUT)
_ANY_ZONE = timedelta(hours=14)
"""The farthest that a wall clock stands from UTC (Line Islands)."""


def columns(moment: Moment | None, name: str) -> dict[str, Any]:
    """Return the columns NAME_at, NAME_local, NAME_raw, NAME_offset, NAME_precision, NAME_zone, NAME_estimated."""
    keys = ("at", "local", "raw", "offset", "precision", "zone", "estimated")
    values: tuple[Any, ...] = (None, None, None, None, None, None, 0)
    if moment is not None:
        values = (
            moment.utc and utc_text(moment.utc),
            moment.local and moment.local.isoformat(timespec="seconds"),
            moment.raw,
            moment.offset_minutes,
            moment.precision,
            moment.zone_source,
            int(moment.estimated),
        )
    return dict(zip((f"{name}_{key}" for key in keys), values, strict=True))


def agrees(before: Mapping[str, Any], after: Mapping[str, Any], name: str) -> bool:
    """Tell whether two rows' moments say nothing against each other, as far as both go.

    One that says less agrees, so does a missing one; one counted back from a fetch agrees with any.
    """
    one_utc, one_local = _read(before[f"{name}_at"]), _read(before[f"{name}_local"])
    utc, local = _read(after[f"{name}_at"]), _read(after[f"{name}_local"])
    if (one_utc or one_local) is None or (utc or local) is None:
        return True
    if before[f"{name}_estimated"] or after[f"{name}_estimated"]:
        return True
    coarser = _coarser(before[f"{name}_precision"], after[f"{name}_precision"])
    if one_utc and utc:
        return _cut(one_utc, coarser) == _cut(utc, coarser)
    if one_utc or utc:
        return _near(one_utc or one_local, utc or local, coarser)
    return _cut(one_local, coarser) == _cut(local, coarser)


def better(before: Mapping[str, Any], after: Mapping[str, Any], name: str) -> bool:
    """Tell whether the later row's moment is to replace the earlier one: it says something else, or more of the same:
    a moment at all, one in UTC, to a smaller unit, not estimated."""
    if not agrees(before, after, name):
        return True
    known = before[f"{name}_at"] or before[f"{name}_local"]
    if not (after[f"{name}_at"] or after[f"{name}_local"]):
        return not known and after[f"{name}_raw"] is not None
    if not known:
        return True
    if before[f"{name}_estimated"] != after[f"{name}_estimated"]:
        return bool(before[f"{name}_estimated"])
    if (before[f"{name}_at"] is None) != (after[f"{name}_at"] is None):
        return before[f"{name}_at"] is None
    units = [_COARSEST_FIRST.index(row[f"{name}_precision"] or "year") for row in (before, after)]
    return units[1] > units[0]


def _coarser(one: str | None, other: str | None) -> str:
    return min(one or "second", other or "second", key=_COARSEST_FIRST.index)


def _read(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _cut(moment: datetime | None, precision: str) -> datetime | None:
    return moment and moment.replace(**_CUT[precision])  # type: ignore[arg-type]


def _near(one: datetime | None, other: datetime | None, precision: str) -> bool:
    """Tell whether a wall clock without zone can be the instant."""
    if one is None or other is None:
        return True
    apart = abs(one.replace(tzinfo=UTC) - other.replace(tzinfo=UTC))  # columns are in UTC, or on a wall clock
    slack = {"year": timedelta(days=366), "month": timedelta(days=31), "day": timedelta(days=1)}
    return apart <= _ANY_ZONE + slack.get(precision, timedelta(hours=1))
