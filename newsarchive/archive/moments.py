"""Moments as columns, and whether two of them tell the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from newsarchive.items import Moment, Precision
from newsarchive.times import utc_text
from newsarchive.times.written import cut_to, fineness

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
    rows = (before, after)
    told = [row[f"{name}_at"] or row[f"{name}_local"] for row in rows]
    if not all(told) or any(row[f"{name}_estimated"] for row in rows):
        return True
    one, other = map(datetime.fromisoformat, told)
    precisions: list[Precision] = [row[f"{name}_precision"] or "second" for row in rows]
    coarser = min(precisions, key=fineness)
    if (before[f"{name}_at"] is None) != (after[f"{name}_at"] is None):
        return _near(one, other, coarser)
    return cut_to(one, coarser) == cut_to(other, coarser)


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
    had, has = (fineness(row[f"{name}_precision"] or "year") for row in (before, after))
    return has > had


def _near(one: datetime, other: datetime, precision: Precision) -> bool:
    """Tell whether a wall clock without zone can be the instant."""
    apart = abs(one.replace(tzinfo=UTC) - other.replace(tzinfo=UTC))  # columns are in UTC, or on a wall clock
    slack = {"year": timedelta(days=366), "month": timedelta(days=31), "day": timedelta(days=1)}
    return apart <= _ANY_ZONE + slack.get(precision, timedelta(hours=1))
