"""A monitor is told in JSON; one that cannot be told harms nothing."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from newsarchive.crawl.webhook import check, tell
from newsarchive.errors import UsageMistake
from tests import forked
from tests.odd_site import OddSite, article, serving

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


def test_a_monitor_that_cannot_be_told_is_a_warning_without_its_address(caplog: pytest.LogCaptureFixture) -> None:
    assert tell("http://127.0.0.1:9/?token=secret", {}) is False
    assert len(caplog.records) == 1 and "secret" not in caplog.text


@pytest.mark.parametrize("address", ["file:///etc/secret", "secret", "http://[secret", "http://", "secret.example/x"])
def test_an_address_at_which_nobody_can_be_told_is_a_mistake_before_anything_is_asked(address: str) -> None:
    with pytest.raises(UsageMistake, match="HEALTH_WEBHOOK") as mistake:
        check(address)
    assert "secret" not in str(mistake.value)
    check("https://monitor.example/hook?token=secret")


def test_a_monitor_that_fails_is_a_warning(monitor: str, caplog: pytest.LogCaptureFixture) -> None:
    assert tell(f"{monitor}/broken", {}) is False
    assert "could not be told" in caplog.text


@pytest.mark.parametrize(("options", "code"), [((), 0), (("--strict",), 5)])
def test_a_red_run_is_told_and_fails_where_it_is_strict(
    monitor: str, tmp_path: Path, options: tuple[str, ...], code: int
) -> None:
    site = OddSite()
    site.add("/", "".join(f'<h2><a href="/story-{n}/">{n}</a></h2>' for n in range(6)))
    site.add("/story-0/", article("0"))
    for number in range(1, 6):
        site.add(f"/story-{number}/", "no", 403)
    with serving(site):
        told = [f"ARCHIVE={tmp_path}/archive", "DOWNLOAD_DELAY=0", f"HEALTH_WEBHOOK={monitor}/"]
        command = ["crawl", "portal", "-a", f"url={site.base}/", "-a", "name=odd", *options]
        command += [part for one in told for part in ("-s", one)]
        done = forked.newsarchive(*command)
    evidence = "5 of 6 articles were walls: status 403"
    assert (done.returncode, done.stderr) == (code, f"Red: walls: {evidence}\n")
    alarms = [{"kind": "walls", "evidence": evidence}]
    summary = done.stdout.removesuffix("\n")
    (message,) = TAKEN
    assert message == {"portal": "odd", "exit_code": code, "error": None, "alarms": alarms, "summary": summary}
