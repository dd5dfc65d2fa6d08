"""Threads that no platform's markup tells, and what finds them: one comment alone, buttons, tags, ids."""

from __future__ import annotations

import pytest

from newsarchive.extract.article import as_plain
from newsarchive.extract.document import Document
from tests.threads import ANN, BEN, comments, read

ONE = (None, *ANN[1:])
TWO = (None, "Ben", "2024-03-12T14:58:00", 0, BEN[4])


@pytest.mark.parametrize(
    "thread",
    [
        "<div class=reader-comments><div><b>{name}</b> <i>{day}</i></div><div>{text}</div></div>",
        "<section><h3>Comments (1)</h3><ul><li><b>{name}</b><span>{day}</span><p>{text}</p></li></ul></section>",
        "<div><h3>Comments</h3><p><strong>{name}</strong> ({day})<br>{text}</p></div>",
        "<table class=comments><tr><td>{name}</td><td>{day}</td></tr><tr><td colspan=2>{text}</td></tr></table>",
        "<div><div><b>{name}</b><span>{day}</span></div><div>{text}</div><a href='#'>Reply</a></div>",
    ],
)
def test_one_comment_alone_is_found(thread: str) -> None:
    assert comments(thread.format(name="Ann", day="12 March 2024, 09:41", text=ANN[4])) == [ONE]


@pytest.mark.parametrize(
    "box",
    [
        "<div class=comments-head><b>Miriam Oakley</b> <i>12 March 2024, 09:41</i> <span>Leeds</span></div>",
        "<div class=discussion><b>Ann</b> <i>12 March 2024</i> <h3><a href=/x>A bridge nobody wanted</a></h3></div>",
        "<div class=comments><p>Closed on 12 March 2024, at 09:41</p></div>",
        "<h2>Comments</h2><p>Write to the harbour office.</p><div>Last edited <i>Tue Mar 12 09:41:00 2024</i></div>",
        "<div class=comment id=c1><b class=author>{{ comment.nick }}</b><p class=text>{{ comment.text }}</p></div>",
        "<div class=comment id=c1><time>{{ comment.created | day }}</time><p>{{ comment.text }} Reply</p></div>",
    ],
)
def test_a_byline_a_teaser_and_a_notice_are_no_comment(box: str) -> None:
    assert comments(box) == []


def test_a_reader_may_write_of_templates() -> None:
    thread = (
        "<div class=comments><div><b>Ann</b> <i>12 March 2024, 09:41</i></div><div>{{Info}} is what we want</div></div>"
    )
    assert [it[4] for it in comments(thread)] == ["{{Info}} is what we want"]


def test_a_block_named_for_comments_above_the_text_is_a_byline() -> None:
    text = "<p>A sentence of the story that is as long as sentences are, and then some.</p>" * 4
    block = "<div class=comments-bar><b>Ann</b> <i>12 March 2024, 09:41</i><p>Staff writer and editor</p></div>"
    assert comments(block + text) == []
    assert len(comments(text + block)) == 1


@pytest.mark.parametrize(
    ("language", "reply"),
    [("en", "Reply"), ("he", "הגב"), ("hi", "जवाब दें"), ("de", " Antworten "), ("tr", "Yanıtla"), ("tr", "YANITLA")],
)
def test_blocks_in_which_one_may_answer_are_a_thread(language: str, reply: str) -> None:
    block = (
        "<div class=x9z><div class=q1><b>{}</b><span>{}</span></div><div class=q2>{}</div><button>"
        + reply
        + "</button>{}</div>"
    )
    page = block.format("Ann", "2024-03-12 09:41", ANN[4], "") + block.format("Ben", "2024-03-12 14:58", BEN[4], "")
    assert comments(f"<div class=x1>{page}</div>", language) == [ONE, TWO]


def test_what_stands_right_behind_a_comment_and_holds_others_are_its_replies() -> None:
    block = "<div class=sc-a><b>{}</b><span>{}</span><div class=sc-b>{}</div></div>"
    first, second = block.format("Ann", "2024-03-12 09:41", ANN[4]), block.format("Ben", "2024-03-12 14:58", BEN[4])
    assert comments(f"<h2>Comments</h2><div class=sc-c>{first}<div class=sc-d>{second}</div></div>") == [
        ONE,
        (None, *BEN[1:]),
    ]


def test_a_custom_element_is_named_by_its_tag() -> None:
    block = "<x-comment id=c{}><x-author>{}</x-author><x-date>{}</x-date><x-text>{}</x-text></x-comment>"
    page = block.format(11, "Ann", "2024-03-12 09:41", ANN[4]) + block.format(12, "Ben", "2024-03-12 14:58", BEN[4])
    assert comments(f"<reader-comments>{page}</reader-comments>") == [ANN, ("12", *TWO[1:])]
    index = Document.parse(
        "<article-body><p>Text.</p></article-body><amp-sidebar></amp-sidebar>", "https://a.example/"
    ).index
    assert [el.tag for el in index.bodies] == ["article-body"]
    assert [el.tag for el in index.boxes] == ["amp-sidebar"]


def test_ids_of_blocks_that_differ_in_their_number_alone_are_the_comments() -> None:
    block = "<div class=zz id=msg{}><div class=who>{}</div><div class=at>{}{}</div><div class=said>{}</div></div>"
    answer = " <a href='#msg11'>in reply to</a>"
    page = block.format(11, "Ann", "2024-03-12 09:41", "", ANN[4]) + block.format(
        12, "Ben", "2024-03-12 14:58", answer, BEN[4]
    )
    assert comments(f"<div class=comments>{page}</div>") == [ANN, BEN]


@pytest.mark.parametrize(
    "card",
    [
        "<b class=author>{}</b><time datetime={}>x</time><h3><a href=/t{}>Tram</a></h3><p>{}</p>",
        "<b class=author>{}</b><time datetime={}>x</time><a href=/t{}>{}</a>",
        "<b class=author>{}</b><time datetime={}>x</time><i>Korsund /</i> <div><a href=/t{}>{}</a></div>",
        "<b class=author>{}</b><time datetime={}>x</time><h3><a href=/t{}>旧码头改建为滨水公园</a></h3><p>{}</p>",
    ],
)
def test_cards_of_other_articles_below_a_heading_such_as_discussion_are_no_thread(card: str) -> None:
    cards = card.format("Ann", ANN[2], 1, ANN[4]), card.format("Ben", BEN[2], 2, BEN[4])
    assert comments(f"<section><h2>Discussion</h2><article>{cards[0]}</article><article>{cards[1]}</article>") == []


@pytest.mark.parametrize(
    ("head", "text"),
    [
        ("<dt>12 March 2024, 09:41 - <span>Ann</span></dt>", ANN[4]),
        ("<dt><i>12 March 2024, 09:41</i> <b>Ann</b>:</dt>", ANN[4]),
        ("<dt><span>Ann</span> <i>12 March 2024, 09:41</i></dt>", "They do it for the people by the sea."),
        ("<dt><b>Ann</b> <i>12 March 2024, 09:41</i></dt>", "I wait for this since 9 years."),
    ],
)
def test_names_are_found_behind_the_day_and_never_in_the_text(head: str, text: str) -> None:
    other = "<dt><b>Ben</b> <i>12 March 2024, 14:58</i></dt><dd><p>Over the old bridge.</p></dd>"
    found = comments(f"<dl class=commentlist>{head}<dd><p>{text}</p></dd>{other}</dl>")
    assert found == [(None, "Ann", ANN[2], 0, text), TWO]


def test_a_name_with_the_day_above_the_text_is_no_paragraph() -> None:
    text = "The council voted on Tuesday evening to reopen the old tram line between market and docks, after years."
    for line in ("Miriam Oakley, 10.03.2024", "山口恵, 10.03.2024"):
        page = f"<h1>A story of a tram</h1><font>{line}</font><p>{text}</p><p>{text.replace('tram', 'bus')}</p>"
        assert as_plain(page, "https://a.example/x")["body"].startswith(text)


@pytest.mark.parametrize("clock", ["9:41 a.m.", "1 p.m.", "noon", "midnight"])
def test_a_name_is_found_behind_a_clock_however_it_is_printed(clock: str) -> None:
    pair = "<dt>March 12, 2024, {} - {}</dt><dd><p>{}</p></dd>"
    found = comments(
        f"<dl id=comments>{pair.format(clock, 'Ann Lee', ANN[4])}{pair.format('14:58', 'Ben', TWO[4])}</dl>"
    )
    assert [(name, text) for _, name, _, _, text in found] == [("Ann Lee", ANN[4]), ("Ben", TWO[4])]


@pytest.mark.parametrize(
    ("heading", "claimed"),
    [
        ("Hozzászólások (2)", 2),
        ("Komentarji (2)", 2),
        ("Komentarai (2)", 2),
        ("Kommentaarid (2)", 2),
        ("মন্তব্য (2)", 2),
        ("კომენტარები (2)", 2),
        ("댓글 2개", 2),
        ("网友评论(2)", 2),
        ("Ý kiến (2)", 2),
        ("Diskuze", None),
        ("Ummæli", None),
    ],
)
def test_a_heading_in_many_languages_announces_a_thread_that_nothing_names(heading: str, claimed: int | None) -> None:
    row = "<li><div><b>{} Lee</b></div><div>12.03.2024 14:0{}</div><div>Where will the buses go?</div></li>"
    thread = read(f"<h3>{heading}</h3><ul>{row.format('Ann', 5)}{row.format('Bo', 6)}</ul>")
    assert ([one.author for one in thread.comments], thread.claimed) == (["Ann Lee", "Bo Lee"], claimed)


def test_the_short_form_of_a_comment_that_is_folded_up_is_no_other_one() -> None:
    fold = "<div class=head><div style='display:none'><span>By {}, <i>12 March 2024</i></span></div></div>"
    row = fold + "<div class=in><span>By <a>{}</a>, <i>{}</i></span></div><div><span class=Body>{}</span></div>"
    rows = "".join(f"<div class=item>{row.format(it[1], it[1], it[2], it[4])}</div>" for it in (ONE, TWO))
    assert comments(f"<div id=comments>{rows}</div>") == [ONE, TWO]


def test_a_heading_for_those_without_scripts_tells_nothing_of_what_stands_below_the_article() -> None:
    box = (
        "<div class=box><h4 class=name><a href=/x>Ten bridges</a></h4> <p>A film of all bridges of the town.</p></div>"
    )
    page = f"<div>{{}}</div>{box}{box.replace('Ten', 'All')}"
    heading = "<h2>Comments</h2><p>Load them.</p>"
    assert len(comments(page.format(heading))) == 2
    assert comments(page.format(f"<noscript>{heading}</noscript>")) == []


@pytest.mark.parametrize(
    ("form", "around"),
    [
        ("<tr><td><b>{n}</b> schrieb am 12.03.2024 um 09:41 Uhr:<br>{t}</td></tr>", "table"),
        ("<h4>{n}</h4><small>12.03.2024 09:41</small><p>{t}</p>", "div"),
        ("<div class=kommentti><b>{n}</b> 12.3.2024 klo 9.41<p>{t}</p></div>", "div"),
        ("<div class=komment><a>{n}</a> 2024. március 12. 09:41<div>{t}</div></div>", "div"),
        ("<li class=f><a class=name>{n}</a><em>2024-03-12 09:41</em><p>{t}</p><span>回复 | 支持(0)</span></li>", "ul"),
        ("<li><p class=meta>投稿者：{n}　2024年03月12日 09:41</p><p class=body>{t}</p></li>", "ul"),
        ("<div class=c><p>{t}</p><div>{n} <span class=date>Tue Mar 12 09:41:00 2024</span></div></div>", "div"),
    ],
)
def test_name_day_and_text_are_told_apart_wherever_they_stand(form: str, around: str) -> None:
    rows = "".join(form.format(n=it[1], t=it[4]) for it in (ANN, BEN))
    found = comments(f"<section id=comments><h3>Kommentare (2)</h3><{around}>{rows}</{around}></section>", "de")
    assert [it[1:] for it in found] == [(*ANN[1:3], 0, ANN[4]), (BEN[1], ANN[2], 0, BEN[4])]


@pytest.mark.parametrize(("box", "wanted"), [("widget Blog", [ANN, BEN]), ("widget", [])])
def test_the_posts_of_blogger_stand_in_a_widget_and_other_widgets_beside_the_text(
    box: str, wanted: list[tuple[str | None, str, str, int, str]]
) -> None:
    rows = "".join(f"<div class=comment><b>{it[1]}</b> <i>{it[2]}</i><p>{it[4]}</p></div>" for it in (ANN, BEN))
    found = comments(f"<div class='{box}'><div class=comments>{rows}</div></div>")
    assert [(it[1], it[4]) for it in found] == [(it[1], it[4]) for it in wanted]


@pytest.mark.parametrize(("name", "wanted"), [("Ann", 1), ("2 Comments", 0)])
def test_a_box_that_only_its_class_calls_a_comment_is_none_where_its_name_counts(name: str, wanted: int) -> None:
    box = f"<div class=user-comment><b>{name}</b> <i>12 March 2024, 09:41</i><p>{ANN[4]}</p></div>"
    assert len(comments(box)) == wanted


def test_a_thread_that_only_its_heading_tells_ends_with_the_next_heading() -> None:
    rows = [f"<div class=q><b>{it[1]}</b><i>{it[2]}</i><p>{it[4]}</p></div>" for it in (ANN, BEN)]
    thread = f"<div><h3>Comments (2)</h3>{''.join(rows)}{{}}{rows[0].replace('Ann', 'Cal')}</div>"
    assert [it[1] for it in comments(thread.format("<h3>More</h3>"))] == ["Ann", "Ben"]
    assert [it[1] for it in comments(thread.format(""))] == ["Ann", "Ben", "Cal"]


def test_a_day_that_a_template_spreads_over_lines_is_one() -> None:
    day = "12 March 2024,\n" + " " * 300 + "09:41"
    rows = "".join(f"<div class=q><b>{it[1]}</b><i>{day}</i><p>{it[4]}</p></div>" for it in (ANN, BEN))
    assert [it[2] for it in comments(f"<div><h3>Comments (2)</h3>{rows}</div>")] == ["2024-03-12T09:41:00"] * 2
