"""What every table and column of an archive means: the one source of Datasette's column help, of the data package's
descriptions and of `newsarchive dictionary`. The words stand in `dictionary.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, Protocol, cast

import orjson

Type = Literal["text", "integer", "real", "blob"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table or an export."""

    name: str
    type: Type
    description: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the archive, or the columns that only exports have."""

    name: str
    description: str
    columns: Mapping[str, Column]


class Described(Protocol):
    """An export, as far as its columns are looked up: its own first, then those of its tables, in order."""

    @property
    def name(self) -> str: ...
    @property
    def tables(self) -> tuple[str, ...]: ...


@cache
def tables() -> Mapping[str, Table]:
    """Return the archive's tables by name, in the order of the file."""
    return {name: _table(name, entry) for name, entry in _words()["tables"].items()}


@cache
def _exports() -> Mapping[str, Table]:
    return {name: _table(name, entry) for name, entry in _words()["exports"].items()}


@cache
def _words() -> dict[str, dict[str, dict[str, object]]]:
    return tomllib.loads((files("newsarchive") / "dictionary.toml").read_text("utf-8"))


def _table(name: str, entry: dict[str, object]) -> Table:
    columns = {}
    for column, words in entry.items():
        if column == "_":
            continue
        kind, text = words if isinstance(words, list) else ("text", words)
        columns[column] = Column(column, cast(Type, kind), str(text))
    return Table(name, str(entry.get("_", "")), columns)


def export_column(export: Described, column: str) -> Column:
    """Return the description of an export's column; raises KeyError where nothing describes it."""
    own = [_exports()[name] for name in (export.name, "all") if name in _exports()]
    for table in (*own, *(tables()[name] for name in export.tables)):
        if column in table.columns:
            return table.columns[column]
    raise KeyError(f"exports/{export.name}.sql: nothing describes the column '{column}' (dictionary.toml)")


def as_text(exports: Sequence[Table] = ()) -> str:
    """Return the dictionary as lines to read: the archive's tables, then the exports."""
    parts = []
    for table in (*tables().values(), *exports):
        columns = (f"  {column.name} ({column.type}): {column.description}" for column in table.columns.values())
        parts.append("\n".join((f"{table.name}: {table.description}", *columns)))
    return "\n\n".join(parts)


def as_json(exports: Sequence[Table] = ()) -> str:
    """Return the dictionary as one JSON object: table or export → description and columns."""
    plain = {
        table.name: {
            "description": table.description,
            "columns": {
                column.name: {"type": column.type, "description": column.description}
                for column in table.columns.values()
            },
        }
        for table in (*tables().values(), *exports)
    }
    return orjson.dumps(plain, option=orjson.OPT_INDENT_2).decode()
