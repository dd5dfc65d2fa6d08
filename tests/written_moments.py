"""Moments as a table can hold them: "2023-10-19 15:46 -04:00", "~2023-10" for a month that was counted back."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from newsarchive.items import Moment, Precision

UNREADABLE = "unreadable"
"""The text looks like a date and is none, or is out of bounds: only its raw form is kept."""

NOTHING = "nothing"
"""The text holds no trace of a date."""

_PRECISIONS: dict[int, Precision] = {1: "year", 2: "month", 3: "day", 4: "hour", 5: "minute", 6: "second"}


def written(raw: str, notation: str) -> Moment | None:
    """Return the moment of a text that stands in a table as year, month, day, hour, minute, second, offset.

    What is not written is not known; "~" in front says estimated. "2023-10-19 15h" is an hour.
    """
    if notation == NOTHING:
        return None
    if notation == UNREADABLE:
        return Moment(raw, None, None, None, "day", "unknown")
    estimated, text = notation.startswith("~"), notation.removeprefix("~")
    wall, _, zone = text.partition(" +") if " +" in text else text.partition(" -")
    numbers = [int(number) for number in re.findall(r"\d+", wall)]
    local = datetime(*[*numbers, *([1, 1, 1][len(numbers) :])])  # type: ignore[arg-type]
    precision = _PRECISIONS[len(numbers)]
    if not zone:
        return Moment(raw, local, None, None, precision, "unknown", estimated)
    hours, minutes = zone.split(":")
    offset = (int(hours) * 60 + int(minutes)) * (1 if " +" in text else -1)
    utc = (local - timedelta(minutes=offset)).replace(tzinfo=UTC)
    return Moment(raw, local, utc, offset, precision, "attribute", estimated)


def rows(table: str) -> list[tuple[str, str]]:
    """Return the pairs of text and notation of a table, one a line: "19. Oktober 2023 → 2023-10-19"."""
    pairs = (line.strip().rpartition(" → ") for line in table.strip().splitlines())
    return [(raw.strip(), notation.strip()) for raw, _, notation in pairs]
