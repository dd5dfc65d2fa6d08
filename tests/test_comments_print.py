"""Threads of which only print tells who wrote what and when."""

from __future__ import annotations

import pytest

from tests.threads import comments, read

TEXTS = ("I took that ferry for years.", "My children still ask for the boat.", "The bus is always full.")
NAMES = ("Ann Lee", "ben77", "Old Salt")


def thread(row: str, heading: str = "Comments") -> str:
    rows = (
        row.replace("NAME", name).replace("TEXT", text).replace("NUMBER", str(number))
        for number, (name, text) in enumerate(zip(NAMES, TEXTS, strict=True), 1)
    )
    return f"<h3>{heading}</h3>{''.join(rows)}"


@pytest.mark.parametrize(
    "row",
    [
        "<p>TEXT</p><p>Posted by: <a href=/u/NUMBER>NAME</a> at NUMBER May 2024 09:41</p>",
        "<div><b>NAME</b> wrote on NUMBER May 2024, 09:41:<br>TEXT</div>",
        "<div><b>NAME</b><i>NUMBER May 2024, 09:41</i><p>TEXT</p><span>(3)</span></div>",
        "<div><b>NAME</b><i>NUMBER May 2024, 09:41</i><p>TEXT</p><div>3 Upvote</div></div>",
        "<div><p>Posted May NUMBER, 2024 09:41 (Wed) by <b>NAME</b> (subscriber, #4711) [<a href=/x>Link</a>]</p>"
        "<div>TEXT</div></div>",
        "<div><b>NAME</b><i>05/0NUMBER/24 09:41</i><p>TEXT</p></div><hr>",
        "<div><b>NAME</b><i>05-0NUMBER-2024, 09:41 AM</i><p>TEXT</p></div>",
    ],
)
def test_what_stands_around_a_text_is_none_of_it(row: str) -> None:
    sign = row[row.find("NUMBER") - 2]  # where the month leads, one day tells it
    days = f"<div><b>Mei</b><i>12{sign}25{sign}2023 08:00</i><p>Twice as much.</p></div>" if sign in ("/", "-") else ""
    told = [(author, time, text) for _, author, time, _, text in comments(thread(row) + days)]
    wanted = [
        (name, f"2024-05-0{day}T09:41:00", text) for day, (name, text) in enumerate(zip(NAMES, TEXTS, strict=True), 1)
    ]
    assert told[:3] == wanted


def test_a_comment_that_goes_on_behind_a_break_has_a_byline_too() -> None:
    row = f"<div><b>NAME</b> wrote on NUMBER May 2024, 09:41:<br>TEXT<br>{'And so on it went. ' * 8}</div>"
    assert [author for _, author, *_ in comments(thread(row))] == list(NAMES)


def test_empty_pictures_indent_replies() -> None:
    row = "<tr><td><img src=s.gif height=1 width={}></td><td><b>{}</b> <i>{} May 2024, 09:41</i><div>{}</div></td></tr>"
    rows = "".join(row.format(40 * level, NAMES[level], level + 1, TEXTS[level]) for level in range(3))
    assert [one.depth for one in read(f"<h3>Comments</h3><table>{rows}</table>").comments] == [0, 1, 2]


FORM = "<form><input type=hidden name=id><textarea name=body></textarea><button>Post</button>{}</form>"
POST = "<article><header><h3>NAME</h3><p>Posted <time>NUMBER days ago</time></p></header><p>TEXT</p></article>"


@pytest.mark.parametrize(("field", "names"), [("", list(NAMES)), ("<input type=email>", [])])
def test_members_comment_around_a_form_that_asks_only_for_a_text(field: str, names: list[str]) -> None:
    posts = thread(POST).partition("</h3>")[2]
    html = f"<section>{FORM.format(field)}{posts}</section>"
    assert [author for _, author, *_ in comments(html)] == names
