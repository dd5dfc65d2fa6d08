"""What was taken down stays down: keyed hashes by which a later crawl knows what it may not bring back.

The table `erased` tells when, why and how much; what was erased itself cannot be read from it. The key lies in the
archive's folder, not in its database, so that no copy of the database can be asked what was erased.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from newsarchive.items import Article
from newsarchive.text import fold
from newsarchive.urls import host_label, page_key

Kind = Literal["url", "comment", "author", "domain"]

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

    def __bool__(self) -> bool:
        return bool(self.hashes)

    def digest(self, kind: Kind, value: str) -> str:
        """Return the keyed hash under which something erased is known."""
        return hmac.new(self.key, f"{kind}\x1f{normal(kind, value)}".encode(), hashlib.sha256).hexdigest()

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
        comments = tuple(
            one
            for one in article.comments
            if not (one.author and self.holds("author", one.author))
            and not (one.source_id and self.holds("comment", f"{portal} {one.source_id}"))
        )
        authors = tuple(one for one in article.authors if not self.holds("author", one.name))
        if len(comments) == len(article.comments) and len(authors) == len(article.authors):
            return article
        return replace(article, comments=comments, authors=authors)


def normal(kind: Kind, value: str) -> str:
    """Return what is equal for all spellings: an address without scheme and trailing slash, a name without its case."""
    if kind == "url":
        return page_key(value)
    if kind == "domain":
        return host_label(value if "://" in value else f"http://{value}/").removeprefix("www.")
    return fold(value) if kind == "author" else value


def load(db: sqlite3.Connection, folder: Path) -> Erased:
    """Return what the archive has taken down; nothing, at no cost, where nothing was."""
    hashes = frozenset(row[0] for row in db.execute("select keyed_hash from erased"))
    return Erased(read_key(folder) if hashes else b"", hashes)
