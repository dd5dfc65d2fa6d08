"""Lists of WordPress's REST interface: posts → candidates, comments → posts to look at again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from newsarchive.crawl.discovery.markup import address, decode, read_json, text_of
from newsarchive.items import Candidate, Moment
from newsarchive.times import parse_moment

POST_FIELDS = "id,date,date_gmt,modified_gmt,link,title"
"""What is asked of each post; its text is on the page."""
COMMENT_FIELDS = "id,post,date_gmt"
PER_PAGE = 100
"""The most that the interface gives (class-wp-rest-controller.php)."""
_MAX_RECORDS = 10 * PER_PAGE
"""Records read of one page of a list."""


@dataclass(frozen=True, slots=True)
class RestPage:
    """One page of a list."""

    candidates: tuple[Candidate, ...]
    is_full: bool
    """True where a further page may follow."""
    is_list: bool = True
    """False where the answer is no list of records: the interface is not there, whatever its status says."""


@dataclass(frozen=True, slots=True)
class RestComments:
    """One page of the list of comments."""

    comments: tuple[tuple[str, str], ...]
    """Pairs of the id of a comment and of its post, in the order of the list."""
    is_full: bool


def read_rest_posts(data: bytes, url: str, *, fetched_at: datetime) -> RestPage:
    """Return the posts of `/wp/v2/posts`; what is no list is an empty page."""
    records = _records(data)
    return RestPage(tuple(_posts(records or [], url, fetched_at)), len(records or ()) >= PER_PAGE, records is not None)


def _posts(records: list[dict[str, Any]], url: str, fetched_at: datetime) -> Iterator[Candidate]:
    for record in records:
        link = address(_text(record.get("link")), url)
        if link is None:
            continue
        title = record.get("title")
        yield Candidate(
            url=link,
            source=url,
            headline=text_of(_text(title.get("rendered")) or "") or None if isinstance(title, dict) else None,
            published=_gmt(record.get("date_gmt"), fetched_at) or _moment(_text(record.get("date")), fetched_at),
            modified=_gmt(record.get("modified_gmt"), fetched_at),
            source_id=_number(record.get("id")),
        )


def read_rest_comments(data: bytes) -> RestComments:
    """Return the comments of `/wp/v2/comments` and their posts."""
    records = _records(data) or []
    found = ((_number(record.get("id")), _number(record.get("post"))) for record in records)
    return RestComments(tuple((comment, post) for comment, post in found if comment and post), len(records) >= PER_PAGE)


def _records(data: bytes) -> list[dict[str, Any]] | None:
    """Return the records of a list; None where the answer is none."""
    read = read_json(decode(data))
    return [record for record in read[:_MAX_RECORDS] if isinstance(record, dict)] if isinstance(read, list) else None


def _gmt(value: Any, fetched_at: datetime) -> Moment | None:
    """Return a `*_gmt` field, which WordPress prints without its zone (WP-API#2317)."""
    text = _text(value)
    if text is None or text.startswith("0000"):
        return None
    return parse_moment(f"{text}Z", fetched_at=fetched_at, source="rest")


def _moment(raw: str | None, fetched_at: datetime) -> Moment | None:
    return parse_moment(raw, fetched_at=fetched_at, source="rest") if raw else None


def _text(value: Any) -> str | None:
    return value.strip() if isinstance(value, str) and value.strip() else None


def _number(value: Any) -> str | None:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
