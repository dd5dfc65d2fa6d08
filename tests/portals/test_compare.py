import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.portals.compare import Row, compare, main
from tests.portals.folding import fold, fold_markdown, without_faq

URL = "http://127.0.0.1:8801/2026/01/02/harbor-%e4%b8%96/"
SCHEMA = """
    create table articles (id integer primary key, url, headline, byline, published_at, modified_at, body, status);
    create table revisions (id integer primary key, article_id);
    create table faqs (id integer primary key, article_id, position, question, answer);
    create table related_links (id integer primary key, article_id);
    create table comments (id integer primary key, article_id, source_id, parent_source_id, kind, author, published_at,
        text, missing_since);
"""


def truth_row() -> Row:
    return {
        "url": URL,
        "title": "The “Harbor” & Its Cost",
        "author": "Jack &amp; O’Brien",
        "published": "2026-01-02T10:00:00Z",
        "modified": "2026-01-03T10:00:00Z",
        "text": "First.\nFrequently Asked Questions (FAQs) about X\nWhy?\nSo.\nAnd so.\nUpdate: mended.",
        "faq": [{"q": "Why?", "a": "So.\nAnd so."}],
        "protected": False,
        "comments": [
            {
                "id": 7,
                "parent": None,
                "author": "Una",
                "date_gmt": "2026-01-02T11:00:00Z",
                "type": "comment",
                "text": "Yes.",
            },
            {
                "id": 8,
                "parent": 5,
                "author": "V.",
                "date_gmt": "2026-01-02T12:00:00Z",
                "type": "comment",
                "text": "No.",
            },
        ],
    }


def archive_of_the_truth(db: sqlite3.Connection) -> None:
    db.executescript(SCHEMA)
    db.execute(
        "insert into articles values (1, ?, ?, ?, ?, ?, ?, 'live')",
        (
            URL.replace("%e4%b8%96", "%E4%B8%96"),
            'The "Harbor" & Its Cost',
            "Jack & O'Brien",
            "2026-01-02T05:00:00-05:00",
            "2026-01-03T10:00:00Z",
            "First.\n\nUpdate: mended.",
        ),
    )
    db.execute("insert into faqs values (1, 1, 0, 'Why?', 'So.\n\nAnd so.')")
    db.execute("insert into comments values (1, 1, '7', null, 'comment', 'Una', '2026-01-02T11:00:00Z', 'Yes.', null)")
    db.execute("insert into comments values (2, 1, '8', '5', 'comment', 'V.', '2026-01-02T12:00:00Z', 'No.', null)")


@pytest.fixture
def db() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    archive_of_the_truth(connection)
    return connection


def test_an_archive_that_says_the_same_has_no_difference(db: sqlite3.Connection) -> None:
    assert list(compare(db, [truth_row()])) == []


@pytest.mark.parametrize(
    ("damage", "fields"),
    [
        ("delete from articles", ["article"]),
        ("insert into articles (url, status) values ('http://127.0.0.1:8801/about/', 'live')", ["article"]),
        ("insert into articles (url, status) values ('http://127.0.0.1:8801/removed/', 'gone')", []),
        ("insert into articles (url, status) select rtrim(url, '/'), status from articles", ["article"]),
        ("update articles set headline = 'Harbor'", ["headline"]),
        ("update articles set byline = null", ["byline"]),
        ("update articles set published_at = '2026-01-02'", ["published_at"]),
        ("update articles set modified_at = null", ["modified_at"]),
        ("update articles set body = body || ' Why? So.'", ["body"]),
        ("update articles set status = 'protected'", ["status"]),
        ("update faqs set answer = 'So.'", ["faq"]),
        ("delete from faqs", ["faqs"]),
        ("delete from comments where id = 2", ["comments"]),
        ("update comments set missing_since = '2026-01-04T00:00:00Z' where id = 2", ["comments"]),
        (
            "insert into comments select 3, article_id, source_id, parent_source_id, kind, author, published_at, text,"
            " missing_since from comments where id = 2",
            ["comments"],
        ),
        ("update comments set source_id = '9' where id = 2", ["comments"]),
        ("update comments set parent_source_id = null", ["comment parent"]),
        ("update comments set author = 'Una', kind = 'pingback' where id = 2", ["comment author", "comment kind"]),
        ("update comments set published_at = '2026-01-02T12:01:00Z' where id = 2", ["comment published_at"]),
        ("update comments set text = 'No. Yes.' where id = 2", ["comment text"]),
        ("insert into related_links values ('1', 'HIDDENMARK-draft')", ["hidden text"]),
    ],
)
def test_each_value_that_differs_is_named(db: sqlite3.Connection, damage: str, fields: list[str]) -> None:
    db.execute(damage)
    assert [difference.field for difference in compare(db, [truth_row()])] == fields


def test_a_protected_article_has_its_status_and_no_text(db: sqlite3.Connection) -> None:
    row = truth_row() | {"protected": True, "text": None, "faq": [], "comments": []}
    db.executescript("delete from faqs; delete from comments; update articles set body = '', status = 'protected'")
    assert list(compare(db, [row])) == []


def test_a_pingback_may_lack_the_text_and_time_that_no_page_prints(db: sqlite3.Connection) -> None:
    row = truth_row()
    row["comments"][0]["type"] = "pingback"
    db.execute("update comments set kind = 'pingback', text = '', published_at = null where id = 1")
    assert list(compare(db, [row])) == []
    db.execute("update comments set text = 'Pingback:' where id = 1")
    assert [difference.field for difference in compare(db, [row])] == ["comment text"]


def test_comments_in_markdown_are_compared_without_its_signs(db: sqlite3.Connection) -> None:
    row = truth_row()
    for comment in row["comments"]:
        comment["text_markdown"] = "*" + comment.pop("text") + "*"
    assert list(compare(db, [row])) == []


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (None, None),
        (" \n", None),
        ("“It’s”\xa0– he  said…", '"It\'s" - he said...'),
        ("Mati\u0301as", "Mat\u00edas"),
        ("well\u2011being", "well-being"),
    ],
)
def test_folding_keeps_words_and_drops_their_dress(text: str | None, folded: str | None) -> None:
    assert fold(text) == folded


def test_folding_markdown_drops_its_signs() -> None:
    assert fold_markdown("> 5 < 6 *is* `true`") == "5 < 6 is true"


def test_a_text_without_a_faq_section_stays_whole() -> None:
    assert without_faq("First.\nFrequently Asked Questions", []) == "First.\nFrequently Asked Questions"


def test_another_faq_section_than_the_pairs_is_an_error() -> None:
    with pytest.raises(ValueError, match="another FAQ section"):
        without_faq("Frequently Asked Questions (FAQs) about X\nWhy?\nSo.", [{"q": "Why?", "a": "Thus."}])


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[Row], tuple[int, list[str]]]:
    def run_command(row: Row) -> tuple[int, list[str]]:
        with closing(sqlite3.connect(tmp_path / "archive.db")) as connection, connection:
            archive_of_the_truth(connection)
        truth = tmp_path / "truth.jsonl"
        truth.write_text(json.dumps(row) + "\n", encoding="utf-8")
        status = main(["--archive", str(tmp_path), "--truth", str(truth)])
        return status, capsys.readouterr().out.splitlines()

    return run_command


def test_the_command_ends_with_a_summary(run: Callable[[Row], tuple[int, list[str]]]) -> None:
    summary: dict[str, Any] = {
        "articles": 1,
        "comments": 2,
        "revisions": 0,
        "faqs": 1,
        "related_links": 0,
        "differences": {},
    }
    assert run(truth_row()) == (0, [json.dumps(summary)])


def test_the_command_prints_a_line_a_difference_and_fails(run: Callable[[Row], tuple[int, list[str]]]) -> None:
    status, lines = run(truth_row() | {"author": "Anna Kelly"})
    assert (status, lines[0]) == (1, f"byline: {URL}: wanted 'Anna Kelly', got \"Jack & O'Brien\"")
    assert json.loads(lines[-1])["differences"] == {"byline": 1}
