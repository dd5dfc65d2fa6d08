"""Reading a source of addresses as it was fetched at one moment."""

from dataclasses import replace
from datetime import UTC, datetime

from newsarchive.crawl.discovery import (
    read_source,
)
from newsarchive.items import Moment

AT = datetime(2024, 5, 2, 12, 0, tzinfo=UTC)


FEED = "https://news.example/feed/"


def urls_of(data: str | bytes, url: str = FEED) -> list[str]:
    raw = data.encode() if isinstance(data, str) else data
    return [candidate.url for candidate in read_source(raw, url, fetched_at=AT).candidates]


def moment(raw: str, utc: datetime, source: str, offset: int = 0) -> Moment:
    local = utc.replace(tzinfo=None)
    found = Moment(raw, local, utc, offset, "second", "attribute")
    return replace(found, zone_source=source)  # type: ignore[arg-type]
