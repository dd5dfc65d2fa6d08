"""Traits of threads in markup that nothing names: each small page shows one, two comments on each."""

from __future__ import annotations

import pytest

from tests.threads import ANN, BEN, comments


def test_a_day_in_a_text_does_not_hide_the_block_around_the_comment() -> None:
    block = "<div class=xa><div class=xb><b>{}</b><time datetime='{}'>x</time></div><p>{}</p>{}</div>"
    reply = block.format("Ben", "2024-03-12T14:58", "On 3 May 2021 they promised £4m.", "")
    page = "<section><h2>Comments (2)</h2><div class=list>" + block.format("Ann", ANN[2], ANN[4], f"<div>{reply}</div>")
    assert comments(page + block.format("Cid", "2024-03-13T08:00", "Nobody asked.", "") + "</div></section>") == [
        (None, *ANN[1:]),
        (None, *BEN[1:4], "On 3 May 2021 they promised £4m."),
        (None, "Cid", "2024-03-13T08:00:00", 0, "Nobody asked."),
    ]


def test_a_list_without_a_name_is_found_by_the_name_of_its_comments() -> None:
    row = "<li class=u_comment><span class=nick>{}</span><p>{}</p><i class=date>{}</i>{}</li>"
    reply = "<ul>" + row.format("Ben", BEN[4], "12 March 2024, 14:58", "") + "</ul>"
    page = row.format("Ann", ANN[4], "12 March 2024, 09:41", reply) + row.format(
        "Cid", "Nobody asked.", "13 March 2024", ""
    )
    assert comments(f"<ul class=u_list>{page}</ul>") == [
        (None, *ANN[1:]),
        (None, *BEN[1:]),
        (None, "Cid", "2024-03-13", 0, "Nobody asked."),
    ]


def test_an_element_inside_a_comment_that_only_its_id_calls_one_is_its_text() -> None:
    head = "<h5 class=name>{}</h5><i class=date>{}</i>"
    row = f"<li><div class=comment>{head}<div id=comment-{{}}><p>{{}}</p></div></div>{{}}</li>"
    reply = "<ul class=children>" + row.format("Ben", "12/03/2024, 14:58", 12, BEN[4], "") + "</ul>"
    assert comments(f"<ul>{row.format('Ann', '12/03/2024, 09:41', 11, ANN[4], reply)}</ul>") == [ANN, BEN]


@pytest.mark.parametrize("words", ["in reply to", "yanıt olarak", "YANIT OLARAK"])
def test_a_byline_that_links_to_the_comment_it_replies_to_names_the_parent(words: str) -> None:
    row = "<div class=comment id=comment-{}><p class=byline><b>{}</b>{} <time datetime='{}'>x</time></p><p>{}</p></div>"
    told = f" {words} <a href='#comment-11'>Ann</a>"
    page = row.format(11, "Ann", "", ANN[2], ANN[4]) + row.format(12, "Ben", told, BEN[2], BEN[4])
    assert comments(f"<div id=comments>{page}</div>") == [ANN, BEN]


def test_a_byline_that_links_to_its_own_comment_before_the_parent_names_the_parent() -> None:
    time = "<a href='#comment-{0}'><time datetime='{2}'>x</time></a>"
    row = f"<div class=comment id=comment-{{0}}><p class=byline><b>{{1}}</b> {time}{{3}}</p><p>{{4}}</p></div>"
    told = " in reply to <a href='#comment-11'>Ann</a>"
    page = row.format(11, "Ann", ANN[2], "", ANN[4]) + row.format(12, "Ben", BEN[2], told, BEN[4])
    assert comments(f"<div id=comments>{page}</div>") == [ANN, BEN]


def test_links_between_comments_that_reply_to_nothing_name_no_parent() -> None:
    row = "<div class=comment id=comment-{}><p class=byline><b>{}</b> <a href='#comment-{}'>next</a></p><p>{}</p></div>"
    page = row.format(11, "Ann", 12, ANN[4]) + row.format(12, "Ben", 11, BEN[4])
    assert [row[3] for row in comments(f"<div id=comments>{page}</div>")] == [0, 0]


def test_comments_that_are_lists_themselves_are_no_replies_to_each_other() -> None:
    row = "<ul class=msg id=cmt{}><li><span class=commentname>{}</span> <small>{}</small></li><li>{}</li></ul>"
    page = row.format(11, "Ann", "2024-03-12 09:41", ANN[4]) + row.format(12, "Ben", "2024-03-12 14:58", BEN[4])
    assert comments(f"<div id=divComments>{page}</div>") == [ANN, (*BEN[:3], 0, BEN[4])]


def test_a_flat_list_tells_its_levels_in_an_attribute() -> None:
    row = "<div class=comment id=comment-{0} data-depth={1}><b class=author>Ann</b><p>Text number {0}.</p></div>"
    page = "".join(row.format(*told) for told in ((1, 1), (2, 2), (3, 3), (4, 2), (5, 1)))
    assert [row[3] for row in comments(f"<div id=comments>{page}</div>")] == [0, 1, 2, 1, 0]


def test_a_name_is_read_off_an_attribute_of_the_comment() -> None:
    row = "<li class=comment id=comment-{} data-author={}><time datetime='{}'>x</time><p>{}</p></li>"
    page = row.format(11, "Ann", ANN[2], ANN[4]) + row.format(12, "Ben", BEN[2], BEN[4])
    assert comments(f"<ol id=comments>{page}</ol>") == [ANN, (*BEN[:3], 0, BEN[4])]


def test_what_is_left_of_a_byline_before_the_text_in_its_paragraph_is_none_of_it() -> None:
    row = "<li class=comment id=comment-{}><p><b>{}</b> says:<br>{}</p></li>"
    page = row.format(11, "Ann", ANN[4]) + row.format(12, "Ben", BEN[4])
    assert [(found[1], found[4]) for found in comments(f"<ol id=comments>{page}</ol>")] == [ANN[1::3], BEN[1::3]]


def test_a_level_is_read_off_an_indentation_that_is_reckoned() -> None:
    row = "<div class=comment id=comment-{} style='margin-left: calc(2em * {})'><b>{}</b> <i>{}</i><p>{}</p></div>"
    page = row.format(11, 0, "Ann", "2024-03-12 09:41", ANN[4]) + row.format(12, 1, "Ben", "2024-03-12 14:58", BEN[4])
    assert comments(f"<div id=comments>{page}</div>") == [ANN, BEN]


@pytest.mark.parametrize(("author", "day", "text"), [("nick", "saat", "icerik"), ("podpis", "dzien", "tresc")])
def test_words_of_class_names_in_other_languages_tell_the_parts(author: str, day: str, text: str) -> None:
    head = f"<p class=c-{author}>Ann</p><p class=c-{day}>12.03.2024 09:41</p>"
    page = f"<div class=comment>{head}<p class=c-{text}>{ANN[4]}</p><a>Cevapla</a></div>"
    assert comments(f"<div id=comments>{page}</div>") == [(None, *ANN[1:])]


@pytest.mark.timeout(10)
@pytest.mark.parametrize("nested", ["<div class=comment>So they say. ", "<div class=comment><i></i><i></i>"])
def test_thousands_of_nested_comments_are_each_compared_with_what_is_near(nested: str) -> None:
    assert len(comments(f"<div id=comments>{nested * 2_000}So they say.</div>")) < 2_000


def test_a_comment_of_bitrix_is_a_table() -> None:
    row = (
        "<table class=reviews-post-table id=message{}><thead><tr><td><div class=reviews-post-number><a>#</a></div>"
        "<div><b><noindex><a href=/forum/user/9/>{}</a></noindex></b></div><span class=reviews-post-date>{}</span>"
        "</td></tr></thead><tbody><tr><td><div class=reviews-text>{}</div></td></tr></tbody></table>"
    )
    page = row.format(11, "Ann", "12.03.2024 09:41:00", ANN[4]) + row.format(12, "Ben", "12.03.2024 14:58:00", BEN[4])
    assert comments(f"<div class=reviews-block-container>{page}</div>", "ru") == [ANN, (*BEN[:3], 0, BEN[4])]


def test_a_name_and_a_day_in_a_heading_make_a_frame_of_what_is_around() -> None:
    row = "<div class=media id=komentar-{}><div class=media-body><h5>{} <small>{}</small></h5><p>{}</p>{}</div></div>"
    page = row.format(11, "Ann", "12.03.2024. 09:41", ANN[4], row.format(12, "Ben", "12.03.2024. 14:58", BEN[4], ""))
    assert comments(f"<section id=komentari>{page}</section>", "hr") == [ANN, BEN]


def test_classes_that_say_how_a_text_looks_name_no_part_of_a_comment() -> None:
    byline = "<div class='flex items-center'><p class=font-semibold>{}</p><p class='text-sm text-gray-500'>{}</p></div>"
    row = f"<div class='flex gap-4'><div class=flex-1>{byline}<div class=mt-2><p>{{}}</p></div></div></div>"
    page = row.format("Ann", "Mar 12, 2024 9:41 AM", ANN[4]) + row.format("Ben", "Mar 12, 2024 2:58 PM", BEN[4])
    found = comments(f"<section class=mt-12><h2>Comments (2)</h2><div class=divide-y>{page}</div></section>")
    assert found == [(None, *ANN[1:]), (None, *BEN[1:3], 0, BEN[4])]


def test_a_comment_in_one_paragraph_begins_behind_the_break() -> None:
    row = "<p><strong>{}</strong> on {}<br>{}</p>"
    page = row.format("Ann", "Mar 12, 2024 at 9:41 am", ANN[4]) + row.format("Ben", "Mar 12, 2024 at 2:58 pm", BEN[4])
    assert comments(f"<h3>Comments</h3><div class=comments>{page}</div>") == [
        (None, *ANN[1:]),
        (None, *BEN[1:3], 0, BEN[4]),
    ]


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("en", "<h2>Join the discussion</h2>"),
        ("en", "<h3>2 thoughts on “A story that has a rather long headline”</h3>"),
        ("en", "<header><div><h2>Reader comments</h2></div></header>"),
        ("en", "<h4>2 Comments. Leave new</h4>"),
        ("es", "<h3>Se han publicado 2 comentarios</h3>"),
        ("de", "<div><h2>Alle Kommentare (2)</h2><p>sort</p></div>"),
        ("zh", "<h3>全部评论</h3>"),
    ],
)
@pytest.mark.parametrize(("outer", "inner"), [("ul", "li"), ("div", "article"), ("section", "div")])
def test_a_list_without_any_name_is_found_behind_its_heading(
    language: str, heading: str, outer: str, inner: str
) -> None:
    row = f"<{inner}><p><b>{{}}</b> <i>{{}}</i></p><p>{{}}</p></{inner}>"
    page = row.format("Ann", "12.03.2024, 09:41", ANN[4]) + row.format("Ben", "12.03.2024, 14:58", BEN[4])
    other = "<h2>Read on</h2><div><b>Cid Ax</b> <i>01.02.2024, 08:00</i><p>Another story.</p></div>" * 2
    assert comments(f"<div><div>{heading}<{outer}>{page}</{outer}></div></div>{other}", language) == [
        (None, *ANN[1:]),
        (None, *BEN[1:3], 0, BEN[4]),
    ]


@pytest.mark.parametrize(
    "heading", ["Latest news", "Discussions", "Comment is free", "Opinion by our readers: ten of the best"]
)
def test_a_list_behind_any_other_heading_is_no_thread(heading: str) -> None:
    row = "<li><p><b>{}</b> <i>12.03.2024, 09:41</i></p><p>{}</p></li>"
    page = row.format("Ann", ANN[4]) + row.format("Ben", BEN[4])
    assert comments(f"<div><h2>{heading}</h2><ul>{page}</ul></div>") == []


def test_a_hidden_window_for_a_private_message_is_no_part_of_the_comment() -> None:
    window = (
        '<div class=message style="display: none;"><h5>Write to {0}</h5><p>Send {0} a message</p>'
        "<form><label>Text:</label><textarea></textarea></form></div>"
    )
    row = f"<li>{window}<div class=user><strong>{{0}}</strong> <span class=date>{{1}}</span></div><p>{{2}}</p></li>"
    page = row.format("Ann", "12/03/2024 09:41", ANN[4]) + row.format("Ben", "12/03/2024 14:58", BEN[4])
    assert comments(f"<div id=comments><ol>{page}</ol></div>") == [(None, *ANN[1:]), (None, "Ben", BEN[2], 0, BEN[4])]


def test_a_vote_named_after_the_comment_is_not_its_text() -> None:
    row = (
        "<li><div class=usuario><strong>{}</strong> <span class=fecha_hora>{}</span></div><p>{}</p><div class=interact>"
        "<span class=valorar id=valoracion_comentario_{}><p>Valorar</p><a href=#>Positivo</a></span></div></li>"
    )
    page = row.format("Ann", "12.mar.2024 | 09:41", ANN[4], 1) + row.format("Ben", "12.mar.2024 | 14:58", BEN[4], 2)
    assert [one[4] for one in comments(f"<div class=comentarios><ol>{page}</ol></div>", "es")] == [ANN[4], BEN[4]]


def test_a_line_of_tools_behind_the_text_is_none_of_it() -> None:
    row = (
        "<div class=tie-item><div class=tie-author><a class=name href=/u/{0}>{0}</a> "
        "<span class=tie-time>{1}</span></div><p class=tie-cnt>{2}</p>"
        "<div class=tool-bar><ul class=m-tool><li><span>+1</span> <a href=#>Up</a></li></ul></div></div>"
    )
    page = row.format("Ann", "2024-03-12 09:41:00", ANN[4]) + row.format("Ben", "2024-03-12 14:58:00", BEN[4])
    assert [one[4] for one in comments(f"<div class=comment-list>{page}</div>")] == [ANN[4], BEN[4]]


def test_a_list_of_linked_discussions_with_bylines_between_them_is_no_thread() -> None:
    byline = "<p class=byline><b>in <a href=/f>Off</a></b> <em>by <a href=/users/{1}>{1}</a></em></p>"
    row = f"<div class=thread><h3><a href=/f/{{0}}>Story {{0}}?</a></h3></div>{byline}"
    page = "".join(row.format(number, f"Reader{number}") for number in range(5))
    assert comments(f"<div class=comments-sidebar><div class=discussions>{page}</div></div>") == []


def test_a_call_to_log_in_is_no_comment() -> None:
    asks = "Bitte melden Sie sich an, um diesen Artikel zu kommentieren."
    head = "<div class=head><a name=comment>Kommentar schreiben</a></div>"
    page = f"<div class=comment>{head}<form><div><a href=/login>{asks}</a></div></form></div>"
    assert comments(page, "de") == []


@pytest.mark.parametrize(
    "line",
    [
        "Please log in to comment",
        "Sign in or register to post comments.",
        "You must be logged in to post a comment.",
        "Connectez-vous pour réagir",
        "Inicia sesión para comentar",
    ],
)
def test_a_call_to_log_in_below_the_text_is_none_of_it(line: str) -> None:
    row = "<div class=comment id=comment-{}><b class=author>{}</b> <time datetime={}>x</time><p>{}</p><p>{}</p></div>"
    page = row.format(11, "Ann", ANN[2], ANN[4], line) + row.format(12, "Ben", BEN[2], "You must be kidding.", line)
    assert [one[4] for one in comments(f"<div id=comments>{page}</div>")] == [ANN[4], "You must be kidding."]


def test_a_content_that_holds_the_byline_before_the_text_is_its_frame() -> None:
    row = (
        "<div class=comment><div class='pc-gap-12 comment-content'><div><span class='font-text-qe4AeH size-15'><a "
        "href=https://people.example/profile/{0}>{0}</a></span> <a href=/p/x/comment/{1} title='{2}'>"
        "<span>{3}</span></a></div><div class='comment-body expanded'><p>{4}</p></div></div></div>"
    )
    page = row.format("Ann", 11, "Mar 12, 2024, 9:41 AM", "1y", ANN[4])
    page += row.format("Ben", 12, "Mar 12, 2024, 2:58 PM", "1y", BEN[4])
    assert [one[1:] for one in comments(f"<div class=comment-list>{page}</div>")] == [
        ANN[1:],
        ("Ben", BEN[2], 0, BEN[4]),
    ]


def test_a_post_filed_under_a_term_that_means_comment_is_none() -> None:
    post = (
        "<div class='hentry post post_tag-kommentar category-newsletter' id=post-9><h2>Ein Kommentar</h2>"
        "<p class=byline>von <b class=author>Ann</b>, <time datetime=2024-03-12T09:41>x</time></p>"
        "<p>Der Text.</p></div>"
    )
    assert comments(post, "de") == []


@pytest.mark.parametrize(
    "byline",
    [
        "<div class=MuiAvatar-root>{0[0]}</div><span class=MuiListItemText-primary>{0}</span><p class='Mui-x'>{1}</p>",
        "<div><span>{0[0]}</span></div><div class=x5>{0}</div><div class=x6>{1}</div>",
        "<div><b>{0}</b> / <i>{1}</i> /</div>",
        "<span>7</span> <cite>{0}</cite> Says:<br><small>{1}</small>",
        "<a href=/profile/7-x><img alt=''></a><span><a href=/@x>{0}</a></span> <a title='{1}'><time>Mar 12</time></a>",
    ],
)
def test_what_stands_around_name_and_day_is_neither_name_nor_text(byline: str) -> None:
    row = f"<li class=MuiListItem-root>{byline}<div class=MuiTypography-root>{{2}}</div></li>"
    page = row.format("Ann", "12.03.2024, 09:41", ANN[4]) + row.format("Ben", "12.03.2024, 14:58", BEN[4])
    assert comments(f"<h3>2 Kommentare</h3><ul>{page}</ul>", "de") == [(None, *ANN[1:]), (None, *BEN[1:3], 0, BEN[4])]


def test_an_indentation_by_a_variable_is_a_level() -> None:
    row = "<div class=mastodon-comment style='margin-left: calc(var(--indent) * {})'><b>{}</b> <i>{}</i><p>{}</p></div>"
    page = row.format(0, "Ann", "12.03.2024, 09:41", ANN[4]) + row.format(1, "Ben", "12.03.2024, 14:58", BEN[4])
    assert comments(f"<div id=comments>{page}</div>", "de") == [(None, *ANN[1:]), (None, *BEN[1:])]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("12 كانون الأول 2023", "2023-12-12"),
        ("12 ديسمبر/كانون الأول 2023", "2023-12-12"),
        ("1er décembre 2023", "2023-12-01"),
        ("12th of December 2023", "2023-12-12"),
        ("2023. december 12.", "2023-12-12"),
        ("před 2 dny", "2026-10-30"),
        ("пред 2 дана", "2026-10-30"),
        ("2 napja", "2026-10-30"),
        ("לפני שעה", "2026-10-31"),
        ("час назад", "2026-10-31"),
        ("2 วันที่แล้ว", "2026-10-30"),
        ("3 小時前", "2026-10-31"),
        ("eilen klo 14.05", "2026-10-31"),
    ],
)
def test_a_day_is_known_for_one_in_any_order_and_however_counted(day: str, expected: str) -> None:
    rows = "".join(f"<li><b>{name} Lee</b> <span>{day}</span><p>Well said, indeed.</p></li>" for name in ("Ann", "Bo"))
    assert [str(found[2])[:10] for found in comments(f"<h3>Comments (2)</h3><ul>{rows}</ul>")] == [expected] * 2


def test_a_name_printed_again_above_the_text_is_none_of_it() -> None:
    row = "<li class=u_comment><b>{0}</b><i>{1}</i><div>{0}</div><div>{2}</div></li>"
    page = row.format("Ann", "12 March 2024, 09:41", ANN[4]) + row.format("Ben", "12 March 2024, 14:58", BEN[4])
    assert [(name, text) for _, name, _, _, text in comments(f"<ul class=u_list>{page}</ul>")] == [
        ("Ann", ANN[4]),
        ("Ben", BEN[4]),
    ]


def test_the_larger_unit_of_an_age_is_no_name() -> None:
    row = "<li class=u_comment><span>{}</span><p>{}</p><i>{}</i></li>"
    page = row.format("Ann", ANN[4], "50 Minuten 46 Sekunden her") + row.format(
        "Ben", BEN[4], "12 Stunden 33 Minuten her"
    )
    names = [name for _, name, *_ in comments(f"<div id=comments><ul>{page}</ul></div>")]
    assert not {"50 Minuten", "12 Stunden"} & {*names}


def test_a_source_in_a_text_is_no_name() -> None:
    row = "<li class=u_comment><span>{}</span><i>{}</i><div>{}</div></li>"
    page = row.format("Ann", ANN[2], "Got my email from Nvidia at 7:14am.") + row.format("Ben", BEN[2], BEN[4])
    assert [name for _, name, *_ in comments(f"<ul class=u_list>{page}</ul>")] == ["Ann", "Ben"]
