"""Taking data away: one `exports/*.sql` is one export, one Datasette query and one table of the data package."""

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
