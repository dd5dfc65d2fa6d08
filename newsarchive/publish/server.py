"""Datasette over an archive or a published snapshot, in this process."""

import gc
import json
import os
import socket
import sys
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm
from uvicorn.supervisors import Multiprocess

from newsarchive.archive.opening import database_file, is_frozen
from newsarchive.errors import UsageMistake
from newsarchive.exporting.reading import open_database
from newsarchive.publish import plugin
from newsarchive.publish.frozen import ArchiveDatabase, FrozenDatabase
from newsarchive.publish.metadata import metadata

LARGE = 100_000
"""Articles beyond which facets are counted only when asked for (four of them take 0.3 s at a million)."""

HEAVY_AT_ONCE = 4
"""Heavy pages of a public room that are answered at the same time."""

MOST_PROCESSES = 8
"""Processes that serve a snapshot, two for each processor: in each of them Python does one thing at a time, so that a
page that waits for the database waits for other pages as well."""

_SWITCH_SECONDS = 0.0005
"""How long one thread computes while another waits (default: 5 ms); a page of Datasette changes threads 20 times."""

_SETTINGS = {
    "suggest_facets": False,  # costs 50 ms a column and page
    "truncate_cells_html": 200,
    "default_page_size": 50,
    "facet_time_limit_ms": 1_000,
    "sql_time_limit_ms": 3_000,
    "num_sql_threads": 4,
}
_OF_LARGE = {"max_returned_rows": 500}
"""A page of a thousand rows takes 50 ms to write; files have them all."""

_PUBLIC = {
    "default_allow_sql": False,
    "allow_csv_stream": False,
    "allow_download": False,
    "facet_time_limit_ms": 300,
    "sql_time_limit_ms": 1_000,
    "max_returned_rows": 500,
}


def build(path: Path, *, public: bool = False, downloads: bool | None = None, processes: int = 1) -> Datasette:
    """Return a Datasette that serves the archive at `path` (folder or file) with our plugin.

    A live archive is opened read-only beside its crawler; a snapshot, or a file nobody can write, as immutable.
    `public`: for people we do not know. `downloads`: whole exports may be fetched; by default not in public.
    `processes`: so many serve it side by side, and share what is bounded.
    """
    with closing(open_database(path)) as db:  # says in one line what is wrong with it
        tables = frozenset(name for (name,) in db.execute("select name from sqlite_master where type = 'table'"))
    file = database_file(path)
    frozen = is_frozen(file)
    if not pm.is_registered(plugin) and not pm.has_plugin("newsarchive"):
        pm.register(plugin, "newsarchive")  # a checkout that was never installed has no entry point
    offered = not public if downloads is None else downloads
    inspected = _inspected(file) if frozen else None
    counts = inspected[file.stem]["tables"] if inspected else {}
    large = counts.get("articles", {}).get("count", 0) > LARGE
    bounds = {"time_limit_ms": 1_000 if public else 3_000, "at_once": max(1, HEAVY_AT_ONCE // processes)}
    told = metadata(file.stem, tables, public=public, large=large, downloads=offered, **bounds)
    served = Datasette(
        [] if frozen else [str(file)],
        immutables=[str(file)] if frozen else [],
        inspect_data=inspected,
        metadata=told,
        settings={**_SETTINGS, **(_OF_LARGE if large else {}), **(_PUBLIC if public else {})},
    )
    served.remove_database(file.stem)
    database = (FrozenDatabase if frozen else ArchiveDatabase)(served, str(file), is_mutable=not frozen)
    served.add_database(database, file.stem)
    return served


def _inspected(file: Path) -> dict[str, Any] | None:
    counts = file.parent / "inspect.json"
    return json.loads(counts.read_text("utf-8")) if counts.is_file() else None


def check(path: Path) -> None:
    """Raise what is wrong with the archive before anything listens."""
    open_database(path).close()


def listen(host: str, port: int) -> socket.socket:
    """Return a socket bound to the address; raises UsageMistake where it is taken or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(128)  # from here on readers wait in line instead of being refused
    except OSError as error:
        bound.close()
        raise UsageMistake(
            f"cannot listen on {host}:{port}: {error.strerror}; choose another --host or --port"
        ) from error
    return bound


def processes_for(path: Path) -> int:
    """Return how many processes serve an archive: two for each processor where nothing writes to it, else one."""
    return min(MOST_PROCESSES, 2 * len(os.sched_getaffinity(0))) if is_frozen(database_file(path)) else 1


def run(path: Path, bound: socket.socket, *, public: bool = False, downloads: bool | None = None) -> None:
    """Serve the archive on the socket until the process is told to end."""
    count = processes_for(path)
    app = partial(application, path, public, downloads, count)
    config = uvicorn.Config(app, factory=True, workers=count, log_level="warning", lifespan="on", server_header=False)
    if count == 1:
        uvicorn.Server(config).run(sockets=[bound])
    else:
        Multiprocess(config, sockets=[bound]).run()


def application(path: Path, public: bool, downloads: bool | None, processes: int) -> Any:
    """Return the ASGI application; it is built in each process that serves it."""
    sys.setswitchinterval(_SWITCH_SECONDS)
    app = build(path, public=public, downloads=downloads, processes=processes).app()
    # What lives as long as the process is looked through no more: 50 ms, in which one page in eighty made all wait.
    gc.collect()
    gc.freeze()
    return app
