import os
from pathlib import Path

import pytest

from tests.testbed import TESTBED


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the portals unless .ci/run asks for them: they install packages and take minutes."""
    asked = os.environ.get("NEWSARCHIVE_PORTALS") == "1"
    reason = (
        f"needs the test bed (NEWSARCHIVE_TESTBED), {TESTBED}"
        if asked
        else "real portals: run by .ci/run (NEWSARCHIVE_PORTALS=1)"
    )
    if asked and TESTBED.is_dir():
        return
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and item.get_closest_marker("portal"):
            item.add_marker(pytest.mark.skip(reason=reason))
