"""`newsarchive sample-portal` and `newsarchive demo`."""

import click

from newsarchive.sample_portal.script import LAST_DAY
from newsarchive.sample_portal.server import PortalServer


@click.command("sample-portal")
@click.option("--port", default=8800, show_default=True, help="Port on 127.0.0.1; 0 takes a free one.")
@click.option("--day", default=0, show_default=True, help=f"Day of the script at which it starts, 0 to {LAST_DAY}.")
def sample_portal(port: int, day: int) -> None:
    """Serve the built-in sample portal until it is interrupted.

    POST /_clock?day=N moves its clock; /_truth says what an archive must hold at that day.
    """
    with PortalServer(port, day) as server:
        click.echo(f"{server.base}/  day {server.day}; Ctrl-C ends it")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("ended")


COMMANDS: tuple[click.Command, ...] = (sample_portal,)
