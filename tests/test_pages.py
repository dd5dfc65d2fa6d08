"""The frontier: each address once, newest first, due when it is due."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.archive.looks import PageState
from newsarchive.archive.pages import all_known, discover, due, find, hint_candidate, page
from newsarchive.archive.store import Archive, open_archive
from newsarchive.items import Candidate, Moment
from newsarchive.times import utc_text
from tests.looks import URL, article, at, look, moment, rows

SITE = "https://news.example"
FEED = f"{SITE}/feed/"


def candidate(
    path: str, published: Moment | None = None, modified: Moment | None = None, source: str = FEED
) -> Candidate:
    return Candidate(f"{SITE}{path}", source, published=published, modified=modified)


def portal(archive: Archive) -> int:
    return archive.portal("news.example", url=f"{SITE}/")


def test_an_address_counts_once_however_it_is_spelled(tmp_path: Path) -> None:
    spellings = ["/a/", "/a", "/a/?utm_source=rss", "/a/#more", "/a/?replytocom=7", "/b/"]
    with open_archive(tmp_path, write=True) as archive:
        found = [candidate(path) for path in spellings] + [Candidate("http://www.news.example/a", FEED)]
        assert discover(archive, portal(archive), found, at=at(0)) == 2
        assert rows(archive, "select url, state from pages order by id") == [
            (f"{SITE}/a/", "pending"),
            (f"{SITE}/b/", "pending"),
        ]
        assert discover(archive, portal(archive), found, at=at(1)) == 0


def test_a_portal_that_changes_its_scheme_is_asked_for_all_its_pages_under_the_new_one(tmp_path: Path) -> None:
    """`-a url=https://…` where it was http before: no page is another one, and none is refused for its old scheme."""
    with open_archive(tmp_path, write=True) as archive:
        old = archive.portal("paper", url="http://www.news.example/")
        told = [Candidate(f"http://www.news.example/{name}", FEED) for name in "ab"]
        discover(archive, old, [*told, Candidate("https://news.example/c", FEED)], at=at(0))
        sql = "update pages set state = 'refused', fetched_at = ?, next_visit_at = ? where url like '%/a'"
        archive.db.execute(sql, [utc_text(at(1)), utc_text(at(99))])
        assert archive.portal("paper", url=f"{SITE}/") == old
        assert rows(archive, "select url, state, next_visit_at from pages order by id") == [
            (f"{SITE}/a", "refused", utc_text(at(1))),
            (f"{SITE}/b", "pending", None),
            (f"{SITE}/c", "pending", None),
        ]
        archive.portal("paper", url="https://moved.example/")
        assert {url for (url,) in rows(archive, "select url from pages")} == {f"{SITE}/{name}" for name in "abc"}


def test_every_source_that_named_an_address_is_kept(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        id_ = portal(archive)
        for hours, source in enumerate([FEED, f"{SITE}/sitemap.xml", FEED]):
            discover(archive, id_, [candidate("/a/", source=source)], at=at(hours))
        assert rows(archive, "select source, first_at from discoveries order by source") == [
            (FEED, "2023-10-19T16:00:00Z"),
            (f"{SITE}/sitemap.xml", "2023-10-19T17:00:00Z"),
        ]


def test_what_is_no_address_is_left_out_and_stops_nothing(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        bad = [
            Candidate(url, FEED) for url in ("javascript:alert(1)", "", "http://", "http://[::1", "ftp://x.example/")
        ]
        assert discover(archive, portal(archive), [*bad, candidate("/a/")], at=at(0)) == 1


def test_pages_are_due_newest_first(tmp_path: Path) -> None:
    days = {"/old/": 1, "/new/": 3, "/middle/": 2}
    found = [candidate(path, published=moment(f"2023-10-0{day}T12:00:00+00:00")) for path, day in days.items()]
    with open_archive(tmp_path, write=True) as archive:
        id_ = portal(archive)
        discover(archive, id_, [*found, candidate("/undated/")], at=at(0))
        pages = due(archive, id_, now=at(0), limit=10)
        assert [one.url.removeprefix(SITE) for one in pages] == ["/undated/", "/new/", "/middle/", "/old/"]
        assert [one.url.removeprefix(SITE) for one in due(archive, id_, now=at(0), limit=2)] == ["/undated/", "/new/"]
        under_way = {pages[0].id, pages[2].id}
        left = due(archive, id_, now=at(0), limit=10, exclude=under_way)
        assert [one.url.removeprefix(SITE) for one in left] == ["/new/", "/old/"]


def test_a_visited_page_is_due_again_when_its_time_has_come(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article(), next_visit_at=at(5))
        look(archive, None, url=f"{SITE}/later/", state="deferred", status=429, next_visit_at=at(2))
        look(archive, None, url=f"{SITE}/never/", state="robots")
        told = {hours: [one.url for one in due(archive, 1, now=at(hours), limit=9)] for hours in (1, 2, 5)}
        assert told == {1: [], 2: [f"{SITE}/later/"], 5: [f"{SITE}/later/", article().url]}


@pytest.mark.parametrize(
    ("before", "now", "is_due"),
    [
        (None, "2023-10-19T15:00:00+00:00", False),
        (None, "2023-10-19T17:00:00+00:00", True),
        ("2023-10-19T15:00:00+00:00", "2023-10-19T15:00:00+00:00", False),
        ("2023-10-19T15:00:00+00:00", "2023-10-19T15:30:00+00:00", True),
    ],
)
def test_a_change_that_a_source_tells_of_makes_a_page_due(
    tmp_path: Path, before: str | None, now: str, is_due: bool
) -> None:
    first = candidate("/lavrov-in-pyongyang/", modified=moment(before) if before else None)
    with open_archive(tmp_path, write=True) as archive:
        id_ = portal(archive)
        discover(archive, id_, [first], at=at(0))
        look(archive, article(), 0, next_visit_at=at(100))
        discover(archive, id_, [replace(first, modified=moment(now))], at=at(3))
        assert len(due(archive, id_, now=at(3), limit=9)) == is_due


def test_a_change_does_not_wake_a_page_that_may_not_be_read(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        look(archive, None, url=f"{SITE}/a/", state="robots")
        discover(archive, 1, [candidate("/a/", modified=moment("2023-10-20T17:00:00+00:00"))], at=at(30))
        assert due(archive, 1, now=at(30), limit=9) == []


def test_what_a_candidate_told_comes_back(tmp_path: Path) -> None:
    told = Candidate(
        f"{SITE}/a/",
        FEED,
        headline="Headline",
        published=Moment("19 Oct", datetime(2023, 10, 19), None, None, "day", "unknown"),
        modified=moment(),
        language="en",
        source_id="7",
        authors=("Ann", "Bob"),
    )
    with open_archive(tmp_path, write=True) as archive:
        discover(archive, portal(archive), [told], at=at(0))
        known = find(archive, 1, told.url, kind="article")
        assert known is not None and hint_candidate(known) == told
        assert (known.published_at, known.modified_hint) == ("2023-10-19T00:00:00Z", "2023-10-19T15:46:00Z")
        assert hint_candidate(page(archive, 1, f"{SITE}/bare/", kind="article")) is None


def test_an_address_of_another_kind_is_another_page(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        id_ = portal(archive)
        pages = [page(archive, id_, f"{SITE}/a/", kind=kind, at=at(0)) for kind in ("article", "listing", "article")]
        assert [one.id for one in pages] == [1, 2, 1]
        assert archive.db.execute("select distinct discovered_at from pages").fetchall() == [("2023-10-19T16:00:00Z",)]


def test_every_known_page_can_be_walked_while_pages_are_stored(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        id_ = portal(archive)
        discover(archive, id_, [candidate(f"/{number}/") for number in range(20)], at=datetime(2023, 10, 1, tzinfo=UTC))
        walked = []
        for one in all_known(archive, id_):
            look(archive, article(url=one.url, source_id=one.url, headline=one.url), 1)
            walked.append(one.id)
        assert sorted(walked) == list(range(1, 21))
        assert due(archive, id_, now=at(2), limit=9) == []


def test_a_changed_article_is_due_again_in_half_the_time(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        for hours, headline in enumerate(["One", "One", "Two"]):
            look(archive, article(headline=headline), hours, next_visit_at=at(hours + 8))
            (due_at,) = rows(archive, "select substr(next_visit_at, 12, 5) from pages")[0]
            assert due_at == ["00:00", "01:00", "22:00"][hours]


def test_a_page_without_a_hint_takes_its_place_by_what_it_prints(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article(published=moment("2020-01-01T12:00:00+00:00")))
        assert rows(archive, "select published_at, sort_at from pages") == [("2020-01-01T12:00:00Z",) * 2]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path, write=True) as opened:
        look(opened, article())
        yield opened


@pytest.mark.parametrize(
    ("state", "is_due"),
    [("stored", True), ("unchanged", True), ("gone", True), ("failed", True), ("not-article", True), ("robots", False),
     ("refused", False), ("noarchive", False)],
)  # fmt: skip
def test_a_told_change_wakes_whatever_may_be_read(archive: Archive, state: PageState, is_due: bool) -> None:
    look(archive, None, 1, url=f"{SITE}/b/", state=state, status=200)
    archive.db.execute("update pages set next_visit_at = null")
    told_of = Candidate(f"{SITE}/b/", "s", modified=moment("2023-10-20T00:00:00+00:00"))
    assert discover(archive, 1, [told_of, told_of], at=at(30)) == 0
    assert [one.url for one in due(archive, 1, now=at(30), limit=9)] == ([f"{SITE}/b/"] if is_due else [])


def test_pages_of_two_portals_and_kinds_are_kept_apart(archive: Archive) -> None:
    other = archive.portal("other.example", url="https://other.example/")
    found = [page(archive, portal, URL, kind=kind).id for portal in (1, other) for kind in ("article", "feed")]
    assert len(set(found)) == 4
    assert find(archive, other, URL, kind="listing") is None
    with pytest.raises(ValueError, match="no absolute"):
        page(archive, 1, "javascript:alert(1)", kind="article")
