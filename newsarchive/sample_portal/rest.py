"""WordPress's REST interface as far as the sample portal has it: collections, filtered, sorted, page by page."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from newsarchive.sample_portal import rest_records
from newsarchive.sample_portal.rest_records import Record
from newsarchive.sample_portal.script import Edition
from newsarchive.sample_portal.stories import ZONE
from newsarchive.sample_portal.structured import SITE

MOST = 100
"""Records of one answer at most (WP_REST_Controller)."""

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
            keys = [rest_records.post_key(edition, item) for item in told]
            return keys, lambda key: rest_records.post(edition, base, key["shown"], "_embed" in query)
        case "comments":
            seen = [item for item in told if not item.story.password]
            keys = [
                rest_records.comment_key(item, one) for item in seen for one in item.remarks if one.kind == "comment"
            ]
            return keys, lambda key: rest_records.comment(base, key["story"], key["remark"])
        case "categories" | "tags" | "users":
            terms = rest_records.names(edition, name)
            return [rest_records.term(edition, base, name, term) for term in terms], lambda record: record
    raise _Refused("rest_no_route", "No route was found matching the URL and request method.", 404)


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
    for before, field in (("", "date"), ("modified_", "modified")):
        found = _by_time(found, query.get(f"{before}after"), field, 1)
        found = _by_time(found, query.get(f"{before}before"), field, -1)
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
