"""Commands that show an archive to readers: serve."""

import webbrowser
from pathlib import Path

import click


@click.command()
@click.argument("archive", type=click.Path(path_type=Path), default=Path("archive"))
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
    from newsarchive.publish import server

    datasette = server.build(archive, public=public, downloads=True if downloads else None)
    bound = server.listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{bound.getsockname()[1]}/"
    click.echo(f"Reading room of {archive}: {address} (Ctrl-C ends it)")
    if open_browser:
        webbrowser.open(address)
    server.run(datasette, bound)


COMMANDS: tuple[click.Command, ...] = (serve,)
