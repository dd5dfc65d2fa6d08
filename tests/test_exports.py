"""The exports over a small archive: whole rows and filters."""

import csv
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from newsarchive import dictionary
from newsarchive.archive.store import open_archive
from newsarchive.exporting import all_exports, bind, find_export, open_database, rows_of
from newsarchive.items import Moment
from tests.archives import exported
from tests.looks import article, comment, look, moment

BASE = "https://www.example.com"

Row = dict[str, object]


@pytest.fixture(scope="module")
def db(archive: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(archive)) as held:
        yield held


def rows(db: sqlite3.Connection, name: str, **given: str) -> list[Row]:
    export = find_export(name)
    columns, found = rows_of(db, export.sql, bind(export, given))
    return [dict(zip(columns, row, strict=True)) for row in found]


@pytest.mark.parametrize("name", [one.name for one in all_exports()])
def test_every_column_is_described(db: sqlite3.Connection, name: str) -> None:
    export = find_export(name)
    columns, _ = rows_of(db, export.sql, bind(export, {}))
    assert columns and [name for name in columns if not dictionary.export_column(export, name).description] == []


@pytest.mark.parametrize("name", ["articles", "articles_asof", "revisions"])
def test_tags_are_what_their_description_says(db: sqlite3.Connection, name: str) -> None:
    tags = next(str(row["tags"]) for row in rows(db, name) if row["tags"] and "Diplomacy" in str(row["tags"]))
    is_json = "JSON" in dictionary.export_column(find_export(name), "tags").description
    assert tags == ('["North Korea","Diplomacy"]' if is_json else "North Korea; Diplomacy")


@pytest.mark.parametrize("name", [one.name for one in all_exports()])
@pytest.mark.parametrize("format", ["csv", "json", "jsonl", "parquet"])
def test_every_export_gives_the_same_bytes_twice(archive: Path, name: str, format: str) -> None:
    first = exported(name, str(archive), "--format", format)
    assert first == exported(name, str(archive), "--format", format)


@pytest.mark.parametrize("name", [one.name for one in all_exports()])
def test_the_order_of_the_rows_is_the_exports_own(archive: Path, db: sqlite3.Connection, name: str) -> None:
    with closing(open_database(archive)) as other:
        other.execute("pragma reverse_unordered_selects = on")  # what the SQL leaves open comes the other way round
        assert rows(other, name) == rows(db, name)


@pytest.mark.parametrize("name", [one.name for one in all_exports()])
def test_filters_that_nothing_passes_give_no_row(db: sqlite3.Connection, name: str) -> None:
    assert rows(db, name, portal="no such portal") == []


def test_an_article_is_exported_whole(db: sqlite3.Connection) -> None:
    found = {row["url"]: row for row in rows(db, "articles")}
    lavrov = dict(found[f"{BASE}/lavrov-visits-north-korea/"])
    assert len(str(lavrov.pop("public_id"))) >= 6
    assert lavrov.pop("extractor")
    assert {name: value for name, value in lavrov.items() if not name.endswith("seen_at")} == {
        "portal": "bbn",
        "url": f"{BASE}/lavrov-visits-north-korea/",
        "canonical_url": None,
        "source_id": "4711",
        "headline": "Lavrov in Pyongyang: what we know",
        "byline": "Lucas Garcia, Maria Lee",
        "lead": "A visit with consequences.",
        "body": "Foreign minister Lavrov came to Pyongyang on Wednesday.\n\nHe met Kim Jong Un.\n\n"
        "The presidents may meet soon.\n\nA correction was made.",
        "section": "World",
        "tags": "North Korea; Diplomacy",
        "language": "en",
        "published_at": "2023-10-19T15:46:00Z",
        "published_local": "2023-10-19T15:46:00",
        "published_raw": "2023-10-19T15:46+00:00",
        "published_offset": 0,
        "published_precision": "minute",
        "published_zone": "attribute",
        "published_estimated": 0,
        "modified_at": "2023-10-19T16:00:00Z",
        "image_url": "https://www.example.com/kim.jpg",
        "image_alt": "Security Talks",
        "word_count": 22,
        "access": "free",
        "comments_claimed": 5,
        "comment_count": 4,
        "comments_note": "held back or deleted: 2; the whole thread was read",
        "revision_count": 3,
        "status": "live",
        "quality_flags": "placeholder_link brand_mismatch",
    }


def test_an_entry_of_a_live_blog_is_exported_with_its_article(db: sqlite3.Connection) -> None:
    (public_id,) = {str(row["public_id"]) for row in rows(db, "live_entries")}
    told = rows(db, "live_entries", article=public_id)
    assert [tuple(row.values())[3:] for row in told] == [
        (
            "Lavrov in Pyongyang: what we know", "2023-10-19T15:46:00Z", 0, None, "The plane has landed",
            "At noon Lavrov stepped out of an Ilyushin.", "2023-10-19T12:00:00Z", "2023-10-19T12:00+00:00",
        ),
        (
            "Lavrov in Pyongyang: what we know", "2023-10-19T15:46:00Z", 1, None, None,
            "Soldiers line the road to the guest house.", None, None,
        ),
    ]  # fmt: skip


def test_a_printed_time_without_a_zone_is_exported_raw(db: sqlite3.Connection) -> None:
    hostile = next(row for row in rows(db, "articles") if row["source_id"] is None and "hostile" in str(row["url"]))
    assert (hostile["published_at"], hostile["published_raw"]) == (None, "October 19, 2023 - 3:46 pm")


@pytest.mark.parametrize(
    ("given", "days"),
    [
        ({"since": "2023-10-18", "until": "2023-10-18"}, ["2023-10-18"]),
        ({"since": "2023-10-18T12:00:00Z", "until": "2023-10-18T12:00:01Z"}, ["2023-10-18"]),
        ({"since": "2023-10-18T12:00:01Z"}, ["2023-10-19", "printed"]),
        ({"until": "2023-10-03", "portal": "bbn"}, []),
        ({"until": "2023-10-02"}, ["2023-10-02"]),
    ],
)
def test_days_count_whole_and_both_ends_are_in(db: sqlite3.Connection, given: dict[str, str], days: list[str]) -> None:
    found = rows(db, "articles", **given)
    assert [str(row["published_at"])[:10] if row["published_at"] else "printed" for row in found] == days


def test_the_articles_of_an_author_and_of_a_tag_are_told_apart(db: sqlite3.Connection) -> None:
    every = rows(db, "articles")
    signed = [row for row in every if "Lucas Garcia" in str(row["byline"])]
    assert len(signed) == 2 and rows(db, "articles", author="Lucas Garcia") == signed
    tagged = [row for row in every if "Diplomacy" in str(row["tags"])]
    assert len(tagged) == 1 and rows(db, "articles", tag="Diplomacy") == tagged
    assert rows(db, "articles", tag="Diplomac") == rows(db, "articles", author="Lucas") == []


def test_what_one_name_has_written_is_told_apart(db: sqlite3.Connection) -> None:
    for name in ("comments", "comment_threads"):
        wanted = [row for row in rows(db, name) if row["author"] == "Ann"]
        assert wanted and rows(db, name, author="Ann") == wanted


def test_a_thread_tells_who_answers_whom_and_how_fast(db: sqlite3.Connection) -> None:
    thread = [row for row in rows(db, "comment_threads") if row["headline"] == "Lavrov in Pyongyang: what we know"]
    names = ("position", "thread_position", "parent_position", "depth", "author", "parent_author", "replies")
    assert [tuple(row[name] for name in names) for row in thread] == [
        (0, 0, None, 0, "Ann", None, 1),
        (1, 0, 0, 1, "Bob", "Ann", 1),
        (2, 0, 1, 2, "Cid", "Bob", 0),
        (3, 3, None, 0, "Dee", None, 0),
    ]
    assert [row["minutes_after_article"] for row in thread] == [1094, 1095, 1096, 1097]
    assert [row["minutes_after_parent"] for row in thread] == [None, 1, 1, None]
    assert [row["missing_since"] is not None for row in thread] == [False, False, False, True]


@pytest.mark.timeout(20)
def test_a_thread_of_answers_to_answers_is_gone_down_once(tmp_path: Path) -> None:
    """Climbed up from each comment, as it was, this would take half a minute."""
    deep = 8_000
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article(comments=tuple(comment(n, parent=n - 1 if n else None, depth=n) for n in range(deep))))
        thread = rows(archive.db.conn, "comment_threads")
        assert [row["thread_position"] for row in thread] == [0] * deep
        archive.db.execute("update comments set parent_id = (select max(id) from comments) where parent_id is null")
        ring = rows(archive.db.conn, "comment_threads")
        assert [row["thread_position"] for row in ring] == list(range(deep))


@pytest.mark.parametrize(
    ("article_known", "comment_known", "minutes", "counted"),
    [("minute", "hour", [14, 1], 2), ("day", "minute", [None, 1], 0), ("minute", "day", [None, None], 0)],
)
def test_no_delay_is_counted_from_the_midnight_of_a_day(
    tmp_path: Path, article_known: str, comment_known: str, minutes: list[int | None], counted: int
) -> None:
    said = [comment(1, published=_known("2023-10-19T16:00", comment_known))]
    said.append(comment(2, parent=1, published=_known("2023-10-19T16:01", comment_known)))
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article(published=_known("2023-10-19T15:46", article_known), comments=tuple(said)))
        first, second = rows(archive.db.conn, "comment_threads")
        assert [first["minutes_after_article"], second["minutes_after_parent"]] == minutes
        assert sum(row["comments"] for row in rows(archive.db.conn, "comment_delay")) == counted  # type: ignore[misc]


def _known(at: str, precision: str) -> Moment:
    return moment(f"{at}:00+00:00", precision=precision)


@pytest.mark.parametrize(
    ("moment", "headline", "number"),
    [
        ("2023-10-24", "Lavrov visits North Korea", 1),
        ("2023-10-25T08:00:00Z", "Lavrov in Pyongyang", 2),
        ("2023-10-25T07:59:59Z", "Lavrov visits North Korea", 1),
        ("2024-01-01", "Lavrov in Pyongyang: what we know", 3),
        ("", "Lavrov in Pyongyang: what we know", 3),
    ],
)
def test_an_article_is_given_as_it_stood(db: sqlite3.Connection, moment: str, headline: str, number: int) -> None:
    found = [row for row in rows(db, "articles_asof", moment=moment) if "lavrov" in str(row["url"])]
    assert [(row["headline"], row["number"]) for row in found] == [(headline, number)]


def test_nothing_stood_before_it_was_seen(db: sqlite3.Connection) -> None:
    assert rows(db, "articles_asof", moment="2023-10-20") == []


def test_days_are_counted_by_portal(db: sqlite3.Connection) -> None:
    days = ("2023-10-18", "2023-10-20", "2023-10-25")
    found = [row for row in rows(db, "daily_counts", portal="bbn") if row["day"] in days]
    assert [tuple(row.values()) for row in found] == [
        ("bbn", "2023-10-18", 1, 9, 0),
        ("bbn", "2023-10-20", 0, 5, 0),
        ("bbn", "2023-10-25", 0, 0, 1),
    ]


def test_a_link_leads_to_the_archived_article(db: sqlite3.Connection) -> None:
    kim = next(row["public_id"] for row in rows(db, "articles") if row["url"] == f"{BASE}/kim-and-putin/")
    links = [row for row in rows(db, "related_links") if row["article_url"] == f"{BASE}/lavrov-visits-north-korea/"]
    assert [(row["text"], row["url"], row["flag"], row["target_public_id"]) for row in links] == [
        ("Kim and Putin", f"{BASE}/kim-and-putin/", None, kim),
        ("(Insert URL here)", None, "placeholder", None),
    ]


def test_changed_headlines_name_both(db: sqlite3.Connection) -> None:
    assert [(row["number"], row["older_headline"], row["headline"]) for row in rows(db, "headline_changes")] == [
        (2, "Lavrov visits North Korea", "Lavrov in Pyongyang"),
        (3, "Lavrov in Pyongyang", "Lavrov in Pyongyang: what we know"),
    ]


def test_no_cell_of_a_csv_is_a_formula(archive: Path) -> None:
    for export in all_exports():
        text = exported(export.name, str(archive)).decode()
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        bad = [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell and not cell[1:].replace(".", "").isdigit()]
        assert bad == []


def test_what_an_extractor_reads_better_is_no_version_of_its_day(copy: Path) -> None:
    with closing(sqlite3.connect(copy / "archive.db")) as held, held:
        held.execute("update revisions set cause = 'extractor' where number = 2")
    with closing(open_database(copy)) as held:
        told = [(row["day"], row["revisions"]) for row in rows(held, "daily_counts") if row["revisions"]]
    assert told == [("2023-10-26", 1)]
