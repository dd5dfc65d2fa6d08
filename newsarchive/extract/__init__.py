"""A page becomes an article: pure functions from bytes to items."""

from newsarchive.extract.article import as_plain, extract, read

__all__ = ["as_plain", "extract", "read"]
