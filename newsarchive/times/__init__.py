"""A printed date becomes a `Moment`."""

from newsarchive.times.moments import iso, parse_moment, utc_text

__all__ = ["iso", "parse_moment", "utc_text"]
