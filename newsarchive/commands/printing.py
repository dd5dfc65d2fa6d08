"""What the commands that look into an archive share: their options, and how rows are printed."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
import orjson

from newsarchive.archive import opening
from newsarchive.archive.faults import mapped
from newsarchive.archive.rows import Row
from newsarchive.errors import UsageMistake

ARCHIVE = click.argument("archive", type=click.Path(path_type=Path, readable=False), default=Path("archive"))
IN_ARCHIVE = click.option(
    "--archive",
    type=click.Path(path_type=Path),
    default=Path("archive"),
    show_default=True,
    help="The archive's folder.",
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


def age(ctx: click.Context, param: click.Parameter, value: str | None) -> timedelta | None:
    """Return a span of time: 90m, 26h, 2d."""
    if value is None:
        return None
    found = re.fullmatch(r"(\d{1,5})([mhd])", value)
    if not found:
        raise click.BadParameter(f"'{value}' is no span of time such as 90m, 26h or 2d")
    return timedelta(minutes=int(found[1]) * {"m": 1, "h": 60, "d": 1440}[found[2]])


@contextmanager
def reading(archive: Path) -> Iterator[sqlite3.Connection]:
    """Open the archive's database to read."""
    with mapped(archive / opening.DATABASE), closing(opening.connect_to_read(archive).conn) as db:
        yield db


def check_portal(db: sqlite3.Connection, archive: Path, portal: str | None) -> None:
    """Raise UsageMistake where the archive has no portal of that name."""
    if portal and db.execute("select 1 from portals where name = ?", (portal,)).fetchone() is None:
        raise UsageMistake(f"no portal named '{portal}' in {archive}; 'newsarchive portals' lists them")


def echo_json(rows: list[Row], parsed: tuple[str, ...] = ()) -> None:
    """Print one JSON object a line; the columns in `parsed` hold JSON already."""
    for row in rows:
        told: dict[str, Any] = {key: orjson.loads(row[key]) if key in parsed and row[key] else row[key] for key in row}
        click.echo(orjson.dumps(told).decode())


def echo_table(rows: list[Row], columns: tuple[str, ...]) -> None:
    """Print the rows under their column names; numbers to the right, the last column as long as it is."""
    cells = [[_cell(row[column]) for column in columns] for row in rows]
    widths = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
    is_number = [bool(rows) and isinstance(rows[0][column], int) for column in columns]
    for line in (list(columns), *cells):
        parts = [
            text.rjust(width) if right else text.ljust(width)
            for text, width, right in zip(line, widths, is_number, strict=True)
        ]
        click.echo("  ".join(parts).rstrip())


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else str(value)
