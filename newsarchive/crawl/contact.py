"""How a crawl introduces itself."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, metadata

from newsarchive import __version__
from newsarchive.errors import UsageMistake

DEFAULT_CONTACT = "operator@localhost"
"""Sent to loopback only, where the operator is who asks."""


def user_agent(contact: str | None, *, loopback: bool) -> str:
    """Return the User-Agent with a contact (RFC 9110, section 10.1.5: "From" in all but name).

    Raises UsageMistake where a portal elsewhere would be asked without one.
    """
    given = (contact or "").strip()
    if not given and not loopback:
        raise UsageMistake(
            "no contact: set NEWSARCHIVE_CONTACT or -s CONTACT= to an e-mail or web address where a portal reaches you"
        )
    if given and not (("@" in given or "://" in given) and given.isprintable() and given.isascii()):
        raise UsageMistake(f"CONTACT={given} is neither an e-mail nor a web address")
    project = _project_url()
    return f"newsarchive/{__version__} ({f'+{project}; ' if project else ''}{given or DEFAULT_CONTACT})"


def _project_url() -> str | None:
    """Return the address of this software, as its package names it."""
    try:
        named = metadata("newsarchive").get_all("Project-URL") or []
    except PackageNotFoundError:
        return None
    found = [address.strip() for _, _, address in (line.partition(",") for line in named)]
    return next((address for address in found if address.startswith("https://")), None)
