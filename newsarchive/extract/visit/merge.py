"""One look at an article is a visit of several responses; here its parts become one article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Any, TypeVar

from newsarchive import urls
from newsarchive.extract.faq.pairs import question_key
from newsarchive.extract.same_article import same_headline
from newsarchive.extract.visit.comments import join_comments
from newsarchive.extract.visit.times import better_moment, settle_comments
from newsarchive.items import Article, Author, Candidate, Flag

_Value = TypeVar("_Value")

_JSON_KINDS = frozenset(("rest", "hint"))


@dataclass(frozen=True, slots=True)
class Part:
    """What one response of the visit says."""

    kind: str
    """page, further-page, comment-page, comments-json, rest, rest-comments, fragment or hint."""

    article: Article


def hint(candidate: Candidate) -> Part:
    """Return what a feed, sitemap or listing says of an article, as a part that fills what the page does not say."""
    article = Article(
        url=urls.canonical(candidate.url),
        headline=candidate.headline,
        published=candidate.published,
        modified=candidate.modified,
        language=candidate.language,
        source_id=candidate.source_id,
        authors=tuple(Author(name) for name in candidate.authors),
    )
    return Part("hint", article)


def merge(parts: Sequence[Part]) -> Article:
    """Return the article that the parts of one visit tell; the first part is the page.

    Text, pictures and pairs: the page's, then those of its further pages in order. What the page does not say comes
    from the REST record, then from hints. Times: a GMT source completes a printed time (docs/times.md). Comments:
    `comments.join_comments`. An article that asks for a password keeps no text, pairs or comments.
    A part that is another article, to which its address leads, is left out. Raises ValueError where there is no part.
    """
    if not parts:
        raise ValueError("a visit has at least one part")
    page = parts[0].article
    parts = [part for part in parts if part.kind not in _PAGES or not _is_another(page, part.article)]
    sources = dict(page.field_sources)
    article = _with_text(page, parts)
    for part in sorted(parts[1:], key=lambda part: part.kind == "hint"):
        if part.kind in _JSON_KINDS:
            article = _filled(article, part, sources)
    article = _with_thread(article, parts)
    if any(part.article.access == "protected" for part in parts):
        article = _locked(article, next(part.article for part in parts if part.article.access == "protected"))
    return replace(article, flags=_flags(article, parts), field_sources=tuple(sorted(sources.items())))


def _is_another(page: Article, other: Article) -> bool:
    """Tell whether the other is another article, by its headline and by its id or what it tells machines of its day."""
    if not page.headline or not other.headline or same_headline(page.headline, other.headline):
        return False
    ids = {page.source_id, other.source_id}
    moments = {_told_moment(page), _told_moment(other)}
    return (None not in ids and len(ids) > 1) or (None not in moments and len(moments) > 1)


def _told_moment(article: Article) -> datetime | None:
    """Return when the article was published, where the page tells it to machines: print may be of a comment."""
    is_told = dict(article.field_sources).get("published") in ("json-ld", "meta")
    return article.published.utc if is_told and article.published else None


def _of(parts: Sequence[Part], *kinds: str) -> list[Article]:
    return [part.article for part in parts if part.kind in kinds]


def _with_text(page: Article, parts: Sequence[Part]) -> Article:
    """Return the page's article with the text of all its pages; one that a theme answers twice adds nothing."""
    pages = [page]
    for further in _of(parts[1:], "further-page"):
        if further.body and all(further.body != known.body for known in pages):
            pages.append(further)
    fragments = _of(parts[1:], "fragment")
    body = tuple(chain.from_iterable(one.body for one in pages))
    if not body:
        body = next((one.body for one in fragments if one.body), ())
    lead = page.image.url if page.image else None
    images = _unique((image.url, image) for one in pages for image in one.images if image.url != lead)
    whole = [*pages, *fragments]
    return replace(
        page,
        body=body,
        images=images,
        faqs=_unique((question_key(entry.question), entry) for one in pages for entry in one.faqs),
        related_links=_unique(((link.text, link.url), link) for one in whole for link in one.related_links),
        live_entries=_unique(
            ((entry.source_id, entry.headline, entry.text), entry) for one in pages for entry in one.live_entries
        ),
    )


def _filled(article: Article, part: Part, sources: dict[str, str]) -> Article:
    other, origin = part.article, part.kind
    values: dict[str, Any] = {}
    for name in ("headline", "authors", "section", "tags", "language", "image", "source_id", "canonical_url"):
        if not getattr(article, name) and getattr(other, name):
            values[name] = getattr(other, name)
    for name in ("published", "modified"):
        moment = better_moment(getattr(article, name), getattr(other, name))
        if moment is not getattr(article, name):
            values[name] = moment
    if not article.body and other.body and other.access != "protected":
        values["body"] = other.body
    if not article.faqs and other.faqs and not article.body:
        values["faqs"] = other.faqs
    sources.update(dict.fromkeys(values, origin))
    return replace(article, **values)


def _with_thread(article: Article, parts: Sequence[Part]) -> Article:
    comments = join_comments(
        printed=[(part.article.url, part.article.comments) for part in parts if part.kind in _PRINTED],
        told=[part.article.comments for part in parts if part.kind in ("rest-comments", "comments-json")],
    )
    claims = [one.comments_claimed for one in (article, *(part.article for part in parts[1:]))]
    systems = [part.article.comment_system for part in parts if part.article.comment_system]
    return replace(
        article,
        comments=settle_comments(comments, article.published),
        comments_claimed=next((claim for claim in claims if claim is not None), None),
        comment_system=systems[0] if systems else None,
    )


_PAGES = ("further-page", "comment-page")
_PRINTED = ("page", *_PAGES, "fragment")


def _locked(article: Article, told: Article) -> Article:
    evidence = article.access_evidence if article.access == "protected" else told.access_evidence
    return replace(
        article,
        access="protected",
        access_evidence=evidence,
        body=(),
        lead=None,
        faqs=(),
        comments=(),
        images=(),
        related_links=(),
        live_entries=(),
    )


def _flags(article: Article, parts: Sequence[Part]) -> tuple[Flag, ...]:
    flags = {flag.name: flag for part in reversed(parts) for flag in part.article.flags}
    if article.body or article.access == "protected":
        flags.pop("empty_body", None)
    published, modified = article.published, article.modified
    if published and modified and published.utc and modified.utc:
        if (published.utc - modified.utc).total_seconds() > 60:
            evidence = f"{modified.raw} < {published.raw}"
            flags.setdefault("modified_before_published", Flag("modified_before_published", evidence[:200]))
        else:
            flags.pop("modified_before_published", None)
    return tuple(sorted(flags.values(), key=lambda flag: flag.name))


def _unique(keyed: Iterable[tuple[Any, _Value]]) -> tuple[_Value, ...]:
    found: dict[Any, _Value] = {}
    for key, value in keyed:
        found.setdefault(key, value)
    return tuple(found.values())
