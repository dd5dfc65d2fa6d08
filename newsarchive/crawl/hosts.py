"""How a host is treated that fails, is busy or asks for patience. Pure: time comes in."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from newsarchive.archive.looks import PageState

REDIRECTS = frozenset({301, 302, 303, 307, 308})
"""Answers that lead elsewhere (RFC 9110, section 15.4)."""

NO_CONTENT = frozenset({204, 205})
"""Answers that say that there is nothing (RFC 9110, sections 15.3.5 and 15.3.6); others in 2xx promise it for later or
hold a part of it."""

_GONE = frozenset({404, 410})
_REFUSED = frozenset({401, 402, 403, 407, 451})
"""Answers by which a portal keeps a page from us: it asks for a login or for money, or forbids."""

RETRIED_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
"""Answers that may be different a moment later."""

BREAKER_FAILURES = 20
"""Addresses in a row that failed on the way, none answered between: the host is down, further ones would not help."""


def state_of(status: int) -> PageState:
    """Return what becomes of a page that answers so, neither whole nor from elsewhere."""
    return "gone" if status in _GONE else "refused" if status in _REFUSED else "failed"


RETRY_AFTER_LIMIT = timedelta(days=30)
"""What a host may ask us to wait; one that asks for more is asked again then."""
_SECONDS = re.compile(r"\d+(\.\d*)?", re.ASCII)


def retry_after(values: Iterable[bytes], now: datetime) -> timedelta | None:
    """Return how long the Retry-After headers of an answer ask to wait (RFC 9110, section 10.2.3), the longest of them.

    A fraction of a second counts as one. None where they say nothing.
    """
    told = [wait for value in values if (wait := _wait(value.decode("latin-1"), now)) is not None]
    return min(max(told), RETRY_AFTER_LIMIT) if told else None


def _wait(text: str, now: datetime) -> timedelta | None:
    numbers = [part.strip() for part in text.split(",")]  # a proxy may have joined two headers
    if all(map(_SECONDS.fullmatch, numbers)):
        return timedelta(seconds=math.ceil(min(max(map(float, numbers)), RETRY_AFTER_LIMIT.total_seconds())))
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(at - now, timedelta())


def patience_seconds(limit: float, delay: float) -> float:
    """Return how long a run waits at most for a host that asks for patience: less in a run without a delay."""
    return min(limit, 300.0 if delay else 60.0)


def backoff_seconds(attempt: int, delay: float) -> float:
    """Return how long to wait before the given further try (0 is the first): longer each time, longer where polite."""
    return float(max(delay, 0.25) * 3**attempt)


@dataclass(slots=True)
class Breaker:
    """Opens when a host no longer answers, so that a run ends instead of trying all it knows."""

    failures: set[str] = field(default_factory=set)
    reason: str | None = None

    def answered(self) -> None:
        """Note that the host answered something that is no failure of its own."""
        self.failures.clear()

    def failed(self, url: str, reason: str) -> None:
        """Note an address that failed after all tries."""
        self.failures.add(url)
        if len(self.failures) >= BREAKER_FAILURES:
            self.reason = f"{len(self.failures)} addresses in a row failed, the last: {reason}"

    @property
    def is_open(self) -> bool:
        """Tell whether the host is given up for this run."""
        return self.reason is not None
