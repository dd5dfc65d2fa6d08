"""Published snapshots: made for reading, telling what their profile tells and nothing else."""

import gc
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import get_args

import pytest
from datasette.app import Datasette

from newsarchive.archive.store import open_archive
from newsarchive.errors import StorageError, UsageMistake
from newsarchive.exporting import all_exports, find_export
from newsarchive.publish import search_source
from newsarchive.publish.metadata import STORED, stored_sql
from newsarchive.publish.release import release
from newsarchive.publish.room import Room
from newsarchive.publish.search import find
from newsarchive.publish.search_query import read_query, spaced
from newsarchive.publish.search_source import Filters
from newsarchive.publish.server import application, build
from newsarchive.publish.snapshot import publish
from newsarchive.publish.snapshot_rules import Profile
from newsarchive.publish.snapshot_sql import CHARACTERS
from tests.archives import exported
from tests.rooms import get, words
from tests.test_publish_room import OURS

KEY = b"k" * 32
Site = dict[str, Path]


@pytest.fixture(scope="module")
def sites(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("sites")
    return {
        profile: publish(archive, folder / profile, profile=profile, key=KEY).parent for profile in get_args(Profile)
    }


@pytest.fixture(scope="module")
def ids(sites: Site) -> dict[str, str]:
    with closing(sqlite3.connect(sites["full"] / "archive.db")) as db:
        return {url.split("/")[-2]: public_id for url, public_id in db.execute("select url, public_id from articles")}


def test_ids_follow_the_publication_and_public_ids_stay(archive: Path, sites: Site) -> None:
    with closing(sqlite3.connect(sites["full"] / "archive.db")) as db:
        dates = [
            row[0] for row in db.execute("select coalesce(published_at, published_local) from articles order by id")
        ]
        new = dict(db.execute("select url, public_id from articles"))
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        assert new == dict(db.execute("select url, public_id from articles"))
    assert dates == sorted(dates)


def test_every_reference_holds(sites: Site) -> None:
    for site in sites.values():
        with closing(sqlite3.connect(site / "archive.db")) as db:
            assert db.execute("pragma foreign_key_check").fetchall() == []
            assert db.execute("pragma integrity_check").fetchone() == ("ok",)
            assert db.execute("pragma journal_mode").fetchone() == ("delete",)
            for table in ("articles", "comments", "faqs"):
                db.execute(f"insert into {table}_fts({table}_fts, rank) values ('integrity-check', 1)")


def lines(name: str, path: Path) -> list[str]:
    return sorted(exported(name, str(path), "--format", "jsonl").decode().splitlines())


@pytest.mark.parametrize("name", [one.name for one in all_exports() if one.name != "authors"])
def test_a_full_snapshot_exports_what_the_archive_exports(archive: Path, sites: Site, name: str) -> None:
    assert lines(name, sites["full"]) == lines(name, archive)


def test_a_group_of_the_same_story_keeps_its_articles(copy: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(copy / "archive.db")) as db, db:
        db.execute("insert into clusters (id, origin_id, evidence, articles) values (2, 5, 'the earliest', 3)")
        db.executemany("insert into cluster_articles values (?, 2, ?)", [(2, 0.9), (5, 1.0), (1, 0.8)])
    publish(copy, tmp_path / "site", profile="full")
    assert lines("clusters", tmp_path / "site") == lines("clusters", copy) != []
    with closing(sqlite3.connect(tmp_path / "site" / "archive.db")) as db:
        assert db.execute("pragma foreign_key_check").fetchall() == []


def test_the_snapshot_has_the_counts_of_the_plots(sites: Site) -> None:
    with closing(sqlite3.connect(sites["full"] / "archive.db")) as db:
        tables = {name for (name,) in db.execute("select name from sqlite_master")}
        assert {f"stats_{name}" for name in STORED} <= tables
        assert db.execute("select sum(articles) from stats_daily_counts").fetchone() == (12,)


def test_two_snapshots_of_the_same_archive_are_the_same(archive: Path, sites: Site, tmp_path: Path) -> None:
    again = publish(archive, tmp_path, profile="masked", key=KEY)
    assert again.read_bytes() == (sites["masked"] / "archive.db").read_bytes()
    assert [file.name for file in sorted(tmp_path.iterdir())] == ["archive.db", "inspect.json"]


@pytest.mark.parametrize("profile", ["snippets", "masked"])
def test_no_file_of_a_copy_for_others_names_a_commenter(sites: Site, profile: str) -> None:
    held = b"".join(file.read_bytes() for file in sites[profile].iterdir())
    for secret in (b"ann@example.org", b"Reader 3", b"Ann", b"Bob", b"Dee"):
        assert secret not in held, secret


def test_pseudonyms_keep_who_is_who(sites: Site) -> None:
    with closing(sqlite3.connect(sites["masked"] / "archive.db")) as db:
        names = [name for (name,) in db.execute("select author from comments order by id")]
    assert len(set(names)) == 14 and all(re.fullmatch(r"reader-[0-9a-f]{32}", name) for name in names)


def test_snippets_hold_no_whole_text(archive: Path, tmp_path: Path, sites: Site) -> None:
    with closing(sqlite3.connect(sites["snippets"] / "archive.db")) as db:
        assert max(len(body or "") for (body,) in db.execute("select body from articles")) <= 280
        assert db.execute("select count(*) from articles where headline like 'Lavrov%'").fetchone() == (1,)


@pytest.mark.parametrize(
    ("profile", "told"),
    [("full", ". Kept"), ("snippets", "holds the beginnings of texts"), ("masked", "stand under pseudonyms")],
)
async def test_a_copy_says_of_when_it_is_and_what_it_leaves_out(sites: Site, profile: str, told: str) -> None:
    text = words(await get(build(sites[profile]), "/search?q=korea"))
    assert "This is a copy; the archive last saw an article on 2023-10-26 08:" in text and told in text


@pytest.mark.parametrize("profile", get_args(Profile))
@pytest.mark.parametrize("public", [False, True])
async def test_every_page_answers_over_every_profile(
    sites: Site, ids: dict[str, str], profile: str, public: bool
) -> None:
    room = build(sites[profile], public=public)
    for path in OURS:
        answer = await room.client.get(path.format(**ids))
        assert answer.status_code in (200, 404 if path.startswith(("/author", "/tag")) else 200), path
        assert "<script>alert" not in answer.text
    for path in ("/archive", "/archive/articles", "/archive/daily_counts", "/archive/articles?_facet=section"):
        await get(room, path)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("q=lavrov&order=newest", "<mark>Lavrov</mark>"),
        ("q=lavrov", "<mark>Lavrov</mark>"),
        ("q=%E5%8C%97%E4%BA%AC%E5%A4%A7%E5%AD%A6", "北京大学"),
        ("q=%E5%8C%97%E4%BA%AC", "北京大学"),
        ("q=lafrov", "0 hits"),
        ("order=newest", "12 hits"),
    ],
)
async def test_a_snapshot_is_searched_as_an_archive_is(sites: Site, query: str, shown: str) -> None:
    assert shown in (await get(build(sites["full"]), f"/search?{query}")).text


def test_a_snapshot_is_opened_as_immutable(sites: Site) -> None:
    room: Datasette = build(sites["full"])
    assert not room.get_database("archive").is_mutable
    assert room.get_database("archive").cached_table_counts["articles"] == 12


def test_a_server_does_not_look_again_through_what_it_holds_for_good(sites: Site) -> None:
    switch = sys.getswitchinterval()
    try:
        application(sites["full"], False, None, 1)
        assert gc.get_freeze_count() > 10 * len(gc.get_objects())
    finally:
        gc.unfreeze()
        sys.setswitchinterval(switch)


def test_a_snapshot_takes_the_place_of_the_one_before(archive: Path, tmp_path: Path) -> None:
    publish(archive, tmp_path, profile="full")
    publish(archive, tmp_path, profile="snippets", key=KEY)
    with closing(sqlite3.connect(tmp_path / "archive.db")) as db:
        assert db.execute("select profile from publication").fetchall() == [("snippets",)]


def test_a_folder_that_cannot_be_written_is_named(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot write"):
        publish(archive, tmp_path / "file" / "site", profile="full")


@pytest.mark.parametrize("made", [publish, lambda *given, **more: release("r", *given, **more)])
def test_a_snapshot_never_takes_the_place_of_an_archive(archive: Path, made: Callable[..., object]) -> None:
    before = (archive / "archive.db").read_bytes()
    with pytest.raises(UsageMistake, match=r"holds an archive|is not empty"):
        made(archive, archive, profile="full")
    assert (archive / "archive.db").read_bytes() == before


def test_a_snapshot_is_put_beside_no_captures(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "captures").mkdir()
    with pytest.raises(UsageMistake, match="holds an archive"):
        publish(archive, tmp_path, profile="full")
    assert [file.name for file in tmp_path.iterdir()] == ["captures"]


def test_a_snapshot_is_not_taken_for_an_archive(sites: Site, tmp_path: Path) -> None:
    with pytest.raises(UsageMistake, match="is a published snapshot"):
        publish(sites["full"], tmp_path / "site", profile="full")
    assert list(tmp_path.iterdir()) == []
    site = shutil.copytree(sites["full"], tmp_path / "copy")
    before = (site / "archive.db").read_bytes()
    with pytest.raises(UsageMistake, match="holds a published snapshot"), open_archive(site, write=True):
        pass
    assert (site / "archive.db").read_bytes() == before


def test_the_days_of_hits_are_counted_over_narrow_tables(archive: Path, sites: Site) -> None:
    days = []
    for path in (archive, sites["full"]):
        with closing(sqlite3.connect(path / "archive.db")) as db:
            tables = frozenset(name for (name,) in db.execute("select name from sqlite_master where type = 'table'"))
            room = Room("archive", tables, frozen="publication" in tables)
            kinds = ("articles", "comments", "faqs")
            found = [
                find(db, room, read_query("first OR disagree OR kim OR who OR why"), Filters(), kind=kind)
                for kind in kinds
            ]
            days.append([one.days for one in found])
    assert days[0] == days[1] and all(days[1])


@pytest.mark.parametrize("name", STORED)
def test_a_portals_counts_are_those_of_the_export(sites: Site, name: str) -> None:
    with closing(sqlite3.connect(sites["full"] / "archive.db")) as db:
        tables = frozenset(name for (name,) in db.execute("select name from sqlite_master where type = 'table'"))
        asked = {parameter.name: None for parameter in find_export(name).parameters} | {"portal": "bbn"}
        every, own = (db.execute(stored_sql(find_export(name), tables, portal), asked) for portal in ("", "bbn"))
        assert sorted(own.fetchall(), key=repr) == sorted(every.fetchall(), key=repr)
    assert "stats_" in stored_sql(find_export(name), tables, "bbn")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("京", [1, 2]),
        ("北京", [1, 2]),
        ("京大学", [1]),
        ("大京", []),
        ("AI北京", [2]),
        ("กิน", [3]),
        ("กัน", []),
        ("東京", []),
    ],
)
def test_any_part_of_a_headline_without_blanks_is_found(asked: str, found: list[int]) -> None:
    headlines = ["北京大学发布报告", 'Was "AI北京" kann', "ฉันกินข้าว", "L\xe9on à Tōkyō", None]
    with closing(sqlite3.connect(":memory:")) as db:
        db.create_function("spaced", 1, spaced)
        db.execute("create table articles (id integer primary key, headline text)")
        db.executemany("insert into articles (headline) values (?)", [(one,) for one in headlines])
        for sql in CHARACTERS:
            db.execute(sql)
        sql = "select rowid from headlines_characters where headlines_characters match ?"
        assert [key for (key,) in db.execute(sql, [f'"{spaced(asked)}"'])] == found
        (count,) = db.execute("select count(*) from headlines_characters").fetchone()
        assert count == 3


async def test_a_large_snapshot_looks_for_them_in_its_headlines(sites: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_source, "LARGE", 0)
    room = build(sites["full"])
    for query, is_found in (
        ("大学", True),
        ("学大", False),
        ("学大 OR 大学", True),
        ("大学 -北京", False),
        ("大学 -sport", True),
    ):
        assert ("北京大学发布报告" in (await get(room, f"/search?q={query}")).text) is is_found, query
