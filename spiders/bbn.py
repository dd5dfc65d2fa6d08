"""BBN – Big Big News: English, WordPress with the Soledad theme, permalinks at the root, replies under articles."""

from newsarchive.crawl.wordpress import WordPressSpider


class BbnSpider(WordPressSpider):
    """bigbignews.net; its time zone is not known, and times are kept as printed where the page gives no offset."""

    name = "bbn"
    home = "https://bigbignews.net/"
    title = "BBN – Big Big News"
    language = "en-US"
    theme = "soledad"
