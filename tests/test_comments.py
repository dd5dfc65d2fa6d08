"""What a thread must be, whatever its markup."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsarchive.extract.rules import Rules
from newsarchive.items import Comment, Moment
from tests.threads import comment, listed, read, tree


def test_a_comment_is_kept_whole() -> None:
    html = listed(
        '<li class="comment byuser" id="comment-7"><article id="div-comment-7" class="comment-body">'
        '<footer class="comment-meta"><div class="comment-author vcard"><img alt="" class="avatar" src="a.png">'
        '<b class="fn"><a href="/people/ann" rel="external nofollow ugc" class="url">Ann</a></b> '
        '<span class="says">says:</span></div><div class="comment-metadata"><a href="#comment-7">'
        '<time datetime="2020-05-03T15:46:00+02:00">May 3, 2020 at 3:46 pm</time></a> '
        '<span class="edit-link"><a href="#">Edit</a></span></div></footer>'
        '<div class="comment-content"><p>One.</p><p>Two<br>lines.</p></div>'
        '<div class="reply"><a class="comment-reply-link" href="?replytocom=7#respond">Reply</a></div></article></li>'
    )
    assert read(html).comments == (
        Comment(
            source_id="7",
            parent_source_id=None,
            kind="comment",
            position=0,
            depth=0,
            author="Ann",
            author_url="https://example.org/people/ann",
            published=Moment(
                raw="2020-05-03T15:46:00+02:00",
                local=datetime(2020, 5, 3, 15, 46),
                utc=datetime(2020, 5, 3, 13, 46, tzinfo=UTC),
                offset_minutes=120,
                precision="second",
                zone_source="attribute",
            ),
            text="One.\n\nTwo\nlines.",
        ),
    )


def test_a_page_without_comments_has_none() -> None:
    thread = read(
        '<div id="respond" class="comment-respond"><h3>Leave a Comment</h3><form><textarea></textarea></form></div>'
    )
    assert (thread.comments, thread.claimed, thread.pages, thread.flags) == ((), None, (), ())


def test_a_reply_knows_its_parent_and_no_text_is_anothers() -> None:
    html = listed(
        comment(1, "First.", replies=comment(2, "Second.", replies=comment(3, "Third."))), comment(4, "Fourth.")
    )
    assert tree(read(html)) == [
        ("1", None, 0, "First."),
        ("2", "1", 1, "Second."),
        ("3", "2", 2, "Third."),
        ("4", None, 0, "Fourth."),
    ]


@pytest.mark.parametrize(
    "html",
    [
        # Soledad: no list around the replies
        '<div class="comments"><div class="comment depth-1" id="comment-1"><div class="thecomment">'
        '<div class="comment-text"><span class="author">Ann</span>'
        '<span class="date" datetime="2020-05-03T15:46:00+02:00"title="x">3 May</span>'
        '<div class="comment-content"><p>First.</p></div><span class="reply"><a>Reply</a></span></div></div>'
        '<div class="comment depth-2" id="comment-2"><div class="thecomment"><div class="comment-text">'
        '<span class="author">Bob</span><span class="date" datetime="2020-05-03T16:46:00+02:00">3 May</span>'
        '<div class="comment-content"><p>Second.</p></div></div></div></div></div></div>',
        # a list of replies beside the comment
        '<div class="comment-list"><div class="comment" id="comment-1"><p class="comment-author">Ann</p>'
        '<p class="comment-content">First.</p></div><ul class="children"><div class="comment" id="comment-2">'
        '<p class="comment-author">Bob</p><p class="comment-content">Second.</p></div></ul></div>',
        # the parent in an attribute
        '<ul><li class="comment" id="comment-1"><b class="fn">Ann</b><p>First.</p></li>'
        '<li class="comment" id="comment-2" data-parent-id="1"><b class="fn">Bob</b><p>Second.</p></li></ul>',
        # a flat list whose classes tell the level
        '<ul><li class="comment depth-1" id="comment-1"><b class="fn">Ann</b><p>First.</p></li>'
        '<li class="comment depth-2" id="comment-2"><b class="fn">Bob</b><p>Second.</p></li></ul>',
        # a flat list that is indented
        '<div class="comment" id="comment-1" style="margin-left: 0px"><b class="fn">Ann</b><p>First.</p></div>'
        '<div class="comment" id="comment-2" style="margin-left: 25px"><b class="fn">Bob</b>'
        "<p>Second.</p></div>",
        # wpDiscuz prints the parent in the id
        '<div class="wpd-comment" id="wpd-comm-1_0"><div class="wpd-comment-author">Ann</div>'
        '<div class="wpd-comment-text"><p>First.</p></div></div><div class="wpd-comment wpd-reply" id="wpd-comm-2_1">'
        '<div class="wpd-comment-author">Bob</div><div class="wpd-comment-text"><p>Second.</p></div></div>',
    ],
    ids=["soledad", "list-beside", "attribute", "level-class", "indent", "wpdiscuz"],
)  # fmt: skip
def test_a_parent_is_told_by_nesting_lists_attributes_classes_or_indent(html: str) -> None:
    assert tree(read(html)) == [("1", None, 0, "First."), ("2", "1", 1, "Second.")]


def test_levels_printed_by_wordpress_overrule_a_nesting_that_only_a_forgotten_end_tag_made() -> None:
    html = (
        '<div class="comment depth-1" id="comment-1"><b class="fn">Ann</b><p>First.</p>'
        '<div class="comment depth-2" id="comment-2"><b class="fn">Bob</b><p>Second.</p>'
        '<div class="comment depth-1" id="comment-3"><b class="fn">Cy</b><p>Third.</p></div></div></div>'
    )
    assert tree(read(html)) == [("1", None, 0, "First."), ("2", "1", 1, "Second."), ("3", None, 0, "Third.")]


def test_a_reply_to_a_comment_that_the_page_holds_back_keeps_its_id() -> None:
    html = listed(comment(5, "An answer.", attributes='data-parent="4"'))
    assert tree(read(html)) == [("5", "4", 0, "An answer.")]


def test_a_comment_that_replies_to_itself_or_in_a_ring_is_cut() -> None:
    html = listed(
        comment(1, "Self.", attributes='data-parent="1"'),
        comment(2, "Ring one.", attributes='data-parent="3"'),
        comment(3, "Ring two.", attributes='data-parent="2"'),
    )
    thread = read(html)
    assert tree(thread) == [("1", None, 0, "Self."), ("2", "3", 1, "Ring one."), ("3", None, 0, "Ring two.")]
    assert [flag.name for flag in thread.flags] == ["comment_cycle"]


def test_an_id_that_stands_twice_belongs_to_the_first() -> None:
    thread = read(listed(comment(8, "One."), comment(8, "Two."), comment(9, "Three.")))
    assert tree(thread) == [("8", None, 0, "One."), (None, None, 0, "Two."), ("9", None, 0, "Three.")]
    assert [flag.name for flag in thread.flags] == ["duplicate_comment_id"]


def test_comments_that_a_page_prints_twice_are_kept_once() -> None:
    thread = listed(comment(1, "One.", replies=comment(2, "Two.")), comment(3, "One."))
    assert tree(read(thread + thread)) == [("1", None, 0, "One."), ("2", "1", 1, "Two."), ("3", None, 0, "One.")]


@pytest.mark.parametrize(
    ("start", "middle", "end"),
    [
        ('<div class="comment" id="comment-{0}"><b class="fn">N{0}</b><p>Text {0}.</p>', "", "</div>"),
        (
            '<li class="comment" id="comment-{0}"><b class="fn">N{0}</b><p>Text {0}.</p>',
            '<ul class="children">',
            "</ul></li>",
        ),
    ],
)  # fmt: skip
def test_a_chain_of_5000_replies_is_read_each_with_its_own_text(start: str, middle: str, end: str) -> None:
    html = "".join(start.format(number) + middle for number in range(5_000)) + end * 5_000
    found = read(html).comments
    assert [(it.source_id, it.author, it.text) for it in found] == [
        (str(number), f"N{number}", f"Text {number}.") for number in range(5_000)
    ]
    # The parser keeps some 900 levels; a deeper reply comes to stand beside the one it answers.
    assert [it.depth for it in found[:800]] == list(range(800))


ROW = '<li class="comment"><i class="fn">A</i><p>x</p></li>'


def test_more_comments_than_the_cap_are_cut_with_a_mark() -> None:
    thread = read(f"<ol>{ROW * 20_001}</ol>")
    assert (len(thread.comments), [flag.name for flag in thread.flags]) == (20_000, ["truncated"])


@pytest.mark.timeout(20)
def test_a_list_is_not_walked_along_for_each_of_its_comments() -> None:
    assert len(read(f"<ol>{ROW * 8_000}{'<hr>' * 200_000}</ol>").comments) == 8_000


@pytest.mark.parametrize(
    "html",
    [
        '<li class="pingback even" id="comment-3"><div class="comment-body">Pingback: <a class="url" '
        'href="http://o.example">Other</a></div></li>',
        '<li class="comment" id="comment-3"><div class="comment-body"><cite class="fn"><a href="http://o.example" '
        'class="url">Other</a></cite><p>[&#8230;] as the other page says [&#8230;]</p></div></li>',
        '<li id="comment-3"><cite>Trackback von <a href="http://o.example">Other</a></cite> <p>Some words.</p></li>',
    ],
)  # fmt: skip
def test_pingbacks_and_trackbacks_are_told_from_comments(html: str) -> None:
    assert [it.kind for it in read(listed(comment(1, "A word."), html)).comments] == ["comment", "pingback"]


def test_a_pingback_of_which_only_the_name_is_printed_has_no_text() -> None:
    html = '<li class="pingback" id="comment-3">Pingback: <a class="url" href="http://o.example">Other</a></li>'
    assert [(it.author, it.text) for it in read(listed(comment(1, "A word."), html)).comments][1] == ("Other", "")


def test_a_comment_that_is_a_picture_has_no_text() -> None:
    liked = '<div class="likes-text">Cy and Dan like this.</div>'
    thread = read(listed(comment(1, "<img src='laugh.gif'>", extra=liked), comment(2, "A word.", extra=liked)))
    assert [(it.author, it.text) for it in thread.comments] == [("Ann", ""), ("Ann", "A word.")]


@pytest.mark.parametrize(
    "html",
    [
        '<ul id="recentcomments"><li class="recentcomments"><span class="comment-author-link">Ann</span> on <a '
        'href="/other/#comment-3">Other</a></li></ul>',
        '<div class="widget widget_recent_comments"><div class="comment"><b class="author">Ann</b>'
        '<time datetime="2020-05-03">x</time><p>Some words.</p></div></div>',
        '<ol class="wp-block-latest-comments"><li class="wp-block-latest-comments__comment"><article><footer>'
        '<a class="wp-block-latest-comments__comment-author">Ann</a> <time datetime="2020-05-03">x</time></footer>'
        '<div class="wp-block-latest-comments__comment-excerpt"><p>Some words.</p></div></article></li></ol>',
        '<div class="view-ultimo_comentario" id="comment567"><div class="comment-content"><a href="/other">Words.</a>'
        '</div><div class="comment-user">por Ann</div></div>',
        '<ul class="blogroll"><li class="comment"><a href="http://x.example">A friend</a></li></ul>',
        '<div class="feedback"><ul>'
        + "".join(
            f'<li class="comment"><b class="author">Ann</b><time datetime="2020-05-0{n}">x</time><p>Some words.</p>'
            f'<a href="/story-{n}/#comment-{n}">more</a></li>'
            for n in (1, 2)
        )
        + "</ul></div>",
    ],
    ids=["classic-widget", "widget", "block", "ultimo", "blogroll", "links-elsewhere"],
)  # fmt: skip
def test_lists_of_the_latest_comments_and_blogrolls_are_no_thread(html: str) -> None:
    assert read(html).comments == ()


def test_rules_of_a_theme_name_the_parts_before_all_words() -> None:
    rules = Rules(
        "odd", comment=(".q",), comment_author=(".q > .w",), comment_time=(".q > .e",), comment_text=(".q > .r",)
    )
    html = (
        '<div class="q"><u class="w">Ann</u><u class="e">2020-05-03 15:46</u><u class="r">Words.</u>'
        '<u class="text">No.</u></div>'
    )
    assert [(it.author, it.published and it.published.raw, it.text) for it in read(html, rules=rules).comments] == [
        ("Ann", "2020-05-03 15:46", "Words.")
    ]


def test_rules_name_the_place_of_the_thread_and_of_its_number() -> None:
    rules = Rules("odd", comments=(".talk",), comments_claimed=(".talk > .sum",))
    thread = read('<h3>4 comments</h3><div class="talk"><b class="sum">17</b></div>', rules=rules)
    assert (thread.claimed, [root.get("class") for root in thread.roots]) == (17, ["talk"])


def test_comments_in_json_ld_are_read_where_the_html_has_none() -> None:
    html = """<script type="application/ld+json">{"@type": "NewsArticle", "comment": [
      {"@type": "Comment", "@id": "https://example.org/a/#comment-5", "author": {"@type": "Person", "name": "Ann"},
       "dateCreated": "2020-05-03T15:46:00Z", "text": "&lt;p&gt;First.&lt;/p&gt;", "upvoteCount": 3,
       "comment": {"@type": "Comment", "author": "Bob", "text": "Second."}}]}</script>"""
    found = read(html).comments
    assert [(it.source_id, it.parent_source_id, it.depth, it.author, it.text, it.likes) for it in found] == [
        ("5", None, 0, "Ann", "First.", 3),
        (None, "5", 1, "Bob", "Second.", None),
    ]


def test_the_first_post_of_a_forum_is_the_article_and_none_is_nested() -> None:
    post = (
        '<article class="message message--post" id="js-post-{0}" data-author="N{0}"><h4 class="message-name">'
        "<a>N{0}</a></h4>"
        '<time class="u-dt" datetime="2020-05-03T15:46:00+0200">x</time><ul><li><a href="#post-{0}">#{0}</a></ul>'
        '<div class="message-body"><div class="bbWrapper">Text {0}.</div></div>'
    )
    html = post.format(1) + post.format(2) + post.format(3)
    assert tree(read(html)) == [("2", None, 0, "Text 2."), ("3", None, 0, "Text 3.")]


def test_a_long_text_is_cut_with_a_mark() -> None:
    text = read(listed(comment(1, "word " * 30_000))).comments[0].text
    assert (len(text), text.endswith("[…]")) == (100_000, True)
