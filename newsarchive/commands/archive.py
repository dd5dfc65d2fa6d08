"""Commands that look into an archive: verify, runs, pages, portals, health."""

from __future__ import annotations

import sqlite3
import sys
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import click

from newsarchive.archive import health as judging
from newsarchive.archive import retention
from newsarchive.archive import verify as verifying
from newsarchive.archive.looks import PageState
from newsarchive.archive.opening import database_file
from newsarchive.archive.rows import Row, all_rows
from newsarchive.archive.store import open_archive
from newsarchive.commands.printing import (
    ARCHIVE,
    AS_JSON,
    IN_ARCHIVE,
    age,
    check_portal,
    echo_json,
    echo_table,
    reading,
)
from newsarchive.errors import UsageMistake
from newsarchive.times import utc_text
from newsarchive.urls import page_key

_COUNTED = {
    "articles": "articles",
    "comments": "comments where kind = 'comment'",
    "pingbacks": "comments where kind <> 'comment'",
    "captures": "captures",
}


@click.command()
@ARCHIVE
@click.option("--repair", is_flag=True, help="Mend what can be mended without losing anything, then look again.")
def verify(archive: Path, repair: bool) -> None:
    """Look through the whole ARCHIVE: one line a fault; exit code 4 where there is one.

    The database and its full-text indexes, every record of every WARC file, every reference between them.
    """
    if repair:
        for line in verifying.repair(archive):
            click.echo(f"repaired: {line}")
    whole = True
    for line in verifying.verify(archive):
        click.echo(line)
        whole = False
    if not whole:
        sys.exit(4)
    with reading(archive) as db:
        counted = [db.execute(f"select count(*) from {rows}").fetchone()[0] for rows in _COUNTED.values()]
    told = (f"{count:,} {what}" for what, count in zip(_COUNTED, counted, strict=True) if count or what != "pingbacks")
    click.echo(f"whole: {', '.join(told)}")


@click.command()
@ARCHIVE
@click.option("--portal", metavar="NAME", help="Only this portal.")
@click.option(
    "--limit", type=click.IntRange(1, 2**31), default=20, show_default=True, help="Runs to show, the last ones."
)
@AS_JSON
def runs(archive: Path, portal: str | None, limit: int, as_json: bool) -> None:
    """List the last runs of ARCHIVE: what each did and why it ended."""
    with reading(archive) as db:
        check_portal(db, archive, portal)
        sql = (
            "select r.id, p.name as portal, r.started_at, r.finished_at, r.reason, r.requests, r.new, r.changed, "
            "r.same, r.failed, r.warc_bytes, r.health, r.alarms, r.outcomes, r.slowest from runs r "
            "join portals p on p.id = r.portal_id where (? is null or p.name = ?) order by r.id desc limit ?"
        )
        found = all_rows(db, sql, (portal, portal, limit))[::-1]
    if as_json:
        echo_json(found, ("alarms", "outcomes", "slowest"))
        return
    told = "id portal started_at finished_at reason requests new changed same failed health"
    echo_table(found, tuple(told.split()))


@click.command()
@click.argument("urls", nargs=-1, metavar="[URL]…")
@IN_ARCHIVE
@click.option("--portal", metavar="NAME", help="Only this portal.")
@click.option("--state", type=click.Choice(get_args(PageState)), metavar="STATE", help="Only pages in this state.")
@AS_JSON
def pages(urls: tuple[str, ...], archive: Path, portal: str | None, state: str | None, as_json: bool) -> None:
    """Tell what became of each URL and why; without one, how many pages are in which state.

    With --portal or --state and no URL every page of it is listed.
    """
    with reading(archive) as db:
        check_portal(db, archive, portal)
        if not urls and portal is None and state is None:
            sql = "select p.name as portal, g.kind, g.state, count(*) as pages from pages g join portals p "
            sql += "on p.id = g.portal_id group by 1, 2, 3 order by 1, 2, 3"
            found = all_rows(db, sql)
            columns: tuple[str, ...] = ("portal", "kind", "state", "pages")
        else:
            found = _pages(db, urls, portal, state)
            columns = ("portal", "kind", "state", "reason", "fetched_at", "next_visit_at", "failures", "url")
    if as_json:
        echo_json(found)
    elif found or not urls:
        echo_table(found, columns)
    known = {page_key(row["url"]) for row in found} if urls else set()
    if missing := [url for url in urls if page_key(url) not in known]:
        click.echo("".join(f"{url}: the archive does not know it\n" for url in missing), err=True, nl=False)
        sys.exit(1)


def _pages(db: sqlite3.Connection, urls: tuple[str, ...], portal: str | None, state: str | None) -> list[Row]:
    try:
        keys = [page_key(url) for url in urls]
    except ValueError as error:
        raise UsageMistake(str(error)) from error
    sql = (
        "select p.name as portal, g.kind, g.state, g.reason, g.discovered_at, g.fetched_at, g.next_visit_at, "
        "g.failures, g.url from pages g join portals p on p.id = g.portal_id where (? is null or p.name = ?) "
        "and (? is null or g.state = ?)"
    )
    if keys:
        sql += f" and g.key in ({', '.join('?' * len(keys))})"
    return all_rows(db, f"{sql} order by p.name, g.kind, g.url", (portal, portal, state, state, *keys))


@click.command()
@ARCHIVE
@AS_JSON
def portals(archive: Path, as_json: bool) -> None:
    """List the portals of ARCHIVE with what is held of each."""
    with reading(archive) as db:
        sql = (
            "select p.name, p.url, p.timezone, count(a.id) as articles, coalesce(sum(a.comment_count), 0) as comments, "
            "(select max(started_at) from runs r where r.portal_id = p.id) as last_run_at from portals p "
            "left join articles a on a.portal_id = p.id group by p.id order by p.name"
        )
        found = all_rows(db, sql)
    if as_json:
        echo_json(found)
        return
    echo_table(found, ("name", "articles", "comments", "last_run_at", "url"))


@click.command()
@click.argument("portal", required=False)
@IN_ARCHIVE
@click.option(
    "--max-age", callback=age, metavar="AGE", help="Red too where no run has finished for so long: 90m, 26h, 2d."
)
@AS_JSON
def health(portal: str | None, archive: Path, max_age: timedelta | None, as_json: bool) -> None:
    """Tell whether PORTAL (default: every one) is still read well; exit code 5 where one is red.

    Red: a field that the portal's articles had is missing, no new address for far longer than ever before, most
    articles are walls or fail; each against the portal's own last 20 runs.
    """
    with reading(archive) as db:
        sql = (
            "select p.id, p.name, max(r.finished_at) as finished_at from portals p "
            "left join runs r on r.portal_id = p.id where ? is null or p.name = ? group by p.id order by p.name"
        )
        check_portal(db, archive, portal)
        known = all_rows(db, sql, (portal, portal))
        now = utc_text(datetime.now(UTC))
        alarms = {row["name"]: judging.standing(db, row["id"], now, max_age) for row in known}
    if as_json:
        echo_json([_health_row(row, alarms[row["name"]]) for row in known])
    for row in known if not as_json else ():
        lines = [f"red: {alarm.kind}: {alarm.evidence}" for alarm in alarms[row["name"]]]
        for line in lines or ["green" if row["finished_at"] else "no run has finished yet"]:
            click.echo(f"{row['name']}: {line}")
    if any(alarms.values()):
        sys.exit(5)


def _health_row(row: Row, alarms: list[judging.Alarm]) -> Row:
    told = {"health": "red" if alarms else "green", "alarms": list(map(asdict, alarms))}
    return {"portal": row["name"], **told, "last_finished_at": row["finished_at"]}


@click.command()
@ARCHIVE
@click.option("--older-than", callback=age, required=True, metavar="AGE", help="Captures from before: 90d, 365d.")
@click.option("--dry-run", is_flag=True, help="Say how much would go; nothing does.")
@click.option(
    "--lock-wait", type=click.FloatRange(0), default=0, metavar="SECONDS", help="Wait so long for another run."
)
def prune(archive: Path, older_than: timedelta | None, dry_run: bool, lock_wait: float) -> None:
    """Forget old captures of ARCHIVE that nothing needs any more.

    What a version, a comment, an absence or the last look at an article rests on stays, however old it is.
    """
    assert older_than is not None
    database_file(archive)
    with open_archive(archive, write=True, lock_wait=lock_wait) as opened:
        freed = retention.prune(opened, datetime.now(UTC) - older_than, dry_run=dry_run)
    click.echo(f"{'would forget' if dry_run else 'forgot'} {freed.captures:,} captures, {freed.bytes / 1e6:,.1f} MB")


COMMANDS: tuple[click.Command, ...] = (verify, runs, pages, portals, health, prune)
