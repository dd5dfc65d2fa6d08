"""What portals altered: the list, its feed, and the way to each difference."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

from datasette.app import Datasette

from newsarchive.exporting import open_database
from newsarchive.publish.listings import changed
from newsarchive.publish.server import build
from tests.rooms import EDITED, get, links, words

ATOM = "{http://www.w3.org/2005/Atom}"


async def test_the_changes_are_a_feed(room: Datasette, ids: dict[str, str]) -> None:
    answer = await get(room, "/changes.atom")
    feed = ElementTree.fromstring(answer.content)
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == [
        "Lavrov in Pyongyang: what we know",
        "Lavrov in Pyongyang",
    ]
    link = next(feed.iter(f"{ATOM}entry")).find(f"{ATOM}link")
    assert link is not None
    assert link.attrib["href"] == f"http://localhost/a/{ids[EDITED]}/diff/2/3"


async def test_every_change_leads_to_its_difference(room: Datasette, ids: dict[str, str]) -> None:
    found = {link for link in links(await get(room, "/changes")) if "/diff/" in link}
    assert found == {f"/a/{ids[EDITED]}/diff/1/2", f"/a/{ids[EDITED]}/diff/2/3"}


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


def test_a_page_of_changes_begins_below_the_last_of_the_page_before(archive: Path) -> None:
    with closing(open_database(archive)) as db:
        newer, older = changed(db, None)
        assert changed(db, newer["id"]) == [older]


async def test_what_a_later_extractor_reads_better_is_no_change_of_the_portal(copy: Path, ids: dict[str, str]) -> None:
    with closing(sqlite3.connect(copy / "archive.db")) as db, db:
        db.execute("update revisions set cause = 'extractor' where number = 3")
        db.execute("update revisions set headline = null where number = 1")
    room = build(copy)
    page, feed = await get(room, "/changes"), await get(room, "/changes.atom")
    assert [re.findall(r"/diff/\d/\d", one.text) for one in (page, feed)] == [["/diff/1/2"]] * 2
    assert "<del></del> → <ins>Lavrov in Pyongyang</ins>" in page.text and "headline was: <" in feed.text
    assert "bbn: version 2; headline, text added, text edited; headline was: <" in feed.text
    versions = words(await get(room, f"/a/{ids[EDITED]}")).partition("published")[2]
    assert versions.count("(read better by a later extractor)") == 1 and "headline (read better by" in versions
