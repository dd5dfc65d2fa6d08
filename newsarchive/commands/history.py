"""Commands that make history without the network: reextract, import."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import click
from rich.console import Console
from rich.progress import track

from newsarchive.commands.printing import ARCHIVE, check_portal
from newsarchive.errors import UsageMistake

_Item = TypeVar("_Item")
_SHOWN = 200
"""Characters of an old or new text that a difference is shown with."""


@click.command()
@ARCHIVE
@click.option("--portal", metavar="NAME", help="Only this portal.")
@click.option("--since", metavar="YYYY-MM-DD", help="Only articles visited on that day (UTC) or later.")
@click.option("--dry-run", is_flag=True, help="Show the differences and store nothing.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read pages.")
def reextract(archive: Path, portal: str | None, since: str | None, dry_run: bool, jobs: int) -> None:
    """Read the captures of ARCHIVE again with today's extractor, without the network.

    The last visit of each article is read again; what differs is shown field by field and stored as a version whose
    cause is "extractor", apart from the portal's own edits. It can be stopped and started again.
    """
    from newsarchive.archive.opening import database_file
    from newsarchive.archive.store import open_archive
    from newsarchive.reextraction import reextract as run

    moment = _day(since)
    database_file(archive)
    outcomes: Counter[str] = Counter()
    with open_archive(archive, write=True) as opened:
        check_portal(opened.db.conn, archive, portal)
        for result in _shown(run(opened, portal=portal, since=moment, dry_run=dry_run, jobs=jobs), "reading again"):
            outcomes["unreadable" if result.fault is not None else "changed" if result.changes else "same"] += 1
            if result.fault is not None:
                click.echo(f"{result.url}: {result.fault}")
            for kind, old, new in result.changes:
                click.echo(f"{result.url}: {kind}\n  - {_short(old)}\n  + {_short(new)}")
    read = sum(outcomes.values())
    click.echo(
        f"{read:,} articles read again: {outcomes['same']:,} the same, {outcomes['changed']:,} "
        f"{'would change' if dry_run else 'changed'}, {outcomes['unreadable']:,} not readable any more"
    )


@click.command("import")
@click.argument("source", type=click.Path(path_type=Path))
@ARCHIVE
@click.option("--portal", metavar="NAME", help="Name of the portal of all pages; default: by host.")
def import_(source: Path, archive: Path, portal: str | None) -> None:
    """Bring captures made elsewhere into ARCHIVE, under their original dates.

    SOURCE is a .warc or .warc.gz file (CC-NEWS, wget), a folder of them, or a .wacz (Browsertrix, ArchiveWeb.page).
    Where the folder holds a CDX or CDXJ index, what it lists is read of the files that it names. What is imported twice
    is stored once.
    """
    from newsarchive.archive.store import open_archive
    from newsarchive.captures.elsewhere import captured
    from newsarchive.importing import import_captures

    outcomes: Counter[str] = Counter()
    # The source first: a file that is none makes no archive.
    with captured(source) as found, open_archive(archive, write=True) as opened:
        for _, outcome in _shown(import_captures(opened, found, portal=portal), "importing"):
            outcomes[outcome] += 1
    told = ", ".join(f"{count:,} {outcome}" for outcome, count in outcomes.most_common())
    click.echo(f"{sum(outcomes.values()):,} pages: {told or 'none'}")


def _day(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return f"{date.fromisoformat(text):%Y-%m-%d}T00:00:00Z"
    except ValueError:
        raise UsageMistake(f"--since wants a day, YYYY-MM-DD, not {text[:40]!r}") from None


def _short(text: str | None) -> str:
    line = " ".join((text or "").split())
    return line if len(line) <= _SHOWN else line[:_SHOWN] + " …"


def _shown(items: Iterable[_Item], what: str) -> Iterator[_Item]:
    """Yield the items, with a count that moves on a terminal."""
    console = Console(stderr=True)
    yield from track(items, what, console=console, disable=not sys.stderr.isatty(), transient=True)


COMMANDS: tuple[click.Command, ...] = (reextract, import_)
