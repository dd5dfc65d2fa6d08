"""Topics of forums: their first post is the article, and each other a comment."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsarchive.extract import extract
from newsarchive.items import Article
from newsarchive.times import iso

FETCHED = datetime(2026, 11, 1, tzinfo=UTC)
SUBJECT = "Where will the buses go?"
LONG = "The council has closed the landing, and nobody on the northern bank knows what will run there from autumn. " * 3
SHORT = "Over the old bridge."


def _article(body: str, head: str = "") -> Article:
    page = f"<html lang=en><head><title>{SUBJECT} - Boards</title>{head}</head><body>{body}</body></html>"
    return extract(page, "https://example.org/topic/7", fetched_at=FETCHED)


def _told(article: Article) -> tuple[list[str], str | None, list[str | None]]:
    names = [author.name for author in article.authors]
    return names, iso(article.published), [comment.author for comment in article.comments]


def _boxed(number: int, name: str, title: str, text: str) -> str:
    """Return a post as FluxBB prints it."""
    return (
        f"<div id=p{number} class='blockpost row{number % 2}'><h2><span>#{number} <a href='#p{number}'>"
        f"2024-03-12 09:4{number}:00</a></span></h2><div class=box><dl><dt><strong><a href='/u?id={number}'>{name}"
        f"</a></strong></dt><dd>Registered 2013-05-04</dd></dl><div class=postright><h3>{title}</h3>"
        f"<div class=postmsg><p>{text}</p></div></div></div></div>"
    )


def test_replies_whose_titles_answer_the_topic_s_are_comments_on_its_first_post() -> None:
    posts = _boxed(1, "Ann", SUBJECT, LONG) + _boxed(2, "Ben", f"Re: {SUBJECT}", SHORT)
    article = _article(f"<div id=main>{posts}{_boxed(3, 'Cid', f'Re: {SUBJECT}', 'Nobody asked.')}</div>")
    assert _told(article) == (["Ann"], "2024-03-12T09:41:00", ["Ben", "Cid"])
    assert article.body == (LONG.strip(),)


def test_a_bold_title_answers_the_topic_s_too() -> None:
    row = (
        "<div class=message><table><tr><td><div class=message-author><a href='/profile.php?1'>{}</a></div><small>"
        "<strong>{}</strong><br>March 12, 2024 09:4{}AM</small></td></tr></table><div class=message-body>{}</div></div>"
    )
    posts = row.format("Ann", SUBJECT, 1, LONG) + row.format("Ben", f"Re: {SUBJECT}", 2, SHORT)
    assert _told(_article(f"<h1>{SUBJECT}</h1>{posts}")) == (["Ann"], "2024-03-12T09:41:00", ["Ben"])


def test_where_the_first_bears_another_title_all_are_comments() -> None:
    row = (
        "<div class=comment id=comment-{0}><h3>{1}</h3><b class=author>{2}</b>"
        "<time datetime=2024-03-12T09:4{0}>x</time><p>{3}</p></div>"
    )
    rows = row.format(1, "Sad", "Ann", SHORT) + row.format(2, f"Re: {SUBJECT}", "Ben", "Nobody asked.")
    article = _article(f"<h1>{SUBJECT}</h1><video src=/v></video><div id=comments>{rows}</div>")
    assert [comment.author for comment in article.comments] == ["Ann", "Ben"]


def _prosilver(number: int, name: str, text: str) -> str:
    """Return a post as phpBB prints it, which tells first since when its author is a member."""
    user = f"<a href='/memberlist?u={number}' class=username>{name}</a>"
    return (
        f"<div id=p{number} class=post><dl class=postprofile><dt>{user}</dt><dd>Joined: Sat May 04, 2013</dd></dl>"
        f"<p class=author><a href='#p{number}'>Post</a><span>by <strong>{user}</strong> » </span>Tue Mar 12, 2024 9:4"
        f"{number} am</p><div class=content>{text}</div></div>"
    )


def test_author_and_moment_of_the_first_post_are_the_article_s() -> None:
    posts = _prosilver(1, "Ann", LONG) + _prosilver(2, "Ben", SHORT)
    assert _told(_article(f"<h2>{SUBJECT}</h2>{posts}")) == (["Ann"], "2024-03-12T09:41:00", ["Ben"])


def test_a_moment_told_machines_is_trusted_more_than_that_of_the_first_post() -> None:
    head = "<meta property=article:published_time content=2024-03-11T08:00:00Z>"
    posts = _prosilver(1, "Ann", LONG) + _prosilver(2, "Ben", SHORT)
    told = _told(_article(f"<h2>{SUBJECT}</h2>{posts}", head))
    assert told == (["Ann"], "2024-03-11T08:00:00+00:00", ["Ben"])


def test_a_forum_s_thread_below_an_article_holds_comments_only() -> None:
    story = "".join(f"<p>{LONG}</p>" for _ in range(3))
    posts = _prosilver(1, "Ann", SHORT) + _prosilver(2, "Ben", "Nobody asked.")
    article = _article(f"<article><h1>{SUBJECT}</h1><div class=article-body>{story}</div></article>{posts}")
    assert [(comment.position, comment.author) for comment in article.comments] == [(0, "Ann"), (1, "Ben")]


def _typed(number: int, name: str, text: str) -> str:
    """Return a post as NodeBB prints it."""
    return (
        f"<li itemprop=comment itemscope itemtype=https://schema.org/Comment><meta itemprop=datePublished "
        f"content=2024-03-12T09:4{number}:11.000Z><div itemprop=author itemscope><meta itemprop=name content={name}>"
        f"<a>{name}</a></div><div itemprop=text><p>{text}</p></div></li>"
    )


@pytest.mark.parametrize(("second", "commented"), [("11", ["Ben"]), ("12", ["Ann", "Ben"])])
def test_a_declared_topic_was_written_in_the_second_of_its_first_post(second: str, commented: list[str]) -> None:
    told = f"<h1>{SUBJECT}</h1><meta itemprop=datePublished content=2024-03-12T09:41:{second}.000Z>"
    posts = f"<ul>{_typed(1, 'Ann', LONG)}{_typed(2, 'Ben', SHORT)}</ul>"
    article = _article(f"<div itemscope itemtype=https://schema.org/DiscussionForumPosting>{told}{posts}</div>")
    assert [comment.author for comment in article.comments] == commented


def test_the_first_post_bears_the_id_of_the_article_around_it() -> None:
    row = (
        "<div id=post-{0} class=bbp-reply-header><span class=bbp-date>March 12, 2024 at 9:4{0} am</span></div>"
        "<div class=reply><div class=bbp-reply-author><a>{1}</a></div><div class=bbp-reply-content>{2}</div></div>"
    )
    posts = row.format(1, "Ann", f"<p>{LONG}</p>") + row.format(2, "Ben", f"<p>{SHORT}</p>")
    article = _article(f"<article id=post-1><h1>{SUBJECT}</h1><ul class=bbp-replies><li>{posts}</li></ul></article>")
    assert _told(article) == (["Ann"], "2024-03-12T09:41:00", ["Ben"])


def test_a_line_below_the_text_tells_when_it_was_changed() -> None:
    changed = "</p><p><em>Last edited by Ann (2024-03-15 10:00:00)</em>"
    posts = _boxed(1, "Ann", SUBJECT, LONG) + _boxed(2, "Ben", f"Re: {SUBJECT}", SHORT + changed)
    assert [comment.text for comment in _article(f"<div id=main>{posts}</div>").comments] == [SHORT]
