"""Traits of the threads that comment apps of Django render: each small page shows one."""

from __future__ import annotations

from tests.test_comments_page import read
from tests.threads import ANN, BEN, comments

CID = ("13", "Cid", "2024-03-13T08:00:00", 0, "Nobody asked.")
DAYS = {"Ann": "March 12, 2024, 9:41 a.m.", "Ben": "March 12, 2024, 2:58 p.m.", "Cid": "March 13, 2024, 8 a.m."}


def test_the_item_of_a_list_bears_the_id_of_the_comment_that_begins_it() -> None:
    def row(number: str, name: str, text: str, replies: str = "") -> str:
        own = f"<dl class=comment><dt>{DAYS[name]} - {name}</dt><dd><p>{text}</p></dd></dl>"
        return f"<ul>\n<li id=c{number}>{own}{replies}</li></ul>"

    page = row("11", "Ann", ANN[4], row("12", "Ben", BEN[4])) + row("13", "Cid", CID[4])
    assert comments(f"<div id=comments>{page}</div>") == [ANN, BEN, (*CID[:2], "2024-03-13T08:00:00", *CID[3:])]


def test_comments_whose_own_addresses_end_with_their_ids_are_of_one_page() -> None:
    def row(number: str, name: str, text: str, lines: int) -> str:
        link = f"<a href='/comments/cr/8/38/{number}/#comment-{number}'>¶</a>"
        head = f"<div class=header><div>{name} ⋅ <span class=muted>{DAYS[name]}</span> {link}</div></div>"
        own = f"<div class=comment>{head}<div class=body><p>{text}</p></div></div>"
        return f"<div id=comment-{number} class=comment-box>{'<div class=line></div>' * lines}{own}</div>"

    page = row("11", "Ann", ANN[4], 0) + row("12", "Ben", BEN[4], 1) + row("13", "Cid", CID[4], 4)
    assert comments(f"<div id=comments class=comment-list>{page}</div>") == [ANN, (*BEN[:3], 0, BEN[4]), CID]


def test_replies_of_one_kind_beside_each_other_answer_one_comment() -> None:
    def row(kind: str, key: str, name: str, text: str, replies: str = "") -> str:
        own = f"<p><a href='#comment-{key}'>¶</a> {text}</p><small><span>{name}</span> | <i>{DAYS[name]}</i></small>"
        return f"<div class='js-{kind}-comment wrap'><div id=comment-{key}>{own}</div>{replies}</div>"

    replies = row("child", "qudrzsop", "Ben", BEN[4]) + row("child", "mxtoigha", "Cid", CID[4])
    page = row("parent", "isvcdywn", "Ann", ANN[4], f"<div class=js-replies>{replies}</div>")
    assert comments(f"<section id=comments>{page}</section>") == [
        ("isvcdywn", *ANN[1:]),
        ("qudrzsop", *BEN[1:]),
        ("mxtoigha", *CID[1:3], 1, CID[4]),
    ]


def test_a_comment_whose_id_speaks_of_likes_is_text_all_the_same() -> None:
    def row(number: str, name: str, day: str | None, text: str) -> str:
        head = f"<p class=comment-info><a class=fn>{name}</a> on <time datetime={day}>12</time></p>"
        return f"<li id='comment-{number}-by-somebody-who-likes-attention' class=comment>{head}<p>{text}</p></li>"

    page = row("11", "Ann", ANN[2], ANN[4]) + row("12", "Ben", BEN[2], BEN[4])
    assert comments(f"<ol class=comment-list>{page}</ol>") == [ANN, (*BEN[:3], 0, BEN[4])]


def test_a_sentence_counts_the_comments_and_the_numbers_of_pages_do_not() -> None:
    assert read("<h5>There are 41 comments.</h5>").claimed == 41
    assert read("<h5>There is 1 comment.</h5>").claimed == 1
    assert read('<nav id="comments"><a href="?page=2#comments">2</a></nav>').claimed is None
