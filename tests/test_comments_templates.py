"""Traits of the templates of open software: each small page prints one as the template does, two comments on most."""

from __future__ import annotations

import pytest

from tests.threads import ANN, BEN, comments

CID = ("13", "Cid", "2024-03-13T08:00:00", 0, "Nobody asked for it.")
DEE = ("14", "Dee", "2024-03-14T10:20:00", 1, "I did, twice.")


def _flat(*rows: tuple[str | None, str | None, str | None, int, str]) -> list[object]:
    return [(*row[:3], 0, row[4]) for row in rows]


def test_a_form_for_an_answer_inside_a_comment_is_no_text() -> None:
    form = (
        "<div class=modal role=dialog><h5>Reply to Comment</h5><div><label>Enter it here:</label><textarea></textarea>"
    )
    row = (
        "<li id=comment-{} class=media><div class=media-body><h5>{} <small>- {}</small></h5><div>{}</div>"
        f"<button>Reply</button>{form}<small><a href=/md>Markdown</a> cheatsheet.</small></div></div>{{}}</div></li>"
    )
    page = row.format(11, "Ann", "12 March 2024, 09:41", ANN[4], "")
    assert comments(f"<ul>{page}{row.format(12, 'Ben', '12 March 2024, 14:58', BEN[4], '')}</ul>") == _flat(ANN, BEN)


def test_fields_of_a_form_behind_the_text_are_no_text() -> None:
    form = "<form class='comment form'><table><tr><td><label>Comment</label><textarea></textarea></table></form>"
    row = f"<li id=comment-{{}}><em><strong>{{}}</strong> {{}}</em><p>{{}}</p><a class=reply>Reply</a>{form}{{}}</li>"
    reply = f"<ul>{row.format(12, 'Ben', '12 March 2024, 14:58', BEN[4], '')}</ul>"
    page = row.format(11, "Ann", "12 March 2024, 09:41", ANN[4], reply)
    assert comments(f"<div id=comments><ul>{page}</ul></div>") == [ANN, BEN]


def test_a_level_stands_behind_two_hyphens() -> None:
    row = "<li class='comment comment--level--{}' id=c-{}><a>{}</a> <time datetime={}>x</time><p class=text>{}</p>"
    page = row.format(1, 11, "Ann", ANN[2], ANN[4]) + row.format(2, 12, "Ben", BEN[2], BEN[4])
    assert [one[3] for one in comments(f"<section id=comments>{page}</section>")] == [0, 1]


def test_the_day_of_a_change_is_not_the_comment_s() -> None:
    changed = "<span class=date_last_modified title='Edited 15 March 2024 at 10:00'></span>"
    head = "<h6><a class=user>{}</a> <small><span>{}</span>{}</small></h6>"
    row = f"<div id=comment_{{}} class=comment>{head}<div class=html>{{}}</div></div>"
    page = row.format(11, "Ann", "12 March 2024", changed, ANN[4]) + row.format(12, "Ben", "12 March 2024", "", BEN[4])
    assert [one[2] for one in comments(f"<div id=comments_list>{page}</div>")] == ["2024-03-12", "2024-03-12"]


def test_a_weekday_stands_between_the_name_and_the_day() -> None:
    row = "<article id=c{} class=comment><h4>{} am <time datetime={}>Dienstag, 12. März 2024</time>:</h4><p>{}</p>"
    page = row.format(11, *ANN[1:3], ANN[4]) + row.format(12, *BEN[1:3], BEN[4])
    assert [one[1] for one in comments(f"<section id=comments>{page}</section>", "de")] == ["Ann", "Ben"]


def test_a_comment_links_to_the_one_it_answers_by_its_name() -> None:
    row = (
        "<article id=comment-{0} class=static-comment><h4><span class=comment-author>{1}</span>{3}"
        "<a href='#comment-{0}'><time datetime={2}>x</time></a></h4><div class=comment-content>{4}</div></article>"
    )
    to = "<a href='#comment-{}' class=comment-reply-target>{}</a>"
    page = row.format("1", *ANN[1:3], "", ANN[4]) + row.format("1r1", *BEN[1:3], to.format("1", "Ann"), BEN[4])
    page += row.format("1r2", *CID[1:3], to.format("1r1", "Ben"), CID[4])
    found = [(one[0], one[1], one[3]) for one in comments(f"<section class=js-comments>{page}</section>")]
    assert found == [("1", "Ann", 0), ("1r1", "Ben", 1), ("1r2", "Cid", 2)]


def test_a_link_to_another_comment_by_other_words_makes_no_reply() -> None:
    row = "<div class=comment id=comment-{}><b>{}</b> <time datetime={}>x</time><p>{}</p></div>"
    page = row.format(11, *ANN[1:3], ANN[4]) + row.format(12, *BEN[1:3], "As <a href='#comment-11'>said above</a>.")
    assert [one[3] for one in comments(f"<div id=comments>{page}</div>")] == [0, 0]


def test_an_element_called_comment_around_several_is_their_list() -> None:
    row = (
        "<div class=media id=comment_{}><div><h4><a>{}</a> <small><time datetime={}>12 March 2024</time></small></h4>"
        "<div class=comment-message><p>{}</p></div></div><div class=nested>{}</div></div>"
    )
    reply = f"<div class=comment>{row.format(12, *BEN[1:3], BEN[4], '')}</div>"
    page = row.format(11, *ANN[1:3], ANN[4], reply) + row.format(13, *CID[1:3], CID[4], "")
    assert comments(f"<div class=comment-container><div class=comment>{page}</div></div>") == [ANN, BEN, CID]


def test_comments_stand_in_a_row_with_no_list_around_them() -> None:
    row = (
        "<div class='block-comment-content level-{}'><ul><li class=comment_title>Re</li><li class=comment_author>"
        "Authored by: {} on {}</li></ul><div class=comment_content>{}</div></div>"
    )
    page = row.format(0, "Ann", "Tuesday, March 12 2024 @ 09:41 AM", ANN[4])
    page += row.format(25, "Ben", "Tuesday, March 12 2024 @ 02:58 PM", BEN[4])
    assert comments(f"<main><p>A story.</p>{page}</main>") == [(None, *ANN[1:]), (None, *BEN[1:])]


def test_a_second_time_in_those_that_were_changed_does_not_hide_the_blocks() -> None:
    row = "<section class=x1 id=ec-{}><header><a>{}</a>, <time datetime={}>x</time>{}</header><div>{}</div></section>"
    changed = " (edited <time datetime=2024-03-15T10:00>x</time>)"
    rows = [row.format(*one[:3], "", one[4]) for one in (ANN, BEN, CID)]
    page = rows[0] + rows[1].replace("</header>", changed + "</header>") + rows[2]
    page += row.format(*DEE[:3], "", DEE[4])
    assert comments(f"<div id=comments>{page}</div>") == _flat(ANN, BEN, CID, DEE)


def test_a_clock_in_a_time_of_its_own_does_not_hide_the_blocks() -> None:
    row = (
        "<article id=c{}><header><h4><b>{}</b> <time datetime={}>12 March 2024</time></h4></header><div>{}</div>"
        "<footer><time>09:41</time> | <a>Reply</a></footer></article>"
    )
    page = row.format(11, *ANN[1:3], ANN[4]) + row.format(12, *BEN[1:3], BEN[4])
    assert comments(f"<section id=comments>{page}</section>") == _flat(ANN, BEN)


def test_lines_that_say_who_writes_and_whom_one_answers_are_no_text() -> None:
    row = "<li id=c-{}><img alt='{}' class=avatar><i>{}</i><p>{}</p><p>{}</p></li>"
    page = row.format(11, "Ann", "12 marzo 2024 09:41", "Inviato da Ann", ANN[4])
    page += row.format(12, "Ben", "12 marzo 2024 14:58", "In risposta a Ann", BEN[4])
    assert comments(f"<div id=comments><ul>{page}</ul></div>", "it") == _flat(ANN, BEN)


def test_the_name_is_what_microdata_calls_so_inside_the_author() -> None:
    row = (
        "<li itemscope itemtype=https://schema.org/Comment id=c{}><div itemprop=author itemscope>"
        "<span>{}</span><meta itemprop=name content={}><a>{}</a></div><time datetime={}>x</time>"
        "<p itemprop=text>{}</p></li>"
    )
    page = row.format(11, "A", "Ann", "Ann", ANN[2], ANN[4]) + row.format(12, "B", "Ben", "Ben", BEN[2], BEN[4])
    assert [one[1] for one in comments(f"<ul>{page}</ul>")] == ["Ann", "Ben"]


def test_names_some_of_which_are_links_stand_at_one_place() -> None:
    head = "<footer><div class=v>{}</div><a><time datetime={}>x</time></a></footer>"
    row = f"<div id=comment-{{}}>{head}<div><p>{{}}</p></div></div>"
    name = "<img alt=''><span class=n>{}</span><span>says:</span>"
    page = ""
    for position, one in enumerate((ANN, BEN, CID, DEE)):
        told = name.format(one[1])
        page += row.format(one[0], f"<a href=/x>{told}</a>" if position % 2 else told, one[2], one[4])
    assert comments(f"<div id=comments>{page}</div>") == _flat(ANN, BEN, CID, DEE)


@pytest.mark.parametrize("heading", ["{}님의 댓글", "{}님의 <span>댓글의</span> 댓글"])
def test_a_heading_says_whose_the_comment_is_and_a_margin_whom_it_answers(heading: str) -> None:
    row = (
        f"<article id=c_{{}} style='{{}}'><header><h2>{heading}</h2><img alt='프로필이미지' src=/no_profile.gif>"
        "<time datetime={}>x</time></header><p>{}</p><ul><li><a href='#w'>답변</a></ul></article>"
    )
    page = row.format(11, "", *ANN[1:3], ANN[4]) + row.format(12, "margin-left:50px", *BEN[1:3], BEN[4])
    assert comments(f"<section id=bo_vc><h2>댓글목록</h2>{page}</section>", "ko") == [ANN, BEN]


def test_a_button_bears_the_name_and_a_long_key_is_the_id_behind_a_number() -> None:
    key = "1c2d3e4f-11aa-42bb-93cc-0a1b2c3d4e{}"
    row = (
        f"<article class=comment id=remark42__comment-{key}><div class=comment__info>"
        "<button class=comment__username>{}</button> <a class=comment__time>{}</a></div>"
        "<div class=comment__text><p>{}</p></div></article>"
    )
    reply = f"<div class=thread>{row.format(12, 'Ben', 'Mar 12, 2024 at 2:58 PM', BEN[4])}</div>"
    page = f"<div class=thread>{row.format(11, 'Ann', 'Mar 12, 2024 at 9:41 AM', ANN[4])}{reply}</div>"
    assert comments(f"<div id=remark42>{page}</div>") == [(key.format(11), *ANN[1:]), (key.format(12), *BEN[1:])]
