"""Where a command writes its file: whole under its name, or not at all."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from newsarchive.errors import StorageError


@contextmanager
def destination(output: Path | None) -> Iterator[IO[bytes]]:
    """Yield standard output, or a file that takes its name only once it is whole. Raises StorageError.

    A device, a pipe or a link (/dev/stdout) is written as it is: a file must not take its place.
    """
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with _named(output):
        if output.is_symlink() or (output.exists() and not output.is_file()):
            with output.open("wb") as out:
                yield out
            return
        partial = output.with_name(output.name + ".partial")
        try:
            with partial.open("wb") as out:
                yield out
            partial.replace(output)
        finally:
            with suppress(OSError):  # it may be gone, or never have been there
                partial.unlink()


@contextmanager
def _named(output: Path) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise StorageError(f"cannot write {output}: {error.strerror or error}") from error
