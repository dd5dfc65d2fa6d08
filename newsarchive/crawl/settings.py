"""Settings of every crawl, Scrapy's own names where it has them; `-s NAME=VALUE` overrides each.

What depends on others (User-Agent, AutoThrottle) is worked out by `newsarchive.crawl.addon`.
"""

import os

BOT_NAME = "newsarchive"
SPIDER_MODULES = ["newsarchive.spiders"]
NEWSPIDER_MODULE = "newsarchive.spiders"
SPIDER_LOADER_CLASS = "newsarchive.crawl.loading.PortalLoader"
COMMANDS_MODULE = "newsarchive.crawl.commands"
ADDONS = {"newsarchive.crawl.addon.CrawlAddon": 0}

# --- the archive
ARCHIVE = "archive"  # folder
LOCK_WAIT = 0.0  # seconds to wait for another run that holds the archive
COMMIT_PAGES = 50  # pages a transaction, at most
COMMIT_SECONDS = 1.0  # age of a transaction, at most
FREE_DISK_FLOOR_MB = 10  # a run ends cleanly when less is free; 0: off
WARC_RETENTION_DAYS = 0  # older captures that prove nothing are forgotten after a run (newsarchive prune); 0: off
REVISIT_ALL = False  # visit every known page once, whatever its schedule says
STRICT = False  # exit code 5 also where the run's health is red
HEALTH_WEBHOOK = os.environ.get("NEWSARCHIVE_WEBHOOK")  # address that is told by POST when a run is red or fails

# --- who asks
CONTACT = os.environ.get("NEWSARCHIVE_CONTACT")  # e-mail or web address; needed for anything but loopback

# --- how often (see docs/crawling.md)
DOWNLOAD_DELAY = 1.0  # seconds between two requests to a host; 0 also switches AutoThrottle off
DOWNLOAD_DELAY_JITTER = 0.25  # ±25 %: a clockwork is a load of its own kind
CONCURRENT_REQUESTS = 32  # waiting requests included (retries, slow answers)
CONCURRENT_REQUESTS_PER_DOMAIN = 8  # matters only without a delay
VISITS_AT_ONCE = 8  # articles in work at a time, each of which may hold a body of 16 MB
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 30.0
CRAWL_DELAY_LIMIT = 30.0  # seconds; a robots.txt that asks for more gets no run at all
RETRY_LIMIT = 2  # further tries of a request that failed on the way
RETRY_WAIT_LIMIT = 300.0  # seconds of Retry-After that are waited within a run
REQUEST_BUDGET = 0  # requests a run may make; 0: no limit

# --- how much
DOWNLOAD_TIMEOUT = 30.0  # seconds for a whole response
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024  # bytes on the wire and unpacked: no article is larger
DOWNLOAD_WARNSIZE = 0
WORKERS = 2  # processes that read pages
WORKER_CPU_SECONDS = 5  # of one page
WORKER_MEMORY_MB = 256  # address space of a worker beyond what it starts with

# --- what takes part: of Scrapy's own, each of which is a way in, only what is named here (it imports also what is off)
EXTENSIONS_BASE: dict[str, int] = {}
DOWNLOADER_MIDDLEWARES_BASE: dict[str, int] = {}
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
ROBOTSTXT_OBEY = True  # by newsarchive.crawl.middlewares.RobotsMiddleware, RFC 9309
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {
    "http": "newsarchive.crawl.fetching.CapturingDownloadHandler",
    "https": "newsarchive.crawl.fetching.CapturingDownloadHandler",
    "file": None,
    "ftp": None,
    "s3": None,
    "data": None,
}
DOWNLOADER_MIDDLEWARES = {  # bodies stay as served; tries and redirects are asked, guarded and captured one by one
    "newsarchive.crawl.middlewares.GuardMiddleware": 50,
    "newsarchive.crawl.middlewares.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": 850,
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": 25,
}
ITEM_PIPELINES = {
    "newsarchive.crawl.pipelines.NormalisePipeline": 100,
    "newsarchive.crawl.pipelines.DeduplicatePipeline": 200,
    "newsarchive.crawl.pipelines.StorePipeline": 300,
}
EXTENSIONS = {
    "newsarchive.crawl.extensions.Archivist": 0,
    "newsarchive.crawl.progress.Progress": 10,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.throttle.AutoThrottle": 0,
}

# --- Scrapy
CONCURRENT_ITEMS = 1  # 100, Scrapy's default, makes a hundred tasks a response
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate, br, zstd",
}
FEED_EXPORT_ENCODING = "utf-8"
LOG_LEVEL = "WARNING"
LOG_FORMAT = "%(levelname)s: %(message)s"
STATS_DUMP = False

# --- when an article is looked at again (docs/crawling.md; `newsarchive schedule` explains)
REVISIT_LADDER = [  # hours of age up to which, hours between two visits
    (6, 1),
    (24, 3),
    (72, 12),
    (14 * 24, 48),
    (90 * 24, 14 * 24),
    (10 * 365 * 24, 90 * 24),
]
DISCUSSION_HOURS = 24.0  # hours between two visits while replies may still come
DISCUSSION_DAYS = 21.0  # age of an article up to which they may
