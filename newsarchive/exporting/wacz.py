"""A WACZ of an archive's captures: one file that pywb and ReplayWeb.page replay.

Format: "Web Archive Collection Zipped (WACZ) 1.1.1", Webrecorder, 2021. The same archive gives the same bytes.
"""

import hashlib
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from newsarchive import __version__
from newsarchive.archive.opening import CAPTURES, database_file
from newsarchive.captures import WHOLE
from newsarchive.errors import StorageError
from newsarchive.exporting import cdxj
from newsarchive.exporting.destination import destination
from newsarchive.exporting.reading import one_state

_BLOCK = 1 << 20
_MIDNIGHT = (1980, 1, 1, 0, 0, 0)
"""The time of every entry of the zip file: the earliest it can hold, so that two exports are the same bytes."""

_PAGES = f"""
select k.url, k.fetched_at, coalesce(r.headline, a.headline)
from captures k
left join revisions r on r.capture_id = k.id
join visits v on v.id = k.visit_id
join articles a on a.id = v.article_id
where k.kind = 'page' and k.status in {WHOLE} and k.sha256 <> 'erased'
order by k.id
"""


def write_wacz(archive: Path, file: Path) -> int:
    """Write the archive's captures, their index and the list of articles; return the number of captures.

    Raises StorageError where the archive holds no capture, or the file cannot be written.
    """
    with (
        one_state(archive) as db,
        destination(file) as out,
        zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package,
    ):
        return _fill(package, db, database_file(archive).parent / CAPTURES)


def _fill(package: zipfile.ZipFile, db: sqlite3.Connection, captures: Path) -> int:
    names = [name for (name,) in db.execute("select distinct warc_file from captures order by 1") if name]
    if not names:
        raise StorageError(f"{captures.parent} holds no capture; crawl a portal first")
    if lost := [name for name in names if not (captures / name).is_file()]:
        raise StorageError(f"{captures} lacks {lost[0]}; name the folder of a whole archive, no copy of its database")
    lines = cdxj.lines(db)
    packed, index = cdxj.compressed(lines)
    resources = [_copy(package, f"archive/{name}", captures / name) for name in names]
    texts = {"indexes/index.cdx.gz": packed, "indexes/index.idx": index, "pages/pages.jsonl": b"".join(_pages(db))}
    resources += [_write(package, path, [data]) for path, data in texts.items()]
    (created,) = db.execute("select max(fetched_at) from captures").fetchone()
    about = {
        "profile": "data-package",
        "name": "newsarchive-captures",
        "wacz_version": "1.1.1",
        "software": f"newsarchive {__version__}",
        "created": created,
        "resources": resources,
    }
    described = orjson.dumps(about, option=orjson.OPT_INDENT_2)
    _write(package, "datapackage.json", [described])
    digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(described).hexdigest()}"}
    _write(package, "datapackage-digest.json", [orjson.dumps(digest, option=orjson.OPT_INDENT_2)])
    return len(lines)


def _pages(db: sqlite3.Connection) -> Iterator[bytes]:
    yield b'{"format": "json-pages-1.0", "id": "pages", "title": "Articles"}\n'
    for number, (url, at, headline) in enumerate(db.execute(_PAGES), 1):
        yield orjson.dumps({"id": f"p{number}", "url": url, "ts": at, "title": headline or url}) + b"\n"


def _copy(package: zipfile.ZipFile, path: str, source: Path) -> dict[str, Any]:
    with source.open("rb") as data:
        return _write(package, path, iter(lambda: data.read(_BLOCK), b""))


def _write(package: zipfile.ZipFile, path: str, blocks: Iterable[bytes]) -> dict[str, Any]:
    """Write one entry and return its description as a resource of the package."""
    digest, size = hashlib.sha256(), 0
    with package.open(zipfile.ZipInfo(path, _MIDNIGHT), "w", force_zip64=True) as entry:
        for block in blocks:
            digest.update(block)
            size += len(block)
            entry.write(block)
    name = path.rpartition("/")[2].lower().replace("_", "-")
    return {"name": name, "path": path, "hash": f"sha256:{digest.hexdigest()}", "bytes": size}
