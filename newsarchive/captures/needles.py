"""What must be found nowhere after an erasure, in every form in which a page or a feed may write it."""

import html
import re
from collections.abc import Iterable
from functools import cached_property
from urllib.parse import unquote_to_bytes

from newsarchive.text import fold_blanks

REDACTED = "[erased]"

_TAG = re.compile(r"<[^>]{0,2000}>")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_INLINE = re.compile(r"</?(?:a|abbr|b|cite|em|font|i|mark|q|small|span|strong|sub|sup|time|u)\b", re.IGNORECASE)
_VALUE = re.compile(r"""=\s*(?:"([^"<>]+)"|'([^'<>]+)')""")
_END = re.compile(r'(?<!\\)"(?=\s*(?:[:}\]]|,\s*["{\[]))|\\[nrt]')
"""Where a text of JSON ends, and its line breaks."""
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|\w{2,32});", re.IGNORECASE)


class Needles:
    """Texts to look for: any case, any white space, as they stand, escaped for HTML, JSON or an address."""

    def __init__(self, texts: Iterable[str], *, whole_words: bool = False) -> None:
        self.texts = tuple(dict.fromkeys(folded for text in texts if (folded := fold_blanks(text))))
        self._edge = (r"(?<!\w)", r"(?!\w)") if whole_words else ("", "")
        self._words = {text: sorted(set(_caseless(text).split(" ")), key=len, reverse=True) for text in self.texts}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return self._any_of(self.texts)

    def _any_of(self, texts: Iterable[str]) -> re.Pattern[str]:
        """Return a pattern of any of the texts; where several begin at one place, of the longest."""
        ordered = sorted(texts, key=len, reverse=True)
        parts = (edges(text)[0] + r"\s+".join(map(re.escape, text.split(" "))) + edges(text)[1] for text in ordered)
        return re.compile(f"{self._edge[0]}(?:{'|'.join(parts) or '(?!)'}){self._edge[1]}", re.IGNORECASE)

    def __bool__(self) -> bool:
        return bool(self.texts)

    def in_text(self, text: str | None) -> bool:
        """Tell whether the text holds one of them, as it stands."""
        if not text or not self.texts:
            return False
        # One pattern of a thousand texts is tried at every letter: only those are looked for whose words are all there.
        said = _caseless(text)
        likely = [one for one, words in self._words.items() if all(word in said for word in words)]
        return bool(likely) and self._any_of(likely).search(text) is not None

    def redacted(self, text: str | None) -> str | None:
        """Return the text with each of them taken out."""
        return text and self._pattern.sub(REDACTED, text)

    def in_bytes(self, data: bytes) -> bool:
        """Tell whether the bytes hold one of them in any form."""
        return any(map(self.in_text, forms(data)))


def _caseless(text: str) -> str:
    """Return what is equal for all texts that are equal where case is ignored."""
    return text.replace("\u0130", "i").replace("\u0131", "i").casefold()


def edges(text: str) -> tuple[str, str]:
    """Return patterns of what stands before and after a text: an address is not found in the middle of a longer one."""
    is_address = "/" in text and " " not in text and text.isascii()
    return (r"(?:(?<![\w-])|(?<=%2f))", r"(?![\w-]|\.\w)") if is_address else ("", "")


def forms(data: bytes) -> Iterable[str]:
    """Yield what the bytes say: as they stand, with escapes resolved, without tags, with tags taken for blanks."""
    text = data.decode("utf-8", "replace")
    yield text
    plain = unescaped(text)
    if plain is not text:
        yield plain
    if "<" in plain:
        yield _TAG.sub("", plain)
        yield _TAG.sub(" ", plain)
    if "%" in text:
        yield unquote_to_bytes(text).decode("utf-8", "replace")
    latin = data.decode("latin-1")
    if not latin.isascii():
        yield latin


def unescaped(text: str) -> str:
    """Return the text with the escapes of HTML (also doubled ones) and of JSON resolved."""
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(html.unescape(text))
    if "\\" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text).replace("\\/", "/").replace('\\"', '"')
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def readable(data: bytes) -> str:
    """Return what a reader sees of the bytes, a line for each block, cell, attribute and text of JSON."""
    text = unescaped(_END.sub("\n", _CDATA.sub("\n", data.decode("utf-8", "replace"))))
    values = (value for tag in _TAG.findall(text) if "=" in tag for value in _VALUE.findall(tag))
    lines = _TAG.sub(lambda tag: " " if _INLINE.match(tag[0]) else "\n", text)
    return "\n".join([lines, *("".join(value) for value in values)])
