"""Scrapy commands (COMMANDS_MODULE)."""

import sys

from newsarchive import interrupts

if sys.argv[1:2] == ["crawl"]:  # Scrapy imports every command, whichever is run
    interrupts.end_while_starting()
