"""Where name, day and text stand in threads of many makers, and what is around them."""

from __future__ import annotations

import pytest

from newsarchive.extract.comments.words import JUNK_LINE
from tests.threads import comments

PEOPLE = (("Ann Lee", "I took that ferry for years."), ("ben77", "My children still ask for the boat."))
MORE = (*PEOPLE, ("Old Salt", "The bus at seven is always full."), ("Mei Lin", "The fountain cost twice as much."))
DAY = "12 March 2024, 09:41"
TIME = "2024-03-12T09:41:00"


def thread(row: str, *, day: str = DAY, people: tuple[tuple[str, str], ...] = PEOPLE) -> str:
    return "".join(
        row.replace("INITIAL", name[0].upper())
        .replace("NAME", name)
        .replace("TEXT", text)
        .replace("DAY", day)
        .replace("ID", str(number))
        for number, (name, text) in enumerate(people, 71)
    )


def told(html: str, language: str = "en") -> list[tuple[str | None, str | None, str]]:
    return [(author, time, text) for _, author, time, _, text in comments(html, language)]


def wanted(
    *, time: str | None = TIME, people: tuple[tuple[str, str], ...] = PEOPLE
) -> list[tuple[str, str | None, str]]:
    return [(name, time, text) for name, text in people]


@pytest.mark.parametrize(
    "row",
    [
        '<div class=comment><p class=author><a href="/u/ID">NAME</a>, Leeds</p><p>DAY</p><p class=text>TEXT</p></div>',
        "<div class=comment><div class=author><a href=/u>NAME</a> <i>Prefect</i></div><p>DAY</p>"
        "<p class=text>TEXT</p></div>",
        "<div class=comment><div class=user>NAME<span>DAY</span></div><p class=text>TEXT</p></div>",
        "<div class=comment><h4><span class=who>NAME</span><span class=when>said <a href=#ID>DAY</a></span></h4>"
        "<p class=text>TEXT</p></div>",
        "<div class=comment><p>Comment ID by NAME\n March 12, 2024, 9:41 a.m.</p><div class=text>TEXT</div></div>",
        "<div class=comment><p>Comment ID by NAME<br>March 12, 2024, 9:41 a.m.</p><div class=text>TEXT</div></div>",
        "<p class=comment-author>NAME</p><p class=comment-date>DAY</p><div class=comment-content>TEXT</div>",
        "<blockquote id=commentID>TEXT<footer>— <cite>NAME</cite>, DAY</footer></blockquote>",
        "<article class=entry><span class=num-comentario>#ID</span><b>NAME</b><i>DAY</i>"
        "<div class=texto-comentario>TEXT</div></article>",
    ],
)
def test_what_stands_beside_name_and_day_is_none_of_them(row: str) -> None:
    assert told(f"<div class=comments>{thread(row)}</div>") == wanted()


def test_a_time_in_a_frame_whose_title_tells_the_moment() -> None:
    row = (
        '<div class=comment><b>NAME</b><div title="2024-03-12T09:41:00"><time>2 years ago</time></div><p>TEXT</p></div>'
    )
    assert told(f"<div class=comments>{thread(row)}</div>") == wanted()


@pytest.mark.parametrize(
    "row",
    [
        "<div><div>NAME</div><div>TEXT</div><div>DAY</div></div>",
        "<div class=x1><div class=x2>INITIAL</div><h4>NAME</h4><p>TEXT</p><p>posted DAY</p></div>",
        "<div class=card><p>TEXT</p><div><p class=small>NAME</p></div><p>Upvote?</p><p>3</p><small>DAY</small></div>",
    ],
)
def test_a_name_is_told_by_its_place_alone(row: str) -> None:
    assert told(f"<section><h3>Comments</h3>{thread(row, people=MORE)}</section>") == wanted(people=MORE)


def test_cards_of_other_articles_are_no_thread_though_each_has_a_name_at_one_place() -> None:
    row = "<div class=x1><div>NAME</div><a href='/aID'>The bus at seven is full</a><div>TEXT</div><div>DAY</div></div>"
    assert comments(f"<section><h3>Comments</h3>{thread(row, people=MORE)}</section>") == []


@pytest.mark.parametrize(
    "row",
    [
        "<div><a href='/aID'>The bus at seven is full</a><span>NAME</span> <span>DAY</span><p>TEXT</p></div>",
        "<blockquote class=twitter-tweet><p>TEXT</p>&mdash; NAME (@x) <a href='https://t.example/ID'>DAY</a></blockquote>",
    ],
)
def test_titles_that_are_linked_and_embedded_posts_are_no_thread(row: str) -> None:
    assert comments(f"<section><h3>Discussion</h3>{thread(row)}</section>") == []


def test_the_only_box_called_a_comment_may_hold_the_thread() -> None:
    row = "<div class=item><div class=name>NAME</div><div class=txt>TEXT</div><span class=time>DAY</span></div>"
    assert told(f"<div class=comment id=box><div class=hd>2</div>{thread(row)}</div>") == wanted()


def test_entries_of_a_list_are_of_one_kind_whatever_each_is_called() -> None:
    row = "<li class=KIND><a><h4>NAME</h4></a><time datetime='2024-03-12T09:41'></time><div>TEXT</div>REST</li>"
    ann, ben, salt, mei = (thread(row, people=(one,)) for one in MORE)
    replies = "".join(one.replace("KIND", "guest").replace("REST", "") for one in (ben, salt))
    rows = ann.replace("REST", f"<ul>{replies}</ul>") + mei.replace("REST", "")
    assert told(f"<h2>Comments</h2><ul>{rows.replace('KIND', 'member')}</ul>") == wanted(people=MORE)


def test_a_thread_may_be_named_as_components_are() -> None:
    rows = thread("<div><b>NAME</b> <i>DAY</i><p>TEXT</p></div>")
    assert told(f"<section class=CommentList_root__x1>{rows}</section>") == wanted()


def test_an_indentation_of_the_element_around_a_comment_is_its_level() -> None:
    row = "<div style='margin-left: {0}px'><div class=comment id=c-{0}><b class=fn>Ann</b><p>Page {0}</p></div></div>"
    html = f"<div id=comments>{row.format(0)}{row.format(25)}{row.format(50)}</div>"
    assert [depth for _, _, _, depth, _ in comments(html)] == [0, 1, 2]


@pytest.mark.parametrize(
    ("days", "language", "times"),
    [
        (("3/4/2024, 9:15:11 AM", "3/15/2024, 8:00:00 PM"), "en", ("2024-03-04T09:15:11", "2024-03-15T20:00:00")),
        (("3/4/2024, 9:15 AM", "9/8/2027, 8:00 PM"), "en", ("2024-04-03T09:15:00", None)),
        (("3/4/2024 9:15", "15/3/2024 20:00"), "en", ("2024-04-03T09:15:00", "2024-03-15T20:00:00")),
        (("3/4/2024 9:15", "5/6/2024 20:00"), "en", ("2024-04-03T09:15:00", "2024-06-05T20:00:00")),
    ],
)
def test_a_thread_writes_all_its_days_in_one_order(
    days: tuple[str, ...], language: str, times: tuple[str | None, ...]
) -> None:
    row = "<div class=comment><b class=author>NAME</b><i class=date>DAY</i><p>TEXT</p></div>"
    rows = "".join(thread(row, day=day, people=(one,)) for day, one in zip(days, PEOPLE, strict=True))
    assert tuple(time for _, _, time, _, _ in comments(f"<div class=comments>{rows}</div>", language)) == times


@pytest.mark.parametrize("line", ["ReplyReport", "odpovědětnahlásit", "回复举报", "Like Share Reply 3", "共感した 12"])
def test_links_of_the_foot_without_a_blank_between_them_are_no_text(line: str) -> None:
    assert JUNK_LINE.match(line)


@pytest.mark.timeout(20)
def test_a_line_that_repeats_the_words_of_the_foot_is_told_at_once() -> None:
    assert not JUNK_LINE.match("like loading " * 500 + "x")


@pytest.mark.parametrize(
    "heading",
    ["There are 2 comments", "Nutzer-Kommentare", "Vos commentaires", "Komentarze czytelników", "Всего комментариев: 2",
     "Okur Yorumları", "Komentáře čtenářů", "已有 2 条评论", "この記事へのコメント (2)", "コメント2件", "전체 댓글 2",
     "Ý kiến bạn đọc (2)", "نظرات کاربران", "תגובות הגולשים", "Comentarios de los lectores", "Lezersreacties"],
)  # fmt: skip
def test_a_heading_of_comments_has_other_words_beside(heading: str) -> None:
    row = "<p><strong>NAME</strong> <em>DAY</em><br>TEXT</p>"
    assert told(f"<div><h3>{heading}</h3>{thread(row)}</div>") == wanted()


@pytest.mark.parametrize("heading", ["Latest comments", "Neueste Kommentare", "Prime minister comments", "Мнения"])
def test_a_heading_of_the_latest_comments_tells_of_no_thread(heading: str) -> None:
    row = "<p><strong>NAME</strong> <em>DAY</em><br>TEXT</p>"
    assert comments(f"<div><h3>{heading}</h3>{thread(row)}</div>") == []


def test_an_article_is_no_comment_beside_its_only_one() -> None:
    post = (
        "<article class=post><h1>A story</h1><time datetime='2024-03-11T09:00'></time><b>Mia</b><p>Text.</p></article>"
    )
    row = "<article class=comentario><b>NAME</b><i>DAY</i><p>TEXT</p><a href=#>Reply</a></article>"
    html = f"<div>{post}<section id=comentarios><h2>1 comment</h2>{thread(row, people=PEOPLE[:1])}</section></div>"
    assert told(html) == wanted(people=PEOPLE[:1])
