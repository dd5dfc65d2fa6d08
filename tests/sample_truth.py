"""Hold an archive of the sample portal against the portal's own truth of the day."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

Row = dict[str, Any]


def differences(db: sqlite3.Connection, truth: Row) -> Iterator[str]:
    """Yield one line for every value that the archive holds otherwise than the truth says."""
    db.row_factory = sqlite3.Row
    archived = {row["url"]: dict(row) for row in db.execute("select * from articles order by id")}
    for wanted in truth["articles"]:
        addresses = [wanted["url"], *wanted["aliases"]]
        found = [archived.pop(address) for address in addresses if address in archived]
        if len(found) == 1:
            yield from _article(db, wanted, found[0])
        else:
            yield f"{wanted['url']}: archived {len(found)} times"
    yield from (f"{url}: no article of the portal" for url in archived)
    hidden = "select source_id from comments where instr(text, ?)"
    yield from (f"held comment {row[0]} is archived" for row in db.execute(hidden, [truth["hidden"]]))


def _article(db: sqlite3.Connection, wanted: Row, got: Row) -> Iterator[str]:
    wanted = next((wanted | twin for twin in wanted["published_twice"] if twin["url"] == got["url"]), wanted)
    url = wanted["url"]
    pairs = {
        "headline": (wanted["headline"], got["headline"]),
        "byline": (wanted["byline"], got["byline"]),
        "lead": (wanted["lead"], got["lead"]),
        "body": ("\n\n".join(wanted["body"]), got["body"] or ""),
        "published_at": (wanted["published"], got["published_at"]),
        "modified_at": (wanted["modified"], got["modified_at"]),
        "language": (wanted["language"], got["language"]),
        "section": (wanted["categories"][0], got["section"]),
        "source_id": (str(wanted["id"]), got["source_id"]),
        "image": ((wanted["image"], wanted["image_alt"]), (got["image_url"], got["image_alt"])),
        "status": (wanted["status"], got["status"]),
        "revisions": (wanted["revisions"], got["revision_count"]),
        "tags": (sorted(wanted["tags"]), _tags(db, got["id"])),
        "faqs": ([(pair["question"], pair["answer"]) for pair in wanted["faqs"]], _faqs(db, got["id"])),
    }
    for field, (one, other) in pairs.items():
        if one != other:
            yield f"{url}: {field}: {_apart(one, other)}"
    if not wanted["translation_of"]:
        yield from _comments(db, wanted, got["id"])


def _comments(db: sqlite3.Connection, wanted: Row, article_id: int) -> Iterator[str]:
    rows = db.execute("select * from comments where article_id = ? order by position, id", [article_id]).fetchall()
    standing = {row["source_id"]: row for row in rows if row["missing_since"] is None}
    missing = sorted(row["source_id"] for row in rows if row["missing_since"] is not None)
    removed = sorted(str(item["id"]) for item in wanted["removed_comments"])
    if missing != removed:
        yield f"{wanted['url']}: removed comments: {_apart(removed, missing)}"
    want = {str(comment["id"]): comment for comment in wanted["comments"]}
    if want.keys() != standing.keys():
        yield f"{wanted['url']}: comments: {_apart(sorted(want), sorted(standing))}"
    for number in sorted(want.keys() & standing.keys()):
        one, other = _told(want[number]), _held(standing[number])
        if one != other:
            yield f"{wanted['url']}#comment-{number}: {_apart(one, other)}"


def _told(comment: Row) -> tuple[object, ...]:
    parent = comment["parent"] and str(comment["parent"])
    return (parent, comment["kind"], comment["author"], comment["author_url"], comment["published"], comment["text"])


def _held(row: sqlite3.Row) -> tuple[object, ...]:
    columns = ("parent_source_id", "kind", "author", "author_url", "published_at", "text")
    return tuple(row[column] for column in columns)


def _tags(db: sqlite3.Connection, article_id: int) -> list[str]:
    sql = "select name from tags join article_tags on tag_id = tags.id where article_id = ? order by name"
    return sorted(row[0] for row in db.execute(sql, [article_id]))


def _faqs(db: sqlite3.Connection, article_id: int) -> list[tuple[str, str]]:
    sql = "select question, answer from faqs where article_id = ? order by position"
    return [tuple(row) for row in db.execute(sql, [article_id])]


def _apart(wanted: object, got: object) -> str:
    """Return both values where they part."""
    if isinstance(wanted, str) and isinstance(got, str):
        at = next((n for n, (one, other) in enumerate(zip(wanted, got, strict=False)) if one != other), None)
        start = max(0, (min(len(wanted), len(got)) if at is None else at) - 30)
        return f"wanted …{wanted[start : start + 150]!r}, got …{got[start : start + 150]!r}"
    if isinstance(wanted, Sequence) and isinstance(got, Sequence):
        lost, more = [item for item in wanted if item not in got], [item for item in got if item not in wanted]
        return f"without {lost!r:.300}, with {more!r:.300}"
    return f"wanted {wanted!r:.200}, got {got!r:.200}"
