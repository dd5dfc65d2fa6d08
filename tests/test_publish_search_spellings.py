"""A search finds a word in every spelling, live and in a snapshot, and any other program can do the same in SQL."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest
from datasette.app import Datasette

from newsarchive.archive.store import open_archive
from newsarchive.exporting import open_database
from newsarchive.items import FaqEntry
from newsarchive.publish import search_spellings
from newsarchive.publish.search_query import read_query
from newsarchive.publish.server import build
from newsarchive.publish.snapshot import publish
from tests.looks import article, ask, comment, look
from tests.rooms import get, words

HEADLINES = (
    "Neue Straße in Łódź", "Die Strasse ruht", "Strassenbau in Wien", "زيارة مُحَمَّد إلى القاهرة", "محمد في القــاهرة",
    "Η Ελλάδα ψηφίζει", "ΕΛΛΑΔΑ: εκλογές", "Сергей Королёв в Москве", "Ørsted og Ærø", "Dışişleri bakanı", "شَرِكة کتابی",
    "Müller tritt zurück", "The Mueller report", "Ein Poet kocht im Pot",
)  # fmt: skip


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spelled")
    with open_archive(folder / "archive", write=True) as archive:
        for number, headline in enumerate(HEADLINES):
            faqs = (FaqEntry("Wo ist die Straße?", "In Łódź.", "heading"),) if number == 0 else ()
            said = (comment(1, "Große Straße!", author="Jørn"),) if number == 0 else ()
            url, body = f"https://news.example/{number}/", (f"Text {number}.",)
            look(archive, article(url=url, source_id=url, headline=headline, body=body, faqs=faqs, comments=said))
    publish(folder / "archive", folder / "site", profile="full")
    return folder


@pytest.fixture(scope="module")
def rooms(held: Path) -> dict[str, Datasette]:
    return {place: build(held / place) for place in ("archive", "site")}


@pytest.mark.parametrize("place", ["archive", "site"])
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("strasse", {0, 1}), ("Straße", {0, 1}), ("stras*", {0, 1, 2}), ("straß*", {0, 1, 2}), ("strasse -lodz", {1}),
        ('"strasse in lodz"', {0}), ("lodz OR wien", {0, 2}), ("محمد", {3, 4}), ("مُحَمَّد", {3, 4}), ("الى", {3}),
        ("القاهره", {3, 4}), ('"محمد الى القاهرة"', {3}), ("ελλαδα", {5, 6}), ("Ελλάδα", {5, 6}), ("ελλ*", {5, 6}),
        ("королев", {7}), ("orsted aero", {8}), ("disisleri", {9}), ("DIŞİŞLERİ", {9}), ("كتابي", {10}), ("شركة", {10}),
        ("mueller", {11, 12}), ("Müller", {11, 12}), ("MUELLER zurueck", {11}), ("muller", {11}), ("muel*", {11, 12}),
        ("mül*", {11, 12}), ("mul*", {11}), ("poet", {13}), ("po*", {13}), ("moskau", set()),
    ],
)  # fmt: skip
async def test_a_word_is_found_in_every_spelling(
    rooms: dict[str, Datasette], place: str, typed: str, found: set[int]
) -> None:
    told = (await rooms[place].client.get(f"/search.json?{urlencode({'q': typed})}")).json()
    assert {HEADLINES.index(row["headline"]) for row in told} == found
    page = words(await get(rooms[place], f"/archive/articles?{urlencode({'_search': typed})}"))
    assert {number for number, headline in enumerate(HEADLINES) if headline in page} == found


@pytest.mark.parametrize(("kind", "typed"), [("faqs", "strasse"), ("comments", "jorn"), ("comments", "grosse")])
async def test_answers_and_comments_are_found_in_every_spelling(
    rooms: dict[str, Datasette], kind: str, typed: str
) -> None:
    assert len((await rooms["site"].client.get(f"/search.json?in={kind}&q={typed}")).json()) == 1


async def test_a_hit_is_shown_as_its_text_has_it(rooms: dict[str, Datasette]) -> None:
    assert "<mark>Straße</mark>" in (await get(rooms["archive"], "/search?q=strasse")).text


def test_another_program_asks_for_every_spelling_in_sql(held: Path) -> None:
    text = (Path(__file__).parents[1] / "docs" / "reading-room.md").read_text(encoding="utf-8")
    sql = text.partition("```sql\n")[2].partition("```")[0]
    for place in ("archive", "site"):
        assert {row[0] for row in ask(held / place, sql)} == {HEADLINES[0], HEADLINES[1]}


async def test_a_copy_from_before_it_had_spellings_is_searched_as_it_stands(held: Path, tmp_path: Path) -> None:
    shutil.copytree(held / "site", tmp_path / "site")
    with closing(sqlite3.connect(tmp_path / "site" / "archive.db")) as db:
        db.execute("drop table spellings")
    room = build(tmp_path / "site")
    for typed, found in (("wien", [2]), ("strass*", [1, 2]), ("lodz", []), ('"', [])):
        told = (await room.client.get(f"/search.json?{urlencode({'q': typed})}")).json()
        page = words(await get(room, f"/archive/articles?{urlencode({'_search': typed})}"))
        assert sorted(HEADLINES.index(row["headline"]) for row in told) == found
        assert [number for number, headline in enumerate(HEADLINES) if headline in page] == found


def test_more_spellings_than_are_looked_for_are_told(held: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_spellings, "MOST", 2)
    with closing(open_database(held / "site")) as db:
        query, note = search_spellings.in_every_spelling(db, {"spellings"}, read_query('"straße łódź"'))
    assert query.match == '("straße łódź" OR "straße lodz")'
    assert note == "straße łódź is spelled in many ways: 2 of them are looked for."
