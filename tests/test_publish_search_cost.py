"""A search of a snapshot answers in time and says what it left out."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from newsarchive.publish import search, search_cost
from newsarchive.publish.room import Room
from newsarchive.publish.search_cost import folded, is_rankable, looked_up
from newsarchive.publish.search_query import read_query
from newsarchive.publish.search_source import Filters
from newsarchive.publish.snapshot import publish


@pytest.fixture(scope="module")
def db(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    file = publish(archive, tmp_path_factory.mktemp("site"), profile="full")
    with closing(sqlite3.connect(file)) as held:
        yield held


@pytest.fixture(scope="module")
def room(db: sqlite3.Connection) -> Room:
    return Room("archive", frozenset(name for (name,) in db.execute("select name from sqlite_master")), frozen=True)


@pytest.mark.parametrize(
    "text", ["Lavrov", "Nor*", "presid*", "nor* -kim*", "Ko* OR Pu*", '"North Korea" la*', "zzz*", "U.S*"]
)
@pytest.mark.parametrize("kind", search.KINDS)
def test_a_beginning_that_is_looked_up_finds_what_the_index_finds(
    db: sqlite3.Connection, room: Room, text: str, kind: str
) -> None:
    query, note = looked_up(db, room, read_query(text), kind)
    sql = f"select rowid from {kind}_fts where {kind}_fts match ? order by 1"
    assert db.execute(sql, [query.match]).fetchall() == db.execute(sql, [read_query(text).match]).fetchall()
    assert note is None


def test_too_many_words_of_one_beginning_are_cut_and_that_is_said(
    db: sqlite3.Connection, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_cost, "MOST_ENDINGS", 2)
    query, note = looked_up(db, room, read_query("a*"), "articles")
    assert query.match is not None and query.match.count('"') == 4
    assert note == "Many words begin with a: the 2 most frequent are looked for."


@pytest.mark.parametrize(
    ("word", "plain"), [("Résumé", "resume"), ("ПУТИН", "путин"), ("Łódź", "łodz"), ("kim", "kim")]
)
def test_a_word_is_folded_as_the_index_folds_it(word: str, plain: str) -> None:
    assert folded(word) == plain


def test_what_stands_everywhere_is_not_ranked(
    db: sqlite3.Connection, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    (hits,) = db.execute("select hits from articles_words where word = 'korea'").fetchone()
    monkeypatch.setattr(search_cost, "RANKABLE", hits)
    assert is_rankable(db, room, read_query("Korea"), "articles")
    assert not is_rankable(db, room, read_query('"Korea Korea"'), "articles")
    found = search.find(db, room, read_query('"North Korea"'), Filters())
    assert not found.ranked and found.hits


@pytest.mark.parametrize("kind", search.KINDS)
@pytest.mark.parametrize("text", ["the", ""])
def test_a_search_that_ends_early_goes_on_where_it_ended(
    db: sqlite3.Connection, room: Room, monkeypatch: pytest.MonkeyPatch, kind: str, text: str
) -> None:
    whole = search.find(db, room, read_query(text), Filters(), kind=kind, ranked=False)
    monkeypatch.setattr(search_cost, "_FIRST_IDS", 2)
    monkeypatch.setattr(search_cost, "PATIENCE_SECONDS", 0.0)
    before: int | None = 0
    hits, parts = list[search.Hit](), 0
    while before is not None:
        part = search.find(db, room, read_query(text), Filters(), kind=kind, ranked=False, before=before)
        hits += part.hits
        parts += 1
        assert part.before is None or (part.capped and part.before < (before or 2**62))
        assert part.since is None or len(part.since) == 10
        before = part.before
    assert parts > 1
    assert [hit.row["hit"] for hit in hits] == [hit.row["hit"] for hit in whole.hits] and not whole.capped


def test_dates_bound_the_ids_that_are_looked_at(db: sqlite3.Connection, room: Room) -> None:
    days = [row[0] for row in db.execute("select distinct substr(published_at, 1, 10) from articles_lean where 1")]
    for day in filter(None, days):
        found = search.find(db, room, read_query(""), Filters(since=day, until=day), ranked=False)
        want = db.execute("select count(*) from articles_lean where substr(published_at, 1, 10) = ?", [day]).fetchone()
        assert found.total == want[0]
