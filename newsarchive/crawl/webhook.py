"""Telling a monitor how a run ended: one POST of JSON, and no harm where it cannot be told."""

from __future__ import annotations

import json
import logging
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

logger = logging.getLogger(__name__)

_SECONDS = 10
"""A monitor that takes longer is down itself."""


def tell(address: str, message: dict[str, Any]) -> bool:
    """POST the message to an http(s) address and return whether it was taken; a failure is a warning, no error."""
    if not address.startswith(("http://", "https://")):
        logger.warning("HEALTH_WEBHOOK is no http(s) address: nobody was told")
        return False
    body = json.dumps(message, ensure_ascii=False).encode()
    try:
        request = Request(address, body, {"Content-Type": "application/json"}, method="POST")
        with urlopen(request, timeout=_SECONDS) as answer:
            return 200 <= int(answer.status) < 300
    except (URLError, OSError, ValueError) as error:
        # The address may hold a token: it is not printed.
        logger.warning("HEALTH_WEBHOOK could not be told: %s", getattr(error, "reason", error))
        return False
