"""What changed from one version to the next, one row a change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from newsarchive.archive import content, moments
from newsarchive.archive.sentences import sentence_changes

Change = dict[str, Any]

# How a notice of correction begins, in the languages of the portals we know of, or what it says wherever it stands.
_CORRECTION = re.compile(
    r"^\W*(corrections?|corrected|clarification|erratum|errata|editor['’]?s note|korrektur|berichtigung|"
    r"richtigstellung|correctif|rectificatif|rectification|corrección|fe de errores|rectificación|correção|"
    r"errata corrige|rettifica|correzione|correctie|rectificatie|rättelse|rettelse|"
    r"korjaus|oikaisu|sprostowanie|oprava|javítás|helyesbítés|"
    r"düzeltme|исправление|поправка|уточнение|виправлення|поправка|διόρθωση|تصحيح|תיקון|訂正|更正|勘误|정정|바로잡습니다)"
    r"\b|(an )?earlier version of this (article|story|report)|this (article|story) (has been|was) (corrected|amended)",
    re.IGNORECASE,
)


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    """Yield the changes between two versions (columns of `revisions`): position, kind, old, new.

    Kinds: headline, byline, lead, section, time; for sentences of the text addition, deletion, edit, move, correction;
    tags, faq and image with the entries that went and came as JSON; the whole lists where only their order changed.
    """
    for position, (kind, old, new) in enumerate(_changes(before, after)):
        yield {"position": position, "kind": kind, "old": old, "new": new}


def is_correction(text: str) -> bool:
    """Tell whether a sentence or paragraph is a notice of correction."""
    return bool(_CORRECTION.search(text))


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, str | None, str | None]]:
    one, other = content.compared(before), content.compared(after)
    for kind in ("headline", "byline", "lead", "section"):
        if one[kind] != other[kind]:
            yield kind, before[kind], after[kind]
    if not moments.agrees(before, after, "published"):
        yield "time", _when(before), _when(after)
    if one["body"] != other["body"]:
        yield from _body(before["body"] or "", after["body"] or "")
    for kind, column in (("tags", "tags"), ("faq", "faqs"), ("image", "images")):
        if one[kind] != other[kind]:
            yield kind, *_lists(before[column], after[column], kind)


def _lists(before: str | None, after: str | None, kind: str) -> tuple[str | None, str | None]:
    """Return the entries that only one of the two lists has; both lists where they have the same."""
    old, new = content.entries(before, kind), content.entries(after, kind)
    went = [entry for entry, compared in old if all(compared != kept for _, kept in new)]
    came = [entry for entry, compared in new if all(compared != kept for _, kept in old)]
    return (_listed(went), _listed(came)) if went or came else (before, after)


def _listed(entries: Sequence[Any]) -> str | None:
    return orjson.dumps(entries).decode() if entries else None


def _body(before: str, after: str) -> Iterator[tuple[str, str | None, str | None]]:
    found = sentence_changes(before, after)
    for change in found:
        notice = change.kind in ("addition", "edit") and is_correction(change.new or "")
        yield "correction" if notice else change.kind, change.old, change.new
    if not found:
        # Blanks between the sentences of a script that has none: the text as a whole is another.
        yield "edit", before, after


def _when(version: Mapping[str, Any]) -> str | None:
    found = version["published_at"] or version["published_local"] or version["published_raw"]
    return None if found is None else str(found)
