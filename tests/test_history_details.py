"""Details of the history that nothing else would show to be wrong: what one look does not tell, takes or moves."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from newsarchive.archive.articles import store_article
from newsarchive.archive.comments import ThreadResult, comment_keys, store_thread
from newsarchive.archive.looks import Look
from newsarchive.archive.store import Archive, open_archive
from newsarchive.items import Article, FaqEntry, Flag, Image, Moment
from tests.looks import BODY, URL, article, comment, look, moment, rows

NEW = "https://news.example/lavrov-leaves-pyongyang/"
T0, T1, T2 = "2023-10-19T16:00:00Z", "2023-10-19T17:00:00Z", "2023-10-19T18:00:00Z"
LOCAL = Moment("19.10.2023 17:46", datetime(2023, 10, 19, 17, 46), None, None, "minute", "unknown")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path, write=True) as opened:
        yield opened


# --- versions


def test_a_version_holds_the_moments_that_its_look_does_not_tell(archive: Archive) -> None:
    look(archive, article(modified=moment("2023-10-19T16:00:00+00:00")))
    assert look(archive, article(headline="Lavrov leaves", published=None), 1) == "changed"
    told = rows(archive, "select number, published_at, modified_at from revisions order by number")
    assert told == [(1, "2023-10-19T15:46:00Z", T0), (2, "2023-10-19T15:46:00Z", T0)]


def test_pictures_without_faq_stand_once_in_the_versions_too(archive: Archive) -> None:
    pictured = article(image=Image("https://news.example/1.jpg", "One"))
    for hours, headline in enumerate(("One", "Two", "Three")):
        look(archive, replace(pictured, headline=headline), hours)
    told = rows(archive, "select parts_id, images is null from revisions order by number")
    assert told == [(None, 0), (1, 1), (1, 1)]


def test_a_version_with_another_moment_in_an_unknown_zone_has_another_hash(archive: Archive) -> None:
    for hours, hour in enumerate((7, 17)):
        look(archive, article(published=replace(LOCAL, local=datetime(2023, 9, 1, hour, 46))), hours)
    assert rows(archive, "select count(*), count(distinct sha256) from revisions") == [(2, 2)]


# --- threads


def store(archive: Archive, at_: str, *comments: Any, complete: bool = True) -> ThreadResult:
    look(archive, article())
    return store_thread(archive.db.conn, 1, comments, at_, complete=complete)


def test_what_a_portal_blanked_stays_at_every_later_look(archive: Archive) -> None:
    blanked = comment(1, "[removed]", removed=True, author=None)
    store(archive, T0, comment(1))
    assert store(archive, T1, blanked) == ThreadResult(0, 1, 0)
    assert store(archive, T2, blanked, comment(2)) == ThreadResult(1, 0, 0)
    assert rows(archive, "select author, text, removed from comments where id = 1") == [("Reader 1", "Well said.", 1)]
    assert rows(archive, "select field, old, new from comment_revisions") == [("removed", "0", "1")]


def test_an_answer_that_is_printed_at_the_top_has_left_its_parent(archive: Archive) -> None:
    store(archive, T0, comment(1), comment(2, parent=1))
    assert store(archive, T1, comment(1), comment(2)) == ThreadResult(0, 1, 0)
    assert rows(archive, "select parent_id, parent_source_id from comments where id = 2") == [(None, None)]
    assert rows(archive, "select field, old, new from comment_revisions") == [("parent", "1", None)]


@pytest.mark.parametrize("read", [1, 2])
def test_an_old_capture_read_anew_sets_no_comment_back(archive: Archive, read: int) -> None:
    thread = (comment(1), comment(2))
    store(archive, T1, *thread)
    store(archive, T0, *thread[:read], complete=False)
    assert rows(archive, "select last_seen_at from comments") == [(T1,), (T1,)]


def test_a_comment_is_missing_since_the_first_reading_without_it(archive: Archive) -> None:
    store(archive, T0, comment(1), comment(2))
    assert store(archive, T1, comment(1)) == ThreadResult(0, 0, 1)
    assert store(archive, T2, comment(1), comment(3)) == ThreadResult(1, 0, 0)
    assert rows(archive, "select missing_since from comments order by id") == [(None,), (T1,), (None,)]


def test_comments_without_ids_are_two_where_they_stand_twice_or_their_moments_differ() -> None:
    one = comment(1, source_id=None, published=Moment("soon", None, None, None, "day", "unknown"))
    other = replace(one, published=Moment("later", None, None, None, "day", "unknown"))
    assert list(comment_keys([one, one])) == [key := next(iter(comment_keys([one]))), f"{key}~2"]
    assert list(comment_keys([one])) != list(comment_keys([other]))


def test_a_page_that_declares_no_number_takes_none_back(archive: Archive) -> None:
    look(archive, article(comments=(comment(1),), comments_claimed=5))
    look(archive, article(comments=(comment(1), comment(2))), 1)
    assert rows(archive, "select comments_claimed, comment_count from articles") == [(5, 2)]


# --- which article it is


@pytest.mark.parametrize("language", [None, "en-GB", "EN"])
def test_a_language_that_is_not_told_or_told_in_full_is_no_other(archive: Archive, language: str | None) -> None:
    look(archive, article())
    look(archive, article(url=NEW, language=language), 1)
    assert rows(archive, "select url from articles") == [(NEW,)]


@pytest.mark.parametrize(
    "other",
    [
        article(url=NEW, source_id="5000", language="de"),
        article(
            url=NEW,
            headline="Budget passed",
            body=(BODY[0], "The budget passed.", "It was long."),
            published=moment("2020-01-01T00:00:00Z"),
        ),
    ],
    ids=["one text in two languages", "a paragraph in common"],
)
def test_what_two_articles_share_by_chance_makes_them_not_one(archive: Archive, other: Article) -> None:
    assert [look(archive, article()), look(archive, other, 1)] == ["new", "new"]


def test_another_spelling_of_an_address_that_the_article_left_is_not_its_own(archive: Archive) -> None:
    look(archive, article())
    look(archive, article(url=NEW), 1, url=URL, aliases=(URL,))
    other = article(url=URL.replace("https", "http"), source_id="2", headline="Budget passed", body=("Another.",))
    assert look(archive, other, 2) == "new"
    assert rows(archive, "select headline from articles order by id") == [("Lavrov in Pyongyang",), ("Budget passed",)]


def test_a_failure_within_an_absence_does_not_keep_it_open(archive: Archive) -> None:
    look(archive, article())
    look(archive, None, 1, state="gone", status=404)
    look(archive, None, 2, state="failed", status=503)
    look(archive, article(), 3)
    assert rows(archive, "select kind, last_at, ended_at from availability") == [("404", T1, "2023-10-19T19:00:00Z")]


def test_an_article_that_led_elsewhere_and_then_nowhere_is_gone(archive: Archive) -> None:
    look(archive, article())
    look(archive, None, 1, state="redirect", status=301, reason=f"redirect (301) to {NEW}", final_url=NEW)
    look(archive, None, 2, state="gone", status=404)
    assert rows(archive, "select status from articles") == [("gone",)]


BUDGET = article(url=NEW, source_id="2", headline="Budget passed", body=("Another.",))


def test_a_redirect_to_another_article_is_an_absence(archive: Archive) -> None:
    for seen in (article(), BUDGET):
        look(archive, seen)
    look(archive, None, 1, url=URL, state="redirect", status=301, reason=f"redirect (301) to {NEW}", final_url=NEW)
    assert rows(archive, "select article_id, kind from availability") == [(1, "redirect-other")]
    assert rows(archive, "select status from articles order by id") == [("moved",), ("live",)]


def test_the_address_of_an_article_is_no_alias_of_another(archive: Archive) -> None:
    for seen in (article(), BUDGET):
        look(archive, seen)
    look(archive, article(), 1, aliases=(NEW,))
    assert rows(archive, "select url from aliases") == []


# --- what a look may take away


CUT = (Flag("truncated", "only the first 9 bytes"),)


def test_a_page_that_breaks_off_changes_no_comment(archive: Archive) -> None:
    look(archive, article(comments=(comment(1), comment(2))))
    assert look(archive, article(flags=CUT, comments=(comment(1, "We"),)), 1) == "same"
    assert rows(archive, "select text, missing_since from comments") == [("Well said.", None)] * 2


@pytest.mark.parametrize("trait", [{"access": "teaser"}, {"flags": CUT}], ids=["teaser", "cut"])
def test_what_was_never_whole_has_versions_too(archive: Archive, trait: dict[str, Any]) -> None:
    outcomes = [look(archive, article(**trait)), look(archive, article(headline="Lavrov leaves", **trait), 1)]
    assert outcomes == ["new", "changed"]


@pytest.mark.parametrize(("asked", "section"), [("rest", None), ("html", "World")])
def test_a_source_takes_back_what_it_said_only_where_it_was_asked(
    archive: Archive, asked: str, section: str | None
) -> None:
    look(archive, article(field_sources=(("section", "rest"),)))
    look(archive, article(section=None, field_sources=(("headline", asked),)), 1)
    assert rows(archive, "select section from articles") == [(section,)]


def test_an_old_capture_read_anew_says_nothing_of_today(archive: Archive) -> None:
    look(archive, article(), 1)
    look(archive, None, 2, state="gone", status=404)
    anew = Look(1, T0, article(), None, "newsarchive 0", thread_complete=False, cause="extractor", article_id=1)
    assert store_article(archive.db.conn, anew).outcome == "same"
    assert rows(archive, "select status, last_seen_at from articles") == [("gone", T1)]


def test_only_other_quotes_leave_text_and_faq_as_the_last_version_has_them(archive: Archive) -> None:
    def printed(said: str) -> Article:
        return article(headline=f"Lavrov: {said}", faqs=(FaqEntry(f"Who said {said}?", "He.", "details"),))

    assert [look(archive, printed("“no”")), look(archive, printed('"no"'), 1)] == ["new", "same"]
    assert rows(archive, "select headline, question from articles join faqs on article_id = articles.id") == [
        ("Lavrov: “no”", "Who said “no”?")
    ]


# --- twins


TWIN = article(url=NEW, source_id="5000")
EDITED = replace(TWIN, body=(*BODY, "And one more sentence."))


def differs(archive: Archive) -> list[tuple[Any, ...]]:
    return rows(archive, "select url, differs_since from aliases")


def test_a_twin_that_differs_is_none_of_its_own_before_the_other_was_read_again(archive: Archive) -> None:
    outcomes = [look(archive, seen, hours) for hours, seen in enumerate((article(), TWIN, EDITED, EDITED))]
    assert outcomes == ["new", "same", "same", "same"]
    assert differs(archive) == [(NEW, T2)]


def test_a_twin_that_agrees_again_differs_no_more(archive: Archive) -> None:
    for hours, seen in enumerate((article(), TWIN, EDITED, TWIN)):
        look(archive, seen, hours)
    assert differs(archive) == [(NEW, None)]


@pytest.mark.parametrize(
    "worse", [replace(TWIN, body=()), replace(EDITED, access="teaser")], ids=["an empty page", "a teaser"]
)
def test_a_look_that_saw_less_of_a_twin_says_nothing(archive: Archive, worse: Article) -> None:
    for hours, seen in enumerate((article(), TWIN, worse)):
        look(archive, seen, hours)
    assert differs(archive) == [(NEW, None)]
    for hours, seen in enumerate((EDITED, worse), 3):
        look(archive, seen, hours)
    assert differs(archive) == [(NEW, "2023-10-19T19:00:00Z")]
