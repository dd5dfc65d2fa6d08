"""The search page: what is found, marked and taken away as a file."""

import csv
import io
import re
import sqlite3
from contextlib import closing
from html import unescape
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from datasette.app import Datasette

from newsarchive.archive.store import open_archive
from newsarchive.crawl.normalising import normalise
from newsarchive.exporting import open_database
from newsarchive.extract import read
from newsarchive.publish import search
from newsarchive.publish.room import room_of
from newsarchive.publish.search_query import read_query
from newsarchive.publish.search_source import Filters
from newsarchive.publish.server import build
from newsarchive.publish.snapshot import publish
from tests.looks import at, look, rows
from tests.pages import STORY, URL, story_page
from tests.rooms import get, links, words


@pytest.mark.parametrize("search", ['"', "-x", "(", "text:1", "*", "a AND", "%00", "^", "NEAR("])
@pytest.mark.parametrize(
    "path", ["/archive/articles?_search=", "/search?q=", "/search?in=comments&q=", "/search?in=faqs&q="]
)
async def test_nothing_that_is_searched_for_is_an_error(room: Datasette, path: str, search: str) -> None:
    await get(room, path + search)


@pytest.mark.parametrize(
    ("query", "shown", "not_shown"),
    [
        ("q=lavrov", "Lavrov in Pyongyang", "Kim and Putin talk"),
        ("q=presid*", "Presidential elections near", "Rain in the north"),
        ("q=kim&order=newest", "Kim and Putin talk", "Rain in the north"),
        ("q=%E5%8C%97%E4%BA%AC", "北京大学发布报告", "Kim and Putin talk"),
        ("q=%E0%B9%80%E0%B8%81%E0%B8%B2%E0%B8%AB%E0%B8%A5%E0%B8%B5", "ข่าวเกาหลีเหนือ", "Kim and Putin talk"),
        ("q=大学+OR+ข่าว", "ข่าวเกาหลีเหนือ", "Kim and Putin talk"),
        ("q=大学+OR+ข่าว", "北京大学发布报告", "Nothing found"),
        ("q=大学+-nosuchword", "北京大学发布报告", "Nothing found"),
        ("q=大学+-北京", "Nothing found", "北京大学发布报告"),
        ("q=korea+-北京", "Kim and Putin talk", "Nothing found"),
        ("q=korea+OR+北京", "OR joins words", "Kim and Putin talk"),
        ("portal=news.example.org", "Conseil européen", "Kim and Putin talk"),
        ("language=ar", "زيارة لافروف", "Kim and Putin talk"),
        ("since=2023-10-18&until=2023-10-18", "Kim and Putin talk", "Lavrov in Pyongyang"),
        ("q=korea&least=9", "Kim and Putin talk", "Lavrov in Pyongyang"),
        ("section=Sport", "Cup final ends in a draw", "Kim and Putin talk"),
        ("q=bruxelles+-korea", "Conseil européen", "Kim and Putin talk"),
        ("q=disagree&in=comments", "Bob, 2023-10-20 10:01", "Another thread."),
        ("q=russian&in=faqs", "Who came to Pyongyang?", "Why?"),
        ("q=ilyushin&in=live_entries", "The plane has landed, 2023-10-19 12:00", "Soldiers"),
        ("q=guest+house&in=live_entries", "undated Soldiers line the road", "The plane has landed"),
        ("q=council&since=soon", "is no date", "Kim and Putin talk"),
        ("q=-korea", "Add a word", "Kim and Putin talk"),
    ],
)
async def test_a_search_finds_what_is_asked_for(room: Datasette, query: str, shown: str, not_shown: str) -> None:
    text = words(await get(room, f"/search?{query}"))
    assert shown in text and not_shown not in text


@pytest.mark.parametrize("hyphenated_first", [True, False])
async def test_a_word_is_found_wherever_its_page_may_break_it(tmp_path: Path, hyphenated_first: bool) -> None:
    """A portal that turns hyphenation on or off has changed no word: one version, found under its plain words."""
    plain = story_page(STORY + "<p>Die Donaudampfschifffahrt auf dem Fluss ruht bis Montag. نمی\u200cخواهم</p>")
    marked = plain.replace("Donaudampfschifffahrt", "Donau&shy;dampf\u200bschiff\u2060fahrt")
    with open_archive(tmp_path, write=True) as archive:
        for hours, html in enumerate((marked, plain) if hyphenated_first else (plain, marked)):
            look(archive, normalise(read(html.encode(), URL, fetched_at=at(hours)).article), hours)
        assert rows(archive, "select count(*) from revisions") == [(1,)]
    room = build(tmp_path)
    for query in ("Donaudampfschifffahrt", "Donau\u00addampf\u00adschifffahrt", "donaudampf*", "نمی\u200cخواهم"):
        assert "Bridge reopens" in words(await get(room, f"/search?{urlencode({'q': query})}"))


def test_the_last_page_of_hits_leads_no_further(
    room: Datasette, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = room_of(room)
    assert held is not None
    monkeypatch.setattr(search, "PAGE", 6)
    with closing(open_database(archive)) as db:
        found = [search.find(db, held, read_query(""), Filters(), page=number) for number in (0, 1)]
    assert [(len(one.hits), one.total, one.more) for one in found] == [(6, 12, True), (6, 12, False)]


async def test_a_search_leads_to_the_same_words_elsewhere_and_explains_itself_only_at_first(room: Datasette) -> None:
    page = await get(room, "/search?q=first&in=comments&author=Ann")
    assert {"/search?q=first&in=faqs", "/search?q=first&in=articles"} <= links(page)
    for query, is_open in (("", True), ("?section=World", False), ("?in=comments&author=Ann", False), ("?q=a", False)):
        assert ('class="help" open' in (await get(room, f"/search{query}")).text) == is_open


async def test_hits_are_marked_in_their_snippets(room: Datasette) -> None:
    assert "<mark>Lavrov</mark>" in (await get(room, "/search?q=lavrov")).text


@pytest.mark.parametrize("name", ["since", "until"])
@pytest.mark.parametrize("path", ["/search?q=rain&", "/comments?"])
async def test_a_date_that_is_none_is_said_and_left_out(room: Datasette, path: str, name: str) -> None:
    text = words(await get(room, f"{path}{name}=yesterday"))
    assert f"{name}" in text and "is no date" in text and "yesterday" in text


@pytest.mark.parametrize("path", ["/search?q=rain&", "/comments?"])
async def test_a_first_day_later_than_the_last_is_said(room: Datasette, path: str) -> None:
    text = words(await get(room, f"{path}since=2023-10-20&until=2023-10-18"))
    assert "The first day, 2023-10-20, is later than the last, 2023-10-18" in text and "Fewer words" not in text


@pytest.mark.parametrize("dates", ["since=yesterday", "since=2023-10-20&until=2023-10-18"])
async def test_no_file_of_hits_is_made_for_dates_that_are_wrong(room: Datasette, dates: str) -> None:
    assert "2023-10-1" in (await get(room, f"/search.csv?q=rain&{dates}", 400)).text


@pytest.mark.parametrize("name", ["Ann O'Neil", 'The "Real" Ann', "!!!", "北京人", "آن"])
@pytest.mark.parametrize("published", [False, True])
async def test_a_name_in_a_thread_leads_to_all_comments_signed_so(copy: Path, name: str, published: bool) -> None:
    with closing(sqlite3.connect(copy / "archive.db")) as db, db:
        db.execute("update comments set author = ? where author = 'Bob'", [name])
        db.execute("update comments set author = ? where author <> ?", [f"{name} Lee", name])
        sql = "select a.public_id, count(*) from comments c join articles a on a.id = c.article_id where c.author = ?"
        ((article, total),) = db.execute(sql, [name]).fetchall()
    if published:
        publish(copy, copy / "site", profile="full")
    room = build(copy / "site" if published else copy)
    query = urlencode({"in": "comments", "order": "newest", "portal": "bbn", "author": name}, quote_via=quote)
    assert f"/search?{query}" in links(await get(room, f"/a/{article}"))
    page = words(await get(room, f"/search?{query}"))
    assert (
        f"Comments signed {name}" in page
        and f"Signed {name} at bbn. A name is no identity" in page
        and f"{name} Lee," not in page
    )
    told = (await get(room, f"/search.json?{query}")).json()
    assert len(told) == total and {row["author"] for row in told} == {name}
    assert (await get(room, f"/search.json?{query}&q=nosuchword")).json() == []


@pytest.mark.parametrize(
    ("kind", "words"),
    [("articles", "north+korea"), ("faqs", ""), ("live_entries", "landed"), ("comments", "disagree+OR+first")],
)
async def test_hits_can_be_taken_away_as_a_file(room: Datasette, kind: str, words: str) -> None:
    page = await room.client.get(f"/search?q={words}&in={kind}&order=newest")
    total = int(re.search(r"([\d,]+) hits?[.,]", page.text.partition('role="status"')[2])[1])  # type: ignore[index]
    files = re.findall(r'href="(/search\.(?:csv|json)[^"]*)"', page.text)
    assert len(files) == 2 and total > 0
    table = list(csv.DictReader(io.StringIO((await room.client.get(unescape(files[0]))).text, newline="")))
    told = (await room.client.get(unescape(files[1]))).json()
    assert len(table) == len(told) == total
    assert [row["public_id"] for row in table] == [row["public_id"] for row in told]
    assert all(row["url"].startswith("https://") and "text" in row for row in told)


async def test_a_file_of_hits_of_nothing_is_empty_and_closed_where_downloads_are(
    room: Datasette, archive: Path
) -> None:
    assert (await room.client.get("/search.json?q=%22%22")).json() == []
    assert (await room.client.get("/search.csv?q=nosuchword")).text.count("\n") == 1
    assert (await build(archive, public=True).client.get("/search.csv?q=korea")).status_code == 403


async def test_the_search_explains_itself(room: Datasette) -> None:
    empty, asked = (await room.client.get("/search")).text, (await room.client.get("/search?q=korea")).text
    assert '<details id="help" class="help" open>' in empty and '<details id="help" class="help">' in asked
    for word in ("presid*", "OR in capitals", "-sport", "for more than two, write 3", "CSV or JSON"):
        assert word in unescape(empty)
    for example in re.findall(r'<dt><a href="([^"]+)">', empty):
        assert (await room.client.get(unescape(example))).status_code == 200
