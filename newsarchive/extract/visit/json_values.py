"""Values of the JSON that portals answer: read with what they may lack, and never raising."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import orjson

from newsarchive import urls
from newsarchive.extract.blocks import line, paragraphs
from newsarchive.extract.document import Document
from newsarchive.items import Moment
from newsarchive.text import clean_line, unescape
from newsarchive.times import parse_moment

Record = dict[str, Any]

MAX_REPLIES = 100_000
"""Comments of one article that are read."""
_LONE = re.compile(r"\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]..", re.DOTALL)
"""Half of a character beyond U+FFFF: what is left of an emoji that a portal cuts (RFC 8259, section 8.2)."""


def moment_of(value: Any, fetched_at: datetime) -> Moment | None:
    """Return the moment of an ISO text or of Unix time; None where the value is neither."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e15:
        return parse_moment(str(int(value)), fetched_at=fetched_at, source="rest")
    return parse_moment(value, fetched_at=fetched_at, source="rest") if isinstance(value, str) else None


def records_of(value: Any) -> list[Record]:
    """Return the objects of a list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def load(data: bytes) -> Any:
    """Return what a JSON text says; None where it is none. Half a character costs no other."""
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        text = _LONE.sub(r"\\ufffd", data.decode("utf-8-sig", "replace"))
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None


def rendered(value: Any) -> str:
    """Return WordPress's HTML: the value's "rendered", or the value itself."""
    return text_of(value.get("rendered")) if isinstance(value, dict) else text_of(value)


def text_of_html(html: str, url: str) -> str:
    """Return the text of a piece of HTML, paragraphs joined by a blank line."""
    return "\n\n".join(paragraphs(fragment(html, url).root)) if html.strip() else ""


def line_of_html(value: Any, url: str) -> str:
    """Return the text of a piece of HTML, or of what holds one "rendered", as one line."""
    html = rendered(value)
    return line(fragment(html, url).root) if "<" in html else clean_line(unescape(html))


def fragment(html: str, url: str) -> Document:
    """Return a piece of HTML as the document of an article."""
    return Document.parse(f"<html><body><article>{html}</article></body></html>", url)


def name_of(value: Any) -> str | None:
    """Return a name without references and white space around it."""
    return clean_line(unescape(text_of(value)), 500) or None


def address_of(value: Any, url: str) -> str | None:
    """Return an address, absolute."""
    text = text_of(value)
    return urls.absolute(text, url) if text else None


def id_of(value: Any) -> str | None:
    """Return an id as text; none is 0, false or empty."""
    if isinstance(value, bool) or value in (None, 0, "", "0"):
        return None
    return clean_line(str(value), 200) or None if isinstance(value, (int, str)) else None


def count_of(value: Any) -> int | None:
    """Return a number that can be a count."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53 else None


def text_of(value: Any) -> str:
    """Return the value where it is a string, else ""."""
    return value if isinstance(value, str) else ""
