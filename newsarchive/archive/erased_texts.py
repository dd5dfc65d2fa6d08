"""What was taken down is cut out of what a later crawl reads: of articles, and of captures before they are kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any
from urllib.parse import unquote

import orjson

from newsarchive.archive.erased import TELLING, Erased
from newsarchive.captures import Exchange
from newsarchive.captures.needles import Needles, readable, unescaped
from newsarchive.captures.redaction import body_of, redacted
from newsarchive.items import Article
from newsarchive.urls import absolute

_ADDRESS = re.compile(r"""(?=(//[^\s"'<>\\]+))""")
_RELATIVE = re.compile(r"""\s(?:action|content|data-[\w-]+|href|src)\s*=\s*["']?([^\s"'<>]+)""", re.IGNORECASE)

_IN_HEADER = re.compile(r"[\s<>,;\"']+|url=", re.IGNORECASE)
"""What parts the addresses of a header: those of Location, Link, Refresh."""

_TEXTS = frozenset((
    "headline", "lead", "body", "text", "question", "answer", "alt", "caption", "credit", "evidence", "author",
    "section",
))  # fmt: skip
"""Fields of an article that hold what a page says, not what it is called or where it lies."""


def _left_out(erased: Erased, article: Article, portal: str) -> tuple[list[str], list[str]]:
    """Return what of an article may not be kept: texts of comments that were taken down, and names.

    The name of a comment that was taken down by its id goes with it where nobody else on the page bears it.
    """
    gone = [one for one in article.comments if erased.holds_comment(one, portal)]
    stays = {one.author for one in article.comments if one not in gone} | {one.name for one in article.authors}
    texts = [part for one in gone for part in one.text.split("\n") if part.strip()]
    names = {one.author for one in gone if one.author and one.author not in stays}
    body = "\n".join(article.body)
    kept = {name for name in names if not erased.holds("author", name) and name in body}
    return texts, sorted(names - kept)


def without(erased: Erased, article: Article, portal: str) -> Article:
    """Return the article without what was taken down: comments, names, links, and what it quotes of other texts."""
    kept = _unlinked(erased, erased.kept(article, portal))
    texts = [text for text in _left_out(erased, article, portal)[0] if len(text) >= TELLING]
    said = "\n".join(_said(kept))
    cuts = [Needles([*texts, *_quoted(erased, said, texts)]), Needles(erased.names_in(said), whole_words=True)]

    def cut(text: str) -> str:
        for needles in cuts:
            text = needles.redacted(text) or ""
        return text

    found = any(needles and needles.in_text(said) for needles in cuts)
    changed: Article = _changed(kept, cut) if found else kept
    return changed


def _unlinked(erased: Erased, article: Article) -> Article:
    """Return the article without links to what was taken down."""
    links = tuple(one for one in article.related_links if not (one.url and erased.holds_below(one.url)))
    others = tuple(one for one in article.alternates if not erased.holds_below(one.url))
    if (links, others) == (article.related_links, article.alternates):
        return article
    return replace(article, related_links=links, alternates=others)


def _said(value: Any, is_text: bool = False) -> Iterable[str]:
    """Yield every text of an article."""
    if isinstance(value, str):
        if is_text:
            yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _said(one, is_text)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _said(getattr(value, field.name), field.name in _TEXTS)


def _changed(value: Any, change: Callable[[str], str], is_text: bool = False) -> Any:
    """Return the article with each of its texts changed."""
    if isinstance(value, str):
        return change(value) if is_text else value
    if isinstance(value, tuple):
        return tuple(_changed(one, change, is_text) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        fresh = {one.name: _changed(getattr(value, one.name), change, one.name in _TEXTS) for one in fields(value)}
        return replace(value, **fresh)
    return value


def _listed(erased: Erased, exchange: Exchange, portal: str) -> list[str]:
    """Return the texts of comments that were taken down in a list of the REST interface, which names each by its id."""
    if not exchange.kind.startswith("rest"):
        return []
    try:
        rows = orjson.loads(body_of(exchange))
    except ValueError:
        return []
    gone = [
        row["content"]["rendered"]
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict)
        and isinstance(row.get("content"), dict)
        and isinstance(row["content"].get("rendered"), str)
        and erased.holds("comment", f"{portal} {row.get('id')}")
    ]
    return [line for text in gone for line in readable(text.encode()).split("\n") if line.strip()]


def _quoted(erased: Erased, said: str, texts: Sequence[str]) -> set[str]:
    """Return the passages that were taken down, beside texts that are known as a whole."""
    return erased.passages_in(Needles(texts).redacted(said) or "")


def links_in(erased: Erased, data: bytes, base: str) -> set[str]:
    """Return the addresses in an answer that were taken down or lie below one, as they stand but without scheme."""
    if not erased.kinds & {"url", "domain"}:
        return set()
    text = unescaped(data.decode("utf-8", "replace"))
    found = set()
    for written in set(_addresses(text)):
        address = absolute(written, base)
        if address and erased.holds_below(address):
            found.add(re.sub(r"^//(www\.)?", "", written).rstrip("/"))
    return found - {""}


def _addresses(text: str) -> Iterator[str]:
    """Yield what may be an address: with a host anywhere in a text, also escaped in another address; relative as links.

    Each also without what may follow it: the end of a sentence, the parameters of the address that it stands in.
    """
    for form in (text, unquote(text)) if "%" in text else (text,):
        for address in _ADDRESS.findall(form):
            yield from (address, address.partition("&")[0], address.rstrip(".,:;!?)]"))
    yield from (link for link in _RELATIVE.findall(text) if "//" not in link and link[0] != "#")


def kept_exchanges(
    erased: Erased, exchanges: Iterable[Exchange], article: Article | None, portal: str
) -> list[Exchange]:
    """Return the exchanges as they may be kept, without anything that was taken down.

    `article`: what was read from them; it tells the texts of comments that may not be kept.
    """
    texts, names = _left_out(erased, article, portal) if article else ([], [])
    return [_kept_exchange(erased, one, [*texts, *_listed(erased, one, portal)], names) for one in exchanges]


def _kept_exchange(erased: Erased, exchange: Exchange, texts: Sequence[str], names: Iterable[str]) -> Exchange:
    """Return the exchange without these texts and names, without anything that was taken down."""
    exchange = _without_headers(erased, exchange)
    body = body_of(exchange)
    said = readable(body)
    every = {*texts, *_quoted(erased, said, texts), *links_in(erased, body, exchange.url)}

    def is_left(body: bytes) -> bool:
        return bool(erased.passages_in(readable(body)) or links_in(erased, body, exchange.url))

    return redacted(exchange, every, {*names, *erased.names_in(said)}, is_left)


def _without_headers(erased: Erased, exchange: Exchange) -> Exchange:
    """Return the exchange without headers that tell of what was taken down: where it leads to (RFC 9110, 10.2.2), what
    it links to (RFC 8288), a name."""
    kept = tuple(one for one in exchange.response_headers if not _tells(erased, one[1], exchange.url))
    is_whole = len(kept) == len(exchange.response_headers)
    return exchange if is_whole else replace(exchange, response_headers=kept, redacted=True)


def _tells(erased: Erased, value: bytes, base: str) -> bool:
    text = value.decode("utf-8", "replace")
    addresses = (absolute(one, base) for one in _IN_HEADER.split(text) if "/" in one)
    return any(one and erased.holds_below(one) for one in addresses) or bool(
        links_in(erased, value, base) or erased.names_in(text) or erased.passages_in(text)
    )
