"""WordPress default themes: Twenty Twenty-One and earlier (classic), Twenty Twenty-Two and later (block).

Markup: WordPress 6.1 and 6.8, wp-includes/blocks/post-*.php; themes twentytwentyone 1.7, -two 1.3, -three 1.0.
"""

from datetime import date

from newsarchive.extract.rules import Rules

BLOCK = Rules(
    name="wordpress-block",
    valid_from=date(2022, 1, 25),  # WordPress 5.9
    marks=("/html/body[contains(@class,'single')]//div[contains(@class,'wp-block-post-content')]",),
    headline=("h1.wp-block-post-title",),
    byline=(".wp-block-post-author__name", ".wp-block-post-author-name"),
    published=("main .wp-block-post-date:not(.wp-block-post-date__modified-date) time", ".wp-block-post-date time"),
    modified=(".wp-block-post-date__modified-date time",),
    section=(".taxonomy-category.wp-block-post-terms a",),
    tags=(".taxonomy-post_tag.wp-block-post-terms a",),
    body=("div.wp-block-post-content",),
    body_cut=(
        ".post-nav-links",
        ".page-links",
        ".wp-block-post-navigation-link",
        ".wp-block-latest-posts",
        ".wp-block-query",
        ".wp-block-buttons",
        ".sharedaddy",
        ".jp-relatedposts",
        ".post-password-form",
    ),
    image=("figure.wp-block-post-featured-image img",),
    image_caption=("figure.wp-block-post-featured-image figcaption",),
    further_pages=(".post-nav-links a", ".page-links a"),
    comments=("div.wp-block-comments", "div.wp-block-post-comments", "#comments"),
)

CLASSIC = Rules(
    name="wordpress-classic",
    marks=(
        "/html/body[contains(@class,'single')]",
        "//div[contains(concat(' ',@class,' '),' entry-content ')]",
        "/html/head/link[contains(@href,'/wp-content/') or contains(@href,'/wp-includes/') or @rel='https://api.w.org/']",
    ),
    article=("article[id^=post-]",),
    headline=("article .entry-header h1.entry-title", "h1.entry-title"),
    byline=(
        "article .entry-footer .byline a[rel=author]",
        "article .entry-header .byline a[rel=author]",
        "article .entry-meta .author a",
        "article .entry-meta .author.vcard",
    ),
    byline_block=(".author-bio .author-title",),  # Twenty Twenty-One prints no byline where the author has a biography
    published=(
        "article .entry-footer time.published",
        "article .entry-header time.published",
        "article .entry-meta time.published",
        "article .entry-meta time.entry-date",
    ),
    modified=("article .entry-footer time.updated:not(.published)", "article .entry-meta time.updated:not(.published)"),
    section=("article .cat-links a", "article .entry-categories-inner a"),
    tags=("article .tags-links a", "article .tag-links a", "article .post-tags a"),
    lead=("article .entry-header .entry-subtitle",),
    body=("article .entry-content",),
    body_cut=(
        ".page-links",
        ".post-nav-links",
        ".sharedaddy",
        ".jp-relatedposts",
        ".yarpp-related",
        ".post-password-form",
        ".wp-block-latest-posts",
        ".wp-block-buttons",
        ".addtoany_share_save_container",
        ".entry-footer",
    ),
    image=("article .post-thumbnail img", "article img.wp-post-image"),
    image_caption=("article .post-thumbnail figcaption",),
    further_pages=(".page-links a", ".post-nav-links a"),
    comments=("#comments",),
)
