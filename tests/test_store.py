"""The archive: an article and what hangs on it become rows, a page that a row refuses is put aside whole."""

import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from newsarchive.archive.pages import find
from newsarchive.archive.store import open_archive
from newsarchive.archive.verify import verify
from newsarchive.items import Alternate, Author, FaqEntry, Flag, Image, LiveEntry, RelatedLink
from tests.looks import BODY, URL, article, at, comment, exchange, files, look, moment, rows

FULL = article(
    canonical_url=URL,
    authors=(Author("Lucas Garcia", "https://news.example/author/lucas/", "author"), Author("Maria Lee")),
    lead="A visit with consequences.",
    modified=moment("2023-10-19T18:00:00+02:00"),
    image=Image("https://news.example/kim.jpg", "Security Talks", "Kim and Lavrov", "KCNA"),
    images=(Image("https://news.example/grain.jpg"),),
    faqs=(FaqEntry("Who came?", "The minister.", "json-ld"), FaqEntry("Why?", None, "heading")),
    comments=(comment(1), comment(2, parent=1)),
    comments_claimed=3,
    related_links=(RelatedLink("Kim and Putin", None, "more-about", "placeholder"),),
    alternates=(Alternate("es", "https://news.example/es/lavrov/"),),
    live_entries=(LiveEntry("Arrival", "He is here.", moment(), "e1"),),
    flags=(Flag("placeholder_link", "(Insert URL here)"), Flag("brand_mismatch", "BNB")),
    field_sources=(("headline", "theme"),),
)

TABLES = (
    "articles", "revisions", "changes", "comments", "comment_revisions", "faqs", "related_links", "images", "tags",
)  # fmt: skip


def counts(archive: Path) -> dict[str, int]:
    with open_archive(archive) as opened:
        return {table: rows(opened, f"select count(*) from {table}")[0][0] for table in TABLES}


def test_an_article_becomes_its_row(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        assert look(archive, FULL, rules="soledad") == "new"
        archive.commit()
        archive.db.conn.row_factory = sqlite3.Row
        row = dict(archive.db.conn.execute("select * from articles").fetchone())
    hashes = {name: row.pop(name) for name in ("text_sha256", "content_sha256", "thread_sha256", "public_id")}
    assert all(hashes.values())
    assert row.pop("extractor").endswith(" soledad")
    assert row == {
        "id": 1,
        "portal_id": 1,
        "url": URL,
        "canonical_url": URL,
        "source_id": "4711",
        "headline": "Lavrov in Pyongyang",
        "byline": "Lucas Garcia, Maria Lee",
        "lead": "A visit with consequences.",
        "section": "World",
        "language": "en",
        "published_at": "2023-10-19T15:46:00Z",
        "published_local": "2023-10-19T15:46:00",
        "published_raw": "2023-10-19T15:46:00+00:00",
        "published_offset": 0,
        "published_precision": "second",
        "published_zone": "attribute",
        "published_estimated": 0,
        "modified_at": "2023-10-19T16:00:00Z",
        "modified_local": "2023-10-19T16:00:00",
        "modified_raw": "2023-10-19T18:00:00+02:00",
        "modified_offset": 0,
        "modified_precision": "second",
        "modified_zone": "attribute",
        "modified_estimated": 0,
        "image_url": "https://news.example/kim.jpg",
        "image_alt": "Security Talks",
        "word_count": 61,
        "access": "free",
        "access_evidence": None,
        "comments_claimed": 3,
        "comment_count": 2,
        "comment_system": None,
        "comments_note": "held back or deleted: 1; the whole thread was read",
        "first_seen_at": "2023-10-19T16:00:00Z",
        "last_seen_at": "2023-10-19T16:00:00Z",
        "revision_count": 1,
        "status": "live",
        "quality_flags": "placeholder_link brand_mismatch",
        "field_sources": '{"headline":"theme"}',
        "body": "\n\n".join(BODY),
    }


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        (
            "select position, question, answer, origin from faqs order by position",
            [(0, "Who came?", "The minister.", "json-ld"), (1, "Why?", None, "heading")],
        ),
        (
            "select position, kind, text, url, flag from related_links",
            [(0, "more-about", "Kim and Putin", None, "placeholder")],
        ),
        (
            "select position, url, alt, caption, credit from images order by position",
            [
                (0, "https://news.example/kim.jpg", "Security Talks", "Kim and Lavrov", "KCNA"),
                (1, "https://news.example/grain.jpg", None, None, None),
            ],
        ),
        (
            "select t.name, x.position from article_tags x join tags t on t.id = x.tag_id order by 2",
            [("Korea", 0), ("Russia", 1)],
        ),
        (
            "select w.name, w.url, x.position, x.role from article_authors x "
            "join authors w on w.id = x.author_id order by 3",
            [("Lucas Garcia", "https://news.example/author/lucas/", 0, "author"), ("Maria Lee", None, 1, None)],
        ),
        (
            "select name, evidence from flags order by 1",
            [("brand_mismatch", "BNB"), ("placeholder_link", "(Insert URL here)")],
        ),
        ("select language, url from alternates", [("es", "https://news.example/es/lavrov/")]),
        (
            "select position, source_id, headline, text, published_at from live_entries",
            [(0, "e1", "Arrival", "He is here.", "2023-10-19T15:46:00Z")],
        ),
        (
            "select source_id, parent_id, parent_source_id, position, depth, "
            "text, published_at from comments order by id",
            [
                ("1", None, None, 1, 0, "Well said.", "2023-10-19T16:01:00Z"),
                ("2", 1, "1", 2, 1, "Well said.", "2023-10-19T16:02:00Z"),
            ],
        ),
        (
            "select number, seen_at, cause, capture_id, headline, tags from revisions",
            [(1, "2023-10-19T16:00:00Z", "portal", 1, "Lavrov in Pyongyang", '["Korea","Russia"]')],
        ),
        (
            "select page_id, at, outcome, article_id, comments_claimed, "
            "comments_read, comments_complete, comments_new from visits",
            [(1, "2023-10-19T16:00:00Z", "new", 1, 3, 2, 1, 2)],
        ),
        ("select visit_id, kind, url, status from captures", [(1, "page", URL, 200)]),
        (
            "select url, state, fetched_at, article_id, failures from pages",
            [(URL, "stored", "2023-10-19T16:00:00Z", 1, 0)],
        ),
        ("select rowid from articles_fts where articles_fts match 'grain'", [(1,)]),
        ("select rowid from faqs_fts where faqs_fts match 'minister'", [(1,)]),
        ("select rowid from comments_fts where comments_fts match '\"Reader 2\"'", [(2,)]),
    ],
)
def test_what_hangs_on_an_article_becomes_rows_too(tmp_path: Path, sql: str, expected: list[object]) -> None:
    with open_archive(tmp_path, write=True) as archive:
        look(archive, FULL)
        assert rows(archive, sql) == expected


def test_a_second_look_at_an_unchanged_article_adds_a_visit_only(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        look(archive, FULL)
    before = counts(tmp_path)
    with open_archive(tmp_path, write=True) as archive:
        assert look(archive, FULL, 24) == "same"
        assert rows(archive, "select count(*) from visits") == [(2,)]
        assert rows(archive, "select last_seen_at from articles") == [("2023-10-20T16:00:00Z",)]
        assert rows(archive, "select distinct last_seen_at from comments") == [("2023-10-20T16:00:00Z",)]
        assert rows(archive, "select state from pages") == [("unchanged",)]
    assert counts(tmp_path) == before
    assert list(verify(tmp_path)) == []


def test_a_row_that_the_database_refuses_puts_its_page_into_quarantine(tmp_path: Path) -> None:
    bad = article(url=f"{URL}bad/", source_id="9", headline="A half \ud800 of a character", body=("Other words.",))
    with open_archive(tmp_path, write=True) as archive:
        assert [
            look(archive, FULL),
            look(archive, bad),
            look(archive, article(url=f"{URL}3/", source_id="3", body=("Third.",), headline="Third")),
        ] == ["new", "none", "new"]
        page = find(archive, 1, bad.url, kind="article")
        assert page is not None and (page.state, (page.reason or "")[:8]) == ("quarantined", "refused:")
        assert rows(archive, "select outcome from visits order by id") == [("new",), ("quarantined",), ("new",)]
        assert rows(archive, "select count(*) from captures") == [(3,)]
    assert list(verify(tmp_path)) == []


def test_who_begins_to_read_may_write(tmp_path: Path) -> None:
    """SQLite does not wait for a lock in a transaction that has read: `verify` at the wrong moment ended a crawl."""
    with open_archive(tmp_path, write=True) as archive, closing(sqlite3.connect(tmp_path / "archive.db")) as other:
        other.execute("pragma busy_timeout = 0")
        archive.begin()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("begin immediate")
        assert look(archive, FULL) == "new"


def test_a_failed_look_leaves_the_article_as_it_was(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        look(archive, FULL, etag='"1"', next_visit_at=at(1))
        look(archive, None, 1, state="failed", status=503, reason="503", next_visit_at=at(2))
        look(archive, None, 2, state="failed", status=503, reason="503", next_visit_at=at(4))
        told = rows(archive, "select state, reason, failures, etag, next_visit_at from pages")
        assert told == [("failed", "503", 2, '"1"', "2023-10-19T20:00:00Z")]
        assert rows(archive, "select status, revision_count, last_seen_at from articles") == [
            ("live", 1, "2023-10-19T16:00:00Z")
        ]
        look(archive, None, 4, state="unchanged", status=304)
        assert rows(archive, "select state, failures from pages") == [("unchanged", 0)]
        assert rows(archive, "select last_seen_at from articles") == [("2023-10-19T20:00:00Z",)]


def test_a_run_leaves_its_counts_as_it_goes(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        portal = archive.portal("news.example", url="https://news.example/")
        run = archive.start_run(portal, started_at=at(0))
        look(archive, FULL, run_id=run)
        look(archive, FULL, 1, run_id=run)
        look(archive, None, 2, url=f"{URL}lost/", state="failed", status=500, run_id=run)
        archive.commit()
        told = rows(archive, "select reason, new, changed, same, failed, outcomes, finished_at from runs")
        assert told == [("scheduled", 1, 0, 1, 1, '{"stored":1,"unchanged":1,"failed":1}', None)]
        coverage = rows(archive, "select field, articles, filled from run_fields where field in ('headline', 'lead')")
        assert coverage == [("headline", 2, 2), ("lead", 2, 2)]
        archive.finish_run(run, finished_at=at(3), reason="finished", requests=9, warc_bytes=10, slowest=[{"url": URL}])
        told = rows(archive, "select reason, requests, finished_at, slowest from runs")
        assert told == [("finished", 9, "2023-10-19T19:00:00Z", json.dumps([{"url": URL}], separators=(",", ":")))]


def test_captures_of_an_identical_payload_share_it(tmp_path: Path) -> None:
    body = random.Random(1).randbytes(4_000)
    with open_archive(tmp_path, write=True) as archive:
        from newsarchive.archive.looks import Visit
        from newsarchive.archive.pages import page

        portal = archive.portal("news.example", url="https://news.example/")
        for hours in range(3):
            captured = archive.captures.write(exchange(f"{URL}feed/", body, kind="feed", hours=hours))
            feed = page(archive, portal, f"{URL}feed/", kind="feed").id
            archive.save(Visit(feed, None, portal, at(hours), "stored", captures=(captured,)))
        archive.commit()
        assert rows(archive, "select refers_to from captures order by id") == [(None,), (1,), (1,)]
        archive.db.conn.row_factory = sqlite3.Row
        stored = archive.db.conn.execute("select * from captures order by id").fetchall()
        assert {archive.reader.response(row).body for row in stored} == {body}
    assert list(verify(tmp_path)) == []
    assert files(tmp_path)[0].stat().st_size < 8_000
