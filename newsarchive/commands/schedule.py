"""The command that tells what a run would look at, and when, and why: schedule."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from newsarchive.archive.rows import Row, all_rows
from newsarchive.commands.printing import AS_JSON, IN_ARCHIVE, check_portal, echo_json, echo_table, reading
from newsarchive.crawl import settings
from newsarchive.crawl.ladder import Ladder, read_ladder
from newsarchive.crawl.schedule import explain, span
from newsarchive.times import utc_text

_SOON = ("now", "within an hour", "within a day", "within a week", "within a month", "later", "not planned")
_LIMITS = (timedelta(), timedelta(hours=1), timedelta(days=1), timedelta(days=7), timedelta(days=30))


@click.command()
@click.argument("portal")
@IN_ARCHIVE
@click.option("--explain", "explained", is_flag=True, help="List the pages that are due first, each with the reason.")
@click.option(
    "--limit", type=click.IntRange(1, 2**31), default=20, show_default=True, help="With --explain: pages to list."
)
@AS_JSON
def schedule(portal: str, archive: Path, explained: bool, limit: int, as_json: bool) -> None:
    """Tell how many pages of PORTAL are due when; with --explain which come first, and why.

    By the settings as they are by default (REVISIT_LADDER, DISCUSSION_HOURS, DISCUSSION_DAYS); newest first.
    """
    now = datetime.now(UTC)
    with reading(archive) as db:
        check_portal(db, archive, portal)
        (key,) = db.execute("select id from portals where name = ?", (portal,)).fetchone()
        rows = _pages(db, key, now, limit) if explained else _counts(db, key, now)
    if as_json:
        echo_json(rows)
    elif explained:
        echo_table(rows, ("due_at", "state", "url", "why"))
    else:
        echo_table(rows, ("due", "kind", "pages"))
        click.echo(f"\n{_rungs(_ladder())}")


def _counts(db: sqlite3.Connection, portal_id: int, now: datetime) -> list[Row]:
    limits = [utc_text(now + limit) for limit in _LIMITS]
    cases = " ".join(f"when due <= ? then {number}" for number in range(len(limits)))
    sql = (
        f"select case {cases} when due is not null then 5 else 6 end as rank, kind, count(*) as pages from ("
        "select kind, case state when 'pending' then '' else next_visit_at end as due from pages where portal_id = ?"
        ") group by 1, 2 order by 1, 2"
    )
    found = all_rows(db, sql, (*limits, portal_id))
    return [{"due": _SOON[row["rank"]], "kind": row["kind"], "pages": row["pages"]} for row in found]


def _pages(db: sqlite3.Connection, portal_id: int, now: datetime, limit: int) -> list[Row]:
    sql = (
        "select p.*, coalesce(a.published_at, a.published_local, p.published_at) as article_published_at, "
        "a.comments_claimed, a.comment_count, a.comments_note from pages p left join articles a on a.id = p.article_id "
        "where p.portal_id = ? and (p.state = 'pending' or p.next_visit_at is not null) "
        "order by case p.state when 'pending' then '' else p.next_visit_at end, p.sort_at desc, p.id limit ?"
    )
    ladder = _ladder()
    return [
        {
            "due_at": "now" if row["state"] == "pending" else row["next_visit_at"],
            "state": row["state"],
            "url": row["url"],
            "why": explain(row, ladder, now),
        }
        for row in all_rows(db, sql, (portal_id, limit))
    ]


def _ladder() -> Ladder:
    return read_ladder(settings.REVISIT_LADDER, settings.DISCUSSION_HOURS, settings.DISCUSSION_DAYS)


def _rungs(ladder: Ladder) -> str:
    """Return the ladder in words, a line a rung."""
    lines = [f"up to {span(until)} old: looked at every {span(every)}" for until, every in ladder.rungs]
    while_open = f"while replies may come ({span(ladder.discussion_age)}): every {span(ladder.discussion)} at least"
    return "\n".join((*lines, while_open))


COMMANDS: tuple[click.Command, ...] = (schedule,)
