"""Ghost: Source (default since 5.67, 2023) and Casper.

Markup: TryGhost/Source 1.x and TryGhost/Casper 5.x, post.hbs.
"""

from newsarchive.extract.rules import Rules

GHOST = Rules(
    name="ghost",
    marks=(
        "/html/head/meta[@name='generator'][starts-with(@content,'Ghost')]",
        "//section[contains(@class,'gh-content')]",
    ),
    article=("article.gh-article", "article.article"),
    headline=("h1.gh-article-title", "h1.article-title"),
    byline=(".gh-article-author-name a", ".gh-article-author-name", ".article-byline .author-name a"),
    published=("time.gh-article-meta-date", "time.byline-meta-date"),
    section=("a.gh-article-tag", ".article-tag a"),
    lead=("p.gh-article-excerpt", "p.article-excerpt"),
    body=("section.gh-content",),
    body_cut=(
        ".kg-signup-card",
        ".kg-cta-card",
        ".kg-button-card",
        ".kg-bookmark-card",
        ".kg-audio-card",
        ".kg-file-card",
        ".kg-image-card",
        ".kg-gallery-card",
        ".kg-product-card",
        ".gh-post-upgrade-cta",
    ),
    image=("figure.gh-article-image img", "figure.article-image img"),
    image_caption=("figure.gh-article-image figcaption", "figure.article-image figcaption"),
    related=(".gh-container.is-grid", ".read-more"),
    comments=(".gh-comments", "section.article-comments"),
)
