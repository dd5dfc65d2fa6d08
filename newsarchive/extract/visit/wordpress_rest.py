"""Records of the WordPress REST API v2 → the part of the article that they tell. Pure, and never raising."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from newsarchive import urls
from newsarchive.extract.blocks import paragraphs
from newsarchive.extract.faq.find import find_faqs
from newsarchive.extract.fields import captions
from newsarchive.extract.fields.topics import is_section
from newsarchive.extract.visit.json_threads import Reply, as_thread
from newsarchive.extract.visit.json_values import (
    MAX_REPLIES,
    Record,
    address_of,
    fragment,
    id_of,
    line_of_html,
    load,
    moment_of,
    name_of,
    records_of,
    rendered,
    text_of,
    text_of_html,
)
from newsarchive.items import Article, Author, Image, Moment
from newsarchive.text import clean_line
from newsarchive.times import parse_moment


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
        canonical_url=urls.absolute(text_of(record.get("link")), url),
        source_id=id_of(record.get("id")),
        headline=line_of_html(record.get("title"), url) or None,
        published=_wordpress_moment(record, "date", fetched_at),
        modified=_wordpress_moment(record, "modified", fetched_at),
        **_embedded(record, url),
    )
    content = record.get("content")
    if isinstance(content, dict) and content.get("protected") is True:
        return replace(article, access="protected", access_evidence="rest content.protected=true")
    return _with_text(article, rendered(content), url)


def _with_text(article: Article, html: str, url: str) -> Article:
    if not html.strip():
        return article
    document = fragment(html, url)
    section = find_faqs(document, document.root)
    return replace(article, body=tuple(paragraphs(document.root, section.elements)), faqs=section.entries)


def read_wordpress_comments(pages: Sequence[bytes], url: str, *, fetched_at: datetime) -> Article:
    """Return the comments of a post from its REST pages, in the order in which threads print, oldest first.

    A page that is no list (an error object) counts for nothing, nor does a comment on another post than the address
    asks for: a cache may not know the parameters. Replies to a comment that is not there keep its id
    as `parent_source_id`. Times are `date_gmt` with the offset of `date`.
    """
    replies: dict[str, Reply] = {}
    post = urls.parameters(url).get("post")
    for page in pages:
        for record in records_of(load(page))[:MAX_REPLIES]:
            is_of_another = post and id_of(record.get("post")) not in (None, post)
            reply = None if is_of_another else _wordpress_reply(record, url, fetched_at)
            if reply and reply.source_id:
                replies.setdefault(reply.source_id, reply)
    ordered = sorted(replies.values(), key=_age)
    return Article(url=urls.canonical(url), comments=as_thread(ordered))


def _wordpress_reply(record: Record, url: str, fetched_at: datetime) -> Reply | None:
    identifier = id_of(record.get("id"))
    if identifier is None:
        return None
    return Reply(
        source_id=identifier,
        parent_source_id=id_of(record.get("parent")),
        kind="pingback" if record.get("type") in ("pingback", "trackback") else "comment",
        author=name_of(record.get("author_name")),
        author_url=address_of(record.get("author_url"), url),
        published=_wordpress_moment(record, "date", fetched_at),
        text=text_of_html(rendered(record.get("content")), url),
    )


def _embedded(record: Record, url: str) -> dict[str, Any]:
    embedded = record.get("_embedded")
    if not isinstance(embedded, dict):
        return {}
    authors = tuple(
        Author(name, address_of(one.get("link"), url))
        for one in records_of(embedded.get("author"))
        if (name := name_of(one.get("name")))
    )
    groups = embedded.get("wp:term")
    terms = [term for group in (groups if isinstance(groups, list) else ()) for term in records_of(group)]
    names = {kind: _terms(terms, kind) for kind in ("category", "post_tag")}
    return {
        "authors": authors,
        "section": next(filter(is_section, names["category"]), None),
        "tags": names["post_tag"],
        "image": _picture(records_of(embedded.get("wp:featuredmedia")), url),
    }


def _terms(terms: Sequence[Record], taxonomy: str) -> tuple[str, ...]:
    names = (name_of(term.get("name")) for term in terms if term.get("taxonomy") == taxonomy)
    return tuple(dict.fromkeys(name for name in names if name))


def _picture(media: Sequence[Record], url: str) -> Image | None:
    for one in media:
        if address := address_of(one.get("source_url"), url):
            alt = clean_line(text_of(one.get("alt_text"))) or None
            return Image(address, alt, *captions.part(line_of_html(one.get("caption"), url)))
    return None


def _wordpress_moment(record: Record, name: str, fetched_at: datetime) -> Moment | None:
    """Return a moment of its naive GMT field (WP-API issue 2317), with the offset that the local one gives."""
    local = moment_of(record.get(name), fetched_at)
    gmt_text = text_of(record.get(f"{name}_gmt"))
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


def _age(reply: Reply) -> tuple[datetime, int]:
    moment = reply.published
    number = int(reply.source_id) if reply.source_id and reply.source_id.isdecimal() else 0
    return (moment.utc.replace(tzinfo=None) if moment and moment.utc else datetime.max, number)


def _only_record(data: bytes) -> Record | None:
    value = load(data)
    records = records_of(value) if isinstance(value, list) else [value]
    return records[0] if len(records) == 1 and isinstance(records[0], dict) else None
