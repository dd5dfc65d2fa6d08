"""Captures read again: the same rows as in the crawl, and only what a better extractor changes."""

import itertools
import shutil
import sqlite3
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsarchive import reextraction
from newsarchive.archive.content import exact_sha256
from newsarchive.archive.store import open_archive
from newsarchive.commands.extract_archived import last_visit
from newsarchive.commands.history import reextract as command
from newsarchive.errors import StorageError, UsageMistake
from newsarchive.reextraction import _LAST_VISITS, Rebuilt, read_again, rebuild, reextract
from tests.erasures import run


@pytest.fixture
def archive(crawled_archive: Path, tmp_path: Path) -> Path:
    """A copy of an archive of the sample portal."""
    return Path(shutil.copytree(crawled_archive, tmp_path / "archive"))


@pytest.fixture
def small_archive(archive: Path) -> Path:
    """One of which the visits to a dozen articles alone can be read again."""
    with sqlite3.connect(archive / "archive.db") as db:
        db.execute("delete from visits where article_id > 12")
    return archive


def rows(archive: Path, *tables: str) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of the tables."""
    with sqlite3.connect(archive / "archive.db") as db:
        return {table: db.execute(f"select * from {table} order by rowid").fetchall() for table in tables}


CONTENT = ("articles", "revisions", "changes", "faqs", "comments", "comment_revisions", "related_links", "images")


def test_every_article_of_a_crawl_is_read_again_as_it_was_to_the_letter(archive: Path) -> None:
    with open_archive(archive) as opened:
        stored = dict(opened.db.execute("select id, content_sha256 from articles").fetchall())
        visits = list(opened.db.query(_LAST_VISITS, {"portal": None, "since": None}))
        for visit in visits:
            rebuilt = rebuild(opened, visit)
            assert isinstance(rebuilt, Rebuilt), rebuilt
            article = read_again(rebuilt)
            assert not isinstance(article, str), (visit["url"], article)
            assert exact_sha256(article) == stored[visit["article_id"]], visit["url"]
    assert {visit["article_id"] for visit in visits} == set(stored)


def test_reading_again_writes_nothing_where_nothing_differs(archive: Path) -> None:
    before = rows(archive, *CONTENT)
    with open_archive(archive, write=True) as opened:
        outcomes = Counter(result.outcome for result in reextract(opened, jobs=2))
    assert set(outcomes) == {"same"}
    assert rows(archive, *CONTENT) == before


def test_a_thread_of_which_a_capture_was_erased_stays_as_it_is(archive: Path) -> None:
    run(archive, "--author", "Old Signalman")
    with open_archive(archive) as opened:
        visits = list(opened.db.query(_LAST_VISITS, {"portal": None, "since": None}))
        told = {visit["article_id"]: rebuild(opened, visit) for visit in visits}
        signed = "select distinct article_id from comments where author is null and text = '[erased]'"
        erased = [row[0] for row in opened.db.execute(signed)]
    assert {told[article] for article in erased} == {"its capture was erased"}
    url = next(visit["url"] for visit in visits if visit["article_id"] == erased[0])
    with pytest.raises(StorageError, match=f"^{url} cannot be read again: its capture was erased$"):
        last_visit(archive, url)


def test_a_list_of_comments_that_is_none_costs_its_article_alone(archive: Path) -> None:
    with open_archive(archive) as opened:
        visits = opened.db.query(_LAST_VISITS, {"portal": None, "since": None})
        every = [one for one in (rebuild(opened, visit) for visit in visits) if isinstance(one, Rebuilt)]
    rebuilt = next(one for one in every if any(kind == "rest-comments" for kind, _ in one.parts))
    broken = [(kind, replace(one, body=b"{}") if kind == "rest-comments" else one) for kind, one in rebuilt.parts]
    assert read_again(replace(rebuilt, parts=tuple(broken))) == "no list of comments"


def test_what_was_seen_since_the_capture_stays_seen(small_archive: Path) -> None:
    """A twin at another address, or an answer of 304, is seen after the page that is read again."""
    later = "2999-01-01T00:00:00Z"
    with sqlite3.connect(small_archive / "archive.db") as db:
        db.execute("update articles set last_seen_at = ?", [later])
        db.execute("update comments set last_seen_at = ?", [later])
    spoil_headlines(small_archive)
    with open_archive(small_archive, write=True) as opened:
        list(reextract(opened))
    with sqlite3.connect(small_archive / "archive.db") as db:
        for table in ("articles", "comments"):
            assert db.execute(f"select distinct last_seen_at from {table}").fetchall() == [(later,)]


def spoil_headlines(archive: Path) -> None:
    """Leave the headlines of three articles as an extractor with a wrong selector would have read them."""
    with sqlite3.connect(archive / "archive.db") as db:
        db.execute("update articles set headline = 'Menu', content_sha256 = 'old' where id <= 3")
        db.execute("update revisions set headline = 'Menu' where article_id <= 3")


def test_only_the_field_that_the_extractor_reads_better_changes_in_a_version_of_its_own(small_archive: Path) -> None:
    before = rows(small_archive, "articles", "comments", "faqs")
    spoil_headlines(small_archive)
    with open_archive(small_archive, write=True) as opened:
        changed = [result for result in reextract(opened) if result.outcome == "changed"]
    assert [[(kind, old) for kind, old, _ in result.changes] for result in changed] == [[("headline", "Menu")]] * 3
    with sqlite3.connect(small_archive / "archive.db") as db:
        causes = db.execute("select number, cause from revisions where article_id <= 3 order by article_id, number")
        assert causes.fetchall() == [(1, "portal"), (2, "extractor")] * 3
        headlines = dict(db.execute("select id, headline from articles").fetchall())
    after = rows(small_archive, "articles", "comments", "faqs")
    assert headlines == {row[0]: row[6] for row in before["articles"]}
    assert (after["comments"], after["faqs"]) == (before["comments"], before["faqs"])


def test_it_can_be_started_again(small_archive: Path) -> None:
    spoil_headlines(small_archive)
    with open_archive(small_archive, write=True) as opened:
        list(reextract(opened))
    once = rows(small_archive, *CONTENT)
    with open_archive(small_archive, write=True) as opened:
        assert {result.outcome for result in reextract(opened)} == {"same"}
    assert rows(small_archive, *CONTENT) == once


def test_what_no_version_tells_is_shown_field_by_field_as_well(small_archive: Path) -> None:
    before = rows(small_archive, *CONTENT)
    with sqlite3.connect(small_archive / "archive.db") as db:
        (article_id,) = db.execute(
            "select min(article_id) from comments join related_links using (article_id)"
        ).fetchone()
        spoilt = "update articles set {} = {}, content_sha256 = 'old', thread_sha256 = 'old' where id = {}"
        db.execute(spoilt.format("modified_at", "'1999-01-01T00:00:00Z'", article_id))
        db.execute("delete from related_links where article_id = ?", [article_id])
        db.execute(
            "update comments set text = 'Cut of' where id = (select min(id) from comments where article_id = ?)",
            [article_id],
        )
    with open_archive(small_archive, write=True) as opened:
        (changed,) = (result for result in reextract(opened) if result.changes)
    assert (changed.outcome, [name for name, _, _ in changed.changes]) == (
        "same",
        ["modified_at", "related_links", "comments"],
    )
    assert changed.changes[0][1] == "1999-01-01T00:00:00Z" and changed.changes[1][1] is None
    assert changed.changes[2] == ("comments", None, "0 new, 1 changed, 0 missing")
    assert [(row[4], row[6]) for row in rows(small_archive, "comment_revisions")["comment_revisions"]][-1] == (
        "Cut of",
        "extractor",
    )
    after = rows(small_archive, "articles", "comments", "revisions", "changes")
    assert after == {name: before[name] for name in after}


def test_a_run_that_is_stopped_goes_on_where_it_was(small_archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reextraction, "_BATCH", 5)
    spoil_headlines(small_archive)
    with open_archive(small_archive, write=True) as opened:
        seen = list(itertools.islice(reextract(opened, jobs=2), 7))
    with open_archive(small_archive, write=True) as opened:
        left = [result.outcome for result in reextract(opened)]
    with sqlite3.connect(small_archive / "archive.db") as db:
        assert db.execute("select count(*) from revisions where cause = 'extractor'").fetchone() == (3,)
    assert len(seen) == 7
    assert left[:10] == ["same"] * 10, "whole batches are stored"


def test_a_dry_run_shows_the_difference_and_stores_nothing(small_archive: Path) -> None:
    spoil_headlines(small_archive)
    before = rows(small_archive, *CONTENT)
    result = CliRunner().invoke(command, ["--dry-run", str(small_archive)])
    assert result.exit_code == 0
    assert result.output.count(": headline\n  - Menu\n  + ") == 3
    assert result.output.splitlines()[-1].endswith("3 would change, 0 not readable any more")
    assert rows(small_archive, *CONTENT) == before


def test_only_the_named_portal_and_days_are_read(archive: Path) -> None:
    with open_archive(archive, write=True) as opened:
        assert list(reextract(opened, portal="another")) == []
        assert list(reextract(opened, since="2999-01-01T00:00:00Z")) == []
        assert len(list(reextract(opened, portal="bbn", since="2000-01-01T00:00:00Z", dry_run=True))) > 50


def test_a_capture_that_is_not_readable_is_told_and_the_others_are_read(small_archive: Path) -> None:
    with sqlite3.connect(small_archive / "archive.db") as db:
        db.execute(
            "update captures set warc_offset = warc_offset + 1 where kind = 'page' and visit_id in "
            "(select id from visits where article_id = 1)"
        )
    with open_archive(small_archive, write=True) as opened:
        faults = [result.fault for result in reextract(opened) if result.fault is not None]
    assert len(faults) == 1
    assert str(faults[0]).startswith("damaged archive: newsarchive-")


def test_a_malformed_day_is_one_clear_line(archive: Path) -> None:
    result = CliRunner().invoke(command, ["--since", "yesterday", str(archive)])
    assert isinstance(result.exception, UsageMistake)
    assert str(result.exception) == "--since wants a day, YYYY-MM-DD, not 'yesterday'"
