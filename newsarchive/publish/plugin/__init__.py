"""The Datasette plugin. Where a Datasette serves no archive, none of its hooks does anything."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import datasette.handle_exception as handle_exception_module
from datasette.utils.asgi import Request
from markupsafe import Markup, escape
from pluggy import HookimplMarker

from newsarchive.publish import answer, downloads, replay, views, views_lists
from newsarchive.publish.metadata import LEAN_COLUMNS, metadata
from newsarchive.publish.remembered import remembering
from newsarchive.publish.request import RoomRequest
from newsarchive.publish.room import Room, room_of
from newsarchive.publish.security import guarded
from newsarchive.publish.table_search import sound

if TYPE_CHECKING:  # Datasette imports its plugins while it is being imported itself
    from datasette.app import Datasette

hookimpl = HookimplMarker("datasette")

_MAPPED = 2 << 30
"""Bytes of a snapshot that are read without a call of the system (SQLite maps no more than 2 GB)."""

_ID = r"(?P<public_id>[A-Za-z0-9_-]+)"


@hookimpl
def register_routes(datasette: Datasette) -> list[tuple[str, Callable[..., Any]]]:
    """Return the reading room's addresses; `/a/…` ones are permanent."""
    room = room_of(datasette)
    if room is None:
        return []
    return [
        (r"/$", views.home),
        (rf"/a/{_ID}$", views.article),
        (rf"/a/{_ID}/r/(?P<number>\d{{1,9}})$", views.article),
        (rf"/a/{_ID}/r/(?P<number>\d{{1,9}})/capture$", replay.capture),
        (rf"/a/{_ID}/c/(?P<id>\d{{1,18}})$", views.comment),
        (rf"/a/{_ID}/diff$", views.difference),
        (rf"/a/{_ID}/diff/(?P<older>\d{{1,9}})/(?P<newer>\d{{1,9}})$", views.difference),
        (r"/portal/(?P<name>[^/]+)$", views.portal),
        (r"/author/(?P<id>\d{1,18})$", views.author),
        (r"/tag/(?P<name>[^/]+)$", views.tag),
        (rf"/cluster/{_ID}$", views_lists.cluster),
        (r"/search$", views_lists.search_page),
        (r"/search\.(?P<format>csv|json)$", views_lists.search_file),
        (r"/comments$", views_lists.comments),
        (r"/changes(\.atom)?$", views_lists.changes),
        (r"/plots$", views_lists.plots),
        (r"/data$", downloads.exports),
        (r"/data/(?P<name>\w+)$", downloads.export),
        (r"/data/(?P<name>\w+)\.(?P<format>csv|json|jsonl|parquet)$", downloads.download),
        (r"/robots\.txt$", answer.robots),
        (r"/-/room/(?P<name>[\w.]+)$", answer.asset),
        (r"/-/about$", views.about),
        (r"/-/tables$", downloads.tables),
        (rf"{re.escape(room.path)}/articles/(?P<id>\d{{1,18}})$", views.row),
    ]


@hookimpl
def get_metadata(datasette: Datasette) -> dict[str, Any]:
    """Describe an archive that plain `datasette archive.db` serves; `newsarchive serve` brings its own metadata."""
    room = room_of(datasette)
    if room is None or "newsarchive" in (datasette._metadata_local.get("plugins") or {}):
        return {}
    return metadata(room.database, room.tables)


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[Any], Any]:
    """Put the rules of `security` before everything, and lean columns before the reader of a table."""
    room = room_of(datasette)
    if room is None:
        return lambda app: app
    if room.frozen:
        return lambda app: remembering(guarded(_lean(app, room, datasette), room))
    return lambda app: guarded(_lean(app, room, datasette), room)


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Datasette) -> None:
    """Give a snapshot's readers room for what they read again and again; SQLite's own 2 MB hold no index."""
    room = room_of(datasette)
    if room is not None and room.frozen and database == room.database:
        conn.execute(f"pragma mmap_size = {_MAPPED}")
        conn.execute("pragma cache_size = -32000")


def _lean(app: Any, room: Room, datasette: Datasette) -> Any:
    """Ask for a table's lean columns where the reader asks for none, and mend what is searched for."""

    async def serve(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            query = scope.get("query_string", b"")
            if b"_search" in query:
                mended = partial(_sound, query, room)
                query = await datasette.get_database(room.database).execute_fn(mended)
            if scope["path"] == room.path and b"sql=" not in query:
                scope = scope | {"path": "/-/tables", "raw_path": b"/-/tables"}
            columns = _lean_columns(scope["path"], room)
            if columns and b"_col=" not in query and b"_nocol=" not in query:
                asked = "&".join(f"_col={column}" for column in columns).encode()
                query = asked + (b"&" + query if query else b"")
            if room.frozen and b"_search=" in query and b"_nocount=" not in query:
                # Datasette counts hits by reading every row of them from the table: a second at a million articles.
                query += b"&_nocount=1"
            scope = {**scope, "query_string": query}
        await app(scope, receive, send)

    return serve


def _sound(query: bytes, room: Room, db: sqlite3.Connection) -> bytes:
    return sound(query.decode("latin-1"), db, room.tables).encode("latin-1")


def _lean_columns(path: str, room: Room) -> tuple[str, ...]:
    before, _, table = path.rpartition("/")
    return LEAN_COLUMNS.get(table, ()) if before == room.path else ()


@hookimpl
def render_cell(row: Any, value: Any, column: str, database: str, datasette: Datasette) -> Markup | None:
    """Show a headline as a link to the article's page, wherever the row has the article's public id."""
    room = room_of(datasette)
    if room is None or database != room.database:
        return None
    if isinstance(value, dict) and value.get("label") is None:
        value["label"] = value.get("value")  # Datasette would name an article without a headline "None"
    if column not in ("headline", "public_id") or not value:
        return None
    if "public_id" not in row.keys():  # noqa: SIM118  (a sqlite3.Row iterates over its values)
        return None
    address = datasette.urls.path(f"/a/{row['public_id']}")
    return Markup(f'<a href="{escape(address)}" dir="auto">{escape(value)}</a>')


@hookimpl
def startup(datasette: Datasette) -> None:
    """Keep Datasette from printing a page of local variables for each address that does not exist.

    It does so wherever rich is installed, and rich comes with newsarchive.
    """
    if room_of(datasette) is not None:
        handle_exception_module.rich = None


@hookimpl
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Any:
    """Answer what went wrong with a page of ours."""
    room = room_of(datasette)
    if room is None:
        return None
    return answer.mistake(RoomRequest(datasette, request, room), exception)


@hookimpl
def forbidden(datasette: Datasette, request: Request, message: str) -> Any:
    """Answer what is closed with a page of ours."""
    room = room_of(datasette)
    return None if room is None else answer.closed(RoomRequest(datasette, request, room), message)


@hookimpl
def extra_css_urls(database: str | None, datasette: Datasette) -> list[str]:
    """Add our style to Datasette's pages over the archive."""
    room = room_of(datasette)
    return [] if room is None or database != room.database else [_asset("datasette.css")]


@hookimpl
def extra_js_urls(database: str | None, datasette: Datasette) -> list[str]:
    """Mend what Datasette's pages over the archive lack for readers who hear them."""
    room = room_of(datasette)
    return [] if room is None or database != room.database else [_asset("datasette.js")]


def _asset(name: str) -> str:
    return f"/-/room/{name}?{answer.asset_hash(name)}"


@hookimpl
def extra_template_vars(datasette: Datasette) -> dict[str, Any]:
    """Give Datasette's pages over the archive the rows of their table in one piece.

    Datasette waits after each of the 500 cells of a page, which takes twice the time that writing them does.
    """
    return {} if room_of(datasette) is None else {"rows_at_once": answer.rows_at_once(datasette)}


@hookimpl
def menu_links(datasette: Datasette, request: Request | None) -> list[dict[str, str]]:
    """Lead from Datasette's pages back into the reading room."""
    if room_of(datasette) is None:
        return []
    ways = (("/", "Home"), ("/search", "Search"), ("/comments", "Comments"), ("/changes", "Changes"), ("/data", "Data"))
    return [{"href": datasette.urls.path(path), "label": label} for path, label in ways]
