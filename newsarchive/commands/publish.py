"""Commands that show an archive to readers: serve, publish, release."""

import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast, get_args

import click

from newsarchive.errors import StorageError
from newsarchive.publish.masking import read_key
from newsarchive.publish.release import faults
from newsarchive.publish.release import release as freeze
from newsarchive.publish.snapshot import publish as make_snapshot
from newsarchive.publish.snapshot_rules import Profile

ARCHIVE = click.argument("archive", type=click.Path(path_type=Path), default=Path("archive"))
KEY_FILE = Path("~/.config/newsarchive/pseudonyms.key")


@click.command()
@ARCHIVE
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0: any free port.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
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

    datasette = server.build(archive, public=public, downloads=True if downloads else None)
    bound = server.listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{bound.getsockname()[1]}/"
    click.echo(f"Reading room of {archive}: {address} (Ctrl-C ends it)")
    if open_browser:
        webbrowser.open(address)
    server.run(datasette, bound)


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
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="Folder of the snapshot.")
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
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder; default: releases/NAME.")
@click.option("--check", is_flag=True, help="Compare a release with its manifest instead.")
@_profiled
def release(name: str, archive: Path, output: Path | None, check: bool, profile: str, key_file: Path) -> None:
    """Freeze ARCHIVE as the release NAME: snapshot, data package, and a manifest whose hash is its id.

    \b
    newsarchive release 2023-10 archive/ --profile masked
    newsarchive release 2023-10 --check
    """
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


COMMANDS: tuple[click.Command, ...] = (serve, publish, release)
