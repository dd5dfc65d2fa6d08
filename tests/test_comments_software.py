"""Traits of the threads that open software renders: each small page shows one, two comments on each."""

from __future__ import annotations

import pytest

from tests.threads import ANN, BEN, comments


def test_a_name_and_a_day_at_the_head_of_what_is_called_the_body_are_no_text() -> None:
    head = "<div class='comment-author vcard'></div><div class=comment-body><h3>{}</h3><div class=meta><a>{}</a></div>"
    row = f"<li class=comment id=comment-{{}}>{head}<p>{{}}</p><div class=reply><a>Reply</a></div></div>{{}}</li>"
    reply = f"<ul class=children>{row.format(12, 'Ben', 'March 12, 2024 at 2:58 pm', BEN[4], '')}</ul>"
    page = row.format(11, "Ann", "March 12, 2024 at 9:41 am", ANN[4], reply)
    assert comments(f"<ul class=comment-list>{page}</ul>") == [ANN, BEN]


def test_a_name_stands_before_a_day_with_a_dot_between() -> None:
    head = "<ul class=info><li>{}</li><li class=dot></li><li> {}</li></ul>"
    row = f"<div id=comment-id-{{}}><div class=content>{head}<div class=full-comment>{{}}</div></div></div>"
    page = row.format(11, "Ann", "12-мар-2024, 09:41", ANN[4]) + row.format(12, "Ben", "12-мар-2024, 14:58", BEN[4])
    assert comments(f"<div id=dle-comments-list>{page}</div>", "ru") == [ANN, (*BEN[:3], 0, BEN[4])]


def test_a_name_behind_a_day_and_replies_in_a_frame_of_the_same_kind() -> None:
    head = "<h6>{}&nbsp;-&nbsp;{}&nbsp;<a class=permalink href='/c#c{}'>¶</a></h6>"
    row = (
        f"<div class=media><a name=c{{}}></a><div class=media-body><div class=comment>{head}"
        "<p>{}<br><a href='/r'>Reply</a></p></div>{}</div></div>"
    )
    reply = f"<div class=media>{row.format(12, 'March 12, 2024, 2:58 p.m.', 'Ben', 12, BEN[4], '')}</div>"
    page = row.format(11, "March 12, 2024, 9:41 a.m.", "Ann", 11, ANN[4], reply)
    assert [row[1:] for row in comments(f"<div id=comments>{page}</div>")] == [ANN[1:], BEN[1:]]


def test_the_day_since_when_an_author_is_a_member_is_not_the_comment_s() -> None:
    stat = "<div class=comUserStat><span class=comUserStatCaption>{}:</span> {}</div>"
    about = stat.format("Joined", "2012/5/4") + stat.format("From", "Leeds")
    row = (
        "<tr><td class=head><a id=comment{}></a> <a href='/userinfo.php?uid=7'>{}</a></td><td class=head>"
        "<div class=comDate><span class=comDateCaption>Posted:</span> {}</div></td></tr>"
        f"<tr><td class=odd>{about}</td><td class=odd><div class=comText>{{}}</div></td></tr>"
    )
    page = row.format(11, "Ann", "2024/3/12 9:41", ANN[4]) + row.format(12, "Ben", "2024/3/12 14:58", BEN[4])
    found = comments(f"<div class=comments><table>{page}</table></div>")
    assert [row[1:] for row in found] == [ANN[1:], (*BEN[1:3], 0, BEN[4])]


def test_comments_each_in_a_list_of_its_own_are_no_replies() -> None:
    head = "<h4><span class=fn>{}</span></h4><small>{}</small>"
    row = (
        f"<ul class=media-list><li class='media comment-item'><div class=media-body><div class=comment-content>{head}"
        "<p>{}</p></div><div class=media>{}</div></div></li></ul>"
    )
    reply = row.format("Ben", "2024-03-12 14:58", BEN[4], "")
    page = row.format("Ann", "2024-03-12 09:41", ANN[4], reply) + row.format("Cid", "2024-03-13", "Nobody asked.", "")
    assert comments(f"<div id=commentlist>{page}</div>") == [
        (None, *ANN[1:]),
        (None, *BEN[1:]),
        (None, "Cid", "2024-03-13", 0, "Nobody asked."),
    ]


def test_a_comment_of_z_blog_is_a_list_with_its_replies_behind_the_text() -> None:
    row = (
        "<ul class=msg id=cmt{}><li class=msgname><span class=commentname><a href=''>{}</a></span><br><small>&nbsp;"
        "发布于&nbsp;{}&nbsp;<span class=revertcomment><a href='#comment'>回复该评论</a></span></small></li>"
        "<li class=msgarticle>{}\n{}</li></ul>"
    )
    reply = row.format(12, "Ben", "2024-03-12 14:58:00", BEN[4], "")
    assert comments(row.format(11, "Ann", "2024-03-12 09:41:00", ANN[4], reply), "zh") == [ANN, BEN]


def test_a_thread_of_isso_that_a_browser_has_filled_in() -> None:
    row = (
        "<div class=isso-comment id=isso-{}><div class=isso-text-wrapper><div class=isso-comment-header>"
        "<span class=isso-author>{}</span> <time datetime={}>3 weeks ago</time></div>"
        "<div class=isso-text><p>{}</p></div>"
        "<div class=isso-comment-footer><a>2</a><a>Reply</a></div></div><div class=isso-follow-up>{}</div></div>"
    )
    last = row.format(13, "Cid", "2024-03-13T08:00:00", "Nobody asked.", "")
    page = row.format(11, "Ann", ANN[2], ANN[4], row.format(12, "Ben", BEN[2], BEN[4], last))
    found = comments(f"<section id=isso-thread><div id=isso-root>{page}</div></section>")
    assert found == [ANN, BEN, ("13", "Cid", "2024-03-13T08:00:00", 2, "Nobody asked.")]


def test_a_day_a_dash_and_a_name_make_a_byline() -> None:
    row = (
        "<div id=c{}><p><small><a href='#c1'>#1</a> <time datetime='{}'>mardi</time> - {} a dit :</small></p>"
        "<blockquote><p>{}</p></blockquote></div>"
    )
    page = row.format(11, "2024-03-12 09:41", "Ann", ANN[4]) + row.format(12, "2024-03-12 14:58", "Ben77", BEN[4])
    assert comments(f"<h2>2 commentaires</h2>{page}", "fr") == [ANN, ("12", "Ben77", BEN[2], 0, BEN[4])]


def test_a_byline_before_the_text_is_no_text_though_what_holds_both_is_called_so() -> None:
    byline = "<div class=comment-item-submited>{} - {}</div>"
    text = "<div class=comment-item-message>{}</div>"
    row = f"<li class=comment-item><div class=comment-item-content>{byline}{text}</div></li>"
    page = row.format("Ann", "12 Mar 2024", ANN[4]) + row.format("Ben", "12 Mar 2024", BEN[4])
    assert comments(f"<ul class=comment-list>{page}</ul>") == [
        (None, "Ann", "2024-03-12", 0, ANN[4]),
        (None, "Ben", "2024-03-12", 0, BEN[4]),
    ]


def test_a_day_below_the_text_in_a_heading() -> None:
    foot = "<div class=footer__text><h3 class=x-footer>{}</h3><h3 class=x-right><a href='/user/7/'>{}</a></h3></div>"
    row = f"<div id=comment-id-{{}}><h3 class=x-header><div id=comm-id-1>{{}}</div></h3>{foot}</div>"
    page = row.format(11, ANN[4], "12-03-2024 09:41", "Ann") + row.format(12, BEN[4], "12-03-2024 14:58", "Ben")
    assert comments(f"<div id=dle-comments-list>{page}</div>", "ru") == [ANN, (*BEN[:3], 0, BEN[4])]


@pytest.mark.parametrize("heading", ["Editor’s note", "Correction:", "Korrektur", "Поправка"])
def test_a_correction_in_a_box_called_comment_is_none(heading: str) -> None:
    head = f"<h3>{heading}</h3><div class=meta>March 12, 2024 at 9:41 am</div>"
    assert comments(f"<div class=comment>{head}<p>An earlier version gave the wrong name.</p></div>") == []


def test_the_subject_of_a_comment_is_no_name_where_another_element_is_named_for_its_author() -> None:
    row = (
        "<div class=comment id=comment-{}><div class=comment-subject><a href='#c'>{}</a></div><div class=inlinecontent>"
        "<p>{}</p></div><div class=comment-header>Comment by <span class=author>{}</span> &mdash; "
        "<span class=date>Tue Mar 12 {} 2024</span></div></div>"
    )
    told = (("Ann", "09:41:00"), ("Ben", "14:58:00"), ("Cid", "15:01:00"), ("Dee", "15:02:00"))
    rows = [(f"{n}", f"The view of {n}", f"The tram was late {n} times.", *one) for n, one in enumerate(told, 11)]
    found = comments(f"<div id=comments>{''.join(row.format(*one) for one in rows)}</div>")
    assert found == [(n, name, f"2024-03-12T{clock}", 0, text) for n, _, text, name, clock in rows]
