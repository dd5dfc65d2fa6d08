"""Fixtures that several rooms share."""

import os
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from datasette.app import Datasette

# Images of containers set it: each of the hundreds of processes that tests start would compile the package anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

_MEMORY = Path("/dev/shm")
"""A disk in memory: hundreds of small archives are synced to it in no time."""

_ROOM_BYTES = 2_000_000_000


def pytest_configure(config: pytest.Config) -> None:
    """Put the tests' folders into memory where there is room and nobody named another place."""
    chosen = config.option.basetemp is not None or "TMPDIR" in os.environ
    if not chosen and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM_BYTES:
        config.option.basetemp = Path(tempfile.mkdtemp(prefix="newsarchive-tests-", dir=_MEMORY))
        config.add_cleanup(lambda: shutil.rmtree(config.option.basetemp, ignore_errors=True))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run one process more than there are cores: a quarter of their time tests wait for a portal or a process."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small archive of `tests.archives`, to be read only."""
    from tests.archives import make_archive

    return make_archive(tmp_path_factory.mktemp("archives") / "archive")


@pytest.fixture
def copy(archive: Path, tmp_path: Path) -> Path:
    """A copy of the small archive, to be written."""
    return shutil.copytree(archive, tmp_path / "archive")


@pytest.fixture(scope="session")
def room(archive: Path) -> "Datasette":
    """The reading room of the small archive, as its owner sees it."""
    from newsarchive.publish.server import build

    return build(archive)


@pytest.fixture(scope="session")
def ids(archive: Path) -> dict[str, str]:
    """The small archive's public ids by the last part of an article's address, and its authors' ids by their names."""
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        told = {url.split("/")[-2]: public_id for url, public_id in db.execute("select url, public_id from articles")}
        return told | {name: str(number) for name, number in db.execute("select name, id from authors")}


@pytest.fixture(scope="session")
def crawled_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the sample portal as one crawl leaves it, to be read only; copy it to write."""
    from newsarchive.sample_portal.server import running_portal
    from tests import forked

    archive = tmp_path_factory.mktemp("crawled") / "archive"
    with running_portal() as base:
        command = ["crawl", "bbn", "-a", f"url={base}/", "-s", f"ARCHIVE={archive}", "-s", "DOWNLOAD_DELAY=0"]
        assert forked.newsarchive(*command).returncode == 0
    return archive


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a case by the length of its bytes: packed ones hold the time, and every process must find the same names."""
    return f"{len(val)} bytes" if isinstance(val, bytes) and len(val) > 20 else None
