"""Erasures: nothing of the target in any file, every other record as it was, and no way back."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.archive.store import open_archive
from newsarchive.captures.needles import Needles
from newsarchive.erasure import targets
from newsarchive.erasure.erase import erase
from newsarchive.erasure.search import still_holding
from newsarchive.erasure.targets import Target
from newsarchive.errors import NewsarchiveError, StorageError, UsageMistake
from newsarchive.publish.snapshot import publish
from tests.archives import BASE, KIM, LAVROV, START, visit
from tests.erasures import assert_whole, bytes_of, records, run
from tests.looks import ask

TARGETS = [
    (["--url", LAVROV.url], ["lavrov-visits-north-korea", "Foreign minister Lavrov", "Lavrov in Pyongyang"]),
    (["--url", "http://example.com/lavrov-visits-north-korea"], ["lavrov-visits-north-korea"]),
    (["--author", "Bob"], ["Bob", "I disagree."]),
    (["--author", "maria lee"], ["Maria Lee"]),
    (["--author", "Lucas Garcia"], ["Lucas Garcia"]),
    (["--comment", "102", "--portal", "bbn"], ["HYPERLINK"]),
    (["--domain", "news.example.org"], ["news.example.org", "北京大学", "Conseil européen"]),
]


@pytest.mark.parametrize(("arguments", "gone"), TARGETS, ids=lambda value: str(value[0]))
def test_nothing_is_left_of_what_was_erased(copy: Path, arguments: list[str], gone: list[str]) -> None:
    site = publish(copy, copy.parent / "site", profile="full").parent
    before = records(copy)
    for text in gone:
        assert still_holding([copy], Needles([text])) != []
    assert "no file holds it any more" in run(copy, *arguments, "--site", str(site))
    for text in gone:
        assert still_holding([copy, site], Needles([text])) == []
    assert_whole(copy)
    after = records(copy)
    erased = {row[0] for row in ask(copy, "select record_id from captures where sha256 = 'erased'")}
    known = {row[0] for row in ask(copy, "select record_id from captures")}
    assert set(after) <= set(before)
    assert {key for key in known if after[str(key)] != before[str(key)]} == erased
    kinds = {kind for (kind,) in ask(copy, "select kind from erased")}
    assert kinds - {"text"} == {arguments[0].removeprefix("--")}
    assert ask(copy, "select distinct reason from erased") == [("request 7",)]


def test_an_erased_comment_leaves_the_thread_as_it_was(copy: Path) -> None:
    with closing(sqlite3.connect(copy / "archive.db")) as db, db:
        db.execute(
            "insert into comment_revisions (comment_id, seen_at, field, old, new) "
            "select id, first_seen_at, 'text', 'No!', text from comments where author in ('Bob', 'Ann')"
        )
    run(copy, "--author", "Bob")
    assert ask(copy, "select new from comment_revisions") == [("First. Visit my page: ann@example.org",)]
    rows = ask(
        copy,
        "select c.author, c.text, c.depth, p.position from comments c left join comments p on p.id = c.parent_id "
        "join articles a on a.id = c.article_id where a.url like '%lavrov%' order by c.position",
    )
    assert rows == [
        ("Ann", "First. Visit my page: ann@example.org", 0, None),
        (None, "[erased]", 1, 0),
        ("Cid", '=HYPERLINK("http://evil.example")', 2, 1),
        ("Dee", "Another thread.", 0, None),
    ]


def test_the_erasure_of_one_address_leaves_those_that_begin_alike(copy: Path) -> None:
    longer = [f"{BASE}/a/{number}" for number in ("1", "12", "1-2", "1.html")]
    with open_archive(copy, write=True) as archive:
        portal = archive.portal("bbn", url=f"{BASE}/")
        for url in longer:
            article = replace(KIM, url=url, headline=f"What {url[-4:]} was about at that time")
            visit(archive, portal, archive.start_run(portal, started_at=START), article, START)
    run(copy, "--url", longer[0])
    assert ask(copy, "select url from articles where url like '%/a/%' order by id") == [(url,) for url in longer[1:]]
    assert_whole(copy)


def test_two_erasures_in_one_second_lose_no_capture(copy: Path) -> None:
    moment = datetime(2023, 11, 2, 12, tzinfo=UTC)
    for name in ("Ann", "Bob", "Dee"):
        with open_archive(copy, write=True, now=moment) as archive:
            erase(archive, Target("author", name), reason="request", at=moment)
    assert len(list((copy / "captures").glob("*.warc.gz"))) == 1
    assert_whole(copy)


def test_a_dry_run_changes_nothing(copy: Path) -> None:
    before = records(copy), ask(copy, "select count(*) from articles"), sorted(copy.rglob("*"))
    assert run(copy, "--url", KIM.url, "--dry-run").startswith("would erase 1 articles")
    assert (records(copy), ask(copy, "select count(*) from articles"), sorted(copy.rglob("*"))) == before


def test_a_name_that_is_a_common_word_is_refused(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "COMMON", 0)
    before = (copy / "archive.db").read_bytes()
    with pytest.raises(UsageMistake, match="'Pyongyang' also stands in 1 articles and comments of others"):
        run(copy, "--author", "Pyongyang")
    assert " captures of 1" in run(copy, "--author", "Pyongyang", "--dry-run")
    assert (copy / "archive.db").read_bytes() == before
    assert "no file holds it" in run(copy, "--author", "Pyongyang", "--everywhere")


def test_a_file_that_still_holds_it_is_named(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("Bob,1\n")
    with pytest.raises(StorageError, match=r"1 files still hold it: .*notes\.csv"):
        run(copy, "--author", "Bob", "--also", str(tmp_path / "notes.csv"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "name one of"),
        (["--url", KIM.url, "--author", "Ann"], "name one of"),
        (["--url", "https://www.example.com/nosuch/"], "holds nothing of the url"),
        (["--url", "nosuch"], "is no http"),
        (["--url", f"{BASE}/"], "articles lie below"),
        (["--author", "Nobody At All"], "holds nothing of the author"),
        (["--domain", "portal"], "holds nothing of the domain"),
        (["--domain", "org"], "holds nothing of the domain"),
        (["--comment", "999"], "holds nothing of the comment"),
    ],
)
def test_a_mistake_is_said_and_changes_nothing(copy: Path, arguments: list[str], words: str) -> None:
    before = records(copy)
    with pytest.raises(UsageMistake, match=words):
        run(copy, *arguments)
    assert records(copy) == before and ask(copy, "select count(*) from erased") == [(0,)]


def test_a_comment_of_several_portals_wants_its_portal_named(copy: Path) -> None:
    with closing(sqlite3.connect(copy / "archive.db")) as db, db:
        db.execute(
            "update articles set portal_id = (select id from portals where name <> 'bbn') "
            "where id = (select max(article_id) from comments where source_id = '101')"
        )
    with pytest.raises(
        UsageMistake, match=r"several portals have a comment '101': bbn, news\.example\.org; add --portal"
    ):
        run(copy, "--comment", "101", "--dry-run")
    assert "1 other comments" in run(copy, "--comment", "101", "--portal", "news.example.org", "--dry-run")


def test_an_archive_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(NewsarchiveError, match="no archive at"):
        run(tmp_path / "nowhere", "--author", "Bob")
    assert list(tmp_path.iterdir()) == []


def test_one_erasure_after_another_leaves_no_byte(copy: Path) -> None:
    names = [f"Zerubbabel{number} Quillfeather" for number in range(100)]
    with open_archive(copy, write=True) as archive:
        portal = archive.portal("bbn", url=f"{BASE}/")
        for start in range(0, 100, 10):
            comments = tuple(
                replace(KIM.comments[0], source_id=str(9_000 + n), author=names[n], text=f"Comment {n} by {names[n]}.")
                for n in range(start, start + 10)
            )
            article = replace(KIM, url=f"{BASE}/many-{start}/", headline=names[start], comments=comments)
            visit(archive, portal, archive.start_run(portal, started_at=START), article, START)
    for name in names[:4]:
        run(copy, "--author", name)
    held = b"".join(bytes_of(copy))
    assert [name for name in names[:4] if name.encode() in held] == []
    assert names[50].encode() in held
    assert_whole(copy)
