"""What changed from one version to the next, one row a change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from newsarchive.archive import content, moments

Change = dict[str, Any]


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    """Yield the changes between two versions (columns of `revisions`): position, kind, old, new."""
    for position, (kind, old, new) in enumerate(_changes(before, after)):
        yield {"position": position, "kind": kind, "old": old, "new": new}


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, str | None, str | None]]:
    one, other = content.compared(before), content.compared(after)
    for kind in ("headline", "byline", "lead", "section"):
        if one[kind] != other[kind]:
            yield kind, before[kind], after[kind]
    if not moments.agrees(before, after, "published"):
        yield "time", _when(before), _when(after)
    if one["body"] != other["body"]:
        yield "body", before["body"], after["body"]
    for kind, column in (("tags", "tags"), ("faq", "faqs"), ("image", "images")):
        if one[kind] != other[kind]:
            yield kind, before[column], after[column]


def _when(version: Mapping[str, Any]) -> str | None:
    found = version["published_at"] or version["published_local"] or version["published_raw"]
    return None if found is None else str(found)
