"""Names and times of comments in markup that nothing names."""

from __future__ import annotations

import pytest

from newsarchive.extract.comments.words import find_day
from tests.threads import ANN, BEN, comments


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
    ("head", "name"),
    [
        ("<b class=author>@ann</b> <i class=author>Ann Lee</i>", "Ann Lee"),
        ("<b class=author>@ann</b> <img class=avatar alt=Badge>", "@ann"),
    ],
)
def test_a_handle_is_the_name_of_a_reader_who_has_no_other(head: str, name: str) -> None:
    page = f"<div class=comment id=comment-11><p>{head}</p><div class=text>{ANN[4]}</div></div>"
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
    ("age", "moment"), [("A week ago", "2026-10"), ("an hour ago", "2026-10-31T23:00:00+00:00"), ("a year ago", "2025")]
)
def test_an_age_without_a_number_is_read(age: str, moment: str) -> None:
    row = f"<li class=x><b>{{}}</b> <i>{age}</i><p>{{}}</p></li>"
    page = row.format("Ann", ANN[4]) + row.format("Ben", BEN[4])
    assert [one[2] for one in comments(f"<ul class=comments>{page}</ul>")] == [moment, moment]


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


def test_a_day_is_found_at_its_place_in_capitals_too() -> None:
    text = "İSTANBUL, 12 MAYIS 2024 — GESTERN"
    found = [find_day(text), find_day(text[-7:]), find_day(text[:8])]
    assert [day and day.span() for day in found] == [(10, 23), (0, 7), None]
