"""`newsarchive …`: the commands of every room under one name."""

import errno
import importlib
import sys

from newsarchive import interrupts

interrupts.end_while_starting()  # before the imports below, which take longer than all above

import click  # noqa: E402

from newsarchive import __version__  # noqa: E402
from newsarchive.errors import NewsarchiveError, StorageError  # noqa: E402

ROOMS = ("crawl", "archive", "schedule", "extract", "history", "export", "publish", "sample")
"""Modules of `newsarchive.commands`, in the order in which the help lists their commands."""


class _Group(click.Group):
    """A group whose rooms are imported in turn until one has the command, so that no crawl waits for Datasette."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        for room in ROOMS:
            self._load(room)
        interrupts.raise_from_now_on()
        return list(self.commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        for room in ROOMS:
            if cmd_name in self.commands:
                break
            self._load(room)
        interrupts.raise_from_now_on()
        return self.commands.get(cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List every command with the whole first sentence of its help."""
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, self.commands[name].get_short_help_str(300)) for name in self.list_commands(ctx)]
            )

    def _load(self, room: str) -> None:
        for command in importlib.import_module(f"newsarchive.commands.{room}").COMMANDS:
            self.add_command(command)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="newsarchive")
def group() -> None:
    """Keep what every article of a news portal said, when it changed, and who replied when."""


def main() -> None:
    """Run a command; a mistake or failure is one line on standard error and the exit code of its kind."""
    try:
        result = group.main(standalone_mode=False)
    except NewsarchiveError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2 if isinstance(error, click.UsageError) else 1)
    except click.Abort:
        click.echo("Error: interrupted", err=True)
        sys.exit(interrupts.INTERRUPTED)
    except BrokenPipeError:
        sys.exit(1)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        click.echo(f"Error: cannot write: {error.strerror}", err=True)
        sys.exit(StorageError.exit_code)
    sys.exit(result if isinstance(result, int) else 0)
