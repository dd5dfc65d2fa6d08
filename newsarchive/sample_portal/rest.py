"""WordPress's REST interface as far as the sample portal has it: posts, comments, categories, tags, users."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

from newsarchive.sample_portal.feeds import excerpt, story_html
from newsarchive.sample_portal.rendering import comment_html, slugify
from newsarchive.sample_portal.script import Edition, Shown
from newsarchive.sample_portal.stories import ZONE
from newsarchive.sample_portal.story import Remark, Story
from newsarchive.sample_portal.structured import SITE

MOST = 100
"""Records of one answer at most (WP_REST_Controller)."""

Record = dict[str, Any]
Query = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RestAnswer:
    """JSON with its status and headers."""

    body: bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


class _Refused(Exception):
    """The interface answers with an error record."""

    def __init__(self, code: str, message: str, status: int) -> None:
        super().__init__(message)
        self.record = {"code": code, "message": message, "data": {"status": status}}
        self.status = status


def in_own_time(query: Query, now: datetime, visited: datetime | None) -> Query:
    """Return the query with "since your last visit" in the portal's time.

    A visitor's clock runs years ahead of the portal's: a bound that lies in the portal's future means the moment at
    which the portal stood before its clock was moved.
    """
    since = (visited or now).astimezone(ZONE).replace(tzinfo=None)
    local = now.astimezone(ZONE).replace(tzinfo=None)

    def own(name: str, text: str) -> str:
        ahead = name in ("after", "modified_after") and text[:4].isdigit() and text > local.isoformat()
        return since.isoformat() if ahead else text

    return {name: own(name, text) for name, text in query.items()}


def answer(edition: Edition, base: str, route: str, query: Query) -> RestAnswer:
    """Return the interface's answer to a route such as "wp/v2/posts"."""
    try:
        if route == "":
            return _json({"name": SITE, "url": base, "home": base, "namespaces": ["oembed/1.0", "wp/v2"]}, query)
        collection, _, number = route.removeprefix("wp/v2/").partition("/")
        records, make = _collection(edition, base, collection, query)
        if number:
            return _json(make(_one(records, number)), query)
        return _page(f"{base}/wp-json/{route}", _sorted(_filtered(records, query), query), make, query)
    except _Refused as refused:
        return _json(refused.record, {}, refused.status)


def _collection(
    edition: Edition, base: str, name: str, query: Query
) -> tuple[Sequence[Record], Callable[[Record], Record]]:
    told = [item for item in edition.shown if item.listed and not item.story.translates]
    match name:
        case "posts":
            keys = [_post_key(edition, item) for item in told]
            return keys, lambda key: _post(edition, base, key["shown"], "_embed" in query)
        case "comments":
            return [
                _comment_key(item, remark)
                for item in told
                if not item.story.password
                for remark in item.remarks
                if remark.kind == "comment"
            ], lambda key: _comment(base, key["story"], key["remark"])
        case "categories" | "tags" | "users":
            return [_term(edition, base, name, term) for term in _names(edition, name)], lambda record: record
    raise _Refused("rest_no_route", "No route was found matching the URL and request method.", 404)


def _post_key(edition: Edition, shown: Shown) -> Record:
    story = shown.story
    return {
        "shown": shown,
        "id": story.id,
        "slug": story.slug,
        "date": story.published,
        "modified": story.modified,
        "categories": [_number(edition, "categories", name) for name in story.categories],
        "tags": [_number(edition, "tags", name) for name in story.tags],
        "author": [_number(edition, "users", name) for name in story.authors[:1]],
    }


def _comment_key(shown: Shown, remark: Remark) -> Record:
    return {
        "story": shown.story,
        "remark": remark,
        "id": remark.id,
        "post": [shown.story.id],
        "parent": [remark.parent or 0],
        "date": remark.at,
    }


def _filtered(records: Sequence[Record], query: Query) -> list[Record]:
    found = list(records)
    for name in ("post", "parent", "categories", "tags", "author"):
        if name in query:
            wanted = {int(part) for part in query[name].split(",") if part.isdigit()}
            found = [record for record in found if wanted & set(record.get(name, ()))]
    if "include" in query:
        found = [record for record in found if str(record["id"]) in query["include"].split(",")]
    if "slug" in query:
        found = [record for record in found if record.get("slug") in query["slug"].split(",")]
    for name, field, sign in (("after", "date", 1), ("before", "date", -1)):
        found = _by_time(found, query.get(name), field, sign)
    for name, field, sign in (("modified_after", "modified", 1), ("modified_before", "modified", -1)):
        found = _by_time(found, query.get(name), field, sign)
    return found


def _by_time(records: list[Record], limit: str | None, field: str, sign: int) -> list[Record]:
    """Keep what is later (1) or earlier (-1). WordPress compares the site's own clock (WP-API#2323)."""
    if limit is None:
        return records
    try:
        bound = datetime.fromisoformat(limit)
    except ValueError:
        raise _Refused("rest_invalid_param", f"Invalid parameter(s): {field}", 400) from None

    def difference(record: Record) -> float:
        at: datetime = record[field]
        return (at - bound if bound.tzinfo else at.replace(tzinfo=None) - bound).total_seconds()

    return [record for record in records if difference(record) * sign > 0]


def _sorted(records: list[Record], query: Query) -> list[Record]:
    by = {"date_gmt": "date"}.get(query.get("orderby", "date"), query.get("orderby", "date"))
    if records and by not in records[0]:
        by = "id"
    return sorted(records, key=lambda record: (record[by], record["id"]), reverse=query.get("order", "desc") != "asc")


def _page(address: str, records: list[Record], make: Callable[[Record], Record], query: Query) -> RestAnswer:
    size, page = _whole(query, "per_page", 10, MOST), _whole(query, "page", 1, 10_000)
    last = -(-len(records) // size)
    if page > max(1, last):
        text = "The page number requested is larger than the number of pages available."
        raise _Refused("rest_post_invalid_page_number", text, 400)
    links = [(page - 1, "prev")] * (page > 1) + [(page + 1, "next")] * (page < last)
    header = ", ".join(f'<{address}?{urlencode({**query, "page": n})}>; rel="{rel}"' for n, rel in links)
    headers = [("X-WP-Total", str(len(records))), ("X-WP-TotalPages", str(last))]
    headers += [("Link", header)] if header else []
    return _json([make(record) for record in records[(page - 1) * size : page * size]], query, headers=tuple(headers))


def _whole(query: Query, name: str, default: int, most: int) -> int:
    text = query.get(name, str(default))
    if not text.isdecimal() or len(text) > 9 or not 1 <= int(text) <= most:
        raise _Refused("rest_invalid_param", f"Invalid parameter(s): {name}", 400)
    return int(text)


def _json(
    value: Record | list[Record], query: Query, status: int = 200, headers: tuple[tuple[str, str], ...] = ()
) -> RestAnswer:
    if fields := query.get("_fields"):
        names = {name.strip().split(".")[0] for name in fields.split(",")}
        pick = [value] if isinstance(value, dict) else value
        cut = [{name: record[name] for name in record if name in names} for record in pick]
        value = cut[0] if isinstance(value, dict) else cut
    return RestAnswer(json.dumps(value, ensure_ascii=False).encode(), status, headers)


def _one(records: Sequence[Record], number: str) -> Record:
    for record in records:
        if str(record["id"]) == number:
            return record
    raise _Refused("rest_post_invalid_id", "Invalid post ID.", 404)


def _local(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(timespec="seconds")


def _gmt(at: datetime) -> str:
    return _local(at.astimezone(UTC))


def _post(edition: Edition, base: str, shown: Shown, embed: bool) -> Record:
    story, link = shown.story, f"{base}{shown.story.path}"
    key = _post_key(edition, shown)
    record = {
        "id": story.id,
        "date": _local(story.published),
        "date_gmt": _gmt(story.published),
        "guid": {"rendered": f"{base}/?p={story.id}"},
        "modified": _local(story.modified),
        "modified_gmt": _gmt(story.modified),
        "slug": story.slug,
        "status": "publish",
        "type": "post",
        "link": link,
        "title": {"rendered": story.displayed_title.replace("&", "&#038;")},
        "content": {"rendered": story_html(edition, base, shown), "protected": story.password},
        "excerpt": {"rendered": f"<p>{excerpt(story)}</p>\n", "protected": story.password},
        "author": key["author"][0],
        "comment_status": "open",
        "categories": key["categories"],
        "tags": key["tags"],
        "_links": {
            "self": [{"href": f"{base}/wp-json/wp/v2/posts/{story.id}"}],
            "replies": [{"embeddable": True, "href": f"{base}/wp-json/wp/v2/comments?post={story.id}"}],
        },
    }
    if embed:
        terms = [
            [_term(edition, base, kind, name) for name in names]
            for kind, names in (("categories", story.categories), ("tags", story.tags))
        ]
        record["_embedded"] = {"author": [_term(edition, base, "users", story.authors[0])], "wp:term": terms}
    return record


def _comment(base: str, story: Story, remark: Remark) -> Record:
    return {
        "id": remark.id,
        "post": story.id,
        "parent": remark.parent or 0,
        "author": 0,
        "author_name": remark.author,
        "author_url": remark.url or "",
        "date": _local(remark.at),
        "date_gmt": _gmt(remark.at),
        "content": {"rendered": comment_html(remark)},
        "link": f"{base}{story.path}#comment-{remark.id}",
        "status": "approved",
        "type": "comment",
        "meta": [],
    }


def _names(edition: Edition, kind: str) -> list[str]:
    stories = [item.story for item in edition.shown if item.listed]
    pick: dict[str, Callable[[Story], tuple[str, ...]]] = {
        "categories": lambda story: story.categories,
        "tags": lambda story: story.tags,
        "users": lambda story: story.authors,
    }
    return sorted({name for story in stories for name in pick[kind](story)})


def _number(edition: Edition, kind: str, name: str) -> int:
    return _names(edition, kind).index(name) + 1


def _term(edition: Edition, base: str, kind: str, name: str) -> Record:
    path = {"categories": "category", "tags": "tag", "users": "author"}[kind]
    record = {"id": _number(edition, kind, name), "name": name, "slug": slugify(name)}
    return record | {"link": f"{base}/{path}/{quote(slugify(name))}/"}
