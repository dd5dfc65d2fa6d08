"""The entries of live blogs in a markup of the site's own."""

from __future__ import annotations

import pytest

from newsarchive.extract import extract
from newsarchive.items import Article
from newsarchive.times import iso
from tests.pages import FETCHED_AT, STORY, URL, page

ENTRIES = (
    ("Council votes", "2023-10-19T10:30:00+00:00", "The council has voted to keep the bridge open for a year."),
    ("", "2023-10-19T10:05:00+00:00", "The mayor is speaking now and says that the money is there."),
    ("Doors open", "2023-10-19T09:45:00+00:00", "The doors are open and residents are taking their seats."),
)


def read(blog: str, head: str = "") -> Article:
    return extract(page(f"<h1>Bridge</h1><div class=body>{STORY}</div>{blog}", head), URL, fetched_at=FETCHED_AT)


def entries(blog: str) -> list[tuple[str, str | None, str]]:
    return [(one.headline or "", iso(one.published), one.text) for one in read(blog).live_entries]


def blog(outer: str, inner: str) -> str:
    rows = (
        inner.format(
            n=number, at=at, clock=at[11:16], title=f"<h3>{title}</h3>" if title else "", text=f"<p>{text}</p>"
        )
        for number, (title, at, text) in enumerate(ENTRIES)
    )
    return outer.format("".join(rows))


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("<section class=live-updates>{}</section>", "<article data-time='{at}' id=p{n}>{title}{text}</article>"),
        (
            "<div id=liveblog>{}</div>",
            "<article class=liveblog-post><time datetime='{at}'>{clock}</time>{title}<div>{text}</div></article>",
        ),
        (
            "<div class=x>{}</div>",
            "<div class=live-blog__post><header><span class=author>Ann Lee</span> <span class=time><time "
            "datetime='{at}'>{clock}</time></span></header>{title}{text}<div class=share><a href=#>Share</a></div>"
            "</div>",
        ),
        (
            "<ul class=x>{}</ul>",
            "<li class=ticker__item><div class=ticker__time><time datetime='{at}'>{clock}</time></div>"
            "{title}{text}</li>",
        ),
        (
            "<ul class=minute-by-minute>{}</ul>",
            "<li><aside><a href='#{n}'><time datetime='{at}'>{clock}</time></a></aside><div>{title}{text}</div></li>",
        ),
    ],
)
def test_blocks_that_repeat_in_what_is_called_a_live_blog_are_its_entries(outer: str, inner: str) -> None:
    assert entries(blog(outer, inner)) == list(ENTRIES)


def test_a_time_of_day_alone_is_no_moment_but_the_entry_is_one() -> None:
    inner = "<div class=ticker__item><span class=ticker__time>{clock}</span>{title}{text}</div>"
    assert entries(blog("<div>{}</div>", inner)) == [(title, None, text) for title, _, text in ENTRIES]


def test_seconds_of_the_clock_of_machines_are_a_moment() -> None:
    inner = "<li data-timestamp=1697711400>{title}{text}</li>"
    assert [at for _, at, _ in entries(blog("<ol class=live-feed>{}</ol>", inner))] == ["2023-10-19T10:30:00+00:00"] * 3


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("<div class=news>{}</div>", "<article data-time='{at}'>{title}{text}</article>"),
        (
            "<div class=live-feed>{}</div>",
            "<div class=card><time datetime='{at}'>{clock}</time><h3><a href=/story/{n}>A story</a></h3>{text}</div>",
        ),
        ("<div class=liveblog-teaser>{}</div>", "<a href=/story/{n}><time datetime='{at}'>{clock}</time>{text}</a>"),
    ],
)
def test_other_lists_are_none(outer: str, inner: str) -> None:
    assert entries(blog(outer, inner)) == []


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "row",
    [
        "<div class=e data-time='2023-10-19T10:30'><p>Some words of the text {}</p></div>",
        "<div class=e><span>19 October 2023, 10:30</span><p>Some words of the text {}</p></div>",
    ],
    ids=["stamped", "printed"],
)
def test_a_blog_of_thirty_thousand_entries_is_read_in_one_climb_from_each_moment(row: str) -> None:
    rows = "".join(row.format(number) for number in range(30_000))
    found = read(f"<div class=liveblog>{rows}</div>").live_entries
    assert (len(found), found[-1].text) == (1_000, "Some words of the text 999")


@pytest.mark.timeout(20)
def test_of_boxes_of_dates_in_each_other_only_small_ones_are_read_as_lines() -> None:
    deep = "<div class=date>" * 700 + "<b>w</b>" * 30_000 + "</div>" * 700
    rows = f"<div class=e data-time='2023-10-19T10:30'><p>Some words of the text</p>{deep}</div>" * 2
    assert [one.text.split("\n")[0] for one in read(f"<div class=liveblog>{rows}</div>").live_entries] == [
        "Some words of the text",
        "Some words of the text",
    ]
