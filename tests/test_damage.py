"""Damaged answers to looks at stories that the archive holds: no version, no lost comment, and each state is kept."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.archive.store import Archive, open_archive
from newsarchive.extract import read
from newsarchive.sample_portal.answers import Asked
from newsarchive.sample_portal.script import edition
from newsarchive.sample_portal.site import answer
from newsarchive.sample_portal.truth import truth
from tests.looks import look, rows

BASE = "http://bigbignews.net"
FETCHED = datetime(2026, 11, 1, tzinfo=UTC)
STORIES = [row["url"] for row in truth(0, BASE)["articles"] if row["presence"] == "live"][:30]
WALL = (
    b"<!doctype html><html><head><title>Just a moment...</title></head><body><h1>Checking your browser before you "
    b"go on</h1><p>Please enable JavaScript and cookies.</p></body></html>"
)


def page(url: str) -> bytes:
    return answer(Asked(edition(0), BASE, url.removeprefix(BASE), {})).body


def see(archive: Archive, url: str, html: bytes, hours: float) -> str:
    """Look at the story as a crawl does: what is read as no article leaves its reason."""
    found = read(html, url, fetched_at=FETCHED)
    if found.is_article:
        whole = not any(flag.name == "truncated" for flag in found.article.flags)
        return look(archive, found.article, hours, url=url, comments_complete=whole)
    return look(archive, None, hours, url=url, state="not-article", reason=found.reason)


@pytest.mark.parametrize(
    ("damage", "states"),
    [
        (lambda html: html[: len(html) * (len(html) % 8 + 1) // 10], {"unchanged", "not-article"}),
        (lambda html: html[: len(html) // 2], {"unchanged"}),
        (lambda html: (WALL, b"", b"<html><body></body></html>")[len(html) % 3], {"not-article"}),
    ],
    ids=["cut anywhere", "half", "a wall or nothing"],
)
def test_damaged_answers_change_nothing_and_leave_their_state(
    tmp_path: Path, damage: Callable[[bytes], bytes], states: set[str]
) -> None:
    held = (
        "select url, headline, lead, body, revision_count, comment_count from articles order by id",
        "select article_id, key, text, parent_id, missing_since from comments order by id",
        "select article_id, number from revisions order by id",
        "select article_id, question, answer from faqs order by id",
    )
    with open_archive(tmp_path, write=True) as archive:
        assert {see(archive, url, page(url), 0) for url in STORIES} == {"new"}
        before = [rows(archive, sql) for sql in held]
        outcomes = {see(archive, url, damage(page(url)), 1) for url in STORIES}
        assert outcomes <= {"same", "none"}
        assert [rows(archive, sql) for sql in held] == before
        told = rows(archive, "select state, reason from pages where kind = 'article'")
        assert {state for state, _ in told} <= states and len(told) == 30
        assert all(reason for state, reason in told if state == "not-article")
        assert {see(archive, url, page(url), 2) for url in STORIES} == {"same"}
        assert [rows(archive, sql) for sql in held] == before


def stirred(html: bytes, seed: int) -> bytes:
    """Return the page with other advertisements, counters, white space and a box of related stories."""
    slot = f"<ins class='adsbygoogle' data-n='{seed}'></ins>Advertisement {seed}"
    advertisement = f"</p>\n\n<div class='code-block ad-slot'>{slot}</div>"
    first, end = html.decode().split("</p>", 1)
    text = f"{first}{advertisement}{end}".replace("><", f">{' ' * (seed % 3)}\n<", 20)
    box = f"<aside class='related-posts'><a href='/x{seed}/'>Read {seed}</a></aside></article>"
    return text.replace("</article>", box).encode()


def test_thirty_pages_with_other_surroundings_make_no_version(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        for hours, seed in enumerate((1, 17)):
            outcomes = {see(archive, url, stirred(page(url), seed), hours) for url in STORIES}
            assert outcomes == ({"new"} if hours == 0 else {"same"})
        assert rows(archive, "select count(*), max(revision_count) from articles") == [(30, 1)]
