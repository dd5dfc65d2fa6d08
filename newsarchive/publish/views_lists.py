"""Pages about many things: search, comments, changes, plots, groups of the same story."""

from __future__ import annotations

import sqlite3
from functools import partial
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Forbidden, NotFound, Request, Response

from newsarchive.errors import UsageMistake
from newsarchive.exporting.formats import TEXT_FORMATS
from newsarchive.exporting.queries import read_date
from newsarchive.publish import listings, search, statistics
from newsarchive.publish.answer import argument, filled, page, rendered, whole_number, with_args
from newsarchive.publish.articles import changed_in_words
from newsarchive.publish.plots import by_time, column_plot
from newsarchive.publish.relatives import cluster_of
from newsarchive.publish.room import Room, kept, read, soft
from newsarchive.publish.search_query import read_query
from newsarchive.publish.search_source import Filters
from newsarchive.publish.views import paged

if TYPE_CHECKING:  # Datasette imports its plugins while it is being imported itself
    from datasette.app import Datasette


@page
async def search_page(datasette: Datasette, request: Request, room: Room) -> Response:
    """Return the search: never an error for what is typed, hits marked, by relevance or newest first."""
    query = read_query(argument(request, "q", 500))
    kind = _kind(request)
    ranked = argument(request, "order") != "newest" and query.match is not None
    filters, problem = _filters(request)
    number, before = whole_number(request, "page", 500), whole_number(request, "before", 2**62)

    def work(db: sqlite3.Connection) -> dict[str, Any]:
        found = search.find(db, room, query, filters, kind=kind, ranked=ranked, page=number, before=before)
        title = "Hits by the publication of the article"
        return {
            "found": found,
            "histogram": column_plot(by_time(found.days), ("hits",), title) if len(found.days) > 1 else None,
            "portals": [row["name"] for row in listings.portal_names(db)],
            "languages": listings.languages(db, room),
        }

    context = {"problem": query.problem or problem, "kind": kind, "ranked": ranked, "filters": filters, "page": number}
    nothing = query.problem is not None and bool(argument(request, "q"))
    result = None if nothing else await read(datasette, room, work)
    more = bool(result and result["found"].more)
    reached = result["found"].before if result else None
    asked = with_args(request, page=None, order=None).partition("?")[2]
    pages = {
        "files": [(ending.upper(), datasette.urls.path(f"/search.{ending}?{asked}")) for ending in ("csv", "json")],
        "earlier": with_args(request, before=reached, page=None) if reached else None,
        "newer": with_args(request, page=number - 1 or None) if number else None,
        "older": with_args(request, page=number + 1) if more else None,
    }
    return await rendered(datasette, request, room, "search.html", {**context, **(result or {"found": None}), **pages})


@page
async def search_file(datasette: Datasette, request: Request, room: Room) -> Response:
    """Return the hits of a search as CSV or JSON, newest first, at most `search.REACH`."""
    if not room.downloads:
        raise Forbidden("Files of hits are not offered here")
    query, kind = read_query(argument(request, "q", 500)), _kind(request)
    filters, before = _filters(request)[0], whole_number(request, "before", 2**62)

    def work(db: sqlite3.Connection) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        if query.problem is not None and argument(request, "q"):
            return search.FILE_COLUMNS[kind], []
        return search.rows_of_hits(db, room, query, filters, kind=kind, before=before)

    names, rows = await read(datasette, room, work)
    ending = request.url_vars["format"]
    body = b"".join(TEXT_FORMATS[ending](names, iter(rows)))
    headers = {"content-disposition": f'attachment; filename="hits.{ending}"', "x-newsarchive-export": "1"}
    types = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
    return Response(body, headers=headers, content_type=types[ending])


def _kind(request: Request) -> str:
    return argument(request, "in") if argument(request, "in") in search.KINDS else "articles"


def _filters(request: Request) -> tuple[Filters, str | None]:
    """Return the filters of the address; what is no date is left out and said."""
    dates, problem = {}, None
    for name in ("since", "until"):
        value = argument(request, name, 40)
        try:
            dates[name] = read_date(value, name)[:10] if value else ""
        except UsageMistake as mistake:
            dates[name], problem = "", str(mistake).removeprefix("--")
    named = {name: argument(request, name) for name in ("portal", "language", "section")}
    return Filters(**named, **dates, least=whole_number(request, "least", 1_000_000)), problem


@page
async def comments(datasette: Datasette, request: Request, room: Room) -> Response:
    """Return the comment explorer: the most discussed articles, the latest comments, how late people write."""
    offset = whole_number(request, "offset")
    filters, problem = _filters(request)
    least = max(1, filters.least)

    def work(db: sqlite3.Connection) -> dict[str, Any]:
        return {
            "articles": listings.discussed(db, room, filters, least, offset),
            "latest": listings.latest_comments(db) if not offset else [],
            "portals": [row["name"] for row in listings.portal_names(db)],
        }

    context = await read(datasette, room, work)
    path = datasette.urls.path
    context["delay"] = await soft(datasette, room, lambda db: statistics.comment_delay(db, room, path, filters.portal))
    more = {"filters": filters, "problem": problem, "least": least, **paged(request, context, offset)}
    return await rendered(datasette, request, room, "comments.html", {**context, **more})


@page
async def changes(datasette: Datasette, request: Request, room: Room) -> Response:
    """Return what portals altered, the last seen first, as a page or an Atom feed (RFC 4287)."""
    before = whole_number(request, "before", 2**62) or None
    found = await read(datasette, room, lambda db: listings.changed(db, before))
    rows = [{**row, "changed": changed_in_words(row["kinds"])} for row in found[: listings.PAGE]]
    if request.path.endswith(".atom"):
        url = datasette.absolute_url(request, datasette.urls.path("/changes.atom"))
        root = url.removesuffix("/changes.atom")
        body = filled(datasette, "changes.atom", {"rows": rows, "url": url, "root": root})
        return Response(body, content_type="application/atom+xml; charset=utf-8")
    older = with_args(request, before=rows[-1]["id"]) if len(found) > listings.PAGE else None
    return await rendered(datasette, request, room, "changes.html", {"rows": rows, "newer": None, "older": older})


@page
async def plots(datasette: Datasette, request: Request, room: Room) -> Response:
    """Return the plots of the whole archive."""

    path = datasette.urls.path
    portals = await read(datasette, room, listings.portal_names)
    # One portal beside itself is no comparison.
    shown = [draw for draw in _PLOTS if draw is not statistics.side_by_side or len(portals) > 1]
    figures = [await kept(datasette, room, draw.__name__, partial(draw, room=room, path=path)) for draw in shown]
    return await rendered(datasette, request, room, "plots.html", {"figures": figures})


_PLOTS = (
    statistics.per_day,
    statistics.side_by_side,
    statistics.comment_delay,
    statistics.edits,
    statistics.sections,
    statistics.authors,
    statistics.coverage,
)


@page
async def cluster(datasette: Datasette, request: Request, room: Room) -> Response:
    """Return the group of articles that tell the same story as the one in the address."""
    public_id = request.url_vars["public_id"]
    found = await read(datasette, room, lambda db: cluster_of(db, public_id))
    if not found:
        raise NotFound("No group holds that article")
    return await rendered(datasette, request, room, "cluster.html", {"articles": found, "title": found[0]["headline"]})
