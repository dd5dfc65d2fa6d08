"""The exports in the reading room: a page with a form each, and the files."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from datasette.utils.asgi import Forbidden, NotFound, Response

from newsarchive import dictionary
from newsarchive.archive.rows import all_rows
from newsarchive.errors import UsageMistake
from newsarchive.exporting import Export, all_exports, bind, columns_of, open_database, rows_of, write_rows
from newsarchive.exporting.formats import TEXT_FORMATS, formats_here, parquet_modules
from newsarchive.publish.answer import page, rendered
from newsarchive.publish.metadata import query_name, stored_sql
from newsarchive.publish.request import RoomRequest
from newsarchive.publish.room import Room

PREVIEW = 10

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
}


@page
async def exports(asked: RoomRequest) -> Response:
    """Return the list of exports."""
    return await rendered(asked, "exports.html", {"exports": all_exports()})


@page
async def tables(asked: RoomRequest) -> Response:
    """Return the list of the tables, with what each holds; Datasette's own asks four questions a table first."""
    database = asked.datasette.get_database(asked.room.database)
    known = database.cached_table_counts or await asked.read(lambda db: _row_counts(db, asked.room))
    told = [(one, known.get(one.name)) for one in dictionary.tables().values() if one.name in asked.room.tables]
    queries = [(query_name(one.name, asked.room.tables), one.title) for one in all_exports()]
    return await rendered(asked, "tables.html", {"tables": told, "queries": queries})


def _row_counts(db: sqlite3.Connection, room: Room) -> dict[str, int]:
    """Return the number of rows of each table that the dictionary describes."""
    names = [name for name in dictionary.tables() if name in room.tables]
    return {name: db.execute(f"select count(*) from {name}").fetchone()[0] for name in names}


@page
async def export(asked: RoomRequest) -> Response:
    """Return an export's page: what it gives, its parameters as a form, its first rows, its files."""
    found = _export(asked)
    given = {parameter.name: asked.argument(parameter.name) for parameter in found.parameters}
    problem = None
    try:
        bound = bind(found, given)
    except UsageMistake as mistake:
        bound, problem = bind(found, {}), str(mistake).removeprefix("--")
    sql = stored_sql(found, asked.room.tables)
    rows = await asked.read(lambda db: all_rows(db, f"select * from ({sql}) limit {PREVIEW}", bound))
    names = await asked.read(lambda db: columns_of(db, sql, bound))
    context = {
        "export": found,
        "given": given,
        "problem": problem,
        "rows": [[_short(cell) for cell in row.values()] for row in rows],
        "columns": [dictionary.export_column(found, name) for name in names],
        "formats": formats_here(),
        "asked": asked.request.query_string,
        "sql": sql,
        "query": query_name(found.name, asked.room.tables),
    }
    return await rendered(asked, "export.html", context)


def _short(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return text if len(text) <= 120 else text[:119] + "…"


def _export(asked: RoomRequest) -> Export:
    for one in all_exports():
        if one.name == asked.named["name"]:
            return one
    raise NotFound("There is no such export")


class Stream:
    """A response whose body comes piece by piece from a thread of its own, as fast as the reader takes it."""

    def __init__(self, chunks: Iterator[bytes], headers: list[tuple[bytes, bytes]]) -> None:
        self._chunks = chunks
        self._headers = headers
        self.status = 200

    async def asgi_send(self, send: Any) -> None:
        """Send the response; `load.while_read` ends it when the reader goes away."""
        await send({"type": "http.response.start", "status": self.status, "headers": self._headers})
        while (chunk := await asyncio.to_thread(next, self._chunks, None)) is not None:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


@page
async def download(asked: RoomRequest) -> Any:
    """Return an export as a file, in the format of the address's ending."""
    if not asked.room.downloads:
        raise Forbidden("Whole exports are not offered here")
    found, ending = _export(asked), asked.named["format"]
    bound = bind(found, {parameter.name: asked.argument(parameter.name) for parameter in found.parameters})
    if ending == "parquet":
        parquet_modules()  # what is missing is said before the answer begins
    file = Path(asked.datasette.get_database(asked.room.database).path)
    headers = [
        (b"content-type", _TYPES[ending].encode()),
        (b"content-disposition", f'attachment; filename="{found.name}.{ending}"'.encode()),
        (b"x-newsarchive-export", b"1"),
    ]
    return Stream(_chunks(file, found, asked.room, ending, bound), headers)


def _chunks(file: Path, export: Export, room: Room, ending: str, bound: dict[str, str | None]) -> Iterator[bytes]:
    """Yield a file's bytes; the connection belongs to the download alone, so that it holds up nobody."""
    with closing(open_database(file, any_thread=True)) as db:
        names, rows = rows_of(db, stored_sql(export, room.tables), bound)
        if ending != "parquet":
            yield from TEXT_FORMATS[ending](names, rows)
            return
        with tempfile.TemporaryFile() as held:
            types = {name: dictionary.export_column(export, name).type for name in names}
            write_rows("parquet", names, rows, held, types)
            held.seek(0)
            while piece := held.read(1 << 18):
                yield piece
