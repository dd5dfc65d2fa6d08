"""python -m benchmarks.crawl [--pages N] [--rounds N]

Wall and CPU time of crawling one loopback site of real article pages behind nginx, delays off, contestants in turns:
newsarchive (fetch, WARC, every field, SQLite with full text), Scrapy fetching only and, where trafilatura is installed,
Scrapy + trafilatura + SQLite, in the callback and in a pool of two processes. Needs the test bed and nginx.
"""

from __future__ import annotations

import argparse
import ctypes
import gzip
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from benchmarks.corpus import pages

_NGINX = """
{user}daemon off; worker_processes 1; pid {root}/nginx.pid; error_log {root}/error.log;
events {{ worker_connections 256; }}
http {{
  types {{ text/html html; text/xml xml; }} default_type text/html; charset off; access_log off;
  client_body_temp_path {root}/tmp; proxy_temp_path {root}/tmp; fastcgi_temp_path {root}/tmp;
  uwsgi_temp_path {root}/tmp; scgi_temp_path {root}/tmp;
  server {{ listen 127.0.0.1:{port}; root {root}/site; gzip_static always; gunzip off;
    location = / {{ rewrite ^ /index.html last; }} }}
}}
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one crawl took."""

    seconds: float
    cpu_seconds: float
    """User and system time of the crawl process and of every process it started, those it left behind included."""
    memory_mb: float
    """Peak resident memory of the crawl process."""


def write_site(root: Path, base: str, count: int) -> None:
    """Write `count` real pages, each with a sentence of its own, and the sitemap that names them."""
    site = root / "site"
    site.mkdir(parents=True)
    addresses = []
    for number, page in enumerate(islice(cycle([*pages("fundus"), *pages("scrapinghub"), *pages("comments")]), count)):
        html = page.html.replace(b"noarchive", b"archive").replace(b"</p>", f" Edition {number}.</p>".encode(), 1)
        (site / f"story-{number}.html.gz").write_bytes(gzip.compress(html, 6))
        addresses.append(f"<url><loc>{base}story-{number}.html</loc></url>")
    home = "<html><head><title>Bench</title></head><body><h1>Bench</h1></body></html>"
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(addresses)}</urlset>'
    robots = f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n"
    for name, text in {"index.html": home, "sitemap.xml": sitemap, "robots.txt": robots}.items():
        (site / f"{name}.gz").write_bytes(gzip.compress(text.encode()))


@contextmanager
def served(root: Path, count: int) -> Iterator[str]:
    """Yield the address of the site, served by an nginx of our own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}/"
    write_site(root, base, count)
    (root / "nginx.conf").write_text(
        _NGINX.format(root=root, port=port, user="user root; " if os.getuid() == 0 else "")
    )
    server = subprocess.Popen(["nginx", "-c", str(root / "nginx.conf"), "-p", str(root)])
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield base
    finally:
        server.terminate()
        server.wait(10)


def run(command: list[str], folder: Path) -> Cost:
    """Run the command and return what it and its children took; raises CalledProcessError where it fails."""
    # Compiled modules are kept, as in any installation: else each process compiles what it imports.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, process_group=0
    )
    _, status, own = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    usages = [own, *_left_behind(process.pid)]
    return Cost(seconds, sum(usage.ru_utime + usage.ru_stime for usage in usages), own.ru_maxrss / 1024)


def _left_behind(group: int) -> Iterator[resource.struct_rusage]:
    """Yield what processes of the group took that its first one did not wait for: the server that forks our readers."""
    while True:
        try:
            yield os.wait4(-group, 0)[2]
        except ChildProcessError:
            return


def _adopt_orphans() -> None:
    """Become the parent of what a command leaves behind (PR_SET_CHILD_SUBREAPER, Linux), so that its time counts."""
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


def contestants(base: str) -> dict[str, list[str]]:
    """Return the commands that are timed, by name; each is run in an empty folder."""
    peer = [sys.executable, str(Path(__file__).with_name("crawl_peers.py")), base]
    found = {
        "newsarchive, everything": [
            *(sys.executable, "-m", "newsarchive", "crawl", "portal", "-a", f"url={base}"),
            *("-s", "ARCHIVE=archive", "-s", "DOWNLOAD_DELAY=0"),
        ],
        "Scrapy, fetching only": [*peer, "fetch"],
    }
    if find_spec("trafilatura"):
        found["Scrapy + trafilatura + SQLite"] = [*peer, "trafilatura"]
        found["the same in a pool of two"] = [*peer, "trafilatura-pool"]
    return found


def main() -> None:
    """Time the contestants in turns and write the table to standard output."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if not shutil.which("nginx"):
        sys.exit("nginx is needed: apt-get install nginx-light")
    _adopt_orphans()
    costs: dict[str, list[Cost]] = {}
    with tempfile.TemporaryDirectory() as place, served(Path(place) / "site", options.pages) as base:
        for number in range(options.rounds):
            for name, command in contestants(base).items():
                folder = Path(place) / f"{number}-{len(costs)}-{os.getpid()}"
                folder.mkdir(exist_ok=True)
                costs.setdefault(name, []).append(run(command, folder))
                shutil.rmtree(folder)
    reference = median(cost.cpu_seconds for cost in costs["newsarchive, everything"])
    sys.stdout.write(f"{options.pages} pages, median of {options.rounds} rounds, {os.cpu_count()} cores\n")
    for name, taken in costs.items():
        seconds, cpu = median(cost.seconds for cost in taken), median(cost.cpu_seconds for cost in taken)
        rate, each = options.pages / seconds, cpu / options.pages * 1000
        memory = max(cost.memory_mb for cost in taken)
        sys.stdout.write(
            f"{name:32} {rate:7.1f} pages/s {each:7.2f} CPU ms a page {cpu / reference:6.2f} x ours {memory:5.0f} MB\n"
        )


if __name__ == "__main__":
    main()
