"""A news archive: what every article said, when it changed, who replied when, and the bytes that prove it."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_checkout = Path(__file__).resolve().parent.parent
if (_checkout / "scrapy.cfg").is_file():
    # In a checkout spiders/ and exports/ stand beside the package; in a wheel inside it. One import name serves both.
    __path__.append(str(_checkout))

try:
    __version__ = version("newsarchive")
except PackageNotFoundError:  # a bare checkout that was never installed
    __version__ = "0+checkout"
