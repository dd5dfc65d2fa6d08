"""Which article a look speaks of: spellings, moves, twins, translations."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from newsarchive.archive import pages
from newsarchive.archive.identity import Known, find, new_public_id
from newsarchive.archive.store import Archive, open_archive
from newsarchive.archive.verify import verify
from newsarchive.items import Alternate, Article, Candidate
from tests.looks import BODY, URL, article, at, comment, look, moment, rows

NEW = "https://news.example/lavrov-leaves-pyongyang/"


def articles(archive: Archive) -> list[tuple[object, ...]]:
    return rows(archive, "select url, revision_count, status from articles order by id")


@pytest.mark.parametrize("spelling", [URL.rstrip("/"), URL.replace("https", "http")])
def test_another_spelling_of_the_address_is_the_same_article(tmp_path: Path, spelling: str) -> None:
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article(url=NEW, source_id="2", headline="Budget passed", body=("Another.",)))
        assert [look(archive, article()), look(archive, article(url=spelling), 1)] == ["new", "same"]
        assert articles(archive) == [(NEW, 1, "live"), (URL, 1, "live")]


def test_an_article_that_moved_keeps_its_identity(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article(comments=(comment(1),)))
        public_id = rows(archive, "select public_id from articles")
        moved = article(url=NEW, comments=(comment(1), comment(2)))
        assert look(archive, moved, 1, url=URL, aliases=(URL,)) == "same"
        assert articles(archive) == [(NEW, 1, "live")]
        assert rows(archive, "select public_id from articles") == public_id
        assert rows(archive, "select url, kind from aliases") == [(URL, "redirect")]
        assert rows(archive, "select url, state, article_id from pages order by id") == [
            (URL, "redirect", 1),
            (NEW, "stored", 1),
        ]
        assert rows(archive, "select count(*) from comments where missing_since is null") == [(2,)]
        assert look(archive, moved, 2) == "same"
        assert articles(archive) == [(NEW, 1, "live")]


def test_an_article_without_an_id_stands_where_its_own_address_leads(tmp_path: Path) -> None:
    new = article(url=NEW, source_id=None, comments=(comment(1), comment(2)))
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article(source_id=None, comments=(comment(1),)))
        assert look(archive, new, 1, aliases=(URL,)) == "same"
        assert articles(archive) == [(NEW, 1, "live")]
        assert rows(archive, "select url, kind from aliases") == [(URL, "redirect")]
        assert rows(archive, "select count(*) from comments") == [(2,)]
        assert look(archive, replace(new, body=LONG), 2) == "changed"


@pytest.mark.parametrize(("status", "where"), [(301, NEW), (302, URL)])
def test_an_article_that_was_known_at_two_addresses_stands_where_its_own_leads_for_good(
    tmp_path: Path, status: int, where: str
) -> None:
    """A sitemap names all the new addresses before the old ones are due."""
    new = article(url=NEW, source_id=None)
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article(source_id=None))
        look(archive, new, 1)
        look(archive, None, 2, url=URL, state="redirect", status=status, final_url=NEW, reason=f"redirect to {NEW}")
        assert articles(archive) == [(where, 1, "live")]
        edited = replace(new, body=LONG, comments=(comment(1),))
        assert (look(archive, edited, 3) == "changed") == (where == NEW)
        assert rows(archive, "select article_id from comments") == ([(1,)] if where == NEW else [])
    assert list(verify(tmp_path)) == []


@pytest.mark.parametrize("status", [302, 200], ids=["for now", "meta refresh"])
def test_an_address_that_led_to_another_at_two_looks_has_moved_there(tmp_path: Path, status: int) -> None:
    new = article(url=NEW, source_id=None)
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article(source_id=None))
        look(archive, new, 1)
        for hours, where in ((2, URL), (3, NEW)):
            look(archive, None, hours, url=URL, state="redirect", status=status, final_url=NEW, reason=f"to {NEW}")
            assert articles(archive) == [(where, 1, "live")]
        assert look(archive, replace(new, body=LONG), 4) == "changed"
    assert list(verify(tmp_path)) == []


def test_an_article_found_under_a_new_slug_by_its_id_has_moved(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article())
        edited = article(url=NEW, headline="Lavrov leaves Pyongyang")
        assert look(archive, edited, 1) == "changed"
        assert articles(archive) == [(NEW, 2, "live")]
        look(archive, None, 2, url=URL, state="gone", status=404)
        assert articles(archive) == [(NEW, 2, "live")]


def listed(archive: Archive, portal_id: int, *urls: str) -> None:
    sitemap = "https://news.example/sitemap.xml"
    pages.page(archive, portal_id, sitemap, kind="sitemap")
    pages.discover(archive, portal_id, [Candidate(url, sitemap) for url in urls], at=at(0))


@pytest.mark.parametrize("order", [(URL, NEW), (NEW, URL)])
def test_of_two_doors_the_one_that_the_portal_lists_is_the_article(tmp_path: Path, order: tuple[str, str]) -> None:
    """Each page is whole and calls itself canonical; a sitemap names the first alone."""
    with open_archive(tmp_path, write=True) as archive:
        portal_id = archive.portal("news.example", url="https://news.example/")
        archive.start_run(portal_id, started_at=at(0))
        listed(archive, portal_id, URL)
        for hours, url in enumerate((*order, *order)):
            look(archive, article(url=url, canonical_url=url, headline="Lavrov in town"), hours)
        assert articles(archive) == [(URL, 1, "live")]
        assert rows(archive, "select url, article_id from aliases") == [(NEW, 1)]


@pytest.mark.parametrize(
    ("lists", "started"), [((URL, NEW), 0), ((), 0), ((URL,), 1)], ids=["both", "neither", "another run"]
)
def test_an_address_that_replaced_the_listed_one_is_where_it_moved(
    tmp_path: Path, lists: tuple[str, ...], started: int
) -> None:
    with open_archive(tmp_path, write=True) as archive:
        portal_id = archive.portal("news.example", url="https://news.example/")
        listed(archive, portal_id, *lists)
        archive.start_run(portal_id, started_at=at(0))
        look(archive, article())
        archive.start_run(portal_id, started_at=at(started))
        look(archive, article(url=NEW), 1)
        assert articles(archive) == [(NEW, 1, "live")]


@pytest.mark.parametrize(("started", "wanted"), [(0, "new"), (1, "changed")])
def test_of_two_articles_under_one_id_and_moment_both_stay_where_the_first_still_stands(
    tmp_path: Path, started: int, wanted: str
) -> None:
    """A theme may print one id on all pages, of an import that gave them all one date."""
    with open_archive(tmp_path, write=True) as archive:
        portal_id = archive.portal("news.example", url="https://news.example/")
        archive.start_run(portal_id, started_at=at(0))
        look(archive, article())
        archive.start_run(portal_id, started_at=at(started))
        assert look(archive, article(url=NEW, headline="Budget passed", body=("Another.",)), 1) == wanted
        assert len(articles(archive)) == 2 - started


@pytest.mark.parametrize(
    "other",
    [
        article(url=NEW, language="es", headline="Lavrov en Pyongyang", body=("Otra lengua.",)),
        article(url=NEW, alternates=(Alternate("en", URL),), headline="Otra lengua", body=("Otra lengua.",)),
        article(url=NEW, headline="Budget passed", body=("Another.",), published=moment("2020-01-01T00:00:00Z")),
        article(url=NEW, headline="Budget passed", body=("Another.",), published=None),
        article(url=NEW, source_id=None, headline="Budget passed"),
    ],
)  # fmt: skip
def test_the_same_id_is_not_always_the_same_article(tmp_path: Path, other: Article) -> None:
    """A translation in place keeps the id; another site of a network counts anew."""
    with open_archive(tmp_path, write=True) as archive:
        assert [look(archive, article()), look(archive, other, 1)] == ["new", "new"]
        assert articles(archive) == [(URL, 1, "live"), (NEW, 1, "live")]


LONG = (*BODY, "And one more sentence.")


def test_the_same_text_under_two_addresses_is_one_article(tmp_path: Path) -> None:
    twin = article(url=NEW, source_id="5000")
    with open_archive(tmp_path, write=True) as archive:
        outcomes = [
            look(archive, article()),
            look(archive, twin, 1),
            look(archive, twin, 2),
            look(archive, article(), 3),
        ]
        assert outcomes == ["new", "same", "same", "same"]
        assert articles(archive) == [(URL, 1, "live")]
        assert rows(archive, "select url, kind from aliases") == [(NEW, "duplicate")]
        assert rows(archive, "select url, state, article_id from pages order by id") == [
            (URL, "unchanged", 1),
            (NEW, "alias", 1),
        ]
    assert list(verify(tmp_path)) == []


def test_an_edit_of_both_twins_is_one_version(tmp_path: Path) -> None:
    twin = article(url=NEW, source_id="5000")
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article())
        look(archive, twin)
        for hours, seen in enumerate((article(url=NEW, source_id="5000", body=LONG), article(body=LONG)), 1):
            look(archive, seen, hours)
        look(archive, article(url=NEW, source_id="5000", body=LONG), 3)
        assert articles(archive) == [(URL, 2, "live")]


def test_a_twin_that_goes_its_own_way_becomes_an_article(tmp_path: Path) -> None:
    other = article(url=NEW, source_id="5000", body=LONG, comments=(comment(9),))
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article())
        look(archive, article(url=NEW, source_id="5000"))
        outcomes = [look(archive, other, 1), look(archive, article(), 2), look(archive, other, 3)]
        assert outcomes == ["same", "same", "new"]
        assert articles(archive) == [(URL, 1, "live"), (NEW, 1, "live")]
        assert rows(archive, "select count(*) from aliases") == [(0,)]
        assert rows(archive, "select article_id from comments") == [(2,)]
        assert look(archive, other, 4) == "same"


@pytest.mark.parametrize("home", ["https://news.example/", "https://moved.example/"])
def test_a_twin_stands_where_the_article_moved_to_once_it_is_gone_where_it_stood(tmp_path: Path, home: str) -> None:
    """A portal changes its addresses, or its domain, without ids and redirects: what changes there is its news."""
    new = urljoin(home, "/news/4711")
    seen = article(url=new, source_id=None)
    edited = replace(seen, body=LONG, comments=(comment(9),))
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article(source_id=None))
        look(archive, seen, 1)
        if home == "https://news.example/":
            look(archive, None, 2, url=URL, state="gone", status=404)
        else:
            look(archive, None, 2, url=URL, state="refused", reason="another host: news.example")
        archive.portal("news.example", url=home)
        look_at_home = partial(look, archive, home=home)
        assert [look_at_home(seen, 3), look_at_home(edited, 4), look_at_home(edited, 5)] == ["same", "changed", "same"]
        assert articles(archive) == [(new, 2, "live")]
        assert rows(archive, "select article_id from comments") == [(1,)]
        assert rows(archive, "select url, kind from aliases") == [(URL, "redirect")]
    assert list(verify(tmp_path)) == []


def test_a_door_that_is_left_open_is_not_where_an_article_moved_to(tmp_path: Path) -> None:
    """The print version of a deleted article, which names its address."""
    door = article(url=NEW, source_id=None, canonical_url=URL)
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article())
        look(archive, door, 1)
        look(archive, None, 2, url=URL, state="gone", status=404)
        look(archive, door, 3)
        assert articles(archive) == [(URL, 1, "gone")]


def test_a_page_that_names_its_canonical_one_and_tells_less_is_a_door_to_it(tmp_path: Path) -> None:
    """The mobile version, which leaves a paragraph out; a page of another text that names it is an article."""
    whole, own = article(body=("One.", "Two.", "Three.", "Four.")), ("Another.", "Text.", "One.")
    door = article(url=NEW, source_id=None, canonical_url=URL, body=("One.", "Two.", "Four."))
    with open_archive(tmp_path, write=True) as archive:
        look(archive, whole)
        assert [look(archive, seen, hours) for hours, seen in enumerate((door, whole, door), 1)] == ["same"] * 3
        assert articles(archive) == [(URL, 1, "live")]
        other = article(url=urljoin(NEW, "other"), source_id=None, canonical_url=URL, headline="Other", body=own)
        assert look(archive, other, 4) == "new"


def test_short_texts_are_alike_by_chance(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article(body=("No trains today.",)))
        assert look(archive, article(url=NEW, source_id="5000", body=("No trains today.",)), 1) == "new"


def test_another_portal_may_print_the_same_text(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article())
        other = archive.portal("other.example", url="https://other.example/")
        from newsarchive.archive.identity import find

        assert find(archive.db.conn, other, article(url="https://other.example/lavrov/")) is None


def test_a_public_id_depends_on_portal_and_first_address_alone(tmp_path: Path) -> None:
    for number in range(2):
        with open_archive(tmp_path / str(number), write=True) as archive:
            for other in range(number * 3):
                look(archive, article(url=f"{URL}{other}/", source_id=str(other), headline=f"Story {other}"))
            look(archive, article())
            (public_id,) = rows(archive, "select public_id from articles where url = ?", URL)[0]
            assert public_id == "zamqm4lahn"


MOVED_TO = "https://news.example/lavrov-leaves/"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path, write=True) as opened:
        yield opened


def test_a_public_id_grows_where_another_has_its_beginning(archive: Archive) -> None:
    look(archive, article())
    (own,) = rows(archive, "select public_id from articles")[0]
    longer = new_public_id(archive.db.conn, 1, URL)
    assert (len(own), len(longer), longer.startswith(own)) == (10, 13, True)
    assert re.fullmatch("[a-z2-7]{10}", new_public_id(archive.db.conn, 1, MOVED_TO))


OWN = ("own", URL)


MOVED = ("moved", URL)


DUPLICATE = ("duplicate", URL)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ({}, OWN),
        ({"url": URL.replace("https://", "http://www.")}, OWN),
        ({"url": f"{URL}?page=2", "source_id": None, "headline": "x", "body": ()}, None),
        ({"url": MOVED_TO}, MOVED),
        ({"url": MOVED_TO, "headline": "Lavrov  in “Pyongyang”"}, MOVED),
        ({"url": MOVED_TO, "body": ("New.",), "published": None}, MOVED),
        ({"url": MOVED_TO, "headline": "Other", "body": (*BODY[:2], "New.", "Newer."), "published": None}, MOVED),
        ({"url": MOVED_TO, "headline": "Other", "body": ("New.",)}, MOVED),  # published at the same second
        ({"url": MOVED_TO, "headline": "Other", "body": ("New.",), "published": moment("2022-01-01T00:00:00Z")}, None),
        ({"url": MOVED_TO, "headline": "Other", "body": (BODY[0], "New.", "Newer."), "published": None}, None),
        ({"url": MOVED_TO, "headline": "Other", "body": (), "published": None}, None),
        ({"url": MOVED_TO, "language": None}, MOVED),
        ({"url": MOVED_TO, "language": "fr"}, None),
        ({"url": MOVED_TO, "canonical_url": URL}, DUPLICATE),
        ({"url": MOVED_TO, "canonical_url": MOVED_TO}, MOVED),
        ({"url": MOVED_TO, "alternates": (Alternate("fr", URL),)}, DUPLICATE),
        ({"url": MOVED_TO, "source_id": "9"}, DUPLICATE),
        ({"url": MOVED_TO, "source_id": None}, DUPLICATE),
        ({"url": MOVED_TO, "source_id": None, "language": "fr"}, None),
        ({"url": MOVED_TO, "source_id": None, "headline": "Other"}, None),
        ({"url": MOVED_TO, "source_id": None, "headline": None}, None),
        ({"url": MOVED_TO, "source_id": None, "body": BODY[:2]}, None),
        ({"url": MOVED_TO, "source_id": None, "body": tuple(f"  {part}" for part in BODY)}, DUPLICATE),
    ],
)
def test_a_look_is_at_a_known_article_or_a_new_one(
    archive: Archive, seen: dict[str, Any], expected: tuple[str, str] | None
) -> None:
    look(archive, article())
    found = find(archive.db.conn, 1, article(**seen))
    assert (found and (found.relation, found.row["url"])) == expected


@pytest.mark.parametrize(("before", "now"), [("en-US", "en"), ("en", "EN-gb"), (None, "fr"), ("fr", None)])
def test_languages_agree_as_far_as_both_are_known(archive: Archive, before: str | None, now: str | None) -> None:
    look(archive, article(language=before))
    found = find(archive.db.conn, 1, article(url=MOVED_TO, language=now))
    assert found is not None and found.relation == "moved"


def test_an_alias_is_known_by_its_kind(archive: Archive) -> None:
    look(archive, article())
    look(archive, article(url=MOVED_TO, source_id="9"), 1)
    found = find(archive.db.conn, 1, article(url=MOVED_TO))
    assert isinstance(found, Known) and found.alias is not None
    assert (found.relation, found.row["url"], found.alias["kind"], found.alias["first_at"]) == (
        "alias",
        URL,
        "duplicate",
        "2023-10-19T17:00:00Z",
    )


def test_no_look_of_another_portal_is_at_this_article(archive: Archive) -> None:
    look(archive, article())
    other = archive.portal("other.example", url="https://other.example/")
    assert find(archive.db.conn, other, article(url="https://other.example/lavrov-in-pyongyang/")) is None


def test_an_address_is_that_of_one_article_whichever_portal_leads_to_it(archive: Archive) -> None:
    look(archive, article())
    other = archive.portal("other.example", url="https://other.example/")
    found = find(archive.db.conn, other, article(source_id=None))
    assert found is not None and (found.relation, found.row["portal_id"]) == ("own", 1)


def test_an_article_is_found_whatever_its_address_is_made_of(archive: Archive) -> None:
    for number, tail in enumerate(("a%20b", "%E4%B8%AD", "?a=1&b=2", "'%22", "*", "a--b")):
        seen = Article(f"https://news.example/{tail}", headline=f"Story {number}", body=(f"Words {number}.",))
        assert [look(archive, seen), look(archive, seen, 1)] == ["new", "same"]
