"""JSON-LD of a story's page: the graph of the SEO plug-in and the separate objects of the theme."""

from __future__ import annotations

from typing import Any

from newsarchive.sample_portal.rendering import slugify, w3c
from newsarchive.sample_portal.story import Faq, Story

SITE = "BBN – Big Big News"

Object = dict[str, Any]


def plugin_graph(base: str, story: Story, *, free: bool = True) -> Object:
    """Return what Rank Math prints: one graph with camel-case keys."""
    url = f"{base}{story.path}"
    dates = {"datePublished": w3c(story.published), "dateModified": w3c(story.modified)}
    people = [
        {"@type": "Person", "@id": _author(base, name), "name": name, "url": _author(base, name)}
        for name in story.authors
    ]
    organization = {"@type": "NewsMediaOrganization", "@id": f"{base}/#organization", "name": SITE, "url": base}
    website = {"@type": "WebSite", "@id": f"{base}/#website", "url": base, "name": SITE}
    webpage = {"@type": "WebPage", "@id": f"{url}#webpage", "url": url, **dates, "inLanguage": story.language}
    authors = [{"@id": _author(base, name), "name": name} for name in story.authors]
    article: Object = {
        "@type": "NewsArticle",
        "@id": f"{url}#richSnippet",
        "headline": story.displayed_title,
        "keywords": ",".join(story.tags),
        **dates,
        "articleSection": story.categories[0],
        "author": authors[0] if len(authors) == 1 else authors,
        "publisher": {"@id": f"{base}/#organization"},
        "inLanguage": story.language,
        "isPartOf": {"@id": f"{url}#webpage"},
    }
    if not free:
        article["isAccessibleForFree"] = False
    faq = [_faq_page(url, story.faq)] if story.faq and "json-ld" in story.faq.style else []
    return {"@context": "https://schema.org", "@graph": [organization, website, webpage, *people, article, *faq]}


def _author(base: str, name: str) -> str:
    return f"{base}/author/{slugify(name)}/"


def _faq_page(url: str, faq: Faq) -> Object:
    questions = [
        {
            "@type": "Question",
            "name": pair.question,
            "acceptedAnswer": {"@type": "Answer", "text": "".join(f"<p>{text}</p>" for text in pair.answer)},
        }
        for pair in faq.pairs
    ]
    return {"@type": "FAQPage", "@id": f"{url}#faq", "mainEntity": questions}


def theme_graph(base: str, story: Story) -> tuple[Object, ...]:
    """Return Soledad's own objects, with "datemodified" in lower case and mainEntityOfPage as text (Soledad 8.7.2)."""
    logo = {"@type": "ImageObject", "url": f"{base}/wp-content/uploads/2023/05/logo-site.png"}
    posting: Object = {
        "@context": "https://schema.org/",
        "@type": "BlogPosting",
        "headline": story.displayed_title,
        "datePublished": w3c(story.published),
        "datemodified": w3c(story.modified),
        "mainEntityOfPage": f"{base}{story.path}",
        "publisher": {"@type": "Organization", "name": SITE, "logo": logo},
        "author": {
            "@type": "Person",
            "@id": f"#person-{story.authors[0].replace(' ', '')}",
            "name": story.authors[0],
            "url": _author(base, story.authors[0]),
        },
    }
    if story.picture:
        posting["image"] = {"@type": "ImageObject", "url": f"{base}{story.picture.path}", "width": 1024, "height": 683}
    names = [(base, "Home"), (f"{base}/category/{slugify(story.categories[0])}/", story.categories[0])]
    crumbs = [
        {"@type": "ListItem", "position": n, "item": {"@id": address, "name": name}}
        for n, (address, name) in enumerate([*names, (f"{base}{story.path}", story.title)], 1)
    ]
    organization = {"@context": "https://schema.org/", "@type": "organization", "@id": "#organization", "logo": logo}
    return (
        {**organization, "url": f"{base}/", "name": SITE, "description": ""},
        posting,
        {"@context": "https://schema.org/", "@type": "BreadcrumbList", "itemListElement": crumbs},
    )
