"""What was taken down stays down: keyed hashes by which a later crawl knows what it may not bring back.

The table `erased` tells when, why and how much; what was erased itself cannot be read from it. The key lies in the
archive's folder, not in its database, so that no copy of the database can be asked what was erased.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from newsarchive.captures.needles import REDACTED
from newsarchive.items import Article, Comment
from newsarchive.text import fold
from newsarchive.urls import host_label, page_key

Kind = Literal["url", "comment", "author", "domain", "text"]
"""`text`: the first words of what an erasure took out; a page that prints them elsewhere is known by them."""

OPENING = 8
"""Words of a text by which it is known again."""

TELLING = 24
"""Characters from which a text tells what it is from: a shorter one may be another's as well."""

_SHORTEST = 20
"""Characters of the words of a telling text, without what stands around and between them."""

_NAME = 4
"""Words of a name at most, where it stands in a text."""

_WORD = re.compile(r"\w+")

KEY_FILE = "erased.key"


def read_key(folder: Path, *, make: bool = False) -> bytes:
    """Return the archive's key of erasures; b"" where there is none and none is to be made."""
    file = folder / KEY_FILE
    if not file.exists():
        if not make:
            return b""
        make_key(file)
    return file.read_bytes()


def make_key(file: Path) -> None:
    """Write a new key: 32 random bytes that nobody else may read (mode 0600). Raises OSError."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(secrets.token_bytes(32))


@dataclass(frozen=True, slots=True)
class Erased:
    """What an archive has taken down, as hashes."""

    key: bytes
    hashes: frozenset[str]
    kinds: frozenset[str] = frozenset(("url", "comment", "author", "domain", "text"))
    """Kinds that there are hashes of: what costs a look at every word is not looked for in vain."""

    def __bool__(self) -> bool:
        return bool(self.hashes)

    def digest(self, kind: Kind, value: str) -> str:
        """Return the keyed hash under which something erased is known."""
        return hmac.digest(self.key, f"{kind}\x1f{normal(kind, value)}".encode(), "sha256").hex()

    def holds(self, kind: Kind, value: str) -> bool:
        """Tell whether it was taken down."""
        return bool(self.hashes) and self.digest(kind, value) in self.hashes

    def holds_url(self, url: str) -> bool:
        """Tell whether the address, or its whole domain, was taken down."""
        try:
            return self.holds("url", url) or self.holds("domain", url)
        except ValueError:
            return False

    def kept(self, article: Article, portal: str) -> Article:
        """Return the article without the comments and names that were taken down."""
        comments = tuple(one for one in article.comments if not self.holds_comment(one, portal))
        authors = tuple(one for one in article.authors if not self.holds("author", one.name))
        if len(comments) == len(article.comments) and len(authors) == len(article.authors):
            return article
        return replace(article, comments=comments, authors=authors)

    def holds_comment(self, comment: Comment, portal: str) -> bool:
        """Tell whether the comment, or whoever wrote it, was taken down; or it is what an erasure left of one."""
        if REDACTED in (comment.author, comment.text):
            return True
        return bool(comment.author and self.holds("author", comment.author)) or bool(
            comment.source_id and self.holds("comment", f"{portal} {comment.source_id}")
        )

    def names_in(self, text: str) -> set[str]:
        """Return the names in a text that were taken down, as they stand there."""
        if "author" not in self.kinds:
            return set()
        words = list(_WORD.finditer(text))
        pieces = {
            text[words[n].start() : words[n + more].end()]
            for n in range(len(words))
            for more in range(min(_NAME, len(words) - n))
        }
        return {piece for piece in pieces if len(piece) <= 100 and self.holds("author", piece)}

    def holds_below(self, url: str) -> bool:
        """Tell whether the address was taken down, or one that it lies below (`/story/feed/`)."""
        if not self.kinds & {"url", "domain"}:
            return False
        parts = urlsplit(url)
        steps = parts.path.strip("/").split("/")
        above = ("/".join(steps[:number]) for number in range(1, len(steps) + 1))
        return self.holds_url(url) or any(self.holds_url(f"http://{parts.netloc}/{one}") for one in above if one)

    def passages_in(self, text: str) -> set[str]:
        """Return what a text holds that was taken down, from its first words to the end of its line."""
        if "text" not in self.kinds:
            return set()
        words = list(_WORD.finditer(text))
        folded = [word[0].casefold() for word in words]
        found = set()
        for first, word in enumerate(words):
            for last in range(first + 1, min(first + OPENING, len(words)) + 1):
                if (known := _known(folded[first:last])) and self.holds("text", known):
                    end = words[last - 1].end()
                    rest = text[end:].partition("\n")[0] if last - first == OPENING else ""
                    found.add(text[word.start() : end] + rest)
        return found


def opening(text: str) -> str | None:
    """Return the words by which a text is known again: its first eight, all of a shorter one; None of a short one."""
    return _known([word.casefold() for word in _WORD.findall(text)[:OPENING]])


def _known(words: list[str]) -> str | None:
    joined = " ".join(words)
    return joined if len(words) == OPENING or len(joined) >= _SHORTEST else None


def normal(kind: Kind, value: str) -> str:
    """Return what is equal for all spellings: an address without scheme and trailing slash, a name without its case."""
    if kind == "url":
        return page_key(value)
    if kind == "domain":
        return host_label(value if "://" in value else f"http://{value}/").removeprefix("www.")
    return fold(value) if kind == "author" else value


def load(db: sqlite3.Connection, folder: Path) -> Erased:
    """Return what the archive has taken down; nothing, at no cost, where nothing was."""
    rows = db.execute("select keyed_hash, kind from erased").fetchall()
    hashes, kinds = frozenset(keyed_hash for keyed_hash, _ in rows), frozenset(kind for _, kind in rows)
    return Erased(read_key(folder) if rows else b"", hashes, kinds)
