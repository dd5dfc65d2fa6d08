"""Reading a printed date as a portal's page gives it, at one moment of fetching."""

from datetime import UTC, datetime

from newsarchive.items import Moment
from newsarchive.times import parse_moment

FETCHED = datetime(2026, 11, 1, 12, 34, 56, tzinfo=UTC)


def read(raw: str, *languages: str) -> Moment | None:
    """Return the moment that the text names, fetched at FETCHED from a portal of no known zone."""
    return parse_moment(raw, fetched_at=FETCHED, languages=languages)
