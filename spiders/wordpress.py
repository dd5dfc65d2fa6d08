"""Any portal on WordPress: crawl wordpress -a url=https://…"""

from newsarchive.crawl.wordpress import WordPressSpider


class AnyWordPressSpider(WordPressSpider):
    """A WordPress portal that needs no declarations of its own."""

    name = "wordpress"
