"""Versions: what makes one, what never does, and what changed from one to the next."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from newsarchive.archive.parts import with_parts
from newsarchive.archive.rows import all_rows
from newsarchive.archive.store import open_archive
from newsarchive.archive.verify import verify
from newsarchive.erasure.rows import delete
from newsarchive.items import Article, Author, FaqEntry, Flag, Image, Moment, RelatedLink
from newsarchive.publish.differences import load_difference
from tests.looks import BODY, article, look, moment, rows

ADDED = "Beijing did not comment."
CHANGED = BODY[1].replace("an hour", "two hours")


@pytest.mark.parametrize(
    ("edit", "changes"),
    [
        ({"headline": "Lavrov leaves"}, [("headline", "Lavrov in Pyongyang", "Lavrov leaves")]),
        ({"authors": (Author("Ann"), Author("Bob"))}, [("byline", None, "Ann, Bob")]),
        ({"lead": "A short visit."}, [("lead", None, "A short visit.")]),
        ({"section": "Asia"}, [("section", "World", "Asia")]),
        (
            {"published": moment("2023-10-19T12:00:00+00:00")},
            [("time", "2023-10-19T15:46:00Z", "2023-10-19T12:00:00Z")],
        ),
        ({"body": (*BODY, ADDED)}, [("addition", None, ADDED)]),
        ({"body": BODY[:2]}, [("deletion", BODY[2], None)]),
        ({"body": (BODY[0], CHANGED, BODY[2])}, [("edit", BODY[1], CHANGED)]),
        ({"body": (BODY[2], BODY[0], BODY[1])}, [("move", BODY[2], BODY[2])]),
        (
            {"body": (*BODY, "Correction: the visit was planned in August.")},
            [("correction", None, "Correction: the visit was planned in August.")],
        ),
        ({"tags": ("Korea",)}, [("tags", '["Russia"]', None)]),
        (
            {"faqs": (FaqEntry("Who?", "He.", "details"),)},
            [("faq", None, '[{"question":"Who?","answer":"He.","origin":"details"}]')],
        ),
        (
            {"image": Image("https://news.example/1.jpg", "One")},
            [("image", None, '[{"alt":"One","url":"https://news.example/1.jpg"}]')],
        ),
        (
            {"headline": "Lavrov leaves", "body": (ADDED, *BODY)},
            [("headline", "Lavrov in Pyongyang", "Lavrov leaves"), ("addition", None, ADDED)],
        ),
    ],
)
def test_a_change_makes_a_version_and_is_told(
    tmp_path: Path, edit: dict[str, Any], changes: list[tuple[object, ...]]
) -> None:
    with open_archive(tmp_path, write=True) as archive:
        assert [look(archive, article()), look(archive, article(**edit), 1)] == ["new", "changed"]
        assert rows(archive, "select kind, old, new from changes order by position") == changes
        assert rows(archive, "select revision_count from articles") == [(2,)]
        assert rows(archive, "select number, seen_at from revisions order by id") == [
            (1, "2023-10-19T16:00:00Z"),
            (2, "2023-10-19T17:00:00Z"),
        ]


def local(raw: str = "October 19, 2023", **more: Any) -> Moment:
    return replace(moment(), raw=raw, utc=None, offset_minutes=None, zone_source="unknown", **more)


@pytest.mark.parametrize(
    "noise",
    [
        {},
        {"body": tuple(part.replace(" ", "  ") for part in BODY)},
        {"body": (f"{BODY[0]} {BODY[1]}", BODY[2])},
        {"headline": "Lavrov in Pyongyang "},
        {"body": tuple(part.replace("'", "’").replace(" - ", " – ") for part in BODY)},
        {"tags": ("Russia", "Korea")},
        {"comments_claimed": 17},
        {"related_links": (RelatedLink("More", None, "related"),)},
        {"modified": moment("2023-10-20T10:00:00+00:00")},
        {"flags": (Flag("brand_mismatch", "BNB"),)},
        {"field_sources": (("body", "heuristic"),)},
        {"published": None},
        {"published": moment("2023-10-19T15:46:00+00:00", precision="minute")},
        {"published": moment("2023-10-19T17:46:00+02:00")},
        {"published": local()},
        {"published": moment("2023-10-19T09:00:00+00:00", estimated=True)},
        {"headline": None},
        {"source_id": None},
        {"access": "metered"},
    ],
)
def test_noise_makes_no_version(tmp_path: Path, noise: dict[str, Any]) -> None:
    with open_archive(tmp_path, write=True) as archive:
        outcomes = [look(archive, article()), look(archive, article(**noise), 1), look(archive, article(), 2)]
        assert outcomes == ["new", "same", "same"]
        assert rows(archive, "select count(*) from revisions") == [(1,)]
        told = rows(archive, "select headline, source_id, published_at, published_precision, body from articles")
        assert told[0][:4] == ("Lavrov in Pyongyang", "4711", "2023-10-19T15:46:00Z", "second")


@pytest.mark.parametrize("query", ["?resize=600%2C400", "?ssl=1", ""])
def test_the_size_of_a_picture_makes_no_version(tmp_path: Path, query: str) -> None:
    picture = Image(f"https://news.example/kim.jpg{query}", "Kim")
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article(image=Image("https://news.example/kim.jpg?w=1200", "Kim")))
        assert look(archive, article(image=picture), 1) == "same"
        assert rows(archive, "select image_url from articles") == [(picture.url,)]


WALL = article(body=("Subscribe to read on.",), access="teaser", access_evidence="json-ld")


@pytest.mark.parametrize(
    ("damage", "status"),
    [
        (WALL, "live"),
        (article(body=()), "live"),
        (article(body=(BODY[0],), flags=(Flag("truncated", "no </html>"),)), "live"),
        (article(body=(), access="protected", headline="Protected: Lavrov in Pyongyang"), "protected"),
    ],
)
def test_a_look_that_sees_less_replaces_nothing(tmp_path: Path, damage: Article, status: str) -> None:
    faqs = (FaqEntry("Who?", "He.", "details"),)
    with open_archive(tmp_path, write=True) as archive:
        outcomes = [look(archive, article(faqs=faqs)), look(archive, damage, 1)]
        assert outcomes == ["new", "same"]
        assert rows(archive, "select headline, body, status, access, last_seen_at from articles") == [
            ("Lavrov in Pyongyang", "\n\n".join(BODY), status, "free", "2023-10-19T17:00:00Z")
        ]
        assert rows(archive, "select count(*) from faqs") == [(1,)]
        assert look(archive, article(faqs=faqs), 2) == "same"
        assert rows(archive, "select status, revision_count from articles") == [("live", 1)]


def test_faq_and_pictures_are_kept_once_as_long_as_they_stay_the_same(tmp_path: Path) -> None:
    faqs, harbour, ship = (
        (FaqEntry("Who?", "He.", "details"),),
        Image("https://n/1.jpg?s=1", "Harbour"),
        Image("https://n/2.jpg"),
    )
    seen = [
        article(faqs=faqs, image=harbour),
        article(faqs=faqs, image=replace(harbour, url="https://n/1.jpg?s=2"), headline="Lavrov leaves"),
        article(faqs=faqs, image=harbour, headline="Lavrov gone"),
        article(faqs=faqs, image=ship, headline="Lavrov gone"),
        article(faqs=faqs, image=ship, headline="Lavrov home"),
    ]
    with open_archive(tmp_path, write=True) as archive:
        outcomes = [look(archive, one, hours) for hours, one in enumerate(seen)]
        assert outcomes == ["new", *["changed"] * 4]
        assert rows(archive, "select number, parts_id, faqs is null, images is null from revisions") == [
            (1, None, 0, 0), (2, 1, 1, 1), (3, 1, 1, 1), (4, None, 0, 0), (5, 4, 1, 1),
        ]  # fmt: skip
        versions = all_rows(archive.db.conn, "select * from revisions order by number")
        told = [with_parts(archive.db.conn, version) for version in versions]
        pictures = [orjson.loads(version["images"])[0]["url"] for version in told]
        assert pictures == ["https://n/1.jpg?s=1"] * 3 + ["https://n/2.jpg"] * 2
        assert {version["faqs"] for version in told} == {'[{"question":"Who?","answer":"He.","origin":"details"}]'}
        public_id = rows(archive, "select public_id from articles")[0][0]
        found = load_difference(archive.db.conn, public_id, 2, 3)
        assert found is not None
        assert [field.label for field in found.fields if field.changed] == ["Headline"]
        delete(archive.db.conn, "articles", [1])
        assert rows(archive, "select count(*) from revisions") == [(0,)]
    assert list(verify(tmp_path)) == []


def test_a_teaser_that_becomes_whole_is_a_version(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        assert [look(archive, WALL), look(archive, article(), 1)] == ["new", "changed"]
        assert rows(archive, "select access, body from articles") == [("free", "\n\n".join(BODY))]


def test_a_protected_article_is_kept_without_text(tmp_path: Path) -> None:
    hidden = article(body=(), access="protected", headline="Protected: Lavrov")
    with open_archive(tmp_path, write=True) as archive:
        assert look(archive, hidden) == "new"
        assert rows(archive, "select status, body, revision_count from articles") == [("protected", None, 1)]


def test_a_revert_is_a_third_version(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        for hours, headline in enumerate(["A story", "Another story", "A story"]):
            look(archive, article(headline=headline), hours)
        told = rows(archive, "select number, headline, sha256 from revisions order by number")
        assert [row[:2] for row in told] == [(1, "A story"), (2, "Another story"), (3, "A story")]
        assert told[0][2] == told[2][2] != told[1][2]


def test_what_was_found_out_later_makes_no_version(tmp_path: Path) -> None:
    """A time that gets its zone, from the REST record of a later visit, is the same time."""
    with open_archive(tmp_path, write=True) as archive:
        outcomes = [look(archive, article(published=local())), look(archive, article(), 1)]
        assert outcomes == ["new", "same"]
        assert rows(archive, "select published_at, published_zone from articles") == [
            ("2023-10-19T15:46:00Z", "attribute")
        ]


def test_what_only_the_rest_record_said_stands_while_it_is_not_asked(tmp_path: Path) -> None:
    asked = article(lead="A lead.", field_sources=(("lead", "rest"),))
    printed = article(lead="A lead.", field_sources=(("lead", "theme"),))
    without = article(field_sources=(("headline", "theme"),))
    with open_archive(tmp_path, write=True) as archive:
        assert [look(archive, asked), look(archive, without, 1)] == ["new", "same"]
        assert [look(archive, printed, 2), look(archive, without, 3)] == ["same", "changed"]
