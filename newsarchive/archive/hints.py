"""What feed, sitemap, listing or REST page tell of a page, as the archive keeps it beside the address."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, cast

import orjson

from newsarchive.items import Candidate, Moment


def instant(moment: Moment | None) -> str | None:
    """Return a hint's moment to sort and compare by: UTC, or the wall clock where the zone is unknown."""
    known = moment and (moment.utc or moment.local)
    return known.strftime("%Y-%m-%dT%H:%M:%SZ") if known and known.year > 999 else None


def hints_json(candidate: Candidate) -> str | None:
    """Return what the candidate tells of its page as JSON; None where it only names it."""
    told: dict[str, Any] = {
        name: value
        for name in ("headline", "published", "modified", "language", "source_id", "authors", "source")
        if (value := getattr(candidate, name))
    }
    return orjson.dumps(told).decode() if len(told) > 1 else None


def read_hints(text: str, url: str, kind: str = "article") -> Candidate:
    """Return the candidate of which `hints_json` gave the text."""
    told = orjson.loads(text)
    for name in ("published", "modified"):
        if told.get(name):
            told[name] = _moment(told[name])
    known_kind = cast(Literal["article", "listing", "feed", "sitemap"], kind)
    return Candidate(url=url, kind=known_kind, **{**told, "authors": tuple(told.get("authors", ()))})


def _moment(told: dict[str, Any]) -> Moment:
    for name in ("local", "utc"):
        told[name] = told[name] and datetime.fromisoformat(told[name])
    return Moment(**told)
