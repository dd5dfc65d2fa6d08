"""The versions of an article: appended, never changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from newsarchive.archive import content
from newsarchive.archive.changes import Change
from newsarchive.archive.looks import Look
from newsarchive.archive.rows import Row, insert


def following(last: Row, fresh: Mapping[str, Any], version: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of the version after `last`; what this look merely does not tell stands as before."""
    for key in ("headline", "byline", "lead", "body", "section", "language"):
        if version[key] is None and key not in fresh:
            version[key] = last[key]
    for key in list(version):
        if key.startswith("published_") and key not in fresh:
            version[key] = last[key]
    if version["modified_at"] is None:
        version["modified_at"] = last["modified_at"]
    return version


def shared(last: Row, told: Iterable[Change]) -> int | None:
    """Return the id of the version that holds the FAQ and the pictures; None where the new one has its own, or none."""
    if any(change["kind"] in ("faq", "image") for change in told) or not (last["faqs"] or last["images"]):
        return None
    return int(last["parts_id"] or last["id"])


def append(
    db: sqlite3.Connection,
    article_id: int,
    number: int,
    look: Look,
    version: dict[str, Any],
    *,
    parts_id: int | None = None,
) -> int:
    """Add a version; what makes its hash is in it, but for the parts that the version `parts_id` holds already."""
    sha256 = content.content_sha256(content.compared(version), version["published_at"] or version["published_local"])
    row = {
        "article_id": article_id,
        "number": number,
        "seen_at": look.at,
        "cause": look.cause,
        "capture_id": look.capture_id,
        "extractor": look.extractor,
        "sha256": sha256,
        **version,
    }
    if parts_id is not None:
        row |= {"faqs": None, "images": None, "parts_id": parts_id}
    return insert(db, "revisions", row)
