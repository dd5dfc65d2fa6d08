"""Magazine themes for WordPress: Newspaper (tagDiv), Jannah (TieLabs), Genesis (StudioPress), Divi (Elegant Themes)."""

from newsarchive.extract.rules import Rules

NEWSPAPER = Rules(
    name="newspaper",
    marks=("/html/body[contains(@class,'single')]", "//div[contains(@class,'td-post-content')]"),
    article=("article.post",),
    headline=("h1.entry-title", "h1.tdb-title-text"),
    byline=(".td-post-author-name a", ".tdb-author-name"),
    published=(".td-post-date time.entry-date", ".tdb-block-inner time.entry-date"),
    modified=(".td-post-date time.td-module-date-modified", "time.tdb-modified-date"),
    section=(".td-category a.entry-category", ".tdb-entry-category"),
    tags=(".td-tags a", ".tdb-tags a"),
    lead=(".td-post-sub-title",),
    body=(".td-post-content .tdb-block-inner", ".td-post-content"),
    body_cut=(
        ".td-post-featured-image",
        ".td-a-rec",
        ".td_block_related_posts",
        ".td-post-sharing",
        ".td-post-source-tags",
        ".wp-caption-text",
        ".page-nav",
        ".td_block_wrap.td_block_related_posts_inside",
    ),
    image=(".td-post-featured-image img", ".tdb_single_featured_image img"),
    image_caption=(".td-post-featured-image figcaption", ".tdb_single_featured_image figcaption"),
    related=(".td_block_related_posts", ".tdb_single_related"),
    further_pages=(".page-nav.page-nav-post a",),
    comments=("#comments",),
)

JANNAH = Rules(
    name="jannah",
    marks=("/html/body[@id='tie-body']", "//h1[contains(@class,'post-title')]"),
    article=("article#the-post",),
    headline=("h1.post-title",),
    byline=("#single-post-meta .meta-author a", ".entry-header .meta-author a"),
    section=(".entry-header .post-cat", ".post-cat-wrap a"),
    tags=(".post-bottom-tags a", ".tagcloud a[rel=tag]"),
    lead=("h2.entry-sub-title",),
    body=("#the-post .entry-content",),
    body_cut=(
        ".stream-item",
        ".post-bottom-meta",
        ".share-buttons",
        "#post-extra-info",
        "#inline-related-post",
        ".tie-ignore",
        ".multiple-post-pages",
        ".tie-article-reading-box",
    ),
    image=(".featured-area img",),
    image_caption=(".featured-area .single-caption-text",),
    related=("#related-posts",),
    further_pages=(".multiple-post-pages a",),
    comments=("#comments",),
)

GENESIS = Rules(
    name="genesis",
    marks=(
        "/html/body[contains(@class,'single')]",
        "//main[contains(@class,'content')]/article[contains(@class,'entry')]",
    ),
    article=("main.content > article.entry",),
    headline=("main.content h1.entry-title",),
    byline=("main.content .entry-author-name", "main.content .entry-author"),
    published=("main.content .entry-header time.entry-time",),
    modified=("main.content .entry-header time.entry-modified-time",),
    section=("main.content .entry-categories a",),
    tags=("main.content .entry-tags a",),
    body=("main.content > article.entry .entry-content",),
    body_cut=(".entry-pagination", ".after-entry", ".sharedaddy", ".jp-relatedposts", ".author-box"),
    image=("main.content .entry-image img", "main.content img.wp-post-image"),
    further_pages=(".entry-pagination a",),
    comments=("#comments", ".entry-comments"),
)

DIVI = Rules(
    name="divi",
    marks=(
        "/html/body[contains(@class,'single')]",
        "/html/body[contains(@class,'et_divi_theme') or contains(@class,'et-db') or contains(@class,'et_pb')]",
    ),
    article=("article.et_pb_post",),
    headline=(".et_post_meta_wrapper h1.entry-title", ".et_pb_title_container h1", "h1.entry-title"),
    byline=(".post-meta .author a", ".et_pb_title_meta_container .author a"),
    published=(".post-meta .published", ".et_pb_title_meta_container .published"),
    section=(".post-meta a[rel='category tag']", ".et_pb_title_meta_container a[rel='category tag']"),
    body=(".et_pb_post_content", "article.et_pb_post .entry-content"),
    body_cut=(
        ".et_social_inline",
        ".et_pb_widget",
        ".et_pb_post_nav",
        ".et_pb_blog_grid",
        ".wp-pagenavi",
        ".et_post_meta_wrapper",
    ),
    image=(".et_post_meta_wrapper img", ".et_pb_title_featured_container img"),
    comments=("#comment-wrap", "#comments"),
)
