"""What each profile of a snapshot tells of each table and column."""

from typing import Literal

Profile = Literal["full", "snippets", "masked"]

KNOWN = frozenset(
    (
        "portals", "runs", "run_fields", "pages", "visits", "captures", "articles", "revisions", "changes", "faqs",
        "related_links", "tags", "article_tags", "authors", "article_authors", "images", "flags", "alternates",
        "live_entries", "comments", "comment_revisions", "aliases", "availability", "similar_pairs", "clusters",
        "cluster_articles", "translations",
    )
)  # fmt: skip
"""Tables that copies for others have: only those of which it is known what in them is whose."""

_PSEUDONYM = (
    "pseudonym((select p.name from source.portals p join source.articles a on a.portal_id = p.id "
    "where a.id = s.article_id), s.author)"
)

_DISTINCT = "case when signed(s.name) = s.name then s.name else signed(s.name) || ' #' || s.id end"
"""No two rows may have the same name, and names that differ in their case have the same pseudonym."""

_INSTEAD = {
    ("comments", "author"): _PSEUDONYM,
    ("comments", "author_url"): "null",
    ("comments", "source_id"): "null",
    ("comments", "parent_source_id"): "null",
    ("comments", "key"): "cast(s.id as text)",
    ("comment_revisions", "old"): "null",
    ("comment_revisions", "new"): "null",
    ("pages", "hints"): "null",
    ("authors", "name"): _DISTINCT,
    ("authors", "url"): "case when signed(s.name) = s.name then masked_address(s.url) end",
    ("tags", "name"): _DISTINCT,
    ("articles", "image_url"): "masked_address(s.image_url)",
    ("images", "url"): "masked_address(s.url)",
    ("related_links", "url"): "masked_address(s.url)",
}
"""What copies for others say instead: nothing that leads to a commenter."""

_SIGNED = frozenset({"byline"})
"""Columns of names; one that is a commenter's as well is a pseudonym there too."""

_TITLES = frozenset({"headline", "question", "evidence", "alt", "caption", "image_alt", "credit", "section", "tags"})
_TEXTS = frozenset({"body", "lead", "answer", "text"})
_PARTS = frozenset({("changes", "old"), ("changes", "new"), ("revisions", "faqs"), ("revisions", "images")})
"""Texts that are no whole: pieces of versions, lists as JSON. A copy of excerpts leaves them out."""


def told(table: str, column: str, profile: Profile) -> str:
    """Return the SQL of what a profile tells of a column of the source's row `s`."""
    if profile == "full":
        return f"s.{column}"
    if (table, column) in _INSTEAD:
        return _INSTEAD[table, column]
    if column in _SIGNED:
        return f"signed(s.{column})"
    if table == "comments" and column == "text":
        return "masked_comment(s.text)" if profile == "masked" else "excerpt(masked_comment(s.text))"
    if (table, column) in _PARTS:
        return f"masked(s.{column})" if profile == "masked" else "null"
    if column in _TITLES or (column in _TEXTS and profile == "masked"):
        return f"masked(s.{column})"
    return f"excerpt(masked(s.{column}))" if column in _TEXTS else f"s.{column}"
