"""A page becomes an article: pure functions from bytes to items."""

from newsarchive.extract.article import as_plain, extract, read
from newsarchive.extract.visit.json_parts import (
    read_ghost_comments,
    read_isso,
    read_wordpress_comments,
    read_wordpress_post,
)
from newsarchive.extract.visit.merge import Part, hint, merge

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
