import contextlib
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newsarchive.sample_portal.server import running_portal
from tests.portals.stand import free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HERE = Path(__file__).parent
ASKED = os.environ.get("NEWSARCHIVE_BROWSER") == "1"
CHROMIUM = Path(os.environ.get("NEWSARCHIVE_CHROMIUM") or "/usr/bin/chromium")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the walks unless .ci/run asks for them: they need Chromium and Playwright."""
    reason = f"needs {CHROMIUM} (NEWSARCHIVE_CHROMIUM)" if ASKED else "browser: run by .ci/run (NEWSARCHIVE_BROWSER=1)"
    if ASKED and CHROMIUM.exists():
        return
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample portal as three visits saw it, so that articles have versions and comments a life."""
    folder = tmp_path_factory.mktemp("reading-room")
    with running_portal() as base:
        for day in (0, 3, 6):
            urllib.request.urlopen(urllib.request.Request(f"{base}/_clock?day={day}", method="POST")).close()
            settings = ["-s", f"ARCHIVE={folder / 'archive'}", "-s", "DOWNLOAD_DELAY=0", "-s", "REVISIT_ALL=1"]
            subprocess.run([_command(), "crawl", "bbn", "-a", f"url={base}/", *settings], cwd=folder, check=True)
    return folder / "archive"


@pytest.fixture(scope="session")
def reading_room(archive: Path) -> Iterator[str]:
    """The address at which the archive is served."""
    port = free_port()
    command = [_command(), "serve", str(archive), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/", server)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()


def _command() -> str:
    return str(Path(sys.executable).with_name("newsarchive"))


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    """Return when the address answers; raise where the server ends before, or after 20 s without an answer."""
    for _ in range(100):
        with contextlib.suppress(urllib.error.URLError):
            urllib.request.urlopen(address, timeout=5).close()
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            raise RuntimeError(f"the reading room ended with {server.wait(0.2)}")
    raise RuntimeError(f"no answer from {address}")
