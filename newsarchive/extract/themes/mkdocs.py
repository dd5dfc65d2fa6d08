"""Material for MkDocs: the posts of its blog plugin, whose author, dates and category stand in a side column.

Markup: squidfunk/mkdocs-material 9.x, blog-post.html and partials/post.html.
"""

from newsarchive.extract.rules import Rules

MKDOCS = Rules(
    name="mkdocs-material",
    marks=("//div[contains(@class,'md-content--post')]",),
    article=("article.md-content__inner",),
    headline=("article.md-content__inner > h1",),
    byline=(".md-post__authors .md-profile__description strong",),
    published=(".md-post__meta .md-nav__list li:first-child time",),
    modified=(".md-post__meta .md-nav__list li:nth-child(2) time",),
    section=(".md-post__meta a[href*='category/']",),
    tags=(".md-tags .md-tag",),
    body=("article.md-content__inner",),
    body_cut=(".md-tags", ".md-source-file", ".md-content__button", ".linenos"),
)
