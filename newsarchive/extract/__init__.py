"""A page becomes an article: pure functions from bytes to items.

- bytes (`encoding.py`, within `bounds.py` and `depth.py`) become a tree with its data (`document.py`, `json_ld.py`)
- one walk over the tree (`index.py`) reads what its names say (`names.py`) and its text as a reader sees it
  (`blocks.py`)
- `page.py` knows what the page says of itself and whether that is of this article (`same_article.py`); `kind.py` and
  `listing.py`, whether it is an article; `links.py`, where it leads; `rules.py` and `themes`, its portal's selectors
- the article's parts are found in `fields`, `body`, `comments` and `faq`, apart from what stands `beside.py`
- `article.py` puts them together; `visit` joins the articles of several responses; `plain.py` gives one as JSON,
  `explain.py` says why it is so
"""

from newsarchive.extract.article import as_plain, extract, read
from newsarchive.extract.visit.comment_json import ghost_further, read_ghost_comments, read_isso
from newsarchive.extract.visit.merge import Part, hint, merge
from newsarchive.extract.visit.wordpress_rest import read_wordpress_comments, read_wordpress_post

__all__ = [
    "Part",
    "as_plain",
    "extract",
    "ghost_further",
    "hint",
    "merge",
    "read",
    "read_ghost_comments",
    "read_isso",
    "read_wordpress_comments",
    "read_wordpress_post",
]
