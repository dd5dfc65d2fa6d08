"""What was taken down stays down: a later crawl brings neither address nor comment nor name back."""

from dataclasses import replace
from pathlib import Path

import pytest

from newsarchive.archive.erased import Erased, Kind, load, normal, read_key
from newsarchive.archive.pages import discover, find
from newsarchive.archive.store import Archive, open_archive
from newsarchive.items import Candidate
from tests.archives import BASE, KIM, LAVROV, PROTECTED, START, visit

KEY = b"k" * 32


def taken_down(*what: tuple[Kind, str]) -> Erased:
    blank = Erased(KEY, frozenset())
    return replace(blank, hashes=frozenset(blank.digest(kind, value) for kind, value in what))


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("url", f"{BASE}/story/", "http://example.com/story?utm_source=x"),
        ("domain", "Example.com", "https://www.example.com/a/b"),
        ("author", "Zoë  Quill", "ZOË QUILL"),
        ("comment", "bbn 4711", "bbn 4711"),
    ],
)
def test_every_spelling_has_the_same_hash(kind: Kind, one: str, other: str) -> None:
    assert normal(kind, one) == normal(kind, other)
    assert taken_down((kind, one)).holds(kind, other)


def test_a_hash_tells_nothing_without_its_key() -> None:
    assert not replace(taken_down(("author", "Ann")), key=b"x").holds("author", "Ann")


def test_comments_and_names_are_left_out_of_an_article() -> None:
    erased = taken_down(("author", "bob"), ("comment", "bbn 103"), ("author", "Maria Lee"))
    kept = erased.kept(LAVROV, "bbn")
    assert [one.author for one in kept.comments] == ["Ann", "Cid"]
    assert [one.name for one in kept.authors] == ["Lucas Garcia"]
    assert [one.author for one in erased.kept(LAVROV, "other").comments] == ["Ann", "Cid", "Dee"]
    assert erased.kept(PROTECTED, "bbn") is PROTECTED


def test_what_is_no_address_was_not_taken_down() -> None:
    erased = taken_down(("url", f"{BASE}/story/"))
    assert not erased.holds_url("https://[oops/") and not erased.holds_below("mailto:ann@example.com")
    assert erased.holds_below(f"{BASE}/story/feed/")


def test_what_an_erasure_left_of_a_comment_is_no_comment() -> None:
    first, second = LAVROV.comments[:2]
    article = replace(LAVROV, comments=(replace(first, text="[erased]"), replace(first, author="[erased]"), second))
    assert taken_down(("author", "Nobody")).kept(article, "bbn").comments == LAVROV.comments[1:2]


def remember(archive: Archive, kind: Kind, value: str) -> None:
    erased = Erased(read_key(archive.path, make=True), frozenset())
    archive.db.execute(
        "insert into erased (kind, keyed_hash, erased_at, reason, articles, comments, captures) "
        "values (?, ?, '2023-11-02T00:00:00Z', 'request', 1, 0, 1)",
        [kind, erased.digest(kind, value)],
    )


def test_an_address_that_was_taken_down_is_neither_found_nor_stored_again(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        remember(archive, "url", KIM.url)
        portal = archive.portal("bbn", url=f"{BASE}/")
        candidates = [Candidate(url=one.url, source=f"{BASE}/feed/") for one in (KIM, LAVROV)]
        assert discover(archive, portal, candidates, at=START) == 1
        assert find(archive, portal, KIM.url, kind="article") is None
        run = archive.start_run(portal, started_at=START)
        visit(archive, portal, run, KIM, START)
        assert archive.db.execute("select count(*) from articles").fetchone() == (0,)
        assert archive.db.execute("select state, reason from pages where url = ?", [KIM.url]).fetchall() == [
            ("refused", "erased")
        ]


def test_a_domain_that_was_taken_down_is_gone_as_a_whole(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        remember(archive, "domain", "example.com")
        portal = archive.portal("bbn", url=f"{BASE}/")
        assert discover(archive, portal, [Candidate(url=KIM.url, source="x")], at=START) == 0


def test_the_key_is_made_once_and_for_nobody_else(tmp_path: Path) -> None:
    assert read_key(tmp_path) == b""
    key = read_key(tmp_path, make=True)
    assert len(key) == 32 and read_key(tmp_path) == key
    assert (tmp_path / "erased.key").stat().st_mode & 0o777 == 0o600


def test_an_archive_that_erased_nothing_needs_no_key(archive: Path) -> None:
    with open_archive(archive) as held:
        assert load(held.db.conn, archive) == Erased(b"", frozenset(), frozenset())


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("url", "HTTP://www.News.example/a/?utm_source=x#y", "//news.example/a"),
        ("domain", "www.News.example", "news.example"),
        ("domain", "https://news.example:443/a", "news.example"),
        ("domain", "news.example:8801", "news.example:8801"),
        ("author", " Ann “A”  LEE ", 'ann "a" lee'),
        ("comment", "bbn 17", "bbn 17"),
    ],
)
def test_spellings_are_levelled_before_they_are_hashed(kind: Kind, value: str, expected: str) -> None:
    assert normal(kind, value) == expected


def test_kinds_keys_and_values_make_different_hashes() -> None:
    one = Erased(b"key", frozenset())
    told_hashes = {one.digest("author", "ann"), one.digest("comment", "ann"), one.digest("author", "bob")}
    told_hashes.add(Erased(b"another", frozenset()).digest("author", "ann"))
    assert len(told_hashes) == 4
    assert not one and not one.holds("author", "ann") and not one.holds_url("no address")
    assert Erased(b"key", frozenset({one.digest("author", "Ann")})).holds("author", "ANN")
