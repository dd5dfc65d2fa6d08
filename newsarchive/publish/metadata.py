"""What Datasette is told about an archive: the dictionary's words, the exports as queries, each table's layout."""

import re
from typing import Any

from newsarchive import dictionary
from newsarchive.exporting import Export, all_exports

TITLE = "News archive"

_LAYOUT: dict[str, dict[str, Any]] = {
    "articles": {
        "label_column": "headline",
        "sort_desc": "published_at",
        "facets": ["portal_id", "section", "language", "status"],
        "sortable_columns": [
            "id", "published_at", "first_seen_at", "last_seen_at", "comment_count", "revision_count", "word_count",
        ],
        "size": 50,
    },
    "comments": {
        "label_column": "author",
        "sort_desc": "published_at",
        "facets": ["kind"],
        "sortable_columns": ["id", "article_id", "published_at", "first_seen_at", "likes"],
        "size": 50,
    },
    "live_entries": {"label_column": "headline", "sortable_columns": ["id", "article_id"]},
    "faqs": {"label_column": "question", "facets": ["origin"], "sortable_columns": ["id", "article_id"]},
    "related_links": {"label_column": "text", "facets": ["kind", "flag"], "sortable_columns": ["id", "article_id"]},
    "portals": {"label_column": "name"},
    "authors": {"label_column": "name"},
    "tags": {"label_column": "name"},
    "runs": {"sort_desc": "id", "facets": ["portal_id", "reason"]},
    "pages": {"label_column": "url", "facets": ["portal_id", "kind", "state"], "sortable_columns": ["id"]},
    "revisions": {"sort_desc": "id", "sortable_columns": ["id", "article_id", "seen_at"]},
    "changes": {"facets": ["kind"]},
    "captures": {"sort_desc": "id", "facets": ["kind", "status"], "sortable_columns": ["id", "fetched_at"]},
}  # fmt: skip
"""Facets stand only on columns that have an index; sorting only by such columns is quick at a million rows."""

LEAN_COLUMNS: dict[str, tuple[str, ...]] = {
    "articles": (
        "public_id", "headline", "portal_id", "published_at", "byline", "section", "language", "comment_count",
        "revision_count", "status",
    ),
    "revisions": ("article_id", "number", "seen_at", "headline", "byline", "published_at", "modified_at"),
    "comments": ("article_id", "author", "published_at", "text", "depth", "likes", "kind", "missing_since"),
}  # fmt: skip
"""What a table's page shows unless the reader asks for other columns: no wall of text."""

INNER = re.compile(r"_fts|_characters|^_|^sqlite_|^stats_|_lean$|^article_days$|_words$")
"""Tables that only serve others."""

STORED = ("daily_counts", "comment_delay", "sections", "authors", "portal_health")
"""Exports that a published snapshot keeps as tables (`stats_…`): counting a million rows takes seconds."""


def metadata(
    database: str, tables: frozenset[str], *, public: bool = False, large: bool = False, **plugin: Any
) -> dict[str, Any]:
    """Return Datasette's metadata for an archive of these tables.

    `large`: no facets are counted before a reader asks for them. `plugin` goes to our plugin as its configuration.
    """
    told = {name: _table(name, tables) for name in dictionary.tables() if name in tables}
    for table in told.values():
        if large:
            table.pop("facets", None)
    hidden = {name: {"hidden": True} for name in tables if INNER.search(name)}
    return {
        "title": TITLE,
        "plugins": {"newsarchive": {"public": public, **plugin}},
        "databases": {
            database: {
                "title": TITLE,
                "description": "Articles, their versions, comments, questions and answers, and the captures behind.",
                "tables": {**told, **hidden},
                "queries": queries(tables),
                **({"allow_sql": False} if public else {}),
            }
        },
    }


def _table(name: str, tables: frozenset[str]) -> dict[str, Any]:
    table = dictionary.tables()[name]
    columns = {column.name: column.description for column in table.columns.values()}
    index = {"fts_table": f"{name}_fts", "fts_pk": "id", "searchmode": "raw"} if f"{name}_fts" in tables else {}
    layout = dict(_LAYOUT.get(name, {}))
    if "publication" in tables and layout.get("sort_desc") == "published_at":
        layout["sort_desc"] = "id"  # a snapshot's ids follow the publication: any filter's index is in that order
    return {"description": table.description, "columns": columns, **index, **layout}


def query_name(export: str, tables: frozenset[str]) -> str:
    """Return the name of an export's canned query: a query of a table's name would hide the table."""
    return f"export_{export}" if export in tables else export


def queries(tables: frozenset[str]) -> dict[str, dict[str, Any]]:
    """Return every export as a canned query of Datasette."""
    return {
        query_name(export.name, tables): {
            "title": export.title,
            "description": " ".join([export.description, *(f"{p.name}: {p.description}." for p in export.parameters)]),
            "sql": stored_sql(export, tables),
            "params": [parameter.name for parameter in export.parameters],
        }
        for export in all_exports()
    }


def stored_sql(export: Export, tables: frozenset[str], portal: str = "") -> str:
    """Return the export's SQL; where a snapshot keeps its answer as a table, the SQL that reads that table.

    `portal`: given where only its rows are asked for, which an index finds; the SQL binds it as `:portal`.
    """
    if f"stats_{export.name}" not in tables:
        return export.sql
    if portal:
        return f"select * from stats_{export.name} where portal = :portal"
    conditions = {
        "portal": "(coalesce(:portal, '') = '' or portal = :portal)",
        "since": "(coalesce(:since, '') = '' or day >= substr(:since, 1, 10))",
        "until": "(coalesce(:until, '') = '' or day <= substr(:until, 1, 10))",
    }
    asked = " and ".join(conditions[parameter.name] for parameter in export.parameters)
    return f"select *\nfrom stats_{export.name}\nwhere {asked or '1'}\norder by rowid"
