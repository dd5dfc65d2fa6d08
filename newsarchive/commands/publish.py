"""Commands that show an archive to readers and take things down: serve, publish, release, erase."""

import sys
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast, get_args

import click

from newsarchive.archive.erased import Kind
from newsarchive.archive.opening import database_file
from newsarchive.archive.store import open_archive
from newsarchive.commands.printing import ARCHIVE
from newsarchive.erasure.erase import erase as take_down
from newsarchive.erasure.search import still_holding
from newsarchive.erasure.targets import Target
from newsarchive.errors import StorageError, UsageMistake
from newsarchive.publish.masking import read_key
from newsarchive.publish.release import faults
from newsarchive.publish.release import release as freeze
from newsarchive.publish.snapshot import profile_of
from newsarchive.publish.snapshot import publish as make_snapshot
from newsarchive.publish.snapshot_rules import Profile

KEY_FILE = Path("~/.config/newsarchive/pseudonyms.key")


@click.command()
@ARCHIVE
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0: any free port.")
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--public", is_flag=True, help="For people you do not know: no SQL of their own, no whole exports.")
@click.option("--downloads", is_flag=True, help="With --public: offer whole exports all the same.")
@click.option("--open", "open_browser", is_flag=True, help="Open it in the browser.")
def serve(archive: Path, port: int, host: str, public: bool, downloads: bool, open_browser: bool) -> None:
    """Open ARCHIVE (an archive's folder, or a published snapshot) as a reading room in Datasette.

    \b
    newsarchive serve
    newsarchive serve site/ --public --port 8080
    """
    from newsarchive.publish import server  # imports Datasette, which takes a second

    if not host.strip():
        raise UsageMistake("--host wants an address; 0.0.0.0 listens on all of this machine's")
    server.check(archive)
    bound = server.listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{bound.getsockname()[1]}/"
    click.echo(f"Reading room of {archive}: {address} (Ctrl-C ends it)")
    if open_browser:
        webbrowser.open(address)
    with suppress(KeyboardInterrupt):
        server.run(archive, bound, public=public, downloads=True if downloads else None)


def _profiled(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of what a copy tells."""
    profile = click.option(
        "--profile", type=click.Choice(get_args(Profile)), default="full", show_default=True,
        help="full: everything; snippets: metadata and beginnings of texts; masked: commenters as pseudonyms.",
    )  # fmt: skip
    key = click.option(
        "--key-file", type=click.Path(path_type=Path), default=KEY_FILE, show_default=True,
        help="Key of the pseudonyms, kept outside the archive; made where there is none.",
    )  # fmt: skip
    return profile(key(command))


def _key(profile: str, file: Path) -> bytes:
    return b"" if profile == "full" else read_key(file.expanduser())


def _progress(step: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{step} …", nl=False, err=True)


@click.command()
@ARCHIVE
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FOLDER", help="Folder of the snapshot."
)
@_profiled
def publish(archive: Path, output: Path, profile: str, key_file: Path) -> None:
    """Make an immutable snapshot of ARCHIVE that a reading room serves fast.

    \b
    newsarchive publish -o site/
    newsarchive publish archive/ -o site/ --profile masked
    newsarchive serve site/ --public
    """
    key = _key(profile, key_file)
    made = make_snapshot(archive, output, profile=cast(Profile, profile), key=key, progress=_progress)
    _progress("done")
    click.echo(f"{made}: {made.stat().st_size:,} bytes, profile {profile}")


@click.command()
@click.argument("name")
@ARCHIVE
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FOLDER", help="Folder; default: releases/NAME."
)
@click.option("--check", is_flag=True, help="Compare a release with its manifest instead.")
@_profiled
def release(name: str, archive: Path, output: Path | None, check: bool, profile: str, key_file: Path) -> None:
    """Freeze ARCHIVE as the release NAME: snapshot, data package, and a manifest whose hash is its id.

    \b
    newsarchive release 2023-10 archive/ --profile masked
    newsarchive release 2023-10 --check
    """
    if not name.isprintable() or name in ("", "..") or Path(name).name != name:
        raise UsageMistake(f"'{name}' is no name for a release; -o names a folder")
    folder = output or Path("releases") / name
    if check:
        found = faults(folder)
        if found:
            raise StorageError(f"{folder} is not what was released: {'; '.join(found[:5])}")
        click.echo(f"{folder}: as it was released")
        return
    key = _key(profile, key_file)
    identity = freeze(name, archive, folder, profile=cast(Profile, profile), key=key, progress=_progress)
    click.echo(f"{folder}: sha256:{identity}")


@click.command()
@ARCHIVE
@click.option(
    "--url", metavar="URL", help="An article: all its versions, comments, captures; its address is never fetched again."
)
@click.option("--comment", metavar="ID", help="A comment by its id on the portal.")
@click.option("--author", metavar="NAME", help="Whoever signs so: comments, bylines, mentions.")
@click.option("--everywhere", is_flag=True, help="With --author: also where others' texts hold it more than 100 times.")
@click.option("--domain", metavar="HOST", help="Every article of a domain.")
@click.option("--portal", metavar="NAME", help="With --comment: the portal, where several have that id.")
@click.option("--reason", metavar="WORDS", required=True, help="Why; kept in the trail.")
@click.option(
    "--site", "sites", multiple=True, type=click.Path(path_type=Path), metavar="FOLDER", help="Snapshot to make anew."
)
@click.option("--also", multiple=True, type=click.Path(path_type=Path), help="Folder or file to search as well.")
@click.option("--key-file", type=click.Path(path_type=Path), default=KEY_FILE, help="Key of --site's pseudonyms.")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
def erase(
    archive: Path,
    portal: str | None,
    everywhere: bool,
    reason: str,
    sites: tuple[Path, ...],
    also: tuple[Path, ...],
    key_file: Path,
    dry_run: bool,
    **targets: str | None,
) -> None:
    """Take something down from ARCHIVE: rows, versions, search indexes, WARC records, snapshots.

    It ends with a search for the bytes in every file, and fails where it finds any. A trail stays: when, why, how much,
    and a keyed hash that keeps later crawls from bringing it back.

    \b
    newsarchive erase --url https://example.com/story/ --reason "court order 7" --site site/
    newsarchive erase --author "Jane Doe" --reason "request of 2023-11-02" --dry-run
    """
    given = [(kind, value) for kind, value in targets.items() if value]
    if len(given) != 1:
        raise UsageMistake("name one of --url, --comment, --author, --domain")
    if not reason.strip():
        raise UsageMistake("--reason wants words: they stay in the trail")
    database_file(archive)
    profiles = {site: profile_of(site) for site in sites}
    target = Target(cast(Kind, given[0][0]), given[0][1], portal, everywhere or dry_run)
    now = datetime.now(UTC)
    with open_archive(archive, write=True, now=now) as held:
        (total,) = held.db.execute("select count(*) from captures").fetchone()
        done = take_down(held, target, reason=reason, at=now, dry_run=dry_run)
    took = (
        f"{done.articles:,} articles with their comments, {done.comments:,} other comments, {done.captures:,} captures"
    )
    if dry_run:
        click.echo(f"would erase {took} of {total:,}")
        return
    for site, profile in profiles.items():
        make_snapshot(archive, site, profile=profile, key=_key(profile, key_file), progress=_progress)
    if left := still_holding([archive, *sites, *also], done.needles):
        files = ", ".join(map(str, left[:5]))
        raise StorageError(
            f"erased {took}, but {len(left)} files still hold it: {files}; make them anew or delete them"
        )
    click.echo(f"erased {took}; no file holds it any more")


COMMANDS: tuple[click.Command, ...] = (serve, publish, release, erase)
