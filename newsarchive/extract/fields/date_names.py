"""Names under which `meta` elements tell the dates of an article."""

import re

PUBLISHED = (
    "article:published_time", "article:published:time", "og:article:published_time", "datepublished",
    "og:published_time", "article:published", "article.published", "published_time", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "publish-date", "publish_date",
    "publication_date", "pubdate", "published-date", "dc.date.issued", "dcterms.issued", "dc.date.created",
    "dcterms.created", "dc.date.publication", "date.created", "date_published", "datecreated",
    "originalpublicationdate", "article_date_original", "article:post_date", "bt:pubdate", "citation_publication_date",
    "citation_date", "rnews:datepublished", "article:create_at", "og:pubdate", "og:publish_date",
)  # fmt: skip
"""Of the publication, most exact first."""

DATED = ("dcterms.date", "dc.date", "created", "date")
"""Of some day in the article's life: systems write there the draft's, the last change's, or the answer's."""

MODIFIED = (
    "article:modified_time", "article:modified:time", "og:article:modified_time", "og:updated_time", "datemodified",
    "dc.date.modified", "dcterms.modified", "last-modified", "lastmod", "article:modified", "modified", "bt:moddate",
    "revision_date", "og:modified_time",
)  # fmt: skip
"""Of the last change."""

_LIKE_PUBLISHED = re.compile(r"publi|date|time|created|issued|upload")
_UNLIKE_PUBLISHED = re.compile(
    r"modif|updat|expir|event|birth|start|end|valid|refresh|robots|revis|timezone|duration|read"
)


def resembles_published(name: str) -> bool:
    """Tell whether an unknown name, in lower case, may be that of a publication date."""
    return _LIKE_PUBLISHED.search(name) is not None and not _UNLIKE_PUBLISHED.search(name)
