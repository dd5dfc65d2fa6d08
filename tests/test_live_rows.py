"""The entries of a live blog as a page prints them, where neither JSON-LD nor microdata lists them."""

from __future__ import annotations

import pytest

from newsarchive.extract import extract
from newsarchive.extract.body.live_rows import _are_in_order
from newsarchive.items import LiveEntry
from newsarchive.times import iso, parse_moment
from tests.pages import FETCHED_AT, URL, page

ENTRIES = (
    ("2024-04-30T12:30:00+02:00", "The mayor arrives", "The mayor has come to the bridge and shakes hands."),
    ("2024-04-30T12:10:00+02:00", "Crowds gather", "Some two hundred people stand at the barrier."),
    ("2024-04-30T11:45:00+02:00", "Road closed", "Police have closed the road for lorries until tonight."),
)
WANTED = [(headline, text, moment, str(number)) for number, (moment, headline, text) in enumerate(ENTRIES)]
PLAIN = (
    '<article class="{names}" id="{id}"><time datetime="{moment}">x</time><h2>{headline}</h2><p>{text}</p></article>'
)
TOLD = list(enumerate(ENTRIES))
LISTED = "".join(
    PLAIN.format(names="entry", id=number, moment=moment, headline=headline, text=text)
    for number, (moment, headline, text) in TOLD
)
INTRODUCTION = "<p>The old bridge opens again today. Follow the day here.</p>"


def entries(
    row: str, title: str = "Bridge reopens: live", names: str = "entry", lead: str = INTRODUCTION
) -> list[LiveEntry]:
    """Return what is read of a page of rows in this markup."""
    rows = "".join(
        row.format(names=names, id=number, moment=moment, headline=headline, text=text)
        for number, (moment, headline, text) in enumerate(ENTRIES)
    )
    html = page(f"<main><h1>{title}</h1>{lead}<div class=rows>{rows}</div></main>", f"<title>{title}</title>")
    return list(extract(html, URL, fetched_at=FETCHED_AT).live_entries)


ROWS = {
    "article": PLAIN,
    "a permalink around the time": (
        '<article id="{id}"><header><a href="#{id}"><time datetime="{moment}">12:30 GMT</time></a><h2>{headline}</h2>'
        "</header><div><p>{text}</p></div></article>"
    ),
    "a second time, of an update": (
        '<li id="{id}"><p>Posted <time datetime="{moment}">x</time></p><h3>{headline}</h3><p>{text}</p>'
        '<p>Updated <time datetime="2024-04-30T14:00:00+02:00">x</time></p></li>'
    ),
    "head and byline in a header": (
        '<article id="{id}"><header><a href="#{id}"><time datetime="{moment}">2h</time> <span>12.30 BST</span></a>'
        "<h2>{headline}</h2><div><span>Ann Lee</span></div></header><p>{text}</p></article>"
    ),
    "the time in the heading": (
        '<li id="{id}"><h3><span><span><time datetime="{moment}">12:30 30 April</time><span>Breaking</span></span>'
        "<span>{headline}</span></span></h3><p>{text}</p></li>"
    ),
    "a byline below the heading": (
        '<li id="{id}"><p><time datetime="{moment}">x</time></p><h3>{headline}</h3><p>By Ann Lee</p><p>{text}</p></li>'
    ),
    "stamps for a script": (
        '<article class="show-author-avatar" id="{id}"><div><div data-js-timestamp="{moment}">{moment}</div><div>'
        "<b></b></div></div><div><article><h3>{headline}</h3><p>{text}</p></article></div></article>"
    ),
    "an aside of stamps": (
        '<div id="{id}"><aside><a href="#"><span>2h</span> <time datetime="{moment}">x</time></a></aside>'
        "<div><h3>{headline}</h3><p>{text}</p></div></div>"
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_rows_with_a_moment_each_are_the_entries_of_a_live_page(name: str) -> None:
    found = [(one.headline, one.text.split("\n")[0], iso(one.published), one.source_id) for one in entries(ROWS[name])]
    assert found == WANTED


def test_a_day_in_the_attribute_has_its_time_from_what_is_printed() -> None:
    row = '<li id="{id}"><h3><time datetime="30 April 2024">{moment}</time></h3><p>{text}</p></li>'
    printed = row.replace("{moment}", "1{id}:05 30 April 2024")
    assert [(one.headline, iso(one.published)) for one in entries(printed)] == [
        (None, f"2024-04-30T1{hour}:05:00") for hour in range(3)
    ]


def test_key_events_and_the_copy_of_a_pinned_entry_are_no_entries() -> None:
    times = "".join(f'<li><a href="#{n}"><time datetime="{at}">x</time></a></li>' for n, (at, _, _) in TOLD)
    keys = f"<ul>{times}<li><time datetime='2024-04-30T09:00'>x</time> And</li></ul>"
    moment, headline, text = ENTRIES[-1]
    pinned = PLAIN.format(names="pinned", id="", moment=moment, headline=headline, text=text).replace(' id=""', "")
    for around in (pinned, f"<div>{pinned}</div>"):
        html = page(f"<main><h1>Bridge: live</h1>{keys}<div>{around}{LISTED}</div></main>")
        found = extract(html, URL, fetched_at=FETCHED_AT).live_entries
        assert [one.source_id for one in found] == ["0", "1", "2"]


@pytest.mark.parametrize(
    "title", ["Newsblog: die Brücke", "Le pont en direct", "El puente en vivo", "桥梁直播", "Köprü: canlı"]
)
def test_a_page_says_in_many_languages_that_it_is_live(title: str) -> None:
    assert len(entries(PLAIN, title)) == 3


@pytest.mark.parametrize("title", ["Black lives matter here", "Olive oil", "The mayor delivers", "Direct trains"])
def test_words_that_only_look_like_live_say_nothing(title: str) -> None:
    assert entries(PLAIN, title) == []


def test_the_row_itself_may_say_that_it_is_live() -> None:
    assert len(entries(PLAIN, "The bridge reopens", "liveblog-entry")) == 3
    assert entries(PLAIN, "The bridge reopens") == []


def test_an_entry_without_a_headline_is_its_text() -> None:
    found = entries('<div id="{id}"><time datetime="{moment}">x</time><p>{text}</p></div>')
    assert [(one.headline, one.text) for one in found] == [(None, text) for _, _, text in ENTRIES]


OTHERS = {
    "days without a time": PLAIN.replace("{moment}", "2024-04-30"),
    "a long text beside them": PLAIN,
    "quotations": '<blockquote id="{id}"><time datetime="{moment}">x</time><p>{text}</p></blockquote>',
    "related stories": PLAIN.replace("{names}", "related"),
    "stamps without a text": '<div id="{id}"><time datetime="{moment}">x</time></div>',
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_rows_are_no_entries(name: str) -> None:
    lead = f"<div>{'<p>The bridge cost nine million, twice what was planned two years ago.</p>' * 9}</div>"
    assert entries(OTHERS[name], lead=lead) == []


def test_rows_in_no_order_of_time_are_no_entries() -> None:
    rows = (
        *ENTRIES[:2],
        ("2024-04-30T13:00:00+02:00", "Late", "This one stands below what came before it."),
        *ENTRIES[1:],
    )
    html = "".join(PLAIN.format(names="entry", id=1, moment=m, headline=h, text=t) for m, h, t in rows[1:4])
    found = extract(page(f"<h1>Bridge: live</h1><div>{html}</div>"), URL, fetched_at=FETCHED_AT)
    assert found.live_entries == ()
    assert len(found.body) > 3


def test_readers_comments_are_no_entries() -> None:
    head = '<cite class=fn>Ann</cite> <time datetime="{moment}">x</time>'
    row = f'<li class="comment" id="comment-{{id}}">{head}<p>{{text}}</p></li>'
    assert entries(row) == []


def test_of_a_very_long_live_page_the_first_entries_are_read() -> None:
    rows = "".join(
        f"<div><time datetime=2024-04-30T12:30:00Z>x</time><p>{ENTRIES[0][2]} {n}</p></div>" for n in range(20_000)
    )
    found = extract(page(f"<h1>Bridge: live</h1><div>{rows}</div>"), URL, fetched_at=FETCHED_AT)
    assert len(found.live_entries) == 1_000


@pytest.mark.timeout(20)
def test_a_time_deep_inside_a_long_entry_is_looked_around_once() -> None:
    deep = "<div>" * 700 + '<time datetime="{moment}">x</time>' + "<b>w</b>" * 40_000 + "</div>" * 700
    found = entries(f'<section id="{{id}}"><h2>{{headline}}</h2><p>{{text}}</p>{deep}</section>')
    assert [one.headline for one in found] == [headline for _, headline, _ in ENTRIES]


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "opened",
    [
        "<dl><dt>Why?<dd>So ",
        "<div itemscope itemtype=https://schema.org/Question><h3 itemprop=name>Why?</h3><div itemprop=acceptedAnswer>",
        "<time datetime=2024-03-11T08:15>x</time>",
        "<div class=live-ticker><p>12:15 Something is said</p>",
    ],
)
def test_thousands_of_nested_or_neighbouring_pieces_are_read_once_each(opened: str) -> None:
    extract(page(f"<h1>Live: A story</h1><p>A text.</p>{opened * 3_000}"), URL, fetched_at=FETCHED_AT)


@pytest.mark.parametrize(
    ("minutes", "are"),
    [((30, 20, 10), True), ((10, 20, 30), True), ((30, 30, 10), True), ((30, 10, 20), False), ((30, 20), False)],
)
def test_the_entries_of_a_live_blog_go_one_way_through_the_day(minutes: tuple[int, ...], are: bool) -> None:
    moments = (parse_moment(f"2024-04-30T12:{minute}:00+02:00", fetched_at=FETCHED_AT) for minute in minutes)
    assert _are_in_order([LiveEntry(None, "The mayor has come.", moment) for moment in moments]) is are
