"""`newsarchive crawl`: options, exit codes, feeds, signals, two runs at once."""

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from newsarchive.spiders.bbn import BbnSpider  # type: ignore[import-untyped]

from newsarchive.archive.store import open_archive
from newsarchive.commands.sample import sample_portal
from newsarchive.errors import UsageMistake
from newsarchive.sample_portal.server import PortalServer, running_portal
from tests import forked
from tests.odd_site import OddSite, serving, site_of_stories

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def site() -> Iterator[OddSite]:
    made = site_of_stories()
    with serving(made):
        yield made


def command(site: OddSite, archive: Path, *more: str) -> list[str]:
    settings = ["-s", f"ARCHIVE={archive}", "-s", "DOWNLOAD_DELAY=0"]
    return ["crawl", "portal", "-a", f"url={site.base}/", *settings, *more]


def started(*arguments: str) -> subprocess.Popen[str]:
    """Start the command as a shell does: a group of processes of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "newsarchive", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_items_go_to_feeds_as_clean_articles_apart_from_the_summary(site: OddSite, tmp_path: Path) -> None:
    feeds = ["-o", "articles.jsonl", "-o", "-:jsonl"]
    done = forked.newsarchive(*command(site, tmp_path / "archive", "-a", "limit=2", *feeds), cwd=tmp_path)
    assert done.returncode == 0 and "2 new" in done.stderr and done.stderr.count("\n") == 1
    text = (tmp_path / "articles.jsonl").read_text(encoding="utf-8")
    items = [json.loads(line) for line in text.splitlines()]
    assert done.stdout == text and len(items) == 2
    assert {"url", "headline", "published", "body", "comments"} <= items[0].keys() and "visit" not in items[0]
    assert items[0]["published"]["utc"] == "2024-05-01T08:30:00+00:00"


def test_a_budget_leaves_the_rest_to_the_next_run(site: OddSite, tmp_path: Path) -> None:
    states = []
    for _ in range(2):
        done = forked.newsarchive(*command(site, tmp_path / "archive", "-s", "REQUEST_BUDGET=20"))
        assert (done.returncode, done.stderr) == (0, "") and len(site.asked) <= 40
        with open_archive(tmp_path / "archive") as archive:
            sql = "select state, count(*) from pages where kind = 'article' group by 1 order by 1"
            states.append(dict(archive.db.execute(sql).fetchall()))
            assert archive.db.execute("select distinct reason from runs").fetchall() == [("limit",)]
    assert states[0].keys() == {"pending", "stored"} and states[1]["stored"] > states[0]["stored"]


def test_an_article_whose_thread_a_budget_cuts_is_due_in_the_next_run(tmp_path: Path) -> None:
    with running_portal() as base:
        url = f"{base}/rail-cars-gather-at-north-korean-border-station-images-show/"
        command = ["crawl", "bbn", "-a", f"url={base}/", "-a", f"article={url}", "-s", "REQUEST_BUDGET=2"]
        done = forked.newsarchive(*command, "-s", f"ARCHIVE={tmp_path / 'archive'}", "-s", "DOWNLOAD_DELAY=0")
    assert done.stdout == "bbn: articles 1 new, 0 changed, 0 same; 2 requests\n"
    with open_archive(tmp_path / "archive") as archive:
        sql = "select next_visit_at <= (select finished_at from runs) from pages where article_id is not null"
        assert archive.db.execute(sql).fetchall() == [(1,)]


def test_a_second_run_is_refused_in_one_line_while_the_first_goes_on(site: OddSite, tmp_path: Path) -> None:
    with open_archive(tmp_path / "archive", write=True):
        done = forked.newsarchive(*command(site, tmp_path / "archive"))
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("Error: another run holds ") and done.stderr.count("\n") == 1
    assert site.asked == []


def test_a_second_run_waits_where_it_was_told_to(site: OddSite, tmp_path: Path) -> None:
    with open_archive(tmp_path / "archive", write=True):
        waiting = started(*command(site, tmp_path / "archive", "--lock-wait", "60", "-a", "limit=1"))
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(2)
    out, err = waiting.communicate(timeout=60)
    assert (waiting.returncode, err) == (0, "") and out.startswith(f"{site.base[7:]}: articles 1 new")


@pytest.mark.parametrize("times", [1, 2])
def test_a_signal_ends_a_run_soon_with_everything_kept(site: OddSite, tmp_path: Path, times: int) -> None:
    process = started(*command(site, tmp_path / "archive", "-s", "DOWNLOAD_DELAY=0.1"))
    until = time.monotonic() + 60
    while len(site.asked) < 8 and time.monotonic() < until:
        time.sleep(0.05)
    for _ in range(times):
        process.send_signal(signal.SIGINT)
        time.sleep(0.1)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (130, "") and out.count("\n") == 1
    with open_archive(tmp_path / "archive", write=True) as archive:
        assert archive.db.execute("pragma quick_check").fetchone() == ("ok",)
        (stored,) = archive.db.execute("select count(*) from articles").fetchone()
    assert 0 < stored < 30 or times == 2


def test_help_lists_our_options_and_scrapys() -> None:
    done = forked.newsarchive("crawl", "--help")
    assert done.returncode == 0 and done.stderr == ""
    options = ("--strict", "--lock-wait", "-a NAME=VALUE", "--set NAME=VALUE", "-O")
    assert all(option in done.stdout for option in options)
    assert "newsarchive crawl [options] <spider>" in done.stdout
    assert all(word in done.stdout for word in ("bbn", "wordpress", "url", "since=YYYY-MM-DD", "ARCHIVE=FOLDER"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["portal", "-a", "url", "--nonsense"], "-a"),
        (["portal", "-a", "url=http://127.0.0.1:1/", "-s", "DOWNLOAD_DELAY=slow"], "DOWNLOAD_DELAY=slow"),
        (["wordpress", "-a", "url=https://news.example/"], "NEWSARCHIVE_CONTACT"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(arguments: list[str], words: str, tmp_path: Path) -> None:
    done = forked.newsarchive("crawl", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: ") and done.stderr.count("\n") == 1 and words in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_sample_portal_is_read_as_bbn(tmp_path: Path) -> None:
    with running_portal() as base:
        done = forked.newsarchive(
            *("crawl", "bbn", "-a", f"url={base}/", "-a", "limit=3"),
            *("-a", "since=2023-10-01", "-s", f"ARCHIVE={tmp_path / 'archive'}", "-s", "DOWNLOAD_DELAY=0"),
        )
    assert done.stdout.startswith("bbn: articles 3 new") and done.returncode == 0
    with open_archive(tmp_path / "archive") as archive:
        assert archive.db.execute("select name, language, timezone from portals").fetchall() == [("bbn", "en-US", None)]
        assert archive.db.execute("select min(published_at) >= '2023-10-01' from articles").fetchone() == (1,)


def test_a_portal_is_a_few_declarations() -> None:
    source = Path(sys.modules[BbnSpider.__module__].__file__ or "").read_text(encoding="utf-8")
    assert len([line for line in source.splitlines() if line.strip()]) <= 15
    assert (BbnSpider.home, BbnSpider.timezone, BbnSpider.theme) == ("https://bigbignews.net/", None, "soledad")


def test_a_spider_knows_its_portal_from_its_arguments() -> None:
    replica = BbnSpider(url="http://127.0.0.1:8801/")
    assert (replica.portal_name, replica.base) == ("bbn", "http://127.0.0.1:8801/")
    assert replica.guard.refusal("https://bigbignews.net/") is not None
    assert BbnSpider(name="Big").portal_name == "Big"
    assert BbnSpider().guard.refusal("http://www.bigbignews.net/a/") is None
    with pytest.raises(UsageMistake, match="colour"):
        BbnSpider(colour="red")
    with pytest.raises(UsageMistake, match=r"other\.example"):
        BbnSpider(article="https://other.example/a/")


@pytest.mark.parametrize(
    ("declared", "words"),
    [
        ({"timezone": "Europe/Berln"}, "spider bbn: no time zone named 'Europe/Berln'"),
        ({"timezone": "../etc/passwd"}, "spider bbn: no time zone named '../etc/passwd'"),
        ({"time_zone": "Europe/Berlin"}, "spider bbn declares time_zone; did you mean timezone?"),
        ({"language": "german"}, "spider bbn: no language tag: 'german'; write one such as de or de-AT"),
        ({"theme": "soledat"}, "spider bbn: no theme named 'soledat'; there are soledad, "),
    ],
)
def test_a_declaration_that_names_nothing_is_a_mistake(declared: dict[str, str], words: str) -> None:
    mistaken: type[BbnSpider] = type("Mistaken", (BbnSpider,), declared)
    with pytest.raises(UsageMistake, match=re.escape(words)):
        mistaken.check({})


def test_the_sample_portal_is_served_until_it_is_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: PortalServer) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(PortalServer, "serve_forever", interrupt)
    done = CliRunner().invoke(sample_portal, ["--port", "0", "--day", "3"])
    assert done.exit_code == 0
    assert re.fullmatch(r"Sample portal, day 3: http://127\.0\.0\.1:\d+/ \(Ctrl-C ends it\)\nended\n", done.output)
