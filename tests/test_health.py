"""A run turns red where a portal is no longer read well, and stays green where it merely has other stories."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsarchive.archive import health
from newsarchive.archive.health import Alarm
from newsarchive.archive.store import Archive, open_archive
from newsarchive.commands import archive as commands
from newsarchive.items import Article, Author, Image
from tests.looks import article, at, comment, look, rows


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    opened = open_archive(tmp_path, write=True)
    opened.db.conn.execute("pragma synchronous = off")
    opened.portal("news.example", url="https://news.example/")
    return opened


def story(number: int, rng: random.Random) -> Article:
    """Return an article as portals print them: most have a picture, some a lead and comments."""
    thread = tuple(comment(n) for n in range(rng.choice([0, 0, 1, 3])))
    return article(
        url=f"https://news.example/{number}/",
        source_id=str(number),
        headline=f"Story {number}",
        body=(f"Words of story {number}.",),
        authors=(Author("Ann"),) if rng.random() < 0.95 else (),
        lead="A lead." if rng.random() < 0.4 else None,
        image=Image("https://news.example/1.jpg") if rng.random() < 0.9 else None,
        comments=thread,
        comments_claimed=len(thread),
    )


def run(archive: Archive, day: int, seen: list[Article | None], **more: object) -> list[Alarm]:
    """Make a run of the day that looks at each article; None stands for a page that is refused or fails."""
    run_id = archive.start_run(1, started_at=at(24 * day))
    for number, one in enumerate(seen):
        url = one.url if one else f"https://news.example/wall/{day}/{number}/"
        look(archive, one, 24 * day, url=url, run_id=run_id, **(more if one is None else {}))  # type: ignore[arg-type]
    return archive.finish_run(run_id, finished_at=at(24 * day + 1), reason="finished", requests=1, warc_bytes=1)


def clean_runs(archive: Archive, count: int, seed: int = 1) -> random.Random:
    rng = random.Random(seed)
    for day in range(count):
        stories = [story(1_000 * day + n, rng) for n in range(rng.choice([1, 3, 8, 25]))]
        assert run(archive, day, [*stories]) == [], f"day {day}"
    return rng


@pytest.mark.parametrize("seed", [1, 2])
def test_clean_runs_stay_green(archive: Archive, seed: int) -> None:
    clean_runs(archive, 50, seed)
    assert rows(archive, "select distinct health, alarms from runs") == [("green", None)]
    archive.close()


@pytest.mark.parametrize(
    ("field", "value"), [("authors", ()), ("published", None), ("image", None), ("headline", None), ("section", None)]
)
def test_a_field_that_falls_turns_a_run_red(archive: Archive, field: str, value: object) -> None:
    rng = clean_runs(archive, 8)
    broken = [replace(story(99_000 + n, rng), **{field: value}) for n in range(12)]  # type: ignore[arg-type]
    (alarm,) = run(archive, 8, [*broken])
    assert alarm.kind == "coverage" and alarm.evidence.startswith(f"{field}: 0 of 12 articles have it, ")
    assert rows(archive, "select health from runs where id = 9") == [("red",)]
    archive.close()


def test_comments_that_are_declared_and_not_read_turn_a_run_red(archive: Archive) -> None:
    rng = clean_runs(archive, 12)
    unread = [replace(story(99_000 + n, rng), comments=(), comments_claimed=4) for n in range(12)]
    assert [alarm.evidence for alarm in run(archive, 12, [*unread])] == [
        "comments: 0 of 12 articles have it, 100% in the last runs"
    ]
    archive.close()


def test_a_new_portal_has_no_measure_yet(archive: Archive) -> None:
    rng = random.Random(1)
    run(archive, 0, [story(n, rng) for n in range(9)])
    assert run(archive, 1, [replace(story(100 + n, rng), authors=()) for n in range(9)]) == []
    archive.close()


def test_most_pages_being_walls_turn_a_run_red(archive: Archive) -> None:
    rng = clean_runs(archive, 3)
    walls: list[Article | None] = [None] * 8
    alarms = run(archive, 3, [*walls, story(5_000, rng)], state="refused", reason="challenge")
    assert alarms == [Alarm("walls", "8 of 9 articles were walls: challenge")]
    archive.close()


def test_most_pages_failing_turn_a_run_red(archive: Archive) -> None:
    clean_runs(archive, 3)
    alarms = run(archive, 3, [None] * 6, state="failed", reason="status 503")
    assert alarms == [Alarm("failures", "6 of 6 articles could not be read: status 503")]
    archive.close()


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("PortalError", "the portal refused its home page or robots.txt, or led elsewhere"),
        ("UnreachablePortal", "no address of the portal answered"),
        ("NotAPortal", "the site answered, but named no article"),
    ],
)
def test_a_portal_that_is_not_there_turns_a_run_red(archive: Archive, reason: str, words: str) -> None:
    run_id = archive.start_run(1, started_at=at(0))
    found = archive.finish_run(run_id, finished_at=at(1), reason=reason, requests=3, warc_bytes=0)
    assert found == [Alarm("failures", words)]


def test_pages_that_are_no_articles_are_no_walls(archive: Archive) -> None:
    clean_runs(archive, 3)
    assert run(archive, 3, [None] * 9, state="not-article", reason="listing") == []
    archive.close()


def test_discovery_that_goes_quiet_turns_a_run_red(archive: Archive) -> None:
    rng = random.Random(1)
    for day in (0, 1, 2, 3, 6, 7, 8, 9):
        assert run(archive, day, [story(day, rng)]) == []
        archive.db.conn.execute("update pages set discovered_at = fetched_at where fetched_at is not null")
    known = story(9, rng)
    assert [run(archive, day, [known]) for day in (11, 16)] == [[], []]
    assert run(archive, 17, [known]) == [Alarm("discovery", "no new address for 8 days, 3 at most in the last 120")]
    archive.close()


def test_the_command_tells_and_its_exit_code_too(archive: Archive, tmp_path: Path) -> None:
    clean_runs(archive, 3)
    run(archive, 3, [None] * 6, state="failed", reason="status 503")
    archive.close()

    def told(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(commands.health, [*arguments, "--archive", str(tmp_path)])
        return done.exit_code, done.output

    red = "news.example: red: failures: 6 of 6 articles could not be read: status 503\n"
    assert told("news.example") == told() == (5, red)
    code, text = told("--max-age", "26h")
    assert code == 5 and text == f"{red}news.example: red: failures: no run has finished since 2023-10-22T17:00:00Z\n"
    code, text = told("--json")
    assert code == 5 and '"health":"red","alarms":[{"kind":"failures"' in text
    assert told("--max-age", "soon")[0] == 2


@pytest.mark.parametrize(
    ("age", "alarms"), [(timedelta(hours=26), 0), (timedelta(hours=25), 0), (timedelta(hours=23), 1)]
)
def test_a_portal_that_no_run_visits_is_noticed(archive: Archive, age: timedelta, alarms: int) -> None:
    clean_runs(archive, 1)
    assert len(health.standing(archive.db.conn, 1, "2023-10-20T17:00:00Z", age)) == alarms
    archive.close()


def test_runs_pages_and_portals_are_listed(archive: Archive, tmp_path: Path) -> None:
    look(archive, article(comments=(comment(1),)), run_id=archive.start_run(1, started_at=at(0)))
    look(archive, None, url="https://news.example/gone/", state="gone", status=404, reason="status 404")
    archive.finish_run(1, finished_at=at(1), reason="finished", requests=1_234, warc_bytes=5)
    archive.close()

    def told(command: object, *arguments: str) -> list[list[str]]:
        done = CliRunner().invoke(command, arguments)  # type: ignore[arg-type]
        assert done.exit_code == 0, done.output
        return [line.split() for line in done.output.splitlines()]

    (run_line,) = told(commands.runs, str(tmp_path))[1:]
    times = ["2023-10-19T16:00:00Z", "2023-10-19T17:00:00Z"]
    assert run_line == ["1", "news.example", *times, "finished", "1,234", "1", "0", "0", "0", "green"]
    (portal_line,) = told(commands.portals, str(tmp_path))[1:]
    assert portal_line == ["news.example", "1", "1", times[0], "https://news.example/"]
    in_archive = ("--archive", str(tmp_path))
    assert told(commands.pages, *in_archive)[1:] == [
        ["news.example", "article", "gone", "1"],
        ["news.example", "article", "stored", "1"],
    ]
    (line,) = told(commands.pages, "http://news.example/gone", *in_archive)[1:]
    assert line[:5] == ["news.example", "article", "gone", "status", "404"]
    unknown = CliRunner().invoke(commands.pages, ["https://news.example/nowhere/", *in_archive])
    assert (unknown.exit_code, unknown.stderr) == (1, "https://news.example/nowhere/: the archive does not know it\n")


T0, T1, T2 = "2023-10-19T16:00:00Z", "2023-10-19T17:00:00Z", "2023-10-19T18:00:00Z"


@pytest.fixture
def looked(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path, write=True) as opened:
        look(opened, article())
        yield opened


@pytest.mark.parametrize(
    ("successes", "trials", "share", "probability"),
    [(0, 1, 0.5, 0.5), (1, 1, 0.5, 1.0), (0, 10, 0.9, 1e-10), (5, 10, 0.5, 0.623046875), (10, 10, 0.1, 1.0)],
)
def test_the_chance_of_so_few_is_that_of_the_binomial(
    successes: int, trials: int, share: float, probability: float
) -> None:
    assert health._at_most(successes, trials, share) == pytest.approx(probability, rel=1e-9)


@pytest.mark.parametrize(
    ("filled", "articles", "history", "falls"),
    [
        (0, 20, [(20, 20)] * 5, True),
        (0, 20, [(20, 20)] * 2, False),  # too few runs to be a measure
        (0, 20, [(4, 4)] * 20, False),  # too small ones
        (11, 20, [(20, 20)] * 5, False),  # more than half of the worst
        (0, 20, [(2, 20)] * 5, False),  # few ever had it
        (0, 20, [(20, 20), (20, 20), (20, 20), (0, 20)], False),  # it has been so before
        (1, 1_000, [(900, 1_000)] * 20, True),
    ],
)
def test_a_field_falls_where_neither_chance_nor_other_stories_explain_it(
    filled: int, articles: int, history: list[tuple[int, int]], falls: bool
) -> None:
    assert health._is_fall(filled, articles, history) is falls


def test_a_portal_that_never_ran_is_noticed_only_where_that_was_asked(looked: Archive) -> None:
    assert health.standing(looked.db.conn, 1, T2, None) == []
    assert health.standing(looked.db.conn, 1, T2, timedelta(hours=1)) == [
        health.Alarm("failures", "no run has finished")
    ]
    assert health.told([]) == {"health": "green", "alarms": None}
