"""A news archive: what every article said, when it changed, who replied when, and the bytes that prove it."""

import os.path

# Without pathlib, so that `interrupts` comes soon: it imports a good deal.
_checkout = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))  # noqa: PTH120
if os.path.isfile(os.path.join(_checkout, "scrapy.cfg")):  # noqa: PTH113, PTH118
    # In a checkout spiders/ and exports/ stand beside the package; in a wheel inside it. One import name serves both.
    __path__.append(_checkout)

__version__: str


def __getattr__(name: str) -> str:
    """Return `__version__`, looked up when it is first asked for: every command starts with this module."""
    if name != "__version__":
        raise AttributeError(f"module 'newsarchive' has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version

    global __version__
    try:
        __version__ = version("newsarchive")
    except PackageNotFoundError:  # a bare checkout that was never installed
        __version__ = "0+checkout"
    return __version__
