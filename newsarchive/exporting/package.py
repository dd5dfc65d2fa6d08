"""A Data Package of an archive: every table as CSV, described and checksummed; the same bytes each time."""

import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from newsarchive import __version__, dictionary
from newsarchive.errors import StorageError
from newsarchive.exporting.destination import destination
from newsarchive.exporting.formats import write_rows
from newsarchive.exporting.package_words import citation, datasheet
from newsarchive.exporting.queries import Export, all_exports, bind
from newsarchive.exporting.reading import one_state, rows_of

LEFT_OUT = frozenset({"articles_asof"})
"""Exports that only repeat others without a parameter."""

KEYS = {
    "articles": ("public_id",),
    "faqs": ("public_id", "position"),
    "live_entries": ("public_id", "position"),
    "revisions": ("public_id", "number"),
    "headline_changes": ("public_id", "number"),
    "daily_counts": ("portal", "day"),
    "portal_health": ("portal",),
    "sections": ("portal", "section"),
    "comment_delay": ("portal", "hours"),
}
"""Columns that name a row. Comments have none: a removed one and its successor share their position."""

_DIALECT = {
    "delimiter": ",",
    "lineTerminator": "\r\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
}
"""Said in full, so that no reader has to guess it from the texts of pages."""

_TYPES = {"text": "string", "integer": "integer", "real": "number"}


def write_package(path: Path, folder: Path, *, portal: str | None = None, licence: str | None = None) -> Path:
    """Write the package of the archive at `path` into the folder and return its datapackage.json.

    `portal`: only this one. `licence`: an SPDX or Open Definition name; without it the rights stay with the portals.
    Raises StorageError where the folder holds something else or cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise StorageError(f"{folder} is a file; a data package is a folder")
    if folder.exists() and any(folder.iterdir()) and not (folder / "datapackage.json").exists():
        raise StorageError(f"{folder} is not empty and holds no data package; name a new folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with one_state(path) as db:
            resources = [_resource(db, export, folder, portal) for export in _exports()]
            about = _about(db, portal)
        return _describe(folder, resources, about, licence)
    except OSError as error:
        raise StorageError(f"cannot write {folder}: {error.strerror}") from error


def _exports() -> list[Export]:
    return [export for export in all_exports() if export.name not in LEFT_OUT]


def _resource(db: sqlite3.Connection, export: Export, folder: Path, portal: str | None) -> dict[str, Any]:
    """Write one table and return its description."""
    asked = {"portal": portal} if any(parameter.name == "portal" for parameter in export.parameters) else {}
    columns, rows = rows_of(db, export.sql, bind(export, asked))
    file = folder / f"{export.name}.csv"
    with destination(file) as out:
        count = write_rows("csv", columns, rows, out)
    return {
        "name": export.name,
        "title": export.title,
        "description": export.description,
        "type": "table",
        "path": file.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": _DIALECT,
        "bytes": file.stat().st_size,
        "hash": f"sha256:{sha256(file)}",
        "rows": count,
        "schema": _schema(export, columns),
    }


def _schema(export: Export, columns: Sequence[str]) -> dict[str, Any]:
    fields = [_field(dictionary.export_column(export, column)) for column in columns]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if export.name in KEYS:
        schema["primaryKey"] = list(KEYS[export.name])
    foreign = []
    if "public_id" in columns and export.name != "articles":
        foreign.append(_foreign_key("public_id", "articles", "public_id"))
    if "portal" in columns and export.name != "portal_health":
        foreign.append(_foreign_key("portal", "portal_health", "portal"))
    if foreign:
        schema["foreignKeys"] = foreign
    return schema


def _foreign_key(column: str, resource: str, other: str) -> dict[str, Any]:
    return {"fields": [column], "reference": {"resource": resource, "fields": [other]}}


def _field(column: dictionary.Column) -> dict[str, Any]:
    kind = "datetime" if column.type == "text" and column.name.endswith("_at") else _TYPES[column.type]
    return {"name": column.name, "type": kind, "description": column.description}


def _about(db: sqlite3.Connection, portal: str | None) -> dict[str, Any]:
    """Return what the descriptions say of the archive; no clock, so that the package stays the same."""
    asked = {"portal": portal}
    portals = [
        dict(zip(("name", "title", "url"), row, strict=True))
        for row in db.execute(
            "select name, coalesce(title, name), url from portals "
            "where :portal is null or name = :portal order by name",
            asked,
        )
    ]
    names = ("articles", "comments", "first", "last", "first_seen", "last_seen")
    row = db.execute(
        "select count(*), coalesce(sum(a.comment_count), 0), min(coalesce(a.published_at, a.published_local)), "
        "max(coalesce(a.published_at, a.published_local)), "
        "min(a.first_seen_at), max(a.last_seen_at) from articles a join portals p on p.id = a.portal_id "
        "where :portal is null or p.name = :portal",
        asked,
    ).fetchone()
    states = db.execute(
        "select g.state, count(*) from pages g join portals p on p.id = g.portal_id "
        "where g.kind = 'article' and (:portal is null or p.name = :portal) group by g.state order by g.state",
        asked,
    ).fetchall()
    return {**dict(zip(names, row, strict=True)), "portals": portals, "states": dict(states)}


def _describe(folder: Path, resources: list[dict[str, Any]], about: Mapping[str, Any], licence: str | None) -> Path:
    """Write what describes the tables: datapackage.json, datasheet, citation, checksums."""
    digest = hashlib.sha256("".join(one["hash"] for one in resources).encode()).hexdigest()
    version = f"{(about['last_seen'] or '')[:10]}+{digest[:12]}"
    titles = ", ".join(one["title"] for one in about["portals"]) or "no portal"
    title = f"News archive: {titles}"
    rights = {"name": licence} if licence else {"name": "other-closed", "title": "Rights stay with authors and portals"}
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "news-archive",
        "id": f"sha256:{digest}",
        "title": title,
        "description": "Articles with every version, reader comments with their threads, questions and answers. "
        "In the CSV files a text that a spreadsheet would run as a formula (=, +, -, @, also wide ones, tab or "
        "line break first) has an apostrophe in front.",
        "version": version,
        "created": about["last_seen"],
        "keywords": ["news", "comments", "revisions", "archive"],
        "licenses": [rights],
        "sources": [{"title": one["title"], "path": one["url"]} for one in about["portals"]],
        "contributors": [{"title": f"newsarchive {__version__}", "roles": ["dataCollector"]}],
        "resources": resources,
    }
    descriptor = {name: value for name, value in descriptor.items() if value not in (None, [])}
    (folder / "DATASHEET.md").write_text(datasheet(title, version, about, resources), encoding="utf-8")
    (folder / "CITATION.cff").write_text(citation(title, version, about), encoding="utf-8")
    target = folder / "datapackage.json"
    target.write_bytes(orjson.dumps(descriptor, option=orjson.OPT_INDENT_2) + b"\n")
    names = sorted([*(one["path"] for one in resources), "DATASHEET.md", "CITATION.cff", "datapackage.json"])
    sums = "".join(f"{sha256(folder / name)}  {name}\n" for name in names)
    (folder / "SHA256SUMS").write_text(sums, encoding="utf-8")
    return target


def sha256(file: Path) -> str:
    """Return the file's SHA-256, lower-case hex."""
    with file.open("rb") as held:
        return hashlib.file_digest(held, "sha256").hexdigest()
