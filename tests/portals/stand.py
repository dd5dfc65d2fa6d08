"""Real portals stood up on loopback for the length of a test, and crawls of them."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.portals.compare import Difference, Row, compare, counts, open_readonly, read_truth
from tests.portals.history import read_log
from tests.testbed import TESTBED


@dataclass(frozen=True, slots=True)
class Portal:
    """A portal of the test bed that answers at `url`."""

    kind: str
    state: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def _files(self) -> Path:
        return self.state / "debian" if self.kind == "wordpress" else self.state

    def run(self, *arguments: str) -> None:
        """Run the portal's own script; its output is shown where it fails."""
        script = TESTBED / "portals" / self.kind / "portal.sh"
        environment = os.environ | {"PORTAL_STATE": str(self.state)}
        done = subprocess.run(
            ["bash", str(script), *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(f"portal.sh {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}")

    def requests(self) -> list[str]:
        """Return the lines of its access log: what has been asked so far."""
        return (self._files / "access.log").read_text(encoding="utf-8").splitlines()

    def truth(self) -> list[Row]:
        """Return what its database holds now."""
        return read_truth(self._files / "truth.jsonl")

    def log(self) -> list[Row]:
        """Return what its editors have done so far."""
        return read_log(self._files / "changes.jsonl")

    def differences(self, archive: Path) -> list[Difference]:
        """Return what the archive holds otherwise than the portal's database does now."""
        with closing(open_readonly(archive)) as db:
            return list(compare(db, self.truth()))


@contextmanager
def standing(kind: str, *, articles: int = 60, seed: int = 1) -> Iterator[Portal]:
    """Stand a portal up on a free port, filled with `articles`; take it down and remove it at the end."""
    state = Path(tempfile.mkdtemp(prefix=f"portal-{kind}-"))
    state.chmod(0o755)  # nginx and PHP read it under another name where they are not run by root
    portal = Portal(kind, state, free_port())
    try:
        portal.run("up", "-p", str(portal.port), "-n", str(articles), "-s", str(seed))
        yield portal
    finally:
        portal.run("down")
        shutil.rmtree(state)


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def crawl(spider: str, portal: Portal, archive: Path, *options: str) -> None:
    """Crawl the portal as a user would; an exit code other than 0 is an error with the run's output."""
    settings = ("-s", f"ARCHIVE={archive}", "-s", "DOWNLOAD_DELAY=0")
    _newsarchive(archive, "crawl", spider, "-a", f"url={portal.url}", *settings, *options)


def read_again(archive: Path) -> str:
    """Return the last line of a dry run of `newsarchive reextract`: how many articles would change."""
    return _newsarchive(archive, "reextract", "--dry-run", str(archive)).splitlines()[-1]


def _newsarchive(archive: Path, *arguments: str) -> str:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("newsarchive")), *arguments],
        cwd=archive.parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments[:2])} ended with {done.returncode}:\n{done.stdout[-4000:]}")
    return done.stdout


def size(archive: Path) -> dict[str, int]:
    """Return how many rows of each kind the archive holds."""
    with closing(open_readonly(archive)) as db:
        return counts(db)
