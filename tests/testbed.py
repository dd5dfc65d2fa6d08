"""Where the real portals, pages and trials stand: beside the checkout, or where NEWSARCHIVE_TESTBED says."""

import os
from pathlib import Path

import pytest

TESTBED = Path(os.environ.get("NEWSARCHIVE_TESTBED") or Path(__file__).resolve().parent.parent.parent / "shared")

needs_testbed = pytest.mark.skipif(not TESTBED.is_dir(), reason=f"needs the test bed (NEWSARCHIVE_TESTBED), {TESTBED}")
