"""An article's page: its versions, its thread, and what changed between two versions."""

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from datasette.app import Datasette

from newsarchive.archive.store import open_archive
from newsarchive.items import FaqEntry, LiveEntry
from newsarchive.publish.answer import counted
from newsarchive.publish.server import build
from newsarchive.publish.snapshot import publish
from tests import archives, looks
from tests.archives import LAVROV, START
from tests.rooms import DISCUSSED, EDITED, get, links, words


async def test_an_article_tells_its_language_its_capture_and_its_file(room: Datasette, ids: dict[str, str]) -> None:
    page = (await get(room, f"/a/{ids['story-3']}")).text
    assert '<h1 dir="auto" lang="ar">' in page and '<div class="text" dir="auto" lang="ar">' in page
    assert "captured 2023-10-24 08:02" in words(await get(room, f"/a/{ids['story-3']}"))
    assert f'href="/data/revisions?article={ids["story-3"]}"' in page
    assert "Why? No answer." in words(await get(room, f"/a/{ids[EDITED]}"))


async def test_an_article_shows_text_faq_thread_links_versions_and_captures(
    room: Datasette, ids: dict[str, str]
) -> None:
    answer = await get(room, f"/a/{ids[EDITED]}")
    told = words(answer)
    for text in (
        "Lavrov in Pyongyang: what we know", "A visit with consequences.", "A correction was made.", "Lucas Garcia",
        "Who came to Pyongyang? The Russian foreign minister.", "Kim and Lavrov (KCNA)", "(Insert URL here)",
        "Version 3 of 3", "4 comments", "The page declares 5.", "answers Bob", "gone from the page since 2023-10-25",
        "placeholder_link", "@online{", "captures/", "headline, text added, text edited",
    ):  # fmt: skip
        assert text in told, text
    assert {f"/a/{ids[DISCUSSED]}", f"/author/{ids['Lucas Garcia']}", f"/author/{ids['Maria Lee']}"} <= links(answer)
    order = [told.index(text) for text in ("First. Visit", "I disagree.", "=HYPERLINK", "Another thread.")]
    assert order == sorted(order)


async def test_an_older_version_is_shown_as_it_was(room: Datasette, ids: dict[str, str]) -> None:
    text = words(await get(room, f"/a/{ids[EDITED]}/r/1"))
    assert "on Thursday." in text and "A correction was made." not in text


async def test_an_older_version_has_the_date_and_section_that_it_had(tmp_path: Path) -> None:
    late = looks.moment("2023-10-19T23:30:00-05:00", local=datetime(2023, 10, 19, 23, 30))
    with open_archive(tmp_path, write=True) as archive:
        looks.look(archive, looks.article(published=replace(late, precision="month")))
        looks.look(archive, looks.article(published=late, section="Politics", modified=looks.moment()), 24)
    (public_id,) = looks.ask(tmp_path, "select public_id from articles")[0]
    room = build(tmp_path)
    first, second = [words(await get(room, f"/a/{public_id}/r/{number}")) for number in (1, 2)]
    assert "World" in first and "published 2023-10 " in first and "date = {2023-10}," in first
    assert "modified" not in first and " words " not in first
    # A date is told in UTC, and cited as the paper prints it.
    assert "Politics" in second and "published 2023-10-20 04:30 · modified 2023-10-19 15:46 ·" in second
    assert "date = {2023-10-19}," in second and " words " in second


async def test_deep_answers_are_folded(room: Datasette, ids: dict[str, str]) -> None:
    assert "3 deeper answers" in words(await get(room, f"/a/{ids[DISCUSSED]}"))


async def test_answers_follow_what_they_answer_also_where_their_parents_run_in_a_circle(copy: Path) -> None:
    circle = {100: 2, 101: 0, 102: 1, 104: None, 105: 4, 106: 4, 107: 5, 108: 6}
    with closing(sqlite3.connect(copy / "archive.db")) as db, db:
        sql = "select c.id, c.source_id, a.public_id from comments c join articles a on a.id = c.article_id"
        held = db.execute(f"{sql} where a.url like '%{DISCUSSED}/' order by c.position").fetchall()
        own = {number: key for number, (key, _, _) in enumerate(held)}
        db.executemany(
            "update comments set parent_id = ? where id = ?",
            [(None if above is None else own[above], own[one - 100]) for one, above in circle.items()],
        )
    text = words(await get(build(copy), f"/a/{held[0][2]}"))
    shown = re.findall(r"Answer (\d)", text)
    assert (shown, "9 comments" in text) == (["4", "5", "7", "6", "8", "0", "1", "2", "3"], True)


async def test_a_difference_marks_words(room: Datasette, ids: dict[str, str]) -> None:
    text = (await get(room, f"/a/{ids[EDITED]}/diff/1/2")).text
    assert "<del>Thursday</del><ins>Wednesday</ins>" in text
    assert "<ins>A correction was made.</ins>" in text
    assert "Changed: headline ." in words(await get(room, f"/a/{ids[EDITED]}/diff/2/3"))
    assert "<h2>Headline</h2>" in text and "<h2>Tags</h2>" not in text
    assert "Changed: <strong>headline, text added, text edited</strong>." in text
    assert "The same in both: headline" not in text and "questions and answers, tags, pictures.</p>" in text


async def test_a_thread_is_counted_by_kind_and_can_be_taken_away(copy: Path) -> None:
    with closing(sqlite3.connect(copy / "archive.db")) as db, db:
        public_id, article, total = db.execute(
            "select a.public_id, a.id, count(*) from articles a join comments c on c.article_id = a.id "
            "group by a.id order by 3 desc"
        ).fetchone()
        db.execute("update comments set kind = 'comment' where article_id = ?", [article])
        db.execute(
            "update comments set kind = 'pingback' where id = (select min(id) from comments where article_id = ?)",
            [article],
        )
    page = (await get(build(copy), f"/a/{public_id}")).text
    assert f'<h2 id="comments-title">{counted(total - 1, "comment")} and 1 pingback</h2>' in page
    assert f'href="/data/comment_threads?article={public_id}"' in page


async def test_an_older_version_has_the_faq_and_tags_that_it_had(copy: Path) -> None:
    with open_archive(copy, write=True) as held:
        portal = held.portal("bbn", url="https://www.example.com/")
        run = held.start_run(portal, started_at=START)
        again = replace(archives.third(LAVROV), tags=("Peace",), faqs=(FaqEntry("How long?", "A day.", "json-ld"),))
        archives.visit(held, portal, run, again, START.replace(day=29))
        (public_id,) = held.db.execute("select public_id from articles where url = ?", [LAVROV.url]).fetchone()
    room = build(copy)
    latest, older = [words(await get(room, f"/a/{public_id}{end}")) for end in ("", "/r/3")]
    assert "How long? A day." in latest and "Who came to Pyongyang?" not in latest and "Peace" in latest
    assert "How long? A day." not in older and "Who came to Pyongyang?" in older and "Diplomacy" in older


async def test_a_version_whose_lists_a_mask_has_cut_into_is_shown_without_them(copy: Path) -> None:
    with closing(sqlite3.connect(copy / "archive.db")) as db, db:
        cut = ('[{"question": [name]', '[{"name-1": 5}]')
        db.execute("update revisions set parts_id = null, faqs = ?, images = ? where number = 2", cut)
    room = build(copy)
    with open_archive(copy) as held:
        (public_id,) = held.db.execute("select public_id from articles where url = ?", [LAVROV.url]).fetchone()
    older = words(await get(room, f"/a/{public_id}/r/2"))
    assert "Foreign minister Lavrov came to Pyongyang" in older and "Who came to Pyongyang?" not in older
    assert "[name]" in (await get(room, f"/a/{public_id}/diff/1/2")).text


async def test_a_change_without_two_versions_is_said(room: Datasette, ids: dict[str, str]) -> None:
    assert "There is only one version." in words(await get(room, f"/a/{ids[DISCUSSED]}/diff"))
    same = words(await get(room, f"/a/{ids[EDITED]}/diff/2/2"))
    assert "only one version" not in same and "That is one version, not two: choose another." in same


@pytest.mark.parametrize(
    ("ends", "wanted"),
    [("/1/2", "diff/1/2"), ("?from=1&to=3", "diff/1/3"), ("", "diff/2/3"), ("?from=1", "diff/1")],
)
async def test_a_difference_shows_both_versions_it_names(
    room: Datasette, ids: dict[str, str], ends: str, wanted: str
) -> None:
    text = words(await get(room, f"/a/{ids[EDITED]}/diff{ends}"))
    older, *newer = wanted.removeprefix("diff/").split("/")
    assert re.search(rf"\b[Vv]ersions? {older}\b", text)
    assert not newer or re.search(rf"\b{newer[0]}\b", text)


@pytest.fixture
def crowded(copy: Path) -> tuple[Datasette, str]:
    """A reading room with 1,001 comments below one article, and the beginning of that article's addresses."""
    with closing(sqlite3.connect(copy / "archive.db")) as db, db:
        article, public_id = db.execute("select id, public_id from articles where comment_count = 0").fetchone()
        db.executemany(
            "insert into comments (id, article_id, key, kind, position, depth, text, first_seen_at, last_seen_at) "
            "values (?, ?, ?, 'comment', ?, 0, 'Hear, hear.', '2023-10-24T08:00:00Z', '2023-10-24T08:00:00Z')",
            # Two of the same place stand in the order of their ids.
            [(2_000 + n, article, str(n), min(n, 999)) for n in range(1_001)],
        )
    return build(copy), f"/a/{public_id}"


@pytest.mark.parametrize(
    ("place", "query"), [(0, ""), (499, ""), (500, "?comments=500"), (999, "?comments=500"), (1_000, "?comments=1000")]
)
async def test_a_comment_is_shown_on_the_page_of_the_thread_that_has_it(
    crowded: tuple[Datasette, str], place: int, query: str
) -> None:
    room, article = crowded
    answer = await get(room, f"{article}/c/{2_000 + place}", 302)
    assert answer.headers["location"] == f"{article}{query}#c{2_000 + place}"
    assert f'<li id="c{2_000 + place}"' in (await get(room, article + query)).text


async def test_a_long_thread_is_read_forth_and_back(crowded: tuple[Datasette, str]) -> None:
    room, article = crowded
    first, second, third = [await get(room, f"{article}?comments={start}") for start in (0, 500, 1_000)]
    later, before = f"{article}?comments=1000#comments", f"{article}?comments=500#comments"
    assert before in links(first) and "Earlier comments" not in first.text
    assert {later, f"{article}#comments"} <= links(second)
    assert before in links(third) and "Further comments" not in third.text


async def test_a_comment_of_another_article_is_not_found(room: Datasette, ids: dict[str, str]) -> None:
    found = {link for link in links(await get(room, "/comments")) if "/c/" in link}
    assert {(await room.client.get(link)).status_code for link in found} == {302}
    number = next(link for link in found if ids[EDITED] in link).rpartition("/")[2]
    await get(room, f"/a/{ids[DISCUSSED]}/c/{number}", 404)


async def test_the_entries_of_a_live_blog_are_shown_with_their_moments(tmp_path: Path) -> None:
    told = (
        LiveEntry("Doors <open>", "The hall fills.\n\nSlowly.", looks.moment()),
        LiveEntry(None, "It begins.", None),
    )
    with open_archive(tmp_path / "archive", write=True) as archive:
        looks.look(archive, looks.article(live_entries=told))
    publish(tmp_path / "archive", tmp_path / "site", profile="full")
    for place in ("archive", "site"):
        room = build(tmp_path / place, public=place == "site")
        (public_id,) = looks.ask(tmp_path / place, "select public_id from articles")[0]
        shown = words(await get(room, f"/a/{public_id}"))
        assert "Doors <open> · 2023-10-19 15:46 The hall fills. Slowly. undated It begins." in shown


async def test_no_page_leads_to_a_file_that_is_not_offered(archive: Path) -> None:
    closed = build(archive, public=True)
    for path in ("/", "/plots", "/comments", "/portal/bbn", "/data/comments"):
        assert not re.search(r'href="[^"]*\.(csv|json|parquet)', (await get(closed, path)).text), path


async def test_a_portal_without_a_run_says_so(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        looks.look(archive, looks.article())
    text = words(await get(build(tmp_path), "/portal/news.example"))
    assert "No run yet." in text and "undated" not in text.partition("No run yet.")[0]
