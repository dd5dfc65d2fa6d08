"""A monitor is told in JSON; one that cannot be told harms nothing."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from newsarchive.crawl.webhook import tell

TAKEN: list[dict[str, object]] = []


class Monitor(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        TAKEN.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(500 if self.path == "/broken" else 204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def monitor() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Monitor) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        TAKEN.clear()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_monitor_takes_the_message(monitor: str) -> None:
    assert tell(f"{monitor}/hook", {"portal": "bbn", "exit_code": 5, "error": "naïve"})
    assert TAKEN == [{"portal": "bbn", "exit_code": 5, "error": "naïve"}]


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://127.0.0.1:9/?token=secret", "nonsense", "http://[::1"]
)
def test_a_monitor_that_cannot_be_told_is_a_warning_without_its_address(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert tell(address, {}) is False
    assert len(caplog.records) == 1 and "secret" not in caplog.text


def test_a_monitor_that_fails_is_a_warning(monitor: str, caplog: pytest.LogCaptureFixture) -> None:
    assert tell(f"{monitor}/broken", {}) is False
    assert "could not be told" in caplog.text
