"""Asking a reading room without a server, and reading what it answers."""

import re
from html import unescape

import httpx
from datasette.app import Datasette

EDITED, DISCUSSED = "lavrov-visits-north-korea", "kim-and-putin"
"""Ends of two addresses of `tests.archives`: the article of three versions, the most discussed one."""


async def get(room: Datasette, path: str, status: int = 200) -> httpx.Response:
    """Return the answer to an address, which must have this status."""
    answer = await room.client.get(path)
    assert answer.status_code == status, f"{path}: {answer.status_code}"
    return answer  # type: ignore[no-any-return]


def words(answer: httpx.Response) -> str:
    """Return what a reader sees of a page."""
    body = answer.text.partition("<main")[2] or answer.text
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def links(answer: httpx.Response) -> set[str]:
    """Return the addresses that a page leads to or loads."""
    return set(map(unescape, re.findall(r'href="([^"]+)"', answer.text)))
