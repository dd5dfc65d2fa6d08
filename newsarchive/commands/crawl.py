"""`newsarchive crawl`: Scrapy's command under our name, with no checkout and no scrapy.cfg."""

from __future__ import annotations

import os
import sys

import click

from newsarchive import interrupts

SETTINGS = "newsarchive.crawl.settings"


@click.command(
    "crawl",
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def crawl(arguments: tuple[str, ...]) -> None:
    """Archive a portal: crawl SPIDER [-a NAME=VALUE] [-s NAME=VALUE] [-O FILE].

    The same as `scrapy crawl`: same options, same exit codes. `newsarchive crawl --help` lists them.
    """
    interrupts.end_while_starting()
    from scrapy.cmdline import execute

    os.environ["SCRAPY_SETTINGS_MODULE"] = SETTINGS
    sys.argv[0] = "newsarchive"
    execute(["newsarchive", "crawl", *arguments])


COMMANDS: tuple[click.Command, ...] = (crawl,)
