"""Commands that take data away: export, dictionary, draw."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, get_args

import click
from sqlite_utils import Database

from newsarchive import dictionary
from newsarchive.archive.migrations import migrate
from newsarchive.archive.opening import CAPTURES, database_file
from newsarchive.commands.printing import ARCHIVE, check_portal
from newsarchive.errors import NewsarchiveError, UsageMistake
from newsarchive.exporting import (
    FORMATS,
    Export,
    all_exports,
    bind,
    columns_of,
    find_export,
    open_database,
    rows_of,
    write_rows,
)
from newsarchive.exporting.destination import destination
from newsarchive.exporting.package import write_package
from newsarchive.exporting.sampling import STRATA, Design, Plan, draw, read_draw, why_nothing, write_draw
from newsarchive.exporting.wacz import write_wacz


@click.command()
@click.argument("name", required=False)
@ARCHIVE
@click.option("--list", "listed", is_flag=True, help="List the exports and what they ask for.")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="Default: the ending of -o, else csv.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="File to write; default: standard output."
)
@click.option("--since", metavar="DAY", help="First day, YYYY-MM-DD, or a moment, 2023-10-19T15:46:00Z.")
@click.option("--until", metavar="DAY", help="Last day, inclusive, or a moment.")
@click.option("--portal", metavar="NAME", help="Only this portal.")
@click.option("--moment", metavar="TIME", help="For articles_asof: as the archive stood then.")
@click.option("--package", "package", type=click.Path(path_type=Path), metavar="FOLDER", help="Write a Data Package.")
@click.option("--wacz", "wacz", type=click.Path(path_type=Path), metavar="FILE", help="Write the captures as WACZ.")
@click.option(
    "--licence", metavar="NAME", help="With --package: licence of the data; default: rights stay with the portals."
)
@click.option("--param", "more", multiple=True, metavar="NAME=VALUE", help="Any other parameter of the export.")
def export(
    name: str | None,
    archive: Path,
    listed: bool,
    format_: str | None,
    output: Path | None,
    package: Path | None,
    wacz: Path | None,
    licence: str | None,
    more: tuple[str, ...],
    **given: str | None,
) -> None:
    """Write the export NAME of an archive as CSV, JSON, JSON lines or Parquet.

    \b
    newsarchive export --list
    newsarchive export articles --since 2023-10-01 --until 2023-10-31 -o october.csv
    newsarchive export comments archive/ --format jsonl > comments.jsonl
    newsarchive export --package october/ archive/ --portal bbn
    newsarchive export --wacz captures.wacz archive/

    In CSV a text that a spreadsheet would run as a formula (=, +, -, @, tab or carriage return first) gets an
    apostrophe in front; the other formats give every text as it is.
    """
    if listed:
        click.echo("\n\n".join(_described(one) for one in all_exports()))
    elif package is not None:
        _package(package, _only_archive(name, archive, "--package"), licence, given)
    elif wacz is not None:
        _wacz(wacz, _only_archive(name, archive, "--wacz"), {**given, "param": more, "output": output})
    elif name is None:
        raise UsageMistake("name an export; `newsarchive export --list` lists them")
    else:
        wanted = find_export(name)
        values = bind(wanted, {**given, **dict(_pair(one) for one in more)})
        _table(archive, wanted, values, output, format_)


def _table(
    archive: Path, wanted: Export, values: dict[str, str | None], output: Path | None, format_: str | None
) -> None:
    """Write the rows of one export to a file or to standard output."""
    if output is not None:
        _spare(archive, output)
    format_ = format_ or _format_of(output)
    with closing(open_database(archive)) as db, destination(output) as out:
        check_portal(db, archive, values.get("portal"))
        columns, rows = rows_of(db, wanted.sql, values)
        types = {column: dictionary.export_column(wanted, column).type for column in columns}
        written = write_rows(format_, columns, rows, out, types)
    if output is not None:
        click.echo(f"{output}: {written:,} rows", err=True)


def _only_archive(name: str | None, archive: Path, option: str) -> Path:
    """Return the archive of a command that takes no export: the first word. Raises UsageMistake for a second one."""
    source = click.get_current_context().get_parameter_source("archive")
    if source is click.core.ParameterSource.COMMANDLINE:
        raise UsageMistake(f"{option} takes one archive and no name of an export, not also '{archive}'")
    return Path(name) if name else archive


def _spare(archive: Path, output: Path) -> None:
    """Raise UsageMistake where the file to write is the archive itself, or one of its captures."""
    folder = archive if archive.is_dir() else archive.parent
    inside = folder.resolve() / CAPTURES
    if output.resolve() == database_file(archive).resolve() or inside in output.resolve().parents:
        raise UsageMistake(f"{output} belongs to the archive; name another file")


def _package(folder: Path, archive: Path, licence: str | None, given: dict[str, str | None]) -> None:
    if wrong := [name for name, value in given.items() if value and name != "portal"]:
        raise UsageMistake(f"a data package takes no --{wrong[0]}: its tables would no longer fit each other")
    with closing(open_database(archive)) as db:
        check_portal(db, archive, given["portal"])
    written = write_package(archive, folder, portal=given["portal"], licence=licence)
    click.echo(written, err=True)


def _wacz(file: Path, archive: Path, given: dict[str, object]) -> None:
    if wrong := [name for name, value in given.items() if value]:
        raise UsageMistake(f"a WACZ takes no --{wrong[0]}: it holds all captures")
    _spare(archive, file)
    click.echo(f"{file}: {write_wacz(archive, file):,} captures", err=True)


def _described(export: Export) -> str:
    asked = "".join(f"\n    {one.name}: {one.description}" for one in export.parameters)
    return f"{export.name}: {export.title}\n  {export.description}{asked}"


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageMistake(f"--param wants NAME=VALUE, not '{text[:40]}'")
    return name, value


def _format_of(output: Path | None) -> str:
    """Return the format that the file's ending names, CSV where there is none. Raises UsageMistake for any other."""
    ending = output.suffix.removeprefix(".").lower() if output else ""
    found = {"": "csv", "ndjson": "jsonl"}.get(ending, ending)
    if found not in FORMATS:
        raise UsageMistake(f"{output}: no format is called '{ending}'; there are {', '.join(FORMATS)} (--format)")
    return found


@click.command("dictionary")
@click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="To read, or for a program.",
)
def show_dictionary(format_: str) -> None:
    """Describe every table and column of an archive and of its exports."""
    with closing(sqlite3.connect(":memory:")) as db:
        migrate(Database(db))
        exports = [_meant(db, one) for one in all_exports()]
    click.echo(dictionary.as_json(exports) if format_ == "json" else dictionary.as_text(exports))


def _meant(db: sqlite3.Connection, export: Export) -> dictionary.Table:
    """Return what the export and each of its columns mean; the database need hold no rows."""
    columns = columns_of(db, export.sql, bind(export, {}))
    meant = {column: dictionary.export_column(export, column) for column in columns}
    return dictionary.Table(f"export {export.name}", export.description, meant)


@click.command("draw")
@ARCHIVE
@click.option("--design", type=click.Choice(get_args(Design)), default="simple", show_default=True, help="How to draw.")
@click.option(
    "--seed",
    type=click.IntRange(-(2**63), 2**63 - 1),
    metavar="INTEGER",
    default=1,
    show_default=True,
    help="The same seed draws the same articles.",
)
@click.option(
    "--size",
    type=click.IntRange(1, 2**31),
    help="Articles to draw; constructed-week: at most so many a day (default: all).",
)
@click.option("--by", type=click.Choice(tuple(STRATA)), help="stratified: what parts the strata; default: portal.")
@click.option("--weeks", type=click.IntRange(1, 10_000), help="constructed-week: how many weeks; default: 1.")
@click.option("--since", metavar="DAY", help="First day of publication, YYYY-MM-DD.")
@click.option("--until", metavar="DAY", help="Last day of publication, inclusive.")
@click.option("--portal", metavar="NAME", help="Only this portal.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="File; default: draws/DESIGN-SEED.json."
)
@click.option("--again", type=click.Path(path_type=Path), metavar="FILE", help="Draw a stored draw again and compare.")
def draw_sample(archive: Path, output: Path | None, again: Path | None, **plan: Any) -> None:
    """Draw a sample of ARCHIVE's articles; design and draw are stored and can be drawn again.

    \b
    newsarchive draw --design constructed-week --weeks 2 --seed 7 --since 2023-07-01 --until 2023-12-31
    newsarchive draw --again draws/constructed-week-7.json
    """
    with closing(open_database(archive)) as db:
        if again is None:
            check_portal(db, archive, plan["portal"])
            _check_fit(plan)
            made = draw(db, Plan(**plan))
            if not made.drawn:
                raise UsageMistake(f"nothing to draw: {why_nothing(db, made)}")
            output = output or Path("draws") / f"{made.plan.design}-{made.plan.seed}.json"
            _spare(archive, output)
            if output.exists() and read_draw(output) != made:
                raise UsageMistake(f"{output} holds another draw; name another file with -o")
            write_draw(made, output)
            click.echo(f"{output}: {len(made.drawn):,} of {made.frame_size:,} articles")
            return
        stored = read_draw(again)
        made = draw(db, stored.plan)
    if made != stored:
        missing, more = set(stored.drawn) - set(made.drawn), set(made.drawn) - set(stored.drawn)
        raise NewsarchiveError(
            f"{again}: the archive gives another draw now: {len(missing)} missing, {len(more)} more, "
            f"from {made.frame_size:,} articles instead of {stored.frame_size:,}"
        )
    click.echo(f"{again}: the same {len(made.drawn):,} articles")


def _check_fit(plan: dict[str, Any]) -> None:
    """Raise UsageMistake where the design has no use for an option that is given."""
    for option, design in (("by", "stratified"), ("weeks", "constructed-week")):
        if plan[option] is not None and plan["design"] != design:
            raise UsageMistake(f"--{option} wants --design {design}; the design is '{plan['design']}'")


COMMANDS: tuple[click.Command, ...] = (export, show_dictionary, draw_sample)
