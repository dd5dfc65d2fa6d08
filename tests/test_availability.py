"""When an article was not to be had: one interval an absence, and what its status is meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsarchive.archive.articles import store_article
from newsarchive.archive.looks import Look
from newsarchive.archive.store import Archive, open_archive
from newsarchive.times import utc_text
from tests.looks import URL, article, at, look, rows

Step = tuple[str, str | None]
"""State and reason of a look."""
THERE: Step = ("stored", None)
SAME: Step = ("unchanged", None)
GONE: Step = ("gone", "status 404")
FOR_GOOD: Step = ("gone", "status 410")
SOFT: Step = ("not-article", "soft-404")
HOME: Step = ("not-article", "redirect to the home page")
WALL: Step = ("refused", "challenge")
BROKEN: Step = ("failed", "status 503")
NOTICE: Step = ("failed", "shows the same as https://news.example/404/")
DEPUBLISHED: Step = ("gone", "shows the same as https://news.example/404/")
LATER: Step = ("deferred", "status 429")


def hour(number: float) -> str:
    return utc_text(at(number))


def walk(archive: Archive, steps: list[Step]) -> None:
    for number, (state, reason) in enumerate(steps):
        seen = article() if state == "stored" else None
        look(archive, seen, number, url=URL, state=state, reason=reason)  # type: ignore[arg-type]
    archive.commit()


def absences(archive: Archive) -> list[tuple[Any, ...]]:
    """Return kind, first, last and end of each absence, in hours after the first look."""
    found = rows(archive, "select kind, first_at, last_at, ended_at from availability order by id")
    hours = {hour(number): number for number in range(24)}
    return [(kind, hours[first], hours[last], ended and hours[ended]) for kind, first, last, ended in found]


CASES = [
    ("it was always there", [THERE, THERE, SAME, THERE], [], "live"),
    ("it is gone", [THERE, GONE], [("404", 1, 1, None)], "gone"),
    ("it stays gone", [THERE, GONE, GONE, GONE], [("404", 1, 3, None)], "gone"),
    ("it comes back", [THERE, GONE, GONE, THERE], [("404", 1, 2, 3)], "live"),
    ("it comes back unchanged", [THERE, GONE, SAME], [("404", 1, 1, 2)], "live"),
    ("it goes twice", [THERE, GONE, THERE, GONE, GONE], [("404", 1, 1, 2), ("404", 3, 4, None)], "gone"),
    ("the portal says that it is for good", [THERE, FOR_GOOD], [("410", 1, 1, None)], "gone"),
    ("gone becomes gone for good", [THERE, GONE, FOR_GOOD], [("404", 1, 1, 2), ("410", 2, 2, None)], "gone"),
    ("a page says so with status 200", [THERE, SOFT, SOFT], [("soft-404", 1, 2, None)], "gone"),
    ("it leads to the home page", [THERE, HOME], [("redirect-home", 1, 1, None)], "gone"),
    ("a wall says nothing of the article", [THERE, WALL, THERE], [("wall", 1, 1, 2)], "live"),
    ("another scheme was not asked", [THERE, ("refused", "another port or scheme: http://n.example:80")], [], "live"),
    ("a wall that stays", [THERE, WALL, WALL], [("wall", 1, 2, None)], "live"),
    ("a failure says nothing", [THERE, BROKEN, LATER, THERE], [], "live"),
    ("a failure does not end an absence", [THERE, GONE, BROKEN, LATER, GONE], [("404", 1, 4, None)], "gone"),
    ("a notice may be one of maintenance", [THERE, NOTICE, NOTICE, THERE], [("notice", 1, 2, 3)], "live"),
    ("a notice stays", [THERE, NOTICE, BROKEN, NOTICE, DEPUBLISHED], [("notice", 1, 4, None)], "gone"),
    ("a notice goes after all", [NOTICE, THERE, NOTICE, DEPUBLISHED, THERE], [("notice", 2, 3, 4)], "live"),
    ("a wall before a gone article", [THERE, GONE, WALL], [("404", 1, 1, 2), ("wall", 2, 2, None)], "gone"),
    ("behind the wall it is there", [THERE, GONE, WALL, THERE], [("404", 1, 1, 2), ("wall", 2, 2, 3)], "live"),
    ("a status without a number is a 404", [THERE, ("gone", "removed")], [("404", 1, 1, None)], "gone"),
]  # fmt: skip


@pytest.mark.parametrize(("steps", "wanted", "status"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_an_absence_lasts_from_the_look_that_missed_it_to_the_one_that_found_it(
    tmp_path: Path, steps: list[Step], wanted: list[tuple[Any, ...]], status: str
) -> None:
    with open_archive(tmp_path / "archive", write=True) as archive:
        walk(archive, steps)
        assert absences(archive) == wanted
        assert rows(archive, "select status, revision_count from articles") == [(status, 1)]


@pytest.mark.parametrize("steps", [[GONE, GONE], [WALL], [SOFT, HOME], [BROKEN]])
def test_what_never_was_an_article_is_not_missed(tmp_path: Path, steps: list[Step]) -> None:
    with open_archive(tmp_path / "archive", write=True) as archive:
        walk(archive, steps)
        assert absences(archive) == []
        assert rows(archive, "select count(*) from articles") == [(0,)]


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("status 410", "410"),
        ("status 404", "404"),
        ("soft-404", "soft-404"),
        ("soft 404: page not found", "soft-404"),
        ("redirect to the home page", "redirect-home"),
        ("redirect (301) to https://other.example/moved/", "redirect-other"),
        ("redirect (301) to https://other.example/home-sales-fall/", "redirect-other"),
        ("redirect (301) to https://other.example/404-steps-to-the-wall/", "redirect-other"),
        ("challenge", "wall"),
        ("consent", "wall"),
        ("login", "wall"),
        ("paywall", None),
        ("status 4040", None),
        ("listing", None),
        ("", None),
    ],
)
def test_the_kind_of_an_absence_is_read_from_its_reason(tmp_path: Path, reason: str, kind: str | None) -> None:
    with open_archive(tmp_path / "archive", write=True) as archive:
        walk(archive, [THERE, ("not-article", reason)])
        assert [found[0] for found in absences(archive)] == ([kind] if kind else [])


def test_an_absence_of_one_article_is_none_of_another(tmp_path: Path) -> None:
    with open_archive(tmp_path / "archive", write=True) as archive:
        other = "https://news.example/other/"
        look(archive, article(), 0)
        look(archive, article(url=other, headline="Another story", source_id="9"), 0)
        look(archive, None, 1, url=other, state="gone", reason="status 404")
        found = rows(archive, "select a.url, v.kind from availability v join articles a on a.id = v.article_id")
        assert found == [(other, "404")]
        assert rows(archive, "select url, status from articles order by url") == [(URL, "live"), (other, "gone")]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path, write=True) as opened:
        yield opened


@pytest.mark.parametrize(
    ("state", "reason", "kind", "status"),
    [
        ("gone", "404", "404", "gone"),
        ("gone", "status 410", "410", "gone"),
        ("gone", "now soft-404", "soft-404", "gone"),
        ("gone", "", "404", "gone"),
        ("redirect", "redirect (301) to https://news.example/", "redirect-home", "gone"),
        ("redirect", "redirect (301) to https://news.example", "redirect-home", "gone"),
        ("redirect", "redirect (301) to https://news.example/?p=12", "redirect-other", "moved"),
        ("redirect", "redirect (302) to https://news.example/404-days-at-home/", "redirect-other", "moved"),
        ("redirect", "redirect (301) to https://news.example/410/", "redirect-other", "moved"),
        ("redirect", "meta refresh to https://news.example/new/", "redirect-other", "moved"),
        ("refused", "challenge", "wall", "live"),
        ("refused", "login", "wall", "live"),
        ("refused", "robots.txt", None, "live"),
        ("not-article", "listing", None, "live"),
        ("not-article", "soft-404", "soft-404", "gone"),
        ("failed", "404 later", None, "live"),
        ("deferred", "status 429", None, "live"),
        ("robots", "disallowed", None, "live"),
    ],
)
def test_a_look_in_vain_says_what_kind_of_absence_it_met(
    archive: Archive, state: Any, reason: str, kind: str | None, status: str
) -> None:
    look(archive, article())
    look(archive, None, 1, state=state, status=404 if state == "gone" and not reason else 200, reason=reason)
    assert rows(archive, "select kind, first_at, last_at, ended_at from availability") == (
        [(kind, "2023-10-19T17:00:00Z", "2023-10-19T17:00:00Z", None)] if kind else []
    )
    assert rows(archive, "select status from articles") == [(status,)]


@pytest.mark.parametrize("seen", [{}, {"headline": "Read better"}])
@pytest.mark.parametrize(("cause", "status"), [("portal", "live"), ("extractor", "gone")])
def test_an_old_capture_read_anew_brings_no_article_back(
    archive: Archive, seen: dict[str, Any], cause: Any, status: str
) -> None:
    look(archive, article())
    look(archive, None, 1, state="gone", status=410, reason="410")
    again = Look(1, "2023-10-19T18:00:00Z", article(**seen), None, "newsarchive", thread_complete=True, cause=cause)
    assert store_article(archive.db.conn, again).outcome == ("changed" if seen else "same")
    assert rows(archive, "select status from articles") == [(status,)]


NEW = "https://news.example/lavrov-leaves-pyongyang/"


def articles(archive: Archive) -> list[tuple[object, ...]]:
    return rows(archive, "select url, revision_count, status from articles order by id")


def test_a_redirect_is_a_move_when_the_article_is_found_there_and_an_absence_when_it_is_not(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article())
        reason = f"redirect (301) to {NEW}"
        look(archive, None, 1, state="redirect", status=301, reason=reason, final_url=NEW)
        assert articles(archive) == [(URL, 1, "moved")]
        assert rows(archive, "select kind, ended_at from availability") == [("redirect-other", None)]
        look(archive, article(url=NEW), 1, aliases=(URL,))
        assert articles(archive) == [(NEW, 1, "live")]
        look(archive, None, 2, url=URL, state="redirect", status=301, reason=reason, final_url=NEW)
        assert articles(archive) == [(NEW, 1, "live")]
        assert rows(archive, "select count(*) from availability") == [(0,)]


def test_a_move_ends_no_absence_but_that_of_the_way_there(tmp_path: Path) -> None:
    other, reason = "https://news.example/budget/", f"redirect (301) to {NEW}"
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article())
        look(archive, article(url=other, source_id="2", headline="Budget passed", body=("Another.",)))
        look(archive, None, 1, state="gone", status=404, reason="status 404")
        for url in (URL, other):
            look(archive, None, 2, url=url, state="redirect", status=301, reason=reason, final_url=NEW)
        look(archive, article(url=NEW), 2, aliases=(URL,))
        assert rows(archive, "select article_id, kind from availability order by id") == [
            (1, "404"),
            (2, "redirect-other"),
        ]
        assert articles(archive) == [(NEW, 1, "live"), (other, 1, "moved")]
