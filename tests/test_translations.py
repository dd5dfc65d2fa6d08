"""Translations: one group, and comments that count once."""

import pytest
from sqlite_utils import Database

from newsarchive.archive import translations
from newsarchive.archive.migrations import migrate

HOME = "https://example.org"


@pytest.fixture
def db() -> Database:
    """Return an empty archive in memory, with two portals."""
    db = Database(memory=True)
    migrate(db)
    db.execute(
        "insert into portals (id, name, url) values (1, 'example', 'https://example.org/'), (2, 'b', 'https://b/')"
    )
    return db


def add(db: Database, article_id: int, path: str, source_id: str | None, *names: str, portal_id: int = 1) -> None:
    """Store an article that names other addresses as its other languages."""
    db.execute(
        "insert into articles (id, public_id, portal_id, url, source_id, first_seen_at, last_seen_at, extractor) "
        "values (?, ?, ?, ?, ?, '2026-01-01', '2026-01-01', 'x')",
        [article_id, f"p{article_id}", portal_id, HOME + path, source_id],
    )
    for name in names:
        language, _, other = name.partition(" ")
        db.execute("insert into alternates values (?, ?, ?)", [article_id, language, HOME + other])


def rows(db: Database) -> list[tuple[int, int, int]]:
    """Return all rows of `translations`."""
    return list(db.execute("select article_id, group_id, shares_comments from translations order by 1").fetchall())


def test_a_page_translated_in_place_shares_the_comments_of_its_original(db: Database) -> None:
    add(db, 1, "/es/rain/", "77", "en /rain/", "es /es/rain/")
    add(db, 2, "/rain/", "77", "en /rain/", "es /es/rain/")
    assert translations.update(db) == 1
    assert rows(db) == [(1, 2, 1), (2, 2, 0)]


def test_a_translation_with_an_id_of_its_own_has_its_own_comments(db: Database) -> None:
    add(db, 1, "/bells/", "5", "de /glocken/", "en /bells/")
    add(db, 2, "/glocken/", "6", "en /bells/")
    translations.update(db)
    assert rows(db) == [(1, 1, 0), (2, 1, 0)]


def test_three_languages_are_one_group_though_each_names_only_the_next(db: Database) -> None:
    add(db, 1, "/a/", None, "de /bb/")
    add(db, 2, "/bb/", None, "fr /ccc/")
    add(db, 3, "/ccc/", None)
    assert translations.update(db) == 1
    assert rows(db) == [(1, 1, 0), (2, 1, 0), (3, 1, 0)]


def test_what_names_itself_another_portal_or_nothing_known_is_no_translation(db: Database) -> None:
    add(db, 1, "/a/", None, "en /a/", "de /nowhere/", "x-default /b/")
    add(db, 2, "/b/", None)
    add(db, 3, "/c/", None, "en /a/", portal_id=2)
    assert translations.update(db) == 0
    assert rows(db) == []


def test_a_group_that_the_pages_no_longer_name_is_gone_after_the_next_update(db: Database) -> None:
    add(db, 1, "/a/", None, "de /b/")
    add(db, 2, "/b/", None)
    translations.update(db)
    db.execute("delete from alternates")
    assert translations.update(db) == 0
    assert rows(db) == []
