"""A page becomes an article: pure functions from bytes to items."""

from newsarchive.extract.article import as_plain, extract, read
from newsarchive.extract.visit.comment_json import read_ghost_comments, read_isso
from newsarchive.extract.visit.merge import Part, hint, merge
from newsarchive.extract.visit.wordpress_rest import read_wordpress_comments, read_wordpress_post

__all__ = [
    "Part",
    "as_plain",
    "extract",
    "hint",
    "merge",
    "read",
    "read_ghost_comments",
    "read_isso",
    "read_wordpress_comments",
    "read_wordpress_post",
]
