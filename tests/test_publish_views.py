"""Each kind of page of the reading room: what it shows, what its forms ask, what it says when asked nonsense."""

import csv
import io
import re
import sqlite3
from contextlib import closing
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
from datasette.app import Datasette

from newsarchive.exporting import all_exports
from newsarchive.exporting.formats import formats_here
from newsarchive.publish.answer import counted, quoted
from newsarchive.publish.plots import Bar, by_time, column_plot, legible
from newsarchive.publish.server import build
from tests.rooms import get

ATOM = "{http://www.w3.org/2005/Atom}"
LAVROV, KIM = "lavrov-visits-north-korea", "kim-and-putin"


@pytest.fixture(scope="module")
def room(archive: Path) -> Datasette:
    return build(archive)


@pytest.fixture(scope="module")
def ids(archive: Path) -> dict[str, str]:
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        told = {url.split("/")[-2]: public_id for url, public_id in db.execute("select url, public_id from articles")}
        told |= {name: str(number) for name, number in db.execute("select name, id from authors")}
    return told


def words(answer: httpx.Response) -> str:
    """Return what a reader sees of a page."""
    body = answer.text.partition("<main")[2] or answer.text
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def links(answer: httpx.Response) -> set[str]:
    return set(map(unescape, re.findall(r'href="([^"]+)"', answer.text)))


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
    "query",
    ["offset=-1", "offset=x", "offset=99999999999999999999", "offset=5&offset=6", "offset=", "offset=%00", "offset=٣"],
)
@pytest.mark.parametrize("path", ["/portal/bbn", "/comments", "/tag/North%20Korea"])
async def test_a_place_that_is_none_is_the_beginning_or_the_end(room: Datasette, path: str, query: str) -> None:
    await get(room, f"{path}?{query}")


async def test_a_change_without_two_versions_is_said(room: Datasette, ids: dict[str, str]) -> None:
    answer = await room.client.get(f"/a/{ids[KIM]}/diff")
    assert answer.status_code in (200, 404) and "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("ends", "wanted"),
    [("/1/2", "diff/1/2"), ("?from=1&to=3", "diff/1/3"), ("", "diff/2/3"), ("?from=1", "diff/1")],
)
async def test_a_difference_shows_both_versions_it_names(
    room: Datasette, ids: dict[str, str], ends: str, wanted: str
) -> None:
    text = words(await get(room, f"/a/{ids[LAVROV]}/diff{ends}"))
    older, *newer = wanted.removeprefix("diff/").split("/")
    assert re.search(rf"\b[Vv]ersions? {older}\b", text)
    assert not newer or re.search(rf"\b{newer[0]}\b", text)


async def test_every_change_leads_to_its_difference(room: Datasette, ids: dict[str, str]) -> None:
    found = {link for link in links(await get(room, "/changes")) if "/diff/" in link}
    assert found == {f"/a/{ids[LAVROV]}/diff/1/2", f"/a/{ids[LAVROV]}/diff/2/3"}


async def test_the_feed_of_changes_is_one_that_readers_accept(room: Datasette, ids: dict[str, str]) -> None:
    feed = ElementTree.fromstring((await get(room, "/changes.atom")).content)
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert feed.findtext(f"{ATOM}{name}"), name
    entries = list(feed.iter(f"{ATOM}entry"))
    told = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(told) == len(set(told)) == 2 and all(told)
    for entry in entries:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", entry.findtext(f"{ATOM}updated") or "")
    itself = {link.attrib["rel"]: link.attrib["href"] for link in feed.findall(f"{ATOM}link") if "rel" in link.attrib}
    assert itself["self"] == "http://localhost/changes.atom"
    assert feed.findtext(f"{ATOM}updated") == max(entry.findtext(f"{ATOM}updated") or "" for entry in entries)


async def test_changes_before_the_first_are_none(room: Datasette) -> None:
    assert "/diff/" not in (await get(room, "/changes?before=1")).text
    assert not list(ElementTree.fromstring((await get(room, "/changes.atom?before=1")).content).iter(f"{ATOM}entry"))


@pytest.mark.parametrize("name", [one.name for one in all_exports()])
async def test_an_exports_page_has_a_field_for_each_parameter_and_a_link_for_each_format(
    room: Datasette, name: str
) -> None:
    (export,) = (one for one in all_exports() if one.name == name)
    answer = await get(room, f"/data/{name}")
    fields = set(re.findall(r'name="([^"]+)"', answer.text))
    assert {parameter.name for parameter in export.parameters} <= fields
    files = {link.partition("?")[0] for link in links(answer)}
    assert {f"/data/{name}.{ending}" for ending in formats_here()} <= files


async def test_an_exports_form_keeps_what_was_asked_and_hands_it_to_the_files(room: Datasette) -> None:
    answer = await get(room, "/data/comments?portal=bbn&since=2023-10-01")
    assert 'value="bbn"' in answer.text and 'value="2023-10-01"' in answer.text
    assert "/data/comments.csv?portal=bbn&since=2023-10-01" in links(answer)


async def test_a_form_that_is_not_understood_says_why_and_shows_the_rest(room: Datasette) -> None:
    text = words(await get(room, "/data/comments?since=soon"))
    assert "since" in text and "soon" in text and "is no date" in text and "Traceback" not in text


@pytest.mark.parametrize("name", ["since", "until"])
@pytest.mark.parametrize("path", ["/search?q=rain&", "/comments?"])
async def test_a_date_that_is_none_is_said_and_left_out(room: Datasette, path: str, name: str) -> None:
    text = words(await get(room, f"{path}{name}=yesterday"))
    assert f"{name}" in text and "is no date" in text and "yesterday" in text


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


# --- plots


@pytest.mark.parametrize(
    ("first", "last", "length"),
    [
        ("2023-01-01", "2023-01-01", 10),
        ("2023-01-01", "2023-06-29", 10),
        ("2023-01-01", "2023-06-30", 7),
        ("2023-01", "2023-02", 7),
        ("2023-01-01", "2037-12-31", 7),
        ("2023-01-01", "2038-01-01", 4),
        ("1990", "2023", 4),
    ],
)
def test_columns_are_days_while_there_is_room(first: str, last: str, length: int) -> None:
    assert legible(first, last) == length


def test_counts_by_month_stay_months_and_sums_are_kept() -> None:
    bars = by_time({"2023-11": (1, 2), "2024-02": (3, 4)}, lambda key: f"/x/{key}")
    assert bars == [
        Bar("2023-11", (1, 2), "/x/2023-11", "2023-11"),
        Bar("2023-12", (0, 0), "/x/2023-12", "2023-12"),
        Bar("2024-01", (0, 0), "/x/2024-01", "2024-01"),
        Bar("2024-02", (3, 4), "/x/2024-02", "2024-02"),
    ]


def test_a_leap_day_and_a_year_of_two_calendars_are_counted() -> None:
    assert [bar.label for bar in by_time({"2024-02-28": (1,), "2024-03-01": (1,)})] == [
        "2024-02-28",
        "2024-02-29",
        "2024-03-01",
    ]
    assert [bar.label for bar in by_time({"2023-12": (1,), "2024-01": (1,)})] == ["2023-12", "2024-01"]


@pytest.mark.parametrize(("href", "role"), [(None, "img"), ("/x", "group")])
def test_a_plot_that_leads_somewhere_is_no_picture(href: str | None, role: str) -> None:
    svg = ElementTree.fromstring(column_plot([Bar("a", (5,), href)], ("n",), "A title"))
    assert (svg.attrib["role"], svg.attrib["aria-label"]) == (role, "A title")


@pytest.mark.parametrize(
    ("kind", "words"), [("articles", "north+korea"), ("faqs", ""), ("comments", "disagree+OR+first")]
)
async def test_hits_can_be_taken_away_as_a_file(room: Datasette, kind: str, words: str) -> None:
    page = await room.client.get(f"/search?q={words}&in={kind}&order=newest")
    total = int(re.search(r"([\d,]+) hits?[.,]", page.text.partition('role="status"')[2])[1])  # type: ignore[index]
    links = re.findall(r'href="(/search\.(?:csv|json)[^"]*)"', page.text)
    assert len(links) == 2 and total > 0
    table = list(csv.DictReader(io.StringIO((await room.client.get(unescape(links[0]))).text, newline="")))
    told = (await room.client.get(unescape(links[1]))).json()
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
