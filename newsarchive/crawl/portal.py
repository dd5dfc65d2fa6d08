"""The spider of any portal: declarations in the class, the run beneath."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from scrapy import Spider
from scrapy.crawler import Crawler

from newsarchive import urls
from newsarchive.archive.pages import Page
from newsarchive.crawl.arguments import Arguments, read_arguments
from newsarchive.crawl.discovery import Listing
from newsarchive.crawl.discovery.listings import of_thread
from newsarchive.crawl.guard import Guard
from newsarchive.errors import UsageMistake
from newsarchive.extract import Part
from newsarchive.extract.themes import THEMES, check_all
from newsarchive.items import Candidate, Reading

if TYPE_CHECKING:
    from newsarchive.crawl.discovering import Discovery
    from newsarchive.crawl.extensions import Archivist
    from newsarchive.crawl.middlewares import RobotsMiddleware
    from newsarchive.crawl.parts import Gathered, PartReader
    from newsarchive.crawl.run import Run
    from newsarchive.crawl.visited import VisitedArticle

LINK_DEPTH = 2
"""Clicks from the home page up to which the links of a page that turns out to be a listing are followed."""


_DECLARED = ("name", "home", "title", "language", "timezone", "theme", "follows_links", "has_wordpress_pages")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


class PortalSpider(Spider):
    """Any site, read with the general engine. A portal's spider sets the attributes below."""

    name = "portal"
    home: ClassVar[str | None] = None
    """Home page; None: the argument url= names it."""
    title: str | None = None
    """The portal's name as it prints it."""
    language: str | None = None
    """BCP 47."""
    timezone: str | None = None
    """IANA name; None: unknown, and then never guessed."""
    theme: ClassVar[str | None] = None
    """Theme whose selectors hold; None: recognised page by page."""
    follows_links: ClassVar[bool] = True
    """True: every link of the home page may be an article; False: only those in headings."""
    has_wordpress_pages: ClassVar[bool] = False
    """True: listings have /page/2/ also where they print no link to it."""

    archivist: Archivist
    robots: RobotsMiddleware

    def __init__(self, name: str | None = None, **given: str) -> None:
        super().__init__()
        self.arguments = self.check(given if name is None else {**given, "name": name})
        base = self.arguments.url or self.home
        assert base is not None
        self.base = urls.canonical(base)
        self.guard = Guard.for_home(base, exact=self.arguments.url is not None)
        self.portal_name = self.arguments.name or (self.name if self.home else urls.host_label(self.base))
        self.reason = "requested" if self.arguments.articles else "scheduled"
        self.revisits_all = False
        self._depth: dict[str, int] = {}
        self._run: Run | None = None

    @classmethod
    def check(cls, given: dict[str, str]) -> Arguments:
        """Return the arguments read; raises UsageMistake where one is wrong or missing."""
        arguments = read_arguments(given, cls.name)
        base = arguments.url or cls.home
        if base is None:
            raise UsageMistake(f"spider {cls.name} needs a portal: -a url=https://…, or home in its class")
        cls._check_declarations()
        guard = Guard.for_home(base, exact=arguments.url is not None)
        for address in arguments.articles:
            if reason := guard.refusal(address):
                raise UsageMistake(f"article={address} is not of this portal: {reason}")
        return arguments

    @classmethod
    def _check_declarations(cls) -> None:
        """Raise UsageMistake where the class names a time zone, a language or a theme that there is not, or misspells
        what it declares."""
        for name, value in vars(cls).items():
            near = get_close_matches(name, _DECLARED, 1, 0.75) if isinstance(value, str | bool) else []
            if near and not hasattr(PortalSpider, name):
                raise UsageMistake(f"spider {cls.name} declares {name}; did you mean {near[0]}?")
        if cls.timezone is not None and cls.timezone not in available_timezones():
            raise UsageMistake(
                f"spider {cls.name}: no time zone named '{cls.timezone}'; write one such as Europe/Berlin"
            )
        if cls.language is not None and not _LANGUAGE.fullmatch(cls.language):
            raise UsageMistake(f"spider {cls.name}: no language tag: '{cls.language}'; write one such as de or de-AT")
        known = [rules.name for rules in THEMES]
        if cls.theme is not None and cls.theme not in known:
            raise UsageMistake(f"spider {cls.name}: no theme named '{cls.theme}'; there are {', '.join(known)}")
        check_all()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> PortalSpider:
        """Make the spider and read its settings."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.revisits_all = crawler.settings.getbool("REVISIT_ALL")
        return spider

    async def start(self) -> AsyncIterator[VisitedArticle]:
        """Yield the articles of this run; requests are made on the way (`newsarchive.crawl.run`)."""
        from newsarchive.crawl.run import Run

        self._run = Run(self)
        async for item in self._run.items():
            yield item

    def wake(self) -> None:
        """Tell the run that there may be more to visit."""
        if self._run is not None:
            self._run.wake()

    def give_up(self) -> None:
        """End the run: the archive cannot be written."""
        if self._run is not None:
            self._run.give_up()

    # --- what a platform adds

    async def discover_more(self, discovery: Discovery, home: Listing | None) -> None:
        """Discover by what only this platform offers, before feeds and sitemaps are read."""

    async def rest_parts(self, page: Page, found: Reading, reader: PartReader, gathered: Gathered) -> list[Part]:
        """Return what the platform's interface says of an article."""
        return []

    def learn(self, home: Listing) -> None:
        """Take from the home page what the class does not declare."""
        self.title = self.title or home.title
        self.language = self.language or home.language

    @staticmethod
    def is_comment_feed(url: str) -> bool:
        """Tell whether a feed lists comments, by its address."""
        return "comments" in urlsplit(url).path.split("/")

    # --- links of pages that turn out to be listings

    def at_depth(self, depth: int, candidates: Iterable[Candidate]) -> None:
        """Remember how far from the home page addresses were found."""
        for candidate in candidates:
            self._depth.setdefault(candidate.url, depth)

    def links_of(self, page: Page, found: Reading) -> None:
        """Follow the links of a page that is a listing, as long as it is near the home page."""
        depth = self._depth.get(page.url, LINK_DEPTH)
        if self._run is None or not self.follows_links or found.reason != "listing" or depth >= LINK_DEPTH:
            return
        candidates = [
            Candidate(of_thread(urls.canonical(link)), page.url)
            for link in found.links
            if urls.same_host(link, self.base) and self.guard.refusal(link) is None
        ]
        self.at_depth(depth + 1, candidates)
        self._run.discovery.note(candidates)
