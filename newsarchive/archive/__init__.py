"""The archive: SQLite beside the captures."""

import sys

if "pandas" not in sys.modules:
    # sqlite_utils imports pandas where it is installed: half a second and 80 MB that a crawl has no use for.
    sys.modules["pandas"] = None  # type: ignore[assignment]
    try:
        import sqlite_utils  # noqa: F401
    finally:
        del sys.modules["pandas"]
