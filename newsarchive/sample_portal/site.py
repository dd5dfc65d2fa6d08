"""The pages of the sample portal: an address on a day of the script becomes an answer. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from newsarchive.sample_portal import feeds, rest
from newsarchive.sample_portal.answers import Answer, Asked, html, not_found, redirect, view_of
from newsarchive.sample_portal.pictures import picture
from newsarchive.sample_portal.rendering import render, slugify
from newsarchive.sample_portal.script import Edition, Shown
from newsarchive.sample_portal.story import Story
from newsarchive.sample_portal.structured import SITE
from newsarchive.sample_portal.views import build_page, comment_page_count, page_count, remarks_of

STORIES_A_PAGE = 10

ROBOTS = """User-agent: *
Disallow: /wp-admin/
Allow: /wp-admin/admin-ajax.php
Disallow: /wp-login.php

Sitemap: {base}/sitemap_index.xml
"""

ABOUT = (
    "BBN – Big Big News on this machine is a sample portal: it serves the demonstration and the tests of newsarchive.",
    "But for one page its stories, names and comments are invented. Nothing that it tells happened.",
)


Route = Callable[[Asked, re.Match[str]], Answer | None]


def answer(asked: Asked) -> Answer:
    """Return what the portal answers to a GET."""
    for pattern, route in ROUTES:
        if (found := pattern.fullmatch(asked.path)) and (given := route(asked, found)) is not None:
            return given
    if not asked.path.endswith("/") and "." not in asked.path:
        return redirect(asked, f"{asked.path}/")
    return not_found(asked)


def _home(asked: Asked, found: re.Match[str]) -> Answer | None:
    if post := asked.query.get("p"):
        shown = next((item for item in asked.edition.shown if str(item.story.id) == post), None)
        return redirect(asked, shown.story.path) if shown else not_found(asked)
    return _listing(asked, [item for item in asked.edition.shown if item.listed], SITE, "/", found["page"])


def _archive(kind: str, names: Callable[[Story], Sequence[str]]) -> Route:
    def route(asked: Asked, found: re.Match[str]) -> Answer | None:
        wanted = [
            item
            for item in asked.edition.shown
            if item.listed and found["name"] in [slugify(name) for name in names(item.story)]
        ]
        if not wanted:
            return None
        title = next(name for name in names(wanted[0].story) if slugify(name) == found["name"])
        path = f"/{kind.lower()}/{found['name']}/"
        if found["feed"]:
            return Answer(feeds.posts_feed(asked.edition, asked.base, wanted, title, path + "feed/"), **_rss(asked))
        return _listing(asked, wanted, title, path, found["page"], kind)

    return route


def _listing(
    asked: Asked, shown: Sequence[Shown], title: str, path: str, page: str | None, kind: str | None = None
) -> Answer | None:
    told = [item for item in shown if not item.story.translates]
    number = int(page or 1)
    last = max(1, -(-len(told) // STORIES_A_PAGE))
    if not 1 <= number <= last or page == "1":
        return None
    entries = [
        {
            "story": item.story,
            "title": item.story.displayed_title,
            "count": len(item.remarks),
            "excerpt": feeds.excerpt(item.story),
        }
        for item in told[(number - 1) * STORIES_A_PAGE : number * STORIES_A_PAGE]
    ]
    here = path if number == 1 else f"{path}page/{number}/"
    view = view_of(
        title,
        here,
        kind=kind,
        entries=entries,
        next=f"{path}page/{number + 1}/" if number < last else None,
        previous=None if number == 1 else path if number == 2 else f"{path}page/{number - 1}/",
        feed=f"{path}feed/" if kind else None,
        body_class=f"archive {kind.lower()}" if kind else "home blog",
    )
    return Answer(html(asked, "listing", view))


def _story(asked: Asked, found: re.Match[str]) -> Answer | None:
    path = found["path"]
    if path in asked.edition.moved:
        return redirect(asked, asked.edition.moved[path] + asked.path.removeprefix(path))
    shown = asked.edition.at(path)
    if shown is None:
        return None
    if mishap := _mishap(asked, shown):
        return mishap
    if found["feed"]:
        return Answer(feeds.story_comments_feed(asked.edition, asked.base, shown), **_rss(asked))
    number, comment_page = int(found["number"] or 1), int(found["comments"] or 0) or None
    if number > page_count(shown.story) or (comment_page or 1) > comment_page_count(asked.edition, shown):
        return redirect(asked, path)
    return story_page(asked, shown, number, comment_page)


def story_page(asked: Asked, shown: Shown, number: int = 1, comment_page: int | None = None) -> Answer:
    """Return a page of a story, with the comments of one page below it."""
    story = shown.story
    page = build_page(asked.edition, asked.base, shown, number=number, comment_page=comment_page)
    view = view_of(
        page.title,
        asked.path,
        language=story.language,
        description=None if page.locked else feeds.excerpt(story),
        og_type="article",
        body_class=f"post-template-default single single-post postid-{story.id} single-format-standard",
    )
    remarks = remarks_of(asked.edition, shown)
    changed = max([story.modified, *(remark.at for remark in remarks)])
    return Answer(html(asked, "single", view, page=page), changed=changed)


def _mishap(asked: Asked, shown: Shown) -> Answer | None:
    match shown.presence:
        case "404" | "410":
            return not_found(asked, int(shown.presence))
        case "soft-404":
            return not_found(asked, 200)
        case "home":
            return redirect(asked, "/")
        case "error":
            return Answer(b"<h1>Error establishing a database connection</h1>", 500)
        case "empty":
            return Answer(b"")
        case "challenge":
            text = render("challenge.html", {"base": asked.base, "path": asked.path})
            return Answer(text.encode(), 503, headers=(("cf-mitigated", "challenge"), ("Retry-After", "0")))
        case "half":
            whole = story_page(asked, shown)
            return Answer(whole.body, changed=whole.changed, cut=True)
        case "teaser":
            opening = replace(shown.story, blocks=shown.story.blocks[:1], faq=None, more=())
            return story_page(asked, replace(shown, story=opening))
    return None


def _about(asked: Asked, _: re.Match[str]) -> Answer:
    view = view_of("About", "/about/", body_class="page-template-default page page-id-2", paragraphs=ABOUT)
    return Answer(html(asked, "page", view))


def _rss(asked: Asked) -> dict[str, Any]:
    return {"content_type": "application/rss+xml; charset=UTF-8", "changed": asked.edition.now}


def _xml(make: Callable[[Edition, str], bytes]) -> Route:
    return lambda asked, _: Answer(make(asked.edition, asked.base), content_type="text/xml; charset=UTF-8")


def _feed(asked: Asked, _: re.Match[str]) -> Answer | None:
    paged = asked.query.get("paged", "1")
    if not re.fullmatch(r"[1-9]\d{0,5}", paged, re.ASCII):
        return None
    page = int(paged)
    told = [item for item in asked.edition.shown if item.listed and not item.story.translates]
    items = told[(page - 1) * feeds.ITEMS : page * feeds.ITEMS]
    return Answer(feeds.posts_feed(asked.edition, asked.base, items, SITE, "/feed/"), **_rss(asked)) if items else None


def _rest(asked: Asked, found: re.Match[str]) -> Answer:
    query = rest.in_own_time(asked.query, asked.edition.now, asked.visited)
    given = rest.answer(asked.edition, asked.base, found["route"].strip("/"), query)
    return Answer(given.body, given.status, "application/json; charset=UTF-8", given.headers)


def _picture(_: Asked, found: re.Match[str]) -> Answer:
    body, content_type = picture(found["name"], found["ending"])
    return Answer(body, content_type=content_type)


_PAGED = r"/(?P<name>[^/]+)/(?:page/(?P<page>\d+)/|(?P<feed>feed)/)?"
ROUTES: tuple[tuple[re.Pattern[str], Route], ...] = tuple(
    (re.compile(pattern), route)
    for pattern, route in (
        (r"/(?:page/(?P<page>\d+)/)?", _home),
        (r"/robots\.txt", lambda asked, _: Answer(ROBOTS.format(base=asked.base).encode(), content_type="text/plain")),
        (r"/feed/", _feed),
        (r"/comments/feed/", lambda asked, _: Answer(feeds.comments_feed(asked.edition, asked.base), **_rss(asked))),
        (r"/sitemap_index\.xml", _xml(feeds.sitemap_index)),
        (r"/post-sitemap\.xml", _xml(feeds.post_sitemap)),
        (r"/page-sitemap\.xml", _xml(feeds.page_sitemap)),
        (r"/category-sitemap\.xml", _xml(feeds.category_sitemap)),
        (r"/news-sitemap\.xml", _xml(feeds.news_sitemap)),
        (r"/(?:wp-)?sitemap\.xml", lambda asked, _: redirect(asked, "/sitemap_index.xml")),
        (r"/wp-json/(?P<route>.*)", _rest),
        (r"/wp-content/uploads/(?:.+/)?(?P<name>[^/]+)\.(?P<ending>png|svg)", _picture),
        (r"/category" + _PAGED, _archive("Category", lambda story: story.categories)),
        (r"/tag" + _PAGED, _archive("Tag", lambda story: story.tags)),
        (r"/author" + _PAGED, _archive("Author", lambda story: story.authors)),
        (r"/about/", _about),
        (
            r"(?P<path>/(?:[a-z]{2}/)?[^/]+/)(?:(?P<number>[2-9])/|comment-page-(?P<comments>\d+)/|(?P<feed>feed)/)?",
            _story,
        ),
    )
)
