"""Sitemaps and their indexes become candidates, whatever state they are in."""

from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.crawl.discovery import (
    read_sitemap,
    read_source,
)
from newsarchive.crawl.discovery.sitemaps import lists_articles
from newsarchive.items import Candidate, Moment
from tests.sources import AT, FEED, moment, urls_of


def test_a_sitemap_entry_is_read_with_its_news_tags() -> None:
    sitemap = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc> https://news.example/a/ </loc>
    <lastmod>2024-05-01T09:00:00+00:00</lastmod><image:image><image:loc>https://news.example/a.jpg</image:loc></image:image>
    <news:news><news:publication><news:name>News</news:name><news:language>en</news:language></news:publication>
    <news:publication_date>2024-05-01T04:30:00-04:00</news:publication_date><news:title>Harbour</news:title></news:news>
    </url></urlset>"""
    published = Moment(
        "2024-05-01T04:30:00-04:00",
        datetime(2024, 5, 1, 4, 30),
        datetime(2024, 5, 1, 8, 30, tzinfo=UTC),
        -240,
        "second",
        "attribute",
    )
    assert list(read_sitemap(sitemap.encode(), "https://news.example/sitemap.xml", fetched_at=AT)) == [
        Candidate(
            url="https://news.example/a/",
            source="https://news.example/sitemap.xml",
            headline="Harbour",
            published=published,
            modified=moment("2024-05-01T09:00:00+00:00", datetime(2024, 5, 1, 9, 0, tzinfo=UTC), "attribute"),
            language="en",
        )
    ]


@pytest.mark.parametrize(
    "sitemap",
    [
        "<urlset><url><loc>{a}<url><loc>{b}<url><loc>https://news.example/cu",
        "<urlset><url><loc>{a}</url><url><loc> {b}\n<lastmod>2024-05-01</lastmod></url></urlset>",
        "<urlset><url><loc>{a}<lastmod>2024-05-01<url><loc>{b}</urlset>",
        "<urlset><url><loc>{a}</loc><url><loc>{b}</loc>",
    ],
)
def test_an_address_that_is_never_closed_ends_at_the_next_tag(sitemap: str) -> None:
    wanted = ["https://news.example/a", "https://news.example/b"]
    assert urls_of(sitemap.format(a=wanted[0], b=wanted[1])) == wanted


@pytest.mark.timeout(20)
def test_addresses_that_are_never_closed_take_linear_time() -> None:
    assert urls_of("<urlset><url>" + "<loc>" * 300_000) == []
    assert len(urls_of("<urlset>" + "<url><loc>https://news.example/a" * 40_000)) == 39_999


def test_an_index_names_the_sitemaps_that_may_list_articles() -> None:
    index = "<sitemapindex>" + "".join(
        f"<sitemap><loc>https://news.example/{name}</loc></sitemap>"
        for name in ("post-sitemap.xml", "page-sitemap.xml", "wp-sitemap-posts-post-1.xml", "wp-sitemap-users-1.xml")
    )
    found = read_source(index.encode(), "https://news.example/sitemap_index.xml", fetched_at=AT).candidates
    assert [(one.kind, one.url.rpartition("/")[2]) for one in found] == [
        ("sitemap", "post-sitemap.xml"),
        ("sitemap", "wp-sitemap-posts-post-1.xml"),
    ]


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/sitemap.xml", True),
        ("/post-sitemap2.xml", True),
        ("/news-sitemap.xml", True),
        ("/sitemap-2024-05.xml", True),
        ("/category-sitemap.xml", False),
        ("/author-sitemap.xml", False),
        ("/wp-sitemap-taxonomies-category-1.xml", False),
        ("/wp-sitemap-posts-page-1.xml", False),
        ("/image-sitemap-3.xml", False),
        ("/homepages/sitemap.xml", True),
    ],
)
def test_sitemaps_of_terms_and_pictures_are_known_by_name(path: str, wanted: bool) -> None:
    assert lists_articles(f"https://news.example{path}") is wanted


def test_a_sitemap_is_read_whose_elements_have_a_prefix() -> None:
    assert urls_of("<x:urlset><x:url><x:loc>\nhttps://news.example/a </x:loc></x:url></x:urlset>") == [
        "https://news.example/a"
    ]


def test_a_text_sitemap_is_read() -> None:
    assert urls_of("\ufeff https://news.example/a\r\n\nftp://x/\n  https://news.example/b\n") == [
        "https://news.example/a",
        "https://news.example/b",
    ]


def dated(changes: list[datetime | None]) -> bytes:
    entries = (
        f"<url><loc>https://news.example/{n}</loc>{f'<lastmod>{at:%Y-%m-%dT%H:%M:%SZ}</lastmod>' if at else ''}</url>"
        for n, at in enumerate(changes)
    )
    return f"<urlset>{''.join(entries)}</urlset>".encode()


def test_the_time_of_making_is_no_change_of_every_page() -> None:
    older, made = datetime(2024, 1, 1, tzinfo=UTC), AT - timedelta(seconds=3)
    midnight = AT.replace(hour=0, minute=0)
    for changes, wanted in (
        ([made] * 30, [None] * 30),
        ([older] * 14 + [made] * 16, [older] * 14 + [None] * 16),
        ([older] * 16 + [made] * 14, [older] * 16 + [made] * 14),  # an editor may change many at a time
        ([made] * 10, [made] * 10),
        ([AT - timedelta(hours=9)] * 16 + [older] * 14, [None] * 16 + [older] * 14),  # made in the night
        ([midnight] * 30, [None] * 30),
        ([older] * 30, [older] * 30),
        ([AT - timedelta(minutes=5 * n) for n in range(1, 31)],) * 2,
    ):
        found = read_source(dated([*changes]), "https://news.example/sitemap.xml", fetched_at=AT)
        assert [one.modified.utc if one.modified else None for one in found.candidates] == wanted


def test_the_time_of_making_of_the_sitemaps_of_an_index_stands() -> None:
    """It says that they need not be asked until they are made anew."""
    made = AT - timedelta(hours=9)
    index = "".join(f"<sitemap><loc>/s{n}.xml</loc><lastmod>{made.isoformat()}</lastmod></sitemap>" for n in range(20))
    found = read_source(f"<sitemapindex>{index}</sitemapindex>".encode(), FEED, fetched_at=AT)
    assert [one.modified and one.modified.utc for one in found.candidates] == [made] * 20


@pytest.mark.parametrize(("count", "trap"), [(500, None), (501, "trap:sitemap-size")])
def test_more_addresses_than_the_standard_allows_are_a_trap(
    monkeypatch: pytest.MonkeyPatch, count: int, trap: str | None
) -> None:
    monkeypatch.setattr("newsarchive.crawl.discovery.sources.MAX_ADDRESSES", 500)
    sitemap = "<urlset>" + "<url><loc>https://news.example/a</loc></url>" * count
    found = read_source(sitemap.encode(), "https://news.example/s.xml", fetched_at=AT)
    assert (len(found.candidates), found.trap) == (500, trap)
