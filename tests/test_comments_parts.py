"""What is read of one comment: votes, quotations, times, names."""

from __future__ import annotations

from datetime import datetime

import pytest

from newsarchive.items import Moment
from newsarchive.times import iso
from tests.threads import comment, listed, read


def test_a_moderation_notice_votes_and_links_of_the_foot_are_no_text() -> None:
    foot = (
        '<em class="comment-awaiting-moderation">Your comment is awaiting moderation.</em>'
        '<p class="comment-likes">Liked by 2 people</p><div class="reply"><a>Reply</a></div>'
    )
    assert read(listed(comment(1, "A word.", extra=foot))).comments[0].text == "A word."


@pytest.mark.parametrize(
    ("html", "likes"),
    [
        ('<span class="vote-count">+12</span>', 12),
        ('<span class="likes" data-count="7"></span>', 7),
        ('<div class="wpd-vote-result">-3</div>', -3),
        ('<span class="share">12 shares</span>', None),
    ],
)
def test_votes_are_read_as_printed(html: str, likes: int | None) -> None:
    assert read(listed(comment(1, "A word.", extra=html))).comments[0].likes == likes


@pytest.mark.parametrize(
    ("text", "removed"),
    [
        ("This comment has been removed by the author.", True),
        ("Dieser Kommentar wurde von der Redaktion entfernt.", True),
        ("Ce commentaire a été supprimé", True),
        ("Комментарий удалён", True),
        ("They removed the statue.", False),
    ],
)
def test_a_comment_that_the_portal_removed_is_marked(text: str, removed: bool) -> None:
    assert [(it.text, it.removed) for it in read(listed(comment(1, text))).comments] == [(text, removed)]


def test_a_quotation_keeps_its_words_and_gives_no_name_or_day() -> None:
    quoted = (
        '<blockquote><cite class="fn">Zed</cite> <time datetime="1999-01-01T00:00:00Z">then</time> Old words.'
        "</blockquote><p>New words.</p>"
    )
    found = read(listed(f'<li class="comment" id="comment-1"><div class="comment-content">{quoted}</div>'
                        '<b class="fn">Ann</b><time datetime="2020-05-03T15:46:00Z">x</time></li>'))  # fmt: skip
    assert [(it.author, it.published and it.published.raw, it.text) for it in found.comments] == [
        ("Ann", "2020-05-03T15:46:00Z", "Zed then Old words.\n\nNew words.")
    ]


@pytest.mark.parametrize(
    "text", ["In 1999 it was 4:30 pm somewhere, they said.", "On May 3, 1999 I was there and saw how it began."]
)
def test_a_day_in_the_text_is_not_the_comments_own(text: str) -> None:
    html = f'<ol class="commentlist"><li id="comment-1"><b class="fn">Ann</b><p>{text * 2}</p></li></ol>'
    assert [(it.published, it.text) for it in read(html).comments] == [(None, text * 2)]


def test_times_without_an_offset_stay_local_where_nothing_tells_the_zone() -> None:
    html = listed(
        '<li class="comment" id="comment-1"><b class="fn">Ann</b><span class="date">October 19, 2023 - 3:46 pm</span>'
        '<div class="comment-content"><p>A word.</p></div></li>'
    )
    assert read(html).comments[0].published == Moment(
        raw="October 19, 2023 - 3:46 pm",
        local=datetime(2023, 10, 19, 15, 46),
        utc=None,
        offset_minutes=None,
        precision="minute",
        zone_source="unknown",
    )


@pytest.mark.parametrize(
    ("published", "timezone", "printed", "expected"),
    [
        ("2023-10-19T12:05:41-04:00", None, "October 19, 2023 - 3:46 pm", ("article", "2023-10-19T19:46:00+00:00")),
        ("2023-10-19T12:05:41-04:00", None, "November 20, 2023 - 3:46 pm", ("unknown", None)),
        ("2023-10-19T12:05:41+05:30", None, "December 20, 2023 - 3:46 pm", ("article", "2023-12-20T10:16:00+00:00")),
        ("2023-10-19T12:05:41+00:00", None, "October 19, 2023 - 3:46 pm", ("unknown", None)),
        ("2023-10-19T12:05:41-04:00", "Europe/Berlin", "October 19, 2023 - 3:46 pm",
         ("configured", "2023-10-19T13:46:00+00:00")),
        ("2023-10-19T12:05:41-04:00", None, "October 19, 2023", ("unknown", None)),
        (None, "Europe/Berlin", "November 20, 2023 - 3:46 pm", ("configured", "2023-11-20T14:46:00+00:00")),
    ],
    ids=["same-season", "clocks-changed", "no-summer-time", "plug-in-utc", "zone-first", "day-only", "zone-only"],
)  # fmt: skip
def test_the_articles_own_offset_counts_only_where_it_must_have_been_the_same(
    published: str | None, timezone: str | None, printed: str, expected: tuple[str, str | None]
) -> None:
    html = listed(
        f'<li class="comment" id="comment-1"><b class="fn">Ann</b><p class="comment-date">{printed}</p><p>W.</p></li>'
    )
    moment = read(html, published=published, timezone=timezone).comments[0].published
    assert moment is not None
    assert (moment.zone_source, moment.utc and moment.utc.isoformat()) == expected


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        ("<cite>Comment by Ann — 17.07, 2011 @ <a href='#comment-1'>13:10</a></cite>", "Ann"),
        ("<p class='byline'>von <b>Ann</b> am 3. Mai 2020 um 15:46</p>", "Ann"),
        ("<p><b>Par Ann,</b> le dimanche 3 mai 2020 à 15h46</p>", "Ann"),
        ("<p class='comment-footer'>Posted by: Ann | May 3, 2020 at 3:46 PM</p>", "Ann"),
        ("<span class='author'>#3 Ann</span>", "Ann"),
        ("<span class='author'>Ann (not verified)</span>", "Ann"),
        ("<span class='author'>Ann (Guest)</span>", "Ann"),
        ("<cite><strong>Ann</strong> dijo:</cite>", "Ann"),
        ("<a href='/user/17'>Ann</a>", "Ann"),
        ("<img class='avatar' alt='Avatar of Ann' src='x.png'>", "Ann"),
        ("<span class='nick'>bypass</span>", "bypass"),
        ("<h4>Ann <small>1\xa0month, 2\xa0weeks ago</small></h4>", "Ann"),
        ("<h4>Studio 54 <small>1 año y 2 meses atrás</small></h4>", "Studio 54"),
        ("<h4>Studio 54 fan <small>2 weeks ago</small></h4>", "Studio 54 fan"),
        ("<span class='fn'>Anne-Marie de la Tour</span>", "Anne-Marie de la Tour"),
    ],
)
def test_a_name_is_read_from_any_byline(byline: str, name: str) -> None:
    html = (
        f'<ol class="commentlist"><li id="comment-1">{byline}<div class="text"><p>Some words here.</p></div></li></ol>'
    )
    assert [(it.author, it.text) for it in read(html).comments] == [(name, "Some words here.")]


def test_a_rating_of_stars_below_the_words_is_none_of_the_text() -> None:
    rated, alone = (comment(n, text) for n, text in ((1, "Very good.</p><p>★★★★☆"), (2, "★★★★★")))
    assert [it.text for it in read(listed(rated, alone)).comments] == ["Very good.", "★★★★★"]


def test_an_excerpt_behind_a_dash_is_a_pingback() -> None:
    ping = "<li id=comment-7><a href=https://other.example/x class=url>Rain</a> - […] so they say […]</li>"
    comments = read(listed(comment(1, "Well said.")) + f"<ol class=pinglist>{ping}</ol>").comments
    assert [(it.kind, it.author) for it in comments] == [("comment", "Ann"), ("pingback", "Rain")]


def test_the_address_of_a_comment_tells_its_moment_where_the_page_prints_a_clock() -> None:
    row = (
        "<dt class=comment-author id=c7>Ann said...</dt><dd class=comment-body><p>Well said.</p></dd><dd class=comment-"
        "footer><span class=comment-timestamp><a href=/x.html?showComment=1174314420000#c7>10:27 AM</a></span></dd>"
    )
    found = read(f"<div id=comments><dl id=comments-block>{row}</dl></div>").comments
    assert [iso(it.published) for it in found] == ["2007-03-19T14:27:00+00:00"]


def test_a_day_behind_the_blanks_of_a_template_is_found() -> None:
    blanks = "\n" + " " * 90
    byline = f"<p>- <a class=js-usr>Ann</a>{blanks},{blanks}Leeds{blanks}07/06/2020 06:58</p>"
    row = f"<p class=comment-text>Well said.</p>{byline}"
    found = read(f"<div id=comments><div class=comment id=comment-1>{row}</div></div>", language="en-GB").comments
    assert [(it.author, iso(it.published)) for it in found] == [("Ann", "2020-06-07T06:58:00")]


def test_the_numbers_that_comments_bear_are_not_how_many_they_are() -> None:
    numbered = (comment(n, "Well said.", extra=f"<a class=num href=#comment-{n}>{n}</a>") for n in (1, 2, 3))
    thread = listed(*numbered)
    assert read(thread).claimed is None
    assert read(f"<a href=#comments>3</a>{thread}").claimed == 3
