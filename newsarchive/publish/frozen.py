"""An archive's database for Datasette; of a snapshot, to which nothing writes, the schema is asked for once.

A page of a table asks fifteen times. Each time it gives way to another thread, and to all other pages on the way back:
with eight readers that took ten times as long as the page itself.
"""

import sqlite3
from collections.abc import Awaitable, Callable, Hashable
from copy import copy
from functools import partialmethod
from pathlib import Path
from typing import Any

from datasette.database import Database

MOST = 1_000
"""Answers that are remembered; a reader may ask for tables without end that do not exist."""


class ArchiveDatabase(Database):  # type: ignore[misc]
    """Datasette's database of an archive, which is only read."""

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """Return a connection. Datasette's own takes ?, # and % in the path for parts of an address."""
        address = f"{Path(self.path).resolve().as_uri()}?{'mode=ro' if self.is_mutable else 'immutable=1'}"
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        self._all_file_connections.append(connection)
        return connection


class FrozenDatabase(ArchiveDatabase):
    """Datasette's database of a file that nobody writes to."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.known: dict[Hashable, Any] = {}

    async def _once(self, key: Hashable, ask: Callable[[], Awaitable[Any]]) -> Any:
        """Return a copy of the answer, so that nobody changes what others get."""
        if key not in self.known:
            answer = await ask()
            if len(self.known) >= MOST:
                return answer
            self.known[key] = answer
        return copy(self.known[key])

    async def execute(self, sql: str, params: Any = None, **options: Any) -> Any:
        """Return the rows; from memory where Datasette itself asks for the schema: a reader's SQL comes with bounds."""
        ask = super().execute
        if options or not ("sqlite_master" in sql or sql == "PRAGMA schema_version"):
            return await ask(sql, params, **options)
        return await self._once((sql, repr(params)), lambda: ask(sql, params))

    async def _of_schema(self, name: str, *asked: str) -> Any:
        return await self._once((name, *asked), lambda: getattr(super(FrozenDatabase, self), name)(*asked))

    table_columns = partialmethod(_of_schema, "table_columns")
    table_column_details = partialmethod(_of_schema, "table_column_details")
    primary_keys = partialmethod(_of_schema, "primary_keys")
    fts_table = partialmethod(_of_schema, "fts_table")
    label_column_for_table = partialmethod(_of_schema, "label_column_for_table")
    foreign_keys_for_table = partialmethod(_of_schema, "foreign_keys_for_table")
    get_all_foreign_keys = partialmethod(_of_schema, "get_all_foreign_keys")
    hidden_table_names = partialmethod(_of_schema, "hidden_table_names")
