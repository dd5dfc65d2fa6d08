"""Pages about one thing: the archive, a portal, an article, the difference of two versions."""

from __future__ import annotations

import sqlite3
from functools import partial
from typing import Any
from urllib.parse import unquote, urlencode

from datasette.utils.asgi import NotFound, Response

from newsarchive.archive.rows import one_row
from newsarchive.publish import cite, listings, statistics
from newsarchive.publish.answer import counted, page, rendered
from newsarchive.publish.articles import COMMENTS_SHOWN, ArticlePage, comments_before, load_article
from newsarchive.publish.differences import load_difference
from newsarchive.publish.request import RoomRequest


@page
async def home(asked: RoomRequest) -> Response:
    """Return the first page: what the archive holds, what is new, the ways in."""
    room = asked.room
    portals = await asked.kept("portals", lambda db: listings.portals(db, room))
    held = {
        "figures": await asked.kept("figures", listings.figures),
        "portals": portals or await asked.read(listings.portal_names),
        "first_day": min((one["first_at"][:10] for one in portals or [] if one["first_at"]), default=None),
        "last_day": max((one["last_at"][:10] for one in portals or [] if one["last_at"]), default=None),
        "newest": await asked.read(lambda db: listings.newest(db, room)),
        "coverage": await asked.kept(("Timeline", ""), lambda db: statistics.per_day(db, room, asked.path)),
    }
    return await rendered(asked, "home.html", {"home": held})


@page
async def portal(asked: RoomRequest) -> Response:
    """Return a portal's page: its timeline, sections, authors and health."""
    room, name, offset = asked.room, unquote(asked.named["name"]), asked.whole_number("offset")
    found = await asked.read(lambda db: listings.portal(db, name))
    if found is None:
        raise NotFound(f"The archive holds no portal named {name}")
    figures = {
        title: await asked.kept((title, name), partial(draw, room=room, path=asked.path, portal=name))
        for title, draw in _OF_A_PORTAL.items()
    }
    context = {
        "portal": found,
        "figures": figures,
        "health": await asked.soft(lambda db: statistics.health(db, room, name)),
        "articles": await asked.read(lambda db: listings.articles_of_portal(db, room, found["id"], offset)),
    }
    return await rendered(asked, "portal.html", {**context, **paged(asked, context, offset)})


_OF_A_PORTAL = {
    "Timeline": statistics.per_day,
    "Sections": statistics.sections,
    "Authors": statistics.authors,
    "Comments": statistics.comment_delay,
    "Edits": statistics.edits,
    "Coverage of the fields": statistics.coverage,
}


def paged(asked: RoomRequest, context: dict[str, Any], offset: int) -> dict[str, Any]:
    """Return the article lines of a list's page and the addresses of the pages before and after it."""
    rows = context["articles"]
    more = len(rows) > listings.PAGE and offset + listings.PAGE <= 10_000
    return {
        "articles": rows[: listings.PAGE],
        "newer": asked.with_args(offset=max(0, offset - listings.PAGE) or None) if offset else None,
        "older": asked.with_args(offset=offset + listings.PAGE) if more else None,
    }


@page
async def article(asked: RoomRequest) -> Response:
    """Return an article's page, in its latest version or in the one that the address names."""
    public_id, number = asked.named["public_id"], asked.named.get("number")
    offset = asked.whole_number("comments", 10_000_000)
    found = await asked.read(lambda db: load_article(db, public_id, int(number) if number else None, offset))
    if found is None:
        raise NotFound("The archive holds no such article, or no such version of it")
    shown = found.revision["number"]
    permalink = asked.datasette.absolute_url(asked.request, asked.path(f"/a/{public_id}/r/{shown}"))
    cited = _cited(found, permalink)
    earlier, further = max(0, offset - COMMENTS_SHOWN), offset + COMMENTS_SHOWN
    context = {
        "page": found,
        "paragraphs": [part for part in (found.revision.get("body") or "").split("\n\n") if part],
        "permalink": permalink,
        "citations": (
            ("BibTeX", cite.bibtex(cited)),
            ("CSL-JSON", cite.csl_json(cited)),
            ("Robust link", cite.robust_link(cited)),
        ),
        "earlier_comments": asked.with_args(comments=earlier or None) if offset else None,
        "more_comments": asked.with_args(comments=further) if further < found.comments_total else None,
        "replay": None if asked.room.public or asked.room.frozen else asked.path(f"/a/{public_id}/r/{shown}/capture"),
    }
    return await rendered(asked, "article.html", context)


def _cited(found: ArticlePage, permalink: str) -> cite.Cited:
    revision, about = found.revision, found.article
    names = tuple(author["name"] for author in found.authors) or ((revision["byline"],) if revision["byline"] else ())
    return cite.Cited(
        public_id=about["public_id"],
        headline=revision["headline"],
        authors=names,
        portal=about["portal_title"] or about["portal"],
        url=about["url"],
        published_on=cite.known_part(
            revision["published_local"] or revision["published_at"], revision["published_precision"]
        ),
        seen_at=revision["seen_at"],
        permalink=permalink,
        version=revision["number"],
        published_is_estimated=bool(revision["published_estimated"]),
    )


@page
async def comment(asked: RoomRequest) -> Response:
    """Lead to a comment in its place: an article's page shows only so many of them."""
    public_id, key = asked.named["public_id"], int(asked.named["id"])
    before = await asked.read(lambda db: comments_before(db, public_id, key))
    if before is None:
        raise NotFound("The archive holds no such comment of that article")
    offset = before // COMMENTS_SHOWN * COMMENTS_SHOWN
    query = f"?comments={offset}" if offset else ""
    return Response.redirect(asked.path(f"/a/{public_id}{query}#c{key}"))


@page
async def row(asked: RoomRequest) -> Response:
    """Lead from a row of `articles` to the article's page."""
    key = int(asked.named["id"])
    found = await asked.read(lambda db: one_row(db, "select public_id from articles where id = ?", [key]))
    if found is None:
        raise NotFound("The archive holds no such article")
    return Response.redirect(asked.path(f"/a/{found['public_id']}"))


@page
async def difference(asked: RoomRequest) -> Response:
    """Return what changed between two versions of an article, the last two where the address names none."""
    wanted = [int(asked.named.get(name) or asked.whole_number(argument)) for name, argument in _ENDS]
    public_id = asked.named["public_id"]
    found = await asked.read(lambda db: load_difference(db, public_id, wanted[0], wanted[1]))
    if found is None:
        raise NotFound("The archive holds no such article, or no such version of it")
    return await rendered(asked, "diff.html", {"page": found})


_ENDS = (("older", "from"), ("newer", "to"))


@page
async def author(asked: RoomRequest) -> Response:
    """Return an author's page."""
    sql = "select w.id, w.name, p.name as portal from authors w join portals p on p.id = w.portal_id where w.id = ?"
    return await _group(asked, "Author", sql, int(asked.named["id"]), "article_authors")


@page
async def tag(asked: RoomRequest) -> Response:
    """Return a tag's page."""
    sql = "select id, name, '' as portal from tags where name = ?"
    return await _group(asked, "Tag", sql, unquote(asked.named["name"]), "article_tags")


async def _group(asked: RoomRequest, what: str, sql: str, key: object, table: str) -> Response:
    """Return the articles that `table` links to the author or tag whom `sql` finds by its key."""
    offset = asked.whole_number("offset")

    def work(db: sqlite3.Connection) -> dict[str, Any] | None:
        found = one_row(db, sql, [key])
        if found is None:
            return None
        return {
            "title": found["name"],
            "articles": listings.articles_with(db, asked.room, table, found["id"], offset),
            "count": counted(listings.count_with(db, table, found["id"]), "article"),
            "what": what,
            "portal": found["portal"],
            "file": asked.path("/data/articles?" + urlencode({"portal": found["portal"], what.lower(): found["name"]})),
        }

    context = await asked.read(work)
    if context is None:
        raise NotFound(f"The archive knows no such {what.lower()}")
    return await rendered(asked, "group.html", {**context, **paged(asked, context, offset)})


@page
async def about(asked: RoomRequest) -> Response:
    """Return what this place is."""
    return await rendered(asked, "about.html", {})
