"""Commands that look into an archive: runs, pages, portals, health, verify, prune, schedule."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from newsarchive.archive.store import open_archive
from tests.command_line import newsarchive

BASE = "https://www.example.com"
HUGE = "99999999999999999999"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def run(archive: Path) -> Run:
    """A command beside the archive, which it may read only."""
    return lambda *arguments: newsarchive(archive.parent, *arguments)


def table(out: str) -> list[list[str]]:
    return [line.split() for line in out.splitlines()]


def objects(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_the_last_runs_are_listed_oldest_first(run: Run) -> None:
    code, out, err = run("runs")
    assert (code, err) == (0, "")
    head, *rows = table(out)
    assert head[:6] == ["id", "portal", "started_at", "finished_at", "reason", "requests"]
    assert head[6:] == ["new", "changed", "same", "failed", "health"]
    assert [(row[0], row[1], row[2], row[6:10]) for row in rows] == [
        ("1", "bbn", "2023-10-24T08:00:00Z", ["8", "0", "0", "0"]),
        ("2", "news.example.org", "2023-10-24T08:00:00Z", ["4", "0", "0", "0"]),
        ("3", "bbn", "2023-10-25T08:00:00Z", ["0", "1", "1", "0"]),
        ("4", "news.example.org", "2023-10-25T08:00:00Z", ["0", "0", "0", "0"]),
        ("5", "bbn", "2023-10-26T08:00:00Z", ["0", "1", "0", "0"]),
        ("6", "news.example.org", "2023-10-26T08:00:00Z", ["0", "0", "0", "0"]),
    ]


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (["--limit", "1"], [6]),
        (["--limit", "3"], [4, 5, 6]),
        (["--limit", "2000000000"], [1, 2, 3, 4, 5, 6]),
        (["--portal", "bbn"], [1, 3, 5]),
        (["--portal", "bbn", "--limit", "2"], [3, 5]),
        (["--portal", "news.example.org", "--limit", "1"], [6]),
    ],
)
def test_runs_can_be_chosen_and_read_by_a_program(run: Run, arguments: list[str], ids: list[int]) -> None:
    code, out, err = run("runs", "--json", *arguments)
    assert (code, err) == (0, "")
    found = objects(out)
    assert [row["id"] for row in found] == ids
    assert all(isinstance(row["outcomes"], dict | None) for row in found)


def test_portals_are_listed_with_what_is_held_of_each(run: Run) -> None:
    code, out, err = run("portals", "--json")
    assert (code, err) == (0, "")
    assert objects(out) == [
        {
            "name": "bbn",
            "url": f"{BASE}/",
            "timezone": None,
            "articles": 8,
            "comments": 14,
            "last_run_at": "2023-10-26T08:00:00Z",
        },
        {
            "name": "news.example.org",
            "url": "https://news.example.org/",
            "timezone": None,
            "articles": 4,
            "comments": 0,
            "last_run_at": "2023-10-26T08:00:00Z",
        },
    ]
    lines = table(run("portals")[1])
    assert [line[0] for line in lines] == ["name", "bbn", "news.example.org"]
    assert lines[1] == ["bbn", "8", "14", "2023-10-26T08:00:00Z", f"{BASE}/"]


def test_without_an_address_the_states_are_counted(run: Run) -> None:
    code, out, _ = run("pages", "--json")
    assert code == 0
    counted = {(row["portal"], row["kind"], row["state"]): row["pages"] for row in objects(out)}
    assert counted == {("bbn", "article", "stored"): 7, ("bbn", "article", "unchanged"): 1} | {
        ("news.example.org", "article", "stored"): 4
    }


ADDRESSES = [
    (["/kim-and-putin/"], 0, ["/kim-and-putin/"], []),
    (["/kim-and-putin/", "/kim-and-putin/"], 0, ["/kim-and-putin/"], []),
    (["/kim-and-putin", "/kim-and-putin/?utm_source=x#comments"], 0, ["/kim-and-putin/"], []),
    (["/kim-and-putin/", "/hostile/"], 0, ["/hostile/", "/kim-and-putin/"], []),
    (["/nothing/"], 1, [], ["/nothing/"]),
    (["/kim-and-putin/", "/nothing/"], 1, ["/kim-and-putin/"], ["/nothing/"]),
    (["/nothing/", "/kim-and-putin/", "/kim-and-putin/"], 1, ["/kim-and-putin/"], ["/nothing/"]),
    (["/nothing/", "/neither/"], 1, [], ["/nothing/", "/neither/"]),
]


@pytest.mark.parametrize(("asked", "code", "known", "unknown"), ADDRESSES)
def test_every_address_is_told_of_or_named_as_unknown(
    run: Run, asked: list[str], code: int, known: list[str], unknown: list[str]
) -> None:
    ended, out, err = run("pages", "--json", *(f"{BASE}{path}" for path in asked))
    assert ended == code
    assert [row["url"] for row in objects(out)] == [f"{BASE}{path}" for path in known]
    assert err == "".join(f"{BASE}{path}: the archive does not know it\n" for path in unknown)


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (["--portal", "bbn"], 8),
        (["--portal", "news.example.org"], 4),
        (["--state", "stored"], 11),
        (["--state", "unchanged"], 1),
        (["--state", "gone"], 0),
        (["--portal", "news.example.org", "--state", "unchanged"], 0),
        ([f"{BASE}/kim-and-putin/", "--state", "unchanged"], 1),
    ],
)
def test_pages_are_listed_by_portal_and_state(run: Run, arguments: list[str], count: int) -> None:
    code, out, err = run("pages", "--json", *arguments)
    assert (code, err, len(objects(out))) == (0, "", count)
    assert len(table(run("pages", *arguments)[1])) == count + 1


def test_a_portal_that_is_read_well_is_green_and_one_that_nobody_reads_red(run: Run) -> None:
    assert run("health") == (0, "bbn: green\nnews.example.org: green\n", "")
    assert run("health", "bbn", "--max-age", "99999d") == (0, "bbn: green\n", "")
    late = "red: failures: no run has finished since 2023-10-26T09:00:00Z"
    assert run("health", "--max-age", "26h") == (5, f"bbn: {late}\nnews.example.org: {late}\n", "")
    code, out, _ = run("health", "bbn", "--max-age", "90m", "--json")
    (told,) = objects(out)
    assert (code, told["health"], told["last_finished_at"]) == (5, "red", "2023-10-26T09:00:00Z")
    assert told["alarms"] == [{"kind": "failures", "evidence": "no run has finished since 2023-10-26T09:00:00Z"}]


def test_a_portal_without_a_run_is_neither(tmp_path: Path) -> None:
    with open_archive(tmp_path / "archive", write=True) as opened:
        opened.portal("new", url="https://new.example/")
        opened.commit()
    assert newsarchive(tmp_path, "health") == (0, "new: no run has finished yet\n", "")
    assert newsarchive(tmp_path, "health", "--max-age", "1h")[0] == 5
    assert len(table(newsarchive(tmp_path, "runs")[1])) == 1
    assert table(newsarchive(tmp_path, "portals")[1])[1] == ["new", "0", "0", "-", "https://new.example/"]
    assert newsarchive(tmp_path, "pages", "--json") == (0, "", "")


def test_a_whole_archive_is_called_whole(run: Run) -> None:
    assert run("verify") == (0, "whole: 12 articles, 14 comments, 15 captures\n", "")


def test_a_fault_is_a_line_and_can_be_mended(copy: Path) -> None:
    (file,) = (copy / "captures").glob("*.warc.gz")
    with file.open("ab") as warc:
        warc.write(b"half a record")
    code, out, err = newsarchive(copy.parent, "verify")
    assert (code, err) == (4, "")
    assert out == f"captures/{file.name}: 13 bytes behind the last row; the next run or --repair cuts them\n"
    code, out, _ = newsarchive(copy.parent, "verify", "--repair")
    assert code == 0
    assert out.splitlines() == [
        f"repaired: captures/{file.name}: 13 bytes behind the last row cut",
        "whole: 12 articles, 14 comments, 15 captures",
    ]


def test_captures_that_something_rests_on_are_not_forgotten(copy: Path) -> None:
    assert newsarchive(copy.parent, "prune", "--older-than", "0m", "--dry-run")[:2] == (
        0,
        "would forget 0 captures, 0.0 MB\n",
    )
    assert newsarchive(copy.parent, "prune", "--older-than", "0m")[:2] == (0, "forgot 0 captures, 0.0 MB\n")
    assert newsarchive(copy.parent, "verify")[0] == 0


def test_the_schedule_counts_pages_and_tells_the_ladder(run: Run) -> None:
    code, out, err = run("schedule", "bbn")
    assert (code, err) == (0, "")
    assert "up to 6 hours old: looked at every 1 hour" in out
    assert "while replies may come (21 days): every 1 day at least" in out
    assert objects(run("schedule", "bbn", "--json")[1]) == [{"due": "not planned", "kind": "article", "pages": 8}]
    assert run("schedule", "bbn", "--explain", "--json", "--limit", "2000000000") == (0, "", "")
