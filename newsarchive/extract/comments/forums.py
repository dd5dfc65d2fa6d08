"""Markups of forums whose first post is the article, and each other a comment on it; none is nested (`markup.Markup`).

Sources: XenForo 1 and 2; Discourse's crawler view; phpBB 3; Discuz X3; vBulletin 3 to 5; MyBB 1.8; SMF 2; Invision
Community 4.
"""

from __future__ import annotations

from newsarchive.extract.comments.markup import Markup

FORUMS: tuple[Markup, ...] = (
    Markup(
        "xenforo",
        comment=".message--post, li.message#post-0, #js-post-0",
        author=".message-name, .username",
        date=".message-attribution-main, .u-dt, .DateTime",
        text=".bbWrapper, .messageText, .message-body",
        skip="""
            .message-userDetails, .message-attribution-opposite, .message-cell--user, .userTitle, .reactionsBar,
            .bbCodeBlock-expandLink
        """,
    ),
    Markup(
        "discourse",
        comment=".crawler-post, .topic-post",
        author=".creator, .username",
        date=".post-time, .post-date",
        text=".post[itemprop=text], .cooked",
        skip=".crawler-linkback-list, .post-likes, .post-links",
    ),
    Markup(
        "phpbb",
        comment="div.post#p0",
        author=".username, .username-coloured",
        text=".content",
        skip=".postprofile, .signature, .post-buttons, .responsive-hide, .notice",
    ),
    Markup(
        "discuz",
        comment="table#pid0",
        author=".xw1",
        date="em#authorposton0",
        text="#postmessage_0",
        skip=".pls, .plm, .pstatus, .sign",
    ),
    Markup(
        "vbulletin",
        comment="li.postcontainer#post_0, table#post0, li.b-post[itemtype=Comment]",
        author=".username, .bigusername",
        date=".postdate, .b-post__timestamp, td.thead",
        text="blockquote.postcontent, #post_message_0, .js-post__content-text",
        skip=".userinfo, .postfoot, .postcounter, .signature, .b-userinfo, .b-post__footer",
    ),
    Markup(
        "mybb",
        comment="div.post#post_0, table#post_0",
        author=".author_information, .largetext",
        date=".post_date",
        text=".post_body",
        skip=".post_author, .author_avatar, .author_statistics, .post_controls, .signature, .post_meta",
    ),
    Markup(
        "smf",
        comment="div.windowbg#msg0, div.windowbg2#msg0, div.windowbg#msg_0",
        author=".poster",
        text=".inner",
        skip=".user_info, .poster_ip, .moderatorbar, .under_message, .signature",
    ),
    Markup(
        "invision",
        comment="article.cPost#elComment_0",
        author=".cAuthorPane_author, .ipsComment_author",
        text=".cPost_contentWrap",
        skip=".cAuthorPane_info, .ipsItemControls, .ipsComment_tools, .ipsQuote_citation",
    ),
)
