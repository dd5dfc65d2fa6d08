"""Taking data away: one `exports/*.sql` is one export, one Datasette query and one table of the data package.

- an export: its SQL (`queries.py`), its rows (`reading.py`), their form (`formats.py`), its file (`destination.py`)
- all of them as a Data Package (`package.py`, `package_words.py`); the captures as WACZ (`wacz.py`, `cdxj.py`)
- samples that can be drawn again (`sampling.py`)
"""

from newsarchive.exporting.formats import FORMATS, write_rows
from newsarchive.exporting.queries import Export, Parameter, all_exports, bind, find_export
from newsarchive.exporting.reading import columns_of, open_database, rows_of

__all__ = [
    "FORMATS",
    "Export",
    "Parameter",
    "all_exports",
    "bind",
    "columns_of",
    "find_export",
    "open_database",
    "rows_of",
    "write_rows",
]
