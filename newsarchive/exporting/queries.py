"""The exports: SQL files whose leading comment lines say what they give and ask for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from newsarchive.errors import UsageMistake

Kind = Literal["date", "moment", "text"]

_HEADER = re.compile(r"^-- (title|description|tables|param (\w+) \((\w+)\)): (.+)$")

_DAY = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}(?:$|[T ])")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that an export asks for; without it the export leaves nothing out."""

    name: str
    kind: Kind
    """`date`: YYYY-MM-DD or a moment; `moment`: ISO 8601, UTC where no offset is given; `text`: as it stands."""
    description: str


@dataclass(frozen=True, slots=True)
class Export:
    """One file of `exports/`."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    tables: tuple[str, ...]
    """Tables whose column descriptions hold for the export's columns of the same name; the first that has it wins."""
    sql: str


@cache
def all_exports() -> tuple[Export, ...]:
    """Return every export, by name."""
    folder = files("newsarchive.exports")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return tuple(read_export(name.removesuffix(".sql"), (folder / name).read_text("utf-8")) for name in names)


def find_export(name: str) -> Export:
    """Return the export of that name; raises UsageMistake where there is none."""
    for export in all_exports():
        if export.name == name:
            return export
    raise UsageMistake(f"no export named '{name}'; `newsarchive export --list` lists them")


def read_export(name: str, source: str) -> Export:
    """Return the export that an SQL file's text describes.

    Leading lines: `-- title: …`, `-- description: …` (several lines join), `-- tables: articles portals`,
    `-- param since (date): …`. The rest is one select statement.
    """
    title, described, tables = "", list[str](), tuple[str, ...]()
    parameters: list[Parameter] = []
    lines = source.splitlines()
    for line in lines:
        match = _HEADER.match(line)
        if match is None:
            break
        what, parameter, kind, text = match.groups()
        if parameter:
            parameters.append(Parameter(parameter, _kind(kind, name), text))
        elif what == "title":
            title = text
        elif what == "description":
            described.append(text)
        else:
            tables = tuple(text.split())
    sql = "\n".join(line for line in lines if not _HEADER.match(line)).strip().removesuffix(";")
    return Export(name, title, " ".join(described), tuple(parameters), tables, sql)


def _kind(word: str, name: str) -> Kind:
    for kind in get_args(Kind):
        if kind == word:
            return kind  # type: ignore[no-any-return]
    raise UsageMistake(f"exports/{name}.sql: no parameter is a '{word}'")


def bind(export: Export, given: Mapping[str, str | None]) -> dict[str, str | None]:
    """Return what the export's SQL is run with: each of its parameters, None where it is not given.

    Raises UsageMistake for a value that the export does not ask for, for a malformed date, and for days that end before
    they begin.
    """
    known = {parameter.name: parameter for parameter in export.parameters}
    for name, value in given.items():
        if value and name not in known:
            takes = ", ".join(known) or "nothing"
            raise UsageMistake(f"the export '{export.name}' takes no '{name}'; it takes {takes}")
    values = {name: _value(parameter, given.get(name)) for name, parameter in known.items()}
    since, until = values.get("since"), values.get("until")
    if since and until and since[:10] > until[:10]:
        raise UsageMistake(f"--since {since} is later than --until {until}")
    return values


def _value(parameter: Parameter, value: str | None) -> str | None:
    if not value or not value.strip():
        return None
    return value.strip() if parameter.kind == "text" else read_date(value.strip(), parameter.name)


def read_date(value: str, name: str) -> str:
    """Return a day as YYYY-MM-DD, a moment as YYYY-MM-DDTHH:MM:SSZ; raises UsageMistake where it is neither."""
    try:
        if not _DAY.match(value):
            raise ValueError(value)
        if len(value) == 10:
            return date.fromisoformat(value).isoformat()
        moment = datetime.fromisoformat(value)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        raise UsageMistake(f"--{name}: '{value[:40]}' is no date; write 2023-10-19 or 2023-10-19T15:46:00Z") from None
