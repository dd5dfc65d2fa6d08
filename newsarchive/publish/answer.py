"""Answers of the reading room's pages: rendered, with headers, or a clear word why not."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Awaitable, Callable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from weakref import WeakKeyDictionary

from datasette.utils.asgi import NotFound, Request, Response
from datasette.views.base import DatasetteError
from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from newsarchive import __version__
from newsarchive.errors import UsageMistake
from newsarchive.publish.cite import known_part
from newsarchive.publish.request import RoomRequest, TooSlow
from newsarchive.publish.room import room_of
from newsarchive.publish.security import STRICT_POLICY

if TYPE_CHECKING:  # Datasette imports its plugins while it is being imported itself
    from datasette.app import Datasette

View = Callable[[RoomRequest], Awaitable[Response]]

_templates: WeakKeyDictionary[Datasette, Environment] = WeakKeyDictionary()

_TITLES = {403: "Closed here", 404: "Not found"}

_TOO_SLOW = "The archive cannot answer that in a second. Narrow it: a portal, a month, a rarer word."

_ASSETS = {
    "room.css": "text/css",
    "room.js": "text/javascript",
    "datasette.css": "text/css",
    "datasette.js": "text/javascript",
}


def page(view: View) -> Callable[..., Awaitable[Response]]:
    """Return the view as Datasette calls it: 404 where no archive is served, a clear page where it takes too long."""

    # No functools.wraps: Datasette reads the signature to know what to hand over.
    async def answer(datasette: Datasette, request: Request) -> Response:
        room = room_of(datasette)
        if room is None:
            raise NotFound("There is no archive here")
        await datasette.ensure_permissions(request.actor, [("view-database", room.database), "view-instance"])
        asked = RoomRequest(datasette, request, room)
        try:
            return await view(asked)
        except TooSlow:
            return await rendered(asked, "notice.html", {"title": "Too much at once", "words": _TOO_SLOW}, 503)
        except UsageMistake as mistake:
            return await rendered(asked, "notice.html", {"title": "Not understood", "words": str(mistake)}, 400)

    answer.__name__, answer.__doc__ = view.__name__, view.__doc__
    return answer


_WRONG_ARGUMENT = (DatasetteError, LookupError, OverflowError, TypeError, ValueError, sqlite3.ProgrammingError)
"""What Datasette's own pages raise for arguments such as _sort=nope, _timelimit=x, _search[]=x, id__gt=9e99."""


async def mistake(asked: RoomRequest, exception: Exception) -> Response | None:
    """Return the page, or the JSON, for an address that does not exist, is closed, wrongly asked or failed."""
    path = asked.request.path
    status, words = getattr(exception, "status", 500), str(getattr(exception, "message", exception))
    if status == 500 and isinstance(exception, _WRONG_ARGUMENT) and path.startswith(asked.room.path):
        status, words = 400, f"No argument of this page: {words[:200]}"
    elif status == 500:
        words = "The reading room made a mistake. It is logged; the archive is unharmed."
    elif words == "Database not found":  # Datasette's words for /anything
        words = "The reading room has no such page."
    elif getattr(exception, "message_is_html", False):  # Datasette has one such mistake: SQL that takes too long
        words = _TOO_SLOW
    if path.endswith(".json"):
        data = {"ok": False, "error": words, "status": status, "title": None}
        return Response.json(data, status=status) if status == 400 else None  # Datasette's own says the rest
    title = _TITLES.get(status, "Something failed" if status == 500 else "Not understood")
    told = {"title": title, "words": words, "sql": "" if asked.room.public else asked.argument("sql", 10_000)}
    return await rendered(asked, "notice.html", told, status)


async def closed(asked: RoomRequest, message: str) -> Response:
    """Return the page, or the JSON, for what is closed here; `message`: ours, or a permission of Datasette's."""
    words = (
        "Only the tables and the exports are open here, not SQL of your own." if message == "execute-sql" else message
    )
    if asked.request.path.endswith(".json"):
        return Response.json({"ok": False, "error": words, "status": 403, "title": None}, status=403)
    return await rendered(asked, "notice.html", {"title": _TITLES[403], "words": words}, 403)


async def rendered(asked: RoomRequest, template: str, context: dict[str, Any], status: int = 200) -> Response:
    """Return a page of ours."""
    shared = {
        "room": asked.room,
        "request": asked.request,
        "asset": lambda name: asked.path(f"/-/room/{name}?{asset_hash(name)}"),
        "quoted": quoted,
        "counted": counted,
        "known_part": known_part,
        "version": __version__,
        "q": asked.request.args.get("q") or "",
        "with_args": asked.with_args,
    }
    body = filled(asked.datasette, template, {**shared, **context})
    return Response.html(body, status=status, headers={"content-security-policy": STRICT_POLICY})


def filled(datasette: Datasette, template: str, context: dict[str, Any]) -> str:
    """Return a template of ours with its context; nothing in it waits, and Datasette's own way takes twice as long."""
    found = _unwaiting(datasette).get_template(f"newsarchive/{template}")
    return found.render({"urls": datasette.urls, **context})


def rows_at_once(datasette: Datasette) -> Callable[[Context], Markup]:
    """Return what fills Datasette's own template of a table's rows, in the context where it is called."""

    @pass_context
    def rows(context: Context) -> Markup:
        return Markup(_unwaiting(datasette).get_template("default:_table.html").render(context.get_all()))

    return rows


def _unwaiting(datasette: Datasette) -> Environment:
    if datasette not in _templates:
        _templates[datasette] = datasette.jinja_env.overlay(enable_async=False)
    return _templates[datasette]


def quoted(text: object) -> str:
    """Return the text as one segment of a path or one value of a query."""
    return quote(str(text), safe="")


def counted(number: int, noun: str) -> str:
    """Return "1 comment", "2 comments"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


@cache
def asset_hash(name: str) -> str:
    """Return what changes when the file does, so that browsers may keep it for good."""
    return hashlib.sha256(_asset(name)).hexdigest()[:12]


@cache
def _asset(name: str) -> bytes:
    return (files("newsarchive.publish.plugin") / "static" / name).read_bytes()


async def asset(request: Request) -> Response:
    """Return a style sheet or script of ours."""
    name = request.url_vars["name"]
    if name not in _ASSETS:
        raise NotFound("There is no such file")
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(_asset(name), headers=headers, content_type=f"{_ASSETS[name]}; charset=utf-8")


async def robots(request: Request) -> Response:
    """Return robots.txt (RFC 9309): no search engine leads to a copy of what a portal or a commenter took back."""
    return Response.text("User-agent: *\nDisallow: /\n")
