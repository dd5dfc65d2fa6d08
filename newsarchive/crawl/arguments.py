"""The arguments of a spider (`-a NAME=VALUE`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from newsarchive import urls
from newsarchive.errors import UsageMistake

NAMES = ("since", "limit", "article", "url", "name")


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a run was asked to do."""

    since: date | None = None
    """Articles that are known to be older are left for a later run."""
    limit: int | None = None
    """Articles to visit at most."""
    articles: tuple[str, ...] = ()
    """Addresses to visit, and nothing else."""
    url: str | None = None
    """The only origin that may be asked, instead of the portal's home."""
    name: str | None = None
    """The portal's name in the archive."""


def read_arguments(given: Mapping[str, str], spider: str) -> Arguments:
    """Return the arguments read. Raises UsageMistake that names the wrong one."""
    for name, text in given.items():
        if name not in NAMES:
            raise UsageMistake(f"spider {spider} has no argument {name}; it has {', '.join(NAMES)}")
        if not text.strip(", "):
            raise UsageMistake(f"-a {name}= is empty; leave it out, or say which")
    return Arguments(
        since=_date(given.get("since")),
        limit=_number(given.get("limit")),
        articles=tuple(_address("article", one) for one in given.get("article", "").split(",") if one.strip()),
        url=_address("url", given["url"]) if "url" in given else None,
        name=given["name"].strip() if "name" in given else None,
    )


def _date(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UsageMistake(f"since={text} is no date; write YYYY-MM-DD") from None


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    if not re.fullmatch(r"0*[1-9]\d{0,8}", text.strip()):
        raise UsageMistake(f"limit={text[:40]} is no number of articles; write 1 or more")
    return int(text)


def _address(name: str, text: str) -> str:
    text = text.strip()
    try:
        address = urls.absolute(text, "") or ""
        return urls.canonical(address)
    except ValueError:
        raise UsageMistake(f"{name}={text} is no http(s) address") from None
