"""Fixtures that several rooms share."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small archive of `tests.archives`, to be read only."""
    from tests.archives import make_archive

    return make_archive(tmp_path_factory.mktemp("archives") / "archive")


@pytest.fixture(scope="session")
def crawled_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the sample portal as one crawl leaves it, to be read only; copy it to write."""
    import subprocess
    import sys

    from newsarchive.sample_portal.server import running_portal

    archive = tmp_path_factory.mktemp("crawled") / "archive"
    with running_portal() as base:
        command = ["crawl", "bbn", "-a", f"url={base}/", "-s", f"ARCHIVE={archive}", "-s", "DOWNLOAD_DELAY=0"]
        subprocess.run([sys.executable, "-m", "newsarchive", *command], check=True, capture_output=True)
    return archive
