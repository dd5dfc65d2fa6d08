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

from newsarchive.captures.needles import REDACTED
from newsarchive.items import Article, Comment
from newsarchive.text import fold
from newsarchive.urls import host_label, page_key

Kind = Literal["url", "comment", "author", "domain", "text"]
"""`text`: the first words of what an erasure took out; a page that prints them elsewhere is known by them."""

OPENING = 8
"""Words of a text by which it is known again."""

_NAME = 4
"""Words of a name at most, where it stands in a text."""

_WORD = re.compile(r"\w+")

KEY_FILE = "erased.key"


def read_key(folder: Path, *, make: bool = False) -> bytes:
    """Return the archive's key of erasures; b"" where there is none and none is to be made (32 bytes, mode 0600)."""
    file = folder / KEY_FILE
    if not file.exists():
        if not make:
            return b""
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(secrets.token_bytes(32))
    return file.read_bytes()


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
            return bool(self.hashes) and (self.holds("url", url) or self.holds("domain", url))
        except ValueError:
            return False

    def kept(self, article: Article, portal: str) -> Article:
        """Return the article without the comments and names that were taken down."""
        if not self.hashes:
            return article
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
        if not self.hashes or "author" not in self.kinds:
            return set()
        words = list(_WORD.finditer(text))
        pieces = {
            text[words[n].start() : words[n + more].end()]
            for n in range(len(words))
            for more in range(min(_NAME, len(words) - n))
        }
        return {piece for piece in pieces if len(piece) <= 100 and self.holds("author", piece)}

    def has_text(self, text: str) -> bool:
        """Tell whether a text begins anywhere in it that was taken down."""
        if not self.hashes or "text" not in self.kinds:
            return False
        words = [word.casefold() for word in _WORD.findall(text)]
        return any(self.holds("text", one) for one in {" ".join(words[n : n + OPENING]) for n in range(len(words))})


def opening(text: str) -> str | None:
    """Return the words by which a text is known again; None where it has too few to be told from others."""
    words = [word.casefold() for word in _WORD.findall(text)[:OPENING]]
    return " ".join(words) if len(words) == OPENING else None


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
    hashes = frozenset(row[0] for row in rows)
    return Erased(read_key(folder), hashes, frozenset(row[1] for row in rows)) if rows else Erased(b"", hashes)
