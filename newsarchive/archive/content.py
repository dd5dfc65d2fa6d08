"""What an article says, in the columns of its row and in the form in which two versions are compared."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import accumulate
from typing import Any

import orjson

from newsarchive import __version__
from newsarchive.archive import moments
from newsarchive.archive.faults import Unstorable
from newsarchive.items import Article, Image
from newsarchive.text import STRAIGHT, fold_blanks

# What themes and editors change without changing a word: WordPress turns straight quotes into curly ones.
_LEVEL = STRAIGHT | {"`": "'", "´": "'", "…": "..."}
_QUERY = re.compile(r"[?#].*$")


def level(text: str | None) -> str:
    """Return the text without what makes no change: white space, the shape of quotes and dashes, invisible signs."""
    if not text:
        return ""
    if not text.isascii():
        # Several times faster than str.translate: few characters of a text are uneven.
        text = unicodedata.normalize("NFC", text)
        for uneven, even in _LEVEL.items():
            if uneven in text:
                text = text.replace(uneven, even)
    return fold_blanks(text.replace("\n\n", " "))  # a paragraph's own blanks are folded already


def columns(article: Article) -> dict[str, Any]:
    """Return the columns of `articles` that hold what the page says; moments and access are decided apart."""
    text = article.text
    return {
        "canonical_url": article.canonical_url,
        "source_id": article.source_id,
        "headline": article.headline,
        "byline": article.byline,
        "lead": article.lead,
        "body": text or None,
        "section": article.section,
        "language": article.language,
        "image_url": article.image and article.image.url,
        "image_alt": article.image and article.image.alt,
        "word_count": len(text.split()),
        "access": article.access,
        "access_evidence": article.access_evidence,
    }


def about(article: Article) -> dict[str, Any]:
    """Return the columns of `articles` that tell of the page rather than of the text."""
    return {
        "quality_flags": " ".join(dict.fromkeys(flag.name for flag in article.flags)) or None,
        "field_sources": _json(dict(article.field_sources)),
        "comment_system": _json(article.comment_system),
    }


def extractor(rules: str | None) -> str:
    """Return what read an article: "newsarchive 0.1.0 soledad"; `rules`: name of the theme or portal, if any."""
    return f"newsarchive {__version__} {rules}" if rules else f"newsarchive {__version__}"


def packed(value: Any) -> bytes:
    """Return the value as JSON, keys sorted; raises Unstorable."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError as error:
        raise Unstorable(str(error)) from error


def exact_sha256(article: Article) -> str:
    """Return a hash over everything but the comments, exactly as it was read."""
    told = [getattr(article, name) for name in Article.__slots__ if name not in ("comments", "comments_claimed")]
    return hashlib.sha256(packed(told)).hexdigest()


def text_sha256(article: Article) -> str | None:
    """Return a hash of headline and text as they compare; None below 50 words: short texts are alike by chance."""
    return None if article.headline is None else _text_sha256(article.headline, article.body)


@lru_cache(maxsize=2)
def _text_sha256(headline: str, body: tuple[str, ...]) -> str | None:
    """Return the hash of `text_sha256`; remembered, for storing one look asks for it twice and more."""
    if not any(words >= 50 for words in accumulate(len(part.split()) for part in body)):
        return None
    return hashlib.sha256("\n".join((level(headline), *map(level, body))).encode()).hexdigest()


def compared(revision: Mapping[str, Any]) -> dict[str, Any]:
    """Return what makes a new version where it differs from the last, levelled; moments are compared apart."""
    return {
        "headline": level(revision["headline"]),
        "byline": level(revision["byline"]),
        "lead": level(revision["lead"]),
        # As one line: where a paragraph ends is the theme's business.
        "body": level(revision["body"]),
        "section": level(revision["section"]),
        "tags": sorted({compared for _, compared in entries(revision["tags"], "tags")}),
        "faq": [compared for _, compared in entries(revision["faqs"], "faq")],
        "image": [compared for _, compared in entries(revision["images"], "image")],
    }


def entries(text: str | None, kind: str) -> list[tuple[Any, Any]]:
    """Return the entries of a list of a version (JSON) with the form in which they compare; kind: tags, faq, image."""
    compare = _COMPARED[kind]
    return [(entry, compare(entry)) for entry in _read(text)]


def _read(text: str | None) -> list[Any]:
    return list(orjson.loads(text)) if text else []


def _faq(entry: Mapping[str, str | None]) -> list[str]:
    return [level(entry["question"]), level(entry.get("answer"))]


def _image(image: Mapping[str, str | None]) -> list[str]:
    """Return a picture as it compares: its address without the query, which names sizes and signatures."""
    words = (level(image.get(name)) for name in ("alt", "caption", "credit"))
    return [_QUERY.sub("", image["url"] or ""), *words]


_COMPARED: dict[str, Callable[[Any], Any]] = {"tags": level, "faq": _faq, "image": _image}


def content_sha256(fields: dict[str, Any], published: str | None) -> str:
    """Return the hash of a version: equal content, equal hash."""
    return hashlib.sha256(packed([fields, published])).hexdigest()


def revision(article: Article) -> dict[str, Any]:
    """Return the columns of `revisions` that hold the version's content."""
    pictures = [image for image in (article.image, *article.images) if image]
    return {
        "headline": article.headline,
        "byline": article.byline,
        "lead": article.lead,
        "body": article.text or None,
        "section": article.section,
        "language": article.language,
        "access": article.access,
        "tags": _json(article.tags),
        "faqs": _json(article.faqs),
        # Without what a picture does not say: a version is kept for good.
        "images": _json([_told(image) for image in pictures]),
        **moments.columns(article.published, "published"),
        "modified_at": moments.columns(article.modified, "modified")["modified_at"],
    }


def _told(image: Image) -> dict[str, str]:
    told = {name: getattr(image, name) for name in Image.__slots__}
    return {name: value for name, value in told.items() if value is not None}


def _json(values: Any) -> str | None:
    """Return the values as JSON; None where there are none."""
    return packed(values).decode() if values else None
