"""Settings that depend on others, worked out when a crawl begins."""

from __future__ import annotations

import logging

from scrapy.settings import BaseSettings

from newsarchive.crawl.contact import DEFAULT_CONTACT, user_agent


class CrawlAddon:
    """Switches AutoThrottle off where there is no delay, and fills in the User-Agent."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Set what follows from DOWNLOAD_DELAY and CONTACT; a User-Agent that was set stays."""
        if settings.getfloat("DOWNLOAD_DELAY") == 0:
            settings.set("AUTOTHROTTLE_ENABLED", False, "cmdline")
        # Scrapy makes two records a request that its handler drops.
        logging.getLogger("scrapy").setLevel(settings.get("LOG_LEVEL"))
        contact = settings.get("CONTACT") or DEFAULT_CONTACT
        settings.set("USER_AGENT", user_agent(contact, loopback=True), "addon")
