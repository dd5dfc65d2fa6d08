"""Scrapy's `crawl`, with our options, one clear line for a mistake, and exit codes that mean something."""

from __future__ import annotations

import argparse
import gc
import logging
import math
import signal
import sys
from collections.abc import Collection, Iterable
from dataclasses import asdict
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

import click
from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from newsarchive.crawl.contact import user_agent
from newsarchive.crawl.extensions import Archivist
from newsarchive.crawl.guard import Guard
from newsarchive.crawl.ladder import read_ladder
from newsarchive.crawl.loading import PortalLoader
from newsarchive.crawl.portal import PortalSpider
from newsarchive.crawl.progress import summary
from newsarchive.crawl.webhook import check as check_webhook
from newsarchive.crawl.webhook import tell
from newsarchive.errors import NewsarchiveError, PortalError, StorageError, UsageMistake
from newsarchive.interrupts import INTERRUPTED

_WHICH = "name one spider: crawl bbn, crawl wordpress -a url=https://…, crawl portal -a url=https://…"


class Command(ScrapyCrawl):
    """`scrapy crawl SPIDER`, which is also `newsarchive crawl SPIDER`."""

    def syntax(self) -> str:
        """Return how the command is written."""
        return "[options] <spider>"

    def short_desc(self) -> str:
        """Return what it does."""
        return "Archive a portal"

    def long_desc(self) -> str:
        """Return what its help says first."""
        return (
            "Archive a portal. <spider>: bbn; wordpress or portal with -a url=https://… Arguments of each, as -a "
            "NAME=VALUE: url, name, since=YYYY-MM-DD, limit=N, article=ADDRESS[,ADDRESS]. The archive is the folder "
            "./archive, or -s ARCHIVE=FOLDER."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add --strict and --lock-wait to Scrapy's options."""
        super().add_options(parser)
        if sys.argv[0] == "newsarchive":  # Scrapy writes its own name
            parser.usage = f"newsarchive crawl {self.syntax()}"
        parser.add_argument("--strict", action="store_true", help="exit code 5 also where the run's health is red")
        parser.add_argument(
            "--lock-wait", metavar="SECONDS", help="wait so long for another run that holds the archive (default: 0)"
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read the options; a mistake is one line and exit code 2."""
        assert self.settings is not None
        known = set(self.settings)
        try:
            super().process_options(args, opts)
            check_names(opts.set, known)
            _check_log_level(self.settings.get("LOG_LEVEL"))
            _check_file(self.settings.get("LOG_FILE") or "")
            _check_modules(self.settings.getlist("SPIDER_MODULES"))
        except UsageError as error:
            _end(UsageMistake(str(error)))
        except NewsarchiveError as error:
            _end(error)
        except OSError as error:
            _end(StorageError(f"cannot write {error.filename}: {error.strerror}"))
        if opts.strict:
            self.settings.set("STRICT", True, "cmdline")
        if opts.lock_wait is not None:
            try:
                self.settings.set("LOCK_WAIT", max(0.0, float(opts.lock_wait)), "cmdline")
            except ValueError:
                _end(UsageMistake(f"--lock-wait {opts.lock_wait} is no number of seconds"))

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check what was asked, crawl, and set the exit code."""
        try:
            crawler = self._prepared(args, opts)
        except NewsarchiveError as error:
            _end(error)
        assert self.crawler_process is not None
        gc.freeze()  # what is imported stays: to look through it during the run and at its end takes 0.15 s
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is over: a second Ctrl-C must not make it look like a crash
        self.exitcode = self._told(crawler)

    def _prepared(self, args: list[str], opts: argparse.Namespace) -> Crawler:
        assert self.crawler_process is not None and self.settings is not None
        if len(args) != 1 or args[0].startswith("-"):
            unknown = next((arg for arg in args if arg.startswith("-")), None)
            raise UsageMistake(f"no such option: {unknown}" if unknown else _WHICH)
        loader = self.crawler_process.spider_loader
        if isinstance(loader, PortalLoader) and (fault := loader.broken.get(args[0])):
            raise UsageMistake(fault)
        known = sorted(loader.list())
        if args[0] not in known:
            near = get_close_matches(args[0], known, 1)
            hint = f"; did you mean {near[0]}?" if near else ";"
            raise UsageMistake(f"no spider named '{args[0]}'{hint} there are {', '.join(known) or 'none'}")
        spider = loader.load(args[0])
        if not issubclass(spider, PortalSpider):
            raise UsageMistake(f"spider {args[0]} is no PortalSpider (docs/adding-a-portal.md)")
        arguments = spider.check(opts.spargs)
        guard = Guard.for_home(arguments.url or spider.home or "", exact=arguments.url is not None)
        crawler = self._create_crawler(spider)
        settings = crawler.settings  # with the spider's own
        user_agent(settings.get("CONTACT"), loopback=guard.is_loopback)
        check_numbers(settings)
        if webhook := settings.get("HEALTH_WEBHOOK"):
            check_webhook(webhook)
        for feed in settings.getdict("FEEDS"):
            _check_file(str(feed))
        check_archive(str(settings.get("ARCHIVE")))
        return crawler

    def _told(self, crawler: Crawler) -> int:
        """Print how the run ended and return its exit code."""
        spider = cast("PortalSpider | None", crawler.spider)
        archivist = getattr(spider, "archivist", None)
        if spider is None or archivist is None:
            return 1
        archivist.abandon()
        code = self._exit_code(crawler, spider, archivist)
        webhook = crawler.settings.get("HEALTH_WEBHOOK")
        if webhook and (archivist.error is not None or archivist.alarms):
            tell(webhook, _message(spider, archivist, code))
        return code

    def _exit_code(self, crawler: Crawler, spider: PortalSpider, archivist: Archivist) -> int:
        if archivist.error is not None:
            click.echo(f"Error: {_one_line(archivist.error)}", err=True)
            return int(archivist.error.exit_code)
        to_stdout = any(str(feed).startswith(("-", "stdout:")) for feed in crawler.settings.getdict("FEEDS"))
        click.echo(summary(spider.portal_name, archivist), err=to_stdout)
        for alarm in archivist.alarms:
            click.echo(f"Red: {alarm.kind}: {alarm.evidence}", err=True)
        if archivist.alarms and crawler.settings.getbool("STRICT"):
            return PortalError.exit_code
        if archivist.reason != "finished":
            return INTERRUPTED if archivist.reason in ("shutdown", None) else 1
        return 0


def _message(spider: PortalSpider, archivist: Archivist, code: int) -> dict[str, Any]:
    return {
        "portal": spider.portal_name,
        "exit_code": code,
        "error": str(archivist.error) if archivist.error is not None else None,
        "alarms": list(map(asdict, archivist.alarms)),
        "summary": summary(spider.portal_name, archivist),
    }


_AMOUNTS = (
    "DOWNLOAD_DELAY", "DOWNLOAD_TIMEOUT", "DOWNLOAD_MAXSIZE", "REQUEST_BUDGET", "RETRY_LIMIT", "RETRY_WAIT_LIMIT",
    "LOCK_WAIT", "CRAWL_DELAY_LIMIT", "COMMIT_SECONDS", "FREE_DISK_FLOOR_MB", "WARC_RETENTION_DAYS", "DISCUSSION_HOURS",
    "DISCUSSION_DAYS",
)  # fmt: skip
_COUNTS = ("CONCURRENT_REQUESTS", "WORKERS", "VISITS_AT_ONCE", "COMMIT_PAGES", "WORKER_CPU_SECONDS", "WORKER_MEMORY_MB")
_NUMBERS = dict.fromkeys(_AMOUNTS, 0) | dict.fromkeys(_COUNTS, 1)
"""Settings that are numbers, with the least that each may be."""


def _check_modules(names: Iterable[str]) -> None:
    """Raise UsageMistake where Python finds no modules of that name (SPIDER_MODULES)."""
    for name in names:
        try:
            found = find_spec(name)
        except (ModuleNotFoundError, ValueError):
            found = None
        if found is None:
            raise UsageMistake(f"SPIDER_MODULES={name}: no such folder of modules where PYTHONPATH looks")


def _check_file(name: str) -> None:
    """Raise StorageError where a log or a feed on this disk cannot be written: Scrapy would crawl without the feed."""
    scheme, _, place = name.rpartition("://")
    if scheme in ("", "file") and place and not place.startswith("stdout:") and "%(" not in place:
        try:
            Path(place).parent.mkdir(parents=True, exist_ok=True)
            Path(place).open("ab").close()
        except OSError as error:
            raise StorageError(f"cannot write {place}: {error.strerror}") from error


def _check_log_level(level: object) -> None:
    """Raise UsageMistake where Python's logging knows no level of that name."""
    if isinstance(level, str) and level not in logging.getLevelNamesMapping():
        raise UsageMistake(f"no log level named '{level}'; there are DEBUG, INFO, WARNING, ERROR, CRITICAL")


_NEAR = 0.75
"""How alike two names are (difflib) of which one is a mistake; what is less alike may belong to an extension."""


def check_names(given: Iterable[str], known: Collection[str]) -> None:
    """Raise UsageMistake that names the first NAME=VALUE whose name is none of the known ones but looks like one."""
    for name in (one.partition("=")[0] for one in given):
        near = get_close_matches(name.upper(), known, 1, _NEAR)
        if near and name not in known:
            raise UsageMistake(f"no setting named {name}; did you mean {near[0]}?")


def check_archive(folder: str) -> None:
    """Raise UsageMistake where the archive's folder has no name, or one that the shell was to make a path of."""
    if not folder.strip():
        raise UsageMistake("-s ARCHIVE= is empty; name a folder")
    if folder.startswith("~"):
        raise UsageMistake(f"-s ARCHIVE={folder}: no shell replaced the ~ here; write the whole path")


def check_numbers(settings: BaseSettings) -> None:
    """Raise UsageMistake that names the first setting that is no number, not finite or too small, or no ladder."""
    for name, least in _NUMBERS.items():
        value = settings.get(name)
        try:
            if not least <= float(cast("Any", value)) < math.inf:
                raise ValueError
        except (TypeError, ValueError):
            wanted = f"is no number of {least} or more" if least else "is no number"
            raise UsageMistake(f"-s {name}={value} {wanted}") from None
    read_ladder(cast("Any", settings.get("REVISIT_LADDER")), 0, 0)


def _one_line(error: NewsarchiveError) -> str:
    return " ".join(str(error).split())


def _end(error: NewsarchiveError) -> None:
    click.echo(f"Error: {_one_line(error)}", err=True)
    sys.stdout.flush()
    sys.exit(error.exit_code)
