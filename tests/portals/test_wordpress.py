"""WordPress with its three default themes, then five editor's days."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.portals.stand import Portal, crawl, size, standing

pytestmark = [pytest.mark.portal, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def wordpress() -> Iterator[Portal]:
    with standing("wordpress") as portal:
        yield portal


@pytest.mark.parametrize("theme", ["twentytwentytwo", "twentytwentythree", "twentytwentyone"])
def test_a_crawl_holds_what_the_database_of_wordpress_holds(wordpress: Portal, theme: str, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    wordpress.run("theme", theme)
    before = len(wordpress.requests())
    crawl("wordpress", wordpress, archive)
    first = len(wordpress.requests()) - before
    assert list(map(str, wordpress.differences(archive))) == []

    held = size(archive)
    crawl("wordpress", wordpress, archive)
    again = len(wordpress.requests()) - before - first
    assert size(archive) == held
    assert again <= 0.15 * first, f"a second run asked {again} times, the first {first} times"


def test_a_revisit_of_all_follows_the_editors_days(wordpress: Portal, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    crawl("wordpress", wordpress, archive)
    for day in range(1, 6):
        wordpress.run("change", str(day))
        crawl("wordpress", wordpress, archive, "-s", "REVISIT_ALL=1")
        assert list(map(str, wordpress.differences(archive))) == [], f"after day {day}"
