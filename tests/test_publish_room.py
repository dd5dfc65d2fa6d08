"""The reading room's pages: each answers, shows what it should, and nothing of a page runs in it."""

import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from datasette.app import Datasette
from datasette.utils.asgi import Request

from newsarchive.exporting import all_exports
from newsarchive.publish.request import RoomRequest, TooSlow
from newsarchive.publish.room import room_of
from newsarchive.publish.server import build
from tests.rooms import get, links, words

ALERT = "<script>alert"


class Reader(HTMLParser):
    """Collects what a browser would run, load or show of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.inline += [f"{tag} {name}" for name in told if name.startswith("on") or name == "style"]
        self.inline += [tag] if tag == "style" or (tag == "script" and "src" not in told) else []
        self.loaded += [told[name] for name in ("src", "data", "srcset") if name in told]
        self.loaded += [told["href"]] if tag == "link" and told.get("rel") in ("stylesheet", "icon", "preload") else []
        self.links += [told["href"]] if tag == "a" and "href" in told else []


OURS = [
    "/", "/search", "/search?q=lavrov", "/search?q=script&in=comments", "/search?q=script&in=faqs", "/portal/bbn",
    "/author/1", "/tag/North%20Korea", "/tag/a%2Fb", "/comments", "/changes", "/plots", "/data", "/-/about", "/archive",
    "/a/{hostile}", "/a/{lavrov-visits-north-korea}", "/a/{lavrov-visits-north-korea}/r/1", "/a/{protected}",
    "/a/{lavrov-visits-north-korea}/diff", "/a/{lavrov-visits-north-korea}/diff/1/3", "/a/{kim-and-putin}",
    *(f"/data/{one.name}" for one in all_exports()),
]  # fmt: skip


@pytest.mark.parametrize("path", OURS)
async def test_a_page_of_ours_runs_and_loads_nothing_but_ours(room: Datasette, ids: dict[str, str], path: str) -> None:
    answer = await get(room, path.format(**ids))
    page = Reader(answer.text)
    assert ALERT not in answer.text
    assert page.inline == []
    assert [address for address in page.loaded if not address.startswith("/-/room/")] == []
    assert [address for address in page.links if not re.match(r"/|#|\?|https?://", address)] == []
    assert "'unsafe-inline'" not in answer.headers["content-security-policy"]
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("path", OURS)
async def test_every_link_of_a_page_leads_somewhere(room: Datasette, ids: dict[str, str], path: str) -> None:
    page = Reader((await get(room, path.format(**ids))).text)
    here = {link.partition("#")[0] for link in page.links if link.startswith("/") and "/r/" not in link[3:] + "x"}
    for link in sorted(here)[:25]:
        assert (await room.client.get(link)).status_code in (200, 302), link


async def test_home_tells_what_there_is(room: Datasette) -> None:
    told = words(await get(room, "/"))
    for text in ("Articles 12", "Big Big News", "Lavrov in Pyongyang: what we know", "2023-10-19 15:46", "finished"):
        assert text in told, text


@pytest.mark.parametrize(
    "path",
    ["/a/nosuch", "/a/{kim-and-putin}/r/9", "/a/{kim-and-putin}/diff/1/9", "/portal/x", "/author/999", "/tag/x",
     "/cluster/999", "/data/nosuch", "/data/nosuch.csv", "/archive/articles/999", "/nosuch", "/-/room/../x"],
)  # fmt: skip
async def test_what_does_not_exist_is_said_in_our_words(room: Datasette, ids: dict[str, str], path: str) -> None:
    answer = await get(room, path.format(**ids), 404)
    assert "Not found" in answer.text or answer.text == "There is no such page."


async def test_files_of_ours_may_be_kept_for_good(room: Datasette) -> None:
    for name, kind in (
        ("room.css", "text/css"),
        ("room.js", "text/javascript"),
        ("datasette.css", "text/css"),
        ("datasette.js", "text/javascript"),
    ):
        answer = await get(room, f"/-/room/{name}")
        assert answer.headers["content-type"] == f"{kind}; charset=utf-8"
        assert "immutable" in answer.headers["cache-control"]


async def test_plain_datasette_over_an_archive_is_a_reading_room_too(archive: Path) -> None:
    plain = Datasette([str(archive / "archive.db")])
    assert "What this archive holds" in (await get(plain, "/")).text
    assert "When a whole thread was first read without it" in (await get(plain, "/archive/comments")).text


async def test_the_plugin_leaves_other_databases_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as db:
        db.execute("create table articles (id integer primary key, headline text, public_id text)")
        db.execute("insert into articles values (1, 'a', 'b')")
        db.commit()
    other = Datasette([str(tmp_path / "other.db")])
    answer = await get(other, "/other/articles")
    assert "content-security-policy" not in answer.headers
    assert "/-/room/" not in answer.text and 'href="/a/b"' not in answer.text
    assert "other" in (await get(other, "/")).text
    await get(other, "/search", 404)


FOREVER = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"


async def test_what_only_adorns_a_page_is_left_out_where_it_takes_too_long(room: Datasette) -> None:
    found = room_of(room)
    assert found is not None
    hurried = RoomRequest(room, Request.fake("/"), replace(found, time_limit_ms=50))
    assert await hurried.soft(lambda db: db.execute(FOREVER).fetchone()) is None
    with pytest.raises(TooSlow):
        await hurried.read(lambda db: db.execute(FOREVER).fetchone())
    assert await hurried.soft(lambda db: db.execute("select 7").fetchone()[0]) == 7


async def test_what_has_no_section_leads_to_no_search(copy: Path) -> None:
    with closing(sqlite3.connect(copy / "archive.db")) as db, db:
        db.execute("update articles set section = null where public_id in (select public_id from articles limit 2)")
    answer = await get(build(copy), "/plots")
    assert "without a section" in answer.text and "section=World" in answer.text
    assert not [link for link in links(answer) if "section=&" in link or "section=None" in link]


@pytest.mark.parametrize("frozen", [False, True])
async def test_an_archive_of_any_name_is_served(archive: Path, tmp_path: Path, frozen: bool) -> None:
    folder = tmp_path / "a?b#c%20d é"
    folder.mkdir()
    shutil.copy(archive / "archive.db", folder / "archive 2.0 (1).db")
    if frozen:
        (folder / "inspect.json").write_text('{"archive 2.0 (1)": {"tables": {}}}')
    held = build(folder / "archive 2.0 (1).db")
    for path in ("/", "/plots", "/data/articles", "/-/tables"):
        page = Reader((await get(held, path)).text)
        for link in {one for one in page.links if one.startswith("/archive")}:
            assert (await held.client.get(link)).status_code == 200, link
    table = (await get(held, "/archive+2~2E0+~281~29/articles")).text
    assert "col-headline" in table and "col-body" not in table
    assert (await held.client.get("/archive+2~2E0+~281~29/articles/1")).headers["location"].startswith("/a/")
    assert [one.name for one in tmp_path.iterdir()] == [folder.name]
