"""What stands beside a reader's name and is none."""

from __future__ import annotations

from newsarchive.extract import as_plain

URL = "https://example.com/story/"
_STORY = (
    "<h1>The bridge is open</h1><article>" + "<p>The bridge was opened on Monday by many people.</p>" * 6 + "</article>"
)


def _comment(number: int, name: str) -> str:
    return (
        f'<div class="comment" id="comment-{number}"><span class="user">'
        f'<a href="/social/{name}">{number} Fans</a></span>'
        f'<a class="author" href="/social/{name}">{name}</a> <span class="date">May {number}, 2020 10:30</span>'
        f'<div class="comment-text"><p>What a fine bridge this is, number {number}.</p></div></div>'
    )


def test_a_count_of_followers_is_no_reader() -> None:
    page = _STORY + '<div id="comments">' + _comment(2, "Ann") + _comment(3, "Bo") + "</div>"
    assert [one["author"] for one in as_plain(page, URL)["comments"]] == ["Ann", "Bo"]
