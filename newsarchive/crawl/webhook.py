"""Telling a monitor how a run ended: one POST of JSON, and no harm where it cannot be told."""

from __future__ import annotations

import json
import logging
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from newsarchive import urls
from newsarchive.errors import UsageMistake

logger = logging.getLogger(__name__)

_SECONDS = 10
"""A monitor that takes longer is down itself."""


def check(address: str) -> None:
    """Raise UsageMistake where nobody can be told at this address: a red run would be the first to find out.

    The address may hold a token: it is not printed.
    """
    try:
        urls.canonical(address)
    except ValueError:
        raise UsageMistake("HEALTH_WEBHOOK (NEWSARCHIVE_WEBHOOK) is no http(s) address") from None


def tell(address: str, message: dict[str, Any]) -> bool:
    """POST the message to an address that `check` lets pass and return whether it was taken; a failure is a warning, no
    error."""
    body = json.dumps(message, ensure_ascii=False).encode()
    try:
        request = Request(address, body, {"Content-Type": "application/json"}, method="POST")
        with urlopen(request, timeout=_SECONDS) as answer:
            return 200 <= int(answer.status) < 300
    except (URLError, OSError, ValueError) as error:
        # The address may hold a token: it is not printed.
        logger.warning("HEALTH_WEBHOOK could not be told: %s", getattr(error, "reason", error))
        return False
