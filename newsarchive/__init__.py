"""A news archive: what every article said, when it changed, who replied when, and the bytes that prove it."""

from pathlib import Path

_checkout = Path(__file__).resolve().parent.parent
if (_checkout / "scrapy.cfg").is_file():
    # In a checkout spiders/ and exports/ stand beside the package; in a wheel inside it. One import name serves both.
    __path__.append(str(_checkout))

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
