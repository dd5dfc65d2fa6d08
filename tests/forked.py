"""The command line in a process of its own, forked from one that has all modules: a start takes a second otherwise."""

import atexit
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from itertools import pairwise
from multiprocessing import util
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

SECONDS = 100
"""What a command may take; the kernel ends it then (exit code -14)."""


def newsarchive(
    *arguments: str | Path,
    cwd: Path | None = None,
    path: Path | None = None,
    constants: Mapping[str, object] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a command; `path`: a folder of modules; `constants`: values by "module:NAME" that others would be too large.

    What a process does while it starts, and what ends it from outside, is for a test that starts one itself.
    """
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("out", "err")]
        call = {
            "arguments": [*map(str, arguments)],
            "cwd": str(cwd or Path.cwd()),
            "path": str(path) if path else None,
            "constants": dict(constants or {}),
            "files": [*map(str, files)],
        }
        return subprocess.CompletedProcess(arguments, _ask(call), *(file.read_text("utf-8") for file in files))


def _ask(call: dict[str, Any]) -> int:
    server = _server()
    assert server.stdin and server.stdout
    try:
        server.stdin.write(json.dumps(call) + "\n")
        server.stdin.flush()
        return int(server.stdout.readline())
    except BaseException:  # an answer that comes later would be taken for the next call's
        _server.cache_clear()
        server.kill()
        server.communicate()
        raise


@cache
def _server() -> subprocess.Popen[str]:
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.forked"],
        cwd=Path(__file__).parent.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is for pytest
    )
    atexit.register(server.communicate)
    return server


def _serve() -> None:
    """Fork for each line; the forked process returns and is the command."""
    from scrapy.utils.misc import walk_modules_iter

    for package in ("scrapy.commands", "newsarchive.crawl.commands", "newsarchive.spiders"):
        list(walk_modules_iter(package))
    for name in ("extensions", "fetching", "pipelines", "reading", "run"):
        import_module(f"newsarchive.crawl.{name}")
    assert "twisted.internet.reactor" not in sys.modules, "a reactor belongs to one process"
    for line in sys.stdin:
        child = os.fork()
        if not child:
            return _become(**json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
    sys.exit()


def _become(arguments: list[str], cwd: str, path: str | None, constants: dict[str, object], files: list[str]) -> None:
    signal.alarm(SECONDS)
    opened = [os.open(os.devnull, os.O_RDONLY), *(os.open(file, os.O_WRONLY | os.O_CREAT) for file in files)]
    for number, descriptor in enumerate(opened):
        os.dup2(descriptor, number)
        os.close(descriptor)
    if "crawl" in arguments:
        _fork_the_fork_server()
    os.chdir(cwd)
    if path:
        sys.path.insert(0, path)
    for name, value in constants.items():
        module, _, attribute = name.partition(":")
        setattr(resolve_name(module), attribute, value)
    sys.argv = ["newsarchive", *arguments]


def _fork_the_fork_server() -> None:
    """Start the process that forks the workers, which takes half a second to import what this one has already."""
    from newsarchive.crawl.workers import _start_forkserver

    start = util.spawnv_passfds
    util.spawnv_passfds = _fork
    _start_forkserver()
    util.spawnv_passfds = start


def _fork(path: bytes, args: Sequence[Any], passfds: Sequence[int]) -> int:
    """Do in a fork of this process what the arguments, `python -c …`, would do in a new one."""
    child = os.fork()
    if child:
        return child
    try:
        for before, after in pairwise([2, *sorted(passfds), 256]):
            os.closerange(before + 1, after)
        exec(args[-1], {})
    finally:
        os._exit(0)


if __name__ == "__main__":
    _serve()
    from newsarchive.cli import main

    main()
