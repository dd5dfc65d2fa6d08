"""Markups of comment threads as data: what each platform calls a comment and its parts.

A selector is a tag, `.class`, `#id` and `[attribute=word]` without blanks between them; all parts must hold.
In an id `0` stands for any number (or a long hexadecimal key). An attribute's word is compared without its vocabulary
("schema:Comment", "https://schema.org/Comment" and "Comment" are one), upper and lower case alike.
Sources: WordPress 6.8 class-walker-comment.php and the default themes; Soledad 8.7; wpDiscuz 3 to 7; Blogger's
threaded widget and its `dl` of before 2012; Drupal 6 to 10 comment templates; SPIP 1.9 to 4 plugins-dist/forum;
XenForo 1 and 2; Movable Type and TypePad; DotClear 2; b2evolution; Plone discussion; JComments, Komento and K2 of
Joomla; Livefyre, IntenseDebate and Disqus exports; DataLife Engine; Z-Blog; Isso; Invision Community 4;
Bitrix forum.topic.reviews and blog.post.comment.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Markup:
    """One platform's thread: selectors of the comment and its parts, comma-separated, the most trusted first."""

    system: str
    """Name for `CommentSystem.name`; "" for a vocabulary that many systems share."""

    comment: str
    author: str = ""
    date: str = ""
    text: str = ""
    likes: str = ""
    parent: str = ""
    """Elements that name the comment replied to, by a link or an attribute."""

    skip: str = ""
    """Parts of a comment that are neither author, date nor text."""

    replies: str = ""
    """Containers of the replies to the comment printed before them."""


MARKUPS: tuple[Markup, ...] = (
    Markup(
        "wpdiscuz",
        comment=".wpd-comment, .wc-comment",
        author=".wpd-comment-author, .wc-comment-author",
        date=".wpd-comment-date, .wc-comment-date",
        text=".wpd-comment-text, .wc-comment-text",
        likes=".wpd-vote-result, .wc-vote-result",
        parent=".wpd-reply-to",
        skip="""
            .wpd-comment-link, .wc-comment-link, .wpd-comment-share, .wpd-comment-label, .wc-comment-label,
            .wpd-comment-last-edited, .wpdiscuz-readmore, .wpd-inline-comment-target, .wpd-comment-footer,
            .wpd-follow-link, .wc-follow-link, .wpd-inline-feedback-wrapper
        """,
    ),
    Markup(
        "wordpress",
        comment="""
            #comment-0, #li-comment-0, #div-comment-0, li.comment, div.comment, article.comment, li.pingback,
            li.trackback, div.pingback, div.trackback, dt.comment, #comment-wrapper-0, div.c-comment,
            li.c-comment, #dsq-comment-0
        """,
        author="""
            .fn, .wp-block-comment-author-name, a.url[rel=external], .comment-author-name, .comment_author,
            .comment_name, .comment-author, .commentauthor, .comment__author, .comment-author-link
        """,
        date="""
            .wp-block-comment-date, .comment-date, .comment_date, .comment-time, .comment_time,
            .comment-metadata, .commentmetadata, .comment-meta, .comment_meta, .comment-permalink,
            .comment__date
        """,
        text="""
            .comment-content, .wp-block-comment-content, .comment_content, .comment-text, .comment_text,
            .commenttext, .comment-entry, .comment-body, .comment__content, .comment__body, .comment__text,
            .comment-copy
        """,
        likes=".comment-like-count, .pld-like-count-wrap, .cld-like-count-wrap",
        skip="""
            .says, .reply, .comment-reply-link, .comment-reply-login, .comment-edit-link, .edit-link,
            .comment-awaiting-moderation, .comment-likes, .sd-like, .avatar, .comment-likes-widget,
            .pccm_rating_title, .penci-review-summary, .wp-block-comment-reply-link,
            .wp-block-comment-edit-link, .wp-block-avatar, .comment-image, .comment-author-badge,
            .bypostauthor-badge, .comment-notice, .screen-reader-text, .assistive-text
        """,
        replies=".children, .indented, .comment-replies",
    ),
    Markup(
        "blogger",
        comment="dt.comment-author#c0, div.comment#c0",
        author="cite.user, .comment-author",
        date=".datetime, .comment-timestamp",
        text=".comment-content, .comment-body",
        skip="""
            .comment-actions, .item-control, .icon, .comment-footer, .thread-toggle, .thread-count,
            .comment-replybox-single, .continue, .comment-icon, .deleted-comment-icon
        """,
        replies=".comment-replies, .thread-chrome",
    ),
    Markup(
        "drupal",
        comment="""
            article.comment, div.comment, article.comment.js-comment, div.comment.js-comment, [typeof=sioct:Comment]
        """,
        author=".username, [property=foaf:name], .comment__author, [rel=sioc:has_creator]",
        date="""
            [property=dc:date], [property=dcterms:created], .comment__time, .comment-submitted,
            .comment__submitted, .submitted
        """,
        text="""
            .field-name-comment-body, .field--name-comment-body, [property=content:encoded], .comment__content,
            .content
        """,
        parent=".comment__parent, p.parent",
        skip="""
            .links, .comment__links, .rdf-meta, .permalink, .comment__permalink, .new, .comment__picture,
            .user-picture, .comment-title, .user-signature, .visually-hidden, .element-invisible,
            .element-hidden
        """,
        replies=".indented",
    ),
    Markup(
        "spip",
        comment="li.comment-li, li.forum-fil, li.forum-message",
        author=".reviewer, .forum-auteur, .comment-auteur, .forum-qui-0",
        date=".dtreviewed, .forum-date, .comment-date",
        text=".comment-texte, .forum-texte, .description",
        skip="""
            .comment-reply, .repondre, .item, .permalink, .forum-repondre-message, .forum-titre,
            .forum-decompte, .repondre-message
        """,
        replies="ul.comments-ul, ul.forum",
    ),
    Markup(
        "xenforo",
        comment=".xenforo-comment, .message--comment, .message--articleComment",
        author=".author-name, .message-name, .username",
        date=".post-date, .u-dt, .DateTime",
        text=".js-read-more, .bbWrapper, .messageText, .message-body",
        skip=".xf-comment-reply, .message-footer, .messageMeta",
    ),
    Markup(
        "movable-type",
        comment="#comment-0, #comment0, div.comment",
        author=".commenter, .comment-author, .comment-poster",
        date=".comment-posted, .comment-footer, .comment-date, .posted",
        text=".comment-content, .comment-body",
        parent=".comment-parent, .inreplyto",
    ),
    Markup(
        "joomla",
        comment="#comment-item-0, .comments-item, .kt-comment-item, .kmt-item",
        author=".comment-author, .kt-user-name, .kmt-author",
        date=".comment-date, .kt-comment-date, .kmt-time",
        text=".comment-body, .kt-comment-message, .kmt-body",
        likes=".comments-vote, .vote-good, .kt-like-counter",
        skip=".comment-anchor, .comments-buttons, .comments-vote, .comment-title",
        replies=".comments-list",
    ),
    Markup(
        "b2evolution",
        comment=".evo_comment, .bComment",
        author=".evo_comment_author, .user",
        date=".evo_comment_date, .bCommentDate",
        text=".evo_comment_text, .bCommentText",
        skip=".bCommentSmallPrint, .bCommentTitle, .evo_comment_title, .evo_comment_footer",
    ),
    Markup(
        "datalife-engine",
        comment="#comment-id-0, li.comments-tree-item#comments-tree-item-0",
        text="#comm-id-0",
    ),
    Markup(
        "isso",
        comment=".isso-comment",
        author=".isso-author",
        text=".isso-text",
        skip=".isso-comment-footer, .isso-note, .isso-page-author-suffix",
        replies=".isso-follow-up",
    ),
    Markup(
        "z-blog",
        comment="ul.msg#cmt0",
        author=".commentname",
        text=".msgarticle",
        skip=".revertcomment",
    ),
    Markup(
        "ucoz",
        comment=".comEnt, #comEnt0",
        author=".cName",
        date=".cDate",
        text=".cMessage",
        skip=".cNumber, .cDetails",
    ),
    Markup(
        "bitrix",
        comment="table.reviews-post-table, .blog-comment",
        author=".reviews-post-author, .blog-author",
        date=".reviews-post-date, .blog-comment-date",
        text=".reviews-text, .blog-comment-content",
        skip=".reviews-post-number, .review-avatar, .reviews-post-links, .blog-comment-meta",
    ),
    Markup(
        "plone",
        comment="div.comment[id=0]",
        author=".documentAuthor, .documentByLine",
        date=".commentDate",
        text=".commentBody, .comment-body",
        skip=".commentActions, .commentImage",
    ),
    Markup(
        "livefyre",
        comment=".fyre-comment-article",
        author=".fyre-comment-username",
        date=".fyre-comment-date",
        text=".fyre-comment",
    ),
    Markup(
        "intensedebate",
        comment=".idc-c, #IDComment0",
        author=".idc-i, .idc-name",
        date=".idc-time",
        text=".idc-c-t",
        skip=".idc-c-m, .idc-r",
    ),
    Markup(
        "invision",
        comment="article.ipsComment#elComment_0, div.ipsComment#elComment_0",
        author=".ipsComment_author",
        text=".ipsType_richText",
        skip=".ipsItemControls, .ipsComment_tools, .ipsReactBlurb",
    ),
    Markup(
        "",
        comment="""
            li.comment#c0, dt#c0, dl.comment, #comment_0, .comment-item, .comment_item, .comment__item,
            [itemtype=Comment], [itemtype=UserComments], [typeof=Comment]
        """,
        author="[itemprop=author], [itemprop=creator], [property=author], [property=creator]",
        date="""
            [itemprop=dateCreated], [itemprop=datePublished], [itemprop=commentTime], [property=dateCreated],
            [property=datePublished]
        """,
        text="[itemprop=text], [itemprop=commentText], [itemprop=description], [property=text], .inlinecontent",
        skip=".comment-subject",
        likes="[itemprop=upvoteCount]",
    ),
)
