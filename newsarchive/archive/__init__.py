"""The archive: SQLite beside the captures.

- one writer opens it (`store.py`, `opening.py`, `lock.py`; `schema.py`, `migrations.py`, `spellings.py`; `faults.py`)
- the frontier (`pages.py`, `hints.py`) and the runs (`runs.py`, `health.py`)
- a look (`looks.py`) becomes rows (`visits.py`, `rows.py`): which article it is (`identity.py`, `addresses.py`,
  `availability.py`), what it says (`articles.py`, `content.py`, `moments.py`, `parts.py`), who replied (`threads.py`,
  `comments.py`, `renumbering.py`), what changed since the version before (`revisions.py`, `changes.py`, `sentences.py`)
- who tells the same (`similar.py`, `fingerprints.py`, `origins.py`, `translations.py`, `boilerplate.py`)
- what may not come back (`erased.py`, `erased_texts.py`), what may go (`retention.py`), what is whole (`verify.py`)
"""

import sys

# sqlite_utils imports these where they are installed: half a second and 80 MB that a crawl has no use for.
_unused = {"numpy", "pandas"} - sys.modules.keys()
sys.modules |= dict.fromkeys(_unused)  # type: ignore[arg-type]
try:
    import sqlite_utils  # noqa: F401
finally:
    for _name in _unused:
        del sys.modules[_name]
