"""Any site: crawl portal -a url=https://…"""

from newsarchive.crawl.portal import PortalSpider


class AnyPortalSpider(PortalSpider):
    """A site that is read with the general engine."""

    name = "portal"
