"""Made-up pages and JSON that are wrong in every way at once, the same for the same seed."""

from __future__ import annotations

import json
from random import Random
from typing import Any

TAGS = (
    "div", "p", "span", "a", "h1", "h2", "h3", "li", "ul", "ol", "article", "section", "main", "header", "footer",
    "time", "b", "strong", "em", "img", "figure", "figcaption", "table", "tr", "td", "dl", "dt", "dd", "details",
    "summary", "blockquote", "pre", "br", "script", "style", "noscript", "form", "input", "button", "svg", "template",
    "iframe", "cite", "meta", "link", "aside", "nav", "small", "label", "select", "option", "textarea", "title",
    "base", "x-y",
)  # fmt: skip
CLASSES = (
    "comment", "comments", "comment-list", "comment-body", "children", "depth-2", "fn", "vcard", "author", "byline",
    "entry-content", "article-body", "post-content", "related", "faq", "question", "answer", "accordion", "toggle",
    "schema-faq-question", "rank-math-faq-item", "lead", "standfirst", "date", "published", "entry-title", "tags",
    "breadcrumb", "pingback", "comment-content", "comment-metadata", "reply", "likes", "says", "penci-ilrelated-posts",
    "caption", "credit", "toc", "paywall", "newsletter", "share", "ad", "live-blog", "İstanbul", "日本",
)  # fmt: skip
ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "id": ("comment-1", "comment-1", "comment-2", "comments", "post-5", "faq", "comment-" + "9" * 30, "", "²"),
    "href": (
        "/a/",
        "#comment-1",
        "?replytocom=1",
        "javascript:x",
        "//./",
        "http://[",
        "mailto:a@b",
        "/author/ann/",
        "/page/2/",
        "/comment-page-2/#comments",
        "/tag/x",
        "https://user:pw@x.example/",
        "\\\\x\\y",
        " ",
        "http://x.example:99999/",
    ),
    "datetime": ("2023-10-19T15:46:00+02:00", "2023-10-19", "x", "", "0000-00-00", "99999-01-01", "1697700000", "-1"),
    "itemprop": ("headline", "author", "name", "text", "articleBody", "datePublished", "comment", "acceptedAnswer", ""),
    "itemtype": ("https://schema.org/NewsArticle", "https://schema.org/Question", "https://schema.org/Comment", "x"),
    "rel": ("author", "next", "prev", "canonical", "tag", "nofollow", "alternate"),
    "style": ("display:none", "DISPLAY : NONE", ""),
    "src": ("a.jpg", "data:image/png;base64,xx", "//./", "http://["),
    "srcset": ("a.jpg 1x, b.jpg 2x", "a 100w,,b 99999999999999999999w", "x -1w", " , "),
    "width": ("100", "x", "99999999999999999999", "1e9", "-5", "²"),
    "content": ("x", "2023-10-19", "0;url=//./", "NaN", "article", "5"),
    "name": ("author", "robots", "description", "keywords"),
    "property": ("og:title", "og:type", "article:published_time", "og:image", "og:url", "article:tag"),
    "lang": ("en", "x", "zh-Hant-TW", "", "ar"),
    "type": ("application/ld+json", "application/rss+xml", "application/json", "text/plain"),
    "dir": ("rtl",),
}
WORDS = (
    "The", "bridge", "opened", "again", "on", "Tuesday", "after", "repairs,", "council", "said.", "Why?", "FAQ",
    "Frequently asked questions", "Häufige Fragen", "Comments", "5 Comments", "Reply", "By Ann Lee", "Published",
    "October 19, 2023 3:46 pm", "2 hours ago", "gestern", "الجسر", "زيارة لافروف", "日本語。", "朝鮮", "\u200f",
    "\u202e", "\0", "&", "&amp;amp;", "<", ">", '"', "1234567890", "0", "-1", "²", "①", "https://x.example/a",
    "Read also:", "[More](Insert URL here)", "{{title}}", "© |", "•", "—", "…", "e\u0301", "\ufffe", "😀",
)  # fmt: skip
KEYS = (
    "@type", "@id", "@graph", "headline", "name", "author", "datePublished", "dateModified", "articleBody", "text",
    "mainEntity", "acceptedAnswer", "comment", "commentCount", "image", "url", "keywords", "articleSection", "hasPart",
    "isAccessibleForFree", "liveBlogUpdate", "publisher", "inLanguage", "description", "interactionStatistic",
    "creator", "upvoteCount", "itemListElement", "item", "position", "id", "parent", "post", "author_name",
    "author_url", "date", "date_gmt", "modified_gmt", "content", "rendered", "type", "status", "link", "title",
    "replies", "hash", "created", "mode", "likes", "total_replies", "hidden_replies", "comments", "member", "html",
    "created_at", "in_reply_to_id", "count", "_embedded", "guid", "items", "date_published", "authors", "language",
    "external_url",
)  # fmt: skip
TYPES: tuple[Any, ...] = (
    "NewsArticle", "FAQPage", "Question", "Answer", "Comment", "Person", "LiveBlogPosting", "ImageObject", "WebPage",
    ["Article", "X"], {}, 5, None, "DiscussionForumPosting", "InteractionCounter",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, 2, -1, 1.5, 1e308, 10**30, 2**63, "", "x", "1", "<p>Hello</p>", "2023-10-19T15:46:00",
    "2023-10-19T15:46:00Z", "0000-00-00T00:00:00", 1697730365.5, -1e20, "https://news.example/a/", "//./",
    "javascript:x", "\0", "\ud800", "comment", "pingback", "approved", "hold", "hidden", "[]",
)  # fmt: skip


def words(dice: Random, count: int) -> str:
    """Return so many words of all kinds."""
    return " ".join(dice.choices(WORDS, k=count))


def value(dice: Random, depth: int = 0) -> Any:
    """Return something that can stand in JSON."""
    kind = dice.random()
    if depth > 4 or kind < 0.45:
        return dice.choice(VALUES) if kind < 0.4 else words(dice, dice.choice([3, 20]))
    if kind < 0.6:
        return [value(dice, depth + 1) for _ in range(dice.randint(0, 4))]
    made = {dice.choice(KEYS): value(dice, depth + 1) for _ in range(dice.randint(0, 7))}
    return made | ({"@type": dice.choice(TYPES)} if dice.random() < 0.7 else {})


def record(dice: Random) -> dict[str, Any]:
    """Return what looks like a comment's record and is wrong in places."""
    made: dict[str, Any] = {
        "id": dice.choice([1, 2, 3, 4, 5, None, "7", True, 2**70, -1]),
        "parent": dice.choice([0, 1, 2, 3, 9, None, "1", {}]),
        "author_name": dice.choice(["Ann", None, 5, "\ud800", "زيارة"]),
        "date_gmt": dice.choice(["2023-10-19T15:46:00", None, 5, "x"]),
        "content": dice.choice([{"rendered": "<p>Text.</p>"}, None, "x", {"rendered": 5}]),
        "type": dice.choice(["comment", "pingback", None]),
    }
    return made | {dice.choice(KEYS): value(dice) for _ in range(dice.randint(0, 3))}


def json_bytes(dice: Random) -> bytes:
    """Return JSON as an interface might answer, sometimes cut short."""
    match dice.randint(0, 3):
        case 0:
            made: Any = [record(dice) for _ in range(dice.randint(0, 6))]
        case 1:
            made = record(dice)
        case 2:
            made = value(dice)
        case _:
            made = {
                name: [record(dice) | {"replies": [record(dice)]} for _ in range(3)]
                for name in ("replies", "comments", "items")
            }
    data = json.dumps(made).encode()
    return data[: dice.randint(0, len(data))] if dice.random() < 0.1 else data


def element(dice: Random, depth: int) -> str:
    """Return an element with what is in it; one in ten is never closed."""
    tag = dice.choice(TAGS)
    told = f' class="{" ".join(dice.choices(CLASSES, k=dice.randint(1, 3)))}"' if dice.random() < 0.6 else ""
    for name in dice.choices(tuple(ATTRIBUTES), k=dice.randint(0, 2)):
        told += f' {name}="{dice.choice(ATTRIBUTES[name])}"'
    if tag == "script":
        return f"<script{told}>{json.dumps(value(dice))}</script>"
    inner = words(dice, dice.choice([0, 2, 5, 15, 40])) if dice.random() < 0.7 else ""
    if depth < 7:
        like = element(dice, depth + 1)
        inner += "".join(like if dice.random() < 0.4 else element(dice, depth + 1) for _ in range(dice.randint(0, 3)))
    return f"<{tag}{told}>{inner}" + (f"</{tag}>" if dice.random() < 0.9 else "")


def page(dice: Random) -> bytes:
    """Return a page."""
    data = "".join(
        f'<script type="application/ld+json">{json.dumps(value(dice))}</script>' for _ in range(dice.randint(0, 2))
    )
    inner = "".join(element(dice, depth) for depth in (dice.choice([2, 3, 4]), 4, 5))
    head = f"<title>{words(dice, 6)}</title>{data}"
    return f"<html lang={dice.choice(ATTRIBUTES['lang'])}><head>{head}</head><body>{inner}".encode()
