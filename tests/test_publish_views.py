"""Each kind of page of the reading room: what it shows, what its forms ask, what it says when asked nonsense."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from datasette.app import Datasette

from newsarchive.exporting import all_exports, open_database
from newsarchive.publish.answer import counted, quoted
from newsarchive.publish.listings import discussed
from newsarchive.publish.room import room_of
from newsarchive.publish.search_source import Filters
from newsarchive.publish.server import build
from tests.rooms import get, links, words

SHOWN: list[tuple[str, list[str], list[str]]] = [
    ("/portal/bbn", ["Big Big News", "Lavrov in Pyongyang: what we know", "Rain in the north"], ["Conseil européen"]),
    ("/portal/news.example.org", ["Conseil européen à Bruxelles", "زيارة لافروف"], ["Lavrov in Pyongyang"]),
    ("/author/{Lucas Garcia}", ["Lucas Garcia", "2 articles", "Kim and Putin talk", "in Pyongyang"], ["Rain in"]),
    ("/author/{Maria Lee}", ["Maria Lee", "1 article", "Lavrov in Pyongyang"], ["Kim and Putin talk", "1 articles"]),
    ("/tag/North%20Korea", ["North Korea", "2 articles", "Kim and Putin talk"], ["Council votes"]),
    ("/tag/Diplomacy", ["1 article", "Lavrov in Pyongyang"], ["Kim and Putin talk"]),
    ("/comments", ["Kim and Putin talk", "Lavrov in Pyongyang", "Reader 8"], ["Council votes"]),
    ("/comments?least=9", ["Kim and Putin talk"], ["Lavrov in Pyongyang: what we know 4"]),
    ("/comments?portal=news.example.org", [], ["Kim and Putin talk 9"]),
    ("/changes", ["Lavrov in Pyongyang"], ["Kim and Putin talk"]),
    ("/data", [one.title for one in all_exports()], []),
]


@pytest.mark.parametrize(("path", "shown", "hidden"), SHOWN)
async def test_a_page_shows_what_belongs_to_it_and_nothing_else(
    room: Datasette, ids: dict[str, str], path: str, shown: list[str], hidden: list[str]
) -> None:
    text = words(await get(room, path.format_map(ids)))
    assert [word for word in shown if word not in text] == []
    assert [word for word in hidden if word in text] == []


@pytest.mark.parametrize(
    "path",
    [
        "/portal/nothing",
        "/portal/%00",
        "/author/999999",
        "/author/999999999999999999",
        "/tag/nothing",
        "/tag/%F0%9F%A6%86",
        "/cluster/nothing",
        "/a/nothing",
        "/a/nothing/diff",
        "/a/{lavrov-visits-north-korea}/r/99",
        "/a/{lavrov-visits-north-korea}/diff/1/99",
        "/a/{lavrov-visits-north-korea}/diff/3/99",
        "/data/nothing",
        "/data/nothing.csv",
        "/-/room/nothing.css",
    ],
)
async def test_what_is_not_there_is_not_found(room: Datasette, ids: dict[str, str], path: str) -> None:
    # Datasette leads from what it takes for an address of its older self to the new form of it.
    answer = await room.client.get(path.format_map(ids), follow_redirects=True)
    assert answer.status_code == 404
    assert "Not found" in answer.text and "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/author/{Lucas Garcia}", "portal=bbn&author=Lucas+Garcia"),
        ("/tag/North%20Korea", "portal=&tag=North+Korea"),
        ("/portal/bbn", "portal=bbn"),
    ],
)
async def test_what_a_list_shows_can_be_taken_away(room: Datasette, ids: dict[str, str], path: str, asked: str) -> None:
    assert f"/data/articles?{asked}" in links(await get(room, path.format(**ids)))
    assert 'class="notice"' not in (await get(room, f"/data/articles?{asked}")).text


@pytest.mark.parametrize(
    "query",
    ["offset=-1", "offset=x", "offset=99999999999999999999", "offset=5&offset=6", "offset=", "offset=%00", "offset=٣"],
)
@pytest.mark.parametrize("path", ["/portal/bbn", "/comments", "/tag/North%20Korea"])
async def test_a_place_that_is_none_is_the_beginning_or_the_end(room: Datasette, path: str, query: str) -> None:
    await get(room, f"{path}?{query}")


@pytest.mark.parametrize(
    ("number", "noun", "text"),
    [(0, "article", "0 articles"), (1, "article", "1 article"), (1234567, "comment", "1,234,567 comments")],
)
def test_a_count_agrees_with_its_noun(number: int, noun: str, text: str) -> None:
    assert counted(number, noun) == text


@pytest.mark.parametrize(
    ("text", "segment"),
    [("a/b", "a%2Fb"), ("North Korea", "North%20Korea"), ("é?&#", "%C3%A9%3F%26%23"), (7, "7"), ("..", "..")],
)
def test_a_text_is_one_segment_of_an_address(text: object, segment: str) -> None:
    assert quoted(text) == segment


async def test_a_group_of_one_story_lists_its_articles(copy: Path, ids: dict[str, str]) -> None:
    """Every article of the small archive is too short to be compared: two are put into one group by hand."""
    with closing(sqlite3.connect(copy / "archive.db")) as db, db:
        db.execute("insert into clusters (id, origin_id, evidence, articles) values (1, 1, 'published first', 2)")
        db.executemany("insert into cluster_articles values (?, 1, 0.9)", [(1,), (2,)])
        known = db.execute("select public_id, headline from articles order by id").fetchall()
    text = words(await get(build(copy), f"/cluster/{known[1][0]}"))
    assert [headline in text for _, headline in known[:3]] == [True, True, False]


async def test_a_pingback_is_no_latest_comment(copy: Path) -> None:
    with closing(sqlite3.connect(copy / "archive.db")) as db, db:
        db.execute("update comments set kind = 'pingback', author = 'Pinger' where author = 'Reader 8'")
    text = words(await get(build(copy), "/comments"))
    assert "Reader 7" in text and "Pinger" not in text


@pytest.mark.parametrize("path", ["/comments", "/search?in=comments&q=", "/search?in=comments&q=thread"])
async def test_what_became_of_a_comment_is_said_wherever_it_is_shown(copy: Path, path: str) -> None:
    with closing(sqlite3.connect(copy / "archive.db")) as db, db:
        db.execute("update comments set missing_since = '2023-10-25T00:00:00Z', removed = 1, text = 'A thread.'")
    text = words(await get(build(copy), path))
    assert "removed by the portal · gone from the page since 2023-10-25" in text


async def test_a_hit_says_that_its_article_is_gone(copy: Path) -> None:
    with closing(sqlite3.connect(copy / "archive.db")) as db, db:
        db.execute("update articles set status = 'gone' where headline = 'Kim and Putin talk'")
    assert words(await get(build(copy), "/search?q=kim")).count("· gone") == 1


def test_the_days_of_the_most_discussed_count_whole(room: Datasette, archive: Path) -> None:
    held = room_of(room)
    assert held is not None
    with closing(open_database(archive)) as db:
        found = discussed(db, held, Filters(since="2023-10-18", until="2023-10-18"), 1, 0)
    assert [row["headline"] for row in found] == ["Kim and Putin talk"]
