"""What a page says of its thread: how many comments, on which pages, in which system."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsarchive.extract.comments.count_words import that_may_count
from newsarchive.extract.comments.counts import counted
from newsarchive.extract.comments.find import Thread, find_comments
from newsarchive.extract.document import Document
from newsarchive.items import CommentSystem

URL = "https://example.org/2020/05/a-story/"


def read(html: str, *, url: str = URL, head: str = "", body: str = "") -> Thread:
    page = f"<html><head>{head}</head><body class='{body}'><h1>A story</h1><p>Body text.</p>{html}</body></html>"
    return find_comments(
        Document.parse(page, url),
        rules=None,
        fetched_at=datetime(2026, 11, 1, tzinfo=UTC),
        languages=("en",),
        timezone=None,
        published=None,
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4 comments", 4),
        ("1 comment", 1),
        ("0 Comments", 0),
        ("No Comments", 0),
        ("One thought on “A story”", 1),
        ("3 thoughts on “A story with 7 heads”", 3),
        ("12 Responses to A story", 12),
        ("1,234 comments", 1234),
        ("1.234 Kommentare", 1234),
        ("4 Kommentare", 4),
        ("Kommentare (4)", 4),
        ("Ein Kommentar", 1),
        ("2 Gedanken zu „Ein Titel“", 2),
        ("27 commentaires", 27),
        ("5 réflexions sur “Titre”", 5),
        ("1 commentaire", 1),
        ("Comentarios: 8", 8),
        ("8 comentarios", 8),
        ("3 comentários", 3),
        ("2 commenti su “Titolo”", 2),
        ("6 reacties", 6),
        ("Komentarze (9)", 9),
        ("5 komentarzy", 5),
        ("Комментарии (4)", 4),
        ("4 комментария", 4),
        ("3 коментарі", 3),
        ("7 yorum", 7),
        ("2 kommentarer", 2),
        ("5 komentářů", 5),
        ("コメント (2)", 2),
        ("3 条评论", 3),
        ("التعليقات (4)", 4),
        ("Leave a Comment", None),
        ("Top 5 stories", None),
        ("Posted in 2020", None),
    ],
)
def test_a_heading_that_counts_is_understood(text: str, number: int | None) -> None:
    assert counted(text) == number
    assert number is None or that_may_count([text]) == [True]


def test_headings_without_a_word_of_comments_are_told_from_those_with_one() -> None:
    texts = ["Top 5 stories", "Будьте первым", "Sport", "コメント (2)", "Schreiben Sie den ersten Beitrag"]
    assert that_may_count(texts) == [False, True, False, True, True]
    assert that_may_count(texts[:1]) == [False]


@pytest.mark.parametrize(
    ("html", "number"),
    [
        ('<div id="comments"><h4 class="post-box-title">4 comments</h4></div>', 4),
        ('<h2 class="comments-title">7 thoughts on “A story”</h2>', 7),
        ("<section><h3>Kommentare (11)</h3></section>", 11),
        ('<span itemprop="commentCount">21</span>', 21),
        ('<meta itemprop="interactionCount" content="UserComments:31">', 31),
        ('<meta itemprop="interactionCount" content="UserLikes:31">', None),
        (
            '<div itemprop="interactionStatistic" itemscope><meta itemprop="interactionType" '
            'content="https://schema.org/CommentAction"><span itemprop="userInteractionCount">41</span></div>',
            41,
        ),
        ('<script type="application/ld+json">{"@type":"NewsArticle","commentCount":"51"}</script>', 51),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","interactionStatistic":[{"@type":'
            '"InteractionCounter","interactionType":{"@type":"CommentAction"},"userInteractionCount":61}]}</script>',
            61,
        ),
        ('<a href="#comments">71</a>', 71),
        ('<a href="/2020/05/a-story/#respond">0</a>', 0),
        ('<a href="/2020/05/another/#comments">81</a>', None),
        ('<div class="widget_recent_comments"><h3>5 comments</h3></div>', None),
        ('<script type="application/ld+json">{"@type":"Recipe","commentCount":9}</script>', None),
        ("<h2>5 comments that changed the debate</h2>", None),
    ],
)
def test_the_declared_number_is_read_where_it_stands(html: str, number: int | None) -> None:
    assert read(html).claimed == number


def test_the_heading_of_the_thread_goes_before_data_and_meta_lines() -> None:
    html = (
        '<a href="#comments">1 comment</a><script type="application/ld+json">{"@type":"NewsArticle","commentCount":2}'
        '</script><div id="comments"><h3>3 comments</h3></div>'
    )
    assert read(html).claimed == 3


COMMENT = '<li class="comment" id="comment-1"><b class="fn">Ann</b><p>A word.</p>{}</li>'


@pytest.mark.parametrize(
    ("html", "url", "pages"),
    [
        # WordPress, newest page first: the bare address shows page 4
        (
            '<nav class="comment-navigation"><a href="/2020/05/a-story/comment-page-3/#comments">Older</a></nav>'
            + COMMENT.format('<a href="/2020/05/a-story/comment-page-4/#comment-1">3 May</a>'),
            URL,
            [f"{URL}comment-page-{n}/" for n in (1, 2, 3)],
        ),
        # the portal's list of recent comments names one that stands on another page
        (
            '<nav class="comment-navigation"><a href="/2020/05/a-story/comment-page-1/#comments">Older</a></nav>'
            + COMMENT.format('<a href="/2020/05/a-story/comment-page-2/#comment-1">3 May</a>')
            + '<ol class="recent-comments"><li><a href="/2020/05/a-story/comment-page-1/#comment-7">Bo</a></li></ol>',
            URL,
            [f"{URL}comment-page-1/"],
        ),
        # WordPress, oldest page first, with numbers
        (
            '<div class="comments-pagination"><span class="page-numbers current">1</span>'
            '<a class="page-numbers" href="/2020/05/a-story/comment-page-2/#comments">2</a>'
            '<a class="page-numbers" href="/2020/05/a-story/comment-page-5/#comments">5</a></div>',
            URL,
            [f"{URL}comment-page-{n}/" for n in (2, 3, 4, 5)],
        ),
        # on one of the pages
        (
            '<div class="wp-block-comments-pagination"><a href="/2020/05/a-story/comment-page-1/#comments">Older</a>'
            '<a href="/2020/05/a-story/comment-page-3/#comments">Newer</a></div>',
            f"{URL}comment-page-2/",
            [f"{URL}comment-page-1/", f"{URL}comment-page-3/"],
        ),
        # plain addresses
        (
            '<a href="/?p=7&amp;cpage=2#comments">Newer</a><a href="/?p=8&amp;cpage=9#comment-3">another article</a>',
            "https://example.org/?p=7",
            ["https://example.org/?p=7&cpage=1", "https://example.org/?p=7&cpage=2"],
        ),
        # Drupal counts from 0
        (
            f'<section id="comments" class="comments"><ul>{COMMENT.format("")}</ul><ul class="pager">'
            '<li class="pager__item is-active"><a href="?page=0">1</a></li><li><a href="?page=1">2</a></li></ul>'
            "</section>",
            URL,
            [f"{URL}?page=1"],
        ),
        # WordPress links in lower-case percent-encoding, however the page was asked for
        (
            '<nav><a href="/%d0%b2%d0%be%d0%b4%d0%b0/comment-page-1/#comments">Older</a></nav>'
            + COMMENT.format('<a href="/%d0%b2%d0%be%d0%b4%d0%b0/comment-page-2/#comment-1">3 May</a>'),
            "https://example.org/%D0%B2%D0%BE%D0%B4%D0%B0/",
            ["https://example.org/%d0%b2%d0%be%d0%b4%d0%b0/comment-page-1/"],
        ),
        # another article's pages, reply links and the cancel link are none
        (
            '<a href="/2020/05/another/comment-page-2/#comment-9">Bob</a><a href="?replytocom=4#respond">Reply</a>'
            '<a href="/2020/05/a-story/comment-page-1/#respond" id="cancel-comment-reply-link">Cancel</a>',
            URL,
            [],
        ),
    ],
    ids=["newest-first", "recent-comments", "numbers", "on-a-page", "plain", "drupal", "percent", "none"],
)  # fmt: skip
def test_the_other_pages_of_a_thread_are_listed_oldest_first(html: str, url: str, pages: list[str]) -> None:
    assert read(f'<div id="comments"><ol class="comment-list">{html}</ol></div>', url=url).pages == tuple(pages)


def test_no_page_sends_a_crawl_to_more_pages_than_the_limit() -> None:
    assert len(read('<a href="/2020/05/a-story/comment-page-999999/">last</a>').pages) == 500


@pytest.mark.parametrize(
    ("html", "system"),
    [
        (
            '<script data-isso="/isso/" src="/isso/js/embed.min.js"></script>'
            '<section id="isso-thread" data-isso-id="/2020/05/a-story/"></section>',
            CommentSystem(
                "isso",
                (("uri", "/2020/05/a-story/"),),
                "https://example.org/isso/?uri=%2F2020%2F05%2Fa-story%2F",
            ),
        ),
        (
            '<script data-isso="//talk.example/" src="//talk.example/js/embed.min.js"></script>'
            '<section id="isso-thread">',
            CommentSystem("isso", (("uri", "/2020/05/a-story/"),), "https://talk.example/?uri=%2F2020%2F05%2Fa-story%2F"),
        ),
        (
            '<script src="https://cdn.example/comments-ui.min.js" data-ghost-comments="https://example.org/" '
            'data-post-id="63aa" data-count="true"></script>',
            CommentSystem("ghost", (("post", "63aa"),), "https://example.org/members/api/comments/post/63aa/?limit=100"),
        ),
        (
            "<div id=disqus_thread></div><script>var disqus_shortname = 'example'; var disqus_identifier = '7 guid';"
            "</script>",
            CommentSystem("disqus", (("identifier", "7 guid"), ("shortname", "example"))),
        ),
        (
            '<script src="https://example.disqus.com/embed.js"></script>',
            CommentSystem("disqus", (("shortname", "example"),)),
        ),
        (
            '<div class="fb-comments" data-href="https://example.org/a/"></div>',
            CommentSystem("facebook", (("href", "https://example.org/a/"),)),
        ),
        (
            "<div id=coral_thread></div><script>Coral.createStreamEmbed({rootURL: 'https://c.example', storyID: '9'})"
            "</script>",
            CommentSystem("coral", (("rootURL", "https://c.example"), ("storyID", "9"))),
        ),
        (
            '<script src="https://launcher.spot.im/spot/sp_AB12" data-spotim-module="spotim-launcher"></script>'
            '<div data-spotim-module="conversation" data-post-id="77"></div>',
            CommentSystem("openweb", (("spot", "sp_AB12"), ("post-id", "77"))),
        ),
        ('<vf-conversations vf-container-id="v1">', CommentSystem("viafoura", (("vf-container-id", "v1"),))),
        (
            '<meta name="vf:container_id" content="v2"><vf-conversations></vf-conversations>',
            CommentSystem("viafoura", (("vf:container_id", "v2"),)),
        ),
        (
            '<meta property="fb:app_id" content="12"><div class="fb-comments"></div>',
            CommentSystem("facebook", (("fb:app_id", "12"),)),
        ),
        (
            '<hyvor-talk-comments website-id="5" page-id="p"></hyvor-talk-comments>'
            '<script src="https://talk.hyvor.com/embed/embed.js"></script>',
            CommentSystem("hyvor", (("website-id", "5"), ("page-id", "p"))),
        ),
        ('<div id="commento"></div>', CommentSystem("commento", (("page", "/2020/05/a-story/"),))),
        (
            '<div id="insticator-commenting"><div class="instiengage-comments" data-ext-page-id="e1"></div></div>',
            CommentSystem("insticator", (("ext-page-id", "e1"),)),
        ),
        (
            '<script src="https://giscus.app/client.js" data-repo="o/r" data-category-id="C1" data-theme="x"></script>',
            CommentSystem("giscus", (("category-id", "C1"), ("repo", "o/r"))),
        ),
        (
            '<div id="giscus-wrap"></div><script>const config = {src: "https://giscus.app/client.js", '
            "'data-repo': 'o/r', \"data-repo-id\": \"R1\", ...(old ? {'data-mapping': 'title'} : {})}</script>",
            CommentSystem("giscus", (("repo", "o/r"), ("repo-id", "R1"))),
        ),
        (
            '<script src="https://utteranc.es/client.js" repo="o/r" issue-term="pathname"></script>',
            CommentSystem("utterances", (("issue-term", "pathname"), ("repo", "o/r"))),
        ),
        (
            "<div id=twikoo-wrap></div><script>twikoo.init({el: '#twikoo-wrap', envId: 'https://t.example'})</script>",
            CommentSystem("twikoo", (("envId", "https://t.example"),)),
        ),
        ('<div id="tcomment"></div>', CommentSystem("twikoo")),
        ('<a href="#c"><span id="twikoo-count"></span></a>', None),
        (
            "<div id=waline-comment></div><script>options.serverURL = 'https://w.example'</script>",
            CommentSystem("waline", (("serverURL", "https://w.example"),)),
        ),
        ('<div id="gitalk_container"></div>', CommentSystem("gitalk")),
        ('<div id="remark42"></div><script>var remark_config = {}</script>', CommentSystem("remark42")),
        ('<div id="cusdis_thread" data-page-id="p"></div>', CommentSystem("cusdis")),
        (
            '<form action="/wp-comments-post.php"><textarea name="comment"></textarea></form>',
            CommentSystem("wordpress", (("post", "41"),)),
        ),
        ("<p>Nothing.</p>", None),
    ],
)  # fmt: skip
def test_a_system_is_told_with_its_ids_and_a_public_endpoint(html: str, system: CommentSystem | None) -> None:
    assert read(html, body="postid-41").system == system


def test_a_system_that_loads_its_comments_goes_before_those_in_the_html_and_carries_the_declared_number() -> None:
    html = (
        '<div id="disqus_thread"><h3>2 comments</h3><div class="comment"><p class="comment-author">Ann</p>'
        '<p class="comment-body">One.</p></div><div class="comment"><p class="comment-author">Bob</p>'
        '<p class="comment-body">Two.</p></div></div>'
    )
    thread = read(html)
    assert [comment.text for comment in thread.comments] == ["One.", "Two."]
    assert thread.system == CommentSystem("disqus", (), None, 2)
