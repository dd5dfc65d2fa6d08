"""Fixtures that several rooms share."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small archive of `tests.archives`, to be read only."""
    from tests.archives import make_archive

    return make_archive(tmp_path_factory.mktemp("archives") / "archive")
