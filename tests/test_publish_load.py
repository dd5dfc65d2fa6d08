"""In public only so many heavy pages are answered at once, and a reader who goes away takes no place."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from newsarchive.archive.opening import database_file
from newsarchive.archive.store import open_archive
from newsarchive.publish.load import App
from newsarchive.publish.metadata import metadata
from tests.rooms import Reader

PLACES = 2
TOLD = b"Many readers ask for heavy pages right now; try again in a minute."


def serving(archive: Path, patience_seconds: float, **configuration: Any) -> App:
    """Return the public room of an archive with two places and so much patience."""
    file = database_file(archive)
    with open_archive(archive) as held:
        tables = frozenset(held.db.table_names())
    bounds = {"at_once": PLACES, "patience_seconds": patience_seconds, **configuration}
    app: App = Datasette([str(file)], metadata=metadata(file.stem, tables, public=True, **bounds)).app()
    return app


@asynccontextmanager
async def slow_readers(app: App, path: str = "/search?q=Lavrov") -> AsyncIterator[list[Reader]]:
    """Let as many readers as there are places hold a heavy page that they do not take."""
    readers = [Reader(app, f"{path}&n={n}", takes=False) for n in range(PLACES)]
    for reader in readers:
        await reader.arrived.wait()
    yield readers
    for reader in readers:
        reader.take()
        assert reader.done.done() or (await reader.answer())[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/search?q=Lavrov",
        "/plots",
        "/comments",
        "/archive/articles.json",
        "/archive/faqs?_facet=answer",
        "/~61rchive/faqs?_facet=answer",
    ],
)
async def test_a_heavy_page_beyond_the_places_is_refused_in_public(archive: Path, path: str) -> None:
    app = serving(archive, patience_seconds=0.01)
    async with slow_readers(app):
        status, headers, body = await Reader(app, path).answer()
        assert (status, headers[b"retry-after"], body) == (503, b"60", TOLD)
        assert headers[b"content-security-policy"].startswith(b"default-src 'none'")


@pytest.mark.parametrize("path", ["/", "/data", "/archive/articles", "/-/room/room.css?1"])
async def test_other_pages_are_answered_meanwhile(archive: Path, path: str) -> None:
    app = serving(archive, patience_seconds=0.01)
    async with slow_readers(app):
        assert (await Reader(app, path).answer())[0] == 200


async def test_who_waits_is_answered_when_a_place_is_free(archive: Path) -> None:
    app = serving(archive, patience_seconds=60)
    async with slow_readers(app) as readers:
        waiting = Reader(app, "/search?q=Putin")
        readers[0].take()
        assert (await waiting.answer())[0] == 200


async def test_a_reader_who_goes_away_leaves_the_place(archive: Path) -> None:
    app = serving(archive, patience_seconds=60)
    async with slow_readers(app) as readers:
        for reader in readers:
            reader.leave()
            await reader.done
        assert (await Reader(app, "/search?q=Putin").answer())[0] == 200


async def test_who_goes_away_while_waiting_asks_for_nothing(archive: Path) -> None:
    app = serving(archive, patience_seconds=60)
    async with slow_readers(app):
        waiting = Reader(app, "/search?q=Putin")
        waiting.leave()
        await waiting.done
        assert waiting.told == []


async def test_a_file_ends_when_its_reader_goes_away(archive: Path) -> None:
    app = serving(archive, patience_seconds=60, downloads=True)
    async with slow_readers(app, "/data/articles.csv?portal=") as readers:
        for reader in readers:
            reader.leave()
            await reader.done
        assert [len(reader.told) for reader in readers] == [1, 1]
        status, _, body = await Reader(app, "/data/articles.csv").answer()
        assert status == 200 and body.count(b"\r\n") > 12
