"""What looks like a thread of readers' comments and is none."""

from __future__ import annotations

import pytest

from tests.test_comments_print import thread
from tests.threads import comments


@pytest.mark.parametrize(
    "row",
    [
        "<article><a href=/a/NUMBER><span>NAME</span><strong>TEXT</strong></a><time>NUMBER May 2024</time>"
        "<p>The mayor is to blame for all of it.</p></article>",
        "<blockquote><p>TEXT</p>&mdash; NAME (@xNUMBER) <a href=/x/NUMBER>May NUMBER, 2024</a></blockquote>",
    ],
)
def test_opinion_pieces_and_posts_are_no_comments(row: str) -> None:
    assert comments(thread(row)) == []


def test_an_editor_s_box_called_comment_is_none() -> None:
    box = "<h4>Comment</h4><p>Nora Vance, 4 March 2024</p><p>The pier had become too costly to repair.</p>"
    assert comments(f"<div class=comment>{box}</div>") == []


def test_the_list_of_a_board_is_no_thread() -> None:
    row = (
        '<tr><td class="no">9{0}</td><td class="title"><a href="/s{0}/">{1}</a></td><td class="author"><a href="#">'
        '김하늘</a></td><td class="time">2025.11.0{0}</td><td class="readNum">2{0}</td></tr>'
    )
    titles = ("Bakery by the pier wins", "New boat delayed", "Council argues on parking", "What the island pays")
    rows = "".join(row.format(number, title) for number, title in enumerate(titles, 1))
    form = '<form class="write_comment"><textarea></textarea><button>Comment</button></form>'
    board = f'<div class="feedback" id="comment">{form}</div><div class="board_list"><table>{rows}</table></div>'
    assert comments(f'<div class="board">{board}</div>', "ko") == []
