"""Traits of threads in markup that nothing names: each small page shows one, two comments on each."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsarchive.extract.comments.find import find_comments
from newsarchive.extract.document import Document
from newsarchive.times import iso

Row = tuple[str | None, str | None, str | None, int, str]


def comments(html: str, language: str = "en") -> list[Row]:
    page = f"<html lang={language}><body><h1>A story</h1><p>Body text.</p>{html}</body></html>"
    thread = find_comments(
        Document.parse(page, "https://example.org/a-story/"),
        rules=None,
        fetched_at=datetime(2026, 11, 1, tzinfo=UTC),
        languages=(language,),
        timezone=None,
        published=None,
    )
    return [(one.source_id, one.author, iso(one.published), one.depth, one.text) for one in thread.comments]


ANN: Row = ("11", "Ann", "2024-03-12T09:41:00", 0, "Where will the buses go?")
BEN: Row = ("12", "Ben", "2024-03-12T14:58:00", 1, "Over the old bridge.")


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


def test_a_byline_that_links_to_the_comment_it_replies_to_names_the_parent() -> None:
    row = "<div class=comment id=comment-{}><p class=byline><b>{}</b>{} <time datetime='{}'>x</time></p><p>{}</p></div>"
    told = " in reply to <a href='#comment-11'>Ann</a>"
    page = row.format(11, "Ann", "", ANN[2], ANN[4]) + row.format(12, "Ben", told, BEN[2], BEN[4])
    assert comments(f"<div id=comments>{page}</div>") == [ANN, BEN]


def test_links_between_comments_that_reply_to_nothing_name_no_parent() -> None:
    row = "<div class=comment id=comment-{}><p class=byline><b>{}</b> <a href='#comment-{}'>next</a></p><p>{}</p></div>"
    page = row.format(11, "Ann", 12, ANN[4]) + row.format(12, "Ben", 11, BEN[4])
    assert [row[3] for row in comments(f"<div id=comments>{page}</div>")] == [0, 0]


def test_comments_that_are_lists_themselves_are_no_replies_to_each_other() -> None:
    row = "<ul class=msg id=cmt{}><li><span class=commentname>{}</span> <small>{}</small></li><li>{}</li></ul>"
    page = row.format(11, "Ann", "2024-03-12 09:41", ANN[4]) + row.format(12, "Ben", "2024-03-12 14:58", BEN[4])
    assert comments(f"<div id=divComments>{page}</div>") == [ANN, (*BEN[:3], 0, BEN[4])]


@pytest.mark.parametrize(
    "head",
    [
        "<span class=name>Ann</span> <span class=date>12.03.2024</span> <span class=time>09:41</span>",
        "<span class=author>Ann</span> schrieb am <span class=date>12.03.2024</span> um <span class=zeit>9:41</span>",
        "<span class=isim>Ann</span><span class=tarih>12.03.2024</span><span class=saat>09:41</span>",
    ],
)
def test_day_and_time_of_day_in_two_elements_are_one_moment(head: str) -> None:
    page = f"<div class=comment id=comment-11><div class=top>{head}</div><div class=text>{ANN[4]} Um 7:30?</div></div>"
    assert comments(f"<div id=comments>{page}</div>", "de") == [(*ANN[:4], f"{ANN[4]} Um 7:30?")]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("<p class=byline><a href=/u/1>Ann</a> | <a href=#c11>link</a></p>", "Ann"),
        ("<h4><a href=http://x.example>ann42</a> am <time datetime=2024-03-12T09:41>12.3.2024</time>:</h4>", "ann42"),
    ],
)
def test_what_stands_beside_a_name_is_none_of_it(head: str, name: str) -> None:
    page = f"<div class=comment id=comment-11>{head}<div class=text>{ANN[4]}</div></div>"
    assert [row[1] for row in comments(f"<div id=comments>{page}</div>")] == [name]


@pytest.mark.parametrize(
    ("language", "head", "name"),
    [
        ("en", "<p>Ann on 12 March 2024, 09:41</p>", "Ann"),
        ("hi", "<p><span class=usr>राजेश कुमार</span> <i>12 मार्च 2024, 09:41</i></p>", "राजेश कुमार"),
        (
            "zh",
            "<p><a href=space-uid-1.html>王小明</a></p><p><em class=authi>发表于 2024-3-12 09:41</em></p>",
            "王小明",
        ),
        (
            "de",
            "<p class=author><a class=name>Ann</a> <a class=user>@a@x.example</a></p><p>12.03.2024, 09:41</p>",
            "Ann",
        ),
        ("de", "<div class=box><a>Ann</a></div><div><span class=date>12.03.2024, 09:41</span></div>", "Ann"),
    ],
)
def test_a_name_that_no_class_tells_is_found_beside_the_day(language: str, head: str, name: str) -> None:
    row = f"<div class=one>{head}<div class=text>{ANN[4]}</div></div>"
    page = f"<div class=forum-postings><h3>Diskussion</h3>{row}{row.replace('09:41', '09:42')}</div>"
    assert [row[1:3] for row in comments(page, language)] == [(name, ANN[2]), (name, "2024-03-12T09:42:00")]


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


def test_a_badge_of_who_writes_for_the_portal_is_no_name() -> None:
    row = "<div class=comment id=comment-{}><a href=/profile/{}>{}</a> {}<time datetime={}>x</time><p>{}</p></div>"
    label = "<div class=author-label>Author</div>"
    page = row.format(11, 1, "Ann", label, ANN[2], ANN[4]) + row.format(12, 2, "Ben", "", BEN[2], BEN[4])
    assert comments(f"<div id=comments>{page}</div>") == [ANN, (*BEN[:3], 0, BEN[4])]
    alone = "<div class=comment id=comment-11><b class=author>Author</b><time datetime={}>x</time><p>{}</p></div>"
    assert comments(f"<div id=comments>{alone.format(ANN[2], ANN[4])}</div>") == [("11", "Author", *ANN[2:])]


def test_the_number_of_a_comment_in_bold_is_no_name() -> None:
    byline = "<p><b>{}</b> <a href=/u/8><b>{}</b></a> ({})</p>"
    row = f"<div class=comEnt id=comEnt{{}}>{byline}<div class=cMessage>{{}}</div></div>"
    page = row.format(11, 1, "Ann", "12.03.2024 09:41", ANN[4]) + row.format(12, 2, "Ben", "12.03.2024 14:58", BEN[4])
    assert comments(page) == [ANN, (*BEN[:3], 0, BEN[4])]


@pytest.mark.parametrize(
    ("age", "moment"),
    [("3h", "2026-10-31T21:00:00+00:00"), ("1d", "2026-10-31"), ("5 days", "2026-10-27"), ("12", None)],
)
def test_an_age_alone_is_the_day_of_a_comment(age: str, moment: str | None) -> None:
    row = "<div class=comment id=comment-{}><b class=author>{}</b> <span class=date>{}</span><p>{}</p></div>"
    page = row.format(11, "Ann", age, ANN[4]) + row.format(12, "Ben", age, BEN[4])
    assert comments(f"<div id=comments>{page}</div>") == [
        ("11", "Ann", moment, 0, ANN[4]),
        ("12", "Ben", moment, 0, BEN[4]),
    ]


@pytest.mark.parametrize("around", ["div", "div class=comment-meta"])
def test_the_title_of_an_age_tells_the_moment(around: str) -> None:
    byline = f"<{around}><a href=/profile/{{}}>{{}}</a> <a href=/c title='{{}}'>19d</a></div>"
    row = f"<div class=comment id=comment-{{}}>{byline}<p>{{}}</p></div>"
    page = row.format(11, 1, "Ann", "Mar 12, 2024, 9:41 AM", ANN[4])
    page += row.format(12, 2, "Ben", "Mar 12, 2024, 2:58 PM", BEN[4])
    assert comments(f"<div id=comments>{page}</div>") == [ANN, (*BEN[:3], 0, BEN[4])]


@pytest.mark.parametrize(
    ("printed", "moment"),
    [("3 weeks ago", "2024-03-12T09:41:00+00:00"), ("12 March 2024, 10:41", "2024-03-12T10:41:00")],
)
def test_a_stamp_for_scripts_is_the_moment_where_the_page_prints_an_age(printed: str, moment: str) -> None:
    stamp = "<mark class=hidden data-comment-timestamp=1710236460></mark>"
    page = (
        f"<article class=comment id=comment-11>{stamp}<b class=author>Ann</b><p class=date>{printed}</p><p>{ANN[4]}</p>"
    )
    assert comments(f"<section>{page}</article></section>") == [("11", "Ann", moment, 0, ANN[4])]


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


def test_a_colon_behind_the_time_and_a_stamp_in_seconds_are_read() -> None:
    row = "<tr><td class=comhead><b>{}</b> wrote on {}:</td></tr><tr><td class=comtext>{}</td></tr>"
    page = row.format("Ann", "2024-03-12 09:41", ANN[4]) + row.format("Ben", "2024-03-12 14:58", BEN[4])
    assert comments(f"<table class=comments>{page}</table>") == [(None, *ANN[1:]), (None, *BEN[1:3], 0, BEN[4])]
    stamp = "<div class=comment id=c-{}><a class=username>{}</a><span class=ts data-ts={}></span><p>{}</p></div>"
    page = stamp.format(11, "Ann", 1710236460, ANN[4]) + stamp.format(12, "Ben", 1710255480, BEN[4])
    assert [row[2] for row in comments(f"<div id=comments>{page}</div>")] == [
        "2024-03-12T09:41:00+00:00",
        "2024-03-12T14:58:00+00:00",
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


@pytest.mark.parametrize(
    ("age", "moment"), [("A week ago", "2026-10"), ("an hour ago", "2026-10-31T23:00:00+00:00"), ("a year ago", "2025")]
)
def test_an_age_without_a_number_is_read(age: str, moment: str) -> None:
    row = f"<li class=x><b>{{}}</b> <i>{age}</i><p>{{}}</p></li>"
    page = row.format("Ann", ANN[4]) + row.format("Ben", BEN[4])
    assert [one[2] for one in comments(f"<ul class=comments>{page}</ul>")] == [moment, moment]


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


def test_the_name_behind_posted_by_goes_before_the_title_of_a_comment() -> None:
    row = "<div class=visitors_comment><h3>{}</h3><p>{}</p><p class=common_date>Posted by: {}, {}</p></div>"
    page = row.format("The buses", ANN[4], "Ann", "12 Mar 2024 | 09:41") + row.format(
        "Get real", BEN[4], "Ben", "12 Mar 2024 | 14:58"
    )
    assert [(one[1], one[2]) for one in comments(f"<div id=comments>{page}</div>")] == [
        ("Ann", "2024-03-12T09:41:00"),
        ("Ben", "2024-03-12T14:58:00"),
    ]


def test_a_badge_in_the_element_of_the_name_is_none_of_the_name() -> None:
    row = "<li class=comment id=comment-{}><cite class=fn>{}</cite> <time datetime={}>x</time><p>{}</p></li>"
    page = row.format(11, "Ann<br><span class=own>Autor</span>", ANN[2], ANN[4])
    assert comments(f"<ol class=commentlist>{page}</ol>", "de") == [ANN]


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
