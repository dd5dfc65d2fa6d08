"""Readers of feeds, sitemaps, REST pages and listings: bytes in, candidates out.

Pure. XML is never given to an XML parser: entries are cut out of the text one by one, so that no entity is expanded,
nothing is fetched, and one bad entry never loses the others, even in a file that is not well-formed or ends midway
(`markup.py`). A feed (`feeds.py`) and a sitemap (`sitemaps.py`) are told apart by content (`sources.py`); home pages
and listings are HTML (`listings.py`), REST lists JSON (`rest.py`).
"""

from newsarchive.crawl.discovery.feeds import read_feed
from newsarchive.crawl.discovery.listings import Listing, read_listing
from newsarchive.crawl.discovery.rest import RestComments, RestPage, read_rest_comments, read_rest_posts
from newsarchive.crawl.discovery.sitemaps import read_sitemap
from newsarchive.crawl.discovery.sources import Source, read_source

__all__ = [
    "Listing",
    "RestComments",
    "RestPage",
    "Source",
    "read_feed",
    "read_listing",
    "read_rest_comments",
    "read_rest_posts",
    "read_sitemap",
    "read_source",
]
