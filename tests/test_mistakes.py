"""A user's mistake ends with one clear line, the exit code of its kind, and nothing lost."""

import http.server
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests import command_line, forked

NEWSARCHIVE = str(Path(sys.executable).with_name("newsarchive"))


class Brochure(http.server.BaseHTTPRequestHandler):
    """A site of one page that is no news portal."""

    def do_GET(self) -> None:
        body = b"<html><head><title>Baker</title></head><body><h1>Baker</h1><p>Open from six.</p></body></html>"
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def brochure() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Brochure) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def closed() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/"


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """An archive that a later release has migrated further than this one knows."""
    from newsarchive.archive.store import open_archive

    path = tmp_path / "newer"
    with open_archive(path, write=True):
        pass
    with closing(sqlite3.connect(path / "archive.db")) as db, db:
        table = db.execute("select name from sqlite_master where name like '%migrations%'").fetchone()[0]
        columns = [row[1] for row in db.execute(f"pragma table_info({table})")]
        last = dict(zip(columns, db.execute(f"select * from {table} order by rowid desc").fetchone(), strict=True))
        later = last | {"name": "m999_of_a_later_release"} | ({"id": last["id"] + 1} if "id" in last else {})
        db.execute(
            f"insert into {table} ({', '.join(later)}) values ({', '.join('?' * len(later))})", list(later.values())
        )
    return path


def newsarchive(folder: Path, *arguments: str, bare: bool = False) -> tuple[int, str, str]:
    if arguments[0] != "crawl" and not bare:
        return command_line.newsarchive(folder, *arguments)
    if bare:  # the superuser may read everything, unless the process gave that up
        plain = [] if os.geteuid() else ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
        command = [*plain, NEWSARCHIVE, *arguments]
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    else:
        done = forked.newsarchive(*arguments, cwd=folder)
    return done.returncode, done.stdout, done.stderr


def assert_one_line(answer: tuple[int, str, str], exit_code: int, *words: str) -> None:
    code, out, err = answer
    assert (code, out.strip()) == (exit_code, ""), err
    assert "Traceback" not in err
    errors = [line for line in err.splitlines() if line.startswith("Error: ")]
    assert len(errors) == 1, err
    assert all(word in errors[0] for word in words), errors[0]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["crawl", "bnb"], ["bnb"]),
        (["crawl", "wordpress"], ["url="]),
        (["crawl", "portal", "-a", "url=ftp://127.0.0.1/"], ["ftp://127.0.0.1/"]),
        (["crawl", "bbn", "-a", "since=2023-13-40"], ["2023-13-40", "YYYY-MM-DD"]),
        (["crawl", "bbn", "-a", "limit=many"], ["many"]),
        (["crawl", "bbn", "-a", "colour=red"], ["colour"]),
        (["crawl", "bbn", "-s", "REVISITALL=1"], ["REVISITALL", "REVISIT_ALL"]),
        (["crawl", "bbn", "-L", "LOUD"], ["LOUD", "WARNING"]),
        (["crawl", "bbn", "-s", "SPIDER_MODULES=mine.spiders"], ["SPIDER_MODULES=mine.spiders", "PYTHONPATH"]),
        (["export", "nosuch"], ["nosuch"]),
        (["extract", "no-such-page.html"], ["no-such-page.html"]),
        (["sample-portal", "--port", "99999"], ["99999"]),
        (["import", "none.warc"], ["none.warc"]),
        (["nosuch"], ["nosuch"]),
    ],
)
def test_a_wrong_argument_is_named_and_nothing_is_done(tmp_path: Path, arguments: list[str], words: list[str]) -> None:
    assert_one_line(newsarchive(tmp_path, *arguments), 2, *words)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("option", ["-O", "-o", "--logfile", "--pidfile"])
def test_a_file_of_a_crawl_that_cannot_be_written_is_named_and_nothing_is_done(tmp_path: Path, option: str) -> None:
    (tmp_path / "file").touch()
    crawl = ["crawl", "portal", "-a", "url=http://127.0.0.1:9/", option, "file/items.json"]
    assert_one_line(newsarchive(tmp_path, *crawl), 4, "cannot write file/items.json: ")
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


SPIDER = """
from newsarchive.crawl.portal import PortalSpider

class Mine(PortalSpider):
    name = "mine"
    home = "http://127.0.0.1:9/"
"""


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (SPIDER.replace("(PortalSpider)", "(PortalSpider"), ["modules/mine.py, line 4: SyntaxError"]),
        (SPIDER.replace('"mine"', "mine"), ["modules/mine.py, line 5: NameError: name 'mine' is not defined"]),
        (SPIDER.replace("crawl.portal", "crawl.portl"), ["modules/mine.py, line 2: ModuleNotFoundError"]),
        (SPIDER.replace('name = "mine"', ""), ["mine", "there are portal"]),
        (SPIDER + '    custom_settings = {"WORKERS": "all"}\n', ["WORKERS=all is no number"]),
        (SPIDER.replace("home =", "start ="), ["mine needs a portal", "home"]),
        ("import scrapy\nclass Mine(scrapy.Spider):\n    name = 'mine'\n", ["mine is no PortalSpider"]),
    ],
)
def test_a_spider_that_cannot_be_used_is_named(tmp_path: Path, source: str, words: list[str]) -> None:
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "mine.py").write_text(source, encoding="utf-8")
    crawl = ["crawl", "mine", "-s", "SPIDER_MODULES=modules"]
    done = forked.newsarchive(*crawl, cwd=tmp_path, path=tmp_path)
    assert_one_line((done.returncode, done.stdout, done.stderr), 2, *words)


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    """A folder of spiders of which two files are broken."""
    (tmp_path / "modules").mkdir()
    for name, source in (
        ("broken", "class"),
        ("mine", SPIDER),
        ("odd", "x"),
        ("yours", SPIDER.replace("mine", "yours")),
    ):
        (tmp_path / "modules" / f"{name}.py").write_text(source, encoding="utf-8")
    return tmp_path


def test_broken_files_stop_no_other_spider_and_are_named(modules: Path) -> None:
    settings = ["-s", "SPIDER_MODULES=modules", "-s", "RETRY_LIMIT=0", "-s", "DOWNLOAD_DELAY=0"]
    for name in ("mine", "yours"):
        done = forked.newsarchive("crawl", name, *settings, cwd=modules, path=modules)
        *warnings, error = done.stderr.splitlines()
        assert (done.returncode, error.startswith("Error: 127.0.0.1:9 does not answer")) == (5, True)
        assert [line.partition("modules/")[2] for line in warnings] == [
            "broken.py, line 1: SyntaxError: invalid syntax",
            "odd.py, line 1: NameError: name 'x' is not defined",
        ]
    done = forked.newsarchive("crawl", "odd", *settings, cwd=modules, path=modules)
    assert_one_line((done.returncode, done.stdout, done.stderr), 2, "odd.py, line 1: NameError")


def test_scrapy_lists_the_spiders_beside_broken_files(modules: Path) -> None:
    environment = {**os.environ, "SCRAPY_SETTINGS_MODULE": "newsarchive.crawl.settings"}
    environment["PYTHONPATH"] = os.pathsep.join((str(modules), str(Path(__file__).parent.parent)))
    command = [sys.executable, "-m", "scrapy", "list", "-s", "SPIDER_MODULES=modules"]
    done = subprocess.run(command, cwd=modules, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["mine", "yours"] and done.stderr.count("Warning: left out: ") == 2


@pytest.mark.skipif(not os.geteuid() and not shutil.which("setpriv"), reason="the superuser may read everything")
@pytest.mark.parametrize("command", ["export articles", "runs", "publish -o site"])
def test_an_archive_that_may_not_be_read_is_a_fault_of_storage(tmp_path: Path, command: str) -> None:
    from newsarchive.archive.store import open_archive

    with open_archive(tmp_path / "archive", write=True):
        pass
    (tmp_path / "archive").chmod(0)
    assert_one_line(newsarchive(tmp_path, *command.split(), bare=True), 4, "archive", "ermission denied")
    (tmp_path / "archive").chmod(0o700)


def test_a_malformed_date_of_an_export_is_named(tmp_path: Path) -> None:
    from newsarchive.archive.store import open_archive

    with open_archive(tmp_path / "archive", write=True):
        pass
    assert_one_line(newsarchive(tmp_path, "export", "articles", "--since", "soon"), 2, "soon")


@pytest.mark.parametrize("command", ["export articles", "verify", "serve", "runs", "pages"])
def test_an_archive_that_is_not_there_is_named(tmp_path: Path, command: str) -> None:
    code, out, err = newsarchive(tmp_path, *command.split(), *(["nowhere"] if command in ("verify", "serve") else []))
    assert code in (2, 4) and out == "" and "Traceback" not in err
    assert err.splitlines()[-1].startswith("Error: ") and ("nowhere" in err or "archive" in err)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("spider", ["wordpress", "portal"])
def test_a_portal_that_does_not_answer_is_named(tmp_path: Path, closed: str, spider: str) -> None:
    settings = ("-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_LIMIT=0")
    answer = newsarchive(tmp_path, "crawl", spider, "-a", f"url={closed}", *settings)
    assert_one_line(answer, 5, closed.rstrip("/").removeprefix("http://"))


def test_a_site_that_is_no_portal_is_named(tmp_path: Path, brochure: str) -> None:
    answer = newsarchive(tmp_path, "crawl", "portal", "-a", f"url={brochure}", "-s", "DOWNLOAD_DELAY=0")
    assert_one_line(answer, 5, brochure.rstrip("/").removeprefix("http://"))


def test_an_archive_that_cannot_be_written_is_named(tmp_path: Path, brochure: str) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    answer = newsarchive(tmp_path, "crawl", "portal", "-a", f"url={brochure}", "-s", "ARCHIVE=file/archive")
    assert_one_line(answer, 4, "file/archive")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "not a folder"


@pytest.mark.parametrize("command", ["crawl", "export", "verify"])
def test_an_archive_of_a_newer_schema_is_left_alone(newer: Path, brochure: str, command: str) -> None:
    before = (newer / "archive.db").read_bytes()
    arguments = {
        "crawl": ["crawl", "portal", "-a", f"url={brochure}", "-s", f"ARCHIVE={newer}"],
        "export": ["export", "articles", str(newer)],
        "verify": ["verify", str(newer)],
    }
    assert_one_line(newsarchive(newer.parent, *arguments[command]), 4, "newer")
    assert (newer / "archive.db").read_bytes() == before


def test_scrapy_and_newsarchive_end_alike(tmp_path: Path) -> None:
    scrapy = str(Path(sys.executable).with_name("scrapy"))
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(
        [scrapy, "crawl", "bbn", "-a", "since=soon", "-s", f"ARCHIVE={tmp_path / 'archive'}"],
        cwd=root,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert_one_line((done.returncode, done.stdout, done.stderr), 2, "soon")


@pytest.mark.parametrize(
    "arguments",
    [
        ["runs", "--portal", "nosuch"],
        ["pages", "--portal", "nosuch"],
        ["health", "nosuch"],
        ["pages", "--state", "nosuch"],
        ["reextract", "--portal", "nosuch"],
        ["draw", "--size", "3", "--portal", "nosuch"],
    ],
)
def test_an_unknown_name_is_a_mistake_and_no_empty_answer(tmp_path: Path, arguments: list[str]) -> None:
    from newsarchive.archive.store import open_archive

    with open_archive(tmp_path / "archive", write=True):
        pass
    assert_one_line(newsarchive(tmp_path, *arguments), 2, "nosuch")


@pytest.mark.parametrize("arguments", [["dictionary"], ["export", "--list"]])
def test_an_output_without_room_is_named(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "newsarchive", *arguments]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (4, "Error: cannot write: No space left on device\n")


def test_the_list_of_commands_says_what_each_does_to_the_end(tmp_path: Path) -> None:
    code, out, _ = newsarchive(tmp_path, "--help")
    assert code == 0 and out.count("...") == 1 and "exit code 5 where one is red." in " ".join(out.split())
