"""Cutting texts out of an answer before it is kept: what was taken down must not come back as a capture."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from html.entities import codepoint2name

from newsarchive.captures.decoding import MAX_LOOKED_THROUGH, Undecodable, unpack
from newsarchive.captures.needles import REDACTED, Needles, edges
from newsarchive.captures.records import Exchange, by_name

_GAP = r"(?:\s|<[^<>]{0,2000}>|\\[nrtu]\w{0,4}|&nbsp;|&#160;|&#xa0;|%20)+"
_EDGES = (r"(?<![\w&#])", r"(?!\w)")


def redacted(
    exchange: Exchange, texts: Iterable[str], names: Iterable[str], is_left: Callable[[bytes], bool] = lambda _: False
) -> Exchange:
    """Return the exchange without the texts, and without the names as whole words; itself where it holds none.

    They are cut out however they are written (entities, escapes of JSON, tags between the words). Where one is still
    found afterwards, or `is_left` says so, nothing of the body is kept. What was changed is stored unpacked.
    """
    known = [Needles(texts), Needles(names, whole_words=True)]
    plain = body_of(exchange)
    found = [needles for needles in known if needles and needles.in_bytes(plain)]
    body = plain
    for needles in found:
        body = _cut(body, needles, whole_words=needles is known[1])
    if any(needles.in_bytes(body) for needles in found) or is_left(body):
        body = b""
    if body == plain:
        return exchange
    dropped = (b"content-encoding", b"content-length", b"content-md5", b"digest", b"etag", b"transfer-encoding")
    headers = [(name, value) for name, value in exchange.response_headers if name.lower() not in dropped]
    return replace(exchange, response_headers=tuple(headers), body=body, redacted=True)


def body_of(exchange: Exchange) -> bytes:
    """Return the body unpacked; empty where it cannot be: nobody reads it then."""
    try:
        coding = by_name(exchange.response_headers).get("content-encoding")
        return unpack(exchange.body, coding, MAX_LOOKED_THROUGH)
    except Undecodable:
        return b""


def _cut(data: bytes, needles: Needles, *, whole_words: bool) -> bytes:
    """Return the bytes with each text cut out, in every form that the characters of a page may take."""
    text = data.decode("utf-8", "surrogateescape")
    for needle in sorted(needles.texts, key=len, reverse=True):
        words = ("".join(map(_written, word)) for word in needle.split(" "))
        before, after = _EDGES if whole_words else edges(needle)
        text = re.sub(before + _GAP.join(words) + after, REDACTED, text, flags=re.IGNORECASE)
    return text.encode("utf-8", "surrogateescape")


def _written(letter: str) -> str:
    """Return a pattern of the ways in which HTML and JSON write a character."""
    if letter.isascii() and letter.isalnum():
        return letter
    code = ord(letter)
    units, octets = letter.encode("utf-16-be"), letter.encode()
    ways = [
        re.escape(letter),
        f"&#0*{code};",
        f"&#x0*{code:x};",
        "".join(f"%{octet:02x}" for octet in octets),
        "".join(f"\\\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2)),
    ]
    if code in codepoint2name:
        ways.append(f"&{codepoint2name[code]};")
    if letter in '"/\\':
        ways.append(re.escape("\\" + letter))
    if letter in "'\u2018\u2019":
        ways += ["&apos;", "&#0*39;", "&rsquo;", "&#8217;", "'", "\u2019"]
    return f"(?:{'|'.join([*ways, *(f'&amp;{way[1:]}' for way in ways if way[0] == '&')])})"
