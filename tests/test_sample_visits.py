"""Every story of the sample portal, read from its pages and REST records, is what the portal's truth says."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, unquote

import pytest

from newsarchive.extract import read
from newsarchive.extract.visit.merge import Part, merge
from newsarchive.extract.visit.wordpress_rest import read_wordpress_comments, read_wordpress_post
from newsarchive.items import Article, Comment, Moment
from newsarchive.sample_portal.answers import Asked
from newsarchive.sample_portal.script import NOISY_DAY, edition
from newsarchive.sample_portal.site import answer
from newsarchive.sample_portal.truth import truth

BASE = "http://bigbignews.net"
FETCHED = datetime(2026, 11, 1, tzinfo=UTC)
FIRST, REDESIGNED = 0, 8
Row = dict[str, Any]


def get(day: int, address: str) -> bytes:
    path, _, query = address.removeprefix(BASE).partition("?")
    return answer(Asked(edition(day), BASE, unquote(path), dict(parse_qsl(query)))).body


def visit(day: int, row: Row, *, rest: bool) -> Article:
    """Return what one look at a story yields, as a crawl would take it."""
    reading = read(get(day, row["url"]), row["url"], fetched_at=FETCHED)
    assert reading.is_article, reading.reason
    parts = [Part("page", reading.article)]
    for kind, addresses in (("further-page", reading.further_pages), ("comment-page", reading.comment_pages)):
        parts += [Part(kind, read(get(day, url), url, fetched_at=FETCHED).article) for url in addresses]
    return merge([*parts, *(_rest(day, row) if rest else ())])


def _rest(day: int, row: Row) -> Iterator[Part]:
    root = f"{BASE}/wp-json/wp/v2"
    if not row["translation_of"] and (
        record := read_wordpress_post(get(day, f"{root}/posts/{row['id']}"), row["url"], fetched_at=FETCHED)
    ):
        yield Part("rest", record)
    comments = get(day, f"{root}/comments?post={row['id']}&per_page=100&order=asc")
    if isinstance(json.loads(comments), list):
        yield Part("rest-comments", read_wordpress_comments([comments], row["url"], fetched_at=FETCHED))


def told(row: Row, *, rest: bool) -> Row:
    """Return what a visit must say; without REST a reply that is deeper than five loses its parent."""
    return {
        "headline": row["headline"],
        "byline": row["byline"],
        "lead": row["lead"],
        "published": row["published"],
        "modified": row["modified"],
        "language": row["language"],
        "section": row["categories"][0],
        "tags": sorted(row["tags"]),
        "source_id": str(row["id"]),
        "body": row["body"],
        "image": (row["image"], row["image_alt"]),
        "faqs": [(pair["question"], pair["answer"]) for pair in row["faqs"]],
        "placeholders": [link["text"] for link in row["more"] if link["url"] is None],
        "comments": sorted(_told_comment(comment, rest=rest) for comment in row["comments"]),
    }


def read_of(article: Article, *, rest: bool) -> Row:
    """Return the same of what was read."""
    return {
        "headline": article.headline,
        "byline": article.byline,
        "lead": article.lead,
        "published": _utc(article.published),
        "modified": _utc(article.modified),
        "language": article.language,
        "section": article.section,
        "tags": sorted(article.tags),
        "source_id": article.source_id,
        "body": list(article.body),
        "image": (article.image and article.image.url, article.image and article.image.alt),
        "faqs": [(entry.question, entry.answer) for entry in article.faqs],
        "placeholders": [link.text for link in article.related_links if link.flag == "placeholder"],
        "comments": sorted(_read_comment(comment, rest=rest) for comment in article.comments),
    }


def _told_comment(comment: Row, *, rest: bool) -> tuple[str, ...]:
    values = (comment["id"], comment["kind"], comment["author"], comment["author_url"], comment["published"])
    parent = (comment["parent"],) if rest else ()
    return tuple(str(value) for value in (*values, comment["text"], *parent))


def _read_comment(comment: Comment, *, rest: bool) -> tuple[str, ...]:
    values = (comment.source_id, comment.kind, comment.author, comment.author_url, _utc(comment.published))
    parent = (comment.parent_source_id,) if rest else ()
    return tuple(str(value) for value in (*values, comment.text, *parent))


def _utc(moment: Moment | None) -> str | None:
    return moment.utc.isoformat().replace("+00:00", "Z") if moment and moment.utc else None


def unquoted(value: Any) -> Any:
    """Return the value with the quotes of a typewriter, as the noisy day prints them."""
    text = json.dumps(value, ensure_ascii=False)
    return json.loads(text.replace("“", '\\"').replace("”", '\\"').replace("’", "'"))


def rows(day: int) -> list[Row]:
    return [row for row in truth(day, BASE)["articles"] if row["presence"] == "live"]


@pytest.mark.parametrize("rest", [False, True], ids=["pages alone", "with REST"])
@pytest.mark.parametrize("day", [FIRST, REDESIGNED], ids=["soledad", "classic"])
def test_a_visit_reads_what_the_story_tells(day: int, rest: bool) -> None:
    for row in rows(day):
        assert read_of(visit(day, row, rest=rest), rest=rest) == told(row, rest=rest), row["url"]


def test_noise_changes_nothing_but_quotes() -> None:
    for row in rows(NOISY_DAY):
        got = read_of(visit(NOISY_DAY, row, rest=False), rest=False)
        assert unquoted(got) == unquoted(told(row, rest=False)), row["url"]


@pytest.mark.parametrize("start", ["telescope-in", "the-village-website", "bank-closes", "ticket-machine"])
def test_a_wall_an_empty_page_and_a_soft_404_are_no_articles(start: str) -> None:
    row = next(row for row in truth(5, BASE)["articles"] if row["url"].startswith(f"{BASE}/{start}"))
    assert row["presence"] != "live"
    assert not read(get(5, row["url"]), row["url"], fetched_at=FETCHED).is_article


def test_a_teaser_says_that_it_is_one() -> None:
    row = next(row for row in truth(5, BASE)["articles"] if row["presence"] == "teaser")
    article = read(get(5, row["url"]), row["url"], fetched_at=FETCHED).article
    assert article.access == "teaser"
    assert list(article.body) == row["body"][:1]


@pytest.mark.parametrize("path", ["/", "/about/", "/category/world/", "/author/lucas-garcia/", "/page/2/"])
@pytest.mark.parametrize("day", [FIRST, REDESIGNED])
def test_listings_and_pages_are_no_articles(day: int, path: str) -> None:
    assert not read(get(day, path), BASE + path, fetched_at=FETCHED).is_article


def test_the_known_page_is_flagged_for_its_placeholders_and_its_two_names() -> None:
    row = next(row for row in rows(FIRST) if row["id"] == 41873)
    article = visit(FIRST, row, rest=False)
    assert {flag.name for flag in article.flags} >= {"placeholder_link", "brand_mismatch"}
    assert article.comments_claimed == 4
