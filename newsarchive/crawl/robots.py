"""robots.txt by RFC 9309: what a portal allows a crawler, and how fast."""

from __future__ import annotations

import re
from dataclasses import dataclass

from protego import Protego

from newsarchive.crawl.discovery.markup import decode

MAX_BYTES = 500 * 1024
"""RFC 9309, section 2.5: a crawler reads at least 500 KiB; what follows is ignored."""
MAX_AGE_SECONDS = 24 * 3_600
"""RFC 9309, section 2.4: a run may take days."""
MAX_REDIRECTS = 5
"""RFC 9309, section 2.3.1.2."""
AGENT = "newsarchive"
"""The product token that a robots.txt names us by …"""
_OUR_NAME = re.compile(rf"(\buser[- ]?agent[\s:]+)\**{AGENT}(?![\w-])[^\r\n#]*", re.IGNORECASE)
"""… and what some write behind it, which names the same (RFC 9309, section 2.2.1): "newsarchive/1.0"."""
_US = "\ue000\ue000"
"""What Protego is asked for: it takes a name that ours begins with ("news") for ours, and this one begins with none."""

_DELAY = re.compile(r"(\bcrawl-?delay\s*:\s*\d+)(?:[.,](\d+))?[^\r\n#]*", re.IGNORECASE)
"""A delay with a decimal comma or a unit behind it: "1,5", "10 s"."""


@dataclass(frozen=True, slots=True)
class RobotRules:
    """What one origin's robots.txt says."""

    rules: Protego | None
    """None: everything is allowed, or nothing is (`unreachable`)."""

    unreachable: str | None = None
    """Why nothing may be asked: the file could not be had (RFC 9309, section 2.3.1.4)."""

    is_away: bool = False
    """True where no answer came at all."""

    def refusal(self, url: str) -> str | None:
        """Return why the address may not be asked; None where it may. The longest matching rule decides."""
        if self.unreachable:
            return self.unreachable
        if self.rules is None or self.rules.can_fetch(url, _US):
            return None
        return "robots.txt disallows it"

    @property
    def crawl_delay(self) -> float | None:
        """Seconds between two requests that the file asks for (not in RFC 9309, but widely meant)."""
        delay = self.rules.crawl_delay(_US) if self.rules is not None else None
        return delay if delay is not None and delay >= 0 else None

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Addresses of the sitemaps that the file names, as printed."""
        return tuple(self.rules.sitemaps) if self.rules is not None else ()


ALLOW_ALL = RobotRules(None)


def read_robots(status: int, body: bytes) -> RobotRules:
    """Return the rules of an answer to /robots.txt: 2xx is read, 4xx allows all, anything else disallows all."""
    if 400 <= status < 500 and status != 429:
        return ALLOW_ALL
    if not 200 <= status < 300:
        return RobotRules(None, f"robots.txt answers {status}")
    text = decode(body[:MAX_BYTES])
    if len(body) > MAX_BYTES:
        text = text[: max(text.rfind("\n"), text.rfind("\r")) + 1]  # the last line may be cut in the middle of a rule
    text = _DELAY.sub(lambda told: f"{told[1]}.{told[2] or 0}", text.replace("\ufeff", ""))
    return RobotRules(Protego.parse(_OUR_NAME.sub(rf"\1{_US}", text)))
