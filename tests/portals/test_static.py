"""A static site by Pelican whose comments are Isso's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.portals.stand import Portal, crawl, read_again, size, standing

pytestmark = [pytest.mark.portal, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def static() -> Iterator[Portal]:
    with standing("static") as portal:
        yield portal


def test_a_crawl_holds_the_static_site_and_its_isso_comments(static: Portal, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    crawl("portal", static, archive)
    first = len(static.requests())
    assert list(map(str, static.differences(archive))) == []
    assert not [line for line in static.requests() if " /drafts/" in line], "robots.txt forbids the drafts"

    held = size(archive)
    crawl("portal", static, archive)
    again = len(static.requests()) - first
    assert size(archive) == held
    assert again <= 0.15 * first, f"a second run asked {again} times, the first {first} times"


def test_a_corrected_article_is_read_again(static: Portal, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    crawl("portal", static, archive)
    static.run("edit", "12")
    crawl("portal", static, archive, "-s", "REVISIT_ALL=1")
    assert list(map(str, static.differences(archive))) == []
    assert " 0 would change, 0 not readable any more" in read_again(archive)
