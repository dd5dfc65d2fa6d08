"""Pages about one thing: the archive, a portal, an article, the difference of two versions."""

from __future__ import annotations

import sqlite3
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from datasette.utils.asgi import NotFound, Request, Response

from newsarchive.archive.rows import one_row
from newsarchive.publish import cite, listings, statistics
from newsarchive.publish.answer import counted, page, rendered, whole_number, with_args
from newsarchive.publish.articles import COMMENTS_SHOWN, ArticlePage, load_article
from newsarchive.publish.differences import load_difference
from newsarchive.publish.room import Room, kept, read, soft

if TYPE_CHECKING:  # Datasette imports its plugins while it is being imported itself
    from datasette.app import Datasette


@page
async def home(datasette: Datasette, request: Request, room: Room) -> Response:
    """Return the first page: what the archive holds, what is new, the ways in."""

    path = datasette.urls.path
    portals = await kept(datasette, room, "portals", lambda db: listings.portals(db, room))
    held = {
        "figures": await kept(datasette, room, "figures", listings.figures),
        "portals": portals or await read(datasette, room, listings.portal_names),
        "first_day": min((one["first_at"][:10] for one in portals or [] if one["first_at"]), default=None),
        "last_day": max((one["last_at"][:10] for one in portals or [] if one["last_at"]), default=None),
        "newest": await read(datasette, room, lambda db: listings.newest(db, room)),
        "coverage": await kept(datasette, room, ("Timeline", ""), lambda db: statistics.per_day(db, room, path)),
    }
    return await rendered(datasette, request, room, "home.html", {"home": held})


@page
async def portal(datasette: Datasette, request: Request, room: Room) -> Response:
    """Return a portal's page: its timeline, sections, authors and health."""
    name, offset = unquote(request.url_vars["name"]), whole_number(request, "offset")
    found = await read(datasette, room, lambda db: listings.portal(db, name))
    if found is None:
        raise NotFound(f"The archive holds no portal named {name}")
    path = datasette.urls.path
    figures = {
        title: await kept(datasette, room, (title, name), partial(draw, room=room, path=path, portal=name))
        for title, draw in _OF_A_PORTAL.items()
    }
    context = {
        "portal": found,
        "figures": figures,
        "health": await soft(datasette, room, lambda db: statistics.health(db, room, name)),
        "articles": await read(datasette, room, lambda db: listings.articles_of_portal(db, room, found["id"], offset)),
    }
    return await rendered(datasette, request, room, "portal.html", {**context, **paged(request, context, offset)})


_OF_A_PORTAL = {
    "Timeline": statistics.per_day,
    "Sections": statistics.sections,
    "Authors": statistics.authors,
    "Comments": statistics.comment_delay,
    "Edits": statistics.edits,
    "Coverage of the fields": statistics.coverage,
}


def paged(request: Request, context: dict[str, Any], offset: int) -> dict[str, Any]:
    """Return the article lines of a list's page and the addresses of the pages before and after it."""
    rows = context["articles"]
    more = len(rows) > listings.PAGE and offset + listings.PAGE <= 10_000
    return {
        "articles": rows[: listings.PAGE],
        "newer": with_args(request, offset=max(0, offset - listings.PAGE) or None) if offset else None,
        "older": with_args(request, offset=offset + listings.PAGE) if more else None,
    }


@page
async def article(datasette: Datasette, request: Request, room: Room) -> Response:
    """Return an article's page, in its latest version or in the one that the address names."""
    public_id, number = request.url_vars["public_id"], request.url_vars.get("number")
    offset = whole_number(request, "comments", 10_000_000)
    found = await read(datasette, room, lambda db: load_article(db, public_id, int(number) if number else None, offset))
    if found is None:
        raise NotFound("The archive holds no such article, or no such version of it")
    shown = found.revision["number"]
    permalink = datasette.absolute_url(request, datasette.urls.path(f"/a/{public_id}/r/{shown}"))
    cited = _cited(found, permalink)
    further = offset + COMMENTS_SHOWN
    context = {
        "page": found,
        "paragraphs": [part for part in (found.revision.get("body") or "").split("\n\n") if part],
        "permalink": permalink,
        "citations": (
            ("BibTeX", cite.bibtex(cited)),
            ("CSL-JSON", cite.csl_json(cited)),
            ("Robust link", cite.robust_link(cited)),
        ),
        "more_comments": with_args(request, comments=further) if further < found.comments_total else None,
        "replay": None if room.public or room.frozen else datasette.urls.path(f"/a/{public_id}/r/{shown}/capture"),
    }
    return await rendered(datasette, request, room, "article.html", context)


def _cited(found: ArticlePage, permalink: str) -> cite.Cited:
    revision, about = found.revision, found.article
    names = tuple(author["name"] for author in found.authors) or ((revision["byline"],) if revision["byline"] else ())
    return cite.Cited(
        public_id=about["public_id"],
        headline=revision["headline"],
        authors=names,
        portal=about["portal_title"] or about["portal"],
        url=about["url"],
        published_at=about["published_at"],
        seen_at=revision["seen_at"],
        permalink=permalink,
        version=revision["number"],
    )


@page
async def row(datasette: Datasette, request: Request, room: Room) -> Response:
    """Lead from a row of `articles` to the article's page."""
    key = int(request.url_vars["id"])
    found = await read(datasette, room, lambda db: one_row(db, "select public_id from articles where id = ?", [key]))
    if found is None:
        raise NotFound("The archive holds no such article")
    return Response.redirect(datasette.urls.path(f"/a/{found['public_id']}"))


@page
async def difference(datasette: Datasette, request: Request, room: Room) -> Response:
    """Return what changed between two versions of an article, the last two where the address names none."""
    wanted = [int(request.url_vars.get(name) or whole_number(request, asked)) for name, asked in _ENDS]
    public_id = request.url_vars["public_id"]
    found = await read(datasette, room, lambda db: load_difference(db, public_id, wanted[0], wanted[1]))
    if found is None:
        raise NotFound("The archive holds no such article, or no such version of it")
    return await rendered(datasette, request, room, "diff.html", {"page": found})


_ENDS = (("older", "from"), ("newer", "to"))


@page
async def author(datasette: Datasette, request: Request, room: Room) -> Response:
    """Return an author's page."""
    sql = "select id, name from authors where id = ?"
    return await _group(datasette, request, room, ("Author", sql, int(request.url_vars["id"]), "article_authors"))


@page
async def tag(datasette: Datasette, request: Request, room: Room) -> Response:
    """Return a tag's page."""
    sql = "select id, name from tags where name = ?"
    return await _group(datasette, request, room, ("Tag", sql, unquote(request.url_vars["name"]), "article_tags"))


async def _group(datasette: Datasette, request: Request, room: Room, group: tuple[str, str, object, str]) -> Response:
    """Return the articles of an author or a tag: its kind, how to find it, its key, what links articles to it."""
    what, sql, key, table = group
    offset = whole_number(request, "offset")

    def work(db: sqlite3.Connection) -> dict[str, Any] | None:
        found = one_row(db, sql, [key])
        if found is None:
            return None
        return {
            "title": found["name"],
            "articles": listings.articles_with(db, room, table, found["id"], offset),
            "count": counted(listings.count_with(db, table, found["id"]), "article"),
            "what": what,
        }

    context = await read(datasette, room, work)
    if context is None:
        raise NotFound(f"The archive knows no such {what.lower()}")
    return await rendered(datasette, request, room, "group.html", {**context, **paged(request, context, offset)})


@page
async def about(datasette: Datasette, request: Request, room: Room) -> Response:
    """Return what this place is."""
    return await rendered(datasette, request, room, "about.html", {})
