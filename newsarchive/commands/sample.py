"""The sample portal's commands: sample-portal, demo."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import click

from newsarchive.archive.opening import DATABASE
from newsarchive.commands.publish import serve
from newsarchive.errors import UsageMistake
from newsarchive.exporting.reading import open_database
from newsarchive.sample_portal.script import LAST_DAY
from newsarchive.sample_portal.server import PortalServer, running_server
from newsarchive.urls import is_loopback

DEMO_PORT = 8799
"""The same port each time, so that a second demo knows the addresses of the first."""

COUNTED = (
    ("articles", "articles"),
    ("comments where article_id not in (select article_id from translations where shares_comments)", "comments"),
    ("faqs", "questions with answers"),
    ("revisions", "versions"),
    ("captures", "captures"),
)
"""Tables and what a reader calls their rows; a page translated in place shows the comments of its original."""

MOST_DISCUSSED = """
select comment_count, substr(published_at, 1, 10), headline
from articles
order by comment_count desc, published_at desc
limit 5
"""

DISCUSSED_ON_KOREA = """
select count(*)
from articles
where id in (select rowid from articles_fts where articles_fts match '"North Korea"')
  and published_at >= '2023-10-01' and published_at < '2023-11-01'
  and comment_count > 2
"""

HEADLINES_CHANGED = """
select old, new
from changes
where kind = 'headline'
order by id
limit 3
"""

NEXT = ("serve {archive}", "export comments {archive} -o comments.csv", "verify {archive}")


@click.command("sample-portal")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8800,
    show_default=True,
    help="Port on 127.0.0.1; 0 takes a free one.",
)
@click.option("--day", default=0, show_default=True, help=f"Day of the script at which it starts, 0 to {LAST_DAY}.")
def sample_portal(port: int, day: int) -> None:
    """Serve the built-in sample portal until it is interrupted.

    POST /_clock?day=N moves its clock; /_truth says what an archive must hold at that day.
    """
    with PortalServer(port, day) as server:
        try:
            click.echo(f"Sample portal, day {server.day}: {server.base}/ (Ctrl-C ends it)")
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("ended")


@click.command()
@click.option(
    "--archive", type=click.Path(path_type=Path), default=Path("archive"), show_default=True, help="Folder to fill."
)
@click.option(
    "--days",
    type=click.IntRange(0, LAST_DAY),
    default=2,
    show_default=True,
    help="Days that pass on the portal before a second crawl; 0: one crawl only.",
)
@click.option("--no-serve", is_flag=True, help="End after the summary (also: NO_SERVE=1 in the environment).")
@click.pass_context
def demo(context: click.Context, archive: Path, days: int, no_serve: bool) -> None:
    """Crawl the built-in sample portal into an archive, say what it holds, and open it.

    A second demo in the same folder goes on where the first ended.
    """
    is_new = not (archive / DATABASE).exists()
    if not is_new:
        _refuse_real_portals(archive)
    click.echo("A news portal on this machine is crawled: one real page, 60 invented stories.")
    with _portal(0 if is_new else days) as server:
        _crawl(server.base, archive)
        if is_new and days:
            click.echo(
                f"{days} days pass on the portal: stories are edited, comments come and go. It is crawled again."
            )
            server.move(days)
            _crawl(server.base, archive)
    click.echo(summary(archive))
    if not (no_serve or os.environ.get("NO_SERVE") == "1"):
        context.invoke(serve, archive=archive, port=0)


def _refuse_real_portals(archive: Path) -> None:
    with closing(open_database(archive)) as db:
        real = [row[0] for row in db.execute("select name, url from portals") if not is_loopback(row[1])]
    if real:
        raise UsageMistake(f"{archive} archives {real[0]}; give the demo a folder of its own: --archive demo")


@contextmanager
def _portal(day: int) -> Iterator[PortalServer]:
    """Serve the portal on its usual port, or on a free one where that is taken."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running_server(day, DEMO_PORT))
        except UsageMistake:
            server = stack.enter_context(running_server(day))
        yield server


def _crawl(base: str, archive: Path) -> None:
    """Crawl as a user would, in a process of its own; where it fails, it has said why, and the demo ends like it."""
    arguments = ["crawl", "bbn", "-a", f"url={base}/", "-s", f"ARCHIVE={archive}", "-s", "DOWNLOAD_DELAY=0"]
    code = subprocess.run([sys.executable, "-m", "newsarchive", *arguments], check=False).returncode
    if code:
        click.get_current_context().exit(code)


def summary(archive: Path) -> str:
    """Return what an archive holds, in lines for people."""
    with closing(open_database(archive)) as db:
        counts = [(db.execute(f"select count(*) from {table}").fetchone()[0], words) for table, words in COUNTED]
        rows = db.execute(MOST_DISCUSSED).fetchall()
        korea = db.execute(DISCUSSED_ON_KOREA).fetchone()[0]
        renamed = db.execute(HEADLINES_CHANGED).fetchall()
    size = sum(file.stat().st_size for file in archive.rglob("*") if file.is_file())
    told = [f"{comments:4} comments  {day}  {headline}" for comments, day, headline in rows]
    return "\n".join(
        [
            "",
            f"Archived in {archive}: " + ", ".join(f"{n:,} {words}" for n, words in counts) + f" ({size / 1e6:.1f} MB)",
            "Most discussed:",
            *told,
            *(line for old, new in renamed for line in ("A headline changed:", f"  from  {old}", f"  to    {new}")),
            f"On North Korea, published in October 2023, with more than two comments: {korea} articles",
            "",
            "Next:",
            *(f"  {as_typed(sys.argv[0])} {command.format(archive=archive)}" for command in NEXT),
        ]
    )


def as_typed(called: str) -> str:
    """Return what starts newsarchive in this shell: its path as it was called where it is no command there."""
    return called if Path(called).name == "newsarchive" and shutil.which("newsarchive") is None else "newsarchive"


COMMANDS: tuple[click.Command, ...] = (sample_portal, demo)
