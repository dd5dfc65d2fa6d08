"""Pages about many things: search, comments, changes, plots, groups of the same story."""

from __future__ import annotations

import sqlite3
from functools import partial
from typing import Any

from datasette.utils.asgi import Forbidden, NotFound, Response

from newsarchive.errors import UsageMistake
from newsarchive.exporting.formats import TEXT_FORMATS
from newsarchive.exporting.queries import read_date
from newsarchive.publish import listings, search, statistics
from newsarchive.publish.answer import filled, page, rendered
from newsarchive.publish.articles import changed_in_words
from newsarchive.publish.plots import by_time, column_plot
from newsarchive.publish.relatives import cluster_of
from newsarchive.publish.request import RoomRequest
from newsarchive.publish.search_query import read_query
from newsarchive.publish.search_source import Filters
from newsarchive.publish.views import paged


@page
async def search_page(asked: RoomRequest) -> Response:
    """Return the search: never an error for what is typed, hits marked, by relevance or newest first."""
    query = read_query(asked.argument("q", 500))
    kind = _kind(asked)
    ranked = asked.argument("order") != "newest" and query.match is not None
    filters, problem = _filters(asked)
    number, before = asked.whole_number("page", 500), asked.whole_number("before", 2**62)

    def work(db: sqlite3.Connection) -> dict[str, Any]:
        found = search.find(db, asked.room, query, filters, kind=kind, ranked=ranked, page=number, before=before)
        title = "Hits by the publication of the article"
        return {
            "found": found,
            "histogram": column_plot(by_time(found.days), ("hits",), title) if len(found.days) > 1 else None,
            "portals": [row["name"] for row in listings.portal_names(db)],
            "languages": listings.languages(db, asked.room),
        }

    context = {"problem": query.problem or problem, "kind": kind, "ranked": ranked, "filters": filters, "page": number}
    nothing = query.problem is not None and bool(asked.argument("q"))
    result = None if nothing else await asked.read(work)
    more = bool(result and result["found"].more)
    reached = result["found"].before if result else None
    searched = asked.with_args(page=None, order=None).partition("?")[2]
    pages = {
        "files": [(ending.upper(), asked.path(f"/search.{ending}?{searched}")) for ending in ("csv", "json")],
        "earlier": asked.with_args(before=reached, page=None) if reached else None,
        "newer": asked.with_args(page=number - 1 or None) if number else None,
        "older": asked.with_args(page=number + 1) if more else None,
    }
    return await rendered(asked, "search.html", {**context, **(result or {"found": None}), **pages})


@page
async def search_file(asked: RoomRequest) -> Response:
    """Return the hits of a search as CSV or JSON, newest first, at most `search.REACH`; never those of other dates."""
    if not asked.room.downloads:
        raise Forbidden("Files of hits are not offered here")
    query, kind = read_query(asked.argument("q", 500)), _kind(asked)
    (filters, problem), before = _filters(asked), asked.whole_number("before", 2**62)
    if problem:
        raise UsageMistake(problem)

    def work(db: sqlite3.Connection) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        if query.problem is not None and asked.argument("q"):
            return search.FILE_COLUMNS[kind], []
        return search.rows_of_hits(db, asked.room, query, filters, kind=kind, before=before)

    names, rows = await asked.read(work)
    ending = asked.named["format"]
    body = b"".join(TEXT_FORMATS[ending](names, iter(rows)))
    headers = {"content-disposition": f'attachment; filename="hits.{ending}"', "x-newsarchive-export": "1"}
    types = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
    return Response(body, headers=headers, content_type=types[ending])


def _kind(asked: RoomRequest) -> str:
    return asked.argument("in") if asked.argument("in") in search.KINDS else "articles"


def _filters(asked: RoomRequest) -> tuple[Filters, str | None]:
    """Return the filters of the address and what is wrong with them, for the reader; what is no date is left out."""
    dates, problem = {}, None
    for name in ("since", "until"):
        value = asked.argument(name, 40)
        try:
            dates[name] = read_date(value, name)[:10] if value else ""
        except UsageMistake as mistake:
            dates[name], problem = "", str(mistake).removeprefix("--")
    if dates["until"] and dates["since"] > dates["until"]:
        problem = f"The first day, {dates['since']}, is later than the last, {dates['until']}: nothing can be found."
    named = {name: asked.argument(name) for name in ("portal", "language", "section")}
    named["author"] = asked.argument("author") if _kind(asked) == "comments" else ""
    return Filters(**named, **dates, least=asked.whole_number("least", 1_000_000)), problem


@page
async def comments(asked: RoomRequest) -> Response:
    """Return the comment explorer: the most discussed articles, the latest comments, how late people write."""
    offset = asked.whole_number("offset")
    filters, problem = _filters(asked)
    least = max(1, filters.least)

    def work(db: sqlite3.Connection) -> dict[str, Any]:
        return {
            "articles": listings.discussed(db, asked.room, filters, least, offset),
            "latest": listings.latest_comments(db) if not offset else [],
            "portals": [row["name"] for row in listings.portal_names(db)],
        }

    context = await asked.read(work)
    context["delay"] = await asked.soft(lambda db: statistics.comment_delay(db, asked.room, asked.path, filters.portal))
    more = {"filters": filters, "problem": problem, "least": least, **paged(asked, context, offset)}
    return await rendered(asked, "comments.html", {**context, **more})


@page
async def changes(asked: RoomRequest) -> Response:
    """Return what portals altered, the last seen first, as a page or an Atom feed (RFC 4287)."""
    before = asked.whole_number("before", 2**62) or None
    found = await asked.read(lambda db: listings.changed(db, before))
    rows = [{**row, "changed": changed_in_words(row["kinds"])} for row in found[: listings.PAGE]]
    if asked.request.path.endswith(".atom"):
        url = asked.datasette.absolute_url(asked.request, asked.path("/changes.atom"))
        root = url.removesuffix("/changes.atom")
        body = filled(asked.datasette, "changes.atom", {"rows": rows, "url": url, "root": root})
        return Response(body, content_type="application/atom+xml; charset=utf-8")
    older = asked.with_args(before=rows[-1]["id"]) if len(found) > listings.PAGE else None
    return await rendered(asked, "changes.html", {"rows": rows, "newer": None, "older": older})


@page
async def plots(asked: RoomRequest) -> Response:
    """Return the plots of the whole archive."""
    portals = await asked.read(listings.portal_names)
    # One portal beside itself is no comparison.
    shown = [draw for draw in _PLOTS if draw is not statistics.side_by_side or len(portals) > 1]
    figures = [await asked.kept(draw.__name__, partial(draw, room=asked.room, path=asked.path)) for draw in shown]
    return await rendered(asked, "plots.html", {"figures": figures})


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
async def cluster(asked: RoomRequest) -> Response:
    """Return the group of articles that tell the same story as the one in the address."""
    public_id = asked.named["public_id"]
    found = await asked.read(lambda db: cluster_of(db, public_id))
    if not found:
        raise NotFound("No group holds that article")
    return await rendered(asked, "cluster.html", {"articles": found, "title": found[0]["headline"] or found[0]["url"]})
