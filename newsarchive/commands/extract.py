"""Commands that read pages: extract, explain."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import orjson

from newsarchive.commands.printing import IN_ARCHIVE
from newsarchive.errors import UsageMistake
from newsarchive.exporting.destination import destination

if TYPE_CHECKING:
    from newsarchive.extract.explain import Explanation
    from newsarchive.items import Article

URL = click.option("--url", metavar="URL", help="The page's address; default: its canonical link.")
FETCHED_AT = click.option("--fetched-at", metavar="TIME", help="When the page was fetched; default: 2026-11-01.")
ENCODING = click.option("--encoding", metavar="CHARSET", help="Charset that the response named.")


@click.command()
@click.argument("source", required=False)
@URL
@FETCHED_AT
@ENCODING
@IN_ARCHIVE
@click.option(
    "--manifest",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Read many pages: JSON lines with id, path, url.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="With --manifest: the file to write."
)
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Worker processes.")
def extract(
    source: str | None,
    url: str | None,
    fetched_at: str | None,
    encoding: str | None,
    archive: Path,
    manifest: Path | None,
    output: Path | None,
    jobs: int,
) -> None:
    """Print what a page says, as JSON. SOURCE is a file (also gzipped), "-" for standard input, or an address.

    \b
    newsarchive extract page.html --url https://example.com/story/
    newsarchive extract https://example.com/story/ --archive archive/
    newsarchive extract --manifest pages.jsonl -o items.jsonl --jobs 4

    An address is read from its last captures in the archive, comment pages and JSON with it; nothing is fetched.
    A manifest has a JSON object a line: id, path (relative to the manifest), url and, if known, crawl_date.
    """
    from newsarchive.commands.extract_source import read_time  # the extractor takes half a second to import
    from newsarchive.extract import themes
    from newsarchive.extract.plain import plain

    themes.check_all()
    at = read_time(fetched_at)
    if manifest is not None:
        if source is not None or output is None:
            raise UsageMistake("--manifest takes no SOURCE, and wants -o FILE")
        _extract_all(manifest, output, at, jobs)
        return
    if source is None or output is not None:
        raise UsageMistake('name one file or "-"; -o goes with --manifest')
    article = _article(source, url, at, encoding, archive)
    click.echo(orjson.dumps(plain(article), option=orjson.OPT_INDENT_2).decode())


def _article(source: str, url: str | None, at: datetime, encoding: str | None, archive: Path) -> Article:
    from newsarchive.commands.extract_archived import last_visit
    from newsarchive.commands.extract_source import is_address, load
    from newsarchive.extract import extract
    from newsarchive.reextraction import read_again

    if is_address(source):
        read = read_again(last_visit(archive, source))
        if isinstance(read, str):
            raise UsageMistake(f"{source}: {read}")
        return read
    page = load(source, url, at, encoding)
    return extract(page.html, page.url, fetched_at=page.fetched_at, encoding=page.encoding)


def _extract_all(manifest: Path, output: Path, fetched_at: datetime, jobs: int) -> None:
    from newsarchive.commands.extract_manifest import read_manifest, write_all

    tasks = read_manifest(manifest, fetched_at)
    with destination(output) as out:
        failed = write_all(tasks, out, jobs)
    click.echo(f"{output}: {len(tasks):,} pages, {failed:,} failed", err=True)


@click.command()
@click.argument("source")
@URL
@FETCHED_AT
@ENCODING
@IN_ARCHIVE
def explain(source: str, url: str | None, fetched_at: str | None, encoding: str | None, archive: Path) -> None:
    """Show for each field of a page what was weighed, what was chosen and why. SOURCE as for `extract`.

    \b
    newsarchive explain page.html
    newsarchive explain https://example.com/story/
    """
    from newsarchive.commands.extract_archived import last_visit
    from newsarchive.commands.extract_source import Source, is_address, load, read_time
    from newsarchive.extract import themes
    from newsarchive.extract.explain import explain

    themes.check_all()
    if is_address(source):
        visit = last_visit(archive, source)
        served, timezone = visit.parts[0][1], visit.timezone
        page = Source(served.body, served.url, served.fetched_at, served.charset)
        rules = themes.named(visit.rules) if visit.rules else None
    else:
        page, timezone, rules = load(source, url, read_time(fetched_at), encoding), None, None
    explained = explain(
        page.html, page.url, fetched_at=page.fetched_at, encoding=page.encoding, rules=rules, timezone=timezone
    )
    for field in explained:
        click.echo(_described(field))


def _described(field: Explanation) -> str:
    lines = [f"{field.field}: {field.value if field.value is not None else '—'}"]
    lines[0] += f"  [{field.source}]" if field.source else ""
    if field.rule:
        lines.append(f"    why: {field.rule}")
    chosen = False
    for source, value in field.candidates:
        is_chosen = not chosen and source == field.source
        chosen = chosen or is_chosen
        lines.append(f"  {'→' if is_chosen else ' '} {source:<12} {value}")
    return "\n".join(lines)


COMMANDS: tuple[click.Command, ...] = (extract, explain)
