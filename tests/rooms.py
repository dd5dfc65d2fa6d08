"""Asking a reading room without a server."""

import httpx
from datasette.app import Datasette


async def get(room: Datasette, path: str, status: int = 200) -> httpx.Response:
    """Return the answer to an address, which must have this status."""
    answer = await room.client.get(path)
    assert answer.status_code == status, f"{path}: {answer.status_code}"
    return answer  # type: ignore[no-any-return]
