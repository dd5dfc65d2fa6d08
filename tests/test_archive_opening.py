"""Opening an archive, telling articles apart, noting absences, forgetting: small archives, whole rows."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from newsarchive.archive import moments
from newsarchive.archive.articles import store_article
from newsarchive.archive.content import entries
from newsarchive.archive.fingerprints import (
    BANDS,
    MIN_WORDS,
    bands,
    components,
    estimate,
    jaccard,
    near,
    shingles,
    signature,
)
from newsarchive.archive.identity import Known, find, new_public_id
from newsarchive.archive.looks import Look, Visit
from newsarchive.archive.opening import connect_to_read, connect_to_write, earlier_in, ends_of_files, make_folders
from newsarchive.archive.pages import page
from newsarchive.archive.retention import Freed, prune
from newsarchive.archive.sentences import SentenceChange, _rough_gaps, gaps, sentence_changes, split_sentences
from newsarchive.archive.store import Archive, open_archive
from newsarchive.archive.verify import verify
from newsarchive.captures.records import Earlier
from newsarchive.errors import ArchiveHeld, DamagedArchive, StorageError, UsageMistake
from newsarchive.items import Alternate, Article, Moment
from tests.looks import BODY, URL, article, at, exchange, files, look, moment, rows

NEW = "https://news.example/lavrov-leaves/"
NOW = datetime(2023, 10, 20, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path, write=True) as opened:
        yield opened


# --- opening


def test_folders_are_made_once_and_what_is_in_them_stays(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    make_folders(folder)
    (folder / "captures" / "x").touch()
    make_folders(folder)
    assert sorted(one.relative_to(tmp_path).as_posix() for one in tmp_path.rglob("*")) == [
        "a",
        "a/b",
        "a/b/captures",
        "a/b/captures/x",
    ]


@pytest.mark.parametrize("where", ["file", "file/archive"])
def test_a_file_in_the_place_of_a_folder_is_named(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match=f"cannot use {tmp_path / where}"):
        make_folders(tmp_path / where)


def test_an_archive_is_read_while_another_writes_it(tmp_path: Path, archive: Archive) -> None:
    look(archive, article())
    archive.commit()
    with closing(connect_to_read(tmp_path)) as db:
        assert db.execute("select url from articles").fetchall() == [(URL,)]
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            db.execute("update articles set url = ''")
    with pytest.raises(ArchiveHeld, match="another"):
        open_archive(tmp_path, write=True)


def test_an_empty_file_is_a_new_archive(tmp_path: Path) -> None:
    (tmp_path / "archive.db").touch()
    with open_archive(tmp_path, write=True) as archive:
        assert look(archive, article()) == "new"
    assert list(tmp_path.glob("archive-before-*")) == []


@pytest.mark.parametrize("size", [1, 100, 4095, 5000])
def test_a_database_that_is_cut_short_is_refused_before_anything_is_written(tmp_path: Path, size: int) -> None:
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article())
    file = tmp_path / "archive.db"
    file.write_bytes(file.read_bytes()[:size])
    before = sorted((one.name, one.stat().st_size) for one in (tmp_path / "captures").iterdir())
    with pytest.raises(DamagedArchive, match=r"damaged archive: .*archive\.db"):
        open_archive(tmp_path, write=True)
    assert file.stat().st_size == size
    assert sorted((one.name, one.stat().st_size) for one in (tmp_path / "captures").iterdir()) == before


def test_a_published_snapshot_is_not_written_to(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        archive.db.execute("create table publication (at text)")
    with pytest.raises(UsageMistake, match="holds a published snapshot"):
        connect_to_write(tmp_path, NOW)


def test_after_a_refusal_nobody_holds_the_archive(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        look(archive, article())
    file = files(tmp_path)[0]
    content = file.read_bytes()
    file.write_bytes(content[:-10])
    for _ in range(2):
        with pytest.raises(DamagedArchive, match="is truncated"):
            open_archive(tmp_path, write=True)
    file.write_bytes(content)
    with open_archive(tmp_path, write=True) as archive:
        assert look(archive, article(), 1) == "same"


def test_the_ends_of_files_are_those_of_their_last_rows(archive: Archive) -> None:
    assert ends_of_files(archive.db.conn) == {}
    look(archive, article())
    archive.captures.close()
    (first,) = files(archive.path)
    second = first.with_name("newsarchive-20231020000000-00002.warc.gz")
    second.touch()
    look(archive, article(url=NEW, source_id="2", headline="Other", body=("Words.",)), 1)
    archive.commit()
    assert ends_of_files(archive.db.conn) == {first.name: first.stat().st_size, second.name: second.stat().st_size}


def test_the_capture_that_holds_a_payload_is_found_and_never_a_revisit(archive: Archive) -> None:
    body = b"<p>The same.</p>" * 200
    portal = archive.portal("news.example", url="https://news.example/")
    for hours in range(3):
        captured = archive.captures.write(exchange(f"{URL}{hours}/", body, hours=hours))
        page_id = page(archive, portal, f"{URL}{hours}/", kind="article").id
        archive.save(Visit(page_id, None, portal, at(hours), "failed", captures=(captured,)))
    (first, *later) = rows(archive, "select record_id, sha256, refers_to from captures order by id")
    assert [refers_to for _, _, refers_to in later] == [1, 1]
    found = earlier_in(archive.db.conn)
    assert found(first[1]) == Earlier(first[0], f"{URL}0/", "2023-10-19T16:00:00Z")
    assert found("0" * 64) is None


# --- which article


def test_a_public_id_grows_where_another_has_its_beginning(archive: Archive) -> None:
    look(archive, article())
    (own,) = rows(archive, "select public_id from articles")[0]
    longer = new_public_id(archive.db.conn, 1, URL)
    assert (len(own), len(longer), longer.startswith(own)) == (10, 13, True)
    assert re.fullmatch("[a-z2-7]{10}", new_public_id(archive.db.conn, 1, NEW))


OWN = ("own", URL)
MOVED = ("moved", URL)
DUPLICATE = ("duplicate", URL)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ({}, OWN),
        ({"url": URL.replace("https://", "http://www.")}, OWN),
        ({"url": f"{URL}?page=2", "source_id": None, "headline": "x", "body": ()}, None),
        ({"url": NEW}, MOVED),
        ({"url": NEW, "headline": "Lavrov  in “Pyongyang”"}, MOVED),
        ({"url": NEW, "headline": "Other", "body": (*BODY[:2], "New.", "Newer.")}, MOVED),
        ({"url": NEW, "headline": "Other", "body": ("New.",)}, MOVED),  # published at the same second
        ({"url": NEW, "headline": "Other", "body": ("New.",), "published": moment("2022-01-01T00:00:00Z")}, None),
        ({"url": NEW, "headline": "Other", "body": (), "published": None}, None),
        ({"url": NEW, "language": "en-GB"}, MOVED),
        ({"url": NEW, "language": None}, MOVED),
        ({"url": NEW, "language": "fr"}, None),
        ({"url": NEW, "canonical_url": URL}, DUPLICATE),
        ({"url": NEW, "canonical_url": NEW}, MOVED),
        ({"url": NEW, "alternates": (Alternate("fr", URL),)}, DUPLICATE),
        ({"url": NEW, "source_id": "9"}, DUPLICATE),
        ({"url": NEW, "source_id": None}, DUPLICATE),
        ({"url": NEW, "source_id": None, "language": "fr"}, None),
        ({"url": NEW, "source_id": None, "headline": "Other"}, None),
        ({"url": NEW, "source_id": None, "headline": None}, None),
        ({"url": NEW, "source_id": None, "body": BODY[:2]}, None),
        ({"url": NEW, "source_id": None, "body": tuple(f"  {part}" for part in BODY)}, DUPLICATE),
    ],
)
def test_a_look_is_at_a_known_article_or_a_new_one(
    archive: Archive, seen: dict[str, Any], expected: tuple[str, str] | None
) -> None:
    look(archive, article())
    found = find(archive.db.conn, 1, article(**seen))
    assert (found and (found.relation, found.row["url"])) == expected


def test_an_alias_is_known_by_its_kind(archive: Archive) -> None:
    look(archive, article())
    look(archive, article(url=NEW, source_id="9"), 1)
    found = find(archive.db.conn, 1, article(url=NEW))
    assert isinstance(found, Known) and found.alias is not None
    assert (found.relation, found.row["url"], found.alias["kind"], found.alias["first_at"]) == (
        "alias",
        URL,
        "duplicate",
        "2023-10-19T17:00:00Z",
    )


def test_no_look_of_another_portal_is_at_this_article(archive: Archive) -> None:
    look(archive, article())
    other = archive.portal("other.example", url="https://other.example/")
    assert find(archive.db.conn, other, article(url="https://other.example/lavrov-in-pyongyang/")) is None


# --- absences


@pytest.mark.parametrize(
    ("state", "reason", "kind", "status"),
    [
        ("gone", "404", "404", "gone"),
        ("gone", "status 410", "410", "gone"),
        ("gone", "now soft-404", "soft-404", "gone"),
        ("gone", "", "404", "gone"),
        ("redirect", "redirect (301) to https://news.example/", "redirect-home", "gone"),
        ("redirect", "redirect (301) to https://news.example", "redirect-home", "gone"),
        ("redirect", "redirect (301) to https://news.example/?p=12", "redirect-other", "moved"),
        ("redirect", "redirect (302) to https://news.example/404-days-at-home/", "redirect-other", "moved"),
        ("redirect", "redirect (301) to https://news.example/410/", "redirect-other", "moved"),
        ("redirect", "meta refresh to https://news.example/new/", "redirect-other", "moved"),
        ("refused", "challenge", "wall", "live"),
        ("refused", "login", "wall", "live"),
        ("refused", "robots.txt", None, "live"),
        ("not-article", "listing", None, "live"),
        ("not-article", "soft-404", "soft-404", "gone"),
        ("failed", "404 later", None, "live"),
        ("deferred", "status 429", None, "live"),
        ("robots", "disallowed", None, "live"),
    ],
)
def test_a_look_in_vain_says_what_kind_of_absence_it_met(
    archive: Archive, state: Any, reason: str, kind: str | None, status: str
) -> None:
    look(archive, article())
    look(archive, None, 1, state=state, status=404 if state == "gone" and not reason else 200, reason=reason)
    assert rows(archive, "select kind, first_at, last_at, ended_at from availability") == (
        [(kind, "2023-10-19T17:00:00Z", "2023-10-19T17:00:00Z", None)] if kind else []
    )
    assert rows(archive, "select status from articles") == [(status,)]


@pytest.mark.parametrize("seen", [{}, {"headline": "Read better"}])
@pytest.mark.parametrize(("cause", "status"), [("portal", "live"), ("extractor", "gone")])
def test_an_old_capture_read_anew_brings_no_article_back(
    archive: Archive, seen: dict[str, Any], cause: Any, status: str
) -> None:
    look(archive, article())
    look(archive, None, 1, state="gone", status=410, reason="410")
    again = Look(1, "2023-10-19T18:00:00Z", article(**seen), None, "newsarchive", thread_complete=True, cause=cause)
    assert store_article(archive.db.conn, again).outcome == ("changed" if seen else "same")
    assert rows(archive, "select status from articles") == [(status,)]


# --- moments of two looks


def told(text: str | None, precision: str = "second", offset: int | None = 0) -> dict[str, Any]:
    if text is None:
        return moments.columns(None, "published")
    local = datetime.fromisoformat(text)
    utc = None if offset is None else local.replace(tzinfo=UTC)
    zone = "unknown" if offset is None else "attribute"
    return moments.columns(Moment(text, local, utc, offset, precision, zone), "published")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "agreeing"),
    [
        (told("2023-10-19T15:46:00"), told("2023-10-19T15:46:00", offset=None), True),
        (told("2023-10-19T15:46:00"), told("2023-10-20T05:46:00", offset=None), True),
        (told("2023-10-19T15:46:00"), told("2023-10-20T07:47:00", offset=None), False),
        (told("2023-10-19T15:46:30"), told("2023-10-19T15:46:00", "minute"), True),
        (told("2023-10-19T15:46:30"), told("2023-10-19T15:00:00", "hour"), True),
        (told("2023-10-19T15:46:30"), told("2023-10-19T16:00:00", "hour"), False),
        (told("2023-10-01T00:00:00", "month", None), told("2023-10-31T00:00:00", "day", None), True),
        (told("2023-10-01T00:00:00", "month", None), told("2023-11-01T00:00:00", "day", None), False),
        (told("2023-01-01T00:00:00", "year", None), told("2023-12-31T23:59:59", offset=None), True),
        (told("2023-01-01T00:00:00", "year", None), told("2023-12-31T23:59:59"), True),
        (told("2023-01-01T00:00:00", "year", None), told("2025-12-31T23:59:59"), False),
    ],
)
def test_times_of_two_precisions_agree_both_ways(one: dict[str, Any], other: dict[str, Any], agreeing: bool) -> None:
    assert [moments.agrees(one, other, "published"), moments.agrees(other, one, "published")] == [agreeing] * 2


# --- what is alike


WORDS = " ".join(f"word{number}" for number in range(MIN_WORDS))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" ".join(f"w{number}" for number in range(MIN_WORDS - 1)), 0),
        (WORDS, MIN_WORDS - 2),
        (WORDS.upper(), MIN_WORDS - 2),
        ("same " * 500, 1),
        ("中" * 49, 0),
        ("中文字" * 20, 3),
        ("ไทย" * 20, 3),
        ("-- ... !!! " * 100, 0),
        ("\u200b" * 1_000, 0),
    ],
)
def test_shingles_are_runs_of_three_words_whatever_the_script(text: str, count: int) -> None:
    assert len(shingles(text)) == count


def test_dress_is_no_difference_and_words_are() -> None:
    plain = shingles(f"“It’s” over – he said: {WORDS}")
    assert plain == shingles(f'"it\'s"  OVER - he   said {WORDS}')
    assert plain != shingles(f"It is over he said {WORDS}")


@pytest.mark.parametrize(
    ("one", "other", "similarity"),
    [("abc", "abc", 1.0), ("abcd", "ab", 0.5), ("ab", "cd", 0.0), ("", "", 0.0), ("a", "", 0.0)],
)
def test_similarity_is_the_share_of_what_both_have(one: str, other: str, similarity: float) -> None:
    assert jaccard(frozenset(one), frozenset(other)) == similarity


@pytest.mark.parametrize(
    ("common", "own", "others", "alike"),
    [
        (100, 0, 0, 1.0),
        (80, 10, 10, 0.8),
        (79, 10, 11, None),
        (75, 20, 5, 0.75),  # the shorter is held almost whole: a copy that was given a paragraph
        (70, 15, 15, None),
        (70, 30, 0, 0.7),
        (69, 31, 0, None),
    ],
)
def test_a_copy_is_much_alike_or_almost_contained(common: int, own: int, others: int, alike: float | None) -> None:
    shared = {f"s{n}" for n in range(common)}
    one = frozenset(shared | {f"a{n}" for n in range(own)})
    other = frozenset(shared | {f"b{n}" for n in range(others)})
    assert near(one, other) == near(other, one) == alike


def test_signatures_are_fixed_for_good() -> None:
    """They are stored: another release must find them equal."""
    minhash = signature(shingles(WORDS))
    assert (len(minhash), minhash == signature(shingles(WORDS.title()))) == (400, True)
    assert len(bands(minhash, "en")) == BANDS == len(set(bands(minhash, "a-language-tag-of-any-length")))
    assert all(-(1 << 63) <= key < 1 << 63 for key in bands(minhash, ""))
    assert estimate(minhash, signature(frozenset({"nothing"}))) < 0.1


def test_groups_do_not_depend_on_the_order_of_their_links() -> None:
    dice = random.Random(5)
    members = list(range(60))
    edges = [(dice.choice(members), dice.choice(members)) for _ in range(35)]
    wanted = components(members, edges)
    for _ in range(10):
        dice.shuffle(edges)
        dice.shuffle(members)
        assert components(members, [dice.choice([edge, edge[::-1]]) for edge in edges]) == wanted


# --- sentences


@pytest.mark.parametrize(
    ("paragraph", "sentences"),
    [
        ("Wait! Who? Me.", ["Wait!", "Who?", "Me."]),
        ("It cost 3.5 million. Much.", ["It cost 3.5 million.", "Much."]),
        ("J. R. Ek wrote it. He did.", ["J. R. Ek wrote it.", "He did."]),
        ("He left (at last.) She stayed.", ["He left (at last.)", "She stayed."]),
        ("„Geh!“ sagte er. Er ging.", ["„Geh!“ sagte er.", "Er ging."]),
        ("Am 3. Oktober z. B. kam er. Dann ging er.", ["Am 3. Oktober z. B. kam er.", "Dann ging er."]),
        ("¿Quién? ¡Él! Sí.", ["¿Quién?", "¡Él!", "Sí."]),
        ("हाँ। नहीं।", ["हाँ।", "नहीं।"]),
        ("ماذا؟ لا.", ["ماذا؟", "لا."]),
        ("本当？はい！", ["本当？", "はい！"]),
        ("One.Two. Three.", ["One.Two.", "Three."]),
        ("a\u00a0b. C.", ["a\u00a0b. C."]),
        ("!!! ??? ...", ["!!!", "???", "..."]),
    ],
)
def test_a_paragraph_falls_into_sentences(paragraph: str, sentences: list[str]) -> None:
    assert split_sentences(paragraph) == sentences
    assert " ".join(sentences).replace(" ", "") == paragraph.replace(" ", "")


def change(kind: Any, old: str | None, new: str | None) -> SentenceChange:
    return SentenceChange(kind, old, new)


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("One is here.", "One is here.\n\nTwo is new.", [change("addition", None, "Two is new.")]),
        ("One is here. Two is old.", "One is here.", [change("deletion", "Two is old.", None)]),
        (
            "One is here.",
            "Zero is new. Half is new. One is here.",
            [change("addition", None, "Zero is new. Half is new.")],
        ),
        (
            "One is here.",
            "Zero is new.\n\nHalf is new.\n\nOne is here.",
            [change("addition", None, "Zero is new."), change("addition", None, "Half is new.")],
        ),
        ("One is here. Two is there.", "One is here.\n\nTwo is there.", []),
        ("One   is “here”.", 'One is "here".', []),
        (
            "Twelve people were hurt in the fire.",
            "Fourteen people were hurt in the fire.",
            [change("edit", "Twelve people were hurt in the fire.", "Fourteen people were hurt in the fire.")],
        ),
        (
            "Nobody was hurt.",
            "The mayor resigns today over it.",
            [
                change("deletion", "Nobody was hurt.", None),
                change("addition", None, "The mayor resigns today over it."),
            ],
        ),
        (
            "Alpha comes first. Beta comes next. Gamma ends it.",
            "Gamma ends it. Alpha comes first. Beta comes next.",
            [change("move", "Gamma ends it.", "Gamma ends it.")],
        ),
        ("x. " * 3, "", [change("deletion", "x. x. x.", None)]),
    ],
)
def test_what_happened_to_sentences_is_told_in_the_order_of_the_new_text(
    old: str, new: str, changes: list[SentenceChange]
) -> None:
    assert sentence_changes(old, new) == changes


def test_sentences_are_told_once_whatever_happened() -> None:
    dice = random.Random(3)
    pool = [f"Number {number} went to the {place}." for number in range(8) for place in ("sea", "hills")]
    for _ in range(150):
        old, new = (dice.sample(pool, dice.randint(0, 9)) for _ in range(2))
        changes = sentence_changes(" ".join(old), "\n\n".join(new))
        went = [text for one in changes for text in split_sentences(one.old or "")]
        came = [text for one in changes for text in split_sentences(one.new or "")]
        kept = [text for text in new if text not in came]
        assert sorted(went + [text for text in old if text not in went]) == sorted(old)
        assert sorted(came + kept) == sorted(new)
        assert [text for text in old if text not in went] == kept


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("old", "new", "most"),
    [
        (["Ha.", "Ho."] * 5_000, ["Ha.", "Ha.", "Ho."] * 3_333, 10_000),
        (["Ha."] * 9_000, ["Ho.", *["Ha."] * 9_000, "Hi."], 2),
        ([f"Line {n} is here." for n in range(9_000)], [f"Line {n} is {n % 2}." for n in range(9_000)], 18_000),
        ([" ".join(f"{n}." for n in range(20_000))], [" ".join(f"{n}." for n in range(0, 40_000, 2))], 2),
        (["a b " * 20_000], ["a b c " * 14_000], 2),
    ],
    ids=["turns", "one sentence", "half edited", "numbers", "one endless sentence"],
)
def test_a_text_that_repeats_itself_without_end_is_compared(old: list[str], new: list[str], most: int) -> None:
    assert 0 < len(sentence_changes("\n\n".join(old), "\n\n".join(new))) <= most


def test_the_quick_way_finds_the_same_gaps_where_texts_are_plain() -> None:
    dice = random.Random(8)
    for _ in range(300):
        old = [f"s{n}" for n in range(dice.randint(0, 30))]
        new = [text for text in old if dice.random() < 0.8]
        for _ in range(dice.randint(0, 4)):
            new.insert(dice.randrange(len(new) + 1), f"n{dice.random()}")
        assert _rough_gaps(old, new) == gaps(old, new)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (None, "tags", []),
        ("", "faq", []),
        ('["“a”","b"]', "tags", [("“a”", '"a"'), ("b", "b")]),
        ('[{"question":"Why –?"}]', "faq", [({"question": "Why –?"}, ["Why -?", ""])]),
        (
            '[{"url":"https://a.example/x?w=1#y"}]',
            "image",
            [({"url": "https://a.example/x?w=1#y"}, ["https://a.example/x", "", "", ""])],
        ),
        ('[{"url":null}]', "image", [({"url": None}, ["", "", "", ""])]),
    ],
)
def test_an_entry_stands_beside_the_form_in_which_it_compares(
    text: str | None, kind: str, expected: list[tuple[Any, Any]]
) -> None:
    assert entries(text, kind) == expected


# --- forgetting


def test_an_empty_archive_forgets_nothing(archive: Archive) -> None:
    assert prune(archive, at(1_000)) == Freed(0, 0)


def test_a_file_of_which_nothing_is_needed_goes_whole(archive: Archive) -> None:
    portal = archive.portal("news.example", url="https://news.example/")
    feed = page(archive, portal, f"{URL}feed/", kind="feed").id
    for hours in range(3):
        archive.captures.close()
        body = f"<rss>{hours}</rss>".encode()
        if hours:
            name = f"newsarchive-2023101917000{hours}-0000{hours + 1}.warc.gz"
            (archive.path / "captures" / name).touch()
        captured = archive.captures.write(exchange(f"{URL}feed/", body, kind="feed", hours=hours, status=500))
        archive.save(Visit(feed, None, portal, at(hours), "failed", captures=(captured,)))
    archive.commit()
    sizes = [one.stat().st_size for one in files(archive.path)]
    assert prune(archive, at(2)) == Freed(2, sum(sizes[:2]))
    assert [one.stat().st_size for one in files(archive.path)] == sizes[2:]
    archive.commit()
    assert list(verify(archive.path)) == []


def test_a_record_that_cannot_be_copied_stops_the_forgetting_and_stays(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        for hours in range(4):
            look(archive, article(), hours)
    (file,) = files(tmp_path)
    with open_archive(tmp_path) as archive:
        ((offset, length),) = rows(archive, "select warc_offset, warc_length from captures order by id desc limit 1")
    content = bytearray(file.read_bytes())
    content[offset + 20 : offset + length - 20] = b"\0" * (length - 40)
    file.write_bytes(content)
    with pytest.raises(DamagedArchive, match="lacks records"), open_archive(tmp_path, write=True) as archive:
        prune(archive, at(3))
    assert files(tmp_path) == [file]


def test_an_article_is_found_whatever_its_address_is_made_of(archive: Archive) -> None:
    for number, tail in enumerate(("a%20b", "%E4%B8%AD", "?a=1&b=2", "'%22", "*", "a--b")):
        seen = Article(f"https://news.example/{tail}", headline=f"Story {number}", body=(f"Words {number}.",))
        assert [look(archive, seen), look(archive, seen, 1)] == ["new", "same"]
