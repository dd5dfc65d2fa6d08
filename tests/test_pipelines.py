"""What an article passes on its way to the archive: clean texts, one address, once a run."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy.exceptions import DropItem

from newsarchive.archive.looks import Visit
from newsarchive.archive.pages import page
from newsarchive.archive.store import open_archive
from newsarchive.crawl.pipelines import DeduplicatePipeline, NormalisePipeline
from newsarchive.crawl.visited import VisitedArticle, visited
from newsarchive.items import Article

NOW = datetime(2024, 5, 1, tzinfo=UTC)
PLAIN = Article("https://n.example/a/", headline="Bridge", body=("One.", "Two."))


@pytest.fixture
def visit(tmp_path: Path) -> Visit:
    with open_archive(tmp_path / "archive", write=True) as archive:
        portal = archive.portal("n", url="https://n.example/")
        known = page(archive, portal, PLAIN.url, kind="article")
        return Visit(known.id, None, portal, NOW, "stored", article=PLAIN)


def item(visit: Visit, article: Article = PLAIN) -> VisitedArticle:
    return visited(article, visit)


def plain(one: VisitedArticle) -> Article:
    return Article(**{name: getattr(one, name) for name in Article.__slots__})


def test_a_clean_item_passes_as_it_is(visit: Visit) -> None:
    one = item(visit)
    assert NormalisePipeline().process_item(one) is one
    assert DeduplicatePipeline().process_item(one) is one


def test_an_item_is_cleaned_and_its_visit_tells_of_the_clean_article(visit: Visit) -> None:
    dirty = replace(PLAIN, headline="Bri\0dge", body=("One.\ufffe", "Two."))
    found = NormalisePipeline().process_item(item(visit, dirty))
    assert plain(found) == PLAIN and found.visit == visit


@pytest.mark.parametrize(
    "url",
    [
        "https://N.example:443/a/",
        "https://n.example/a/?utm_source=x",
        "https://n.example/b/../a/",
        "https://n.example/a/#c",
    ],
)
def test_an_item_is_stored_under_the_canonical_address(visit: Visit, url: str) -> None:
    found = DeduplicatePipeline().process_item(item(visit, replace(PLAIN, url=url)))
    assert plain(found) == PLAIN


@pytest.mark.parametrize(
    ("second", "is_dropped"),
    [
        ("https://n.example/a/", True),
        ("https://n.example/a", True),
        ("http://n.example/a/", True),
        ("https://n.example/a/?fbclid=1", True),
        ("https://n.example/a/?p=2", False),
        ("https://n.example/A/", False),
        ("https://n.example/b/", False),
    ],
)
def test_an_address_is_let_through_once_a_run(visit: Visit, second: str, is_dropped: bool) -> None:
    pipeline = DeduplicatePipeline()
    pipeline.process_item(item(visit))
    other = item(visit, replace(PLAIN, url=second))
    if not is_dropped:
        assert pipeline.process_item(other).url == second
        return
    with pytest.raises(DropItem, match="was stored in this run"):
        pipeline.process_item(other)
    assert DeduplicatePipeline().process_item(other)  # the next run begins anew


def test_an_item_is_an_article_with_a_visit_that_feeds_do_not_print(visit: Visit) -> None:
    one = item(visit)
    assert isinstance(one, Article) and "visit" not in Article.__slots__
    other = visited(replace(PLAIN, headline="Other"), one.visit)
    assert (other.headline, other.visit) == ("Other", replace(visit, article=replace(PLAIN, headline="Other")))
