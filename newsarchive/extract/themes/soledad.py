"""Soledad, and PenNews of the same maker (PenciDesign).

Markup: Soledad 8.1.2 (2022) and 8.7.2 (2025), content-single.php, functions.php (penci_comments_template).
"""

from newsarchive.extract.rules import Rules

SOLEDAD = Rules(
    name="soledad",
    marks=(
        "/html/body[contains(@class,'soledad') or contains(@class,'penci') or div/@id='soledad_wrapper']",
        "//h1[contains(@class,'single-post-title')]",
    ),
    article=("article.post",),
    headline=("h1.single-post-title",),
    byline=(
        ".single-header .author-post .author-url",
        ".single-header .penci-hide-tagupdated .author-url",
        ".post-box-meta-single .author-post .author-url",
        ".penci-hide-tagupdated .author-url",
    ),
    published=(
        ".single-header time.published",
        ".post-box-meta-single time.published",
        ".penci-hide-tagupdated time.published",
    ),
    modified=(".single-header time.updated:not(.published)", ".single-header time.modified"),
    section=(".penci-standard-cat a.penci-cat-name", ".penci-single-cat a"),
    tags=(".post-tags a[rel=tag]",),
    lead=("h2.penci-psub-title",),
    body=("#penci-post-entry-inner", ".inner-post-entry", ".penci-entry-content"),
    body_cut=(
        ".penci-ilrelated-posts",
        ".penci-toc-wrapper",
        "#penci-toc-container",
        ".penci-single-link-pages",
        ".post-tags",
        ".wp-block-embed",
        ".penci-post-gallery-container",
        ".penci-custom-html-inside",
        ".penci-google-adsense-1",
        ".penci-google-adsense-2",
        ".penci-review-container",
    ),
    image=(".post-image img", ".standard-post-image img"),
    image_caption=(".penci-featured-caption",),
    related=(".post-related", ".penci-post-related"),
    further_pages=(".penci-single-link-pages a",),
    comments=("#comments",),
    delayed=(".pcfb-single-sections-delayed[data-url]", ".pcfb-single-content-delayed[data-url]"),
    comment=("div[id^='comment-'][class*='depth-']",),
    comment_author=(".comment-text > .author",),
    comment_time=(".comment-text > .date",),
    comment_text=(".comment-text > .comment-content",),
    comments_claimed=(".post-title-box .post-box-title", ".single-comment-o"),
)
