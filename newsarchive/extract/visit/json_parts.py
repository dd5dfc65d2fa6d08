"""JSON that a portal answers beside its pages → the part of the article that it tells. Pure, and never raising."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson

from newsarchive import urls
from newsarchive.extract.blocks import line, paragraphs
from newsarchive.extract.document import Document
from newsarchive.extract.faq.find import find_faqs
from newsarchive.extract.visit.json_threads import Reply, as_thread
from newsarchive.items import Article, Author, CommentSystem, Image, Moment
from newsarchive.text import clean_line, unescape
from newsarchive.times import parse_moment

Record = dict[str, Any]

_LONE = re.compile(r"\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]..", re.DOTALL)
"""Half of a character beyond U+FFFF: what is left of an emoji that a portal cuts (RFC 8259, section 8.2)."""
MAX_REPLIES = 100_000
"""Comments of one article that are read."""


def read_wordpress_post(data: bytes, url: str, *, fetched_at: datetime) -> Article | None:
    """Return what a post's REST record says (WordPress REST API v2: an object, or a list with one); None for no post.

    `content.protected`: access is "protected" and there is no text. Authors, section, tags and picture are there
    where the record embeds them (`_embed`).
    """
    record = _only_record(data)
    if record is None or "id" not in record or not isinstance(record.get("title"), (dict, str)):
        return None
    article = Article(
        url=urls.canonical(url),
        canonical_url=urls.absolute(_text(record.get("link")), url),
        source_id=_id(record.get("id")),
        headline=_plain_line(record.get("title"), url) or None,
        published=_wordpress_moment(record, "date", fetched_at),
        modified=_wordpress_moment(record, "modified", fetched_at),
        **_embedded(record, url),
    )
    content = record.get("content")
    if isinstance(content, dict) and content.get("protected") is True:
        return replace(article, access="protected", access_evidence="rest content.protected=true")
    return _with_text(article, _rendered(content), url)


def _with_text(article: Article, html: str, url: str) -> Article:
    if not html.strip():
        return article
    document = _fragment(html, url)
    section = find_faqs(document, document.root)
    return replace(article, body=tuple(paragraphs(document.root, section.elements)), faqs=section.entries)


def read_wordpress_comments(pages: Sequence[bytes], url: str, *, fetched_at: datetime) -> Article:
    """Return the comments of a post from its REST pages, in the order in which threads print, oldest first.

    A page that is no list (an error object) counts for nothing. Replies to a comment that is not there keep its id
    as `parent_source_id`. Times are `date_gmt` with the offset of `date`.
    """
    replies: dict[str, Reply] = {}
    for page in pages:
        for record in _records(_loads(page))[:MAX_REPLIES]:
            reply = _wordpress_reply(record, url, fetched_at)
            if reply and reply.source_id:
                replies.setdefault(reply.source_id, reply)
    ordered = sorted(replies.values(), key=_age)
    return Article(url=urls.canonical(url), comments=as_thread(ordered))


def _wordpress_reply(record: Record, url: str, fetched_at: datetime) -> Reply | None:
    identifier = _id(record.get("id"))
    if identifier is None:
        return None
    return Reply(
        source_id=identifier,
        parent_source_id=_id(record.get("parent")),
        kind="pingback" if record.get("type") in ("pingback", "trackback") else "comment",
        author=_name(record.get("author_name")),
        author_url=_address(record.get("author_url"), url),
        published=_wordpress_moment(record, "date", fetched_at),
        text=_plain(_rendered(record.get("content")), url),
    )


def read_isso(data: bytes, url: str, *, fetched_at: datetime) -> Article:
    """Return the comments of an Isso thread (`GET /?uri=`, isso/views/comments.py): `created` is Unix time."""
    record = _loads(data)
    replies: list[Reply] = []
    stack = _records(record.get("replies") if isinstance(record, dict) else None)[::-1]
    while stack and len(replies) < MAX_REPLIES:
        one = stack.pop()
        stack.extend(_records(one.get("replies"))[::-1])
        replies.append(
            Reply(
                source_id=_id(one.get("id")),
                parent_source_id=_id(one.get("parent")),
                author=_name(one.get("author")),
                author_url=_address(one.get("website"), url),
                published=_moment(one.get("created"), fetched_at),
                text=_plain(_text(one.get("text")), url),
                likes=_count(one.get("likes")),
                # isso/db/comments.py: 4 marks a deleted comment that others refer to.
                removed=one.get("mode") == 4,
            )
        )
    return Article(url=urls.canonical(url), comments=as_thread(replies), comment_system=CommentSystem("isso"))


def read_ghost_comments(data: bytes, url: str, *, fetched_at: datetime) -> Article:
    """Return the comments of one page of Ghost's `/members/api/comments/post/ID/`.

    Comments that were hidden or deleted stay in the thread as `removed`, without text.
    """
    record = _loads(data)
    replies: list[Reply] = []
    stack: list[tuple[Record, str | None]] = [
        (one, _id(one.get("parent_id")))
        for one in _records(record.get("comments") if isinstance(record, dict) else None)[::-1]
    ]
    while stack and len(replies) < MAX_REPLIES:
        one, parent = stack.pop()
        identifier = _id(one.get("id"))
        stack.extend((reply, identifier) for reply in _records(one.get("replies"))[::-1])
        replies.append(_ghost_reply(one, identifier, parent, url, fetched_at))
    return Article(
        url=urls.canonical(url),
        comments=as_thread(replies),
        comments_claimed=_ghost_total(record),
        comment_system=CommentSystem("ghost"),
    )


def _ghost_reply(one: Record, identifier: str | None, parent: str | None, url: str, fetched_at: datetime) -> Reply:
    removed = one.get("status") not in (None, "published")
    member, count = one.get("member"), one.get("count")
    return Reply(
        source_id=identifier,
        parent_source_id=_id(one.get("in_reply_to_id")) or parent,
        author=_name(member.get("name")) if isinstance(member, dict) else None,
        published=_moment(one.get("created_at"), fetched_at),
        text="" if removed else _plain(_text(one.get("html")), url),
        likes=_count(count.get("likes")) if isinstance(count, dict) else None,
        removed=removed,
    )


def _ghost_total(record: Any) -> int | None:
    meta = record.get("meta") if isinstance(record, dict) else None
    pagination = meta.get("pagination") if isinstance(meta, dict) else None
    return _count(pagination.get("total")) if isinstance(pagination, dict) else None


def _embedded(record: Record, url: str) -> dict[str, Any]:
    embedded = record.get("_embedded")
    if not isinstance(embedded, dict):
        return {}
    authors = tuple(
        Author(name, _address(one.get("link"), url))
        for one in _records(embedded.get("author"))
        if (name := _name(one.get("name")))
    )
    groups = embedded.get("wp:term")
    terms = [term for group in (groups if isinstance(groups, list) else ()) for term in _records(group)]
    names = {kind: _terms(terms, kind) for kind in ("category", "post_tag")}
    return {
        "authors": authors,
        "section": next(iter(names["category"]), None),
        "tags": names["post_tag"],
        "image": _picture(_records(embedded.get("wp:featuredmedia")), url),
    }


def _terms(terms: Sequence[Record], taxonomy: str) -> tuple[str, ...]:
    names = (_name(term.get("name")) for term in terms if term.get("taxonomy") == taxonomy)
    return tuple(dict.fromkeys(name for name in names if name))


def _picture(media: Sequence[Record], url: str) -> Image | None:
    for one in media:
        if address := _address(one.get("source_url"), url):
            caption = _plain_line(one.get("caption"), url)
            return Image(address, alt=clean_line(_text(one.get("alt_text"))) or None, caption=caption or None)
    return None


def _wordpress_moment(record: Record, name: str, fetched_at: datetime) -> Moment | None:
    """The GMT field is naive GMT (WP-API issue 2317); the local one beside it gives the portal's offset that day."""
    local = _moment(record.get(name), fetched_at)
    gmt_text = _text(record.get(f"{name}_gmt"))
    gmt = parse_moment(f"{gmt_text}Z", fetched_at=fetched_at, source="rest") if "T" in gmt_text else None
    if gmt is None or gmt.utc is None or gmt.local is None:
        # Imported entries have "0000-00-00" or null there (Medium/medium-wordpress-plugin issue 75).
        return local
    if local is None or local.local is None:
        return gmt
    offset = round((local.local - gmt.local).total_seconds() / 60)
    if abs(offset) > 14 * 60 or offset % 15:
        return gmt
    return replace(gmt, raw=local.raw, local=local.local, offset_minutes=offset)


def _moment(value: Any, fetched_at: datetime) -> Moment | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e15:
        return parse_moment(str(int(value)), fetched_at=fetched_at, source="rest")
    return parse_moment(value, fetched_at=fetched_at, source="rest") if isinstance(value, str) else None


def _age(reply: Reply) -> tuple[datetime, int]:
    moment = reply.published
    number = int(reply.source_id) if reply.source_id and reply.source_id.isdecimal() else 0
    return (moment.utc.replace(tzinfo=None) if moment and moment.utc else datetime.max, number)


def _only_record(data: bytes) -> Record | None:
    value = _loads(data)
    records = _records(value) if isinstance(value, list) else [value]
    return records[0] if len(records) == 1 and isinstance(records[0], dict) else None


def _records(value: Any) -> list[Record]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _loads(data: bytes) -> Any:
    """Return what a JSON text says; None where it is none. A character that is none costs no other."""
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        text = _LONE.sub(r"\\ufffd", data.decode("utf-8-sig", "replace"))
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None


def _rendered(value: Any) -> str:
    return _text(value.get("rendered")) if isinstance(value, dict) else _text(value)


def _plain(html: str, url: str) -> str:
    return "\n\n".join(paragraphs(_fragment(html, url).root)) if html.strip() else ""


def _plain_line(value: Any, url: str) -> str:
    html = _rendered(value)
    return line(_fragment(html, url).root) if "<" in html else clean_line(unescape(html))


def _fragment(html: str, url: str) -> Document:
    return Document.parse(f"<html><body><article>{html}</article></body></html>", url)


def _name(value: Any) -> str | None:
    return clean_line(unescape(_text(value)), 500) or None


def _address(value: Any, url: str) -> str | None:
    text = _text(value)
    return urls.absolute(text, url) if text else None


def _id(value: Any) -> str | None:
    if isinstance(value, bool) or value in (None, 0, "", "0"):
        return None
    return clean_line(str(value), 200) or None if isinstance(value, (int, str)) else None


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53 else None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
