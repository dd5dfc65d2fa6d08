"""Whatever a portal sends, reading it raises nothing, and what is read keeps its promises."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from typing import Any

import orjson
import pytest

from newsarchive import urls
from newsarchive.archive import content
from newsarchive.archive.comments import comment_keys, thread_sha256
from newsarchive.crawl.discovery import (
    read_feed,
    read_listing,
    read_rest_comments,
    read_rest_posts,
    read_sitemap,
    read_source,
)
from newsarchive.crawl.normalising import normalise
from newsarchive.extract import read
from newsarchive.extract.explain import explain
from newsarchive.extract.plain import plain
from newsarchive.extract.visit.comment_json import read_ghost_comments, read_isso
from newsarchive.extract.visit.merge import Part, merge
from newsarchive.extract.visit.wordpress_rest import read_wordpress_comments, read_wordpress_post
from newsarchive.items import Article, Candidate
from tests import hostile

FETCHED = datetime(2026, 11, 1, tzinfo=UTC)
URL = "https://news.example/2023/10/19/story/"
SEEDS = range(12)
PAGES = 12


def check(article: Article) -> None:
    """Assert what holds of every article."""
    assert orjson.dumps(plain(article))
    assert normalise(article) is article  # every text is clean already
    assert content.exact_sha256(article) and content.columns(article) and content.revision(article)
    assert [one.position for one in article.comments] == list(range(len(article.comments)))
    assert all(one.depth >= 0 and (one.likes is None or abs(one.likes) < 2**63) for one in article.comments)
    assert article.comments_claimed is None or 0 <= article.comments_claimed < 2**63
    assert all(text and text == text.strip() for text in article.body)
    assert all(entry.question and entry.question == entry.question.strip() for entry in article.faqs)
    assert len(comment_keys(article.comments)) <= len(article.comments) and thread_sha256(article.comments)
    for image in (article.image, *article.images):
        assert image is None or urls.canonical(image.url)
    for moment in (article.published, article.modified, *(one.published for one in article.comments)):
        assert moment is None or (moment.utc is None) == (moment.zone_source == "unknown")


@pytest.mark.parametrize("seed", SEEDS)
def test_any_page_is_read_and_keeps_the_promises(seed: int) -> None:
    dice = Random(seed)
    for _ in range(PAGES):
        reading = read(hostile.page(dice), URL, fetched_at=FETCHED)
        check(reading.article)
        assert reading.is_article or reading.reason
        for link in (*reading.links, *reading.comment_pages, *reading.further_pages):
            assert urls.canonical(link)
        merged = merge([Part("page", reading.article)])
        check(merged)
        assert (merged.body, merged.comments) == (reading.article.body, reading.article.comments)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_page_is_read_alike_twice_and_every_field_is_explained(seed: int) -> None:
    dice = Random(1_000 + seed)
    for _ in range(3):
        data = hostile.page(dice)
        assert read(data, URL, fetched_at=FETCHED) == read(data, URL, fetched_at=FETCHED)
        explained = explain(data, URL, fetched_at=FETCHED)
        assert explained[0].field == "page" and len({one.field for one in explained}) == len(explained)


def candidates(data: bytes) -> tuple[Candidate, ...]:
    found = read_listing(data, URL, fetched_at=FETCHED)
    assert all(urls.canonical(link) == link for link in (*found.links, *found.listings))
    return (
        *found.entries,
        *read_source(data, URL, fetched_at=FETCHED).candidates,
        *read_feed(data, URL, fetched_at=FETCHED),
        *read_sitemap(data, URL, fetched_at=FETCHED),
        *read_rest_posts(data, URL, fetched_at=FETCHED).candidates,
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_any_answer_may_be_asked_for_addresses(seed: int) -> None:
    dice = Random(2_000 + seed)
    for made in (hostile.page, hostile.json_bytes) * 4:
        data = made(dice)
        assert all(urls.canonical(one.url) == one.url for one in candidates(data))
        assert all(comment.isdecimal() and post.isdecimal() for comment, post in read_rest_comments(data).comments)


READERS: dict[str, Callable[[bytes], Any]] = {
    "wordpress": lambda data: read_wordpress_comments([data, data], URL, fetched_at=FETCHED),
    "record": lambda data: read_wordpress_post(data, URL, fetched_at=FETCHED),
    "isso": lambda data: read_isso(data, URL, fetched_at=FETCHED),
    "ghost": lambda data: read_ghost_comments([(URL, data), (URL, data)], fetched_at=FETCHED),
}


@pytest.mark.parametrize("name", list(READERS))
@pytest.mark.parametrize("seed", SEEDS)
def test_any_json_is_read_and_keeps_the_promises(seed: int, name: str) -> None:
    dice = Random(3_000 + seed)
    for _ in range(25):
        article = READERS[name](hostile.json_bytes(dice))
        if article is not None:
            check(article)
